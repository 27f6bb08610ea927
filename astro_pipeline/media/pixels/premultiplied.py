# pyright: basic
# OpenCV's stubs do not say which array a call gives back; this file fences its calls in.
"""Cut-outs as 8-bit RGBA whose colour is weighted by its alpha: turned, resized and laid over each other.

A quarter of the memory of float32, and nothing is weighted and unweighted between the steps. Each
step rounds once, and no division makes more of it where a cut-out is faint.
"""

from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from astro_pipeline.media.pixels.raster import Pixels as Exact

Pixels = NDArray[np.uint8]


@dataclass(frozen=True, slots=True)
class Cutout:
    """An object with nothing around it."""

    rgba: Pixels
    """Shape (height, width, 4); no colour is larger than its alpha."""

    @classmethod
    def of(cls, image: Exact) -> "Cutout":
        """From straight RGBA, 0 to 1."""
        alpha = np.ascontiguousarray(image[..., 3])
        colours = [cv2.multiply(np.ascontiguousarray(image[..., n]), alpha) for n in range(3)]
        return cls(cv2.convertScaleAbs(cv2.merge((*colours, alpha)), alpha=255).astype(np.uint8, copy=False))

    @property
    def alpha(self) -> Pixels:
        """How much it covers, of 255."""
        return np.ascontiguousarray(self.rgba[..., 3])

    @property
    def width(self) -> int:
        """Px."""
        return self.rgba.shape[1]

    @property
    def height(self) -> int:
        """Px."""
        return self.rgba.shape[0]

    def turned(self, degrees: float) -> "Cutout":
        """Turned anticlockwise, in a frame that holds all of it."""
        matrix = cv2.getRotationMatrix2D((self.width / 2, self.height / 2), degrees, 1.0)
        cosine, sine = abs(matrix[0, 0]), abs(matrix[0, 1])
        wide = int(self.height * sine + self.width * cosine) + 2
        high = int(self.height * cosine + self.width * sine) + 2
        matrix[0, 2] += wide / 2 - self.width / 2
        matrix[1, 2] += high / 2 - self.height / 2
        return _sound(cv2.warpAffine(self.rgba, matrix, (wide, high), flags=cv2.INTER_CUBIC))

    def resized(self, width: int, height: int) -> "Cutout":
        """At another size."""
        shrinks = width * height < self.width * self.height
        how = cv2.INTER_AREA if shrinks else cv2.INTER_CUBIC
        large = cv2.resize(self.rgba, (max(1, width), max(1, height)), interpolation=how)
        return Cutout(large.astype(np.uint8, copy=False)) if shrinks else _sound(large)

    def over(self, veil: Pixels, colour: tuple[int, int, int], *, left: int, top: int) -> "Cutout":
        """Laid with its upper left at `left`, `top` over a veil of one colour, as large as the result."""
        tinted = [cv2.convertScaleAbs(veil, alpha=tone / 255) for tone in colour]
        laid = cv2.merge((*tinted, veil))
        part = laid[top : top + self.height, left : left + self.width]
        free = cv2.bitwise_not(self.alpha)
        cv2.multiply(part, cv2.merge((free, free, free, free)), dst=part, scale=1 / 255)
        cv2.add(part, self.rgba, dst=part)
        return Cutout(laid.astype(np.uint8, copy=False))

    def trimmed(self, faintest: int) -> tuple["Cutout", tuple[int, int]]:
        """Without the edges in which nothing is as strong; and what is gone left and above (even)."""
        alpha = self.alpha
        rows, columns = (np.flatnonzero(alpha.max(axis=axis) >= faintest) for axis in (1, 0))
        left, top = int(columns[0]) // 2 * 2, int(rows[0]) // 2 * 2
        return Cutout(self.rgba[top : int(rows[-1]) + 1, left : int(columns[-1]) + 1]), (left, top)


def _sound(rgba: cv2.typing.MatLike) -> Cutout:
    """Cubic interpolation overshoots: no colour stays larger than its alpha."""
    alpha = cv2.extractChannel(rgba, 3)
    cv2.min(rgba, cv2.merge((alpha, alpha, alpha, alpha)), dst=rgba)
    return Cutout(rgba.astype(np.uint8, copy=False))
