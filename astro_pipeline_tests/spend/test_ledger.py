"""Any order of events: accounts, rows and what was paid say the same, and no ceiling is passed."""

from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from itertools import count

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule, run_state_machine_as_test
from sqlalchemy import select

from astro_pipeline.errors import BudgetExceeded
from astro_pipeline.spend.budget import Ceilings
from astro_pipeline.spend.call import BEFORE, OPEN, Asked, Call, State
from astro_pipeline.spend.database import reading
from astro_pipeline.spend.ledger import Ledger
from astro_pipeline.spend.owner import new_owner
from astro_pipeline.spend.routing import Choice
from astro_pipeline.spend.tables import accounts
from astro_pipeline_tests.spend.shop import Desk, Shop, offer

QUOTE = Decimal(2)
CEILING = Decimal("5.50")
ITEMS = st.integers(0, 3)
COSTS = st.decimals(min_value=0, max_value=QUOTE, places=6)
ENDS = st.sampled_from(["ambiguous", "not_accepted", "refused", "rejected", "failed"])

campaigns = (f"campaign-{number}" for number in count())


class Life(RuleBasedStateMachine):
    """Calls intended, taken over, lost, stored and ended, also by owners who come too late."""

    ledger: Ledger

    def __init__(self) -> None:
        super().__init__()
        self.campaign = next(campaigns)
        self.now: dict[int, Call] = {}
        """Each item's row as it must stand."""
        self.late: dict[int, Call] = {}
        """What an owner that lost a row still believes of it."""

    @rule(item=ITEMS)
    def intend(self, item: int) -> None:
        """Only what was surely not bought is asked again, and only under the ceiling."""
        known = self.now.get(item)
        free = known is None or known.state in BEFORE["intent"]
        if free and self.committed() > CEILING - QUOTE:
            with pytest.raises(BudgetExceeded):
                self._intend(item)
            self._expect(item, state="over_budget", cost_usd=Decimal(0), owner="")
            return
        made = self._intend(item)
        assert (made is not None) is free
        if made is not None:
            self.now[item] = made

    @rule(item=ITEMS)
    def accept(self, item: int) -> None:
        """The vendor gives a job."""
        self._move(
            item, "submitted", lambda call: self.ledger.submitted(call, f"job-{item}", owner=call.owner)
        )

    @rule(item=ITEMS, cost=COSTS)
    def store(self, item: int, cost: Decimal) -> None:
        """The answer is there: it counts whoever brings it, once."""
        call = self.late.pop(item, None) or self.now.get(item)
        if call is None:
            return
        moved = self.ledger.stored(call, sha256="s", done="{}", cost=cost, basis="metered", posts=1)
        assert moved is (self.now[item].state in OPEN)
        if moved:
            self._expect(item, state="stored", cost_usd=cost, owner="")

    @rule(item=ITEMS, state=ENDS, cost=COSTS)
    def end(self, item: int, state: State, cost: Decimal) -> None:
        """It ends badly, or nobody can say."""
        cost = cost if state in {"refused", "failed"} else Decimal(0)
        self._move(
            item,
            state,
            lambda call: self.ledger.ended(call, state, owner=call.owner, why="so", error="No", cost=cost),
            cost_usd=cost if state not in OPEN else Decimal(0),
            owner="",
        )

    @rule(item=ITEMS)
    def take_over(self, item: int) -> None:
        """Somebody else goes on with it; the owner before does not know."""
        call = self.now.get(item)
        if call is None:
            return
        owner = new_owner()
        assert self.ledger.take_over(call, owner=owner) is (call.state in OPEN)
        if call.state in OPEN:
            if call.owner:  # a row that was left lying was lost by nobody
                self.late[item] = call
            self._expect(item, owner=owner)

    @invariant()
    def the_books_agree(self) -> None:
        """Account, rows and what is expected are the same, to the last digit, and under the ceiling."""
        rows = {int(call.item): call for call in self.ledger.calls(self.campaign)}
        assert {item: (row.state, row.cost_usd, row.owner) for item, row in rows.items()} == {
            item: (call.state, call.cost_usd, call.owner) for item, call in self.now.items()
        }
        here = select(accounts.c.committed_usd).where(accounts.c.name == self.campaign)
        with reading(self.ledger.url) as connection:
            written = connection.execute(here).scalar() or Decimal(0)
        assert written == self.committed() <= CEILING

    def committed(self) -> Decimal:
        return sum((call.committed_usd for call in self.now.values()), Decimal(0))

    def _intend(self, item: int) -> Call | None:
        asked = Asked(
            campaign=self.campaign,
            item=str(item),
            kind="image",
            customer=self.campaign,
            user="ada",
            request="r",
        )
        return self.ledger.intend(
            asked,
            offer(Shop()),
            take=0,
            quoted=QUOTE,
            choice=Choice("shop/m", (), "the only one"),
            ceilings=Ceilings(campaign=CEILING, day=Decimal(10**9)),
            owner=new_owner(),
        )

    def _move(self, item: int, state: State, move: Callable[[Call], bool], **changed: object) -> None:
        late, call = self.late.get(item), self.now.get(item)
        if late is not None and state != "stored":
            assert not move(late), "who lost a row must not move it"
        if call is None:
            return
        allowed = call.state in BEFORE[state]
        assert move(call) is allowed
        if allowed:
            self._expect(item, state=state, **changed)

    def _expect(self, item: int, **changed: object) -> None:
        if item in self.now:
            self.now[item] = replace(self.now[item], **changed)
        else:
            (row,) = (call for call in self.ledger.calls(self.campaign) if call.item == str(item))
            assert all(getattr(row, name) == value for name, value in changed.items())
            self.now[item] = row


def test_the_books_agree_after_anything(desk: Desk) -> None:
    class Here(Life):
        ledger = desk.ledger

    run_state_machine_as_test(
        Here,
        settings=settings(max_examples=8, stateful_step_count=25, deadline=None, derandomize=True),
    )


@pytest.mark.torture
def test_the_books_agree_after_very_much(desk: Desk) -> None:
    class Here(Life):
        ledger = desk.ledger

    run_state_machine_as_test(
        Here, settings=settings(max_examples=300, stateful_step_count=60, deadline=None)
    )


@pytest.mark.parametrize("state", sorted(BEFORE))
def test_no_state_that_is_final_is_left(state: State) -> None:
    final = {"stored", "refused", "rejected", "failed"}

    assert not BEFORE[state] & final
