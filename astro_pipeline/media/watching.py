# pyright: basic
# PyAV's containers and OpenCV's arrays are half typed; they are fenced into this file.
"""Watches a film once, frame by frame, on a small grey copy: what is black, what stands still."""

from dataclasses import dataclass
from pathlib import Path

import av
import av.error
import cv2
import numpy as np

from astro_pipeline.errors import MediaUnreadable

Run = tuple[float, float]
"""From when to when, in seconds."""
Runs = tuple[Run, ...]

_SMALL = 8
"""Each side of the copy is this much smaller than the film's."""
_BLACK_LUMA = 20.0
"""Mean of a frame, 0 to 255, up to which it is seen as black; 16 is black itself."""
_STILL_LUMA = 0.02
"""Mean change from frame to frame below which nothing moves: what the encoder alone changes."""


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


def watch(path: Path) -> Watched:
    """Decode every frame of the first video track.

    Raises: MediaUnreadable where a frame cannot be decoded.
    """
    times: list[float] = []
    lumas: list[float] = []
    changes: list[float] = []
    before: np.ndarray | None = None
    try:
        with av.open(str(path)) as container:
            if not container.streams.video:
                raise MediaUnreadable(f"{path.name}: holds no film; render it again")
            stream = container.streams.video[0]
            stream.thread_type = "AUTO"
            stream.codec_context.options = {"err_detect": "explode"}
            for frame in container.decode(stream):
                small = _small_luma(frame)
                times.append(float(frame.time or 0.0))
                lumas.append(float(small.mean()))
                changes.append(255.0 if before is None else float(cv2.absdiff(small, before).mean()))
                before = small
    except (OSError, av.error.FFmpegError) as exc:
        raise MediaUnreadable(f"{path.name}: frame {len(times)} cannot be decoded; render it again") from exc
    if not times:
        raise MediaUnreadable(f"{path.name}: holds no frame; render it again")
    return _seen(np.array(times), np.array(lumas), np.array(changes))


def runs(here: np.ndarray) -> list[tuple[int, int]]:
    """Where a row of truths holds without a break: first index, and the first after it."""
    edges = np.diff(np.concatenate([[0], here.astype(np.int8), [0]]))
    return list(zip(np.flatnonzero(edges == 1).tolist(), np.flatnonzero(edges == -1).tolist(), strict=True))


def _seen(times: np.ndarray, lumas: np.ndarray, changes: np.ndarray) -> Watched:
    stands = np.diff(times)
    step = float(np.median(stands)) if len(stands) else 0.0
    ends = np.append(times[1:], times[-1] + step)
    return Watched(
        frames=len(times),
        steady=bool(len(stands) == 0 or np.ptp(stands) < step / 4),
        mean_luma=float(lumas.mean()),
        black=tuple((float(times[a]), float(ends[b - 1])) for a, b in runs(lumas <= _BLACK_LUMA)),
        # a frame like the one before it begins the stillness one frame earlier
        frozen=tuple((float(times[a - 1]), float(ends[b - 1])) for a, b in runs(changes < _STILL_LUMA)),
    )


def _small_luma(frame: av.VideoFrame) -> np.ndarray:
    if not (frame.format.name or "").startswith("yuv"):
        frame = frame.reformat(format="yuv420p")
    plane = frame.planes[0]
    deep = 2 if frame.format.components[0].bits > 8 else 1
    rows = np.frombuffer(memoryview(plane), np.uint16 if deep == 2 else np.uint8).reshape(plane.height, -1)
    luma = rows[:, : plane.width]
    if deep == 2:
        luma = (luma >> (frame.format.components[0].bits - 8)).astype(np.uint8)
    size = (max(1, plane.width // _SMALL), max(1, plane.height // _SMALL))
    return cv2.resize(np.ascontiguousarray(luma), size, interpolation=cv2.INTER_AREA)
