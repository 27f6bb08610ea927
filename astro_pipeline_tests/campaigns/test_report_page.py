from datetime import date

import pytest

from astro_pipeline.campaigns.pages import report_page
from astro_pipeline.campaigns.pages.markup import number, sentence
from astro_pipeline.campaigns.pages.measures import (
    by_how_much,
    declarations_part,
    named,
    not_checked_part,
    passed_part,
    repairs_part,
    span_of,
)
from astro_pipeline.domain.review import (
    Box,
    Declaration,
    FileVerdict,
    Finding,
    QaReport,
    Repair,
    Span,
    Waiver,
)
from astro_pipeline_tests.campaigns.sample import Sample, make_sample

DAY = date(2026, 11, 20)


def _finding(rule: str = "technical.bytes", **more: object) -> Finding:
    return Finding.model_validate({"rule": rule, "verdict": "fail", "file": "images/A/x.png", **more})


def _report(*findings: Finding, **more: object) -> QaReport:
    files = tuple(
        FileVerdict(file=each.file, verdict=each.verdict, placements=("meta_feed",)) for each in findings
    )
    whole = QaReport(
        verdict="fail",
        files=files,
        findings=findings,
        placements_checked=DAY,
        placements_expire=date(2027, 5, 20),
    )
    return whole.model_copy(update=more)


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Sample:
    return make_sample(tmp_path_factory.mktemp("home"), languages=("en",))


def test_a_failure_says_file_value_limit_how_much_where_and_cure(sample: Sample) -> None:
    large = _finding(
        measured=182_340, limit=150_000, unit="bytes", why="too large", cure="compress it",
        source="https://example.com/limits", checked=DAY, box=Box(x=1, y=2, width=30, height=40),
    )  # fmt: skip

    html = report_page(_report(large), brief=sample.brief)

    for said in ("182,340 bytes", "150,000 bytes", "22% over", "30 × 40 px at 1, 2", "Too large."):
        assert said in html
    assert "<strong>Mend it: </strong>Compress it." in html
    assert 'href="https://example.com/limits"' in html
    assert "1 finding must be mended or waived." in html
    assert "Meta feed" in html


def test_a_waived_failure_is_told_with_who_and_why_and_counts_no_more(sample: Sample) -> None:
    waiver = Waiver(
        campaign="c",
        rule="technical.bytes",
        file="images/A/x.png",
        digest="0",
        actor="amina",
        reason="agreed",
        day=date(2026, 11, 20),
    )

    html = report_page(_report(_finding(), waivers=(waiver,), verdict="pass"), brief=sample.brief)

    assert "1 waived." in html
    assert "Nothing fails." in html
    assert "amina" in html
    assert "agreed" in html
    assert "2026-11-20" in html


def test_what_could_not_be_checked_is_told_apart_from_a_pass(sample: Sample) -> None:
    unseen = _finding("claims.market", verdict="not_checked", why="no pack for Japan")

    html = report_page(_report(unseen, verdict="not_checked"), brief=sample.brief)

    assert "Nothing fails, but not all could be checked." in html
    assert "No pack for Japan." in html


def test_what_was_noted_stands_beside_its_file(sample: Sample) -> None:
    html = report_page(_report(notes={"images/A/x.png": ("looks soft",)}), brief=sample.brief)

    assert "looks soft" in html


@pytest.mark.parametrize(
    ("measured", "limit", "unit", "said"),
    [
        (182_340.0, 150_000.0, "bytes", "22% over"),
        (2.9, 4.5, ":1", "36% under"),
        (-17.2, -14.0, "LUFS", "3.2 LUFS under"),
        (0.2, -1.0, "dBTP", "1.2 dBTP over"),
        (2.0, 0.0, None, "2 over"),
        ("mp4", "mov", None, ""),
        (3.0, None, None, ""),
    ],
)
def test_how_far_off_a_value_is(
    measured: float | str, limit: float | str | None, unit: str | None, said: str
) -> None:
    assert by_how_much(_finding(measured=measured, limit=limit, unit=unit)) == said


def test_findings_of_one_reason_stand_together_and_the_rest_is_folded() -> None:
    unseen = [_finding("a.b", verdict="not_checked", why="so", file=f"{n}.png") for n in range(5)]

    html = not_checked_part(unseen)

    assert html.count("<tbody><tr>") == html.count("</tr></tbody>") == 1
    assert "2 more" in html
    assert "<details" not in named(["a.png"])


def test_rules_that_passed_are_counted_with_the_range_they_kept() -> None:
    passes = [_finding(verdict="pass", measured=value, limit=9.0, unit="kB") for value in (3.0, 5.5)]

    html = passed_part(passes)

    assert "3 to 5.5 kB" in html
    assert "9 kB" in html
    assert span_of([_finding(measured="mp4")]) == "mp4"
    assert span_of([_finding(measured="mp4"), _finding(measured="mov")]) == ""


def test_a_repair_says_before_after_and_limit() -> None:
    mended = Repair(
        rule="technical.loudness", file="audio/15s.wav", what="levelled", before=-19.81, after=-14.02,
        limit=-14, unit="LUFS",
    )  # fmt: skip

    html = repairs_part([mended])

    assert all(said in html for said in ("-19.81", "-14.02", ">-14<", "LUFS", "levelled"))
    assert repairs_part([]) == ""


def test_what_is_to_be_declared_says_what_to_tick_and_by_whose_rule() -> None:
    asked = Declaration(
        placement="tiktok_in_feed", title="TikTok ads", asks="declare", tick="Tick it.", why="It asks.",
        source="https://ads.tiktok.com/help", checked=DAY, files=2,
    )  # fmt: skip

    html = declarations_part([asked])

    assert "TikTok in-feed" in html
    assert "Tick it." in html
    assert "not legal advice" in html
    assert "Nothing has to be declared" in declarations_part([])


def test_words_of_a_text_are_the_place_of_what_fails(sample: Sample) -> None:
    html = report_page(
        _report(_finding("copy.length", span=Span(start=0, end=5, text="<best>"))), brief=sample.brief
    )

    assert "“&lt;best&gt;”" in html


@pytest.mark.parametrize(
    ("value", "said"), [(1_823_400.0, "1,823,400"), (0.06612, "0.06612"), (-14.0, "-14"), (29.97, "29.97")]
)
def test_numbers_are_written_as_people_read_them(value: float, said: str) -> None:
    assert number(value) == said


@pytest.mark.parametrize(
    ("text", "said"), [("too large", "Too large."), ("Is it?", "Is it?"), ("", ""), (" a. ", "A.")]
)
def test_a_reason_is_read_as_a_sentence(text: str, said: str) -> None:
    assert sentence(text) == said
