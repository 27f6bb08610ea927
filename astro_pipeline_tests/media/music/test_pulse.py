import numpy as np
import pytest

from astro_pipeline.media.music import compose
from astro_pipeline.media.music.pulse import onsets, pulse
from astro_pipeline.media.sound.effects import make
from astro_pipeline.media.sound.samples import Samples, add, silence


def clicks(beat: float, *, first: float = 0.3, seconds: float = 12) -> Samples:
    bed = silence(seconds)
    for at in np.arange(first, seconds - 0.5, beat):
        add(bed, make("pop", seed=1), at=float(at))
    return bed


@pytest.mark.parametrize("bpm", [72, 96, 120, 141])
def test_the_beat_of_strokes_is_found(bpm: float) -> None:
    found = pulse(clicks(60 / bpm))

    assert found is not None
    assert 60 / found.beat == pytest.approx(bpm, rel=0.01)
    late = (found.first - 0.3) % found.beat
    assert min(late, found.beat - late) < 0.02


@pytest.mark.parametrize("mood", ["driving", "uplifting", "playful", "warm"])
def test_the_beat_of_music_is_found_and_not_its_off_beat(mood: str) -> None:
    piece = compose(mood, energy=0.7, seconds=15, beats=(), seed=3)

    found = pulse(piece.sound)

    assert found is not None
    assert 60 / found.beat == pytest.approx(piece.bpm, rel=0.01)
    late = found.first % (60 / piece.bpm)
    assert min(late, 60 / piece.bpm - late) < 0.04


def test_what_has_no_beat_has_none() -> None:
    noise = 0.1 * np.random.default_rng(2).standard_normal((12 * 48_000, 2)).astype(np.float32)

    assert pulse(noise) is None


def test_onsets_are_where_strokes_begin() -> None:
    found = onsets(clicks(0.5, seconds=6))

    assert found == pytest.approx(np.arange(0.3, 5.5, 0.5), abs=0.012)
