"""Defects in briefs, carried through the whole graph in full auto: exit 4, and a report that says why."""

import json
import sys
from collections.abc import Mapping
from functools import cache, partial
from pathlib import Path
from typing import Any, Final

from kind import Kind, Planted, Site
from pydantic import TypeAdapter
from studio import BRIEF, astro

from astro_pipeline.domain.review import Finding

_FINDINGS: Final = TypeAdapter(tuple[Finding, ...])
_CLOSED: Final = 4
_SMALL: Final[dict[str, Any]] = {
    **BRIEF,
    "placements": ["display_300x250"],
    "variants": 1,
    "governance": "full_auto",
}
_WHOLE: Final = frozenset({
    "claims.customer", "claims.strong_words", "claims.numbers", "copy.length", "technical.legible",
})  # fmt: skip
_PACK: Final = "name: House rules\nchecks: {blocked_keywords: [guaranteed]}\n"
_TOO_LONG: Final[dict[str, Any]] = {
    "brand": {**BRIEF["brand"], "legal_line": "Please keep the can away from the sun. " * 24}
}
_REASON: Final = "The landing page carries the whole legal line."


def _run(brief: Mapping[str, Any], folder: Path, files: Mapping[str, str]) -> tuple[dict[str, Any], Path]:
    """The brief taken in and run in a home of its own."""
    path = folder / "brief.json"
    path.write_text(json.dumps(brief), "utf-8")
    for name, text in files.items():
        (folder / name).write_text(text, "utf-8")
    home = folder / "home"
    return astro("run", str(path), "--json", home=home), home


def _found(home: Path) -> tuple[Finding, ...]:
    return _FINDINGS.validate_python(astro("qa", BRIEF["id"], "--json", home=home).get("findings", ()))


def _stopped(
    changes: Mapping[str, Any],
    files: Mapping[str, str],
    place: str,
    measured: str | None,
    site: Site,
    strength: float,
) -> Planted:
    """Closed with 4, and the report names file, rule, value and cure; or delivered with 0."""
    if not strength:
        return Planted(_delivered(site.home), place)
    told, home = _run({**_SMALL, **changes}, site.folder, files)
    found = tuple(finding for finding in _found(home) if finding.cure or finding.verdict != "fail")
    return Planted(found if told["exit"] == _CLOSED else (), place, measured=measured, beside=_WHOLE)


@cache
def _delivered(home: Path) -> tuple[Finding, ...]:
    """What is found on the same campaign without a defect; it has to be delivered."""
    folder = home / "clean"
    folder.mkdir(parents=True, exist_ok=True)
    told, made = _run(_SMALL, folder, {})
    if told["exit"] != 0:
        sys.exit(f"the clean campaign is not delivered: {str(told['said'])[-2000:]}")
    return _found(made)


def _waived(site: Site, strength: float) -> Planted:
    """A person lets what failed pass, with a reason: the campaign is delivered, and its manifest says so."""
    if not strength:
        return Planted(_delivered(site.home), "manifest.json")
    told, home = _run({**_SMALL, **_TOO_LONG}, site.folder, {})
    closing = [finding for finding in _found(home) if finding.closes]
    for finding in closing:
        astro("waive", BRIEF["id"], finding.rule, finding.file, "--reason", _REASON, home=home)
    again = astro("run", BRIEF["id"], "--json", home=home)
    manifest = home / "campaigns" / BRIEF["id"] / "delivery" / "manifest.json"
    said: list[dict[str, Any]] = json.loads(manifest.read_bytes())["waivers"] if manifest.exists() else []
    opened = told["exit"] == _CLOSED and again["exit"] == 0 and {row["reason"] for row in said} == {_REASON}
    verdict = "fail" if opened else "pass"
    return Planted((Finding(rule="run.waived", verdict=verdict, file="manifest.json"),), "manifest.json")


def _kind(
    name: str,
    rule: str,
    changes: Mapping[str, Any],
    place: str,
    measured: str | None = None,
    files: Mapping[str, str] | None = None,
) -> Kind:
    plant = partial(_stopped, changes, files or {}, place, measured)
    return Kind(name, "whole", "text editor", rule, plant, costly=True)


_AD: Final = "copy/A/ad.en"
_PICTURE: Final = "images/A/display_300x250.300x250.en.png"


def _headline(text: str) -> dict[str, Any]:
    return {"provided": {"headlines": {"en": [text]}}}


KINDS: tuple[Kind, ...] = (
    _kind("guarantee in a headline", "claims.strong_words", _headline("Guaranteed calm"), _AD, "guaranteed"),
    _kind(
        "strange number in a headline", "claims.numbers", _headline("Steeped for 24 hours"), _AD, "24 hours"
    ),
    _kind(
        "competitor in a headline",
        "copy.competitors",
        {**_headline("Better mornings than Stumptown"), "competitors": ["Stumptown"]},
        _AD,
        "Stumptown",
    ),
    _kind(
        "word of the customer's pack",
        "claims.customer_word",
        {**_headline("Guaranteed calm"), "policy_packs": [{"path": "house.yaml"}]},
        _AD,
        "Guaranteed",
        {"house.yaml": _PACK},
    ),
    _kind(
        "wine for France without its warning",
        "claims.alcohol-fr.health_warning",
        {"company": {"name": "Northbrew", "sector": "Winery"}, "markets": ["FR"]},
        _AD,
    ),
    _kind(
        "legal line too long for a banner",
        "technical.text_fits",
        _TOO_LONG,
        _PICTURE,
        "legal",
    ),
    Kind("failure waived with a reason", "whole", "own", "run.waived", _waived, costly=True),
)
