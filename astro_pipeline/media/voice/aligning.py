"""When each word is said, found in the sound: for voices that do not tell.

The pauses of the sound are matched to the phrase ends of the text; between two matched pauses words
take the shares of time espeak-ng gives them, counted over speech and not over silence.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import inf, log

import numpy as np

from astro_pipeline.domain.media import SpokenWord
from astro_pipeline.media.sound.samples import RATE, Samples, resampled
from astro_pipeline.media.voice.directing import Phrase, Rest, phrased
from astro_pipeline.media.voice.espeak import Espeak
from astro_pipeline.media.voice.pronouncing import spoken
from astro_pipeline.media.voice.recording import Manner, Recording
from astro_pipeline.media.voice.tongues import espeak_name
from astro_pipeline.media.voice.voicing import levels_db

_STEP = 400
"""Levels a second, as `levels_db` gives them."""
_LEAST_PAUSE = 0.06
_QUIET_DB = 34
"""How far under its loudest a voice counts as silent."""
_MISSED: dict[Rest, float] = {"none": 0.0, "comma": 0.25, "dash": 0.3, "sentence": 1.2, "breath": 1.2}
"""What it costs to find no pause at such a phrase end."""
_UNEXPLAINED = 1.6
"""What a second of pause costs where the text has none."""
_REFERENCE = Manner(160)


@dataclass(frozen=True, slots=True)
class _Expected:
    """A phrase as it should last: seconds of speech, and where its tokens begin in it."""

    phrase: Phrase
    seconds: float
    starts: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class _Heard:
    """Speech from its beginning to its end, and the pauses in it, in seconds."""

    start: float
    end: float
    pauses: tuple[tuple[float, float], ...]


def align(samples: Samples, rate: int, text: str, language: str) -> tuple[SpokenWord, ...]:
    """When each word of a text, as it is written, is said in a sound; mono or stereo.

    Exact to some tens of milliseconds where the sound pauses at the text's commas and stops. Where
    espeak-ng does not read the language, words take time by their letters.
    """
    mono = samples if samples.ndim == 1 else samples.mean(axis=1)
    sound = resampled(mono.astype(np.float32), rate) if rate != RATE else mono.astype(np.float32)
    tokens, sayings = text.split(), spoken(text, language, pronunciation={}, phonemes=True)
    return timed(tokens, word_starts(sound, tokens, sayings, language=language), sound)


def word_starts(
    sound: Samples, tokens: Sequence[str], sayings: Sequence[str], *, language: str
) -> list[float]:
    """When each token begins in a mono sound at 48 kHz, in seconds, rising."""
    expected = _expected(tokens, sayings, language)
    heard = _speech(sound)
    if heard is None or not expected:
        return rising([None] * len(tokens), len(sound) / RATE)
    found: list[float | None] = [None] * len(tokens)
    for group, start, end in _groups(expected, heard):
        for token, at in _placed(group, start, end, pauses=heard.pauses):
            found[token] = at
    return rising(found, len(sound) / RATE)


def timed(tokens: Sequence[str], starts: Sequence[float], sound: Samples) -> tuple[SpokenWord, ...]:
    """Each token as it is displayed, from its start to the next token or the pause before it."""
    seconds = len(sound) / RATE
    level = levels_db(sound)
    return tuple(
        SpokenWord(text=token, start=round(start, 3), end=round(_end(level, start, end), 3))
        for token, start, end in zip(tokens, starts, [*starts[1:], seconds], strict=True)
    )


def token_starts(sayings: Sequence[str], events: Sequence[tuple[int, float]]) -> list[float | None]:
    """The first event inside each saying; None where the voice reported none."""
    found: list[float | None] = []
    place = 0
    for saying in sayings:
        inside = [at for position, at in events if place <= position < place + len(saying)]
        found.append(min(inside) if inside else None)
        place += len(saying) + 1
    return found


def rising(found: Sequence[float | None], seconds: float) -> list[float]:
    """Times that rise strictly from 0: a token without one takes its share of the gap it stands in."""
    known = [(0, 0.0)]
    for place, at in enumerate(found):
        if place and at is not None and known[-1][1] < at < seconds:
            known.append((place, at))
    known.append((len(found), seconds))
    places, times = zip(*known, strict=True)
    return [float(at) for at in np.interp(range(len(found)), places, times)]


def _expected(tokens: Sequence[str], sayings: Sequence[str], language: str) -> list[_Expected]:
    phrases = phrased(tokens, sayings, unit="clause", closing=False)
    name = espeak_name(language)
    if name is None:
        return [_by_letters(phrase) for phrase in phrases]
    recordings = Espeak(name).say([phrase.text for phrase in phrases], _REFERENCE)
    return [_by_ear(phrase, recording) for phrase, recording in zip(phrases, recordings, strict=True)]


def _by_letters(phrase: Phrase) -> _Expected:
    letters = [sum(map(str.isalnum, saying)) + 0.5 for saying in phrase.sayings]
    begins = np.concatenate([[0.0], np.cumsum(letters)]) * 0.06
    return _Expected(phrase, float(begins[-1]), tuple(begins[:-1].tolist()))


def _by_ear(phrase: Phrase, recording: Recording) -> _Expected:
    """As espeak-ng says it, its own pauses not counted."""
    heard = _speech(recording.sound) or _Heard(0.0, recording.seconds, ())
    wall, spoken_by = _clock(heard.start, heard.end, heard.pauses)
    found = rising(token_starts(phrase.sayings, recording.starts or ()), heard.end)
    return _Expected(
        phrase, max(0.05, float(spoken_by[-1])), tuple(float(np.interp(at, wall, spoken_by)) for at in found)
    )


def _speech(sound: Samples) -> _Heard | None:
    """Where a voice speaks and where it pauses, by its level; None for silence."""
    level = levels_db(sound)
    if not len(level) or level.max() < -80:
        return None
    loud = np.flatnonzero(np.convolve(level > level.max() - _QUIET_DB, np.ones(5), "same") >= 2)
    gaps = [(int(one) + 1, int(two)) for one, two in pairwise(loud) if two - one > _LEAST_PAUSE * _STEP]
    pauses = tuple((one / _STEP, two / _STEP) for one, two in gaps)
    return _Heard(int(loud[0]) / _STEP, (int(loud[-1]) + 1) / _STEP, pauses)


def _groups(expected: Sequence[_Expected], heard: _Heard) -> Iterator[tuple[list[_Expected], float, float]]:
    """Phrases that are spoken between two matched pauses, with the times between which they are."""
    first, start = 0, heard.start
    for ends, pause in _matched(expected, heard):
        yield list(expected[first:ends]), start, heard.pauses[pause][0]
        first, start = ends, heard.pauses[pause][1]
    yield list(expected[first:]), start, heard.end


def _matched(expected: Sequence[_Expected], heard: _Heard) -> list[tuple[int, int]]:
    """Which phrase ends fall on which pauses, by the cheapest path: (phrases before it, pause)."""
    silence = sum(two - one for one, two in heard.pauses)
    pace = max(0.05, heard.end - heard.start - silence) / sum(each.seconds for each in expected)
    ends = range(1, len(expected))
    best: dict[tuple[int, int], tuple[float, tuple[int, int] | None]] = {(0, -1): (0.0, None)}
    for here in [*((end, pause) for end in ends for pause in range(len(heard.pauses))), _LAST]:
        costs = (
            (cost + _cost(expected, heard, before, here, pace=pace), before)
            for before, (cost, _) in best.items()
            if before[0] < (here[0] or len(expected)) and (here == _LAST or before[1] < here[1])
        )
        best[here] = min(costs, default=(inf, None))
    path: list[tuple[int, int]] = []
    step = best[_LAST][1]
    while step is not None and step[0]:
        path.append(step)
        step = best[step][1]
    return path[::-1]


_LAST = (0, -2)
"""The end of the text and of the sound."""


def _cost(
    expected: Sequence[_Expected],
    heard: _Heard,
    before: tuple[int, int],
    here: tuple[int, int],
    *,
    pace: float,
) -> float:
    """How badly the phrases between two matched ends fit the speech between the two pauses."""
    phrases = expected[before[0] : None if here == _LAST else here[0]]
    first, last = before[1] + 1, len(heard.pauses) if here == _LAST else here[1]
    start = heard.pauses[before[1]][1] if before[0] else heard.start
    end = heard.end if here == _LAST else heard.pauses[last][0]
    silent = sum(two - one for one, two in heard.pauses[first:last])
    lasts, wanted = max(0.02, end - start - silent), pace * sum(each.seconds for each in phrases)
    missed = sum(_MISSED[each.phrase.rest] for each in phrases[:-1])
    return abs(log(lasts / wanted)) * wanted * 4 + missed + silent * _UNEXPLAINED


def _placed(
    group: Sequence[_Expected], start: float, end: float, *, pauses: Sequence[tuple[float, float]]
) -> Iterator[tuple[int, float]]:
    """The tokens of some phrases with their times, in proportion over the speech between two times."""
    wall, spoken_by = _clock(start, end, pauses)
    scale = float(spoken_by[-1]) / sum(each.seconds for each in group)
    gone = 0.0
    for each in group:
        for place, at in enumerate(each.starts):
            yield each.phrase.first + place, float(np.interp((gone + at) * scale, spoken_by, wall))
        gone += each.seconds


def _clock(start: float, end: float, pauses: Sequence[tuple[float, float]]) -> tuple[Samples, Samples]:
    """Times on the wall and the seconds spoken by then, which stand still in pauses."""
    inside = [(one, two) for one, two in pauses if start < one and two < end]
    wall = np.array([start, *(at for pause in inside for at in pause), end])
    lasts = [1e-6 if place % 2 else two - one for place, (one, two) in enumerate(pairwise(wall.tolist()))]
    return wall, np.concatenate([[0.0], np.cumsum(lasts)])


def _end(level: Samples, start: float, end: float) -> float:
    """Where the voice falls silent between two times, if it does for longer than a breath."""
    first, last = int(start * _STEP), min(len(level), int(end * _STEP))
    heard = np.flatnonzero(level[first:last] > level.max() - 38)
    silent_from = (first + int(heard[-1]) + 1) / _STEP + 0.03 if len(heard) else end
    return silent_from if end - silent_from > 0.09 else end
