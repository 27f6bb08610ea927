"""What became of the calls: what routing learns from, and routing itself over a ledger.

A call's work is judged by its findings and by people's decisions; a candidate's no counts as work worth
nothing. Who told that it is retired, or says no again and again, rests while anybody else is there.
"""

import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from sqlalchemy import Connection, RowMapping, func, select

from astro_pipeline.domain.base import digest
from astro_pipeline.errors import Retired
from astro_pipeline.provider import Candidate, Kind, Request
from astro_pipeline.spend.database import reading, writing
from astro_pipeline.spend.routing import ONE_PER_CAMPAIGN, Choice, Tally, choose
from astro_pipeline.spend.tables import calls, hits, noes, rewards

FINDINGS = "findings"
"""The source of what findings say; each decision is a source of its own."""
NOES_IN_A_ROW = 3
"""So many without an answer between them, and a candidate rests."""
REST_SECONDS = 900.0
"""How long it rests after its last no."""
RETIRED_SECONDS = 86_400.0
"""How long a vendor's word that a model is retired stands before it is asked again."""


@dataclass(frozen=True, slots=True)
class Rewards:
    """The judgements in one ledger."""

    url: str

    def judge(self, campaign: str, worths: Mapping[str, float], *, source: str, at: float) -> int:
        """Write down what items were worth, 0 to 1, to whoever had made them by then; how many were new.

        The same source judges a call once: said again, its last word stands.
        """
        with writing(self.url) as connection:
            made = _makers(connection, campaign, by=at)
            judged = {made[item]: worth for item, worth in worths.items() if item in made}
            for call, worth in judged.items():
                _put(connection, call, source=source, worth=worth, at=at)
        return len(judged)

    def items(self, campaign: str) -> tuple[str, ...]:
        """What was bought for the campaign so far, or reused."""
        with reading(self.url) as connection:
            return tuple(_makers(connection, campaign, by=float("inf")))

    def sources(self, campaign: str) -> frozenset[str]:
        """Who has judged anything of the campaign so far."""
        query = (
            select(rewards.c.source)
            .join(calls, calls.c.id == rewards.c.call_id)
            .where(calls.c.campaign == campaign)
            .distinct()
        )
        with reading(self.url) as connection:
            return frozenset(connection.execute(query).scalars())

    def tallies(self, customer: str, kind: Kind, *, now: float) -> dict[str, Tally]:
        """What is known of each candidate's work of a kind for a customer."""
        with reading(self.url) as connection:
            asked = _counted(connection, customer, kind)
            worth = _judged(connection, customer, kind)
            said_no = _refusals(connection, customer, kind)
            resting = _resting(connection, now)
        return {
            name: Tally(
                calls=asked.get(name, 0) + said_no.get(name, 0),
                judged=worth.get(name, (0, 0.0))[0] + said_no.get(name, 0),
                worth=worth.get(name, (0, 0.0))[1],
                resting=name in resting,
            )
            for name in {*asked, *said_no, *resting}
        }

    def earlier(self, campaign: str, kind: Kind) -> str:
        """The candidate that answered the campaign's last call of a kind; "" where none did."""
        # Order and state are looked at here: asked for them, SQLite walks the whole ledger.
        query = select(calls.c.id, calls.c.candidate, calls.c.state).where(
            calls.c.campaign == campaign, calls.c.kind == kind
        )
        with reading(self.url) as connection:
            rows = [
                (int(id_), str(name)) for id_, name, state in connection.execute(query) if state == "stored"
            ]
        return max(rows, default=(0, ""))[1]


@dataclass(frozen=True, slots=True)
class Router:
    """Routing over a ledger: what the client asks who is to be called."""

    rewards: Rewards
    clock: Callable[[], float] = time.time

    def __call__(
        self,
        candidates: Sequence[Candidate],
        request: Request,
        *,
        campaign: str,
        customer: str,
        item: str,
        take: int,
    ) -> Choice:
        """Who is asked, who after that, and why. Raises: NotAccepted when nobody is left."""
        now = self.clock()
        alone = len(candidates) == 1
        stays = not alone and request.kind in ONE_PER_CAMPAIGN
        return choose(
            candidates,
            request,
            tallies={} if alone else self.rewards.tallies(customer, request.kind, now=now),
            seed=int(digest({"campaign": campaign, "item": item, "take": take})[:12], 16) ^ request.seed,
            today=datetime.fromtimestamp(now, UTC).date(),
            earlier=self.rewards.earlier(campaign, request.kind) if stays else "",
        )


def _makers(connection: Connection, campaign: str, *, by: float) -> dict[str, int]:
    """The call behind each item as it lay there at that time, kept answers included."""
    bought = select(
        calls.c.item, calls.c.id.label("call"), calls.c.settled_at.label("at"), calls.c.state
    ).where(calls.c.campaign == campaign)
    reused = select(hits.c.item, hits.c.call_id.label("call"), hits.c.at).where(hits.c.campaign == campaign)
    kept = [row for row in connection.execute(bought).mappings() if row["state"] == "stored"]
    rows = [*kept, *connection.execute(reused).mappings()]
    return {row["item"]: row["call"] for row in sorted(rows, key=_when) if _when(row) <= by}


def _when(row: RowMapping) -> float:
    return float(row["at"])


def _put(connection: Connection, call: int, *, source: str, worth: float, at: float) -> None:
    same = (rewards.c.call_id == call) & (rewards.c.source == source)
    if not connection.execute(rewards.update().where(same).values(worth=worth, at=at)).rowcount:
        connection.execute(rewards.insert().values(call_id=call, source=source, worth=worth, at=at))


def _counted(connection: Connection, customer: str, kind: Kind) -> dict[str, int]:
    mine = (calls.c.customer == customer) & (calls.c.kind == kind)
    answered = calls.c.error == ""
    query = select(calls.c.candidate, func.count()).where(mine, answered).group_by(calls.c.candidate)
    return {name: int(count) for name, count in connection.execute(query)}


def _judged(connection: Connection, customer: str, kind: Kind) -> dict[str, tuple[int, float]]:
    query = (
        select(calls.c.candidate, func.count(), func.sum(rewards.c.worth))
        .join(rewards, rewards.c.call_id == calls.c.id)
        .where(calls.c.customer == customer, calls.c.kind == kind)
        .group_by(calls.c.candidate)
    )
    return {name: (int(count), float(worth)) for name, count, worth in connection.execute(query)}


def _refusals(connection: Connection, customer: str, kind: Kind) -> dict[str, int]:
    query = (
        select(noes.c.candidate, func.count())
        .join(calls, calls.c.id == noes.c.call_id)
        .where(calls.c.customer == customer, calls.c.kind == kind)
        .group_by(noes.c.candidate)
    )
    return {name: int(count) for name, count in connection.execute(query)}


def _resting(connection: Connection, now: float) -> frozenset[str]:
    """Who says no to everybody just now."""
    recent = select(noes.c.candidate, noes.c.error, noes.c.at).where(noes.c.at > now - RETIRED_SECONDS)
    said: dict[str, list[tuple[str, float]]] = {}
    for name, error, at in connection.execute(recent.order_by(noes.c.at)):
        said.setdefault(name, []).append((error, at))
    return frozenset(name for name, nos in said.items() if _rests(connection, name, nos, now))


def _rests(connection: Connection, name: str, nos: Sequence[tuple[str, float]], now: float) -> bool:
    answered = select(func.max(calls.c.settled_at)).where(
        calls.c.candidate == name, calls.c.state == "stored", calls.c.settled_at > nos[0][1]
    )
    last = connection.execute(answered).scalar() or 0.0
    since = [(error, at) for error, at in nos if at > last]
    tired = len(since) >= NOES_IN_A_ROW and since[-1][1] > now - REST_SECONDS
    return tired or any(error == Retired.__name__ for error, _ in since)
