"""Addresses, tags and codes as a person says them: "astro.example/start", "#NewBrew", "SAVE20"."""

import re
from collections.abc import Iterator

from astro_pipeline.media.voice.readings import Reading, reading

_LABEL = r"[^\W_](?:[\w-]*[^\W_])?"
_HOST = rf"(?:{_LABEL}\.)+[a-z]{{2,12}}"
_PATH = r"(?:/[\w.~/-]*)?"
_LINK = re.compile(rf"(?:https?://)?(?:www\.)?(?P<host>{_HOST})(?P<path>{_PATH})")
_MAIL = re.compile(rf"(?P<box>[\w.+-]+)@(?P<host>{_HOST})")
_TAG = re.compile(r"(?P<sign>[#@])(?P<name>\w+)")
_CODE = re.compile(r"(?=\w*[^\W\d_])(?=\w*\d)[A-Z0-9]{4,}")
_CAPITALS = re.compile(r"[^\W\d_]{4,}(?:[/-][^\W\d_]{4,})*")
_VOWELS = frozenset("aeiouyàâäéèêëîïôöùûüáíóúãõåæøœ")
_LEAST_VOWELS = 0.28
"""Capitals with a smaller share of vowels are letters (HDMI), with a larger a word (AUBE)."""


def said_address(written: str, language: str) -> str | None:
    """What to say for an address, a tag or a code, or None for what is none of them."""
    words = reading(language)
    if found := _MAIL.fullmatch(written):
        return " ".join((*_parts(found["box"], words), words.at or "@", *_parts(found["host"], words)))
    found = _LINK.fullmatch(written)
    if found and len(found["host"].rsplit(".", 2)[-2]) > 1:
        return " ".join(_parts(found["host"] + found["path"].rstrip("/"), words))
    if found := _TAG.fullmatch(written):
        sign = words.hashtag if found["sign"] == "#" else words.at
        return f"{sign or found['sign']} {_split(found['name'])}"
    return _said_code(written, words)


def _said_code(written: str, words: Reading) -> str | None:
    if _CODE.fullmatch(written):
        return _split(written)
    if written.isupper() and _CAPITALS.fullmatch(written):
        return f" {words.slash or '/'} ".join(_word(part) for part in written.split("/"))
    joined = " ".join(written.replace("&", f" {words.ampersand} ").split())
    return joined if "&" in written and words.ampersand else None


def _parts(address: str, words: Reading) -> Iterator[str]:
    """The names of an address with what stands between them in words."""
    signs = {".": words.dot, "/": words.slash, "-": words.dash}
    for part in re.split(r"([./-])", address):
        if part:
            yield signs.get(part, part) or part


def _split(name: str) -> str:
    """A tag or code at its capitals and figures: "NewBrew24" gives "New Brew 24"."""
    return " ".join(re.findall(r"[A-Z]?[^\W\dA-Z_]+|[A-Z]+(?![a-z])|\d+", name)) or name


def _word(capitals: str) -> str:
    """Capitals as a word where they can be said as one."""
    vowels = sum(letter in _VOWELS for letter in capitals.lower())
    return capitals.capitalize() if vowels / len(capitals) >= _LEAST_VOWELS else capitals
