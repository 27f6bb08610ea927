# pyright: basic
# Pillow and cv2 are half typed.
"""Beside a film: a sheet of its frames, and a short silent loop. Both are read from the finished film."""

import io
from collections.abc import Sequence
from contextlib import closing
from math import ceil
from pathlib import Path
from typing import Final

import numpy as np
from PIL import Image, ImageDraw, ImageFont

from astro_pipeline.media.footage.rushes import Fit, Rushes
from astro_pipeline.media.pixels.yuv import Pixels

_PAPER: Final = (244, 243, 240)
_INK: Final = (60, 60, 64)
_GAP: Final = 20
_LABEL: Final = 30
"""Height of the line under a frame, px."""
_TALL: Final = 250
_WIDE: Final = 400
"""Width of a frame on the sheet, px, where it is tall and where it is wide."""
_ACROSS: Final = 1_700
"""The sheet is about so wide, px."""

LOOP_SIDE: Final = 320
"""Longer side of a wide loop, px; a tall one is 240 px wide: what mail programs show beside text."""
_LOOP_TALL: Final = 240
_STEP_MS: Final = 100
_REST_MS: Final = 700
"""The last frame stands longer: it carries the brand."""
_TRIES: Final = ((256, 5), (160, 5), (96, 6), (48, 0))
"""Colours, and how strongly they are mixed by a pattern, from the best to the smallest."""
_BAYER: Final = (
    np.array([[0, 8, 2, 10], [12, 4, 14, 6], [3, 11, 1, 9], [15, 7, 13, 5]], np.float32) / 16 - 0.47
)
"""A fixed pattern: it stands still where nothing moves, so that frames differ only where the film does."""


def contact_sheet(film: Path, spans: Sequence[tuple[float, float]]) -> Pixels:
    """A frame from each of these stretches (seconds) in rows, each with its time under it."""
    with closing(Rushes(film)) as rushes:
        seen = [rushes.between(start, end, fit=_fit(wide=_WIDE, tall=_TALL)) for start, end in spans]
    frames = [rgb for _, rgb in seen]
    height, width = frames[0].shape[:2]
    columns = _columns(len(frames), most=max(1, (_ACROSS - _GAP) // (width + _GAP)))
    rows = ceil(len(frames) / columns)
    size = (_GAP + columns * (width + _GAP), _GAP + rows * (height + _LABEL + _GAP))
    sheet = Image.new("RGB", size, _PAPER)
    pen, font = ImageDraw.Draw(sheet), ImageFont.load_default(17)
    for n, (frame, (moment, _)) in enumerate(zip(frames, seen, strict=True)):
        left, top = _GAP + n % columns * (width + _GAP), _GAP + n // columns * (height + _LABEL + _GAP)
        sheet.paste(Image.fromarray(frame), (left, top))
        told = f"{int(moment) // 60}:{moment % 60:04.1f}"
        pen.text((left, top + height + 8), told, fill=_INK, font=font)
    return np.asarray(sheet)


def loop(film: Path, moments: Sequence[float], *, most_bytes: int) -> bytes:
    """A GIF of the frames at these seconds, a tenth of a second each, for ever; within the bytes.

    The film's own colours are chosen once for all frames, so that they do not flicker.
    """
    with closing(Rushes(film)) as rushes:
        frames = [rushes.at(moment, fit=_fit(wide=LOOP_SIDE, tall=_LOOP_TALL)) for moment in moments]
    colours, pattern = _TRIES[0]
    for colours, pattern in _TRIES:
        made = _gif(frames, colours=colours, pattern=pattern)
        if len(made) <= most_bytes:
            return made
    return _gif(frames[::2], colours=colours, pattern=pattern, step_ms=2 * _STEP_MS)


def _fit(*, wide: int, tall: int) -> Fit:
    """So wide where it is wide, and where it is tall; in between, between."""

    def size(width: int, height: int) -> tuple[int, int]:
        target = wide if width > height else tall if height > width * 1.4 else (wide + tall) // 2
        target = min(target, width)
        return target, round(height * target / width / 2) * 2

    return size


def _columns(many: int, *, most: int) -> int:
    """The fewest columns that need no more rows, so that the last row is as full as can be."""
    rows = ceil(many / most)
    return ceil(many / rows)


def _gif(frames: Sequence[Pixels], *, colours: int, pattern: int, step_ms: int = _STEP_MS) -> bytes:
    some = np.concatenate(frames[:: max(1, len(frames) // 6)])[::2, ::2]
    palette = Image.fromarray(np.ascontiguousarray(some)).quantize(colours, Image.Quantize.MEDIANCUT)
    height, width = frames[0].shape[:2]
    tiles = np.tile(_BAYER, (ceil(height / 4), ceil(width / 4)))[:height, :width, None] * pattern
    drawn = [
        Image.fromarray(np.clip(frame + tiles + 0.5, 0, 255).astype(np.uint8)).quantize(
            palette=palette, dither=Image.Dither.NONE
        )
        for frame in frames
    ]
    stands = [step_ms] * (len(drawn) - 1) + [_REST_MS]
    written = io.BytesIO()
    drawn[0].save(
        written,
        "GIF",
        save_all=True,
        append_images=drawn[1:],
        duration=stands,
        loop=0,
        optimize=False,
        disposal=1,
    )
    return written.getvalue()
