"""A text letter by letter, as a reader counts them, and what writing each belongs to."""

import unicodedata
from functools import lru_cache
from typing import Final

from uniseg.emoji import emoji_presentation
from uniseg.graphemecluster import grapheme_clusters

_AS_PICTURE: Final = "\ufe0f"
_AS_TEXT: Final = "\ufe0e"
_KEYCAP: Final = "\u20e3"
_FIRST_PICTURE: Final = "\u231a"
"""No character before it is a picture of its own accord."""
_FIRST_MARK: Final = "\u0300"
_JOINING: Final = {"Mn", "Mc", "Me", "Cf", "Sk"}
_JAMO: Final = ("\u1100", "\u11ff")
_FLAGS: Final = ("\U0001f1e6", "\U0001f1ff")
_CJK: Final = {"CJK", "HIRAGANA", "KATAKANA", "KATAKANA-HIRAGANA", "IDEOGRAPHIC", "BOPOMOFO", "HANGUL"}


@lru_cache(maxsize=4096)
def clusters(text: str) -> tuple[str, ...]:
    """What a reader takes for one letter or picture: never to be parted."""
    if any(_joins_another(c) for c in text):
        return tuple(grapheme_clusters(text))
    return tuple(text)


def pictured(cluster: str) -> bool:
    """True for an emoji that is to be drawn in colour."""
    if _AS_PICTURE in cluster or _KEYCAP in cluster:
        return True
    if _AS_TEXT in cluster:
        return False
    return any(c >= _FIRST_PICTURE and emoji_presentation(c) for c in cluster)


@lru_cache(maxsize=8192)
def script(cluster: str) -> str:
    """The writing of its first letter, by Unicode's name for it; "" for what all writings share."""
    if unicodedata.category(cluster[0])[0] not in {"L", "M"}:
        return ""
    name = unicodedata.name(cluster[0], "").split(" ")[0]
    return "CJK" if name in _CJK else name


def blank(c: str) -> bool:
    """True for what leaves no ink: spaces, joiners, direction marks."""
    return c.isspace() or unicodedata.category(c) in {"Cf", "Cc"} or "\ufe00" <= c <= "\ufe0f"


def _joins_another(c: str) -> bool:
    return c >= _FIRST_MARK and (
        unicodedata.category(c) in _JOINING or _JAMO[0] <= c <= _JAMO[1] or _FLAGS[0] <= c <= _FLAGS[1]
    )
