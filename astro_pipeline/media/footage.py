# pyright: basic
# cv2 and moviepy have no types worth the name.
"""What a scene looks at: a still, or footage cut to the scene's length."""

import tempfile
from collections.abc import Iterator
from itertools import islice
from math import ceil
from pathlib import Path
from typing import Protocol

import cv2
import numpy as np
from PIL import Image, UnidentifiedImageError

from astro_pipeline.domain.timeline import Scene
from astro_pipeline.errors import MediaUnreadable
from astro_pipeline.media.yuv import Pixels, Planes, planes_of

_LARGEST = 60_000_000
"""Pixels a still may have; more is a mistake or an attack."""
_FORMATS = ("PNG", "JPEG", "WEBP")
OVERSIZE = 1.15
"""A still is that much larger than the film: what the nearest camera move needs."""
_LEEWAY = 1.04
"""Footage is kept a little larger than the film, for the camera's creeping."""


class Picture(Protocol):
    """Something a scene can look at."""

    def at(self, second: float) -> Planes:
        """The planes to look at, so long after the scene began."""
        ...


class Still:
    """One picture for the whole scene."""

    def __init__(self, rgb: Pixels) -> None:
        self._planes = planes_of(rgb)

    def at(self, second: float) -> Planes:  # noqa: ARG002 -- it does not change
        """The same at every moment."""
        return self._planes


class Footage:
    """A film clip, cropped to the film's ratio and kept as raw frames in a temporary file.

    Raw on disk rather than in memory (a 4K shot takes gigabytes), and rather than decoded on
    the way: so that any frame can be drawn by itself. A clip that is too short stands on its last frame.
    """

    def __init__(self, path: Path, *, size: tuple[int, int], seconds: float, rate: float) -> None:
        self._rate = rate
        self._size = (_even(size[0] * _LEEWAY), _even(size[1] * _LEEWAY))
        self._count = 0
        with tempfile.TemporaryFile() as raw:
            for rgb in self._frames(path, seconds):
                for plane in planes_of(rgb):
                    raw.write(plane.tobytes())
                self._count += 1
            if not self._count:
                raise MediaUnreadable(f"{path}: no frame could be decoded; give another clip")
            raw.flush()
            each = self._size[0] * self._size[1] * 3 // 2
            # The mapping holds the nameless file until the footage is gone.
            self._raw = np.memmap(raw, np.uint8, mode="r", shape=(self._count, each))

    def at(self, second: float) -> Planes:
        """The frame that is on at that moment."""
        raw = self._raw[min(max(int(second * self._rate + 1e-6), 0), self._count - 1)]
        width, height = self._size
        luma = width * height
        half = (height // 2, width // 2)
        return (
            raw[:luma].reshape(height, width),
            raw[luma : luma * 5 // 4].reshape(half),
            raw[luma * 5 // 4 :].reshape(half),
        )

    def _frames(self, path: Path, seconds: float) -> Iterator[Pixels]:
        from moviepy import VideoFileClip  # noqa: PLC0415 -- a quarter of a second, and only for footage

        try:
            clip = VideoFileClip(str(path), audio=False)
        except OSError as exc:
            raise MediaUnreadable(f"{path}: the clip cannot be read; give an MP4 with H.264") from exc
        with clip:
            for rgb in islice(clip.iter_frames(fps=self._rate), ceil(seconds * self._rate)):
                yield filled(np.asarray(rgb, np.uint8), self._size)


def open_picture(scene: Scene, path: Path, *, size: tuple[int, int], rate: float, seconds: float) -> Picture:
    """The scene's picture, ready to be looked at from a film of `size`."""
    if scene.moving:
        return Footage(path, size=size, seconds=seconds, rate=rate)
    rgb = read_rgb(path)
    wanted = (_even(size[0] * OVERSIZE), _even(size[1] * OVERSIZE))
    return Still(filled(rgb, wanted))


def read_rgb(path: Path) -> Pixels:
    """A PNG, JPEG or WebP as RGB. Raises MediaUnreadable."""
    return np.asarray(_opened(path).convert("RGB"))


def read_rgba(path: Path) -> Pixels:
    """A PNG, JPEG or WebP as RGBA. Raises MediaUnreadable."""
    return np.asarray(_opened(path).convert("RGBA"))


def filled(rgb: Pixels, size: tuple[int, int]) -> Pixels:
    """The picture cropped about its centre and scaled so that it fills `size`."""
    height, width = rgb.shape[:2]
    scale = max(size[0] / width, size[1] / height)
    wide, high = round(size[0] / scale), round(size[1] / scale)
    left, top = (width - wide) // 2, (height - high) // 2
    cropped = rgb[top : top + high, left : left + wide]
    if (wide, high) == size:
        return np.ascontiguousarray(cropped)
    method = cv2.INTER_AREA if scale < 1 else cv2.INTER_CUBIC
    return np.asarray(cv2.resize(cropped, size, interpolation=method), np.uint8)


def _opened(path: Path) -> Image.Image:
    try:
        with Image.open(path, formats=_FORMATS) as picture:
            if picture.width * picture.height > _LARGEST:
                raise MediaUnreadable(
                    f"{path}: {picture.width} × {picture.height} pixels are too many; "
                    f"give at most {_LARGEST // 1_000_000} megapixels"
                )
            picture.load()
            return picture.copy()
    except (OSError, UnidentifiedImageError, Image.DecompressionBombError) as exc:
        raise MediaUnreadable(f"{path}: the picture cannot be read; give a PNG, JPEG or WebP") from exc


def _even(value: float) -> int:
    return round(value / 2) * 2
