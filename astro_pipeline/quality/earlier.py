"""A campaign beside the company's earlier ones: name, colours, logo, tone, prices and address."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from astro_pipeline.domain.brief import Brief
from astro_pipeline.domain.review import Finding
from astro_pipeline.quality.consistency import ADDRESSED, Texts, leading, spoken
from astro_pipeline.quality.finding import judged, not_checked


@dataclass(frozen=True, slots=True)
class Earlier:
    """What an earlier campaign of the same company said and looked like."""

    campaign: str
    brief: Brief
    texts: Texts


def check_earlier(
    brief: Brief, texts: Texts, earlier: Sequence[Earlier], *, unreadable: Sequence[str] = ()
) -> tuple[Finding, ...]:
    """What differs from each of the company's earlier campaigns; not checked where there is none."""
    if not earlier:
        lost = f"{', '.join(unreadable)} cannot be read." if unreadable else ""
        why = lost or "This company has no earlier campaign here."
        return (not_checked("semantic.earlier_campaigns", "brief", why=why),)
    return tuple(finding for each in earlier for finding in _since(brief, texts, each))


def _since(brief: Brief, texts: Texts, before: Earlier) -> Iterator[Finding]:
    differences = [
        ("brand name", brief.brand_name, before.brief.brand_name),
        ("palette", " ".join(brief.brand.palette), " ".join(before.brief.brand.palette)),
        ("logo", _logo(brief), _logo(before.brief)),
        ("tone", ", ".join(brief.brand.tone), ", ".join(before.brief.brand.tone)),
        *_price_changes(brief, before.brief),
        *_voice_changes(texts, before.texts),
    ]
    changed = [(what, now, then) for what, now, then in differences if now and then and now != then]
    for what, now, then in changed:
        yield judged(
            "semantic.earlier_campaigns",
            f"brief ({what})",
            holds=False,
            advisory=True,
            measured=now,
            limit=then,
            why=f"In {before.campaign} it was {then}.",
            cure="Nothing, if the change is meant; else mend the brief.",
        )
    if not changed:
        yield judged(
            "semantic.earlier_campaigns", "brief", holds=True, advisory=True, limit=f"as in {before.campaign}"
        )


def _logo(brief: Brief) -> str:
    return (brief.brand.logo.sha256 or "")[:12] if brief.brand.logo else ""


def _price_changes(brief: Brief, before: Brief) -> Iterator[tuple[str, str, str]]:
    then = {product.name: product.price for product in before.products}
    for product in brief.products:
        yield f"price of {product.name}", product.price or "", then.get(product.name) or ""


def _voice_changes(texts: Texts, before: Texts) -> Iterator[tuple[str, str, str]]:
    for language in ADDRESSED:
        now, then = (leading(spoken(language, each)) for each in (texts, before))
        yield f"address in {language}", now, then
