"""Grounds and the shapes on them: gradients, meshes, rays, arches, tiles, shadows under things."""

import math
from typing import Final

import numpy as np

from astro_pipeline.media.pixels.canvas import Canvas, disc, ring, rounded
from astro_pipeline.media.pixels.colour import Rgb, from_oklab, oklab
from astro_pipeline.media.pixels.raster import Pixels, stretched

_MESH_PX: Final = 160
"""A mesh is mixed at this size and enlarged: it has no detail to lose."""


def mesh(
    width: int, height: int, colours: tuple[Rgb, ...], spots: tuple[tuple[float, float], ...], *, seed: int
) -> Pixels:
    """A soft gradient between colours at spots (0 to 1 across and down), mixed in OKLab."""
    rng = np.random.default_rng(seed)
    scale = _MESH_PX / max(width, height)
    wide, high = max(8, int(width * scale)), max(8, int(height * scale))
    rows, columns = np.mgrid[0:high, 0:wide].astype(np.float32)
    longer = max(wide, high)
    across = columns / longer + 0.06 * _waves(wide, high, rng)
    down = rows / longer + 0.06 * _waves(wide, high, rng)
    weights = np.stack(
        [
            np.exp(-6.5 * ((across - x * wide / longer) ** 2 + (down - y * high / longer) ** 2)) + 1e-4
            for x, y in spots
        ]
    )
    labs = np.stack([oklab(colour) for colour in colours])
    mixed = np.einsum("nhw,nc->hwc", weights / weights.sum(0), labs)
    return np.clip(stretched(from_oklab(mixed), width, height), 0, 1)


def linear(width: int, height: int, start: Rgb, end: Rgb, *, degrees: float = 90) -> Pixels:
    """A gradient from one colour to another; 90 degrees runs downwards."""
    angle = math.radians(degrees)
    columns = np.arange(width, dtype=np.float32)[None] * math.cos(angle)
    rows = np.arange(height, dtype=np.float32)[:, None] * math.sin(angle)
    along = columns + rows
    along = (along - along.min()) / max(float(np.ptp(along)), 1e-6)
    steps = np.linspace(0, 1, 512)[:, None]
    colours = from_oklab(oklab(start) * (1 - steps) + oklab(end) * steps)
    return colours[(along * 511).astype(np.int32)]


def rays(canvas: Canvas, x: float, y: float, colour: Rgb, *, count: int = 24, phase: float = 0.13) -> None:
    """Rays from a point over the whole canvas."""
    columns = np.arange(canvas.width, dtype=np.float32)[None] + 0.5 - x
    rows = np.arange(canvas.height, dtype=np.float32)[:, None] + 0.5 - y
    turn = (np.arctan2(rows, columns) + phase) * count / (2 * math.pi)
    edge = (np.abs(turn % 1 - 0.5) - 0.25) * (2 * math.pi / count) * np.hypot(columns, rows)
    canvas.blend(0, 0, np.clip(0.5 + edge, 0, 1).astype(np.float32), colour)


def glow(canvas: Canvas, x: float, y: float, radius: float, colour: Rgb, *, alpha: float) -> None:
    """Light that fades out at the radius."""

    def falloff(columns: Pixels, rows: Pixels) -> Pixels:
        near = np.clip(1 - np.hypot(columns - x, rows - y) / radius, 0, 1)
        return (0.5 - near * near * (3 - 2 * near)).astype(np.float32)

    canvas.shape(falloff, (x - radius, y - radius, x + radius, y + radius), colour, alpha=alpha)


def arch(canvas: Canvas, x: float, top: float, half_width: float, outer: Rgb, inner: Rgb) -> None:
    """A round-headed doorway that runs off the bottom of the canvas."""
    low = canvas.height + half_width * 2
    canvas.shape(
        rounded(x - half_width, top, x + half_width, low, half_width),
        (x - half_width, top, x + half_width, low),
        outer,
    )
    inside = half_width * 0.78
    canvas.shape(
        rounded(x - inside, top + half_width - inside, x + inside, low, inside),
        (x - inside, top, x + inside, low),
        inner,
    )


def rings(canvas: Canvas, x: float, y: float, radius: float, colour: Rgb, *, count: int = 4) -> None:
    """Rings around a point, fading outwards."""
    step = radius / count
    for n in range(count):
        at = step * (n + 0.7)
        canvas.shape(
            ring(x, y, at, step * 0.34),
            (x - at - step, y - at - step, x + at + step, y + at + step),
            colour,
            alpha=1 - 0.8 * n / count,
        )


def tiles(
    canvas: Canvas,
    area: tuple[int, int, int, int],
    colours: tuple[Rgb, Rgb, Rgb],
    *,
    count: int,
    seed: int,
) -> None:
    """A quilt of discs and bars over left, top, right, bottom; `count` along its short side."""
    left, top, right, bottom = area
    side = max(4.0, min(right - left, bottom - top) / count)
    rng = np.random.default_rng(seed)
    patch = Canvas(max(1, right - left), max(1, bottom - top), colours[0])
    for row in range(math.ceil(patch.height / side)):
        for column in range(math.ceil(patch.width / side)):
            _tile(patch, column * side, row * side, side, colours, int(rng.integers(0, 12)))
    canvas.blend(left, top, np.ones((patch.height, patch.width), np.float32), patch.pixels)


def contact_shadow(canvas: Canvas, mask: Pixels, left: int, top: int, *, colour: Rgb, lifted: bool) -> None:
    """What holds a cut-out to its ground: dark where it stands, soft where it keeps light away."""
    height, width = mask.shape
    if not lifted:
        x, y = left + width / 2, top + height * 0.985

        def falloff(columns: Pixels, rows: Pixels) -> Pixels:
            far = np.hypot((columns - x - width * 0.03) / (width * 0.62), (rows - y) / (width * 0.075))
            return (0.5 - np.clip(1 - far, 0, 1) ** 1.2).astype(np.float32)

        canvas.shape(falloff, (x - width, y - width * 0.1, x + width, y + width * 0.1), colour, alpha=0.6)
    softness = max(2.0, height * 0.045)
    canvas.shadow(
        mask,
        left + int(width * 0.05),
        top + int(height * (0.05 if lifted else 0.012)),
        softness=softness,
        colour=colour,
        alpha=0.45 if lifted else 0.34,
    )


def plate(canvas: Canvas, box: tuple[float, float, float, float], colour: Rgb, *, softness: float) -> None:
    """A soft-edged patch of colour over left, top, right, bottom, to calm what lies behind type."""
    left, top, right, bottom = (round(side) for side in box)
    mask = np.ones((max(1, bottom - top), max(1, right - left)), np.float32)
    canvas.shadow(mask, left, top, softness=max(1.0, softness), colour=colour, alpha=0.96)


def _waves(width: int, height: int, rng: np.random.Generator) -> Pixels:
    coarse = rng.standard_normal((4, 4)).astype(np.float32)
    return stretched(coarse, width, height)


def _tile(patch: Canvas, x: float, y: float, side: float, colours: tuple[Rgb, Rgb, Rgb], kind: int) -> None:
    bounds = (x, y, x + side, y + side)
    colour = colours[1 + kind % 2]
    corner = ((x, y), (x + side, y), (x, y + side), (x + side, y + side))[kind % 4]
    square = rounded(*bounds, 0)
    match kind // 4:
        case 0:
            round_ = disc(*corner, side)
            patch.shape(lambda c, r: np.maximum(square(c, r), round_(c, r)), bounds, colour)
        case 1:
            patch.shape(disc(x + side / 2, y + side / 2, side * 0.34), bounds, colour)
        case _:
            half = (x, y, x + side / 2, y + side) if kind % 2 else (x, y, x + side, y + side / 2)
            patch.shape(rounded(*half, 0), half, colour)
