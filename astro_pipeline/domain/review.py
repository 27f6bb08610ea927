"""What was measured, what was decided: findings, reports, decisions, waivers."""

from datetime import date
from enum import StrEnum
from typing import Literal

from pydantic import Field

from astro_pipeline.domain.base import Frozen

Verdict = Literal["pass", "fail", "not_checked"]

Family = Literal["technical", "copy", "claims", "rights", "provenance", "semantic", "budget"]
"""Kinds of rule. All but semantic are required: full-auto needs them checked."""

REQUIRED: frozenset[Family] = frozenset({"technical", "copy", "claims", "rights", "provenance", "budget"})


class Box(Frozen):
    """Where in a picture, in pixels from the top left."""

    x: int
    y: int
    width: int
    height: int


class Span(Frozen):
    """Where in a text, counted in characters."""

    start: int
    end: int
    text: str
    """The words themselves."""


class Finding(Frozen):
    """One rule's verdict on one thing, with what was measured and what was allowed."""

    rule: str
    """family.name, e.g. technical.size."""
    verdict: Verdict
    advisory: bool = False
    """True where a failure is worth knowing and does not close a gate."""
    file: str
    """The file's path in the campaign, or a copy key, or the asset's name."""
    measured: str | float | None = None
    limit: str | float | None = None
    unit: str | None = None
    source: str | None = None
    """Where the limit comes from."""
    checked: date | None = None
    """The day that source was checked."""
    box: Box | None = None
    seconds: float | None = None
    """Where in a film or sound; where it begins, if it lasts."""
    until: float | None = None
    """Where in a film or sound it ends, in seconds."""
    span: Span | None = None
    """Where in a text."""
    why: str = ""
    """Why it was not checked, or what is wrong, in a sentence."""
    cure: str = ""
    """What mends it."""

    @property
    def family(self) -> str:
        """The part of the rule's name before the dot."""
        return self.rule.split(".")[0]

    @property
    def closes(self) -> bool:
        """True where this finding keeps a gate closed."""
        return self.verdict == "fail" and not self.advisory


class Gate(StrEnum):
    """The three gates."""

    PLAN = "plan_approval"
    CREATIVE = "creative_approval"
    RELEASE = "release_approval"


class Decision(Frozen):
    """An entry of the decisions' log: who said what about which digest."""

    id: int
    """Its number in the log; 0 for one taken by policy."""
    campaign: str
    gate: Gate
    verdict: Literal["approve", "reject"]
    actor: str
    authenticated: bool = False
    comment: str = ""
    digest: str
    """Of the gate's subject, as it was seen."""
    variant: str | None = None
    """The variant that leads, at the creative gate."""
    assets: tuple[str, ...] = ()
    """What a rejection wants anew; empty means the gate's whole subject."""
    items: tuple[str, ...] = ()
    """Files or copy keys a rejection wants anew; a trailing * or … matches any ending."""
    by_policy: bool = False


class Comment(Frozen):
    """What one rejection said, and of which files or texts; of all of them when `items` is empty."""

    text: str
    items: tuple[str, ...] = ()

    def concerns(self, item: str) -> bool:
        """True where it is about this path or copy key; a trailing * or … matches any ending."""
        return not self.items or any(_matches(pattern, item) for pattern in self.items)


class Feedback(Frozen):
    """What rejections have asked of one asset, oldest first. It stays for every later making."""

    comments: tuple[Comment, ...] = ()

    def take(self, item: str) -> int:
        """How often this item was sent back."""
        return sum(comment.concerns(item) for comment in self.comments)

    def said(self, item: str) -> tuple[str, ...]:
        """What was said of this item."""
        return tuple(comment.text for comment in self.comments if comment.concerns(item))


class Waiver(Frozen):
    """A failing finding that a person lets pass, with the reason; it holds for these bytes only."""

    campaign: str
    rule: str
    file: str
    digest: str
    """Of the file or text as it was waived."""
    actor: str
    reason: str
    day: date | None = None
    """When it was waived; None in reports from before this was written down."""


class Repair(Frozen):
    """What was mended while a file was made: measured before, and again after."""

    rule: str
    """The rule it would have failed."""
    file: str
    what: str
    before: float
    after: float
    limit: float | None = None
    unit: str = ""


class Declaration(Frozen):
    """What is to be said, or to be asked, where an ad that a model had a part in is published."""

    placement: str
    title: str
    """Whose rule it is."""
    asks: Literal["visible", "declare"]
    tick: str = ""
    question: str = ""
    """What a person has to answer first; empty where it holds in any case."""
    why: str
    source: str
    checked: date
    files: int
    """How many of the placement's files a model had a part in."""


class Table(Frozen):
    """A table whose limits or rules were used, and how fresh it is."""

    name: str
    checked: date
    expires: date | None = None
    note: str = ""


class FileVerdict(Frozen):
    """One file's verdict: fail if a required rule failed, else not_checked, else pass."""

    file: str
    verdict: Verdict
    waived: tuple[str, ...] = ()
    placements: tuple[str, ...] = ()
    """Where it runs; empty for what only goes into other files."""


class QaReport(Frozen):
    """All findings on one page."""

    verdict: Verdict
    files: tuple[FileVerdict, ...]
    findings: tuple[Finding, ...]
    waivers: tuple[Waiver, ...] = ()
    repairs: tuple[Repair, ...] = ()
    notes: dict[str, tuple[str, ...]] = Field(default={})
    """Per file, what its maker wants the reviewer to know."""
    declarations: tuple[Declaration, ...] = ()
    tables: tuple[Table, ...] = ()
    """What the limits and rules came from."""
    placements_checked: date
    """The day the placements table was checked."""
    placements_expire: date


def _matches(pattern: str, item: str) -> bool:
    stem = pattern.rstrip("*…")
    return item.startswith(stem) if stem != pattern else item == pattern
