"""What a staged scene is built from: its ground, its shapes and its objects, drawn once."""

import math
from dataclasses import dataclass
from typing import Final

import numpy as np

from astro_pipeline.domain.staging import Calm, Ground, Motif, Prop
from astro_pipeline.media.film.sprite import Sprite
from astro_pipeline.media.pixels.canvas import Canvas
from astro_pipeline.media.pixels.colour import BLACK, WHITE, parse
from astro_pipeline.media.pixels.paint import contact_shadow, glow, mesh, tiles
from astro_pipeline.media.pixels.raster import Pixels, resized, turned
from astro_pipeline.media.pixels.yuv import Layer

GRAIN: Final = 0.008
"""Enough against banding; more would cost bits in every frame."""
_RINGS: Final = 4
_VISIBLE: Final = 3
"""Of 255: a shadow's fringe that is fainter is left away."""
_TILES: Final = 4
"""Tiles along the short side."""


@dataclass(frozen=True)
class Cutout:
    """An object as it was given: straight RGBA, 0 to 1."""

    image: Pixels

    @property
    def ratio(self) -> float:
        """Width over height."""
        return self.image.shape[1] / self.image.shape[0]


def paint_ground(ground: Ground, width: int, height: int) -> Canvas:
    """The ground of that size, calm where type stands, with the grain that keeps it from banding."""
    canvas = Canvas(width, height, parse(ground.colour))
    if ground.spots:
        colours = tuple(parse(spot.colour) for spot in ground.spots)
        places = tuple((spot.x, spot.y) for spot in ground.spots)
        canvas.pixels[:] = mesh(width, height, colours, places, seed=ground.seed)
    if light := ground.glow:
        x, y, reach = light.x * width, light.y * height, max(light.radius * height, 4)
        glow(canvas, x, y, reach, parse(light.colour), alpha=light.alpha)
    if quilt := ground.tiles:
        area = (
            round(quilt.left * width),
            round(quilt.top * height),
            round(quilt.right * width),
            round(quilt.bottom * height),
        )
        tones = (parse(quilt.base), parse(quilt.first), parse(quilt.second))
        tiles(canvas, area, tones, count=_TILES, seed=ground.seed)
    if ground.calm:
        _calm(canvas, ground.calm, ground)
    canvas.grain(GRAIN, ground.seed)
    return canvas


def outlines(motif: Motif, radius: float, line: float) -> tuple[tuple[float, tuple[float, ...]], ...]:
    """The circles of a disc, a ring or rings: how strong each shape is, and the radii that bound it."""
    match motif.kind:
        case "rings":
            step = radius / _RINGS
            middles = [step * (n + 0.7) for n in range(_RINGS)]
            return tuple(
                (motif.alpha * (1 - 0.8 * n / _RINGS), (at - step * 0.17, at + step * 0.17))
                for n, at in enumerate(middles)
            )
        case "ring":
            return ((motif.alpha, (radius - line / 2, radius + line / 2)),)
        case "disc" | "rays":
            return ((motif.alpha, (radius,)),)


def prop_sprite(prop: Prop, cutout: Cutout, height: int) -> Sprite:
    """The object with its shadow, in a frame of that height, held by its own middle."""
    image = turned(cutout.image, prop.tilt) if prop.tilt else cutout.image
    high = max(round(prop.height * height), 2)
    picture = resized(image, round(high * image.shape[1] / image.shape[0]), high)
    wide = picture.shape[1]
    by = math.ceil(high * 0.14)
    shadow = Canvas(wide + 2 * by, high + 2 * by, BLACK)
    mask = np.ascontiguousarray(picture[..., 3])
    contact_shadow(shadow, mask, by, by, colour=WHITE, lifted=prop.lifted)
    rgba = _over(picture, shadow.pixels[..., 0], by, prop.shadow)
    rows, columns = (np.flatnonzero(rgba[..., 3].max(axis=axis) >= _VISIBLE) for axis in (1, 0))
    left, top = int(columns[0]) // 2 * 2, int(rows[0]) // 2 * 2
    seen = rgba[top : int(rows[-1]) + 1, left : int(columns[-1]) + 1]
    return Sprite(Layer.of(seen), (by + wide / 2 - left, by + high / 2 - top))


def _over(
    picture: Pixels, shadow: Pixels, by: int, colour: str
) -> np.ndarray[tuple[int, ...], np.dtype[np.uint8]]:
    """The picture laid over its shadow, as straight RGBA bytes."""
    rgba = np.empty((*shadow.shape, 4), np.float32)
    rgba[..., :3], rgba[..., 3] = parse(colour), shadow
    rows, columns = slice(by, by + picture.shape[0]), slice(by, by + picture.shape[1])
    inner, alpha = rgba[rows, columns], picture[..., 3]
    behind = inner[..., 3] * (1 - alpha)
    total = alpha + behind
    share = (alpha / np.maximum(total, 1e-4))[..., None]
    inner[..., :3] += (picture[..., :3] - inner[..., :3]) * share
    inner[..., 3] = total
    return (np.clip(rgba, 0, 1) * 255 + 0.5).astype(np.uint8)


def _calm(canvas: Canvas, calm: Calm, ground: Ground) -> None:
    """Let the ground take over towards the top of the zone of type, as far as it is restless."""
    left, top = round(calm.left * canvas.width), round(calm.top * canvas.height)
    wide, high = round(calm.width * canvas.width), round(calm.height * canvas.height)
    part = canvas.pixels[top : top + high, left : left + wide]
    restless = float(np.std(part[::8, ::8].mean(axis=2)))
    if restless < 0.04:
        return
    down = np.clip(1.25 - np.arange(round(high * 1.3), dtype=np.float32) / high, 0, 1)[:, None]
    across = np.clip((wide - np.arange(wide, dtype=np.float32)) / (0.1 * wide), 0, 1)[None]
    if wide == canvas.width:
        across = np.ones((1, wide), np.float32)
    elif left:
        across = across[:, ::-1]
    strength = np.float32(min(0.9, restless * 6))
    canvas.blend(left, top, (down * across * strength).astype(np.float32), parse(ground.colour))
