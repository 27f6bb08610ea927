"""Every finding on what agrees or differs tells the value it measured and the limit it held it to."""

import pytest

from astro_pipeline.domain.brief import Brief
from astro_pipeline.domain.plan import Copy, Scene, Storyboard, Strategy
from astro_pipeline.domain.review import Finding
from astro_pipeline.quality.agreement import SAME, check_agreement, check_film_agreement, words_of
from astro_pipeline.quality.earlier import Earlier, check_earlier
from astro_pipeline_tests.quality.told import BRIEF, ad, line, told

STRATEGY = Strategy(
    positioning="slow",
    promise={"en": "Slow coffee"},
    proof=(),
    tone=(),
    concept="c1",
    framework="FAB",
    channels=(),
    kpis=(),
    calendar=(),
)


def agreed(copy: Copy, brief: Brief = BRIEF) -> tuple[Finding, ...]:
    return check_agreement(brief, STRATEGY, copy)


def test_agreement_tells_what_it_compared() -> None:
    known = line("Steeped for 18 hours and no hurry", facts=("products[0].price",))
    other = line("A can for the long road and the sea", index=1)
    odd = line("Slow", facts=("products[0].awards[1]", "offer.gift"), index=2)

    found = agreed(Copy(ads=(ad(),), lines=(known, other)))
    wrong = agreed(Copy(ads=(), lines=(known, odd)))

    assert ("copy", "pass", True, 2, None, "texts looked at") in told(found, "semantic.facts", "pass")
    assert told(found, "semantic.repetition", "pass") == [("copy", "pass", True, 1, None, "pairs compared")]
    assert told(wrong, "semantic.facts") == [
        (odd.key, "fail", True, "products[0].awards[1], offer.gift", "places in the brief", None)
    ]


@pytest.mark.parametrize(
    ("changed", "verdict", "measured"), [(4, "fail", 96.0), (5, "fail", 95.0), (6, "pass", 1)]
)
def test_texts_nearly_the_same_are_told_with_their_likeness(
    changed: int, verdict: str, measured: float
) -> None:
    one = "abcdefghij" * 10
    other = "".join("q" if n % 10 == 3 and n // 10 < changed else each for n, each in enumerate(one))

    found = agreed(Copy(ads=(), lines=(line(one), line(other, index=1))))

    (row,) = [*told(found, "semantic.repetition"), *told(found, "semantic.repetition", "pass")]
    assert (row[1], row[3]) == (verdict, measured)
    assert row[4] == (SAME if verdict == "fail" else None)


def test_texts_of_other_fields_and_short_ones_are_not_compared() -> None:
    twenty = "Twenty letters long."
    apart = Copy(ads=(), lines=(line(twenty), line(twenty, field="description")))
    short = Copy(ads=(), lines=(line(twenty[:19]), line(twenty[:19], index=1)))
    both = Copy(ads=(), lines=(line(twenty), line(twenty, index=1)))

    assert [len(told(agreed(each), "semantic.repetition")) for each in (apart, short, both)] == [0, 0, 1]
    assert len(told(agreed(apart), "semantic.repetition", "not_checked")) == 1


def test_words_are_stems_of_four_letters_or_more_figures_and_pairs_of_signs() -> None:
    assert words_of("Slow can, 18 h. Savings’") == {"slow", "18", "saving"}
    assert words_of("朝の海") == {"朝の", "の海"}
    assert words_of("朝 sea") == words_of("sea 朝") == frozenset()


def test_a_scene_tells_how_many_of_its_words_are_known() -> None:
    scene = Scene(
        id="s1",
        beat="hook",
        picture="a can",
        overlay={"en": "Slow coffee penguins"},
        narration={"en": "Penguins juggle teapots", "fr": "Un café"},
        facts=("products[0].name",),
    )
    board = Storyboard(scenes=(scene,), cuts=(), languages=("en",), mood="calm", energy=0.4)

    found = check_film_agreement(BRIEF, board, Copy(ads=(ad(),), lines=()))

    assert told(found, "semantic.facts", "pass") == [("storyboard", "pass", True, 1, None, "texts looked at")]
    assert told(found, "semantic.scene", "pass") == [
        ("storyboard/s1.en.overlay", "pass", True, 2, 1, "of 3 words")
    ]
    assert told(found, "semantic.scene") == [
        ("storyboard/s1.en.narration", "fail", True, 0, 1, "of 3 words"),
        ("storyboard/s1.fr.narration", "fail", True, 0, 1, "of 1 words"),
    ]


def test_an_earlier_campaign_is_told_with_both_values_and_advises_only() -> None:
    then = BRIEF.model_copy(update={"brand": BRIEF.brand.model_copy(update={"tone": ("loud", "quick")})})
    now = BRIEF.model_copy(update={"brand": BRIEF.brand.model_copy(update={"tone": ("calm", "slow")})})

    changed = check_earlier(now, {}, [Earlier("spring", then, {})])
    same = check_earlier(now, {}, [Earlier("spring", now, {})])

    assert told(changed, "semantic.earlier_campaigns") == [
        ("brief (tone)", "fail", True, "calm, slow", "loud, quick", None)
    ]
    assert told(same, "semantic.earlier_campaigns", "pass") == [
        ("brief", "pass", True, None, "as in spring", None)
    ]
