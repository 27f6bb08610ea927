"""One campaign, one voice: names, prices, codes, days and address the same everywhere.

Everything here is advice: it lists differences, and people say which of the two is meant.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Final, cast

from babel.dates import get_month_names
from rapidfuzz import fuzz

from astro_pipeline.domain.base import base_language
from astro_pipeline.domain.brief import Brief, slug
from astro_pipeline.domain.fact import facts
from astro_pipeline.domain.review import Finding
from astro_pipeline.quality.finding import judged

Texts = Mapping[str, tuple[str, str]]
"""Copy key to language and text."""

_SIGNS: Final = {"usd": "$", "cad": "$", "aud": "$", "dollars": "$", "dollar": "$", "eur": "€", "euros": "€",
    "euro": "€", "gbp": "£", "pounds": "£", "pound": "£", "jpy": "¥", "円": "¥"}  # fmt: skip
_SIGN: Final = (
    r"[$€£¥円]|(?<![A-Za-zÀ-ɏ])(?:USD|CAD|AUD|EUR|GBP|JPY|CHF|dollars?|euros?|pounds?)(?![A-Za-zÀ-ɏ])"
)
_FIGURE: Final = r"\d+(?:[.,'’\u00a0\u202f ]\d{3}(?!\d))*(?:[.,]\d{1,2}(?!\d))?"
_MONEY: Final = re.compile(
    rf"(?P<before>{_SIGN})[\s\u00a0\u202f]?(?P<first>{_FIGURE})"
    rf"|(?P<second>{_FIGURE})[\s\u00a0\u202f]?(?P<after>{_SIGN})",
    re.IGNORECASE,
)
_CODE: Final = re.compile(
    r"\b(?i:code|código|codice|rabattcode|gutscheincode)\b[\s:«“\"'‘]{1,4}"
    r"(?P<code>(?=[A-Z0-9]*[A-Z])[A-Z0-9]{4,})\b"
    r"|(?:コード|كود|الرمز)[\s:「]{0,3}(?P<other>[A-Z0-9]{4,})",
)
_OUTSIDE_PROSE: Final = re.compile(r"https?://\S+|\S+@\S+|[#@]\w+|\b\w[\w-]*\.\w\S*")
_NEAR: Final = 85.0
"""Likeness, 0 to 100, from which a name is taken for another spelling of the brand's."""
ADDRESSED: Final[dict[str, tuple[re.Pattern[str], re.Pattern[str]]]] = {
    "fr": (
        re.compile(
            r"(?<![\w'’-])(?:(?:tu|toi|te|tes)(?![\w-])|t[’'](?=\w))|(?<=\w)-(?:toi\b|tu(?![\w-]))",
            re.IGNORECASE,
        ),
        re.compile(r"\b(?:vous|votre|vos)\b", re.IGNORECASE),
    ),
    "de": (
        re.compile(r"\b(?:du|dich|dir|dein(?:e[mnrs]?)?)\b", re.IGNORECASE),
        re.compile(r"(?<=[\w,] )(?:Sie|Ihnen|Ihr(?:e[mnrs]?)?)\b"),
    ),
    "es": (
        re.compile(r"\b(?:tú|ti|contigo|tuy[oa]s?)\b", re.IGNORECASE),
        re.compile(r"\b(?:usted(?:es)?)\b", re.IGNORECASE),
    ),
}
"""Familiar and polite address, as one word tells: "ton" may be a tone, "Sie" at the start a they."""


def check_consistency(brief: Brief, asset: str, texts: Texts) -> tuple[Finding, ...]:
    """Differences within the campaign, on the texts that differ; a pass for each rule that finds none."""
    rules = {
        "semantic.product_names": _names(brief, texts),
        "semantic.prices": _prices(brief, texts),
        "semantic.codes": _codes(brief, texts),
        "semantic.days": _days(brief, texts),
        "semantic.address": _address(texts),
    }
    return tuple(
        finding
        for rule, found in rules.items()
        for finding in (
            tuple(found)
            or (judged(rule, asset, holds=True, advisory=True, measured=len(texts), unit="texts looked at"),)
        )
    )


def check_file_names(brief: Brief, paths: Iterable[str]) -> tuple[Finding, ...]:
    """A file's name that is nearly the brand's, and is not."""
    brand = slug(brief.brand_name)
    found = tuple(
        _differs(
            "semantic.file_names",
            path,
            part,
            brand,
            why="The brand in the file's name is misspelt.",
        )
        for path in paths
        for part in re.split(r"[/._]", path)
        if slug(part) != brand and fuzz.ratio(slug(part), brand) >= _NEAR
    )
    return found or (judged("semantic.file_names", "files", holds=True, advisory=True, limit=brand),)


def _names(brief: Brief, texts: Texts) -> Iterator[Finding]:
    """Names with the right letters and the wrong case, hyphen or space."""
    names = dict.fromkeys((brief.brand_name, *(product.name for product in brief.products)))
    for name in names:
        parts = re.findall(r"\w+", name)
        if sum(map(len, parts)) < 4:
            continue
        letters = r"[\W_]{0,3}".join(map(re.escape, parts))
        pattern = re.compile(rf"(?<!\w){letters}(?!\w)", re.IGNORECASE)
        for key, (_, text) in texts.items():
            for found in pattern.finditer(_OUTSIDE_PROSE.sub(" · ", text)):
                written = found.group()
                if _is_as_given(written, name, names):
                    continue
                yield _differs(
                    "semantic.product_names",
                    key,
                    written,
                    name,
                    why="The name is written in another way.",
                )


def _is_as_given(written: str, name: str, names: Iterable[str]) -> bool:
    """Verbatim, in capitals as headlines may be, or a plain word that is no name here."""
    plain = written.replace("’", "'")
    return plain in {name.replace("’", "'"), name.upper()} or (written.islower() and written not in names)


def _prices(brief: Brief, texts: Texts) -> Iterator[Finding]:
    known = {amount for _, text in _facts(brief) for amount in amounts(text)}
    figures = {figure for _, figure in known}
    for key, (_, text) in texts.items():
        for sign, figure in amounts(text):
            if figure in figures and (sign, figure) not in known:
                right = ", ".join(f"{each} {figure}" for each, amount in sorted(known) if amount == figure)
                yield _differs(
                    "semantic.prices",
                    key,
                    f"{sign} {figure}",
                    right,
                    why="The price is in another currency.",
                )


def amounts(text: str) -> tuple[tuple[str, str], ...]:
    """Every amount of money in the text as (sign, figure), however its language writes it."""
    found: list[tuple[str, str]] = []
    for match in _MONEY.finditer(text):
        sign = (match["before"] or match["after"]).lower()
        found.append((_SIGNS.get(sign, sign.upper()), _figure(match["first"] or match["second"])))
    return tuple(found)


def _figure(written: str) -> str:
    """24,90 and 24.90 are 24.90, 1,000 and 1 000 are 1000."""
    bare = re.sub(r"[\s\u00a0\u202f'’]", "", written)
    whole, _, cents = re.sub(r"[.,](\d{1,2})$", r"|\1", bare).partition("|")
    return f"{re.sub('[.,]', '', whole)}.{cents.ljust(2, '0')}"


def _codes(brief: Brief, texts: Texts) -> Iterator[Finding]:
    given = brief.offer.code if brief.offer else None
    for key, (_, text) in texts.items():
        for found in _CODE.finditer(text):
            code = found["code"] or found["other"]
            if given and code != given:
                yield _differs(
                    "semantic.codes",
                    key,
                    code,
                    given,
                    why="Another code than the offer's.",
                )


def _days(brief: Brief, texts: Texts) -> Iterator[Finding]:
    """A day with its month is the offer's last, the campaign's first or last, or one the brief names."""
    said = _facts(brief)
    for key, (language, text) in texts.items():
        pattern = _day_pattern(language)
        if pattern is None:
            continue
        known = {day for tongue, fact in said if tongue == language for day in _days_in(fact, language)}
        if brief.offer and brief.offer.ends:
            known.add((brief.offer.ends.day, brief.offer.ends.month))
        known |= {(day.day, day.month) for day in (brief.start, brief.end) if day}
        for day, month in _days_in(text, language):
            if known and (day, month) not in known:
                right = ", ".join(f"{d}.{m}." for d, m in sorted(known, key=lambda each: (each[1], each[0])))
                yield _differs(
                    "semantic.days",
                    key,
                    f"{day}.{month}.",
                    right,
                    why="The brief names another day.",
                )


def _days_in(text: str, language: str) -> list[tuple[int, int]]:
    pattern = _day_pattern(language)
    if pattern is None:
        return []
    months = {name.casefold(): number for number, name in _months(language).items()}
    return [
        (int(found["first"] or found["second"]), months[(found["after"] or found["before"]).casefold()])
        for found in pattern.finditer(text)
    ]


def _day_pattern(language: str) -> re.Pattern[str] | None:
    names = [name for name in _months(language).values() if name.isalpha()]
    if len(names) < 12:
        return None
    month = "|".join(map(re.escape, names))
    return re.compile(
        rf"\b(?P<first>[0-3]?\d)(?:st|nd|rd|th|er|\.)?\s+(?:of\s+|de\s+)?(?P<after>{month})\b"
        rf"|\b(?P<before>{month})\s+(?P<second>[0-3]?\d)(?:st|nd|rd|th)?\b(?![:.,]?\d)",
        re.IGNORECASE,
    )


def _months(language: str) -> Mapping[int, str]:
    names = cast("Mapping[int, str]", get_month_names(locale=base_language(language)))
    return dict(names.items())


def _address(texts: Texts) -> Iterator[Finding]:
    for language in ADDRESSED:
        by_text = spoken(language, texts)
        most = leading(by_text)
        for key, said in by_text.items():
            for kind, word in said.items():
                if kind != most:
                    yield _differs(
                        "semantic.address",
                        key,
                        word,
                        f"{most} address",
                        why="Elsewhere people are spoken to in another way.",
                    )


def spoken(language: str, texts: Texts) -> dict[str, dict[str, str]]:
    """Per text, each kind of address and the first word of it."""
    found: dict[str, dict[str, str]] = {}
    for key, (tongue, text) in texts.items():
        if base_language(tongue) == language:
            kinds = zip(("familiar", "polite"), ADDRESSED[language], strict=True)
            said = {kind: word.group() for kind, pattern in kinds if (word := pattern.search(text))}
            if said:
                found[key] = said
    return found


def leading(spoken: Mapping[str, Mapping[str, str]]) -> str:
    """The kind most texts use; the polite one where both are as many."""
    kinds = [kind for each in spoken.values() for kind in each]
    return max(("polite", "familiar"), key=kinds.count) if kinds else ""


def _facts(brief: Brief) -> list[tuple[str, str]]:
    languages = dict.fromkeys((brief.language, *brief.languages))
    return [(language, fact.text) for language in languages for fact in facts(brief, language)]


def _differs(rule: str, key: str, measured: str, limit: str, *, why: str) -> Finding:
    return judged(
        rule,
        key,
        holds=False,
        advisory=True,
        measured=measured,
        limit=limit,
        why=why,
        cure=f"Write {limit}.",
    )
