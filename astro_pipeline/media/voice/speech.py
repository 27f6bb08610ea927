"""A scene's narration: spoken as directed by a voice of this machine, treated, and timed word by word."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import ceil

import numpy as np

from astro_pipeline.domain.media import SpokenWord
from astro_pipeline.errors import MediaUnreadable
from astro_pipeline.media.sound.samples import RATE, Samples, count, faded
from astro_pipeline.media.voice.aligning import rising, timed, token_starts, word_starts
from astro_pipeline.media.voice.directing import FASTEST, Direction, Phrase, directed, phrased
from astro_pipeline.media.voice.espeak import Espeak
from astro_pipeline.media.voice.pronouncing import spoken
from astro_pipeline.media.voice.recording import Recording, Voice
from astro_pipeline.media.voice.tongues import espeak_name, why_unspoken
from astro_pipeline.media.voice.voicing import trimmed, voiced

_EDGE = 0.06
"""Seconds of silence before and behind the voice."""
_FADE = 0.01
_ATTEMPTS = 4
"""How often a text is spoken until it fits; the last time at the limit."""


@dataclass(frozen=True, slots=True)
class Speech:
    """A spoken text: stereo sound, the times of its words, what a listener should know."""

    sound: Samples
    words: tuple[SpokenWord, ...]
    words_a_minute: int
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Script:
    """What is to be said: the written words, their sayings, and in which phrases."""

    tokens: tuple[str, ...]
    sayings: tuple[str, ...]
    phrases: tuple[Phrase, ...]
    language: str


@dataclass(frozen=True, slots=True)
class _Take:
    rate: int
    sound: Samples
    starts: tuple[float, ...]

    @property
    def seconds(self) -> float:
        return len(self.sound) / RATE


def speak(
    text: str,
    language: str,
    *,
    emotion: str,
    pace: str,
    pronunciation: Mapping[str, str],
    fit_seconds: float | None = None,
    closing: bool = False,
    voice: Voice | None = None,
) -> Speech:
    """The text as directed, faster if that makes it fit; by espeak-ng unless a voice is given.

    With `closing`, its last sentence is the call to action: a breath is taken before it.
    Raises: MediaUnreadable if there is no word, no voice for the language, or the program fails.
    """
    voice = voice or draft_voice(language)
    script = _script(text, language, voice, pronunciation=pronunciation, closing=closing)
    take = _fitting(script, voice, directed(emotion, pace), fit=fit_seconds)
    return Speech(
        sound=voiced(take.sound),
        words=timed(script.tokens, take.starts, take.sound),
        words_a_minute=take.rate,
        notes=_remarks(take, fit_seconds),
    )


def draft_voice(language: str) -> Voice:
    """Espeak-ng's voice for a language.

    Raises: MediaUnreadable where it has none that can be listened to.
    """
    name = espeak_name(language)
    if name is None:
        raise MediaUnreadable(why_unspoken(language))
    return Espeak(name)


def _script(
    text: str, language: str, voice: Voice, *, pronunciation: Mapping[str, str], closing: bool
) -> _Script:
    tokens = tuple(text.split())
    sayings = spoken(text, language, pronunciation=pronunciation, phonemes=voice.phonemes)
    phrases = phrased(tokens, sayings, unit=voice.unit, closing=closing) if tokens else ()
    if not phrases:
        raise MediaUnreadable(f"speech: {text!r} cannot be spoken; give words")
    return _Script(tokens, sayings, phrases, language)


def _fitting(script: _Script, voice: Voice, direction: Direction, *, fit: float | None) -> _Take:
    """The first take that fits, each faster than the one before; the fastest where none does."""
    take = _take(script, voice, direction)
    for attempt in range(1, _ATTEMPTS):
        if fit is None or take.seconds <= fit or take.rate >= FASTEST:
            break
        wanted = FASTEST if attempt == _ATTEMPTS - 1 else ceil(take.rate * take.seconds / fit * 1.01)
        take = _take(script, voice, direction.faster(min(FASTEST, max(take.rate + 1, wanted))))
    return take


def _remarks(take: _Take, fit: float | None) -> tuple[str, ...]:
    if fit is None or take.seconds <= fit:
        return ()
    lasts = f"narration lasts {take.seconds:.2f} s at {take.rate} words a minute"
    return (f"{lasts}, {fit:.2f} s are there; shorten it",)


def _take(script: _Script, voice: Voice, direction: Direction) -> _Take:
    """The phrases spoken and joined with the direction's rests."""
    recordings = voice.say([phrase.text for phrase in script.phrases], direction.manner)
    pieces = [np.zeros(count(_EDGE), np.float32)]
    starts: list[float | None] = [None] * len(script.tokens)
    for phrase, recording in zip(script.phrases, recordings, strict=True):
        at = sum(map(len, pieces)) / RATE
        sound, cut = trimmed(recording.sound, margin=_FADE)
        for place, start in enumerate(_starts(script, phrase, recording)):
            starts[phrase.first + place] = None if start is None else at + max(0.0, start - cut)
        rest = np.zeros(count(direction.seconds(phrase.rest)), np.float32)
        pieces += [faded(sound, rise=_FADE, fall=_FADE), rest]
    whole = np.concatenate([*pieces, np.zeros(count(_EDGE), np.float32)])
    return _Take(direction.manner.words_a_minute, whole, tuple(rising(starts, len(whole) / RATE)))


def _starts(script: _Script, phrase: Phrase, recording: Recording) -> Sequence[float | None]:
    """When the phrase's tokens begin in its recording: as the voice says, else as the sound shows."""
    if recording.starts is not None:
        return token_starts(phrase.sayings, recording.starts)
    tokens = script.tokens[phrase.first : phrase.first + len(phrase.sayings)]
    return word_starts(recording.sound, tokens, phrase.sayings, language=script.language)
