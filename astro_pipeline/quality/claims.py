"""What a text promises must stand in the brief: every number, and every strong word with its evidence."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Final

from astro_pipeline.domain.brief import Brief
from astro_pipeline.domain.fact import Fact, FactKind, facts
from astro_pipeline.domain.review import Finding, Span
from astro_pipeline.quality.finding import judged
from astro_pipeline.quality.lexicon import SUPPORT, Category, Lexicon, Strong, lexicon, strong_words
from astro_pipeline.quality.named import NamedNumber, is_named, named_numbers
from astro_pipeline.quality.numbers import Number, is_known, numbers_in, spelled_in

Texts = Mapping[str, tuple[str, str]]
"""Copy key to language and text."""

LINK: Final = re.compile(r"https?://\S+|www\.\S+|\b[\w.-]+\.[a-z]{2,}/\S*|\S+@\S+\.\w+", re.IGNORECASE)
_SENTENCE: Final = re.compile(r"[^.!?;:·|\n]+")
_CONTENT: Final = re.compile(r"[^\W_]{4,}")
_STEM: Final = 5
"""Letters by which two forms of a word are taken for one."""
_VERBATIM: Final[frozenset[FactKind]] = frozenset({"brand", "product", "phone", "code"})
"""Facts that may be written out whole, whatever digits and words they hold."""
_NO_COUNT: Final[frozenset[FactKind]] = frozenset({"phone", "url", "code", "ends"})
"""Facts whose digits count nothing; a date is taken from the offer itself."""
_NAMES: Final[frozenset[FactKind]] = frozenset({"brand", "product"})
"""Facts whose plain digits count nothing either, and are known beside the name's words."""
_CURES: Final[dict[Category, str]] = {
    "superlative": "Say it plainly, or add evidence of the comparison with its source to the brief.",
    "comparison": "Leave the comparison out, or add the test that made it to the brief's evidence.",
    "guarantee": "Take the promise out, or put it into the offer's terms.",
    "health": "Take the effect out, or add the study that shows it to the brief's evidence.",
    "financial": "Take the promise out, or add its conditions to the offer's terms or the evidence.",
    "environmental": "Name the plain fact instead, or add evidence with its source to the brief.",
    "price": "Take it out, or put it into the offer, its terms or the price.",
}


def check_claims(brief: Brief, texts: Texts) -> tuple[Finding, ...]:
    """Two findings on each text that is shown or spoken: its numbers, and its strong words."""
    known = all_facts(brief)
    numbers = known_numbers(brief, known)
    names = sorted({each.text for each in known if each.kind in _VERBATIM}, key=len, reverse=True)
    named = named_numbers(each.text for each in known if each.kind in _NAMES)
    findings: list[Finding] = []
    for key, (language, text) in texts.items():
        plain = without(names, LINK.sub(lambda found: " " * len(found.group()), text))
        findings.append(_numbers_finding(key, plain, numbers, named, language=language))
        findings.append(_words_finding(key, plain, known, language=language))
    return tuple(findings)


def all_facts(brief: Brief) -> tuple[Fact, ...]:
    """The brief's facts in every language it is made in and written in, each once."""
    languages = dict.fromkeys((brief.language, *brief.languages))
    return tuple(dict.fromkeys(fact for language in languages for fact in facts(brief, language)))


def known_numbers(brief: Brief, known: Iterable[Fact]) -> tuple[Number, ...]:
    """Every number in the brief's facts, and the parts of the offer's last day.

    Of names only the measures: their other digits are known where the name stands about them.
    """
    lists = [words for each in dict.fromkeys((brief.language, *brief.languages)) if (words := lexicon(each))]
    found: list[Number] = []
    for fact in known:
        if fact.kind in _NO_COUNT:
            continue
        said = [*numbers_in(fact.text)]
        said += [each for words in lists for each in spelled_in(fact.text, words, all_of_them=True)]
        found += [each for each in said if each.kind != "plain" or fact.kind not in _NAMES]
    if brief.offer and brief.offer.ends:
        written = brief.offer.ends.strftime("%d %m %Y %y")
        found += [replace(each, kind="date") for each in numbers_in(written)]
    return tuple(found)


def is_proven(hit: Strong, text: str, kinds: frozenset[FactKind], known: Iterable[Fact]) -> bool:
    """True where a fact of the right kind says the word; evidence has to speak of the same thing too."""
    whole = re.compile(rf"(?<!\w){re.escape(hit.text)}(?!\w)", re.IGNORECASE)
    sentence = next(found for found in _SENTENCE.finditer(text) if found.end() > hit.start)
    spoken_of = _content(sentence.group()) - _content(hit.text)
    return any(
        fact.kind in kinds
        and whole.search(fact.text)
        and (fact.kind != "evidence" or not spoken_of or bool(spoken_of & _content(fact.text)))
        for fact in known
    )


def without(names: Iterable[str], text: str) -> str:
    """The text with these names blanked out; every other character keeps its place."""
    for name in names:
        text = re.sub(
            rf"(?<!\w){re.escape(name)}(?!\w)",
            lambda found: " " * len(found.group()),
            text,
            flags=re.IGNORECASE,
        )
    return text


def _numbers_finding(
    key: str, text: str, known: Sequence[Number], named: Sequence[NamedNumber], *, language: str
) -> Finding:
    words = lexicon(language)
    said = [*numbers_in(text), *(spelled_in(text, words) if words else ())]
    unknown = (each for each in said if not is_known(each, known) and not is_named(each, text, named, words))
    strange = sorted(unknown, key=lambda each: each.start)
    listed = ", ".join(dict.fromkeys(each.text for each in strange))
    return judged(
        "claims.numbers",
        key,
        holds=not strange,
        measured=listed or None,
        limit="numbers of the brief",
        span=_span(strange[0].text, strange[0].start) if strange else None,
        why="The brief does not say so: " + ", ".join(_at(each.text, each.start) for each in strange),
        cure="Take the number out, or add the fact it comes from to the brief.",
    )


def _words_finding(key: str, text: str, known: Sequence[Fact], *, language: str) -> Finding:
    words = lexicon(language)
    if words is None:
        return Finding(
            rule="claims.strong_words",
            verdict="not_checked",
            file=key,
            why=f"No list of superlatives and guarantees for {language}.",
            cure="Let a speaker of it read the text, and decide at the gate.",
        )
    strong = _unproven(text, words, known)
    said = ", ".join(dict.fromkeys(each.text.lower() for each in strong))
    where = ", ".join(f"{_at(each.text, each.start)}, {each.category}" for each in strong)
    return judged(
        "claims.strong_words",
        key,
        holds=not strong,
        measured=said or None,
        limit="what the brief has evidence for",
        span=_span(strong[0].text, strong[0].start) if strong else None,
        why=f"Nothing in the brief's evidence supports: {where}",
        cure=" ".join(dict.fromkeys(_CURES[each.category] for each in strong)),
    )


def _unproven(text: str, words: Lexicon, known: Sequence[Fact]) -> list[Strong]:
    return [
        hit for hit in strong_words(text, words) if not is_proven(hit, text, SUPPORT[hit.category], known)
    ]


def _content(text: str) -> set[str]:
    return {found.casefold()[:_STEM] for found in _CONTENT.findall(text)}


def _span(text: str, start: int) -> Span:
    return Span(start=start, end=start + len(text), text=text)


def _at(text: str, start: int) -> str:
    return f"“{text}” at character {start + 1}"
