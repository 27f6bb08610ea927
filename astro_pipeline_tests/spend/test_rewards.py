from dataclasses import dataclass
from decimal import Decimal

import pytest

from astro_pipeline.provider import Candidate, Kind
from astro_pipeline.spend.actuals import learned
from astro_pipeline.spend.budget import Ceilings
from astro_pipeline.spend.call import Asked, Call
from astro_pipeline.spend.ledger import Ledger
from astro_pipeline.spend.rewards import NOES_IN_A_ROW, REST_SECONDS, RETIRED_SECONDS, Rewards, Router
from astro_pipeline.spend.routing import Choice, Tally
from astro_pipeline_tests.spend.arms import LINE, PICTURE, arm

A, B = arm("a/one"), arm("b/two")
KEY = "images/A/key.png"


@dataclass
class Book:
    """A ledger in which things are bought, at a time that is set."""

    url: str
    now: float = 1_000_000.0

    @property
    def rewards(self) -> Rewards:
        return Rewards(self.url)

    def intend(self, candidate: Candidate, item: str, campaign: str, kind: Kind, customer: str) -> Call:
        asked = Asked(
            campaign=campaign,
            item=item,
            kind=kind,
            customer=customer,
            user="ada",
            request=f"{candidate.name} {item} {self.now}",
        )
        call = Ledger(self.url, clock=lambda: self.now).intend(
            asked,
            candidate,
            take=0,
            quoted=Decimal("0.10"),
            choice=Choice(candidate.name, (), "a test"),
            ceilings=Ceilings(),
            owner="me",
        )
        assert call is not None
        return call

    def buy(
        self,
        candidate: Candidate,
        item: str = KEY,
        *,
        campaign: str = "spring",
        kind: Kind = "image",
        customer: str = "fernweh",
        cost: str = "0.04",
    ) -> None:
        self.now += 1
        call = self.intend(candidate, item, campaign, kind, customer)
        self.now += 1
        assert Ledger(self.url, clock=lambda: self.now).stored(
            call, sha256="", done="{}", cost=Decimal(cost), basis="metered", posts=1
        )

    def refuse(self, candidate: Candidate, error: str = "NotAccepted", *, customer: str = "fernweh") -> None:
        self.now += 1
        call = self.intend(candidate, f"item {self.now}", "spring", "image", customer)
        assert Ledger(self.url, clock=lambda: self.now).ended(
            call, "not_accepted", owner="me", why="no", error=error
        )

    def tally(self, name: str, *, kind: Kind = "image", customer: str = "fernweh") -> Tally:
        return self.rewards.tallies(customer, kind, now=self.now).get(name, Tally())

    def chosen(self, *candidates: Candidate, item: str = "images/B/key.png") -> Choice:
        router = Router(self.rewards, clock=lambda: self.now)
        return router(candidates, PICTURE, campaign="spring", customer="fernweh", item=item, take=0)


@pytest.fixture
def book(url: str) -> Book:
    return Book(url)


def test_nothing_is_known_of_a_new_ledger(book: Book) -> None:
    assert book.rewards.tallies("fernweh", "image", now=book.now) == {}
    assert book.rewards.items("spring") == ()
    assert book.rewards.earlier("spring", "image") == ""


def test_what_was_bought_is_counted_and_judged_by_its_source_once(book: Book) -> None:
    book.buy(A)

    book.rewards.judge("spring", {KEY: 0.5}, source="findings", at=book.now)
    book.rewards.judge("spring", {KEY: 1.0}, source="findings", at=book.now)
    book.rewards.judge("spring", {KEY: 0.0}, source="decision 7", at=book.now)

    assert book.tally("a/one") == Tally(calls=1, judged=2, worth=1.0)


def test_a_judgement_counts_for_whoever_made_it_by_then(book: Book) -> None:
    book.buy(A)
    said_at = book.now
    book.buy(B)

    book.rewards.judge("spring", {KEY: 0.0}, source="decision 7", at=said_at)
    book.rewards.judge("spring", {KEY: 1.0}, source="findings", at=book.now)

    assert book.tally("a/one") == Tally(calls=1, judged=1, worth=0.0)
    assert book.tally("b/two") == Tally(calls=1, judged=1, worth=1.0)


def test_what_was_not_bought_is_not_judged(book: Book) -> None:
    book.buy(A)

    assert book.rewards.judge("spring", {"copy": 1.0}, source="findings", at=book.now) == 0
    assert book.rewards.judge("autumn", {KEY: 1.0}, source="findings", at=book.now) == 0
    assert book.rewards.items("spring") == (KEY,)


def test_each_customer_and_kind_is_learned_apart(book: Book) -> None:
    book.buy(A)
    book.buy(A, "voiceover/hook.en.wav", kind="speech")
    book.buy(A, campaign="other", customer="other")
    book.rewards.judge("spring", {KEY: 1.0}, source="findings", at=book.now)

    assert book.tally("a/one").worth == 1.0
    assert book.tally("a/one", kind="speech") == Tally(calls=1)
    assert book.tally("a/one", customer="other") == Tally(calls=1)


def test_a_no_counts_as_work_worth_nothing(book: Book) -> None:
    book.buy(A)
    book.refuse(A)

    assert book.tally("a/one") == Tally(calls=2, judged=1, worth=0.0)


def test_who_says_no_again_and_again_rests_and_then_is_asked_again(book: Book) -> None:
    for _ in range(NOES_IN_A_ROW):
        assert not book.tally("a/one").resting
        book.refuse(A)

    assert book.tally("a/one").resting
    assert book.tally("a/one", customer="somebody else").resting
    book.now += REST_SECONDS
    assert not book.tally("a/one").resting


def test_an_answer_between_two_noes_ends_the_row(book: Book) -> None:
    for _ in range(NOES_IN_A_ROW - 1):
        book.refuse(A)
    book.buy(A)
    book.refuse(A)

    assert not book.tally("a/one").resting


def test_one_word_that_it_is_retired_is_enough_for_a_day(book: Book) -> None:
    book.refuse(A, "Retired")

    assert book.tally("a/one").resting
    book.now += RETIRED_SECONDS - 1
    assert book.tally("a/one").resting
    book.now += 2
    assert not book.tally("a/one").resting


def test_a_retired_arm_gets_no_further_call(book: Book) -> None:
    book.refuse(A, "Retired")

    for number in range(6):
        found = book.chosen(A, B, item=f"images/{number}/key.png")
        assert (found.candidate, found.alternatives) == ("b/two", ())
        book.buy(B, f"images/{number}/key.png")


def test_a_rejected_item_counts_against_the_arm_that_made_it(book: Book) -> None:
    for number in range(12):
        book.buy(A, f"images/a{number}/key.png")
        book.buy(B, f"images/b{number}/key.png")
    worths = {f"images/{arm}{n}/key.png": float(arm == "b") for arm in "ab" for n in range(12)}
    book.rewards.judge("spring", worths, source="decision 3", at=book.now)

    assert book.chosen(A, B).candidate == "b/two"


def test_a_choice_is_the_same_for_the_same_item_and_take(book: Book) -> None:
    assert len({book.chosen(A, B, item="images/Q/key.png") for _ in range(5)}) == 1


def test_the_only_candidate_needs_no_ledger() -> None:
    router = Router(Rewards("sqlite:////nowhere/at/all.db"), clock=lambda: 1_000_000.0)

    found = router((A,), PICTURE, campaign="c", customer="x", item="i", take=0)

    assert found == Choice("a/one", (), "the only candidate")


def test_a_film_s_next_line_is_spoken_by_who_spoke_its_first(book: Book) -> None:
    voices = (arm("a/one", kind="speech"), arm("b/two", kind="speech"))
    book.buy(voices[1], "voiceover/hook.en.wav", kind="speech")
    router = Router(book.rewards, clock=lambda: book.now)

    found = router(voices, LINE, campaign="spring", customer="fernweh", item="voiceover/call.en.wav", take=0)

    assert found.candidate == "b/two"


def test_a_candidate_s_costs_are_learned_as_a_share_of_its_quotes(book: Book) -> None:
    book.buy(A, "one", cost="0.02")
    book.buy(A, "two", cost="0.04")
    book.refuse(B)

    assert learned(book.url, ("a/one", "b/two", "c/three")) == {"a/one": (Decimal("0.3"), 2)}
