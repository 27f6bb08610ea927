"""What a review page says of its gate is so: when it is written, and when it is looked at later."""

import re
from collections.abc import Callable
from decimal import Decimal
from html import unescape

import pytest

from astro_pipeline.campaigns.home import writing
from astro_pipeline.campaigns.review import page_marks, renew_review_page, ruled, write_review_page
from astro_pipeline.domain.brief import Brief, Governance
from astro_pipeline.domain.review import Gate
from astro_pipeline.errors import UnknownPrice
from astro_pipeline_tests.campaigns.graphs import TODAY, Graph, a_brief, a_finding
from astro_pipeline_tests.campaigns.sample_plan import sample_concepts, sample_storyboard, sample_strategy

HEADLINE = "copy/A/meta_feed.en.headline.0"
WAITS = "waits for your decision"
APPROVE = "astro-pipeline approve"
REJECT = "astro-pipeline reject"
WAIVE = "astro-pipeline waive"

Planned = Callable[..., Graph]


def _price(_brief: Brief, _gate: Gate) -> Decimal:
    return Decimal("1.20")


@pytest.fixture
def planned(make_graph: Callable[[str], Graph]) -> Planned:
    """A campaign as far as its plan, and its page."""

    def plan(governance: str = "guided", *, failing: bool = False) -> Graph:
        graph, brief = make_graph(governance), a_brief()
        graph.values = {
            "strategy": sample_strategy(brief),
            "concepts": sample_concepts(brief),
            "storyboard": sample_storyboard(brief),
        }
        if failing:
            graph.findings["copy"] = (a_finding(rule="copy.length", file=HEADLINE),)
        graph.run()
        _written(graph)
        return graph

    return plan


def _written(graph: Graph) -> None:
    gate, minimum = Gate.PLAN, Governance.FULL_AUTO
    ruling = ruled(graph.desk, "spring", gate, minimum=minimum)
    write_review_page(graph.desk, "spring", gate, ruling=ruling, next_act_usd=Decimal("1.20"), today=TODAY)


def _renewed(graph: Graph, price: Callable[[Brief, Gate], Decimal] = _price) -> None:
    renew_review_page(graph.desk, "spring", minimum=Governance.FULL_AUTO, price=price, today=TODAY)


def _page(graph: Graph) -> tuple[str, str]:
    """How the page's marks say the gate stands, and what a person reads on it."""
    page = graph.desk.home.campaign("spring") / "review.html"
    html = page.read_text("utf-8")
    body = re.sub(r"<style>.*?</style>|<wbr>", "", html)
    return page_marks(page)["state"], unescape(re.sub(r"<[^>]+>", " ", body))


def _day(graph: Graph) -> str:
    return graph.desk.log.entries(campaign="spring", kind="decision")[-1].at.date().isoformat()


def _offered(said: str) -> set[str]:
    return {each for each in (APPROVE, REJECT, WAIVE, "astro-pipeline run spring") if each in said}


def test_a_gate_that_waits_for_a_person_says_so(planned: Planned) -> None:
    state, said = _page(planned())

    assert state == "waiting"
    assert f"The plan {WAITS}." in said
    assert "Waits for a person (guided)." in said
    assert _offered(said) == {APPROVE, REJECT}


def test_a_gate_the_policy_opened_waits_for_nobody(planned: Planned) -> None:
    state, said = _page(planned("full_auto"))

    assert state == "open"
    assert WAITS not in said
    assert f"The plan was approved by policy (full_auto) on {TODAY.isoformat()}." in said
    assert "no failing finding is left open" in said
    assert _offered(said) == {REJECT, "astro-pipeline run spring"}


def test_a_gate_a_person_opened_says_who_when_and_why(planned: Planned) -> None:
    graph = planned()
    graph.approve("plan_approval", comment="just right")

    _renewed(graph)

    state, said = _page(graph)
    assert state == "open"
    assert WAITS not in said
    assert f"The plan was approved by ada on {_day(graph)}: “just right”." in said
    assert APPROVE not in said


def test_a_closed_gate_names_what_closes_it(planned: Planned) -> None:
    state, said = _page(planned(failing=True))

    assert state == "closed"
    assert WAITS not in said
    assert "The plan is closed: 1 finding must be mended first." in said
    assert f"1 failing: copy.length on {HEADLINE}." in said
    assert _offered(said) == {REJECT, WAIVE}


def test_a_waiver_opens_the_page_as_it_opens_the_gate(planned: Planned) -> None:
    graph = planned(failing=True)
    graph.desk.waive("spring", "copy.length", HEADLINE, reason="agreed with legal", actor="ada")

    _renewed(graph)

    state, said = _page(graph)
    assert state == "waiting"
    assert "agreed with legal" in said
    assert _offered(said) == {APPROVE, REJECT}


def test_what_was_sent_back_is_made_again_before_anybody_decides(planned: Planned) -> None:
    graph = planned()
    graph.reject("plan_approval", "calmer", assets=["copy"])

    _renewed(graph)

    state, said = _page(graph)
    assert state == "late"
    assert f"The plan was sent back by ada on {_day(graph)}: “calmer”. Copy must be made again first." in (
        " ".join(said.split()).replace(" . ", ". ")
    )
    assert _offered(said) == {"astro-pipeline run spring"}


def test_what_was_sent_back_and_came_out_the_same_can_be_approved_after_all(planned: Planned) -> None:
    graph = planned()
    graph.reject("plan_approval", "calmer", assets=["copy"])
    graph.run()

    _renewed(graph)

    state, said = _page(graph)
    assert state == "rejected"
    assert f"The plan was sent back by ada on {_day(graph)}: “calmer”." in said
    assert "What lies here is still what was sent back; approve it after all, or say more." in said
    assert _offered(said) == {APPROVE, REJECT}


def test_a_brief_that_was_revised_makes_its_page_not_ready(planned: Planned) -> None:
    graph = planned()
    graph.desk.submit(a_brief(name="Summer"), {}, actor="ada", today=TODAY)

    _renewed(graph)

    state, said = _page(graph)
    assert state == "late"
    assert "The plan cannot be decided on yet." in said
    assert "Brief must be made again first." in said


def test_a_campaign_at_work_writes_its_page_itself(planned: Planned) -> None:
    graph = planned()
    graph.approve("plan_approval")

    with writing(graph.desk.home.campaign("spring")):
        _renewed(graph)

    assert _page(graph)[0] == "waiting"


def test_a_campaign_without_a_page_gets_none(graph: Graph) -> None:
    _renewed(graph)

    assert not (graph.desk.home.campaign("spring") / "review.html").exists()


def test_a_page_that_cannot_be_written_anew_is_taken_away(planned: Planned) -> None:
    graph = planned()

    def no_price(_brief: Brief, _gate: Gate) -> Decimal:
        raise UnknownPrice("brush-9", "pictures")

    _renewed(graph, no_price)

    assert not (graph.desk.home.campaign("spring") / "review.html").exists()
