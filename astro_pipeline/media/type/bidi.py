"""Which way each character runs: the Unicode Bidirectional Algorithm.

Source: UAX #9, revision 48, https://www.unicode.org/reports/tr9/ (checked 2026-11-21).
"""

import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import groupby
from typing import Final

from astro_pipeline.media.type.embedding import EMBEDS, OPENS_ISOLATE, closings, embed

_REMOVED: Final = {*EMBEDS, "PDF", "BN"}
_NEUTRAL: Final = {"B", "S", "WS", "ON", "PDI", *OPENS_ISOLATE}
_RIGHT: Final = {"R", "AN", "EN"}
_MOST_BRACKETS: Final = 63
_TURNS: Final = {"R", "AL", "AN", "RLE", "RLO", "RLI", "FSI", "LRE", "LRO", "LRI"}


@dataclass(frozen=True, slots=True)
class _Stretch:
    """An isolating run sequence: the places of its characters, its level, and what stands around it."""

    places: tuple[int, ...]
    level: int
    before: str
    after: str


def turns(text: str) -> bool:
    """True where something in the text may run from right to left."""
    return not text.isascii() and any(unicodedata.bidirectional(c) in _TURNS for c in text)


def reads_from_right(text: str, *, usually: bool) -> bool:
    """The direction of a paragraph: its language's (`usually`), or that of its letters where all agree."""
    strong = {unicodedata.bidirectional(c) for c in text}
    from_right, from_left = bool(strong & {"R", "AL"}), "L" in strong
    return usually if from_right == from_left else from_right


@lru_cache(maxsize=4096)
def levels(text: str, base: int) -> tuple[int, ...]:
    """Each character's embedding level on a line of its own; odd ones run from right to left."""
    original = [unicodedata.bidirectional(c) or "L" for c in text]
    kinds, found = list(original), [base] * len(text)
    embed(kinds, found, base)
    for stretch in tuple(_stretches(original, found, base)):
        _resolve(text, kinds, found, stretch)
    _settle(original, found, base)
    return tuple(found)


def seen_order(run_levels: Sequence[int]) -> tuple[int, ...]:
    """The order in which runs of these levels stand on the line, from left to right (rule L2)."""
    order = list(range(len(run_levels)))
    odd = [level for level in run_levels if level % 2]
    for level in range(max(run_levels, default=0), min(odd, default=1) - 1, -1):
        start = 0
        for high, group in groupby([run_levels[place] >= level for place in order]):
            end = start + len(list(group))
            if high:
                order[start:end] = order[start:end][::-1]
            start = end
    return tuple(order)


def _stretches(original: Sequence[str], found: Sequence[int], base: int) -> Iterator[_Stretch]:
    """Rules X9 and X10: runs of one level, those around an isolate joined."""
    kept = [place for place, kind in enumerate(original) if kind not in _REMOVED]
    runs = [tuple(group) for _, group in groupby(kept, key=lambda place: found[place])]
    closed = closings(original)
    ahead = {run[0]: run for run in runs}
    continued = {closed[run[-1]] for run in runs if original[run[-1]] in OPENS_ISOLATE and run[-1] in closed}
    for run in runs:
        if run[0] in continued and original[run[0]] == "PDI":
            continue
        places = run
        while original[places[-1]] in OPENS_ISOLATE and closed.get(places[-1]) in ahead:
            places += ahead[closed[places[-1]]]
        level = found[run[0]]
        previous = max((place for place in kept if place < places[0]), default=-1)
        following = min((place for place in kept if place > places[-1]), default=-1)
        open_ended = original[places[-1]] in OPENS_ISOLATE and places[-1] not in closed
        before = max(level, found[previous] if previous >= 0 else base)
        after = max(level, found[following] if following >= 0 and not open_ended else base)
        yield _Stretch(places, level, "LR"[before % 2], "LR"[after % 2])


def _resolve(text: str, kinds: list[str], found: list[int], stretch: _Stretch) -> None:
    own = _weak([kinds[place] for place in stretch.places], stretch)
    along = "LR"[stretch.level % 2]
    _brackets("".join(text[place] for place in stretch.places), own, stretch, along)
    _neutral(own, stretch, along)
    for place, kind in zip(stretch.places, own, strict=True):
        step = (kind == "R") if stretch.level % 2 == 0 else (kind != "R")
        found[place] = stretch.level + (2 if kind in {"AN", "EN"} and stretch.level % 2 == 0 else step)
        kinds[place] = kind


def _weak(kinds: list[str], stretch: _Stretch) -> list[str]:
    """Rules W1 to W7: marks, numbers and what belongs to them."""
    for place, kind in enumerate(kinds):
        before = kinds[place - 1] if place else stretch.before
        if kind == "NSM":
            kinds[place] = "ON" if before in {"PDI", *OPENS_ISOLATE} else before
    _after(kinds, stretch.before, letter="AL", number="AN")
    kinds = ["R" if kind == "AL" else kind for kind in kinds]
    for place in range(1, len(kinds) - 1):
        before, kind, after = kinds[place - 1 : place + 2]
        if before == after and (kind, before) in {("ES", "EN"), ("CS", "EN"), ("CS", "AN")}:
            kinds[place] = before
    _terminated(kinds)
    kinds = ["ON" if kind in {"ET", "ES", "CS"} else kind for kind in kinds]
    _after(kinds, stretch.before, letter="L", number="L")
    return kinds


def _after(kinds: list[str], strong: str, *, letter: str, number: str) -> None:
    """European numbers after that kind of letter become that kind of number (rules W2 and W7)."""
    for place, kind in enumerate(kinds):
        if kind in {"L", "R", "AL"}:
            strong = kind
        elif kind == "EN" and strong == letter:
            kinds[place] = number


def _terminated(kinds: list[str]) -> None:
    """Signs like % and € go with the number they touch (rule W5)."""
    start = 0
    for terminator, group in groupby(list(kinds), key=lambda kind: kind == "ET"):
        end = start + len(list(group))
        if terminator and "EN" in {*kinds[max(start - 1, 0) : start], *kinds[end : end + 1]}:
            kinds[start:end] = ["EN"] * (end - start)
        start = end


def _brackets(text: str, kinds: list[str], stretch: _Stretch, along: str) -> None:
    """Rule N0: a pair of brackets runs as what is between them, or as what stands before them."""
    originals = [unicodedata.bidirectional(c) for c in text]
    for opening, closing in sorted(_pairs(text, kinds)):
        inside = {_strength(kind) for kind in kinds[opening + 1 : closing]}
        against = "R" if along == "L" else "L"
        if along in inside:
            chosen = along
        elif against in inside:
            strengths = [_strength(kind) for kind in kinds[:opening]]
            context = next((s for s in reversed(strengths) if s), stretch.before)
            chosen = against if context == against else along
        else:
            continue
        for bracket in (opening, closing):
            kinds[bracket] = chosen
            for place in range(bracket + 1, len(kinds)):
                if originals[place] != "NSM":
                    break
                kinds[place] = chosen


def _pairs(text: str, kinds: Sequence[str]) -> Iterator[tuple[int, int]]:
    stack: list[tuple[str, int]] = []
    for place, c in enumerate(text):
        if kinds[place] != "ON" or not unicodedata.mirrored(c):
            continue
        if unicodedata.category(c) == "Ps":
            if len(stack) == _MOST_BRACKETS:
                return
            stack.append((_partner(c), place))
        elif unicodedata.category(c) == "Pe":
            same = unicodedata.normalize("NFC", c)
            depth = next((n for n in range(len(stack) - 1, -1, -1) if stack[n][0] == same), None)
            if depth is not None:
                yield stack[depth][1], place
                del stack[depth:]


@lru_cache(maxsize=256)
def _partner(opening: str) -> str:
    """The closing bracket of an opening one; itself where Unicode names none."""
    name = unicodedata.name(unicodedata.normalize("NFC", opening)).replace("LEFT", "RIGHT")
    try:
        return unicodedata.lookup(name)
    except KeyError:
        return opening


def _strength(kind: str) -> str:
    return "R" if kind in _RIGHT else "L" if kind == "L" else ""


def _neutral(kinds: list[str], stretch: _Stretch, along: str) -> None:
    """Rules N1 and N2: between two of one direction run with them, else with the line."""
    start = 0
    for neutral, group in groupby(list(kinds), key=lambda kind: kind in _NEUTRAL):
        end = start + len(list(group))
        if neutral:
            before = _strength(kinds[start - 1]) if start else stretch.before
            after = _strength(kinds[end]) if end < len(kinds) else stretch.after
            kinds[start:end] = [before if before == after else along] * (end - start)
        start = end


def _settle(original: Sequence[str], found: list[int], base: int) -> None:
    """Rule L1: spaces at the end and before tabs stand with the line; removed marks with what is before."""
    for place, kind in enumerate(original):
        if kind in _REMOVED:
            found[place] = found[place - 1] if place else base
    trailing = True
    for place in range(len(original) - 1, -1, -1):
        kind = original[place]
        if kind in {"B", "S"}:
            trailing = True
        elif kind not in {"WS", "PDI", *OPENS_ISOLATE, *_REMOVED}:
            trailing = False
        if trailing:
            found[place] = base
