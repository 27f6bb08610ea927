"""A finished ad: layout, stage and type put together, each line's contrast measured on its pixels."""

from dataclasses import dataclass
from pathlib import Path
from typing import Final

from astro_pipeline.domain.placements import Insets
from astro_pipeline.media.adverts.arrange import arrange
from astro_pipeline.media.adverts.button import draw_button
from astro_pipeline.media.adverts.emblem import Emblem, place_emblem
from astro_pipeline.media.adverts.layout import Layout, Piece
from astro_pipeline.media.adverts.look import Look, Words, running
from astro_pipeline.media.adverts.photograph import FULL_BLEED, dressed_photograph
from astro_pipeline.media.adverts.placing import frame_for
from astro_pipeline.media.adverts.poster import Poster, arrange_poster
from astro_pipeline.media.adverts.stage import Subject, calmed, dressed
from astro_pipeline.media.pixels.area import Area
from astro_pipeline.media.pixels.canvas import Canvas
from astro_pipeline.media.pixels.colour import (
    BLACK,
    LARGE_CONTRAST,
    TEXT_CONTRAST,
    WHITE,
    Rgb,
    contrast_on,
)
from astro_pipeline.media.pixels.palette import Roles, roles
from astro_pipeline.media.pixels.raster import Pixels
from astro_pipeline.media.pixels.saliency import saliency
from astro_pipeline.media.type.fonts import missing
from astro_pipeline.media.type.typeset import draw, line_boxes

_LARGE_PX: Final = 24
"""Type from this size up counts as large: WCAG 2.2, 18 pt; checked 2026-11-20."""


@dataclass(frozen=True, slots=True)
class TextBox:
    """A text as it was set."""

    role: str
    text: str
    x: int
    y: int
    width: int
    height: int
    contrast: float
    """Of the ink on the worst twentieth of the pixels behind the worst line."""
    size_px: int
    lines: tuple[tuple[int, int, int, int], ...] = ()
    """Left, top, width and height of each of its lines."""


@dataclass(frozen=True, slots=True)
class Advert:
    """The picture and what is known of it."""

    canvas: Canvas
    boxes: tuple[TextBox, ...]
    notes: tuple[str, ...]
    missing_glyphs: str
    layout: Layout
    left_out: tuple[str, ...] = ()
    """Roles of the words that have no place in it, though the frame is meant to carry them."""
    emblem: Emblem | None = None
    """The logo as it was drawn, where it is a picture."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """What an ad is made of, besides its words."""

    width: int
    height: int
    insets: Insets
    look: Look
    palette: tuple[str, ...]
    subject: Subject
    logo: Pixels | None = None
    fonts: tuple[Path, ...] = ()
    seed: int = 0
    min_type_px: int = 9
    """No type smaller than this is set."""


def set_advert(words: Words, sheet: Sheet) -> Advert:
    """The ad, painted back to front. What has no room or no glyph is left out and noted."""
    words, lacking = _drawable(words, sheet.fonts)
    look = sheet.look
    colours = roles(sheet.palette, look.style, choice=look.ground, warmth=look.warmth, light=look.light)
    ratio = sheet.logo.shape[1] / sheet.logo.shape[0] if sheet.logo is not None else None
    layout = arrange(
        sheet.width,
        sheet.height,
        sheet.insets,
        words,
        look,
        fonts=sheet.fonts,
        logo_ratio=ratio,
        object_ratio=1.0 if sheet.subject.photograph else sheet.subject.ratio,
        least=sheet.min_type_px,
    )
    poster = _poster(words, sheet, ratio)
    if poster and len(poster.layout.notes) <= len(layout.notes):
        layout = poster.layout
        canvas, colours = dressed_photograph(
            poster, look.style, colours, sheet.subject.image, seed=sheet.seed
        )
    else:
        canvas = dressed(layout, look, colours, sheet.subject, seed=sheet.seed)
    named = _name(canvas, layout, colours, words) if sheet.logo is None else None
    boxes = [named] if named else []
    emblem = None
    if sheet.logo is not None:
        box, emblem = _logo(canvas, layout, colours, sheet.logo, rtl=words.rtl)
        boxes.append(box)
    boxes += [_piece(canvas, piece, colours, rtl=words.rtl) for piece in layout.pieces]
    notes = layout.notes
    if lacking:
        notes = (*notes, f"no installed font draws {lacking!r}: left out; add a font to brand.fonts")
    return Advert(canvas, tuple(boxes), notes, lacking, layout, _left_out(words, layout), emblem)


def _poster(words: Words, sheet: Sheet, logo_ratio: float | None) -> Poster | None:
    """Where the type stands on a photograph that fills the frame; None where it gets a side of its own."""
    if not sheet.subject.photograph or sheet.look.style not in FULL_BLEED:
        return None
    interest = saliency(sheet.subject.image)
    frame = frame_for(
        sheet.width,
        sheet.height,
        sheet.insets,
        words,
        sheet.look,
        fonts=sheet.fonts,
        logo_ratio=logo_ratio,
        object_ratio=1.0,
        least=sheet.min_type_px,
    )
    poster = arrange_poster(frame, interest[:, ::-1] if words.rtl else interest, sheet.subject.ratio)
    return poster.mirrored() if poster and words.rtl else poster


def _left_out(words: Words, layout: Layout) -> tuple[str, ...]:
    """Which words were asked for and are not set; terse frames are asked for neither kicker nor support."""
    asked = {"headline": words.headline or words.short, "cta": words.call_to_action, "legal": words.legal}
    if not layout.terse:
        asked |= {"kicker": words.kicker, "support": words.support}
    there = {piece.role for piece in layout.pieces}
    lacking = [role for role, text in asked.items() if text.strip() and role not in there]
    if words.brand.strip() and layout.logo.area.width <= 0:
        lacking.append("logo")
    return tuple(lacking)


def _drawable(words: Words, fonts: tuple[Path, ...]) -> tuple[Words, str]:
    """The words without the characters no font can draw, and these characters."""
    faces = running(words.language, fonts).faces
    lacking = missing("".join(v for v in words.model_dump().values() if isinstance(v, str)), faces)
    if not lacking:
        return words, ""
    drop = str.maketrans(dict.fromkeys(lacking, ""))
    kept = {k: v.translate(drop) if isinstance(v, str) else v for k, v in words.model_dump().items()}
    return Words.model_validate(kept), lacking


def _piece(canvas: Canvas, piece: Piece, colours: Roles, *, rtl: bool) -> TextBox:
    if piece.role == "cta":
        return _button(canvas, piece, colours, rtl=rtl)
    align = "center" if piece.align == "center" else "right" if rtl else "left"
    x = {
        "left": piece.area.left,
        "center": piece.area.left + piece.area.width / 2,
        "right": piece.area.right,
    }[align]
    lines = line_boxes(piece.block, x, piece.area.top, align=align)
    wanted = LARGE_CONTRAST if piece.block.size >= _LARGE_PX * 1.6 else TEXT_CONTRAST
    ink, measured = _legible(canvas, lines, colours, wanted=wanted)
    draw(canvas, piece.block, x, piece.area.top, ink, align=align)
    left, top = min(each[0] for each in lines), min(each[1] for each in lines)
    right = max(each[0] + each[2] for each in lines)
    return TextBox(
        piece.role,
        piece.text,
        left,
        top,
        right - left,
        round(piece.area.height),
        round(measured, 2),
        piece.block.size,
        lines,
    )


def _button(canvas: Canvas, piece: Piece, colours: Roles, *, rtl: bool) -> TextBox:
    left, top, measured = draw_button(canvas, piece, colours, rtl=rtl)
    block = piece.block
    box = (round(left), round(top), round(block.width), round(block.height))
    lines = line_boxes(block, left, top, align="left")
    return TextBox("cta", piece.text, *box, round(measured, 2), block.size, lines)


def _legible(
    canvas: Canvas, lines: tuple[tuple[int, int, int, int], ...], colours: Roles, *, wanted: float
) -> tuple[Rgb, float]:
    """An ink that is read on every line's pixels; the ground is calmed first where there is none."""
    inks = (colours.ink, colours.dark, colours.light, WHITE, BLACK)
    for _ in range(2):
        for ink in inks:
            worst = min(contrast_on(ink, canvas.sampled(line)) for line in lines)
            if worst >= wanted:
                return ink, worst
        left, top = min(b[0] for b in lines), min(b[1] for b in lines)
        right, bottom = max(b[0] + b[2] for b in lines), max(b[1] + b[3] for b in lines)
        calmed(canvas, Area(left, top, right - left, bottom - top), colours.ground)
    return colours.ink, min(contrast_on(colours.ink, canvas.sampled(line)) for line in lines)


def _name(canvas: Canvas, layout: Layout, colours: Roles, words: Words) -> TextBox | None:
    """The brand's name in type, where there is no picture of its logo."""
    logo, area = layout.logo, layout.logo.area
    if logo.block is None:
        return None
    align = "center" if logo.align == "center" else "right" if words.rtl else "left"
    x = {"left": area.left, "center": area.left + area.width / 2, "right": area.right}[align]
    lines = line_boxes(logo.block, x, area.top, align=align)
    ink, measured = _legible(canvas, lines, colours, wanted=TEXT_CONTRAST)
    draw(canvas, logo.block, x, area.top, ink, align=align)
    return TextBox(
        "logo",
        words.brand,
        min(line[0] for line in lines),
        lines[0][1],
        round(area.width),
        round(area.height),
        round(measured, 2),
        logo.block.size,
        lines,
    )


def _logo(
    canvas: Canvas, layout: Layout, colours: Roles, picture: Pixels, *, rtl: bool
) -> tuple[TextBox, Emblem]:
    area, room_below = layout.logo.area, layout.shape != "strip"
    there, measured, emblem = place_emblem(canvas, area, picture, colours, rtl=rtl, room_below=room_below)
    box = (round(there.left), round(there.top), round(there.width), round(there.height))
    return TextBox("logo", "", *box, round(measured, 2), box[3]), emblem
