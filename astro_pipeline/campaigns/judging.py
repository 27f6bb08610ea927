"""What bought items were worth, to their findings and to people: 0 is rejected, 1 is as wanted."""

from collections.abc import Collection, Iterable, Sequence
from pathlib import PurePosixPath

from astro_pipeline.campaigns.graph import SUBJECTS, asset_of
from astro_pipeline.domain.review import Decision, Finding


def worth_in_findings(findings: Iterable[Finding], items: Collection[str]) -> dict[str, float]:
    """The share of an item's findings that passed; an item nothing was measured on is left out."""
    verdicts: dict[str, list[bool]] = {}
    for finding in findings:
        item = bought_for(finding.file, items)
        if item is not None and finding.verdict != "not_checked":
            verdicts.setdefault(item, []).append(finding.verdict == "pass")
    return {item: sum(passed) / len(passed) for item, passed in verdicts.items()}


def worth_in_decision(decision: Decision, items: Collection[str]) -> dict[str, float]:
    """What a person said of the items at a gate; a decision by policy says nothing new."""
    if decision.by_policy:
        return {}
    subject = [item for item in items if _asset(item) in SUBJECTS[decision.gate]]
    if decision.verdict == "approve":
        return dict.fromkeys(subject, 1.0)
    named = _named(decision.items, items)
    assets = set(decision.assets)
    wanted = named | {item for item in items if _asset(item) in assets}
    return dict.fromkeys(sorted(wanted) if decision.items or assets else subject, 0.0)


def bought_for(file: str, items: Collection[str]) -> str | None:
    """The bought item that a file, or a line of copy, was made from; None for what is made of many.

    A narration is its own file, a line belongs to the copy, an ad to its variant's key visual.
    """
    if file in items:
        return file
    asset = _asset(file)
    if asset in items:
        return asset
    if asset != "image_variants":
        return None
    variant = PurePosixPath(file).parts[:2]
    return next((item for item in items if PurePosixPath(item).parts[:2] == variant), None)


def _named(patterns: Sequence[str], items: Collection[str]) -> set[str]:
    found: set[str] = set()
    for pattern in patterns:
        plain = pattern.rstrip("*…")
        found |= {item for item in items if plain != pattern and item.startswith(plain)}
        item = bought_for(plain, items)
        found |= {item} if item else set()
    return found


def _asset(item: str) -> str:
    """The asset of an item: a text is bought under its asset's name."""
    return asset_of(item) or item
