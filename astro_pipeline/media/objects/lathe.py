"""Turned bodies: cans, bottles, cups and plinths, seen a little from above, from a profile."""

import math
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

import numpy as np
from numpy.typing import NDArray

from astro_pipeline.media.objects.light import Finish, Normals, lit
from astro_pipeline.media.pixels.raster import Pixels, blurred, looked_up

Profile = tuple[tuple[float, float], ...]
"""Points (down, radius) from the top's middle to the foot, in shares of the body's height."""

PITCH: Final = math.radians(8.5)
"""How far above the object the camera stands: rims and labels show as shallow ellipses."""
SINE: Final = math.sin(PITCH)
_COSINE: Final = math.cos(PITCH)
_SAMPLES: Final = 640
_FILLET: Final = 0.006
_NECK: Final = 0.004
"""How far a body narrows before what follows is a bulge of its own."""


@dataclass(frozen=True, slots=True)
class Surface:
    """What the camera sees of a body, per pixel."""

    alpha: Pixels
    down: Pixels
    """0 at the top of the body, 1 at its foot."""
    radius: Pixels
    """In pixels, at that height."""
    across: Pixels
    """-1 at the left edge to 1 at the right."""
    around: Pixels
    """Place on the visible half: 0 left, 1 right."""
    normals: Normals
    ahead: Pixels
    """1 on the front, 0 on what is seen of the back over a rim."""
    unit: float
    """Pixels of the body's whole height."""


@dataclass(frozen=True, slots=True)
class Wrap:
    """A label around the body: RGB or RGBA, over the visible half, between two shares of the height."""

    texture: Pixels
    top: float
    bottom: float
    gloss: float | None = None
    """Of the label, where it differs from the body's."""


@dataclass(frozen=True, slots=True)
class Band:
    """A stretch of the body with a finish of its own."""

    top: float
    bottom: float
    finish: Finish
    ribs: int = 0
    """Grooves around the visible half."""


def turned_body(height: int, profile: Profile, finish: Finish, *layers: Wrap | Band) -> Pixels:
    """The body as an RGBA cut-out of about that height."""
    seen = turned(height, profile)
    return dressed(seen, finish, *layers)


def turned(height: int, profile: Profile, *, fillet: float = _FILLET) -> Surface:
    """The body's surface; the picture is `height` high, tilt included."""
    reach = max(radius for _, radius in profile)
    top = profile[0][1] if profile[0][1] > 0 else profile[1][1]
    foot = profile[-1][1]
    unit = (height - 4) / (_COSINE + SINE * (top + foot))
    table, starts = _samples(profile, unit, fillet)
    half = int(reach * unit) + 3
    columns = np.arange(half, dtype=np.float32) + 0.5
    rows = np.arange(height, dtype=np.float32) + 0.5 - 2 - SINE * top * unit
    place, inside = _traced(table, starts, columns, rows)
    place, inside = _mirror(place), _mirror(inside)
    x = np.concatenate([-columns[::-1], columns])[None]
    nowhere = np.zeros_like(place)
    found = looked_up(table[None], place, nowhere)
    torn = ((found[..., 1] < np.abs(x)) & (inside > 0)) | (np.abs(found[..., 4] - 0.5) < 0.49)
    found = looked_up(table[None], np.where(torn, np.ceil(place), place), nowhere)
    radius = np.maximum(found[..., 1], 1)
    across = np.clip(x / radius, -1, 1).astype(np.float32)
    ahead = found[..., 4]
    toward = np.sqrt(np.clip(1 - across * across, 0, 1)) * (2 * ahead - 1)
    up, out = found[..., 3], found[..., 2]
    normals = Normals(
        right=(out * across).astype(np.float32),
        up=(up * _COSINE - out * toward * SINE).astype(np.float32),
        toward=np.clip(up * SINE + out * toward * _COSINE, 0, 1).astype(np.float32),
    )
    return Surface(
        alpha=np.clip(inside + 0.5, 0, 1).astype(np.float32),
        down=(found[..., 0] / unit).astype(np.float32),
        radius=radius.astype(np.float32),
        across=across,
        around=(np.arcsin(across) / np.pi + 0.5).astype(np.float32),
        normals=normals,
        ahead=(ahead > 0.5).astype(np.float32),
        unit=unit,
    )


def dressed(seen: Surface, finish: Finish, *layers: Wrap | Band, bare: Pixels | None = None) -> Pixels:
    """The surface in its finish (or as `bare`, RGBA, shows it), each layer over the one before."""
    if bare is None:
        skin = np.empty((*seen.alpha.shape, 3), np.float32)
        skin[:] = finish.colour
        bare = np.dstack([lit(skin, seen.normals, finish), np.ones_like(seen.alpha)])
    picture = bare.astype(np.float32)
    for layer in layers:
        if isinstance(layer, Band):
            _banded(picture, seen, layer)
        else:
            _wrapped(picture, seen, layer, finish)
    near = np.exp(-(1 - seen.down) / 0.025) * 0.3
    picture[..., :3] = np.clip(picture[..., :3] * (1 - near)[..., None], 0, 1)
    picture[..., 3] *= seen.alpha
    return picture


def wrap_ratio(radius: float, top: float, bottom: float) -> float:
    """Width over height of a label texture that will not look squeezed."""
    return np.pi * radius / (bottom - top)


def lay(whole: Pixels, part: Pixels, left: int, top: int) -> None:
    """Lay one cut-out on another, in place; what stands out is cut off."""
    x0, y0 = max(0, left), max(0, top)
    x1, y1 = min(whole.shape[1], left + part.shape[1]), min(whole.shape[0], top + part.shape[0])
    if x1 <= x0 or y1 <= y0:
        return
    over = part[y0 - top : y1 - top, x0 - left : x1 - left]
    under = whole[y0:y1, x0:x1]
    alpha = over[..., 3:]
    rest = under[..., 3:] * (1 - alpha)
    colour = over[..., :3] * alpha + under[..., :3] * rest
    under[..., 3:] = alpha + rest
    under[..., :3] = colour / np.maximum(under[..., 3:], 1e-5)


def _samples(profile: Profile, unit: float, fillet: float) -> tuple[Pixels, tuple[int, ...]]:
    """The outline in even steps, corners rounded: down, radius, normal out, normal up, ahead.

    The back of each bulge comes before its front: what is seen over a rim. `starts` says where each begins.
    """
    points = np.array(profile, np.float64)
    lengths = np.concatenate([[0], np.cumsum(np.hypot(*np.diff(points, axis=0).T))])
    even = np.linspace(0, float(lengths[-1]), _SAMPLES, dtype=np.float64)
    line = np.stack([np.interp(even, lengths, points[:, n]) for n in (0, 1)]).astype(np.float32)
    sigma = max(0.8, fillet / lengths[-1] * _SAMPLES)
    by = int(sigma * 4) + 2
    down, radius = (_smooth(each, sigma, by) for each in line)
    radius = np.maximum(radius, 0)
    step_down, step_out = np.gradient(down), np.gradient(radius)
    size = np.maximum(np.hypot(step_down, step_out), 1e-9)
    front = np.stack([down * unit, radius * unit, step_down / size, step_out / size, np.ones_like(down)])
    parts: list[NDArray[np.floating]] = []
    starts: list[int] = []
    for begin, end in _bulges(radius):
        piece = front[:, begin:end]
        back = piece[:, ::-1].copy()
        back[4] = 0
        starts.append(sum(part.shape[1] for part in parts))
        parts += [back, piece]
    return np.ascontiguousarray(np.concatenate(parts, axis=1).T, np.float32), tuple(starts)


def _smooth(values: Pixels, sigma: float, by: int) -> Pixels:
    # odd padding keeps the ends where they are
    padded = np.pad(values, (by, by), mode="reflect", reflect_type="odd")
    return blurred(padded[None].astype(np.float32), sigma)[0][by:-by]


def _bulges(radius: Pixels) -> list[tuple[int, int]]:
    """The stretches between necks."""
    cuts, high, low = [0], 0, 0
    for n in range(len(radius)):
        if radius[n] >= radius[high]:
            high = low = n
        elif radius[n] < radius[low]:
            low = n
        if min(radius[high], radius[n]) - radius[low] > _NECK:
            cuts.append(low)
            high = low = n
    return list(pairwise([*cuts, len(radius)]))


def _traced(table: Pixels, starts: tuple[int, ...], columns: Pixels, rows: Pixels) -> tuple[Pixels, Pixels]:
    """Per row and column of the right half: the place in the table that is seen, and how far inside."""
    down, radius, ahead = table[:, 0, None], table[:, 1, None], table[:, 4, None]
    depth = np.sqrt(np.maximum(radius * radius - columns * columns, 0))
    low = down * _COSINE + depth * np.where(ahead > 0.5, SINE, -SINE)
    inside = np.clip(radius - columns, -4, 0.5)
    for start, end in pairwise((*starts, len(table))):
        _start_at_the_skyline(low, inside, radius >= columns, start, end)
    seen = np.maximum.accumulate(low, axis=0)
    places = np.arange(len(table), dtype=np.float32)
    place = np.empty((len(rows), len(columns)), np.float32)
    within = np.empty_like(place)
    for n in range(len(columns)):
        place[:, n] = np.interp(rows, seen[:, n], places)
        within[:, n] = np.interp(rows, seen[:, n], inside[:, n], left=-4)
    return place, np.minimum(within, seen[-1] - rows[:, None])


def _start_at_the_skyline(
    low: Pixels, inside: Pixels, exists: NDArray[np.bool_], start: int, end: int
) -> None:
    """Take away what is hidden at the back of a bulge, in place: all before its highest point."""
    middle = (start + end) // 2
    back = np.where(exists[start:middle], low[start:middle], np.inf)
    highest = back.argmin(axis=0)
    least: Pixels = back.min(axis=0).astype(np.float32)
    there = np.isfinite(least)
    least = np.where(there, least, low[middle])
    order = np.arange(middle - start)[:, None]
    low[start:middle] = np.where(exists[start:middle] & (order >= highest), back, least)
    # between the back and the front of a bulge nothing is open, however thin it is there
    rises = ~np.maximum.accumulate(exists[middle:end], axis=0) & there
    inside[middle:end][rises] = 0.5
    inside[start:middle][:, there] = 0.5
    low[start] = least - 1
    inside[start] = np.minimum(inside[start], -0.5)


def _mirror(half: Pixels) -> Pixels:
    return np.concatenate([half[:, ::-1], half], axis=1)


def _banded(picture: Pixels, seen: Surface, band: Band) -> None:
    rows = (seen.down >= band.top) & (seen.down < band.bottom)
    lines = np.flatnonzero(rows.any(axis=1))
    if not lines.size:
        return
    cut = slice(lines[0], lines[-1] + 1)
    normals = Normals(*(each[cut] for each in (seen.normals.right, seen.normals.up, seen.normals.toward)))
    if band.ribs:
        wave = np.sin(seen.around[cut] * 2 * np.pi * band.ribs) * 0.34 * (seen.normals.up[cut] < 0.6)
        normals = Normals(np.clip(normals.right + wave, -1, 1).astype(np.float32), normals.up, normals.toward)
    skin = np.empty((*normals.up.shape, 3), np.float32)
    skin[:] = band.finish.colour
    over = np.clip((seen.down[cut] - band.top) * seen.unit + 0.5, 0, 1)
    over *= np.clip((band.bottom - seen.down[cut]) * seen.unit + 0.5, 0, 1)
    _cover(picture[cut], lit(skin, normals, band.finish), over)


def _wrapped(picture: Pixels, seen: Surface, wrap: Wrap, finish: Finish) -> None:
    high, wide = wrap.texture.shape[:2]
    texture = wrap.texture
    if texture.shape[2] == 3:
        texture = np.dstack([texture, np.ones((high, wide), np.float32)])
    columns = seen.around * wide - 0.5
    rows = (seen.down - wrap.top) / (wrap.bottom - wrap.top) * high - 0.5
    found = looked_up(texture.astype(np.float32), columns.astype(np.float32), rows.astype(np.float32))
    gloss = finish.gloss if wrap.gloss is None else wrap.gloss
    painted = lit(found[..., :3], seen.normals, Finish(finish.colour, gloss=gloss, rough=finish.rough))
    _cover(picture, painted, found[..., 3] * seen.ahead)


def _cover(picture: Pixels, colour: Pixels, much: Pixels) -> None:
    picture[..., :3] += (colour - picture[..., :3]) * much[..., None]
    picture[..., 3] += (1 - picture[..., 3]) * much
