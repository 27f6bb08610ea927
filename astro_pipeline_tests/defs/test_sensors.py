import json
from collections.abc import Generator
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from pathlib import Path

import dagster as dg
import pytest

from astro_pipeline.campaigns.due import rule
from astro_pipeline.campaigns.home import writing
from astro_pipeline.campaigns.review import page_marks, write_review_page
from astro_pipeline.campaigns.status import note_unheard, stop_of
from astro_pipeline.definitions import defs
from astro_pipeline.defs import sensors
from astro_pipeline.defs.resources import PARTITION_TAG, Studio, today
from astro_pipeline.defs.schedules import refresh_campaigns
from astro_pipeline.domain.review import Gate
from astro_pipeline_tests.briefs import write_brief
from astro_pipeline_tests.campaigns.graphs import TODAY, Graph, a_brief
from astro_pipeline_tests.campaigns.sample_plan import sample_concepts, sample_storyboard, sample_strategy


@pytest.fixture
def studio(tmp_path: Path) -> Studio:
    return Studio(home=str(tmp_path / "home"))


@pytest.fixture
def instance() -> Generator[dg.DagsterInstance]:
    with dg.DagsterInstance.ephemeral() as ephemeral:
        yield ephemeral


@pytest.fixture(autouse=True)
def _no_waiting(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sensors, "_WATCH_SECONDS", 0.0)
    monkeypatch.setattr(sensors, "_JUST_STARTED", timedelta(0))


def advance(studio: Studio, instance: dg.DagsterInstance, cursor: int = 0) -> dg.SensorResult | None:
    with dg.build_sensor_context(
        instance=instance, cursor=str(cursor), definitions=defs, resources={"studio": studio}
    ) as context:
        result = sensors.advance_campaigns(context)
    assert isinstance(result, dg.SensorResult | dg.SkipReason)
    return result if isinstance(result, dg.SensorResult) else None


def requests(result: dg.SensorResult | None) -> list[dg.RunRequest]:
    assert result is not None
    return list(result.run_requests or [])


def start_run(instance: dg.DagsterInstance, campaign: str, **tags: str) -> dg.DagsterRun:
    return instance.create_run_for_job(
        defs.resolve_job_def("run_campaign"),
        status=dg.DagsterRunStatus.STARTED,
        tags={PARTITION_TAG: campaign, **tags},
    )


def test_the_inbox_is_taken_in_and_what_is_bad_goes_back(
    studio: Studio, instance: dg.DagsterInstance, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("astro_pipeline.campaigns.reception.SETTLED_SECONDS", 0.0)
    home = studio.where()
    write_brief(home.inbox / "good.json")
    (home.inbox / "bad.json").write_text("[", "utf-8")

    with dg.build_sensor_context(instance=instance, resources={"studio": studio}) as context:
        said = sensors.receive_briefs(context)

    assert isinstance(said, dg.SkipReason)
    assert studio.desk().campaigns() == ("fernweh-spring",)
    assert sorted(p.name for p in home.rejected.iterdir()) == ["bad.json", "bad.json.error.txt"]
    assert [p.name for p in home.accepted.iterdir()] == ["good.json"]
    assert "bad.json refused" in (said.skip_message or "")


def test_a_new_brief_is_a_partition_and_one_run(studio: Studio, instance: dg.DagsterInstance) -> None:
    _, row = studio.desk().submit(a_brief(), {}, actor="ada", today=TODAY)

    result = advance(studio, instance)

    (request,) = requests(result)
    assert (request.run_key, request.partition_key) == (f"entry:{row}", "spring")
    assert instance.has_dynamic_partition("campaigns", "spring")
    assert result is not None
    assert result.cursor == str(row)


def test_nothing_new_asks_for_nothing(studio: Studio, instance: dg.DagsterInstance) -> None:
    assert advance(studio, instance) is None


def test_a_campaign_at_work_is_held_and_others_are_not(studio: Studio, instance: dg.DagsterInstance) -> None:
    desk = studio.desk()
    _, first = desk.submit(a_brief(), {}, actor="ada", today=TODAY)
    desk.submit(a_brief(id="autumn"), {}, actor="ada", today=TODAY)
    start_run(instance, "spring")

    with writing(studio.where().campaign("spring")):
        result = advance(studio, instance)

    assert [request.partition_key for request in requests(result)] == ["autumn"]
    assert result is not None
    assert result.cursor == str(first - 1)


def test_a_run_whose_lock_is_free_is_dead_and_its_campaign_is_taken_up_again(
    studio: Studio, instance: dg.DagsterInstance
) -> None:
    _, row = studio.desk().submit(a_brief(), {}, actor="ada", today=TODAY)
    dead = start_run(instance, "spring")

    (request,) = requests(advance(studio, instance, cursor=row))

    assert request.run_key == f"revive:{dead.run_id}"
    assert request.tags["astro/revivals"] == "1"
    closed = instance.get_run_by_id(dead.run_id)
    assert closed is not None
    assert closed.status is dg.DagsterRunStatus.FAILURE


def test_a_campaign_whose_runs_keep_dying_is_left_for_a_person(
    studio: Studio, instance: dg.DagsterInstance
) -> None:
    _, row = studio.desk().submit(a_brief(), {}, actor="ada", today=TODAY)
    start_run(instance, "spring", **{"astro/revivals": "3"})

    assert advance(studio, instance, cursor=row) is None
    stop = stop_of(studio.where().campaign("spring"))
    assert stop is not None
    assert "died 4 times" in stop.message


def test_a_gate_that_would_wait_again_needs_no_run(studio: Studio, instance: dg.DagsterInstance) -> None:
    desk = studio.desk()
    desk.submit(a_brief(), {}, actor="ada", today=TODAY)
    graph = Graph(desk, "spring")
    graph.run()
    row = graph.approve("plan_approval")

    (request,) = requests(advance(studio, instance, cursor=row - 1))
    assert request.asset_selection is not None
    assert request.asset_selection[0] == dg.AssetKey("plan_approval")

    desk.submit(a_brief(id="winter"), {}, actor="ada", today=TODAY)
    waiting = Graph(desk, "winter")
    waiting.run()
    result = advance(studio, instance, cursor=row)
    assert requests(result) == []


def test_a_page_says_what_is_new_in_the_log(studio: Studio, instance: dg.DagsterInstance) -> None:
    desk, brief = studio.desk(), a_brief()
    desk.submit(brief, {}, actor="ada", today=TODAY)
    graph = Graph(
        desk,
        "spring",
        values={
            "strategy": sample_strategy(brief),
            "concepts": sample_concepts(brief),
            "storyboard": sample_storyboard(brief),
        },
    )
    graph.run()
    page = studio.where().campaign("spring") / "review.html"
    ruling = rule(desk, "spring", Gate.PLAN)
    write_review_page(desk, "spring", Gate.PLAN, ruling=ruling, next_act_usd=Decimal(0), today=TODAY)
    _, row = desk.submit(a_brief(name="Summer"), {}, actor="inbox", today=TODAY)

    advance(studio, instance, cursor=row - 1)

    assert page_marks(page)["state"] == "late"


def test_a_finished_campaign_asks_for_nothing(studio: Studio, instance: dg.DagsterInstance) -> None:
    desk = studio.desk()
    _, row = desk.submit(a_brief(governance="full_auto"), {}, actor="ada", today=TODAY)
    Graph(desk, "spring").run()

    assert requests(advance(studio, instance, cursor=row - 1)) == []


def test_delivered_campaigns_get_an_edition_once_per_due_date(studio: Studio) -> None:
    desk = studio.desk()
    brief = a_brief(governance="full_auto", refresh_days=10)
    desk.submit(brief, {}, actor="ada", today=TODAY)
    Graph(desk, "spring").run()

    def tick(days: int) -> str:
        at = datetime(TODAY.year, TODAY.month, TODAY.day, 3, tzinfo=UTC) + timedelta(days=days)
        with dg.build_schedule_context(scheduled_execution_time=at, resources={"studio": studio}) as context:
            said = refresh_campaigns(context)
        assert isinstance(said, dg.SkipReason)
        return said.skip_message or ""

    assert tick(9) == "no edition is due"
    assert tick(25) == "editions begun: spring"
    assert tick(25) == "no edition is due"
    assert desk.brief("spring").edition == 2
    assert desk.brief("spring").run_date == TODAY + timedelta(days=20)


def test_a_brief_and_a_decision_can_come_as_run_config(studio: Studio) -> None:
    home = studio.where()
    brief = write_brief(home.path / "b.json", governance="guided").read_text("utf-8")
    submit = defs.resolve_job_def("submit_brief")
    record = defs.resolve_job_def("record_decision")

    done = submit.execute_in_process(
        run_config={"ops": {"submit": {"config": {"brief": brief}}}}, resources={"studio": studio}
    )
    refused = submit.execute_in_process(
        run_config={"ops": {"submit": {"config": {"brief": "[]"}}}},
        resources={"studio": studio},
        raise_on_error=False,
    )
    said = {"campaign": "fernweh-spring", "gate": "plan_approval", "verdict": "approve", "digest": "x"}
    early = record.execute_in_process(
        run_config={"ops": {"record": {"config": said}}}, resources={"studio": studio}, raise_on_error=False
    )

    assert done.success
    assert not refused.success
    assert not early.success
    assert studio.desk().brief("fernweh-spring").run_date == today()
    assert json.loads(brief)["id"] == "fernweh-spring"


def test_a_torn_brief_and_a_stale_decision_fail_with_their_reason(studio: Studio) -> None:
    studio.desk().submit(a_brief(), {}, actor="ada", today=TODAY)
    Graph(studio.desk(), "spring").run()
    stale = {"campaign": "spring", "gate": "plan_approval", "verdict": "approve", "digest": "stale"}

    def why(job: str, ops: dict[str, object]) -> str:
        result = defs.resolve_job_def(job).execute_in_process(
            run_config={"ops": ops}, resources={"studio": studio}, raise_on_error=False
        )
        (failed,) = result.get_step_failure_events()
        said = failed.step_failure_data.user_failure_data
        return (said and said.description) or ""

    assert "it is no YAML" in why("submit_brief", {"submit": {"config": {"brief": "name: [torn"}}})
    assert "stale" in why("record_decision", {"record": {"config": stale}})
    assert studio.desk().decisions("spring") == ()


def test_a_run_that_failed_unheard_is_noted_where_status_looks(studio: Studio) -> None:
    studio.desk().submit(a_brief(), {}, actor="ada", today=TODAY)
    folder = studio.where().campaign("spring")

    with writing(folder):
        note_unheard(studio.desk(), "spring", "boom")
    assert stop_of(folder) is None, "a campaign at work has not failed"

    note_unheard(studio.desk(), "spring", "boom")
    note_unheard(studio.desk(), "spring", "boom again")

    stop = stop_of(folder)
    assert stop is not None
    assert stop.message == "boom"
