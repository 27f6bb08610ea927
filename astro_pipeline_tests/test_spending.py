"""The story of the money: what is rejected is paid again, what is lost is not, and a wish for fresh is."""

import io
import json
import shutil
from pathlib import Path
from typing import Any

import pytest
from PIL import Image, ImageDraw
from typing_extensions import override

from astro_pipeline.cli import exit_status
from astro_pipeline.defs import resources
from astro_pipeline.provider import Candidate, Done, Kind
from astro_pipeline_tests.briefs import write_brief
from astro_pipeline_tests.spend.shop import Shop, offer

CAMPAIGN = "fernweh-spring"


class PictureShop(Shop):
    """A shop whose pictures can be looked at: a can on white."""

    @override
    def done(self, job_id: str) -> Done:
        picture = Image.new("RGB", (256, 384), "white")
        ImageDraw.Draw(picture).rounded_rectangle((70, 40, 186, 344), 24, fill=(30, 90 + len(self.jobs), 120))
        data = io.BytesIO()
        picture.save(data, "PNG")
        return super().done(job_id).model_copy(update={"content": data.getvalue()})


class Story:
    """A home with one campaign, and what a person types."""

    def __init__(self, path: Path, capsys: pytest.CaptureFixture[str]) -> None:
        self.home = path / "home"
        self.folder = self.home / "campaigns" / CAMPAIGN
        self._capsys = capsys

    def types(self, *words: str) -> int:
        return exit_status([*words, "--home", str(self.home)])

    def told(self, *words: str) -> dict[str, Any]:
        self._capsys.readouterr()
        assert self.types(*words, "--json") == 0
        return json.loads(self._capsys.readouterr().out)

    def spent(self) -> tuple[str, int, int, str]:
        found = self.told("spend", CAMPAIGN)
        assert (found["open"], found["reserved_usd"]) == (0, "0")
        return found["total_usd"], found["calls"], found["cache_hits"], found["saved_usd"]

    def decides(self, *words: str) -> int:
        found = self.told("status", CAMPAIGN)
        return self.types(*words[:1], CAMPAIGN, found["stage"], "--digest", found["digest"], *words[1:])

    def forgets_the_pictures(self) -> None:
        """What a crash between the answer and its file leaves behind, and worse."""
        shutil.rmtree(self.folder / ".records" / "receipts")
        (self.folder / ".records" / "image_variants.json").unlink()


def test_only_what_is_new_is_paid_for(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    shop, story = PictureShop(), Story(tmp_path, capsys)
    offline = resources.candidates()

    def served(_blob: object = None) -> dict[Kind, tuple[Candidate, ...]]:
        return {**offline, "image": (offer(shop),)}

    monkeypatch.setattr(resources, "candidates", served)
    brief = write_brief(tmp_path / "brief.json", governance="guided", placements=["display_300x250"])
    assert story.types("run", str(brief), "--by", "ada") == 3
    assert story.spent() == ("0", 0, 0, "0")

    assert story.decides("approve", "--continue") == 3
    assert story.spent() == ("1.50", 1, 0, "0")

    said = ("--comment", "warmer", "--items", "images/A/key.png", "--continue")
    assert story.decides("reject", *said) == 3
    assert story.spent() == ("3.00", 2, 0, "0")

    story.forgets_the_pictures()
    assert story.types("run", CAMPAIGN) == 3
    assert story.spent() == ("3.00", 2, 1, "1.50")

    story.forgets_the_pictures()
    assert story.types("run", CAMPAIGN, "--fresh") == 3
    assert story.spent() == (f"{shop.bill}", 3, 1, "1.50")
