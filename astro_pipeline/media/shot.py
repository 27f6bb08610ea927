"""Scene stills: the same object in other light, nearness and tilt, with calm places for type."""

from dataclasses import dataclass
from typing import Final

import numpy as np

from astro_pipeline.media.canvas import Canvas, disc, ring
from astro_pipeline.media.colour import (
    BLACK,
    WHITE,
    Rgb,
    contrast_on,
    lightness,
    luminance,
    mix,
    shade,
    with_lightness,
)
from astro_pipeline.media.paint import contact_shadow, glow, mesh, rays, rings, tiles
from astro_pipeline.media.palette import Roles
from astro_pipeline.media.picture import covering
from astro_pipeline.media.raster import Pixels, resized, turned
from astro_pipeline.media.stage import Subject


@dataclass(frozen=True, slots=True)
class View:
    """How near, where and how tilted the object is seen, and what it leaves to type."""

    height: float
    """Of the object, as a share of the frame's height (or width, where that binds)."""
    x: float
    y: float
    """Its centre, as shares of the frame."""
    tilt: float
    """Degrees, anticlockwise."""
    motif: str
    room: tuple[float, float]
    """Width and height of the calm zone, as shares of the frame; it begins at the top where type begins."""
    width: float = 1.5
    """Most width of the object, as a share of the frame's."""


# In a tall frame captions end at 65 %: there they lie over the lower third of an upright object,
# below the name on it.
_ABOVE: Final = (1.0, 0.345)
_TALL: Final = (
    View(0.365, 0.5, 0.552, 0, "disc", _ABOVE),
    View(0.92, 0.56, 0.86, -9, "none", _ABOVE),
    View(0.365, 0.5, 0.545, 0, "rays", _ABOVE),
    View(0.6, 0.46, 0.73, 11, "rings", _ABOVE),
    View(0.345, 0.5, 0.545, 0, "pair", _ABOVE),
    View(0.365, 0.5, 0.545, 0, "glow", _ABOVE),
)
_OVER: Final = (1.0, 0.42)
_SQUARE: Final = (
    View(0.47, 0.5, 0.69, 0, "disc", _OVER),
    View(0.66, 0.6, 0.75, -9, "none", _OVER),
    View(0.46, 0.5, 0.69, 0, "rays", _OVER),
    View(0.62, 0.46, 0.76, 11, "rings", _OVER),
    View(0.44, 0.5, 0.68, 0, "pair", _OVER),
    View(0.47, 0.5, 0.69, 0, "glow", _OVER),
)
_BESIDE: Final = (0.57, 0.64)
_BROAD: Final = (
    View(0.8, 0.76, 0.53, 0, "disc", _BESIDE),
    View(1.24, 0.76, 0.75, -9, "none", _BESIDE),
    View(0.74, 0.77, 0.52, 0, "rays", _BESIDE),
    View(1.05, 0.75, 0.66, 11, "rings", _BESIDE),
    View(0.66, 0.75, 0.53, 0, "pair", _BESIDE),
    View(0.84, 0.76, 0.54, 0, "glow", _BESIDE),
)
"""Where type stands on the left half."""
_CARD_TALL: Final = View(0.46, 0.5, 0.885, 0, "disc", (1.0, 0.62), 0.72)
_CARD_SIDE: Final = View(0.7, 0.79, 0.5, 0, "disc", (0.62, 1.0), 0.34)
"""The last picture: all it has to say stands above the object, or beside it."""


def scene_view(width: int, height: int, turn: int) -> View:
    """The view of the film's nth scene."""
    if width > 1.3 * height:
        return _BROAD[turn % len(_BROAD)]
    views = _TALL if height > 1.5 * width else _SQUARE
    return views[turn % len(views)]


def card_view(width: int, height: int) -> View:
    """The view of the film's last picture."""
    return _CARD_TALL if height > 1.5 * width else _CARD_SIDE


@dataclass(frozen=True, slots=True)
class Still:
    """A scene's still and what to know for setting type on it."""

    canvas: Canvas
    focus: tuple[float, float]
    """Where the eye goes, as shares of the frame."""
    ink: Rgb
    contrast: float
    """Of that ink in the overlay zone."""
    ground_luma: float
    zone: tuple[int, int, int, int]
    """Left, top, width and height of the calm zone for the overlay."""
    staged: bool
    """True where the object was put in its place; False for a crop of a photograph."""


def draw_still(
    width: int,
    height: int,
    subject: Subject,
    colours: Roles,
    *,
    style: str,
    view: View,
    turn: int,
    mirrored: bool,
    seed: int,
) -> Still:
    """The still of a scene; of a photograph `turn` decides how it is cropped."""
    zone = _zone(width, height, view, mirrored=mirrored)
    if subject.photograph:
        canvas, focus = _photograph(width, height, subject.image, colours, turn)
    else:
        canvas, focus = _staged(
            width, height, subject, colours, view, style=style, mirrored=mirrored, seed=seed
        )
    _calm(canvas, zone, colours.ground)
    canvas.grain(0.008, seed)
    behind = canvas.pixels[zone[1] : zone[1] + zone[3] : 8, zone[0] : zone[0] + zone[2] : 8]
    ink = max((colours.ink, WHITE, BLACK), key=lambda each: min(7.0, contrast_on(each, behind)))
    luma = float(np.mean(luminance(behind)))
    return Still(canvas, focus, ink, contrast_on(ink, behind), luma, zone, not subject.photograph)


def grounds(colours: Roles, turn: int) -> Rgb:
    """The ground of a scene: neighbours differ, the first and the last are the style's own."""
    tinted = with_lightness(colours.brand, 0.93, 0.3)
    deep = with_lightness(colours.brand, 0.38, 0.9)
    return (colours.ground, deep, tinted, colours.accent, colours.light)[turn % 5]


def _zone(width: int, height: int, view: View, *, mirrored: bool) -> tuple[int, int, int, int]:
    across, down = round(width * view.room[0]), round(height * view.room[1])
    return (width - across if mirrored else 0), 0, across, down


def _staged(
    width: int,
    height: int,
    subject: Subject,
    colours: Roles,
    view: View,
    *,
    style: str,
    mirrored: bool,
    seed: int,
) -> tuple[Canvas, tuple[float, float]]:
    canvas = Canvas(width, height, colours.ground)
    dark = lightness(colours.ground) < 0.6
    x = 1 - view.x if mirrored else view.x
    across, down = x * width, view.y * height
    high = min(view.height * height, view.height * width * 1.5 / max(subject.ratio, 0.5))
    high = min(high, view.width * width / subject.ratio)
    if style in {"editorial", "minimal"} or view.motif == "glow":
        # On a dark ground the accent would turn to mud on its way: light of the ground's own hue does not.
        lit = with_lightness(colours.ground, lightness(colours.ground) + 0.2, 1.2)
        spot = lit if dark else mix(colours.ground, colours.accent, 0.22)
        near, far = shade(colours.ground, 0.05), shade(colours.ground, -0.05)
        spots = ((0.05, 0.05), (x, view.y), (0.98, 0.98), (1.0, 0.05))
        canvas.pixels[:] = mesh(width, height, (near, spot, far, colours.ground), spots, seed=seed)
    _motif(canvas, view, across, down, high, colours, style=style, seed=seed)
    image = turned(subject.image, view.tilt) if view.tilt else subject.image
    floor = with_lightness(mix(colours.ground, colours.dark, 0.6), 0.12, 0.5)
    if view.motif == "pair":
        for side, scale in ((-1, 0.72), (1, 0.72)):
            _put(
                canvas,
                image,
                across + side * high * 0.52 * max(subject.ratio, 0.45),
                down,
                high * scale,
                floor,
                foot=high,
            )
    _put(canvas, image, across, down, high, floor, foot=high)
    return canvas, (round(x, 3), round(min(view.y, 0.8), 3))


def _put(
    canvas: Canvas, image: Pixels, x: float, y: float, height: float, floor: Rgb, *, foot: float
) -> None:
    """Stand the object so that its foot is where an object of height `foot` around `y` would have it."""
    picture = resized(image, round(height * image.shape[1] / image.shape[0]), round(height))
    left, top = round(x - picture.shape[1] / 2), round(y + foot / 2 - height)
    mask = np.ascontiguousarray(picture[..., 3])
    contact_shadow(canvas, mask, left, top, colour=floor, lifted=image.shape[1] > 1.5 * image.shape[0])
    canvas.paste(picture, left, top)


def _motif(
    canvas: Canvas, view: View, x: float, y: float, high: float, colours: Roles, *, style: str, seed: int
) -> None:
    """What stands behind the object, kept below the zone of the overlay."""
    motif = view.motif
    broad = view.room[0] < 1
    tall = canvas.height > 1.5 * canvas.width
    free = round(canvas.height * (view.room[1] + 0.015))
    low = max(y, canvas.height * 0.66) if tall else y
    radius = min(canvas.width * 0.235 if broad else low - free, high * (0.9 if tall else 0.62))
    bounds = (x - radius - 4, low - radius - 4, x + radius + 4, low + radius + 4)
    if style == "pattern" and motif in {"disc", "rings"}:
        tone = mix(colours.ground, colours.accent, 0.55)
        top = 0 if broad else free
        near = (round(x - canvas.width * 0.17), round(x + canvas.width * 0.17))
        sides = (near[0], canvas.width) if x > canvas.width / 2 else (0, near[1])
        left, right = sides if broad else (0, canvas.width)
        area = (left, top, right, canvas.height)
        tiles(
            canvas, area, (mix(colours.ground, colours.brand, 0.9), tone, colours.second), count=4, seed=seed
        )
        radius *= 0.92
        canvas.shape(disc(x, low, radius), bounds, colours.ground)
        return
    quiet = shade(colours.ground, -0.03 if lightness(colours.ground) > 0.45 else 0.032)
    match motif:
        case "rays" if style != "editorial":
            rays(canvas, x, y, quiet)
        case "rings":
            rings(canvas, x, low, radius, mix(colours.ground, colours.accent, 0.5))
        case "disc" if style in {"bold", "pattern"}:
            canvas.shape(disc(x, low, radius), bounds, colours.accent)
        case "disc" | "rays":
            canvas.shape(ring(x, low, radius, canvas.height / 500), bounds, colours.accent, alpha=0.6)
        case _:
            dark = lightness(colours.ground) < 0.6
            light = mix(colours.ground if dark else colours.accent, colours.light, 0.4)
            glow(canvas, x, y, max(high * 0.8, 4), light, alpha=0.6 if dark else 0.32)


def _photograph(
    width: int, height: int, image: Pixels, colours: Roles, turn: int
) -> tuple[Canvas, tuple[float, float]]:
    """Another crop of the photograph in each scene."""
    near = (1.0, 1.45, 1.15, 1.7, 1.3)[turn % 5]
    focus = ((0.5, 0.5), (0.5, 0.42), (0.35, 0.5), (0.6, 0.55), (0.65, 0.45))[turn % 5]
    large = covering(image, round(width * near), round(height * near), focus=focus)
    canvas = Canvas(width, height, colours.ground)
    canvas.paste(
        large, -round((large.shape[1] - width) * focus[0]), -round((large.shape[0] - height) * focus[1])
    )
    return canvas, (0.5, 0.6)


def _calm(canvas: Canvas, zone: tuple[int, int, int, int], ground: Rgb) -> None:
    """Let the ground take over towards the top of the zone, as far as it is restless."""
    left, top, wide, high = zone
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
    canvas.blend(left, top, (down * across * strength).astype(np.float32), ground)
