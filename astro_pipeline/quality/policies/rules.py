"""The packs held against texts: the law's of the sector and market, and the customer's own."""

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from astro_pipeline.domain.base import base_language
from astro_pipeline.domain.brief import Brief
from astro_pipeline.domain.fact import Fact
from astro_pipeline.domain.review import Finding, Span
from astro_pipeline.quality.claims import Texts, all_facts, known_numbers
from astro_pipeline.quality.numbers import is_known, numbers_in
from astro_pipeline.quality.policies.packs import NOTE, Pack, Rule, chosen, uncovered


@dataclass(frozen=True, slots=True)
class _Grounds:
    """What a brief can support a claim with."""

    brief: Brief
    evidence: tuple[Fact, ...]


def check_policies(brief: Brief, texts: Texts, *, ads: Collection[str] = ()) -> tuple[Finding, ...]:
    """A failure for each rule a text breaks, one pass for a text that keeps them all.

    `ads` are the keys of whole ads: they must say what a pack asks to be said, and with them it is
    told which sector or market has no pack.
    """
    applied = chosen(brief)
    grounds = _Grounds(brief, tuple(fact for fact in all_facts(brief) if fact.kind == "evidence"))
    names = ", ".join(f"{pack.id} {pack.version}" for pack in applied) + f". {NOTE}"
    findings: list[Finding] = []
    for key, (language, text) in texts.items():
        broken = [
            finding
            for pack in applied
            for rule in pack.rules
            for finding in _broken(pack, rule, grounds, key=key, language=language, text=text, ad=key in ads)
        ]
        findings += broken or [Finding(rule="claims.policies", verdict="pass", file=key, limit=names)]
    if ads:
        findings += [*_languages(brief, applied), *_uncovered(brief)]
    return tuple(findings)


def _broken(
    pack: Pack, rule: Rule, grounds: _Grounds, *, key: str, language: str, text: str, ad: bool
) -> Iterator[Finding]:
    if rule.asks == "presence":
        if ad and not any(_plain(each) in _plain(text) for each in rule.any_of):
            yield _failed(pack, rule, key, measured=None, limit=" / ".join(rule.any_of))
        return
    for pattern in _patterns(rule.patterns, language):
        for found in pattern.finditer(text):
            if rule.asks == "absence" or not _supported(rule, found.group(), grounds):
                where = Span(start=found.start(), end=found.end(), text=found.group())
                limit = f"{rule.asks}: {rule.reference}"
                yield _failed(pack, rule, key, measured=where.text, limit=limit, span=where)


def _supported(rule: Rule, said: str, grounds: _Grounds) -> bool:
    """True where evidence speaks of what is said: its numbers if it has any, else its words."""
    for fact in grounds.evidence:
        whole = f"{fact.text} {fact.source or ''}"
        if rule.named and not any(re.search(each, whole, re.IGNORECASE) for each in rule.named):
            continue
        numbers = tuple(numbers_in(said))
        if numbers:
            known = known_numbers(grounds.brief, [fact])
            if all(is_known(each, known) for each in numbers):
                return True
        elif _plain(said) in _plain(whole):
            return True
    return False


def _languages(brief: Brief, applied: Sequence[Pack]) -> Iterator[Finding]:
    made_in = {base_language(each) for each in brief.languages}
    for pack in applied:
        for rule in pack.rules:
            if rule.asks == "language" and not made_in & set(rule.languages):
                limit = ", ".join(rule.languages)
                yield _failed(pack, rule, "copy", measured=", ".join(sorted(made_in)), limit=limit)


def _uncovered(brief: Brief) -> Iterator[Finding]:
    for sector, market in uncovered(brief):
        where = market or "a market that the brief does not name"
        yield Finding(
            rule="claims.coverage",
            verdict="not_checked",
            # a trade without laws of its own is held to the general pack, which knows no market
            advisory=not sector,
            file="copy",
            measured=f"{sector or 'any sector'}, {where}",
            why=f"There is no policy pack for {sector or 'advertising in general'} in {where}. {NOTE}",
            cure="Let somebody who knows that law read the texts, and add its rules as a policy pack."
            if market
            else "Name the markets in the brief.",
        )


def _failed(
    pack: Pack, rule: Rule, key: str, *, measured: str | None, limit: str, span: Span | None = None
) -> Finding:
    where = f" (“{span.text}” at character {span.start + 1})" if span else ""
    return Finding(
        rule=f"claims.{pack.id}.{rule.id}",
        verdict="fail",
        advisory=rule.advisory,
        file=key,
        measured=measured,
        limit=limit,
        source=rule.url,
        checked=rule.checked,
        span=span,
        why=f"{rule.why}{where} {rule.reference}. {NOTE}",
        cure=rule.cure,
    )


def _patterns(patterns: Mapping[str, tuple[str, ...]], language: str) -> tuple[re.Pattern[str], ...]:
    return tuple(_compiled(each) for each in patterns.get(base_language(language), ()))


@cache
def _compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern, re.IGNORECASE)


def _plain(text: str) -> str:
    """A typeset apostrophe, space or capital is no other wording."""
    return re.sub(r"\s+", " ", text.replace("’", "'")).casefold()
