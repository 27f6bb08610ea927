# pyright: basic
# PyAV's containers and frames are half typed; they are fenced into this file.
"""Rushes: film as it was shot, read upright, with square pixels and in its true colours.

Whatever the camera made of it: frames at uneven times, turned by a display matrix, with pixels that
are not square, in BT.601 or BT.709, full range or limited, eight bits or ten.
"""

from collections.abc import Callable, Iterator
from fractions import Fraction
from pathlib import Path
from typing import Final

import av
import av.error
import cv2
import numpy as np
from av.video.reformatter import ColorRange, Colorspace, Interpolation

from astro_pipeline.errors import MediaUnreadable
from astro_pipeline.media.footage.supplied import UNREADABLE, lasts, open_film
from astro_pipeline.media.pixels.yuv import Pixels

_EARLY: Final = 0.001
"""A frame counts as shown so many seconds before its time: times come here as rounded floats."""
_FAR: Final = 2.0
"""Seconds ahead from which it is quicker to seek than to decode on."""
_MATRIX: Final = {
    1: Colorspace.ITU709, 4: Colorspace.FCC, 5: Colorspace.ITU601, 6: Colorspace.ITU601,
    7: Colorspace.SMPTE240M, 9: Colorspace.BT2020,
}  # fmt: skip
"""As ITU-T H.273 counts them."""
_HD_PIXELS: Final = (1280, 576)
"""Wider or higher than this, a film that does not say its matrix is taken for BT.709, as players do."""
_FULL: Final = 2
Fit = Callable[[int, int], tuple[int, int]]
"""From a picture's width and height to the smaller ones it is wanted in."""
_CAREFUL: Final = Interpolation.BICUBIC | Interpolation.FULL_CHR_H_INT


class Rushes:
    """A film to read frames from, by the second. Reading on is quick, going back costs a seek."""

    def __init__(self, path: Path) -> None:
        """Raises: MediaUnreadable where it is no film that we take."""
        self._path = path
        self._container = open_film(path)
        stream = next(iter(self._container.streams.video), None)
        if stream is None:
            raise MediaUnreadable(f"{path.name}: holds no film; give another clip")
        self._stream = stream
        self._base = Fraction(stream.time_base or 1)
        try:
            self.seconds = lasts(self._container, stream)
            self._decoded: Iterator[av.VideoFrame] = iter(())
            self._now = self._next = None
            self._begin = 0
            self._seek(stream.start_time or 0)
        except UNREADABLE as exc:
            raise MediaUnreadable(f"{path.name}: no frame could be decoded; give another clip") from exc
        if self._next is None:
            raise MediaUnreadable(f"{path.name}: no frame could be decoded; give another clip")
        self._begin = self._next.pts or 0

    @property
    def rate(self) -> Fraction:
        """Frames per second, on average."""
        return Fraction(self._stream.average_rate or 0)

    @property
    def square(self) -> bool:
        """Its pixels are square, and it is not turned."""
        turned = self._now is not None and self._now.rotation % 360 != 0
        return not turned and self._aspect == 1

    @property
    def _aspect(self) -> Fraction:
        return Fraction(self._stream.sample_aspect_ratio or 1) or Fraction(1)

    def close(self) -> None:
        """Let go of the file."""
        self._container.close()

    def frame_at(self, second: float) -> av.VideoFrame:
        """The frame as it is stored that is shown then; the last one after the end."""
        wanted = self._begin + int((second + _EARLY) / self._base)
        try:
            here = self._now.pts if self._now is not None else None
            if here is None or wanted < here or (wanted - here) * self._base > _FAR:
                self._seek(wanted)
                if self._next is None or (self._next.pts or 0) > wanted:
                    self._seek(self._begin)
            while self._next is not None and (self._now is None or (self._next.pts or 0) <= wanted):
                self._now, self._next = self._next, next(self._decoded, None)
        except UNREADABLE as exc:
            raise MediaUnreadable(
                f"{self._path.name}: does not decode at {second:.1f} s; export it again"
            ) from exc
        if self._now is None:
            raise MediaUnreadable(f"{self._path.name}: nothing is shown at {second:.1f} s; export it again")
        return self._now

    def at(self, second: float, *, fit: Fit | None = None) -> Pixels:
        """The picture that is shown then, as RGB; small where `fit` says so."""
        return self.upright(self.frame_at(second), fit=fit)

    def between(self, start: float, end: float, *, fit: Fit | None = None) -> tuple[float, Pixels]:
        """A picture shown between these seconds, the one that is quickest to read, and its time.

        The last that needs no other to be read; the one in the middle where there is none.
        """
        self._seek(self._begin + int(end / self._base))
        first = self._next
        here = float(((first.pts or 0) - self._begin) * self._base) if first is not None else -1.0
        if first is not None and start <= here <= end:
            return here, self.upright(first, fit=fit)
        return (start + end) / 2, self.at((start + end) / 2, fit=fit)

    def upright(self, frame: av.VideoFrame, *, fit: Fit | None = None) -> Pixels:
        """A frame of this film as RGB, turned and stretched as a player would show it."""
        if fit and self._aspect == 1 and not frame.rotation:
            return rgb_of_frame(frame, fit(frame.width, frame.height))
        rgb = self._upright(frame)
        if fit is None:
            return rgb
        size = fit(rgb.shape[1], rgb.shape[0])
        return np.asarray(cv2.resize(rgb, size, interpolation=cv2.INTER_AREA), np.uint8)

    def _upright(self, frame: av.VideoFrame) -> Pixels:
        rgb = rgb_of_frame(frame)
        if self._aspect != 1:
            size = (round(rgb.shape[1] * self._aspect), rgb.shape[0])
            rgb = np.asarray(cv2.resize(rgb, size, interpolation=cv2.INTER_CUBIC), np.uint8)
        turns = round(frame.rotation / 90) % 4
        return np.ascontiguousarray(np.rot90(rgb, turns)) if turns else rgb

    def _seek(self, place: int) -> None:
        self._container.seek(place, stream=self._stream)
        self._decoded = self._container.decode(self._stream)
        self._now, self._next = None, next(self._decoded, None)


def rgb_of_frame(frame: av.VideoFrame, size: tuple[int, int] | None = None) -> Pixels:
    """A decoded frame as RGB, by the matrix and range it was stored with; made smaller to `size` on the way.

    Smaller on the way takes a tenth of what it takes afterwards.
    """
    large = frame.width >= _HD_PIXELS[0] or frame.height > _HD_PIXELS[1]
    guess = Colorspace.ITU709 if large else Colorspace.ITU601
    full = int(frame.color_range) == _FULL or frame.format.name.startswith("yuvj")
    converted = frame.reformat(
        *(size or ()),
        format="rgb24",
        src_colorspace=_MATRIX.get(int(frame.colorspace), guess),
        src_color_range=ColorRange.JPEG if full else ColorRange.MPEG,
        dst_color_range=ColorRange.JPEG,
        interpolation=Interpolation.AREA if size else _CAREFUL,
        threads=1,
    )
    return np.asarray(converted.to_ndarray(), np.uint8)
