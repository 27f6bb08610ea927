from collections.abc import Mapping

import numpy as np
import pytest
from PIL import Image
from pydantic import JsonValue

from astro_pipeline.domain.media import Film
from astro_pipeline.domain.placements import placements
from astro_pipeline.domain.review import Finding
from astro_pipeline.media.cutouts import Rgb, Spot
from astro_pipeline.media.pixels.raster import Pixels
from astro_pipeline.media.reading.recognising import Picture
from astro_pipeline.quality.film_type import FilmText, Lettered, check_film_type, texts_of
from astro_pipeline_tests.media.lettered import Text, lettered
from astro_pipeline_tests.quality.briefs import sample_file
from astro_pipeline_tests.quality.logos import Worn, worn

SIZE = (1080, 1080)
HEADLINE = Text("Slow coffee for 18 hours", 80, 200, 72)
CAPTION = Text("Order your first case", 300, 880, 52)


def _film(language: str = "en", **changes: object) -> Film:
    record = {"width": 1080, "height": 1080, "placements": ("meta_feed",), **changes}
    return Film(ratio="1:1", seconds=6, language=language, file=sample_file("film.mp4", "video", **record))


FILM = _film()


def _told(text: Text, **changes: JsonValue) -> dict[str, JsonValue]:
    left, top, width, height = text.box
    return {
        "role": "overlay", "text": text.text, "x": left, "y": top, "width": width, "height": height,
        "lines": [[left, top, width, height]], "start": 1.0, "settled": 2.0, "end": 3.0, "size_px": text.size,
        "contrast": 9.0, "fits": True, "missing": "", "drawn": "type", **changes,
    }  # fmt: skip


def _set(*told: dict[str, JsonValue]) -> tuple[FilmText, ...]:
    texts = texts_of({"type": list(told)})
    assert texts is not None
    return texts


def _cuts(picture: Picture, known: Lettered) -> dict[Spot, Rgb]:
    """What lies at each spot, as a film of this one picture shows it."""
    parts = {
        spot: picture[max(0, spot.top) : spot.top + spot.height, max(0, spot.left) : spot.left + spot.width]
        for spot in known.spots
    }
    return {spot: np.ascontiguousarray(part) for spot, part in parts.items() if part.size}


def _judged(
    picture: Picture, *told: dict[str, JsonValue], film: Film = FILM, logo: Pixels | None = None
) -> dict[str, Finding]:
    known = Lettered(_set(*told), "Northbrew", logo, logo_due=logo is not None)
    return {found.rule: found for found in check_film_type(film, known, _cuts(picture, known))}


def _drawn(*texts: Text) -> Picture:
    return lettered(texts or (HEADLINE, CAPTION), size=SIZE)


def test_a_film_that_shows_what_was_set_passes_every_rule() -> None:
    found = _judged(_drawn(), _told(HEADLINE), _told(CAPTION, role="caption"))

    assert {rule: each.verdict for rule, each in found.items()} == {
        f"technical.{rule}": "pass"
        for rule in ("glyphs", "text_fits", "safe_zone", "contrast", "legible", "contrast_seen")
    }
    assert found["technical.legible"].measured == 1.0
    assert found["technical.text_fits"].measured == 52


@pytest.mark.parametrize(
    ("text", "wrong"),
    [("Slow coffee for 16 hours", "18"), ("Slow coffee for the hours", "18"), ("", "18")],
    ids=["another figure", "no figure", "nothing"],
)
def test_a_text_that_reads_otherwise_is_refused_with_its_moment_and_place(text: str, wrong: str) -> None:
    instead = [Text(text, HEADLINE.left, HEADLINE.top, HEADLINE.size)] if text else []

    found = _judged(_drawn(CAPTION, *instead), _told(HEADLINE), _told(CAPTION))["technical.legible"]

    assert found.closes
    assert wrong in found.why
    assert found.seconds == 2.5
    assert found.box is not None
    assert (found.box.x, found.box.y) == (80, 200)


def test_a_text_whose_place_lies_outside_the_picture_is_not_read_and_fails() -> None:
    away = _told(HEADLINE, y=1300, lines=[[80, 1300, 700, 60]])

    found = _judged(_drawn(), away)

    assert found["technical.legible"].closes
    assert found["technical.safe_zone"].closes


def test_text_faint_on_the_frame_is_refused_whatever_was_written_down() -> None:
    faint = Text(HEADLINE.text, HEADLINE.left, HEADLINE.top, HEADLINE.size, (200, 196, 190))

    found = _judged(_drawn(faint, CAPTION), _told(HEADLINE), _told(CAPTION))

    assert found["technical.contrast_seen"].closes
    assert found["technical.contrast_seen"].seconds == 2.5
    assert float(found["technical.contrast_seen"].measured or 9) < 1.7
    assert not found["technical.contrast"].closes


def test_type_that_was_set_with_too_little_contrast_is_refused() -> None:
    found = _judged(_drawn(), _told(HEADLINE, contrast=2.9), _told(CAPTION))["technical.contrast"]

    assert found.closes
    assert (found.measured, found.limit, found.seconds) == (2.9, 3.0, 2.5)


def test_a_character_no_font_draws_is_named_with_its_place() -> None:
    found = _judged(_drawn(), _told(CAPTION), _told(HEADLINE, missing="ꙮ"))["technical.glyphs"]

    assert found.closes
    assert found.measured == "ꙮ"
    assert found.box is not None
    assert found.box.y == HEADLINE.top


@pytest.mark.parametrize(
    ("changes", "verdict", "advisory"),
    [
        ({"fits": False, "size_px": 20}, "fail", True),
        ({"fits": True, "size_px": 20}, "pass", False),
        ({"fits": True, "size_px": 19}, "fail", False),
    ],
    ids=["small", "small as wanted", "too small to be read"],
)
def test_type_that_had_to_be_small_is_advice_until_it_cannot_be_read(
    changes: dict[str, JsonValue], verdict: str, advisory: bool
) -> None:
    found = _judged(_drawn(), _told(HEADLINE), _told(CAPTION, **changes))["technical.text_fits"]

    assert (found.verdict, found.advisory) == (verdict, advisory)
    assert found.limit == 20


def test_the_least_size_grows_with_the_film() -> None:
    large = _film(width=2160, height=2160)

    found = _judged(_drawn(), _told(HEADLINE, size_px=39), film=large)["technical.text_fits"]

    assert found.closes
    assert found.limit == 40


@pytest.mark.parametrize(
    ("placement", "language", "left", "outside"),
    [
        ("meta_reels", "en", 65, 0),
        ("meta_reels", "en", 64, 1),
        ("tiktok_in_feed", "en", 100, 0),
        ("tiktok_in_feed", "ar", 100, 62),
        ("x_post", "en", 0, 0),
    ],
)
def test_a_line_in_the_margin_of_a_placement_is_refused(
    placement: str, language: str, left: int, outside: int
) -> None:
    line = Text("Slow coffee", left, 400, 60)
    tall = _film(language, height=1920, placements=(placement,)).model_copy(update={"ratio": "9:16"})

    zone = _judged(lettered([line], size=(1080, 1920)), _told(line), film=tall)["technical.safe_zone"]

    assert (zone.measured, zone.closes) == (outside, outside > 0)
    if outside:
        assert zone.seconds == 2.5
        assert zone.box is not None
        assert (zone.box.x, zone.box.y) == (left, 400)


def test_every_placement_of_the_ratio_is_asked_and_no_other() -> None:
    known = Lettered(_set(_told(HEADLINE)), "Northbrew")
    film = _film(placements=("meta_feed", "tiktok_in_feed", "youtube_bumper", "x_post"))

    found = [
        each for each in check_film_type(film, known, _cuts(_drawn(), known))
        if each.rule == "technical.safe_zone"
    ]  # fmt: skip

    assert len(found) == sum(_takes_square(each) for each in film.file.placements)


def _takes_square(placement: str) -> bool:
    return any(spec.ratio == "1:1" for spec in placements()[placement].videos)


def test_a_writing_the_reader_does_not_know_is_said_not_to_be_read() -> None:
    arabic = {**_told(HEADLINE), "text": "قهوة على مهل"}

    found = _judged(_drawn(), arabic)

    assert found["technical.legible"].verdict == "not_checked"
    assert "technical.contrast_seen" not in found


@pytest.mark.parametrize("facts", [{}, {"type": None}, {"type": [{"role": "overlay"}]}])
def test_a_film_of_which_nothing_was_written_down_is_not_passed(facts: Mapping[str, JsonValue]) -> None:
    known = Lettered(texts_of(facts), "Northbrew")

    (found,) = check_film_type(FILM, known, {})

    assert (found.rule, found.verdict, found.advisory) == ("technical.legible", "not_checked", False)


def test_a_film_without_words_and_logo_has_nothing_to_be_read() -> None:
    known = Lettered((), "Northbrew")

    assert list(check_film_type(FILM, known, {})) == []


@pytest.mark.parametrize(
    ("settled", "second"), [(1.2, 2.1), (2.0, 2.5), (5.0, 2.98)], ids=["early", "late", "never at rest"]
)
def test_a_text_is_looked_at_in_the_middle_of_its_rest(settled: float, second: float) -> None:
    (text,) = _set(_told(HEADLINE, settled=settled))

    assert text.second == pytest.approx(second)


def _branded(wearing: Worn, **changes: JsonValue) -> dict[str, JsonValue]:
    emblem = wearing.emblem
    told = _told(HEADLINE, role="brand", lines=[], drawn="own", size_px=emblem.height)
    place: dict[str, JsonValue] = {
        "x": emblem.x, "y": emblem.y, "width": emblem.width, "height": emblem.height
    }  # fmt: skip
    return {**told, **place, **changes}


def _own() -> Worn:
    wearing = worn("juniper-tide", "minimal")
    assert wearing.emblem.manner == "own"
    return wearing


def _logo_rules(picture: Picture, *told: dict[str, JsonValue]) -> dict[str, Finding]:
    film = _film(width=600, height=314, placements=())
    found = _judged(picture, *told, film=film, logo=_own().logo)
    return {rule: each for rule, each in found.items() if "logo" in rule}


def test_a_logo_on_the_frame_is_held_to_the_rules_on_logos() -> None:
    whole = _logo_rules(_own().picture, _branded(_own()))
    covered = _logo_rules(_own().over(0.2, 0.0, 0.2, 1.0), _branded(_own()))

    assert {each.verdict for each in whole.values()} == {"pass"}
    assert covered["technical.logo"].closes
    assert covered["technical.logo"].seconds == 2.5
    box = covered["technical.logo"].box
    assert box is not None
    assert (box.x, box.y, box.width) == (_own().emblem.x, _own().emblem.y, _own().emblem.width)


def test_of_all_places_of_the_logo_the_worst_is_told() -> None:
    elsewhere = _branded(_own(), x=300, y=200, start=3.0, settled=3.0, end=5.0)

    found = _logo_rules(_own().picture, _branded(_own()), elsewhere)

    assert found["technical.logo"].closes
    assert found["technical.logo"].seconds == 4.0


def test_a_film_without_the_brands_logo_is_refused() -> None:
    assert _logo_rules(_own().picture)["technical.logo"].closes
    # what lies after the film's end, or outside it, is not there
    away = _branded(_own(), x=700)
    assert _logo_rules(_own().picture, away)["technical.logo"].closes


def test_a_logo_that_was_not_given_is_not_passed() -> None:
    known = Lettered(_set(_branded(_own())), "Aubeline", None, logo_due=True)

    found = list(check_film_type(FILM, known, _cuts(np.asarray(Image.new("RGB", SIZE)), known)))

    assert [(each.rule, each.verdict, each.advisory) for each in found] == [
        ("technical.logo", "not_checked", False)
    ]
