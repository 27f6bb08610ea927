"""Markdown twins of the plan: what people read beside the JSON."""

import re
from collections.abc import Iterable
from functools import singledispatch

from astro_pipeline.domain.base import Frozen
from astro_pipeline.domain.plan import (
    Concepts,
    Copy,
    Grounded,
    MarketAnalysis,
    SeoKeywords,
    Storyboard,
    Strategy,
)
from astro_pipeline.domain.review import Finding, QaReport

_SPECIAL = re.compile(r"([\\`*_\[\]<>|#])")


@singledispatch
def to_markdown(value: Frozen) -> str:
    """The value as GitHub-flavoured Markdown.

    Raises: TypeError for a model that has no Markdown form.
    """
    raise TypeError(f"{type(value).__name__} has no Markdown form; its JSON is what people read")


@to_markdown.register
def _(value: MarketAnalysis) -> str:
    return _document(
        f"Market analysis: {_plain(value.category)}",
        *(
            f"## {_plain(segment.name)}\n\n{_plain(segment.description)} ({_plain(segment.source)})\n\n"
            f"{_grounded(segment.needs)}"
            for segment in value.segments
        ),
        _part("Competitors", _grounded(value.competitors)),
        _part("Category cues", _grounded(value.category_cues)),
        _part("Open questions", _list(value.open_questions)),
        _findings(value.findings),
    )


@to_markdown.register
def _(value: SeoKeywords) -> str:
    clusters = [(c.language, c.topic, c.intent, ", ".join(c.keywords)) for c in value.clusters]
    pages = [
        (p.language, p.title, str(len(p.title)), p.meta_description, str(len(p.meta_description)))
        for p in value.pages
    ]
    return _document(
        "SEO keywords",
        _part("Clusters", _table(("Language", "Topic", "Intent", "Keywords"), clusters)),
        _part("Pages", _table(("Language", "Title", "Characters", "Description", "Characters"), pages)),
        _findings(value.findings),
    )


@to_markdown.register
def _(value: Concepts) -> str:
    return _document(
        "Concepts",
        f"Chosen: **{_plain(value.winner.name)}**. {_plain(value.why)}",
        *(
            f"## {_plain(each.name)} ({each.score:.2f})\n\n{_plain(each.idea)}\n\n"
            f"{_list(f'{tag}: {hook}' for tag, hook in each.hooks.items())}\n\n{_list(each.reasons)}"
            for each in value.concepts
        ),
        _findings(value.findings),
    )


@to_markdown.register
def _(value: Strategy) -> str:
    channels = [
        (c.channel, c.role, ", ".join(c.placements), f"{c.budget_share:.0%}", c.budget or "")
        for c in value.channels
    ]
    return _document(
        "Strategy",
        _plain(value.positioning),
        _part("Promise", _list(f"{tag}: {text}" for tag, text in value.promise.items())),
        _part("Proof", _grounded(value.proof)),
        _part("Channels", _table(("Channel", "Role", "Placements", "Share", "Budget"), channels)),
        _part(
            "Measures",
            _table(("Objective", "Metric", "How"), [(k.objective, k.metric, k.how) for k in value.kpis]),
        ),
        _part("Calendar", _table(("Day", "What"), [(m.day.isoformat(), m.what) for m in value.calendar])),
        _findings(value.findings),
    )


@to_markdown.register
def _(value: Copy) -> str:
    ads = [(a.variant, a.language, a.headline, a.support, a.call_to_action, a.short) for a in value.ads]
    lines = [
        (each.variant, each.language, each.placement, each.field, each.text, str(len(each.text)))
        for each in value.lines
    ]
    missing = [(m.placement, m.language, m.field, m.reason) for m in value.missing]
    return _document(
        "Copy",
        _list(value.notes),
        _part("On the ads", _table(("Variant", "Language", "Headline", "Support", "Button", "Short"), ads)),
        _part("Fields", _table(("Variant", "Language", "Placement", "Field", "Text", "Characters"), lines)),
        _part("Hashtags", _list(f"{tag}: {' '.join(words)}" for tag, words in value.hashtags.items())),
        _part("Missing", _table(("Placement", "Language", "Field", "Why"), missing)),
        _findings(value.findings),
    )


@to_markdown.register
def _(value: Storyboard) -> str:
    scenes = [
        f"## {number}. {scene.beat}\n\n{_plain(scene.picture)}\n\n"
        + _list(
            [
                *(f"Overlay, {tag}: {text}" for tag, text in scene.overlay.items()),
                *(
                    f"Voice, {tag} ({scene.emotion}, {scene.pace}): {text}"
                    for tag, text in scene.narration.items()
                ),
                *(f"{cue.effect} at {cue.at:g} s" for cue in scene.cues),
            ]
        )
        for number, scene in enumerate(value.scenes, start=1)
    ]
    cuts = [
        (f"{cut.seconds} s", ", ".join(f"{shot.scene} {shot.seconds:g} s" for shot in cut.shots))
        for cut in value.cuts
    ]
    return _document(
        "Storyboard", f"Mood: {value.mood}.", _part("Cuts", _table(("Length", "Shots"), cuts)), *scenes,
        _findings(value.findings),
    )  # fmt: skip


@to_markdown.register
def _(value: QaReport) -> str:
    files = [(each.file, each.verdict, ", ".join(each.waived)) for each in value.files]
    waivers = [(w.rule, w.file, w.actor, str(w.day or ""), w.reason) for w in value.waivers]
    return _document(
        f"Quality report: {value.verdict}",
        _findings(value.findings),
        _part("Files", _table(("File", "Verdict", "Waived"), files)),
        _part("Waived", _table(("Rule", "File", "By", "On", "Reason"), waivers)),
        f"Limits checked {value.placements_checked}, good until {value.placements_expire}.",
    )


def _document(title: str, *parts: str) -> str:
    return "\n\n".join([f"# {title}", *(part for part in parts if part)]) + "\n"


def _part(title: str, body: str) -> str:
    return f"## {title}\n\n{body}" if body else ""


def _list(lines: Iterable[str]) -> str:
    return "\n".join(f"- {_plain(line)}" for line in lines)


def _grounded(statements: Iterable[Grounded]) -> str:
    return _list(f"{each.text} ({each.source})" for each in statements)


def _table(head: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> str:
    body = ["| " + " | ".join(_plain(cell) for cell in cells) + " |" for cells in rows]
    if not body:
        return ""
    return "\n".join(["| " + " | ".join(head) + " |", "|" + " --- |" * len(head), *body])


def _findings(findings: Iterable[Finding]) -> str:
    rows = [
        (each.verdict, each.rule, each.file, _amount(each), f"{each.why} {each.cure}".strip())
        for each in findings
        if each.verdict != "pass"
    ]
    return _part(
        "Fails, or was not checked", _table(("Verdict", "Rule", "File", "Measured / limit", "Why"), rows)
    )


def _amount(each: Finding) -> str:
    return "" if each.measured is None else f"{each.measured} / {each.limit}"


def _plain(text: str) -> str:
    return _SPECIAL.sub(r"\\\1", " ".join(text.split()))
