"""The ledger: every call that can cost money, written down before it is made.

The intent is durable before the POST, the job's id right after it, and the answer when it is kept.
A row has one owner at a time; what an open row may cost counts as spent until its outcome is known.
"""

import json
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Select, select

from astro_pipeline.provider import Candidate, CostBasis
from astro_pipeline.spend.budget import Ceilings, Payer, log, move, reserve
from astro_pipeline.spend.call import OPEN, Asked, Call, State, call_of
from astro_pipeline.spend.database import reading, writing
from astro_pipeline.spend.owner import LEASE_SECONDS
from astro_pipeline.spend.routing import Choice
from astro_pipeline.spend.statements import BY_ID, INTEND, MOVE, NO, UPDATE
from astro_pipeline.spend.tables import calls


@dataclass(frozen=True, slots=True)
class Ledger:
    """The ledger of one home, or of many that share a Postgres."""

    url: str
    clock: Callable[[], float] = time.time
    """Seconds since 1970: the one clock that processes share."""

    @classmethod
    def of(cls, home: Path, url: str = "") -> "Ledger":
        """The ledger beside the home's campaigns, `<home>/spend.db`, or the one at `url`."""
        home.mkdir(parents=True, exist_ok=True)
        return cls(url or f"sqlite:///{home / 'spend.db'}")

    @property
    def begun(self) -> bool:
        """Whether anything was ever written down: offline nothing is."""
        path = self.url.removeprefix("sqlite:///")
        return path == self.url or Path(path).exists()

    # -- a call's life

    def intend(
        self,
        asked: Asked,
        candidate: Candidate,
        *,
        take: int,
        quoted: Decimal,
        choice: Choice,
        ceilings: Ceilings,
        owner: str,
    ) -> Call | None:
        """Reserve the quote and write the intent, in one transaction; None where somebody else has.

        Raises: BudgetExceeded, after writing the refusal, when the reservation would pass a ceiling.
        """
        now = self.clock()
        day = datetime.fromtimestamp(now, UTC).date().isoformat()
        payer = Payer(campaign=asked.campaign, user=asked.user, vendor=candidate.vendor, day=day)
        row = _row(asked, candidate, take=take, choice=choice, now=now, day=day) | {
            "quoted_usd": quoted,
            "state": "intent",
            "why": "",
            "owner": owner,
        }
        with writing(self.url) as connection:
            number = connection.execute(INTEND[connection.dialect.name], row).scalar()
            if number is None:
                return None
            over = reserve(connection, payer, asked=quoted, ceilings=ceilings, at=now)
            if over is not None:
                refused = {"state": "over_budget", "why": str(over), "owner": ""}
                connection.execute(UPDATE, {"number": number, **refused})
        if over is not None:
            raise over
        return call_of({"id": number, **row})

    def submitted(self, call: Call, job_id: str, *, owner: str) -> bool:
        """The vendor accepted it and works on it."""
        lease = self.clock() + LEASE_SECONDS
        return self._change(
            call, "submitted", owner=owner, values={"job_id": job_id, "posts": 1, "lease_until": lease}
        )

    def stored(
        self, call: Call, *, sha256: str, done: str, cost: Decimal, basis: CostBasis, posts: int
    ) -> bool:
        """The answer is kept and cost this much. Whoever brings it, it was paid for: no owner is asked."""
        if cost > call.quoted_usd:
            log.warning("%s: %s cost %s USD, quoted were %s", call.campaign, call.item, cost, call.quoted_usd)
        return self._change(
            call,
            "stored",
            owner=None,
            values={
                "sha256": sha256,
                "done": done,
                "cost_usd": cost,
                "basis": basis,
                "posts": posts,
                "owner": "",
                "why": "",
                "error": "",
            },
        )

    def ended(
        self,
        call: Call,
        state: State,
        *,
        owner: str | None,
        why: str,
        error: str = "",
        cost: Decimal = Decimal(0),
        posts: int = 0,
        again: bool = False,
        keeps: str = "",
    ) -> bool:
        """It ended without an answer, or (`ambiguous`) nobody can say whether it did.

        `keeps` names who is at work on it all the same.
        """
        return self._change(
            call,
            state,
            owner=owner,
            values={
                "error": error,
                "why": why,
                "posts": posts,
                "again": again,
                "owner": keeps,
                **({} if state in OPEN else {"cost_usd": cost}),
            },
        )

    # -- who is at work on it

    def take_over(self, call: Call, *, owner: str) -> bool:
        """Become the owner of an open row whose owner, as it stood in `call`, is gone."""
        return self._own(call, was=call.owner, owner=owner)

    def renew(self, call: Call, *, owner: str) -> bool:
        """Say that the owner is still at work."""
        return self._own(call, was=owner, owner=owner)

    def allow(self, call: Call, *, why: str) -> bool:
        """A person lets what ended be asked for anew, as a further take."""
        with writing(self.url) as connection:
            here = (calls.c.id == call.id) & calls.c.state.in_(("refused", "rejected", "failed"))
            changed = connection.execute(calls.update().where(here).values(again=True, why=why))
            return changed.rowcount == 1

    def let_go(self, call: Call, *, owner: str) -> bool:
        """Leave an open row to whoever asks for it next."""
        return self._own(call, was=owner, owner="")

    def _own(self, call: Call, *, was: str, owner: str) -> bool:
        with writing(self.url) as connection:
            here = (calls.c.id == call.id) & (calls.c.owner == was) & calls.c.state.in_(OPEN)
            lease = self.clock() + LEASE_SECONDS
            changed = connection.execute(calls.update().where(here).values(owner=owner, lease_until=lease))
            return changed.rowcount == 1

    # -- what stands there

    def call(self, number: int) -> Call | None:
        """The row of that number."""
        with reading(self.url) as connection:
            return _one(connection, BY_ID, number=number)

    def calls(self, campaign: str | None = None) -> tuple[Call, ...]:
        """The campaign's rows (or everybody's), oldest first."""
        query = select(calls).order_by(calls.c.id)
        if campaign is not None:
            query = query.where(calls.c.campaign == campaign)
        return self._rows(query)

    def open_calls(self) -> tuple[Call, ...]:
        """Every row whose outcome is not known, oldest first."""
        return self._rows(select(calls).where(calls.c.state.in_(OPEN)).order_by(calls.c.id))

    def spent(self, campaign: str) -> Decimal:
        """USD spent or reserved for the campaign."""
        return sum((call.committed_usd for call in self.calls(campaign)), Decimal(0))

    def _rows(self, query: Any) -> tuple[Call, ...]:
        with reading(self.url) as connection:
            return tuple(call_of(row) for row in connection.execute(query).mappings())

    def _change(self, call: Call, state: State, *, owner: str | None, values: Mapping[str, Any]) -> bool:
        """Move the row on and its reservation with it; False where it is no longer the owner's to move."""
        now = self.clock()
        changed = {**values, "state": state, "settled_at": now}
        here = {"number": call.id, "anybody": owner is None, "held": owner or ""}
        with writing(self.url) as connection:
            told = {"told": changed.pop("posts", 0)}
            row = connection.execute(MOVE[state], here | told | changed).first()
            if row is None:
                return False
            if state not in OPEN:
                payer = Payer(campaign=row.campaign, user=row.user, vendor=row.provider, day=row.day)
                move(connection, payer, by=values["cost_usd"] - row.quoted_usd)
            if values.get("error"):
                said = {"call_id": call.id, "candidate": row.candidate, "error": values["error"], "at": now}
                connection.execute(NO, said)
        return True


def _row(
    asked: Asked, candidate: Candidate, *, take: int, choice: Choice, now: float, day: str
) -> dict[str, Any]:
    return {
        "campaign": asked.campaign,
        "item": asked.item,
        "request": asked.request,
        "provider": candidate.vendor,
        "cost_usd": Decimal(0),
        "error": "",
        "key": asked.key(take),
        "take": take,
        "kind": asked.kind,
        "customer": asked.customer,
        "user": asked.user,
        "day": day,
        "near": asked.near,
        "candidate": candidate.name,
        "reason": choice.reason,
        "alternatives": json.dumps(choice.alternatives),
        "job_id": "",
        "posts": 0,
        "basis": "quoted",
        "again": False,
        "lease_until": now + LEASE_SECONDS,
        "intended_at": now,
        "settled_at": now,
        "sha256": "",
        "done": "",
    }


def _one(connection: Connection, query: Select[Any], **named: object) -> Call | None:
    row = connection.execute(query, named).mappings().first()
    return None if row is None else call_of(row)
