from collections.abc import Sequence

import pytest

from astro_pipeline.domain.plan import AdText, Copy, CopyLine, MissingText
from astro_pipeline.quality.copy import check_copy, width
from astro_pipeline_tests.quality.briefs import failing, sample_brief


def _line(field: str, text: str, *, placement: str = "google_search", index: int = 0) -> CopyLine:
    return CopyLine(
        placement=placement,
        language="en",
        variant="A",
        field=field,
        index=index,
        text=text,
        provider="writer",
    )


AD = AdText(
    variant="A",
    language="en",
    headline="Steeped for 18 hours",
    short="Slow coffee",
    call_to_action="Order today",
    provider="writer",
)


SEARCH = (
    *(_line("headline", f"Slow coffee {word}", index=n) for n, word in enumerate(("here", "now", "today"))),
    *(
        _line("description", f"Steeped for long hours, {word}.", index=n)
        for n, word in enumerate(("cold", "slow"))
    ),
    _line("path", "cold-brew"),
)
TIKTOK = (
    _line("caption", "Slow coffee, ready when you are", placement="tiktok_in_feed"),
    _line("brand_name", "Northbrew", placement="tiktok_in_feed"),
)


def _copy(
    lines: Sequence[CopyLine] = (*SEARCH, *TIKTOK), *, ad: AdText | None = None, **more: object
) -> Copy:
    return Copy.model_validate({"ads": (ad or AD,), "lines": tuple(lines), **more})


BRIEF = sample_brief(languages=("en",))


def test_copy_that_keeps_every_limit_passes() -> None:
    findings = check_copy(BRIEF, _copy())

    assert failing(findings) == []
    assert {finding.rule for finding in findings} == {
        "copy.field", "copy.length", "copy.forbidden", "copy.wording", "copy.count", "copy.complete",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("line", "rule"),
    [
        (_line("headline", "x" * 31), "copy.length"),
        (_line("headline", "咖" * 16), "copy.length"),
        (_line("headline", "  "), "copy.length"),
        (_line("headline", "Buy now!"), "copy.forbidden"),
        (_line("headline", "Slow coffee ☕"), "copy.forbidden"),
        (_line("path", "cold brew"), "copy.forbidden"),
        (_line("subtitle", "Slow coffee"), "copy.field"),
        (_line("caption", "See northbrew.com today", placement="tiktok_in_feed"), "copy.forbidden"),
        (_line("headline", "Slow coffee [city]"), "copy.placeholder"),
    ],
)
def test_a_line_with_a_planted_defect_closes_the_gate(line: CopyLine, rule: str) -> None:
    findings = check_copy(BRIEF, _copy([line]))

    found = [finding for finding in findings if finding.file == line.key and finding.closes]
    assert [finding.rule for finding in found] == [rule]


def test_a_line_at_its_limit_passes() -> None:
    findings = check_copy(BRIEF, _copy([_line("headline", "x" * 30), _line("headline", "咖" * 15, index=1)]))

    assert {finding.verdict for finding in findings if finding.rule == "copy.length"} == {"pass"}


def test_what_a_platform_cuts_from_view_is_advice() -> None:
    line = _line("primary_text", "word " * 30, placement="meta_feed")

    (finding,) = [f for f in check_copy(BRIEF, _copy([line])) if f.rule == "copy.truncation"]

    assert (finding.verdict, finding.advisory, finding.limit) == ("fail", True, 125)
    assert finding.source
    assert finding.checked


@pytest.mark.parametrize(
    ("field", "text"),
    [("headline", "x" * 41), ("short", "x" * 23), ("support", "x" * 91), ("call_to_action", "x" * 21)],
)
def test_words_too_long_for_the_layouts_close_the_gate(field: str, text: str) -> None:
    findings = check_copy(BRIEF, _copy(ad=AD.model_copy(update={field: text})))

    assert failing(findings) == ["copy.length"]


def test_an_ad_without_a_call_to_action_is_not_complete() -> None:
    findings = check_copy(BRIEF, _copy(ad=AD.model_copy(update={"call_to_action": " "})))

    assert "copy.complete" in failing(findings)


@pytest.mark.parametrize(
    "lines", [SEARCH[1:], (*SEARCH, _line("path", "a", index=1), _line("path", "b", index=2))]
)
def test_too_few_and_too_many_texts_of_a_field_close_the_gate(lines: tuple[CopyLine, ...]) -> None:
    findings = check_copy(BRIEF, _copy((*lines, *TIKTOK)))

    assert failing(findings) == ["copy.count"]


def test_a_missing_text_is_said_once_and_closes_nothing() -> None:
    missing = MissingText(placement="google_search", language="en", field="headline", reason="no text in en")

    findings = check_copy(BRIEF, _copy((*SEARCH[3:], *TIKTOK), missing=(missing,)))

    (finding,) = [each for each in findings if each.verdict == "fail"]
    assert (finding.rule, finding.advisory) == ("copy.complete", True)
    assert "incomplete" in finding.why


def test_a_wide_character_counts_as_two_where_the_platform_counts_so() -> None:
    assert (width("咖啡 ok", double=True), width("咖啡 ok", double=False)) == (7, 5)
