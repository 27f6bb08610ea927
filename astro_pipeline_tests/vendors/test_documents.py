"""The vendors' own documents are checked against where they are there, and never silently left out."""

from pathlib import Path

import httpx
import pytest

from astro_pipeline_tests.providers.offers import OFFERS
from astro_pipeline_tests.vendors.documents import Documents, documents
from astro_pipeline_tests.vendors.server import VendorServer
from astro_pipeline_tests.vendors.speech import Asked, told
from astro_pipeline_tests.vendors.table import VENDORS

NO_DOCUMENT = {"hf", "kling", "ollama"}
"""Vendors of whom none was to be had, or whose interface is another's."""

_ANSWERS_NOTHING = """
class Spec:
    def __init__(self, path):
        self.text = open(path).read()

def check_request(*a):
    return ["undeclared field"]

def check_response(*a):
    return []
"""


def test_a_folder_without_the_checker_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError, match="without the checker"):
        Documents(tmp_path)


def test_a_document_that_is_missing_is_an_error(tmp_path: Path) -> None:
    (tmp_path / "contract.py").write_text(_ANSWERS_NOTHING, "utf-8")

    with pytest.raises(FileNotFoundError):
        Documents(tmp_path).document("replicate.json")


def test_what_a_document_does_not_allow_is_told(tmp_path: Path) -> None:
    (tmp_path / "contract.py").write_text(_ANSWERS_NOTHING, "utf-8")
    (tmp_path / "replicate.json").write_text("{}", "utf-8")
    with VendorServer() as vendors:
        asked = Asked("POST", "/v1/predictions", {}, {}, b"{}")

        found = Documents(tmp_path).broken(vendors.vendors["replicate"], asked, told({}))

    assert found == ["replicate.json POST /predictions: undeclared field"]


def test_every_vendor_of_ours_is_on_the_server_and_names_its_document() -> None:
    named = {vendor.name: vendor.document for vendor in VENDORS}

    assert {offer.vendor for offer in OFFERS} <= set(named)
    assert {name for name, document in named.items() if not document} <= NO_DOCUMENT
    if (known := documents()) is not None:
        for document in filter(None, named.values()):
            known.document(document)


def test_a_request_nobody_takes_fails_the_test_that_sent_it() -> None:
    with pytest.raises(AssertionError, match="no such route"), VendorServer() as vendors:
        httpx.get(f"{vendors.base_url('replicate')}/nothing", trust_env=False)
