"""The draft voice: a scene's narration spoken, treated, and timed word by word."""

import base64
import io
import json
import subprocess
import sys
import wave
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from astro_pipeline.domain.base import base_language
from astro_pipeline.domain.media import SpokenWord
from astro_pipeline.errors import MediaUnreadable
from astro_pipeline.media.pronouncing import spoken
from astro_pipeline.media.sound import RATE, Samples, faded, resampled
from astro_pipeline.media.voicing import levels_db, trimmed, voiced

FASTEST = 200
"""Words a minute a listener still follows in an ad; nothing is spoken faster to fit."""

_VOICES = {
    **{tag: tag for tag in (
        "bg", "ca", "cs", "da", "de", "el", "es", "et", "fi", "hr", "hu", "id", "it", "lt", "lv",
        "ms", "nb", "nl", "pl", "pt", "ro", "ru", "sk", "sl", "sv", "sw", "tr", "uk",
    )},
    "en": "en-us", "en-GB": "en-gb", "en-IE": "en-gb", "en-AU": "en-gb", "en-NZ": "en-gb",
    "fr": "fr", "fr-BE": "fr-be", "fr-CH": "fr-ch", "no": "nb", "pt-BR": "pt-br",
    "es-MX": "es-419", "es-AR": "es-419", "es-CO": "es-419", "es-CL": "es-419",
}  # fmt: skip
"""espeak-ng's voice per language. Left out is what it reads wrongly: ja, zh, ko, th, and the
languages written without vowels, ar, he, fa.
"""

_MANNERS = {
    "calm": (142, 42, 38),
    "warm": (150, 46, 52),
    "confident": (156, 44, 58),
    "excited": (170, 53, 74),
    "serious": (146, 38, 36),
}
"""Per emotion: words a minute, pitch and range (espeak-ng's 0-99)."""

_PACES = {"very slow": 0.8, "slow": 0.9, "even": 1.0, "brisk": 1.1, "very brisk": 1.2}
_EDGE = 0.06
_PATIENCE = 60


@dataclass(frozen=True, slots=True)
class Speech:
    """A spoken text: stereo sound, the times of its words, what a listener should know."""

    sound: Samples
    words: tuple[SpokenWord, ...]
    words_a_minute: int
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Take:
    rate: int
    sound: Samples
    starts: tuple[tuple[int, float], ...]

    @property
    def seconds(self) -> float:
        return len(self.sound) / RATE


def voice_for(language: str) -> str | None:
    """The name of espeak-ng's voice for a language, or None where it has none that can be listened to."""
    return _VOICES.get(language) or _VOICES.get(base_language(language))


def speak(
    text: str,
    language: str,
    *,
    emotion: str,
    pace: str,
    pronunciation: Mapping[str, str],
    fit_seconds: float | None = None,
) -> Speech:
    """The text said in a language `voice_for` knows, faster if that makes it fit.

    Raises: MediaUnreadable if the language has no voice or the speaking process fails.
    """
    voice = voice_for(language)
    if voice is None or not text.split():
        raise MediaUnreadable(
            f"speech: {text!r} cannot be spoken in {language!r}; give words and a spoken language"
        )
    sayings = spoken(text, language, pronunciation=pronunciation)
    takes = _takes(" ".join(sayings), voice, emotion=emotion, rates=_rates(emotion, pace, fit=fit_seconds))
    fitting = (take for take in takes if fit_seconds is None or take.seconds <= fit_seconds)
    best = next(fitting, takes[-1])
    return Speech(
        sound=voiced(faded(best.sound, rise=0.004, fall=0.02)),
        words=_timed(text.split(), sayings, best),
        words_a_minute=best.rate,
        notes=_remarks(best, fit_seconds),
    )


def _rates(emotion: str, pace: str, *, fit: float | None) -> tuple[int, ...]:
    """Words a minute to try, the natural one first."""
    natural = min(FASTEST, round(_MANNERS.get(emotion, _MANNERS["warm"])[0] * _PACES.get(pace, 1.0)))
    if fit is None:
        return (natural,)
    return (*range(natural, FASTEST, 6), FASTEST)


def _remarks(take: _Take, fit: float | None) -> tuple[str, ...]:
    if fit is None or take.seconds <= fit:
        return ()
    lasts = f"narration lasts {take.seconds:.2f} s at {take.rate} words a minute"
    return (f"{lasts}, {fit:.2f} s are there; shorten it",)


def _takes(text: str, voice: str, *, emotion: str, rates: Sequence[int]) -> list[_Take]:
    """The same text at several rates, from one speaking process, slowest first."""
    _, pitch, span = _MANNERS.get(emotion, _MANNERS["warm"])
    gap = 2 if emotion in {"calm", "serious"} else 0
    asked = [
        {"text": text, "voice": voice, "rate": rate, "pitch": pitch, "range": span, "gap": gap}
        for rate in rates
    ]
    answers = _asked_child("".join(json.dumps(each) + "\n" for each in asked), expected=len(asked))
    return [_take(rate, answer) for rate, answer in zip(rates, answers, strict=True)]


def _asked_child(lines: str, *, expected: int) -> list[dict[str, object]]:
    command = [sys.executable, "-m", "astro_pipeline.media.speaking"]
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
        raise MediaUnreadable(f"espeak-ng ended with code {ended.returncode} and said: {said[0]}")
    return answers


def _take(rate: int, answer: dict[str, object]) -> _Take:
    with wave.open(io.BytesIO(base64.b64decode(str(answer["wav"])))) as file:
        steps = np.frombuffer(file.readframes(file.getnframes()), "<i2")
        dry = resampled(steps.astype(np.float32) / 32768, file.getframerate())
    sound, cut = trimmed(dry, margin=_EDGE)
    events = answer["words"]
    if not isinstance(events, list):
        raise MediaUnreadable(f"espeak-ng answered {events!r} for word times; reinstall espeakng-loader")
    starts = tuple((int(place), max(0.0, float(at) - cut)) for place, at in events)  # pyright: ignore[reportUnknownVariableType, reportUnknownArgumentType] -- pairs, from our own child
    return _Take(rate, sound, starts)


def _timed(tokens: Sequence[str], sayings: Sequence[str], take: _Take) -> tuple[SpokenWord, ...]:
    """Each token as it is displayed, from its first event to the next token or the pause before it."""
    starts = _increasing(_starts(sayings, take.starts), take.seconds)
    ends = [*starts[1:], take.seconds]
    level = levels_db(take.sound)
    return tuple(
        SpokenWord(text=token, start=round(start, 3), end=round(_end(level, start, end), 3))
        for token, start, end in zip(tokens, starts, ends, strict=True)
    )


def _starts(sayings: Sequence[str], events: Sequence[tuple[int, float]]) -> list[float | None]:
    """The first event inside each saying; None where espeak-ng reported none."""
    found: list[float | None] = []
    place = 0
    for saying in sayings:
        inside = [at for position, at in events if place <= position < place + len(saying)]
        found.append(min(inside) if inside else None)
        place += len(saying) + 1
    return found


def _increasing(found: Sequence[float | None], seconds: float) -> list[float]:
    """Times that rise strictly from 0: a token without an event takes its share of the gap it stands in."""
    known = [(place, at) for place, at in enumerate(found) if at is not None]
    rising = [(0, 0.0)]
    for place, at in known:
        if place and at > rising[-1][1]:
            rising.append((place, at))
    rising.append((len(found), seconds))
    places, times = zip(*rising, strict=True)
    return [float(at) for at in np.interp(range(len(found)), places, times)]


def _end(level: Samples, start: float, end: float) -> float:
    """Where the voice falls silent between two times, if it does for longer than a breath."""
    first, last = int(start * 400), min(len(level), int(end * 400))
    heard = np.flatnonzero(level[first:last] > level.max() - 38)
    silent_from = (first + int(heard[-1]) + 1) / 400 + 0.03 if len(heard) else end
    return silent_from if end - silent_from > 0.09 else end
