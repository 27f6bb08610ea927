# pyright: basic
# PyAV's types are incomplete.
"""Small real files: pictures, sounds, films."""

import hashlib
import io
import math
import struct
import wave
from fractions import Fraction
from functools import cache
from pathlib import Path

import av
import numpy as np
from PIL import Image

from astro_pipeline.domain.media import Licence, MediaFile

GENERATED = Licence(name="generated-here", holder="the customer", source="made by this project's own code")


def write(path: Path, content: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)


def described(folder: Path, path: str, **about: object) -> MediaFile:
    content = (folder / path).read_bytes()
    return MediaFile.model_validate(
        {
            "path": path,
            "sha256": hashlib.sha256(content).hexdigest(),
            "bytes": len(content),
            "provider": "offline",
            "model": "studio-1",
            "source_type": "algorithmicMedia",
            "licence": GENERATED,
            **about,
        }
    )


def picture_bytes(size: tuple[int, int], *, seed: str) -> bytes:
    """A PNG of that size: a gradient in a colour of its own."""
    top = hashlib.sha256(seed.encode()).digest()
    column = np.linspace(0, 1, size[1])[:, None, None]
    pixels = (np.array([*top[:3]]) * (1 - column) + np.array([240, 220, 180]) * column) * np.ones(
        (1, size[0], 1)
    )
    buffer = io.BytesIO()
    Image.fromarray(pixels.astype("uint8")).save(buffer, "PNG")
    return buffer.getvalue()


def jpeg_bytes(size: tuple[int, int]) -> bytes:
    buffer = io.BytesIO()
    Image.new("RGB", size, (15, 76, 69)).save(buffer, "JPEG")
    return buffer.getvalue()


def sound(
    folder: Path, path: str, hertz: float, *, draft: bool = False, language: str | None = None
) -> MediaFile:
    buffer = io.BytesIO()
    with wave.open(buffer, "wb") as sound:
        sound.setparams((1, 2, 8000, 0, "NONE", ""))
        samples = (round(9000 * math.sin(2 * math.pi * hertz * n / 8000)) for n in range(4000))
        sound.writeframes(b"".join(struct.pack("<h", each) for each in samples))
    write(folder / path, buffer.getvalue())
    return described(folder, path, kind="audio", seconds=0.5, draft=draft, language=language)


@cache
def film_bytes(width: int, height: int) -> bytes:
    """Ten frames of H.264 in an MP4."""
    buffer = io.BytesIO()
    with av.open(buffer, "w", format="mp4") as target:
        stream = target.add_stream("libx264", rate=Fraction(25))
        stream.width, stream.height, stream.pix_fmt, stream.thread_count = width, height, "yuv420p", 1
        for n in range(10):
            pixels = np.full((height, width, 3), (20 + 20 * n, 90, 80), np.uint8)
            target.mux(stream.encode(av.VideoFrame.from_ndarray(pixels, "rgb24")))
        target.mux(stream.encode())
    return buffer.getvalue()
