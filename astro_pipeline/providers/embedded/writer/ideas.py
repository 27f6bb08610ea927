"""Creative concepts: candidates from the brief's facts, judged, three kept, one chosen."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from astro_pipeline.domain.base import base_language
from astro_pipeline.domain.brief import Brief
from astro_pipeline.domain.fact import Fact, facts
from astro_pipeline.domain.plan import Concept, Concepts, Framework, seed_for
from astro_pipeline.domain.review import Feedback
from astro_pipeline.providers.embedded.writer.calls import goal
from astro_pipeline.providers.embedded.writer.lettering import Desk
from astro_pipeline.providers.embedded.writer.matter import Angle
from astro_pipeline.providers.embedded.writer.pen import Memory, Room
from astro_pipeline.providers.embedded.writer.sources import plan_words
from astro_pipeline.providers.embedded.writer.typography import plain, typeset
from astro_pipeline.providers.embedded.writer.wishes import read_wishes

ConceptAngle = Literal["benefit", "proof", "offer", "audience", "contrast", "message"]


@dataclass(frozen=True, slots=True)
class _Way:
    """How a kind of fact becomes an idea."""

    angle: ConceptAngle
    framework: Framework
    name: str
    """Its row among the names and ideas of `plans.yaml`."""
    opens: Angle


_WAYS: dict[str, _Way] = {
    "benefit": _Way("benefit", "FAB", "gain", "gain"),
    "feature": _Way("benefit", "FAB", "made", "gain"),
    "evidence": _Way("proof", "4U", "proof", "proof"),
    "offer": _Way("offer", "4U", "offer", "offer"),
    "audience": _Way("audience", "AIDA", "who", "who"),
    "pain": _Way("contrast", "PAS", "pain", "pain"),
    "message": _Way("message", "AIDA", "message", "message"),
    "product": _Way("benefit", "AIDA", "what", "what"),
    "brand": _Way("message", "AIDA", "brand", "what"),
    "price": _Way("offer", "4U", "price", "price"),
}

_FITS: dict[str, tuple[ConceptAngle, ...]] = {
    "awareness": ("message", "contrast", "benefit"),
    "sales": ("offer", "benefit", "proof"),
    "leads": ("proof", "contrast", "benefit"),
    "calls": ("contrast", "offer", "proof"),
    "traffic": ("message", "offer", "benefit"),
    "signup": ("offer", "benefit", "contrast"),
    "installs": ("benefit", "offer", "contrast"),
}
"""Which angles serve an objective, best first."""

_STRENGTH: dict[str, int] = {
    "evidence": 30,
    "offer": 25,
    "benefit": 22,
    "message": 22,
    "pain": 20,
    "feature": 18,
    "price": 15,
    "audience": 12,
    "product": 5,
    "brand": 4,
}
"""How much of an idea a kind of fact carries by itself, of 40 (a source and a number add 5 each)."""


_HOOK = Room(60, 36)


@dataclass(frozen=True, slots=True)
class _Judged:
    fact: Fact
    way: _Way
    points: int
    reasons: tuple[str, ...]


def conceive(brief: Brief, feedback: Feedback) -> Concepts:
    """Three concepts on different facts and, where the brief allows, different angles; the best is chosen."""
    judged = sorted(_judged(brief), key=lambda each: (-each.points, each.fact.id))
    picked = _picked(judged, feedback.take("concepts"))
    concepts = tuple(_concept(brief, each, place, feedback) for place, each in enumerate(picked, start=1))
    best = max(concepts, key=lambda each: (each.score, each.id == "c1"))
    why = _say(brief, "reasons", "why").format(
        name=best.name, score=best.score, reasons=_SEMICOLON[_tongue(brief)].join(best.reasons)
    )
    return Concepts(concepts=concepts, chosen=best.id, why=_set(brief, why))


_SEMICOLON = {"en": "; ", "fr": " ; "}


def _tongue(brief: Brief) -> str:
    """The language planners read: French for a French brief, English otherwise."""
    return "fr" if base_language(brief.language) == "fr" else "en"


def _say(brief: Brief, part: str, row: str) -> str:
    return plan_words(brief.language)[part][row]


def _set(brief: Brief, text: str) -> str:
    return typeset(text, _tongue(brief), names=(brief.product.name, brief.brand_name))


def _judged(brief: Brief) -> Iterator[_Judged]:
    goals = [goal(objective) for objective in brief.objectives] or ["awareness"]
    for fact in facts(brief, brief.language):
        way = _WAYS.get(fact.kind)
        if way and not (fact.kind == "evidence" and (fact.id.startswith("offer.") or not fact.source)):
            yield _judge(brief, fact, way, goals)


def _judge(brief: Brief, fact: Fact, way: _Way, goals: Sequence[str]) -> _Judged:
    """A fact's worth as an idea. Evidence is an idea where it has a source and is about the product."""
    points = _STRENGTH[fact.kind] + seed_for(brief.seed, "concept", fact.id) % 3
    reasons = [_say(brief, "reasons", "stands").format(place=fact.id)]
    if fact.source:
        points += 5
        reasons.append(_say(brief, "reasons", "source").format(source=fact.source))
    if any(sign.isdigit() for sign in fact.text) and fact.kind not in {"product", "brand"}:
        points += 5
        reasons.append(_say(brief, "reasons", "figure"))
    ranks = [_FITS[each].index(way.angle) for each in goals if way.angle in _FITS[each]]
    if ranks:
        points += 30 - 8 * min(ranks)
        served = brief.objectives[0] if brief.objectives else goals[0]
        reasons.append(_say(brief, "reasons", "serves").format(objective=served))
    if len(fact.text) <= 40:
        points += 10
        reasons.append(_say(brief, "reasons", "short"))
    return _Judged(fact, way, points, tuple(reasons))


def _picked(judged: Sequence[_Judged], take: int) -> list[_Judged]:
    """Three on different angles first, then on different facts; each rejection moves on by one.

    The same words at two places of the brief are one fact.
    """
    turned = [*judged[take % len(judged) :], *judged[: take % len(judged)]]
    picked: list[_Judged] = []
    for each in turned:
        angles = {one.way.angle for one in picked}
        if len(picked) < 3 and each.way.angle not in angles and not _said(each, picked):
            picked.append(each)
    for each in turned:
        if len(picked) < 3 and not _said(each, picked):
            picked.append(each)
    while len(picked) < 3:
        picked.append(turned[len(picked) % len(turned)])
    return picked


def _said(judged: _Judged, picked: Sequence[_Judged]) -> bool:
    return plain(judged.fact.text) in {plain(each.fact.text) for each in picked}


def _concept(brief: Brief, judged: _Judged, place: int, feedback: Feedback) -> Concept:
    way, fact = judged.way, judged.fact
    distinct = 20 if place == 1 else 16
    opens = _say(brief, "reasons", "opens").format(angle=_say(brief, "angles", way.angle))
    idea = _say(brief, "ideas", way.name).format(fact=fact.text.rstrip("."), product=brief.product.name)
    return Concept(
        id=f"c{place}",
        name=_say(brief, "names", way.name),
        idea=_set(brief, idea),
        angle=way.angle,
        framework=way.framework,
        fact=fact.id,
        hooks=dict(_hooks(brief, judged, feedback)),
        score=Decimal(min(99, judged.points + distinct)) / 100,
        reasons=tuple(_set(brief, reason) for reason in (*judged.reasons, opens)),
    )


def _hooks(brief: Brief, judged: _Judged, feedback: Feedback) -> Iterator[tuple[str, str]]:
    said = feedback.said("concepts")
    for language in brief.languages or (brief.language,):
        desk = Desk.of(brief, language, feedback)
        own = next((fact.text for fact in facts(brief, language) if fact.id == judged.fact.id), None)
        if not desk.matter.written:
            if (own and base_language(language) != base_language(brief.language)) or (
                own and judged.fact.kind not in {"product", "brand"}
            ):
                yield language, own
            continue
        pen = desk.pen(read_wishes(said), len(said))
        place = _place_of(desk, own or judged.fact.text, judged.fact.id)
        angles = (judged.way.opens, "gain", "proof", "message")
        for about in dict.fromkeys((place, None)):
            line = pen.choose(
                ("headline",), _HOOK, memory=Memory(), key=f"hook/{place}", angles=angles, about=about
            )
            if line:
                yield language, line.text
                break


def _place_of(desk: Desk, text: str, place: str) -> str:
    """Where the matter keeps the fact: at the first of the places that say the same."""
    return next(
        (point.fact for point in desk.matter.points if plain(point.phrase.text) == plain(text)), place
    )
