# pyright: basic
# cv2 and PyAV are half typed.
"""What a scene looks at: a still, or footage cut to the scene's length."""

from math import ceil
from pathlib import Path
from threading import Lock
from typing import Protocol

import cv2
import numpy as np
from av import VideoFrame
from av.video.plane import VideoPlane
from PIL import Image, UnidentifiedImageError

from astro_pipeline.errors import MediaUnreadable
from astro_pipeline.media.footage.rushes import Rushes
from astro_pipeline.media.pixels.yuv import Pixels, Planes, planes_of

_LARGEST = 60_000_000
"""Pixels a still may have; more is a mistake or an attack."""
_FORMATS = ("PNG", "JPEG", "WEBP")
OVERSIZE = 1.15
"""A still is that much larger than the film: what the nearest camera move needs."""
LEEWAY = 1.04
"""Footage is looked at a little larger than the film, for the camera's creeping."""
_KEPT = 6
"""Frames: as many as are drawn at once, and those that a transition looks back to."""


class Picture(Protocol):
    """Something a scene can look at."""

    def at(self, second: float) -> Planes:
        """The planes to look at, so long after the scene began."""
        ...


class Still:
    """One picture for the whole scene."""

    def __init__(self, planes: Planes) -> None:
        self._planes = planes

    def at(self, second: float) -> Planes:  # noqa: ARG002 -- it does not change
        """The same at every moment."""
        return self._planes


class Footage:
    """A film clip, cropped to the film's ratio and decoded as it is looked at.

    Only the last few frames are kept: a clip of any length takes the memory of those. Looking on is
    quick, looking back costs a seek. A clip that is too short stands on its last frame.
    """

    def __init__(self, path: Path, *, size: tuple[int, int], seconds: float, rate: float) -> None:
        self._rushes = Rushes(path)
        self._rate = rate
        self._size = (_even(size[0] * LEEWAY), _even(size[1] * LEEWAY))
        self._last = max(ceil(min(seconds, self._rushes.seconds) * rate - 0.01) - 1, 0)
        self._kept: dict[int, Planes] = {}
        self._reading = Lock()

    def at(self, second: float) -> Planes:
        """The frame that is on at that moment. Safe to ask from several threads."""
        number = min(max(int(second * self._rate + 1e-6), 0), self._last)
        with self._reading:
            if number not in self._kept:
                self._kept[number] = self._planes(self._rushes.frame_at(number / self._rate))
                while len(self._kept) > _KEPT:
                    del self._kept[next(iter(self._kept))]
            return self._kept[number]

    def _planes(self, frame: VideoFrame) -> Planes:
        """In the film's own planes: taken as they are where the clip was edited for it."""
        if _is_film(frame) and self._rushes.square:
            y, u, v = (_plane(plane) for plane in frame.planes)
            half = (self._size[0] // 2, self._size[1] // 2)
            return filled(y, self._size), filled(u, half), filled(v, half)
        return planes_of(filled(self._rushes.upright(frame), self._size))


def still_size(size: tuple[int, int]) -> tuple[int, int]:
    """How large a still is kept for a film of `size`."""
    return _even(size[0] * OVERSIZE), _even(size[1] * OVERSIZE)


def still_planes(path: Path, size: tuple[int, int]) -> Planes:
    """The picture, cropped and scaled to fill `size`. Raises MediaUnreadable."""
    return planes_of(filled(read_rgb(path), size))


def read_rgb(path: Path) -> Pixels:
    """A PNG, JPEG or WebP as RGB. Raises MediaUnreadable."""
    try:
        with Image.open(path, formats=_FORMATS) as picture:
            if picture.width * picture.height > _LARGEST:
                raise MediaUnreadable(
                    f"{path}: {picture.width} × {picture.height} pixels are too many; "
                    f"give at most {_LARGEST // 1_000_000} megapixels"
                )
            return np.asarray(picture.convert("RGB"))
    except (OSError, UnidentifiedImageError, Image.DecompressionBombError) as exc:
        raise MediaUnreadable(f"{path}: the picture cannot be read; give a PNG, JPEG or WebP") from exc


def filled(rgb: Pixels, size: tuple[int, int]) -> Pixels:
    """The picture cropped about its centre and scaled so that it fills `size`."""
    height, width = rgb.shape[:2]
    scale = max(size[0] / width, size[1] / height)
    wide, high = round(size[0] / scale), round(size[1] / scale)
    left, top = (width - wide) // 2, (height - high) // 2
    cropped = rgb[top : top + high, left : left + wide]
    if (wide, high) == size:
        return cropped.copy()
    method = cv2.INTER_AREA if scale < 1 else cv2.INTER_CUBIC
    return np.asarray(cv2.resize(cropped, size, interpolation=method), np.uint8)


def _is_film(frame: VideoFrame) -> bool:
    """True where its planes are what a film's are: 4:2:0, BT.709, limited range."""
    return frame.format.name == "yuv420p" and (int(frame.colorspace), int(frame.color_range)) == (1, 1)


def _plane(plane: VideoPlane) -> Pixels:
    rows = np.frombuffer(memoryview(plane), np.uint8).reshape(plane.height, plane.line_size)
    return rows[:, : plane.width]


def _even(value: float) -> int:
    return round(value / 2) * 2
