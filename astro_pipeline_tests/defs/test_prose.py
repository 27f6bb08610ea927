"""Prose in the inbox: the tick asks for a run, and the run has it read."""

import os
from collections.abc import Generator
from datetime import timedelta
from pathlib import Path

import dagster as dg
import pytest

from astro_pipeline.campaigns.home import Home, writing
from astro_pipeline.definitions import defs
from astro_pipeline.defs import sensors
from astro_pipeline.defs.prose import DROP_TAG, drop_of
from astro_pipeline.defs.resources import Studio, ledger_of
from astro_pipeline_tests.campaigns import prose
from astro_pipeline_tests.vendors.server import VendorServer
from astro_pipeline_tests.vendors.talk import Talker


@pytest.fixture(autouse=True)
def _no_waiting(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sensors, "_WATCH_SECONDS", 0.0)
    monkeypatch.setattr(sensors, "_JUST_STARTED", timedelta(0))


@pytest.fixture
def studio(tmp_path: Path) -> Studio:
    return Studio(home=str(tmp_path / "home"))


@pytest.fixture
def instance() -> Generator[dg.DagsterInstance]:
    with dg.DagsterInstance.ephemeral() as ephemeral:
        yield ephemeral


@pytest.fixture
def house(monkeypatch: pytest.MonkeyPatch) -> Generator[VendorServer]:
    with VendorServer() as vendors:
        for name, value in vendors.environment("openai").items():
            monkeypatch.setenv(name, value)
        monkeypatch.setenv("ASTRO_PROVIDERS", "text:openai/gpt-6-luna")
        yield vendors


def dropped(home: Home, name: str, text: str) -> Path:
    home.inbox.mkdir(parents=True, exist_ok=True)
    path = home.inbox / name
    path.write_text(text, encoding="utf-8")
    os.utime(path, (1_000_000_000, 1_000_000_000))
    return path


def tick(studio: Studio, instance: dg.DagsterInstance) -> list[dg.RunRequest]:
    with dg.build_sensor_context(
        instance=instance, definitions=defs, resources={"studio": studio}
    ) as context:
        found = sensors.receive_briefs(context)
    return list(found.run_requests or []) if isinstance(found, dg.SensorResult) else []


def read(studio: Studio, request: dg.RunRequest) -> bool:
    job = defs.resolve_job_def("read_brief")
    return job.execute_in_process(run_config=request.run_config, resources={"studio": studio}).success


def begun(instance: dg.DagsterInstance, path: Path, status: dg.DagsterRunStatus) -> str:
    run = instance.create_run_for_job(
        defs.resolve_job_def("read_brief"),
        run_config={"ops": {"read": {"config": {"brief": path.name}}}},
        status=status,
        tags={DROP_TAG: drop_of(path)},
    )
    return run.run_id


def test_a_tick_asks_for_a_run_which_has_the_prose_read_and_paid_for_like_anything(
    studio: Studio, instance: dg.DagsterInstance, house: VendorServer
) -> None:
    home = studio.where()
    dropped(home, "spring.md", prose.ENGLISH)
    talker = house.vendors["openai"]
    assert isinstance(talker, Talker)
    talker.script(prose.reading(*prose.READ_ENGLISH).model_dump(mode="json"))

    (request,) = tick(studio, instance)
    assert not house.requests, "nothing is asked within a tick"
    assert read(studio, request)

    assert studio.desk().campaigns() == ("larkspur-larkspur-in-the-park",)
    assert sorted(path.name for path in home.accepted.iterdir()) == ["spring.md", "spring.md.reading.md"]
    (call,) = ledger_of(studio.desk()).calls()
    assert call.cost_usd == house.bill.total > 0
    assert (call.user, call.reason) == ("inbox", "the only candidate"), "routing chose"
    assert list((home.path / "pace").glob("openai-*")), "the pace was kept"
    assert tick(studio, instance) == []
    assert not list((home.path / "reading").iterdir())


def test_prose_nobody_can_read_goes_back_by_the_same_way(
    studio: Studio, instance: dg.DagsterInstance
) -> None:
    home = studio.where()
    dropped(home, "spring.md", prose.ENGLISH)

    (request,) = tick(studio, instance)
    assert read(studio, request)

    assert "set a provider's key" in (home.rejected / "spring.md.error.txt").read_text()


def test_a_brief_that_is_being_read_is_left_alone(studio: Studio, instance: dg.DagsterInstance) -> None:
    home = studio.where()
    path = dropped(home, "spring.md", prose.ENGLISH)
    begun(instance, path, dg.DagsterRunStatus.STARTING)
    other = dropped(home, "autumn.txt", prose.FRENCH)
    begun(instance, other, dg.DagsterRunStatus.STARTED)

    with writing(home.reading(drop_of(other))):
        assert tick(studio, instance) == []


def test_a_reading_whose_process_died_is_begun_again_and_not_for_ever(
    studio: Studio, instance: dg.DagsterInstance
) -> None:
    home = studio.where()
    path = dropped(home, "spring.md", prose.ENGLISH)
    runs = [begun(instance, path, dg.DagsterRunStatus.STARTED)]

    keys = {request.run_key for request in tick(studio, instance)}
    while path.exists():
        runs.append(begun(instance, path, dg.DagsterRunStatus.STARTED))
        keys |= {request.run_key for request in tick(studio, instance)}

    assert len(runs) == 4
    assert len(keys) == 3, "each run has a key of its own"
    assert runs[-1] in (home.rejected / "spring.md.error.txt").read_text()


def test_a_reading_that_was_cancelled_sends_the_brief_back_until_it_is_dropped_again(
    studio: Studio, instance: dg.DagsterInstance
) -> None:
    home = studio.where()
    path = dropped(home, "spring.md", prose.ENGLISH)
    begun(instance, path, dg.DagsterRunStatus.CANCELED)

    assert tick(studio, instance) == []
    assert not path.exists()

    (home.rejected / "spring.md").rename(path)
    assert len(tick(studio, instance)) == 1
