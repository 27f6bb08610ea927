"""What a reviewer's comment asks for, read from a small listed vocabulary in English and French."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace

VOCABULARY = (
    "shorter / plus court", "less text / moins de texte", "calmer / plus calme",
    "no exclamation / sans exclamation", "without <word> / sans <mot>", "other headline / autre titre",
    "more formal / plus formel", "less formal / moins formel", "mention the offer / mentionner l'offre",
    "mention the price / mentionner le prix",
)  # fmt: skip
"""What can be asked for, as it is told to a reviewer whose comment was not understood."""


@dataclass(frozen=True, slots=True)
class Wishes:
    """Everything asked of one text so far."""

    shorter: bool = False
    less_text: bool = False
    calmer: bool = False
    no_exclamation: bool = False
    another: bool = False
    formality: int = 0
    """+1 more formal, -1 less."""
    offer: bool = False
    price: bool = False
    without: tuple[str, ...] = ()
    unknown: tuple[str, ...] = ()
    """Comments in which nothing was understood."""


_LESS_FORMAL = (
    r"\bless formal|\bmore (casual|relaxed|informal)|moins formel|plus (décontracté|familier)|tutoye"
)
_MORE_FORMAL = r"(?<!less )\bmore formal|(?<!moins )plus formel|vouvoye"
_LESS_TEXT = r"\bless text|\bfewer words|\btoo much text|moins de (texte|mots)|trop de texte"
_SHORTER = r"\bshorter\b|\btoo long\b|\bmore concise|plus courte?s?\b|trop (longs?|longues?)\b|raccourci"
_CALMER = (
    r"\bcalmer\b|\bmore calm\b|\bquieter\b|\bless (shouty|loud|aggressive)|plus (calme|posé)|moins agressi"
)
_NO_EXCLAMATION = r"\b(no|without|fewer) exclamation|\bno !|(sans|pas de|moins de) (points? d.)?exclamation"
_ANOTHER = r"\b(an)?other\b|\bdifferent\b|\bsomething else\b|\brewrite\b|\bautres?\b|différent|réécri"
_SAY_EN = r"\b(mention|show|add|include|say|name) (the |our )?"
_SAY_FR = r"(mention|montr|ajout|indiqu)\w* (l.|le |la |notre )?"

_SIMPLE: tuple[tuple[str, dict[str, bool | int]], ...] = (
    (_LESS_FORMAL, {"formality": -1}),
    (_MORE_FORMAL, {"formality": 1}),
    (_LESS_TEXT, {"less_text": True, "shorter": True}),
    (_SHORTER, {"shorter": True}),
    (_CALMER, {"calmer": True}),
    (_NO_EXCLAMATION, {"no_exclamation": True}),
    (_ANOTHER, {"another": True}),
    (rf"{_SAY_EN}(offer|discount)|{_SAY_FR}(offre|remise)", {"offer": True}),
    (rf"{_SAY_EN}price|{_SAY_FR}prix", {"price": True}),
)

_WITHOUT = re.compile(
    r"\b(?:without|no|avoid|drop|remove|sans|évite[rz]?|enleve[rz]?|enlève[rz]?|retire[rz]?|supprime[rz]?)\s+"
    r"(?:the\s+word\s+|the\s+|le\s+mot\s+|la\s+|le\s+|les\s+|l['’])?[«\"“'‘]?\s?([\w-]{2,})",
    re.IGNORECASE,
)
_NOT_WORDS = {"exclamation", "exclamations", "point", "points", "longer", "more", "text", "texte"}


def read_wishes(comments: Iterable[str]) -> Wishes:
    """Everything the comments ask for, oldest first; later ones win where they contradict."""
    wishes = Wishes()
    for comment in comments:
        wishes = _read(wishes, comment)
    return wishes


def _read(before: Wishes, comment: str) -> Wishes:
    after = before
    for pattern, change in _SIMPLE:
        if re.search(pattern, comment, re.IGNORECASE):
            after = replace(after, **change)
    words = tuple(word for word in _WITHOUT.findall(comment) if word.casefold() not in _NOT_WORDS)
    after = replace(after, without=(*after.without, *(word for word in words if word not in after.without)))
    understood = words or any(re.search(pattern, comment, re.IGNORECASE) for pattern, _ in _SIMPLE)
    return after if understood else replace(after, unknown=(*after.unknown, comment))
