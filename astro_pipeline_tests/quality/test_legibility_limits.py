import pytest
from pydantic import JsonValue

from astro_pipeline.domain.review import Box, Finding
from astro_pipeline.media.reading.recognising import Picture
from astro_pipeline.quality.legibility import check_legible
from astro_pipeline.quality.lettering import WCAG
from astro_pipeline_tests.quality.briefs import sample_file
from astro_pipeline_tests.quality.desk import Desk, Place, as_set, drawn, found_at, written_down
from astro_pipeline_tests.quality.measured import Verdict, verdicts

AD = sample_file("images/A/ad.png")
READ = "of its signs read as approved"
HALVES = "aaaaaaaaaaaaaaaaaaaaaaaaa"
"""25 signs, of which each is four hundredths."""


@pytest.fixture
def desk(monkeypatch: pytest.MonkeyPatch) -> Desk:
    return Desk(monkeypatch)


def _judged(picture: Picture, *boxes: JsonValue, brand: str = "Northbrew") -> list[Finding]:
    return list(check_legible(picture, AD, written_down(*boxes), brand=brand))


A, B = (10, 10, 200, 20), (10, 60, 200, 20)


@pytest.mark.parametrize(
    ("said", "verdict"),
    [
        (HALVES, ("pass", False, 1.0, 0.92, READ)),
        (f"xx{HALVES[2:]}", ("pass", False, 0.92, 0.92, READ)),
        (f"xxx{HALVES[3:]}", ("fail", False, 0.88, 0.92, READ)),
    ],
)
def test_a_text_agrees_with_what_was_approved_up_to_its_limit(
    desk: Desk, said: str, verdict: Verdict
) -> None:
    desk.reads(said)

    found = _judged(drawn(A), as_set(HALVES, A))

    assert verdicts(found)["technical.legible"] == verdict
    assert found[0].box == (Box(x=10, y=10, width=200, height=20) if verdict[0] == "fail" else None)
    assert found[0].why in {
        "",
        f"The headline reads “{said}” where “{HALVES}” was approved: that is another text.",
    }
    assert {each.file for each in found} == {AD.path}


def test_each_text_that_reads_otherwise_is_told_and_none_that_does_not(desk: Desk) -> None:
    desk.reads("Slow coffee", "Now €24.80")

    found = _judged(drawn(A, B), as_set("Slow coffee", A), as_set("Now €24.90", B, role="support"))

    (wrong,) = [each for each in found if each.rule == "technical.legible"]
    assert (wrong.verdict, wrong.measured) == ("fail", 0.889)
    assert wrong.why.endswith("“Now €24.90” was approved: €24.90 cannot be read in it.")


def test_every_figure_that_reads_otherwise_is_named(desk: Desk) -> None:
    desk.reads("Now €24.80 for 8 of our best cans")

    (wrong, _) = _judged(drawn(A), as_set("Now €24.90 for 9 of our best cans", A))

    assert wrong.why.endswith(" was approved: €24.90, 9 cannot be read in it.")


def test_the_brands_name_must_be_read_exactly(desk: Desk) -> None:
    desk.reads("Come in to Northbraw any day")
    text = as_set("Come in to Northbrew any day", A)

    assert verdicts(_judged(drawn(A), text))["technical.legible"][0] == "fail"
    assert verdicts(_judged(drawn(A), text, brand="Other"))["technical.legible"][0] == "pass"


def test_the_least_agreement_is_told_where_every_text_passes(desk: Desk) -> None:
    shorter = HALVES[1:]
    desk.reads(HALVES, f"x{shorter[1:]}")

    found = _judged(drawn(A, B), as_set(HALVES, A), as_set(shorter, B))

    assert verdicts(found)["technical.legible"][2] == 0.958


@pytest.mark.parametrize(
    ("size", "contrast", "verdict"),
    [
        (23, 0.95 * 4.5, ("pass", False, 4.27, 4.5, ":1")),
        (23, 4.27, ("fail", False, 4.27, 4.5, ":1")),
        (24, 0.95 * 3.0, ("pass", False, 2.85, 3.0, ":1")),
        (24, 2.84, ("fail", False, 2.84, 3.0, ":1")),
        (12, 4.0, ("fail", False, 4.0, 4.5, ":1")),
        (11, 4.0, None),
    ],
)
def test_contrast_is_held_to_the_size_and_not_measured_in_tiny_type(
    desk: Desk, size: int, contrast: float, verdict: Verdict | None
) -> None:
    desk.reads("Slow coffee", contrasts=[contrast])

    found = _judged(drawn(A), as_set("Slow coffee", A, size=size))

    assert verdicts(found).get("technical.contrast_seen") == verdict
    for each in found:
        if each.rule == "technical.contrast_seen":
            assert each.source == WCAG.urls[0]
            assert each.box == (Box(x=10, y=10, width=200, height=20) if each.verdict == "fail" else None)


def test_the_faintest_line_for_its_size_is_told(desk: Desk) -> None:
    desk.reads("Slow", "coffee", "Order now", contrasts=[9.0, 2.9, 4.0])
    low = (10, 110, 200, 20)
    headline = as_set("Slow coffee", A, size=30, lines=[[*A], [*B]])

    found = _judged(drawn(A, B, low), headline, as_set("Order now", low, role="cta"))

    (faint,) = [each for each in found if each.rule == "technical.contrast_seen"]
    assert (faint.measured, faint.limit) == (4.0, 4.5)
    assert faint.why.startswith("The cta ")


@pytest.mark.parametrize(
    ("place", "cut"),
    [
        ((50, 50, 60, 20), (24, 64)),
        ((50, 50, 60, 55), (67, 72)),
        ((50, 50, 60, 45), (53, 68)),
        ((1, 0, 60, 20), (22, 63)),
    ],
)
def test_a_line_is_cut_out_with_a_tenth_of_its_height_around_it(
    desk: Desk, place: Place, cut: tuple[int, int]
) -> None:
    cuts = desk.reads("Slow")

    _judged(drawn(place), as_set("Slow", place))

    assert cuts[0].shape == (*cut, 3)
    assert cuts[0].flags["C_CONTIGUOUS"]


def test_a_line_without_length_is_left_out(desk: Desk) -> None:
    desk.reads("Slow coffee")

    found = _judged(drawn(A), as_set("Slow coffee", A, lines=[[*A], [10, 40, 0, 20]]))

    assert verdicts(found)["technical.legible"][:3] == ("pass", False, 1.0)


def test_a_line_a_pixel_long_is_read(desk: Desk) -> None:
    sliver = (10, 40, 1, 20)
    desk.reads("Slow coffee", "xxxx")

    found = _judged(drawn(A, sliver), as_set("Slow coffee", A, lines=[[*A], [*sliver]]))

    assert verdicts(found)["technical.legible"][0] == "fail"


def test_lines_nobody_wrote_down_are_looked_for_in_their_box(desk: Desk) -> None:
    cuts = desk.reads("Slow", "coffee", found=[found_at((0, 0, 90, 10), 10), found_at((0, 20, 90, 10), 20)])

    found = _judged(drawn(A), as_set("Slow coffee", (10, 10, 200, 50), lines=[]))

    assert verdicts(found)["technical.legible"][:3] == ("pass", False, 1.0)
    assert cuts[0].shape == (60, 210, 3)


def test_signs_without_a_letter_and_strange_writing_are_not_read(desk: Desk) -> None:
    desk.reads("Slow coffee")
    texts = (as_set("→ ·", B, role="mark"), as_set("Ночь", B, role="support"), as_set("야간", B, role="cta"))

    only, both = _judged(drawn(A), *texts), _judged(drawn(A), as_set("Slow coffee", A), *texts)

    assert [(each.rule, each.verdict, each.advisory) for each in only] == [
        ("technical.legible", "not_checked", True)
    ]
    assert "writing of: support, cta." in only[0].why
    assert [each.verdict for each in both] == ["not_checked", "pass", "pass"]
    assert {each.file for each in only} == {AD.path}
    assert _judged(drawn(A), texts[0]) == []


def test_an_ad_of_which_nothing_is_known_is_open_and_required() -> None:
    (found,) = check_legible(drawn(A), AD, {}, brand="x")

    assert (found.rule, found.file, found.verdict, found.advisory) == (
        "technical.legible",
        AD.path,
        "not_checked",
        False,
    )
