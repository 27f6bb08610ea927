from datetime import date
from decimal import Decimal
from itertools import pairwise
from urllib.parse import parse_qs, urlsplit

import pytest
from pydantic import JsonValue

from astro_pipeline.agents.analyst import analyse_market
from astro_pipeline.agents.concepts import propose_concepts
from astro_pipeline.agents.copywriter import write_copy
from astro_pipeline.agents.links import campaign_links
from astro_pipeline.agents.seo import choose_keywords
from astro_pipeline.agents.storyboarder import draw_storyboard, faults
from astro_pipeline.agents.strategist import write_strategy
from astro_pipeline.domain.brief import Brief
from astro_pipeline.domain.plan import Grounded, Storyboard
from astro_pipeline.domain.review import Feedback
from astro_pipeline.errors import JobFailed
from astro_pipeline.provider import Ask, Done, Request
from astro_pipeline_tests.agents.planning import Plan, ask, plan
from astro_pipeline_tests.providers.embedded.writer_samples import made_up, said

FULL: dict[str, object] = {
    "message": "Small steps count",
    "competitors": ("Rivalco",),
    "media_budget": {"amount": "1000", "currency": "EUR"},
    "start": date(2027, 3, 1),
    "end": date(2027, 4, 15),
    "offer": {"text": "Two months free", "code": "STEP2", "ends": date(2027, 3, 31)},
    "audience": {
        "description": "small teams",
        "pains": ("Sore feet", "Losing receipts"),
        "desires": ("A tidy desk",),
    },
    "film": {"seconds": (6, 15, 30, 60)},
}


@pytest.fixture(scope="module")
def brief() -> Brief:
    return made_up(2, language="en", **FULL)


@pytest.fixture(scope="module")
def made(brief: Brief) -> Plan:
    return plan(brief)


def test_analysis_names_only_the_briefs_competitors_and_their_place(made: Plan) -> None:
    assert [(each.text, each.source) for each in made.analysis.competitors] == [("Rivalco", "competitors[0]")]
    assert made.analysis.segments[0].source == "audience.description"
    assert {need.source for need in made.analysis.segments[0].needs} >= {
        "audience.pains[0]",
        "audience.desires[0]",
    }


def test_analysis_asks_for_what_the_brief_lacks() -> None:
    asked = " ".join(analyse_market(made_up(1), ask=ask, feedback=Feedback()).open_questions)

    assert "competitors" in asked
    assert "media budget" in asked
    assert "benefits" not in asked


def test_page_texts_keep_their_limits_in_both_languages() -> None:
    for language in ("en", "fr"):
        keywords = choose_keywords(made_up(4, language=language), ask=ask, feedback=Feedback())

        assert {cluster.intent for cluster in keywords.clusters} >= {"transactional", "navigational"}
        assert all(len(page.title) <= 60 and len(page.meta_description) <= 155 for page in keywords.pages)
        assert [page.language for page in keywords.pages] == [language]


def test_three_concepts_take_three_angles_and_the_best_is_chosen(made: Plan) -> None:
    concepts = made.concepts.concepts

    assert len({each.angle for each in concepts}) == 3
    assert made.concepts.winner.score == max(each.score for each in concepts)
    assert all(each.reasons and each.hooks["en"] for each in concepts)


def test_a_rejected_set_of_concepts_is_another_set(brief: Brief, made: Plan) -> None:
    again = propose_concepts(brief, made.analysis, ask=ask, feedback=said("another idea"))

    assert {each.fact for each in again.concepts} != {each.fact for each in made.concepts.concepts}


def test_budget_shares_sum_to_one_and_amounts_to_the_budget(made: Plan) -> None:
    channels = made.strategy.channels

    assert sum(each.budget_share for each in channels) == 1
    assert sum(Decimal(str(each.budget).removesuffix(" EUR")) for each in channels) == 1000


def test_calendar_lies_within_the_campaign_and_ends_the_offer(brief: Brief, made: Plan) -> None:
    days = [each.day for each in made.strategy.calendar]

    assert days == sorted(days)
    assert all(day == brief.run_date or date(2027, 3, 1) <= day <= date(2027, 4, 15) for day in days)
    assert any(each.what == "Offer ends" for each in made.strategy.calendar)


def test_links_tell_variants_and_placements_apart_in_lower_case(brief: Brief) -> None:
    links = campaign_links(brief)

    contents = [parse_qs(urlsplit(link.url).query)["utm_content"][0] for link in links]
    assert len(set(contents)) == len(brief.placements) * 2
    assert all(link.url == link.url.lower() for link in links)


def test_a_phone_call_as_the_goal_gives_no_links() -> None:
    brief = made_up(2, call_to_action={"phone": "555 0100"})

    assert campaign_links(brief) == ()


def test_every_cut_adds_up_and_ends_on_the_call(brief: Brief, made: Plan) -> None:
    board = made.storyboard

    assert faults(board, brief) == []
    assert [cut.seconds for cut in board.cuts] == [6, 15, 30, 60]
    for cut in board.cuts:
        assert sum(shot.seconds for shot in cut.shots) == cut.seconds
        assert min(shot.seconds for shot in cut.shots) >= 1.6
        assert cut.shots[0].seconds <= 3
        assert all(a.start + a.seconds == b.start for a, b in pairwise(cut.shots))


def test_a_shorter_cut_drops_scenes(made: Plan) -> None:
    kept = [{shot.scene for shot in cut.shots} for cut in made.storyboard.cuts]

    assert all(short < long for short, long in pairwise(kept[:3]))


@pytest.mark.parametrize("number", range(12))
def test_narration_fits_the_shortest_shot_of_its_scene(number: int) -> None:
    board = plan(made_up(number, language="fr" if number % 2 else "en", film={"seconds": (15,)})).storyboard

    for scene in board.scenes:
        shortest = min(shot.seconds for cut in board.cuts for shot in cut.shots if shot.scene == scene.id)
        for text in scene.narration.values():
            assert len(text.split()) <= shortest * 2.6, (text, shortest)
    assert 4 <= len(board.scenes) <= 7


def test_calmer_lowers_the_films_energy(brief: Brief) -> None:
    lively = brief.model_copy(update={"brand": brief.brand.model_copy(update={"tone": ("energetic",)})})
    before = plan(lively).storyboard

    after = plan(lively, said("calmer, please")).storyboard

    assert after.energy < before.energy
    assert after.mood == "calm"


def test_a_storyboard_that_does_not_add_up_is_refused(brief: Brief, made: Plan) -> None:
    cut = made.storyboard.cuts[1]
    short = cut.model_copy(update={"shots": cut.shots[:-1]})
    broken = made.storyboard.model_copy(
        update={"cuts": (made.storyboard.cuts[0], short, *made.storyboard.cuts[2:])}
    )

    with pytest.raises(JobFailed, match="15 s"):
        draw_storyboard(
            brief,
            made.strategy,
            copy=made.copy,
            concepts=made.concepts,
            ask=_says(broken.model_dump(mode="json")),
            feedback=Feedback(),
        )


def test_faults_name_an_overlay_that_is_too_long(brief: Brief, made: Plan) -> None:
    scene = made.storyboard.scenes[0].model_copy(update={"overlay": {"en": "x" * 33}})
    board: Storyboard = made.storyboard.model_copy(update={"scenes": (scene, *made.storyboard.scenes[1:])})

    assert any("over 32 characters" in fault for fault in faults(board, brief))


def test_an_answer_of_the_wrong_shape_is_a_failed_job(brief: Brief) -> None:
    with pytest.raises(JobFailed, match="no MarketAnalysis"):
        analyse_market(brief, ask=_says({"category": 3}), feedback=Feedback())


def test_a_competitor_that_the_brief_does_not_name_is_refused(brief: Brief, made: Plan) -> None:
    stranger = Grounded(text="Inventco", source="nowhere")
    answer = made.analysis.model_copy(update={"competitors": (stranger,)}).model_dump(mode="json")

    with pytest.raises(JobFailed, match="Inventco"):
        analyse_market(brief, ask=_says(answer), feedback=Feedback())


def test_a_title_over_its_limit_is_refused(brief: Brief, made: Plan) -> None:
    page = made.keywords.pages[0].model_copy(update={"title": "x" * 61})
    answer = made.keywords.model_copy(update={"pages": (page,)}).model_dump(mode="json")

    with pytest.raises(JobFailed, match="title over 60"):
        choose_keywords(brief, ask=_says(answer), feedback=Feedback())


def test_two_concepts_are_refused(brief: Brief, made: Plan) -> None:
    answer = made.concepts.model_copy(update={"concepts": made.concepts.concepts[:2]}).model_dump(mode="json")

    with pytest.raises(JobFailed, match="three concepts"):
        propose_concepts(brief, made.analysis, ask=_says(answer), feedback=Feedback())


@pytest.mark.parametrize(
    ("change", "why"),
    [
        ({"concept": "c9"}, "follows concept c9"),
        ({"channels": []}, "placements planned"),
    ],
)
def test_a_strategy_that_contradicts_its_inputs_is_refused(
    brief: Brief, made: Plan, change: dict[str, JsonValue], why: str
) -> None:
    answer = made.strategy.model_dump(mode="json") | change

    with pytest.raises(JobFailed, match=why):
        write_strategy(
            brief,
            made.analysis,
            keywords=made.keywords,
            concepts=made.concepts,
            ask=_says(answer),
            feedback=Feedback(),
        )


def test_shares_that_do_not_sum_to_one_are_refused(brief: Brief, made: Plan) -> None:
    channel = made.strategy.channels[0].model_copy(update={"budget_share": Decimal("0.01")})
    answer = made.strategy.model_copy(update={"channels": (channel, *made.strategy.channels[1:])}).model_dump(
        mode="json"
    )

    with pytest.raises(JobFailed, match="shares sum to"):
        write_strategy(
            brief,
            made.analysis,
            keywords=made.keywords,
            concepts=made.concepts,
            ask=_says(answer),
            feedback=Feedback(),
        )


def test_copy_nobody_ordered_is_refused(brief: Brief, made: Plan) -> None:
    line = made.copy.lines[0].model_copy(update={"variant": "D"})
    answer = made.copy.model_copy(update={"lines": (line,)}).model_dump(mode="json")

    with pytest.raises(JobFailed, match="was not ordered"):
        write_copy(
            brief,
            made.strategy,
            concepts=made.concepts,
            keywords=made.keywords,
            ask=_says(answer),
            feedback=Feedback(),
        )


def test_a_request_carries_what_reviewers_said_and_rises_with_it(brief: Brief) -> None:
    seen: list[Request] = []

    def watching(request: Request, *, item: str) -> Done:
        seen.append(request)
        return ask(request, item=item)

    analyse_market(brief, ask=watching, feedback=said("other please"))

    assert (seen[0].take, seen[0].feedback) == (1, ("other please",))
    assert "Sore feet" in getattr(seen[0], "prompt", "")


def _says(value: JsonValue) -> Ask:
    """An answer of somebody else's."""

    def answer(request: Request, *, item: str) -> Done:
        done = ask(request, item=item)
        return done.model_copy(update={"value": value, "provider": "stranger"})

    return answer
