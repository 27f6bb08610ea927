from collections.abc import Sequence
from datetime import date
from pathlib import Path

import pytest

from astro_pipeline.domain.licence import Licence, Origin, Used
from astro_pipeline.media.credentials import sign
from astro_pipeline.media.marking import mark
from astro_pipeline.quality import rights
from astro_pipeline.quality.rights import check_marking, check_rights, check_supplied
from astro_pipeline_tests.media.certificates import signer
from astro_pipeline_tests.media.samples import write_picture
from astro_pipeline_tests.quality.briefs import failing, sample_brief, sample_file
from astro_pipeline_tests.quality.told import whole

OFL = Licence(name="SIL Open Font License", holder="M. Sharanda", source="https://scripts.sil.org/OFL")


def _used(licence: Licence = OFL, *, origin: Origin | None = None) -> Used:
    return Used(kind="typeface", name="Manrope", sha256="a" * 64, licence=licence, origin=origin)


def _with(uses: Sequence[Used]) -> object:
    return [each.model_dump() for each in uses]


def test_a_complete_licence_record_passes() -> None:
    assert failing(check_rights([sample_file("a.png"), sample_file("b.png")])) == []


@pytest.mark.parametrize("field", ["name", "holder", "source"])
def test_a_licence_record_that_lacks_anything_closes_the_gate(field: str) -> None:
    whole = {"name": "generated-here", "holder": "Northbrew Ltd", "source": "drawn by code"}
    bare = sample_file("a.png", licence=Licence(**{**whole, field: ""}).model_dump())

    (finding,) = check_rights([bare])

    assert finding.closes
    assert field in finding.why


def test_all_that_a_licence_record_lacks_is_told() -> None:
    bare = sample_file("a.png", licence={"name": "", "holder": " ", "source": "x"})

    (finding,) = check_rights([bare])

    assert finding.why == "the licence record lacks its name, holder"


def test_a_typeface_without_a_licence_closes_the_gate_and_one_with_it_does_not() -> None:
    bare = _used(OFL.model_copy(update={"name": ""}))

    findings = check_rights(
        [
            sample_file("a.png", uses=_with([_used()])),
            sample_file("b.png", uses=_with([_used(), bare])),
        ]
    )

    assert [(each.file, each.rule) for each in findings if each.closes] == [("b.png", "rights.used")]
    assert "typeface Manrope" in findings[-1].why


@pytest.mark.parametrize(
    "name",
    [
        "CC BY-NC 4.0",
        "Free for personal use only",
        "Non-commercial",
        "Demo font",
        "trial",
        "CC BY-ND 4.0",
        "No commercial use",
        "Not for advertising",
        "Internal use",
        "Print only",
        "Stock comp image",
        "All rights reserved",
        "Usage personnel uniquement",
        "Nicht-kommerzielle Nutzung",
        "Uso editorial",
    ],
)
def test_a_licence_that_forbids_advertising_closes_the_gate(name: str) -> None:
    forbidding = _used(OFL.model_copy(update={"name": name}))

    assert failing(check_rights([sample_file("a.png", uses=_with([forbidding]))])) == ["rights.used"]


@pytest.mark.parametrize(
    "name",
    ["CC BY 4.0", "customer-supplied", "Getty RF 12/9", "Andale standard", "Print and online, companies"],
)
def test_a_licence_an_ad_may_use_passes(name: str) -> None:
    licence = Licence(name=name, holder="x", source="y").model_dump()

    assert failing(check_rights([sample_file("a.png", licence=licence)])) == []


def test_a_brand_kit_picture_without_a_declaration_closes_the_gate(tmp_path: Path) -> None:
    logo = write_picture(tmp_path / "logo.png")
    kit = {"logo": {"path": "logo.png", "sha256": "a"}}
    declared = {"logo": {"path": "logo.png", "sha256": "a", "licence": "customer-supplied"}}

    (planted,) = check_supplied(sample_brief(brand=kit), lambda _: logo)
    (clean,) = check_supplied(sample_brief(brand=declared), lambda _: logo)

    assert (planted.rule, planted.file, planted.closes) == ("rights.supplied", "brand.logo", True)
    assert "licence: customer-supplied" in planted.cure
    assert clean.verdict == "pass"


@pytest.mark.parametrize(
    ("licence", "wrong"),
    [
        ("Getty RF until 2026-11-20", "ended on 2026-11-20"),
        ("Getty RF, expires 2025-01-31", "ended on 2025-01-31"),
        ("Getty RF until spring", "cannot be read"),
        ("Getty RF until 2026-31-12", "cannot be read"),
        ("Getty RF until 2026-11-21", ""),
        ("Getty RF, valid to 2027-01-31", ""),
        ("Getty RF", ""),
    ],
)
def test_a_licence_holds_on_its_last_day_and_not_after_it(tmp_path: Path, licence: str, wrong: str) -> None:
    kit = {"logo": {"path": "logo.png", "sha256": "a", "licence": licence}}
    logo = write_picture(tmp_path / "logo.png")

    finding, *_ = check_supplied(sample_brief(brand=kit, run_date=date(2026, 11, 21)), lambda _: logo)

    assert finding.closes is bool(wrong)
    assert wrong in finding.why
    assert finding.why.startswith("logo.png: its licence record" if wrong else "")


def test_a_licence_is_held_to_its_last_day_only_where_the_brief_says_when_it_runs(tmp_path: Path) -> None:
    kit = {"logo": {"path": "logo.png", "licence": "Getty RF until 2020-01-01"}}

    verdicts = [
        check_supplied(sample_brief(brand=kit, run_date=day), lambda _: tmp_path)[0].verdict
        for day in (None, date(2020, 1, 1), date(2020, 1, 2))
    ]

    assert verdicts == ["pass", "pass", "fail"]


def test_a_brief_without_files_has_nothing_to_license(tmp_path: Path) -> None:
    (finding,) = check_supplied(sample_brief(), lambda _: tmp_path)

    assert whole(finding) == {
        "rule": "rights.supplied",
        "verdict": "pass",
        "file": "brief",
        "measured": 0,
        "unit": "files",
    }


def test_what_a_supplied_file_says_of_its_origin_is_told(tmp_path: Path) -> None:
    logo = write_picture(tmp_path / "logo.png")
    sign(logo, signer(), title="logo", source_type="trainedAlgorithmicMedia", version="1")
    kit = {"logo": {"path": "logo.png", "sha256": "a", "licence": "customer-supplied"}}

    whole = check_supplied(sample_brief(brand=kit), lambda _: logo)[-1]
    mark(logo, "digitalCapture")
    changed = check_supplied(sample_brief(brand=kit), lambda _: logo)[-1]

    assert (whole.rule, whole.verdict) == ("provenance.upstream", "pass")
    assert whole.measured == "trainedAlgorithmicMedia, credentials valid by astro-pipeline 1"
    assert (changed.verdict, changed.advisory) == ("fail", True)


def test_a_stripped_mark_fails_and_a_whole_one_passes(tmp_path: Path) -> None:
    stripped = check_marking(write_picture(tmp_path / "a.png"), sample_file("a.png"))
    mark(tmp_path / "a.png", "algorithmicMedia")
    whole = check_marking(tmp_path / "a.png", sample_file("a.png"))

    assert (stripped.rule, stripped.verdict, stripped.measured) == ("provenance.marked", "fail", "unmarked")
    assert whole.verdict == "pass"


def test_a_file_that_cannot_carry_a_mark_fails_its_provenance(tmp_path: Path) -> None:
    path = tmp_path / "notes.txt"
    path.write_text("no picture")

    finding = check_marking(path, sample_file("notes.txt"))

    assert (finding.rule, finding.verdict) == ("provenance.marked", "fail")
    assert "notes.txt" in finding.why
    assert "anew" in finding.cure


def test_subrip_has_no_place_for_a_mark_and_says_so(tmp_path: Path) -> None:
    finding = check_marking(tmp_path / "film.srt", sample_file("film.srt", "captions"))

    assert (finding.verdict, finding.advisory) == ("not_checked", True)
    assert "provenance.json" in finding.why


def test_every_finding_on_a_licence_tells_what_it_read() -> None:
    bare = OFL.model_copy(update={"name": ""})
    whole_one = sample_file("a.png", uses=_with([_used(), _used()]))
    nameless = sample_file("b.png", licence=bare.model_dump(), uses=_with([_used(bare)]))
    forbidden = sample_file("c.png", uses=_with([_used(OFL.model_copy(update={"name": "CC BY-NC 4.0"}))]))

    told = [whole(each) for each in check_rights([whole_one, nameless, forbidden])]

    assert told == [
        {"rule": "rights.licence", "verdict": "pass", "file": "a.png", "measured": "generated-here"},
        {"rule": "rights.used", "verdict": "pass", "file": "a.png", "measured": 2, "unit": "licences"},
        {"rule": "rights.licence", "verdict": "fail", "file": "b.png", "measured": "none"},
        {"rule": "rights.used", "verdict": "fail", "file": "b.png", "measured": "none"},
        {"rule": "rights.licence", "verdict": "pass", "file": "c.png", "measured": "generated-here"},
        {"rule": "rights.used", "verdict": "fail", "file": "c.png", "measured": "CC BY-NC 4.0"},
    ]


def test_every_finding_on_a_mark_tells_what_it_read(tmp_path: Path) -> None:
    stripped = check_marking(write_picture(tmp_path / "a.png"), sample_file("x/a.png"))
    subrip = check_marking(tmp_path / "film", sample_file("x/film.srt", "captions"))
    stored = check_marking(tmp_path / "film.srt", sample_file("x/film", "captions"))

    told = {"rule": "provenance.marked", "verdict": "not_checked", "advisory": True}
    assert whole(stripped) == {
        "rule": "provenance.marked",
        "verdict": "fail",
        "file": "x/a.png",
        "measured": "unmarked",
        "limit": "algorithmicMedia",
    }
    assert [whole(subrip), whole(stored)] == [
        {**told, "file": "x/film.srt"},
        {**told, "file": "x/film"},
    ]


@pytest.mark.parametrize(
    ("origin", "measured", "verdict"),
    [
        (Origin(source_type="digitalCapture"), "digitalCapture", "pass"),
        (Origin(credentials="valid"), "signed, credentials valid", "pass"),
        (Origin(source_type="digitalCapture", credentials="trusted", generator="A Camera"),
         "digitalCapture, credentials trusted by A Camera", "pass"),
        (Origin(credentials="invalid"), "signed, credentials invalid", "fail"),
    ],
)  # fmt: skip
def test_an_origin_is_told_as_it_was_read(
    monkeypatch: pytest.MonkeyPatch, origin: Origin, measured: str, verdict: str
) -> None:
    kit = {"logo": {"path": "logo.png", "sha256": "a", "licence": "customer-supplied"}}
    asked: list[Path] = []

    def read(path: Path) -> Origin:
        asked.append(path)
        return origin

    monkeypatch.setattr(rights, "origin_of", read)

    supplied, upstream = check_supplied(sample_brief(brand=kit), lambda sha256: Path(f"blobs/{sha256}"))

    assert asked == [Path("blobs/a")]
    assert whole(supplied) == {
        "rule": "rights.supplied",
        "verdict": "pass",
        "file": "brand.logo",
        "measured": "customer-supplied",
    }
    assert whole(upstream) == {
        "rule": "provenance.upstream",
        "verdict": verdict,
        "advisory": True,
        "file": "brand.logo",
        "measured": measured,
    }


def test_a_file_without_a_licence_is_told_beside_one_that_was_not_read(tmp_path: Path) -> None:
    kit = {"logo": {"path": "logo.png"}}

    (finding,) = check_supplied(sample_brief(brand=kit), lambda _: tmp_path)

    assert whole(finding) == {
        "rule": "rights.supplied",
        "verdict": "fail",
        "file": "brand.logo",
        "measured": "none",
    }
