"""Every finding on what agrees or differs tells the value it measured and the limit it held it to."""

import pytest

from astro_pipeline.domain.brief import Brief
from astro_pipeline.domain.plan import Copy, Grounded, Scene, Storyboard, Strategy
from astro_pipeline.domain.review import Finding
from astro_pipeline.quality.agreement import SAME, check_agreement, check_film_agreement, words_of
from astro_pipeline.quality.earlier import Earlier, check_earlier
from astro_pipeline_tests.quality.briefs import sample_brief
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
    assert told(wrong, "semantic.facts", "pass") == []
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
    assert words_of("a朝の海b") == {"朝の", "の海"}
    assert words_of("l’heure") == {"heure"}


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


@pytest.mark.parametrize(
    ("place", "stands"),
    [
        ("products[0].evidence[0]", True),
        ("brand.name", True),
        ("call_to_action.text", True),
        ("products[0].name.first", False),
        ("products[1].name", False),
        ("products.name", False),
        ("offer[0]", False),
        ("brand.legal_line", False),
    ],
)
def test_a_fact_stands_where_the_brief_has_something_at_its_place(place: str, *, stands: bool) -> None:
    found = agreed(Copy(ads=(), lines=(line("Slow", facts=(place,)),)))

    assert bool(told(found, "semantic.facts", "pass")) is stands
    assert [row[3] for row in told(found, "semantic.facts")] == ([] if stands else [place])


def test_every_language_is_held_to_the_promise_by_its_own_words() -> None:
    promise = {"fr": "Du café lent", "de": "Langsamer Kaffee, kalt gebrüht"}
    brief = sample_brief(languages=("en", "fr", "de", "es"))
    lines = (line("Un café froid", language="fr"), line("Heute bestellen", language="de"))

    found = check_agreement(
        brief,
        STRATEGY.model_copy(update={"promise": {**promise, "es": "Café lento"}}),
        Copy(ads=(ad(),), lines=lines),
    )

    assert told(found, "semantic.promise", "not_checked") == [
        ("copy (en)", "not_checked", True, None, None, None),
        ("copy (es)", "not_checked", True, None, None, None),
    ]
    assert told(found, "semantic.promise", "pass") == [
        ("copy (fr)", "pass", True, 1, 1, "of 2 words of the promise")
    ]
    assert told(found, "semantic.promise") == [("copy (de)", "fail", True, 0, 1, "of 4 words of the promise")]


@pytest.mark.parametrize(
    ("texts", "given"),
    [
        (("Brew Review", "awarded it"), True),
        (("Awarded: Review", "of 2025!"), True),
        (("Awarded by Brew", "of 2025!"), False),
        (("Slow coffee", "by the sea"), False),
    ],
)
def test_a_proof_is_given_where_all_its_words_are_said(texts: tuple[str, str], *, given: bool) -> None:
    proof = Grounded(text="Awarded Review", source="evidence[0]")
    lines = [line(text, index=n) for n, text in enumerate(texts)]

    found = check_agreement(
        BRIEF, STRATEGY.model_copy(update={"proof": (proof,)}), Copy(ads=(), lines=tuple(lines))
    )

    verdict = "pass" if given else "fail"
    assert told(found, "semantic.proof", verdict) == [
        ("strategy/evidence[0]", verdict, True, "Awarded Review", "said in one text at least", None)
    ]


def test_a_proof_may_be_given_in_parts_and_with_no_word_more() -> None:
    proof = Grounded(text="Awarded Review", source="evidence[0]")
    lines = (line("Awarded"), line("Review", language="fr"))

    found = check_agreement(BRIEF, STRATEGY.model_copy(update={"proof": (proof,)}), Copy(ads=(), lines=lines))

    assert [row[1] for row in told(found, "semantic.proof", "pass")] == ["pass"]


def test_a_likeness_is_told_to_a_tenth() -> None:
    thirty = "abcdefghij" * 3

    found = agreed(Copy(ads=(), lines=(line(thirty), line(thirty.replace("j", "q", 1), index=1))))

    assert [row[3] for row in told(found, "semantic.repetition")] == [96.7]


def scenes(*facts: str, **texts: str) -> Storyboard:
    scene = Scene(id="s1", beat="hook", picture="a can", overlay=texts, facts=facts)
    return Storyboard(scenes=(scene,), cuts=(), languages=("en",), mood="calm", energy=0.4)


@pytest.mark.parametrize(
    ("text", "facts", "verdict"),
    [
        ("Steeped", ("products[0].description",), "pass"),
        ("Hours", ("products[0].description", "products[0].name"), "pass"),
        ("Steeped", ("products[0].name",), "fail"),
        ("Espresso", ("products[0].category", "products[0].name"), "pass"),
        ("Espresso", ("products[0].name",), "fail"),
        ("Order", (), "pass"),
        ("Wonderful", (), "pass"),
        ("Oh", (), "not_checked"),
    ],
)
def test_a_scene_is_held_to_the_facts_it_names_and_to_the_copy(
    text: str, facts: tuple[str, ...], verdict: str
) -> None:
    product = BRIEF.products[0].model_copy(update={"category": "espresso"})
    brief = BRIEF.model_copy(update={"products": (product,)})
    copy = Copy(ads=(ad(legal="Simply wonderful"),), lines=(line("Wonderful"),))

    found = check_film_agreement(brief, scenes(*facts, en=text), copy)

    assert [each.verdict for each in found if each.rule == "semantic.scene"] == [verdict]


def test_a_language_without_fact_or_copy_is_left_open_and_the_next_is_looked_at() -> None:
    board = scenes("products[0].category", de="Kaffee xxxx", en="Slow coffee")

    found = check_film_agreement(BRIEF, board, Copy(ads=(ad(),), lines=()))

    assert told(found, "semantic.scene", "not_checked") == [
        ("storyboard/s1.de.overlay", "not_checked", True, None, None, None)
    ]
    assert told(found, "semantic.scene", "pass") == [
        ("storyboard/s1.en.overlay", "pass", True, 2, 1, "of 2 words")
    ]
