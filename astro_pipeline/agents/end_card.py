"""The film's last picture: the brand, a line, the button, where to go, and the legal text."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from astro_pipeline.agents.film_material import Material
from astro_pipeline.agents.framing import Framing, Room
from astro_pipeline.domain.brief import Brief
from astro_pipeline.domain.media import Clip
from astro_pipeline.domain.plan import Cut
from astro_pipeline.domain.review import Box
from astro_pipeline.domain.timeline import Button, Card, Mark, Motion, Text
from astro_pipeline.media.pixels.colour import lightness, mix, to_hex

_CARD_SECONDS: Final = 3.1
"""What a card needs to come up and then be read."""
_PICTURE_SECONDS: Final = 1.2
"""What is worth showing of the call's picture before a card covers it."""
_UNHURRIED: Final = 3.5
"""Length of the call, in seconds, from which its parts come at their own pace; in a shorter one, sooner."""
_MIDDLE: Final = 0.6
_MOSTLY_IN: Final = 0.6
"""Share of the last picture's entry after which it may carry type."""


@dataclass(frozen=True, slots=True)
class EndCard:
    """The card and what stands on it."""

    start: float
    card: Card | None
    """None where the call's own picture was made to carry the type."""
    mark: Mark
    texts: tuple[Text, ...]
    buttons: tuple[Button, ...]


def end_card(material: Material, framing: Framing, *, enters: float) -> EndCard:
    """The last picture of one film, with when each part comes; `enters`: seconds its picture takes."""
    bare = card_room(_last(material)) is not None
    start, brief = (material.cut.shots[-1].start if bare else _start(material.cut)), material.brief
    shown = start + (enters * _MOSTLY_IN if bare else 0.0)
    hurry = _hurry(material.cut)
    return EndCard(
        start=start,
        card=None if bare else _card(material, start),
        mark=Mark(
            name=brief.brand_name,
            logo=brief.brand.logo.sha256 if brief.brand.logo else None,
            box=framing.card_mark,
            start=round(shown + 0.05 * hurry, 3),
            end=float(material.cut.seconds),
            align="centre",
            come_seconds=round(0.45 * hurry, 3),
        ),
        texts=tuple(_texts(material, framing, shown)),
        buttons=tuple(_buttons(material, framing, shown)),
    )


def _last(material: Material) -> Clip:
    """What is seen at the end."""
    return material.clips[material.cut.shots[-1].scene]


def card_room(clip: Clip) -> Room | None:
    """What a still made for the end leaves to type; None for any other picture."""
    match clip.facts.get("card_room"):
        case [int() | float() as x, int() | float() as y, int() | float() as w, int() | float() as h]:
            return float(x), float(y), float(w), float(h)
        case _:
            return None


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
    alone = material.cut.shots[-1].start in {card_start, _start(material.cut)}
    bare = card_room(_last(material)) is not None
    line = overlay if ad is None or alone or bare else ad.short
    legal = ad.legal if ad and ad.legal else brief.say(brief.brand.legal_line, material.language)
    rows: tuple[tuple[str | None, Box, Motion, int, int, float], ...] = (
        (line or overlay, framing.card_text, "reveal", 148, 40, 0.08),
        (address(brief), framing.card_address, "rise", 50, 26, 0.2),
        (legal, framing.card_legal, "fade", 30, 22, 0.24),
    )
    hurry = _hurry(material.cut)
    for text, box, motion, size, smallest, delay in rows:
        if text:
            yield Text(
                text=text,
                language=material.language,
                box=box,
                start=round(card_start + delay * hurry, 3),
                end=float(material.cut.seconds),
                size=round(size * k),
                smallest=round(smallest * k),
                lines=3 if size < 40 else 2,
                weight="regular" if size < 40 else "bold",
                motion=motion,
                come_seconds=round(0.36 * hurry, 3),
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
            start=round(card_start + 0.15 * _hurry(material.cut), 3),
            end=float(material.cut.seconds),
            come_seconds=round(0.36 * _hurry(material.cut), 3),
            fill=to_hex(material.colours.cta),
            ink=to_hex(material.colours.cta_ink),
        )


def _card(material: Material, start: float) -> Card:
    colours = material.colours
    ground = colours.ground
    light = lightness(ground) > _MIDDLE
    return Card(
        start=start,
        entry_seconds=0.0 if start == 0 else round(0.5 * _hurry(material.cut) * material.asked.pace, 3),
        ground=to_hex(ground),
        accent=to_hex(colours.cta),
        # Towards white or the brand: a ground made darker turns dull, yellow above all.
        motif=to_hex(mix(ground, colours.light if light else colours.brand, 0.3)),
    )


def _start(cut: Cut) -> float:
    """The card takes the second half of the call, or more of it; all of one that has no time for two."""
    call = cut.shots[-1]
    lasting = max(call.seconds * 0.5, _CARD_SECONDS)
    if call.seconds - lasting < _PICTURE_SECONDS:
        return call.start
    return round(call.start + call.seconds - lasting, 3)


def _hurry(cut: Cut) -> float:
    return min(cut.shots[-1].seconds / _UNHURRIED, 1.0)
