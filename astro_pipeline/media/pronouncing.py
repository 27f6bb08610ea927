"""What is said for what is written: prices, units, telephone numbers, grouped digits, brand names."""

import re
from collections.abc import Iterator, Mapping
from decimal import Decimal

from babel import Locale
from babel.numbers import get_currency_name
from babel.units import format_unit

from astro_pipeline.domain.base import base_language

_SYMBOLS = {"$": "USD", "€": "EUR", "£": "GBP", "¥": "JPY", "₹": "INR", "zł": "PLN", "Kč": "CZK"}
_SHORT_NAMES = {
    ("en", "USD"): "dollars",
    ("en", "GBP"): "pounds",
    ("fr", "USD"): "dollars",
    ("fr", "GBP"): "livres",
    ("es", "USD"): "dólares",
    ("it", "USD"): "dollari",
    ("pt", "USD"): "dólares",
    ("de", "USD"): "Dollar",
    ("de", "GBP"): "Pfund",
    ("nl", "USD"): "dollar",
}
"""How a currency is called in a shop; Babel gives the name in full ("US dollars")."""
_UNITS = {
    "ml": "volume-milliliter",
    "cl": "volume-centiliter",
    "l": "volume-liter",
    "oz": "mass-ounce",
    "lb": "mass-pound",
    "mg": "mass-milligram",
    "g": "mass-gram",
    "kg": "mass-kilogram",
    "mm": "length-millimeter",
    "cm": "length-centimeter",
    "km": "length-kilometer",
    "kwh": "energy-kilowatt-hour",
    "h": "duration-hour",
    "min": "duration-minute",
    "gb": "digital-gigabyte",
}
_FIGURE = r"\d+(?:[.,'\u00a0\u202f\u2019]\d+)*"
_SIGN = "|".join(re.escape(sign) for sign in _SYMBOLS)
_BEFORE = re.compile(rf"(?P<open>\W*?)(?P<sign>{_SIGN})\s?(?P<figure>{_FIGURE})(?P<close>\W*)")
_AFTER = re.compile(rf"(?P<open>\W*?)(?P<figure>{_FIGURE})\s?(?P<sign>{_SIGN})(?P<close>\W*)")
_MEASURE = re.compile(rf"(?P<open>\W*?)(?P<figure>{_FIGURE})\s?(?P<unit>[A-Za-z]+)(?P<close>\W*)")
_TELEPHONE = re.compile(r"\+?\(?\d[\d().\-]{5,}\d")
_GROUP = re.compile(r"\d{3}\W*")
_TOKEN = re.compile(r"\S+")
_HARD_SPACES = "\u00a0\u202f"


def spoken(text: str, language: str, *, pronunciation: Mapping[str, str]) -> tuple[str, ...]:
    """What to say for each whitespace-separated token of a text; "" where the token before says it.

    A hint in double square brackets is taken as espeak-ng's phoneme names, any other as a respelling.
    """
    words = list(_joined(text))
    said = [_said(word, language) for word in words]
    for spelling, hint in pronunciation.items():
        _hint(words, said, spelling=spelling.split(), hint=hint)
    return tuple(part for word, saying in zip(words, said, strict=True) for part in _spread(word, saying))


def _joined(text: str) -> Iterator[str]:
    """The tokens, an amount and its sign or unit (and digits grouped by hard spaces) being one."""
    tokens = list(_TOKEN.finditer(text))
    place = 0
    while place < len(tokens):
        first, last = tokens[place], tokens[place]
        while place + 1 < len(tokens) and _belongs(text, last, tokens[place + 1]):
            place += 1
            last = tokens[place]
        yield text[first.start() : last.end()]
        place += 1


def _belongs(text: str, left: re.Match[str], right: re.Match[str]) -> bool:
    if not left.group()[-1].isdigit():
        return False
    hard = text[left.end() : right.start()] in _HARD_SPACES
    bare = right.group().rstrip(".,;:!?…")
    return (hard and _GROUP.fullmatch(right.group()) is not None) or bare in _SYMBOLS


def _said(word: str, language: str) -> str:
    if price := _BEFORE.fullmatch(word) or _AFTER.fullmatch(word):
        return price["open"] + _price(price["figure"], price["sign"], language) + price["close"]
    measure = _MEASURE.fullmatch(word)
    if measure and measure["unit"].lower() in _UNITS:
        return measure["open"] + _measure(measure["figure"], measure["unit"], language) + measure["close"]
    if _TELEPHONE.fullmatch(word.rstrip(".,;:!?")) and sum(c.isdigit() for c in word) >= 7:
        return re.sub(r"\d", r"\g<0> ", re.sub(r"[^\d+]", ", ", word.rstrip(".,;:!?")))
    if any(space in word for space in _HARD_SPACES):
        return "".join(word.split())
    return word


def _price(figure: str, sign: str, language: str) -> str:
    amount = _amount(figure)
    whole, cents = int(amount), int(amount % 1 * 100)
    name = _currency(_SYMBOLS[sign], whole, language)
    return f"{whole} {name} {cents:02d}" if cents else f"{whole} {name}"


def _currency(code: str, amount: int, language: str) -> str:
    short = _SHORT_NAMES.get((base_language(language), code))
    name = short or get_currency_name(code, count=amount, locale=_locale(language))
    singular = amount == 1 and short is not None and short.endswith("s")
    return name.removesuffix("es" if name == "dólares" else "s") if singular else name


def _measure(figure: str, unit: str, language: str) -> str:
    amount = _amount(figure)
    value = int(amount) if amount == int(amount) else amount
    said = format_unit(value, _UNITS[unit.lower()], length="long", locale=_locale(language))
    return " ".join(said.split())


def _amount(figure: str) -> Decimal:
    """A written number as a value: the last mark is the decimal one unless three digits follow it."""
    parts = re.split(r"[^\d]", figure)
    if len(parts) > 1 and len(parts[-1]) != 3:
        return Decimal("".join(parts[:-1]) + "." + parts[-1])
    return Decimal("".join(parts))


def _hint(words: list[str], said: list[str], *, spelling: list[str], hint: str) -> None:
    """Puts a hint where its spelling stands, whatever its case and the marks around it."""
    wanted = [part.casefold() for part in spelling]
    for place in range(len(words) - len(wanted) + 1):
        found = [_core(word).casefold() for word in words[place : place + len(wanted)]]
        if wanted and found == wanted:
            last = words[place + len(wanted) - 1]
            closing = last[last.find(_core(last)) + len(_core(last)) :]
            said[place] = hint + closing
            said[place + 1 : place + len(wanted)] = [""] * (len(wanted) - 1)


def _core(word: str) -> str:
    return re.sub(r"^\W+|(?:['’]s)?\W*$", "", word)


def _spread(word: str, saying: str) -> Iterator[str]:
    """One saying for as many tokens as the word was written with, as even as may be."""
    tokens = len(word.split())
    if tokens == 1:
        yield saying
        return
    parts = saying.split()
    for place in range(tokens):
        room_left = tokens - place
        taken = parts if room_left == 1 else parts[: max(1, len(parts) // room_left)]
        parts = parts[len(taken) :]
        yield " ".join(taken)


def _locale(language: str) -> Locale:
    return Locale.parse(language, sep="-")
