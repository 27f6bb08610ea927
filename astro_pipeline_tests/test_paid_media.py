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
        monkeypatch.setenv("ASTRO_PROVIDERS", "image:replicate,video:replicate")
        monkeypatch.setenv("ASTRO_ALLOW_HOSTS", vendors.host)
        monkeypatch.setenv("ASTRO_REPLICATE_BASE_URL", vendors.base_url("replicate"))
        monkeypatch.setenv("REPLICATE_API_TOKEN", vendors.account("replicate").key)
        vendors.play(Scenario.CUT, "replicate")

        first = exit_status(["run", str(brief), *home])
        bill = vendors.bill.total
        spent = told("spend", CAMPAIGN)
        again = exit_status(["run", str(brief), *home])

        assert (first, again) == (0, 0)
        assert bill == vendors.bill.total == Decimal("0.76"), "one picture, one shot of 4 s; nothing anew"
        assert Decimal(spent["total_usd"]) == bill
        assert (spent["calls"], spent["open"]) == (vendors.bill.calls, 0) == (2, 0)
        assert [asked.method for asked in vendors.requests].count("POST") == 2

    clips = json.loads((tmp_path / "home" / "campaigns" / CAMPAIGN / "clips.json").read_text("utf-8"))
    kinds = {clip["scene"]: clip["file"]["kind"] for clip in clips["clips"]}
    models = {clip["file"]["model"] for clip in clips["clips"] if clip["file"]["kind"] == "video"}
    assert kinds == {"hook": "video", "call": "image"}, "the card that ends the film does not move"
    assert models == {"replicate/bytedance/seedance-2.0"}
