# pyright: basic
# PyAV's frames are untyped arrays; they are fenced into this file.
"""Reads any sound file FFmpeg knows as 48 kHz stereo."""

import io
from pathlib import Path

import av
import av.error
import numpy as np
from av.audio.resampler import AudioResampler

from astro_pipeline.errors import MediaUnreadable
from astro_pipeline.media.sound.samples import RATE, Samples


def listen(source: Path | bytes) -> Samples:
    """The first sound track as (n, 2) float32 at 48 kHz.

    Raises: MediaUnreadable if there is none or it cannot be decoded.
    """
    name = f"{len(source)} bytes" if isinstance(source, bytes) else str(source)
    try:
        pieces = _decoded(io.BytesIO(source) if isinstance(source, bytes) else str(source))
    except (OSError, av.error.FFmpegError) as exc:
        raise MediaUnreadable(
            f"{name}: cannot be decoded as sound ({exc}); give WAV, FLAC, MP3, AAC or Ogg"
        ) from exc
    if not pieces:
        raise MediaUnreadable(f"{name}: holds no sound; give a file with an audio track")
    return np.concatenate(pieces).reshape(-1, 2)


def _decoded(source: io.BytesIO | str) -> list[np.ndarray]:
    resampler = AudioResampler(format="flt", layout="stereo", rate=RATE)
    pieces: list[np.ndarray] = []
    with av.open(source, mode="r") as container:
        if not container.streams.audio:
            return []
        for frame in container.decode(container.streams.audio[0]):
            pieces += [part.to_ndarray()[0] for part in resampler.resample(frame)]
        pieces += [part.to_ndarray()[0] for part in resampler.resample(None)]
    return [piece.astype(np.float32) for piece in pieces if piece.size]
