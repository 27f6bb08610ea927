"""The story of a campaign whose pictures and moving shots are bought, told by the vendor's bill."""

import json
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from astro_pipeline.cli import exit_status
from astro_pipeline_tests.briefs import write_brief
from astro_pipeline_tests.vendors.scenario import Scenario
from astro_pipeline_tests.vendors.server import VendorServer

CAMPAIGN = "fernweh-spring"


def test_a_campaign_buys_its_pictures_and_shots_once_and_the_ledger_is_the_bill(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    home = ("--home", str(tmp_path / "home"))
    brief = write_brief(tmp_path / "brief.json")

    def told(*words: str) -> dict[str, Any]:
        capsys.readouterr()
        assert exit_status([*words, "--json", *home]) == 0
        return json.loads(capsys.readouterr().out)

    with VendorServer(looks=0) as vendors:
        monkeypatch.setenv(
            "ASTRO_PROVIDERS", "text:embedded,speech:embedded,image:replicate,video:replicate,vision:openai"
        )
        monkeypatch.setenv("ASTRO_ALLOW_HOSTS", vendors.host)
        monkeypatch.setenv("ASTRO_REPLICATE_BASE_URL", vendors.base_url("replicate"))
        monkeypatch.setenv("REPLICATE_API_TOKEN", vendors.account("replicate").key)
        monkeypatch.setenv("ASTRO_OPENAI_BASE_URL", vendors.base_url("openai"))
        monkeypatch.setenv("OPENAI_API_KEY", vendors.account("openai").key)
        vendors.play(Scenario.CUT, "replicate")

        first = exit_status(["run", str(brief), *home])
        bill = vendors.bill.total
        spent = told("spend", CAMPAIGN)
        again = exit_status(["run", str(brief), *home])

        assert (first, again) == (0, 0)
        bought = sum(line.usd for line in vendors.bill.lines if line.vendor == "replicate")
        looks = [line for line in vendors.bill.lines if line.vendor == "openai"]
        assert bought == Decimal("0.76"), "one picture, one shot of 4 s"
        assert bill == vendors.bill.total, "nothing anew"
        assert Decimal(spent["total_usd"]) == bill
        assert (spent["calls"], spent["open"]) == (vendors.bill.calls, 0) == (2 + len(looks), 0)
        assert [asked.method for asked in vendors.requests].count("POST") == 2 + len(looks)

    report = json.loads((tmp_path / "home" / "campaigns" / CAMPAIGN / "qa_report.json").read_text("utf-8"))
    judged = [finding for finding in report["findings"] if finding["rule"] == "semantic.message"]
    assert len(judged) == len(looks) > 0, "an ad and a film were looked at"
    assert all(finding["measured"] == 1 and finding["advisory"] for finding in judged)

    clips = json.loads((tmp_path / "home" / "campaigns" / CAMPAIGN / "clips.json").read_text("utf-8"))
    kinds = {clip["scene"]: clip["file"]["kind"] for clip in clips["clips"]}
    models = {clip["file"]["model"] for clip in clips["clips"] if clip["file"]["kind"] == "video"}
    assert kinds == {"hook": "video", "call": "image"}, "the card that ends the film does not move"
    assert models == {"replicate/bytedance/seedance-2.0"}
