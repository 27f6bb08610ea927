# pyright: basic
# PyAV's containers and streams are half typed; they are fenced into this file.
"""What a sound is, measured on the file itself: how loud, how clean, where it is silent."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

import av
import av.error
import numpy as np
from av.audio.resampler import AudioResampler
from av.container import InputContainer
from numpy.typing import NDArray

from astro_pipeline.errors import MediaUnreadable
from astro_pipeline.media.sound.alignment import Levels, levels
from astro_pipeline.media.sound.loudness import integrated_lufs, true_peak_dbtp
from astro_pipeline.media.sound.stereo import balance_db, correlation, offset
from astro_pipeline.media.watching import Runs, runs

_FULL_SCALE: Final = 0.9995
_CLIPPED_SAMPLES: Final = 3
"""So many samples at full scale in a row are a clipped wave and not a peak."""
_SILENT_RMS: Final = 1e-3
_SILENT_SECONDS: Final = 0.5
_LISTENING_SECONDS: Final = 0.1


def _no_levels() -> Levels:
    return np.zeros(0, np.float32)


@dataclass(frozen=True, slots=True)
class SoundFacts:
    """A sound, or the sound of a film."""

    bytes: int
    codec: str
    rate: int
    channels: int
    seconds: float
    lufs: float
    """Integrated loudness, gated; -inf for silence."""
    true_peak_dbtp: float
    clipped: int
    """How often the wave is cut off at full scale."""
    silences: Runs
    heard_from: float = 0.0
    """Seconds before the first thing is heard."""
    balance_db: float = 0.0
    """Right over left."""
    correlation: float = 1.0
    """Of left and right; below 0 they cancel on one loudspeaker."""
    offset: float = 0.0
    """Where the wave rests, as a part of full scale."""
    levels: Levels = field(default_factory=_no_levels, compare=False)


def probe_sound(path: Path) -> SoundFacts:
    """A WAV or any other sound, or the first sound track of a film, wholly decoded.

    Raises: MediaUnreadable where there is no sound or it cannot be decoded.
    """
    track = _heard(path)
    samples, rate = track.samples, track.rate
    return SoundFacts(
        bytes=path.stat().st_size,
        codec=track.codec,
        rate=rate,
        channels=track.channels,
        seconds=len(samples) / rate,
        lufs=integrated_lufs(samples, rate),
        true_peak_dbtp=true_peak_dbtp(samples),
        clipped=_clipped(samples),
        silences=_silences(samples, rate),
        heard_from=_heard_from(samples) / rate,
        balance_db=balance_db(samples),
        correlation=correlation(samples),
        offset=offset(samples),
        levels=levels(samples, rate),
    )


def hear_levels(path: Path) -> Levels:
    """How loud a sound is, moment by moment, and nothing else of it. Raises: MediaUnreadable."""
    track = _heard(path)
    return levels(track.samples, track.rate)


@dataclass(frozen=True, slots=True)
class _Track:
    """A sound, decoded."""

    samples: NDArray[np.float32]
    """Of shape (n, channels)."""
    rate: int
    channels: int
    """As it is stored."""
    codec: str


def _heard(path: Path) -> _Track:
    try:
        with av.open(str(path)) as container:
            if not container.streams.audio:
                raise MediaUnreadable(f"{path.name}: holds no sound; mix it again")
            context = container.streams.audio[0].codec_context
            codec, rate, channels = context.name, context.sample_rate, context.channels
            pieces = list(_decoded(container))
    except (OSError, av.error.FFmpegError) as exc:
        raise MediaUnreadable(f"{path.name}: cannot be decoded as sound; make it again") from exc
    if not pieces:
        raise MediaUnreadable(f"{path.name}: its sound track is empty; make it again")
    return _Track(np.concatenate(pieces), rate, channels, codec)


def _decoded(container: InputContainer) -> Iterator[np.ndarray]:
    """The sound as it was recorded, (n, channels): resampling would change what is measured.

    More channels than two are folded down as a telephone does it: that is what will be heard.
    """
    many = container.streams.audio[0].codec_context.channels > 2
    plain = AudioResampler(format="fltp", layout="stereo" if many else None)
    for frame in container.decode(container.streams.audio[0]):
        for part in plain.resample(frame):
            yield part.to_ndarray().T.astype(np.float32)


def _clipped(samples: np.ndarray) -> int:
    full = np.abs(samples) >= _FULL_SCALE
    lengths = (end - start for channel in full.T for start, end in runs(channel))
    return sum(length >= _CLIPPED_SAMPLES for length in lengths)


def _heard_from(samples: np.ndarray) -> int:
    loud = np.abs(samples).max(axis=1) > _SILENT_RMS
    return int(np.argmax(loud)) if loud.any() else len(samples)


def _silences(samples: np.ndarray, rate: int) -> Runs:
    step = max(1, round(_LISTENING_SECONDS * rate))
    blocks = len(samples) // step
    squares = (samples[: blocks * step] ** 2).reshape(blocks, -1).mean(axis=1)
    spans = runs(np.sqrt(squares) < _SILENT_RMS)
    return tuple(
        (start * step / rate, end * step / rate)
        for start, end in spans
        if (end - start) * step >= _SILENT_SECONDS * rate
    )
