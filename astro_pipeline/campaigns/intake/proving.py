"""Whether a text states what its reader found in it: the quote stands there, and says the value."""

import html
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Final, Literal

from astro_pipeline.campaigns.intake.dating import months_named
from astro_pipeline.domain.untrusted import neutral
from astro_pipeline.domain.writing import unspaced

Proof = Literal["words", "number", "day", "name"]
"""What a quote must hold of a value: its words, its number, its day; a mere name for it needs no more."""

PROOFS: Final[dict[str, Proof]] = {
    **dict.fromkeys(
        (
            "name", "company.name", "company.sector", "company.website", "company.about", "products[].name",
            "products[].description", "products[].category", "products[].price", "products[].url",
            "products[].benefits[]", "products[].features[]", "products[].evidence[].claim",
            "products[].evidence[].source", "audience.description", "audience.segments[]", "audience.pains[]",
            "audience.desires[]", "message", "offer.text", "offer.code", "offer.terms", "evidence[].claim",
            "evidence[].source", "competitors[]", "call_to_action.text", "call_to_action.url",
            "call_to_action.phone", "brand.name", "brand.palette[]", "brand.values[]", "brand.words_to_use[]",
            "brand.words_to_avoid[]", "brand.legal_line",
        ),
        "words",
    ),
    **dict.fromkeys(("film.seconds[]", "media_budget.amount"), "number"),
    **dict.fromkeys(("offer.ends", "start", "end"), "day"),
    **dict.fromkeys(
        ("language", "languages[]", "markets[]", "objectives[]", "channels[]", "brand.tone[]",
         "media_budget.currency"),
        "name",
    ),
}  # fmt: skip
"""The fields prose may fill, and how each is proved."""

_DROPPED: Final = frozenset("*_`#>|~\\")
"""Markdown's signs, which are no part of what is said."""
_ALIKE: Final = str.maketrans("‘’‚“”„«»‐‑‒–—―", '\'\'\'"""""------')
_WORD: Final = re.compile(r"\w+")
_HANGUL: Final = re.compile("[\uac00-\ud7a3]")
_NUMBER: Final = re.compile(r"\d[\d\s.,'’]*\d|\d")
_TIMES: Final = (
    (r"(?:thousand|mille|k)(?![a-z])|千|천|ألف", 3),
    (r"[万萬만]", 4),
    (r"(?:million|millions|m)(?![a-z])|مليون", 6),
    (r"[億억亿]", 8),
)
"""Words behind a number and the power of ten they stand for."""
_NOT: Final = frozenset(
    {
        "not", "no", "never", "without", "non", "ne", "pas", "sans", "jamais", "nicht", "kein", "keine",
        "ohne", "nie", "sin", "não", "nunca", "لا", "بدون", "غير", "ليس",
    }
)  # fmt: skip
"""Words in front of a passage that turn it round."""


@dataclass(frozen=True, slots=True)
class Page:
    """A text as it is searched: its plain characters, and the line each came from."""

    plain: str
    lines: tuple[int, ...]

    def line(self, quote: str) -> int | None:
        """The line the quote begins on, from 1; None where it does not stand there."""
        wanted = plain(quote).strip()
        at = self.plain.find(wanted) if wanted else -1
        return None if at < 0 else self.lines[at]


def page(text: str) -> Page:
    """The text without what its reader does not see."""
    found: list[str] = []
    lines: list[int] = []
    line = 1
    for character in unicodedata.normalize("NFC", html.unescape(text)):
        line += character == "\n"
        for each in _one(character):
            if each == " " and found and found[-1] == " ":
                continue
            found.append(each)
            lines.append(line)
    return Page("".join(found), tuple(lines))


def shown(text: str) -> str:
    """The text as a person sees it: what is hidden in it is no part of a brief."""
    return neutral(html.unescape(text))


def plain(text: str) -> str:
    """The text's characters alone: no case, no markup, one space where there are any."""
    return page(text).plain


def states(quote: str, value: str, proof: Proof, *, text: str) -> bool:
    """Whether the quote, which stands in the text, says the value."""
    match proof:
        case "name":
            return True
        case "number":
            number = _decimal(value)
            return number is not None and number in numbers(quote)
        case "day":
            return _says_day(quote, value, text=text)
        case _:
            return _says(plain(quote), plain(value))


def numbers(text: str) -> frozenset[Decimal]:
    """Every number in a text, with and without the thousands behind it."""
    found: set[Decimal] = set()
    plainly = unicodedata.normalize("NFKC", text).lower()
    for match in _NUMBER.finditer(plainly):
        behind = plainly[match.end() :].lstrip()
        found |= {each * 10**power for each in _readings(match.group()) for power in _powers(behind)}
    return frozenset(found)


def _says_day(quote: str, value: str, *, text: str) -> bool:
    """Day and month stand in the quote, the year anywhere: dates are written without it, once it is said."""
    try:
        day = date.fromisoformat(value.strip())
    except ValueError:
        return False
    there = numbers(quote)
    return day.day in there and day.month in (months_named(quote) or there) and day.year in numbers(text)


def _one(character: str) -> str:
    if character in _DROPPED:
        return ""
    folded = unicodedata.normalize("NFKC", character).translate(_ALIKE).casefold()
    return " " if folded.isspace() or not folded else folded


def _says(quote: str, value: str) -> bool:
    """The value's words stand in the quote side by side, and nothing before them denies them."""
    there, wanted = _WORD.findall(quote), _WORD.findall(value)
    if not wanted:
        return False
    *first, last = wanted
    for at in range(len(there) - len(first)):
        ends = there[at + len(first)]
        # Korean hangs its particles on the word.
        if there[at : at + len(first)] == first and (
            ends == last or (_HANGUL.search(last) and ends.startswith(last))
        ):
            return not (at and there[at - 1] in _NOT)
    # Where nothing parts the words, a passage begins and ends anywhere.
    return any(unspaced(each) for each in value) and "".join(wanted) in "".join(there)


def _powers(behind: str) -> Iterator[int]:
    """The powers of ten that words behind a number make of it: 3천만 is 3, 3000 and 30 million."""
    power = 0
    yield power
    while found := next(((m, more) for word, more in _TIMES if (m := re.match(word, behind))), None):
        power += found[1]
        behind = behind[found[0].end() :].lstrip()
        yield power


def _readings(digits: str) -> frozenset[Decimal]:
    """1.500 may be one and a half, or fifteen hundred."""
    spaced = re.sub(r"[\s'’]", "", digits)
    bare = re.sub(r"[.,]", "", spaced)
    found = {Decimal(bare)}
    for sign, other in ((",", "."), (".", ",")):
        whole = spaced.replace(sign, "")
        if whole.count(other) == 1:
            found.add(Decimal(whole.replace(other, ".")))
    return frozenset(found)


def _decimal(value: str) -> Decimal | None:
    try:
        return Decimal(value.strip())
    except InvalidOperation:
        return None
