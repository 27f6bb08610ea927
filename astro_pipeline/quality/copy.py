"""Copy: every text within its field's limits, every placement with the texts it needs."""

import re
from collections.abc import Iterator
from itertools import product
from typing import Final
from unicodedata import east_asian_width

from astro_pipeline.domain.brief import Brief
from astro_pipeline.domain.placements import Placement, TextField, placements
from astro_pipeline.domain.plan import AdText, Copy, CopyLine, MissingText
from astro_pipeline.domain.review import Finding
from astro_pipeline.quality.finding import judged
from astro_pipeline.quality.wording import check_wording

AD_LIMITS: Final = {"headline": 40, "short": 22, "support": 90, "call_to_action": 20}
"""Characters the layouts have room for; as `AdText` asks of whoever writes."""

_EMOJI: Final = re.compile(
    "[\u231a\u231b\u23e9-\u23ec\u23f0\u23f3\u25fd\u25fe\u2600-\u27bf\u2b1b\u2b1c\u2b50\u2b55"
    "\U0001f000-\U0001faff\ufe0f]"
)
"""Signs of Unicode's Emoji_Presentation and the pictures beside them (emoji-data.txt, checked 2026-11-22)."""
_LINK: Final = re.compile(r"https?://|www\.|\b[\w-]+\.(?:com|net|org|fr|io|co|de|shop)\b", re.IGNORECASE)


def check_copy(brief: Brief, copy: Copy) -> tuple[Finding, ...]:
    """Limits, wording and completeness of every text, in the order of the copy."""
    return (
        *(finding for line in copy.lines for finding in _line(brief, line)),
        *(finding for ad in copy.ads for finding in _ad(brief, ad)),
        *_counts(brief, copy),
        *(_missing(each) for each in copy.missing),
    )


def width(text: str, *, double: bool) -> int:
    """Characters as the platform counts them; `double`: a wide East Asian character counts as two."""
    return sum(2 if double and east_asian_width(c) in {"W", "F"} else 1 for c in text)


def ad_words(ad: AdText) -> tuple[tuple[str, str], ...]:
    """The texts of an ad by their field, without those it leaves empty."""
    fields = (
        ("headline", ad.headline),
        ("short", ad.short),
        ("support", ad.support),
        ("kicker", ad.kicker),
        ("call_to_action", ad.call_to_action),
        ("legal", ad.legal),
    )
    return tuple((name, text) for name, text in fields if text)


def check_limits(line: CopyLine) -> Iterator[Finding]:
    """One text against its field: that there is one, its length, and what it must not hold."""
    placement = placements()[line.placement]
    field = next((each for each in placement.copy_fields if each.name == line.field), None)
    yield judged(
        "copy.field",
        line.key,
        holds=field is not None,
        measured=line.field,
        limit=", ".join(each.name for each in placement.copy_fields),
        source=placement.source,
        why=f"{placement.title} has no such field.",
        cure="Take the text out.",
    )
    if field:
        yield from _within(line, field, placement)
        yield from _forbidden(line, field, placement)


def _line(brief: Brief, line: CopyLine) -> Iterator[Finding]:
    yield from check_limits(line)
    yield from check_wording(brief, line.key, line.text, language=line.language)


def _within(line: CopyLine, field: TextField, placement: Placement) -> Iterator[Finding]:
    length = width(line.text, double=field.double_width)
    if field.hard is not None or not line.text.strip():
        yield judged(
            "copy.length",
            line.key,
            holds=bool(line.text.strip()) and (field.hard is None or length <= field.hard),
            measured=length,
            limit=field.hard,
            unit="characters",
            source=placement.source,
            why=f"{placement.title} refuses it: the text is empty or too long.",
            cure="Shorten the text." if length else "Write the text.",
        )
    if field.truncates_at is not None:
        yield judged(
            "copy.truncation",
            line.key,
            holds=length <= field.truncates_at,
            measured=length,
            limit=field.truncates_at,
            unit="characters",
            source=placement.source,
            advisory=True,
            why=f"{placement.title} cuts the end from view.",
            cure="Shorten the text, or say what matters first.",
        )


def _forbidden(line: CopyLine, field: TextField, placement: Placement) -> Iterator[Finding]:
    found = [what for what in field.forbid if _has(line.text, what)]
    if field.forbid:
        yield judged(
            "copy.forbidden",
            line.key,
            holds=not found,
            measured=" ".join(found) or None,
            limit="none of " + " ".join(field.forbid),
            source=placement.source,
            why=f"{placement.title} does not take this in its {field.name}.",
            cure="Take it out.",
        )


def _has(text: str, what: str) -> bool:
    if what == "emoji":
        return bool(_EMOJI.search(text))
    return bool(_LINK.search(text)) if what == "links" else what in text


def _ad(brief: Brief, ad: AdText) -> Iterator[Finding]:
    for name, text in ad_words(ad):
        limit = AD_LIMITS.get(name)
        if limit is not None:
            yield judged(
                "copy.length",
                ad.key,
                holds=len(text) <= limit,
                measured=len(text),
                limit=limit,
                unit=f"characters of {name}",
                why=f"The {name} is longer than the layouts have room for.",
                cure="Shorten the text.",
            )
    yield judged(
        "copy.complete",
        ad.key,
        holds=bool(ad.headline.strip() and ad.short.strip() and ad.call_to_action.strip()),
        why="An ad needs a headline, a short headline and a call to action.",
        cure="Write what is missing.",
    )
    yield from check_wording(brief, ad.key, "\n".join(text for _, text in ad_words(ad)), language=ad.language)


def _counts(brief: Brief, copy: Copy) -> Iterator[Finding]:
    """Every variant has as many texts of each field as the placement needs, and no more than it takes."""
    lacking = {(each.placement, each.language, each.field) for each in copy.missing}
    variants = dict.fromkeys([*(ad.variant for ad in copy.ads), *(line.variant for line in copy.lines)])
    for placement_id, language, variant in product(brief.placements, brief.languages, variants):
        placement = placements()[placement_id]
        for field in placement.copy_fields:
            if (placement_id, language, field.name) in lacking:
                continue
            place = (placement_id, language, variant, field.name)
            count = sum((x.placement, x.language, x.variant, x.field) == place for x in copy.lines)
            yield judged(
                "copy.count",
                f"copy/{variant}/{placement_id}.{language}.{field.name}",
                holds=field.minimum <= count <= field.maximum,
                measured=count,
                limit=f"{field.minimum} to {field.maximum}",
                unit="texts",
                source=placement.source,
                why=f"{placement.title} takes {field.minimum} to {field.maximum} texts of {field.name}.",
                cure="Write more of them." if count < field.minimum else "Take some out.",
            )


def _missing(missing: MissingText) -> Finding:
    return judged(
        "copy.complete",
        f"copy/{missing.placement}.{missing.language}.{missing.field}",
        holds=False,
        advisory=True,
        why=f"{missing.placement} stays incomplete in {missing.language}: {missing.reason}",
        cure=f"Give the brief a text for {missing.field} in {missing.language}.",
    )
