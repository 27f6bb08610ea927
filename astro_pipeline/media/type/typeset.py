"""Setting type: measuring, fitting into a box, drawing; never larger than the box it is given."""

import math
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Final

import numpy as np

from astro_pipeline.domain.writing import wide
from astro_pipeline.media.pixels.canvas import Canvas
from astro_pipeline.media.pixels.colour import Rgb
from astro_pipeline.media.type.balance import Paragraph
from astro_pipeline.media.type.face import sized
from astro_pipeline.media.type.fonts import suited
from astro_pipeline.media.type.linebreak import finer, finest, glued, pieces
from astro_pipeline.media.type.shaping import Ink, Manner, advance, held, ink, joins

__all__ = ["Block", "Manner", "advance", "draw", "fit", "joins", "line", "line_boxes"]

_PROBE_PX: Final = 200
"""Widths are measured at this size and scaled: they are linear in it."""
_APART: Final = 0.06
"""White between the ink of one line and the next, at least, in sizes."""
_TAIL: Final = 0.2
"""What reaches further out is no tail, in sizes."""


@dataclass(frozen=True, slots=True)
class Block:
    """A text that fits: its lines and their measures, in pixels."""

    lines: tuple[str, ...]
    manner: Manner
    size: int
    widths: tuple[int, ...]
    """Of each line's ink."""
    indents: tuple[int, ...]
    """How far each line begins from the left edge, where left edges align: a j's tail hangs out."""
    rises: tuple[int, ...]
    """Of each line's ink above its baseline."""
    falls: tuple[int, ...]
    """Of each line's ink below its baseline."""
    ascent: float
    """Ink above the first baseline; at least a capital's height."""
    descent: float
    """Ink below the last baseline."""
    pitch: float
    """From baseline to baseline."""

    @property
    def width(self) -> float:
        """From the first ink on the left to the last on the right."""
        return max(width + indent for width, indent in zip(self.widths, self.indents, strict=True))

    @property
    def height(self) -> float:
        """Of the ink, from the top of the first line to the bottom of the last."""
        return self.ascent + (len(self.lines) - 1) * self.pitch + self.descent


def fit(
    text: str, manner: Manner, *, width: float, height: float, largest: float, smallest: float, max_lines: int
) -> Block | None:
    """The text as large as it goes into width and height, on balanced lines.

    Fewer lines win unless more make it 6 % larger. Phrases are kept whole where that leaves the type
    at `smallest` or above; then words; a word is broken only where Unicode or a soft hyphen lets it be.
    None where the text cannot be set so, and where there is none.
    """
    manner = _roomy(replace(manner, faces=suited(text, manner.faces)), text)
    tried: set[tuple[str, ...]] = set()
    for parted in (pieces, finer, finest):
        parts = parted(text, manner.language)
        if parts in tried:
            continue
        tried.add(parts)
        found = _largest(parts, manner, width, height, largest, max_lines)
        if found is not None and found.size >= smallest:
            return found
    return None


def line(text: str, manner: Manner, size: float) -> Block:
    """The text on one line at a size, however wide."""
    manner = replace(manner, faces=suited(text, manner.faces))
    return _set((glued(text),), manner, max(1, int(size)))


def draw(canvas: Canvas, block: Block, x: float, y: float, colour: Rgb, *, align: str = "left") -> None:
    """Draw with the ink's top at `y`; `x` is the ink's left edge, its centre or its right edge."""
    for text, (left, _, width, _), baseline in zip(
        block.lines, line_boxes(block, x, y, align=align), _baselines(block, y), strict=True
    ):
        if width:
            _lay(canvas, ink(text, block.manner, block.size), left, baseline, colour)


def line_boxes(block: Block, x: float, y: float, *, align: str) -> tuple[tuple[int, int, int, int], ...]:
    """Left, top, width and height of each line as `draw` sets it: no ink is outside."""
    boxes: list[tuple[int, int, int, int]] = []
    for number, baseline in enumerate(_baselines(block, y)):
        width = block.widths[number]
        left = {"left": x + block.indents[number], "center": x - width / 2, "right": x - width}[align]
        rise = max(block.rises[number], math.floor(block.ascent))
        fall = max(block.falls[number], math.ceil(block.descent))
        boxes.append((round(left), baseline - rise, width, rise + fall))
    return tuple(boxes)


def _baselines(block: Block, y: float) -> list[int]:
    return [round(y + block.ascent + number * block.pitch) for number in range(len(block.lines))]


def _lay(canvas: Canvas, inked: Ink, left: int, baseline: int, colour: Rgb) -> None:
    top = baseline + inked.top
    canvas.blend(left, top, inked.cover.astype(np.float32) / np.float32(255), colour)
    if inked.picture is not None:
        canvas.paste(inked.picture.astype(np.float32) / np.float32(255), left, top)


def _largest(
    parts: tuple[str, ...], manner: Manner, width: float, height: float, largest: float, max_lines: int
) -> Block | None:
    def measured(text: str) -> float:
        return _probed(text, manner)

    paragraph = Paragraph.of(parts, measured)
    best: Block | None = None
    for count in range(1, min(max_lines, len(parts)) + 1):
        broken = paragraph.broken(count)
        if broken is None:
            continue
        lines, widest = broken
        size = min(largest, width / max(widest, 1e-6), height / (0.7 + (count - 1) * manner.leading))
        if best and size <= best.size * 1.06:
            continue
        block = _shrunk_into(held(lines, manner), manner, int(size), width, height)
        if block and (best is None or block.size > best.size * 1.06):
            best = block
    return best


@lru_cache(maxsize=16384)
def _probed(text: str, manner: Manner) -> float:
    """Width in em; the same few words are measured for every arrangement that is tried."""
    return advance(text, manner, _PROBE_PX) / _PROBE_PX


def _shrunk_into(
    lines: tuple[str, ...], manner: Manner, size: int, width: float, height: float
) -> Block | None:
    """Hinting and ink outside the em make a line differ from its scaled measure: try, then go down."""
    while size >= 1:
        block = _set(lines, manner, size)
        if block.width <= width and block.height <= height:
            return block
        share = min(width / max(block.width, 1), height / max(block.height, 1))
        size = min(size - 1, math.ceil(size * share))
    return None


def _set(lines: tuple[str, ...], manner: Manner, size: int) -> Block:
    inks = [ink(text, manner, size) for text in lines]
    cap = -sized(manner.faces.faces[0], size).getbbox("H", anchor="ls")[1]
    rises, falls = tuple(max(0, -each.top) for each in inks), tuple(max(0, each.bottom) for each in inks)
    apart = max((fall + rise for fall, rise in zip(falls, rises[1:], strict=False)), default=0)
    pitch = max(size * manner.leading, apart + _APART * size)
    last, most = len(lines) - 1, round(_TAIL * size)
    tails = [0 if joins(text) else min(each.tail, most) for text, each in zip(lines, inks, strict=True)]
    return Block(
        lines=lines,
        manner=manner,
        size=size,
        widths=tuple(each.cover.shape[1] for each in inks),
        indents=tuple(max(tails) - tail for tail in tails),
        rises=rises,
        falls=falls,
        ascent=max(cap, rises[0]),
        descent=falls[last],
        pitch=pitch,
    )


def _roomy(manner: Manner, text: str) -> Manner:
    """Joined and stacked writing needs more air between lines than Latin headlines."""
    if joins(text):
        return replace(manner, leading=max(manner.leading, 1.26))
    if any(wide(c) for c in text):
        return replace(manner, leading=max(manner.leading, 1.18))
    return manner
