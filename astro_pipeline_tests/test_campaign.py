"""The story: brief to delivery, with a revoked approval, a rejected picture and a spent budget."""

import hashlib
import json
from pathlib import Path
from typing import Any

import pytest

from astro_pipeline.campaigns.bench import made_counts
from astro_pipeline.cli import exit_status
from astro_pipeline.defs import resources
from astro_pipeline.provider import Candidate, Kind
from astro_pipeline_tests.briefs import write_brief
from astro_pipeline_tests.spend.shop import Shop, offer

CAMPAIGN = "fernweh-spring"


class Story:
    """A home, and what a person types."""

    def __init__(self, path: Path, capsys: pytest.CaptureFixture[str]) -> None:
        self.home = path / "home"
        self.folder = self.home / "campaigns" / CAMPAIGN
        self._capsys = capsys

    def types(self, *words: str) -> int:
        return exit_status([*words, "--home", str(self.home)])

    def status(self) -> dict[str, Any]:
        self._capsys.readouterr()
        assert self.types("status", CAMPAIGN, "--json") == 0
        return json.loads(self._capsys.readouterr().out)

    def manifest(self) -> dict[str, Any]:
        """What was delivered, each file being what the list says."""
        delivery = self.folder / "delivery"
        manifest = json.loads((delivery / "manifest.json").read_bytes())
        for file in manifest["files"]:
            data = (delivery / file["path"]).read_bytes()
            assert hashlib.sha256(data).hexdigest() == file["sha256"], file["path"]
        assert (self.folder / "delivery.zip").exists()
        return manifest

    def page(self) -> str:
        """What a person reads who looks at the review page now."""
        return (self.folder / "review.html").read_text("utf-8")

    def stamps(self) -> dict[str, tuple[int, int]]:
        """Inode and modification time of every named file of production."""
        return {
            path.relative_to(self.folder).as_posix(): (path.stat().st_ino, path.stat().st_mtime_ns)
            for part in ("images", "voiceover", "music", "effects", "clips", "audio", "video")
            for path in (self.folder / part).rglob("*")
            if path.is_file()
        }


@pytest.fixture
def story(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Story:
    return Story(tmp_path, capsys)


def test_a_full_auto_brief_is_delivered_without_anyone_and_never_made_twice(
    story: Story, tmp_path: Path
) -> None:
    brief = write_brief(tmp_path / "brief.json", placements=["display_300x250"])

    first = story.types("run", str(brief))
    stamps = story.stamps()
    second = story.types("run", str(brief))

    assert (first, second) == (0, 0)
    assert story.stamps() == stamps
    assert "The release was approved by policy (full_auto)" in story.page()
    assert set(made_counts(story.folder).values()) == {1}
    assert {"image", "copy", "report"} <= {file["kind"] for file in story.manifest()["files"]}


def test_a_guided_campaign_goes_as_far_as_people_let_it_and_is_never_made_twice(
    story: Story, tmp_path: Path
) -> None:
    brief = write_brief(tmp_path / "brief.json", governance="guided", variants=2)
    assert story.types("run", str(brief)) == 3
    plan = story.status()
    assert (plan["stage"], plan["state"]) == ("plan_approval", "waiting")
    assert plan["digest"] in (story.folder / "review.html").read_text("utf-8")
    assert story.types("approve", CAMPAIGN, "plan_approval", "--digest", "stale") == 1

    assert story.types("approve", CAMPAIGN, "plan_approval", "--digest", plan["digest"], "--continue") == 3
    look = story.status()
    assert look["stage"] == "creative_approval"
    before = story.stamps()

    rejected = "images/B/display_300x250.300x250.en.png"
    said = ("--comment", "warmer", "--items", rejected, "--continue")
    assert story.types("reject", CAMPAIGN, "creative_approval", "--digest", look["digest"], *said) == 3
    after = story.stamps()
    assert {path for path in after if after[path] != before.get(path)} == {rejected}
    assert made_counts(story.folder)[rejected] == 2

    again = story.status()
    said = ("--digest", again["digest"], "--variant", "B", "--continue")
    assert story.types("approve", CAMPAIGN, "creative_approval", *said) == 3
    release = story.status()
    assert (
        story.types("approve", CAMPAIGN, "release_approval", "--digest", release["digest"], "--continue") == 0
    )

    manifest = story.manifest()
    assert [d["gate"] for d in manifest["decisions"]] == [
        "plan_approval",
        "creative_approval",
        "release_approval",
    ]
    assert manifest["decisions"][1]["variant"] == "B"
    assert {"image", "video", "captions", "copy", "report"} <= {file["kind"] for file in manifest["files"]}
    assert manifest["publishable"] is False, "the offline voice is a draft"

    made = story.stamps()
    assert story.types("run", str(brief)) == 0
    assert story.stamps() == made
    assert {path for path, times in made_counts(story.folder).items() if times != 1} == {rejected}


def test_a_rejection_after_the_approval_holds_what_follows(story: Story, tmp_path: Path) -> None:
    brief = write_brief(tmp_path / "brief.json", governance="guided")
    story.types("run", str(brief))
    digest = story.status()["digest"]
    assert "The plan waits for your decision." in story.page()
    story.types("approve", CAMPAIGN, "plan_approval", "--digest", digest, "--by", "ada")
    assert "The plan was approved by ada on " in story.page()

    assert story.types("reject", CAMPAIGN, "plan_approval", "--digest", digest, "--comment", "calmer") == 0
    assert "The plan was sent back by " in story.page()

    assert story.types("run", CAMPAIGN) == 3
    assert story.status()["stage"] == "plan_approval"
    assert not (story.folder / "image_variants.json").exists()


def test_an_edit_is_used_verbatim_and_still_checked(story: Story, tmp_path: Path) -> None:
    brief = write_brief(tmp_path / "brief.json", governance="guided")
    story.types("run", str(brief))
    edits = tmp_path / "edits.json"
    edits.write_text(json.dumps({"copy/A/ad.en.headline": "The best tonic, 99% cheaper"}), "utf-8")

    assert story.types("edit", CAMPAIGN, "copy", str(edits), "--continue") == 4

    copy = json.loads((story.folder / "copy.json").read_bytes())
    assert copy["ads"][0]["headline"] == "The best tonic, 99% cheaper"
    assert copy["ads"][0]["locked"] is True
    assert story.types("qa", CAMPAIGN) == 4


def test_a_spent_budget_stops_the_campaign_and_keeps_what_is_finished(
    story: Story, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shop = Shop(price="0.80")
    offline = resources.candidates()
    serving: dict[Kind, tuple[Candidate, ...]] = {**offline, "image": (offer(shop),)}

    def served(_blob: object = None) -> dict[Kind, tuple[Candidate, ...]]:
        return serving

    monkeypatch.setattr(resources, "candidates", served)
    brief = write_brief(tmp_path / "brief.json", spend_limit_usd="1.00", placements=["display_300x250"])

    assert story.types("run", str(brief)) == 5

    assert shop.submitted == [], "a call that would pass the ceiling is not made"
    assert story.status()["state"] == "incomplete"
    assert (story.folder / "storyboard.json").exists()

    serving = offline
    assert story.types("run", CAMPAIGN) == 0


@pytest.mark.parametrize(
    ("words", "status"),
    [
        (("run", "nowhere.yaml"), 2),
        (("approve", "nobody", "plan_approval", "--digest", "x"), 1),
        (("approve", "nobody"), 64),
        (("fly",), 64),
        (("edit", "x", "film", "y"), 64),
    ],
)
def test_each_mistake_has_its_exit_status(story: Story, words: tuple[str, ...], status: int) -> None:
    assert story.types(*words) == status
