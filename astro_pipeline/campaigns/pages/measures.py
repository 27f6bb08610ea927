"""What was measured, in tables: what passed, was mended, was not checked, is to be declared."""

from collections.abc import Iterable, Sequence
from itertools import groupby

from astro_pipeline.campaigns.pages import plan, verdicts
from astro_pipeline.campaigns.pages.markup import (
    Html,
    breakable,
    el,
    join,
    link,
    number,
    row,
    sentence,
    table,
)
from astro_pipeline.domain.review import Declaration, Finding, QaReport, Repair

FAMILIES = {
    "technical": "Technical",
    "copy": "Copy",
    "claims": "Claims and law",
    "rights": "Rights",
    "provenance": "Origin and disclosure",
    "semantic": "Sense",
    "budget": "Budget",
}
_NOTE = "An aid to whoever reviews, not legal advice."

_Alike = tuple[str, str, str, bool]


def declarations_part(declarations: Sequence[Declaration]) -> Html:
    """What to tick or to ask before an ad with a part made by a model is published."""
    if not declarations:
        said = "Nothing has to be declared that we know of: no model had a part in any ad."
        return el("p", said, class_="muted")
    rows = (
        row(
            el("th", plan.placement_title(each.placement), scope="row"),
            "a visible label" if each.asks == "visible" else "a declaration on upload",
            join([each.question, el("br") if each.question and each.tick else None, each.tick]),
            join([each.why, el("div", source(each.source, each.checked.isoformat()))]),
        )
        for each in declarations
    )
    head = ("Placement", "Asks for", "What to do", "Why")
    return join([table(head, rows, caption="Where a model had a part"), el("p", _NOTE, class_="muted")])


def repairs_part(repairs: Sequence[Repair]) -> Html:
    """What was mended while it was made: the measure before, and again after."""
    if not repairs:
        return Html()
    rows = (
        row(
            el("th", breakable(each.file), scope="row"),
            each.what,
            el("td", number(each.before), class_="num"),
            el("td", number(each.after), class_="num"),
            el("td", "–" if each.limit is None else number(each.limit), class_="num"),
            each.unit,
        )
        for each in repairs
    )
    head = ("File", "What was done", "Before", "After", "Limit", "")
    return table(head, rows, caption="Mended once, and measured again as it lies there now")


def not_checked_part(findings: Sequence[Finding]) -> Html:
    """What nobody could look at: once for each reason, with the files it is about."""
    if not findings:
        return Html()
    rows = (
        row(
            el("th", rule_title(rule), scope="row"),
            " ".join(sentence(part) for part in (why, cure) if part),
            named(each.file for each in group),
            "no" if advisory else "yes",
        )
        for (rule, why, cure, advisory), group in alike(findings)
    )
    head = ("Rule", "Why, and what to do", "About", "Needed")
    return table(head, rows, caption="Not checked; what is needed holds a full-auto campaign")


def passed_part(findings: Sequence[Finding]) -> Html:
    """Every rule that passed, with how often and within which measures."""
    if not findings:
        return Html()
    ordered = sorted(findings, key=lambda each: (family_title(each), each.rule))
    parts: list[Html] = []
    for family, group in groupby(ordered, key=family_title):
        own = list(group)
        rules = {rule: list(some) for rule, some in groupby(own, key=lambda each: each.rule)}
        rows = (_passed(rule, some) for rule, some in rules.items())
        head = ("Rule", "Times", "Measured", "Limit", "Source")
        summary = el("summary", f"{family}: {len(own)}")
        parts.append(el("details", summary, table(head, rows, caption=f"{family}: rules that passed")))
    return join(parts)


def tables_part(qa: QaReport) -> Html:
    """Which tables and packs the limits came from, and how fresh they are."""
    rows = (
        row(
            el("th", each.name, scope="row"),
            each.checked.isoformat(),
            each.expires.isoformat() if each.expires else "–",
            each.note,
        )
        for each in qa.tables
    )
    listed = table(("Table", "Checked", "Good until", ""), rows, caption="What the rules rest on")
    return join([listed if qa.tables else verdicts.limits_part(qa), el("p", _NOTE, class_="muted")])


def rule_words(rule: str) -> str:
    """A rule as people say it: "technical.text_fits" gives "Text fits"."""
    return rule.split(".", maxsplit=1)[-1].replace("_", " ").capitalize()


def rule_title(rule: str) -> Html:
    """A rule as people say it, with its name as it is waived."""
    return join([rule_words(rule), el("br"), el("small", el("code", breakable(rule)), class_="muted")])


def by_how_much(finding: Finding) -> str:
    """How far beyond its limit a number is: "12 % over", "0.4 dBTP over"; empty where it is none."""
    measured, limit = finding.measured, finding.limit
    if isinstance(measured, str) or isinstance(limit, str) or measured is None or limit is None:
        return ""
    off = measured - limit
    way = "over" if off > 0 else "under"
    decibels = (finding.unit or "").casefold() in {"lufs", "dbtp", "db", "lu"}
    if decibels or limit <= 0:
        return f"{abs(off):.3g} {finding.unit or ''} {way}".replace("  ", " ")
    return f"{abs(off) / limit:.0%} {way}"


def _passed(rule: str, findings: Sequence[Finding]) -> Html:
    limits = {verdicts.amount(each.limit, each.unit) for each in findings}
    sourced = next((each for each in findings if each.source), None)
    return row(
        el("th", rule_title(rule), scope="row"),
        el("td", str(len(findings)), class_="num"),
        span_of(findings),
        limits.pop() if len(limits) == 1 else "each its own",
        source(sourced.source or "", sourced.checked.isoformat() if sourced.checked else "")
        if sourced
        else "",
    )


def alike(findings: Sequence[Finding]) -> list[tuple[_Alike, list[Finding]]]:
    """Findings of one rule for one reason, together; in the order they came."""
    groups: dict[_Alike, list[Finding]] = {}
    for each in findings:
        groups.setdefault((each.rule, each.why, each.cure, each.advisory), []).append(each)
    return list(groups.items())


def named(files: Iterable[str], most: int = 3) -> Html:
    """The first few names, the others folded."""
    names = list(dict.fromkeys(files))
    shown = [el("div", breakable(each)) for each in names[:most]]
    rest = [
        el(
            "details",
            el("summary", f"{len(names) - most} more"),
            *(el("div", breakable(n)) for n in names[most:]),
        )
    ]
    return join([*shown, *(rest if len(names) > most else [])])


def span_of(findings: Sequence[Finding]) -> str:
    """The lowest and the highest measured, or the one word there is."""
    numbers = [each.measured for each in findings if isinstance(each.measured, int | float)]
    unit = f" {findings[0].unit}" if findings[0].unit else ""
    if not numbers:
        words = {str(each.measured) for each in findings if each.measured is not None}
        return words.pop() if len(words) == 1 else ""
    low, high = min(numbers), max(numbers)
    return f"{number(low)}{unit}" if low == high else f"{number(low)} to {number(high)}{unit}"


def source(url: str, checked: str) -> Html:
    """Where a limit comes from, and the day that was looked at."""
    return el("small", link(url), f", checked {checked}" if checked else "", class_="muted")


def family_title(finding: Finding) -> str:
    """The rule's family as people say it."""
    return FAMILIES.get(finding.family, finding.family)
