"""The draft voice: espeak-ng in a child process, in every language it reads, with its words' times."""

import base64
import json
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from importlib.metadata import version
from typing import Literal

from astro_pipeline.errors import MediaUnreadable
from astro_pipeline.media.voice.recording import Manner, Recording, heard

_PATIENCE = 60
_RATE = 0.935
"""What its own words a minute are to those of spoken English without rests (measured, 2026-11-21)."""
_PITCH, _PITCH_STEPS = 47, 6.0
"""espeak-ng's pitch of a median of 98 Hz, and how much of it is a semitone up or down (measured)."""


@dataclass(frozen=True, slots=True)
class Espeak:
    """espeak-ng's voice of a name."""

    name: str

    @property
    def id(self) -> str:
        """With the release of the wheel it comes in."""
        return f"espeak-ng/{self.name}@{version('espeakng-loader')}"

    @property
    def unit(self) -> Literal["clause", "sentence"]:
        """It intones a clause by the mark at its end."""
        return "clause"

    @property
    def phonemes(self) -> bool:
        """They are its own."""
        return True

    @property
    def learned(self) -> bool:
        """It speaks by rule."""
        return False

    @property
    def terms(self) -> str:
        """The program's licence covers no speech."""
        return "spoken here by espeak-ng, a separate program under GPL-3.0-or-later, which covers no speech"

    def say(self, texts: Sequence[str], manner: Manner) -> tuple[Recording, ...]:
        """All of them from one child process."""
        asked = [
            {
                "text": text,
                "voice": self.name,
                "rate": round(manner.words_a_minute * _RATE),
                "pitch": min(99, max(0, round(_PITCH + _PITCH_STEPS * manner.semitones))),
                "range": manner.span,
                "gap": 0,
            }
            for text in texts
        ]
        answers = _asked_child("".join(json.dumps(each) + "\n" for each in asked), expected=len(asked))
        return tuple(_recording(answer) for answer in answers)


def _asked_child(lines: str, *, expected: int) -> list[dict[str, object]]:
    command = [sys.executable, "-m", "astro_pipeline.media.voice.speaking"]
    try:
        ended = subprocess.run(  # noqa: S603 -- our own module, no shell
            command,
            input=lines,
            capture_output=True,
            text=True,
            encoding="utf-8",
            timeout=_PATIENCE,
            check=False,
        )
    except subprocess.TimeoutExpired as exc:
        raise MediaUnreadable(
            f"espeak-ng did not answer within {_PATIENCE} s; shorten the narration"
        ) from exc
    answers: list[dict[str, object]] = [json.loads(line) for line in ended.stdout.splitlines()]
    for answer in answers:
        if "error" in answer:
            raise MediaUnreadable(f"{answer['error']}; choose another language or leave the narration out")
    if ended.returncode or len(answers) != expected:
        said = ended.stderr.strip().splitlines()[-1:] or ["nothing"]
        raise MediaUnreadable(
            f"espeak-ng ended with code {ended.returncode} and said: {said[0]}; reinstall espeakng-loader"
        )
    return answers


def _recording(answer: dict[str, object]) -> Recording:
    sound = heard(base64.b64decode(str(answer["wav"])), source="espeak-ng")
    events = answer["words"]
    if not isinstance(events, list):
        raise MediaUnreadable(f"espeak-ng answered {events!r} for word times; reinstall espeakng-loader")
    starts = tuple((int(place), float(at)) for place, at in events)  # pyright: ignore[reportUnknownVariableType, reportUnknownArgumentType] -- pairs, from our own child
    return Recording(sound, starts)
