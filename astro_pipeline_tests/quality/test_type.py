import pytest
from pydantic import JsonValue

from astro_pipeline.domain.media import MediaFile
from astro_pipeline.domain.review import Finding
from astro_pipeline.quality.type import check_type
from astro_pipeline_tests.quality.briefs import sample_file
from astro_pipeline_tests.quality.told import whole

AD = sample_file("images/A/display.300x250.en.png", width=300, height=250, placements=("display_300x250",))
STRIP = sample_file("images/A/display.728x90.en.png", width=728, height=90, placements=("display_728x90",))


def _box(
    role: str, *, contrast: float = 7.0, size: int = 40, text: str = "Slow coffee"
) -> dict[str, JsonValue]:
    return {
        "role": role, "text": text, "x": 10, "y": 20, "width": 100, "height": 30,
        "contrast": contrast, "size_px": size,
    }  # fmt: skip


def _facts(**changes: JsonValue) -> dict[str, JsonValue]:
    boxes: list[JsonValue] = [_box("logo", text="", contrast=1.7), _box("headline"), _box("cta", size=13)]
    facts: dict[str, JsonValue] = {"text_boxes": boxes, "missing_glyphs": "", "left_out": []}
    return {**facts, **changes}


def _found(
    facts: dict[str, JsonValue], *, file: MediaFile = AD, legal_due: bool = False
) -> dict[str, Finding]:
    found = check_type(file, facts, legal_due=legal_due)
    return {finding.rule.removeprefix("technical."): finding for finding in found}


def test_an_ad_whose_type_is_whole_passes_and_its_logo_is_no_text() -> None:
    found = _found(_facts())

    assert list(found) == ["glyphs", "text_fits", "safe_zone", "contrast"]
    assert {finding.verdict for finding in found.values()} == {"pass"}


def test_a_missing_glyph_closes_the_gate_and_is_named() -> None:
    found = _found(_facts(missing_glyphs="€"))["glyphs"]

    assert found.closes
    assert found.measured == "€"
    assert "€" in found.why
    assert "brand.fonts" in found.cure


@pytest.mark.parametrize(
    ("left_out", "closes"),
    [("headline", True), ("cta", True), ("support", False), ("kicker", False), ("legal", False)],
)
def test_what_is_left_out_closes_the_gate_or_is_said(left_out: str, *, closes: bool) -> None:
    found = _found(_facts(left_out=[left_out]))["text_fits"]

    assert found.verdict == "fail"
    assert found.closes is closes
    assert found.measured == left_out


def test_a_legal_line_the_brief_demands_must_be_in_a_frame_that_has_room_for_it() -> None:
    with_legal = _facts(text_boxes=[_box("headline"), _box("legal", size=9)])

    assert _found(_facts(), legal_due=True)["text_fits"].closes
    assert not _found(_facts(), legal_due=True, file=STRIP)["text_fits"].closes
    assert _found(_facts(), legal_due=True, file=STRIP)["text_fits"].advisory
    assert _found(with_legal, legal_due=True)["text_fits"].verdict == "pass"


@pytest.mark.parametrize(
    ("size", "contrast", "verdict"),
    [(24, 3.0, "pass"), (24, 2.9, "fail"), (23, 4.5, "pass"), (23, 4.4, "fail")],
)
def test_small_type_needs_more_contrast_than_large(size: int, contrast: float, verdict: str) -> None:
    found = _found(_facts(text_boxes=[_box("headline"), _box("support", contrast=contrast, size=size)]))

    assert found["contrast"].verdict == verdict
    assert found["contrast"].measured == contrast
    assert found["contrast"].closes is (verdict == "fail")
    assert (found["contrast"].box is not None) is (verdict == "fail")


def test_a_picture_without_any_text_has_nothing_to_read() -> None:
    assert _found(_facts(text_boxes=[]))["contrast"].verdict == "pass"


def test_type_of_which_nothing_was_written_down_is_not_checked() -> None:
    found = _found({"bytes": 12})

    assert {finding.verdict for finding in found.values()} == {"not_checked"}
    assert len(found) == 4


@pytest.mark.parametrize(
    ("place", "outside"),
    [
        ((10, 20, 100, 30), 0),
        ((8, 20, 100, 30), 2),
        ((10, 7, 100, 30), 3),
        ((187, 20, 104, 30), 1),
        ((10, 212, 100, 33), 5),
    ],
)
def test_a_line_that_leaves_the_safe_zone_closes_the_gate_with_its_place(
    place: tuple[int, int, int, int], outside: int
) -> None:
    lines: list[JsonValue] = [[10, 20, 90, 30], list(place)]
    headline: dict[str, JsonValue] = {**_box("headline"), "lines": lines}
    found = _found(_facts(text_boxes=[headline]))["safe_zone"]

    assert (found.closes, found.measured) == (bool(outside), outside)
    if found.box:
        assert (found.box.x, found.box.y, found.box.width, found.box.height) == place
        assert "headline" in found.why
        assert "10 px" in found.cure


def test_a_box_whose_lines_were_not_written_down_is_held_to_the_zone_whole() -> None:
    found = _found(_facts(text_boxes=[{**_box("headline"), "x": 0}]))["safe_zone"]

    assert (found.closes, found.measured) == (True, 10)


def test_a_size_its_placement_does_not_have_has_no_zone() -> None:
    odd = AD.model_copy(update={"width": 301})

    assert "safe_zone" not in _found(_facts(), file=odd)


@pytest.mark.parametrize(
    ("width", "height", "closes"),
    [(300, 250, True), (299, 250, False), (300, 249, False), (None, 250, False), (300, None, False)],
)
def test_a_frame_has_room_for_a_legal_line_from_300_by_250(
    width: int | None, height: int | None, *, closes: bool
) -> None:
    frame = sample_file("a.png", width=width, height=height)

    assert _found(_facts(), legal_due=True, file=frame)["text_fits"].closes is closes


def test_what_is_left_out_is_told_in_order_of_its_name() -> None:
    found = _found(_facts(left_out=["support", "kicker"]))["text_fits"]

    assert whole(found) == {
        "rule": "technical.text_fits",
        "verdict": "fail",
        "advisory": True,
        "file": AD.path,
        "measured": "kicker, support",
        "limit": "every text in its place",
    }


def test_a_headline_left_out_closes_the_gate_where_the_legal_line_has_its_place() -> None:
    boxes: list[JsonValue] = [_box("legal")]

    found = _found(_facts(left_out=["headline"], text_boxes=boxes), legal_due=True)["text_fits"]
    small = _found(_facts(left_out=["kicker"], text_boxes=boxes), legal_due=True)["text_fits"]

    assert (found.closes, small.closes) == (True, False)


def test_the_text_that_lacks_most_of_its_contrast_is_told_with_its_place() -> None:
    boxes: list[JsonValue] = [
        {**_box("headline", contrast=2.9), "x": 1},
        {**_box("legal", contrast=4.0, size=9), "x": 2},
        {**_box("support", contrast=4.3, size=9), "x": 3},
    ]

    grave = _found(_facts(text_boxes=boxes))["contrast"]
    small = _found(_facts(text_boxes=boxes[1:]))["contrast"]

    assert (grave.limit, small.limit) == (4.5, 4.5)
    assert whole(small) == {
        "rule": "technical.contrast",
        "verdict": "fail",
        "file": AD.path,
        "measured": 4.0,
        "limit": 4.5,
        "unit": ":1",
        "box": {"x": 2, "y": 20, "width": 100, "height": 30},
    }


def test_large_type_may_be_the_worst_though_its_contrast_is_less_by_less() -> None:
    boxes: list[JsonValue] = [_box("headline", contrast=1.5), _box("legal", contrast=4.4, size=9)]

    found = _found(_facts(text_boxes=boxes))["contrast"]

    assert (found.measured, found.limit) == (1.5, 3.0)
