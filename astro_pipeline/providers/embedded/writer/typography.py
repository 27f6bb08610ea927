"""How a finished text is set: capitals, apostrophes, French spaces, doubled marks."""

import re
from collections.abc import Sequence
from functools import cache

NARROW = "\u202f"
"""Narrow no-break space: before ! ? ; in French."""
NO_BREAK = "\u00a0"
"""No-break space: before : and inside « » in French."""

_DOUBLED_END = re.compile(r"([!?…])\s*\.(?!\.)|(?<!\.)\.\s*([!?])")
_DOUBLED_WORD = re.compile(r"\b(\w+)[\s\u00a0\u202f]+\1\b", re.IGNORECASE)


def typeset(text: str, language: str, *, names: Sequence[str] = ()) -> str:
    """The text as it is printed in `language`; the names stay letter for letter."""
    spaced = _DOUBLED_END.sub(lambda found: found[1] or found[2], " ".join(text.split(" ")).strip())
    curled = re.sub(r"(?<=\w)'(?=\w)", "’", spaced)
    french = _french(curled) if language == "fr" else curled
    for name in names:
        french = french.replace(name.replace("'", "’"), name)
    return french


def doubled_word(text: str) -> str | None:
    """A word that stands twice in a row, or None."""
    found = _DOUBLED_WORD.search(text)
    return found[1] if found else None


def calmed(text: str) -> str:
    """The text with full stops for its exclamation marks."""
    return text.replace(f"{NARROW}!", ".").replace("!", ".")


def capital(text: str) -> str:
    """The text with a capital first letter; nothing else changes."""
    return text[:1].upper() + text[1:]


@cache
def plain(text: str) -> str:
    """The text with ordinary spaces and straight apostrophes, for comparing."""
    return re.sub(r"[\s\u00a0\u202f]+", " ", text.replace("’", "'")).strip().casefold()


@cache
def ends_sentences(text: str) -> int:
    """How many sentences the text ends."""
    return len(re.findall(r"[.!?…](?=\s|$)", text))


def _french(text: str) -> str:
    text = re.sub(r"[ \u00a0\u202f]*([!?;])(?=\s|$|[»”)])", rf"{NARROW}\1", text)
    text = re.sub(r"(?<=[^\s\d])[ \u00a0\u202f]*:(?=\s)", f"{NO_BREAK}:", text)
    text = re.sub(r"(?<=\d)[ \u00a0\u202f]*:(?=\s)", f"{NO_BREAK}:", text)
    text = re.sub(r"«[ \u00a0\u202f]*", f"«{NO_BREAK}", text)
    text = re.sub(r"[ \u00a0\u202f]*»", f"{NO_BREAK}»", text)
    return re.sub(r"(?<=\d) (?=(?:%|€|\$|h|g|kg|ml|cl|l|km|min|Go|To)\b|[%€$])", NO_BREAK, text)
