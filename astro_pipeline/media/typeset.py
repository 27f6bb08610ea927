"""Setting type: measuring, fitting into a box, drawing; never larger than the box it is given."""

import math
import unicodedata
from dataclasses import dataclass, replace
from functools import lru_cache

import numpy as np
from PIL import Image, ImageDraw

from astro_pipeline.media.canvas import Canvas
from astro_pipeline.media.colour import Rgb
from astro_pipeline.media.fonts import Chain, Face, drawable, runs, sized
from astro_pipeline.media.linebreak import balanced, finer, pieces
from astro_pipeline.media.raster import Pixels

_PROBE_PX = 200
"""Widths are measured at this size and scaled: they are linear in it."""


@dataclass(frozen=True, slots=True)
class Manner:
    """How a text is set."""

    faces: Chain
    language: str
    tracking: float = 0.0
    """Extra space between letters, in em; not used where letters join."""
    leading: float = 1.2
    """From baseline to baseline, in em."""


@dataclass(frozen=True, slots=True)
class Block:
    """A text that fits: its lines and their measures, in pixels."""

    lines: tuple[str, ...]
    manner: Manner
    size: int
    widths: tuple[float, ...]
    ascent: float
    """Ink above the first baseline."""
    descent: float
    """Ink below the last baseline."""

    @property
    def width(self) -> float:
        """Of the widest line."""
        return max(self.widths)

    @property
    def pitch(self) -> float:
        """From baseline to baseline."""
        return self.size * self.manner.leading

    @property
    def height(self) -> float:
        """Of the ink, from the top of the first line to the bottom of the last."""
        return self.ascent + (len(self.lines) - 1) * self.pitch + self.descent


def fit(
    text: str, manner: Manner, *, width: float, height: float, largest: float, smallest: float, max_lines: int
) -> Block | None:
    """The text as large as it goes into width and height, on balanced lines; None below `smallest`.

    Fewer lines win unless more make it 6 % larger. A word that is too long alone is
    broken only where Unicode lets it be.
    """
    manner = _roomy(manner, text)
    for parts in (pieces(text, manner.language), finer(drawable(text))):
        found = _largest(parts, manner, width, height, largest, max_lines)
        if found is not None and found.size >= smallest:
            return found
    return None


def line(text: str, manner: Manner, size: float) -> Block:
    """The text on one line at a size, however wide."""
    return _set((drawable(text).strip(),), manner, max(1, int(size)))


def draw(canvas: Canvas, block: Block, x: float, y: float, colour: Rgb, *, align: str = "left") -> None:
    """Draw with the ink's top at `y`; `x` is the left edge, the centre or the right edge."""
    baseline = y + block.ascent
    for text, width in zip(block.lines, block.widths, strict=True):
        left = {"left": x, "center": x - width / 2, "right": x - width}[align]
        shift = _side_bearing(text, block) if align == "left" else 0.0
        _draw_line(canvas, block, text, left - shift, baseline, colour)
        baseline += block.pitch


def line_boxes(block: Block, x: float, y: float, *, align: str) -> tuple[tuple[int, int, int, int], ...]:
    """Left, top, width and height of each line's ink as `draw` sets it."""
    boxes: list[tuple[int, int, int, int]] = []
    baseline = y + block.ascent
    for width in block.widths:
        left = {"left": x, "center": x - width / 2, "right": x - width}[align]
        top, bottom = baseline - block.ascent, baseline + block.descent
        boxes.append((math.floor(left), math.floor(top), math.ceil(width), math.ceil(bottom - top)))
        baseline += block.pitch
    return tuple(boxes)


def advance(text: str, manner: Manner, size: int) -> float:
    """Width of a line at a size, in pixels."""
    spaced = manner.tracking * size * max(0, len(text) - 1) if _spaces(manner, text) else 0.0
    return sum(sized(face, size).getlength(run) for face, run in runs(text, manner.faces)) + spaced


def joins(text: str) -> bool:
    """True for writing whose letters join, stack or run from right to left: no letter-spacing."""
    return any(unicodedata.bidirectional(c) in {"R", "AL", "NSM"} or 0x900 <= ord(c) <= 0xFFF for c in text)


def _largest(
    parts: tuple[str, ...], manner: Manner, width: float, height: float, largest: float, max_lines: int
) -> Block | None:
    def measured(text: str) -> float:
        return _probed(text, manner)

    best: Block | None = None
    for count in range(1, min(max_lines, len(parts)) + 1):
        broken = balanced(parts, count, measured)
        if broken is None:
            continue
        lines, widest = broken
        size = min(largest, width / max(widest, 1e-6), height / (0.7 + (count - 1) * manner.leading))
        block = _shrunk_into(lines, manner, int(size), width, height)
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
    for smaller in range(size, max(0, size - 40) if size > 60 else 0, -1):
        block = _set(lines, manner, smaller)
        if block.width <= width and block.height <= height:
            return block
    return None


def _set(lines: tuple[str, ...], manner: Manner, size: int) -> Block:
    faces = [face for text in lines for face, _ in runs(text, manner.faces)]
    cap = max(-sized(face, size).getbbox("H", anchor="ls")[1] for face in faces[:1])
    first, last = _ink(lines[0], manner, size), _ink(lines[-1], manner, size)
    widths = tuple(advance(text, manner, size) for text in lines)
    return Block(lines, manner, size, widths, ascent=max(cap, first[0]), descent=max(0.0, last[1]))


def _ink(text: str, manner: Manner, size: int) -> tuple[float, float]:
    boxes = [sized(face, size).getbbox(run, anchor="ls") for face, run in runs(text, manner.faces)]
    return max(-box[1] for box in boxes), max(box[3] for box in boxes)


def _roomy(manner: Manner, text: str) -> Manner:
    """Joined and stacked writing needs more air between lines than Latin headlines."""
    if joins(text):
        return replace(manner, leading=max(manner.leading, 1.32))
    if any(ord(c) > 0x2E80 for c in text):
        return replace(manner, leading=max(manner.leading, 1.18), tracking=0.0)
    if any(unicodedata.combining(c) for c in unicodedata.normalize("NFD", text) if text.isupper()):
        return replace(manner, leading=max(manner.leading, 1.12))
    return manner


def _spaces(manner: Manner, text: str) -> bool:
    return abs(manner.tracking) > 1e-6 and not joins(text)


def _side_bearing(text: str, block: Block) -> float:
    """The white a face leaves before its first letter: taken away, left edges align to the eye."""
    if not text or joins(text):
        return 0.0
    face, run = runs(text, block.manner.faces)[0]
    return float(sized(face, block.size).getbbox(run[0], anchor="ls")[0])


def _draw_line(canvas: Canvas, block: Block, text: str, left: float, baseline: float, colour: Rgb) -> None:
    pad = int(block.size * 0.4) + 2
    width = int(advance(text, block.manner, block.size)) + 2 * pad
    up, down = int(block.size * 1.3) + pad, int(block.size * 0.6) + pad
    image = Image.new("L", (width, up + down))
    pen = pad + left - math.floor(left)
    for face, run in runs(text, block.manner.faces):
        pen = _draw_run(image, run, face, block, pen=pen, baseline=up)
    mask: Pixels = np.asarray(image, np.float32) / np.float32(255)
    canvas.blend(math.floor(left) - pad, round(baseline) - up, mask, colour)


def _draw_run(image: Image.Image, run: str, face: Face, block: Block, *, pen: float, baseline: int) -> float:
    font, pencil = sized(face, block.size), ImageDraw.Draw(image)
    if not _spaces(block.manner, run):
        pencil.text((pen, baseline), run, font=font, fill=255, anchor="ls")
        return pen + font.getlength(run)
    for here, after in zip(run, [*run[1:], ""], strict=True):
        pencil.text((pen, baseline), here, font=font, fill=255, anchor="ls")
        pen += font.getlength(here + after) - (font.getlength(after) if after else 0.0)
        pen += block.manner.tracking * block.size
    return pen
