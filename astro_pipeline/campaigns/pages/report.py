"""qa_report.html: what was measured on a campaign, for whoever has to answer for it."""

from collections import Counter
from collections.abc import Sequence

from astro_pipeline.campaigns.pages import measures, plan, verdicts
from astro_pipeline.campaigns.pages.frame import Header, Section, banner, page
from astro_pipeline.campaigns.pages.markup import Html, breakable, el, row, sentence, table
from astro_pipeline.domain.brief import Brief
from astro_pipeline.domain.review import FileVerdict, Finding, QaReport


def report_page(qa: QaReport, *, brief: Brief) -> str:
    """The quality report as a page of its own."""
    colour = brief.brand.palette[0] if brief.brand.palette else None
    eyebrow = f"{brief.brand_name} · quality report · edition {brief.edition}"
    header = Header(eyebrow, brief.name, _lead(qa), colour)
    waived = {(each.rule, each.file) for each in qa.waivers}
    closing = [each for each in qa.findings if each.closes and (each.rule, each.file) not in waived]
    unseen = [each for each in qa.findings if each.verdict == "not_checked"]
    advice = [each for each in qa.findings if each.verdict == "fail" and each.advisory]
    passed = [each for each in qa.findings if each.verdict == "pass"]
    return page(
        header,
        [
            Section("state", "State", _state(closing, unseen)),
            Section("fails", "What fails", _cards(closing)),
            Section("waivers", "Waived", verdicts.waivers_part(qa.waivers)),
            Section("publish", "When it is published", measures.declarations_part(qa.declarations)),
            Section("placements", "Placements", _placements(qa)),
            Section("unseen", "Not checked", measures.not_checked_part(unseen)),
            Section("advice", "Advice", _advice(advice)),
            Section("repairs", "Mended on the way", measures.repairs_part(qa.repairs)),
            Section("notes", "Notes", _notes(qa)),
            Section("passed", "What passed", measures.passed_part(passed)),
            Section("files", "Every file", _files(qa.files)),
            Section("tables", "Sources", measures.tables_part(qa)),
        ],
    )


def _lead(qa: QaReport) -> Html:
    waived = {(each.rule, each.file) for each in qa.waivers}
    said = Counter(_counted(each, waived) for each in qa.findings)
    words = ("fail", "waived", "not checked", "advice", "passed")
    counts = ", ".join(f"{said[word]:,} {word}" for word in words if said[word])
    return el("p", verdicts.verdict_badge(qa.verdict), f" {counts or 'nothing was measured'}.", class_="lead")


def _counted(finding: Finding, waived: set[tuple[str, str]]) -> str:
    if finding.verdict == "fail" and finding.advisory:
        return "advice"
    if finding.closes and (finding.rule, finding.file) in waived:
        return "waived"
    return {"fail": "fail", "not_checked": "not checked", "pass": "passed"}[finding.verdict]


def _state(closing: Sequence[Finding], unseen: Sequence[Finding]) -> Html:
    needed = [each for each in unseen if not each.advisory]
    if closing:
        title = f"{len(closing)} finding{'s' if len(closing) > 1 else ''} must be mended or waived."
        return banner("stop", title, "What fails is below, the file, the value and the cure with each.")
    if needed:
        return banner("warn", "Nothing fails, but not all could be checked.", "See Not checked below.")
    return banner(
        "note", "Nothing fails.", "What passed, what was mended and what nobody looked at is below."
    )


def _cards(findings: Sequence[Finding]) -> Html:
    if not findings:
        return Html()
    return el("div", *map(_card, findings), class_="cards")


def _card(finding: Finding) -> Html:
    amounts = {
        "Measured": verdicts.amount(finding.measured, finding.unit),
        "Limit": verdicts.amount(finding.limit, finding.unit),
        "By how much": measures.by_how_much(finding),
        "Where": verdicts.place(finding),
    }
    shown: dict[str, str | Html] = {name: value for name, value in amounts.items() if value and value != "–"}
    return el(
        "article",
        el("p", measures.FAMILIES.get(finding.family, finding.family), class_="label"),
        el("h3", measures.rule_words(finding.rule)),
        el("p", el("code", breakable(finding.rule)), class_="muted"),
        el("p", breakable(finding.file)),
        plan.facts(shown),
        el("p", sentence(finding.why)) if finding.why else None,
        el("p", el("strong", "Mend it: "), sentence(finding.cure)) if finding.cure else None,
        measures.source(finding.source, finding.checked.isoformat() if finding.checked else "")
        if finding.source
        else None,
        class_="card",
    )


def _advice(findings: Sequence[Finding]) -> Html:
    if not findings:
        return Html()
    rows = (
        row(
            el("th", measures.rule_title(rule), scope="row"),
            measures.named(each.file for each in group),
            measures.span_of(group),
            " ".join(sentence(part) for part in (why, cure) if part),
        )
        for (rule, why, cure, _), group in measures.alike(findings)
    )
    return table(("Rule", "About", "Measured", "Why, and what to do"), rows, caption="Closes no gate")


def _placements(qa: QaReport) -> Html:
    named = dict.fromkeys(name for each in qa.files for name in each.placements)
    rows = (_placement(name, [each for each in qa.files if name in each.placements]) for name in named)
    head = ("Placement", "Verdict", "Files and texts", "What fails")
    return table(head, rows, caption="Where it runs") if named else Html()


def _placement(name: str, files: Sequence[FileVerdict]) -> Html:
    worst = min(files, key=lambda each: verdicts.RANK[each.verdict])
    failing = [each.file for each in files if each.verdict == "fail"]
    return row(
        el("th", plan.placement_title(name), scope="row"),
        verdicts.verdict_badge(worst.verdict),
        str(len(files)),
        measures.named(failing) if failing else "–",
    )


def _files(files: Sequence[FileVerdict]) -> Html:
    ranked = sorted(files, key=lambda each: (verdicts.RANK[each.verdict], each.file))
    rows = (
        row(
            el("th", breakable(each.file), scope="row"),
            verdicts.verdict_badge(each.verdict),
            ", ".join(map(plan.placement_title, each.placements)) or "–",
            ", ".join(each.waived),
        )
        for each in ranked
    )
    listed = table(("File or text", "Verdict", "Runs in", "Waived"), rows, caption="One verdict each")
    return el("details", el("summary", f"{len(files)} files and texts"), listed) if files else Html()


def _notes(qa: QaReport) -> Html:
    lines = (el("li", breakable(file), ": ", note) for file, notes in qa.notes.items() for note in notes)
    return el("ul", *lines) if qa.notes else Html()
