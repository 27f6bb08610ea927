"""The story of a vendor that says no in every way: each ends in a status, and names what mends it."""

import json
import time
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from astro_pipeline.campaigns.desk import Desk
from astro_pipeline.cli import exit_status
from astro_pipeline.defs import resources
from astro_pipeline.spend.job import Clerk
from astro_pipeline_tests.briefs import write_brief
from astro_pipeline_tests.vendors.scenario import Scenario
from astro_pipeline_tests.vendors.server import VendorServer

CAMPAIGN = "fernweh-spring"
PICTURE = Decimal("0.04")
"""What one of fal's costs."""


class Story:
    """A home with one campaign, and what a person types and reads."""

    def __init__(self, path: Path, capsys: pytest.CaptureFixture[str]) -> None:
        self.home = path / "home"
        self._capsys = capsys

    def types(self, *words: str) -> tuple[int, str]:
        """The exit status, and everything that was said."""
        self._capsys.readouterr()
        status = exit_status([*words, "--home", str(self.home)])
        said = self._capsys.readouterr()
        return status, said.out + said.err

    def resubmits(self, *words: str) -> None:
        """Lets the newest call be bought anew."""
        row = str(self.newest_row())
        assert self.types("spend", "--resubmit", row, "--why", "looked at the bill", *words)[0] == 0

    def newest_row(self) -> int:
        """The number of the newest call."""
        return self.told("spend", CAMPAIGN)["rows"][-1]["id"]

    def told(self, *words: str) -> dict[str, Any]:
        status, said = self.types(*words, "--json")
        assert status == 0
        return json.loads(said)


@pytest.fixture
def hurried(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nobody waits a real second between two tries."""
    unhurried = resources.clerk_of

    def sleep(seconds: float) -> None:
        time.sleep(min(seconds, 0.01))

    def clerk_of(desk: Desk) -> Clerk:
        return replace(unhurried(desk), sleep=sleep)

    monkeypatch.setattr(resources, "clerk_of", clerk_of)


@pytest.mark.usefixtures("hurried")
def test_each_no_of_a_vendor_ends_in_a_status_and_names_its_cure(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    story = Story(tmp_path, capsys)
    brief = write_brief(tmp_path / "brief.json", governance="guided", placements=["display_300x250"])
    with VendorServer(looks=0) as vendors:
        for name, value in vendors.environment("fal").items():
            monkeypatch.setenv(name, value)
        monkeypatch.setenv("ASTRO_PROVIDERS", "image:fal/fal-ai/flux-pro/v1.1")
        assert story.types("run", str(brief), "--by", "ada")[0] == 3
        digest = story.told("status", CAMPAIGN)["digest"]
        assert story.types("approve", CAMPAIGN, "plan_approval", "--digest", digest)[0] == 0

        monkeypatch.setenv("ASTRO_FAL_BASE_URL", "http://127.0.0.1:9")
        status, said = story.types("run", CAMPAIGN)
        assert status == 1
        assert "not reached" in said
        assert "name another provider in ASTRO_PROVIDERS" in said
        assert f"go on    astro-pipeline run {CAMPAIGN}" in said
        monkeypatch.setenv("ASTRO_FAL_BASE_URL", vendors.base_url("fal"))

        vendors.play(Scenario.BROKEN, "fal")
        status, said = story.types("run", CAMPAIGN)
        row = story.newest_row()
        assert status == 1
        assert f"`astro-pipeline spend --resubmit {row} --why …` or `--abandon {row} --why …`" in said
        story.resubmits("--paid", "0")

        vendors.play(Scenario.REFUSAL, "fal")
        status, said = story.types("run", CAMPAIGN)
        assert status == 1
        assert "content_policy_violation" in said
        assert "change the wording" in said
        story.resubmits()

        monkeypatch.setenv("ASTRO_DAY_CEILING_USD", "0.03")
        status, said = story.types("run", CAMPAIGN)
        assert status == 5
        assert "0.04 asked; go on tomorrow or raise ASTRO_DAY_CEILING_USD" in said
        assert vendors.bill.calls == 0
        monkeypatch.delenv("ASTRO_DAY_CEILING_USD")

        assert story.types("run", CAMPAIGN)[0] == 3
        spent = story.told("spend", CAMPAIGN)
        assert (Decimal(spent["total_usd"]), spent["open"]) == (vendors.bill.total, 0) == (PICTURE, 0)
