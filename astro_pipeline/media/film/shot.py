"""Scene stills: the same object in other light, nearness and tilt, with calm places for type."""

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from astro_pipeline.domain.staging import Staging
from astro_pipeline.media.adverts.stage import Subject
from astro_pipeline.media.film.blocking import Shape, View, calm_zone, stage
from astro_pipeline.media.film.scenery import GRAIN
from astro_pipeline.media.film.staged import Course, Stage
from astro_pipeline.media.pixels.canvas import Canvas
from astro_pipeline.media.pixels.colour import BLACK, WHITE, Rgb, contrast_on, luminance, with_lightness
from astro_pipeline.media.pixels.palette import Roles
from astro_pipeline.media.pixels.picture import covering
from astro_pipeline.media.pixels.premultiplied import Cutout
from astro_pipeline.media.pixels.raster import Pixels
from astro_pipeline.media.pixels.yuv import Frame, rgb_of

_SETTLED: Final = 2.0
"""Seconds after which everything of a staging has come."""

# In a tall frame captions end at 65 %: there they lie over the lower third of an upright object,
# below the name on it. Neighbours that show it alike can follow one another without moving it.
_ABOVE: Final = (1.0, 0.345)
_TALL: Final = (
    View(0.365, 0.5, 0.548, 0, "disc", _ABOVE),
    View(0.365, 0.5, 0.548, 0, "rays", _ABOVE),
    View(0.92, 0.56, 0.86, -9, "none", _ABOVE),
    View(0.6, 0.46, 0.73, 11, "rings", _ABOVE),
    View(0.365, 0.5, 0.548, 0, "pair", _ABOVE),
    View(0.365, 0.5, 0.548, 0, "glow", _ABOVE),
)
_OVER: Final = (1.0, 0.42)
_SQUARE: Final = (
    View(0.47, 0.5, 0.69, 0, "disc", _OVER),
    View(0.47, 0.5, 0.69, 0, "rays", _OVER),
    View(0.66, 0.6, 0.75, -9, "none", _OVER),
    View(0.62, 0.46, 0.76, 11, "rings", _OVER),
    View(0.47, 0.5, 0.69, 0, "pair", _OVER),
    View(0.47, 0.5, 0.69, 0, "glow", _OVER),
)
_BESIDE: Final = (0.57, 0.64)
_BROAD: Final = (
    View(0.8, 0.76, 0.53, 0, "disc", _BESIDE),
    View(0.8, 0.76, 0.53, 0, "rays", _BESIDE),
    View(1.24, 0.76, 0.75, -9, "none", _BESIDE),
    View(1.05, 0.75, 0.66, 11, "rings", _BESIDE),
    View(0.8, 0.76, 0.53, 0, "pair", _BESIDE),
    View(0.8, 0.76, 0.53, 0, "glow", _BESIDE),
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

    pixels: NDArray[np.uint8]
    """RGB."""
    focus: tuple[float, float]
    """Where the eye goes, as shares of the frame."""
    ink: Rgb
    contrast: float
    """Of that ink in the overlay zone."""
    ground_luma: float
    zone: tuple[int, int, int, int]
    """Left, top, width and height of the calm zone for the overlay."""
    staging: Staging | None
    """Where the object was put in its place; None for a crop of a photograph."""


def draw_still(
    width: int,
    height: int,
    subject: Subject,
    colours: Roles,
    *,
    picture: str,
    style: str,
    view: View,
    turn: int,
    mirrored: bool,
    seed: int,
) -> Still:
    """The still of a scene; `picture` is the subject's digest, `turn` says how a photograph is cropped."""
    calm = calm_zone(view, mirrored=mirrored)
    zone = (
        round(calm.left * width),
        round(calm.top * height),
        round(calm.width * width),
        round(calm.height * height),
    )
    staging: Staging | None = None
    if subject.photograph:
        pixels, focus = _photograph(width, height, subject.image, colours, turn, seed=seed)
    else:
        shape = Shape(width / height, subject.ratio)
        staging = stage(shape, colours, view, picture=picture, style=style, mirrored=mirrored, seed=seed)
        pixels = _settled(staging, picture, subject, width, height)
        focus = (round(staging.hero.x, 3), round(min(view.y, 0.8), 3))
    behind = _unit(pixels[zone[1] : zone[1] + zone[3] : 8, zone[0] : zone[0] + zone[2] : 8])
    ink = max((colours.ink, WHITE, BLACK), key=lambda each: min(7.0, contrast_on(each, behind)))
    luma = float(np.mean(luminance(behind)))
    return Still(pixels, focus, ink, contrast_on(ink, behind), luma, zone, staging)


def grounds(colours: Roles, turn: int) -> Rgb:
    """The ground of a scene: neighbours differ, the first and the last are the style's own."""
    tinted = with_lightness(colours.brand, 0.93, 0.3)
    deep = with_lightness(colours.brand, 0.38, 0.9)
    return (colours.ground, deep, tinted, colours.accent, colours.light)[turn % 5]


def _settled(staging: Staging, picture: str, subject: Subject, width: int, height: int) -> NDArray[np.uint8]:
    """The staging when everything has come."""
    course = Course(0.0, _SETTLED * 2, "there")
    frame = Frame(width, height)
    Stage(staging, {picture: Cutout.of(subject.image)}, size=(width, height), course=course).draw(
        frame, _SETTLED
    )
    return rgb_of(frame.planes)


def _photograph(
    width: int, height: int, image: Pixels, colours: Roles, turn: int, *, seed: int
) -> tuple[NDArray[np.uint8], tuple[float, float]]:
    """Another crop of the photograph in each scene."""
    near = (1.0, 1.45, 1.15, 1.7, 1.3)[turn % 5]
    focus = ((0.5, 0.5), (0.5, 0.42), (0.35, 0.5), (0.6, 0.55), (0.65, 0.45))[turn % 5]
    large = covering(image, round(width * near), round(height * near), focus=focus)
    canvas = Canvas(width, height, colours.ground)
    canvas.paste(
        large, -round((large.shape[1] - width) * focus[0]), -round((large.shape[0] - height) * focus[1])
    )
    canvas.grain(GRAIN, seed)
    return canvas.bytes(), (0.5, 0.6)


def _unit(pixels: NDArray[np.uint8]) -> Rgb:
    return pixels.astype(np.float32) / np.float32(255)
