"""Digits in a name: they are known where the name stands about them, and count nothing elsewhere."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from astro_pipeline.quality.lexicon import Lexicon
from astro_pipeline.quality.numbers import Number, numbers_in

_GAP: Final = r"[-_–—'’\"“”«»()®™ \u00a0\u202f\n]{0,3}"
_RUN: Final = r"(?:[A-Za-zÀ-ɏ]+|[^\W\d_A-Za-zÀ-ɏ]+)"
"""Letters of one kind: a Latin name is written beside Japanese without a space."""
_BEFORE: Final = re.compile(rf"({_RUN}){_GAP}\Z")
_BEHIND: Final = re.compile(rf"{_GAP}({_RUN})")
_WORD: Final = re.compile(_RUN)
_ARTICLES: Final = frozenset(
    (
        "the",
        "le",
        "la",
        "les",
        "der",
        "die",
        "das",
        "den",
        "dem",
        "el",
        "los",
        "las",
        "il",
        "lo",
        "o",
        "a",
    )
)


@dataclass(frozen=True, slots=True)
class NamedNumber:
    """A number of a name, with the words before and behind it as they may stand about it."""

    values: frozenset[Decimal]
    nearest: tuple[str, ...]
    """The word right before it, where there is one."""
    before: frozenset[str]
    behind: frozenset[str]


def named_numbers(names: Iterable[str]) -> tuple[NamedNumber, ...]:
    """The numbers in these names that count no measure."""
    return tuple(_named(name, each) for name in names for each in numbers_in(name) if each.kind == "plain")


def is_named(number: Number, text: str, named: Iterable[NamedNumber], words: Lexicon | None) -> bool:
    """True where a plain number of the text is a name's, beside the name's word or in its stead.

    In its stead ("the 250") it stands behind an article, and before nothing that it could count.
    """
    if number.kind != "plain":
        return False
    before = _BEFORE.search(text[: number.start])
    behind = _BEHIND.match(text[number.start + len(number.text) :])
    last, following = (found.group(1).casefold() if found else "" for found in (before, behind))
    stop_words = words.stop_words if words else frozenset[str]()
    ends = not behind or "\n" in behind.group() or following in stop_words
    instead = last in _ARTICLES & stop_words and ends
    # a hashtag writes the brand, and more, in front of the name
    glued = last if before and before.end() == before.end(1) else ""
    return any(
        number.values & each.values
        and (instead or last in each.before or following in each.behind or glued.endswith(each.nearest))
        for each in named
    )


def _named(name: str, number: Number) -> NamedNumber:
    before = re.split(r"\d", name[: number.start])[-1]
    behind = re.split(r"\d", name[number.start + len(number.text) :])[0]
    return NamedNumber(
        number.values,
        tuple(_words(before)[-1:]),
        frozenset(_joined(_words(before), backwards=True)),
        frozenset(_joined(_words(behind), backwards=False)),
    )


def _words(text: str) -> list[str]:
    return [found.group().casefold() for found in _WORD.finditer(text)]


def _joined(words: list[str], *, backwards: bool) -> Iterator[str]:
    """The nearest word, and it written together with those beyond: can, slowcan."""
    for many in range(1, len(words) + 1):
        yield "".join(words[-many:] if backwards else words[:many])
