"""The facts of a brief, each with its place: all that anything written may rest on."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from babel.dates import format_date

from astro_pipeline.domain.base import Frozen, Words
from astro_pipeline.domain.brief import Brief, Evidence, Offer, Product

FactKind = Literal[
    "brand", "product", "description", "benefit", "feature", "price", "message", "offer", "terms",
    "evidence", "audience", "pain", "desire", "value", "call_to_action",
    "phone", "url", "sector", "legal",
    "code", "ends",
]  # fmt: skip


class Fact(Frozen):
    """One thing the brief says, in one language. `id` is its place, e.g. "products[0].benefits[1]"."""

    id: str
    kind: FactKind
    text: str
    source: str | None = None
    """Who supports it, for evidence."""


def facts(brief: Brief, language: str) -> tuple[Fact, ...]:
    """What the brief says in `language` (names, prices, phones and URLs are in every language)."""
    return tuple(_facts(brief, language))


def _facts(brief: Brief, language: str) -> Iterator[Fact]:
    said = _Sayer(brief, language)
    name = "brand.name" if brief.brand.name else "company.name"
    yield Fact(id=name, kind="brand", text=brief.brand_name)
    yield from said.once("company.sector", "sector", brief.company.sector)
    yield from said.once("company.about", "description", brief.company.about)
    for n, product in enumerate(brief.products):
        yield from _of_product(said, f"products[{n}]", product)
    yield from said.once("message", "message", brief.message)
    if brief.offer:
        yield from said.once("offer.text", "offer", brief.offer.text)
        yield from said.once("offer.terms", "terms", brief.offer.terms)
        yield from _of_offer(brief.offer, language)
        yield from said.proofs("offer.evidence", brief.offer.evidence)
    yield from said.proofs("evidence", brief.evidence)
    yield from said.once("audience.description", "audience", brief.audience.description)
    yield from said.each("audience.segments", "audience", brief.audience.segments)
    yield from said.each("audience.pains", "pain", brief.audience.pains)
    yield from said.each("audience.desires", "desire", brief.audience.desires)
    yield from said.each("brand.values", "value", brief.brand.values)
    yield from said.once("brand.legal_line", "legal", brief.brand.legal_line)
    yield from said.once("call_to_action.text", "call_to_action", brief.call_to_action.text)
    if brief.call_to_action.phone:
        yield Fact(id="call_to_action.phone", kind="phone", text=brief.call_to_action.phone)
    if brief.call_to_action.url:
        yield Fact(id="call_to_action.url", kind="url", text=brief.call_to_action.url)


def _of_product(said: "_Sayer", here: str, product: Product) -> Iterator[Fact]:
    yield Fact(id=f"{here}.name", kind="product", text=product.name)
    yield from said.once(f"{here}.description", "description", product.description)
    yield from said.each(f"{here}.benefits", "benefit", product.benefits)
    yield from said.each(f"{here}.features", "feature", product.features)
    if product.price:
        yield Fact(id=f"{here}.price", kind="price", text=product.price)
    yield from said.proofs(f"{here}.evidence", product.evidence)


def _of_offer(offer: Offer, language: str) -> Iterator[Fact]:
    """Its code as it stands, and its last day as the language writes it out."""
    if offer.code:
        yield Fact(id="offer.code", kind="code", text=offer.code)
    if offer.ends:
        written = format_date(offer.ends, format="long", locale=language.replace("-", "_"))
        yield Fact(id="offer.ends", kind="ends", text=written)


@dataclass(frozen=True, slots=True)
class _Sayer:
    brief: Brief
    language: str

    def once(
        self, where: str, kind: FactKind, words: Words | None, source: str | None = None
    ) -> Iterator[Fact]:
        text = self.brief.say(words, self.language)
        if text:
            yield Fact(id=where, kind=kind, text=text, source=source)

    def each(self, where: str, kind: FactKind, many: tuple[Words, ...]) -> Iterator[Fact]:
        for place, words in enumerate(many):
            yield from self.once(f"{where}[{place}]", kind, words)

    def proofs(self, where: str, many: tuple[Evidence, ...]) -> Iterator[Fact]:
        for place, proof in enumerate(many):
            yield from self.once(f"{where}[{place}]", "evidence", proof.claim, proof.source)
