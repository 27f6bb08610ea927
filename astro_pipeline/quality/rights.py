"""By what right every file is used, and whether it says what made it."""

import re
from collections.abc import Callable, Iterable, Iterator
from datetime import date
from pathlib import Path
from typing import Final

from astro_pipeline.domain.brief import Brief
from astro_pipeline.domain.licence import Licence, Origin, supplied
from astro_pipeline.domain.media import MediaFile
from astro_pipeline.domain.review import Finding
from astro_pipeline.errors import MediaUnreadable
from astro_pipeline.media.credentials import origin_of
from astro_pipeline.media.marking import marked_as
from astro_pipeline.quality.finding import judged, not_checked

_FORBIDS: Final = re.compile(
    r"\b(?:non[- ]?commercial(?:e)?|nc|personal (?:use|projects?)|private use|editorial(?: use)?"
    r"|evaluation|trial|demo(?: version| font)?|not for (?:commercial|advertising)|no commercial use"
    r"|internal use|print only|comp(?:ing)? (?:image|licen[cs]e|use)|all rights reserved"
    r"|no derivatives|nd|usage (?:personnel|privé|éditorial)|nicht[- ]?kommerzielle?"
    r"|uso (?:personal|privado)|no comercial)\b",
    re.IGNORECASE,
)
"""Words of licences that an advertisement cannot use: it is commercial, and it changes what it takes.

Of the Creative Commons, those with NC or ND (https://creativecommons.org/share-your-work/cclicenses/,
checked 2026-11-21).
"""
_ENDS: Final = re.compile(
    r"\b(?:until|expires?(?: on)?|expired(?: on)?|valid (?:to|until))\b:?\s*(?P<day>[\w-]*)", re.IGNORECASE
)
_UNMARKABLE: Final = (".srt",)
"""Of what is delivered as media: SubRip is numbers, times and words, nothing else."""


def check_rights(files: Iterable[MediaFile]) -> tuple[Finding, ...]:
    """Every file, and all it was made with, has a licence that an ad may use."""
    return tuple(finding for file in files for finding in (_licensed(file), *_used(file)))


def check_supplied(brief: Brief, blob: Callable[[str], Path]) -> tuple[Finding, ...]:
    """What came with the brief: its declared licence, and what it says itself of its origin."""
    day = brief.run_date
    found = [
        finding for field, each in brief.files for finding in _supplied(field, each.path, each.licence, day)
    ]
    stored = [(field, each.sha256) for field, each in brief.files if each.sha256]
    said = [(field, origin_of(blob(sha256))) for field, sha256 in stored]
    upstream = [_upstream(field, origin) for field, origin in said if origin]
    nothing = judged("rights.supplied", "brief", holds=True, measured=0, unit="files")
    return (*(found or [nothing]), *upstream)


def check_marking(path: Path, file: MediaFile) -> Finding:
    """The file itself says what made it, and says the same as its record."""
    if path.suffix in _UNMARKABLE or Path(file.path).suffix in _UNMARKABLE:
        why = "its format has no place for a mark; provenance.json says what made it"
        return not_checked("provenance.marked", file.path, why=why)
    try:
        said = marked_as(path)
    except (MediaUnreadable, OSError) as exc:
        return judged("provenance.marked", file.path, holds=False, why=str(exc), cure="make the file anew")
    return judged(
        "provenance.marked",
        file.path,
        holds=said == file.source_type,
        measured=said or "unmarked",
        limit=file.source_type,
        why=f"the file says {said or 'nothing'} of its origin, its record {file.source_type}",
        cure="make the file anew, so that it is marked when it is written",
    )


def _licensed(file: MediaFile) -> Finding:
    wrong = _wrong(file.licence)
    return judged(
        "rights.licence",
        file.path,
        holds=not wrong,
        measured=file.licence.name or "none",
        why=f"the licence record {wrong}",
        cure="say by what right the file is used, or leave it out",
    )


def _used(file: MediaFile) -> Iterator[Finding]:
    """One finding for all it was made with: the first that is wrong, else a pass."""
    if not file.uses:
        return
    wrong = next(((each, why) for each in file.uses if (why := _wrong(each.licence))), None)
    yield judged(
        "rights.used",
        file.path,
        holds=wrong is None,
        measured=(wrong[0].licence.name or "none") if wrong else len(file.uses),
        unit=None if wrong else "licences",
        why=f"the {wrong[0].kind} {wrong[0].name} is in it, and its licence record {wrong[1]}"
        if wrong
        else "",
        cure=_CURES[wrong[0].kind] if wrong else "",
    )


_CURES: Final = {
    "typeface": "add a licensed typeface to brand.fonts, or take this one off the machine",
    "picture": "declare its licence where the brief names it, or send another picture",
    "film": "declare its licence where the brief names it, or send another clip",
    "sound": "declare its licence where the brief names it, or send another recording",
}


def _supplied(field: str, path: str, licence: str | None, day: date | None) -> Iterator[Finding]:
    wrong = _wrong(supplied(path, licence)) or (_ended(licence or "", day) if day else "")
    yield judged(
        "rights.supplied",
        field,
        holds=not wrong,
        measured=licence or "none",
        why=f"{path}: its licence record {wrong}",
        cure=f"write {{path: {path}, licence: customer-supplied}}, or the licence it was bought under",
    )


def _wrong(licence: Licence) -> str:
    """What is wrong with a licence record; empty where an ad may use the file."""
    lacking = [name for name in ("name", "holder", "source") if not getattr(licence, name).strip()]
    if lacking:
        return f"lacks its {', '.join(lacking)}"
    forbids = _FORBIDS.search(licence.name)
    return f"says “{forbids.group()}”, which an ad is not" if forbids else ""


def _ended(licence: str, day: date) -> str:
    """What is wrong with the last day a licence names; empty where it names none, or a later one."""
    ends = _ENDS.search(licence)
    if ends is None:
        return ""
    try:
        last = date.fromisoformat(ends["day"])
    except ValueError:
        return f"says “{ends.group()}”, which cannot be read; write the day as 2026-12-31"
    return f"ended on {last}" if last < day else ""


def _upstream(field: str, origin: Origin) -> Finding:
    broken = origin.credentials == "invalid"
    by = f" by {origin.generator}" if origin.generator else ""
    signed = "" if origin.credentials == "none" else f", credentials {origin.credentials}{by}"
    return judged(
        "provenance.upstream",
        field,
        holds=not broken,
        measured=f"{origin.source_type or 'signed'}{signed}",
        why="its content credentials do not hold: it was changed after it was signed",
        cure="ask for the file as it was signed; what it says of its origin is kept as it stands",
        advisory=True,
    )
