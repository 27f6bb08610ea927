"""The studio: softboxes around an object, and how a finish answers them.

Light is looked up by a surface's normal, which is exact for a camera far away: one picture of what
the studio looks like from each normal, once mirrored, once scattered.
"""

from dataclasses import dataclass
from functools import lru_cache
from typing import Final

import numpy as np

from astro_pipeline.media.pixels.colour import Rgb
from astro_pipeline.media.pixels.raster import Pixels, blurred, looked_up

_SIDE: Final = 256
"""Pixels of the pictures by normal: the sharpest softbox edge is wider than one."""
_STEEL: Final = np.array([0.93, 0.94, 0.96], np.float32)


@dataclass(frozen=True, slots=True)
class Finish:
    """How a surface answers light."""

    colour: Rgb
    gloss: float = 1.0
    """Strength of the coat's mirror image: 0 for paper, 1 for lacquer."""
    metal: float = 0.0
    """0 for paint, 1 for bare metal of that colour."""
    rough: float = 0.05
    """0 for a mirror, 0.3 for satin."""


@dataclass(frozen=True, slots=True)
class Normals:
    """Which way a surface looks, per pixel, seen from the camera: right, up and toward it."""

    right: Pixels
    up: Pixels
    toward: Pixels


def lit(skin: Pixels, normals: Normals, finish: Finish) -> Pixels:
    """The skin (RGB per pixel) under the studio's light."""
    shine = mirrored(normals, finish.rough)
    edge = (1 - normals.toward) ** 3
    coat = shine * (finish.gloss * (0.42 + 0.5 * edge))
    if not finish.metal:
        return np.clip(skin * scattered(normals)[..., None] + coat[..., None], 0, 1).astype(np.float32)
    bright = 0.1 + 1.05 * shine + 0.26 * scattered(normals)
    bare = (0.35 * _STEEL + 0.65 * skin) * bright[..., None]
    painted = skin * scattered(normals)[..., None] + coat[..., None]
    return np.clip(painted * (1 - finish.metal) + bare * finish.metal, 0, 1).astype(np.float32)


def mirrored(normals: Normals, rough: float = 0.05) -> Pixels:
    """What of the softboxes a mirror shows, 0 to about 1."""
    return _found(_mirror_picture(round(rough, 2)), normals)


def scattered(normals: Normals) -> Pixels:
    """What a matt surface gives back: 1 in the key light."""
    return _found(_matt_picture(), normals)


def _found(picture: Pixels, normals: Normals) -> Pixels:
    half = (_SIDE - 1) / 2
    columns = np.clip((normals.right + 1) * half, 0, _SIDE - 1).astype(np.float32)
    rows = np.clip((1 - normals.up) * half, 0, _SIDE - 1).astype(np.float32)
    return looked_up(picture, columns, rows)


@lru_cache(maxsize=16)
def _mirror_picture(rough: float) -> Pixels:
    right, up, toward = _ball()
    around = np.degrees(np.arctan2(2 * toward * right, 2 * toward * toward - 1))
    above = np.degrees(np.arcsin(np.clip(2 * toward * up, -1, 1)))
    key = _box(around, -74, -44, 5) * _box(above, -58, 62, 8) * (0.86 + 0.0035 * above)
    veil = _box(around, -40, -8, 26) * _box(above, -50, 62, 14) * 0.2
    fill = _box(around, 52, 66, 7) * _box(above, -52, 50, 10) * 0.3
    right_rim = _box(around, 104, 140, 8) * _box(above, -60, 66, 10) * 0.85
    left_rim = _box(around, -168, -138, 7) * _box(above, -60, 66, 10) * 0.62
    roof = _box(above, 48, 90, 12) * 0.62
    floor = _box(above, -90, -34, 16) * 0.2
    room = 0.035 + 0.05 * np.clip(above / 60, -0.4, 1)
    lights = np.maximum.reduce([key, fill, right_rim, left_rim, roof, floor]) + veil + room
    return blurred(np.clip(lights, 0, 1.2).astype(np.float32), max(0.6, rough * _SIDE * 0.22))


@lru_cache(maxsize=1)
def _matt_picture() -> Pixels:
    right, up, toward = _ball()
    key = np.clip((-0.56 * right + 0.42 * up + 0.71 * toward + 0.22) / 1.22, 0, 1)
    fill = np.clip(0.9 * right + 0.1 * up + 0.4 * toward, 0, 1) ** 2
    bounce = np.clip(-up, 0, 1)
    edge = np.clip((right - 0.86) / 0.14, 0, 1)
    light = 0.3 + 0.74 * key**1.1 + 0.11 * fill + 0.12 * bounce + 0.16 * edge
    return blurred(light.astype(np.float32), 1.5)


def _ball() -> tuple[Pixels, Pixels, Pixels]:
    """Every normal once: a ball seen by the camera, its rim carried outwards."""
    line = np.linspace(-1, 1, _SIDE, dtype=np.float32)
    right, up = np.meshgrid(line, -line)
    far = np.maximum(np.hypot(right, up), 1)
    right, up = (right / far).astype(np.float32), (up / far).astype(np.float32)
    return right, up, np.sqrt(np.clip(1 - right * right - up * up, 0, 1)).astype(np.float32)


def _box(angle: Pixels, start: float, end: float, soft: float) -> Pixels:
    """1 between two angles, fading over `soft` degrees at both."""
    rise = np.clip((angle - start) / soft + 0.5, 0, 1)
    fall = np.clip((end - angle) / soft + 0.5, 0, 1)
    return (rise * rise * (3 - 2 * rise) * fall * fall * (3 - 2 * fall)).astype(np.float32)
