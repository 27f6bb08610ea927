import json
from pathlib import Path

import pytest

from astro_pipeline.campaigns.desk import Desk
from astro_pipeline.campaigns.home import Home, writing
from astro_pipeline.campaigns.status import note_crash, note_stop
from astro_pipeline.cli import exit_status
from astro_pipeline.domain.review import Finding
from astro_pipeline.errors import BudgetExceeded, StaleInput
from astro_pipeline_tests.briefs import write_brief
from astro_pipeline_tests.campaigns.graphs import TODAY, Graph, a_brief, a_finding

HEADLINE = "copy/A/meta_feed.en.headline.0"


@pytest.fixture
def home(tmp_path: Path) -> Path:
    return tmp_path / "home"


@pytest.fixture
def graph(home: Path) -> Graph:
    desk = Desk.of(Home(home))
    desk.submit(a_brief(), {}, actor="ada", today=TODAY)
    return Graph(desk, "spring")


def types(home: Path, *words: str) -> int:
    return exit_status([*words, "--home", str(home)])


def test_the_schema_is_json_and_names_every_field(capsys: pytest.CaptureFixture[str]) -> None:
    assert exit_status(["brief", "schema"]) == 0

    schema = json.loads(capsys.readouterr().out)
    assert {"name", "company", "products", "governance"} <= set(schema["properties"])


def test_a_good_brief_is_good_and_says_what_is_assumed(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    brief = write_brief(tmp_path / "b.json", brand={})

    assert exit_status(["brief", "check", str(brief)]) == 0
    said = capsys.readouterr().out
    assert "fernweh-spring" in said
    assert "assumed brand.palette" in said

    assert exit_status(["brief", "check", str(brief), "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["id"] == "fernweh-spring"


def test_a_bad_brief_is_named_with_field_value_and_cure(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    brief = write_brief(tmp_path / "b.json", placements=["meta_fed"])

    assert exit_status(["brief", "check", str(brief)]) == 2
    assert "meta_feed" in capsys.readouterr().err


def test_an_estimate_is_an_upper_bound_per_kind(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    brief = write_brief(tmp_path / "b.json")

    assert exit_status(["estimate", str(brief)]) == 0
    assert "at most 0.00 USD" in capsys.readouterr().out
    assert exit_status(["estimate", str(brief), "--json"]) == 0
    lines = json.loads(capsys.readouterr().out)["lines"]
    assert {line["kind"] for line in lines} == {"text", "image", "speech", "music", "sfx"}


def test_submitting_lays_the_brief_on_the_desk(home: Path, tmp_path: Path) -> None:
    brief = write_brief(tmp_path / "b.json")

    assert types(home, "submit", str(brief), "--governance", "guided") == 0

    assert Desk.of(Home(home)).brief("fernweh-spring").governance == "guided"


def test_an_empty_home_says_how_to_begin(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert types(home, "status") == 0
    assert "astro-pipeline run BRIEF" in capsys.readouterr().out


def test_status_says_where_each_campaign_stands(graph: Graph, capsys: pytest.CaptureFixture[str]) -> None:
    home = graph.desk.home.path
    graph.run()

    assert types(home, "status") == 0
    assert "spring: waiting" in capsys.readouterr().out
    assert types(home, "status", "--json") == 0
    (row,) = json.loads(capsys.readouterr().out)
    assert (row["state"], row["stage"]) == ("waiting", "plan_approval")
    assert row["digest"] == graph.desk.subject("spring", "plan_approval")


def test_status_knows_why_a_run_stopped(graph: Graph, capsys: pytest.CaptureFixture[str]) -> None:
    home, folder = graph.desk.home.path, graph.desk.home.campaign("spring")

    def state() -> tuple[str, str]:
        capsys.readouterr()
        types(home, "status", "spring", "--json")
        row = json.loads(capsys.readouterr().out)
        return row["state"], row["why"]

    assert state()[0] == "unfinished"
    spent = BudgetExceeded("spring", spent=0, asked=2, ceiling=1)  # pyright: ignore[reportArgumentType] -- whole dollars
    note_stop(folder, asset="image_variants", error=spent)
    assert state()[0] == "incomplete"
    note_stop(folder, asset="copy", error=StaleInput("gone"))
    assert state() == ("stopped", "copy: gone")
    note_crash(folder, asset="run", message="boom")
    assert state() == ("stopped", "run: boom")
    with writing(folder):
        assert state()[0] == "running"


@pytest.mark.parametrize(("verdict", "status"), [("pass", 0), ("not_checked", 3), ("fail", 4)])
def test_qa_exits_with_what_it_found(
    graph: Graph, verdict: str, status: int, capsys: pytest.CaptureFixture[str]
) -> None:
    graph.findings["copy"] = (a_finding(verdict, rule="copy.length", file=HEADLINE, cure="Shorten it."),)
    graph.run()

    assert types(graph.desk.home.path, "qa", "spring") == status
    assert ("Shorten it." in capsys.readouterr().out) == (verdict != "pass")
    assert types(graph.desk.home.path, "qa", "spring", "--json") == status
    assert json.loads(capsys.readouterr().out)["verdict"] == verdict


def test_qa_before_anything_was_measured_is_refused(graph: Graph) -> None:
    assert types(graph.desk.home.path, "qa", "spring") == 1


def test_a_decision_without_a_digest_needs_a_terminal(
    graph: Graph, capsys: pytest.CaptureFixture[str]
) -> None:
    graph.run()

    assert types(graph.desk.home.path, "approve", "spring", "plan_approval") == 64
    assert graph.desk.subject("spring", "plan_approval") in capsys.readouterr().err
    assert types(graph.desk.home.path, "approve", "spring", "nowhere") == 64


@pytest.mark.parametrize(("answer", "status"), [(True, 0), (False, 130)])
def test_on_a_terminal_the_digest_is_shown_and_asked_for(
    graph: Graph, monkeypatch: pytest.MonkeyPatch, answer: bool, status: int
) -> None:
    graph.run()
    monkeypatch.setattr("sys.stdin.isatty", lambda: True)

    def confirm(question: str) -> bool:
        return answer and bool(question)

    monkeypatch.setattr("typer.confirm", confirm)

    assert types(graph.desk.home.path, "approve", "spring", "plan_approval", "--by", "bo") == status

    assert [d.actor for d in graph.desk.decisions("spring")] == (["bo"] if answer else [])


def test_a_rejection_names_assets_and_items(graph: Graph) -> None:
    graph.run()
    digest = graph.desk.subject("spring", "plan_approval")
    said = (
        "--digest",
        digest,
        "--comment",
        "shorter",
        "--assets",
        "copy, storyboard",
        "--items",
        f"{HEADLINE}",
    )

    assert types(graph.desk.home.path, "reject", "spring", "plan_approval", *said) == 0

    (decision,) = graph.desk.decisions("spring")
    assert decision.assets == ("copy", "storyboard")
    assert decision.items == (HEADLINE,)
    assert decision.authenticated is False


def test_a_waiver_is_written_down_with_its_reason(graph: Graph) -> None:
    graph.findings["copy"] = (a_finding(rule="copy.length", file=HEADLINE),)
    graph.run()
    said = ("waive", "spring", "copy.length", HEADLINE, "--reason", "agreed")

    assert types(graph.desk.home.path, *said, "--by", "legal") == 0

    (waiver,) = graph.desk.waivers("spring")
    assert (waiver.actor, waiver.reason) == ("legal", "agreed")


def test_an_edit_file_that_is_none_is_refused(graph: Graph, tmp_path: Path) -> None:
    graph.run()
    torn = tmp_path / "edits.yaml"
    torn.write_text("- no", "utf-8")

    assert types(graph.desk.home.path, "edit", "spring", "copy", str(torn)) == 64
    assert types(graph.desk.home.path, "edit", "spring", "copy", str(tmp_path / "none.yaml")) == 64


def test_findings_without_a_number_are_shown_by_their_reason(
    graph: Graph, capsys: pytest.CaptureFixture[str]
) -> None:
    said = Finding(rule="copy.complete", verdict="fail", advisory=True, file="copy", why="no French facts")
    graph.findings["copy"] = (said,)
    graph.run()

    types(graph.desk.home.path, "qa", "spring")

    assert "fail (advice)" in capsys.readouterr().out
