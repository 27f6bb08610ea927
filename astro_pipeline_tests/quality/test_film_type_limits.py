"""What is told of a film's type at each limit: what was measured, where, when and by whose rule."""

from dataclasses import replace
from pathlib import Path

import pytest
from pydantic import JsonValue

from astro_pipeline.domain.media import Film
from astro_pipeline.domain.placements import placements
from astro_pipeline.domain.review import Finding
from astro_pipeline.media.cutouts import Spot
from astro_pipeline.media.probe import FilmFacts
from astro_pipeline.quality.film import check_film
from astro_pipeline.quality.film_type import FilmText, Lettered, check_film_type, texts_of
from astro_pipeline_tests.quality.briefs import sample_file
from astro_pipeline_tests.quality.desk import Desk, Place, as_set, cut_of
from astro_pipeline_tests.quality.measured import FILM
from astro_pipeline_tests.quality.told import whole

UPPER, LOWER = (80, 200, 200, 40), (80, 300, 200, 40)
SET: dict[str, JsonValue] = {
    "start": 1.0, "settled": 2.0, "end": 3.0, "fits": True, "missing": "", "drawn": "type",
}  # fmt: skip


@pytest.fixture
def desk(monkeypatch: pytest.MonkeyPatch) -> Desk:
    return Desk(monkeypatch)


def _film(size: tuple[int, int] | None = (1080, 1080), *taken: str, language: str = "en") -> Film:
    width, height = size or (None, None)
    file = sample_file("film.mp4", "video", width=width, height=height, placements=taken)
    tall = size is None or size[1] > size[0]
    return Film(ratio="9:16" if tall else "1:1", seconds=6, language=language, file=file)


def _text(
    place: Place = UPPER,
    text: str = "Slow coffee",
    *,
    size: int = 72,
    role: str = "overlay",
    **more: JsonValue,
) -> JsonValue:
    return as_set(text, place, size=size, role=role, **{**SET, **more})


def _known(*texts: JsonValue) -> tuple[FilmText, ...]:
    known = texts_of({"type": list(texts)})
    assert known is not None
    return known


def _judged(*texts: JsonValue, film: Film | None = None) -> list[Finding]:
    """The findings on a film each of whose lines has the grey of its number, as a desk's reader knows it."""
    known = Lettered(_known(*texts), "Northbrew")
    cuts = {spot: cut_of(10 * number) for number, spot in enumerate(known.spots, 1)}
    return list(check_film_type(film or _film(), known, cuts))


def _of(rule: str, found: list[Finding]) -> dict[str, object]:
    (one,) = (each for each in found if each.rule == f"technical.{rule}")
    return whole(one)


def _box(place: Place) -> dict[str, int]:
    return dict(zip(("x", "y", "width", "height"), place, strict=True))


def test_each_line_is_looked_at_with_a_tenth_of_its_height_and_a_logo_with_a_third() -> None:
    lines: list[JsonValue] = [[80, 200, 200, 50], [80, 270, 0, 40], [80, 310, 1, 10]]

    known = Lettered(
        _known(
            _text(lines=lines),
            _text((50, 60, 200, 100), drawn="own", lines=[]),
            _text((50, 60, 90, 20), drawn="plate", lines=[], settled=4.0),
        ),
        "Northbrew",
    )

    assert known.spots == (
        Spot(2.5, 75, 195, 210, 60),
        Spot(2.5, 78, 308, 5, 14),
        Spot(2.5, 15, 25, 270, 170),
        Spot(2.98, 42, 52, 106, 36),
    )


def test_the_moment_a_text_is_looked_at_is_told_in_thousandths() -> None:
    (text,) = _known(_text(settled=1.0023, end=2.0))

    assert text.second == 1.501


def test_every_glyph_is_drawn_or_the_first_that_is_not_is_told(desk: Desk) -> None:
    desk.reads("Slow coffee", "Slow coffee", "Slow coffee")

    whole_type = _of("glyphs", _judged(_text()))
    lacking = _judged(_text(), _text(LOWER, missing="ꙮ"), _text(missing="☃"))

    assert whole_type == {
        "rule": "technical.glyphs", "verdict": "pass", "file": "film.mp4", "measured": "",
    }  # fmt: skip
    assert _of("glyphs", lacking) == {
        "rule": "technical.glyphs", "verdict": "fail", "file": "film.mp4", "measured": "ꙮ",
        "seconds": 2.5, "box": _box(LOWER),
    }  # fmt: skip
    assert lacking[0].why == "No installed font draws 'ꙮ'; the text stands without it."


@pytest.mark.parametrize(
    ("first", "second", "measured", "verdict", "advisory"),
    [
        ((72, True), (52, True), 52, "pass", False),
        ((72, False), (52, True), 72, "fail", True),
        ((72, False), (52, False), 52, "fail", True),
        ((72, False), (19, True), 19, "fail", False),
        ((20, False), (20, True), 20, "fail", True),
    ],
)
def test_the_smallest_of_what_had_to_be_small_is_told(
    desk: Desk,
    first: tuple[int, bool],
    second: tuple[int, bool],
    measured: int,
    verdict: str,
    *,
    advisory: bool,
) -> None:
    desk.reads("Slow coffee", "Slow coffee")
    texts = [_text(place, size=size, fits=fits) for place, (size, fits) in ((LOWER, first), (UPPER, second))]

    told = _of("text_fits", _judged(*texts))

    assert told["source"] == "house rule: 20 px at 1080 across is the smallest type that a telephone shows"
    assert (told["measured"], told["limit"], told["unit"]) == (measured, 20, "px of type")
    assert (told["verdict"], told.get("advisory", False), told["file"]) == (verdict, advisory, "film.mp4")
    if verdict == "fail":
        place = LOWER if first[0] == measured else UPPER
        assert (told["seconds"], told["box"]) == (2.5, _box(place))


@pytest.mark.parametrize(
    ("size", "least"), [((540, 960), 10), ((1080, 1920), 20), ((1110, 1110), 21), (None, 0)]
)
def test_the_least_size_follows_the_films_shorter_side(
    desk: Desk, size: tuple[int, int] | None, least: int
) -> None:
    desk.reads("Slow coffee")

    assert _of("text_fits", _judged(_text(), film=_film(size)))["limit"] == least


@pytest.mark.parametrize(
    ("size", "place", "outside"),
    [
        ((1080, 1920), (65, 269, 950, 979), 0),
        ((1080, 1920), (65, 269, 951, 979), 1),
        ((1080, 1920), (65, 269, 950, 980), 1),
        ((1080, 1920), (65, 268, 950, 979), 1),
        ((540, 960), (32, 134, 476, 490), 0),
        ((540, 960), (31, 134, 476, 490), 1),
        (None, (0, 0, 30, 20), 30),
        (None, (0, 0, 20, 30), 30),
    ],
)
def test_each_placement_that_takes_the_film_has_its_zone(
    desk: Desk, size: tuple[int, int] | None, place: Place, outside: int
) -> None:
    desk.reads("Slow coffee", "Slow coffee")
    within = (100, 400, 20, 20) if size else (0, 0, 1, 1)

    found = _judged(_text(place), _text(within), film=_film(size, "meta_feed", "meta_reels"))

    source = placements()["meta_reels"].source
    told = {
        "rule": "technical.safe_zone", "verdict": "pass", "file": "film.mp4", "measured": 0, "limit": 0,
        "unit": "px outside", "source": source.urls[0], "checked": source.checked,
    }  # fmt: skip
    more = {"verdict": "fail", "measured": outside, "seconds": 2.5, "box": _box(place)} if outside else {}
    assert _of("safe_zone", found) == {**told, **more}


def test_a_film_whose_lines_have_no_ink_has_none_outside(desk: Desk) -> None:
    desk.reads()

    found = _judged(_text(lines=[[80, 200, 0, 40]]), film=_film((1080, 1920), "meta_reels"))

    assert "technical.safe_zone" not in {each.rule for each in found}


def test_what_keeps_free_is_said_in_the_films_own_pixels(desk: Desk) -> None:
    desk.reads("Slow coffee")

    (found,) = (
        each
        for each in _judged(_text((0, 300, 50, 20)), film=_film((540, 960), "tiktok_in_feed", language="ar"))
        if each.rule == "technical.safe_zone"
    )

    assert found.measured == 81
    assert found.cure == "Keep 65 px free above, 30 right, 336 below, 81 left."


def test_signs_alone_are_not_read_and_a_strange_writing_does_not_hide_the_others(desk: Desk) -> None:
    desk.reads("", "", "Slow coffee", contrasts=[1.0, 1.0, 8.0])

    found = _judged(_text(text="→ ·"), _text(text="Ночь", role="caption"), _text(LOWER))
    only = _judged(_text(text="→ ·"))

    legible = [each for each in found if each.rule == "technical.legible"]
    assert [(each.verdict, each.file) for each in legible] == [
        ("not_checked", "film.mp4"),
        ("pass", "film.mp4"),
    ]
    assert "writing of: caption." in legible[0].why
    assert _of("contrast_seen", found)["measured"] == 8.0
    assert {each.rule.removeprefix("technical.") for each in only} == {"glyphs", "text_fits", "contrast"}


def test_a_logo_and_an_empty_text_are_no_type(desk: Desk) -> None:
    desk.reads("Slow coffee")

    empty = _judged(_text(text="", size=2, missing="x"), _text(size=2, drawn="own", contrast=1.0))
    one = _judged(
        _text(), _text(text="", size=2, lines=[]), _text(size=2, drawn="plate", lines=[], contrast=1.0)
    )

    assert empty == []
    assert {each.verdict for each in one} == {"pass"}


def test_the_brands_name_is_read_exactly_and_a_line_that_is_not_shown_is_no_part_of_it(desk: Desk) -> None:
    desk.reads("Come in to Northbraw any day")
    text = _text(text="Come in to Northbrew any day", lines=[[*UPPER], [*LOWER]])
    known = Lettered(_known(text), "Northbrew")

    def told(brand: str, said: int) -> dict[str, object]:
        cuts = {known.spots[said]: cut_of(10)}
        return _of("legible", list(check_film_type(_film(), Lettered(known.texts, brand), cuts)))

    assert told("Northbrew", 0)["verdict"] == "fail"
    assert told("Northbrew", 0)["file"] == "film.mp4"
    assert told("Other", 1)["verdict"] == "pass"


def test_a_film_of_which_nothing_was_written_down_is_told_by_name() -> None:
    (found,) = check_film_type(_film(), Lettered(None, "Northbrew", logo_due=True), {})

    assert whole(found) == {"rule": "technical.legible", "verdict": "not_checked", "file": "film.mp4"}


def test_a_films_type_is_read_on_what_its_probe_cut_out(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    desk.reads("Slow coffee")
    known = Lettered(_known(_text()), "Northbrew")
    film = _film((1080, 1920))

    def probed(_: Path, *, spots: tuple[Spot, ...]) -> FilmFacts:
        cuts = {spot: cut_of(10) for spot in spots}
        return replace(FILM, sound_codec=None, watched=replace(FILM.watched, cuts=cuts))

    monkeypatch.setattr("astro_pipeline.quality.film.probe_film", probed)

    told = {each.rule: each.verdict for each in check_film(Path("film.mp4"), film, specs=(), lettered=known)}

    assert told["technical.legible"] == "pass"
