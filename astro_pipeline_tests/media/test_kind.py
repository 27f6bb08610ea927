import os
from pathlib import Path

import pytest
from PIL import Image

from astro_pipeline.errors import MediaUnreadable
from astro_pipeline.media.kind import Kind, kind_of
from astro_pipeline_tests.media.samples import tone, write_film, write_wav


@pytest.mark.parametrize("form", ["png", "jpg", "webp", "gif", "bmp", "tiff", "pdf"])
def test_a_picture_is_known_by_its_bytes(tmp_path: Path, form: str) -> None:
    path = tmp_path / f"photo.{form}"
    Image.new("RGB", (8, 8), "teal").save(path)
    path = path.rename(tmp_path / "photo.dat")

    assert kind_of(path) == Kind("picture", form)
    assert not kind_of(path).named(path)


def test_films_sounds_and_captions_are_known(tmp_path: Path) -> None:
    film = write_film(tmp_path / "a.mp4")
    wave = write_wav(tmp_path / "a.wav", tone(0.1))
    (tmp_path / "a.srt").write_text("1\n00:00:00,000 --> 00:00:01,000\nSlow\n")
    (tmp_path / "a.vtt").write_text("WEBVTT\n")

    assert kind_of(film) == Kind("film", "mp4")
    assert kind_of(wave) == Kind("sound", "wav")
    assert kind_of(tmp_path / "a.srt") == Kind("captions", "srt")
    assert kind_of(tmp_path / "a.vtt") == Kind("captions", "vtt")


@pytest.mark.parametrize(
    ("head", "kind"),
    [
        (b"\0\0\0\x14ftypqt  ", Kind("film", "mov")),
        (b"\0\0\0\x14ftypM4A ", Kind("sound", "m4a")),
        (b"\0\0\0\x14ftypheic", Kind("picture", "heic")),
        (b"\0\0\0\x08wide", Kind("film", "mov")),
        (b"\x1aE\xdf\xa3", Kind("film", "webm")),
        (b"RIFF\0\0\0\0AVI ", Kind("film", "avi")),
        (b"ID3\4", Kind("sound", "mp3")),
        (b'<?xml version="1.0"?><svg/>', Kind("picture", "svg")),
    ],
)
def test_others_are_known_by_how_they_begin(tmp_path: Path, head: bytes, kind: Kind) -> None:
    (tmp_path / "file").write_bytes(head)

    assert kind_of(tmp_path / "file") == kind


@pytest.mark.parametrize("name", ["photo.jpeg", "PHOTO.JPG"])
def test_a_form_may_have_several_endings(name: str) -> None:
    assert Kind("picture", "jpg").named(Path(name))


def test_what_is_no_file_says_so(tmp_path: Path) -> None:
    (tmp_path / "empty.png").write_bytes(b"")
    (tmp_path / "notes.doc").write_text("nothing")
    (tmp_path / "noise.txt").write_bytes(b"\xff\xfe\x00\x81 no text")
    (tmp_path / "loop.png").symlink_to(tmp_path / "loop.png")
    (tmp_path / "gone.png").symlink_to(tmp_path / "nowhere")
    os.mkfifo(tmp_path / "pipe.png")

    for name, said in (
        ("empty.png", "no bytes"),
        ("notes.doc", "neither"),
        ("noise.txt", "neither"),
        ("loop.png", "symbolic links"),
        ("gone.png", "No such file"),
        ("pipe.png", "device"),
        (".", "folder"),
    ):
        with pytest.raises(MediaUnreadable, match=said):
            kind_of(tmp_path / name)


@pytest.mark.parametrize(
    ("name", "content", "form"),
    [
        ("copy.txt", b"Slow coffee", "txt"),
        ("copy.markdown", "# Café".encode(), "md"),
        ("copy.csv", "\ufefftext\r\nSlow".encode(), "csv"),
        ("long.txt", b"x" * 4095 + "é".encode(), "txt"),
    ],
)
def test_plain_text_is_told_by_its_name(tmp_path: Path, name: str, content: bytes, form: str) -> None:
    (tmp_path / name).write_bytes(content)

    assert kind_of(tmp_path / name) == Kind("text", form)


def test_what_a_text_holds_goes_before_its_name(tmp_path: Path) -> None:
    (tmp_path / "film.txt").write_text("1\n00:00:00,000 --> 00:00:01,000\nSlow\n")

    assert kind_of(tmp_path / "film.txt") == Kind("captions", "srt")
