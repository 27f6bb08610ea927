"""What a copywriter would be held to: nothing said twice, angles of their own, a film in one piece."""

import re
from datetime import date

import pytest

from astro_pipeline.domain.base import base_language
from astro_pipeline.domain.brief import Brief
from astro_pipeline.domain.fact import facts
from astro_pipeline.domain.plan import Scene
from astro_pipeline.providers.embedded.writer.film_words import in_one_breath
from astro_pipeline.providers.embedded.writer.typography import calmed, plain
from astro_pipeline_tests.agents.planning import Plan, plan
from astro_pipeline_tests.providers.embedded.writer_samples import made_up, planned, spoken_of, texts_of

HUNDRED = [(number, "en" if number % 2 else "fr") for number in range(100)]
CLAIMS = {"benefit", "feature", "evidence", "offer", "message", "pain", "desire"}
LEAD_INS = re.compile(
    r"^(yes|oui|inside|in short|en bref|en clair|the facts|les faits|for the record|picture this)\b"
    r"|^your offer\b|here is the proof|have a look|shall we|on y va|it costs|you get\b|à découvrir$"
    r"|ce que (vous|tu) y gagne",
    re.IGNORECASE,
)
TWICE: dict[str, object] = {
    "evidence": [{"claim": "Sleep better", "source": "a diary study"}],
    "offer": {
        "text": "Two months free",
        "code": "STEP2",
        "ends": date(2027, 3, 31),
        "evidence": [{"claim": "Two months free", "source": "the price list"}],
    },
    "message": "Small steps count",
    "placements": ("meta_feed", "email", "landing_page", "google_pmax"),
}
"""A brief that says two things at two places each."""


@pytest.fixture(scope="module")
def doubled() -> tuple[Brief, Plan]:
    brief = Brief.model_validate(made_up(31).model_dump() | TWICE)
    product = brief.product.model_copy(
        update={"benefits": ("Sleep better", "Works offline", "A quieter desk")}
    )
    brief = brief.model_copy(update={"products": (product,)})
    return brief, plan(brief)


def test_no_text_says_a_fact_twice(doubled: tuple[Brief, Plan]) -> None:
    made = [(doubled[0], doubled[1].copy), *(planned(number, language)[:2] for number, language in HUNDRED)]

    for brief, copy in made:
        claims = {plain(fact.text) for fact in facts(brief, brief.language) if fact.kind in CLAIMS}
        for text in texts_of(copy):
            assert not [claim for claim in claims if plain(text).count(claim) > 1], text


def test_the_line_below_an_ads_headline_says_something_else() -> None:
    for number, language in HUNDRED:
        brief, copy, _ = planned(number, language)
        claims = {plain(fact.text) for fact in facts(brief, language) if fact.kind in CLAIMS}

        for ad in copy.ads:
            shared = [claim for claim in claims if claim in plain(ad.headline) and claim in plain(ad.support)]
            assert not shared, ad


def test_the_headlines_of_a_field_stand_on_different_facts_where_the_brief_has_enough() -> None:
    rich = [number for number in range(1, 100, 2) if len(made_up(number).product.benefits) >= 4]

    for number in rich:
        _, copy, _ = planned(number, "en")
        lines = [line for line in copy.lines if (line.field, line.placement) == ("headline", "meta_feed")]
        for variant in "AB":
            used = [fact for line in lines if line.variant == variant for fact in line.facts]
            told = [fact for fact in used if not fact.endswith(("name", "category"))]
            assert len(told) == len(set(told)), [line.text for line in lines if line.variant == variant]


def test_concepts_stand_on_different_words_and_the_proof_is_no_offer(doubled: tuple[Brief, Plan]) -> None:
    brief, made = doubled

    said = {fact.id: plain(fact.text) for fact in facts(brief, "en")}
    words = [said[each.fact] for each in made.concepts.concepts]
    proofs = [each.fact for each in made.concepts.concepts if each.angle == "proof"]
    assert len(set(words)) == 3
    assert proofs
    assert not [place for place in proofs if place.startswith("offer")]


def test_a_hook_opens_on_the_concepts_own_fact(doubled: tuple[Brief, Plan]) -> None:
    brief, made = doubled

    said = {fact.id: plain(fact.text) for fact in facts(brief, "en")}
    for each in made.concepts.concepts:
        assert said[each.fact] in plain(each.hooks["en"]), each


def test_no_text_leans_on_a_lead_in() -> None:
    for number, language in HUNDRED:
        _, copy, board = planned(number, language)

        for text in (*texts_of(copy), *spoken_of(board)):
            assert not LEAD_INS.search(text), text


def test_a_subject_is_seen_whole() -> None:
    subjects = [
        line.text
        for number, language in HUNDRED
        for line in planned(number, language)[1].lines
        if line.field == "subject"
    ]

    assert all(len(text) <= 35 for text in subjects), [text for text in subjects if len(text) > 35]


def test_a_body_has_an_arc_of_short_paragraphs(doubled: tuple[Brief, Plan]) -> None:
    bodies = [line.text for line in doubled[1].copy.lines if line.field == "body"]

    assert len(bodies) == 4
    for body in bodies:
        paragraphs = body.split("\n\n")
        assert 2 <= len(paragraphs) <= 4, body
        assert all(0 < len(paragraph) <= 260 for paragraph in paragraphs)


def test_a_short_headline_has_fifteen_characters_at_most(doubled: tuple[Brief, Plan]) -> None:
    short = [line for line in doubled[1].copy.lines if line.field == "short_headline"]

    assert {line.variant for line in short} == {"A", "B"}
    assert all(len(line.text) <= 15 for line in short)


def test_every_scene_has_words_on_its_picture() -> None:
    for number, language in HUNDRED:
        _, _, board = planned(number, language)

        assert not [scene.id for scene in board.scenes if not scene.overlay.get(language)]
        shown = [plain(scene.overlay[language]) for scene in board.scenes if scene.beat != "call"]
        assert len(shown) == len(set(shown)), shown


def test_a_hook_is_more_than_the_name() -> None:
    for number, language in HUNDRED:
        brief, _, board = planned(number, language)

        assert plain(board.scenes[0].overlay[language]) not in {
            plain(brief.product.name),
            plain(brief.brand_name),
        }


def test_the_promise_leads_into_the_first_benefit() -> None:
    for number, language in HUNDRED:
        _, _, board = planned(number, language)
        said = {scene.id: scene.narration.get(language, "") for scene in board.scenes}

        runs_on = said.get("gain-1", "")[:1].islower()
        assert said["promise"].endswith(":") == runs_on, said


def test_a_benefit_without_a_promise_before_it_begins_with_a_capital() -> None:
    alone = Scene(id="gain-1", beat="promise", picture="a lamp", narration={"en": "crisp and dry."})

    assert [scene.narration["en"] for scene in in_one_breath([alone])] == ["Crisp and dry."]


def test_a_french_brief_is_planned_in_french() -> None:
    dated = {"start": date(2027, 3, 1), "end": date(2027, 5, 1), "media_budget": None}

    made = plan(made_up(2, language="fr", **dated))

    assert any("aucun concurrent" in question for question in made.analysis.open_questions)
    assert any("défiler" in channel.role for channel in made.strategy.channels)
    assert {"Début de la campagne, toutes les variantes en ligne", "Fin de la campagne"} <= {
        day.what for day in made.strategy.calendar
    }
    told = [made.concepts.why, *(each.idea for each in made.concepts.concepts)]
    told += [reason for each in made.concepts.concepts for reason in each.reasons]
    told += [part for kpi in made.strategy.kpis for part in (kpi.metric, kpi.how)]
    assert not [text for text in told if re.search(r"\b(the|and|opens?|stands|scores|with)\b", text)]
    assert base_language(made.keywords.pages[0].language) == "fr"


def test_an_exclamation_that_nothing_can_replace_becomes_a_full_stop() -> None:
    assert calmed("Découvrez Aldo\u202f! Goûtez!") == "Découvrez Aldo. Goûtez."


def test_a_sparse_briefs_line_below_the_headline_says_what_it_is_and_not_its_name_again() -> None:
    brief = Brief.model_validate(
        {
            "id": "plumber",
            "name": "Autumn",
            "company": {"name": "Okafor Plumbing Services"},
            "products": [
                {"name": "Okafor Plumbing Services", "description": "24/7 repairs and maintenance in Bristol"}
            ],
            "languages": ["en"],
            "placements": ["meta_feed"],
            "variants": 1,
        }
    )

    (ad,) = plan(brief).copy.ads

    assert ad.support.endswith("24/7 repairs and maintenance in Bristol.")
    assert "products[0].description" in ad.facts
