"""Small texts, and what findings tell of them."""

from astro_pipeline.domain.plan import AdText, CopyLine
from astro_pipeline.domain.review import Finding
from astro_pipeline_tests.quality.briefs import sample_brief

BRIEF = sample_brief(placements=("google_search", "tiktok_in_feed"), languages=("en",))
Told = tuple[str, str, bool, str | float | None, str | float | None, str | None]


def told(findings: tuple[Finding, ...], rule: str, verdict: str = "fail") -> list[Told]:
    """File, verdict, advisory, measured, limit and unit of every finding of one rule."""
    return [
        (each.file, each.verdict, each.advisory, each.measured, each.limit, each.unit)
        for each in findings
        if each.rule == rule and each.verdict == verdict
    ]


def line(text: str, *, placement: str = "google_search", field: str = "headline", **more: object) -> CopyLine:
    record = {"placement": placement, "language": "en", "variant": "A", "field": field, "provider": "hand"}
    return CopyLine.model_validate({**record, "text": text, **more})


def ad(**more: object) -> AdText:
    record = {"variant": "A", "language": "en", "headline": "Slow coffee", "short": "Slow"}
    return AdText.model_validate({**record, "call_to_action": "Order", "provider": "hand", **more})


def whole(finding: Finding) -> dict[str, object]:
    """All that a finding tells, without its wording and without what it leaves empty."""
    return finding.model_dump(exclude={"why", "cure"}, exclude_defaults=True)
