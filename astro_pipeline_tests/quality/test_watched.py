from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from astro_pipeline.domain.review import Box, Finding
from astro_pipeline.media.probe import FilmFacts, probe_film
from astro_pipeline.quality.watched import shown
from astro_pipeline_tests.media.samples import write_film
from astro_pipeline_tests.quality.briefs import failing
from astro_pipeline_tests.quality.planted import film_of, flat


def found(facts: FilmFacts, rule: str) -> Finding:
    (finding,) = [f for f in shown(facts, "film.mp4") if f.rule == rule]
    return finding


def striped(number: int) -> np.ndarray:
    """A frame of stripes that move."""
    frame = flat(120)
    frame[:, [(column + number) % 64 for column in range(0, 64, 4)]] = 160
    return frame


@pytest.fixture(scope="module")
def clean(tmp_path_factory: pytest.TempPathFactory) -> FilmFacts:
    return probe_film(write_film(tmp_path_factory.mktemp("films") / "good.mp4", frames=30))


def test_a_film_that_moves_breaks_no_rule(clean: FilmFacts) -> None:
    assert failing(shown(clean, "film.mp4")) == []


@pytest.mark.parametrize(("frames", "closes"), [(12, False), (18, True)])
def test_black_for_half_a_second_is_refused_with_its_place(
    tmp_path: Path, frames: int, *, closes: bool
) -> None:
    pictures = [striped(0), striped(1), *[flat(0)] * frames, striped(2)]

    finding = found(probe_film(film_of(tmp_path / "film.mp4", pictures)), "technical.black")

    assert finding.closes is closes
    if closes:
        assert (finding.seconds, finding.until) == (
            pytest.approx(2 / 30, abs=0.01),
            pytest.approx(20 / 30, abs=0.01),
        )


@pytest.mark.parametrize(("frames", "closes"), [(24, False), (36, True)])
def test_standing_still_for_three_seconds_is_refused(tmp_path: Path, frames: int, *, closes: bool) -> None:
    pictures = [*[striped(0)] * frames, striped(3)]

    finding = found(probe_film(film_of(tmp_path / "film.mp4", pictures, fps=10)), "technical.frozen")

    assert finding.closes is closes


@pytest.mark.parametrize(("part", "closes"), [(0.8, False), (1.2, True)])
@pytest.mark.parametrize("lying", [True, False])
def test_bars_on_two_sides_are_refused(clean: FilmFacts, part: float, *, lying: bool, closes: bool) -> None:
    bar = part * 0.02
    bars = (bar, 0.0, bar, 0.0) if lying else (0.0, bar, 0.0, bar)
    barred = replace(clean, width=1000, height=1000, watched=replace(clean.watched, bars=bars))

    finding = found(barred, "technical.bars")

    assert finding.closes is closes
    if closes:
        assert finding.box == (
            Box(x=0, y=0, width=1000, height=24) if lying else Box(x=0, y=0, width=24, height=1000)
        )


def test_one_dark_side_is_no_bar(clean: FilmFacts) -> None:
    dark = replace(clean, watched=replace(clean.watched, bars=(0.0, 0.0, 0.3, 0.0)))

    assert found(dark, "technical.bars").verdict == "pass"


def test_every_limit_says_where_it_comes_from(clean: FilmFacts) -> None:
    assert [f.rule for f in shown(clean, "film.mp4") if not f.source or not f.checked] == []


@pytest.mark.parametrize(("frames", "closes"), [(6, False), (4, True)])
@pytest.mark.parametrize(
    ("rule", "one", "other"),
    [("technical.flashing", 10, 240), ("technical.red_flashing", (255, 0, 0), (127, 127, 127))],
)
def test_flashing_is_refused_with_its_place(
    tmp_path: Path,
    rule: str,
    one: int | tuple[int, int, int],
    other: int | tuple[int, int, int],
    frames: int,
    *,
    closes: bool,
) -> None:
    # as many frames of each colour, at 30 a second: 2.5 and 3.75 flashes a second
    pictures = [flat(one if number // frames % 2 else other) for number in range(45)]

    finding = found(probe_film(film_of(tmp_path / "film.mp4", pictures)), rule)

    assert finding.closes is closes
    if closes:
        assert finding.box is not None
        assert (finding.box.x, finding.box.width) == (0, 64)
        assert finding.checked is not None


@pytest.mark.parametrize(("part", "verdict"), [(0.8, "fail"), (1.2, "pass")])
def test_a_first_second_in_which_nothing_happens_is_advised_against(
    clean: FilmFacts, part: float, verdict: str
) -> None:
    quiet = replace(clean, watched=replace(clean.watched, opening=part * 0.8))

    finding = found(quiet, "technical.hook")

    assert (finding.verdict, finding.advisory) == (verdict, True)


@pytest.mark.parametrize(("cut", "verdict"), [(4.0, "pass"), (6.0, "fail")])
def test_one_long_first_shot_is_advised_against(clean: FilmFacts, cut: float, verdict: str) -> None:
    long = replace(clean, seconds=15.0, watched=replace(clean.watched, shots=(cut,)))

    finding = found(long, "technical.rhythm")

    assert (finding.verdict, finding.advisory) == (verdict, True)
    assert "technical.rhythm" not in [f.rule for f in shown(replace(long, seconds=4.0), "film.mp4")]
