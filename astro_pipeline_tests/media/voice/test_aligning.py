from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
import pytest

from astro_pipeline.domain.media import SpokenWord
from astro_pipeline.media.sound.samples import RATE, Samples
from astro_pipeline.media.voice.aligning import align, token_starts
from astro_pipeline.media.voice.espeak import Espeak
from astro_pipeline.media.voice.pronouncing import spoken
from astro_pipeline.media.voice.recording import Manner

TEXTS = (
    ("en", "Meet Northbrew. Cold brew, steeped for eighteen hours, from single-origin beans. Get 20% off."),
    ("en", "Your rent just went out, and there are nine days to go. Paceline shows one number: yours."),
    ("fr", "Votre loyer vient de partir, et il reste neuf jours. Essayez, dès 24,90 € par mois."),
    ("fr", "Le café froid, infusé dix-huit heures. Doux, jamais amer. Commandez aujourd'hui."),
    ("de", "Kalter Kaffee, achtzehn Stunden gezogen. Mild, niemals bitter. Bestellen Sie noch heute."),
    ("de", "Die Miete ist weg, und es bleiben neun Tage. Eine Zahl zeigt, was wirklich übrig ist."),
)
SPEAKERS = {
    "en": (("en-us+f3", 175, 1.0), ("en-gb-scotland", 145, -1.0), ("en-us+klatt4", 160, 0.0)),
    "fr": (("fr+f2", 170, 2.0), ("fr-be+m4", 135, -2.0), ("fr-ch", 160, 0.0)),
    "de": (("de+f3", 175, 2.0), ("de+m5", 130, -2.0), ("de+klatt2", 155, 0.0)),
}


@dataclass(frozen=True, slots=True)
class Told:
    """A text spoken by another voice than the aligner's own, which says when its words begin."""

    text: str
    language: str
    sound: Samples
    starts: tuple[float | None, ...]


def told(text: str, language: str, speaker: tuple[str, int, float]) -> Told:
    name, rate, semitones = speaker
    sayings = spoken(text, language, pronunciation={})
    recording = Espeak(name).say([" ".join(sayings)], Manner(rate, semitones=semitones))[0]
    assert recording.starts is not None
    return Told(text, language, recording.sound, tuple(token_starts(sayings, recording.starts)))


def errors(words: Sequence[SpokenWord], starts: Sequence[float | None]) -> list[float]:
    # The first word is displayed from 0 on.
    return [abs(word.start - at) for word, at in list(zip(words, starts, strict=True))[1:] if at is not None]


@pytest.fixture(scope="module")
def tellings() -> list[Told]:
    return [told(text, language, speaker) for language, text in TEXTS for speaker in SPEAKERS[language]]


@pytest.fixture(scope="module")
def found(tellings: list[Told]) -> list[tuple[SpokenWord, ...]]:
    return [align(each.sound, RATE, each.text, each.language) for each in tellings]


def test_words_are_found_where_other_voices_say_them(
    tellings: list[Told], found: list[tuple[SpokenWord, ...]]
) -> None:
    off = [e for each, words in zip(tellings, found, strict=True) for e in errors(words, each.starts)]

    assert len(off) > 150
    assert np.mean(off) <= 0.06
    assert np.percentile(off, 95) <= 0.15


def test_times_that_lag_by_three_tenths_are_told_apart(
    tellings: list[Told], found: list[tuple[SpokenWord, ...]]
) -> None:
    for each, words in zip(tellings, found, strict=True):
        late = [None if at is None else at + 0.3 for at in each.starts]

        assert np.mean(errors(words, each.starts)) < 0.09
        assert np.mean(errors(words, late)) > 0.2


def test_every_written_token_is_found_in_rising_order(found: list[tuple[SpokenWord, ...]]) -> None:
    for words, (_, text) in zip(found[::3], TEXTS, strict=True):
        assert [word.text for word in words] == text.split()
        assert all(one.start < two.start and one.end <= two.start for one, two in pairwise(words))


def test_stereo_at_another_rate_is_found_alike(tellings: list[Told]) -> None:
    each = tellings[0]
    slow = each.sound[::3]

    words = align(np.stack([slow, slow], axis=1), RATE // 3, each.text, each.language)

    assert np.mean(errors(words, each.starts)) < 0.06


def test_a_language_without_a_reader_takes_time_by_its_letters(tellings: list[Told]) -> None:
    each = tellings[3]

    words = align(each.sound, RATE, each.text, "ja")

    assert np.mean(errors(words, each.starts)) < 0.25


def test_silence_shares_its_time_evenly() -> None:
    words = align(np.zeros(RATE, np.float32), RATE, "one two", "en")

    assert [word.start for word in words] == [0.0, 0.5]
