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
from astro_pipeline.providers.embedded.writer.wishes import read_wishes

ConceptAngle = Literal["benefit", "proof", "offer", "audience", "contrast", "message"]


@dataclass(frozen=True, slots=True)
class _Way:
    """How a kind of fact becomes an idea."""

    angle: ConceptAngle
    framework: Framework
    name: str
    opens: Angle


_WAYS: dict[str, _Way] = {
    "benefit": _Way("benefit", "FAB", "What you get", "gain"),
    "feature": _Way("benefit", "FAB", "How it is made", "gain"),
    "evidence": _Way("proof", "4U", "On the record", "proof"),
    "offer": _Way("offer", "4U", "The invitation", "offer"),
    "audience": _Way("audience", "AIDA", "One of you", "who"),
    "pain": _Way("contrast", "PAS", "Before and after", "pain"),
    "message": _Way("message", "AIDA", "The line", "message"),
    "product": _Way("benefit", "AIDA", "The introduction", "what"),
    "brand": _Way("message", "AIDA", "The name", "what"),
    "price": _Way("offer", "4U", "The price", "price"),
}

_IDEAS: dict[str, str] = {
    "What you get": "Open on what the buyer gets, “{fact}”, and show {product} doing it.",
    "How it is made": "Open on the detail, “{fact}”, and let it speak for {product}.",
    "On the record": "Open on the evidence, “{fact}”, shown plainly with {product} beside it.",
    "The invitation": "Open on the offer, “{fact}”, and make the next step to {product} small.",
    "One of you": "Speak to “{fact}” as they see themselves; {product} comes second.",
    "Before and after": "Open on the trouble, “{fact}”, and turn to {product} in one cut.",
    "The line": "Carry one line through everything: “{fact}”, signed {product}.",
    "The introduction": "Introduce {product} by itself, large and quiet, and let people look.",
    "The name": "Put the name {fact} first and keep everything else small.",
    "The price": "Say the price, “{fact}”, as plainly as on the shelf.",
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
    return Concepts(
        concepts=concepts, chosen=best.id, why=f"{best.name} scores {best.score}: {'; '.join(best.reasons)}."
    )


def _judged(brief: Brief) -> Iterator[_Judged]:
    goals = [goal(objective) for objective in brief.objectives] or ["awareness"]
    for fact in facts(brief, brief.language):
        if way := _WAYS.get(fact.kind):
            yield _judge(fact, way, goals, seed_for(brief.seed, "concept", fact.id) % 3)


def _judge(fact: Fact, way: _Way, goals: Sequence[str], chance: int) -> _Judged:
    points, reasons = _STRENGTH[fact.kind], [f"stands on {fact.id}"]
    if fact.source:
        points += 5
        reasons.append(f"supported by {fact.source}")
    if any(sign.isdigit() for sign in fact.text) and fact.kind not in {"product", "brand"}:
        points += 5
        reasons.append("says a figure")
    ranks = [_FITS[each].index(way.angle) for each in goals if way.angle in _FITS[each]]
    if ranks:
        points += 30 - 8 * min(ranks)
        reasons.append(f"serves the objective {goals[0]}")
    if len(fact.text) <= 40:
        points += 10
        reasons.append("short enough for a headline")
    return _Judged(fact, way, points + chance, tuple(reasons))


def _picked(judged: Sequence[_Judged], take: int) -> list[_Judged]:
    """Three on different angles first, then on different facts; each rejection moves on by one."""
    turned = [*judged[take % len(judged) :], *judged[: take % len(judged)]]
    picked: list[_Judged] = []
    for each in turned:
        if len(picked) < 3 and each.way.angle not in {one.way.angle for one in picked}:
            picked.append(each)
    for each in turned:
        if len(picked) < 3 and each not in picked:
            picked.append(each)
    while len(picked) < 3:
        picked.append(turned[len(picked) % len(turned)])
    return picked


def _concept(brief: Brief, judged: _Judged, place: int, feedback: Feedback) -> Concept:
    way, fact = judged.way, judged.fact
    distinct = 20 if place == 1 else 16
    reasons = (*judged.reasons, f"opens differently from the others ({way.angle})")
    return Concept(
        id=f"c{place}",
        name=way.name,
        idea=_IDEAS[way.name].format(fact=fact.text.rstrip("."), product=brief.product.name),
        angle=way.angle,
        framework=way.framework,
        fact=fact.id,
        hooks=dict(_hooks(brief, judged, place, feedback)),
        score=Decimal(min(99, judged.points + distinct)) / 100,
        reasons=reasons,
    )


def _hooks(brief: Brief, judged: _Judged, place: int, feedback: Feedback) -> Iterator[tuple[str, str]]:
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
        about = [
            line
            for line in pen.lines("headline")
            if judged.fact.id in line.facts and line.angle == judged.way.opens
        ]
        banned = (
            {line.text for line in pen.lines("headline")} - {line.text for line in about}
            if about
            else set[str]()
        )
        line = pen.choose(
            ("headline",),
            Room(60, 36),
            memory=Memory(),
            key=f"hook/{place}",
            angles=(judged.way.opens,),
            banned=banned,
        )
        if line:
            yield language, line.text
