"""Where a text may break: between phrases, and where it must, within them."""

import re
from collections.abc import Iterable
from functools import lru_cache
from itertools import pairwise
from typing import Final

import budoux
from uniseg import linebreak

from astro_pipeline.domain.base import base_language
from astro_pipeline.domain.writing import unspaced
from astro_pipeline.media.type.clusters import clusters

_PARSERS: Final = {
    "ja": budoux.load_default_japanese_parser,
    "zh": budoux.load_default_simplified_chinese_parser,
    "zh-hant": budoux.load_default_traditional_chinese_parser,
    "th": budoux.load_default_thai_parser,
}
_TRADITIONAL: Final = {"hant", "tw", "hk", "mo"}
_NEVER_FIRST: Final = "ๆฯ"
"""Thai marks of repetition and abbreviation."""
_PAUSES: Final = "、。，．；：！？…"
"""After these a Chinese or Japanese line may always end."""
_BLANK: Final = re.compile(r"[ \t\r\n\v\f\u0085\u2028\u2029]+")
_UNITS: Final = (
    r"%|‰|°|€|\$|£|¥|₹|zł|kr|Kč|Ft|USD|EUR|GBP|CHF|CAD|AUD|"
    r"[kcmµ]?[mgl]|[cm]?L|km/h|kWh?|W|V|[kMG]?Hz|[kKMGT]B|px|oz|lb|ft|h|min|s|am|pm|a\.m\.|p\.m\.|Uhr"
)
_HANGS_ON: Final = re.compile(
    r" (?=[?!:;»…–—])|(?<=«) |(?<=\d) (?=\d)|(?<=[€$£¥₹₩]) (?=\d)|(?<=№) |(?<=\b[Nn][°or]) (?=\d)"
    rf"|(?<=\b[Nn][or]\.) (?=\d)|(?<=\d) (?=(?:{_UNITS})(?!\w))"
)
"""Spaces that never break: French marks and guillemets, inside numbers, between a number and its unit."""
_EMOJI: Final = "[\u231a-\u23ff\u2600-\u27bf\u2b50\U0001f000-\U0001faff]"
_PICTURED: Final = re.compile(rf"(?<=[\w.!?,…]) (?={_EMOJI}[^ ]*(?! {_EMOJI})(?: |$))")
"""The space before an emoji that stands alone: it belongs to the words before it."""
_KEPT_WHOLE: Final = re.compile(r"[ァ-ヺー・]{2}|[가-힣]{2}|\d\s?\d")
"""Two characters of one foreign word, or of one Korean word: parted only as a last resort."""
_ADDRESS: Final = re.compile(r"\S*(?:://|www\.|\w\.\w{2,}/)\S*|\S+\.(?:com|net|org|io|example|[a-z]{2})\b\S*")
_LONG_REST: Final = re.compile(r"\w{3}")
_SHORT_STUMP: Final = re.compile(r"(?:^|[\s\u00a0(])\w{1,2}-$")


@lru_cache(maxsize=2048)
def pieces(text: str, language: str) -> tuple[str, ...]:
    """The text in pieces that must not break, each with the space that follows it."""
    whole = glued(text)
    if not whole:
        return ()
    parser = _parser_for(language)
    if parser and any(unspaced(c) for c in whole):
        return _cut(whole, _phrase_ends(whole, parser))
    return _cut(whole, (end.end() for end in re.finditer(r"[ \u200b]+", whole)))


@lru_cache(maxsize=1024)
def finer(text: str, language: str = "") -> tuple[str, ...]:
    """As `pieces`, and at hyphens, slashes and soft hyphens too, and between Chinese characters."""
    whole = glued(text)
    ends = _ends(pieces(text, language))
    inside = (end for end in _allowed(whole) if not _KEPT_WHOLE.fullmatch(whole[end - 1 : end + 1]))
    return _cut(whole, {*ends, *(end for end in inside if _sensible(whole, end))})


@lru_cache(maxsize=1024)
def finest(text: str, language: str = "") -> tuple[str, ...]:
    """Every place Unicode lets the text break (UAX 14), within Japanese loanwords and Korean words too."""
    whole = glued(text)
    return _cut(whole, {*_ends(finer(text, language)), *(e for e in _allowed(whole) if _sensible(whole, e))})


def glued(text: str) -> str:
    """The text on one line, with spaces that do not break where a reader stumbles over a break."""
    return _PICTURED.sub("\u00a0", _HANGS_ON.sub("\u00a0", _BLANK.sub(" ", text).strip(" ")))


def _phrase_ends(whole: str, parser: budoux.Parser) -> Iterable[int]:
    """Where the parser ends a phrase and Unicode has nothing against it, and at spaces."""
    allowed, proposed = set(_allowed(whole)), set(_ends(parser.parse(whole)))
    letters = set(_ends(clusters(whole)))
    for end in range(1, len(whole)):
        before, after = whole[end - 1], whole[end]
        if after == " ":
            continue
        spaced = before in " \u200b"
        paused = end in allowed and (end in proposed or before in _PAUSES)
        if spaced or paused or (end in proposed and end in letters and _within_thai(before, after)):
            yield end


def _within_thai(before: str, after: str) -> bool:
    """Unicode leaves Thai to those who know its words; marks never begin a line."""
    return _thai(before) and _thai(after) and after not in _NEVER_FIRST


def _thai(c: str) -> bool:
    return "\u0e00" <= c <= "\u0e7f"


def _allowed(whole: str) -> tuple[int, ...]:
    return tuple(linebreak.line_break_boundaries(whole))


def _sensible(whole: str, end: int) -> bool:
    """No stump of one or two letters before a hyphen, and no break at a hyphen of an address."""
    head = whole[:end]
    if not head.endswith("-"):
        return True
    if _SHORT_STUMP.search(head) or not _LONG_REST.match(whole, end):
        return False
    return not any(found.start() < end < found.end() for found in _ADDRESS.finditer(whole))


def _cut(whole: str, ends: Iterable[int]) -> tuple[str, ...]:
    places = sorted({0, *(end for end in ends if 0 < end < len(whole)), len(whole)})
    return tuple(whole[a:b] for a, b in pairwise(places))


def _ends(parts: Iterable[str]) -> list[int]:
    ends: list[int] = []
    for part in parts:
        ends.append((ends[-1] if ends else 0) + len(part))
    return ends


def _parser_for(language: str) -> budoux.Parser | None:
    base, subtags = base_language(language), set(language.lower().split("-")[1:])
    name = "zh-hant" if base == "zh" and subtags & _TRADITIONAL else base
    return _parser(name) if name in _PARSERS else None


@lru_cache(maxsize=4)
def _parser(name: str) -> budoux.Parser:
    return _PARSERS[name]()
