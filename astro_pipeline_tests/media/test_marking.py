import os
import wave
from pathlib import Path

import av
import numpy as np
import pytest
from PIL import Image

from astro_pipeline.errors import MediaUnreadable
from astro_pipeline.media.chunks import mp4_boxes
from astro_pipeline.media.cues import read_cues
from astro_pipeline.media.marking import mark, marked_as, said_of, takes_mark
from astro_pipeline_tests.media.samples import write_film, write_picture, write_wav


def _picture(path: Path) -> object:
    with Image.open(path, formats=("PNG", "JPEG", "WEBP")) as opened:
        return opened.mode, opened.size, opened.tobytes()


def _sound(path: Path) -> object:
    with wave.open(str(path)) as opened:
        return opened.getparams(), opened.readframes(opened.getnframes())


def _frames(path: Path) -> object:
    with av.open(str(path)) as container:
        return [frame.to_ndarray().tobytes() for frame in container.decode(video=0)]


PICTURES = ["flat.png", "photo.jpg", "photo.webp", "cut-out.webp", "cut-out.png", "lossless.webp"]


@pytest.mark.parametrize("name", PICTURES)
def test_a_marked_picture_says_how_it_was_made_and_keeps_every_pixel(tmp_path: Path, name: str) -> None:
    path = write_picture(tmp_path / name)
    before = _picture(path)

    mark(path, "algorithmicMedia")

    assert marked_as(path) == "algorithmicMedia"
    assert _picture(path) == before
    assert [each.name for each in tmp_path.iterdir()] == [name]


def test_a_marked_gif_still_moves(tmp_path: Path) -> None:
    frames = [Image.new("L", (8, 8), grey) for grey in (0, 90, 200)]
    path = tmp_path / "loop.gif"
    frames[0].save(path, save_all=True, append_images=frames[1:], duration=100, loop=0)

    mark(path, "composite")
    mark(path, "algorithmicMedia")

    assert marked_as(path) == "algorithmicMedia"
    with Image.open(path) as opened:
        assert (getattr(opened, "n_frames", 1), opened.info["loop"]) == (3, 0)
        assert path.read_bytes().count(b"XMP DataXMP") == 1


@pytest.mark.parametrize("name", ["photo.png", "photo.jpg", "photo.webp"])
def test_pillow_finds_the_packet_where_the_format_keeps_it(tmp_path: Path, name: str) -> None:
    path = write_picture(tmp_path / name)

    mark(path, "trainedAlgorithmicMedia")

    with Image.open(path) as opened:
        opened.load()
        packet = opened.info["xmp"] if name != "photo.png" else opened.info["XML:com.adobe.xmp"].encode()
    assert b"digitalsourcetype/trainedAlgorithmicMedia" in packet


def test_a_marked_sound_keeps_every_sample(tmp_path: Path) -> None:
    path = write_wav(tmp_path / "bed.wav", np.linspace(-0.5, 0.5, 4801, dtype=np.float32)[:, None])
    before = _sound(path)

    mark(path, "algorithmicMedia")

    assert marked_as(path) == "algorithmicMedia"
    assert _sound(path) == before


def test_a_marked_film_keeps_its_frames_and_its_index_in_front(tmp_path: Path) -> None:
    path = write_film(tmp_path / "film.mp4")
    before = _frames(path)

    mark(path, "compositeWithTrainedAlgorithmicMedia")

    kinds = [kind for kind, _, _ in mp4_boxes(path.read_bytes())]
    assert marked_as(path) == "compositeWithTrainedAlgorithmicMedia"
    assert _frames(path) == before
    assert kinds.index(b"moov") < kinds.index(b"mdat") < kinds.index(b"uuid")


@pytest.mark.parametrize("name", ["flat.png", "photo.jpg", "photo.webp", "bed.wav", "film.mp4"])
def test_marking_again_replaces_the_mark(tmp_path: Path, name: str) -> None:
    path = _any(tmp_path / name)
    mark(path, "algorithmicMedia")
    once = path.read_bytes()

    mark(path, "digitalCapture")
    other = marked_as(path)
    mark(path, "algorithmicMedia")

    assert other == "digitalCapture"
    assert path.read_bytes() == once


@pytest.mark.parametrize("name", ["flat.png", "photo.jpg", "photo.webp", "bed.wav", "film.mp4"])
def test_an_unmarked_file_says_nothing(tmp_path: Path, name: str) -> None:
    assert marked_as(_any(tmp_path / name)) is None


def test_a_film_with_a_packet_before_its_frames_is_refused_and_left_as_it_was(tmp_path: Path) -> None:
    path = write_film(tmp_path / "film.mp4")
    mark(path, "digitalCapture")
    content = path.read_bytes()
    (_, _, head), *_, (_, packet, end) = mp4_boxes(content)
    path.write_bytes(content[:head] + content[packet - 8 : end] + content[head : packet - 8])
    before = path.read_bytes()

    with pytest.raises(MediaUnreadable, match="before its pictures"):
        mark(path, "algorithmicMedia")

    assert path.read_bytes() == before


def test_a_source_written_as_an_element_is_understood(tmp_path: Path) -> None:
    path = write_wav(tmp_path / "bed.wav", np.zeros((480, 2), np.float32))
    mark(path, "algorithmicMedia")
    content = path.read_bytes()
    # as long as before, so that the chunk's size stays right
    element = content.replace(b'DigitalSourceType="', b"DigitalSourceType> ")

    path.write_bytes(element)

    assert element != content
    assert marked_as(path) == "algorithmicMedia"


CUTS = {"photo.jpg": 30, "film.mp4": -9, "flat.png": -20, "photo.webp": -9, "bed.wav": -9}


@pytest.mark.parametrize("name", CUTS)
def test_a_file_cut_short_is_refused_and_left_as_it_was(tmp_path: Path, name: str) -> None:
    path = _any(tmp_path / name)
    path.write_bytes(path.read_bytes()[: CUTS[name]])
    before = path.read_bytes()

    with pytest.raises(MediaUnreadable):
        mark(path, "algorithmicMedia")

    assert path.read_bytes() == before


def test_a_film_whose_frames_run_to_the_end_of_the_file_is_closed_first(tmp_path: Path) -> None:
    path = write_film(tmp_path / "film.mp4")
    before = _frames(path)
    content = bytearray(path.read_bytes())
    _, start, _ = mp4_boxes(bytes(content))[-1]
    content[start - 8 : start - 4] = bytes(4)
    path.write_bytes(content)

    mark(path, "algorithmicMedia")

    assert marked_as(path) == "algorithmicMedia"
    assert _frames(path) == before


def test_a_jpeg_with_a_damaged_segment_is_refused(tmp_path: Path) -> None:
    path = write_picture(tmp_path / "photo.jpg")
    content = bytearray(path.read_bytes())
    content[20] = 0
    path.write_bytes(content)

    with pytest.raises(MediaUnreadable, match="damaged"):
        mark(path, "algorithmicMedia")


def test_a_webp_without_a_picture_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "photo.webp"
    path.write_bytes(b"RIFF\x04\x00\x00\x00WEBP")

    with pytest.raises(MediaUnreadable, match="no picture"):
        mark(path, "algorithmicMedia")


def test_a_full_disk_leaves_the_file_as_it_was_and_nothing_beside_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = write_picture(tmp_path / "photo.png")
    before = path.read_bytes()

    def refuse(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", refuse)

    with pytest.raises(OSError, match="No space left"):
        mark(path, "algorithmicMedia")

    assert path.read_bytes() == before
    assert [each.name for each in tmp_path.iterdir()] == ["photo.png"]


def test_a_file_of_another_kind_is_refused_by_name(tmp_path: Path) -> None:
    path = tmp_path / "notes.txt"
    path.write_text("not a picture")

    with pytest.raises(MediaUnreadable, match=r"notes\.txt"):
        marked_as(path)


def _any(path: Path) -> Path:
    if path.suffix == ".wav":
        return write_wav(path, np.zeros((4800, 2), np.float32))
    return write_film(path) if path.suffix == ".mp4" else write_picture(path)


def test_webvtt_says_it_in_a_note_and_its_cues_stay(tmp_path: Path) -> None:
    path = tmp_path / "film.vtt"
    path.write_text("WEBVTT\n\n00:00:00.000 --> 00:00:00.900\nSlow coffee\n")
    before = read_cues(path)

    mark(path, "composite")
    mark(path, "algorithmicMedia")

    assert (marked_as(path), read_cues(path)) == ("algorithmicMedia", before)
    assert path.read_text().count("NOTE") == 1


def test_a_code_that_is_never_written_here_is_read_as_it_stands(tmp_path: Path) -> None:
    path = write_picture(tmp_path / "photo.png")
    mark(path, "digitalCapture")
    path.write_bytes(path.read_bytes().replace(b"/digitalCapture", b"/negativeFilmXX"))

    assert said_of(path) == "negativeFilmXX"
    assert marked_as(path) is None


@pytest.mark.parametrize(
    ("name", "takes"), [("a.PNG", True), ("a.vtt", True), ("a.srt", False), ("a.csv", False)]
)
def test_which_files_can_say_it_is_known_by_their_names(name: str, *, takes: bool) -> None:
    assert takes_mark(name) is takes
