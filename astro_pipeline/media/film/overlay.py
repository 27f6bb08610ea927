"""What lies on the picture: pieces that come, stay and go together, and the shade behind them."""

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cached_property
from math import ceil, floor, pi, sin
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from astro_pipeline.domain.review import Box
from astro_pipeline.domain.timeline import Motion
from astro_pipeline.media.film.easing import eased, eased_both, leaving, settled
from astro_pipeline.media.film.fingerprint import fingerprint
from astro_pipeline.media.film.sprite import MARGIN, Sprite, place
from astro_pipeline.media.film.type_box import TypeBox
from astro_pipeline.media.pixels.colour import (
    LUMINANCE,
    Rgb,
    contrast,
    contrast_in_light,
    linear,
    luminance,
    parse,
)
from astro_pipeline.media.pixels.yuv import Frame, Layer, Pixels, Window

Part = Literal["type", "line", "plate", "arrow"]
"""Letters; a line that is drawn under them; the plate of a button; its arrow."""

LIGHT, DARK = "#FFFDF8", "#15171A"
_GO_SECONDS = 0.26
_DRAWN_SECONDS = 0.5
"""What a line under a figure takes to be drawn."""
_PRESS_AFTER, _PRESS_SECONDS, _SWELL = 0.65, 0.45, 0.045
"""When a button is pressed after it has come, for how long, and how much it swells."""
_ABOVE = 0.12
"""Part of a line's height above its tallest letters: it is masked where they would show beyond it."""
_NUDGE = 0.2
"""How far its arrow moves, in heights."""
_NOTHING = 1e-3
_LEGIBLE = 4.5
_SHADES = (0.15, 0.3, 0.45, 0.6, 0.75, 0.9)
_HIGH = 0.45
"""Above this part of the frame's width from the top, a shade goes all the way up."""


@dataclass(frozen=True)
class Later:
    """A layer that is drawn when it is first laid on a frame; `key` says what it will look like."""

    key: str
    draw: Callable[[], Layer] = field(compare=False)

    @cached_property
    def layer(self) -> Layer:
        """It, drawn."""
        return self.draw()


@dataclass(frozen=True)
class Piece:
    """A line, a word or a shape that moves as one, with its resting place."""

    picture: Layer | Later
    x: int
    y: int
    height: int
    delay: float = 0.0
    part: Part = "type"

    @property
    def layer(self) -> Layer:
        """What is laid on the frame."""
        return self.picture.layer if isinstance(self.picture, Later) else self.picture

    @property
    def middle(self) -> tuple[float, float]:
        """Of its layer, where it rests."""
        high, wide = self.layer.keep[0].shape
        return self.x + wide / 2 - MARGIN, self.y + high / 2 - MARGIN


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
    mirrored: bool = False
    """True where one reads from the right: lines are drawn from there."""

    @cached_property
    def pixels(self) -> str:
        """A digest of what it lays down: everything but when."""
        return fingerprint(self.motion, self.mirrored, self.shade, self.pieces)

    def within(self, start: float, end: float) -> tuple[object, ...]:
        """What `draw` lays on the frames from `start` to `end`: equal where they look equal."""
        if end < self.start or start >= self.end + self.go_seconds:
            return ()
        there = self.start + self.settled_after
        coming = None if there <= start else (self.start, self.come_seconds)
        going = None if end <= self.end else (self.end, self.go_seconds)
        return (self.pixels, coming, going)

    @property
    def settled_after(self) -> float:
        """Seconds from its start after which nothing of it moves until it goes."""
        pressed = _PRESS_AFTER + _PRESS_SECONDS if self.motion == "press" else 0.0
        needed = [
            piece.delay + (_DRAWN_SECONDS if piece.part == "line" else self.come_seconds + pressed)
            for piece in self.pieces
        ]
        return max(needed, default=0.0)

    def draw(self, second: float, frame: Frame) -> None:
        """Lay it on the frame as it is at that moment."""
        if second < self.start or second >= self.end + self.go_seconds:
            return
        gone = max((second - self.end) / self.go_seconds, 0.0) if self.go_seconds else 0.0
        if self.shade:
            coming = eased((second - self.start) / self.come_seconds) if self.come_seconds else 1.0
            frame.put(self.shade.layer, self.shade.x, self.shade.y, opacity=coming * (1 - gone))
        for piece in self.pieces:
            into = second - self.start - piece.delay
            share = settled(into / self.come_seconds) if self.come_seconds else 1.0
            if piece.part == "line":
                self._draw_line(piece, frame, settled(into / _DRAWN_SECONDS), eased(gone))
            elif share > 0:
                self._draw_piece(piece, frame, into=into, share=share, gone=gone)

    def _draw_piece(self, piece: Piece, frame: Frame, *, into: float, share: float, gone: float) -> None:
        x, y, left, opacity = float(piece.x), float(piece.y), 1 - share, 1 - gone
        match self.motion:
            case "reveal" | "words":
                # Stacked accents stand higher: they are masked only on the way out.
                top = piece.y + (even(piece.height * _ABOVE) if gone else 0)
                window = Window(0, top, frame.width, piece.y + piece.height)
                frame.put(piece.layer, x, y + (left - leaving(gone)) * piece.height, window=window)
            case "rise":
                frame.put(piece.layer, x, y + left * piece.height * 0.6, opacity=opacity * share)
            case "fade":
                frame.put(piece.layer, x, y, opacity=opacity * share)
            case "pop":
                _draw_grown(piece, frame, piece.middle, scale=1 - 0.22 * left, opacity=opacity * share)
            case "press":
                self._draw_pressed(piece, frame, into=into, left=left, opacity=opacity * share)

    def _draw_pressed(self, piece: Piece, frame: Frame, *, into: float, left: float, opacity: float) -> None:
        """A button's plate or arrow: it rises, and once it stands it is pressed."""
        pressed = (into - self.come_seconds - _PRESS_AFTER) / _PRESS_SECONDS
        wave = sin(pi * eased_both(pressed))
        rise = left * self.pieces[0].height * 0.6
        if wave < _NOTHING and rise < _NOTHING and opacity >= 1:
            frame.put(piece.layer, piece.x, piece.y)
            return
        scale, middle, (x, y) = 1 + _SWELL * wave, self.pieces[0].middle, piece.middle
        if piece.part == "arrow":
            x += _NUDGE * piece.height * wave * (-1 if self.mirrored else 1)
        at = (middle[0] + (x - middle[0]) * scale, middle[1] + (y - middle[1]) * scale + rise)
        _draw_grown(piece, frame, at, scale=scale, opacity=opacity)

    def _draw_line(self, piece: Piece, frame: Frame, drawn: float, gone: float) -> None:
        """A line as far as it is drawn; it goes the way it came."""
        wide = piece.layer.keep[0].shape[1]
        first, last = gone * wide, drawn * wide
        if self.mirrored:
            first, last = wide - last, wide - first
        if last > first:
            left = piece.x - MARGIN
            window = Window(max(even(left + first), 0), 0, max(even(left + last), 0), frame.height)
            frame.put(piece.layer, piece.x, piece.y, window=window)


def _draw_grown(piece: Piece, frame: Frame, at: tuple[float, float], *, scale: float, opacity: float) -> None:
    high, wide = piece.layer.keep[0].shape
    place(
        frame, Sprite(piece.layer, (wide / 2 - MARGIN, high / 2 - MARGIN)), at, scale=scale, opacity=opacity
    )


@dataclass(frozen=True, slots=True)
class Inked:
    """An ink on a ground, the shade (0 to 1) under it, and the contrast they come to."""

    ink: str
    shade: float
    contrast: float


def choose_ink(behind: Pixels, *, asked: str | None) -> Inked:
    """The ink that reads best on these pixels, with as much shade as they need for 4.5:1."""
    plain = [Inked(ink, 0.0, legibility(ink, behind)) for ink in ((asked,) if asked else (LIGHT, DARK))]
    found = max(plain, key=lambda each: each.contrast)
    for shade in _SHADES:
        if found.contrast >= _LEGIBLE:
            break
        found = Inked(found.ink, shade, legibility(found.ink, behind, shade=shade))
    return found


def legibility(ink: str, behind: Pixels, *, shade: float = 0.0) -> float:
    """Contrast on the worst twentieth of these pixels, with a shade (0 to 1) of the ink's opposite over them.

    A byte has 256 values: their light is worked out once and not for each pixel.
    """
    bytes_ = np.arange(256, dtype=np.float32)[:, None] / np.float32(255)
    shaded = bytes_ * np.float32(1 - shade) + parse(_opposite(ink)) * np.float32(shade)
    light = linear(shaded.astype(np.float32)) * LUMINANCE
    lights = light[behind[:, 0], 0] + light[behind[:, 1], 1] + light[behind[:, 2], 2]
    return contrast_in_light(float(luminance(parse(ink))), lights)


def pill(width: int, height: int, *, radius: float | None = None) -> NDArray[np.float32]:
    """Coverage (0 to 1) of a rectangle with round ends, or with corners of that radius."""
    round_by = height / 2 if radius is None else radius
    x = np.abs(np.arange(width, dtype=np.float32) + 0.5 - width / 2) - (width / 2 - round_by)
    y = np.abs(np.arange(height, dtype=np.float32) + 0.5 - height / 2) - (height / 2 - round_by)
    outside = np.hypot(np.maximum(x, 0)[None, :], np.maximum(y, 0)[:, None])
    inside = np.minimum(np.maximum(x[None, :], y[:, None]), 0)
    return np.clip(round_by - outside - inside + 0.5, 0, 1).astype(np.float32)


def letters(mask: Pixels, ink: str) -> Layer:
    """A mask (0 to 255) in one colour."""
    return Layer.of(tinted(mask, ink))


def shade_piece(box: Box, ink: str, *, strength: float, width: int) -> Piece:
    """A band of the ink's opposite across the frame, full behind the type and gone without an edge.

    High in the frame it goes up to the top, as light falls; a patch behind the type would show its shape.
    """
    fall = even(box.height * 0.5 + width * 0.08)
    above = box.y if box.y < _HIGH * width else fall
    height = above + box.height + fall
    key = fingerprint("shade", box, ink, strength, width)
    picture = Later(key, lambda: _shade(box, _opposite(ink), strength, above, fall, (even(width), height)))
    return Piece(picture, 0, even(box.y - above), height)


def _shade(box: Box, colour: str, strength: float, above: int, fall: int, size: tuple[int, int]) -> Layer:
    rows = np.arange(size[1], dtype=np.float32)
    rising = np.ones_like(rows) if above == box.y else np.clip(rows / fall, 0, 1)
    falling = np.clip((len(rows) - rows) / fall, 0, 1)
    share = np.minimum(rising, falling)
    share = share * share * (3 - 2 * share) * np.float32(255 * strength)
    mask = np.repeat((share + np.float32(0.5)).astype(np.uint8)[:, None], size[0], axis=1)
    return letters(mask, colour)


def _opposite(ink: str) -> str:
    return DARK if contrast(parse(ink), parse(DARK)) > contrast(parse(ink), parse(LIGHT)) else LIGHT


def floats(pixels: Pixels) -> Rgb:
    """Bytes as parts of one."""
    return pixels.astype(np.float32) / np.float32(255)


def even(value: float) -> int:
    """The nearest even number: chroma has one sample for two pixels."""
    return round(value / 2) * 2


def even_between(value: float, least: float, most: float) -> int:
    """The even number nearest to the value that is not outside these, where there is one."""
    place = even(value)
    if place > most:
        place = floor(most / 2) * 2
    return place if place >= least else ceil(least / 2) * 2


def tinted(mask: Pixels, ink: str) -> Pixels:
    """A mask (0 to 255) in one colour, as RGBA."""
    rgba = np.empty((*mask.shape, 4), np.uint8)
    rgba[..., :3] = [int(ink[i : i + 2], 16) for i in (1, 3, 5)]
    rgba[..., 3] = mask
    return rgba
