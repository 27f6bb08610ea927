import json
from decimal import Decimal
from pathlib import Path

import pytest

from astro_pipeline.cli import exit_status
from astro_pipeline.spend.budget import Ceilings
from astro_pipeline.spend.call import Asked
from astro_pipeline.spend.ledger import Ledger
from astro_pipeline.spend.routing import Choice
from astro_pipeline_tests.briefs import write_brief
from astro_pipeline_tests.spend.arms import arm

KEY = "sk-not-to-be-shown"
MODEL = "elevenlabs/music_v1"


def paid(home: Path, cost: str) -> None:
    """A bed that was quoted at 0.30 and came to `cost`."""
    ledger = Ledger.of(home)
    call = ledger.intend(
        Asked(campaign="old", item="music/6s.wav", kind="music", customer="x", user="ada", request="r"),
        arm(MODEL, kind="music"),
        take=0,
        quoted=Decimal("0.30"),
        choice=Choice(MODEL, (), "a test"),
        ceilings=Ceilings(),
        owner="me",
    )
    assert call
    ledger.stored(call, sha256="", done="{}", cost=Decimal(cost), basis="reported", posts=1)


def test_without_keys_the_offline_studio_is_told_and_all_is_clear(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert exit_status(["providers"]) == 0

    said = capsys.readouterr().out
    assert "OPENAI_API_KEY" in said
    assert "offline studio" in said
    assert "retired: openai/sora-2: 2026-09-24" in said


def test_a_configured_model_that_is_retired_ends_with_status_1_and_comes_first(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("OPENAI_API_KEY", KEY)
    monkeypatch.setenv("ASTRO_PROVIDERS", "video:openai/sora-2")

    assert exit_status(["providers"]) == 1

    notes = [line for line in capsys.readouterr().out.splitlines() if ": openai/" in line]
    assert notes[0].startswith("retired, STOPS: openai/sora-2: 2026-09-24")


def test_as_json_it_is_one_object_without_a_key(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("FAL_KEY", KEY)
    monkeypatch.setenv("ASTRO_FAL_BASE_URL", "http://127.0.0.1:4200")

    assert exit_status(["providers", "--json"]) == 0

    said = capsys.readouterr().out
    fal = next(each for each in json.loads(said)["vendors"] if each["vendor"] == "fal")
    assert (fal["state"], fal["overridden_by"]) == ("set", "ASTRO_FAL_BASE_URL")
    assert KEY not in said


def test_an_estimate_names_asset_provider_and_range(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("ELEVENLABS_API_KEY", KEY)
    brief = write_brief(tmp_path / "b.json")

    assert exit_status(["estimate", str(brief), "--home", str(tmp_path / "home"), "--json"]) == 0

    told = json.loads(capsys.readouterr().out)
    lines = {line["asset"]: line for line in told["lines"]}
    assert lines["music"]["provider"] == MODEL
    assert Decimal(lines["music"]["most_usd"]) == Decimal("0.03")
    assert lines["copy"]["most_usd"] == "0"
    assert Decimal(told["least_usd"]) < Decimal(told["most_usd"])


def test_estimating_makes_no_home(tmp_path: Path) -> None:
    assert (
        exit_status(["estimate", str(write_brief(tmp_path / "b.json")), "--home", str(tmp_path / "h")]) == 0
    )

    assert not (tmp_path / "h").exists()


def test_an_estimate_learns_from_what_calls_came_to(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("ELEVENLABS_API_KEY", KEY)
    brief, home = write_brief(tmp_path / "b.json"), tmp_path / "home"
    paid(home, "0.20")

    assert exit_status(["estimate", str(brief), "--home", str(home)]) == 0

    said = capsys.readouterr().out
    assert "usually USD" in said
    assert "0.02 (1 call)" in said
