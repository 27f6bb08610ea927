"""What there is to say in one language: the brief's facts by the part they can play in a text."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Literal
from urllib.parse import urlsplit

from astro_pipeline.domain.base import base_language
from astro_pipeline.domain.brief import Brief
from astro_pipeline.domain.fact import Fact, FactKind, facts
from astro_pipeline.providers.embedded.writer.phrases import Phrase, read_phrase, sentences
from astro_pipeline.providers.embedded.writer.realiser import WRITTEN

Role = Literal[
    "gain", "proof", "offer", "pain", "desire", "who", "message", "what", "price",
    "product", "brand", "category", "code", "ends", "phone", "host",
]  # fmt: skip

_ROLES: dict[FactKind, Role] = {
    "benefit": "gain", "feature": "gain", "evidence": "proof", "offer": "offer", "pain": "pain",
    "desire": "desire", "audience": "who", "message": "message", "description": "what", "price": "price",
    "phone": "phone", "code": "code", "ends": "ends",
}  # fmt: skip

_CLAIMS: frozenset[Role] = frozenset({"gain", "proof", "offer", "pain", "desire", "message"})
"""Roles among which the same words are the same thing said."""

Angle = Literal["gain", "proof", "offer", "pain", "desire", "who", "message", "what", "price", "name"]


@dataclass(frozen=True, slots=True)
class Point:
    """One thing to say: a fact's phrase, its place in the brief, and the product it is about."""

    role: Role
    fact: str
    phrase: Phrase
    subject: str
    """Name of the product it speaks of; the leading product's where it speaks of none."""


@dataclass(frozen=True, slots=True)
class Matter:
    """Everything one language can draw on."""

    tag: str
    """The language as the campaign names it, e.g. "fr-CA"."""
    names: tuple[str, ...]
    """Brand and product names, never altered."""
    points: tuple[Point, ...]
    written: bool
    """True where sentences can be built; False where only the brief's own strings may be used."""
    avoid: tuple[str, ...]
    """Words that must not appear, competitors included."""

    @property
    def language(self) -> str:
        """Its base language."""
        return base_language(self.tag)

    def of(self, role: Role) -> tuple[Point, ...]:
        """The points that can play this part, in the brief's order."""
        return tuple(point for point in self.points if point.role == role)


def gather(brief: Brief, language: str) -> Matter:
    """The brief's matter in `language`."""
    base = base_language(language)
    avoided = tuple(text for words in brief.brand.words_to_avoid if (text := brief.say(words, language)))
    names = dict.fromkeys((brief.brand_name, brief.company.name, *(each.name for each in brief.products)))
    matter = Matter(
        tag=language,
        names=tuple(names),
        points=(),
        written=base in WRITTEN,
        avoid=(*avoided, *brief.competitors),
    )
    points = tuple(
        _once(point for point in _points(brief, language, matter) if usable(point.phrase.text, matter))
    )
    return replace(matter, points=points)


def _once(points: Iterable[Point]) -> Iterator[Point]:
    """Each claim once, at its first place: evidence often repeats a benefit or an offer word for word."""
    said: set[str] = set()
    for point in points:
        words = point.phrase.text.casefold()
        if point.role in _CLAIMS and words in said:
            continue
        if point.role in _CLAIMS:
            said.add(words)
        yield point


def usable(text: str, matter: Matter) -> bool:
    """False where the text holds a word to avoid or a competitor's name."""
    return not any(
        re.search(rf"(?<!\w){re.escape(word)}(?!\w)", text, re.IGNORECASE) for word in matter.avoid
    )


def _points(brief: Brief, language: str, matter: Matter) -> Iterator[Point]:
    lead = brief.product.name if brief.products else brief.brand_name
    for fact in facts(brief, language):
        yield from _of_fact(fact, brief, lead, matter)
    yield Point("product", "products[0].name", Phrase(lead, "quote"), lead)
    for place, product in enumerate(brief.products[1:], start=1):
        yield Point("product", f"products[{place}].name", Phrase(product.name, "quote"), product.name)
    name = "brand.name" if brief.brand.name else "company.name"
    yield Point("brand", name, Phrase(brief.brand_name, "quote"), lead)
    yield from _category(brief, language, lead, matter)
    link = link_of(brief)
    if link and (host := urlsplit(link if "//" in link else f"//{link}").netloc.removeprefix("www.")):
        yield Point("host", "call_to_action.url", Phrase(host, "quote"), lead)


def link_of(brief: Brief) -> str | None:
    """Where the campaign leads: the call's link, the product's page, the company's site."""
    if brief.call_to_action.phone and not brief.call_to_action.url:
        return None
    product = brief.products[0].url if brief.products else None
    return brief.call_to_action.url or product or brief.company.website


def _category(brief: Brief, language: str, lead: str, matter: Matter) -> Iterator[Point]:
    """The category is written in the brief's own language, and is used in no other."""
    category = brief.products[0].category if brief.products else None
    if category and matter.written and base_language(language) == base_language(brief.language):
        yield Point("category", "products[0].category", read_phrase(category, matter.language), lead)


def _of_fact(fact: Fact, brief: Brief, lead: str, matter: Matter) -> Iterator[Point]:
    role = _ROLES.get(fact.kind)
    if role is None or (role == "what" and fact.id == "company.about"):
        return
    subject = _subject(fact.id, brief, lead)
    if role in {"price", "phone", "code", "ends"} or not matter.written:
        phrase = Phrase(fact.text.strip(), "quote")
        if role == "price" and matter.written and re.match(r"\D+\s", fact.text):
            phrase = read_phrase(fact.text, matter.language)  # "from $9 per month" can stand alone
        yield Point(role, fact.id, phrase, subject)
        return
    if role == "who" and re.search(r"\d|,", fact.text):
        return  # ages and lists aim an ad; they are not said to anyone's face
    parts = sentences(fact.text) if role in {"gain", "proof", "what", "pain"} else [fact.text]
    for part in parts:
        phrase = read_phrase(part, matter.language)
        yield Point(role, fact.id, phrase, subject)
        if role == "what" and (core := _core(phrase)):
            yield Point(role, fact.id, read_phrase(core, matter.language), subject)


def _core(phrase: Phrase) -> str | None:
    """A description without what follows its first comma or relative clause: it says less, never more."""
    head = re.split(r",| — | – | that | which | who | qui | dont ", phrase.text, maxsplit=1)[0].strip()
    return head if head != phrase.text and len(head.split()) >= 4 else None


def _subject(place: str, brief: Brief, lead: str) -> str:
    found = re.match(r"products\[(\d+)]", place)
    return brief.products[int(found[1])].name if found else lead
