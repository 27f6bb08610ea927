"""Numbers in a text: in any digits, spelled out, with what they count; and whether a brief has them."""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from astro_pipeline.quality.lexicon import Lexicon, NumberWords, measures

_GAPS: Final = " \u00a0\u202f"
_CURRENCY: Final = {
    "usd": "$", "dollar": "$", "dollars": "$", "cad": "$", "eur": "€", "euro": "€", "euros": "€", "gbp": "£",
    "pound": "£", "pounds": "£", "livres": "£", "chf": "chf", "yen": "¥", "jpy": "¥", "inr": "₹", "brl": "r$",
}  # fmt: skip
_SIGNS: Final = r"R\$|[$€£¥₹₩]"
_PERCENT: Final = (
    r"[%％٪]|percent\b|per\s?cent\b|pour\s?cent\b|prozent\b|por\s?ciento\b|por\s?cento\b|per\s?cento\b"
)
_NUMBER: Final = re.compile(
    rf"(?P<before>{_SIGNS})?[{_GAPS}]?"
    rf"(?P<digits>\d+(?:[.,'’٫٬]\d+|[{_GAPS}]\d{{3}}(?!\d))*)"
    rf"(?:[{_GAPS}]?(?P<percent>{_PERCENT})|[{_GAPS}]?(?P<after>{_SIGNS}|(?:{'|'.join(_CURRENCY)})\b)"
    rf"|[-{_GAPS}]?(?P<measure>[^\W\d_]+))?",
    re.IGNORECASE,
)
_NAMED: Final = re.compile(r"\b(?:B2[BC]|D2C|CO2|H2O|MP[34])\b")
"""Names that hold a digit and count nothing."""
_TAIL: Final = re.compile(
    rf"[-{_GAPS}]+(?:(?P<percent>{_PERCENT})|(?P<after>(?:{'|'.join(_CURRENCY)})\b)|(?P<measure>[^\W\d_]+))",
    re.IGNORECASE,
)
_WORD: Final = re.compile(r"[^\W\d_]+")
_EVERYDAY: Final = 10
"""Up to here a spelled number is common speech ("one more", "two sips") unless it counts a measure."""


@dataclass(frozen=True, slots=True)
class Number:
    """A number as it stands in a text. `kind`: plain, date, percent, money:<sign> or of:<measure>."""

    text: str
    start: int
    values: frozenset[Decimal]
    kind: str = "plain"


def numbers_in(text: str) -> Iterator[Number]:
    """Every number written in digits, of whatever script."""
    plain = _NAMED.sub(lambda found: " " * len(found.group()), text)
    for found in _NUMBER.finditer(plain):
        kind = _kind(found)
        start = found.start("before" if found["before"] else "digits")
        # a word that is no measure belongs to the sentence, not to the number
        alone = kind == "plain" or (found["before"] and not found["percent"] and not found["after"])
        written = text[start : found.end("digits") if alone else found.end()]
        for values in _readings(found["digits"]):
            yield Number(written, start, values, kind)


def spelled_in(text: str, words: Lexicon, *, all_of_them: bool = False) -> Iterator[Number]:
    """Numbers spelled out: those above ten, with a decimal, or that count a measure; or all of them."""
    for run in _runs(text, words.numbers):
        said = [found.group().casefold() for found in run]
        value = _spelled(said, words.numbers)
        start, end = run[0].start(), run[-1].end()
        tail = _TAIL.match(text, end)
        kind = _kind(tail) if tail else "plain"
        if all_of_them or value > _EVERYDAY or kind != "plain" or value % 1:
            written = text[start : tail.end() if tail and kind != "plain" else end]
            yield Number(written, start, frozenset({value}), kind)


def is_known(number: Number, known: Iterable[Number]) -> bool:
    """True where the brief has it, counting the same thing where both say what they count."""
    return any(
        number.values & each.values
        and (number.kind in {"plain", each.kind} or (each.kind == "plain" and number.kind.startswith("of:")))
        for each in known
    )


def _kind(found: re.Match[str]) -> str:
    group = found.groupdict()
    if group["percent"]:
        return "percent"
    sign = group.get("before") or group["after"]
    if sign:
        return "money:" + _CURRENCY.get(sign.casefold(), sign.casefold())
    measure = measures().get((group["measure"] or "").casefold())
    return f"of:{measure}" if measure else "plain"


def _readings(digits: str) -> Iterator[frozenset[Decimal]]:
    """What the digits can mean: 1,500 is either of two numbers, 31.12.2026 is three."""
    plain = "".join(str(unicodedata.digit(c)) if c.isdigit() else c for c in digits)
    plain = re.sub(rf"[{_GAPS}'’٬]", "", plain).replace("٫", ".")
    parts = re.split(r"[.,]", plain)
    marks = [c for c in plain if c in ".,"]
    grouped = all(len(part) == 3 for part in parts[1:])
    if len(marks) > 1 and len(set(marks)) == 1 and not grouped:
        yield from (frozenset({Decimal(part)}) for part in parts)
        return
    whole = Decimal("".join(parts))
    broken = Decimal("".join(parts[:-1]) + "." + parts[-1]) if marks else whole
    if len(marks) == 1:
        # nobody writes one as 1.000, so that is a thousand
        either = frozenset({whole, broken}) if parts[-1] != "000" else frozenset({whole})
        yield either if grouped else frozenset({broken})
    else:
        yield frozenset({broken if len(set(marks)) > 1 else whole})


def _runs(text: str, words: NumberWords) -> Iterator[list[re.Match[str]]]:
    """Words of one number, next to each other; a joining word counts only between two of them."""
    counting = {*words.values, *words.multipliers}
    linking = {*words.join, *words.point}
    run: list[re.Match[str]] = []
    before = ""
    end = 0
    for found in _WORD.finditer(text):
        word = found.group().casefold()
        near = re.fullmatch(rf"[-{_GAPS}]+", text[end : found.start()])
        counts = word in counting and not (near and before in {"per", "pour", "por"})
        said = [each.group().casefold() for each in run]
        if run and not (near and (word in linking or (counts and _goes_on(said, word, words)))):
            yield _closed(run, linking)
            run = []
        if counts or (run and word in linking):
            run = [*run, found]
        before, end = word, found.end()
    if run:
        yield _closed(run, linking)


def _closed(run: list[re.Match[str]], linking: set[str]) -> list[re.Match[str]]:
    last = max(n for n, found in enumerate(run) if found.group().casefold() not in linking)
    return run[: last + 1]


def _goes_on(said: list[str], word: str, words: NumberWords) -> bool:
    """True where the word is part of the number: "twenty five" is one number, "two three" are two."""
    if word in words.multipliers or any(each in words.point for each in said):
        return True
    last = next(each for each in reversed(said) if each not in words.join)
    if last in words.multipliers:
        return True
    tens, units = words.values[last], words.values[word]
    if tens >= 20 and 0 < units < 10:
        return True
    return words.twenties and _counts_in_twenties(tens, units, said=_whole(said, words) % 100)


def _counts_in_twenties(last: int, then: int, *, said: int) -> bool:
    """True for dix-sept, for soixante-dix and quatre-vingt-dix, and for quatre-vingts."""
    if last == 10:
        return 7 <= then <= 9
    if last == 60 or (last == 20 and said == 80):
        return 10 <= then < 20
    return said == 4 and then == 20


def _spelled(said: list[str], words: NumberWords) -> Decimal:
    point = next((n for n, word in enumerate(said) if word in words.point), len(said))
    value = Decimal(_whole(said[:point], words))
    decimals = "".join(str(words.values[word]) for word in said[point + 1 :] if word in words.values)
    return value + Decimal(f"0.{decimals}") if decimals else value


def _whole(said: list[str], words: NumberWords) -> int:
    total = current = 0
    for word in said:
        if word in words.multipliers:
            by = words.multipliers[word]
            current = max(1, current) * by
            if by > 100:
                total, current = total + current, 0
        elif word in words.values:
            value = words.values[word]
            # quatre-vingts: the one number that multiplies by twenty
            current = current + 76 if current % 100 == 4 and value == 20 else current + value
    return total + current
