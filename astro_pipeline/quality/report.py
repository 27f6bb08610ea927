"""All findings as one report: a verdict for every file, and one for the campaign."""

from collections.abc import Sequence

from astro_pipeline.domain.placements import table_dates
from astro_pipeline.domain.review import FileVerdict, Finding, QaReport, Verdict, Waiver


def status(findings: Sequence[Finding]) -> int:
    """The exit status of what was checked: 2 unreadable, 4 fails, 3 not all was checked, 0 passes."""
    if any(f.rule == "technical.decodes" and f.closes for f in findings):
        return 2
    return {"pass": 0, "fail": 4, "not_checked": 3}[_verdict(findings, set())]


def report(findings: Sequence[Finding], waivers: Sequence[Waiver]) -> QaReport:
    """The report: fail where an unwaived rule failed, else not_checked, else pass."""
    let_pass = {(waiver.rule, waiver.file) for waiver in waivers}
    files = tuple(
        FileVerdict(
            file=file,
            verdict=_verdict([f for f in findings if f.file == file], let_pass),
            waived=tuple(sorted({rule for rule, waived in let_pass if waived == file})),
        )
        for file in dict.fromkeys(finding.file for finding in findings)
    )
    checked, expires = table_dates()
    return QaReport(
        verdict=_verdict(findings, let_pass),
        files=files,
        findings=tuple(findings),
        waivers=tuple(waivers),
        placements_checked=checked,
        placements_expire=expires,
    )


def _verdict(findings: Sequence[Finding], let_pass: set[tuple[str, str]]) -> Verdict:
    if any(f.closes and (f.rule, f.file) not in let_pass for f in findings):
        return "fail"
    if any(f.verdict == "not_checked" and not f.advisory for f in findings):
        return "not_checked"
    return "pass"
