"""Where and when the logo of a film is looked at, and which of its places is told."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

import numpy as np
import pytest
from pydantic import JsonValue

from astro_pipeline.domain.media import Film, MediaFile
from astro_pipeline.domain.review import Box, Finding
from astro_pipeline.media.cutouts import Rgb
from astro_pipeline.media.pixels.raster import Pixels
from astro_pipeline.quality.film_type import FilmText, Lettered, check_film_type
from astro_pipeline.quality.finding import judged, not_checked
from astro_pipeline_tests.quality.briefs import sample_file
from astro_pipeline_tests.quality.told import whole

FILM = Film(ratio="1:1", seconds=9, language="en", file=sample_file("film.mp4", "video"))
LOGO: Pixels = np.zeros((2, 3, 4), np.float32)
SEEN, SPACE = "technical.logo", "technical.logo_space"


@dataclass
class Eye:
    """Says of each place of the logo, known by the grey of its cut, what a test wants to be said."""

    said: Mapping[int, tuple[Finding, ...]] = field(default_factory=dict[int, tuple[Finding, ...]])
    asked: list[object] = field(default_factory=list[object])

    def check_logo(
        self, picture: Rgb, file: MediaFile, facts: Mapping[str, JsonValue], logo: Pixels | None
    ) -> Iterator[Finding]:
        self.asked += [file, facts, logo]
        yield from self.said[int(picture.max())]


@pytest.fixture
def eye(monkeypatch: pytest.MonkeyPatch) -> Eye:
    eye = Eye()
    monkeypatch.setattr("astro_pipeline.quality.film_type.check_logo", eye.check_logo)
    return eye


def _at(x: int, y: int, *, end: float = 3.0, **changes: object) -> FilmText:
    record = {
        "role": "brand", "text": "Northbrew", "x": x, "y": y, "width": 100, "height": 40, "contrast": 9.0,
        "size_px": 40, "start": end - 2, "settled": end - 1, "end": end, "fits": True, "missing": "",
        "drawn": "own",
    }  # fmt: skip
    return FilmText.model_validate({**record, **changes})


def _said(rule: str, *, holds: bool, advisory: bool = False) -> Finding:
    """A failure tells the place within its cut."""
    box = Box(x=30, y=20, width=7, height=5)
    return judged(rule, "film.mp4", holds=holds, box=box, why="w", advisory=advisory)


def _open() -> Finding:
    return not_checked(SEEN, "film.mp4", why="w", advisory=False)


def _judged(*places: FilmText, shown: int = 9) -> list[Finding]:
    known = Lettered(places, "Northbrew", LOGO, logo_due=True)
    logos = [spot for text, spot in zip(places, known.spots, strict=True) if text.drawn != "type"]
    cuts = {spot: np.full((4, 4, 3), number, np.uint8) for number, spot in enumerate(logos, 1)}
    return list(check_film_type(FILM, known, dict(list(cuts.items())[:shown])))


@pytest.mark.parametrize(
    ("x", "y", "within", "told"),
    [
        (300, 200, (14, 14), (316, 206)),
        (14, 14, (14, 14), (30, 20)),
        (6, 200, (6, 14), (30, 206)),
        (300, 6, (14, 6), (316, 20)),
    ],
)
def test_a_logo_is_looked_for_in_its_cut_and_told_in_the_frame(
    eye: Eye, x: int, y: int, within: tuple[int, int], told: tuple[int, int]
) -> None:
    eye.said = {1: (_said(SEEN, holds=False), _said(SPACE, holds=True))}

    found, passed = _judged(_at(x, y))

    file, facts, logo = eye.asked
    place = {"x": within[0], "y": within[1], "width": 100, "height": 40, "manner": "own"}
    assert (file, facts) == (FILM.file, {"logo": place})
    assert logo is LOGO
    assert whole(found) == {
        "rule": SEEN, "verdict": "fail", "file": "film.mp4", "seconds": 2.5,
        "box": {"x": told[0], "y": told[1], "width": 7, "height": 5},
    }  # fmt: skip
    assert whole(passed) == {"rule": SPACE, "verdict": "pass", "file": "film.mp4"}


@pytest.mark.parametrize(
    ("first", "second", "told"),
    [
        (_said(SEEN, holds=True), _said(SEEN, holds=False), ("fail", False)),
        (_said(SEEN, holds=False, advisory=True), _said(SEEN, holds=False), ("fail", False)),
        (_open(), _said(SEEN, holds=False), ("fail", False)),
        (_open(), _said(SEEN, holds=False, advisory=True), ("fail", True)),
        (_said(SEEN, holds=True), _open(), ("not_checked", False)),
        (_said(SEEN, holds=True), _said(SEEN, holds=False, advisory=True), ("fail", True)),
    ],
)
def test_the_worst_of_two_places_is_told(
    eye: Eye, first: Finding, second: Finding, told: tuple[str, bool]
) -> None:
    for said in ((first, second), (second, first)):
        eye.said = {1: (said[0],), 2: (said[1],)}

        (found,) = _judged(_at(300, 200), _at(500, 200, end=8.0))

        assert (found.verdict, found.advisory) == told


def test_each_rule_on_logos_has_a_worst_place_of_its_own(eye: Eye) -> None:
    eye.said = {
        1: (_said(SEEN, holds=False), _said(SPACE, holds=True)),
        2: (_said(SEEN, holds=True), _said(SPACE, holds=False)),
    }

    found = _judged(_at(300, 200), _at(500, 200, end=8.0))

    assert [(each.rule, each.verdict, each.seconds) for each in found] == [
        (SEEN, "fail", 2.5),
        (SPACE, "fail", 7.5),
    ]


def test_a_logo_that_stands_after_type_is_looked_at(eye: Eye) -> None:
    eye.said = {1: (_said(SEEN, holds=True),)}
    typed = _at(300, 200, drawn="type", text="", lines=((300, 200, 9, 9),))

    (found,) = _judged(typed, _at(500, 200))

    assert (found.rule, found.verdict) == (SEEN, "pass")


def test_a_place_that_is_not_shown_lacks_the_logo_there(eye: Eye) -> None:
    eye.said = {1: (_said(SEEN, holds=True),)}

    (found,) = _judged(_at(300, 200), _at(500, 210, end=8.0), shown=1)

    assert whole(found) == {
        "rule": SEEN, "verdict": "fail", "file": "film.mp4", "measured": 0.0, "limit": 0.93,
        "unit": "of it seen as drawn", "source": found.source, "checked": found.checked, "seconds": 7.5,
        "box": {"x": 500, "y": 210, "width": 100, "height": 40},
    }  # fmt: skip


def test_a_film_in_which_the_logo_has_no_place_is_told_by_name() -> None:
    (found,) = _judged()

    assert (found.rule, found.file, found.closes, found.seconds) == (SEEN, "film.mp4", True, None)
