from pathlib import Path

import pytest
from PIL import Image

from astro_pipeline.domain.placements import placements
from astro_pipeline.domain.review import Finding
from astro_pipeline.quality.outside import examine_outside
from astro_pipeline.quality.report import status
from astro_pipeline_tests.media.samples import tone, write_film, write_picture, write_wav
from astro_pipeline_tests.quality.briefs import sample_brief

BANNER, SHORTS, SEARCH = (
    placements()[each] for each in ("display_300x250", "youtube_shorts", "google_search")
)
CUES = "1\n00:00:00,000 --> 00:00:01,000\nSlow coffee\n"


def closing(findings: tuple[Finding, ...]) -> list[str]:
    return [finding.rule for finding in findings if finding.closes]


def examined(path: Path, placement: str = "display_300x250") -> tuple[Finding, ...]:
    return examine_outside({path.name: path}, placements()[placement])


def test_an_ad_of_the_right_size_passes_and_its_words_are_said_to_be_unread(tmp_path: Path) -> None:
    findings = examined(write_picture(tmp_path / "photo.jpg", (300, 250)))

    assert closing(findings) == []
    assert [(f.rule, f.advisory) for f in findings if f.verdict == "not_checked"] == [("copy.wording", True)]
    assert status(findings) == 0


def test_a_film_is_held_to_the_placement_and_its_captions_to_the_film(tmp_path: Path) -> None:
    film = write_film(tmp_path / "film.mp4", (1080, 1920), frames=30, sound=tone(1.0))
    captions = tmp_path / "film.srt"
    captions.write_text(CUES.replace("00:00:01,000", "00:00:03,000"))

    findings = examine_outside({"film.srt": captions, "film.mp4": film}, SHORTS)

    assert closing(findings) == ["technical.captions"]
    assert [finding.file for finding in findings][:2] == ["film.srt", "film.srt"]
    assert status(findings) == 4


def test_captions_alone_are_held_to_themselves(tmp_path: Path) -> None:
    (tmp_path / "film.vtt").write_text("WEBVTT\n\n00:00.000 --> 00:01.000\nSlow coffee\n")

    assert closing(examined(tmp_path / "film.vtt", "youtube_shorts")) == []


def test_a_film_of_another_shape_and_length_is_refused(tmp_path: Path) -> None:
    film = write_film(tmp_path / "film.mp4", (128, 64), frames=30, sound=tone(1.0))

    findings = closing(examined(film, "youtube_in_stream"))

    assert findings == ["technical.placement_ratio", "technical.length_taken", "technical.size"]


def test_a_sound_is_held_to_its_loudness(tmp_path: Path) -> None:
    good, quiet = (
        write_wav(tmp_path / f"{name}.wav", tone(1.0, lufs=lufs))
        for name, lufs in (("good", -14.3), ("quiet", -14.7))
    )

    assert closing(examined(good, "youtube_shorts")) == []
    assert closing(examined(quiet, "youtube_shorts")) == ["technical.loudness"]


def test_what_a_placement_does_not_take_at_all_is_refused(tmp_path: Path) -> None:
    picture = write_picture(tmp_path / "photo.jpg", (300, 250))
    film = write_film(tmp_path / "film.mp4", (64, 64), frames=30, sound=tone(1.0))

    assert closing(examined(picture, "youtube_shorts")) == ["technical.taken"]
    assert closing(examined(film, "google_search")) == ["technical.taken", "technical.size"]


def test_a_name_that_lies_and_a_form_nobody_takes_are_refused(tmp_path: Path) -> None:
    liar = write_picture(tmp_path / "photo.jpg", (300, 250)).rename(tmp_path / "photo.png")
    Image.new("RGB", (300, 250)).save(tmp_path / "old.gif")

    assert closing(examined(liar)) == ["technical.ending"]
    assert closing(examined(tmp_path / "old.gif")) == ["technical.format"]


@pytest.mark.parametrize(
    "name", ["cut.png", "cut.mp4", "bomb.png", "folder", "empty.jpg", "none.jpg", "x.srt"]
)
def test_what_cannot_be_read_says_so_and_stops_nothing_else(tmp_path: Path, name: str) -> None:
    for whole in (write_picture(tmp_path / "cut.png"), write_film(tmp_path / "cut.mp4", frames=30)):
        whole.write_bytes(whole.read_bytes()[:-500])
    Image.new("1", (10_000, 6_001)).save(tmp_path / "bomb.png")
    (tmp_path / "folder").mkdir()
    (tmp_path / "empty.jpg").touch()
    (tmp_path / "x.srt").write_bytes(b"1\n00:00:00,000 --> \xff\xff")
    good = write_picture(tmp_path / "good.jpg", (300, 250))

    findings = examine_outside({name: tmp_path / name, "good.jpg": good}, BANNER)

    (said,) = [finding for finding in findings if finding.file == name and finding.verdict == "fail"]
    assert said.rule == "technical.decodes"
    assert said.why
    assert {f.verdict for f in findings if f.file == name} == {"fail"}
    assert status(examine_outside({name: tmp_path / name}, BANNER, brief=sample_brief())) == 2
    assert len([finding for finding in findings if finding.file == "good.jpg"]) > 5
    assert status(findings) == 2


def test_captions_are_held_to_the_brief_and_a_picture_without_words_has_none_to_hold(tmp_path: Path) -> None:
    captions = tmp_path / "film.srt"
    captions.write_text(CUES.replace("Slow coffee", "The #1 brew"))
    photo = write_picture(tmp_path / "photo.jpg", (300, 250))

    said = examine_outside({"film.srt": captions}, BANNER, brief=sample_brief())
    seen = examine_outside({"photo.jpg": photo}, BANNER, brief=sample_brief())

    assert "claims.strong_words" in closing(said)
    assert status(said) == 4
    assert [(f.rule, f.advisory) for f in seen if f.verdict == "not_checked"] == [("claims.coverage", True)]
    assert status(seen) == 0
