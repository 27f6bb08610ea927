# pyright: basic
# PyAV's types are incomplete.
"""Film as customers shoot it: every rate, size, colour and turn, with the frame's number in the picture."""

import io
import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cache
from typing import cast

import av
import numpy as np
from av.container import OutputContainer
from numpy.typing import NDArray

Pixels = NDArray[np.uint8]
BITS = 8


def numbered(number: int, width: int, height: int) -> Pixels:
    """Grey, with the number in eight blocks along the middle row: white is one, black nought."""
    rgb = np.full((height, width, 3), 128, np.uint8)
    side = width // BITS
    rows = slice(height // 2 - side // 2, height // 2 + side // 2)
    for bit in range(BITS):
        rgb[rows, bit * side : (bit + 1) * side] = 255 if number >> bit & 1 else 0
    return rgb


def number_of(grey: Pixels, *, left: float = 0.0, right: float = 1.0) -> int:
    """The number a frame carries; its blocks lie between these parts of its width."""
    height, width = grey.shape[:2]
    across = (right - left) * width / BITS
    row = grey[height // 2]
    return sum(
        (int(np.mean(row[round(left * width + (bit + 0.5) * across)])) > 128) << bit for bit in range(BITS)
    )


@dataclass(frozen=True)
class Reel:
    """How a clip is shot."""

    width: int = 256
    height: int = 144
    frames: int = 50
    rate: Fraction = Fraction(25)
    form: str = "mp4"
    codec: str = "libx264"
    pixels: str = "yuv420p"
    matrix: int = 1
    """By which it is stored, as ITU-T H.273 counts them: 1 BT.709, 5 BT.601."""
    said: int | None = None
    """What the file says of it; 2 is nothing. None: the truth."""
    full_range: bool = False
    turned: int = 0
    """Degrees by which a player turns it."""
    pixel_aspect: Fraction = Fraction(1)
    times: Sequence[int] | None = None
    """When each frame is shown, in 1/1000 s; even by default."""
    sound: bool = False


def shoot(reel: Reel, picture: Callable[[int], Pixels] | None = None) -> bytes:
    """The clip's bytes; `picture` gives each frame as it is stored, numbered grey by default."""
    draw = picture or (lambda n: numbered(n, reel.width, reel.height))
    buffer = io.BytesIO()
    with av.open(buffer, "w", format=reel.form) as target:
        stream = cast("av.VideoStream", target.add_stream(reel.codec, rate=reel.rate))
        stream.width, stream.height, stream.pix_fmt = reel.width, reel.height, reel.pixels
        stream.sample_aspect_ratio = reel.pixel_aspect
        context = stream.codec_context
        context.thread_count, context.bit_rate = 1, 4_000_000
        context.options = {"crf": "10"} if reel.codec.startswith("libx26") else {}
        context.color_range = 2 if reel.full_range else 1
        said = reel.matrix if reel.said is None else reel.said
        context.colorspace = context.color_primaries = context.color_trc = said
        base = Fraction(1, 1000) if reel.times else 1 / reel.rate
        context.time_base = stream.time_base = base
        tone = cast("av.AudioStream", target.add_stream("aac", rate=48_000)) if reel.sound else None
        for n in range(reel.frames):
            frame = _frame(draw(n), reel)
            frame.pts, frame.time_base = (reel.times[n] if reel.times else n), base
            if reel.turned and n == 0:
                stream.set_display_rotation(reel.turned)
            target.mux(stream.encode(frame))
        target.mux(stream.encode())
        if tone is not None:
            _hum(target, tone, float(reel.frames / reel.rate))
    return buffer.getvalue()


def _frame(stored: Pixels, reel: Reel) -> av.VideoFrame:
    """The picture in the clip's own pixels: converted here, by the matrix that was asked for."""
    if reel.pixels == "rgb24":
        return av.VideoFrame.from_ndarray(stored, "rgb24")
    y, u, v = _signal(stored, _WEIGHTS[reel.matrix])
    span, foot, wide = (255, 0, 255) if reel.full_range else (219, 16, 224)
    halves = [each.reshape(reel.height // 2, 2, reel.width // 2, 2).mean(axis=(1, 3)) for each in (u, v)]
    rows = [y * span + foot, *(half * wide + 128 for half in halves)]
    flat = np.concatenate([np.clip(each + 0.5, 0, 255).astype(np.uint8).reshape(-1) for each in rows])
    frame = av.VideoFrame.from_ndarray(flat.reshape(reel.height * 3 // 2, reel.width), "yuv420p")
    return frame if reel.pixels == "yuv420p" else frame.reformat(format=reel.pixels)


_WEIGHTS = {1: (0.2126, 0.0722), 5: (0.299, 0.114)}
"""Weights of red and blue in the luma. Source: ITU-R BT.709-6, BT.601-7."""


def _signal(rgb: Pixels, weights: tuple[float, float]) -> tuple[NDArray[np.float64], ...]:
    red, green, blue = (rgb[..., n] / 255 for n in range(3))
    of_red, of_blue = weights
    luma = of_red * red + (1 - of_red - of_blue) * green + of_blue * blue
    return luma, (blue - luma) / (2 - 2 * of_blue), (red - luma) / (2 - 2 * of_red)


def _hum(target: OutputContainer, stream: av.AudioStream, seconds: float) -> None:
    for start in range(0, int(seconds * 48_000), 1024):
        wave = np.sin(2 * math.pi * 220 * (start + np.arange(1024)) / 48_000).astype(np.float32) * 0.2
        frame = av.AudioFrame.from_ndarray(np.stack([wave, wave]), format="fltp", layout="stereo")
        frame.sample_rate, frame.pts, frame.time_base = 48_000, start, Fraction(1, 48_000)
        target.mux(stream.encode(frame))
    target.mux(stream.encode(None))


@cache
def track(form: str, codec: str, seconds: float = 4.0) -> bytes:
    """A tone in that container."""
    buffer = io.BytesIO()
    with av.open(buffer, "w", format=form) as target:
        stream = cast("av.AudioStream", target.add_stream(codec, rate=48_000))
        stream.codec_context.layout = "stereo"
        kind = stream.codec_context.format.name
        for start in range(0, int(seconds * 48_000), 960):
            wave = np.sin(2 * math.pi * 440 * (start + np.arange(960)) / 48_000) * 0.2
            loud = np.stack([wave, wave]).astype(np.float32)
            frame = av.AudioFrame.from_ndarray(loud, format="fltp", layout="stereo")
            frame.sample_rate, frame.pts, frame.time_base = 48_000, start, Fraction(1, 48_000)
            for part in av.AudioResampler(format=kind, layout="stereo", rate=48_000).resample(frame):
                target.mux(stream.encode(part))
        target.mux(stream.encode(None))
    return buffer.getvalue()
