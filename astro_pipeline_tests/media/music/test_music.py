from functools import cache

import numpy as np
import pytest

from astro_pipeline.errors import MediaUnreadable
from astro_pipeline.media.loudness import true_peak_dbtp
from astro_pipeline.media.music import MOODS, Bed, compose
from astro_pipeline.media.music.form import fit
from astro_pipeline.media.music.score import choose_theme, write_score
from astro_pipeline.media.sound import RATE, Samples, count


@cache
def bed(mood: str = "uplifting", *, energy: float = 0.6, seed: int = 7) -> Bed:
    return compose(mood, energy=energy, seconds=6, beats=(2.2, 4.0), seed=seed)


def loudness_between(sound: Samples, start: float, end: float) -> float:
    part = sound[count(start) : count(end)].astype(np.float64)
    return float(10 * np.log10((part**2).mean() + 1e-12))


@pytest.mark.parametrize("mood", MOODS)
def test_a_bed_is_exactly_as_long_as_asked_and_never_clips(mood: str) -> None:
    sound = bed(mood).sound

    assert sound.shape == (6 * RATE, 2)
    assert np.abs(sound).max() == pytest.approx(10 ** (-2.5 / 20), abs=1e-3)
    assert true_peak_dbtp(sound.astype(np.float32)) < -1.0


@pytest.mark.parametrize("mood", MOODS)
def test_a_bed_begins_and_ends_without_a_click(mood: str) -> None:
    sound = bed(mood).sound

    assert np.abs(sound[0]).max() < 1e-4
    assert np.abs(sound[-1]).max() < 1e-4
    assert loudness_between(sound, 5.95, 6.0) < loudness_between(sound, 4.0, 5.0) - 12


@pytest.mark.parametrize("mood", MOODS)
def test_the_music_arrives_on_the_logo(mood: str) -> None:
    piece = bed(mood)

    before = loudness_between(piece.sound, 0.0, 1.0)
    after = loudness_between(piece.sound, piece.hit, piece.hit + 0.6)

    assert piece.hit == pytest.approx(4.0)
    assert after > before


def test_lows_are_mono_and_highs_are_wide() -> None:
    sound = bed().sound
    spectrum = (
        np.abs(np.fft.rfft(np.stack([sound.mean(axis=1), (sound[:, 0] - sound[:, 1]) / 2]), axis=1)) ** 2
    )
    frequency = np.fft.rfftfreq(len(sound), 1 / RATE)

    low, high = frequency < 90, (frequency > 2000) & (frequency < 8000)

    assert spectrum[1, low].sum() < 0.01 * spectrum[0, low].sum()
    assert spectrum[1, high].sum() > 0.05 * spectrum[0, high].sum()


def test_a_seed_repeats_its_piece_and_another_seed_is_another() -> None:
    first, other = bed(), bed(seed=8)
    again = bed.__wrapped__()

    assert np.array_equal(first.sound, again.sound)
    assert not np.array_equal(first.sound, other.sound)


def test_moods_do_not_sound_alike() -> None:
    calm, driving = bed("calm"), bed("driving")

    lows = [float(np.abs(np.fft.rfft(piece.sound.mean(axis=1)))[120:480].sum()) for piece in (calm, driving)]

    assert driving.bpm > calm.bpm + 20
    assert lows[1] > 1.5 * lows[0]


def test_one_theme_serves_every_length() -> None:
    mood = MOODS["warm"]
    theme = choose_theme(mood, seed=5)

    short, long = (
        {note.pitch % 12 for note in write_score(mood, fit(seconds, (), tempo=mood.tempo, energy=0.6),
         theme=theme, energy=0.6, seed=5) if note.part == "lead"}
        for seconds in (15, 30)
    )  # fmt: skip

    assert short == long


@pytest.mark.parametrize("mood", MOODS)
def test_every_note_lies_within_the_piece(mood: str) -> None:
    way = MOODS[mood]
    form = fit(15, (2.5, 5.2, 8.4, 11.6), tempo=way.tempo, energy=0.9)

    notes = write_score(way, form, theme=choose_theme(way, seed=2), energy=0.9, seed=2)

    assert all(0 <= note.start < 15 and note.seconds > 0 for note in notes)
    assert {note.part for note in notes} == {"pad", "chords", "lead", "bass", "drums"}
    assert all(30 <= note.pitch <= 103 for note in notes if note.part != "drums")


def test_more_energy_means_more_strokes() -> None:
    way = MOODS["uplifting"]
    form = fit(15, (), tempo=way.tempo, energy=0.5)

    calm, lively = (
        sum(
            note.part == "drums"
            for note in write_score(way, form, theme=choose_theme(way, seed=2), energy=energy, seed=2)
        )
        for energy in (0.2, 0.9)
    )

    assert lively > 1.2 * calm


def test_an_unknown_mood_is_refused_with_the_known_ones() -> None:
    with pytest.raises(MediaUnreadable, match="'grumpy' is not known; choose one of uplifting"):
        bed("grumpy")


def test_a_piece_under_four_seconds_is_refused() -> None:
    with pytest.raises(MediaUnreadable, match="too short"):
        compose("calm", energy=0.5, seconds=2, beats=(), seed=1)
