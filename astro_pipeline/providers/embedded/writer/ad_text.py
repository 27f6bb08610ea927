"""The words on the pictures: headline, a short one for small banners, the line below, the kicker."""

from collections.abc import Set as AbstractSet
from dataclasses import dataclass

from astro_pipeline.domain.plan import AdText
from astro_pipeline.providers.embedded.writer import fields
from astro_pipeline.providers.embedded.writer.argument import argue
from astro_pipeline.providers.embedded.writer.calls import calls_to_action
from astro_pipeline.providers.embedded.writer.lettering import ANGLES, PROVIDER, Assignment, Desk, asked_for
from astro_pipeline.providers.embedded.writer.matter import Role
from astro_pipeline.providers.embedded.writer.pen import Line, Memory, Pen
from astro_pipeline.providers.embedded.writer.typography import calmed, capital, plain
from astro_pipeline.providers.embedded.writer.wishes import Wishes

HEADLINE, SHORT, SUPPORT, KICKER, BUTTON = 40, 22, 90, 28, 20
"""Characters at most."""


def write_ads(desk: Desk, jobs: tuple[Assignment, ...]) -> tuple[AdText, ...]:
    """The words on the pictures of every variant; none where the language lacks a headline or a button."""
    first = [(job, ad) for job in jobs if (ad := _ad(desk, job, Wishes(), 0, banned=frozenset()))]
    return tuple(_retaken(desk, job, ad) for job, ad in first)


def _retaken(desk: Desk, job: Assignment, ad: AdText) -> AdText:
    banned = {ad.headline, ad.support}
    for wishes, take in desk.takes(ad.key):
        ad = _ad(desk, job, wishes, take, banned=banned) or ad
        if wishes.no_exclamation or wishes.calmer:
            calm = {name: calmed(getattr(ad, name)) for name in ("headline", "short", "support")}
            ad = ad.model_copy(update=calm)
        banned |= {ad.headline, ad.support}
    return ad


@dataclass(frozen=True, slots=True)
class _Hand:
    """Who writes an ad: a pen, what it remembers, and what it must not write again."""

    pen: Pen
    job: Assignment
    memory: Memory
    banned: AbstractSet[str]

    def pick(self, move: str, room: fields.Room, *, require: Role | None = None) -> Line | None:
        """A line for the move, in the variant's angles."""
        if not self.pen.matter.written:
            used = self.memory.texts | {plain(text) for text in self.banned}
            return fields.verbatim(self.pen.matter, room, used=used)
        return self.pen.choose(
            (move,), room, memory=self.memory, key=f"{self.job.variant}/{move}",
            angles=ANGLES[self.job.framework], banned=self.banned, require=require,
        )  # fmt: skip

    def support(self, aim: int, headline: Line, short: Line) -> Line | None:
        """The line below the headline says something the headline does not."""
        room, said = fields.Room(SUPPORT, aim), {plain(text) for text in (headline.text, short.text)}
        used = self.memory.texts | said | {plain(text) for text in self.banned}
        if not self.pen.matter.written:
            return fields.verbatim(self.pen.matter, room, used=used, headline=False)
        return argue(
            self.pen, room, framework=self.job.framework,
            memory=Memory(used, self.memory.forms, self.memory.facts), key=f"{self.job.variant}/support",
            most=2, leave=("act", "close"),
            unsaid=frozenset(fact for fact in (*headline.facts, *short.facts) if not fact.endswith("name")),
        )  # fmt: skip


def _ad(desk: Desk, job: Assignment, wishes: Wishes, take: int, *, banned: AbstractSet[str]) -> AdText | None:
    calls = calls_to_action(desk.brief, desk.language, longest=BUTTON)
    hand = _Hand(desk.pen(wishes, take), job, desk.memory("ad"), banned)
    scale = 0.7 if wishes.shorter else 1.0
    headline = hand.pick("headline", fields.Room(HEADLINE, round(34 * scale)), require=asked_for(wishes))
    if headline is None or not calls:
        return None
    hand.memory.keep(headline)
    short = (
        hand.pick("short", fields.Room(SHORT)) or _short_name(desk) or hand.pick("call", fields.Room(SHORT))
    )
    if short is None:
        return None
    support = None if wishes.less_text else hand.support(round(80 * scale), headline, short)
    if support and all(fact.endswith("name") for fact in support.facts):
        support = _description(desk)  # names alone say nothing the headline does not
    kicker = None if wishes.less_text else _kicker(hand, headline, short)
    for line in (short, support):
        if line:
            hand.memory.keep(line)
    used = [line for line in (headline, short, support, kicker) if line]
    own = desk.brief.say(desk.brief.call_to_action.text, desk.language)
    return AdText(
        variant=job.variant,
        language=desk.language,
        headline=headline.text,
        short=short.text,
        support=support.text if support else "",
        kicker=kicker.text.removesuffix(".") if kicker else "",
        call_to_action=calls[0] if own in calls else calls[job.number % len(calls)],
        legal=desk.brief.say(desk.brief.brand.legal_line, desk.language) or "",
        facts=tuple(dict.fromkeys(fact for line in used for fact in line.facts)),
        framework=job.framework,
        provider=PROVIDER,
    )


def _kicker(hand: _Hand, headline: Line, short: Line) -> Line | None:
    """A few words above the headline, on nothing the headline says."""
    if not hand.pen.matter.written:
        return None
    seen = Memory(texts={plain(line.text) for line in (headline, short)})
    said = {fact for fact in headline.facts if not fact.endswith("name")}
    return hand.pen.choose(
        ("kicker",), fields.Room(KICKER), memory=seen, key=f"{hand.job.variant}/kicker", leave=said
    )


def _description(desk: Desk) -> Line | None:
    """What the product is, in the brief's own words, where they fit below a headline."""
    for point in desk.matter.of("what"):
        text = capital(point.phrase.text)
        text = text if text.endswith((".", "!", "?")) else f"{text}."
        if len(text) <= SUPPORT:
            return Line(text, (point.fact,), "what", "what")
    return None


def _short_name(desk: Desk) -> Line | None:
    points = [*desk.matter.of("product"), *desk.matter.of("brand"), *desk.matter.of("category")]
    short = next((point for point in points if len(point.phrase.text) <= SHORT), None)
    return Line(short.phrase.text, (short.fact,), "name", "name") if short else None
