"""Days as people write them in briefs: ISO dates and English ranges."""

import re
from datetime import date

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


def _day(month: str, day: str, year: str) -> date:
    number = next(n for n, name in enumerate(_MONTHS, start=1) if name.startswith(month[:3]))
    return date(int(year), number, int(day))
