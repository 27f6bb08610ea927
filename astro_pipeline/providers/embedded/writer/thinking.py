"""The planning texts: market analysis, concepts, strategy. All of it stands in the brief."""

from collections.abc import Iterator, Sequence
from datetime import timedelta
from decimal import ROUND_DOWN, Decimal

from astro_pipeline.domain.base import base_language
from astro_pipeline.domain.brief import Brief
from astro_pipeline.domain.fact import facts
from astro_pipeline.domain.placements import placements
from astro_pipeline.domain.plan import (
    ChannelPlan,
    Concepts,
    Grounded,
    Kpi,
    MarketAnalysis,
    Milestone,
    Segment,
    Strategy,
)
from astro_pipeline.domain.review import Feedback
from astro_pipeline.providers.embedded.writer.calls import goal
from astro_pipeline.providers.embedded.writer.fields import verbatim
from astro_pipeline.providers.embedded.writer.lettering import ANGLES, Desk
from astro_pipeline.providers.embedded.writer.pen import Memory, Room
from astro_pipeline.providers.embedded.writer.sources import plan_words
from astro_pipeline.providers.embedded.writer.typography import typeset
from astro_pipeline.providers.embedded.writer.wishes import read_wishes

_WEIGHTS: dict[str, str] = {
    "awareness": "youtube 5 tiktok 4 meta 4 display 3 pinterest 3 linkedin 3 x 2 google 2",
    "sales": "google 5 meta 4 pinterest 3 tiktok 3 display 2 youtube 2",
    "leads": "linkedin 5 google 4 meta 3 display 2 x 2",
    "calls": "google 6 meta 3 display 2",
    "traffic": "google 4 meta 4 display 3 x 3 pinterest 3",
    "signup": "google 4 linkedin 4 meta 4",
    "installs": "tiktok 4 meta 4 google 4",
}
"""How much an objective leans on a channel; 1 for any other. A planner's starting point, not a forecast."""

_FREE = {"email", "web"}
"""Channels that cost no media."""


def analyse(brief: Brief) -> MarketAnalysis:
    """Segments, competitors and cues, each with its place in the brief, and what the brief leaves open."""
    product = brief.product
    cues = [fact for fact in facts(brief, brief.language) if fact.kind in {"value", "sector", "feature"}]
    return MarketAnalysis(
        category=product.category or brief.company.sector or product.name,
        segments=tuple(_segments(brief)),
        competitors=tuple(
            Grounded(text=name, source=f"competitors[{n}]") for n, name in enumerate(brief.competitors)
        ),
        category_cues=tuple(Grounded(text=fact.text, source=fact.id) for fact in cues),
        open_questions=tuple(_open_questions(brief)),
    )


def _open_questions(brief: Brief) -> Iterator[str]:
    for name, question in plan_words(brief.language)["questions"].items():
        if not _answered(brief, name):
            yield typeset(question, base_language(brief.language))


def _segments(brief: Brief) -> Iterator[Segment]:
    said = facts(brief, brief.language)
    needs = tuple(
        Grounded(text=fact.text, source=fact.id) for fact in said if fact.kind in {"pain", "desire"}
    )
    groups = [fact for fact in said if fact.kind == "audience"]
    named = [fact for fact in groups if "segments" in fact.id] or groups
    about = next((fact.text for fact in groups if fact.id == "audience.description"), "")
    for fact in named:
        yield Segment(name=fact.text, description=about or fact.text, needs=needs, source=fact.id)


def _answered(brief: Brief, name: str) -> bool:
    audience, product, call = brief.audience, brief.product, brief.call_to_action
    return bool({
        "audience": audience.description or audience.segments,
        "pains": audience.pains,
        "benefits": product.benefits,
        "evidence": brief.evidence or product.evidence,
        "competitors": brief.competitors,
        "objectives": brief.objectives,
        "offer": brief.offer,
        "price": product.price,
        "dates": brief.start,
        "media_budget": brief.media_budget,
        "link": call.url or call.phone or product.url or brief.company.website,
    }[name])  # fmt: skip


def strategise(brief: Brief, concepts: Concepts, feedback: Feedback) -> Strategy:
    """Positioning, promise, proof, channels, measures and calendar."""
    winner = concepts.winner
    said = [fact for fact in facts(brief, brief.language) if fact.kind == "evidence"]
    return Strategy(
        positioning=_positioning(brief, feedback),
        promise=dict(_promises(brief, concepts, feedback)),
        proof=tuple(Grounded(text=f.text, source=f"{f.id} ({f.source})" if f.source else f.id) for f in said),
        tone=brief.brand.tone,
        concept=winner.id,
        framework=winner.framework,
        channels=tuple(_channels(brief)),
        kpis=tuple(_kpis(brief)),
        calendar=tuple(_calendar(brief)),
    )


def _positioning(brief: Brief, feedback: Feedback) -> str:
    language = brief.language if base_language(brief.language) in {"en", "fr"} else "en"
    desk = Desk.of(brief, language, feedback)
    said = feedback.said("strategy")
    pen = desk.pen(read_wishes(said), len(said))
    lines = pen.lines("positioning")
    return lines[min(len(said), len(lines) - 1)].text if lines else brief.product.name


def _promises(brief: Brief, concepts: Concepts, feedback: Feedback) -> Iterator[tuple[str, str]]:
    said = feedback.said("strategy")
    for language in brief.languages or (brief.language,):
        desk = Desk.of(brief, language, feedback)
        wishes = read_wishes(said)
        if not desk.matter.written:
            line = verbatim(desk.matter, Room(90), used=frozenset())
        else:
            angles = ("gain", *ANGLES[concepts.winner.framework])
            memory = Memory(
                texts={hook.casefold() for each in concepts.concepts for hook in each.hooks.values()}
            )
            room = Room(90, 40 if wishes.shorter else 60)
            line = desk.pen(wishes, len(said)).choose(
                ("headline",), room, memory=memory, key="promise", angles=angles
            )
        if line:
            yield language, line.text


def _channels(brief: Brief) -> Iterator[ChannelPlan]:
    table = placements()
    wanted: dict[str, list[str]] = {}
    for name in brief.placements:
        wanted.setdefault(table[name].channel, []).append(name)
    goals = [goal(objective) for objective in brief.objectives] or ["awareness"]
    weights = [0 if channel in _FREE and len(wanted) > 1 else _weight(channel, goals) for channel in wanted]
    if not sum(weights):
        weights = [1 for _ in wanted]
    shares = split(Decimal(1), weights, Decimal("0.01"))
    budget = brief.media_budget
    roles = plan_words(brief.language)["roles"]
    amounts = split(budget.amount, weights, Decimal("0.01")) if budget else []
    for place, (channel, names) in enumerate(wanted.items()):
        yield ChannelPlan(
            channel=channel, placements=tuple(names), role=roles.get(channel, roles["other"]),
            budget_share=shares[place],
            budget=f"{amounts[place]} {budget.currency}" if budget else None,
        )  # fmt: skip


def _weight(channel: str, goals: Sequence[str]) -> int:
    """What the objectives together lean on the channel."""
    rows = [_WEIGHTS[each].split() for each in goals]
    return sum(int(row[row.index(channel) + 1]) if channel in row else 1 for row in rows)


def split(whole: Decimal, weights: Sequence[int], step: Decimal) -> list[Decimal]:
    """The whole in parts by weight, each a multiple of `step`; what rounding leaves goes to the heaviest."""
    total = sum(weights)
    parts = [(whole * weight / total).quantize(step, ROUND_DOWN) for weight in weights]
    heaviest = max(range(len(parts)), key=lambda place: (weights[place], -place))
    parts[heaviest] += whole - sum(parts)
    return parts


def _kpis(brief: Brief) -> Iterator[Kpi]:
    for objective in brief.objectives or ("awareness",):
        metric, how = plan_words(brief.language)["measures"][goal(objective)]
        yield Kpi(objective=objective, metric=metric, how=typeset(how, base_language(brief.language)))


def _calendar(brief: Brief) -> Iterator[Milestone]:
    days: dict[Milestone, None] = {}
    what = plan_words(brief.language)["calendar"]
    if brief.run_date:
        days[Milestone(day=brief.run_date, what=what["taken_in"])] = None
    if brief.start:
        days[Milestone(day=brief.start, what=what["start"])] = None
        look = brief.start + timedelta(days=7)
        if brief.end is None or look < brief.end:
            days[Milestone(day=look, what=what["look"])] = None
        if brief.end and (brief.end - brief.start).days > 20:
            middle = brief.start + (brief.end - brief.start) / 2
            days[Milestone(day=middle, what=what["middle"])] = None
    if brief.offer and brief.offer.ends:
        days[Milestone(day=brief.offer.ends, what=what["offer"])] = None
    if brief.end:
        days[Milestone(day=brief.end, what=what["end"])] = None
    yield from sorted(days, key=lambda each: (each.day, each.what))
