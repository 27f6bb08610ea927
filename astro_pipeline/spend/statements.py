"""The ledger's statements, built once: building one anew for every call takes longer than running it."""

from collections.abc import Iterable

from sqlalchemy import Boolean, ColumnElement, bindparam, case, or_, select
from sqlalchemy.dialects import postgresql, sqlite

from astro_pipeline.spend.call import BEFORE, OPEN, State
from astro_pipeline.spend.tables import calls, noes


def _in(states: Iterable[State]) -> ColumnElement[bool]:
    return or_(*(calls.c.state == state for state in sorted(states)))


_LAST = select(calls).order_by(calls.c.take.desc(), calls.c.id.desc()).limit(1)
BY_ID = _LAST.where(calls.c.id == bindparam("number"))
NEWEST = _LAST.where(
    calls.c.campaign == bindparam("campaign"),
    calls.c.item == bindparam("item"),
    calls.c.request == bindparam("request"),
)
"""The newest take of exactly this."""
UPDATE = calls.update().where(calls.c.id == bindparam("number"))
NO = noes.insert()
INTEND = {
    dialect.__name__.rpartition(".")[2]: put.on_conflict_do_update(
        index_elements=["key"],
        set_={column: put.excluded[column.name] for column in calls.c if not column.primary_key},
        where=_in(BEFORE["intent"]),
    ).returning(calls.c.id)
    for dialect, put in ((sqlite, sqlite.insert(calls)), (postgresql, postgresql.insert(calls)))
}
"""A row of its own, or the one of that key where surely nothing was bought; gives the row's number."""
_TOLD = bindparam("told", type_=calls.c.posts.type)
MOVE = {
    state: calls.update()
    .where(calls.c.id == bindparam("number"), _in(before))
    .where(or_(bindparam("anybody", type_=Boolean()), calls.c.owner == bindparam("held")))
    .values(posts=case((calls.c.posts > _TOLD, calls.c.posts), else_=_TOLD))
    .returning(
        *(calls.c[name] for name in ("campaign", "user", "provider", "day", "quoted_usd", "candidate"))
    )
    for state, before in BEFORE.items()
    if before <= OPEN
}
"""To each state a sent call may come to; where it came from, all of its quote counted as spent."""
