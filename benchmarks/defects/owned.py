"""By what right files are used, and whether it is said that a model made them: records changed in an editor.

A record is written out as the JSON the campaign keeps, changed in its text, and read again.
"""

from collections.abc import Callable
from datetime import date, timedelta
from functools import partial
from pathlib import Path
from typing import Final, Literal

from kind import Kind, Planted, Site
from plan import plan
from pydantic import JsonValue

from astro_pipeline.domain.brief import Brief
from astro_pipeline.domain.licence import Licence, Used
from astro_pipeline.domain.media import Film, ImageVariants, MediaFile, Video
from astro_pipeline.domain.review import Finding
from astro_pipeline.quality.disclosure import check_disclosure
from astro_pipeline.quality.rights import check_rights, check_supplied

_AD: Final = "images/A/meta_feed.1080x1080.en.png"
_FILM: Final = "video/9x16.15s.en.mp4"
_DAY: Final = date(2026, 11, 21)
_YEAR: Final = 365
_LABEL: Final = "Made with AI"
_OFL: Final = Licence(
    name="SIL Open Font License 1.1", holder="M. Sharanda", source="https://openfontlicense.org"
)


def _record(path: str = _AD, kind: Literal["image", "video"] = "image", *, model: bool = False) -> MediaFile:
    return MediaFile(
        path=path,
        sha256="0" * 64,
        kind=kind,
        bytes=1,
        language="en",
        placements=("meta_feed",),
        provider="embedded",
        model="studio",
        source_type="compositeWithTrainedAlgorithmicMedia" if model else "algorithmicMedia",
        licence=Licence(name="generated-here", holder="Northbrew", source="drawn by code"),
        uses=(Used(kind="typeface", name="Manrope", sha256="a" * 64, licence=_OFL),),
    )


def _edited(old: str, new: tuple[str, ...], site: Site, strength: float) -> Planted:
    """A part of the record's JSON replaced."""
    text = _record().model_dump_json()
    if old not in text:
        raise SystemExit(f"the record has no {old}")
    changed = text.replace(old, site.dice.choice(new)) if strength else text
    return Planted(check_rights([MediaFile.model_validate_json(changed)]), _AD)


def _logo(licence: str | None) -> tuple[Finding, ...]:
    kit = {"name": "Northbrew", "logo": {"path": "logo.png", "licence": licence}}
    return check_supplied(plan().briefed(brand=kit, run_date=_DAY).brief, Path)


def _undeclared(_: Site, strength: float) -> Planted:
    return Planted(_logo(None if strength else "customer-supplied"), "brand.logo", measured="none")


def _ended(_: Site, strength: float) -> Planted:
    """A licence of a year, counted from its first day: it holds on its last day, and not after it."""
    first = _DAY - timedelta(days=round(_YEAR * strength))
    said = f"Getty RF until {first + timedelta(days=_YEAR)}"
    return Planted(_logo(said), "brand.logo", measured=said)


def _misused(said: tuple[str, ...], fine: str, site: Site, strength: float) -> Planted:
    licence = site.dice.choice(said) if strength else fine
    return Planted(_logo(licence), "brand.logo", measured=licence)


def _brief(market: str, label: str | None = _LABEL) -> Brief:
    changes = {"markets": (market,), "run_date": _DAY, "placements": ("meta_feed",), "ai_label": label}
    return plan().briefed(**changes).brief


def _disclosed(brief: Brief, shown: str, overlay: str = "The morning can wait") -> tuple[Finding, ...]:
    """What is said of an ad and a film a model had a part in, whose words are these."""
    boxes: list[JsonValue] = [{"role": "legal", "text": shown}]
    facts: dict[str, dict[str, JsonValue]] = {_AD: {"text_boxes": boxes}}
    images = ImageVariants(variants=(), files=(_record(model=True),), facts=facts)
    film = Film(ratio="9:16", seconds=15, language="en", file=_record(_FILM, "video", model=True))
    said = plan().with_scene("s1", kind="overlay", language="en", text=overlay)
    return check_disclosure(
        brief, images=images, video=Video(films=(film,)), copy=said.copy, storyboard=said.storyboard
    )


def _unlabelled(site: Site, strength: float) -> Planted:
    """The label is in the brief, and lacks a word, or is missing, in the ad."""
    shown = site.dice.choice(("Northbrew Ltd.", "Made with care", "Made with A")) if strength else _LABEL
    found = _disclosed(_brief(site.dice.choice(("CN", "GB"))), shown, _LABEL)
    return Planted(found, _AD, measured="not shown", beside=frozenset({"provenance.disclosure"}))


def _film_unlabelled(site: Site, strength: float) -> Planted:
    overlay = "The morning can wait" if strength else _LABEL
    found = _disclosed(_brief(site.dice.choice(("CN", "GB"))), _LABEL, overlay)
    return Planted(found, _FILM, measured="not shown")


def _no_label(_: Site, strength: float) -> Planted:
    """China asks for a label whether the brief knows of it or not."""
    found = _disclosed(_brief("CN" if strength else "GB", None), "Northbrew Ltd.")
    return Planted(found, _AD, measured="not shown")


def _judged(site: Site, strength: float) -> Planted:
    """Where only a person can say whether a label is due, it is not passed."""
    market = site.dice.choice(("FR", "DE", "IT")) if strength else "GB"
    brief = _brief(market, None).model_copy(update={"placements": ("x_post",)})
    return Planted(_disclosed(brief, "Northbrew Ltd."), _AD)


def _kind(
    name: str,
    rule: str,
    plant: Callable[[Site, float], Planted],
    worse: Literal["more", "there"] = "there",
    verdict: Literal["fail", "not_checked"] = "fail",
) -> Kind:
    return Kind(name, "rights", "text editor", rule, plant, worse=worse, verdict=verdict)


_TYPEFACE: Final = '"name":"SIL Open Font License 1.1"'

KINDS: tuple[Kind, ...] = (
    _kind(
        "licence record left empty",
        "rights.licence",
        partial(_edited, '"name":"generated-here"', ('"name":""', '"name":" "')),
    ),
    _kind("licence of nobody", "rights.licence", partial(_edited, '"holder":"Northbrew"', ('"holder":""',))),
    _kind(
        "licence without its terms",
        "rights.licence",
        partial(_edited, '"source":"drawn by code"', ('"source":""',)),
    ),
    _kind(
        "licence for non-commercial use",
        "rights.licence",
        partial(_edited, '"name":"generated-here"', ('"name":"CC BY-NC 4.0"', '"name":"CC BY-ND 4.0"')),
    ),
    _kind(
        "typeface without a licence",
        "rights.used",
        partial(_edited, _TYPEFACE, ('"name":""',)),
    ),
    _kind(
        "typeface on trial",
        "rights.used",
        partial(_edited, _TYPEFACE, ('"name":"Trial licence"', '"name":"Free for personal use"')),
    ),
    _kind("customer's file without a declaration", "rights.supplied", _undeclared),
    _kind("licence that has ended", "rights.supplied", _ended, "more"),
    _kind(
        "licence for another use",
        "rights.supplied",
        partial(
            _misused,
            ("Getty editorial use", "Print only", "Internal use", "Stock comp image", "Not for advertising"),
            "Getty RF, print and online",
        ),
    ),
    _kind("label that a model made it left out of an ad", "provenance.disclosure", _unlabelled),
    _kind("label that a model made it left out of a film", "provenance.disclosure", _film_unlabelled),
    _kind("no label where a market asks for one", "provenance.disclosure", _no_label),
    _kind(
        "label that a person has to judge",
        "provenance.disclosure",
        _judged,
        verdict="not_checked",
    ),
)
