from pathlib import Path

import pytest

from astro_pipeline.errors import MediaUnreadable
from astro_pipeline.media.cues import Cue, read_cues


@pytest.mark.parametrize(
    "text",
    [
        "1\n00:00:01,500 --> 00:00:02,250\nSlow coffee\n",
        "\ufeff1\r\n00:00:01,500 --> 00:00:02,250\r\nSlow coffee\r\n\r\n",
        "WEBVTT\n\nNOTE made by hand\n\nintro\n00:01.500 --> 00:02.250 align:start\n<c.loud>Slow</c> coffee",
        "1\n0:0:1,5 --> 0:0:2,25\n{\\an8}Slow coffee",
    ],
    ids=["srt", "srt of Windows", "vtt", "srt by hand"],
)
def test_a_cue_is_read_however_it_was_written(tmp_path: Path, text: str) -> None:
    path = tmp_path / "film.srt"
    path.write_text(text, "utf-8", newline="")

    assert read_cues(path) == (Cue(1.5, 2.25, "Slow coffee"),)


def test_escapes_are_read_as_what_they_stand_for(tmp_path: Path) -> None:
    path = tmp_path / "film.vtt"
    path.write_text("WEBVTT\n\n00:00.000 --> 00:01.000\nsalt &amp; ice\nat sea\n")

    assert [cue.text for cue in read_cues(path)] == ["salt & ice\nat sea"]


def test_a_file_without_cues_has_none(tmp_path: Path) -> None:
    (tmp_path / "film.srt").write_text("")

    assert read_cues(tmp_path / "film.srt") == ()


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"1\n00:00:01 -> x --> later\nSlow", "are no times"),
        ("1\n00:00:00,000 --> 00:00:01,000\nCafé".encode("utf-16"), "UTF-8"),
        (b"x" * 5_000_001, "bytes"),
    ],
)
def test_captions_that_cannot_be_read_say_why(tmp_path: Path, content: bytes, said: str) -> None:
    (tmp_path / "film.srt").write_bytes(content)

    with pytest.raises(MediaUnreadable, match=said):
        read_cues(tmp_path / "film.srt")
