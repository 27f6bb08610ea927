"""The vendors' own SDKs against the same loopback: when one of them moves, its request stops fitting ours.

fal's SDK speaks to https hosts alone; its queue is held against its types in `providers/wire/fal.py`.
"""

import json
from pathlib import Path
from typing import Any

import httpx
import pytest

from astro_pipeline_tests.providers.offers import OFFERS, Offer
from astro_pipeline_tests.vendors.scenario import Scenario
from astro_pipeline_tests.vendors.server import VendorServer
from astro_pipeline_tests.vendors.speech import Asked


def ours(vendors: VendorServer, vendor: str, kind: str, folder: Path) -> tuple[Offer, Asked]:
    """What our adapter sends."""
    offer = next(each for each in OFFERS if (each.vendor, each.kind) == (vendor, kind))
    offer.provider(vendors, folder).submit(offer.request, "key")
    return offer, vendors.requests[-1]


@pytest.mark.filterwarnings("ignore::DeprecationWarning")
def test_replicates_own_sdk_asks_for_a_prediction_as_we_do(tmp_path: Path) -> None:
    from replicate.client import Client  # noqa: PLC0415 -- an SDK takes a second to load

    with VendorServer() as vendors, httpx.HTTPTransport() as line:
        offer, mine = ours(vendors, "replicate", "image", tmp_path)
        sent = mine.json()
        client = Client(
            api_token=vendors.account("replicate").key,
            base_url=vendors.base_url("replicate").removesuffix("/v1"),
            headers={"Cancel-After": "10m"},
            transport=line,
        )
        client.models.predictions.create(
            offer.model.vendor_id,
            input=sent["input"],
            webhook=sent["webhook"],
            webhook_events_filter=sent["webhook_events_filter"],
        )
        theirs = vendors.requests[-1]

        assert (theirs.method, theirs.path) == (mine.method, mine.path)
        assert theirs.json() == sent
        assert theirs.headers["authorization"] == mine.headers["authorization"]
        assert len(vendors.requests) == 2


def runway(vendors: VendorServer, line: httpx.Client, **settings: Any) -> Any:
    from runwayml import RunwayML  # noqa: PLC0415

    account = vendors.account("runway")
    return RunwayML(api_key=account.key, base_url=account.base_url, http_client=line, **settings)


def test_runways_own_sdk_asks_for_a_film_as_we_do(tmp_path: Path) -> None:
    with VendorServer() as vendors, httpx.Client() as line:
        _, mine = ours(vendors, "runway", "video", tmp_path)
        sent = mine.json()
        runway(vendors, line, max_retries=0).image_to_video.create(
            model=sent["model"],
            prompt_image=sent["promptImage"],
            prompt_text=sent["promptText"],
            ratio=sent["ratio"],
            duration=sent["duration"],
            seed=sent["seed"],
        )
        theirs = vendors.requests[-1]

        assert (theirs.method, theirs.path) == (mine.method, mine.path)
        assert json.loads(theirs.body) == sent
        for header in ("authorization", "x-runway-version"):
            assert theirs.headers[header] == mine.headers[header]


def test_an_sdk_left_to_itself_pays_again_for_a_lost_answer_and_we_do_not(tmp_path: Path) -> None:
    with VendorServer() as vendors, httpx.Client() as line:
        offer = next(each for each in OFFERS if (each.vendor, each.kind) == ("runway", "video"))
        vendors.play(Scenario.BROKEN_AFTER, "runway", times=2)
        with pytest.raises(Exception, match="may have been taken"):
            offer.provider(vendors, tmp_path).submit(offer.request, "key")
        mine = vendors.bill.calls
        sent = vendors.requests[-1].json()

        runway(vendors, line).image_to_video.create(
            model=sent["model"],
            prompt_image=sent["promptImage"],
            prompt_text=sent["promptText"],
            ratio=sent["ratio"],
            duration=sent["duration"],
        )

        assert mine == 1
        assert vendors.bill.calls - mine == 2, "its second try made a second film"
