"""What a voice is asked and what it hands back: a manner, a text, a recording."""

import io
import subprocess
import wave
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal, Protocol

import numpy as np

from astro_pipeline.errors import MediaUnreadable
from astro_pipeline.media.sound.samples import RATE, Samples, resampled

PATIENCE_SECONDS = 120
"""How long a speaking program may take for one text."""


@dataclass(frozen=True, slots=True)
class Manner:
    """How fast, how high and how lively a text is said."""

    words_a_minute: int
    semitones: float = 0.0
    """Higher or lower than the voice speaks of itself."""
    span: int = 50
    """How far the pitch moves: 0 is flat, 50 is usual, 99 the most."""


@dataclass(frozen=True, slots=True)
class Recording:
    """A text as spoken: mono at 48 kHz, and where its words start if the voice says so."""

    sound: Samples
    starts: tuple[tuple[int, float], ...] | None = None
    """(place of the word's first character, seconds)"""

    @property
    def seconds(self) -> float:
        """How long it lasts."""
        return len(self.sound) / RATE


class Voice(Protocol):
    """One voice of one program on this machine."""

    @property
    def id(self) -> str:
        """Program, voice, and the digest of its file where it has one: "flite/slt"."""
        ...

    @property
    def unit(self) -> Literal["clause", "sentence"]:
        """What it is given at a time: the most that may be joined with pauses of ours."""
        ...

    @property
    def phonemes(self) -> bool:
        """Whether it takes espeak-ng's phoneme names in double square brackets."""
        ...

    @property
    def learned(self) -> bool:
        """Whether a model learned it from recordings, which a listener must be told."""
        ...

    @property
    def terms(self) -> str:
        """By what right its speech may be used."""
        ...

    def say(self, texts: Sequence[str], manner: Manner) -> tuple[Recording, ...]:
        """One recording per text.

        Raises: MediaUnreadable if the program fails.
        """
        ...


def ran(command: Sequence[str], *, text: str) -> bytes:
    """What a speaking program writes to its output, the text being its input; no shell.

    Raises: MediaUnreadable if it is missing, fails or takes too long.
    """
    name = command[0]
    try:
        ended = subprocess.run(  # noqa: S603 -- a program found by the caller, no shell
            list(command),
            input=text.encode(),
            capture_output=True,
            timeout=PATIENCE_SECONDS,
            check=False,
        )
    except subprocess.TimeoutExpired as exc:
        raise MediaUnreadable(
            f"{name} did not answer within {PATIENCE_SECONDS} s; shorten the text or remove the program"
        ) from exc
    except OSError as exc:
        raise MediaUnreadable(f"{name} cannot be started ({exc}); install it again or remove it") from exc
    if ended.returncode:
        said = ended.stderr.decode(errors="replace").strip().splitlines()[-1:] or ["nothing"]
        raise MediaUnreadable(
            f"{name} ended with code {ended.returncode} and said: {said[0]}; mend or remove it"
        )
    return ended.stdout


def heard(content: bytes, *, source: str) -> Samples:
    """A 16-bit WAV file as mono sound at 48 kHz.

    Raises: MediaUnreadable if it is something else or empty.
    """
    try:
        with wave.open(io.BytesIO(content)) as file:
            kind = (file.getnchannels(), file.getsampwidth())
            rate, frames = file.getframerate(), file.readframes(file.getnframes())
    except (wave.Error, EOFError) as exc:
        raise MediaUnreadable(f"{source} wrote no WAV file ({exc}); mend or remove it") from exc
    if kind != (1, 2) or not frames:
        raise MediaUnreadable(
            f"{source} wrote {len(frames)} bytes of {kind[0]} channels, {kind[1] * 8} bit;"
            " mono of 16 bit is expected: use another voice"
        )
    return resampled(np.frombuffer(frames, "<i2").astype(np.float32) / 32768, rate)
