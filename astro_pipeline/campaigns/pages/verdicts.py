"""Findings, verdicts, waivers and decisions on a page."""

from collections.abc import Sequence

from astro_pipeline.campaigns.pages.markup import Html, breakable, el, join, number, row, sentence, table
from astro_pipeline.domain.brief import Assumption
from astro_pipeline.domain.review import Decision, Finding, Gate, QaReport, Verdict, Waiver

RANK: dict[Verdict, int] = {"fail": 0, "not_checked": 1, "pass": 2}
"""The worst first."""

_GATES = {Gate.PLAN: "Plan", Gate.CREATIVE: "Look", Gate.RELEASE: "Release"}

_SAID: dict[Verdict, str] = {"pass": "pass", "fail": "fail", "not_checked": "not checked"}


def findings_part(findings: Sequence[Finding]) -> Html:
    """What fails or was not checked; then, folded, what is advice and what passes."""
    if not findings:
        return el("p", "Nothing was measured.", class_="muted")
    ranked = sorted(findings, key=lambda each: (RANK[each.verdict], each.rule, each.file))
    passed = [each for each in ranked if each.verdict == "pass"]
    advice = [each for each in ranked if each.verdict != "pass" and each.advisory]
    grave = [each for each in ranked if each.verdict != "pass" and not each.advisory]
    return join(
        [
            el("p", _counts(grave, advice, passed), class_="muted"),
            _findings(grave, "What fails or was not checked") if grave else None,
            _folded(f"{len(advice)} pieces of advice", advice, "Worth knowing; closes no gate"),
            _folded(f"{len(passed)} passed", passed, "What passed"),
        ]
    )


def _folded(summary: str, findings: Sequence[Finding], caption: str) -> Html | None:
    return el("details", el("summary", summary), _findings(findings, caption)) if findings else None


def files_part(qa: QaReport) -> Html:
    """One verdict per file, the worst first."""
    ranked = sorted(qa.files, key=lambda each: (RANK[each.verdict], each.file))
    rows = (
        row(el("th", breakable(each.file), scope="row"), verdict_badge(each.verdict), ", ".join(each.waived))
        for each in ranked
    )
    return table(("File or text", "Verdict", "Waived"), rows, caption="One verdict per file")


def waivers_part(waivers: Sequence[Waiver]) -> Html:
    """Failures a person let pass, and why."""
    if not waivers:
        return Html()
    rows = (
        row(
            el("th", breakable(each.rule), scope="row"),
            breakable(each.file),
            each.actor,
            str(each.day or ""),
            each.reason,
        )
        for each in waivers
    )
    return table(("Rule", "File or text", "By", "On", "Reason"), rows, caption="Waived failures")


def decisions_part(decisions: Sequence[Decision]) -> Html:
    """Who decided what, oldest first."""
    if not decisions:
        return Html()
    rows = (
        row(
            el("th", gate_title(each.gate), scope="row"),
            "approved" if each.verdict == "approve" else "rejected",
            "policy" if each.by_policy else each.actor,
            each.variant or "",
            _said(each),
            el("code", each.digest[:12]),
        )
        for each in decisions
    )
    return table(("Gate", "Verdict", "By", "Leads", "Comment", "Of digest"), rows, caption="Decisions")


def assumptions_part(assumptions: Sequence[Assumption]) -> Html:
    """What the brief did not say; never folded away."""
    if not assumptions:
        return el("p", "The brief left nothing open.", class_="muted")
    rows = (row(el("th", each.field, scope="row"), each.value, each.reason) for each in assumptions)
    return table(("Field", "Assumed", "Why"), rows, caption="What the brief did not say")


def limits_part(qa: QaReport) -> Html:
    """How fresh the placements table is that the limits came from."""
    return el(
        "p",
        f"The placements' limits were checked on {qa.placements_checked.isoformat()} and hold until "
        f"{qa.placements_expire.isoformat()}.",
        class_="muted",
    )


def verdict_badge(verdict: Verdict) -> Html:
    """The verdict as a coloured word."""
    return el("span", _SAID[verdict], class_=f"verdict {verdict}")


def gate_title(gate: str) -> str:
    """The gate as people say it."""
    return _GATES[Gate(gate)]


def _counts(grave: Sequence[Finding], advice: Sequence[Finding], passed: Sequence[Finding]) -> str:
    verdicts = [each.verdict for each in grave]
    counted = [
        (verdicts.count("fail"), "fail"),
        (verdicts.count("not_checked"), "not checked"),
        (len(advice), "advice"),
        (len(passed), "pass"),
    ]
    return ", ".join(f"{count} {word}" for count, word in counted if count)


def _findings(findings: Sequence[Finding], caption: str) -> Html:
    head = ("Verdict", "Rule", "File or text", "Measured", "Limit", "Why and cure")
    return table(head, map(_finding, findings), caption=caption)


def _finding(each: Finding) -> Html:
    verdict = join([verdict_badge(each.verdict), el("small", " advisory") if each.advisory else None])
    where = place(each)
    source = f"Limit: {each.source}{f', {each.checked.isoformat()}' if each.checked else ''}"
    return row(
        verdict,
        el("th", breakable(each.rule), scope="row"),
        join([breakable(each.file), f" {where}" if where else None]),
        amount(each.measured, each.unit),
        amount(each.limit, each.unit),
        join(
            [
                " ".join(sentence(part) for part in (each.why, each.cure) if part),
                el("div", el("small", source, class_="muted")) if each.source else None,
            ]
        ),
    )


def place(finding: Finding) -> str:
    """Where in its file: seconds, a box in pixels, or the words; empty where it is all of it."""
    said: list[str] = []
    if finding.seconds is not None:
        said.append(f"at {finding.seconds:g}{'' if finding.until is None else f' to {finding.until:g}'} s")
    if finding.box:
        box = finding.box
        said.append(f"{box.width} × {box.height} px at {box.x}, {box.y}")
    if finding.span:
        said.append(f"“{finding.span.text}”")
    return ", ".join(said)


def amount(value: str | float | None, unit: str | None) -> str:
    """A measured value or a limit as people read it."""
    if value is None:
        return "–"
    shown = value if isinstance(value, str) else number(value)
    return f"{shown}{'' if unit.startswith(':') else ' '}{unit}" if unit else shown


def _said(decision: Decision) -> Html:
    about = ", ".join((*decision.assets, *decision.items))
    return join([decision.comment, el("div", el("small", about, class_="muted")) if about else None])
