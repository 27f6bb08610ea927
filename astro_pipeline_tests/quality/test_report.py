import pytest

from astro_pipeline.domain.review import Finding, Waiver
from astro_pipeline.quality.report import report


def _finding(file: str, verdict: str, *, rule: str = "technical.size", advisory: bool = False) -> Finding:
    return Finding.model_validate({"rule": rule, "verdict": verdict, "file": file, "advisory": advisory})


def _waiver(file: str, rule: str = "technical.size") -> Waiver:
    return Waiver(campaign="spring", rule=rule, file=file, digest="0", actor="ada", reason="agreed")


@pytest.mark.parametrize(
    ("findings", "verdict"),
    [
        ([_finding("a", "pass")], "pass"),
        ([_finding("a", "pass"), _finding("a", "not_checked")], "not_checked"),
        ([_finding("a", "not_checked"), _finding("a", "fail")], "fail"),
        ([_finding("a", "fail", advisory=True), _finding("a", "not_checked", advisory=True)], "pass"),
    ],
)
def test_the_worst_finding_that_counts_gives_the_verdict(findings: list[Finding], verdict: str) -> None:
    whole = report(findings, [])

    assert (whole.verdict, [file.verdict for file in whole.files]) == (verdict, [verdict])


def test_every_file_has_its_own_verdict_in_the_order_of_the_findings() -> None:
    whole = report([_finding("b", "pass"), _finding("a", "fail"), _finding("b", "pass")], [])

    assert [(file.file, file.verdict) for file in whole.files] == [("b", "pass"), ("a", "fail")]
    assert whole.verdict == "fail"


def test_a_waived_failure_no_longer_fails_and_is_named() -> None:
    whole = report([_finding("a", "fail")], [_waiver("a")])

    assert whole.verdict == "pass"
    assert whole.files[0].waived == ("technical.size",)


@pytest.mark.parametrize("waiver", [_waiver("b"), _waiver("a", rule="technical.bytes")])
def test_a_waiver_of_something_else_changes_nothing(waiver: Waiver) -> None:
    assert report([_finding("a", "fail")], [waiver]).verdict == "fail"


def test_a_report_names_the_day_its_limits_were_checked_and_the_day_they_expire() -> None:
    whole = report([], [])

    assert whole.placements_checked < whole.placements_expire
