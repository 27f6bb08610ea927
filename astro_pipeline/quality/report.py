"""All findings as one report: a verdict for every file, and one for the campaign."""

from collections.abc import Iterable, Iterator, Sequence

from astro_pipeline.domain.brief import Brief
from astro_pipeline.domain.disclosure import disclosure_dates, duties_of, model_made
from astro_pipeline.domain.media import MediaFile
from astro_pipeline.domain.placements import placements, table_dates
from astro_pipeline.domain.review import (
    Declaration,
    FileVerdict,
    Finding,
    QaReport,
    Table,
    Verdict,
    Waiver,
)
from astro_pipeline.quality.policies.packs import NOTE, chosen


def status(findings: Sequence[Finding]) -> int:
    """The exit status of what was checked: 2 unreadable, 4 fails, 3 not all was checked, 0 passes."""
    if any(f.rule == "technical.decodes" and f.closes for f in findings):
        return 2
    return {"pass": 0, "fail": 4, "not_checked": 3}[_verdict(findings, set())]


def report(
    findings: Sequence[Finding],
    waivers: Sequence[Waiver],
    *,
    brief: Brief | None = None,
    files: Sequence[MediaFile] = (),
) -> QaReport:
    """The report: fail where an unwaived rule failed, else not_checked, else pass.

    With the brief it tells what is to be declared and which tables its rules came from; with the
    files what was mended and noted while they were made, and which placements they are for.
    """
    checked, expires = table_dates()
    each_once = tuple({file.path: file for file in files}.values())
    return QaReport(
        verdict=_verdict(findings, _let_pass(waivers)),
        files=_verdicts(findings, waivers, {file.path: file.placements for file in each_once}),
        findings=tuple(findings),
        waivers=tuple(waivers),
        repairs=tuple(repair for file in each_once for repair in file.repairs),
        notes={file.path: file.notes for file in each_once if file.notes},
        declarations=tuple(_declarations(brief, each_once)) if brief else (),
        tables=tuple(_tables(brief)),
        placements_checked=checked,
        placements_expire=expires,
    )


def judged_again(value: QaReport, waivers: Sequence[Waiver]) -> QaReport:
    """The same report with the waivers that hold now."""
    placed = {each.file: each.placements for each in value.files}
    return value.model_copy(
        update={
            "verdict": _verdict(value.findings, _let_pass(waivers)),
            "files": _verdicts(value.findings, waivers, placed),
            "waivers": tuple(waivers),
        }
    )


def _verdicts(
    findings: Sequence[Finding], waivers: Sequence[Waiver], placed: dict[str, tuple[str, ...]]
) -> tuple[FileVerdict, ...]:
    let_pass = _let_pass(waivers)
    by_file: dict[str, list[Finding]] = {}
    for finding in findings:
        by_file.setdefault(finding.file, []).append(finding)
    return tuple(
        FileVerdict(
            file=file,
            verdict=_verdict(own, let_pass),
            waived=tuple(sorted({rule for rule, waived in let_pass if waived == file})),
            placements=placed.get(file) or _written_for(file),
        )
        for file, own in by_file.items()
    )


def _written_for(key: str) -> tuple[str, ...]:
    """The placement of a line of copy, told by its key: copy/A/meta_feed.en.headline.1 runs in meta_feed."""
    parts = key.split("/")
    name = parts[2].split(".")[0] if parts[0] == "copy" and len(parts) > 2 else ""
    return (name,) if name in placements() else ()


def _declarations(brief: Brief, files: Sequence[MediaFile]) -> Iterator[Declaration]:
    for placement in brief.placements:
        made = model_made(file for file in files if placement in file.placements)
        for duty in duties_of(brief, placement) if made else ():
            yield Declaration(
                placement=placement,
                title=duty.title,
                asks=duty.asks,
                tick=duty.tick,
                question=duty.question,
                why=duty.why,
                source=duty.source.urls[0],
                checked=duty.source.checked,
                files=len(made),
            )


def _tables(brief: Brief | None) -> Iterator[Table]:
    checked, expires = table_dates()
    yield Table(name="Placements: sizes, lengths, bytes, fields", checked=checked, expires=expires)
    checked, expires = disclosure_dates()
    yield Table(
        name="Disclosure of what a model made",
        checked=checked,
        expires=expires,
        note="An aid, not legal advice.",
    )
    for pack in chosen(brief) if brief else ():
        days = [rule.checked for rule in pack.rules]
        yield Table(name=f"{pack.title} ({pack.id} {pack.version})", checked=min(days), note=NOTE)


def _let_pass(waivers: Iterable[Waiver]) -> set[tuple[str, str]]:
    return {(waiver.rule, waiver.file) for waiver in waivers}


def _verdict(findings: Sequence[Finding], let_pass: set[tuple[str, str]]) -> Verdict:
    if any(f.closes and (f.rule, f.file) not in let_pass for f in findings):
        return "fail"
    if any(f.verdict == "not_checked" and not f.advisory for f in findings):
        return "not_checked"
    return "pass"
