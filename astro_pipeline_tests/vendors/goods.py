# pyright: basic
# PyAV's containers and streams are half typed.
"""Real files, small ones, as vendors would deliver them; made once a process."""

import struct
import zlib
from fractions import Fraction
from functools import cache
from io import BytesIO

import av
import numpy as np
from PIL import Image


@cache
def picture(width: int = 96, height: int = 96, *, form: str = "PNG", seed: int = 0) -> bytes:
    """A photograph of sorts: two soft lights on a ground."""
    y, x = np.mgrid[0 : 1 : height * 1j, 0 : 1 : width * 1j]
    near = np.exp(-((x - 0.3 - seed % 5 / 20) ** 2 + (y - 0.6) ** 2) * 12)
    far = np.exp(-((x - 0.7) ** 2 + (y - 0.3) ** 2) * 20)
    rgb = np.stack([0.2 + 0.6 * near, 0.3 + 0.5 * far, 0.35 + 0.2 * x * y], axis=-1)
    file = BytesIO()
    Image.fromarray((rgb * 255).astype(np.uint8)).save(file, form)
    return file.getvalue()


@cache
def film(width: int = 128, height: int = 128, seconds: float = 1.0, *, seed: int = 0) -> bytes:
    """A light that wanders over a ground, 12 pictures a second, H.264 in an MP4."""
    file = BytesIO()
    with av.open(file, "w", format="mp4") as container:
        stream = container.add_stream("libx264", rate=Fraction(12), options={"crf": "35", "threads": "1"})
        stream.width, stream.height, stream.pix_fmt = width, height, "yuv420p"
        y, x = np.mgrid[0 : 1 : height * 1j, 0 : 1 : width * 1j]
        count = max(2, round(seconds * 12))
        for index in range(count):
            light = np.exp(-((x - index / count) ** 2 + (y - 0.4 - seed % 3 / 10) ** 2) * 10)
            rgb = np.stack([0.2 + 0.7 * light, 0.25 + 0.4 * light, np.full_like(light, 0.4)], axis=-1)
            frame = av.VideoFrame.from_ndarray((rgb * 255).astype(np.uint8), format="rgb24")
            container.mux(stream.encode(frame))
        container.mux(stream.encode(None))
    return file.getvalue()


@cache
def sound(seconds: float = 1.0, *, form: str = "mp3") -> bytes:
    """A quiet tone."""
    codec = {"mp3": "libmp3lame", "wav": "pcm_s16le", "flac": "flac"}[form]
    file = BytesIO()
    with av.open(file, "w", format=form) as container:
        stream = container.add_stream(codec, rate=44100)
        assert isinstance(stream, av.AudioStream)
        stream.layout = "mono"
        time = np.arange(round(seconds * 44100)) / 44100
        wave = (np.sin(2 * np.pi * 330 * time) * 6000).astype(np.int16)
        for start in range(0, len(wave), 1152):
            part = np.ascontiguousarray(wave[start : start + 1152])[None]
            kind = "s16p" if codec == "libmp3lame" else "s16"
            frame = av.AudioFrame.from_ndarray(part, format=kind, layout="mono")
            frame.sample_rate, frame.pts = 44100, start
            container.mux(stream.encode(frame))
        container.mux(stream.encode(None))
    return file.getvalue()


@cache
def pixel_bomb(side: int = 40_000) -> bytes:
    """A PNG of a few hundred bytes that says it has side x side pixels."""
    header = struct.pack(">IIBBBBB", side, side, 8, 2, 0, 0, 0)
    body = zlib.compress(b"\0" * 4096)
    return b"\x89PNG\r\n\x1a\n" + _chunk(b"IHDR", header) + _chunk(b"IDAT", body) + _chunk(b"IEND", b"")


def _chunk(name: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))


def small(ratio: str, *, longest: int = 160) -> tuple[int, int]:
    """A small even size of that ratio ("9:16", "720:1280", "1024x1536")."""
    wide, high = (float(side) for side in ratio.replace("x", ":").split(":"))
    scale = longest / max(wide, high)
    return max(16, round(wide * scale / 2) * 2), max(16, round(high * scale / 2) * 2)
