"""The cache: what a customer was answered, for the same question of the same customer.

It is the ledger's own stored rows. Whoever answered, the same canonical request gets the same bytes;
a text also where only blanks, case and punctuation of its prose differ.
"""

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import NamedTuple

from pydantic import JsonValue
from sqlalchemy import Executable, RowMapping, bindparam, literal, select, union_all

from astro_pipeline.domain.base import digest
from astro_pipeline.provider import Done, Kind, Request, TextRequest
from astro_pipeline.spend.answers import Shelf, kept
from astro_pipeline.spend.call import Asked, Call, call_of
from astro_pipeline.spend.database import reading, writing
from astro_pipeline.spend.ledger import Ledger
from astro_pipeline.spend.statements import NEWEST
from astro_pipeline.spend.tables import calls, hits

HOURS: Mapping[Kind, float] = {
    "text": 24,
    "vision": 24,
    "image": 168,
    "speech": 168,
    "music": 168,
    "sfx": 168,
    "video": 168,
    "transcript": 168,
}
"""How long an answer may be used again, by kind."""

_PROSE_WORDS = 4
"""A value of fewer words is a name, a code or a figure: it is compared letter for letter."""
_MARK = re.compile(r"\b[0-9a-f]{16,}\b")
"""A digest within a prompt: it changes with every letter of what it marks."""
_POINT = re.compile(r"(?<![\d%€$£])[^\w\s%€$£]+(?!\d)|_+")
"""Punctuation, but not what belongs to a figure: 1.5, -3, 9:16, 20%."""

_ANSWERS = (
    select(calls)
    .where(calls.c.customer == bindparam("customer"), calls.c.state == "stored")
    .where(calls.c.settled_at >= bindparam("oldest"))
    .order_by(calls.c.settled_at.desc())
    .limit(1)
)
_EXACTLY = _ANSWERS.where(calls.c.request == bindparam("request")).subquery()
_OWN = NEWEST.subquery()
_LOOK = union_all(
    select(literal("answer").label("what"), _EXACTLY), select(literal("own").label("what"), _OWN)
)
"""Both at one time: an answer that came in between would be bought again."""
_NEARLY = _ANSWERS.where(calls.c.near == bindparam("near"))


class Look(NamedTuple):
    """What the ledger has for a question at one moment."""

    found: tuple[Call, Done] | None
    """An answer that may be used, with its row."""
    last: Call | None
    """The last take of exactly this, if it was ever asked for."""


@dataclass(frozen=True, slots=True)
class Cache:
    """The answers in one ledger."""

    url: str
    shelf: Shelf
    hours: Mapping[Kind, float] = field(default_factory=lambda: HOURS)
    fresh_since: float | None = None
    """Answers older than this are passed over, seconds since 1970."""

    def look(self, asked: Asked, *, begun: float, now: float) -> Look:
        """The newest answer that may be used, and how the question itself stands.

        What came in since the question was put (at `begun`) always may: somebody else has asked it.
        """
        oldest = min(begun, max(now - self.hours.get(asked.kind, 0) * 3600, self.fresh_since or 0))
        named = {
            "customer": asked.customer,
            "request": asked.request,
            "oldest": oldest,
            "campaign": asked.campaign,
            "item": asked.item,
        }
        there = {row["what"]: row for row in self._rows(_LOOK, named)}
        exact = there.get("answer")
        if exact is None and asked.near:
            exact = next(iter(self._rows(_NEARLY, {**named, "near": asked.near})), None)
        own = there.get("own")
        return Look(self._opened(exact) if exact else None, call_of(own) if own else None)

    def _opened(self, row: RowMapping) -> tuple[Call, Done] | None:
        call = call_of(row)
        done = kept(call.sha256, call.done, self.shelf)
        return None if done is None else (call, done)

    def use(self, asked: Asked, call: Call, done: Done, *, now: float) -> Done:
        """Write the reuse down, with what it saved; the answer as it is given on.

        What an item is given of its own (after a crash) still says what it cost; what was made for
        something else cost this one nothing.
        """
        with writing(self.url) as connection:
            connection.execute(
                hits.insert().values(
                    campaign=asked.campaign,
                    item=asked.item,
                    call_id=call.id,
                    near=call.request != asked.request,
                    saved_usd=call.cost_usd,
                    at=now,
                )
            )
        own = (call.campaign, call.item) == (asked.campaign, asked.item)
        return done.model_copy(update={"posts": 0, "cost_usd": call.cost_usd if own else Decimal(0)})

    def _rows(self, query: Executable, named: Mapping[str, object]) -> Sequence[RowMapping]:
        with reading(self.url) as connection:
            return connection.execute(query, named).mappings().all()


def use_all(ledger: Ledger, campaign: str) -> Decimal:
    """A finished campaign is asked for again: its answers are used again, all of them; USD saved."""
    if not ledger.begun:
        return Decimal(0)
    newest = {call.item: call for call in ledger.calls(campaign) if call.state == "stored"}
    rows = [
        {
            "campaign": campaign,
            "item": call.item,
            "call_id": call.id,
            "near": False,
            "saved_usd": call.cost_usd,
            "at": ledger.clock(),
        }
        for call in newest.values()
    ]
    if rows:
        with writing(ledger.url) as connection:
            connection.execute(hits.insert(), rows)
    return sum((call.cost_usd for call in newest.values()), Decimal(0))


def near(request: Request) -> str:
    """The same for text requests whose prose differs in blanks, case and punctuation alone; else ""."""
    if not isinstance(request, TextRequest):
        return ""
    plain = request.model_dump(mode="json")
    return digest(
        {
            **plain,
            "prompt": _normal(_MARK.sub(" ", request.prompt)),
            "inputs": _normal_value(plain["inputs"]),
            "feedback": [_normal(comment) for comment in request.feedback],
        }
    )


def _normal_value(value: JsonValue) -> JsonValue:
    if isinstance(value, str):
        return _normal(value) if len(value.split()) >= _PROSE_WORDS else value.strip()
    if isinstance(value, list):
        return [_normal_value(each) for each in value]
    if isinstance(value, dict):
        return {name: _normal_value(each) for name, each in value.items()}
    return value


def _normal(text: str) -> str:
    plain = unicodedata.normalize("NFKC", text).casefold()
    return " ".join(_POINT.sub(" ", plain).split())
