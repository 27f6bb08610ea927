from functools import cache

import numpy as np
import pytest
from numpy.typing import NDArray

from astro_pipeline.errors import MediaUnreadable
from astro_pipeline.media.music import MOODS, Bed, compose
from astro_pipeline.media.music.drums import DRUMS
from astro_pipeline.media.music.form import fit
from astro_pipeline.media.music.instruments import INSTRUMENTS
from astro_pipeline.media.music.melody import choose_theme
from astro_pipeline.media.music.moods import CHORDS
from astro_pipeline.media.music.pulse import onsets
from astro_pipeline.media.music.score import voiced, write_score
from astro_pipeline.media.sound.loudness import true_peak_dbtp
from astro_pipeline.media.sound.samples import RATE, Samples, count
from astro_pipeline.media.sound.stereo import correlation


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
    assert loudness_between(sound, 5.95, 6.0) < -60


@cache
def film(mood: str, *, seed: int = 7) -> Bed:
    """A bed for 15 s whose logo comes at 11.6 s."""
    return compose(mood, energy=0.6, seconds=15, beats=(2.5, 5.2, 8.4, 11.6), seed=seed)


@pytest.mark.parametrize("mood", MOODS)
def test_the_music_arrives_on_the_logo(mood: str) -> None:
    for piece, logo in ((bed(mood), 4.0), (film(mood), 11.6)):
        breath = loudness_between(piece.sound, logo - 0.06, logo - 0.01)
        struck = loudness_between(piece.sound, logo, logo + 0.15)

        assert piece.hit == pytest.approx(logo)
        assert np.abs(onsets(piece.sound) - logo).min() <= 0.04
        assert struck > breath + 2


@pytest.mark.parametrize("mood", MOODS)
def test_every_section_is_louder_than_the_one_before(mood: str) -> None:
    piece = film(mood)

    intro, build, full, hit = piece.sections[:4]
    levels = [
        loudness_between(piece.sound, *span) for span in ((intro, build), (build, full), (hit, piece.final))
    ]

    assert levels[1] > levels[0] + 1.5
    assert levels[2] > levels[1] + 0.5
    assert levels[2] < levels[0] + 12, "the opening must be heard"


@pytest.mark.parametrize("mood", MOODS)
def test_the_last_chord_rings_out_within_the_film(mood: str) -> None:
    piece = film(mood)

    assert 0.9 <= 15 - piece.final <= 3.2
    assert loudness_between(piece.sound, 14.95, 15) < -40
    assert loudness_between(piece.sound, piece.final, piece.final + 0.5) > -24


@pytest.mark.parametrize("mood", MOODS)
def test_a_bed_is_wide_rests_at_zero_and_never_falls_silent(mood: str) -> None:
    piece = film(mood)
    sound = piece.sound.astype(np.float64)
    crest = 20 * np.log10(np.abs(sound).max() / np.sqrt((sound**2).mean()))
    blocks = count(piece.final) // 4800
    tenths = [float((sound[4800 * n : 4800 * (n + 1)] ** 2).mean()) for n in range(2, blocks)]

    assert 0.5 <= correlation(piece.sound.astype(np.float32)) <= 0.9
    assert 9 <= crest <= 16
    assert np.abs(sound.mean(axis=0)).max() < 0.001
    assert 10 * np.log10(min(tenths)) > -45


def character(mood: str) -> NDArray[np.float64]:
    """Tempo, brightness, strokes a second, share of lows, and the pitches' profile from the tonic up."""
    piece = film(mood)
    middle = piece.sound.mean(axis=1)
    power = np.abs(np.fft.rfft(middle)) ** 2
    pitch = np.fft.rfftfreq(len(middle), 1 / RATE)
    centre = float((np.sqrt(power) * pitch).sum() / np.sqrt(power).sum())
    lows = float(power[pitch < 120].sum() / power.sum())
    heard = (pitch > 60) & (pitch < 1500)
    notes = np.round(12 * np.log2(pitch[heard] / 440)).astype(int) % 12
    profile = np.bincount(notes, power[heard], minlength=12)
    strokes = len(onsets(piece.sound)) / 15
    return np.array([piece.bpm / 15, np.log2(centre) * 3, strokes, lows * 6, *(profile / profile.max())])


def test_no_two_moods_sound_alike() -> None:
    known = {mood: character(mood) for mood in MOODS}

    apart = {
        (one, other): float(np.linalg.norm(known[one] - known[other]))
        for one in MOODS
        for other in MOODS
        if one < other
    }

    assert len(MOODS) >= 6
    assert min(apart.values()) > 1.0, min(apart, key=lambda pair: apart[pair])


def test_another_seed_keeps_the_moods_tempo() -> None:
    again = compose("driving", energy=0.6, seconds=15, beats=(2.5, 5.2, 8.4, 11.6), seed=8)

    assert again.bpm == film("driving").bpm
    assert not np.array_equal(again.sound, film("driving").sound)


@pytest.mark.parametrize("instrument", INSTRUMENTS)
@pytest.mark.parametrize("pitch", [110.0, 523.3])
def test_a_note_begins_and_ends_in_silence(instrument: str, pitch: float) -> None:
    note = INSTRUMENTS[instrument](pitch, 0.4)

    assert np.abs(note[[0, -1]]).max() < 1e-3
    assert 0.1 < np.abs(note).max() < 4


@pytest.mark.parametrize("drum", DRUMS)
def test_a_stroke_begins_and_ends_in_silence_and_differs_from_the_next(drum: str) -> None:
    strokes = [DRUMS[drum](np.random.default_rng(seed)) for seed in (1, 2)]

    assert np.abs(strokes[0][[0, -1]]).max() < 2e-3
    assert drum == "kick" or not np.array_equal(strokes[0], strokes[1])


def test_voices_move_by_small_steps() -> None:
    for mood in MOODS.values():
        theme = choose_theme(mood, seed=4)
        previous: tuple[int, ...] = ()
        for root, quality in theme.progression * 2:
            chord = [theme.key + root + step for step in CHORDS[quality]]
            voices = voiced(chord, previous)
            steps = [min(abs(pitch - other) for other in previous) for pitch in voices] if previous else [0]
            assert sum(steps) / len(steps) <= 2.5
            assert {pitch % 12 for pitch in voices} <= {pitch % 12 for pitch in chord}
            assert 52 <= min(voices) <= max(voices) <= 75
            previous = voices


def test_seeds_change_key_harmony_groove_or_motif() -> None:
    for mood in MOODS.values():
        themes = [choose_theme(mood, seed=seed) for seed in range(12)]

        assert len(set(themes)) == 12
        assert len({theme.groove for theme in themes}) == len(mood.grooves)
        assert len({theme.key for theme in themes}) >= 3


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

    for seconds in (15, 30, 60):
        form = fit(seconds, (), tempo=mood.tempo, energy=0.4)
        notes = write_score(mood, form, theme=theme, energy=0.4, seed=5)
        full = next(bar for number, bar in enumerate(form.bars) if bar.level == 2 and number % 4 == 0)
        inside = full.start - 0.02, full.start + 4 * form.beat - 0.02
        motif = [note for note in notes if note.part == "lead" and inside[0] <= note.start < inside[1]]
        places = [round((note.start - full.start) / form.beat * 4 - 0.05) for note in motif]
        assert places == list(theme.rhythm)


@pytest.mark.parametrize("mood", MOODS)
def test_every_note_lies_within_the_piece(mood: str) -> None:
    way = MOODS[mood]
    form = fit(15, (2.5, 5.2, 8.4, 11.6), tempo=way.tempo, energy=0.9)

    notes = write_score(way, form, theme=choose_theme(way, seed=2), energy=0.9, seed=2)

    assert all(0 <= note.start < 15 and note.seconds > 0 for note in notes)
    assert {note.part for note in notes} | {"drums"} == {"pad", "chords", "lead", "bass", "drums"}
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
