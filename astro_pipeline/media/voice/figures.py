"""Figures as a person says them: numbers, prices, measures, ranges, dates, times, telephones, ordinals."""

import re
from datetime import date
from decimal import Decimal

from babel.dates import format_date
from babel.numbers import format_decimal, get_currency_name, get_decimal_symbol
from babel.units import format_unit

from astro_pipeline.domain.base import base_language
from astro_pipeline.media.voice.readings import CURRENCIES, SHOP_NAMES, UNITS, locale_of, reading

_FIGURE = r"[-−]?\d+(?:[.,'\u2019\s]\d+)*"
_RANGE = rf"(?P<low>{_FIGURE})\s?[–—-]\s?(?P<high>{_FIGURE})"
_AMOUNT = rf"(?:{_RANGE}|(?P<one>{_FIGURE})(?P<flat>[.,][–—-]+)?)"
_SIGN = "|".join(re.escape(sign) for sign in sorted(CURRENCIES, key=len, reverse=True))
_UNIT = "|".join(re.escape(unit) for unit in sorted(UNITS, key=len, reverse=True))
_PER = r"(?P<per>\s?/\s?[^\W\d]+)?"
_PRICES = (
    re.compile(rf"(?P<sign>{_SIGN})\s?{_AMOUNT}{_PER}"),
    re.compile(rf"{_AMOUNT}\s?(?P<sign>{_SIGN}){_PER}"),
)
_MEASURE = re.compile(rf"{_AMOUNT}\s?(?P<unit>{_UNIT})", re.IGNORECASE)
_SPAN = re.compile(_RANGE)
_PLAIN = re.compile(rf"{_FIGURE}")
_DATE = re.compile(r"(\d{4})-(\d\d)-(\d\d)|(\d{1,2})([./])(\d{1,2})\5(\d{4})")
_TIME = re.compile(r"([01]?\d|2[0-4])\s?(?:[:hH]|\s[hH]\s)([0-5]\d)(?:\s?(?:h|Uhr|uur))?")
_MERIDIEM = re.compile(r"(1?\d)(?:[:.]([0-5]\d))?\s?([ap])\.?m\.?", re.IGNORECASE)
_ORDINAL = re.compile(r"(\d{1,2})(?:(er|re|ère|e|ème|nd|nde)|\.?([ºª°]))")
_EVERY_DAY = re.compile(r"(\d+)\s?(?:h|j)?/(\d+)")
_TELEPHONE = re.compile(r"\+?\(?\d[\d().\-/\s]{5,}\d")


def said_figure(written: str, language: str) -> str | None:
    """What to say for a figure, or None for what is none; marks around it are the caller's."""
    kinds = (
        *((price, _price) for price in _PRICES),
        (_MERIDIEM, _meridiem),
        (_TIME, _time),
        (_DATE, _date),
        (_MEASURE, _measure),
        (_ORDINAL, _ordinal),
        (_EVERY_DAY, _every_day),
        (_SPAN, _span),
        (_PLAIN, _plain),
    )
    matches = ((pattern.fullmatch(written), say) for pattern, say in kinds)
    return next((say(found, language) for found, say in matches if found), None)


def said_telephone(tokens: list[str], language: str) -> list[str] | None:
    """A telephone number token by token, in groups as the language reads them, or None."""
    written = " ".join(tokens)
    digits = re.sub(r"\D", "", written)
    begins = written.startswith(("+", "(", "0")) or "-" in written
    if not _TELEPHONE.fullmatch(written) or not 7 <= len(digits) <= 15 or not begins:
        return None
    if _DATE.fullmatch(written) or _SPAN.fullmatch(written):
        looks = re.fullmatch(r"\d{3}-\d{4}", written)
        if not looks:
            return None
    size = reading(language).telephone
    return [", ".join(_grouped(group, size) for group in re.findall(r"\+?\d+", token)) for token in tokens]


def day(number: int, language: str, *, dative: bool) -> str:
    """A day of the month before its name: German "3." and French "1" are ordinals."""
    words = reading(language).ordinals
    if base_language(language) == "de" and 1 <= number <= len(words):
        return words[number - 1] + ("n" if dative else "")
    return words[0] if number == 1 and base_language(language) == "fr" else str(number)


def _grouped(digits: str, size: int) -> str:
    """Digits one by one, or in pairs read as numbers where the language does; the prefix is a number."""
    if digits.startswith("+"):
        return f"plus {digits[1:]}"
    if size == 1 or len(digits) % size:
        return " ".join(digits)
    pairs = [digits[place : place + size] for place in range(0, len(digits), size)]
    return ", ".join(" ".join(pair) if pair.startswith("0") else pair for pair in pairs)


def _price(found: re.Match[str], language: str) -> str:
    code = CURRENCIES[found["sign"]]
    per = (found["per"] or "").strip(" /\u00a0\u202f")
    behind = f" {reading(language).per or '/'} {per}" if per else ""
    if found["low"]:
        high = _amount(found["high"], language, price=True)
        figures = _between(_amount(found["low"], language, price=True), high, language)
        return f"{figures} {_currency(code, high, language)}{behind}"
    amount = _amount(found["one"], language, price=True)
    return _sum(amount, code, language) + behind


def _sum(amount: Decimal, code: str, language: str) -> str:
    words = reading(language)
    whole, cents = int(amount), int(abs(amount) % 1 * 100)
    if not whole and cents and words.cent and code in {"EUR", "USD"}:
        return f"{cents} {words.cent if cents > 1 else words.cent.removesuffix('s')}"
    name = _currency(code, Decimal(whole), language)
    return f"{whole} {name}{words.cents}{cents:02d}" if cents else f"{whole} {name}"


def _currency(code: str, amount: Decimal, language: str) -> str:
    short = SHOP_NAMES.get((base_language(language), code))
    if short:
        return short[0] if amount == 1 else short[1]
    return get_currency_name(code, count=amount, locale=locale_of(language))


def _measure(found: re.Match[str], language: str) -> str | None:
    amount = _amount(found["high"] or found["one"], language)
    locale = locale_of(language)
    unit = UNITS[found["unit"].lower()]
    whole = format_unit(amount, unit, length="long", locale=locale)
    if unit in whole:
        return None  # Babel has no name for it in this language
    figure = _number(amount, language)
    if found["low"]:
        figure = _between(_amount(found["low"], language), amount, language)
    return " ".join(whole.replace(format_decimal(amount, locale=locale), figure, 1).split())


def _span(found: re.Match[str], language: str) -> str:
    return _between(_amount(found["low"], language), _amount(found["high"], language), language)


def _between(low: Decimal, high: Decimal, language: str) -> str:
    return f"{_number(low, language)} {reading(language).to or '–'} {_number(high, language)}"


def _plain(found: re.Match[str], language: str) -> str | None:
    return None if found[0].isdigit() else _number(_amount(found[0], language), language)


def _meridiem(found: re.Match[str], language: str) -> str:
    _ = language
    minutes = f" {found[2]}" if found[2] and found[2] != "00" else ""
    return f"{found[1]}{minutes} {found[3].upper()}M"


def _time(found: re.Match[str], language: str) -> str:
    words = reading(language)
    pattern = words.clock if int(found[2]) else words.o_clock
    return pattern.format(hour=int(found[1]), minute=int(found[2]))


def _date(found: re.Match[str], language: str) -> str | None:
    year, month, day_ = found[1] or found[7], found[2] or found[6], found[3] or found[4]
    american = language in {"en", "en-US"} and found[5] == "/"
    if found[5] and ((american and int(month) <= 31 and int(day_) <= 12) or int(month) > 12):
        month, day_ = day_, month
    try:
        named = date(int(year), int(month), int(day_))
    except ValueError:
        return None
    whole = format_date(named, "long", locale=locale_of(language))
    ordinal = day(named.day, language, dative=False)
    return re.sub(rf"^{named.day}\.?(?= )", ordinal, whole)


def _ordinal(found: re.Match[str], language: str) -> str | None:
    words, place = reading(language).ordinals, int(found[1])
    if found[2] and base_language(language) != "fr":
        return None
    if not 1 <= place <= len(words):
        return None
    said = words[place - 1]
    if found[2] in {"re", "ère"} or (found[3] == "ª" and base_language(language) == "fr"):
        return "première" if place == 1 else said
    return said[:-1] + "a" if found[3] == "ª" and said.endswith("o") else said


def _every_day(found: re.Match[str], language: str) -> str | None:
    """24/7, 7j/7, 24h/24."""
    if base_language(language) == "fr":
        kind = "heures" if found[1] == "24" else "jours"
        return f"{found[1]} {kind} sur {found[2]}"
    return f"{found[1]} {found[2]}" if (found[1], found[2]) == ("24", "7") else None


def _number(amount: Decimal, language: str) -> str:
    """Without grouping, with the language's decimal mark: what every voice reads."""
    plain = f"{amount:f}"
    return plain.replace(".", get_decimal_symbol(locale_of(language)))


def _amount(figure: str, language: str, *, price: bool = False) -> Decimal:
    """A written number as a value, whatever marks group it.

    The last mark is the decimal one if it is the language's own or if other than three digits
    follow it; three digits of a price are a group.
    """
    plain = figure.replace("−", "-")
    sign, parts = ("-" if plain.startswith("-") else ""), re.findall(r"\d+", plain)
    marks = re.findall(r"[^\d-]", plain)
    own = bool(marks) and marks[-1] == get_decimal_symbol(locale_of(language)) and marks.count(marks[-1]) == 1
    if len(parts) > 1 and (len(parts[-1]) != 3 or (own and not price)):
        return Decimal(sign + "".join(parts[:-1]) + "." + parts[-1])
    return Decimal(sign + "".join(parts))
