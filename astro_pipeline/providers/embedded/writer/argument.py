"""Longer texts: sentences put in the order of a framework, as many as the room takes."""

import random
from collections.abc import Iterator, Sequence

from astro_pipeline.domain.plan import Framework, seed_for
from astro_pipeline.providers.embedded.writer.matter import Angle, Role
from astro_pipeline.providers.embedded.writer.pen import Line, Memory, Pen, Room, stems
from astro_pipeline.providers.embedded.writer.typography import plain

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
) -> Line | None:
    """A text of one to `most` sentences by the framework that fits the room; None if nothing fits.

    `leave` names steps that are not taken, e.g. the call to act where a button stands beside the text.
    """
    best: tuple[float, int, Line] | None = None
    for attempt, steps in enumerate(_plans(framework, most, seed_for(pen.seed, "plan", key), leave)):
        line = _written(
            pen, room, steps, framework=framework, memory=memory, key=f"{key}/{attempt}", require=require
        )
        if line is None:
            continue
        rank = (_worth(line, room, steps, require, memory), -attempt, line)
        if best is None or rank[:2] > best[:2]:
            best = rank
    return best[2] if best else None


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


def _written(
    pen: Pen,
    room: Room,
    steps: Sequence[str],
    *,
    framework: Framework,
    memory: Memory,
    key: str,
    require: Role | None,
) -> Line | None:
    parts: list[Line] = []
    left = room.aim
    said = Memory(forms=memory.forms.copy(), facts=memory.facts.copy())
    for number, step in enumerate(steps):
        remaining = len(steps) - number - 1
        limit = None if left is None else left - remaining * 12
        angles = _HOOKS[framework] if step == "hook" else ()
        part = pen.choose(
            (f"body.{step}",), Room(hard=limit, forbid=room.forbid), memory=said, key=f"{key}/{number}",
            angles=angles, require=require, banned=[line.text for line in parts],
        )  # fmt: skip
        if part is None or (parts and _repeats(part, parts)):
            continue
        parts.append(part)
        said.keep(part)
        left = None if left is None else left - len(part.text) - 1
    if _leaves_open(parts):
        return None
    return _joined(parts, room, memory)


def _leaves_open(parts: Sequence[Line]) -> bool:
    """True where a trouble is named and what follows neither answers it nor leads over to the product."""
    if len(parts) < 2 or parts[0].angle not in {"pain", "desire"}:
        return False
    leads = "{product}" in parts[1].form and parts[1].angle in {"name", "what"}
    return not leads and not stems(parts[0].text) & stems(parts[1].text)


def _repeats(part: Line, parts: Sequence[Line]) -> bool:
    said = {fact for line in parts for fact in line.facts if not fact.endswith("name")}
    return any(fact in said for fact in part.facts if not fact.endswith("name"))


def _joined(parts: Sequence[Line], room: Room, memory: Memory) -> Line | None:
    text = " ".join(part.text for part in parts)
    if text.count("!") > 1:
        head, _, tail = text.rpartition("!")
        calmer = head.rstrip("\u202f").replace("\u202f!", ".").replace("!", ".")
        text = f"{calmer}{head[len(head.rstrip(chr(0x202F))) :]}!{tail}"
    if not parts or not room.takes(text) or plain(text) in memory.texts:
        return None
    facts = tuple(dict.fromkeys(fact for part in parts for fact in part.facts))
    return Line(text, facts, parts[0].angle, " + ".join(part.form for part in parts))


def _worth(line: Line, room: Room, steps: Sequence[str], require: Role | None, memory: Memory) -> float:
    carried = [fact for fact in line.facts if not fact.endswith("name")]
    worth = sum(_WORTH[step] for step in steps) * 0.4 + 1.5 * min(len(carried), 4)
    worth -= 0.4 * sum(memory.facts[fact] for fact in carried)
    worth -= 0.5 * max(0, line.text.count("?") - 1) + 1.0 * max(0, line.form.count("<meet>") - 1)
    if room.aim:
        share = len(line.text) / room.aim
        worth += 2.0 * min(share, 1.0) - 4.0 * max(0.0, share - 1)
    if require:
        worth += 6.0 * any(fact.startswith(require) or f".{require}" in fact for fact in line.facts)
    return worth
