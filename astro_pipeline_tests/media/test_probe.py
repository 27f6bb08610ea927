from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from astro_pipeline.errors import MediaUnreadable
from astro_pipeline.media.hearing import probe_sound
from astro_pipeline.media.probe import probe_film, probe_picture
from astro_pipeline_tests.media.samples import tone, write_film, write_picture, write_wav


@pytest.mark.parametrize(
    ("name", "form"),
    [("photo.png", "png"), ("photo.jpg", "jpg"), ("photo.webp", "webp"), ("liar.jpg", "png")],
)
def test_a_picture_is_told_by_its_bytes_and_not_by_its_name(tmp_path: Path, name: str, form: str) -> None:
    path = write_picture(tmp_path / (name if name != "liar.jpg" else "liar.png"), (40, 30))
    path = path.rename(tmp_path / name)

    facts = probe_picture(path)

    assert (facts.format, facts.width, facts.height) == (form, 40, 30)
    assert facts.bytes == path.stat().st_size


def test_an_empty_picture_has_no_spread_and_a_drawn_one_has(tmp_path: Path) -> None:
    assert probe_picture(write_picture(tmp_path / "blank.png", blank=True)).spread == 0
    assert probe_picture(write_picture(tmp_path / "drawn.png")).spread > 10


def test_a_picture_cut_short_cannot_be_read(tmp_path: Path) -> None:
    path = write_picture(tmp_path / "photo.png")
    path.write_bytes(path.read_bytes()[:-400])

    with pytest.raises(MediaUnreadable, match=r"photo\.png"):
        probe_picture(path)


def test_a_format_we_do_not_open_cannot_be_read(tmp_path: Path) -> None:
    Image.new("RGB", (4, 4)).save(tmp_path / "photo.gif")

    with pytest.raises(MediaUnreadable, match="PNG, JPEG or WebP"):
        probe_picture(tmp_path / "photo.gif")


def test_a_picture_of_too_many_pixels_is_not_opened(tmp_path: Path) -> None:
    Image.new("1", (10_000, 6_001)).save(tmp_path / "huge.png")

    with pytest.raises(MediaUnreadable, match="10000x6001"):
        probe_picture(tmp_path / "huge.png")


def test_a_film_is_measured_on_the_file(tmp_path: Path) -> None:
    path = write_film(tmp_path / "film.mp4", (96, 64), frames=30, sound=tone(1.0))

    facts = probe_film(path)

    assert (facts.codec, facts.pixel_format, facts.width, facts.height) == ("h264", "yuv420p", 96, 64)
    assert facts.rate == pytest.approx(29.97, abs=0.001)
    assert facts.seconds == pytest.approx(1.001, abs=0.001)
    assert (facts.watched.frames, facts.watched.steady) == (30, True)
    assert facts.colours == (1, 1, 1)
    assert (facts.faststart, facts.edit_list, facts.sound_codec) == (True, False, "aac")
    assert facts.watched.black == ()
    assert facts.watched.frozen == ()


def test_a_film_without_faststart_tags_and_sound_says_so(tmp_path: Path) -> None:
    facts = probe_film(write_film(tmp_path / "film.mp4", faststart=False, tagged=False))

    assert facts.faststart is False
    assert facts.colours != (1, 1, 1)
    assert facts.sound_codec is None


def test_a_black_film_is_black_and_frozen_from_beginning_to_end(tmp_path: Path) -> None:
    facts = probe_film(write_film(tmp_path / "film.mp4", frames=30, black=True))

    assert facts.watched.mean_luma < 20
    assert facts.watched.black == (pytest.approx((0.0, 1.001), abs=0.002),)
    assert facts.watched.frozen == (pytest.approx((0.0, 1.001), abs=0.002),)


def test_a_hole_in_the_clock_is_an_unsteady_rate(tmp_path: Path) -> None:
    assert probe_film(write_film(tmp_path / "film.mp4", frames=12, skip=6)).watched.steady is False


def test_a_deep_colour_film_is_watched_as_well(tmp_path: Path) -> None:
    facts = probe_film(write_film(tmp_path / "film.mp4", pixel_format="yuv420p10le"))

    assert facts.pixel_format == "yuv420p10le"
    assert 40 < facts.watched.mean_luma < 220


def test_a_film_with_broken_frames_cannot_be_read(tmp_path: Path) -> None:
    path = write_film(tmp_path / "film.mp4", frames=30)
    content = bytearray(path.read_bytes())
    start = content.index(b"mdat") + 1200
    content[start : start + 400] = bytes(400)
    path.write_bytes(content)

    with pytest.raises(MediaUnreadable, match=r"film\.mp4"):
        probe_film(path)


def test_a_film_whose_end_is_cut_off_cannot_be_read(tmp_path: Path) -> None:
    path = write_film(tmp_path / "film.mp4", frames=30)
    path.write_bytes(path.read_bytes()[:-500])

    with pytest.raises(MediaUnreadable, match=r"film\.mp4"):
        probe_film(path)


def test_an_edit_list_is_found(tmp_path: Path) -> None:
    plain = write_film(tmp_path / "plain.mp4")
    edited = write_film(tmp_path / "edited.mp4", edit_list=True)

    assert probe_film(plain).edit_list is False
    assert probe_film(edited).edit_list is True


def test_a_sound_is_no_film_and_a_silent_film_no_sound(tmp_path: Path) -> None:
    with pytest.raises(MediaUnreadable, match="holds no film"):
        probe_film(write_wav(tmp_path / "bed.wav", tone(0.2)))
    with pytest.raises(MediaUnreadable, match="holds no sound"):
        probe_sound(write_film(tmp_path / "film.mp4"))


def test_something_else_is_neither(tmp_path: Path) -> None:
    path = tmp_path / "notes.txt"
    path.write_text("nothing to see")

    with pytest.raises(MediaUnreadable, match=r"notes\.txt"):
        probe_film(path)
    with pytest.raises(MediaUnreadable, match=r"notes\.txt"):
        probe_sound(path)


@pytest.mark.parametrize("channels", [1, 2])
def test_a_wav_is_measured_in_its_own_channels(tmp_path: Path, channels: int) -> None:
    facts = probe_sound(write_wav(tmp_path / "bed.wav", tone(2.0, lufs=-20.0)[:, :channels]))

    assert (facts.codec, facts.rate, facts.channels) == ("pcm_s16le", 48_000, channels)
    assert facts.seconds == pytest.approx(2.0)
    assert facts.lufs == pytest.approx(-20.0 if channels == 2 else -23.0, abs=0.1)
    assert (facts.clipped, facts.silences) == (0, ())


def test_the_sound_of_a_film_is_measured_as_it_is_decoded(tmp_path: Path) -> None:
    path = write_film(tmp_path / "film.mp4", frames=60, sound=tone(2.0, lufs=-16.0))

    facts = probe_sound(path)

    assert facts.codec == "aac"
    assert facts.lufs == pytest.approx(-16.0, abs=0.3)
    assert facts.true_peak_dbtp == pytest.approx(-16.0, abs=1.5)


def test_a_wave_cut_off_at_full_scale_and_a_silence_are_found(tmp_path: Path) -> None:
    sound = np.concatenate([np.clip(tone(1.0, lufs=6.0), -1, 1), np.zeros((48_000, 2), np.float32)])

    facts = probe_sound(write_wav(tmp_path / "bed.wav", sound))

    assert facts.clipped > 100
    assert facts.silences == ((pytest.approx(1.0, abs=0.11), pytest.approx(2.0)),)
