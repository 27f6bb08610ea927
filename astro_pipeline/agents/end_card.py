"""The film's last picture: the brand, a line, the button, where to go, and the legal text."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from astro_pipeline.agents.film_material import Material
from astro_pipeline.agents.framing import Framing
from astro_pipeline.domain.brief import Brief
from astro_pipeline.domain.plan import Cut
from astro_pipeline.domain.review import Box
from astro_pipeline.domain.timeline import Button, Card, Mark, Motion, Text
from astro_pipeline.media.colour import lightness, shade, to_hex

_LONGEST_CARD_CALL: Final = 2.6
"""A shorter call is the end card from its first frame."""
_MIDDLE: Final = 0.6


@dataclass(frozen=True, slots=True)
class EndCard:
    """The card and what stands on it."""

    card: Card
    mark: Mark
    texts: tuple[Text, ...]
    buttons: tuple[Button, ...]


def end_card(material: Material, framing: Framing) -> EndCard:
    """The card of one film, with when each of its parts comes."""
    start, brief, ground = _start(material.cut), material.brief, material.colours.ground
    return EndCard(
        card=Card(
            start=start,
            entry_seconds=0.0 if start == 0 else round(0.5 * material.asked.pace, 3),
            ground=to_hex(ground),
            accent=to_hex(material.colours.cta),
            motif=to_hex(shade(ground, 0.05 if lightness(ground) < _MIDDLE else -0.05)),
        ),
        mark=Mark(
            name=brief.brand_name,
            logo=brief.brand.logo.sha256 if brief.brand.logo else None,
            box=framing.card_mark,
            start=round(start + 0.3, 3),
            end=float(material.cut.seconds),
            align="centre",
            come_seconds=0.35,
        ),
        texts=tuple(_texts(material, framing, start)),
        buttons=tuple(_buttons(material, framing, start)),
    )


def address(brief: Brief) -> str | None:
    """Where a viewer can go: the phone number where one is to call, else the site without its scheme."""
    call, product = brief.call_to_action, brief.products[:1]
    url = call.url or (product[0].url if product else None) or brief.company.website
    if call.phone and not call.url:
        return call.phone
    return url.split("://")[-1].split("?")[0].removeprefix("www.").rstrip("/") if url else None


def _texts(material: Material, framing: Framing, card_start: float) -> Iterator[Text]:
    """The card's line, address and legal text, one after the other."""
    brief, ad, k = material.brief, material.ad, framing.scale
    overlay = material.storyboard.scene(material.cut.shots[-1].scene).overlay.get(material.language)
    line = overlay if ad is None or card_start == material.cut.shots[-1].start else ad.short
    legal = ad.legal if ad and ad.legal else brief.say(brief.brand.legal_line, material.language)
    rows: tuple[tuple[str | None, Box, Motion, int, int, float], ...] = (
        (line or overlay, framing.card_text, "words", 112, 40, 0.4),
        (address(brief), framing.card_address, "rise", 50, 26, 0.7),
        (legal, framing.card_legal, "fade", 26, 20, 0.8),
    )
    for text, box, motion, size, smallest, delay in rows:
        if text:
            yield Text(
                text=text,
                language=material.language,
                box=box,
                start=round(card_start + delay, 3),
                end=float(material.cut.seconds),
                size=round(size * k),
                smallest=round(smallest * k),
                lines=3 if size < 40 else 2,
                weight="regular" if size < 40 else "bold",
                motion=motion,
                align="centre",
            )


def _buttons(material: Material, framing: Framing, card_start: float) -> Iterator[Button]:
    brief, ad = material.brief, material.ad
    words = ad.call_to_action if ad else brief.say(brief.call_to_action.text, material.language)
    if words:
        yield Button(
            text=words,
            language=material.language,
            box=framing.card_button,
            start=round(card_start + 0.55, 3),
            end=float(material.cut.seconds),
            fill=to_hex(material.colours.cta),
            ink=to_hex(material.colours.cta_ink),
        )


def _start(cut: Cut) -> float:
    """The card takes the second half of the call; all of a short one, which has no time for two."""
    call = cut.shots[-1]
    if call.seconds < _LONGEST_CARD_CALL:
        return call.start
    return round(call.start + call.seconds * 0.5, 3)
