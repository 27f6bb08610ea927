# pyright: basic
# moviepy and PyAV have no types worth the name.
"""Real footage, edited with moviepy: trimmed, retimed, cropped to its subject, joined and graded.

It is written at a film's own rate, size and colour; its sound is left out, for a film has its own.
moviepy edits, and neither reads nor writes: its reader takes every film that does not say otherwise
for BT.601, and its writer leaves the colours unsaid (moviepy 2.2.1, seen 2026-11-20).
"""

from collections.abc import Sequence
from contextlib import ExitStack, closing
from dataclasses import dataclass
from fractions import Fraction
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Final

import av
import cv2
import numpy as np
from av.video.reformatter import ColorRange, Colorspace, Interpolation

from astro_pipeline.errors import MediaUnreadable
from astro_pipeline.media.footage.grade import Grader
from astro_pipeline.media.footage.rushes import Rushes
from astro_pipeline.media.footage.subject import crop_window
from astro_pipeline.media.pixels.yuv import Pixels

if TYPE_CHECKING:
    from moviepy import VideoClip

SLOWEST: Final = 0.5
"""A take that is too short runs slower, down to this; then its last frame stands."""
_LOOKS: Final = 9
"""Frames in which the subject of a take is looked for."""
_THREADS: Final = 2
"""Fixed: x264's choices, and with them the bytes, depend on it."""
_SHORTEST: Final = 0.1
_SHORT_OF: Final = 0.005
"""Seconds before its end at which a clip's last frame is surely still shown."""
_BT709: Final = 1
_LIMITED: Final = 1


@dataclass(frozen=True, slots=True)
class Take:
    """A piece of a film, to be used."""

    path: Path
    start: float = 0.0
    end: float | None = None
    speed: float = 1.0
    focus: tuple[float, float] | None = None


@dataclass(frozen=True, slots=True)
class Edited:
    """What came of it."""

    frames: int
    crops: tuple[tuple[int, int, int, int], ...]
    """Of each take, what is seen: left, top, width, height, px of the picture as a player shows it."""
    enlarged: float
    """How much the smallest crop was enlarged; above 1.5 it looks soft."""
    slowed: float
    """By what everything was slowed because there was too little of it; 1 where there was enough."""
    held: float
    """Seconds for which the last frame stands."""


def edit(
    takes: Sequence[Take],
    path: Path,
    *,
    size: tuple[int, int],
    seconds: float,
    rate: Fraction,
    grader: Grader,
) -> Edited:
    """Write the takes, one after another and `seconds` long together, to `path`.

    Where there is more than is needed, each take gets an equal part of the time, as far as it lasts.
    Raises: MediaUnreadable where a take cannot be decoded.
    """
    from moviepy import concatenate_videoclips  # noqa: PLC0415 -- a quarter of a second, and only for footage

    with ExitStack() as open_files:
        rushes = [open_files.enter_context(closing(Rushes(take.path))) for take in takes]
        lasting = [_lasting(take, each) for take, each in zip(takes, rushes, strict=True)]
        shares = shared_out(lasting, seconds)
        clips, crops = [], []
        for take, reel, share, length in zip(takes, rushes, shares, lasting, strict=True):
            crop = _crop(take, reel, share, ratio=size[0] / size[1])
            crops.append(crop)
            slowed = min(1.0, length / share)
            clips.append(_cut(take, reel, share, speed=take.speed * slowed, crop=crop, size=size))
        joined = concatenate_videoclips(clips, method="chain")
        frames = round(seconds * rate)
        _write(joined, path, size=size, frames=frames, rate=rate, grader=grader)
    return Edited(
        frames=frames,
        crops=tuple(crops),
        enlarged=round(max(size[0] / crop[2] for crop in crops), 3),
        slowed=round(min(1.0, sum(lasting) / sum(shares)), 3),
        held=round(max(0.0, seconds - sum(shares)), 3),
    )


def shared_out(lasting: Sequence[float], seconds: float) -> tuple[float, ...]:
    """How long each take runs so that together they fill the time, as far as they can.

    Equal parts where there is enough of each; what one cannot fill, the others do. Where there is
    too little of all, all run slower by as much, at most to half their speed.
    """
    if sum(lasting) <= seconds:
        longer = min(1 / SLOWEST, seconds / sum(lasting))
        return tuple(length * longer for length in lasting)
    parts = [0.0] * len(lasting)
    left, waiting = seconds, sorted(range(len(lasting)), key=lambda n: lasting[n])
    while waiting:
        first = waiting.pop(0)
        parts[first] = min(lasting[first], left / (len(waiting) + 1))
        left -= parts[first]
    return tuple(parts)


def _lasting(take: Take, rushes: Rushes) -> float:
    """How long a take runs at its speed."""
    end = min(take.end or rushes.seconds, rushes.seconds)
    if end - take.start < _SHORTEST:
        raise MediaUnreadable(
            f"{take.path.name}: {rushes.seconds:.1f} s long, and used from {take.start:.1f} s; start earlier"
        )
    return (end - take.start) / take.speed


def _crop(take: Take, rushes: Rushes, share: float, *, ratio: float) -> tuple[int, int, int, int]:
    used = min(share, _lasting(take, rushes)) * take.speed
    moments = [take.start + used * (n + 0.5) / _LOOKS for n in range(1 if take.focus else _LOOKS)]
    return crop_window([rushes.at(moment) for moment in moments], ratio, focus=take.focus)


def _cut(
    take: Take,
    rushes: Rushes,
    share: float,
    *,
    speed: float,
    crop: tuple[int, int, int, int],
    size: tuple[int, int],
) -> "VideoClip":
    """A take of exactly its share of the time, at its size."""
    from moviepy import VideoClip  # noqa: PLC0415 -- as above
    from moviepy.video.fx import Crop, MultiplySpeed  # noqa: PLC0415 -- as above

    left, top, width, height = crop
    whole = VideoClip(rushes.at, duration=rushes.seconds)
    used = whole.subclipped(take.start, min(take.start + share * speed, rushes.seconds))
    effects = [MultiplySpeed(speed), Crop(x1=left, y1=top, x2=left + width, y2=top + height)]
    return used.with_effects(effects).image_transform(partial(_scaled, size=size)).with_duration(share)


def _scaled(rgb: Pixels, size: tuple[int, int]) -> Pixels:
    method = cv2.INTER_AREA if rgb.shape[1] > size[0] else cv2.INTER_CUBIC
    return np.asarray(cv2.resize(np.ascontiguousarray(rgb), size, interpolation=method), np.uint8)


def _write(
    clip: "VideoClip", path: Path, *, size: tuple[int, int], frames: int, rate: Fraction, grader: Grader
) -> None:
    options = {"movflags": "+faststart", "use_editlist": "0", "fflags": "+bitexact"}
    with av.open(str(path), "w", format="mp4", options=options) as container:
        stream = container.add_stream("libx264", rate=rate)
        stream.width, stream.height, stream.pix_fmt = *size, "yuv420p"
        stream.options = {
            "preset": "veryfast",
            "crf": "14",  # it is encoded once more in the film
            "x264-params": f"keyint={round(rate / 2)}:bframes=0:open-gop=0:force-cfr=1",
        }
        stream.time_base = 1 / rate
        context = stream.codec_context
        context.time_base = 1 / rate
        context.color_range = _LIMITED
        context.colorspace = context.color_primaries = context.color_trc = _BT709
        context.thread_count, context.thread_type = _THREADS, "FRAME"
        for number in range(frames):
            moment = min(float(number / rate), clip.duration - _SHORT_OF)
            picture = _stored(grader.apply(np.asarray(clip.get_frame(moment), np.uint8)))
            picture.pts, picture.time_base = number, 1 / rate
            container.mux(stream.encode(picture))
        container.mux(stream.encode(None))


def _stored(rgb: Pixels) -> av.VideoFrame:
    return av.VideoFrame.from_ndarray(rgb, "rgb24").reformat(
        format="yuv420p",
        dst_colorspace=Colorspace.ITU709,
        src_color_range=ColorRange.JPEG,
        dst_color_range=ColorRange.MPEG,
        interpolation=Interpolation.AREA | Interpolation.ACCURATE_RND | Interpolation.FULL_CHR_H_INP,
        threads=1,
    )
