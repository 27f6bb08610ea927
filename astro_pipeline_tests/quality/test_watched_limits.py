from dataclasses import replace

import pytest

from astro_pipeline.domain.review import Box, Finding
from astro_pipeline.media.flashing import Flashes
from astro_pipeline.quality.watched import shown
from astro_pipeline_tests.quality.measured import FILM, WATCHED, Row, Verdict, verdicts

FLASHES = "flashes in a second"
HIGH, WIDE = "of its height on each side", "of its width on each side"
OPENING, SHOTS = "mean change of luma in the first second", "shots in the first 5 s"


def _flashes(most: int) -> Flashes:
    return replace(WATCHED.flashes, most=most)


SHOWN: list[Row] = [
    ({}, "black", ("pass", False, 0.0, 0.5, "s")),
    ({"black": ((0.0, 0.3), (2.0, 2.5))}, "black", ("pass", False, 0.5, 0.5, "s")),
    ({"black": ((0.0, 0.3), (2.0, 2.506))}, "black", ("fail", False, 0.51, 0.5, "s")),
    ({"frozen": ((2.0, 5.0),)}, "frozen", ("pass", False, 3.0, 3.0, "s")),
    ({"frozen": ((2.0, 5.006),)}, "frozen", ("fail", False, 3.01, 3.0, "s")),
    ({}, "bars", ("pass", False, 0.0, 0.02, HIGH)),
    ({"bars": (0.02, 0.0, 0.5, 0.0)}, "bars", ("pass", False, 0.02, 0.02, HIGH)),
    ({"bars": (0.0206, 0.0, 0.5, 0.0)}, "bars", ("fail", False, 0.021, 0.02, HIGH)),
    ({"bars": (0.0, 0.02, 0.0, 0.5)}, "bars", ("pass", False, 0.02, 0.02, WIDE)),
    ({"bars": (0.0, 0.5, 0.0, 0.0206)}, "bars", ("fail", False, 0.021, 0.02, WIDE)),
    ({"bars": (0.1, 0.1, 0.1, 0.1)}, "bars", ("fail", False, 0.1, 0.02, HIGH)),
    ({"flashes": _flashes(3)}, "flashing", ("pass", False, 3, 3, FLASHES)),
    ({"flashes": _flashes(4)}, "flashing", ("fail", False, 4, 3, FLASHES)),
    ({"red_flashes": _flashes(3)}, "red_flashing", ("pass", False, 3, 3, FLASHES)),
    ({"red_flashes": _flashes(4)}, "red_flashing", ("fail", False, 4, 3, FLASHES)),
    ({"opening": 0.8}, "hook", ("pass", True, 0.8, 0.8, OPENING)),
    ({"opening": 0.794}, "hook", ("fail", True, 0.79, 0.8, OPENING)),
    ({"shots": (4.99,)}, "rhythm", ("pass", True, 2, 2, SHOTS)),
    ({"shots": (5.0,)}, "rhythm", ("fail", True, 1, 2, SHOTS)),
    ({"shots": (1.0, 2.0, 9.0)}, "rhythm", ("pass", True, 3, 2, SHOTS)),
]  # fmt: skip


def found(change: dict[str, object], rule: str) -> Finding:
    facts = replace(FILM, width=1000, height=2000, watched=replace(WATCHED, **change))
    (finding,) = [each for each in shown(facts, "film.mp4") if each.rule == f"technical.{rule}"]
    return finding


@pytest.mark.parametrize(("change", "rule", "verdict"), SHOWN)
def test_a_limit_holds_where_it_stands_and_not_beyond(
    change: dict[str, object], rule: str, verdict: Verdict
) -> None:
    finding = found(change, rule)

    assert verdicts([finding])[finding.rule] == verdict
    assert (finding.file, bool(finding.source)) == ("film.mp4", True)


@pytest.mark.parametrize(("rule", "said"), [("black", "black"), ("frozen", "nothing moves")])
def test_the_longest_run_is_pointed_at(rule: str, said: str) -> None:
    finding = found({rule: ((0.0, 3.5), (5.0016, 9.1236), (12.0, 12.6))}, rule)

    assert (finding.measured, finding.seconds, finding.until) == (4.12, 5.002, 9.124)
    assert said in finding.why


@pytest.mark.parametrize(
    ("bars", "box"),
    [
        ((0.05, 0.0, 0.1, 0.0), Box(x=0, y=0, width=1000, height=100)),
        ((0.0, 0.1, 0.0, 0.0503), Box(x=0, y=0, width=50, height=2000)),
        ((0.05, 0.04, 0.05, 0.04), Box(x=0, y=0, width=1000, height=100)),
        ((0.04, 0.05, 0.04, 0.05), Box(x=0, y=0, width=50, height=2000)),
    ],
)
def test_bars_are_pointed_at_where_they_are_worst(bars: tuple[float, ...], box: Box) -> None:
    assert found({"bars": bars}, "bars").box == box


@pytest.mark.parametrize("kind", ["flashes", "red_flashes"])
def test_flashes_are_pointed_at_in_pixels_and_seconds(kind: str) -> None:
    flashes = Flashes(most=5, start=1.0016, end=2.0024, box=(0.1, 0.2, 0.3, 0.4))

    finding = found({kind: flashes}, "flashing" if kind == "flashes" else "red_flashing")

    assert (finding.seconds, finding.until) == (1.002, 2.002)
    assert finding.box == Box(x=100, y=400, width=300, height=800)


@pytest.mark.parametrize(
    ("rule", "change", "until"), [("hook", {"opening": 0.0}, 1.0), ("rhythm", {"shots": ()}, 5.0)]
)
def test_advice_on_the_opening_points_at_it(rule: str, change: dict[str, object], until: float) -> None:
    finding = found(change, rule)

    assert (finding.seconds, finding.until) == (0.0, until)


@pytest.mark.parametrize(("seconds", "told"), [(5.0, True), (4.99, False)])
def test_pace_is_judged_from_five_seconds_on(seconds: float, *, told: bool) -> None:
    assert ("technical.rhythm" in verdicts(shown(replace(FILM, seconds=seconds), "film.mp4"))) is told
