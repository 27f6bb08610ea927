from collections.abc import Callable, Mapping
from pathlib import Path

import pytest
from PIL import Image
from pydantic import JsonValue

from astro_pipeline.domain.brief import Attachment, BrandKit, Brief
from astro_pipeline.domain.media import MediaFile
from astro_pipeline.domain.review import Box
from astro_pipeline.errors import MediaUnreadable
from astro_pipeline.quality.legibility import check_layouts, check_lettered
from astro_pipeline_tests.quality.briefs import sample_brief, sample_file
from astro_pipeline_tests.quality.desk import Desk, Place, as_set, drawn, found_at, written_down

AD = sample_file("images/A/ad.png")
OTHER = sample_file("images/B/ad.png")
A = (10, 10, 200, 20)


@pytest.fixture
def desk(monkeypatch: pytest.MonkeyPatch) -> Desk:
    return Desk(monkeypatch)


@pytest.fixture
def located(tmp_path: Path) -> Callable[[MediaFile], Path]:
    for name in ("ad", "C", "D", "E"):
        Image.fromarray(drawn(A)).save(tmp_path / f"{name}.png")
    return lambda file: tmp_path / Path(file.path).name


@pytest.mark.parametrize(
    ("place", "said", "sure", "told"),
    [
        ((10, 100, 90, 20), "Best in town", 1.0, True),
        ((10, 100, 90, 20), "Best", 1.0, True),
        ((10, 100, 90, 20), "Bes", 1.0, False),
        ((10, 100, 90, 20), "Best in town", 0.8, False),
        ((10, 100, 90, 20), "Northbrew", 1.0, False),
        ((10, 100, 90, 20), "Northbraw", 1.0, False),
        ((10, 100, 90, 20), "Noxth", 1.0, False),
        ((10, 100, 90, 20), "Northbrew Slow Can", 1.0, False),
        ((10, 100, 90, 20), "Slow Can", 1.0, False),
        ((100, 25, 90, 20), "Best in town", 1.0, False),
        ((209, 10, 50, 20), "Best in town", 1.0, False),
        ((210, 10, 50, 20), "Best in town", 1.0, True),
        ((0, 10, 10, 20), "Best in town", 1.0, True),
        ((0, 10, 11, 20), "Best in town", 1.0, False),
        ((10, 30, 90, 20), "Best in town", 1.0, True),
        ((10, 29, 90, 20), "Best in town", 1.0, False),
        ((10, 0, 90, 10), "Best in town", 1.0, True),
        ((10, 0, 90, 11), "Best in town", 1.0, False),
    ],
)
def test_what_nobody_set_is_a_word_apart_from_every_text_and_none_of_ours(
    desk: Desk, located: Callable[[MediaFile], Path], place: Place, said: str, sure: float, *, told: bool
) -> None:
    desk.reads(said, found=[found_at((150, 10, 20, 20), 10), found_at(place, 10)], sure=sure)
    facts = {AD.path: written_down(as_set("Slow coffee", A), arrangement="corner")}

    (found,) = check_layouts([AD], facts, located, approved=["Northbrew", "Slow Can 250"])

    assert (found.rule, found.verdict) == ("technical.nothing_else_written", "fail" if told else "pass")
    assert (found.advisory, found.file) == (True, AD.path)
    assert found.measured == (said if told else None)
    x, y, width, height = place
    assert found.box == (Box(x=x, y=y, width=width, height=height) if told else None)


@pytest.mark.parametrize(
    ("said", "verdict"),
    [("Stxeped xy hanx in cxld waxer for da", "pass"), ("Stxeped xy hanx in cxld waxer fox da", "fail")],
    ids=["0.83 like ours", "0.79 like ours"],
)
def test_what_is_less_than_four_fifths_like_our_own_words_is_told(
    desk: Desk, located: Callable[[MediaFile], Path], said: str, verdict: str
) -> None:
    desk.reads(said, found=[found_at((10, 100, 90, 20), 10)])
    ours = ["Steeped by hand in cold water for days"]

    (found,) = check_layouts([AD], {AD.path: written_down()}, located, approved=ours)

    assert found.verdict == verdict


def test_one_ad_of_each_layout_is_searched(desk: Desk, located: Callable[[MediaFile], Path]) -> None:
    desk.reads()
    third, fourth, bare = (sample_file(f"images/{name}.png") for name in "CDE")
    facts = {
        AD.path: written_down(arrangement="corner"),
        OTHER.path: written_down(arrangement="corner"),
        third.path: written_down(arrangement="band"),
        fourth.path: {"arrangement": "alone"},
    }

    found = list(check_layouts([AD, OTHER, third, fourth, bare], facts, located, approved=[]))

    assert [each.file for each in found] == [AD.path, third.path]


def _lettered(
    brief: Brief,
    facts: Mapping[str, Mapping[str, JsonValue]],
    located: Callable[[MediaFile], Path],
    **more: Path,
) -> list[str]:
    blob = more.get("blob")
    found = check_lettered(brief, [AD], facts, located, blob=(lambda _: blob) if blob else None)
    return [each.rule.removeprefix("technical.") for each in found]


def test_palette_and_logo_are_looked_for_where_the_brand_has_them(
    desk: Desk, located: Callable[[MediaFile], Path]
) -> None:
    desk.reads("Slow coffee")
    facts = {AD.path: written_down(as_set("Slow coffee", A))}
    read = ["legible", "contrast_seen"]
    logo = Attachment(path="logo.png", licence="customer-supplied", sha256="a" * 64)
    kits = (BrandKit(name="x"), BrandKit(name="x", palette=("#112233",)), BrandKit(name="x", logo=logo))

    ruled = [_lettered(sample_brief(brand=kit), facts, located) for kit in kits]

    assert ruled == [
        [*read, "nothing_else_written"],
        [*read, "palette", "nothing_else_written"],
        [*read, "logo", "nothing_else_written"],
    ]


@pytest.mark.parametrize("facts", [{}, {"logo": None}])
def test_the_logo_that_came_with_the_brief_is_held_against_what_was_written_down(
    located: Callable[[MediaFile], Path], tmp_path: Path, facts: dict[str, JsonValue]
) -> None:
    given = Attachment(path="logo.png", licence="customer-supplied", sha256="a" * 64)
    brief = sample_brief(brand=BrandKit(name="x", logo=given))
    known = {AD.path: facts} if facts else {}

    with_it = check_lettered(brief, [AD], known, located, blob=lambda _: tmp_path / "ad.png")
    told = [(each.verdict, each.why) for each in with_it if each.rule == "technical.logo"]

    assert told == [
        ("fail", "The brand's logo has no place in it.")
        if facts
        else ("not_checked", "Nothing was written down of its logo.")
    ]


def test_the_brands_and_products_names_may_stand_on_a_picture(
    desk: Desk, located: Callable[[MediaFile], Path]
) -> None:
    facts = {AD.path: written_down(as_set("Slow coffee", A))}

    for name, verdict in (("Slow Can 250", "pass"), ("Northbrew", "pass"), ("Stumptown", "fail")):
        desk.reads(name, found=[found_at((10, 100, 90, 20), 10)])
        (*_, found) = check_lettered(sample_brief(), [AD], facts, located)
        assert (found.rule, found.verdict) == ("technical.nothing_else_written", verdict)


def test_an_ad_that_cannot_be_opened_is_left_to_the_rule_that_says_so(tmp_path: Path) -> None:
    (tmp_path / "ad.png").write_bytes(b"")

    facts = {AD.path: written_down()}

    assert list(check_lettered(sample_brief(), [AD], facts, lambda _: tmp_path / "ad.png")) == []
    with pytest.raises(MediaUnreadable):
        list(check_layouts([AD], facts, lambda _: tmp_path / "ad.png", approved=[]))
