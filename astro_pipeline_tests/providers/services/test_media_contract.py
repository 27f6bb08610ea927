"""What every media vendor's adapter keeps to, told by the loopback vendors and their bill."""

from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest

from astro_pipeline.errors import NotAccepted, Rejected
from astro_pipeline.media.kind import kind_of_head
from astro_pipeline.provider import Done, Found, Pending, SpeechRequest
from astro_pipeline.providers.account import Account
from astro_pipeline_tests.providers.offers import OFFERS, Offer
from astro_pipeline_tests.providers.requests import blobs, outcome
from astro_pipeline_tests.vendors.scenario import Scenario
from astro_pipeline_tests.vendors.server import VendorServer

every_offer = pytest.mark.parametrize("offer", OFFERS, ids=str)


@every_offer
def test_it_is_quoted_offline_and_costs_no_more(offer: Offer, tmp_path: Path) -> None:
    with VendorServer() as vendors:
        provider = offer.provider(vendors, tmp_path)

        quote = provider.quote(offer.request)
        nobody_asked = not vendors.requests
        done = outcome(provider, offer.request)

        assert nobody_asked
        assert done.cost_usd == vendors.bill.total == offer.usd
        assert done.cost_usd <= quote.usd
        assert done.cost_basis != "free"
        assert sum(asked.method == "POST" for asked in vendors.requests) == done.posts == 1


@every_offer
def test_what_comes_back_is_what_its_kind_should_be(offer: Offer, tmp_path: Path) -> None:
    with VendorServer() as vendors:
        done = outcome(offer.provider(vendors, tmp_path), offer.request)

        family = kind_of_head(done.content[:4096], "result").family
        assert family == ("picture" if offer.kind == "image" else "film")
        assert done.model == offer.model.name
        assert done.source_type == "trainedAlgorithmicMedia"
        assert done.licence.source.startswith("https://")


@every_offer
def test_another_take_is_another_request_and_the_same_one_is_the_same(offer: Offer, tmp_path: Path) -> None:
    with VendorServer() as vendors:
        provider = offer.provider(vendors, tmp_path)
        for request in (offer.request, offer.request, offer.request.model_copy(update={"take": 1})):
            provider.submit(request, "k")

        first, same, other = (asked.body for asked in vendors.requests if asked.method == "POST")
        assert first == same
        assert (first != other) == offer.seeded


@every_offer
def test_a_resumed_process_needs_no_more_than_the_job(offer: Offer, tmp_path: Path) -> None:
    if not offer.job:
        return
    with VendorServer() as vendors:
        begun = offer.provider(vendors, tmp_path).submit(offer.request, "k")
        assert isinstance(begun, Pending)

        resumed = offer.provider(vendors, tmp_path)
        looked = resumed.poll(begun.job_id)
        while isinstance(looked, Pending):
            looked = resumed.poll(looked.job_id)

        assert isinstance(looked, Done)
        assert looked.cost_usd == vendors.bill.total == offer.usd


@every_offer
def test_a_lost_job_is_found_by_its_key_or_not_said_to_be_absent(offer: Offer, tmp_path: Path) -> None:
    with VendorServer() as vendors:
        provider = offer.provider(vendors, tmp_path)
        vendors.play(Scenario.CUT, offer.vendor)
        with pytest.raises(Exception, match="may have been taken"):
            provider.submit(offer.request, "spring/clips/1")

        found = provider.find("spring/clips/1")

        assert isinstance(found, Found) == offer.found
        assert offer.found or found == "unknown"
        assert provider.find("spring/clips/2") in {"absent", "unknown"}
        if isinstance(found, Found):
            looked = provider.poll(found.job_id)
            while isinstance(looked, Pending):
                looked = provider.poll(looked.job_id)
            assert looked.cost_usd == vendors.bill.total


@every_offer
def test_a_wrong_key_is_rejected_and_never_shown(offer: Offer, tmp_path: Path) -> None:
    with VendorServer() as vendors:
        wrong = replace(
            vendors.account(offer.vendor), keys=("sk-very-secret", "sk-more-secret")[: _keys(offer)]
        )

        with pytest.raises(Rejected, match="check the key") as caught:
            offer.at(wrong, blobs(tmp_path)).submit(offer.request, "k")

        assert "secret" not in str(caught.value)
        assert "secret" not in repr(wrong)
        assert vendors.bill.total == 0


@every_offer
def test_nobody_at_the_address_accepts_nothing(offer: Offer, tmp_path: Path) -> None:
    with VendorServer() as vendors:
        account = vendors.account(offer.vendor)
    gone = Account(account.vendor, account.base_url, account.keys)

    with pytest.raises(NotAccepted, match="not reached"):
        offer.at(gone, blobs(tmp_path)).submit(offer.request, "k")


@every_offer
def test_another_kind_of_request_is_rejected_before_anything_is_sent(offer: Offer, tmp_path: Path) -> None:
    speech = SpeechRequest(craft="narrator", version="1", text="hello", language="en")
    with VendorServer() as vendors:
        provider = offer.provider(vendors, tmp_path)

        with pytest.raises(Rejected):
            provider.quote(speech)
        with pytest.raises(Rejected):
            provider.submit(speech, "k")

        assert not vendors.requests


@every_offer
def test_cancelling_is_asked_for_where_the_vendor_takes_it(offer: Offer, tmp_path: Path) -> None:
    if not offer.job:
        return
    with VendorServer() as vendors:
        provider = offer.provider(vendors, tmp_path)
        begun = provider.submit(offer.request, "k")
        assert isinstance(begun, Pending)

        taken = provider.cancel(begun.job_id)

        assert taken == (offer.vendor not in {"kling", "openrouter"})
        assert vendors.bill.total == Decimal(offer.usd)


def _keys(offer: Offer) -> int:
    return 2 if offer.vendor == "kling" else 1
