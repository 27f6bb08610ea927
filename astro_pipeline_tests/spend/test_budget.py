import logging
from decimal import Decimal

import pytest

from astro_pipeline.errors import Ambiguous, BudgetExceeded
from astro_pipeline.spend.budget import Ceilings
from astro_pipeline.spend.summary import account
from astro_pipeline_tests.spend.shop import OTHER, PICTURE, Desk, Shop, offer, text


def test_the_budget_refuses_the_call_that_would_pass_the_ceiling(desk: Desk) -> None:
    shop = Shop()
    ask = desk.client(shop, ceilings=Ceilings(campaign=Decimal("3.49")))
    ask(PICTURE, item="images/A/key.png")

    with pytest.raises(BudgetExceeded, match=r"spring: 1\.50 of 3\.49 USD spent or reserved, 2\.00 asked"):
        ask(OTHER, item="images/B/key.png")

    assert len(shop.submitted) == 1
    assert [call.state for call in desk.ledger.calls("spring")] == ["stored", "over_budget"]


def test_a_call_that_just_fits_the_ceiling_is_made(desk: Desk) -> None:
    ask = desk.client(Shop(), ceilings=Ceilings(campaign=Decimal("3.50")))
    ask(PICTURE, item="images/A/key.png")

    ask(OTHER, item="images/B/key.png")

    assert desk.ledger.spent("spring") == Decimal("3.00")


@pytest.mark.parametrize(
    ("ceilings", "scope", "cure"),
    [
        (Ceilings(campaign=Decimal(1)), "campaign", "raise spend_limit_usd"),
        (Ceilings(day=Decimal(1)), "day", "ASTRO_DAY_CEILING_USD"),
        (Ceilings(user=Decimal(1)), "user", "ASTRO_USER_CEILING_USD"),
        (Ceilings(provider={"shop": Decimal(1)}), "provider", "ASTRO_PROVIDER_CEILING_USD"),
        (Ceilings(provider={"": Decimal(1)}), "provider", "ASTRO_PROVIDER_CEILING_USD"),
    ],
    ids=["campaign", "day", "user", "this provider", "any provider"],
)
def test_the_refusal_names_the_ceiling(desk: Desk, ceilings: Ceilings, scope: str, cure: str) -> None:
    shop = Shop()

    with pytest.raises(BudgetExceeded, match=cure) as refused:
        desk.client(shop, ceilings=ceilings)(PICTURE, item="x")

    assert refused.value.scope == scope
    assert shop.submitted == []


def test_another_providers_ceiling_is_not_this_ones(desk: Desk) -> None:
    ceilings = Ceilings(provider={"elsewhere": Decimal(1)})

    desk.client(Shop(), ceilings=ceilings)(PICTURE, item="x")

    assert desk.ledger.spent("spring") == Decimal("1.50")


def test_campaigns_share_the_day_and_the_next_day_is_another(desk: Desk) -> None:
    ceilings = Ceilings(day=Decimal("3.00"))
    desk.client(Shop(), campaign="spring", ceilings=ceilings)(PICTURE, item="x")
    autumn = desk.client(Shop(), campaign="autumn", customer="other", ceilings=ceilings)
    with pytest.raises(BudgetExceeded):
        autumn(PICTURE, item="x")

    desk.clock.now += 86400

    assert autumn(PICTURE, item="x").content


def test_what_may_have_been_accepted_keeps_its_reservation(desk: Desk) -> None:
    with pytest.raises(Ambiguous):
        desk.client(Shop(loses_answers=True, lists=False))(PICTURE, item="x")

    assert desk.ledger.spent("spring") == Decimal("2.00")
    with pytest.raises(BudgetExceeded, match=r"2\.00 of 3\.00 USD"):
        desk.client(Shop(), ceilings=Ceilings(campaign=Decimal(3)))(OTHER, item="y")


def test_four_fifths_of_a_ceiling_are_told_once(desk: Desk, caplog: pytest.LogCaptureFixture) -> None:
    ask = desk.client(Shop(), ceilings=Ceilings(campaign=Decimal("4.30")))
    with caplog.at_level(logging.WARNING, logger="astro_pipeline.spend"):
        ask(PICTURE, item="a")
        assert caplog.records == []
        ask(OTHER, item="b")
        caplog_after = list(caplog.messages)

    assert caplog_after == ["campaign spring: 3.50 of 4.30 USD are spent or reserved"]
    (warned,) = account(desk.ledger, "spring").warnings
    assert (warned.scope, warned.committed_usd, warned.ceiling_usd) == (
        "campaign",
        Decimal("3.50"),
        Decimal("4.30"),
    )


def test_what_costs_nothing_is_made_over_any_ceiling(desk: Desk) -> None:
    free = Shop(price="0", quote="0")
    desk.client(Shop(), ceilings=Ceilings(campaign=Decimal(2)))(PICTURE, item="x")

    desk.client(offer(free, "ollama/m", vendor="ollama"), ceilings=Ceilings(campaign=Decimal(1)))(
        OTHER, item="y"
    )

    assert len(free.submitted) == 1


def test_a_cost_above_its_quote_is_kept_and_told(desk: Desk, caplog: pytest.LogCaptureFixture) -> None:
    desk.client(Shop(price="3.00", quote="2.00"))(PICTURE, item="x")

    assert desk.ledger.spent("spring") == Decimal("3.00")
    assert "cost 3.00 USD, quoted were 2.00" in caplog.text


def test_amounts_are_kept_to_the_last_digit(desk: Desk) -> None:
    tiny = Shop(price="0.00000000000000000123", quote="1")
    for number in range(3):
        desk.client(tiny)(text(f"words {number}"), item=f"copy {number}")

    assert desk.ledger.spent("spring") == Decimal("0.00000000000000000369")
