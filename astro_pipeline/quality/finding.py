"""How a rule says what it found."""

from astro_pipeline.domain.placements import Source
from astro_pipeline.domain.review import Box, Finding, Span


def judged(
    rule: str,
    file: str,
    *,
    holds: bool,
    measured: str | float | None = None,
    limit: str | float | None = None,
    unit: str | None = None,
    source: Source | None = None,
    seconds: float | None = None,
    until: float | None = None,
    box: Box | None = None,
    span: Span | None = None,
    why: str = "",
    cure: str = "",
    advisory: bool = False,
) -> Finding:
    """A pass where the rule holds, else a failure that says why and what mends it."""
    return Finding(
        rule=rule,
        verdict="pass" if holds else "fail",
        advisory=advisory,
        file=file,
        measured=measured,
        limit=limit,
        unit=unit,
        source=next(iter(source.urls), None) if source else None,
        checked=source.checked if source else None,
        seconds=None if holds else seconds,
        until=None if holds else until,
        box=None if holds else box,
        span=None if holds else span,
        why="" if holds else why,
        cure="" if holds else cure,
    )


def not_checked(rule: str, file: str, *, why: str, cure: str = "", advisory: bool = True) -> Finding:
    """What nobody could look at, and why."""
    return Finding(rule=rule, verdict="not_checked", advisory=advisory, file=file, why=why, cure=cure)


def unreadable(file: str, error: Exception) -> Finding:
    """The one finding on a file that cannot be decoded."""
    return judged(
        "technical.decodes", file, holds=False, why=str(error), cure="reject it, so that it is made anew"
    )
