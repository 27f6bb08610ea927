"""The looks of a campaign: one style per variant, and what reviewers' comments change in it."""

from typing import Final

from astro_pipeline.agents.wishes import Vocabulary, heard
from astro_pipeline.domain.base import Frozen
from astro_pipeline.domain.brief import Brief
from astro_pipeline.domain.media import Variant
from astro_pipeline.domain.plan import Copy, seed_for
from astro_pipeline.domain.review import Feedback
from astro_pipeline.media.adverts.look import Look
from astro_pipeline.media.pixels.palette import HOUSE_PALETTE, Style

STYLES: Final[tuple[Style, ...]] = ("bold", "editorial", "minimal", "pattern")

_IDEAS: Final[dict[Style, str]] = {
    "bold": "one saturated ground, a large shape and a heavy headline: does it stop the thumb?",
    "editorial": "a serif headline on a soft, lit ground: does a quieter, premium tone persuade more?",
    "minimal": "mostly empty space and a small headline: does the product alone carry the message?",
    "pattern": "a quilt of brand colours beside plain text: does a pattern make the brand easier to recall?",
}

_OTHER: Final = "other layout"
VOCABULARY: Final[Vocabulary] = {
    "warmer": r"warmer|too cold|plus (?:chaude?s?|chaleureux|chaleureuse)|trop froide?",
    "cooler": r"cooler|colder|too warm|plus (?:froide?s?|fraîche?)|trop chaude?",
    "lighter": (r"lighter|brighter|too dark|plus (?:claire?s?|lumineux|lumineuse)|trop (?:sombre|foncée?)"),
    "darker": r"darker|too (?:light|bright)|plus (?:sombres?|foncée?s?)|trop claire?",
    "bigger logo": (
        r"(?:bigger|larger) (?:logo|brand)|logo (?:bigger|larger|plus (?:grand|gros))|plus grand logo"
    ),
    "smaller logo": r"smaller (?:logo|brand)|logo (?:smaller|plus petit)|plus petit logo",
    "bigger headline": (
        r"(?:bigger|larger) (?:headline|title|text|type)|(?:headline|title) (?:bigger|larger)"
        r"|(?:titre|texte|accroche) plus (?:grande?|grosse?)|plus grand titre"
    ),
    "smaller headline": r"smaller (?:headline|title|text|type)|(?:titre|texte|accroche) plus petite?",
    "calmer": (
        r"calmer|quieter|simpler|cleaner|less busy|too busy|plus (?:calme|simple|sobre|épurée?)|trop chargée?"
    ),
    _OTHER: (
        r"(?:an)?other (?:layout|look|ground|background|arrangement|one|picture|version)"
        r"|different(?: (?:layout|look|background|colou?rs?))?"
        r"|autre (?:mise en page|fond|version|image|disposition)|différente?"
    ),
}
"""What a reviewer may ask of a picture."""


class VariantPlan(Frozen):
    """What sets one variant apart."""

    id: str
    style: Style
    idea: str
    look: Look


def plan_variants(brief: Brief, copy: Copy, *, feedback: Feedback) -> tuple[VariantPlan, ...]:
    """As many variants as the brief asks for, each in a style of its own."""
    start = brief.edition - 1
    plans: list[VariantPlan] = []
    for place, letter in enumerate("ABCD"[: brief.variants]):
        style = STYLES[(start + place) % len(STYLES)]
        look = _planned(style, letter, brief)
        plans.append(VariantPlan(id=letter, style=style, idea=_idea(style, letter, copy), look=look))
    _ = feedback  # a comment is about pictures and changes theirs: see `directed`
    return tuple(plans)


def directed(look: Look, path: str, feedback: Feedback) -> tuple[Look, tuple[str, ...]]:
    """The look of one picture after what was said of it, and notes on comments that were not understood.

    A comment that asks for nothing we know gets another arrangement, ground and motif.
    """
    comments = feedback.said(path)
    understood = heard(comments, VOCABULARY)
    wishes = list(understood.wishes)
    wishes += [_OTHER] * sum(not heard((comment,), VOCABULARY).wishes for comment in comments)
    for wish in wishes:
        look = _granted(look, wish)
    return look, understood.notes


def palette_of(brief: Brief) -> tuple[str, ...]:
    """The brand's colours, or the house's where it names none."""
    return brief.brand.palette or HOUSE_PALETTE


def look_of(variant: Variant, brief: Brief) -> Look:
    """The look a variant was planned with."""
    return _planned(variant.style, variant.id, brief)


def _planned(style: Style, letter: str, brief: Brief) -> Look:
    seed = seed_for(brief.seed, "look", letter, brief.edition)
    ground = 0 if brief.edition == 1 else seed % 6
    # neighbours stand on opposite sides: which side comes first is the campaign's own
    first = seed_for(brief.seed, "side", brief.edition)
    return Look(style=style, ground=ground, motif=seed % 30, mirrored=(first + ord(letter)) % 2 == 1)


def _idea(style: Style, letter: str, copy: Copy) -> str:
    framework = next((ad.framework for ad in copy.ads if ad.variant == letter and ad.framework), None)
    return f"{_IDEAS[style]} Words by {framework}." if framework else _IDEAS[style]


def _granted(look: Look, wish: str) -> Look:
    def by(name: str, step: float, low: float, high: float) -> Look:
        value = min(high, max(low, getattr(look, name) + step))
        return look.model_copy(update={name: round(value, 3)})

    match wish:
        case "warmer" | "cooler":
            return by("warmth", 0.6 if wish == "warmer" else -0.6, -1, 1)
        case "lighter" | "darker":
            return by("light", 0.6 if wish == "lighter" else -0.6, -1, 1)
        case "bigger logo" | "smaller logo":
            return by("logo", 0.4 if wish == "bigger logo" else -0.25, 0.5, 2)
        case "bigger headline" | "smaller headline":
            return by("headline", 0.3 if wish == "bigger headline" else -0.2, 0.5, 2)
        case "calmer":
            return look.model_copy(update={"calm": True})
        case _:
            again = {"ground": look.ground + 1, "motif": look.motif + 1, "mirrored": not look.mirrored}
            return look.model_copy(update=again)
