"""A kind of defect: how it is planted, what must fire, where, with which value; and the judge of it."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from math import isclose
from pathlib import Path
from random import Random
from typing import Literal

from astro_pipeline.domain.review import Box, Finding

Tool = Literal["ffmpeg", "Pillow", "moviepy", "text editor", "bytes", "own"]
"""What the defect is made with; `own` is the studio's own code or a value of its own, changed."""

OUTSIDE: tuple[Tool, ...] = ("ffmpeg", "Pillow", "moviepy", "text editor", "bytes")
WEAKEST, STRONGEST = 0.8, 1.2
"""The strengths that are drawn, as a part of the limit."""


@dataclass(frozen=True)
class Site:
    """Where a defect is planted: an empty folder, dice of its own, and the home of the base campaigns."""

    folder: Path
    dice: Random
    home: Path


@dataclass(frozen=True)
class Planted:
    """What the rules found on one thing, and what they should have found where it is broken."""

    findings: tuple[Finding, ...]
    file: str
    measured: str | float | None = None
    """The value planted; None where the rule measures nothing that could be planted."""
    within: float = 0.0
    """How far the value measured may be from it."""
    box: Box | None = None
    seconds: tuple[float, float] | None = None
    """Where it begins and how far off that may be told."""
    words: tuple[str, int] | None = None
    """The words in the text and the character they begin at."""
    beside: frozenset[str] = frozenset()
    """Rules that rightly fire with it."""


@dataclass(frozen=True)
class Kind:
    """One kind of defect, and the rule that must fire on it.

    `plant` takes the strength: of a limit that is a number, how much of it; else 1 for the defect
    and 0 for its clean twin. `worse` says on which side of the limit the defect is.
    """

    name: str
    family: str
    tool: Tool
    rule: str
    plant: Callable[[Site, float], Planted]
    worse: Literal["more", "less", "there"] = "there"
    near: float = 0.03
    """Strengths this near the limit are not drawn: the file cannot be made that exactly."""
    verdict: Literal["fail", "not_checked"] = "fail"
    costly: bool = False
    """True for what takes a whole campaign or a long film."""

    def strengths(self, dice: Random) -> tuple[tuple[float, bool], ...]:
        """What is planted, each with whether it breaks the limit."""
        if self.worse == "there":
            return ((1.0, True), (0.0, False))
        below, above = dice.uniform(WEAKEST, 1 - self.near), dice.uniform(1 + self.near, STRONGEST)
        return ((below, self.worse == "less"), (above, self.worse == "more"))


@dataclass(frozen=True)
class Outcome:
    """How one planting was judged: what is wrong, and which other rules closed a gate."""

    kind: Kind
    strength: float
    broken: bool
    wrong: tuple[str, ...] = ()
    """Of: fired, place, value, flip."""
    measured: str | float | None = None
    others: tuple[str, ...] = field(default=())

    @property
    def caught(self) -> bool:
        """True where the right rule said so, in the right place, with the right value."""
        return not self.wrong


def judge(kind: Kind, strength: float, planted: Planted, *, broken: bool) -> Outcome:
    """The findings on what was planted against what they should be."""
    own = [f for f in planted.findings if f.rule == kind.rule and f.file == planted.file]
    fired = [f for f in own if f.verdict == kind.verdict]
    others = {f.rule for f in planted.findings if f.closes and f.rule != kind.rule} - planted.beside
    if not broken:
        told = next((f.measured for f in own if _as_planted(f.measured, planted)), None)
        lost = kind.worse != "there" and planted.measured is not None and told is None
        wrong = ("flip",) if fired else ("value",) if lost else ()
        return Outcome(kind, strength, broken, wrong, told, tuple(sorted(others)))
    if not fired:
        return Outcome(kind, strength, broken, ("fired",), None, tuple(sorted(others)))
    best = min(fired, key=lambda finding: len(tuple(_wrong(finding, planted))))
    return Outcome(kind, strength, broken, tuple(_wrong(best, planted)), best.measured, tuple(sorted(others)))


def _wrong(finding: Finding, planted: Planted) -> Iterator[str]:
    if not _in_place(finding, planted):
        yield "place"
    if planted.measured is not None and not _as_planted(finding.measured, planted):
        yield "value"


def _as_planted(measured: str | float | None, planted: Planted) -> bool:
    if isinstance(planted.measured, str):
        return measured == planted.measured
    return isinstance(measured, int | float) and isclose(
        measured, planted.measured or 0.0, abs_tol=planted.within
    )


def _in_place(finding: Finding, planted: Planted) -> bool:
    if planted.box and (finding.box is None or _overlap(planted.box, finding.box) < 0.5):
        return False
    if planted.seconds:
        at, off = planted.seconds
        if finding.seconds is None or abs(finding.seconds - at) > off:
            return False
    if planted.words:
        words, start = planted.words
        span = finding.span
        return span is not None and (span.text.casefold(), span.start) == (words.casefold(), start)
    return True


def _overlap(one: Box, other: Box) -> float:
    """Shared over joined area, 0 to 1."""
    wide = min(one.x + one.width, other.x + other.width) - max(one.x, other.x)
    high = min(one.y + one.height, other.y + other.height) - max(one.y, other.y)
    shared = max(0, wide) * max(0, high)
    joined = one.width * one.height + other.width * other.height - shared
    return shared / joined if joined else 0.0
