"""A call as the ledger knows it, and what may become of it."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Literal

from astro_pipeline.domain.base import digest
from astro_pipeline.provider import CostBasis, Kind
from astro_pipeline.spend.budget import Payer

State = Literal[
    "intent",
    "submitted",
    "ambiguous",
    "stored",
    "not_accepted",
    "over_budget",
    "refused",
    "rejected",
    "failed",
]
"""intent: written down, perhaps sent. submitted: the vendor gave a job. ambiguous: perhaps accepted, and
nobody can say. stored: answered and kept. not_accepted: surely not taken. over_budget: not made.
refused: content policy. rejected: our request is wrong. failed: the job failed, or was given up."""

OPEN: frozenset[State] = frozenset({"intent", "submitted", "ambiguous"})
"""Its outcome is not known: the whole quote counts as spent."""
UNSENT: frozenset[State] = frozenset({"not_accepted", "over_budget"})
"""Surely nothing was bought: the same row may be asked again."""

BEFORE: Mapping[State, frozenset[State]] = {
    "intent": UNSENT,
    "over_budget": UNSENT,
    "submitted": frozenset({"intent", "ambiguous"}),
    "ambiguous": OPEN,
    "stored": OPEN,
    "not_accepted": frozenset({"intent", "ambiguous"}),
    "refused": OPEN,
    "rejected": OPEN,
    "failed": OPEN,
}
"""From which states each state is reached."""


@dataclass(frozen=True, slots=True)
class Asked:
    """One thing asked for: by whom, what for, and what exactly."""

    campaign: str
    item: str
    kind: Kind
    customer: str
    """Whose answers may be used for it, and whose it may become."""
    user: str
    """Who set it going."""
    request: str
    """Digest of the canonical request."""
    near: str = ""
    """Digest of its normalised words, for text; else ""."""

    def key(self, take: int) -> str:
        """The ledger's key of a take, and what the vendor is given to find it by."""
        return digest({"campaign": self.campaign, "item": self.item, "request": self.request, "take": take})


@dataclass(frozen=True, slots=True)
class Call:
    """One row: amounts in USD, times in seconds since 1970."""

    id: int
    campaign: str
    item: str
    kind: Kind
    customer: str
    user: str
    day: str
    request: str
    take: int
    key: str
    state: State
    candidate: str
    provider: str
    """The candidate's vendor."""
    reason: str
    """Why routing chose it."""
    alternatives: tuple[str, ...]
    """Who else could have been asked, best first."""
    quoted_usd: Decimal
    cost_usd: Decimal
    basis: CostBasis
    posts: int
    """Requests the vendor is known to have accepted."""
    job_id: str
    error: str
    """Name of the error it ended with."""
    why: str
    again: bool
    """It ended, and may be asked for anew as a further take."""
    owner: str
    lease_until: float
    intended_at: float
    settled_at: float
    sha256: str
    done: str
    """The answer as JSON, without its bytes."""

    @property
    def open(self) -> bool:
        """Whether its outcome is still unknown."""
        return self.state in OPEN

    @property
    def committed_usd(self) -> Decimal:
        """What counts as spent: the quote while the outcome is unknown, then the cost."""
        return self.quoted_usd if self.open else self.cost_usd

    @property
    def payer(self) -> Payer:
        """The accounts it counts in."""
        return Payer(campaign=self.campaign, user=self.user, vendor=self.provider, day=self.day)


def call_of(row: Mapping[Any, Any]) -> Call:
    """A call from its row."""
    plain = {name: value for name, value in row.items() if name not in {"near", "what"}}
    plain["alternatives"] = tuple(json.loads(row["alternatives"] or "[]"))
    return Call(**plain)
