"""What a text promises must stand in the brief: every number, and every superlative with its evidence."""

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Final

from astro_pipeline.domain.base import base_language
from astro_pipeline.domain.brief import Brief
from astro_pipeline.domain.fact import Fact, FactKind, facts
from astro_pipeline.domain.review import Finding
from astro_pipeline.quality.finding import judged

Texts = Mapping[str, tuple[str, str]]
"""Copy key to language and text."""

_GAPS: Final = " \u00a0\u202f"
_NUMBER: Final = re.compile(
    rf"(?P<before>[$€£¥]\s?)?"
    rf"(?P<digits>\d+(?:[.,'’]\d+|[{_GAPS}]\d{{3}}(?!\d))*)"
    rf"(?:[{_GAPS}]?(?P<percent>%|percent\b|per\s?cent\b|pour\s?cent\b)"
    rf"|[{_GAPS}]?(?P<after>[€$£¥]|(?:EUR|USD|GBP|CHF|CAD|euros?|dollars?|pounds?)\b))?",
    re.IGNORECASE,
)
_LINK: Final = re.compile(r"https?://\S+|www\.\S+|\b[\w.-]+\.[a-z]{2,}/\S*|\S+@\S+\.\w+", re.IGNORECASE)
_SUPERLATIVES: Final[dict[str, str]] = {
    "en": r"(?<!your )(?<!their )(?<!our )\bbest\b(?! (?:before|served|wishes|enjoyed|with|used|of luck))"
    r"|(?:#|\bno\.? ?|\bnumber )(?:1|one)\b|\bworld[’']s (?:leading|first|finest|greatest)\b"
    r"|\b(?:market|world|industry)[ -]lead(?:er|ing)\b|\bunbeatable\b|\bunrivall?ed\b|\bcheapest\b"
    r"|\blowest prices?\b|\bperfect results?\b",
    "fr": r"(?<!un )(?<!une )(?<!de )(?<!d[’'])\bmeilleure?s?\b(?! (?:que|vœux))"
    r"|\bn[°o]\.? ?1\b|\bnuméro (?:un|1)\b|\bimbattables?\b|\binégalée?s?\b|\bles? moins chers?\b"
    r"|\bleader (?:mondial|du marché)\b|\bprix les plus bas\b",
}
"""Comparisons with everybody, which need somebody to have compared."""

_GUARANTEES: Final[dict[str, str]] = {
    "en": r"\bguarantee[ds]?\b|\brisk[ -]free\b|\bno risk\b|\bfree money\b|\bget rich\b|\bno side effects\b",
    "fr": r"\bgaranti(?:e|es|s|r|t|ssons|ssent)?\b|\bsans (?:aucun )?risques?\b|\bargent gratuit\b"
    r"|\bsans effets? secondaires?\b",
}
"""Promises: the offer and its terms may make them."""

_CURES: Final[dict[str, str]] = {
    "en": r"\bcure[ds]?\b|\bheals?\b|\bmiracles?\b|\b"
    r"(?:clinically|scientifically|medically) (?:proven|tested)\b|\binstant results?\b"
    r"|\bdoctors? recommend(?:ed)?\b",
    "fr": r"\bguéri(?:t|r|e|es|s|son|ssent)?\b|\bmiracles?\b|\bmiraculeu(?:x|se|ses)\b"
    r"|\b(?:cliniquement|scientifiquement|médicalement) (?:prouvée?s?|testée?s?)\b|\brésultats? immédiats?\b",
}
"""Effects on body and mind, which need a study."""

_EVIDENCE: Final[frozenset[FactKind]] = frozenset({"evidence"})
_OFFERED: Final[frozenset[FactKind]] = frozenset({"evidence", "offer", "terms"})


def check_claims(brief: Brief, texts: Texts) -> tuple[Finding, ...]:
    """Two findings on each text that is shown or spoken: its numbers, and its strong words."""
    known = all_facts(brief)
    numbers = _known_numbers(brief, known)
    names = sorted({each.text for each in known if each.kind in {"brand", "product"}}, key=len, reverse=True)
    findings: list[Finding] = []
    for key, (language, text) in texts.items():
        plain = _without(names, _LINK.sub(" ", text))
        findings.append(_numbers_finding(key, plain, numbers))
        findings.append(_words_finding(key, plain, known, language=language))
    return tuple(findings)


def all_facts(brief: Brief) -> tuple[Fact, ...]:
    """The brief's facts in every language it is made in and written in, each once."""
    languages = dict.fromkeys((brief.language, *brief.languages))
    return tuple(dict.fromkeys(fact for language in languages for fact in facts(brief, language)))


def _numbers_finding(key: str, text: str, known: set[tuple[str, str]]) -> Finding:
    strange = [found for found in _NUMBER.finditer(text) if not _is_known(found, known)]
    return judged(
        "claims.numbers",
        key,
        holds=not strange,
        measured=", ".join(found.group().strip() for found in strange) or None,
        limit="numbers of the brief",
        why="The brief does not say so: " + ", ".join(found.group().strip() for found in strange),
        cure="Take the number out, or add the fact it comes from to the brief.",
    )


def _words_finding(key: str, text: str, known: Iterable[Fact], *, language: str) -> Finding:
    tongue = base_language(language)
    if tongue not in _SUPERLATIVES:
        return Finding(
            rule="claims.strong_words",
            verdict="not_checked",
            file=key,
            why=f"No list of superlatives and guarantees for {language}; let a speaker of it read the text.",
        )
    strong = [word for word in _strong_words(text, tongue) if not _is_proven(*word, known)]
    said = ", ".join(dict.fromkeys(word for word, _ in strong))
    return judged(
        "claims.strong_words",
        key,
        holds=not strong,
        measured=said or None,
        limit="what the brief has evidence for",
        why=f"Nothing in the brief's evidence supports: {said}",
        cure="Say it plainly, or add evidence with its source to the brief.",
    )


def _strong_words(text: str, tongue: str) -> Iterator[tuple[str, frozenset[FactKind]]]:
    for lexicon, kinds in ((_SUPERLATIVES, _EVIDENCE), (_GUARANTEES, _OFFERED), (_CURES, _EVIDENCE)):
        for found in re.finditer(lexicon[tongue], text, re.IGNORECASE):
            yield found.group().lower(), kinds


def _is_proven(word: str, kinds: frozenset[FactKind], known: Iterable[Fact]) -> bool:
    whole = re.compile(rf"(?<!\w){re.escape(word)}(?!\w)", re.IGNORECASE)
    return any(fact.kind in kinds and whole.search(fact.text) for fact in known)


def _known_numbers(brief: Brief, known: Iterable[Fact]) -> set[tuple[str, str]]:
    """Kind and digits of every number in the brief's facts, and the parts of the offer's last day."""
    numbers = {_number(found) for fact in known for found in _NUMBER.finditer(fact.text)}
    if brief.offer and brief.offer.ends:
        day = brief.offer.ends
        numbers |= {
            ("plain", part) for part in (str(day.day), f"{day:%d}", str(day.month), f"{day:%m}", f"{day:%Y}")
        }
    return numbers


def _is_known(found: re.Match[str], known: set[tuple[str, str]]) -> bool:
    """A percentage must be one in the brief, an amount of money too; a bare number may be either."""
    kind, digits = _number(found)
    if kind == "plain":
        return any(digits == each for _, each in known)
    return (kind, digits) in known


def _number(found: re.Match[str]) -> tuple[str, str]:
    digits = "".join(c for c in found["digits"] if c.isdigit())
    if found["percent"]:
        return "percent", digits
    return ("money" if found["before"] or found["after"] else "plain"), digits


def _without(names: Iterable[str], text: str) -> str:
    for name in names:
        text = re.sub(rf"(?<!\w){re.escape(name)}(?!\w)", " ", text, flags=re.IGNORECASE)
    return text
