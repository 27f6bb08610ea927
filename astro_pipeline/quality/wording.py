"""What no text may hold, wherever it stands: leftovers, slips, names that are wrong or not ours."""

import re
from collections.abc import Iterable, Iterator
from typing import Final

from rapidfuzz import fuzz

from astro_pipeline.domain.base import words_in
from astro_pipeline.domain.brief import Brief
from astro_pipeline.domain.review import Finding
from astro_pipeline.quality.claims import all_facts
from astro_pipeline.quality.finding import judged

_LEFTOVER: Final = re.compile(
    r"\[[^\]]*\]|\{[^}]*\}|<[^<>]+>|\b(?i:lorem|dolor sit amet)\b|\b(?:TODO|TBD|TBC|FIXME|XXX+)\b|%s\b"
    r"|\b(?:undefined|NaN|null)\b|\b(?i:your (?:company|brand|product|text|headline|logo) (?:name )?here)\b"
    r"|\b(?i:insert (?:name|text|brand|product|date|price) here|votre texte ici|placeholder)\b"
)
_DOUBLED: Final = re.compile(r"(?<!\w)(?P<word>[^\W\d_]+)[ \u00a0\u202f](?P=word)(?!\w)", re.IGNORECASE)
_MAY_DOUBLE: Final = frozenset({"nous", "vous", "had", "that", "bla", "very", "très", "so"})
_OUTSIDE_PROSE: Final = re.compile(r"https?://\S+|\S+@\S+|[#@]\w+|\b[\w-]+(?:\.[\w-]+)+(?:/\S*)?")
_WORD: Final = re.compile(r"[^\W_]+(?:[-’'][^\W_]+)*")
_NEAR: Final = 85.0
"""Similarity, 0 to 100, from which another spelling is taken for the brand's name."""
_SHORTEST_FUZZY: Final = 6
"""Letters a name needs before a different letter can be told from another word."""


def check_wording(brief: Brief, key: str, text: str, *, language: str) -> tuple[Finding, ...]:
    """A failure for each thing wrong with a text; one pass, `copy.wording`, where nothing is."""
    wrong = (
        *_leftovers(key, text),
        *_doubled(brief, key, text),
        *_avoided(brief, key, text, language=language),
        *_competitors(brief, key, text),
        *_misspelt(brief, key, text),
    )
    return wrong or (judged("copy.wording", key, holds=True),)


def _leftovers(key: str, text: str) -> Iterator[Finding]:
    for found in _LEFTOVER.finditer(text):
        yield judged(
            "copy.placeholder",
            key,
            holds=False,
            measured=found.group(),
            why="Part of a template was never filled in.",
            cure="Write what belongs there, or take it out.",
        )


def _doubled(brief: Brief, key: str, text: str) -> Iterator[Finding]:
    known = [fact.text.casefold() for fact in all_facts(brief)]
    for found in _DOUBLED.finditer(_OUTSIDE_PROSE.sub(" · ", text)):
        written = found.group().casefold()
        if found["word"].casefold() in _MAY_DOUBLE or any(written in each for each in known):
            continue
        yield judged(
            "copy.doubled_word",
            key,
            holds=False,
            measured=found.group(),
            why="A word stands twice.",
            cure="Take one out.",
        )


def _avoided(brief: Brief, key: str, text: str, *, language: str) -> Iterator[Finding]:
    for words in brief.brand.words_to_avoid:
        # a plain word is avoided in every language: it may be a name
        avoided = words_in(words, language, default=language)
        if avoided and _holds(avoided, text):
            yield judged(
                "copy.words_to_avoid",
                key,
                holds=False,
                measured=avoided,
                why="The brand does not use this word.",
                cure="Say it another way.",
            )


def _competitors(brief: Brief, key: str, text: str) -> Iterator[Finding]:
    for name in brief.competitors:
        if name.strip() and _holds(name, text):
            yield judged(
                "copy.competitors",
                key,
                holds=False,
                measured=name,
                why="A competitor is named.",
                cure="Take the name out.",
            )


def _misspelt(brief: Brief, key: str, text: str) -> Iterator[Finding]:
    brand = _plain(brief.brand_name)
    allowed = {piece.casefold() for fact in all_facts(brief) for piece in _pieces(fact.text, _lengths(brand))}
    prose = re.sub(rf"(?<!\w){re.escape(brand)}(?!\w)", " · ", _OUTSIDE_PROSE.sub(" · ", _plain(text)))
    told: list[str] = []
    for written in dict.fromkeys(_pieces(prose, _lengths(brand))):
        if not _is_near(written, brand) or (
            written.casefold() in allowed and written.casefold() != brand.casefold()
        ):
            continue
        if any(f" {each} " in f" {written} " for each in told):
            continue  # the same slip, with a word beside it
        told.append(written)
        yield judged(
            "copy.brand_name",
            key,
            holds=False,
            measured=written,
            limit=brief.brand_name,
            # a name that is a plain word may be meant as one
            advisory=written == brand.lower(),
            why="The brand's name is not written as the brief writes it.",
            cure=f"Write {brief.brand_name}.",
        )


def _is_near(written: str, brand: str) -> bool:
    bare = written.removesuffix("'s")
    if _letters(bare) == _letters(brand):
        return True
    if len(_letters(brand)) < _SHORTEST_FUZZY or not bare[:1].isupper():
        return False
    return fuzz.ratio(_letters(bare), _letters(brand)) >= _NEAR


def _plain(text: str) -> str:
    """A typeset apostrophe is no other spelling."""
    return text.replace("’", "'")


def _letters(name: str) -> str:
    return "".join(c for c in name.casefold() if c.isalnum())


def _lengths(brand: str) -> Iterable[int]:
    """How many words a spelling of the brand may have: written together, or with one space too many."""
    return range(1, len(_WORD.findall(brand)) + 2)


def _pieces(text: str, lengths: Iterable[int]) -> Iterator[str]:
    """Every run of so many words, within a phrase."""
    for phrase in re.split(r"[.,;:!?·|/()]", text):
        found = list(_WORD.finditer(phrase))
        for length in lengths:
            for first, last in zip(found, found[length - 1 :], strict=False):
                yield phrase[first.start() : last.end()]


def _holds(words: str, text: str) -> bool:
    return bool(re.search(rf"(?<!\w){re.escape(words.strip())}(?!\w)", text, re.IGNORECASE))
