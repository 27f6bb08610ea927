import pytest

from astro_pipeline.campaigns.desk import Desk
from astro_pipeline.domain.review import Comment, Decision
from astro_pipeline.errors import InvalidBrief, InvalidRequest, StaleDecision, UnknownCampaign
from astro_pipeline_tests.campaigns.graphs import TODAY, Graph, a_brief, a_finding

HEADLINE = "copy/A/meta_feed.en.headline.0"


def test_the_same_id_from_another_company_is_refused(desk: Desk) -> None:
    desk.submit(a_brief(), {}, actor="ada", today=TODAY)

    with pytest.raises(InvalidBrief, match="campaign of Fernweh already"):
        desk.submit(a_brief(company={"name": "Heimweh"}), {}, actor="ada", today=TODAY)


def test_going_back_to_an_earlier_brief_is_a_revision_of_its_own(desk: Desk) -> None:
    _, first = desk.submit(a_brief(seed=1), {}, actor="ada", today=TODAY)
    desk.submit(a_brief(seed=2), {}, actor="ada", today=TODAY)

    state, third = desk.submit(a_brief(seed=1), {}, actor="ada", today=TODAY)

    assert state == "revised"
    assert third > first


def test_attachments_are_kept_by_digest(desk: Desk) -> None:
    sha256 = desk.store.put(b"logo")

    desk.submit(a_brief(), {sha256: b"logo"}, actor="ada", today=TODAY)

    assert desk.store.blob(sha256).read_bytes() == b"logo"


def test_a_stale_digest_is_refused_at_the_door(graph: Graph) -> None:
    graph.run()
    seen = graph.desk.subject("spring", "plan_approval")
    graph.texts["strategy"] = "another"
    graph.desk.store.forget("spring", "strategy")
    graph.run()

    with pytest.raises(StaleDecision, match="has changed since"):
        graph.desk.decide("spring", "plan_approval", "approve", digest=seen, actor="ada")


def test_nothing_can_be_decided_before_there_is_something(graph: Graph) -> None:
    with pytest.raises(StaleDecision, match="nothing to decide"):
        graph.approve("plan_approval")


def test_approving_twice_is_one_decision(graph: Graph) -> None:
    graph.run()

    assert graph.approve("plan_approval") == graph.approve("plan_approval")


def test_an_approval_over_a_failing_finding_is_refused(graph: Graph) -> None:
    graph.findings["copy"] = (a_finding(rule="copy.limit", file=HEADLINE, why="44 of 40"),)
    graph.run()

    with pytest.raises(InvalidRequest, match="44 of 40"):
        graph.approve("plan_approval")


@pytest.mark.parametrize(
    ("gate", "said", "expected"),
    [
        ("release", {}, "gate: release is none"),
        ("plan_approval", {"assets": ["video"]}, "video does not lie before plan_approval"),
        ("plan_approval", {"items": ["images/Q/nothing"]}, "nothing matches images/Q/nothing"),
        ("plan_approval", {"items": ["nowhere/x"]}, "they begin with"),
        ("plan_approval", {"comment": " "}, "a rejection needs one"),
    ],
)
def test_a_rejection_of_what_is_not_there_is_refused(
    graph: Graph, gate: str, said: dict[str, object], expected: str
) -> None:
    graph.run()

    with pytest.raises(InvalidRequest, match=expected):
        graph.desk.decide("spring", gate, "reject", digest="x", actor="ada", **{"comment": "no", **said})  # pyright: ignore[reportArgumentType] -- table of bad arguments


@pytest.mark.parametrize(
    ("gate", "variant", "expected"),
    [("plan_approval", "A", "only creative_approval"), ("creative_approval", "C", "C was not made")],
)
def test_a_variant_is_chosen_where_and_among_what_exists(
    graph: Graph, gate: str, variant: str, expected: str
) -> None:
    graph.run()
    graph.approve("plan_approval")
    graph.run()

    with pytest.raises(InvalidRequest, match=expected):
        graph.approve(gate, variant=variant)


def test_a_comment_reaches_the_named_asset_and_stays(graph: Graph) -> None:
    graph.run()
    graph.reject("plan_approval", "shorter", assets=["copy"])
    graph.run()
    graph.reject("plan_approval", "calmer", assets=["copy"])

    feedback = graph.desk.feedback("spring", "copy")

    assert [comment.text for comment in feedback.comments] == ["shorter", "calmer"]
    assert graph.desk.feedback("spring", "storyboard").comments == ()


def test_a_comment_on_items_concerns_these_items_only(graph: Graph) -> None:
    graph.run()
    graph.reject("plan_approval", "shorter", items=["copy/A/meta_feed*"])

    feedback = graph.desk.feedback("spring", "copy")

    assert feedback.comments == (Comment(text="shorter", items=("copy/A/meta_feed*",)),)
    assert feedback.take(HEADLINE) == 1
    assert feedback.take("copy/B/meta_feed.en.headline.0") == 0


def test_a_rejection_that_names_nothing_is_about_the_whole_subject(graph: Graph) -> None:
    graph.run()
    graph.reject("plan_approval", "no")

    assert all(graph.desk.feedback("spring", a).comments for a in ("strategy", "copy", "storyboard"))
    assert graph.desk.feedback("spring", "concepts").comments == ()


@pytest.mark.parametrize(
    ("rule", "reason", "expected"),
    [
        ("budget.ceiling", "we pay", "never waived"),
        ("rights.licence", "trust me", "never waived"),
        ("copy.limit", " ", "needs one"),
        ("copy.other", "fine", "nothing fails there"),
    ],
)
def test_a_waiver_is_refused_without_cause(graph: Graph, rule: str, reason: str, expected: str) -> None:
    graph.findings["copy"] = (a_finding(rule="copy.limit", file=HEADLINE),)
    graph.run()

    with pytest.raises(InvalidRequest, match=expected):
        graph.desk.waive("spring", rule, HEADLINE, reason=reason, actor="ada")


def test_a_waiver_holds_for_these_bytes_only(graph: Graph) -> None:
    graph.findings["storyboard"] = (a_finding(rule="claims.number", file="storyboard"),)
    graph.run()
    graph.desk.waive("spring", "claims.number", "storyboard", reason="in the deck", actor="ada")
    (waiver,) = graph.desk.waivers("spring")
    (entry,) = graph.desk.log.entries(campaign="spring", kind="waiver")
    assert (waiver.actor, waiver.reason, waiver.day) == ("ada", "in the deck", entry.at.date())

    graph.texts["storyboard"] = "another"
    graph.desk.store.forget("spring", "storyboard")
    graph.run()

    assert graph.desk.waivers("spring") == ()


@pytest.mark.parametrize(
    ("texts", "expected"),
    [
        ({"copy/Z/nowhere.en.headline.0": "x"}, "no such line"),
        ({HEADLINE: "Spring, bottled"}, "changes no line"),
    ],
)
def test_an_edit_that_changes_nothing_known_is_refused(
    graph: Graph, texts: dict[str, str], expected: str
) -> None:
    graph.run()

    with pytest.raises(InvalidRequest, match=expected):
        graph.desk.edit_copy("spring", texts, actor="ada")


def test_an_unknown_campaign_is_named(desk: Desk) -> None:
    with pytest.raises(UnknownCampaign, match="autumn"):
        desk.brief("autumn")
    with pytest.raises(UnknownCampaign, match="autumn"):
        desk.decide("autumn", "plan_approval", "approve", digest="x", actor="ada")


def test_an_edition_has_its_own_seed_and_day_and_is_begun_once_per_due_date(desk: Desk) -> None:
    desk.submit(a_brief(seed=3), {}, actor="ada", today=TODAY)
    first = desk.brief("spring")

    begun = desk.refresh("spring", actor="schedule", due=TODAY.replace(month=12))
    again = desk.refresh("spring", actor="schedule", due=TODAY.replace(month=12))

    second = desk.brief("spring")
    assert begun is not None
    assert again is None
    assert (first.edition, second.edition) == (1, 2)
    assert first.seed == 3
    assert second.seed != first.seed
    assert second.run_date == TODAY.replace(month=12)


def test_the_gates_values_are_the_decisions_that_stand(graph: Graph) -> None:
    graph.run()
    graph.approve("plan_approval", comment="go")
    graph.run()

    opened = graph.desk.opened_by("spring")

    assert [(type(d), d.comment) for d in opened] == [(Decision, "go")]
