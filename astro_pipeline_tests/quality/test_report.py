import pytest

from astro_pipeline.domain.media import MediaFile
from astro_pipeline.domain.review import Finding, Repair, Waiver
from astro_pipeline.quality.report import judged_again, report
from astro_pipeline_tests.quality.briefs import sample_brief, sample_file


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


def _made(path: str, **more: object) -> MediaFile:
    return sample_file(path, "image", **more)


def test_what_was_mended_and_noted_is_gathered_from_the_files_each_once() -> None:
    repair = Repair(rule="technical.bytes", file="a.png", what="compressed", before=9, after=5, limit=6)
    file = _made("a.png", repairs=[repair.model_dump()], notes=["soft"], placements=("meta_feed",))

    whole = report([_finding("a.png", "pass")], [], files=[file, file, _made("b.png")])

    assert whole.repairs == (repair,)
    assert whole.notes == {"a.png": ("soft",)}
    assert whole.files[0].placements == ("meta_feed",)


def test_a_line_of_copy_runs_where_its_key_says() -> None:
    findings = [_finding("copy/A/meta_feed.en.headline.0", "pass"), _finding("copy/A/ad.en", "pass")]

    assert [each.placements for each in report(findings, []).files] == [("meta_feed",), ()]


def test_what_a_model_made_is_to_be_declared_placement_by_placement() -> None:
    brief = sample_brief(placements=("tiktok_in_feed", "meta_feed"), markets=("GB",))
    made = _made("a.mp4", source_type="trainedAlgorithmicMedia", placements=("tiktok_in_feed",))

    (declared,) = report([], [], brief=brief, files=[made]).declarations
    nothing = report([], [], brief=brief, files=[_made("a.mp4", placements=("tiktok_in_feed",))])

    assert (declared.placement, declared.asks, declared.files) == ("tiktok_in_feed", "declare", 1)
    assert declared.source.startswith("https://ads.tiktok.com/")
    assert nothing.declarations == ()


def test_the_tables_and_packs_that_were_used_are_named_with_their_days() -> None:
    names = [each.name for each in report([], [], brief=sample_brief(markets=("FR",))).tables]

    assert any("Placements" in name for name in names)
    assert any("general-fr" in name for name in names)


def test_a_report_is_judged_again_by_the_waivers_of_now() -> None:
    whole = report([_finding("a", "fail")], [], files=[_made("a", placements=("meta_feed",))])

    again = judged_again(whole, [_waiver("a")])

    assert (again.verdict, again.files[0].verdict, again.waivers) == ("pass", "pass", (_waiver("a"),))
    assert again.files[0].placements == ("meta_feed",)
    assert judged_again(again, []).verdict == "fail"
