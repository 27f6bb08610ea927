"""Bottles: dropper, wine, oil, water, and one of plastic; glass that shows its edges and what is in it."""

from dataclasses import dataclass
from typing import Final

import numpy as np

from astro_pipeline.media.objects.label import Paint, ink_on, label, print_on
from astro_pipeline.media.objects.lathe import SINE, Band, Surface, Wrap, dressed, turned, wrap_ratio
from astro_pipeline.media.objects.light import Finish, mirrored
from astro_pipeline.media.pixels.colour import WHITE, Rgb, lightness, mix, parse, shade
from astro_pipeline.media.pixels.raster import Pixels

_AMBER: Final = parse("#8A4A14")
_GREEN: Final = parse("#1B3A20")
_OIL: Final = parse("#D9B23A")
_WATER: Final = parse("#D6EAF4")
_WINE: Final = parse("#0D1A12")
_CORK: Final = parse("#C79A68")


@dataclass(frozen=True, slots=True)
class Glass:
    """A clear body and what is in it."""

    tint: Rgb
    liquid: Rgb
    level: float
    """Where the liquid begins, as a share of the height from the top."""
    clear: float = 0.55
    """How much of the ground an empty part lets through."""


def serum(height: int, paint: Paint) -> Pixels:
    """A dropper bottle of tinted glass, the name printed on it."""
    profile = ((0, 0), (0, 0.03), (0.015, 0.05), (0.04, 0.06), (0.15, 0.062), (0.185, 0.07), (0.2, 0.078),
               (0.204, 0.092), (0.345, 0.095), (0.347, 0.07), (0.372, 0.07), (0.385, 0.1), (0.4, 0.176),
               (0.425, 0.19), (0.975, 0.19), (1, 0.172))  # fmt: skip
    seen = turned(height, profile)
    tone = paint.accent if lightness(paint.accent) > 0.5 else mix(paint.accent, WHITE, 0.35)
    tint = _AMBER if paint.design % 3 == 2 else mix(tone, WHITE, 0.25)
    glass = Glass(mix(tint, WHITE, 0.25), tint, 0.47, clear=0.25)
    top, bottom = 0.46, 0.95
    ink = ink_on(paint, shade(tint, -0.04))
    text = print_on(*_sheet(760, 0.19, top, bottom), paint, ink)
    rubber = Finish(shade(paint.dark, 0.02), gloss=0.35, rough=0.22)
    collar = Finish(np.array([0.86, 0.84, 0.8], np.float32), metal=1, rough=0.08)
    if paint.design % 2:
        collar = Finish(shade(paint.dark, 0.03), gloss=0.8, rough=0.1)
    return dressed(
        seen, Finish(tint, gloss=1.1), Band(-0.1, 0.201, rubber), Band(0.201, 0.3465, collar, ribs=30),
        Wrap(text, top, bottom, gloss=0.35), bare=_glazed(seen, glass),
    )  # fmt: skip


def wine(height: int, paint: Paint) -> Pixels:
    """A dark wine bottle with a foil capsule and a paper label."""
    profile = ((0, 0), (0, 0.044), (0.006, 0.047), (0.03, 0.047), (0.034, 0.042), (0.26, 0.043),
               (0.33, 0.055), (0.4, 0.1), (0.44, 0.126), (0.48, 0.134), (0.985, 0.134),
               (1, 0.122))  # fmt: skip
    seen = turned(height, profile)
    top, bottom = 0.58, 0.88
    paper = mix(paint.light, WHITE, 0.35)
    text = label(*_sheet(820, 0.134, top, bottom), paint, paper, at=0.32, span=0.5)
    glass = Finish(mix(_WINE, paint.dark, 0.25), gloss=1.35, rough=0.035)
    foil = Finish(paint.main, gloss=0.7, metal=0.35, rough=0.1)
    return dressed(seen, glass, Band(-0.1, 0.235, foil), Wrap(_framed(text), top, bottom, gloss=0.08))


def oil(height: int, paint: Paint) -> Pixels:
    """A bottle of oil: green glass, a cork with a collar, a label and light at the bottom."""
    profile = ((0, 0), (0, 0.038), (0.05, 0.038), (0.052, 0.052), (0.095, 0.052), (0.1, 0.046), (0.21, 0.047),
               (0.27, 0.062), (0.33, 0.13), (0.37, 0.152), (0.42, 0.157), (0.98, 0.157),
               (1, 0.142))  # fmt: skip
    seen = turned(height, profile)
    top, bottom = 0.5, 0.86
    text = label(*_sheet(820, 0.157, top, bottom), paint, mix(paint.light, WHITE, 0.3), at=0.32, span=0.5)
    liquid = mix(_OIL, _GREEN, 0.25 if paint.design % 2 else 0.7)
    glass = Glass(mix(liquid, WHITE, 0.35), liquid, 0.3, clear=0.3)
    cork = Finish(_CORK, gloss=0.1, rough=0.3)
    collar = Finish(shade(paint.main, 0.0), gloss=0.9, metal=0.2, rough=0.08)
    return dressed(
        seen, Finish(liquid, gloss=1.2), Band(-0.1, 0.051, cork), Band(0.051, 0.15, collar),
        Wrap(_framed(text), top, bottom, gloss=0.1), bare=_glazed(seen, glass),
    )  # fmt: skip


def water(height: int, paint: Paint) -> Pixels:
    """A clear bottle of water with waves in its wall and a band around it."""
    waves = tuple((0.60 + 0.018 * n, 0.157 if n % 2 else 0.151) for n in range(18))
    profile = ((0, 0), (0, 0.05), (0.004, 0.055), (0.062, 0.057), (0.064, 0.049), (0.078, 0.049),
               (0.08, 0.06), (0.09, 0.06), (0.094, 0.05), (0.12, 0.052), (0.2, 0.1), (0.29, 0.15),
               (0.33, 0.157), (0.345, 0.152), (0.585, 0.152), *waves, (0.94, 0.155), (0.98, 0.15),
               (1, 0.13))  # fmt: skip
    seen = turned(height, profile, fillet=0.004)
    top, bottom = 0.35, 0.58
    text = label(*_sheet(620, 0.152, top, bottom), paint, paint.main, at=0.45, span=0.56)
    glass = Glass(mix(_WATER, WHITE, 0.4), mix(_WATER, paint.main, 0.06), 0.185, clear=0.62)
    bare = _glazed(seen, glass, liquid_alpha=0.66)
    cap = Finish(paint.accent, gloss=0.7, rough=0.1)
    return dressed(
        seen,
        Finish(_WATER, gloss=1.1),
        Band(-0.1, 0.063, cap, ribs=26),
        Wrap(text, top, bottom, gloss=0.5),
        bare=bare,
    )


def plastic(height: int, paint: Paint) -> Pixels:
    """A satin bottle with a cap: shampoo, sauce, juice, perfume."""
    profile = ((0, 0), (0, 0.094), (0.008, 0.1), (0.125, 0.104), (0.129, 0.088), (0.142, 0.088), (0.15, 0.12),
               (0.172, 0.172), (0.21, 0.192), (0.29, 0.2), (0.97, 0.2), (0.99, 0.194), (1, 0.18))  # fmt: skip
    seen = turned(height, profile, fillet=0.009)
    top, bottom = 0.26, 0.95
    text = label(*_sheet(900, 0.2, top, bottom), paint, paint.main, at=0.32)
    body = Finish(paint.main, gloss=0.5, rough=0.12)
    cap = Finish(paint.accent, gloss=0.75, rough=0.09)
    return dressed(seen, body, Wrap(text, top, bottom), Band(-0.1, 0.128, cap))


def _sheet(height: int, radius: float, top: float, bottom: float) -> tuple[int, int]:
    return int(height * wrap_ratio(radius, top, bottom)), height


def _framed(texture: Pixels) -> Pixels:
    """A paper label that ends before the edge of the body: a little of the glass shows at both sides."""
    height, width = texture.shape[:2]
    alpha = np.ones((height, width), np.float32)
    side = int(width * 0.085)
    alpha[:, :side] = 0
    alpha[:, -side:] = 0
    paper = np.dstack([texture[..., :3], alpha])
    for edge in (slice(side, side + 3), slice(-side - 3, -side)):
        paper[:, edge, :3] *= 0.86
    return paper.astype(np.float32)


def _glazed(seen: Surface, glass: Glass, *, liquid_alpha: float = 0.95) -> Pixels:
    """Glass before a bright studio wall: dark and bright lines at its edges, light gathered in the liquid."""
    across = seen.across
    core = np.sqrt(np.clip(1 - across * across, 0, 1))
    rim = (1 - core) ** 2.2
    line = np.exp(-(((np.abs(across) - 0.9) / 0.035) ** 2))
    wall = np.empty((*across.shape, 3), np.float32)
    wall[:] = glass.tint
    wall = wall * (1 - 0.5 * rim)[..., None] + 0.22 * line[..., None]
    alpha = np.clip(1 - glass.clear + 0.75 * rim + 0.2 * line, 0, 1)
    gathered = 0.16 * np.exp(-(((across - 0.42) / 0.3) ** 2)) + 0.1 * np.clip((seen.down - 0.8) / 0.2, 0, 1)
    body = np.empty_like(wall)
    body[:] = glass.liquid
    body = body * (0.62 + 0.42 * core - 0.16 * np.exp(-(((across + 0.05) / 0.5) ** 2)))[..., None]
    body = body * (1 + 1.6 * gathered)[..., None] + (glass.liquid * gathered[..., None] * 0.5)
    wet = np.clip((seen.down - glass.level) * seen.unit + 0.5, 0, 1) * seen.ahead
    surface = _meniscus(seen, glass.level)
    colour = wall + (body - wall) * wet[..., None]
    colour = colour + (mix(glass.liquid, WHITE, 0.4) - colour) * (0.55 * surface)[..., None]
    alpha = alpha + (liquid_alpha - alpha) * wet
    alpha = np.maximum(alpha, 0.8 * surface)
    shine = mirrored(seen.normals, 0.03)
    strength = shine * (0.5 + 0.4 * (1 - seen.normals.toward) ** 3)
    colour = colour * (1 - 0.3 * strength)[..., None] + strength[..., None]
    alpha = np.clip(alpha + strength * (1 - alpha), 0, 1)
    return np.dstack([np.clip(colour, 0, 1), alpha]).astype(np.float32)


def _meniscus(seen: Surface, level: float) -> Pixels:
    """The liquid's surface, seen through the wall: an ellipse up from the front's level line."""
    depth = 2 * SINE * seen.radius * np.sqrt(np.clip(1 - seen.across**2, 0, 1)) / seen.unit
    above = level - seen.down
    inside = np.minimum(above, depth - above) * seen.unit
    return (np.clip(inside + 0.5, 0, 1) * seen.ahead).astype(np.float32)
