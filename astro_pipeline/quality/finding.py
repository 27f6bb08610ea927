"""How a rule says what it found."""

from astro_pipeline.domain.placements import Source
from astro_pipeline.domain.review import Finding


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
        why="" if holds else why,
        cure="" if holds else cure,
    )


def unreadable(file: str, error: Exception) -> Finding:
    """The one finding on a file that cannot be decoded."""
    return judged(
        "technical.decodes", file, holds=False, why=str(error), cure="reject it, so that it is made anew"
    )
