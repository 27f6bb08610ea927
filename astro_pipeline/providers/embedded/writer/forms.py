"""Forms of sentences: blanks for facts, orders to the reader, and how each is filled.

See `en.yaml` for how a form is written.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any, cast, get_args

from astro_pipeline.providers.embedded.writer import realiser
from astro_pipeline.providers.embedded.writer.matter import Angle, Point
from astro_pipeline.providers.embedded.writer.phrases import Phrase
from astro_pipeline.providers.embedded.writer.sources import table
from astro_pipeline.providers.embedded.writer.tone import Tone
from astro_pipeline.providers.embedded.writer.typography import capital
from astro_pipeline.providers.embedded.writer.vocabulary import vocabulary

_BLANK = re.compile(
    r"\{(?P<shape>a_|de_|aux_|que_)?(?P<role>[A-Za-z]+?)(?P<second>2)?(?::(?P<kinds>[^}]+))?\}"
)
_ADDRESS = re.compile(r"\[([^|\]]+)\|([^|\]]+)]")
"""[formal|familiar]"""
_ORDER = re.compile(r"<(?P<ask>\?)?(?P<words>[^>]+)>")


@dataclass(frozen=True, slots=True)
class Form:
    """One way to build a text."""

    pattern: str
    angle: Angle
    blanks: tuple[str, ...]
    """Roles it needs, a second one of the same role with a 2."""


@cache
def forms(language: str, move: str) -> tuple[Form, ...]:
    """Every form of a move (headline, body.gain, speech.hook …), in the file's order."""
    part = table(language)
    *above, last = move.split(".")
    for name in above:
        part = cast("dict[str, Any]", part[name])
    rows = cast("dict[str, list[str]] | list[str]", part[last])
    if isinstance(rows, dict):
        return tuple(_form(pattern, angle) for angle, patterns in rows.items() for pattern in patterns)
    return tuple(_form(pattern, "") for pattern in rows)


def _form(pattern: str, angle: str) -> Form:
    blanks = tuple(
        dict.fromkeys(found["role"].lower() + (found["second"] or "") for found in _BLANK.finditer(pattern))
    )
    own = next((role for role in blanks if role in get_args(Angle)), "name")
    return Form(pattern=pattern, angle=angle if angle in get_args(Angle) else own, blanks=blanks)  # pyright: ignore[reportArgumentType]


def fill(form: Form, points: Mapping[str, Point], *, tone: Tone, language: str) -> Iterator[str]:
    """The form with these facts: one text per verb the tone offers, none where a phrase does not fit."""
    text = form.pattern
    for found in _BLANK.finditer(form.pattern):
        point = points[found["role"].lower() + (found["second"] or "")]
        words = _shaped(found, point.phrase, language)
        if words is None:
            return
        text = text.replace(found[0], words, 1)
    addressed = _ADDRESS.sub(lambda found: found[1] if tone.formal else found[2], text)
    yield from _orders(addressed, tone, language)


def _shaped(found: re.Match[str], phrase: Phrase, language: str) -> str | None:
    stands = found["role"][0].isupper()
    shape, kinds = found["shape"], set((found["kinds"] or "").split(",")) - {""}
    words = _of_kind(phrase, kinds, language, stands=stands) if kinds else phrase.text
    if words is None:
        return None
    if shape == "a_":
        words = _with_article(phrase) if phrase.kind == "np" else None
    elif shape == "de_":
        words = realiser.of(words)
    elif shape == "que_":
        words = f"qu’{words}" if realiser.elides(words) else f"que {words}"
    elif shape == "aux_":
        words = f"aux {words[4:]}" if words.startswith("les ") else None
    return capital(words) if words and stands else words


def _of_kind(phrase: Phrase, kinds: set[str], language: str, *, stands: bool) -> str | None:
    if "art" in kinds and phrase.kind == "np" and _has_article(phrase.text, language):
        return phrase.text
    if "np+" in kinds and phrase.kind == "np":
        return _with_article(phrase) if language == "en" else _french_inside(phrase)
    if phrase.kind not in kinds or (phrase.kind == "s" and "," in phrase.text and not stands):
        return None
    return phrase.text


def _has_article(text: str, language: str) -> bool:
    first = re.split(r"[\s’']", text, maxsplit=1)[0].lower()
    elided = language == "fr" and re.match(r"(?i)^[ld]['’]", text) is not None
    return elided or first[0].isdigit() or first in vocabulary(language).determiners - {"plus", "moins"}


def _french_inside(phrase: Phrase) -> str | None:
    """A French noun phrase as it stands inside a sentence: with an article, a quantity, or in the plural."""
    first = phrase.text.split(" ", maxsplit=1)[0].lower()
    counted = first in vocabulary("fr").quantities
    return phrase.text if counted or phrase.plural or _has_article(phrase.text, "fr") else None


def _with_article(phrase: Phrase) -> str | None:
    """An English noun phrase as it stands inside a sentence, or None where its article is a guess."""
    words = vocabulary("en")
    text = phrase.text
    first = text.split(" ", maxsplit=1)[0].lower()
    if (
        first in words.determiners | words.quantities
        or first[0].isdigit()
        or first[0] in "$€£"
        or phrase.plural
    ):
        return text
    head = _head(text)
    if head in words.uncountable or not words.is_noun(head):
        return text if head in words.uncountable else None
    return realiser.a_or_an(text) if realiser.countable(head) else text


def _head(text: str) -> str:
    words = vocabulary("en")
    before: list[str] = []
    for token in text.split(" "):
        low = token.strip(",;:").lower()
        if before and (
            low in words.prepositions | words.relatives
            or (words.is_participle(low) and "-" not in low and len(before) > 1)
        ):
            break
        before.append(low)
        if token.endswith(","):
            break
    return before[-1]


def _orders(text: str, tone: Tone, language: str) -> Iterator[str]:
    found = _ORDER.search(text)
    if not found:
        yield text
        return
    starts = not text[: found.start()].strip() or text[: found.start()].rstrip()[-1] in ".!?…"
    for words in _spoken(found, tone, language):
        yield from _orders(
            text[: found.start()] + (capital(words) if starts else words) + text[found.end() :],
            tone,
            language,
        )


def _spoken(found: re.Match[str], tone: Tone, language: str) -> list[str]:
    if found["ask"]:
        return [realiser.second_person(found["words"], formal=tone.formal)]
    verbs = table(language)["verbs"][found["words"]][tone.manner]
    return [realiser.imperative(language, verb, formal=tone.formal) for verb in verbs]
