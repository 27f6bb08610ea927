import pytest
from pydantic import JsonValue

from astro_pipeline.domain.media import MediaFile
from astro_pipeline.domain.review import Finding
from astro_pipeline.quality.type import check_type
from astro_pipeline_tests.quality.briefs import sample_file

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

    assert list(found) == ["glyphs", "text_fits", "contrast"]
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
    assert len(found) == 3
