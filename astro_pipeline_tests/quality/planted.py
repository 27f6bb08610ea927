# pyright: basic
# PyAV's stubs leave containers and packets half typed.
"""Defects planted in small files, with tools that are not ours: plain ffmpeg and Pillow."""

import subprocess
from collections.abc import Iterable
from fractions import Fraction
from pathlib import Path

import av
import imageio_ffmpeg
import numpy as np

CLEAN = ("-c:v", "libx264", "-preset", "ultrafast", "-pix_fmt", "yuv420p", "-bf", "0", "-threads", "1")


def ffmpeg(path: Path, *options: str, source: str = "testsrc=size=64x64:rate=30:duration=0.3") -> Path:
    """A film of a test card, written by plain ffmpeg with these options."""
    base = [imageio_ffmpeg.get_ffmpeg_exe(), "-v", "error", "-y", "-f", "lavfi", "-i", source]
    subprocess.run([*base, *options, str(path)], check=True, stdin=subprocess.DEVNULL)
    return path


def remuxed(path: Path, source: Path, *options: str, before: Iterable[str] = ()) -> Path:
    """A film whose packets are copied by plain ffmpeg."""
    program = [imageio_ffmpeg.get_ffmpeg_exe(), "-v", "error", "-y", *before, "-i", str(source)]
    subprocess.run([*program, "-c", "copy", *options, str(path)], check=True, stdin=subprocess.DEVNULL)
    return path


def film_of(path: Path, frames: Iterable[np.ndarray], *, fps: int = 30) -> Path:
    """A film of these RGB frames, every one of them stored as it is."""
    with av.open(str(path), "w", format="mp4") as container:
        stream = container.add_stream("libx264", rate=Fraction(fps))
        stream.options = {"preset": "ultrafast", "qp": "4", "x264-params": "bframes=0"}
        stream.codec_context.thread_count = 1
        context = stream.codec_context
        context.color_range = context.colorspace = context.color_primaries = context.color_trc = 1
        for number, drawn in enumerate(frames):
            if number == 0:
                stream.height, stream.width = drawn.shape[:2]
                stream.pix_fmt = "yuv420p"
            frame = av.VideoFrame.from_ndarray(np.ascontiguousarray(drawn), format="rgb24")
            frame = frame.reformat(format="yuv420p", dst_colorspace="ITU709")
            frame.pts, frame.time_base = number, Fraction(1, fps)
            container.mux(stream.encode(frame))
        container.mux(stream.encode(None))
    return path


def flat(grey: int | tuple[int, int, int], size: tuple[int, int] = (64, 64)) -> np.ndarray:
    """A frame of one colour."""
    return np.full((size[1], size[0], 3), grey, np.uint8)
