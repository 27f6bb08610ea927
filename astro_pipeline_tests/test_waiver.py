"""A broken picture in a campaign that runs by itself: stopped, told, waived with a reason, delivered."""

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from astro_pipeline.cli import exit_status
from astro_pipeline_tests.briefs import write_brief

CAMPAIGN = "fernweh-spring"
KEY = "images/A/key.png"
RULE = "technical.not_blank"
REASON = "The can is photographed next week."


def test_a_broken_picture_stops_full_auto_until_a_person_waives_it_with_a_reason(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    Image.new("RGB", (600, 800), (238, 238, 238)).save(tmp_path / "can.png")
    picture = {"path": "can.png", "licence": "customer-supplied"}
    brief = write_brief(
        tmp_path / "brief.json", placements=["display_300x250"], provided={"pictures": [picture]}
    )
    folder = tmp_path / "home" / "campaigns" / CAMPAIGN

    def types(*words: str) -> tuple[int, str]:
        capsys.readouterr()
        return exit_status([*words, "--home", str(tmp_path / "home")]), capsys.readouterr().out

    def reads(name: str) -> dict[str, Any]:
        return json.loads((folder / name).read_bytes())

    stopped, _ = types("run", str(brief))
    told, page = types("qa", CAMPAIGN)
    _, found = types("qa", CAMPAIGN, "--json")
    (failure,) = [f for f in json.loads(found)["findings"] if f["verdict"] == "fail" and not f["advisory"]]

    assert (stopped, told) == (4, 4)
    assert not (folder / "delivery").exists()
    assert (failure["rule"], failure["file"]) == (RULE, KEY)
    assert (failure["measured"], failure["limit"]) == (0.0, 0.005)
    assert failure["cure"]
    for said in (RULE, KEY, "0.005", failure["cure"]):
        assert said in page
        assert said in (folder / "review.html").read_text("utf-8")

    refused, _ = types("waive", CAMPAIGN, RULE, KEY, "--reason", " ", "--by", "ada")
    waived, _ = types("waive", CAMPAIGN, RULE, KEY, "--reason", REASON, "--by", "ada", "--continue")

    assert (refused, waived) == (64, 0)
    for paper in ("qa_report.json", "delivery/manifest.json"):
        (waiver,) = reads(paper)["waivers"]
        assert (waiver["rule"], waiver["file"]) == (RULE, KEY)
        assert (waiver["actor"], waiver["reason"]) == ("ada", REASON)
        assert waiver["day"] == datetime.now(UTC).date().isoformat()
