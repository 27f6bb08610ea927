from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from astro_pipeline.domain.media import Licence
from astro_pipeline.errors import Ambiguous, BudgetExceeded, JobFailed, Rejected
from astro_pipeline.provider import Done, ImageRequest, Kind, Pending, Quote, Request, Search
from astro_pipeline.spend.client import Client
from astro_pipeline.spend.ledger import Ledger

PICTURE = ImageRequest(craft="illustrator", version="1", prompt="a can", width=8, height=8)


class Shop:
    """A provider that charges, answers late, or fails as it is told."""

    name = "shop"
    kinds: frozenset[Kind] = frozenset({"image"})

    def __init__(self, *, price: str = "1.50", fails: Exception | None = None, polls: int = 0) -> None:
        self.price = Decimal(price)
        self.fails = fails
        self.polls = polls
        self.submitted: list[str] = []

    def quote(self, request: Request) -> Quote:
        return Quote(
            usd=self.price + Decimal("0.50"),
            source=f"price list of {request.kind}",
            checked=date(2026, 11, 20),
        )

    def submit(self, request: Request, key: str) -> Pending | Done:
        self.submitted.append(f"{key} {request.kind}")
        if self.fails:
            raise self.fails
        return Pending(job_id="7") if self.polls else self._done()

    def poll(self, job_id: str) -> Pending | Done:
        self.polls -= 1
        return Pending(job_id=job_id) if self.polls else self._done()

    def cancel(self, job_id: str) -> bool:
        return not job_id

    def find(self, key: str) -> Search:
        return "absent" if key else "unknown"

    def _done(self) -> Done:
        return Done(
            provider="shop",
            model="m",
            cost_usd=self.price,
            licence=Licence(name="n", holder="h", source="s"),
            source_type="trainedAlgorithmicMedia",
        )


@pytest.fixture
def ledger(tmp_path: Path) -> Ledger:
    return Ledger.of(tmp_path / "home")


def client(ledger: Ledger, shop: Shop, ceiling: str = "20") -> Client:
    return Client("spring", ledger, {"image": shop}, Decimal(ceiling), sleep=lambda _: None)


def test_a_call_is_written_down_with_what_it_cost(ledger: Ledger) -> None:
    client(ledger, Shop())(PICTURE, item="images/A/key.png")

    (call,) = ledger.calls("spring")
    assert (call.state, call.quoted_usd, call.cost_usd) == ("stored", Decimal("2.00"), Decimal("1.50"))
    assert ledger.spent("spring") == Decimal("1.50")
    assert ledger.spent("autumn") == Decimal(0)


def test_the_budget_refuses_the_call_that_would_pass_the_ceiling(ledger: Ledger) -> None:
    shop = Shop()
    ask = client(ledger, shop, ceiling="3.49")
    ask(PICTURE, item="images/A/key.png")

    with pytest.raises(BudgetExceeded, match=r"1\.50 of 3\.49 USD spent, 2\.00 asked"):
        ask(PICTURE, item="images/B/key.png")

    assert len(shop.submitted) == 1
    assert [call.state for call in ledger.calls("spring")] == ["stored", "refused"]


def test_a_call_that_just_fits_the_ceiling_is_made(ledger: Ledger) -> None:
    ask = client(ledger, Shop(), ceiling="3.50")
    ask(PICTURE, item="images/A/key.png")

    ask(PICTURE, item="images/B/key.png")

    assert ledger.spent("spring") == Decimal("3.00")


def test_an_intent_counts_as_spent_until_its_outcome_is_known(ledger: Ledger) -> None:
    ledger.intend("spring", "x", request="r", provider="shop", quoted=Decimal(2), ceiling=Decimal(20))

    assert ledger.spent("spring") == Decimal(2)


def test_what_may_have_been_accepted_keeps_its_reservation(ledger: Ledger) -> None:
    with pytest.raises(Ambiguous):
        client(ledger, Shop(fails=Ambiguous("cut off", provider="shop")))(PICTURE, item="x")

    assert ledger.spent("spring") == Decimal("2.00")


def test_what_surely_failed_costs_nothing(ledger: Ledger) -> None:
    with pytest.raises(JobFailed):
        client(ledger, Shop(fails=JobFailed("no luck", provider="shop")))(PICTURE, item="x")

    (call,) = ledger.calls("spring")
    assert (call.state, call.cost_usd, call.why) == ("failed", Decimal(0), "shop: no luck")


def test_a_job_is_polled_until_it_is_done_and_submitted_once(ledger: Ledger) -> None:
    shop = Shop(polls=3)

    done = client(ledger, shop)(PICTURE, item="x")

    assert done.model == "m"
    assert len(shop.submitted) == 1


def test_a_kind_nobody_makes_is_refused(ledger: Ledger) -> None:
    ask = Client("spring", ledger, {}, Decimal(20))

    with pytest.raises(Rejected, match="no provider makes image"):
        ask(PICTURE, item="x")
