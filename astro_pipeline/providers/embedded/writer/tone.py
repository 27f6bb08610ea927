"""How a brand speaks: which verbs, how the reader is addressed, whether anything is exclaimed."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal

from astro_pipeline.providers.embedded.writer.wishes import Wishes

Manner = Literal["plain", "calm", "energetic", "professional", "warm", "playful", "refined"]

_MANNERS: dict[Manner, str] = {
    "playful": r"playful|fun|witty|cheeky|humou?r|quirky|ludique|drôle|espiègle|joueu|décalé",
    "energetic": r"energ|énerg|bold|dynami|vivid|sport|power|puissan|audac|young|jeune|enthusias",
    "calm": r"calm|quiet|serene|gentle|soft|mindful|minimal|apais|serein|doux|douce|paisible|sobre",
    "refined": r"premium|luxur|luxe|elegan|élégan|refined|raffin|sophisticat|chic|poetic|poétique",
    "warm": r"warm|friend|human|caring|family|welcom|chaleur|amical|humain|bienveil|proche|convivial",
    "professional": r"profession|expert|serious|technical|precise|confiden|"
    r"innovat|sérieu|précis|technique|clair",
}


@dataclass(frozen=True, slots=True)
class Tone:
    """The voice of one text."""

    manner: Manner
    formal: bool = True
    """In French, vous; tu otherwise."""
    exclaims: bool = False
    questions: bool = True


def tone_of(words: Sequence[str]) -> Tone:
    """The tone that the brief's own words describe; plain where they say nothing known."""
    said = " ".join(words).casefold()
    known: list[Manner] = [name for name, cues in _MANNERS.items() if re.search(cues, said)]
    manner: Manner = known[0] if known else "plain"
    lively = manner in {"energetic", "playful"}
    informal = re.search(r"\btu\b|tutoie|informal|casual|décontract|playful|ludique", said)
    return Tone(manner=manner, formal=not informal, exclaims=lively, questions=manner != "refined")


def adjusted(tone: Tone, wishes: Wishes) -> Tone:
    """The tone after what reviewers asked for."""
    if wishes.calmer:
        tone = replace(tone, manner="calm", exclaims=False)
    if wishes.no_exclamation:
        tone = replace(tone, exclaims=False)
    if wishes.formality:
        tone = replace(tone, formal=wishes.formality > 0)
        tone = replace(tone, manner="professional" if tone.formal else "warm")
    return tone
