from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from typing_extensions import override

from astro_pipeline.domain.base import digest
from astro_pipeline.errors import (
    Ambiguous,
    BudgetExceeded,
    Gone,
    JobFailed,
    NotAccepted,
    OutOfCredit,
    ProviderError,
    Refused,
    Rejected,
    Retired,
    Unfinished,
)
from astro_pipeline.provider import Candidate, Done, Pending, Request
from astro_pipeline.spend.answers import keep
from astro_pipeline.spend.budget import Ceilings
from astro_pipeline.spend.call import Asked, Call
from astro_pipeline.spend.client import Spent
from astro_pipeline.spend.ledger import Ledger
from astro_pipeline.spend.owner import new_owner
from astro_pipeline.spend.routing import Choice
from astro_pipeline_tests.spend.shop import OTHER, PICTURE, Desk, Shop, dies, offer

ITEM = "images/A/key.png"


def test_a_call_is_written_down_with_what_it_cost(desk: Desk) -> None:
    done = desk.client(Shop())(PICTURE, item=ITEM)

    (call,) = desk.ledger.calls("spring")
    assert done.content == b"picture of job-1"
    assert (call.state, call.quoted_usd, call.cost_usd) == ("stored", Decimal("2.00"), Decimal("1.50"))
    assert (call.candidate, call.provider, call.basis, call.posts) == ("shop/m", "shop", "reported", 1)
    assert (call.user, call.owner, call.take) == ("ada", "", 0)
    assert desk.ledger.spent("spring") == Decimal("1.50")
    assert desk.ledger.spent("autumn") == Decimal(0)


def test_the_intent_is_there_before_the_post(desk: Desk) -> None:
    seen: list[Call] = []

    class Looking(Shop):
        @override
        def submit(self, request: Request, key: str) -> Pending | Done:
            seen.extend(desk.ledger.calls("spring"))
            return super().submit(request, key)

    shop = Looking()

    desk.client(shop)(PICTURE, item=ITEM)

    assert [call.state for call in seen] == ["intent"]
    assert shop.submitted == [f"{seen[0].key} image"]


def test_a_job_is_polled_until_it_is_done_and_submitted_once(desk: Desk) -> None:
    shop = Shop(polls=3)

    done = desk.client(shop)(PICTURE, item=ITEM)

    assert done.model == "m"
    assert len(shop.submitted) == 1
    assert shop.asked_for == 3


def test_a_look_that_fails_is_taken_again(desk: Desk) -> None:
    shop = Shop(polls=1)
    shop.fails_when_asked_for = NotAccepted("busy", provider="shop")
    slept = desk.clock.sleep

    def mends(seconds: float) -> None:
        shop.fails_when_asked_for = None if shop.asked_for else shop.fails_when_asked_for
        slept(seconds)

    client = desk.client(shop)
    client = replace(client, clerk=replace(client.clerk, sleep=mends))

    assert client(PICTURE, item=ITEM).facts == {"job": "job-1"}
    assert shop.asked_for == 2


def test_a_job_that_takes_too_long_is_left_and_gone_on_with(desk: Desk) -> None:
    shop = Shop(polls=10_000)
    with pytest.raises(Unfinished, match="run the campaign again"):
        desk.client(shop)(PICTURE, item=ITEM)
    (left,) = desk.ledger.calls()
    assert (left.state, left.owner, left.committed_usd) == ("submitted", "", Decimal("2.00"))
    shop.polls = 1

    desk.client(shop)(PICTURE, item=ITEM)

    assert len(shop.submitted) == 1
    assert desk.ledger.spent("spring") == shop.bill


def test_what_was_not_accepted_is_sent_again_when_the_vendor_wants(desk: Desk) -> None:
    shop = Shop(fails=[NotAccepted("429", provider="shop", retry_after=7.0), None])

    desk.client(shop)(PICTURE, item=ITEM)

    assert desk.clock.slept[0] == 7.0
    (call,) = desk.ledger.calls()
    assert (call.state, call.take, call.posts) == ("stored", 0, 1)


def test_who_wants_more_quiet_than_patience_is_not_waited_for(desk: Desk) -> None:
    shop = Shop(fails=NotAccepted("429", provider="shop", retry_after=3000.0))

    with pytest.raises(NotAccepted):
        desk.client(shop)(PICTURE, item=ITEM)

    assert desk.clock.slept == []
    (call,) = desk.ledger.calls()
    assert (call.state, call.committed_usd) == ("not_accepted", Decimal(0))


@pytest.mark.parametrize(
    "no",
    [
        NotAccepted("refused to connect", provider="shop", retry_after=900.0),
        OutOfCredit("no money", provider="shop"),
        Retired("gone since May", provider="shop"),
    ],
    ids=lambda error: type(error).__name__,
)
def test_the_next_candidate_serves_where_one_surely_did_not(desk: Desk, no: ProviderError) -> None:
    first, second = Shop(fails=no), Shop()

    desk.client(offer(first, "first/m"), offer(second, "second/m"))(PICTURE, item=ITEM)

    (call,) = desk.ledger.calls()
    assert (len(first.submitted), len(second.submitted)) == (1, 1)
    assert (call.candidate, call.state, call.reason) == ("second/m", "stored", "first/m said no")


@pytest.mark.parametrize(
    ("no", "state", "again"),
    [
        (Refused("policy", provider="shop"), "refused", False),
        (Rejected("bad size", provider="shop"), "rejected", True),
        (JobFailed("no luck", provider="shop"), "failed", True),
        (JobFailed("no luck", provider="shop", cost_usd=Decimal("0.30"), posts=2), "failed", False),
        (NotAccepted("429", provider="shop", retry_after=900.0), "not_accepted", True),
    ],
    ids=["refused", "rejected", "failed unpaid", "failed paid", "not accepted"],
)
def test_an_error_says_what_stands_in_the_ledger(
    desk: Desk, no: ProviderError, state: str, again: bool
) -> None:
    shop = Shop(fails=no)

    with pytest.raises(type(no)):
        desk.client(shop)(PICTURE, item=ITEM)

    (call,) = desk.ledger.calls()
    assert (call.state, call.cost_usd, call.posts) == (state, no.cost_usd, no.posts)
    assert (call.again, call.why, call.error) == (again, str(no), type(no).__name__)
    assert desk.ledger.spent("spring") == no.cost_usd


def test_what_was_refused_is_said_again_without_a_call(desk: Desk) -> None:
    shop = Shop(fails=Refused("policy", provider="shop"))
    for _ in range(2):
        with pytest.raises(Refused, match="policy"):
            desk.client(shop)(PICTURE, item=ITEM)

    assert len(shop.submitted) == 1


def test_what_failed_and_was_paid_is_not_bought_again_by_itself(desk: Desk) -> None:
    shop = Shop(fails=JobFailed("no luck", provider="shop", cost_usd=Decimal("0.30"), posts=1))
    with pytest.raises(JobFailed):
        desk.client(shop)(PICTURE, item=ITEM)

    with pytest.raises(JobFailed, match=r"0\.30 USD were paid for it.*--resubmit 1"):
        desk.client(shop)(PICTURE, item=ITEM)

    assert len(shop.submitted) == 1


def test_a_job_that_failed_unpaid_is_a_further_take(desk: Desk) -> None:
    shop = Shop(fails=[JobFailed("no luck", provider="shop"), None])
    with pytest.raises(JobFailed):
        desk.client(shop)(PICTURE, item=ITEM)

    desk.client(shop)(PICTURE, item=ITEM)

    assert [(call.take, call.state) for call in desk.ledger.calls()] == [(0, "failed"), (1, "stored")]
    assert len({entry.split()[0] for entry in shop.submitted}) == 2, "another take has another key"


def test_a_kind_nobody_makes_is_refused(desk: Desk) -> None:
    client = replace(desk.client(), candidates={})

    with pytest.raises(Rejected, match="no provider makes image"):
        client(PICTURE, item=ITEM)


def test_a_retired_candidate_is_never_called(desk: Desk) -> None:
    old, new = Shop(), Shop()
    gone = replace(offer(old, "old/m"), retires=date(2027, 1, 15))  # the clock's own day

    desk.client(gone, offer(new, "new/m"))(PICTURE, item=ITEM)
    with pytest.raises(Retired, match="old/m"):
        desk.client(gone)(OTHER, item=ITEM)

    assert (old.submitted, len(new.submitted)) == ([], 1)


def test_what_is_made_on_this_machine_leaves_no_trace(desk: Desk) -> None:
    shop = Shop(polls=2)

    done = desk.client(offer(shop, "embedded/painter", vendor="embedded"))(PICTURE, item=ITEM)

    assert done.content
    assert desk.ledger.calls() == ()


def test_routing_is_asked_once_and_its_choice_written_down(desk: Desk) -> None:
    first, second = Shop(), Shop()
    asked: list[dict[str, object]] = []

    def choose(_candidates: Sequence[Candidate], _request: Request, **of: object) -> Choice:
        asked.append(of)
        return Choice("second/m", ("first/m",), "better last time")

    client = desk.client(offer(first, "first/m"), offer(second, "second/m"), choose=choose)
    client(PICTURE, item=ITEM)

    (call,) = desk.ledger.calls()
    assert asked == [{"campaign": "spring", "customer": "fernweh", "item": ITEM, "take": 0}]
    assert (call.candidate, call.alternatives, call.reason) == (
        "second/m",
        ("first/m",),
        "better last time",
    )
    assert (len(first.submitted), len(second.submitted)) == (0, 1)


def test_what_a_question_came_to_is_told(desk: Desk) -> None:
    told: list[Spent] = []
    client = desk.client(Shop(), note=told.append)

    client(PICTURE, item=ITEM)
    client(PICTURE, item=ITEM)

    assert told == [
        Spent(ITEM, Decimal("1.50"), 1, reused=False),
        Spent(ITEM, Decimal(0), 0, reused=True),
    ]


def test_a_lost_answer_is_found_and_paid_once(desk: Desk) -> None:
    shop = Shop(loses_answers=True)

    done = desk.client(shop)(PICTURE, item=ITEM)

    assert done.facts == {"job": "job-1"}
    assert desk.ledger.spent("spring") == shop.bill == Decimal("1.50")


def test_what_cannot_be_found_waits_for_a_person_and_keeps_its_reservation(desk: Desk) -> None:
    shop = Shop(loses_answers=True, lists=False)
    for _ in range(2):
        with pytest.raises(Ambiguous, match=r"spend --resubmit 1 .*--abandon 1"):
            desk.client(shop)(PICTURE, item=ITEM)

    (call,) = desk.ledger.calls()
    assert (call.state, call.owner, call.committed_usd) == ("ambiguous", "", Decimal("2.00"))
    assert len(shop.submitted) == 1


def test_absent_counts_only_after_the_vendors_list_had_time(desk: Desk) -> None:
    shop = Shop(fails=[Ambiguous("timeout", provider="shop"), None])
    begun = desk.clock.now

    desk.client(shop)(PICTURE, item=ITEM)

    assert desk.clock.now - begun >= desk.clerk.patience.grace
    assert len(shop.submitted) == 2
    assert len(set(shop.submitted)) == 1, "the same take, the same key"
    assert desk.ledger.spent("spring") == shop.bill


def test_a_job_its_vendor_lost_is_not_bought_again(desk: Desk) -> None:
    shop = Shop(polls=3)
    shop.fails_when_asked_for = Gone("not known here", provider="shop")
    for _ in range(2):
        with pytest.raises(Gone):
            desk.client(shop)(PICTURE, item=ITEM)

    (call,) = desk.ledger.calls()
    assert (call.state, call.committed_usd) == ("ambiguous", Decimal("2.00"))
    assert len(shop.submitted) == 1


def test_a_key_that_stopped_working_does_not_buy_the_job_again(desk: Desk) -> None:
    shop = Shop(polls=1)
    shop.fails_when_asked_for = Rejected("401", provider="shop")
    with pytest.raises(Rejected):
        desk.client(shop)(PICTURE, item=ITEM)
    shop.fails_when_asked_for = None

    desk.client(shop)(PICTURE, item=ITEM)

    assert len(shop.submitted) == 1
    assert desk.ledger.spent("spring") == shop.bill


@pytest.mark.parametrize("step", ["intend", "submit", "submitted", "poll", "put", "stored"])
def test_a_run_that_dies_at_any_step_is_gone_on_with_and_pays_once(
    desk: Desk, monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    shop = Shop(polls=2)
    where = {
        "intend": (shop, "submit"),
        "submit": (shop, "submit"),
        "submitted": (type(desk.ledger), "submitted"),
        "poll": (shop, "poll"),
        "put": (type(desk.clerk.shelf), "put"),
        "stored": (type(desk.ledger), "stored"),
    }[step]
    accepts = shop.submit

    def submit_then_die(request: Request, key: str) -> None:
        accepts(request, key)
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(*where, submit_then_die if step == "submit" else dies(step))
        with pytest.raises(KeyboardInterrupt):
            desk.client(shop)(PICTURE, item=ITEM)

    done = desk.client(shop)(PICTURE, item=ITEM)

    assert done.content == b"picture of job-1"
    assert len(shop.jobs) == 1
    assert [call.state for call in desk.ledger.calls()] == ["stored"]
    assert desk.ledger.spent("spring") == shop.bill


def test_a_resumed_call_stays_with_the_candidate_it_began_with(desk: Desk) -> None:
    begun, other = Shop(loses_answers=True, polls=9), Shop()
    begun.fails_when_asked_for = Rejected("401", provider="shop")
    with pytest.raises(Rejected):
        desk.client(offer(begun, "begun/m"))(PICTURE, item=ITEM)
    begun.fails_when_asked_for, begun.polls = None, 1

    desk.client(offer(other, "other/m"), offer(begun, "begun/m"))(PICTURE, item=ITEM)

    assert (len(begun.submitted), other.submitted) == (1, [])


def test_a_candidate_that_is_not_configured_any_more_is_named(desk: Desk) -> None:
    shop = Shop(polls=10_000)
    with pytest.raises(Unfinished):
        desk.client(offer(shop, "begun/m"))(PICTURE, item=ITEM)

    with pytest.raises(Unfinished, match=r"begun/m, which is not configured.*--abandon 1"):
        desk.client(offer(Shop(), "other/m"))(PICTURE, item=ITEM)


def test_a_vendor_over_its_ceiling_gives_way_to_the_next(desk: Desk) -> None:
    dear, other = Shop(), Shop()
    ceilings = Ceilings(provider={"dear": Decimal(1)})

    desk.client(
        offer(dear, "dear/m", vendor="dear"), offer(other, "other/m", vendor="other"), ceilings=ceilings
    )(PICTURE, item=ITEM)

    assert (dear.submitted, len(other.submitted)) == ([], 1)


def test_a_raised_ceiling_lets_the_same_call_through(desk: Desk) -> None:
    shop = Shop()
    with pytest.raises(BudgetExceeded):
        desk.client(shop, ceilings=Ceilings(campaign=Decimal(1)))(PICTURE, item=ITEM)
    assert [call.state for call in desk.ledger.calls()] == ["over_budget"]

    desk.client(shop)(PICTURE, item=ITEM)

    assert [call.state for call in desk.ledger.calls()] == ["stored"]


def begun_by_another(desk: Desk) -> Call:
    """The same call, begun by somebody who lives."""
    asked = Asked(
        campaign="spring",
        item=ITEM,
        kind="image",
        customer="fernweh",
        user="bob",
        request=digest(PICTURE),
    )
    call = desk.ledger.intend(
        asked,
        offer(Shop()),
        take=0,
        quoted=Decimal(2),
        choice=Choice("shop/m", (), "the only one"),
        ceilings=Ceilings(),
        owner=new_owner(),
    )
    assert call is not None
    return call


def test_who_comes_second_waits_and_uses_the_firsts_answer(desk: Desk) -> None:
    call, shop = begun_by_another(desk), Shop()

    def answers(seconds: float) -> None:
        desk.clock.sleep(seconds)
        done = Shop().done("job-9")
        sha256, rest = keep(done, desk.clerk.shelf)
        desk.ledger.stored(call, sha256=sha256, done=rest, cost=Decimal("1.50"), basis="reported", posts=1)

    client = desk.client(shop)
    client = replace(client, clerk=replace(client.clerk, sleep=answers))

    assert client(PICTURE, item=ITEM).content == b"picture of job-9"
    assert shop.submitted == []


def test_nobody_is_waited_for_without_end(desk: Desk) -> None:
    begun_by_another(desk)

    with pytest.raises(Unfinished, match="at work on it for too long"):
        desk.client(Shop())(PICTURE, item=ITEM)


def test_whoever_takes_a_left_row_over_first_goes_on_with_it(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    shop = Shop(polls=10_000)
    with pytest.raises(Unfinished):
        desk.client(shop)(PICTURE, item=ITEM)
    shop.polls = 1
    taken, kind = [False, True], type(desk.ledger)
    really = kind.take_over

    def too_late_once(self: Ledger, call: Call, *, owner: str) -> bool:
        return taken.pop(0) and really(self, call, owner=owner)

    monkeypatch.setattr(kind, "take_over", too_late_once)

    assert desk.client(shop)(PICTURE, item=ITEM).content
    assert taken == []


def test_this_machine_serves_where_a_vendor_surely_did_not(desk: Desk) -> None:
    here = Shop()
    out = Shop(fails=OutOfCredit("no money", provider="shop"))

    done = desk.client(offer(out), offer(here, "embedded/painter", vendor="embedded"))(PICTURE, item=ITEM)

    assert done.content
    assert len(here.submitted) == 1
    assert [call.state for call in desk.ledger.calls()] == ["not_accepted"]


def test_a_vendor_that_cannot_be_asked_for_its_list_cannot_say(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    shop = Shop(loses_answers=True)

    def unreachable(_key: str) -> None:
        raise NotAccepted("not reached", provider="shop")

    monkeypatch.setattr(shop, "find", unreachable)

    with pytest.raises(Ambiguous, match="cannot be found"):
        desk.client(shop)(PICTURE, item=ITEM)
    assert len(desk.clock.slept) == desk.clerk.patience.tries
