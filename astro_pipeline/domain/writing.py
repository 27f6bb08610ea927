"""How words stand side by side: with a space between them, or without one."""

import unicodedata
from collections.abc import Iterable
from typing import Final

_UNSPACED: Final = ((0x0E00, 0x0EFF), (0x1000, 0x109F), (0x1780, 0x17FF), (0x19E0, 0x19FF))
"""Thai and Lao, Burmese, Khmer: words follow one another without a space."""
_JAMO: Final = ((0x1100, 0x11FF), (0x3130, 0x318F), (0xAC00, 0xD7FF))
"""Korean is as wide as Chinese, and puts spaces between its words."""


TIE: Final = "\u200b"
"""Zero-width space: a word that ends with it is followed by the next one without a space."""


def unspaced(character: str) -> bool:
    """True for a character of a writing that puts no space between words."""
    return _within(character, _UNSPACED) or _ideographic(character)


def wide(character: str) -> bool:
    """True for a character as wide as it is high: Chinese, Japanese, Korean and their marks; emoji."""
    return unicodedata.east_asian_width(character) in {"W", "F"}


def joined(words: Iterable[str]) -> str:
    """The words as one line: a space between two of them, unless one is tied or their writing has none."""
    line = ""
    for word in words:
        tied = (
            not line or not word or line.endswith(TIE) or (_ideographic(line[-1]) and _ideographic(word[0]))
        )
        line += word if tied else f" {word}"
    return line


def _ideographic(character: str) -> bool:
    kind = unicodedata.category(character)[0]
    return wide(character) and kind in {"L", "N", "P"} and not _within(character, _JAMO)


def _within(character: str, blocks: tuple[tuple[int, int], ...]) -> bool:
    return any(first <= ord(character) <= last for first, last in blocks)
