"""The words of a claim in each language, read from `policies/words`."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Final, Literal

import yaml
from pydantic import TypeAdapter

from astro_pipeline.domain.base import Frozen, base_language
from astro_pipeline.domain.fact import FactKind

Category = Literal["superlative", "comparison", "guarantee", "health", "financial", "environmental", "price"]

_STUDY: Final[frozenset[FactKind]] = frozenset({"evidence"})
_OFFERED: Final[frozenset[FactKind]] = frozenset({"evidence", "offer", "terms"})
SUPPORT: Final[dict[Category, frozenset[FactKind]]] = {
    "superlative": _STUDY,
    "comparison": _STUDY,
    "guarantee": _OFFERED,
    "health": _STUDY,
    "financial": _OFFERED,
    "environmental": _STUDY,
    "price": frozenset({"evidence", "offer", "terms", "price", "benefit", "feature"}),
}
"""Which facts of a brief can carry a claim of each category."""


class NumberWords(Frozen):
    """How a language spells numbers."""

    join: tuple[str, ...] = ()
    point: tuple[str, ...] = ()
    values: dict[str, int]
    multipliers: dict[str, int]
    twenties: bool = False
    """True where seventy is sixty and ten, and eighty is four twenties."""


class Lexicon(Frozen):
    """A language's words of a claim, how it spells numbers, and the small words it is known by."""

    language: str
    claims: dict[Category, tuple[str, ...]]
    numbers: NumberWords
    stop_words: frozenset[str]


@dataclass(frozen=True, slots=True)
class Strong:
    """A word of a claim in a text: where it stands, and what it claims."""

    text: str
    start: int
    category: Category


def lexicon(language: str) -> Lexicon | None:
    """The word list of a language, whatever its region, or None where there is none."""
    return lexicons().get(base_language(language))


@cache
def lexicons() -> dict[str, Lexicon]:
    """Every word list, by language."""
    folder = files("astro_pipeline.quality.policies").joinpath("words")
    read = (
        yaml.safe_load(each.read_text("utf-8")) for each in folder.iterdir() if each.name.endswith("yaml")
    )
    found = [Lexicon.model_validate(each) for each in read]
    return {each.language: each for each in sorted(found, key=lambda each: each.language)}


@cache
def measures() -> dict[str, str]:
    """What a number counts, by every word for it."""
    text = files("astro_pipeline.quality.policies").joinpath("measures.yaml").read_text("utf-8")
    table = TypeAdapter(dict[str, tuple[str, ...]]).validate_python(yaml.safe_load(text))
    return {word.casefold(): name for name, words in table.items() for word in words}


def strong_words(text: str, words: Lexicon) -> Iterator[Strong]:
    """Every word of a claim in the text, category by category; the longest where two begin together."""
    for category, pattern in _patterns(words.language).items():
        for found in pattern.finditer(text):
            yield Strong(found.group(), found.start(), category)


@cache
def _patterns(language: str) -> dict[Category, re.Pattern[str]]:
    return {
        category: re.compile("|".join(f"(?:{each})" for each in patterns), re.IGNORECASE)
        for category, patterns in lexicons()[language].claims.items()
    }
