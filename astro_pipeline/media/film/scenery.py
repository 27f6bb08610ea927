"""What a staged scene is built from: its ground, its shapes and its objects, drawn once."""

import math
from typing import Final

import numpy as np
from numpy.typing import NDArray

from astro_pipeline.domain.staging import Calm, Ground, Motif, Prop
from astro_pipeline.media.film.sprite import Sprite
from astro_pipeline.media.pixels.canvas import Canvas
from astro_pipeline.media.pixels.colour import BLACK, WHITE, parse
from astro_pipeline.media.pixels.paint import contact_shadow, glow, mesh, tiles
from astro_pipeline.media.pixels.premultiplied import Cutout
from astro_pipeline.media.pixels.raster import resized
from astro_pipeline.media.pixels.yuv import Layer

GRAIN: Final = 0.008
"""Enough against banding; more would cost bits in every frame."""
_RINGS: Final = 4
_VISIBLE: Final = 3
"""Of 255: a shadow's fringe that is fainter is left away."""
_TILES: Final = 4
"""Tiles along the short side."""


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
    image = cutout.turned(prop.tilt) if prop.tilt else cutout
    high = max(round(prop.height * height), 2)
    picture = image.resized(round(high * image.width / image.height), high)
    by = 2 * math.ceil(high * 0.07)
    shadow = _shadow(picture.alpha, by, lifted=prop.lifted)
    seen, (left, top) = picture.over(shadow, _tone(prop.shadow), left=by, top=by).trimmed(_VISIBLE)
    return Sprite(Layer.weighted(seen.rgba), (by + picture.width / 2 - left, by + high / 2 - top))


def _shadow(alpha: NDArray[np.uint8], by: int, *, lifted: bool) -> NDArray[np.uint8]:
    """How dark it is under and around the object, of 255, with `by` px (an even number) on every side.

    Made at half the size, which a shadow is too soft to show.
    """
    high, wide = alpha.shape
    mask = resized(alpha.astype(np.float32) / np.float32(255), math.ceil(wide / 2), math.ceil(high / 2))
    canvas = Canvas(mask.shape[1] + by, mask.shape[0] + by, BLACK)
    contact_shadow(canvas, mask, by // 2, by // 2, colour=WHITE, lifted=lifted)
    whole = resized(np.ascontiguousarray(canvas.pixels[..., 0]), wide + 2 * by, high + 2 * by)
    return (whole * np.float32(255) + np.float32(0.5)).astype(np.uint8)


def _tone(colour: str) -> tuple[int, int, int]:
    """#RRGGBB as bytes."""
    red, green, blue = (round(255 * float(part)) for part in parse(colour))
    return red, green, blue


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
