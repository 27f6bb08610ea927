"""Every file of a film is looked at, each for what it is and against what it was made from."""

import shutil
from collections import defaultdict
from pathlib import Path

import pytest
from pydantic import JsonValue

from astro_pipeline.domain.brief import Attachment, BrandKit
from astro_pipeline.domain.media import Film, MediaFile, SpokenWord, Video, Voiceover, VoiceSegment
from astro_pipeline.domain.placements import placements
from astro_pipeline.domain.review import Finding
from astro_pipeline.media.cutouts import Rgb
from astro_pipeline.media.marking import mark
from astro_pipeline.media.reading.recognising import Line, Sign
from astro_pipeline.quality.check_media import examine_video
from astro_pipeline_tests.media.samples import tone, write_film, write_picture
from astro_pipeline_tests.quality.briefs import sample_brief, sample_file

CUES = "1\n00:00:00,000 --> 00:00:00,900\nSlow coffee\n"
READ = {"captions", "caption_speed", "caption_seconds", "caption_lines"}
STILLS = ("thumb.png", "poster.png", "sheet.png")
LOGO = Attachment(path="logo.png", licence="customer-supplied", sha256="a" * 64)

SET: dict[str, JsonValue] = {
    "role": "brand", "text": "Northbrew", "x": 10, "y": 10, "width": 40, "height": 20, "contrast": 9.0,
    "size_px": 20, "start": 0.0, "settled": 0.1, "end": 0.9, "fits": True, "missing": "", "drawn": "own",
}  # fmt: skip


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A film of a second with all that goes with it."""
    write_film(tmp_path / "film.mp4", frames=30, sound=tone(1.0))
    shutil.copyfile(tmp_path / "film.mp4", tmp_path / "clean.mp4")
    (tmp_path / "film.srt").write_text(CUES)
    (tmp_path / "film.vtt").write_text(f"WEBVTT\n\n{CUES[2:].replace(',', '.')}")
    for name in STILLS:
        write_picture(tmp_path / name)
    shutil.copyfile(tmp_path / "thumb.png", tmp_path / "loop.png")
    mark(tmp_path / "film.vtt", "algorithmicMedia")
    return tmp_path


def _film(*without: str, **placed: object) -> Film:
    beside: dict[str, MediaFile] = {
        "clean": sample_file("clean.mp4", "video", **placed),
        "srt": sample_file("film.srt", "captions"),
        "vtt": sample_file("film.vtt", "captions"),
        "thumbnail": sample_file("thumb.png"),
        "poster": sample_file("poster.png"),
        "contact_sheet": sample_file("sheet.png"),
        "preview": sample_file("loop.png"),
    }
    kept = {name: file for name, file in beside.items() if name not in without}
    file = sample_file("film.mp4", "video", **placed)
    return Film(ratio="1:1", seconds=1, language="en", file=file).model_copy(update=kept)


def _found(
    folder: Path,
    film: Film,
    *,
    spoken: Voiceover | None = None,
    facts: dict[str, dict[str, JsonValue]] | None = None,
) -> tuple[Finding, ...]:
    value = Video(films=(film,), facts=facts or {})
    return examine_video(sample_brief(), value, lambda file: folder / file.path, voiceover=spoken)


def _rules(found: tuple[Finding, ...]) -> dict[str, list[str]]:
    """By file, what is told of it."""
    told = defaultdict[str, list[str]](list)
    for each in found:
        told[each.file].append(each.rule.removeprefix("technical."))
    return told


def test_each_file_of_a_film_is_looked_at_for_what_it_is(folder: Path) -> None:
    spoken = _voiceover(en="Slow coffee")

    told = _rules(_found(folder, _film(), spoken=spoken))

    assert set(told) == {"film.mp4", "clean.mp4", "film.srt", "film.vtt", *STILLS, "loop.png"}
    # the clean master is the same film; its captions are no other than the film's
    assert told["clean.mp4"] == told["film.mp4"]
    assert READ.isdisjoint(told["film.mp4"])
    for name in ("film.srt", "film.vtt"):
        assert sorted(told[name]) == sorted([*READ, "captions_spoken", "provenance.marked", "rights.licence"])
    for name in STILLS:
        assert {"decodes", "provenance.marked", "rights.licence"} <= set(told[name])
        assert "placement_size" not in told[name]
    assert told["loop.png"] == ["provenance.marked", "rights.licence"]


def test_a_film_without_its_companions_says_nothing_of_them(folder: Path) -> None:
    alone = _film("clean", "srt", "vtt", "thumbnail", "poster", "contact_sheet", "preview")

    assert set(_rules(_found(folder, alone, spoken=_voiceover(en="Slow coffee")))) == {"film.mp4"}


def _voiceover(**said: str) -> Voiceover:
    """A scene for each language, spoken word by word."""
    return Voiceover(
        segments=tuple(
            VoiceSegment(
                scene="s1",
                language=language,
                file=sample_file(f"{language}.wav", "audio"),
                words=tuple(SpokenWord(text=word, start=0.0, end=0.1) for word in text.split()),
            )
            for language, text in said.items()
        )
    )


@pytest.mark.parametrize(
    ("said", "verdict"),
    [
        ({"en": "Slow coffee"}, "pass"),
        ({"fr": "Café lent", "en": "Slow coffee"}, "pass"),
        ({"en": "Fast tea"}, "fail"),
        ({"fr": "Slow coffee", "en": "Fast tea"}, "fail"),
    ],
)
def test_captions_are_held_to_the_narration_in_the_films_language(
    folder: Path, said: dict[str, str], verdict: str
) -> None:
    found = _found(folder, _film(), spoken=_voiceover(**said))

    assert [(each.file, each.verdict) for each in found if each.rule == "technical.captions_spoken"] == [
        ("film.srt", verdict),
        ("film.vtt", verdict),
    ]


def test_each_caption_file_ends_with_the_film(folder: Path) -> None:
    for name in ("film.srt", "film.vtt"):
        path = folder / name
        path.write_text(path.read_text().replace("00:00,900", "00:02,900").replace("00:00.900", "00:02.900"))

    found = _found(folder, _film())

    assert [(each.file, each.verdict) for each in found if each.rule == "technical.captions"] == [
        ("film.srt", "fail"),
        ("film.vtt", "fail"),
    ]


@pytest.mark.parametrize("name", ["film.mp4", "clean.mp4"])
def test_each_master_is_held_to_the_type_that_was_set_into_it(folder: Path, name: str) -> None:
    """Nothing was written down of the other one."""
    found = _found(folder, _film(), facts={name: {"type": []}})

    assert {each.file for each in found if each.rule == "technical.legible"} == {
        "film.mp4", "clean.mp4",
    } - {name}  # fmt: skip


def test_a_missing_caption_file_is_told_of_the_film_and_not_of_its_clean_master(folder: Path) -> None:
    film = _film("srt", "vtt", placements=("linkedin_video",))

    told = _rules(_found(folder, film))

    assert told["film.mp4"].count("captions") == 1
    assert "captions" not in told["clean.mp4"]


def test_a_film_is_held_to_the_placements_that_take_its_ratio(folder: Path) -> None:
    film = _film(placements=("meta_stories", "linkedin_video", "youtube_bumper"))

    told = {each.rule: each for each in _found(folder, film) if each.file == "film.mp4"}

    # LinkedIn takes three seconds and more, a bumper six at most; stories are upright
    taken = told["technical.length_taken"]
    assert (taken.closes, taken.limit) == (True, "3 to 6")
    assert taken.source == placements()["linkedin_video"].source.urls[0]


@pytest.mark.parametrize(("given", "verdict"), [(True, "fail"), (False, "not_checked")])
def test_a_films_logo_is_the_one_that_came_with_the_brief(folder: Path, *, given: bool, verdict: str) -> None:
    write_picture(folder / "logo.png", (40, 20))
    asked: list[str] = []

    def blob(sha256: str) -> Path:
        asked.append(sha256)
        return folder / "logo.png"

    found = examine_video(
        sample_brief(brand=BrandKit(name="Northbrew", logo=LOGO)),
        Video(films=(_film("clean"),), facts={"film.mp4": {"type": [SET]}}),
        lambda file: folder / file.path,
        blob=blob if given else None,
    )

    assert [(each.file, each.verdict) for each in found if each.rule == "technical.logo"] == [
        ("film.mp4", verdict)
    ]
    assert asked == (["a" * 64] if given else [])


def test_a_brand_without_a_picture_of_its_logo_has_none_in_its_films(folder: Path) -> None:
    found = _found(folder, _film("clean"), facts={"film.mp4": {"type": []}})

    assert "technical.logo" not in {each.rule for each in found}


def test_the_brands_name_is_read_exactly_in_a_film(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def read_line(_: Rgb) -> Line:
        return Line(tuple(Sign(each, 1.0) for each in "Come in to Northbraw any day"))

    monkeypatch.setattr("astro_pipeline.quality.film_type.read_line", read_line)

    def verdict(said: str) -> list[str]:
        text: JsonValue = {**SET, "text": said, "drawn": "type", "lines": [[10, 10, 40, 20]]}
        found = _found(folder, _film("clean"), facts={"film.mp4": {"type": [text]}})
        return [each.verdict for each in found if each.rule == "technical.legible"]

    assert verdict("Come in to Northbraw any day") == ["pass"]
    assert verdict("Come in to Northbrew any day") == ["fail"]
