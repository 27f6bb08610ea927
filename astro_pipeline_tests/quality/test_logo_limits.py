from dataclasses import dataclass, field

import numpy as np
import pytest
from pydantic import JsonValue

from astro_pipeline.domain.review import Box, Finding
from astro_pipeline.media.pixels.features import Features, Match
from astro_pipeline.media.pixels.raster import Pixels
from astro_pipeline.media.pixels.sighting import Codes, Sighting
from astro_pipeline.quality.logo import check_logo, check_outside_logo
from astro_pipeline_tests.quality.briefs import sample_file
from astro_pipeline_tests.quality.measured import Verdict, verdicts

FILE = sample_file("images/A/ad.png")
PICTURE = np.zeros((10, 10, 3), np.uint8)
LOGO = np.dstack([np.full((2, 3), each, np.float32) for each in (0.1, 0.2, 0.3, 0.5)])
PLACE = (100, 50, 120, 40)
WHOLE = Sighting(seen=1.0, least_part=1.0, apart=1.0, spilt=0.0)
SEEN, PART = "of it seen as drawn", "of a part seen as drawn"
APART, SPILT = "of it told from its ground", "of its rim in its colours"
SPOILT = {
    SEEN: "It is covered, distorted or recoloured",
    PART: "A part of it is lost",
    APART: "Its ground swallows it",
    SPILT: "It runs over its outline",
}
AGREE, LONG, FREE = "features that agree", "times as long as it should be", "px free"


@dataclass
class Eyes:
    """What the measurements say, and what they were asked."""

    patch: pytest.MonkeyPatch
    asked: list[object] = field(default_factory=list[object])

    def see(
        self, sighting: Sighting = WHOLE, *, free: float | None = None, match: Match | None = None
    ) -> None:
        def sighted(picture: Codes, logo: Pixels, box: tuple[int, int, int, int]) -> Sighting:
            self.asked += [picture is PICTURE, logo, box]
            return sighting

        def free_around(picture: Codes, box: tuple[int, int, int, int], *, reach: float) -> float | None:
            self.asked += [picture is PICTURE, box, reach]
            return free

        def find_cutout(picture: Codes, features: Features) -> Match | None:
            self.asked += [picture is PICTURE, features]
            return match

        for name, eye in (("sighted", sighted), ("free_around", free_around), ("find_cutout", find_cutout)):
            self.patch.setattr(f"astro_pipeline.quality.logo.{name}", eye)


@pytest.fixture
def eyes(monkeypatch: pytest.MonkeyPatch) -> Eyes:
    return Eyes(monkeypatch)


def _stood(manner: str = "own", height: int = PLACE[3], **more: JsonValue) -> dict[str, JsonValue]:
    return {"x": PLACE[0], "y": PLACE[1], "width": PLACE[2], "height": height, "manner": manner, **more}


def _found(*texts: JsonValue, manner: str = "own", height: int = PLACE[3]) -> list[Finding]:
    boxes: dict[str, JsonValue] = {"text_boxes": list(texts), "missing_glyphs": "", "left_out": []}
    return list(check_logo(PICTURE, FILE, {**boxes, "logo": _stood(manner, height)}, LOGO))


def _text(x: int, y: int, width: int = 50, height: int = 10, **more: JsonValue) -> JsonValue:
    text = {"role": "kicker", "text": "New", "contrast": 9.0, "size_px": 12}
    return {**text, "x": x, "y": y, "width": width, "height": height, **more}


@pytest.mark.parametrize(
    ("sighting", "verdict"),
    [
        (WHOLE, ("pass", False, 1.0, 0.93, SEEN)),
        (Sighting(0.93, 0.75, 0.5, 0.1), ("pass", False, 0.93, 0.93, SEEN)),
        (Sighting(0.9294, 0.1, 0.1, 0.9), ("fail", False, 0.929, 0.93, SEEN)),
        (Sighting(1.0, 0.7494, 0.1, 0.9), ("fail", False, 0.749, 0.75, PART)),
        (Sighting(1.0, 1.0, 0.4994, 0.9), ("fail", False, 0.499, 0.5, APART)),
        (Sighting(1.0, 1.0, 1.0, 0.1006), ("fail", False, 0.101, 0.1, SPILT)),
    ],
)
def test_a_logo_is_whole_up_to_each_limit(eyes: Eyes, sighting: Sighting, verdict: Verdict) -> None:
    eyes.see(sighting)

    found = _found()

    assert verdicts(found)["technical.logo"] == verdict
    assert found[0].box == (Box(x=100, y=50, width=120, height=40) if verdict[0] == "fail" else None)
    assert found[0].why == (
        f"{SPOILT[str(verdict[4])]}, where the logo should be." if found[0].closes else ""
    )
    assert eyes.asked[0] is True
    assert eyes.asked[2] == PLACE
    assert {each.file for each in found} == {FILE.path}
    assert all(each.source for each in found)


@pytest.mark.parametrize(
    ("stood", "ink"),
    [
        ({"manner": "own"}, (0.1, 0.2, 0.3)),
        ({"manner": "plate", "colour": "#FF0000"}, (0.1, 0.2, 0.3)),
        ({"manner": "ink"}, (0.1, 0.2, 0.3)),
        ({"manner": "ink", "colour": "#FF0000"}, (1.0, 0.0, 0.0)),
    ],
)
def test_a_logo_is_looked_for_in_the_ink_it_was_drawn_in(
    eyes: Eyes, stood: dict[str, JsonValue], ink: tuple[float, float, float]
) -> None:
    eyes.see()

    list(check_logo(PICTURE, FILE, {"logo": {**_stood(), **stood}}, LOGO))

    dressed = eyes.asked[1]
    assert isinstance(dressed, np.ndarray)
    assert dressed.dtype == np.float32
    assert dressed[1, 2].tolist() == pytest.approx([*ink, 0.5])


@pytest.mark.parametrize(
    ("height", "verdict"), [(9, ("pass", True, 9, 9, "px high")), (8, ("fail", True, 8, 9, "px high"))]
)
def test_a_logo_is_nine_pixels_high(eyes: Eyes, height: int, verdict: Verdict) -> None:
    eyes.see()

    (found,) = [each for each in _found(height=height) if each.rule == "technical.logo_size"]

    assert verdicts([found])[found.rule] == verdict
    assert found.box == (Box(x=100, y=50, width=120, height=8) if height == 8 else None)


@pytest.mark.parametrize(
    ("free", "height", "verdict"),
    [
        (None, 40, ("pass", True, 8.0, 8.0, FREE)),
        (8.0, 40, ("pass", True, 8.0, 8.0, FREE)),
        (7.94, 40, ("fail", True, 7.9, 8.0, FREE)),
        (3.94, 20, ("fail", True, 3.9, 4.0, FREE)),
        (4.0, 19, ("pass", True, 4.0, 4.0, FREE)),
        (4.0, 21, ("fail", True, 4.0, 4.2, FREE)),
    ],
)
def test_a_fifth_of_its_height_is_free_around_it(
    eyes: Eyes, free: float | None, height: int, verdict: Verdict
) -> None:
    eyes.see(free=free)

    (found,) = [each for each in _found(height=height) if each.rule == "technical.logo_space"]

    assert verdicts([found])[found.rule] == verdict
    assert (found.box is None) is (verdict[0] == "pass")
    assert found.why in {"", "Something stands close to the logo."}
    assert eyes.asked[-3:] == [True, (100, 50, 120, height), max(4, 0.2 * height)]


@pytest.mark.parametrize(
    ("text", "verdict"),
    [
        (_text(220, 50), ("fail", False, 0.0, 8.0, FREE)),
        (_text(150, 60), ("fail", False, 0.0, 8.0, FREE)),
        (_text(221, 50), ("fail", True, 1.0, 8.0, FREE)),
        (_text(227, 50), ("fail", True, 7.0, 8.0, FREE)),
        (_text(228, 50), ("pass", True, 8.0, 8.0, FREE)),
        (_text(43, 50), ("fail", True, 7.0, 8.0, FREE)),
        (_text(42, 50), ("pass", True, 8.0, 8.0, FREE)),
        (_text(100, 97), ("fail", True, 7.0, 8.0, FREE)),
        (_text(100, 98), ("pass", True, 8.0, 8.0, FREE)),
        (_text(100, 33), ("fail", True, 7.0, 8.0, FREE)),
        (_text(100, 32), ("pass", True, 8.0, 8.0, FREE)),
        (_text(223, 95), ("fail", True, 5.0, 8.0, FREE)),
        (_text(150, 60, role="logo"), ("pass", True, 8.0, 8.0, FREE)),
        (_text(150, 60, lines=[[300, 50, 10, 10], [150, 60, 0, 10]]), ("pass", True, 8.0, 8.0, FREE)),
        (_text(300, 60, lines=[[300, 60, 9, 9], [222, 60, 9, 9]]), ("fail", True, 2.0, 8.0, FREE)),
        (_text(222, 60, width=0), ("pass", True, 8.0, 8.0, FREE)),
        (_text(222, 60, width=1), ("fail", True, 2.0, 8.0, FREE)),
    ],
)
def test_type_keeps_off_the_logo_and_closes_the_gate_where_it_stands_on_it(
    eyes: Eyes, text: JsonValue, verdict: Verdict
) -> None:
    eyes.see()

    (found,) = [each for each in _found(text) if each.rule == "technical.logo_space"]

    assert verdicts([found])[found.rule] == verdict
    assert (found.why == "Type stands on the logo.") is (verdict[:2] == ("fail", False))


def test_where_type_keeps_off_the_pixels_are_still_looked_at(eyes: Eyes) -> None:
    eyes.see(free=3.0)

    assert verdicts(_found(_text(228, 50)))["technical.logo_space"][:3] == ("fail", True, 3.0)


def test_on_a_plate_only_type_is_told(eyes: Eyes) -> None:
    eyes.see(free=0.0)

    plate = verdicts(_found(manner="plate"))
    typed = verdicts(_found(_text(222, 60), manner="plate"))

    assert plate["technical.logo_space"][:3] == ("pass", True, 8.0)
    assert typed["technical.logo_space"][:3] == ("fail", True, 2.0)
    assert verdicts(_found(manner="ink"))["technical.logo_space"][:3] == ("fail", True, 0.0)


@pytest.mark.parametrize(
    ("facts", "logo", "why"),
    [
        ({"logo": _stood()}, None, "The brand's logo was not given."),
        ({}, None, "The brand's logo was not given."),
        ({}, LOGO, "Nothing was written down of its logo."),
        ({"logo": _stood(width=0)}, LOGO, "What was written down of its logo cannot be read."),
    ],
)
def test_what_cannot_be_compared_stays_open_and_is_required(
    facts: dict[str, JsonValue], logo: Pixels | None, why: str
) -> None:
    (found,) = check_logo(PICTURE, FILE, facts, logo)

    assert (found.rule, found.file, found.verdict) == ("technical.logo", FILE.path, "not_checked")
    assert (found.advisory, found.why) == (False, why)
    assert found.cure.startswith("Reject it")


def test_an_ad_without_a_place_for_it_has_nothing_of_it() -> None:
    (found,) = check_logo(PICTURE, FILE, {"logo": None}, LOGO)

    assert verdicts([found]) == {"technical.logo": ("fail", False, 0.0, 0.93, SEEN)}
    assert (found.file, bool(found.source)) == (FILE.path, True)


def _outside(
    eyes: Eyes, match: Match | None, *, telling: int = 30, free: float | None = None
) -> list[Finding]:
    eyes.see(match=match, free=free)
    return list(check_outside_logo(PICTURE, "ad.png", Features(9, 9, (), telling)))


def test_a_logo_with_too_few_features_is_not_looked_for(eyes: Eyes) -> None:
    (plain,) = _outside(eyes, None, telling=29)

    assert (plain.rule, plain.file, plain.verdict, plain.advisory) == (
        "technical.logo",
        "ad.png",
        "not_checked",
        True,
    )
    assert "(29 features agree)" in plain.why
    assert eyes.asked == []


@pytest.mark.parametrize(
    ("match", "verdict"),
    [
        (None, ("fail", True, 0, 12, AGREE)),
        (Match(PLACE, 11, 1.0), ("fail", True, 11, 12, AGREE)),
        (Match(PLACE, 12, 2.0), ("pass", False, 12, 12, AGREE)),
        (Match(PLACE, 23, 2.0), ("pass", False, 23, 12, AGREE)),
        (Match(PLACE, 24, 1.08), ("pass", False, 1.08, 1.08, LONG)),
        (Match(PLACE, 24, 1.0806), ("fail", False, 1.081, 1.08, LONG)),
    ],
)
def test_a_logo_made_elsewhere_is_told_by_its_features_and_proportions(
    eyes: Eyes, match: Match | None, verdict: Verdict
) -> None:
    found = _outside(eyes, match, free=5.0)

    assert verdicts(found)["technical.logo"] == verdict
    assert eyes.asked[:2] == [True, Features(9, 9, (), 30)]
    assert found[0].why == "" or "under 130 px wide" in found[0].why or verdict[4] == LONG
    assert found[0].box == (
        Box(x=100, y=50, width=120, height=40) if verdict[4] == LONG and verdict[0] == "fail" else None
    )
    assert all(each.source and each.file == "ad.png" for each in found)
    if match is not None and match.features >= 12:
        assert [each.rule for each in found[1:]] == ["technical.logo_size", "technical.logo_space"]
        assert verdicts(found)["technical.logo_space"] == ("fail", True, 5.0, 8.0, FREE)
        assert eyes.asked[-3:] == [True, PLACE, 8.0]
