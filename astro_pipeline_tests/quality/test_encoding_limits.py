from dataclasses import replace
from fractions import Fraction

import pytest

from astro_pipeline.domain.placements import VideoSpec, placements
from astro_pipeline.quality.encoding import stored
from astro_pipeline.quality.sources import UPLOADS
from astro_pipeline_tests.quality.measured import FILM, WATCHED, Row, Verdict, verdicts

SPEC = VideoSpec(ratio="9:16", max_seconds=60, max_bytes=1_000_000)
COMBED = replace(WATCHED, interlaced=True)
PX, RANGE = "px on the short side", "range (black is 16, white 235)"
CODEC, TAGS = "h264 yuv420p", "1/1/1 (BT.709)"
CONSTRAINED = "Constrained Baseline"

STORED: list[Row] = [
    ({}, "size", ("pass", False, 1080, 1080, PX)),
    ({"width": 1079}, "size", ("fail", False, 1079, 1080, PX)),
    ({"height": 1079}, "size", ("fail", False, 1079, 1080, PX)),
    ({"rate": Fraction(24_000, 1001)}, "frame_rate", ("pass", False, 23.976, "constant, 23 to 60", "fps")),
    ({"rate": Fraction(230_004, 10_000)}, "frame_rate", ("pass", False, 23.0, "constant, 23 to 60", "fps")),
    ({"rate": Fraction(23)}, "frame_rate", ("pass", False, 23.0, "constant, 23 to 60", "fps")),
    ({"rate": Fraction(2299, 100)}, "frame_rate", ("fail", False, 22.99, "constant, 23 to 60", "fps")),
    ({"rate": Fraction(60)}, "frame_rate", ("pass", False, 60.0, "constant, 23 to 60", "fps")),
    ({"rate": Fraction(6001, 100)}, "frame_rate", ("fail", False, 60.01, "constant, 23 to 60", "fps")),
    ({"form": "mov"}, "container", ("pass", False, "mov", "mp4 or mov", None)),
    ({"form": "webm"}, "container", ("fail", False, "webm", "mp4 or mov", None)),
    ({"pixel_format": "yuvj420p"}, "codec", ("pass", False, "h264 yuvj420p", CODEC, None)),
    ({"pixel_format": "yuv422p"}, "codec", ("fail", False, "h264 yuv422p", CODEC, None)),
    ({"codec": "hevc"}, "codec", ("fail", False, "hevc yuv420p", CODEC, None)),
    ({"codec": "hevc", "profile": "Main 10"}, "profile", ("pass", False, "Main 10", "High or less", None)),
    ({"profile": "Main"}, "profile", ("pass", False, "Main", "High or less", None)),
    ({"profile": "Baseline"}, "profile", ("pass", False, "Baseline", "High or less", None)),
    ({"profile": CONSTRAINED}, "profile", ("pass", False, CONSTRAINED, "High or less", None)),
    ({"profile": "High 4:2:2"}, "profile", ("fail", False, "High 4:2:2", "High or less", None)),
    ({"profile": ""}, "profile", ("fail", False, "none", "High or less", None)),
    ({"colours": (1, 1, 6)}, "colour_tags", ("fail", False, "1/1/6", TAGS, None)),
    ({"full_range": False}, "range", ("pass", False, "limited", "limited", RANGE)),
    ({"full_range": True}, "range", ("fail", False, "full", "limited", RANGE)),
    ({"pixel_aspect": Fraction(201, 200)}, "pixel_aspect", ("pass", False, "201:200", "1:1", None)),
    ({"pixel_aspect": Fraction(200, 201)}, "pixel_aspect", ("pass", False, "200:201", "1:1", None)),
    ({"pixel_aspect": Fraction(20_101, 20_000)}, "pixel_aspect", ("fail", False, "20101:20000", "1:1", None)),
    ({"watched": replace(WATCHED, rotation=90)}, "rotation", ("fail", False, 90, 0, "degrees")),
    ({}, "rotation", ("pass", False, 0, 0, "degrees")),
    ({}, "interlacing", ("pass", False, "progressive", "progressive", None)),
    ({"watched": COMBED}, "interlacing", ("fail", False, "interlaced", "progressive", None)),
    ({}, "faststart", ("pass", False, "yes", "yes", None)),
    ({"faststart": False}, "faststart", ("fail", False, "no", "yes", None)),
    ({}, "edit_list", ("pass", True, "no", "no", None)),
    ({"edit_list": True}, "edit_list", ("fail", True, "yes", "no", None)),
    ({"bytes": 1_000_000}, "bytes", ("pass", False, 1_000_000, 1_000_000, "bytes")),
    ({"bytes": 1_000_001}, "bytes", ("fail", False, 1_000_001, 1_000_000, "bytes")),
]  # fmt: skip


@pytest.mark.parametrize(("change", "rule", "verdict"), STORED)
def test_a_limit_holds_where_it_stands_and_not_beyond(
    change: dict[str, object], rule: str, verdict: Verdict
) -> None:
    found = stored(replace(FILM, **change), "film.mp4", (SPEC,), None)

    assert verdicts(found)[f"technical.{rule}"] == verdict
    assert {each.file for each in found} == {"film.mp4"}
    assert [each.rule for each in found if not each.source] == ["technical.bytes"]


def test_a_good_film_breaks_no_rule() -> None:
    assert [each.rule for each in stored(FILM, "film.mp4", (SPEC,), None) if each.verdict == "fail"] == []


@pytest.mark.parametrize(
    ("colours", "said"),
    [
        ((1, 16, 1), "high dynamic range"),
        ((2, 18, 2), "high dynamic range"),
        ((0, 1, 1), "players guess"),
        ((1, 2, 1), "players guess"),
        ((1, 1, 3), "players guess"),
        ((16, 1, 18), "another system"),
        ((6, 6, 6), "another system"),
    ],
)
def test_colours_of_another_kind_are_told_apart(colours: tuple[int, int, int], said: str) -> None:
    found = stored(replace(FILM, colours=colours), "film.mp4", (SPEC,), None)

    assert said in next(each.why for each in found if each.rule == "technical.colour_tags")


def test_a_changing_rate_is_said_and_refused() -> None:
    jumpy = replace(FILM, watched=replace(WATCHED, steady=False))

    found = verdicts(stored(jumpy, "film.mp4", (SPEC,), None))["technical.frame_rate"]

    assert found == ("fail", False, 29.97, "constant, 23 to 60", "fps, changing")


@pytest.mark.parametrize(("rate", "verdict"), [(Fraction(30_000, 1001), "pass"), (Fraction(30), "fail")])
def test_the_lowest_rate_any_placement_asks_for_holds(rate: Fraction, verdict: str) -> None:
    asked = [SPEC, *(SPEC.model_copy(update={"fps_below": below}) for below in (50.0, 30.0))]
    linkedin = placements()["linkedin_video"].source

    (found,) = [
        each
        for each in stored(replace(FILM, rate=rate), "film.mp4", asked, linkedin)
        if each.rule == "technical.frame_rate"
    ]
    (alone,) = [
        each for each in stored(FILM, "film.mp4", (SPEC,), linkedin) if each.rule == "technical.frame_rate"
    ]

    assert (found.verdict, found.limit) == (verdict, "constant, 23 to below 30")
    assert (found.source, alone.source) == (linkedin.urls[0], UPLOADS.urls[0])


@pytest.mark.parametrize(("bits", "verdict"), [(516_000, "pass"), (515_940, "fail")])
def test_the_strictest_placement_sets_bytes_and_bit_rate(bits: int, verdict: str) -> None:
    source = placements()["tiktok_in_feed"].source
    asked = (
        SPEC.model_copy(update={"least_kbps": 400.0}),
        SPEC.model_copy(update={"least_kbps": 516.0, "max_bytes": 800_000}),
        SPEC,
    )

    found = stored(replace(FILM, bitrate=bits), "film.mp4", asked, source)
    told = verdicts(found)

    assert told["technical.bitrate"] == (verdict, False, round(bits / 1000, 1), 516.0, "kbit/s")
    assert told["technical.bytes"] == ("fail", False, 900_000, 800_000, "bytes")
    assert {each.source for each in found if each.rule in {"technical.bitrate", "technical.bytes"}} == {
        source.urls[0]
    }


def test_without_a_placement_no_weight_is_too_much() -> None:
    source = placements()["tiktok_in_feed"].source

    found = stored(replace(FILM, bytes=10**10), "film.mp4", (), source)
    weight = next(each for each in found if each.rule == "technical.bytes")

    assert verdicts(found)["technical.bytes"] == ("pass", False, 10**10, None, "bytes")
    assert weight.source is None
