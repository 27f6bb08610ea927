"""Colour as the eye sees it: mixing in OKLab, contrast as WCAG counts it.

OKLab: Björn Ottosson, https://bottosson.github.io/posts/oklab/ (2020). Contrast: WCAG 2.2,
1.4.3 and 1.4.11: 4.5 for text, 3 for large text and controls. Both checked 2026-11-20.
"""

from typing import Final

import numpy as np
from numpy.typing import NDArray

Rgb = NDArray[np.float32]
"""sRGB, 0 to 1, in the last axis: one colour or a picture of them."""

TEXT_CONTRAST: Final = 4.5
LARGE_CONTRAST: Final = 3.0

_CONES: Final = np.array(
    [
        [0.4122214708, 0.5363325363, 0.0514459929],
        [0.2119034982, 0.6806995451, 0.1073969566],
        [0.0883024619, 0.2817188376, 0.6299787005],
    ]
)
_OPPONENTS: Final = np.array(
    [
        [0.2104542553, 0.7936177850, -0.0040720468],
        [1.9779984951, -2.4285922050, 0.4505937099],
        [0.0259040371, 0.7827717662, -0.8086757660],
    ]
)
_FROM_CONES: Final = np.linalg.inv(_CONES)
_FROM_OPPONENTS: Final = np.linalg.inv(_OPPONENTS)
LUMINANCE: Final = np.array([0.2126, 0.7152, 0.0722])
"""What red, green and blue light add to the luminance."""

WHITE: Final[Rgb] = np.ones(3, np.float32)
BLACK: Final[Rgb] = np.zeros(3, np.float32)


def parse(colour: str) -> Rgb:
    """The colour written as #RRGGBB."""
    return np.array([int(colour[n : n + 2], 16) for n in (1, 3, 5)], np.float32) / np.float32(255)


def to_hex(colour: Rgb) -> str:
    """The colour as #RRGGBB."""
    red, green, blue = (round(float(np.clip(part, 0, 1)) * 255) for part in colour)
    return f"#{red:02X}{green:02X}{blue:02X}"


def linear(colour: Rgb) -> NDArray[np.float64]:
    """Light, as opposed to its sRGB code."""
    code = np.asarray(colour, np.float64)
    return np.where(code <= 0.04045, code / 12.92, ((code + 0.055) / 1.055) ** 2.4)


def oklab(colour: Rgb) -> NDArray[np.float64]:
    """Lightness (0 to 1), green to red, blue to yellow."""
    return np.cbrt(linear(colour) @ _CONES.T) @ _OPPONENTS.T


def from_oklab(lab: NDArray[np.float64]) -> Rgb:
    """The sRGB colour, clipped where the screen cannot show it."""
    light = np.clip(((lab @ _FROM_OPPONENTS.T) ** 3) @ _FROM_CONES.T, 0, 1)
    code = np.where(light <= 0.0031308, light * 12.92, 1.055 * light ** (1 / 2.4) - 0.055)
    return code.astype(np.float32)


def luminance(colour: Rgb) -> NDArray[np.float64]:
    """Relative luminance, 0 to 1, per pixel."""
    return linear(colour) @ LUMINANCE


def contrast(one: Rgb, other: Rgb) -> float:
    """WCAG contrast ratio of two colours, 1 to 21."""
    low, high = sorted((float(luminance(one)), float(luminance(other))))
    return (high + 0.05) / (low + 0.05)


def contrast_on(ink: Rgb, ground: Rgb) -> float:
    """Contrast of an ink on the pixels behind it: of the worst twentieth of them."""
    return contrast_in_light(float(luminance(ink)), luminance(ground).ravel())


def contrast_in_light(own: float, lights: NDArray[np.float64]) -> float:
    """Contrast of a luminance on others: on the worst twentieth of them."""
    ratios = (np.maximum(lights, own) + 0.05) / (np.minimum(lights, own) + 0.05)
    return float(np.percentile(ratios, 5))


def mix(one: Rgb, other: Rgb, share: float) -> Rgb:
    """The colour `share` of the way from one to the other."""
    return from_oklab(oklab(one) * (1 - share) + oklab(other) * share)


def shade(colour: Rgb, by: float) -> Rgb:
    """The colour lighter (by > 0) or darker, on a scale from 0 (black) to 1 (white)."""
    return from_oklab(oklab(colour) + np.array([by, 0, 0]))


def with_lightness(colour: Rgb, lightness: float, chroma_share: float = 1.0) -> Rgb:
    """The same hue at another lightness, with part of its chroma."""
    lab = oklab(colour)
    return from_oklab(np.array([lightness, lab[1] * chroma_share, lab[2] * chroma_share]))


def lightness(colour: Rgb) -> float:
    """OKLab lightness, 0 to 1."""
    return float(oklab(colour)[0])


def chroma(colour: Rgb) -> float:
    """How far from grey: 0 for grey, about 0.3 for the purest."""
    return float(np.hypot(*oklab(colour)[1:]))


def opposed(one: Rgb, other: Rgb) -> bool:
    """True for two hues more than a third of the wheel apart: what lies between them is grey."""
    (a, b), (c, d) = oklab(one)[1:], oklab(other)[1:]
    across = float(np.hypot(a, b) * np.hypot(c, d))
    return across > 4e-4 and float(a * c + b * d) < -0.5 * across


def most_legible(inks: tuple[Rgb, ...], ground: Rgb, *, at_least: float = TEXT_CONTRAST) -> Rgb:
    """The first ink that reaches the contrast; else black or white, whichever is read better."""
    for ink in inks:
        if contrast(ink, ground) >= at_least:
            return ink
    return max((WHITE, BLACK), key=lambda ink: contrast(ink, ground))
