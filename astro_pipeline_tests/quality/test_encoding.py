from collections.abc import Callable
from dataclasses import replace
from fractions import Fraction
from pathlib import Path

import pytest

from astro_pipeline.domain.placements import VideoSpec, placements
from astro_pipeline.domain.review import Finding
from astro_pipeline.media.probe import FilmFacts, probe_film
from astro_pipeline.quality.encoding import stored
from astro_pipeline_tests.media.samples import write_film
from astro_pipeline_tests.quality.briefs import failing
from astro_pipeline_tests.quality.planted import CLEAN, ffmpeg, remuxed

SPEC = VideoSpec(ratio="1:1", max_seconds=60, max_bytes=1_000_000)
LARGE = {"technical.size"}  # the films here are tiny, so that the tests are quick


@pytest.fixture(scope="module")
def facts(tmp_path_factory: pytest.TempPathFactory) -> FilmFacts:
    return probe_film(write_film(tmp_path_factory.mktemp("films") / "good.mp4"))


def found(facts: FilmFacts, rule: str, *specs: VideoSpec) -> Finding:
    (finding,) = [f for f in stored(facts, "film.mp4", specs, None) if f.rule == rule]
    return finding


def test_a_film_of_ours_breaks_no_rule_but_that_of_size(facts: FilmFacts) -> None:
    assert set(failing(stored(facts, "film.mp4", (SPEC,), None))) == LARGE


PLANTED: dict[str, Callable[[Path], Path]] = {
    "technical.container": lambda folder: ffmpeg(
        folder / "film.webm", "-c:v", "libvpx-vp9", "-cpu-used", "8"
    ),
    "technical.codec": lambda folder: ffmpeg(
        folder / "film.mp4", "-c:v", "libx265", "-x265-params", "log-level=0"
    ),
    "technical.profile": lambda folder: ffmpeg(folder / "film.mp4", *CLEAN, "-qp", "0"),
    "technical.colour_tags": lambda folder: ffmpeg(folder / "film.mp4", *CLEAN),
    "technical.range": lambda folder: ffmpeg(
        folder / "film.mp4", *CLEAN, "-pix_fmt", "yuvj420p", "-color_range", "pc"
    ),
    "technical.pixel_aspect": lambda folder: ffmpeg(folder / "film.mp4", *CLEAN, "-vf", "setsar=4/3"),
    "technical.interlacing": lambda folder: ffmpeg(
        folder / "film.mp4", *CLEAN, "-vf", "setfield=tff", "-flags", "+ilme+ildct"
    ),
    "technical.rotation": lambda folder: remuxed(
        folder / "film.mp4", ffmpeg(folder / "plain.mp4", *CLEAN), before=("-display_rotation", "90")
    ),
    "technical.faststart": lambda folder: ffmpeg(folder / "film.mp4", *CLEAN),
    "technical.edit_list": lambda folder: ffmpeg(folder / "film.mp4", *CLEAN, "-bf", "2"),
    "technical.frame_rate": lambda folder: ffmpeg(
        folder / "film.mp4", *CLEAN, source="testsrc=size=64x64:rate=15:duration=0.4"
    ),
}


@pytest.mark.parametrize("rule", PLANTED)
def test_a_film_of_plain_ffmpeg_fails_the_rule_it_breaks(tmp_path: Path, rule: str) -> None:
    finding = found(probe_film(PLANTED[rule](tmp_path)), rule, SPEC)

    assert finding.verdict == "fail"
    assert finding.closes is (rule != "technical.edit_list")
    assert finding.cure


def test_a_container_without_an_index_is_not_held_to_its_place(tmp_path: Path) -> None:
    facts = probe_film(PLANTED["technical.container"](tmp_path))

    assert "technical.faststart" not in [f.rule for f in stored(facts, "film.webm", (SPEC,), None)]


def test_another_range_is_no_other_codec(tmp_path: Path) -> None:
    full = probe_film(PLANTED["technical.range"](tmp_path))

    assert found(full, "technical.codec").verdict == "pass"


@pytest.mark.parametrize(
    ("colours", "said"), [((9, 16, 9), "dynamic"), ((2, 2, 2), "guess"), ((6, 6, 6), "another system")]
)
def test_colours_that_are_not_bt709_are_named(
    facts: FilmFacts, colours: tuple[int, int, int], said: str
) -> None:
    finding = found(replace(facts, colours=colours), "technical.colour_tags")

    assert finding.closes
    assert said in finding.why


def test_every_limit_says_where_it_comes_from(facts: FilmFacts) -> None:
    every = stored(facts, "film.mp4", (SPEC,), placements()["linkedin_video"].source)

    assert [f.rule for f in every if not f.source or not f.checked] == []


@pytest.mark.parametrize(("side", "closes"), [(round(1080 * 0.8), True), (1080, False), (1296, False)])
def test_a_film_is_1080_pixels_wide_at_least(facts: FilmFacts, side: int, *, closes: bool) -> None:
    assert found(replace(facts, width=side, height=1920), "technical.size").closes is closes


@pytest.mark.parametrize(
    ("aspect", "closes"),
    [(Fraction(1216, 1215), False), (Fraction(1004, 1000), False), (Fraction(1006, 1000), True)],
)
def test_pixels_are_square_but_for_rounding(facts: FilmFacts, aspect: Fraction, *, closes: bool) -> None:
    assert found(replace(facts, pixel_aspect=aspect), "technical.pixel_aspect").closes is closes


def test_a_film_is_measured_as_it_is_shown(facts: FilmFacts) -> None:
    turned = replace(facts, width=1920, height=1080, watched=replace(facts.watched, rotation=90))
    stretched = replace(facts, width=1440, height=1080, pixel_aspect=Fraction(4, 3))

    assert turned.shown == (1080, 1920)
    assert stretched.shown == (1920, 1080)


@pytest.mark.parametrize(
    ("fps", "below", "closes"),
    [("24", None, False), ("60", None, False), ("72", None, True), ("18", None, True), ("30", 30.0, True)],
)
def test_a_frame_rate_must_be_taken(facts: FilmFacts, fps: str, below: float | None, *, closes: bool) -> None:
    spec = SPEC.model_copy(update={"fps_below": below})

    assert found(replace(facts, rate=Fraction(fps)), "technical.frame_rate", spec).closes is closes


@pytest.mark.parametrize(("part", "closes"), [(0.8, False), (1.2, True)])
def test_bytes_are_counted(facts: FilmFacts, part: float, *, closes: bool) -> None:
    heavy = replace(facts, bytes=round(part * SPEC.max_bytes))

    assert found(heavy, "technical.bytes", SPEC).closes is closes


@pytest.mark.parametrize(("part", "closes"), [(0.8, True), (1.2, False)])
def test_a_bit_rate_may_be_too_low_for_a_placement(facts: FilmFacts, part: float, *, closes: bool) -> None:
    spec = SPEC.model_copy(update={"least_kbps": 516.0})
    thin = replace(facts, bitrate=round(part * 516_000))

    assert found(thin, "technical.bitrate", spec).closes is closes
    assert "technical.bitrate" not in [f.rule for f in stored(thin, "film.mp4", (SPEC,), None)]
