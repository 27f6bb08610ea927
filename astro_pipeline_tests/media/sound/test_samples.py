import io
import wave

import numpy as np
import pytest

from astro_pipeline.media.sound.samples import (
    RATE,
    Samples,
    add,
    band,
    clock,
    convolved,
    count,
    faded,
    gain,
    resampled,
    room,
    shaped,
    shelf,
    silence,
    stereo,
    wav,
)


def tone(frequency: float, seconds: float, *, rate: int = RATE) -> Samples:
    return np.sin(2 * np.pi * frequency * np.arange(round(seconds * rate)) / rate).astype(np.float32)


def level(sound: Samples) -> float:
    return float(20 * np.log10(np.sqrt((sound.astype(np.float64) ** 2).mean())))


@pytest.mark.parametrize(("frequency", "lost_db"), [(1000, 0.0), (100, 28.0), (12_000, 12.3)])
def test_a_pass_band_keeps_its_inside_and_takes_its_outside(frequency: float, lost_db: float) -> None:
    sound = tone(frequency, 1.0)

    passed = shaped(sound, band(500, 6000))

    inner = slice(RATE // 4, -RATE // 4)
    assert level(sound[inner]) - level(passed[inner]) == pytest.approx(lost_db, abs=0.3)


def test_a_filter_does_not_carry_the_end_round_to_the_start() -> None:
    sound = np.zeros(RATE, np.float32)
    sound[-200:] = 1.0

    passed = shaped(sound, shelf(300, 12.0))

    assert np.abs(passed[: RATE // 2]).max() < 1e-3


def test_resampling_keeps_pitch_level_and_length() -> None:
    spoken = tone(440, 1.0, rate=22_050)

    ours = resampled(spoken, 22_050)

    inner = slice(2000, -2000)
    assert len(ours) == RATE
    assert np.abs(ours[inner] - tone(440, 1.0)[inner]).max() < 2e-3


def test_a_sound_laid_before_the_bed_or_beyond_it_is_cut_off() -> None:
    bed = silence(1.0)

    add(bed, np.ones((count(0.5), 2), np.float32), at=-0.25)
    add(bed, np.ones((count(0.5), 2), np.float32), at=0.75)
    add(bed, np.ones((count(0.5), 2), np.float32), at=3.0)
    add(bed, np.ones((count(0.5), 2), np.float32), at=-3.0)

    assert bed[: count(0.25)].min() == bed[count(0.75) :].min() == 1.0
    assert bed[count(0.25) : count(0.75)].max() == 0.0


def test_panning_keeps_the_power() -> None:
    sound = tone(500, 0.1)

    powers = [float((stereo(sound, pan=pan) ** 2).sum()) for pan in (-1.0, -0.3, 0.0, 0.8)]

    assert powers == pytest.approx([powers[0]] * 4, rel=1e-4)


def test_fades_begin_and_end_in_silence_and_leave_the_middle() -> None:
    sound = faded(np.ones((RATE, 2), np.float32), rise=0.01, fall=0.1)

    assert np.abs(sound[[0, -1]]).max() < 1e-6
    assert sound[RATE // 2].tolist() == [1.0, 1.0]


def test_a_room_answers_after_the_sound_with_unit_energy() -> None:
    click = silence(0.5)
    click[0] = 1.0

    wet = convolved(click, room(0.3, low=200, high=5000, seed=3))

    assert float((wet**2).sum(axis=0).max()) == pytest.approx(1.0, rel=0.01)
    assert np.abs(wet[count(0.35) :]).max() < 1e-3


def test_wav_holds_16_bit_48_khz_and_the_sound_within_a_step() -> None:
    sound = stereo(tone(440, 0.2)) * np.float32(gain(-6))

    with wave.open(io.BytesIO(wav(sound, seed=1))) as file:
        shape = (file.getframerate(), file.getsampwidth(), file.getnchannels(), file.getnframes())
        read = np.frombuffer(file.readframes(file.getnframes()), "<i2").reshape(-1, 2) / 32767

    assert shape == (RATE, 2, 2, count(0.2))
    assert np.abs(read - sound).max() < 2.1 / 32767


def test_wav_gives_equal_bytes_for_equal_seeds_and_others_for_another() -> None:
    sound = stereo(clock(500) * 0.1)

    assert wav(sound, seed=5) == wav(sound, seed=5)
    assert wav(sound, seed=5) != wav(sound, seed=6)


def test_wav_clips_instead_of_wrapping() -> None:
    loud = np.full((100, 2), 3.0, np.float32)

    with wave.open(io.BytesIO(wav(loud, seed=1))) as file:
        read = np.frombuffer(file.readframes(100), "<i2")

    assert read.min() == 32767
