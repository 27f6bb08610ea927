import sys
import threading
from collections.abc import Generator, Iterator

import pytest

from astro_pipeline.providers.catalog import load_catalog

LONGEST = {
    "test_campaign.py",
    "test_crash.py",
    "test_faults_told.py",
    "test_kills.py",
    "test_paid_media.py",
    "test_spending.py",
    "test_webserver.py",
    "test_writer.py",
    "test_writer_craft.py",
}
"""Whole campaigns, servers and a hundred briefs."""
UNTRACED = {"test_writer.py", "test_writer_craft.py"}
"""Tests that run the same lines a hundred times: to count them takes three times as long as to prove them."""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The longest tests begin first: of two workers none waits at the end for a campaign of the other."""
    items.sort(key=lambda item: item.path.name not in LONGEST)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_call(item: pytest.Item) -> Generator[None]:
    """Nothing is counted while an untraced test runs.

    pytest-cov 7.1 has the marker `no_cover` for it; in a worker of xdist that stops one of two tracers.
    """
    tracer = sys.gettrace() if item.path.name in UNTRACED else None
    if tracer is None:
        return (yield)
    of_threads = threading.gettrace()
    sys.settrace(None)
    threading.settrace(None)
    try:
        return (yield)
    finally:
        sys.settrace(tracer)
        threading.settrace(of_threads)


@pytest.fixture(scope="session", autouse=True)
def no_key_of_this_machine() -> Iterator[None]:
    """A developer's own keys, addresses and choice of providers must not reach the tests: they cost money."""
    vendors = load_catalog().vendors.values()
    keys = [name for vendor in vendors for group in vendor.keys for name in group]
    addresses = [vendor.base_url_variable for vendor in vendors]
    with pytest.MonkeyPatch.context() as patch:
        for name in (
            *keys,
            *addresses,
            "ASTRO_PROVIDERS",
            "ASTRO_TIER",
            "ASTRO_ALLOW_HOSTS",
            "ASTRO_SPEND_DB",
        ):
            patch.delenv(name, raising=False)
        yield
