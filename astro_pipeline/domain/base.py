"""What every model of the domain has in common: frozen, closed, with one canonical form."""

import hashlib
import json
from collections.abc import Mapping
from typing import Annotated

from pydantic import AfterValidator, BaseModel, ConfigDict

Words = str | Mapping[str, str]
"""A text in the brief's own language, or one text per language tag."""


class Frozen(BaseModel):
    """A value: no field may change, no unknown field is taken."""

    model_config = ConfigDict(frozen=True, extra="forbid", str_strip_whitespace=True)


def canonical(value: object) -> bytes:
    """The one JSON form of a value: sorted keys, UTF-8, no spaces; equal values, equal bytes."""
    plain = value.model_dump(mode="json") if isinstance(value, BaseModel) else value
    text = json.dumps(plain, sort_keys=True, ensure_ascii=False, separators=(",", ":"), default=_plain)
    return text.encode()


def digest(value: object) -> str:
    """SHA-256 of the canonical form (of the bytes themselves for `bytes`), in hex."""
    data = value if isinstance(value, bytes) else canonical(value)
    return hashlib.sha256(data).hexdigest()


def words_in(words: Words | None, language: str, *, default: str) -> str | None:
    """The text in `language`, or None; a plain text is in the language `default`.

    A regional tag falls back to its base language ("fr-CA" to "fr") and a base language to
    any region of it, never to another language.
    """
    if words is None:
        return None
    spoken = {default: words} if isinstance(words, str) else words
    for tag in (language, base_language(language)):
        if tag in spoken:
            return spoken[tag]
    return next((text for tag, text in spoken.items() if base_language(tag) == base_language(language)), None)


def base_language(tag: str) -> str:
    """The language of a tag without its region: "pt-BR" gives "pt"."""
    return tag.split("-", maxsplit=1)[0].lower()


def _plain(value: object) -> object:
    if isinstance(value, BaseModel):
        return value.model_dump(mode="json")
    if isinstance(value, set | frozenset):
        return sorted(str(member) for member in value)  # pyright: ignore[reportUnknownArgumentType, reportUnknownVariableType] -- members of any type
    return str(value)


def _hex(value: str) -> str:
    if len(value) != 7 or value[0] != "#" or any(c not in "0123456789abcdefABCDEF" for c in value[1:]):
        msg = "write a colour as #RRGGBB"
        raise ValueError(msg)
    return value.upper()


Colour = Annotated[str, AfterValidator(_hex)]
"""An sRGB colour as #RRGGBB."""
