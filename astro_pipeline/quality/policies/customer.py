"""The customer's own packs held against texts, and read from the files that came with the brief."""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path

from astro_pipeline.domain.base import words_in
from astro_pipeline.domain.brief import Brief
from astro_pipeline.domain.plan import Copy
from astro_pipeline.domain.policy import BadPolicy, CustomerPack, Disclaimer, read_policy
from astro_pipeline.domain.review import Finding, Span
from astro_pipeline.errors import InvalidBrief
from astro_pipeline.quality.copy import ad_words
from astro_pipeline.quality.finding import judged


def customer_packs(brief: Brief, blob: Callable[[str], Path]) -> tuple[CustomerPack, ...]:
    """The packs a brief names. `blob` says where the bytes of a digest lie.

    Raises: InvalidBrief for a pack that cannot be read; intake refuses it, a campaign of before may have it.
    """
    named = [(n, each.path, each.sha256) for n, each in enumerate(brief.policy_packs) if each.sha256]
    try:
        return tuple(
            read_policy(blob(sha256).read_text("utf-8-sig"), f"policy_packs[{n}] ({path})")
            for n, path, sha256 in named
        )
    except BadPolicy as exc:
        raise InvalidBrief(exc.field, exc.value, exc.cure) from exc


def check_customer(
    packs: Sequence[CustomerPack], texts: Mapping[str, tuple[str, str]]
) -> tuple[Finding, ...]:
    """A failure for each word, pattern and competitor a pack forbids; one pass for a text without any."""
    findings: list[Finding] = []
    for key, (language, text) in texts.items() if packs else ():
        broken = [finding for pack in packs for finding in _broken(pack, key, text, language=language)]
        findings += broken or [
            judged("claims.customer", key, holds=True, limit=", ".join(_title(pack) for pack in packs))
        ]
    return tuple(findings)


def check_disclaimers(brief: Brief, packs: Sequence[CustomerPack], copy: Copy) -> tuple[Finding, ...]:
    """Every text a pack requires, in every ad, or in the texts of each placement the pack names."""
    asked = [(pack, each) for pack in packs for each in pack.disclaimers]
    return (
        *(finding for pack, each in asked for finding in _required(brief, pack, each, copy)),
        *(_apart(pack) for pack in packs if pack.not_applied),
    )


def check_said(
    brief: Brief,
    packs: Sequence[CustomerPack],
    texts: Mapping[str, tuple[str, str]],
    *,
    placement: str,
) -> tuple[Finding, ...]:
    """Every text a pack requires there, in each of these whole texts."""
    return tuple(
        finding
        for pack in packs
        for asked in pack.disclaimers
        if not asked.placements or placement in asked.placements
        for key, (language, text) in texts.items()
        for finding in _due(brief, pack, asked, key, language=language, text=text)
    )


def _broken(pack: CustomerPack, key: str, text: str, *, language: str) -> Iterator[Finding]:
    words = (("word", each) for each in pack.in_language(pack.words, language))
    names = (("competitor", each) for each in pack.competitors)
    rules = [(kind, rf"(?<!\w){re.escape(each)}(?!\w)") for kind, each in (*words, *names)]
    rules += [("pattern", each) for each in pack.in_language(pack.patterns, language)]
    for kind, pattern in rules:
        for found in re.finditer(pattern, text, re.IGNORECASE):
            yield judged(
                f"claims.customer_{kind}",
                key,
                holds=False,
                measured=found.group(),
                limit=_title(pack),
                span=Span(start=found.start(), end=found.end(), text=found.group()),
                why=f"“{found.group()}” at character {found.start() + 1}: {_title(pack)} forbids it.",
                cure="Say it another way, and take it out of the brief if it stands there.",
            )


def _required(brief: Brief, pack: CustomerPack, asked: Disclaimer, copy: Copy) -> Iterator[Finding]:
    for key, (language, text) in _bearers(asked, copy).items():
        yield from _due(brief, pack, asked, key, language=language, text=text)


def _due(
    brief: Brief, pack: CustomerPack, asked: Disclaimer, key: str, *, language: str, text: str
) -> Iterator[Finding]:
    due = words_in(asked.text, language, default=brief.language)
    if due is not None:
        yield judged(
            "claims.customer_disclaimer",
            key,
            holds=_plain(due) in _plain(text),
            limit=due,
            why=f"{_title(pack)} requires this text here.",
            cure="Put it into brand.legal_line, or into the text.",
        )


def _bearers(asked: Disclaimer, copy: Copy) -> dict[str, tuple[str, str]]:
    """Key to language and text of what has to say it: each ad, or each named placement's lines together."""
    if not asked.placements:
        return {ad.key: (ad.language, "\n".join(text for _, text in ad_words(ad))) for ad in copy.ads}
    together: dict[str, tuple[str, str]] = {}
    for line in copy.lines:
        if line.placement in asked.placements:
            key = f"copy/{line.variant}/{line.placement}.{line.language}"
            together[key] = (line.language, f"{together.get(key, ('', ''))[1]}\n{line.text}")
    return together


def _apart(pack: CustomerPack) -> Finding:
    return Finding(
        rule="claims.customer",
        verdict="not_checked",
        advisory=True,
        file="copy",
        measured=", ".join(pack.not_applied),
        why=f"{_title(pack)}: these parts are about pictures and are not applied to texts.",
        cure="Put colours, logo and typefaces into the brief's brand; let a person look at the pictures.",
    )


def _title(pack: CustomerPack) -> str:
    return f"{pack.name} {pack.version}".strip()


def _plain(text: str) -> str:
    return re.sub(r"\s+", " ", text.replace("’", "'")).casefold()
