"""Text from outside as data: what a reader does not see in it, and the text without that."""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final, Literal

from pydantic import JsonValue

from astro_pipeline.domain.writing import unspaced

HiddenKind = Literal[
    "invisible characters", "direction controls", "tag characters", "hidden markup", "model token",
    "remote picture",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Hidden:
    """A part of a text that is not shown, or that speaks to a model alone; `said` is what it says."""

    kind: HiddenKind
    start: int
    end: int
    said: str


REMOVED: Final = "[removed]"
"""Stands where nothing else was left, so that nobody takes it for the customer's words."""

_LAYERS: Final = 20
"""What comes to light when something hidden is taken out is looked at again, so many times."""

_ZERO_WIDTH: Final = re.compile("[\u180e\u200b-\u200d\u2060-\u2064\ufeff\u3164\uffa0]+")
_JOINERS: Final = "\u200c\u200d"
_DIRECTIONS: Final = re.compile("[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")
_MARKS: Final = "\u061c\u200e\u200f"
_OVERRIDES: Final = "\u202d\u202e"
_TAGS: Final = re.compile("[\U000e0000-\U000e007f]+")
_FLAG: Final = "\U0001f3f4"
_CANCEL: Final = "\U000e007f"
_SELECTORS: Final = re.compile("[\ufe00-\ufe0f\U000e0100-\U000e01ef]{2,}")
"""One selector chooses a glyph; several in a row carry a message."""

_JOINING: Final = (
    (0x0600, 0x0FFF), (0x1000, 0x109F), (0x1780, 0x18AF), (0xA8E0, 0xA8FF), (0xFB50, 0xFDFF),
    (0xFE70, 0xFEFF),
)  # fmt: skip
"""Arabic to Tibetan, Burmese, Khmer and Mongolian: joiners shape their words."""

_STYLED: Final = (
    r"display\s*:\s*none|visibility\s*:\s*hidden|opacity\s*:\s*0(?![.\d])|font-size\s*:\s*[01](?:px|pt|em)?(?![.\d])"
    r"|(?<![-\w])color\s*:\s*(?:#fff(?:fff)?\b|white\b|transparent\b)|text-indent\s*:\s*-\d{3,}"
)
_MARKUP: Final = re.compile(
    r"<!--.*?(?:-->|\Z)"
    r"|<(?P<never>script|style|iframe|noscript|template|object|svg|head)\b[^<>]*>.*?(?:</(?P=never)\s*>|\Z)"
    rf"|<(?P<styled>[a-z][a-z0-9]*)\b[^<>]{{0,300}}?(?:\bstyle\s*=[^<>]{{0,300}}?(?:{_STYLED})[^<>]*|\shidden\b[^<>]*"
    r"|\saria-hidden\s*=\s*[\"']?true[^<>]*)>.*?(?:</(?P=styled)\s*>|\Z)"
    r"|^\[(?://|comment)\]:\s*(?:#|<>)[^\n]*$",
    re.IGNORECASE | re.DOTALL | re.MULTILINE,
)
_TOKEN: Final = re.compile(
    r"<\|[a-z_]{2,40}\|>|<<\s*/?SYS\s*>>|\[/?INST\]|</?(?:start|end)_of_turn>"
    r"|</?(?:system|assistant|developer)(?:[_-]?(?:prompt|message|instructions?))?\s*>",
    re.IGNORECASE,
)
_PICTURE: Final = re.compile(
    r"!\[(?P<alt>[^\]\n]{0,500})\]\(\s*<?(?:https?:)?//[^)\s]{1,2000}[^)\n]{0,200}\)"
    r"|<img\b[^<>]*\bsrc\s*=\s*[\"']?(?:https?:)?//[^<>]*>",
    re.IGNORECASE,
)


def hidden(text: str) -> tuple[Hidden, ...]:
    """Everything in the text that is not shown or speaks to a model alone, in its order.

    Joiners in scripts and emoji that need them, marks of direction beside Arabic and Hebrew,
    flags, breaks in Thai and a mark at the very start are as they should be and are not given.
    """
    found = [
        *_invisible(text),
        *_directing(text),
        *_tagged(text),
        *_spans("hidden markup", _MARKUP, text),
        *_spans("model token", _TOKEN, text),
        *_spans("remote picture", _PICTURE, text),
    ]
    return tuple(sorted(found, key=lambda each: (each.start, each.end)))


def neutral(text: str) -> str:
    """The text without what is hidden in it; a remote picture leaves its caption.

    A text that was nothing else becomes "[removed]". The neutral text of a neutral text is itself.
    """
    left = text
    for _ in range(_LAYERS):
        parts = hidden(left)
        if not parts:
            left = left.removeprefix("\ufeff")
            return left if left.strip() or not text.strip() else REMOVED
        left = _without(left, parts)
    return REMOVED


def neutral_value(value: JsonValue) -> JsonValue:
    """The value with every text and every key in it made neutral."""
    match value:
        case str():
            return neutral(value)
        case list():
            return [neutral_value(each) for each in value]
        case dict():
            return {neutral(key): neutral_value(each) for key, each in value.items()}
        case _:
            return value


def _invisible(text: str) -> Iterator[Hidden]:
    for run in _ZERO_WIDTH.finditer(text):
        wrong = [at for at in range(run.start(), run.end()) if not _is_needed(text, at)]
        if wrong:
            yield _named("invisible characters", text, wrong[0], wrong[-1] + 1)
    for run in _SELECTORS.finditer(text):
        said = "".join(_selected(character) for character in run.group())
        yield Hidden("invisible characters", run.start(), run.end(), said)


def _is_needed(text: str, at: int) -> bool:
    """True for a joiner or break that the characters beside it are shaped or parted by."""
    before, after = text[at - 1 : at] if at else "", text[at + 1 : at + 2]
    sign = text[at]
    if sign == "\ufeff":
        return at == 0
    if sign == "\u200b":
        return bool(before and after) and (unspaced(before) or unspaced(after))
    if sign not in _JOINERS or not before:
        return False
    if _within(before, _JOINING):
        return True
    pictured = unicodedata.category(before) in {"So", "Sk", "Mn", "Me"}
    return sign == "\u200d" and pictured and unicodedata.category(after or " ") in {"So", "Sm"}


def _directing(text: str) -> Iterator[Hidden]:
    rightward = any(c.isalpha() and unicodedata.bidirectional(c) in {"R", "AL"} for c in text)
    balanced = _is_balanced(text)
    for found in _DIRECTIONS.finditer(text):
        sign = found.group()
        if sign in _OVERRIDES or not rightward or (sign not in _MARKS and not balanced):
            yield _named("direction controls", text, found.start(), found.end())


def _is_balanced(text: str) -> bool:
    """True where every embedding and isolate is closed: it then reaches no further than its text."""
    embedded = sum(text.count(sign) for sign in "\u202a\u202b")
    isolated = sum(text.count(sign) for sign in "\u2066\u2067\u2068")
    return (embedded, isolated) == (text.count("\u202c"), text.count("\u2069"))


def _tagged(text: str) -> Iterator[Hidden]:
    for run in _TAGS.finditer(text):
        said = "".join(chr(ord(each) - 0xE0000) for each in run.group()).strip("\x00\x01\x7f")
        flag = text.endswith(_FLAG, 0, run.start()) and run.group().endswith(_CANCEL)
        if not (flag and len(said) <= 6 and said.isalnum()):
            yield Hidden("tag characters", run.start(), run.end(), said)


def _spans(kind: HiddenKind, pattern: re.Pattern[str], text: str) -> Iterator[Hidden]:
    for found in pattern.finditer(text):
        yield Hidden(kind, found.start(), found.end(), " ".join(found.group().split()))


def _without(text: str, parts: tuple[Hidden, ...]) -> str:
    kept: list[str] = []
    at = 0
    for part in parts:
        if part.start >= at:
            kept += [text[at : part.start], _left_of(part)]
            at = part.end
    return "".join((*kept, text[at:]))


def _left_of(part: Hidden) -> str:
    caption = _PICTURE.match(part.said) if part.kind == "remote picture" else None
    return (caption["alt"] or "").strip() if caption else ""


def _named(kind: HiddenKind, text: str, start: int, end: int) -> Hidden:
    return Hidden(kind, start, end, " ".join(f"U+{ord(each):04X}" for each in text[start:end]))


def _selected(character: str) -> str:
    """The byte a variation selector stands for where a message is written in them."""
    code = ord(character)
    byte = code - 0xFE00 if code < 0xE0100 else code - 0xE0100 + 16
    return chr(byte) if 32 <= byte < 127 else "·"


def _within(character: str, blocks: tuple[tuple[int, int], ...]) -> bool:
    return any(first <= ord(character) <= last for first, last in blocks)
