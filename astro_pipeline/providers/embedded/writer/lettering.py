"""The copy of one language: every field of every placement, and the words on the pictures.

All is written once as if nobody had commented; then only the texts that comments are about, take by take.
"""

from collections.abc import Iterator
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field

from astro_pipeline.domain.brief import Brief
from astro_pipeline.domain.placements import Placement, TextField
from astro_pipeline.domain.plan import AdText, CopyLine, Framework, MissingText, seed_for
from astro_pipeline.domain.review import Feedback
from astro_pipeline.providers.embedded.writer import fields
from astro_pipeline.providers.embedded.writer.argument import argue
from astro_pipeline.providers.embedded.writer.calls import calls_to_action
from astro_pipeline.providers.embedded.writer.matter import Angle, Matter, Role, gather
from astro_pipeline.providers.embedded.writer.pen import Line, Memory, Pen
from astro_pipeline.providers.embedded.writer.tone import Tone, adjusted, tone_of
from astro_pipeline.providers.embedded.writer.typography import plain
from astro_pipeline.providers.embedded.writer.wishes import Wishes, read_wishes

FRAMEWORKS: tuple[Framework, ...] = ("AIDA", "PAS", "FAB", "4U")

ANGLES: dict[Framework, tuple[Angle, ...]] = {
    "AIDA": ("message", "gain", "desire", "proof"),
    "PAS": ("pain", "desire", "gain", "offer"),
    "FAB": ("gain", "what", "proof", "message"),
    "4U": ("offer", "proof", "price", "gain"),
}
"""What each framework opens with, best first."""

PROVIDER = "offline-writer"


@dataclass(frozen=True, slots=True)
class Assignment:
    """A variant: what sets it apart, and which texts the customer has fixed."""

    variant: str
    framework: Framework
    number: int
    """0 for the leading variant."""
    locked: frozenset[str] = frozenset()
    """Keys of texts that are already written."""

    def argues(self, index: int = 0) -> Framework:
        """Each text of a field argues in another way than the one before it."""
        return FRAMEWORKS[(FRAMEWORKS.index(self.framework) + index) % len(FRAMEWORKS)]


@dataclass(slots=True)
class Desk:
    """One language's writing desk."""

    brief: Brief
    language: str
    feedback: Feedback
    matter: Matter
    tone: Tone
    given: AbstractSet[str]
    """Texts the customer wrote, plain; they are not written again."""
    _memories: dict[str, Memory] = field(default_factory=dict[str, Memory])
    _pens: dict[tuple[Wishes, int], Pen] = field(default_factory=dict[tuple[Wishes, int], Pen])

    @classmethod
    def of(cls, brief: Brief, language: str, feedback: Feedback) -> "Desk":
        """A desk with nothing written yet."""
        own = (brief.provided.headlines, brief.provided.bodies)
        given = {plain(text) for many in own for text in many.get(language, ())}
        return cls(brief, language, feedback, gather(brief, language), tone_of(brief.brand.tone), given)

    def memory(self, place: str) -> Memory:
        """What has been written for this placement, in all variants."""
        return self._memories.setdefault(place, Memory(texts=set(self.given)))

    def pen(self, wishes: Wishes, take: int) -> Pen:
        """A pen for these wishes; another take is another hand."""
        style = Wishes(
            calmer=wishes.calmer,
            no_exclamation=wishes.no_exclamation,
            formality=wishes.formality,
            without=wishes.without,
        )
        if (style, take) not in self._pens:
            calls = calls_to_action(self.brief, self.language)
            seed = seed_for(
                self.brief.seed, self.brief.id, self.brief.name, self.brief.edition, self.language, take
            )
            self._pens[style, take] = Pen(
                self.matter, adjusted(self.tone, style), seed, calls[0] if calls else "", style.without
            )
        return self._pens[style, take]

    def takes(self, key: str) -> list[tuple[Wishes, int]]:
        """The wishes as they stood at each take of this text."""
        said = self.feedback.said(key)
        return [(read_wishes(said[:count]), count) for count in range(1, len(said) + 1)]


def write_ads(desk: Desk, jobs: tuple[Assignment, ...]) -> tuple[AdText, ...]:
    """The words on the pictures of every variant; none where the language lacks a headline or a button."""
    first = [(job, ad) for job in jobs if (ad := _ad(desk, job, Wishes(), 0, banned=set()))]
    return tuple(_retaken_ad(desk, job, ad) for job, ad in first)


def write_lines(
    desk: Desk, placement: Placement, jobs: tuple[Assignment, ...]
) -> Iterator[CopyLine | MissingText]:
    """Every text of one placement in every variant, and what nothing could be written for."""
    memory = desk.memory(placement.id)
    first = [
        (job, text, made)
        for job in jobs
        for text in placement.copy_fields
        for made in _field(desk, placement, text, job, memory)
    ]
    for job, text, made in first:
        yield _retaken_line(desk, text, job, made, memory) if isinstance(made, CopyLine) else made


def _field(
    desk: Desk, placement: Placement, text: TextField, job: Assignment, memory: Memory
) -> Iterator[CopyLine | MissingText]:
    count = 0
    # a poor brief may not have enough for two variants: a text may serve in both, never twice in one
    own = desk.memory(f"{placement.id}.{job.variant}")
    for index in range(fields.wanted(text)):
        blank = CopyLine(
            placement=placement.id, language=desk.language, variant=job.variant, field=text.name, index=index,
            text="-", framework=None if fields.is_fixed(text) else job.argues(index), provider=PROVIDER,
        )  # fmt: skip
        found = None
        if blank.key not in job.locked:
            found = _write(desk, text, job, Wishes(), 0, line=blank, memory=memory)
            found = found or _write(desk, text, job, Wishes(), 0, line=blank, memory=own)
        if blank.key not in job.locked and found is None:
            break
        count += 1
        if found:
            (_fixed_memory(desk, blank) if fields.is_fixed(text) else memory).keep(found)
            own.keep(found)
            yield blank.model_copy(update={"text": found.text, "facts": found.facts})
    if count < text.minimum:
        yield MissingText(
            placement=placement.id,
            language=desk.language,
            field=text.name,
            reason=fields.why_missing(desk.matter, text),
        )


def _retaken_line(desk: Desk, text: TextField, job: Assignment, line: CopyLine, memory: Memory) -> CopyLine:
    banned = {line.text}
    for wishes, take in desk.takes(line.key):
        found = _write(desk, text, job, wishes, take, line=line, memory=memory, banned=banned)
        if found:
            memory.keep(found)
            banned.add(found.text)
            line = line.model_copy(update={"text": found.text, "facts": found.facts})
    return line


def _write(
    desk: Desk, text: TextField, job: Assignment, wishes: Wishes, take: int,
    *, line: CopyLine, memory: Memory, banned: AbstractSet[str] = frozenset(),
) -> Line | None:  # fmt: skip
    room = fields.room_of(text, wishes, line.index)
    used = {plain(each) for each in banned} | memory.texts
    if fields.is_fixed(text):
        return fields.fixed_text(
            desk.brief,
            desk.matter,
            text,
            room,
            used={plain(each) for each in banned} | _fixed_memory(desk, line).texts,
            number=job.number,
        )
    if not desk.matter.written:
        return fields.verbatim(desk.matter, room, used=used, headline=text.name in fields.HEADLINES)
    pen, asked, argues = desk.pen(wishes, take), _asked(wishes), job.argues(line.index)
    if text.name in fields.HEADLINES | {"subject"}:
        moves = (
            ("subject",)
            if text.name == "subject"
            else ("headline", "short")
            if (room.hard or 99) < 32
            else ("headline",)
        )
        return pen.choose(
            moves, room, memory=memory, key=line.key, angles=ANGLES[argues], require=asked, banned=banned
        )
    most = 7 if text.name in fields.LONG else 2 if text.name == "preheader" else 4
    inner = Memory(used, memory.forms, memory.facts)
    return argue(pen, room, framework=argues, memory=inner, key=line.key, most=most, require=asked)


def _fixed_memory(desk: Desk, line: CopyLine) -> Memory:
    """What a fixed field holds in this variant: they may repeat across variants, not within."""
    return desk.memory(f"{line.placement}.{line.variant}.{line.field}")


def _ad(desk: Desk, job: Assignment, wishes: Wishes, take: int, *, banned: AbstractSet[str]) -> AdText | None:
    calls = calls_to_action(desk.brief, desk.language, longest=20)
    pen, memory, angles = desk.pen(wishes, take), desk.memory("ad"), ANGLES[job.framework]
    scale = 0.7 if wishes.shorter else 1.0
    headline = _pick(
        pen,
        "headline",
        fields.Room(40, round(34 * scale)),
        memory,
        job,
        angles=angles,
        banned=banned,
        require=_asked(wishes),
    )
    if headline is None or not calls:
        return None
    memory.keep(headline)
    short = _pick(pen, "short", fields.Room(22), memory, job, angles=angles, banned=banned) or _name(desk, 22)
    if short is None:
        return None
    support = (
        None if wishes.less_text else _support(pen, round(80 * scale), memory, job, headline, short, banned)
    )
    seen = Memory(texts={plain(line.text) for line in (headline, short)})
    kicker = (
        None
        if wishes.less_text or not desk.matter.written
        else pen.choose(("kicker",), fields.Room(28), memory=seen, key=f"{job.variant}/kicker")
    )
    for line in (short, support):
        if line:
            memory.keep(line)
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


def _retaken_ad(desk: Desk, job: Assignment, ad: AdText) -> AdText:
    banned = {ad.headline, ad.support}
    for wishes, take in desk.takes(ad.key):
        ad = _ad(desk, job, wishes, take, banned=banned) or ad
        banned |= {ad.headline, ad.support}
    return ad


def _support(
    pen: Pen, aim: int, memory: Memory, job: Assignment, headline: Line, short: Line, banned: AbstractSet[str]
) -> Line | None:
    """The line below the headline says something the headline does not."""
    room = fields.Room(90, aim)
    texts = memory.texts | {plain(text) for text in (*banned, headline.text, short.text)}
    if not pen.matter.written:
        return fields.verbatim(pen.matter, room, used=texts, headline=False)
    facts = memory.facts.copy()
    facts.update({fact: 6 for fact in headline.facts if not fact.endswith("name")})
    inner = Memory(texts, memory.forms, facts)
    return argue(
        pen, room, framework=job.framework, memory=inner, key=f"{job.variant}/support", most=2, leave=("act",)
    )


def _pick(
    pen: Pen, move: str, room: fields.Room, memory: Memory, job: Assignment,
    *, angles: tuple[Angle, ...], banned: AbstractSet[str], require: Role | None = None,
) -> Line | None:  # fmt: skip
    if not pen.matter.written:
        return fields.verbatim(pen.matter, room, used=memory.texts | {plain(text) for text in banned})
    return pen.choose(
        (move,),
        room,
        memory=memory,
        key=f"{job.variant}/{move}",
        angles=angles,
        banned=banned,
        require=require,
    )


def _name(desk: Desk, limit: int) -> Line | None:
    points = [*desk.matter.of("product"), *desk.matter.of("brand")]
    short = next((point for point in points if len(point.phrase.text) <= limit), None)
    return Line(short.phrase.text, (short.fact,), "name", "name") if short else None


def _asked(wishes: Wishes) -> Role | None:
    return "offer" if wishes.offer else "price" if wishes.price else None
