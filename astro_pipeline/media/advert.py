"""A finished ad: layout, stage and type put together, each line's contrast measured on its pixels."""

from dataclasses import dataclass
from pathlib import Path
from typing import Final

import numpy as np

from astro_pipeline.domain.placements import Insets
from astro_pipeline.media.arrange import arrange
from astro_pipeline.media.canvas import Canvas, rounded, stroke
from astro_pipeline.media.colour import (
    BLACK,
    LARGE_CONTRAST,
    TEXT_CONTRAST,
    WHITE,
    Rgb,
    contrast,
    contrast_on,
    lightness,
    luminance,
    shade,
)
from astro_pipeline.media.emblem import place_emblem
from astro_pipeline.media.fonts import missing
from astro_pipeline.media.layout import Area, Layout, Piece
from astro_pipeline.media.look import Look, Words, running
from astro_pipeline.media.palette import Roles, roles
from astro_pipeline.media.raster import Pixels
from astro_pipeline.media.stage import Subject, calmed, dressed
from astro_pipeline.media.typeset import draw, line_boxes

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
    )
    canvas = dressed(layout, look, colours, sheet.subject, seed=sheet.seed)
    boxes = [_logo(canvas, layout, colours, words, sheet.logo)]
    boxes += [_piece(canvas, piece, colours, rtl=words.rtl) for piece in layout.pieces]
    notes = layout.notes
    if lacking:
        notes = (*notes, f"no installed font draws {lacking!r}: left out; add a font to brand.fonts")
    return Advert(canvas, tuple(boxes), notes, lacking, layout, _left_out(words, layout))


def _left_out(words: Words, layout: Layout) -> tuple[str, ...]:
    """Which words were asked for and are not set; terse frames are asked for neither kicker nor support."""
    asked = {"headline": words.headline, "cta": words.call_to_action, "legal": words.legal}
    if not layout.terse:
        asked |= {"kicker": words.kicker, "support": words.support}
    there = {piece.role for piece in layout.pieces}
    return tuple(role for role, text in asked.items() if text and role not in there)


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
    )


def _legible(
    canvas: Canvas, lines: tuple[tuple[int, int, int, int], ...], colours: Roles, *, wanted: float
) -> tuple[Rgb, float]:
    """An ink that is read on every line's pixels; the ground is calmed first where there is none."""
    inks = (colours.ink, colours.dark, colours.light, WHITE, BLACK)
    for _ in range(2):
        for ink in inks:
            worst = min(contrast_on(ink, _behind(canvas, line)) for line in lines)
            if worst >= wanted:
                return ink, worst
        left, top = min(b[0] for b in lines), min(b[1] for b in lines)
        right, bottom = max(b[0] + b[2] for b in lines), max(b[1] + b[3] for b in lines)
        calmed(canvas, Area(left, top, right - left, bottom - top), colours.ground)
    return colours.ink, min(contrast_on(colours.ink, _behind(canvas, line)) for line in lines)


def _behind(canvas: Canvas, box: tuple[int, int, int, int]) -> Pixels:
    left, top, width, height = box
    part = canvas.pixels[max(0, top) : top + height, max(0, left) : left + width]
    step = max(1, min(part.shape[:2]) // 24)
    return part[::step, ::step] if part.size else canvas.pixels[:1, :1]


def _button(canvas: Canvas, piece: Piece, colours: Roles, *, rtl: bool) -> TextBox:
    area, size = piece.area, piece.block.size
    fill, ink = _button_colours(canvas, area, colours)
    solid = np.ones((round(area.height), round(area.width)), np.float32)
    left, top = round(area.left), round(area.top)
    canvas.shadow(
        solid,
        left,
        top + round(area.height * 0.1),
        softness=area.height * 0.14,
        colour=shade(fill, -0.4),
        alpha=0.22,
    )
    bounds = (area.left, area.top, area.right, area.bottom)
    canvas.shape(rounded(*bounds, area.height / 2), bounds, fill)
    arrow = size * 1.2 if piece.arrow else 0.0
    text_left = area.left + (area.width - piece.block.width - arrow) / 2 + (arrow if rtl else 0)
    text_top = area.top + (area.height - piece.block.height) / 2
    if not piece.block.lines[0].isascii() or any(c in "gjpqy" for c in piece.block.lines[0]):
        text_top = area.top + (area.height - piece.block.ascent) / 2
    text_top = min(text_top, area.bottom - piece.block.height - size * 0.3)
    draw(canvas, piece.block, text_left, text_top, ink)
    if piece.arrow:
        x = area.left + size * 1.75 if rtl else area.right - size * 1.75
        _arrow(canvas, x, area.top + area.height / 2, size * 0.34, ink, rtl=rtl)
    return TextBox(
        "cta",
        piece.text,
        round(text_left),
        round(text_top),
        round(piece.block.width),
        round(piece.block.height),
        round(contrast(ink, fill), 2),
        size,
    )


def _button_colours(canvas: Canvas, area: Area, colours: Roles) -> tuple[Rgb, Rgb]:
    """A button that stands out from the pixels around it, and a label that stands out from the button."""
    around = _behind(canvas, (round(area.left), round(area.top), round(area.width), round(area.height)))
    for fill in (colours.cta, colours.ink, colours.dark, colours.light):
        if contrast_on(fill, around) >= LARGE_CONTRAST:
            inks = (colours.light, colours.dark) if lightness(fill) < 0.62 else (colours.dark, colours.light)
            found = [ink for ink in (*inks, WHITE, BLACK) if contrast(ink, fill) >= TEXT_CONTRAST]
            return fill, found[0]
    dark_ground = float(np.median(luminance(around))) < 0.18
    return (WHITE, BLACK) if dark_ground else (BLACK, WHITE)


def _arrow(canvas: Canvas, x: float, y: float, reach: float, ink: Rgb, *, rtl: bool) -> None:
    ahead = -reach if rtl else reach
    bounds = (x - reach * 2, y - reach * 2, x + reach * 2, y + reach * 2)
    thick = max(1.2, reach * 0.34)
    canvas.shape(stroke(((x - ahead, y), (x + ahead, y)), thick), bounds, ink)
    canvas.shape(stroke(((x, y - reach), (x + ahead, y), (x, y + reach)), thick), bounds, ink)


def _logo(canvas: Canvas, layout: Layout, colours: Roles, words: Words, picture: Pixels | None) -> TextBox:
    logo, area = layout.logo, layout.logo.area
    if picture is None and logo.block is not None:
        lines = line_boxes(logo.block, area.left, area.top, align="left")
        ink, measured = _legible(canvas, lines, colours, wanted=TEXT_CONTRAST)
        draw(canvas, logo.block, area.left, area.top, ink)
        return TextBox(
            "logo",
            words.brand,
            *lines[0][:2],
            round(area.width),
            round(area.height),
            round(measured, 2),
            logo.block.size,
        )
    assert picture is not None  # noqa: S101 -- a logo is set or pasted
    room_below = layout.shape != "strip"
    there, measured = place_emblem(canvas, area, picture, colours, rtl=words.rtl, room_below=room_below)
    box = (round(there.left), round(there.top), round(there.width), round(there.height))
    return TextBox("logo", "", *box, round(measured, 2), box[3])
