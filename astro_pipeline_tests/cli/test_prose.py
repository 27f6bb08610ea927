"""A brief in prose on the command line, read by a language model on the loopback and paid for once."""

import json
from collections.abc import Generator
from decimal import Decimal
from pathlib import Path

import pytest
from pydantic import JsonValue

from astro_pipeline.campaigns.desk import Desk
from astro_pipeline.campaigns.home import Home
from astro_pipeline.campaigns.status import status
from astro_pipeline.cli import exit_status
from astro_pipeline.cli.graph import run_assets
from astro_pipeline.domain.prose import ProseReading
from astro_pipeline.spend.ledger import Ledger
from astro_pipeline_tests.campaigns import prose
from astro_pipeline_tests.vendors.scenario import Scenario
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


def talker(house: VendorServer) -> Talker:
    found = house.vendors["openai"]
    assert isinstance(found, Talker)
    return found


def script(house: VendorServer, reading: ProseReading) -> None:
    talker(house).script(reading.model_dump(mode="json"))


def ledger(folder: Path) -> Ledger:
    return Ledger.of(folder / "home")


def spent(folder: Path) -> Decimal:
    return sum((call.cost_usd for call in ledger(folder).calls()), Decimal(0))


def test_prose_is_submitted_and_its_reading_is_recorded_to_the_cent(
    house: VendorServer, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    script(house, prose.reading(*prose.READ_ENGLISH))

    assert exit_status(["submit", brief(tmp_path, prose.ENGLISH)]) == 0
    assert exit_status(["submit", brief(tmp_path, prose.ENGLISH)]) == 0  # its answer is kept

    home = tmp_path / "home"
    assert "larkspur-larkspur-in-the-park: submitted" in capfd.readouterr().out
    assert "brewed for 21 days in oak" in (home / "accepted" / "brief.md.reading.md").read_text()
    assert house.bill.calls == 1
    assert spent(tmp_path) == house.bill.total


def test_open_questions_are_status_2_and_a_draft_that_can_be_completed(
    house: VendorServer, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    script(house, prose.reading(*prose.READ_FRENCH))

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


def test_a_run_of_prose_with_open_places_asks_and_spends_nothing_beyond_the_reading(
    house: VendorServer, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    script(house, prose.reading(*prose.READ_FRENCH, questions=(("message", "Pour quel pays ?"),)))

    assert exit_status(["run", brief(tmp_path, prose.FRENCH)]) == 2

    said = capfd.readouterr().err
    assert "line 5: [date limite] is not filled in" in said
    assert "Pour quel pays ? (message)" in said
    assert house.bill.calls == 1
    assert spent(tmp_path) == house.bill.total
    assert not list((tmp_path / "home").glob("campaigns/*"))


def test_an_estimate_pays_for_a_reading_only_where_it_is_told_to(
    house: VendorServer, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    script(house, prose.reading(*prose.READ_ENGLISH))
    path = brief(tmp_path, prose.ENGLISH)

    assert exit_status(["estimate", path]) == 64
    assert f"USD ({READER}); say --read" in capfd.readouterr().err
    assert not house.requests

    assert exit_status(["estimate", path, "--read"]) == 0
    assert exit_status(["estimate", path]) == 0, "it is kept"
    assert exit_status(["submit", path]) == 0
    assert "at most" in capfd.readouterr().out
    assert house.bill.calls == 1
    assert spent(tmp_path) == house.bill.total


def test_a_reader_that_is_retired_gives_way_to_the_next(
    house: VendorServer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ASTRO_PROVIDERS", f"text:{READER}|openai/gpt-6.1-terra")
    house.play(Scenario.RETIRED, "openai")
    talker(house).answers["withdrawn"] = prose.reading(*prose.READ_ENGLISH).model_dump(mode="json")

    assert exit_status(["submit", brief(tmp_path, prose.ENGLISH)]) == 0

    (call,) = ledger(tmp_path).calls()
    (other,) = {READER, "openai/gpt-6.1-terra"} - {call.candidate}
    assert (call.state, call.reason) == ("stored", f"{other} said no")
    assert house.bill.calls == 1


ARABIC = prose.ARABIC + "القناة: Display\n"
JAPANESE = prose.JAPANESE.replace("※9月", "掲載先はDisplay広告です。\n※9月")
PLANTED = {"ar": "الأكثر مبيعا في الخليج", "ja": "お茶日本一"}
READ = {
    "ar": prose.reading(
        *prose.READ_ARABIC,
        ("channels[0]", "Display", "القناة: Display"),
        ("evidence[0].claim", PLANTED["ar"], "المنتج: تمر سكري بالقهوة"),
    ),
    "ja": prose.reading(
        *prose.READ_JAPANESE,
        ("channels[0]", "Display", "掲載先はDisplay広告です。"),
        ("evidence[0].claim", PLANTED["ja"], PLANTED["ja"]),
        withdrawn=(("朝露 ほうじ茶", "「朝露 ほうじ茶」は製造が遅れるため、紹介を控えてください。"),),
    ),
}
TYPE = {"technical.glyphs", "technical.text_fits", "technical.safe_zone", "technical.contrast"}
COPY = {
    "ar": ("طعم يفتح يومك", "تمر سكري بالقهوة للعائلة على الفطور", "اطلب الآن"),
    "ja": ("急がない朝に。", "朝露 煎茶を、ゆっくり。", "今すぐ見る"),
}


@pytest.mark.parametrize(
    ("language", "text"), [("ar", ARABIC), pytest.param("ja", JAPANESE, marks=pytest.mark.noto)]
)
def test_prose_in_its_own_writing_becomes_ads_of_nothing_but_what_it_says(
    house: VendorServer, tmp_path: Path, language: str, text: str
) -> None:
    headline, support, call = COPY[language]
    words = {"language": language, "headline": headline, "short": headline, "support": support}
    ad: dict[str, JsonValue] = {**words, "variant": "A", "call_to_action": call, "provider": "model"}
    answers = talker(house).answers
    answers["withdrawn"] = READ[language].model_dump(mode="json")
    answers["ads"] = {"ads": [ad, {**ad, "variant": "B", "headline": support}], "lines": []}

    waiting = exit_status(["run", brief(tmp_path, text), "--governance", "guided"])
    (folder,) = (tmp_path / "home" / "campaigns").iterdir()
    seen = status(Desk.of(Home(tmp_path / "home")), folder.name).digest
    approved = exit_status(["approve", folder.name, "plan_approval", "--digest", seen or ""])
    failed = run_assets(folder.name, ["plan_approval", "image_variants"])
    made = {path.stem: path.read_text("utf-8") for path in folder.glob("*.json")}
    findings = [row for name in ("copy", "image_variants") for row in json.loads(made[name])["findings"]]
    set_type = [row["verdict"] for row in findings if row["rule"] in TYPE]
    taken = json.loads(made.pop("brief"))
    assert (waiting, approved, failed) == (3, 0, {})
    assert spent(tmp_path) == house.bill.total
    assert set_type == ["pass"] * 32, "four rules, four banners, two variants"
    assert [row["rule"] for row in findings if row["verdict"] == "fail"] == []
    assert headline in made["copy"]
    assert PLANTED[language] not in json.dumps(taken, ensure_ascii=False)
    assert not [name for name, text in made.items() if PLANTED[language] in text or "ほうじ茶" in text]
    assert [each["name"] for each in taken["products"]] == [READ[language].found[2].value]
