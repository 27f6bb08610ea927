"""Bringing a photographed product into the studio's light, without changing what colour it is.

CIEDE2000: CIE 142-2001; formulas and test data by Sharma, Wu and Dalal (2005),
https://hajim.rochester.edu/ece/sites/gsharma/ciede2000/, checked 2026-11-21.
"""

from typing import Final

import numpy as np
from numpy.typing import NDArray

from astro_pipeline.media.pixels.colour import Rgb, linear
from astro_pipeline.media.pixels.raster import Pixels
from astro_pipeline.media.pixels.regions import to_lab

_MOST: Final = 2.4
"""Median CIEDE2000 a product may move: more would be another colour than the one it is sold in."""
_BRIGHT: Final = 0.72
"""Linear light the brightest parts of a well exposed product reach."""
_STRENGTHS: Final = (1.0, 0.7, 0.45, 0.25, 0.12)
_SAMPLE: Final = 20_000

Values = NDArray[np.float64]


def evened(alone: Pixels, ground: Rgb | None) -> Pixels:
    """The cut-out, its exposure lifted and the cast of its grey ground taken away, as far as is fair."""
    solid = alone[alone[..., 3] > 0.9][:, :3]
    if not solid.size:
        return alone
    sample = solid[:: max(1, len(solid) // _SAMPLE)]
    gain = _gain(sample, ground)
    for strength in _STRENGTHS:
        share = 1 + (gain - 1) * strength
        if moved(sample, _lit(sample, share)) <= _MOST:
            return np.dstack([_lit(alone[..., :3], share), alone[..., 3]]).astype(np.float32)
    return alone


def moved(before: Rgb, after: Rgb) -> float:
    """By how much a list of colours changed: median CIEDE2000."""
    return float(np.median(apart(_lab(before), _lab(after))))


def apart(one: Values, other: Values) -> Values:
    """CIEDE2000 of CIELAB colours, along the last axis."""
    chroma_one, chroma_other = np.hypot(one[..., 1], one[..., 2]), np.hypot(other[..., 1], other[..., 2])
    middle = ((chroma_one + chroma_other) / 2) ** 7
    grow = 1.5 - 0.5 * np.sqrt(middle / (middle + 25.0**7))
    red_one, red_other = one[..., 1] * grow, other[..., 1] * grow
    chroma_one, chroma_other = np.hypot(red_one, one[..., 2]), np.hypot(red_other, other[..., 2])
    hue_one, hue_other = np.arctan2(one[..., 2], red_one), np.arctan2(other[..., 2], red_other)
    turn = (hue_other - hue_one + np.pi) % (2 * np.pi) - np.pi
    by_hue = 2 * np.sqrt(chroma_one * chroma_other) * np.sin(turn / 2)
    hue = np.where(chroma_one * chroma_other == 0, hue_one + hue_other, hue_one + turn / 2)
    light, chroma = (one[..., 0] + other[..., 0]) / 2, (chroma_one + chroma_other) / 2
    weight = (
        1 - 0.17 * np.cos(hue - np.pi / 6) + 0.24 * np.cos(2 * hue)
        + 0.32 * np.cos(3 * hue + np.radians(6)) - 0.2 * np.cos(4 * hue - np.radians(63))
    )  # fmt: skip
    degrees = np.degrees(hue) % 360
    blue = np.radians(60) * np.exp(-(((degrees - 275) / 25) ** 2))
    rotation = -2 * np.sqrt(chroma**7 / (chroma**7 + 25.0**7)) * np.sin(blue)
    by_light = (other[..., 0] - one[..., 0]) / (
        1 + 0.015 * (light - 50) ** 2 / np.sqrt(20 + (light - 50) ** 2)
    )
    by_chroma = (chroma_other - chroma_one) / (1 + 0.045 * chroma)
    by_hue = by_hue / (1 + 0.015 * chroma * weight)
    return np.sqrt(np.maximum(by_light**2 + by_chroma**2 + by_hue**2 + rotation * by_chroma * by_hue, 0))


def _gain(sample: Rgb, ground: Rgb | None) -> Values:
    """Per channel, in linear light."""
    brightest = float(np.percentile(linear(sample).max(axis=1), 98))
    lift = float(np.clip(_BRIGHT / max(brightest, 0.05), 1.0, 1.5))
    if ground is None:
        return np.full(3, lift)
    light = linear(ground)
    cast = light.mean() / np.maximum(light, 0.01)
    # a coloured backdrop is a choice, not a cast
    if float(np.abs(cast - 1).max()) > 0.3:
        return np.full(3, lift)
    return cast * lift


def _lit(colour: Rgb, gain: Values) -> Rgb:
    """The colours under more light; what is nearly white keeps its drawing."""
    light = linear(colour)
    room = np.clip(1 - light, 0, 1) ** 0.5
    light = np.clip(light * (1 + (gain - 1) * room), 0, 1)
    code = np.where(light <= 0.0031308, light * 12.92, 1.055 * light ** (1 / 2.4) - 0.055)
    return code.astype(np.float32)


def _lab(colours: Rgb) -> Values:
    return to_lab(np.asarray(colours, np.float32)[None])[0].astype(np.float64)
