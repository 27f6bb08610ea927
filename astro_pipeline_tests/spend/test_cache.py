from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest
from typing_extensions import override

from astro_pipeline.provider import Done, TextRequest
from astro_pipeline.spend.cache import Cache, near, use_all
from astro_pipeline.spend.ledger import Ledger
from astro_pipeline.spend.summary import account
from astro_pipeline_tests.spend.shop import OTHER, PICTURE, Desk, Shop, text

HOUR = 3600


def test_the_same_question_of_the_same_customer_is_not_asked_twice(desk: Desk) -> None:
    shop = Shop()
    first = desk.client(shop, campaign="spring")(PICTURE, item="images/A/key.png")

    again = desk.client(shop, campaign="autumn")(PICTURE, item="images/B/key.png")

    assert (again.content, again.facts, again.licence) == (first.content, first.facts, first.licence)
    assert (again.cost_usd, again.posts) == (Decimal(0), 0)
    assert len(shop.submitted) == 1
    assert desk.ledger.calls("autumn") == ()
    found = account(desk.ledger, "autumn")
    assert (found.cache_hits, found.saved_usd, found.calls) == (1, Decimal("1.50"), 0)


def test_an_items_own_answer_still_says_what_it_cost(desk: Desk) -> None:
    shop = Shop()
    desk.client(shop)(PICTURE, item="images/A/key.png")

    again = desk.client(shop)(PICTURE, item="images/A/key.png")

    assert (again.cost_usd, again.posts) == (Decimal("1.50"), 0)
    assert account(desk.ledger).total_usd == shop.bill


def test_an_answer_is_never_given_to_another_customer(desk: Desk) -> None:
    shop = Shop()
    desk.client(shop, customer="fernweh")(PICTURE, item="x")

    desk.client(shop, campaign="other", customer="heimweh")(PICTURE, item="x")

    assert len(shop.submitted) == 2


@pytest.mark.parametrize(("kind", "hours"), [("text", 24), ("image", 168)])
def test_an_answer_grows_old_by_its_kind(desk: Desk, kind: str, hours: int) -> None:
    shop, asked = Shop(), text("Write.") if kind == "text" else PICTURE
    desk.client(shop)(asked, item="x")
    desk.clock.now += hours * HOUR - 1
    desk.client(shop)(asked, item="x")
    assert len(shop.submitted) == 1

    desk.clock.now += 2
    desk.client(shop)(asked, item="x")

    assert [call.take for call in desk.ledger.calls()] == [0, 1]
    assert len(shop.submitted) == 2


def test_a_fresh_run_asks_anew_and_then_uses_its_own_answers(desk: Desk) -> None:
    shop = Shop()
    desk.client(shop)(PICTURE, item="x")
    desk.clock.now += 10
    fresh = desk.client(shop, cache=Cache(desk.url, desk.clerk.shelf, fresh_since=desk.clock.now))
    desk.clock.now += 1

    for _ in range(2):
        fresh(PICTURE, item="x")

    assert len(shop.submitted) == 2
    assert [call.take for call in desk.ledger.calls()] == [0, 1]


def test_bytes_that_are_gone_or_changed_are_bought_anew(desk: Desk) -> None:
    shop = Shop()
    desk.client(shop)(PICTURE, item="x")
    (call,) = desk.ledger.calls()
    (desk.path / "blobs" / call.sha256).write_bytes(b"something else")

    desk.client(shop)(PICTURE, item="x")

    (desk.path / "blobs" / desk.ledger.calls()[-1].sha256).unlink()
    desk.client(shop)(PICTURE, item="x")
    assert len(shop.submitted) == 3


@pytest.mark.parametrize(
    "prompt",
    ["write  three\nlines about tea", "Write three lines, about Tea!", "WRITE three lines about tea"],
)
def test_prose_that_differs_in_blanks_case_and_punctuation_is_the_same(desk: Desk, prompt: str) -> None:
    shop = Shop()
    desk.client(shop)(text("Write three lines about tea."), item="copy")

    desk.client(shop, campaign="autumn")(text(prompt), item="copy")

    assert len(shop.submitted) == 1
    assert account(desk.ledger, "autumn").cache_hits == 1


def about_tea(
    prompt: str = "Write about 1.5 l of tea", name: str = "Acme", goal: str = "Sell much more of our tea"
) -> TextRequest:
    return text(prompt, brief={"name": name, "goal": goal})


GOOD = about_tea()


@pytest.mark.parametrize(
    ("change", "same"),
    [
        (about_tea(), True),
        (about_tea("write about 1.5 l of Tea!", goal="sell much  more of our TEA."), True),
        (about_tea("Write about 15 l of tea"), False),
        (about_tea(name="ACME"), False),
        (about_tea(goal="Sell 20% more of our tea"), False),
        (GOOD.model_copy(update={"inputs": {**GOOD.inputs, "days": [1, 2]}}), False),
        (GOOD.model_copy(update={"version": "2"}), False),
        (GOOD.model_copy(update={"seed": 1}), False),
        (GOOD.model_copy(update={"take": 1}), False),
        (GOOD.model_copy(update={"feedback": ("calmer",)}), False),
        (GOOD.model_copy(update={"output": "Strategy"}), False),
    ],
    ids=[
        "itself",
        "prose",
        "figure",
        "name",
        "share",
        "list",
        "version",
        "seed",
        "take",
        "feedback",
        "output",
    ],
)
def test_near_is_near_in_prose_alone(change: TextRequest, *, same: bool) -> None:
    assert (near(change) == near(GOOD)) is same


def test_a_digest_in_a_prompt_is_no_prose() -> None:
    assert near(text("--- material 0123456789abcdef ---")) == near(text("--- material fedcba9876543210 ---"))


def test_only_texts_are_ever_near() -> None:
    assert near(PICTURE) == ""


def test_what_came_in_while_somebody_waited_is_used_however_short_answers_live(desk: Desk) -> None:
    shop = Shop()
    client = desk.client(shop)
    client = replace(client, cache=replace(client.cache, hours={}))
    client(PICTURE, item="x")

    client(PICTURE, item="x")

    assert len(shop.submitted) == 1, "the clock has not moved: it came in at the same moment"
    desk.clock.now += 1
    client(PICTURE, item="x")
    assert len(shop.submitted) == 2


def test_words_without_bytes_lie_in_the_row_alone(desk: Desk, tmp_path: Path) -> None:
    class Writer(Shop):
        @override
        def done(self, job_id: str) -> Done:
            return super().done(job_id).model_copy(update={"content": b"", "value": {"line": job_id}})

    shop = Writer()
    desk.client(shop)(text("Write."), item="copy")

    again = desk.client(shop)(text("Write."), item="copy")

    assert again.value == {"line": "job-1"}
    assert not (tmp_path / "home" / "blobs").exists()


def test_a_finished_campaign_asked_for_again_saves_all_it_cost(desk: Desk) -> None:
    shop = Shop()
    client = desk.client(shop)
    client(PICTURE, item="a")
    client(OTHER, item="b")

    assert use_all(desk.ledger, "spring") == Decimal("3.00")

    found = account(desk.ledger, "spring")
    assert (found.saved_usd, found.cache_hits, found.calls) == (Decimal("3.00"), 2, 2)
    assert use_all(desk.ledger, "autumn") == Decimal(0)
    assert use_all(Ledger.of(desk.path / "offline"), "spring") == Decimal(0)
