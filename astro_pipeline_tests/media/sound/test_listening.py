from pathlib import Path

import numpy as np
import pytest

from astro_pipeline.errors import MediaUnreadable
from astro_pipeline.media.sound.listening import listen
from astro_pipeline.media.sound.samples import count, stereo, wav
from astro_pipeline_tests.media.sound.test_samples import tone


def test_our_own_wav_is_read_as_it_was_written(tmp_path: Path) -> None:
    sound = stereo(tone(440, 0.25)) * np.float32(0.5)
    path = tmp_path / "a.wav"
    path.write_bytes(wav(sound, seed=1))

    read = listen(path)

    assert read.shape == (count(0.25), 2)
    assert np.abs(read - sound).max() < 3 / 32768


def test_mono_comes_back_on_two_channels() -> None:
    read = listen(wav(tone(440, 0.1), seed=1))

    assert read.shape == (count(0.1), 2)
    assert np.array_equal(read[:, 0], read[:, 1])


def test_what_is_no_sound_is_refused() -> None:
    with pytest.raises(MediaUnreadable, match="cannot be decoded as sound"):
        listen(b"this is a letter, not a song" * 40)


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(MediaUnreadable, match=r"nothing\.wav"):
        listen(tmp_path / "nothing.wav")


def test_a_file_without_sound_is_refused() -> None:
    with pytest.raises(MediaUnreadable, match="holds no sound"):
        listen(wav(np.zeros((0, 2), np.float32), seed=1))
