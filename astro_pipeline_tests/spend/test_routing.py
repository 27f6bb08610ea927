import random
from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from astro_pipeline.errors import NotAccepted, Rejected
from astro_pipeline.provider import Candidate
from astro_pipeline.spend.routing import LEAST_SHARE, Choice, Tally, choose
from astro_pipeline_tests.spend.arms import LINE, PICTURE, arm

TODAY = date(2026, 11, 21)
A, B, C = arm("a/one"), arm("b/two"), arm("c/three")


def chosen(
    candidates: Sequence[Candidate] = (A, B, C), tallies: Mapping[str, Tally] | None = None, seed: int = 0
) -> Choice:
    return choose(candidates, PICTURE, tallies=tallies or {}, seed=seed, today=TODAY)


def judged(calls: int, worth: float) -> Tally:
    return known(calls, worth, resting=False)


def known(calls: int, worth: float, resting: bool) -> Tally:
    return Tally(calls=calls, judged=calls, worth=calls * worth, resting=resting)


def test_the_same_seed_and_tallies_choose_the_same() -> None:
    assert [chosen(seed=seed) for seed in range(9)] == [chosen(seed=seed) for seed in range(9)]
    assert {chosen(seed=seed).candidate for seed in range(30)} == {"a/one", "b/two", "c/three"}


def test_everybody_is_asked_once_before_anybody_is_asked_twice() -> None:
    tallies: dict[str, Tally] = {}
    for _ in range(3):
        tallies[chosen(tallies=tallies).candidate] = judged(1, 1.0)

    assert set(tallies) == {"a/one", "b/two", "c/three"}
    assert "not asked yet" in chosen().reason


def test_the_better_work_is_asked_for_more() -> None:
    found = chosen((A, B), {"a/one": judged(50, 0.9), "b/two": judged(50, 0.3)})

    assert found.candidate == "a/one"
    assert found.alternatives == ("b/two",)
    assert found.reason.startswith("0.90 over 50 judged of 50 calls; scores ")


def test_of_equal_work_the_cheaper_is_asked_for() -> None:
    same = {"a/one": judged(40, 0.8), "d/dear": judged(40, 0.8)}

    assert chosen((arm("d/dear", "0.40"), A), same).candidate == "a/one"


def test_much_better_work_may_cost_more() -> None:
    tallies = {"a/one": judged(60, 0.4), "d/dear": judged(60, 0.9)}

    assert chosen((arm("d/dear", "0.40"), A), tallies).candidate == "d/dear"


def test_what_was_bad_keeps_its_least_share() -> None:
    tallies = {"a/one": judged(99_000, 1.0), "b/two": judged(1000, 0.0)}

    found = chosen((A, B), tallies)

    assert found.candidate == "b/two"
    assert "less than 5% of the calls" in found.reason


def test_a_retired_candidate_is_neither_asked_nor_an_alternative() -> None:
    gone = arm("g/gone", retires=TODAY)

    found = chosen((gone, A, B))

    assert "g/gone" not in (found.candidate, *found.alternatives)


def test_one_who_retires_tomorrow_still_serves() -> None:
    assert chosen((arm("g/going", retires=date(2026, 11, 22)),)).reason == "the only candidate"


def test_a_resting_candidate_gets_no_call_while_another_is_there() -> None:
    found = chosen((A, B), {"a/one": Tally(calls=3, judged=3, worth=3.0, resting=True)})

    assert found == Choice("b/two", (), "the only candidate")


def test_who_rests_is_asked_when_nobody_else_is_there() -> None:
    assert chosen((A,), {"a/one": Tally(resting=True)}).candidate == "a/one"


def test_nobody_left_is_an_error_that_says_who_was_there() -> None:
    with pytest.raises(NotAccepted, match=r"nobody is left to make image: g/gone \(retired 2026-11-21\)"):
        chosen((arm("g/gone", retires=TODAY),))


def test_who_cannot_take_the_request_is_left_out() -> None:
    assert chosen((arm("s/small", takes=False), B)) == Choice("b/two", (), "the only candidate")


def test_a_request_nobody_can_take_says_why() -> None:
    with pytest.raises(Rejected, match="no image of that size"):
        chosen((arm("s/small", takes=False),))


def test_a_film_keeps_the_narrator_it_began_with() -> None:
    voices = (arm("a/one", kind="speech"), arm("b/two", kind="speech"))
    tallies = {"a/one": judged(50, 1.0), "b/two": judged(50, 0.1)}

    found = choose(voices, LINE, tallies=tallies, seed=0, today=TODAY, earlier="b/two")

    assert found == Choice("b/two", ("a/one",), "its campaign began with it")


def test_pictures_of_one_campaign_may_come_from_several() -> None:
    tallies = {"a/one": judged(50, 1.0), "b/two": judged(50, 0.1)}

    found = choose((A, B), PICTURE, tallies=tallies, seed=0, today=TODAY, earlier="b/two")

    assert found.candidate == "a/one"


def test_over_many_calls_the_best_is_found_and_nobody_is_dropped() -> None:
    worth = {"a/one": 0.9, "b/two": 0.5, "c/three": 0.4}
    tallies = {name: Tally() for name in worth}
    lots = random.Random(7)
    for seed in range(1500):
        name = chosen(tallies=tallies, seed=seed).candidate
        old = tallies[name]
        gain = float(lots.random() < worth[name])
        tallies[name] = Tally(old.calls + 1, old.judged + 1, old.worth + gain)

    shares = Counter({name: tally.calls / 1500 for name, tally in tallies.items()})

    assert shares.most_common(1)[0][0] == "a/one"
    assert shares["a/one"] > 0.6
    assert min(shares.values()) >= LEAST_SHARE - 0.01


@given(
    st.dictionaries(
        st.sampled_from(["a/one", "b/two", "c/three"]),
        st.builds(known, st.integers(0, 500), st.floats(0, 1), st.booleans()),
    ),
    st.integers(0, 2**32),
)
@settings(deadline=None, derandomize=True, max_examples=150)
def test_a_choice_and_its_alternatives_are_all_who_may_serve(tallies: dict[str, Tally], seed: int) -> None:
    found = chosen(tallies=tallies, seed=seed)

    awake = {name for name in ("a/one", "b/two", "c/three") if not tallies.get(name, Tally()).resting}
    assert {found.candidate, *found.alternatives} == (awake or {"a/one", "b/two", "c/three"})
    assert found.candidate not in found.alternatives
