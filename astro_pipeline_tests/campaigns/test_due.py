from collections.abc import Callable

import pytest

from astro_pipeline.campaigns.due import due, is_fresh, refuse_stale, rule
from astro_pipeline.campaigns.graph import GRAPH, before
from astro_pipeline.domain.brief import Governance
from astro_pipeline.errors import StaleApproval, StaleInput
from astro_pipeline_tests.campaigns.graphs import TODAY, Graph, a_brief, a_finding

MakeGraph = Callable[[str], Graph]


def test_everything_is_due_of_a_new_campaign(graph: Graph) -> None:
    assert due(graph.desk, "spring") == tuple(GRAPH)


def test_a_guided_campaign_waits_at_each_gate_and_then_is_delivered(graph: Graph) -> None:
    first = graph.run()
    graph.approve("plan_approval")
    second = graph.run()
    graph.approve("creative_approval", variant="B")
    third = graph.run()
    graph.approve("release_approval")
    fourth = graph.run()

    assert first[-1] == "storyboard"
    assert (second[0], second[-1]) == ("plan_approval", "sound_effects")
    assert (third[0], third[-1]) == ("creative_approval", "qa_report")
    assert fourth == ["release_approval", "delivery"]
    assert due(graph.desk, "spring") == ()


def test_the_policy_opens_every_gate_of_a_full_auto_campaign(make_graph: MakeGraph) -> None:
    graph = make_graph("full_auto")

    assert graph.run() == list(GRAPH)


def test_semi_auto_waits_for_a_person_at_the_release_only(make_graph: MakeGraph) -> None:
    graph = make_graph("semi_auto")

    assert graph.run()[-1] == "qa_report"


def test_the_instance_may_be_stricter_than_the_brief(make_graph: MakeGraph) -> None:
    graph = make_graph("full_auto")
    graph.run()

    ruling = rule(graph.desk, "spring", "plan_approval", minimum=Governance.GUIDED)

    assert (ruling.state, ruling.decision) == ("waiting", None)


@pytest.mark.parametrize("governance", ["guided", "semi_auto", "full_auto"])
def test_a_failing_finding_closes_the_gate_in_every_mode(make_graph: MakeGraph, governance: str) -> None:
    graph = make_graph(governance)
    graph.findings["copy"] = (a_finding(rule="copy.limit", file="copy/A/meta_feed.en.headline.0"),)

    graph.run()

    assert rule(graph.desk, "spring", "plan_approval").state == "closed"
    assert due(graph.desk, "spring")[0] == "plan_approval"


def test_advice_and_what_passes_close_nothing(make_graph: MakeGraph) -> None:
    graph = make_graph("full_auto")
    graph.findings["copy"] = (a_finding("pass"), a_finding("fail", advisory=True))

    assert graph.run() == list(GRAPH)


def test_full_auto_waits_where_something_required_was_not_checked(make_graph: MakeGraph) -> None:
    graph = make_graph("full_auto")
    graph.findings["copy"] = (a_finding("not_checked"),)

    graph.run()

    assert rule(graph.desk, "spring", "plan_approval").state == "waiting"


def test_semantic_findings_are_not_required(make_graph: MakeGraph) -> None:
    graph = make_graph("full_auto")
    graph.findings["copy"] = (a_finding("not_checked", rule="semantic.says_the_promise"),)

    assert graph.run() == list(GRAPH)


def test_a_waiver_opens_what_one_finding_closed(make_graph: MakeGraph) -> None:
    graph = make_graph("full_auto")
    key = "copy/A/meta_feed.en.headline.0"
    graph.findings["copy"] = (a_finding(rule="copy.limit", file=key),)
    graph.run()

    graph.desk.waive("spring", "copy.limit", key, reason="agreed with legal", actor="ada")

    assert graph.run()[-1] == "delivery"


def test_a_later_rejection_revokes_and_holds_what_follows(graph: Graph) -> None:
    graph.run()
    graph.approve("plan_approval")
    graph.run()

    graph.reject("plan_approval", assets=["copy"])

    with pytest.raises(StaleInput):
        refuse_stale(graph.desk, "spring", "image_variants")
    with pytest.raises(StaleInput):
        refuse_stale(graph.desk, "spring", "plan_approval")


def test_an_approval_of_what_has_changed_since_is_stale(graph: Graph) -> None:
    graph.run()
    graph.approve("plan_approval")
    graph.run()
    graph.texts["storyboard"] = "another"
    graph.desk.store.forget("spring", "storyboard")

    made = graph.run()

    assert made == ["storyboard"]
    with pytest.raises(StaleApproval):
        refuse_stale(graph.desk, "spring", "plan_approval")


def test_the_policy_never_approves_where_a_person_rejected(make_graph: MakeGraph) -> None:
    graph = make_graph("full_auto")
    graph.run()
    graph.reject("creative_approval", items=(), assets=["music"])

    graph.run()

    assert due(graph.desk, "spring")[0] == "creative_approval"
    assert rule(graph.desk, "spring", "creative_approval").state == "waiting"


def test_a_rejection_makes_due_what_it_names_and_what_rests_on_it(make_graph: MakeGraph) -> None:
    graph = make_graph("full_auto")
    graph.run()

    graph.reject("creative_approval", assets=["music"])

    late = due(graph.desk, "spring")
    assert late[0] == "music"
    assert "voiceover" not in late
    assert "image_variants" not in late
    assert {"creative_approval", "audio", "video", "delivery"} <= set(late)


def test_the_same_value_made_again_leaves_what_follows_fresh(make_graph: MakeGraph) -> None:
    graph = make_graph("full_auto")
    graph.run()
    graph.desk.store.forget("spring", "seo_keywords")
    record = graph.desk.store.record("spring", "strategy")

    graph.run()

    assert graph.desk.store.record("spring", "strategy") == record
    assert due(graph.desk, "spring") == ()


def test_a_changed_brief_is_due_and_an_equal_one_is_not(make_graph: MakeGraph) -> None:
    graph = make_graph("full_auto")
    graph.run()

    again, _ = graph.desk.submit(a_brief(governance="full_auto"), {}, actor="ada", today=TODAY)
    assert (again, due(graph.desk, "spring")) == ("unchanged", ())

    revised, _ = graph.desk.submit(a_brief(governance="full_auto", seed=7), {}, actor="ada", today=TODAY)
    assert (revised, due(graph.desk, "spring")[0]) == ("revised", "brief")


def test_a_value_changed_behind_the_records_back_is_not_fresh(graph: Graph) -> None:
    graph.run()
    path = graph.desk.home.campaign("spring") / "strategy.json"

    path.write_text(path.read_text("utf-8").replace("strategy", "strategem", 1), "utf-8")

    assert not is_fresh(graph.desk, "spring", "strategy")


def test_an_edit_makes_the_copy_due(graph: Graph) -> None:
    graph.run()

    graph.desk.edit_copy("spring", {"copy/A/meta_feed.en.headline.0": "Bottled spring"}, actor="ada")

    assert due(graph.desk, "spring")[0] == "copy"


def test_before_names_everything_upstream_in_order() -> None:
    assert before("strategy") == ("brief", "market_analysis", "seo_keywords", "concepts")
