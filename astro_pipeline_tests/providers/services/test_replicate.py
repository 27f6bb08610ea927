from decimal import Decimal
from pathlib import Path

import pytest

from astro_pipeline.errors import Ambiguous, Refused
from astro_pipeline.provider import Found, Kind, Provider
from astro_pipeline.providers.binding import Binding
from astro_pipeline.providers.catalog import Limits
from astro_pipeline.providers.services.replicate import Replicate
from astro_pipeline_tests.providers.requests import HASTY, blobs, clip, model, outcome, picture
from astro_pipeline_tests.vendors.scenario import Scenario
from astro_pipeline_tests.vendors.server import VendorServer


def provider(vendors: VendorServer, folder: Path, kind: Kind = "image") -> Provider:
    row = (
        model("replicate/black-forest-labs/flux-1.1-pro", "image", "image", every="0.04")
        if kind == "image"
        else model(
            "replicate/kwaivgi/kling-v2.1", "video", "second", limits=Limits(seconds=(5, 10)), every="0.05"
        )
    )
    return Replicate(Binding(row, vendors.account("replicate"), kind, blobs(folder), HASTY))


def test_a_picture_is_made_fetched_and_billed_once(tmp_path: Path) -> None:
    with VendorServer() as vendors:
        done = outcome(provider(vendors, tmp_path), picture())

        assert done.media_type == "image/png"
        assert done.cost_usd == vendors.bill.total == Decimal("0.04")
        assert done.cost_basis == "quoted"


def test_a_clip_takes_the_next_longer_length_and_starts_from_the_still(tmp_path: Path) -> None:
    with VendorServer() as vendors:
        maker = provider(vendors, tmp_path, "video")
        quote = maker.quote(clip(seconds=4.0))
        done = outcome(maker, clip(seconds=4.0))

        assert done.media_type == "video/mp4"
        assert done.cost_usd == quote.usd == vendors.bill.total == Decimal("0.25")
        sent = vendors.requests[0].json()["input"]
        assert sent["start_image"].startswith("data:image/jpeg;base64,")
        assert sent["duration"] == 5


def test_a_lost_answer_is_ambiguous_and_the_job_is_found_again(tmp_path: Path) -> None:
    with VendorServer() as vendors:
        vendors.play(Scenario.CUT, "replicate")
        maker = provider(vendors, tmp_path)

        with pytest.raises(Ambiguous):
            maker.submit(picture(), "spring/images/A")
        found = maker.find("spring/images/A")

        assert isinstance(found, Found)
        assert maker.find("spring/images/B") == "absent"
        assert vendors.bill.calls == 1


def test_what_the_vendor_calls_unsafe_is_refused(tmp_path: Path) -> None:
    with VendorServer() as vendors:
        vendors.play(Scenario.REFUSAL, "replicate")

        with pytest.raises(Refused):
            outcome(provider(vendors, tmp_path), picture())

        assert vendors.bill.total == 0
