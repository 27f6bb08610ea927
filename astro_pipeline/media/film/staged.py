# pyright: basic
# cv2 has no types for its out-arguments.
"""A staged scene in motion: the ground creeps, shapes grow and turn, the object settles and floats."""

import math
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Final

import cv2
import numpy as np

from astro_pipeline.domain.staging import Motif, Staging
from astro_pipeline.domain.timeline import Arrival
from astro_pipeline.media.film.easing import eased, settled
from astro_pipeline.media.film.scenery import outlines, paint_ground, prop_sprite
from astro_pipeline.media.film.sprite import place
from astro_pipeline.media.pixels.colour import mix, parse, to_hex
from astro_pipeline.media.pixels.premultiplied import Cutout
from astro_pipeline.media.pixels.raster import Pixels
from astro_pipeline.media.pixels.yuv import Frame, Planes, planes_of, yuv_of

ROOM: Final = 1.06
"""A ground with tiles on it is that much larger than the film: it creeps. A soft one would not show it."""
_COME: Final = 0.95
"""Seconds an object takes to settle."""
_SHAPE_COME: Final = 0.8
_SWELL: Final = 0.03
"""How much a shape grows over its scene."""
_CORNERS: Final = 240
"""Of the polygon a circle is drawn as: at a radius of 1000 px, a tenth of a pixel off."""
_FINE: Final = 64
_SHIFT: Final = 6
"""Shapes are placed by a 64th of a pixel, which OpenCV is told as a power of two."""
_RAYS: Final = 24
_TURN: Final = math.radians(2.6)
"""How far rays turn in a second."""
_NEARER: Final = 0.06
"""How much an object grows over its scene."""
_FLOAT: Final = (0.0035, 5.2)
"""How far it floats up and down, share of the height, and in how many seconds."""
_FROM: Final[dict[Arrival, tuple[float, float, float]]] = {
    "there": (0.0, 0.03, 0.93),
    "stay": (0.0, 0.0, 1.0),
    "below": (0.0, 0.2, 0.94),
    "side": (0.42, 0.0, 1.0),
    "far": (0.0, 0.0, 0.72),
}
"""Where an object comes from: right of and below its place, shares of the frame, and at what size."""


@dataclass(frozen=True)
class Look:
    """How a transition sees a scene: nearer than usual, or moved aside (shares of the width and height)."""

    nearness: float = 1.0
    right: float = 0.0
    down: float = 0.0


AS_IT_IS: Final = Look()


@dataclass(frozen=True)
class Course:
    """The time an object is on stage: when it came, before or in this scene, and for how long."""

    since: float
    """Seconds it has been there when the scene begins."""
    seconds: float
    arrival: Arrival
    mirrored: bool = False


class Stage:
    """Draws one staging; the sprites and the ground are made once."""

    def __init__(
        self, staging: Staging, cutouts: Mapping[str, Cutout], *, size: tuple[int, int], course: Course
    ) -> None:
        self._staging = staging
        self._course = course
        self._size = size
        width, height = size
        room = ROOM if staging.ground.tiles else 1.0
        ground = paint_ground(staging.ground, _even(width * room), _even(height * room))
        self._ground: Planes = planes_of(ground.bytes())
        self._props = [(prop, prop_sprite(prop, cutouts[prop.picture], height)) for prop in staging.props]

    def draw(self, frame: Frame, into: float, look: Look = AS_IT_IS) -> None:
        """All of it, so many seconds after the scene began."""
        self.draw_ground(frame, into, look)
        self.draw_props(frame, into, look)

    def draw_ground(self, frame: Frame, into: float, look: Look = AS_IT_IS) -> None:
        """The ground and the shapes on it."""
        if not self._staging.ground.tiles:
            for source, target in zip(self._ground, frame.planes, strict=True):
                np.copyto(target, source)
        else:
            share = min(max(into / max(self._course.seconds, 1e-3), 0.0), 1.0)
            zoom = ROOM - (ROOM - 1.01) * share
            frame.look(self._ground, zoom=zoom * max(look.nearness, 1.0) ** 0.4, centre=(0.5, 0.5))
        for motif in self._staging.motifs:
            if motif.kind == "rays":
                self._draw_rays(motif, frame, into)
            else:
                self._draw_shape(motif, frame, into, look)

    def draw_props(self, frame: Frame, into: float, look: Look = AS_IT_IS) -> None:
        """The objects, from the back to the front."""
        for prop, sprite in self._props:
            right, down, size = self._pose(into, prop.behind)
            x, y = prop.x + right, prop.y + down
            place(frame, sprite, self._seen(x, y, look), scale=size * look.nearness)

    def _pose(self, into: float, behind: float) -> tuple[float, float, float]:
        """How far an object is from its place, and its size."""
        course = self._course
        spent = course.since + into - 0.09 * behind
        right, down, size = _FROM[course.arrival]
        left = 0.0 if course.arrival == "stay" else 1 - settled(spent / _COME)
        share = min(max(spent / max(course.seconds, 1e-3), 0.0), 1.0)
        reach, period = _FLOAT
        wave = reach * math.sin(2 * math.pi * spent / period) * (1 - left)
        grown = (1 + _NEARER * (1 - 0.6 * behind) * share) * (1 + (size - 1) * left)
        across = (-right if course.mirrored else right) * left * (1 + behind)
        return across, down * left * (1 + 0.4 * behind) - wave, grown

    def _draw_shape(self, motif: Motif, frame: Frame, into: float, look: Look) -> None:
        """Circles, which grow into their place and a little on."""
        course = self._course
        came = 1.0 if course.arrival == "there" and not course.since else eased((into - 0.05) / _SHAPE_COME)
        size = came * (1 + _SWELL * into / max(course.seconds, 1.0)) * (1 + (look.nearness - 1) * 0.7)
        middle = np.array(self._seen(motif.x, motif.y, look), np.float32)
        ground = parse(self._staging.ground.colour)
        for strength, radii in outlines(motif, motif.radius * frame.height * size, frame.height / 420):
            if min(radii) > 0:
                tone = to_hex(mix(ground, parse(motif.colour), strength))
                _fill(frame, [(middle + _circle() * radius).astype(np.float32) for radius in radii], tone)

    def _draw_rays(self, motif: Motif, frame: Frame, into: float) -> None:
        turn = _TURN * into * (-1 if self._course.mirrored else 1)
        middle = np.array([motif.x * frame.width, motif.y * frame.height], np.float32)
        fans = _fans(float(frame.width + frame.height) * 1.2, turn)
        _fill(frame, list(middle + fans), motif.colour)

    def _seen(self, x: float, y: float, look: Look) -> tuple[float, float]:
        """A place in the frame as that look sees it: about the object, which stays in sight."""
        hero, (width, height) = self._staging.hero, self._size
        return (
            (hero.x + (x - hero.x) * look.nearness + look.right) * width,
            (hero.y + (y - hero.y) * look.nearness + look.down) * height,
        )


def _fill(frame: Frame, contours: list[Pixels], colour: str) -> None:
    """Paint a shape in one colour; what two of its contours enclose stays free."""
    for n, (plane, tone) in enumerate(zip(frame.planes, yuv_of(colour), strict=True)):
        step = 1 if n == 0 else 2
        points = [np.rint((each / step - 0.5) * _FINE).astype(np.int32) for each in contours]
        cv2.fillPoly(plane, points, int(tone), lineType=cv2.LINE_AA, shift=_SHIFT)


@cache
def _circle() -> Pixels:
    angles = np.linspace(0, 2 * np.pi, _CORNERS, endpoint=False)
    return np.stack([np.cos(angles), np.sin(angles)], axis=-1).astype(np.float32)


def _fans(reach: float, turn: float) -> Pixels:
    """Every other sector of a circle, as triangles about its middle."""
    return _sectors(reach) @ np.array(
        [[math.cos(turn), math.sin(turn)], [-math.sin(turn), math.cos(turn)]], np.float32
    )


@cache
def _sectors(reach: float) -> Pixels:
    angles = 2 * np.pi * (np.arange(_RAYS, dtype=np.float32)[:, None] + [[0.0, 0.5]]) / _RAYS
    tips = np.stack([np.cos(angles), np.sin(angles)], axis=-1) * reach
    return np.concatenate([np.zeros((_RAYS, 1, 2)), tips], axis=1).astype(np.float32)


def _even(value: float) -> int:
    return round(value / 2) * 2
