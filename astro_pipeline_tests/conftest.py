from collections.abc import Iterator

import pytest

from astro_pipeline.providers.catalog import load_catalog


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
