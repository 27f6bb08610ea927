"""What lies on the picture: type that moves in, the brand, the button, and the shade behind them."""

from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from astro_pipeline.domain.brief import is_rtl
from astro_pipeline.domain.review import Box
from astro_pipeline.domain.timeline import Button, Motion, Text
from astro_pipeline.media.colour import Rgb, contrast, contrast_on, parse
from astro_pipeline.media.lettering import BASELINE, Setting, bearing, fit, height_of, mask_of, width_of
from astro_pipeline.media.typeset import Block, Manner
from astro_pipeline.media.yuv import Frame, Layer, Pixels, Window

Role = Literal["overlay", "brand", "button", "caption"]

LIGHT, DARK = "#FFFDF8", "#15171A"
_GO_SECONDS = 0.22
_LINE_STAGGER, _WORD_STAGGER = 0.09, 0.08
_LEGIBLE = 4.5
_HIGH = 0.45
"""Above this part of the frame's width from the top, a shade goes all the way up."""


@dataclass(frozen=True)
class TypeBox:
    """Where type stands in the film, when, and how well it reads."""

    role: Role
    text: str
    box: Box
    start: float
    end: float
    size_px: int
    contrast: float
    """Of ink and the pixels behind it, shade included: the worst twentieth."""
    fits: bool = True


@dataclass(frozen=True)
class Piece:
    """A line, a word or a shape that moves as one, with its resting place."""

    layer: Layer
    x: int
    y: int
    height: int
    delay: float = 0.0


@dataclass(frozen=True)
class Overlay:
    """Pieces that come, stay and go together."""

    pieces: tuple[Piece, ...]
    start: float
    end: float
    motion: Motion
    type_box: TypeBox
    shade: Piece | None = None
    come_seconds: float = 0.0
    go_seconds: float = _GO_SECONDS

    def draw(self, second: float, frame: Frame) -> None:
        """Lay it on the frame as it is at that moment."""
        if second < self.start or second >= self.end + self.go_seconds:
            return
        staying = 1 - min(max((second - self.end) / self.go_seconds, 0.0), 1.0) if self.go_seconds else 1.0
        if self.shade:
            coming = eased((second - self.start) / self.come_seconds) if self.come_seconds else 1.0
            frame.put(self.shade.layer, self.shade.x, self.shade.y, opacity=coming * staying)
        for piece in self.pieces:
            into = second - self.start - piece.delay
            share = eased(into / self.come_seconds) if self.come_seconds else 1.0
            if share > 0:
                self._draw_piece(piece, frame, share=share, opacity=staying)

    def _draw_piece(self, piece: Piece, frame: Frame, *, share: float, opacity: float) -> None:
        x, y, left = float(piece.x), float(piece.y), 1 - share
        match self.motion:
            case "reveal" | "words":
                window = Window(0, piece.y, frame.width, piece.y + piece.height)
                frame.put(piece.layer, x, y + left * piece.height, opacity=opacity, window=window)
            case "rise":
                frame.put(piece.layer, x, y + left * piece.height * 0.6, opacity=opacity * share)
            case "fade":
                frame.put(piece.layer, x, y, opacity=opacity * share)


@dataclass(frozen=True)
class SetText:
    """A text broken into lines and put in its place, without ink yet."""

    text: Text
    setting: Setting
    box: Box
    """What the lines take of the text's box: look here to choose the ink."""


def set_text(text: Text, manner: Manner) -> SetText:
    """The text as large as its box allows."""
    setting = fit(text.text, manner, text.box, largest=text.size, smallest=text.smallest, lines=text.lines)
    return SetText(text, setting, _hull(text, setting.block))


def text_overlay(placed: SetText, *, ink: str, shade: float, behind: Pixels, width: int) -> Overlay:
    """The text in motion. `shade` (0 to 1) darkens or lightens what is behind it, across the frame."""
    text, block = placed.text, placed.setting.block
    pieces: list[Piece] = []
    for row, line in enumerate(block.lines):
        y = text.box.y + block.ascent + row * block.pitch - block.size * BASELINE
        pieces.extend(_line_pieces(text, line, block, y=even(y), ink=ink, wait=len(pieces)))
    legible = round(contrast_on(parse(ink), shaded(behind, ink, shade)), 2)
    return Overlay(
        pieces=tuple(pieces),
        start=text.start,
        end=text.end,
        motion="words" if _by_words(text) else _by_lines(text.motion),
        type_box=TypeBox(
            "overlay", text.text, placed.box, text.start, text.end, block.size, legible, placed.setting.fits
        ),
        shade=_shade(placed.box, ink, strength=shade, width=width) if shade else None,
        come_seconds=text.come_seconds,
    )


def button_overlay(button: Button, manner: Manner) -> Overlay:
    """The call to action: a pill with its words, rising into place."""
    place, height = button.box, button.box.height
    room = Box(x=0, y=0, width=round(place.width * 0.84), height=height)
    setting = fit(
        button.text, manner, room, largest=round(height * 0.4), smallest=round(height * 0.2), lines=1
    )
    block = setting.block
    width = min(place.width, even(block.width + height * 1.1))
    letters = np.zeros((height, width), np.float32)
    for row, line in enumerate(block.lines):
        mask = mask_of(line, manner, block.size)
        baseline = (height - block.height) / 2 + block.ascent + row * block.pitch
        stamp(letters, mask, x=(width - mask.shape[1]) // 2, y=round(baseline - block.size * BASELINE))
    rgba = _inked(pill(width, height), letters, ground=button.fill, ink=button.ink)
    x = place.x + (place.width - width) // 2
    box = Box(x=x, y=place.y, width=width, height=height)
    legible = round(contrast(parse(button.ink), parse(button.fill)), 2)
    return Overlay(
        pieces=(Piece(Layer.of(rgba), even(x), even(place.y), height),),
        start=button.start,
        end=button.end,
        motion="rise",
        type_box=TypeBox(
            "button", button.text, box, button.start, button.end, block.size, legible, setting.fits
        ),
        come_seconds=button.come_seconds,
    )


def choose_ink(behind: Pixels, *, asked: str | None) -> tuple[str, float]:
    """The ink that reads best on these pixels, and how much shade they need for 4.5:1."""
    inks = (asked,) if asked else (LIGHT, DARK)
    grounds = {ink: contrast_on(parse(ink), floats(behind)) for ink in inks}
    ink = max(inks, key=lambda each: grounds[each])
    for shade in (0.0, 0.15, 0.3, 0.45, 0.6, 0.75, 0.9):
        if contrast_on(parse(ink), shaded(behind, ink, shade)) >= _LEGIBLE:
            return ink, shade
    return ink, 0.9


def shaded(behind: Pixels, ink: str, shade: float) -> Rgb:
    """The pixels with a shade over them: dark behind light ink, light behind dark."""
    mixed = floats(behind) * (1 - shade) + parse(_opposite(ink)) * shade
    return mixed.astype(np.float32)


def eased(share: float) -> float:
    """From 0 to 1, fast at first and settling."""
    left = 1 - min(max(share, 0.0), 1.0)
    return 1 - left**3


def pill(width: int, height: int, *, radius: float | None = None) -> NDArray[np.float32]:
    """Coverage (0 to 1) of a rectangle with round ends, or with corners of that radius."""
    round_by = height / 2 if radius is None else radius
    x = np.abs(np.arange(width, dtype=np.float32) + 0.5 - width / 2) - (width / 2 - round_by)
    y = np.abs(np.arange(height, dtype=np.float32) + 0.5 - height / 2) - (height / 2 - round_by)
    outside = np.hypot(np.maximum(x, 0)[None, :], np.maximum(y, 0)[:, None])
    inside = np.minimum(np.maximum(x[None, :], y[:, None]), 0)
    return np.clip(round_by - outside - inside + 0.5, 0, 1).astype(np.float32)


def stamp(onto: Rgb, mask: Pixels, *, x: int, y: int) -> None:
    """Lay a mask (0 to 255) on coverage (0 to 1); what lies outside is cut off."""
    rows, columns = onto.shape[:2]
    top, left = max(y, 0), max(x, 0)
    part = mask[top - y : rows - y, left - x : columns - x]
    target = onto[top : top + part.shape[0], left : left + part.shape[1]]
    np.maximum(target, part.astype(np.float32) / 255, out=target)


def _by_lines(motion: Motion) -> Motion:
    return "reveal" if motion == "words" else motion


def _by_words(text: Text) -> bool:
    return text.motion == "words" and not is_rtl(text.language) and " " in text.text


def _line_pieces(text: Text, line: str, block: Block, *, y: int, ink: str, wait: int) -> tuple[Piece, ...]:
    by_words = _by_words(text)
    words = line.split(" ") if by_words else [line]
    starts = [" ".join([*words[:n], ""]) for n in range(len(words))]
    left = text.box.x + _indent(text, width_of(line, block.manner, block.size)) - bearing(block.size)
    stagger = _WORD_STAGGER if by_words else _LINE_STAGGER
    return tuple(
        Piece(
            layer=letters(mask_of(word, block.manner, block.size), ink),
            x=even(left + width_of(before, block.manner, block.size)),
            y=y,
            height=height_of(word, block.size),
            delay=(wait + place) * stagger,
        )
        for place, (word, before) in enumerate(zip(words, starts, strict=True))
    )


def _indent(text: Text, width: int) -> int:
    if text.align == "centre":
        return (text.box.width - width) // 2
    return text.box.width - width if is_rtl(text.language) else 0


def _hull(text: Text, block: Block) -> Box:
    width, height = round(block.width), round(block.height)
    return Box(x=text.box.x + _indent(text, width), y=text.box.y, width=width, height=height)


def letters(mask: Pixels, ink: str) -> Layer:
    """A mask (0 to 255) in one colour."""
    return Layer.of(tinted(mask, ink))


def _shade(box: Box, ink: str, *, strength: float, width: int) -> Piece:
    """A band of the ink's opposite across the frame, full behind the type and gone without an edge.

    High in the frame it goes up to the top, as light falls; a patch behind the type would show its shape.
    """
    fall = even(box.height * 0.5 + width * 0.08)
    above = box.y if box.y < _HIGH * width else fall
    rows = np.arange(above + box.height + fall, dtype=np.float32)
    rising = np.ones_like(rows) if above == box.y else np.clip(rows / fall, 0, 1)
    falling = np.clip((len(rows) - rows) / fall, 0, 1)
    share = np.minimum(rising, falling)
    share = share * share * (3 - 2 * share) * np.float32(255 * strength)
    mask = np.repeat((share + np.float32(0.5)).astype(np.uint8)[:, None], even(width), axis=1)
    return Piece(letters(mask, _opposite(ink)), 0, even(box.y - above), len(rows))


def _opposite(ink: str) -> str:
    return DARK if contrast(parse(ink), parse(DARK)) > contrast(parse(ink), parse(LIGHT)) else LIGHT


def _inked(coverage: Rgb, letters: Rgb, *, ground: str, ink: str) -> Pixels:
    colour = parse(ground) * (1 - letters[..., None]) + parse(ink) * letters[..., None]
    return (np.dstack([colour, coverage]) * 255 + 0.5).astype(np.uint8)


def floats(pixels: Pixels) -> Rgb:
    """Bytes as parts of one."""
    return pixels.astype(np.float32) / np.float32(255)


def even(value: float) -> int:
    """The nearest even number: chroma has one sample for two pixels."""
    return round(value / 2) * 2


def tinted(mask: Pixels, ink: str) -> Pixels:
    """A mask (0 to 255) in one colour, as RGBA."""
    rgba = np.empty((*mask.shape, 4), np.uint8)
    rgba[..., :3] = [int(ink[i : i + 2], 16) for i in (1, 3, 5)]
    rgba[..., 3] = mask
    return rgba
