"""Instructions to a model in what people and providers wrote: found, placed and said, never obeyed."""

import base64
import binascii
import html
import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from pydantic import JsonValue

from astro_pipeline.domain.brief import Brief
from astro_pipeline.domain.review import Finding, Span
from astro_pipeline.domain.untrusted import hidden
from astro_pipeline.quality.finding import judged
from astro_pipeline.quality.injection_phrases import LEAK, ROLE, TOOL, orders

RULE: Final = "provenance.instructions"
_EXCERPT: Final = 80
_LONGEST: Final = 200_000
"""Characters of one text that are looked at; more is no text of a brief."""
_ENCODED: Final = re.compile(r"(?<![A-Za-z0-9+/_-])[A-Za-z0-9+/_-]{24,}={0,2}")
_ALIKE: Final = str.maketrans(
    "авеёкмнорстухіјѕԁԛԝһӏАВЕЁКМНОРСТУХІЈЅԌԚԜαεινοορτυκχΑΒΕΖΗΙΚΜΝΟΡΤΥΧıɡɑ",
    "abeekmhopctyxijsdqwhlABEEKMHOPCTYXIJSGQWaeivooptukxABEZHIKMNOPTYXiga",
)
"""Cyrillic and Greek letters that look Latin (a part of the confusables of Unicode UTS #39)."""
_WORD: Final = re.compile(r"[^\W\d_]{3,}")
_LETTERS: Final = re.compile(r"(?:[^\W\d_]|[\u200b-\u200d\u2060\ufeff])+")
_OUR_OWN: Final = "findings"
"""The one part of a brief that says again what was found in the others."""
_SLIPS: Final = frozenset({"invisible characters", "direction controls"})
"""What comes along when honest text is pasted; it closes no gate."""


@dataclass(frozen=True, slots=True)
class Suspicion:
    """A part of a text that is no copy: what kind, where (characters), and what it says."""

    kind: str
    start: int
    end: int
    said: str


def suspicions(text: str) -> tuple[Suspicion, ...]:
    """Everything in the text that is hidden, or is addressed to a model, in its order."""
    text = text[:_LONGEST]
    found = [Suspicion(each.kind, each.start, each.end, each.said) for each in hidden(text)]
    found += _look_alikes(text)
    plain, places = _folded(text)
    for kind, pattern in (*((f"order ({tag})", each) for tag, each in orders().items()), *_TURNS):
        for match in pattern.finditer(plain):
            said = match.group().strip()
            first = match.start() + len(match.group()) - len(match.group().lstrip())
            last = first + len(said) - 1
            found.append(Suspicion(kind, places[first], places[last] + 1, said))
    found += _encoded(text)
    return tuple(sorted(dict.fromkeys(found), key=lambda each: (each.start, each.end, each.kind)))


def check_brief_text(brief: Brief, documents: Mapping[str, str]) -> tuple[Finding, ...]:
    """One advisory failure per field and kind, on `brief/<field>`; one pass where there is none.

    `documents` are the texts of the files that came with it, by the field that names them.
    """
    looked_at = (*_texts(brief.model_dump(mode="json"), ""), *documents.items())
    found = tuple(
        finding for place, text in looked_at for finding in _findings(f"brief/{place}", text, advisory=True)
    )
    return found or (
        judged(RULE, "brief", holds=True, measured=len(looked_at), unit="texts looked at"),
    )  # fmt: skip


def check_derived_text(asset: str, texts: Mapping[str, str], brief: Brief) -> tuple[Finding, ...]:
    """A failure for each text that speaks to a model, or repeats what was hidden in the brief.

    It closes the gate, but for characters that come along unseen when text is pasted.
    """
    planted = _planted(brief)
    found = tuple(
        finding
        for key, text in texts.items()
        for finding in (*_findings(key, text, advisory=False), *_repeated(key, text, planted))
    )
    return found or (
        judged(RULE, asset, holds=True, measured=len(texts), unit="texts looked at"),
    )  # fmt: skip


def _findings(place: str, text: str, *, advisory: bool) -> Iterator[Finding]:
    by_kind: dict[str, list[Suspicion]] = {}
    for each in suspicions(text):
        by_kind.setdefault(each.kind, []).append(each)
    for kind, each in by_kind.items():
        more = f" and {len(each) - 1} more" if len(each) > 1 else ""
        slip = kind in _SLIPS
        yield judged(
            RULE,
            place,
            holds=False,
            advisory=advisory or slip,
            measured=f"{kind}: {_excerpt(each[0].said)}{more}",
            limit="words to buyers only",
            span=Span(start=each[0].start, end=each[0].end, text=_excerpt(text[each[0].start : each[0].end])),
            why="It is addressed to a model or hidden from readers; it was taken as text and not obeyed."
            if not slip
            else "There are characters in it that nobody sees.",
            cure="Take it out, and ask whoever wrote it why it is there."
            if not slip
            else "Type the text anew, or paste it as plain text.",
        )


def _repeated(key: str, text: str, planted: Iterable[str]) -> Iterator[Finding]:
    words = f" {' '.join(_bare(text))} "
    for said in planted:
        if f" {said} " in words:
            yield judged(
                RULE,
                key,
                holds=False,
                measured=_excerpt(said),
                limit="words to buyers only",
                why="It repeats what was hidden in the brief.",
                cure="Take it out, and clean the brief.",
            )


def _planted(brief: Brief) -> tuple[str, ...]:
    """What the brief hides, as bare words: of four words or more, and said nowhere in the open."""
    texts = list(_texts(brief.model_dump(mode="json"), ""))
    found: dict[str, None] = {}
    for _, text in texts:
        for each in suspicions(text):
            if each.kind in {"hidden markup", "tag characters", "encoded"}:
                words = _bare(re.sub(r"<!--|-->|<[^<>]*>", " ", each.said))
                if len(words) >= 4:
                    found[" ".join(words)] = None
    return tuple(found)


def _texts(value: JsonValue, place: str) -> Iterator[tuple[str, str]]:
    """Every text with its place, e.g. "products[0].benefits[1]"; keys a person wrote too."""
    match value:
        case str():
            yield place, value
        case list():
            for n, each in enumerate(value):
                yield from _texts(each, f"{place}[{n}]")
        case dict():
            for name, each in value.items():
                here = f"{place}.{name}" if place else name
                if here == _OUR_OWN:
                    continue
                if place == "brand.pronunciation":
                    yield f"{place} (its names)", name
                yield from _texts(each, here)
        case _:
            return


def _look_alikes(text: str) -> Iterator[Suspicion]:
    """Words with Latin letters and letters of other scripts that only look Latin."""
    for found in _WORD.finditer(text):
        word = found.group()
        if word.isascii() or not any(each.isascii() for each in word):
            continue
        foreign = [each for each in word if unicodedata.name(each, "").startswith(("CYRILLIC", "GREEK"))]
        if foreign and word.translate(_ALIKE).isascii():
            latin = word.translate(_ALIKE)
            signs = " ".join(f"U+{ord(each):04X}" for each in dict.fromkeys(foreign))
            yield Suspicion("look-alike letters", found.start(), found.end(), f"{latin} with {signs}")


def _encoded(text: str) -> Iterator[Suspicion]:
    """Base64 that is text once it is read, and orders in it."""
    for found in _ENCODED.finditer(text):
        said = _decoded(found.group())
        if said and any(pattern.search(said) for pattern in (*orders().values(), ROLE, TOOL, LEAK)):
            yield Suspicion("encoded", found.start(), found.end(), said)


def _decoded(run: str) -> str:
    padded = run.rstrip("=").replace("-", "+").replace("_", "/")
    try:
        said = base64.b64decode(padded + "=" * (-len(padded) % 4), validate=True).decode("utf-8")
    except (binascii.Error, UnicodeDecodeError):
        return ""
    return said if said.isprintable() or "\n" in said else ""


def _folded(text: str) -> tuple[str, list[int]]:
    """The text as it reads, without unseen signs and disguises, and where each character stood."""
    plain: list[str] = []
    places: list[int] = []
    for at, character in enumerate(_latin(text)):
        kind = "" if character.isascii() else unicodedata.category(character)
        if kind == "Mn" and plain:
            composed = unicodedata.normalize("NFC", plain[-1] + character)
            plain[-1] = composed if len(composed) == 1 else plain[-1]
        elif kind != "Cf":
            folded = character if not kind else unicodedata.normalize("NFKC", character)
            plain += folded
            places += [at] * len(folded)
    return "".join(plain), places


def _latin(text: str) -> str:
    """The text with look-alikes written as the Latin letters they stand among; as long as before."""

    def written(found: re.Match[str]) -> str:
        word = found.group()
        return word.translate(_ALIKE) if re.search("[A-Za-z]", word) else word

    return _LETTERS.sub(written, text)


def _bare(text: str) -> list[str]:
    return re.findall(r"\w+", html.unescape(text).casefold())


def _excerpt(said: str) -> str:
    shown = "".join(each if each.isprintable() else " " for each in " ".join(said.split()))
    return shown if len(shown) <= _EXCERPT else f"{shown[: _EXCERPT - 1]}…"


_TURNS: Final = (("role marker", ROLE), ("tool call", TOOL), ("address that leaks", LEAK))
