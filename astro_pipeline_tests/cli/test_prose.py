"""A brief in prose on the command line, read by a language model on the loopback and paid for once."""

from collections.abc import Generator
from pathlib import Path

import pytest

from astro_pipeline.cli import exit_status
from astro_pipeline.spend.ledger import Ledger
from astro_pipeline_tests.campaigns import prose
from astro_pipeline_tests.vendors.server import VendorServer
from astro_pipeline_tests.vendors.talk import Talker

READER = "openai/gpt-6-luna"


@pytest.fixture
def house(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Generator[VendorServer]:
    with VendorServer() as vendors:
        monkeypatch.setenv("OPENAI_API_KEY", vendors.account("openai").key)
        monkeypatch.setenv("ASTRO_OPENAI_BASE_URL", vendors.base_url("openai"))
        monkeypatch.setenv("ASTRO_PROVIDERS", f"text:{READER}")
        monkeypatch.setenv("ASTRO_HOME", str(tmp_path / "home"))
        monkeypatch.setenv("DAGSTER_HOME", str(tmp_path / "home" / "dagster"))
        yield vendors


def brief(folder: Path, text: str) -> str:
    path = folder / "brief.md"
    path.write_text(text, encoding="utf-8")
    return str(path)


def script(house: VendorServer, *rows: prose.Found) -> None:
    talker = house.vendors["openai"]
    assert isinstance(talker, Talker)
    talker.script(prose.reading(*rows).model_dump(mode="json"))


def test_prose_is_submitted_and_its_reading_is_recorded_to_the_cent(
    house: VendorServer, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    script(house, *prose.READ_ENGLISH)

    assert exit_status(["submit", brief(tmp_path, prose.ENGLISH)]) == 0
    assert exit_status(["submit", brief(tmp_path, prose.ENGLISH)]) == 0  # its answer is kept

    home = tmp_path / "home"
    assert "larkspur-larkspur-in-the-park: submitted" in capfd.readouterr().out
    assert "brewed for 21 days in oak" in (home / "accepted" / "brief.md.reading.md").read_text()
    assert house.bill.calls == 1
    ledger = Ledger.of(home, f"sqlite:///{home}/spend.db")
    assert round(sum(call.cost_usd for call in ledger.calls()) - house.bill.total, 9) == 0


def test_open_questions_are_status_2_and_a_draft_that_can_be_completed(
    house: VendorServer, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    script(house, *prose.READ_FRENCH)

    assert exit_status(["submit", brief(tmp_path, prose.FRENCH)]) == 2

    draft = tmp_path / "home" / "rejected" / "brief.md.draft.yaml"
    said = capfd.readouterr().err
    assert "[date limite] is not filled in" in said
    assert draft.name in said
    assert exit_status(["submit", str(draft)]) == 0


def test_without_a_language_model_prose_is_refused_with_its_cure(
    house: VendorServer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("ASTRO_PROVIDERS", "embedded")

    assert exit_status(["submit", brief(tmp_path, prose.ENGLISH)]) == 2

    assert "set a provider's key" in capfd.readouterr().err
    assert not house.requests
