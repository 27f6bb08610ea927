"""Breaches of the policy packs: a sentence the law of a sector and market forbids, and one it does not."""

from dataclasses import replace
from functools import partial
from typing import Final

from kind import Kind, Planted, Site
from plan import Plan, plan

_WARNING: Final = "L’abus d’alcool est dangereux pour la santé."
_WINE, _CREAM, _CAR, _COFFEE = "Winery", "Skin care", "Automotive", "beverages"

_BREACHES: Final[dict[str, tuple[tuple[str, str, str, str, str, str, str], ...]]] = {
    "law of every market broken": (
        ("general.range", _COFFEE, "US", "en", "It has {} for you", "a 500-mile range", "a wide table"),
        ("general.free_money", _COFFEE, "DE", "de", "Hier ist {} für alle", "geschenktes Geld", "Kaffee"),
        ("general.free_money", _COFFEE, "JP", "es", "Aquí hay {} para todos", "dinero gratis", "café"),
    ),
    "European consumer law broken": (
        ("general-eu.legal_right", _COFFEE, "IT", "en", "It comes with {}", "a legal guarantee", "a lid"),
        ("general-eu.cures_illness", _COFFEE, "DE", "en", "A coffee that {} now", "cures diabetes", "rests"),
        ("general-eu.offset_claim", _COFFEE, "ES", "en", "It is {} now", "carbon neutral by offsets", "cold"),
    ),
    "French consumer law broken": (
        ("general-fr.green_words", _COFFEE, "FR", "fr", "Une canette {} à boire", "biodégradable", "froide"),
        ("general-fr.carbon_neutral", _COFFEE, "FR", "fr", "Un café {} ici", "neutre en carbone", "froid"),
    ),
    "American consumer law broken": (
        ("general-us.general_green", _COFFEE, "US", "en", "A {} can of coffee", "compostable", "small"),
        ("general-us.expert_endorsement", _COFFEE, "US", "en", "It is {} now", "doctor recommended", "cold"),
        ("general-us.establishment_claim", _COFFEE, "US", "en", "It is {} now", "clinically tested", "cold"),
    ),
    "European cosmetics law broken": (
        ("cosmetics-eu.therapeutic", _CREAM, "DE", "de", "Die Creme {} über Nacht", "lindert Ekzeme", "ruht"),
        ("cosmetics-eu.authority", _CREAM, "IT", "en", "It is {} now", "approved by the EU", "soft"),
        ("cosmetics-eu.denigrates", _CREAM, "FR", "fr", "Une crème {} à aimer", "sans parabènes", "douce"),
        ("cosmetics-eu.evidential_support", _CREAM, "ES", "en", "It is {} now", "non-comedogenic", "soft"),
    ),
    "French cosmetics code broken": (
        ("cosmetics-fr.drastic", _CREAM, "FR", "fr", "Un soin à {} pour vous", "effet botox", "la rose"),
        ("cosmetics-fr.drastic", _CREAM, "FR", "en", "It is {} for you", "better than surgery", "a cream"),
    ),
    "American cosmetics law broken": (
        ("cosmetics-us.fda_approved", _CREAM, "US", "en", "It is {} now", "FDA-approved", "soft"),
        ("cosmetics-us.drug_claim", _CREAM, "US", "en", "A cream that {} here", "heals eczema", "stays"),
        ("cosmetics-us.tested_claim", _CREAM, "US", "en", "It is {} now", "dermatologist-approved", "soft"),
    ),
    "European alcohol law broken": (
        ("alcohol-eu.health", _WINE, "DE", "de", "Das ist ein {} Wein", "bekömmlicher", "trockener"),
        ("alcohol-eu.minors", _WINE, "IT", "en", "It is made for {} here", "students", "cooks"),
        ("alcohol-eu.success", _WINE, "ES", "en", "Pour one {} now", "for the road", "for the cook"),
    ),
    "French alcohol law broken": (
        ("alcohol-fr.content", _WINE, "FR", "fr", "Un blanc {} ce soir", "entre amis", "de garde"),
        ("alcohol-fr.content", _WINE, "FR", "en", "A white for {} here", "good times", "the cellar"),
    ),
    "American alcohol law broken": (
        ("alcohol-us.health", _WINE, "US", "en", "A night {} here", "with no hangover", "in the vines"),
        ("alcohol-us.guarantee", _WINE, "US", "en", "The taste is {} here", "guaranteed", "dry"),
        ("alcohol-us.minors", _WINE, "US", "en", "It is made for {} here", "spring break", "the cellar"),
    ),
    "European car law broken": (
        ("vehicles-eu.range_cycle", _CAR, "DE", "en", "It has {} here", "a range of 500 km", "a wide door"),
        ("vehicles-eu.range_cycle", _CAR, "FR", "fr", "Elle a {} ici", "500 km d’autonomie", "une porte"),
    ),
    "American car law broken": (
        ("vehicles-us.range_cycle", _CAR, "US", "en", "It gets {} for you", "52 mpg", "there"),
    ),
}  # fmt: skip
"""Kind to: rule, sector, market, language, sentence, what is forbidden, what is not."""

_UNREGULATED: Final = frozenset({"claims.numbers", "claims.strong_words"})


def _held_to(sector: str, market: str) -> Plan:
    """The campaign as if it were of another trade and market; wine carries France's warning."""
    company = {"name": "Northbrew Ltd", "sector": sector}
    changed = plan().briefed(company=company, products=({"name": "Slow Can"},), markets=(market,))
    ads = tuple(ad.model_copy(update={"legal": _WARNING}) for ad in changed.copy.ads)
    return replace(changed, copy=changed.copy.model_copy(update={"ads": ads}))


def _breach(
    table: tuple[tuple[str, str, str, str, str, str, str], ...], site: Site, strength: float
) -> Planted:
    """One of the breaches said somewhere; the number it may hold is strange to the brief as well."""
    rule, sector, market, language, sentence, forbidden, plain = site.dice.choice(table)
    text = sentence.format(forbidden if strength else plain)
    changed, key, before = _held_to(sector, market).said(text, language=language, dice=site.dice)
    shared = f"claims.{rule}"
    # the general rules on ranges and on greenness say the same of the same words
    findings = tuple(
        f.model_copy(update={"rule": "claims.law"}) if f.rule == shared else f for f in changed.findings()
    )
    at = next((f.span for f in findings if f.rule == "claims.law" and f.file == key and f.span), None)
    inside = at is not None and text[at.start - before : at.end - before].casefold() in forbidden.casefold()
    words = (at.text, at.start) if at and inside else (forbidden, before + text.find(forbidden))
    beside = _UNREGULATED | {f.rule for f in findings if f.rule.startswith("claims.general")}
    beside |= {f.rule for f in findings if f.rule == "claims.alcohol-fr.health_warning" and f.file == key}
    return Planted(findings, key, words=words if strength else None, beside=beside)


def _unwarned(site: Site, strength: float) -> Planted:
    changed = _held_to(_WINE, "FR")
    key = site.dice.choice([ad.key for ad in changed.copy.ads])
    return Planted((changed.with_ad(key, legal="") if strength else changed).findings(), key)


def _uncovered(site: Site, strength: float) -> Planted:
    sector = site.dice.choice(("Consumer bank", "Casino", "Food supplements", "Cigarettes"))
    changed = _held_to(sector if strength else _COFFEE, "US")
    return Planted(changed.findings(), "copy")


def _not_in_french(_: Site, strength: float) -> Planted:
    languages = ("en",) if strength else ("en", "fr")
    return Planted(plan().briefed(languages=languages, markets=("FR",)).findings(), "copy", measured="en")


KINDS: tuple[Kind, ...] = (
    *(
        Kind(name, "policies", "text editor", "claims.law", partial(_breach, table))
        for name, table in _BREACHES.items()
    ),
    Kind(
        "wine without France's warning",
        "policies",
        "text editor",
        "claims.alcohol-fr.health_warning",
        _unwarned,
    ),
    Kind(
        "regulated trade without a pack",
        "policies",
        "text editor",
        "claims.coverage",
        _uncovered,
        verdict="not_checked",
    ),
    Kind(
        "nothing in French for France",
        "policies",
        "text editor",
        "claims.general-fr.in_french",
        _not_in_french,
    ),
)
