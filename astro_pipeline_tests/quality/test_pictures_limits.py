from dataclasses import replace
from pathlib import Path

import pytest

from astro_pipeline.domain.placements import ImageSpec, Placement, placements
from astro_pipeline.media.probe import PictureFacts
from astro_pipeline.media.profile import Profile
from astro_pipeline.media.surface import Surface
from astro_pipeline.quality.pictures import any_ad, any_picture, check_picture, for_placement
from astro_pipeline_tests.quality.briefs import sample_file
from astro_pipeline_tests.quality.measured import Row, Verdict, verdicts

SURFACE = Surface(softness_px=0.5, banded=0.0, step=3.0, drawn=0.4)
FACTS = PictureFacts("jpg", 1080, 1350, "RGB", 150_000, 40.0, SURFACE)
SIZES = (
    ImageSpec(width=1080, height=1350, formats=("jpg", "png"), max_bytes=150_000),
    ImageSpec(width=1080, height=1080, formats=("png",), max_bytes=1_000),
)
PLACEMENT = Placement(
    id="feed", title="A feed", channel="feed", images=SIZES, source=placements()["meta_feed"].source
)
SRGB, WIDE = Profile("sRGB IEC61966-2.1", wide=False), Profile("sRGB", wide=True)
DRAWN, BLUR, STEPS = "of the picture stands out", "px of blur", "of the picture in flat steps"
PROFILE, TURNED = "sRGB or none", "EXIF orientation"
SIZE = "1080x1350 or 1080x1080"


def _surface(**change: float) -> Surface:
    return replace(SURFACE, **change)


MEASURED: list[Row] = [
    ({"surface": _surface(drawn=0.005)}, "not_blank", ("pass", False, 0.005, 0.005, DRAWN)),
    ({"surface": _surface(drawn=0.00494)}, "not_blank", ("fail", False, 0.0049, 0.005, DRAWN)),
    ({}, "colour_profile", ("pass", True, "none", PROFILE, None)),
    ({"profile": SRGB}, "colour_profile", ("pass", True, "sRGB IEC61966-2.1", PROFILE, None)),
    ({"profile": WIDE}, "colour_profile", ("fail", True, "sRGB", PROFILE, None)),
    ({"mode": "CMYK"}, "colour_profile", ("fail", False, "CMYK", PROFILE, None)),
    ({"mode": "CMYK", "profile": SRGB}, "colour_profile", ("fail", False, "CMYK", PROFILE, None)),
    ({}, "still", ("pass", False, 1, 1, "frames")),
    ({"frames": 2}, "still", ("fail", False, 2, 1, "frames")),
    ({}, "orientation", ("pass", False, 1, 1, TURNED)),
    ({"orientation": 2}, "orientation", ("fail", False, 2, 1, TURNED)),
    ({}, "opaque", ("pass", False, "opaque", "opaque", None)),
    ({"transparent": True}, "opaque", ("fail", False, "transparent", "opaque", None)),
    ({"surface": _surface(softness_px=2.0)}, "sharpness", ("pass", False, 2.0, 2.0, BLUR)),
    ({"surface": _surface(softness_px=2.006)}, "sharpness", ("fail", False, 2.01, 2.0, BLUR)),
    ({"surface": _surface(drawn=0.005, softness_px=9.0)}, "sharpness", ("fail", False, 9.0, 2.0, BLUR)),
    ({"surface": _surface(banded=0.15)}, "banding", ("pass", False, 0.15, 0.15, STEPS)),
    ({"surface": _surface(banded=0.1506)}, "banding", ("fail", False, 0.151, 0.15, STEPS)),
    ({"surface": _surface(banded=0.2, step=2.0)}, "banding", ("fail", False, 0.2, 0.15, STEPS)),
    ({"surface": _surface(banded=0.2, step=1.99)}, "banding", ("fail", True, 0.2, 0.15, STEPS)),
    ({}, "placement_size", ("pass", False, "1080x1350", SIZE, "px")),
    ({"height": 1349}, "placement_size", ("fail", False, "1080x1349", SIZE, "px")),
    ({"width": 1350, "height": 1080}, "placement_size", ("fail", False, "1350x1080", SIZE, "px")),
    ({"format": "png"}, "format", ("pass", False, "png", "jpg or png", None)),
    ({"format": "webp"}, "format", ("fail", False, "webp", "jpg or png", None)),
    ({"height": 1080}, "format", ("fail", False, "jpg", "png", None)),
    ({}, "bytes", ("pass", False, 150_000, 150_000, "bytes")),
    ({"bytes": 150_001}, "bytes", ("fail", False, 150_001, 150_000, "bytes")),
    ({"height": 1080}, "bytes", ("fail", False, 150_000, 1_000, "bytes")),
]  # fmt: skip


@pytest.mark.parametrize(("change", "rule", "verdict"), MEASURED)
def test_a_limit_holds_where_it_stands_and_not_beyond(
    change: dict[str, object], rule: str, verdict: Verdict
) -> None:
    facts = replace(FACTS, **change)

    found = (*any_picture(facts, "a.jpg"), *any_ad(facts, "a.jpg"), *for_placement(facts, "a.jpg", PLACEMENT))

    assert verdicts(found)[f"technical.{rule}"] == verdict
    assert {each.file for each in found} == {"a.jpg"}


def test_an_empty_ad_is_not_asked_for_sharp_edges() -> None:
    empty = replace(FACTS, surface=_surface(drawn=0.00499, softness_px=99.0))

    assert list(verdicts(any_ad(empty, "a.jpg"))) == ["technical.opaque"]


def test_a_size_that_is_not_taken_is_asked_no_more() -> None:
    (found,) = for_placement(replace(FACTS, width=1), "a.jpg", PLACEMENT)

    assert found.why == "A feed does not take this size."


def test_what_a_placement_asks_carries_its_source() -> None:
    found = list(for_placement(FACTS, "a.jpg", PLACEMENT))

    assert len(found) == 3
    assert {(each.source, each.checked) for each in found} == {
        (PLACEMENT.source.urls[0], PLACEMENT.source.checked)
    }


def test_print_colours_and_wide_ones_are_told_apart() -> None:
    inks, wide = (
        next(each.why for each in any_picture(replace(FACTS, **change), "a.jpg") if each.verdict == "fail")
        for change in ({"mode": "CMYK"}, {"profile": WIDE})
    )

    assert "print" in inks
    assert "colour profile" in wide


@pytest.mark.parametrize(
    ("known", "verdict"),
    [
        ({"width": 1080, "height": 1350}, ("pass", False, "1080x1350", "1080x1350", "px")),
        ({"width": 1350, "height": 1080}, ("fail", False, "1080x1350", "1350x1080", "px")),
        ({"width": 1080}, None),
        ({"height": 1350}, None),
    ],
)
def test_a_picture_is_of_the_size_written_down_of_it(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, known: dict[str, int], verdict: Verdict | None
) -> None:
    path = tmp_path / "a.jpg"
    path.write_bytes(b"")
    monkeypatch.setattr("astro_pipeline.quality.pictures.probe_picture", {path: FACTS}.__getitem__)

    found = list(check_picture(path, sample_file("a.jpg").model_copy(update=known), placements=()))

    assert verdicts(found).get("technical.size") == verdict
    assert found[0].rule == "technical.decodes"
    assert found[0].verdict == "pass"
    assert {each.file for each in found} == {"a.jpg"}


def test_a_picture_is_held_against_each_of_its_placements(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    path = tmp_path / "a.jpg"
    path.write_bytes(b"")
    monkeypatch.setattr("astro_pipeline.quality.pictures.probe_picture", {path: FACTS}.__getitem__)
    heavy = PLACEMENT.model_copy(update={"images": (SIZES[0].model_copy(update={"max_bytes": 9}),)})

    found = list(check_picture(path, sample_file("a.jpg"), placements=(PLACEMENT, heavy)))

    assert [each.limit for each in found if each.rule == "technical.bytes"] == [150_000, 9]
    assert {"technical.opaque", "technical.sharpness", "technical.banding"} <= set(verdicts(found))
    assert {each.file for each in found} == {"a.jpg"}


def test_of_two_entries_of_one_size_the_first_is_asked() -> None:
    twice = PLACEMENT.model_copy(update={"images": (SIZES[0], SIZES[0].model_copy(update={"max_bytes": 9}))})

    assert [each.limit for each in for_placement(FACTS, "a.jpg", twice)][2:] == [150_000]


def test_a_picture_that_cannot_be_read_is_told_and_asked_no_more(tmp_path: Path) -> None:
    path = tmp_path / "a.jpg"
    path.write_bytes(b"no picture")

    (found,) = check_picture(path, sample_file("a.jpg"), placements=(PLACEMENT,))

    assert (found.rule, found.verdict, found.file) == ("technical.decodes", "fail", "a.jpg")
    assert found.why
