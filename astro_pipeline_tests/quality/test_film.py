from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

import pytest

from astro_pipeline.domain.media import Film
from astro_pipeline.domain.placements import VideoSpec, placements
from astro_pipeline.media.marking import mark
from astro_pipeline.media.probe import probe_film
from astro_pipeline.quality.film import check_film, sounding
from astro_pipeline_tests.media.samples import break_sound, tone, write_film
from astro_pipeline_tests.quality.briefs import failing, sample_file
from astro_pipeline_tests.quality.planted import remuxed

SPEC = VideoSpec(ratio="1:1", min_seconds=1, max_seconds=60, max_bytes=10_000_000, fps_below=30)
FILM = Film(
    ratio="1:1",
    seconds=1,
    language="en",
    file=sample_file("video/1x1.1s.en.mp4", "video"),
    srt=sample_file("video/1x1.1s.en.srt", "captions"),
)
CUES = "1\n00:00:00,000 --> 00:00:00,500\nSlow\n\n2\n00:00:00,500 --> 00:00:00,900\ncold\n"
SMALL = (64, 64)


@dataclass(frozen=True)
class Films:
    """One good film, rendered once."""

    good: Path
    captions: Path


@pytest.fixture(scope="module")
def films(tmp_path_factory: pytest.TempPathFactory) -> Films:
    folder = tmp_path_factory.mktemp("films")
    good = write_film(folder / "good.mp4", (1080, 1080), frames=30, sound=tone(1.0))
    mark(good, "algorithmicMedia")
    captions = folder / "good.srt"
    captions.write_text(CUES)
    return Films(good, captions)


def test_a_film_its_placements_take_passes_every_rule(films: Films) -> None:
    source = placements()["linkedin_video"].source

    findings = check_film(films.good, FILM, specs=(SPEC,), captions=films.captions, source=source)

    assert [f.rule for f in findings if f.closes] == []
    assert [finding.rule for finding in findings] == [
        "technical.decodes", "technical.ratio", "technical.seconds", "technical.length_taken",
        "technical.size", "technical.frame_rate", "technical.container", "technical.codec",
        "technical.profile", "technical.colour_tags", "technical.range", "technical.pixel_aspect",
        "technical.rotation",
        "technical.interlacing", "technical.faststart", "technical.edit_list", "technical.bytes",
        "technical.black", "technical.frozen", "technical.bars", "technical.flashing",
        "technical.red_flashing", "technical.hook", "technical.sound", "technical.sync",
        "technical.sound_codec", "technical.sound_rate", "technical.channels", "technical.loudness",
        "technical.true_peak", "technical.silence", "technical.balance", "technical.mono",
        "technical.clipping", "technical.offset", "technical.captions",
        "technical.caption_speed", "technical.caption_seconds", "technical.caption_lines",
        "provenance.marked",
    ]  # fmt: skip
    assert {f.source for f in findings if f.rule == "technical.frame_rate"} == {source.urls[0]}


DEFECTS: dict[str, Callable[[Path], Path]] = {
    "technical.size": lambda path: write_film(path, SMALL),
    "technical.ratio": lambda path: write_film(path, (128, 64)),
    "technical.seconds": lambda path: write_film(path, SMALL, frames=40),
    "technical.length_taken": lambda path: write_film(path, SMALL, frames=20),
    "technical.frame_rate": lambda path: write_film(path, SMALL, fps="30"),
    "technical.codec": lambda path: write_film(path, SMALL, pixel_format="yuv444p"),
    "technical.colour_tags": lambda path: write_film(path, SMALL, tagged=False),
    "technical.faststart": lambda path: write_film(path, SMALL, faststart=False),
    "technical.black": lambda path: write_film(path, SMALL, frames=30, black=True),
    "technical.frozen": lambda path: write_film(path, SMALL, frames=100, frozen=True),
    "technical.sound": lambda path: write_film(path, SMALL, frames=30),
    "technical.loudness": lambda path: write_film(path, SMALL, frames=30, sound=tone(1.0, lufs=-18.0)),
    "technical.true_peak": lambda path: write_film(path, SMALL, frames=30, sound=tone(1.0, lufs=-0.3)),
    "provenance.marked": lambda path: write_film(path, SMALL),
}


@pytest.mark.parametrize("rule", DEFECTS)
def test_a_planted_defect_fails_its_rule_and_closes_the_gate(tmp_path: Path, rule: str) -> None:
    path = DEFECTS[rule](tmp_path / "film.mp4")

    found = [finding for finding in check_film(path, FILM, specs=(SPEC,)) if finding.rule == rule]

    assert [finding.closes for finding in found] == [True]
    assert found[0].why
    assert found[0].cure


@pytest.mark.parametrize(
    ("late", "closes"),
    [(-0.8 * 0.045, False), (-1.2 * 0.045, True), (0.8 * 0.125, False), (1.2 * 0.125, True)],
)
def test_sound_that_begins_before_or_after_its_picture_is_refused(
    films: Films, late: float, *, closes: bool
) -> None:
    facts = replace(probe_film(films.good), sound_late=late)

    found = {finding.rule: finding for finding in sounding(films.good, facts, "film.mp4", (SPEC,))}

    assert found["technical.sync"].closes is closes


def test_sound_exported_late_is_measured(films: Films, tmp_path: Path) -> None:
    late = tmp_path / "late.mp4"
    first = ("-i", str(films.good), "-itsoffset", "0.4")
    remuxed(late, films.good, "-map", "0:v", "-map", "1:a", before=first)

    assert probe_film(films.good).sound_late == pytest.approx(0.0, abs=0.03)
    assert probe_film(late).sound_late == pytest.approx(0.4, abs=0.03)


def test_a_changing_frame_rate_is_refused(tmp_path: Path) -> None:
    path = write_film(tmp_path / "film.mp4", SMALL, frames=12, skip=6)

    assert "technical.frame_rate" in failing(check_film(path, FILM, specs=()))


def test_a_film_heavier_than_a_placement_takes_is_refused(films: Films) -> None:
    light = SPEC.model_copy(update={"max_bytes": 100})

    findings = check_film(films.good, FILM, specs=(SPEC, light), captions=films.captions)

    assert [f.rule for f in findings if f.closes] == ["technical.bytes"]


@pytest.mark.parametrize(
    "cues",
    [
        "",
        CUES.replace("00:00:00,500 --> 00:00:00,900", "00:00:00,400 --> 00:00:00,900"),
        CUES.replace("00:00:00,900", "00:00:02,900"),
        CUES.replace("00:00:00,900", "00:00:00,300"),
    ],
    ids=["no cue", "two at once", "past the end", "ends before it begins"],
)
def test_captions_that_cannot_be_read_are_refused(films: Films, tmp_path: Path, cues: str) -> None:
    captions = tmp_path / "film.srt"
    captions.write_text(cues)

    findings = check_film(films.good, FILM, specs=(SPEC,), captions=captions)

    assert "technical.captions" in [finding.rule for finding in findings if finding.closes]


def test_a_placement_that_wants_captions_is_told_there_are_none(films: Films) -> None:
    wanting = SPEC.model_copy(update={"sidecar_captions": "srt"})

    found = [f for f in check_film(films.good, FILM, specs=(wanting,)) if f.rule == "technical.captions"]

    assert [(finding.verdict, finding.advisory) for finding in found] == [("fail", True)]


def test_a_film_whose_sound_cannot_be_decoded_is_refused(tmp_path: Path) -> None:
    path = break_sound(write_film(tmp_path / "film.mp4", SMALL, frames=30, sound=tone(1.0)))

    found = [finding for finding in check_film(path, FILM, specs=()) if finding.rule == "technical.decodes"]

    assert [finding.verdict for finding in found] == ["pass", "fail"]
    assert "sound" in found[1].why


def test_a_broken_film_fails_to_decode_and_nothing_else_is_claimed_of_it(tmp_path: Path) -> None:
    path = tmp_path / "film.mp4"
    path.write_bytes(b"\x00\x00\x00\x10ftypisom")

    assert failing(check_film(path, FILM, specs=(SPEC,))) == ["technical.decodes"]
