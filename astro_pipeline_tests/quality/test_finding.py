"""A finding: what a rule hands over is kept as it is, and where a thing stands only if it fails."""

from datetime import date

import pytest

from astro_pipeline.domain.placements import Source
from astro_pipeline.domain.review import Box, Span
from astro_pipeline.errors import MediaUnreadable
from astro_pipeline.quality.finding import judged, not_checked, unreadable
from astro_pipeline.quality.sources import house

SOURCE = Source(
    urls=("https://one.example", "https://two.example"),
    confidence="official",
    checked=date(2026, 11, 20),
    expires=date(2027, 1, 1),
)
MEASURE = {
    "advisory": True,
    "measured": 2.5,
    "limit": 2.0,
    "unit": "s",
    "source": "https://one.example",
    "checked": date(2026, 11, 20),
}
PLACE = {
    "seconds": 1.0,
    "until": 3.5,
    "box": {"x": 1, "y": 2, "width": 3, "height": 4},
    "span": {"start": 0, "end": 4, "text": "Slow"},
    "why": "too long",
    "cure": "cut it",
}


@pytest.mark.parametrize("holds", [True, False])
def test_a_rule_that_holds_says_neither_where_nor_why(*, holds: bool) -> None:
    finding = judged(
        "technical.size",
        "a.png",
        holds=holds,
        measured=2.5,
        limit=2.0,
        unit="s",
        source=SOURCE,
        seconds=1.0,
        until=3.5,
        box=Box(x=1, y=2, width=3, height=4),
        span=Span(start=0, end=4, text="Slow"),
        why="too long",
        cure="cut it",
        advisory=True,
    )

    assert finding.model_dump(exclude_defaults=True) == {
        "rule": "technical.size",
        "file": "a.png",
        "verdict": "pass" if holds else "fail",
        **MEASURE,
        **({} if holds else PLACE),
    }


def test_a_rule_that_says_nothing_more_closes_the_gate() -> None:
    finding = judged("technical.size", "a.png", holds=False)

    assert finding.model_dump(exclude_defaults=True) == {
        "rule": "technical.size",
        "file": "a.png",
        "verdict": "fail",
    }
    assert finding.closes


@pytest.mark.parametrize("advisory", [True, False])
def test_what_nobody_could_look_at_says_why_and_what_to_do(*, advisory: bool) -> None:
    finding = not_checked("copy.language", "a.txt", why="too short", cure="name it", advisory=advisory)

    assert finding.model_dump(exclude_defaults=True) == {
        "rule": "copy.language",
        "file": "a.txt",
        "verdict": "not_checked",
        "why": "too short",
        "cure": "name it",
        **({"advisory": True} if advisory else {}),
    }


def test_a_limit_whose_source_has_no_address_is_told_with_its_day() -> None:
    bare = SOURCE.model_copy(update={"urls": ()})

    finding = judged("technical.size", "a.png", holds=True, source=bare)

    assert (finding.source, finding.checked) == (None, date(2026, 11, 20))


def test_what_nobody_could_look_at_is_advice_unless_it_is_required() -> None:
    finding = not_checked("copy.language", "a.txt", why="too short")

    assert (finding.advisory, finding.cure) == (True, "")


def test_a_file_that_cannot_be_read_closes_the_gate_with_the_reason() -> None:
    finding = unreadable("a.png", MediaUnreadable("a.png: it ends early"))

    assert (finding.rule, finding.file, finding.closes) == ("technical.decodes", "a.png", True)
    assert "it ends early" in finding.why
    assert "made anew" in finding.cure


def test_a_rule_of_the_house_holds_for_a_year() -> None:
    assert house("it is so", checked=date(2026, 11, 21)) == Source(
        urls=("house rule: it is so",),
        confidence="house",
        checked=date(2026, 11, 21),
        expires=date(2027, 11, 21),
    )
