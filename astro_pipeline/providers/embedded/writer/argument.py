"""Longer texts: sentences put in the order of a framework, as many as the room takes."""

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from astro_pipeline.domain.plan import Framework, seed_for
from astro_pipeline.providers.embedded.writer.matter import Angle, Role
from astro_pipeline.providers.embedded.writer.pen import Line, Memory, Pen, Room, stems
from astro_pipeline.providers.embedded.writer.typography import calmed, plain

ORDER: dict[Framework, tuple[str, ...]] = {
    "AIDA": ("hook", "solve", "gain", "proof", "gain", "offer", "act"),
    "PAS": ("hook", "solve", "gain", "gain", "proof", "offer", "act"),
    "FAB": ("gain", "gain", "solve", "proof", "gain", "offer", "act"),
    "4U": ("offer", "gain", "proof", "solve", "gain", "price", "act"),
}
"""Attention, interest, desire, action; problem, agitation, solution; features, advantages,
benefits; useful, urgent, unique, ultra-specific."""

_HOOKS: dict[Framework, tuple[Angle, ...]] = {
    "AIDA": ("message", "desire", "who", "gain", "pain"),
    "PAS": ("pain", "desire", "message"),
    "FAB": ("gain", "what", "message"),
    "4U": ("offer", "proof", "gain", "message"),
}

_CLOSERS = {"offer", "price", "act", "close"}
"""Steps that tell how to get it: a paragraph of their own."""
_STAGES = {"hook": 0, "solve": 0, "gain": 1, "proof": 1}

_SAME_WORDS = 2
"""As many longer words in common, and two sentences say the same."""
_ATTEMPTS = 18
_WORTH: dict[str, float] = {
    "gain": 3,
    "proof": 2.5,
    "offer": 2,
    "hook": 1.5,
    "solve": 1,
    "act": 1.2,
    "price": 1.5,
    "close": 0.6,
}


def argue(
    pen: Pen,
    room: Room,
    *,
    framework: Framework,
    memory: Memory,
    key: str,
    most: int = 4,
    require: Role | None = None,
    leave: tuple[str, ...] = (),
    unsaid: frozenset[str] = frozenset(),
    paragraphs: bool = False,
) -> Line | None:
    """A text of one to `most` sentences by the framework that fits the room; None if nothing fits.

    `leave` names steps that are not taken, e.g. the call to act where a button stands beside the text;
    `unsaid` facts that stand beside the text already. No fact is said twice in one text.
    """
    order = _Order(framework, room, memory, require, unsaid, paragraphs)
    best: tuple[float, int, Line] | None = None
    for attempt, steps in enumerate(_plans(framework, most, seed_for(pen.seed, "plan", key), leave)):
        said = _written(pen, order, steps, key=f"{key}/{attempt}")
        line = _joined(said, order)
        if line is None:
            continue
        rank = (_worth(line, said, order), -attempt, line)
        if best is None or rank[:2] > best[:2]:
            best = rank
    return best[2] if best else None


@dataclass(frozen=True, slots=True)
class _Order:
    """What a text is written to."""

    framework: Framework
    room: Room
    memory: Memory
    require: Role | None
    unsaid: frozenset[str]
    paragraphs: bool


_Said = list[tuple[str, Line]]
"""Steps of the framework with their sentences."""


def _plans(framework: Framework, most: int, seed: int, leave: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
    """Ways through the framework, longest first and then by chance; the generic close comes last."""
    rng = random.Random(seed)
    order = [step for step in ORDER[framework] if step not in leave]
    for attempt in range(_ATTEMPTS):
        count = max(1, most - attempt * most // _ATTEMPTS)
        kept = sorted(rng.sample(range(len(order)), min(count, len(order))))
        yield tuple(order[place] for place in kept)
    for last in (("gain",), ("close", "act"), ("close",), ("act",)):
        if not set(last) & set(leave):
            yield last


def _written(pen: Pen, order: _Order, steps: Sequence[str], *, key: str) -> _Said:
    """The sentences of the steps that can be taken, none resting on a fact of another."""
    said: _Said = []
    left = order.room.aim
    memory = Memory(
        forms=order.memory.forms.copy(), facts=order.memory.facts.copy(), elsewhere=order.memory.elsewhere
    )
    for number, step in enumerate(steps):
        limit = None if left is None else left - (len(steps) - number - 1) * 12
        named = any("{product}" in line.form for _, line in said)
        part = pen.choose(
            ("body.gain", "body.again") if step == "gain" and named else (f"body.{step}",),
            Room(hard=limit, forbid=order.room.forbid), memory=memory, key=f"{key}/{number}",
            angles=_HOOKS[order.framework] if step == "hook" else (), require=order.require,
            leave=order.unsaid | {fact for _, line in said for fact in line.facts if _tells(fact)},
            shun="{product}" if named and step in {"solve", "gain", "close"} else None,
        )  # fmt: skip
        if part is None or _comes_from_nowhere(part, said) or _rehearses(part, said, pen.matter.names):
            continue
        said.append((step, part))
        memory.keep(part)
        left = None if left is None else left - len(part.text) - 1
    return said


def _tells(fact: str) -> bool:
    """False for names, which may be said again."""
    return not fact.endswith("name")


def _comes_from_nowhere(part: Line, said: _Said) -> bool:
    """True for "That is where …" with no trouble or wish before it."""
    leads_over = part.form.startswith(("That is where", "C’est là"))
    return leads_over and not (said and said[-1][1].angle in {"pain", "desire"})


def _rehearses(part: Line, said: _Said, names: Sequence[str]) -> bool:
    """True where the sentence goes over what one before it said, or names the product right after it."""
    if part.angle == "price" and said and "{product}" in said[-1][1].form:
        return True
    own = stems(part.text) - stems(" ".join(names))
    told = [line for _, line in said if line.angle not in {"pain", "desire"}]
    return any(len(own & stems(line.text)) >= _SAME_WORDS for line in told)


def _leaves_open(said: _Said) -> bool:
    """True where a trouble is named and what follows neither answers it nor leads over to the product."""
    parts = [line for _, line in said]
    if not parts or parts[0].angle not in {"pain", "desire"}:
        return False
    if len(parts) == 1:
        return True
    leads = "{product}" in parts[1].form and parts[1].angle in {"name", "what"}
    return not leads and not stems(parts[0].text) & stems(parts[1].text)


def _joined(said: _Said, order: _Order) -> Line | None:
    if not said or _leaves_open(said):
        return None
    text = _set(said) if order.paragraphs else " ".join(line.text for _, line in said)
    if text.count("!") > 1:
        head, _, tail = text.rpartition("!")
        calmer = calmed(head.rstrip("\u202f"))
        text = f"{calmer}{head[len(head.rstrip(chr(0x202F))) :]}!{tail}"
    if not order.room.takes(text) or plain(text) in order.memory.texts:
        return None
    parts = [line for _, line in said]
    facts = tuple(dict.fromkeys(fact for part in parts for fact in part.facts))
    return Line(text, facts, parts[0].angle, " + ".join(part.form for part in parts))


def _set(said: _Said) -> str:
    """The sentences in paragraphs: the opening, what is in it for the reader, and how to get it."""
    text = said[0][1].text
    inside, before = 1, said[0][0]
    for step, line in said[1:]:
        turns = (step in _CLOSERS) != (before in _CLOSERS)
        fresh = turns or (step not in _CLOSERS and inside > 1 and _STAGES[step] != _STAGES[before])
        text += ("\n\n" if fresh else " ") + line.text
        inside, before = (1 if fresh else inside + 1), step
    return text


def _worth(line: Line, said: _Said, order: _Order) -> float:
    carried = [fact for fact in line.facts if _tells(fact)]
    long = order.paragraphs  # a long text tells the whole story, whatever else was told beside it
    worth = sum(_WORTH[step] for step, _ in said) * (1.0 if long else 0.4)
    worth += 1.5 * min(len(carried), 7 if long else 4)
    worth -= (0.2 if long else 1.0) * sum(min(1.2, order.memory.weary(fact)) for fact in carried)
    worth -= 0.5 * max(0, line.text.count("?") - 1) + 1.0 * max(0, line.form.count("<meet>") - 1)
    if order.room.aim:
        share = len(line.text) / order.room.aim
        worth += 2.0 * min(share, 1.0) - 4.0 * max(0.0, share - 1)
    if order.require:
        worth += 6.0 * any(
            fact.startswith(order.require) or f".{order.require}" in fact for fact in line.facts
        )
    return worth
