"""Where the eye goes in a photograph, so that type can stand where it does not.

Spectral residual (Hou and Zhang, CVPR 2007, https://doi.org/10.1109/CVPR.2007.383267, checked
2026-11-21): what is unusual in a picture's spectrum is what is looked at. Edges are added, for
faces and products are full of them, and plain sky and walls are not.
"""

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from astro_pipeline.media.pixels.area import Area
from astro_pipeline.media.pixels.colour import oklab
from astro_pipeline.media.pixels.raster import Pixels, blurred, resized

_SIDE: Final = 96
"""The longer side of the map: enough to tell sides, corners and a face in a crowd."""

_STEPS: Final = (0.5, 0.4, 0.6, 0.3, 0.7, 0.2, 0.8, 0.1, 0.9, 0.0, 1.0)
"""Crops that are tried, as shares of what may be cut off; the middle one first."""

_LOST: Final = 0.6
"""How much what is cut off weighs, against what lies under type."""


@dataclass(frozen=True, slots=True)
class Crop:
    """The part of a picture that fills a frame, and how much the eye misses in it."""

    focus: tuple[float, float]
    """Where the crop lies in what is left over, as shares, as `covering` takes it."""
    cost: float
    """Of the picture's interest, how much lies under type, and a part of what is cut off."""
    covered: float
    """Of the interest that is shown, how much lies under type."""


def saliency(picture: Pixels) -> Pixels:
    """How much the eye is drawn to each part of a picture, on a small map that sums to 1."""
    scale = _SIDE / max(picture.shape[:2])
    wide, high = max(8, round(picture.shape[1] * scale)), max(8, round(picture.shape[0] * scale))
    lab = oklab(resized(np.ascontiguousarray(picture[..., :3]), wide, high))
    drawn = sum(_unusual(lab[..., channel]) for channel in range(3)) + _unit(_edges(lab))
    rows, columns = np.mgrid[0:high, 0:wide]
    away = ((columns + 0.5) / wide - 0.5) ** 2 + ((rows + 0.5) / high - 0.5) ** 2
    weighed = (drawn * (1 - 0.7 * away)).astype(np.float32)  # photographers put things inside the frame
    return (weighed / max(float(weighed.sum()), 1e-9)).astype(np.float32)


def best_crop(interest: Pixels, ratio: float, width: int, height: int, taken: tuple[Area, ...]) -> Crop:
    """The crop to width and height that leaves least of the interest under what is taken, or cut off.

    `ratio` is the picture's width over its height.
    """
    crops: list[Crop] = []
    for step in _STEPS:  # one of the axes has nothing to cut: moving along both at once tries them all
        cost, under = _cost(interest, ratio, width, height, focus=(step, step), taken=taken)
        crops.append(Crop((step, step), cost, under))
    return min(crops, key=lambda crop: crop.cost)


def _cost(
    interest: Pixels,
    ratio: float,
    width: int,
    height: int,
    *,
    focus: tuple[float, float],
    taken: tuple[Area, ...],
) -> tuple[float, float]:
    wide = min(1.0, (width / height) / ratio)
    high = min(1.0, ratio / (width / height))
    left, top = (1 - wide) * focus[0], (1 - high) * focus[1]
    shown = _mass(interest, left, top, left + wide, top + high)
    under = sum(
        _mass(
            interest,
            left + wide * max(0.0, area.left / width),
            top + high * max(0.0, area.top / height),
            left + wide * min(1.0, area.right / width),
            top + high * min(1.0, area.bottom / height),
        )
        for area in taken
    )
    return under + _LOST * (1 - shown), under / max(shown, 1e-6)


def _mass(interest: Pixels, left: float, top: float, right: float, bottom: float) -> float:
    high, wide = interest.shape
    part = interest[round(top * high) : round(bottom * high), round(left * wide) : round(right * wide)]
    return float(part.sum())


def _unusual(channel: NDArray[np.float64]) -> NDArray[np.float32]:
    spectrum = np.fft.fft2(channel - channel.mean())
    amplitude = np.log(np.abs(spectrum) + 1e-6).astype(np.float32)
    around = sum(np.roll(amplitude, (down, across), (0, 1)) for down in (-1, 0, 1) for across in (-1, 0, 1))
    residual = np.exp(amplitude - np.asarray(around, np.float32) / 9 + 1j * np.angle(spectrum))
    return _unit(blurred((np.abs(np.fft.ifft2(residual)) ** 2).astype(np.float32), 3.0))


def _edges(lab: NDArray[np.float64]) -> Pixels:
    light = lab[..., 0].astype(np.float32)
    down, across = np.gradient(light)
    return blurred(np.hypot(down, across).astype(np.float32), 3.0)


def _unit(field: Pixels) -> NDArray[np.float32]:
    return (field / max(float(field.sum()), 1e-9)).astype(np.float32)
