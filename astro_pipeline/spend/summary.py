"""What was spent: a campaign's account, or everybody's, and how far quotes are from costs."""

from collections.abc import Iterable
from decimal import Decimal

from sqlalchemy import select

from astro_pipeline.domain.base import Frozen
from astro_pipeline.domain.media import Usd
from astro_pipeline.spend.call import Call, State
from astro_pipeline.spend.database import reading
from astro_pipeline.spend.ledger import Ledger
from astro_pipeline.spend.tables import hits, warnings

_REACHED: frozenset[State] = frozenset(
    {"intent", "submitted", "ambiguous", "stored", "refused", "rejected", "failed"}
)


class Row(Frozen):
    """One call."""

    id: int
    campaign: str
    item: str
    take: int
    kind: str
    candidate: str
    state: State
    quoted_usd: Usd
    cost_usd: Usd
    basis: str
    posts: int
    job_id: str
    reason: str
    alternatives: tuple[str, ...]
    why: str


class Warned(Frozen):
    """A ceiling that four fifths were spent or reserved of."""

    scope: str
    name: str
    committed_usd: Usd
    ceiling_usd: Usd


class Account(Frozen):
    """What calls came to. Amounts in USD."""

    total_usd: Usd
    """Paid, as reported or metered."""
    reserved_usd: Usd
    """Quotes of calls whose outcome is not known; they count under every ceiling."""
    estimated_usd: Usd
    """What the calls that were made were quoted at."""
    saved_usd: Usd
    """What answers that were used again had cost."""
    calls: int
    """Requests a vendor accepted, re-asks included."""
    cache_hits: int
    cache_misses: int
    open: int
    """Rows whose outcome is not known."""
    warnings: tuple[Warned, ...]
    rows: tuple[Row, ...]


class Drift(Frozen):
    """How far a candidate's quotes are from what it cost."""

    candidate: str
    calls: int
    quoted_usd: Usd
    cost_usd: Usd


def account(ledger: Ledger, campaign: str | None = None) -> Account:
    """The account of one campaign, or of all."""
    rows = ledger.calls(campaign) if ledger.begun else ()
    made = [call for call in rows if call.state in _REACHED]
    saved = _saved(ledger, campaign)
    return Account(
        total_usd=_sum(call.cost_usd for call in rows if not call.open),
        reserved_usd=_sum(call.quoted_usd for call in rows if call.open),
        estimated_usd=_sum(call.quoted_usd for call in made),
        saved_usd=_sum(saved),
        calls=sum(call.posts for call in rows),
        cache_hits=len(saved),
        cache_misses=len(made),
        open=sum(call.open for call in rows),
        warnings=_warnings(ledger, campaign),
        rows=tuple(_row(call) for call in rows),
    )


def drift(ledger: Ledger, *, since: float = 0.0) -> tuple[Drift, ...]:
    """Quoted and settled, per candidate, of what was stored since then (seconds since 1970)."""
    found: dict[str, list[Call]] = {}
    for call in ledger.calls():
        if call.state == "stored" and call.settled_at >= since:
            found.setdefault(call.candidate, []).append(call)
    return tuple(
        Drift(
            candidate=name,
            calls=len(each),
            quoted_usd=_sum(call.quoted_usd for call in each),
            cost_usd=_sum(call.cost_usd for call in each),
        )
        for name, each in sorted(found.items())
    )


def _row(call: Call) -> Row:
    return Row.model_validate({name: getattr(call, name) for name in Row.model_fields})


def _sum(amounts: Iterable[Decimal]) -> Decimal:
    return sum(amounts, Decimal(0))


def _saved(ledger: Ledger, campaign: str | None) -> list[Decimal]:
    if not ledger.begun:
        return []
    query = select(hits.c.saved_usd)
    if campaign is not None:
        query = query.where(hits.c.campaign == campaign)
    with reading(ledger.url) as connection:
        return list(connection.execute(query).scalars())


def _warnings(ledger: Ledger, campaign: str | None) -> tuple[Warned, ...]:
    if not ledger.begun:
        return ()
    query = select(
        warnings.c.scope, warnings.c.name, warnings.c.committed_usd, warnings.c.ceiling_usd
    ).order_by(warnings.c.id)
    if campaign is not None:
        query = query.where(warnings.c.campaign == campaign)
    with reading(ledger.url) as connection:
        return tuple(Warned.model_validate(dict(row)) for row in connection.execute(query).mappings())
