# pyright: basic
# PyAV's containers and OpenCV's arrays are half typed; they are fenced into this file.
"""Watches a film once, frame by frame, on a small copy: what is black, stands still, flashes, changes.

Every rule on a film's pictures shares this one pass. The filter that smooths H.264's blocks is left
out: it moves light between neighbours and takes an eighth of the decoding, and the copy averages
over eight by eight pixels anyway.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from math import log2
from pathlib import Path
from typing import Final

import av
import av.error
import cv2
import numpy as np

from astro_pipeline.errors import MediaUnreadable
from astro_pipeline.media.cutouts import RGB_OF_FULL, RGB_OF_LIMITED, Cutter, Rgb, Spot
from astro_pipeline.media.flashing import NO_FLASHES, Flashes, FlashWatch

Run = tuple[float, float]
"""From when to when, in seconds."""
Runs = tuple[Run, ...]

_HALVED: Final = 3
"""How often each side of the film is halved for the copy."""
_MANY: Final = 4
"""Halvings, from which a plane of colour is looked at in points."""
_BLACK_LUMA: Final = 20.0
"""Mean of a frame, 0 to 255, up to which it may be seen as black; 16 is black itself."""
_SEEN_LUMA: Final = 56.0
"""What is brighter anywhere is seen: a brand's words on black are no black frame."""
_STILL_LUMA: Final = 4.0
"""How far the mean of any cell of a glimpse may come away from where it stood, and nothing has moved.

Measured 2026-11-21: an encoder that draws a still picture anew changes its cells by up to 2, live
grain over one by 3; a push-in that is barely seen, by 0.4 % in three seconds, changes one by 5 or more.
"""
_STILL_SECONDS: Final = 0.5
"""What stands for less is not written down."""
_BAR_LUMA: Final = 24.0
"""What is never brighter is a bar beside the picture, if the picture begins with an edge behind it."""
_EDGE_LUMA: Final = 10.0
"""How much brighter the picture is there; a ground that falls off to black has no such step."""
_EDGE_PART: Final = 0.5
"""Of the bar's length."""
_DECODERS: Final = 1
"""Threads; more are done sooner and take a quarter more of the processor for the same frames."""
_MOST_PIXELS: Final = 8192 * 4608
_GLIMPSE: Final = (24, 24)
_SHOT_LAG: Final = 0.4
"""Seconds over which one shot has become another, by a cut or a short dissolve."""
_SHOT_CHANGE: Final = 18.0
"""Mean change of luma that is another shot and not a movement within one."""
_FIRST: Final = 1.0


@dataclass(frozen=True, slots=True)
class Watched:
    """What a film shows."""

    frames: int
    steady: bool
    """Every frame stands as long as every other."""
    mean_luma: float
    """0 to 255 over the whole film."""
    black: Runs
    frozen: Runs
    interlaced: bool = False
    """Any frame is two half pictures."""
    rotation: int = 0
    """Degrees a player must turn it."""
    flashes: Flashes = NO_FLASHES
    red_flashes: Flashes = NO_FLASHES
    shots: tuple[float, ...] = ()
    """When another shot begins, in seconds."""
    opening: float = 0.0
    """The most that luma changes against the first frame within the first second."""
    bars: tuple[float, float, float, float] = (0.0, 0.0, 0.0, 0.0)
    """Black from beginning to end at the top, right, bottom and left, as parts of height and width."""
    cuts: Mapping[Spot, Rgb] = field(default_factory=dict[Spot, Rgb])
    """What was to be cut out of its frames."""


@dataclass(slots=True)
class _Notes:
    """What was noted frame by frame."""

    times: list[float]
    lumas: list[float]
    peaks: list[float]
    glimpses: list[np.ndarray]
    brightest: np.ndarray | None = None
    """Of the small copies, place by place."""


def watch(path: Path, *, spots: Iterable[Spot] = ()) -> Watched:
    """Decode every frame of the first video track, and cut these spots out of them on the way.

    Raises: MediaUnreadable where a frame cannot be decoded.
    """
    notes = _Notes([], [], [], [])
    flashing: FlashWatch | None = None
    interlaced, rotation = False, 0
    cutter = Cutter(spots)
    try:
        with av.open(str(path)) as container:
            if not container.streams.video:
                raise MediaUnreadable(f"{path.name}: holds no film; render it again")
            stream = container.streams.video[0]
            _bounded(path, stream)
            stream.thread_type = "FRAME"
            stream.codec_context.thread_count = _DECODERS
            stream.codec_context.options = {"err_detect": "explode", "skip_loop_filter": "all"}
            for frame in container.decode(stream):
                planes = _planes(frame)
                small = _halved(planes[0], _HALVED)
                flashing = flashing or FlashWatch(frame.width, frame.height)
                time = float(frame.time or 0.0)
                flashing.feed(time, _glance(small, planes, frame, flashing.size))
                cutter.feed(time, planes, full=_is_full(frame))
                _note(notes, time, small)
                interlaced = interlaced or frame.interlaced_frame
                rotation = rotation or int(frame.rotation)
    except (OSError, av.error.FFmpegError) as exc:
        number = len(notes.times)
        raise MediaUnreadable(f"{path.name}: frame {number} cannot be decoded; render it again") from exc
    if flashing is None:
        raise MediaUnreadable(f"{path.name}: holds no frame; render it again")
    return replace(_seen(notes, flashing, interlaced=interlaced, rotation=rotation), cuts=cutter.cuts)


def runs(here: np.ndarray) -> list[tuple[int, int]]:
    """Where a row of truths holds without a break: first index, and the first after it."""
    edges = np.diff(np.concatenate([[0], here.astype(np.int8), [0]]))
    return list(zip(np.flatnonzero(edges == 1).tolist(), np.flatnonzero(edges == -1).tolist(), strict=True))


def _bounded(path: Path, stream: av.VideoStream) -> None:
    size = stream.codec_context.width, stream.codec_context.height
    if size[0] * size[1] > _MOST_PIXELS:
        raise MediaUnreadable(f"{path.name}: {size[0]}x{size[1]} is more than 8K; export it smaller")


def _note(notes: _Notes, time: float, small: np.ndarray) -> None:
    notes.times.append(time)
    notes.lumas.append(cv2.mean(small)[0])
    notes.peaks.append(float(small.max()))
    notes.glimpses.append(cv2.resize(small, _GLIMPSE, interpolation=cv2.INTER_AREA))
    if notes.brightest is None or notes.brightest.shape != small.shape:
        notes.brightest = small.copy()
    else:
        np.maximum(notes.brightest, small, out=notes.brightest)


def _seen(notes: _Notes, flashing: FlashWatch, *, interlaced: bool, rotation: int) -> Watched:
    times, lumas = np.array(notes.times), np.array(notes.lumas)
    stands = np.diff(times)
    step = float(np.median(stands)) if len(stands) else 0.0
    ends = np.append(times[1:], times[-1] + step)
    dark = (lumas <= _BLACK_LUMA) & (np.array(notes.peaks) <= _SEEN_LUMA)
    glimpses = np.stack(notes.glimpses).astype(np.float32)
    return Watched(
        frames=len(times),
        steady=_is_steady(stands, step),
        mean_luma=float(lumas.mean()),
        black=tuple((float(times[a]), float(ends[b - 1])) for a, b in runs(dark)),
        frozen=tuple(
            (float(times[a]), float(ends[b - 1]))
            for a, b in _still(glimpses)
            if ends[b - 1] - times[a] >= _STILL_SECONDS
        ),
        interlaced=interlaced,
        rotation=rotation % 360,
        flashes=flashing.general.found,
        red_flashes=flashing.red.found,
        shots=_shots(times, glimpses, lag=max(1, round(_SHOT_LAG / step)) if step else 1),
        opening=float(np.abs(glimpses[times - times[0] <= _FIRST] - glimpses[0]).mean(axis=(1, 2)).max()),
        bars=_bars(notes.brightest) if notes.brightest is not None else (0.0, 0.0, 0.0, 0.0),
    )


def _is_steady(stands: np.ndarray, step: float) -> bool:
    """Every frame stands as long; the first may stand longer, by what the sound's encoder pads."""
    rest = stands[1:] if len(stands) > 1 and step <= stands[0] < 2 * step else stands
    return bool(len(rest) == 0 or np.ptp(rest) < step / 4)


def _still(glimpses: np.ndarray) -> list[tuple[int, int]]:
    """Where more than one frame stays as the first of them was: its index, and the first after them."""
    found, start = [], 0
    for number in range(1, len(glimpses) + 1):
        if number < len(glimpses) and np.abs(glimpses[number] - glimpses[start]).max() <= _STILL_LUMA:
            continue
        if number - start > 1:
            found.append((start, number))
        start = number
    return found


def _bars(brightest: np.ndarray) -> tuple[float, float, float, float]:
    """How much of each side is a black bar, as parts of height and width."""
    upright, lying = brightest, brightest.T
    return (_bar(upright), _bar(lying[::-1]), _bar(upright[::-1]), _bar(lying))


def _bar(rows: np.ndarray) -> float:
    seen = np.flatnonzero((rows > _BAR_LUMA).any(axis=1))
    first = int(seen[0]) if len(seen) else 0
    # the rows around an edge may be mixtures of both
    outside, inside = rows[max(0, first - 2)], rows[min(len(rows) - 1, first + 1)]
    sharp = inside.astype(np.float32) - outside >= _EDGE_LUMA
    return first / len(rows) if first > 0 and float(sharp.mean()) >= _EDGE_PART else 0.0


def _shots(times: np.ndarray, glimpses: np.ndarray, *, lag: int) -> tuple[float, ...]:
    """When the picture has become another: the frame of the greatest change within each change."""
    if len(times) <= lag:
        lag = 1
    apart = np.abs(glimpses[lag:] - glimpses[:-lag]).mean(axis=(1, 2))
    at_once = np.abs(np.diff(glimpses, axis=0)).mean(axis=(1, 2))
    return tuple(
        float(times[a + 1 + int(np.argmax(at_once[a : b + lag - 1]))]) for a, b in runs(apart > _SHOT_CHANGE)
    )


def _planes(frame: av.VideoFrame) -> list[np.ndarray]:
    """Luma and both chromas, 8 bits each, however the frame is stored."""
    if not (frame.format.name or "").startswith("yuv"):
        frame = frame.reformat(format="yuv420p")
    return [_plane(frame, number) for number in range(3)]


def _plane(frame: av.VideoFrame, number: int) -> np.ndarray:
    """A view into the frame where it has 8 bits: copying it would cost as much as looking at it."""
    plane, bits = frame.planes[number], frame.format.components[number].bits
    rows = np.frombuffer(memoryview(plane), np.uint16 if bits > 8 else np.uint8).reshape(plane.height, -1)
    shown = rows[:, : plane.width]
    return (shown >> (bits - 8)).astype(np.uint8) if bits > 8 else shown


def _halved(plane: np.ndarray, times: int) -> np.ndarray:
    """Half as wide and high, so many times: several times faster than at one go."""
    for _ in range(times):
        size = (max(1, plane.shape[1] // 2), max(1, plane.shape[0] // 2))
        plane = cv2.resize(plane, size, interpolation=cv2.INTER_AREA)
    return plane


def _glance(
    small: np.ndarray, planes: list[np.ndarray], frame: av.VideoFrame, size: tuple[int, int]
) -> np.ndarray:
    """The frame as small RGB, as a player shows it: BT.709 in the range it says."""
    luma = small if small.shape[1] >= size[0] else planes[0]
    fitted = [_fitted(plane, size) for plane in (luma, *planes[1:])]
    return cv2.transform(cv2.merge(fitted), RGB_OF_FULL if _is_full(frame) else RGB_OF_LIMITED)


def _is_full(frame: av.VideoFrame) -> bool:
    """Black is 0 and white 255."""
    return (frame.format.name or "").startswith("yuvj") or int(frame.color_range) == 2


def _fitted(plane: np.ndarray, size: tuple[int, int]) -> np.ndarray:
    times = max(0, round(log2(max(plane.shape) / max(size))))
    if times >= _MANY:
        # four points of a cell are enough to tell its hue, and cheaper
        sparse = (plane.shape[1] >> times - 1, plane.shape[0] >> times - 1)
        plane, times = cv2.resize(plane, sparse, interpolation=cv2.INTER_NEAREST), 1
    halved = _halved(plane, times)
    return halved if halved.shape == size[::-1] else cv2.resize(halved, size, interpolation=cv2.INTER_LINEAR)
