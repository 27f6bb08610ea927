"""Turned bodies under studio light: cans, bottles, cups, tubes, from a profile and a label."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from astro_pipeline.media.colour import Rgb
from astro_pipeline.media.raster import Pixels, blurred, looked_up

Profile = tuple[tuple[float, float], ...]
"""Radius, as a share of the height, at shares of the height from the top."""


@dataclass(frozen=True, slots=True)
class Finish:
    """How a surface answers light."""

    colour: Rgb
    gloss: float = 1.0
    metal: float = 0.0
    """0 for paint, 1 for bare metal."""


@dataclass(frozen=True, slots=True)
class Wrap:
    """A label around the body: RGB or RGBA, over the visible half, between two shares of the height."""

    texture: Pixels
    top: float
    bottom: float


def turned_body(height: int, profile: Profile, finish: Finish, wrap: Wrap | None = None) -> Pixels:
    """The body as an RGBA cut-out of that height, as wide as its widest radius."""
    down = np.linspace(0, 1, height, dtype=np.float32)
    radius = _radius(down, profile, height)
    width = int(radius.max() * 2) + 6
    columns = np.arange(width, dtype=np.float32)[None] + 0.5 - width / 2
    wide = np.maximum(radius[:, None], 1)
    across = np.clip(columns / wide, -1, 1).astype(np.float32)
    toward = np.sqrt(np.clip(1 - across * across, 0, 1)).astype(np.float32)
    matte, shine = _studio(across, toward)
    skin = _skin(across, finish)
    if wrap is not None:
        skin = _wrapped(skin, across, down, wrap)
    lean = np.clip(-np.gradient(radius)[:, None] * 0.35, -0.45, 0.4)
    lit = skin * (matte + lean)[..., None] + (shine * (0.55 * finish.gloss))[..., None]
    alpha = np.clip(wide - np.abs(columns) + 0.5, 0, 1)
    return np.dstack([np.clip(lit, 0, 1), alpha]).astype(np.float32)


def wrap_ratio(radius: float, top: float, bottom: float) -> float:
    """Width over height of a label texture that will not look squeezed."""
    return np.pi * radius / (bottom - top)


def stacked(parts: tuple[tuple[Pixels, int], ...]) -> Pixels:
    """Cut-outs centred over each other, each overlapping the one above by so many pixels."""
    width = max(part.shape[1] for part, _ in parts)
    tops: list[int] = []
    low = 0
    for part, overlap in parts:
        tops.append(low - overlap)
        low = tops[-1] + part.shape[0]
    whole = np.zeros((low, width, 4), np.float32)
    for (part, _), top in zip(parts, tops, strict=True):
        lay(whole, part, (width - part.shape[1]) // 2, top)
    return whole


def lay(whole: Pixels, part: Pixels, left: int, top: int) -> None:
    """Lay one cut-out on another, in place; what stands out is cut off."""
    x0, y0 = max(0, left), max(0, top)
    x1, y1 = min(whole.shape[1], left + part.shape[1]), min(whole.shape[0], top + part.shape[0])
    if x1 <= x0 or y1 <= y0:
        return
    over = part[y0 - top : y1 - top, x0 - left : x1 - left]
    under = whole[y0:y1, x0:x1]
    alpha = over[..., 3:]
    both = alpha + under[..., 3:] * (1 - alpha)
    colour = over[..., :3] * alpha + under[..., :3] * under[..., 3:] * (1 - alpha)
    under[..., :3] = colour / np.maximum(both, 1e-5)
    under[..., 3:] = both


def ellipse(width: int, height: int, face: NDArray[np.floating]) -> Pixels:
    """A filled ellipse (a lid, a liquid's surface) as a cut-out."""
    rows, columns = np.mgrid[0:height, 0:width].astype(np.float32) + 0.5
    far = np.hypot((columns - width / 2) / (width / 2), (rows - height / 2) / (height / 2))
    alpha = np.clip((1 - far) * height * 0.5 + 0.5, 0, 1)
    colour = np.broadcast_to(face, (height, width, 3))
    return np.dstack([colour, alpha]).astype(np.float32)


def _radius(down: Pixels, profile: Profile, height: int) -> Pixels:
    shares, radii = zip(*profile, strict=True)
    exact = np.interp(down, shares, radii).astype(np.float32)
    by = max(4, int(height * 0.02))
    soft = blurred(np.pad(exact, (by, by), mode="edge")[None], max(0.8, height * 0.0055))[0][by:-by]
    return soft * np.float32(height)


def _studio(across: Pixels, toward: Pixels) -> tuple[Pixels, Pixels]:
    """A key strip on the left, a fill on the right, light along both edges, a core shadow."""

    def strip(at: float, width: float) -> Pixels:
        return np.exp(-(((across - at) / width) ** 2)).astype(np.float32)

    matte = 0.5 + 0.56 * np.clip(toward * 0.8 - across * 0.45, 0, 1) - 0.28 * strip(0.62, 0.22)
    shine = 0.8 * strip(-0.46, 0.055) + 0.34 * strip(-0.31, 0.16) + 0.42 * strip(0.8, 0.045)
    return matte.astype(np.float32), (shine + 0.32 * strip(-0.93, 0.05)).astype(np.float32)


def _skin(across: Pixels, finish: Finish) -> Pixels:
    skin = np.empty((*across.shape, 3), np.float32)
    skin[:] = finish.colour
    if not finish.metal:
        return skin
    mirrored = np.clip(
        0.56 + 0.42 * np.sin(across * 6.1 + 0.6) + 0.24 * np.sin(across * 14.6 + 2), 0.15, 1.25
    )
    steel = np.array([0.8, 0.81, 0.83], np.float32) * mirrored[..., None]
    return (skin * (1 - finish.metal) + steel * finish.metal).astype(np.float32)


def _wrapped(skin: Pixels, across: Pixels, down: Pixels, wrap: Wrap) -> Pixels:
    high, wide = wrap.texture.shape[:2]
    columns = (np.arcsin(across) / np.pi + 0.5) * wide - 0.5
    rows = np.broadcast_to((down[:, None] - wrap.top) / (wrap.bottom - wrap.top) * high - 0.5, columns.shape)
    texture = wrap.texture
    if texture.shape[2] == 3:
        texture = np.dstack([texture, np.ones((high, wide), np.float32)])
    found = looked_up(texture.astype(np.float32), columns.astype(np.float32), rows.astype(np.float32))
    alpha = found[..., 3:]
    return (skin * (1 - alpha) + found[..., :3] * alpha).astype(np.float32)
