"""Days as people write them in briefs: ISO dates and English ranges; months in many languages."""

import re
from collections import defaultdict
from datetime import date
from functools import cache
from typing import Final, cast

_MONTHS = (
    "january", "february", "march", "april", "may", "june", "july", "august", "september", "october",
    "november", "december",
)  # fmt: skip
_MONTH = "(" + "|".join(f"{name[:3]}(?:{name[3:]})?" for name in _MONTHS) + r")\.?"
_DASH = r"\s*(?:-|–|—|to|until|through)\s*"
_ONE_MONTH = re.compile(rf"{_MONTH}\s+(\d{{1,2}}){_DASH}(\d{{1,2}}),?\s+(\d{{4}})")
_TWO_MONTHS = re.compile(
    rf"{_MONTH}\s+(\d{{1,2}})(?:,?\s+(\d{{4}}))?{_DASH}{_MONTH}\s+(\d{{1,2}}),?\s+(\d{{4}})"
)
_DAY = re.compile(rf"{_MONTH}\s+(\d{{1,2}}),?\s+(\d{{4}})")
_LANGUAGES: Final = (
    "ar", "ar_LB", "bg", "cs", "da", "de", "el", "en", "es", "fi", "fr", "he", "hi", "hr", "hu", "id", "it",
    "nb", "nl", "pl", "pt", "ro", "ru", "sv", "tr", "uk",
)  # fmt: skip
"""Whose months have names; elsewhere they have numbers."""
_ISO = re.compile(r"\b(\d{4})-(\d{2})-(\d{2})\b")


def days_in(text: str) -> tuple[date, ...]:
    """The days a text names, in its order; none where it cannot be told for sure."""
    text = text.strip().lower()
    try:
        if _ISO.search(text):
            return tuple(date(int(y), int(m), int(d)) for y, m, d in _ISO.findall(text))
        if match := _ONE_MONTH.fullmatch(text):
            month, first, last, year = match.groups()
            return (_day(month, first, year), _day(month, last, year))
        if match := _TWO_MONTHS.fullmatch(text):
            from_month, first, from_year, month, last, year = match.groups()
            return (_day(from_month, first, from_year or year), _day(month, last, year))
        if match := _DAY.fullmatch(text):
            return (_day(*match.groups()),)
    except ValueError:  # the 31st of a month that has 30
        return ()
    return ()


def months_named(text: str) -> frozenset[int]:
    """The months a text names in any of the languages whose months have names, by number.

    A name that is two months in two languages is both. Source: CLDR, as Babel carries it.
    """
    names, pattern = _named_months()
    found = (names[match] for match in pattern.findall(text.casefold()))
    return frozenset(number for numbers in found for number in numbers)


@cache
def _named_months() -> tuple[dict[str, set[int]], re.Pattern[str]]:
    from babel.dates import get_month_names  # noqa: PLC0415 -- few briefs hold a date in prose

    names: defaultdict[str, set[int]] = defaultdict(set)
    for language in _LANGUAGES:
        for width in ("wide", "abbreviated"):
            for number, name in cast("dict[int, str]", get_month_names(width, locale=language)).items():
                names[name.casefold().rstrip(".")].add(number)
    longest_first = sorted(map(re.escape, names), key=len, reverse=True)
    return names, re.compile(rf"(?<!\w)({'|'.join(longest_first)})(?!\w)")


def _day(month: str, day: str, year: str) -> date:
    number = next(n for n, name in enumerate(_MONTHS, start=1) if name.startswith(month[:3]))
    return date(int(year), number, int(day))
