"""A picture being painted: colours, shapes and cut-outs laid over each other."""

from collections.abc import Callable
from functools import lru_cache
from itertools import pairwise
from typing import Final

import numpy as np
from numpy.typing import NDArray

from astro_pipeline.media.pixels.blending import eight_bit, lay
from astro_pipeline.media.pixels.colour import Rgb
from astro_pipeline.media.pixels.raster import Pixels, blurred, padded

Distance = Callable[[Pixels, Pixels], Pixels]
"""Signed distance to a shape's edge at these pixel centres: negative inside, in pixels."""

_GRAIN_TILE: Final = 512


class Canvas:
    """An RGB picture in float32. Warning: every method paints on this very canvas."""

    def __init__(self, width: int, height: int, ground: Rgb) -> None:
        self.width = width
        self.height = height
        self.pixels: Pixels = np.empty((height, width, 3), np.float32)
        self.pixels[:] = np.tile(ground, (width, 1))

    def blend(self, left: int, top: int, mask: Pixels, colour: Rgb) -> None:
        """Lay a colour (or a picture as large as the mask) on where the mask says; what is outside is cut."""
        x0, y0 = max(0, left), max(0, top)
        x1, y1 = min(self.width, left + mask.shape[1]), min(self.height, top + mask.shape[0])
        if x1 <= x0 or y1 <= y0:
            return
        cut = (slice(y0 - top, y1 - top), slice(x0 - left, x1 - left))
        lay(self.pixels[y0:y1, x0:x1], mask[cut], colour[cut] if colour.ndim == 3 else colour)

    def shape(
        self, distance: Distance, bounds: tuple[float, float, float, float], colour: Rgb, *, alpha: float = 1
    ) -> None:
        """Fill a shape, its edge smoothed over a pixel; `bounds` = left, top, right, bottom."""
        x0, y0 = max(0, int(bounds[0]) - 2), max(0, int(bounds[1]) - 2)
        x1, y1 = min(self.width, int(bounds[2]) + 3), min(self.height, int(bounds[3]) + 3)
        if x1 <= x0 or y1 <= y0:
            return
        columns, rows = np.meshgrid(
            np.arange(x0, x1, dtype=np.float32) + 0.5, np.arange(y0, y1, dtype=np.float32) + 0.5
        )
        mask = np.clip(0.5 - distance(columns, rows), 0, 1) * alpha
        self.blend(x0, y0, mask.astype(np.float32), colour)

    def paste(self, image: Pixels, left: int, top: int) -> None:
        """Lay an RGBA cut-out on."""
        self.blend(left, top, np.ascontiguousarray(image[..., 3]), image[..., :3])

    def shadow(
        self, mask: Pixels, left: int, top: int, *, softness: float, colour: Rgb, alpha: float
    ) -> None:
        """The soft shadow of a mask."""
        by = int(softness * 2.5)
        self.blend(left - by, top - by, blurred(padded(mask, by), softness) * np.float32(alpha), colour)

    def grain(self, amount: float, seed: int) -> None:
        """Film grain, which also keeps gradients from banding."""
        tile = _grain_tile(seed) * np.float32(amount)
        for y in range(0, self.height, _GRAIN_TILE):
            for x in range(0, self.width, _GRAIN_TILE):
                part = self.pixels[y : y + _GRAIN_TILE, x : x + _GRAIN_TILE]
                part += tile[: part.shape[0], : part.shape[1]]

    def sampled(self, box: tuple[int, int, int, int]) -> Pixels:
        """Pixels of a box (left, top, width, height), thinned out where it is large."""
        left, top, width, height = box
        part = self.pixels[max(0, top) : top + height, max(0, left) : left + width]
        step = max(1, min(part.shape[:2]) // 24)
        return part[::step, ::step] if part.size else self.pixels[:1, :1]

    def bytes(self) -> NDArray[np.uint8]:
        """The picture as 8-bit RGB."""
        return eight_bit(self.pixels)


def disc(x: float, y: float, radius: float) -> Distance:
    """A disc around a point."""
    return lambda columns, rows: (np.hypot(columns - x, rows - y) - radius).astype(np.float32)


def ring(x: float, y: float, radius: float, thickness: float) -> Distance:
    """A circle's line."""
    return lambda columns, rows: (np.abs(np.hypot(columns - x, rows - y) - radius) - thickness / 2).astype(
        np.float32
    )


def rounded(left: float, top: float, right: float, bottom: float, radius: float) -> Distance:
    """A rectangle with rounded corners."""
    radius = min(radius, (right - left) / 2, (bottom - top) / 2)

    def distance(columns: Pixels, rows: Pixels) -> Pixels:
        across = np.abs(columns - (left + right) / 2) - (right - left) / 2 + radius
        down = np.abs(rows - (top + bottom) / 2) - (bottom - top) / 2 + radius
        outside = np.hypot(np.maximum(across, 0), np.maximum(down, 0))
        return (outside + np.minimum(np.maximum(across, down), 0) - radius).astype(np.float32)

    return distance


def stroke(points: tuple[tuple[float, float], ...], thickness: float) -> Distance:
    """A line through points, with round ends."""

    def distance(columns: Pixels, rows: Pixels) -> Pixels:
        nearest = np.full(columns.shape, np.inf, np.float32)
        for (x0, y0), (x1, y1) in pairwise(points):
            dx, dy = x1 - x0, y1 - y0
            along = np.clip(((columns - x0) * dx + (rows - y0) * dy) / max(dx * dx + dy * dy, 1e-9), 0, 1)
            nearest = np.minimum(nearest, np.hypot(columns - x0 - dx * along, rows - y0 - dy * along))
        return (nearest - thickness / 2).astype(np.float32)

    return distance


@lru_cache(maxsize=4)
def _grain_tile(seed: int) -> Pixels:
    rng = np.random.default_rng(seed)
    grey = rng.standard_normal((_GRAIN_TILE, _GRAIN_TILE), dtype=np.float32)
    return np.repeat(grey[..., None], 3, axis=2)
