"""The line that leaves the safe zone furthest is told in pixels, with its place and who sets the zone."""

import pytest
from pydantic import JsonValue

from astro_pipeline.domain.placements import placements
from astro_pipeline.domain.review import Finding
from astro_pipeline.quality.type import check_type
from astro_pipeline_tests.quality.briefs import sample_file
from astro_pipeline_tests.quality.told import whole

AD = sample_file("images/A/display.300x250.en.png", width=300, height=250, placements=("display_300x250",))
"""Its zone begins ten pixels from each side."""
SOURCE = placements()["display_300x250"].source
TOLD = {
    "rule": "technical.safe_zone",
    "file": AD.path,
    "limit": 0,
    "unit": "px outside",
    "source": SOURCE.urls[0],
    "checked": SOURCE.checked,
}


def zone(*lines: tuple[int, int, int, int]) -> Finding:
    boxes: list[JsonValue] = [
        {
            "role": f"text {number}", "text": "Slow", "x": x, "y": y, "width": width, "height": height,
            "contrast": 7.0, "size_px": 40,
        }
        for number, (x, y, width, height) in enumerate(lines)
    ]  # fmt: skip
    facts: dict[str, JsonValue] = {"text_boxes": boxes, "missing_glyphs": "", "left_out": []}
    found = check_type(AD, facts, legal_due=False)
    return next(each for each in found if each.rule == "technical.safe_zone")


@pytest.mark.parametrize(
    "lines",
    [
        (),
        ((10, 10, 280, 230),),
        ((20, 20, 10, 10), (30, 40, 10, 10)),
        ((0, 20, 0, 10),),
    ],
)
def test_lines_within_the_zone_and_lines_of_nothing_pass(
    lines: tuple[tuple[int, int, int, int], ...],
) -> None:
    assert whole(zone(*lines)) == {**TOLD, "verdict": "pass", "measured": 0}


@pytest.mark.parametrize(
    ("lines", "worst", "outside"),
    [
        (((9, 10, 20, 20),), 0, 1),
        (((10, 9, 20, 20),), 0, 1),
        (((10, 10, 281, 20),), 0, 1),
        (((10, 10, 20, 231),), 0, 1),
        (((0, 20, 1, 10),), 0, 10),
        (((4, 20, 30, 0),), 0, 6),
        (((9, 20, 20, 20), (2, 20, 20, 20), (20, 20, 20, 20)), 1, 8),
    ],
)
def test_the_line_that_is_furthest_outside_is_told(
    lines: tuple[tuple[int, int, int, int], ...], worst: int, outside: int
) -> None:
    finding = zone(*lines)

    x, y, width, height = lines[worst]
    assert whole(finding) == {
        **TOLD,
        "verdict": "fail",
        "measured": outside,
        "box": {"x": x, "y": y, "width": width, "height": height},
    }
    assert finding.why.startswith(f"The text {worst} stands where")
