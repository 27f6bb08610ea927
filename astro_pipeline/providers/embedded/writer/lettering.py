"""The copy of one language: every field of every placement.

All is written once as if nobody had commented; then only the texts that comments are about, take by take.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field

from astro_pipeline.domain.brief import Brief
from astro_pipeline.domain.placements import Placement, TextField
from astro_pipeline.domain.plan import CopyLine, Framework, MissingText, seed_for
from astro_pipeline.domain.review import Feedback
from astro_pipeline.providers.embedded.writer import fields
from astro_pipeline.providers.embedded.writer.argument import argue
from astro_pipeline.providers.embedded.writer.calls import calls_to_action
from astro_pipeline.providers.embedded.writer.matter import Angle, Matter, Role, gather
from astro_pipeline.providers.embedded.writer.pen import Line, Memory, Pen
from astro_pipeline.providers.embedded.writer.tone import Tone, adjusted, tone_of
from astro_pipeline.providers.embedded.writer.typography import calmed, plain
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
_BESIDE = {"preheader", "subheadline"}
"""Read right after a headline: they say something else than it does."""
_NAMED: frozenset[Angle] = frozenset({"name"})
_SMALL = 32
"""A field of fewer characters takes the short forms as well."""


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
    _used: dict[str, Counter[str]] = field(default_factory=dict[str, Counter[str]])
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

    def used_by(self, variant: str) -> Counter[str]:
        """How often a variant has used each fact, in all its placements."""
        return self._used.setdefault(variant, Counter())

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


def write_lines(
    desk: Desk, placement: Placement, jobs: tuple[Assignment, ...]
) -> Iterator[CopyLine | MissingText]:
    """Every text of one placement in every variant, and what nothing could be written for."""
    memory = desk.memory(placement.id)
    first = [made for text in placement.copy_fields for made in _field(desk, placement, text, jobs, memory)]
    for job, text, made in first:
        yield _retaken_line(desk, text, job, made, memory) if isinstance(made, CopyLine) else made


_Made = tuple[Assignment, TextField, CopyLine | MissingText]


def _field(
    desk: Desk, placement: Placement, text: TextField, jobs: Sequence[Assignment], memory: Memory
) -> Iterator[_Made]:
    """The texts of one field: variants take turns, so that none is left with what another did not want."""
    counts = Counter[str]()
    still = list(jobs)
    for index in range(fields.wanted(text)):
        for job in list(still):
            blank = _blank(desk, placement, text, job, index)
            if blank.key in job.locked:
                counts[job.variant] += 1
                continue
            found = _found(desk, text, job, blank, memory)
            if found is None:
                still.remove(job)
                continue
            counts[job.variant] += 1
            yield job, text, blank.model_copy(update={"text": found.text, "facts": found.facts})
    reason = fields.why_missing(desk.matter, text)
    for job in jobs:
        if counts[job.variant] < text.minimum:
            yield (
                job,
                text,
                MissingText(placement=placement.id, language=desk.language, field=text.name, reason=reason),
            )


def _blank(desk: Desk, placement: Placement, text: TextField, job: Assignment, index: int) -> CopyLine:
    return CopyLine(
        placement=placement.id, language=desk.language, variant=job.variant, field=text.name, index=index,
        text="-", framework=None if fields.is_fixed(text) else job.argues(index), provider=PROVIDER,
    )  # fmt: skip


def _found(desk: Desk, text: TextField, job: Assignment, line: CopyLine, memory: Memory) -> Line | None:
    """A text for the line, remembered; None where there is no more to say."""
    # a poor brief may not have enough for two variants: a text may serve in both, never twice in one
    own = desk.memory(f"{line.placement}.{job.variant}")
    needed = line.index < max(1, text.minimum)
    found = _write(desk, text, job, Wishes(), 0, line=line, memory=memory)
    if found is None and needed:
        found = _write(desk, text, job, Wishes(), 0, line=line, memory=own) or _bare_call(desk, text, line)
    if found is None or not (needed or _carries(found) or fields.is_fixed(text)):
        return None
    _field_memory(desk, line).keep(found)
    if not fields.is_fixed(text):
        memory.keep(found)
    own.keep(found)
    desk.used_by(job.variant).update(found.facts)
    return found


def _carries(line: Line) -> bool:
    """True for a text that says more than a name and where to click."""
    return any(not fact.endswith("name") and not fact.startswith("call_to_action") for fact in line.facts)


def _bare_call(desk: Desk, text: TextField, line: CopyLine) -> Line | None:
    """The call to action as a headline too short for any name."""
    if not desk.matter.written or text.name not in fields.HEADLINES:
        return None
    room = fields.room_of(text, Wishes(), line.index)
    return desk.pen(Wishes(), 0).choose(("call",), room, memory=Memory(), key=line.key)


def _retaken_line(desk: Desk, text: TextField, job: Assignment, line: CopyLine, memory: Memory) -> CopyLine:
    banned = {line.text}
    for wishes, take in desk.takes(line.key):
        found = _write(desk, text, job, wishes, take, line=line, memory=memory, banned=banned)
        if found:
            memory.keep(found)
            banned.add(found.text)
            line = line.model_copy(update={"text": found.text, "facts": found.facts})
        elif wishes.no_exclamation or wishes.calmer:
            line = line.model_copy(update={"text": calmed(line.text)})
    return line


def _write(
    desk: Desk, text: TextField, job: Assignment, wishes: Wishes, take: int,
    *, line: CopyLine, memory: Memory, banned: AbstractSet[str] = frozenset(),
) -> Line | None:  # fmt: skip
    room = fields.room_of(text, wishes, line.index)
    barred = {plain(each) for each in banned}
    if fields.is_fixed(text):
        seen = barred | _field_memory(desk, line).texts
        return fields.fixed_text(desk.brief, desk.matter, text, room, used=seen, number=job.number)
    used = barred | memory.texts
    if not desk.matter.written:
        return fields.verbatim(desk.matter, room, used=used, headline=text.name in fields.HEADLINES)
    pen, asked = desk.pen(wishes, take), asked_for(wishes)
    inner = Memory(used, memory.forms, memory.facts, desk.used_by(job.variant))
    if text.name in fields.HEADLINES | {"subject"}:
        return _headline(
            pen, text, room, inner, line=line, angles=ANGLES[job.argues(line.index)], asked=asked,
            unsaid=frozenset() if banned or asked else _beside(desk, text, line),
        )  # fmt: skip
    most = 7 if text.name in fields.LONG else 2 if text.name == "preheader" else 4
    for unsaid in (_beside(desk, text, line), frozenset[str]()):
        found = argue(
            pen, room, framework=job.argues(line.index), memory=inner, key=line.key, most=most, require=asked,
            unsaid=unsaid, paragraphs=text.name in fields.LONG,
        )  # fmt: skip
        if found and (not unsaid or any(not fact.endswith("name") for fact in found.facts)):
            return found
    return None


def _beside(desk: Desk, text: TextField, line: CopyLine) -> frozenset[str]:
    """Facts read right beside the text: the headlines above it, the texts before it in its own field."""
    place = f"{line.placement}.{line.variant}"
    return frozenset(desk.memory(place if text.name in _BESIDE else f"{place}.{text.name}").facts)


def _headline(
    pen: Pen, text: TextField, room: fields.Room, memory: Memory,
    *, line: CopyLine, angles: Sequence[Angle], asked: Role | None, unsaid: frozenset[str],
) -> Line | None:  # fmt: skip
    """A headline that is seen whole where one can be written, on a fact that none before it stands on.

    What is only a name, or says a thing again, is written where one is needed and no more.
    """
    small = (room.hard or 99) < _SMALL
    by_name = {"subject": ("subject",), "title": ("title",)}
    moves = by_name.get(text.name) or (("headline", "short") if small else ("headline",))
    first = text.name == "headline" and not line.index  # the strongest line may run on a little
    seen = text.truncates_at and round(text.truncates_at * (1.2 if first else 1))
    seen_whole = fields.Room(seen or room.hard, room.target, room.forbid)
    needed = line.index < max(1, text.minimum)
    anything: tuple[frozenset[Angle], frozenset[str]] = (frozenset(), frozenset())
    ways = [(_NAMED, unsaid), (_NAMED, anything[1]), anything] if needed else [(_NAMED, unsaid)]
    rooms = list(dict.fromkeys((seen_whole, room)))
    tries = [(each, *way) for way in ways for each in rooms]
    if text.name == "subject":  # one that is cut is worse than a plain one, and only needed ones may be
        tries = [(each, *way) for each in (rooms if needed else rooms[:1]) for way in ways]
    for each, not_by, leave in tries:
        found = pen.choose(
            moves, each, memory=memory, key=line.key, angles=angles, require=asked, not_by=not_by, leave=leave
        )
        if found:
            return found
    return None


def _field_memory(desk: Desk, line: CopyLine) -> Memory:
    """What one field holds in one variant."""
    return desk.memory(f"{line.placement}.{line.variant}.{line.field}")


def asked_for(wishes: Wishes) -> Role | None:
    """What a reviewer wants to see mentioned."""
    return "offer" if wishes.offer else "price" if wishes.price else None
