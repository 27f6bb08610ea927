"""Flat faces in space: where the camera sees their corners, and laying pictures over them."""

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from astro_pipeline.media.pixels.raster import Pixels, projected, straight

Point = tuple[float, float, float]
"""Right, up and toward the camera, in shares of the object's height."""


@dataclass(frozen=True, slots=True)
class Face:
    """A picture over four corners, clockwise from its upper left."""

    image: Pixels
    corners: tuple[Point, Point, Point, Point]


@dataclass(frozen=True, slots=True)
class Camera:
    """How the object is turned, in degrees, and how far away the camera stands, in object heights."""

    yaw: float
    pitch: float = 9.0
    roll: float = 0.0
    distance: float = 5.0

    def sees(self, points: tuple[Point, ...]) -> NDArray[np.float64]:
        """The points on the picture: right and down, in object heights."""
        yaw, pitch, roll = (math.radians(angle) for angle in (self.yaw, self.pitch, self.roll))
        right, up, toward = np.array(points, np.float64).T
        up = up - 0.5  # it looks at the middle of the object
        right, toward = (
            right * math.cos(yaw) + toward * math.sin(yaw),
            toward * math.cos(yaw) - right * math.sin(yaw),
        )
        up, toward = (
            up * math.cos(pitch) - toward * math.sin(pitch),
            toward * math.cos(pitch) + up * math.sin(pitch),
        )
        near = self.distance / (self.distance - toward)
        x, y = right * near, -up * near
        return np.stack(
            [x * math.cos(roll) + y * math.sin(roll), y * math.cos(roll) - x * math.sin(roll)], axis=1
        )


def assembled(height: int, camera: Camera, faces: tuple[Face, ...]) -> Pixels:
    """The faces, far ones first, as one cut-out of that height."""
    seen = [camera.sees(face.corners) for face in faces]
    every = np.concatenate(seen)
    low, high = every.min(axis=0), every.max(axis=0)
    unit = (height - 4) / (high[1] - low[1])
    width = int((high[0] - low[0]) * unit) + 4
    whole = np.zeros((height, width, 4), np.float32)
    for face, corners in zip(faces, seen, strict=True):
        placed = (corners - low) * unit + 2
        middle = placed.mean(axis=0)
        away = placed - middle
        # half a pixel of overlap, so that no ground shows between two faces
        grown = middle + away * (1 + 0.7 / np.maximum(np.linalg.norm(away, axis=1, keepdims=True), 1))
        left, top = (int(v) for v in np.floor(grown.min(axis=0)) - 1)
        right, bottom = (int(v) for v in np.ceil(grown.max(axis=0)) + 2)
        inner = tuple((float(x - left), float(y - top)) for x, y in grown)
        part = projected(face.image, inner, right - left, bottom - top)
        under, over = _overlap(whole, part, left, top)
        under *= 1 - over[..., 3:]
        under += over
    return straight(whole)


def _overlap(whole: Pixels, part: Pixels, left: int, top: int) -> tuple[Pixels, Pixels]:
    """Where a part lies in the whole, as seen from both."""
    height, width = whole.shape[:2]
    x0, y0 = max(0, left), max(0, top)
    x1, y1 = min(width, left + part.shape[1]), min(height, top + part.shape[0])
    return whole[y0:y1, x0:x1], part[y0 - top : y1 - top, x0 - left : x1 - left]


def shaded(face: Pixels, *, light: float, fall: float, down: float = 0.0) -> Pixels:
    """A face under the studio's light: how bright at its left, how much darker to the right and downwards."""
    high, wide = face.shape[:2]
    columns = np.linspace(0, 1, wide, dtype=np.float32)[None]
    rows = np.linspace(0, 1, high, dtype=np.float32)[:, None]
    much = light - fall * columns**1.3 - down * rows
    out = face.copy()
    out[..., :3] = np.clip(face[..., :3] * much[..., None], 0, 1)
    return out
