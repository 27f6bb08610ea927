from decimal import Decimal

import pytest

from astro_pipeline.errors import InvalidSetting
from astro_pipeline.spend.budget import Ceilings
from astro_pipeline.spend.cache import HOURS
from astro_pipeline.spend.settings import ceilings, database, hours, patience


def test_without_settings_there_are_ceilings_all_the_same() -> None:
    assert ceilings({}) == Ceilings(campaign=Decimal(20), day=Decimal(100), user=None, provider={})
    assert hours({}) == HOURS
    assert patience({}).grace == 120
    assert database({}) == ""


def test_ceilings_are_read() -> None:
    told = {
        "ASTRO_CAMPAIGN_CEILING_USD": "5",
        "ASTRO_DAY_CEILING_USD": "50.5",
        "ASTRO_USER_CEILING_USD": "10",
        "ASTRO_PROVIDER_CEILING_USD": "7, openai=30",
    }

    assert ceilings(told) == Ceilings(
        campaign=Decimal(5),
        day=Decimal("50.5"),
        user=Decimal(10),
        provider={"": Decimal(7), "openai": Decimal(30)},
    )
    assert ceilings(told, campaign=Decimal(0)).campaign == 0, "the brief's own goes before"


def test_hours_are_read_for_one_kind_or_all() -> None:
    assert hours({"ASTRO_CACHE_HOURS": "text=1,image=0"}) == {**HOURS, "text": 1.0, "image": 0.0}
    assert set(hours({"ASTRO_CACHE_HOURS": "2"}).values()) == {2.0}
    assert patience({"ASTRO_FIND_GRACE_SECONDS": "0.5"}).grace == 0.5


@pytest.mark.parametrize(
    ("url", "read"),
    [
        ("postgresql://u@h/d", "postgresql+psycopg2://u@h/d"),
        ("postgres://u@h/d", "postgresql+psycopg2://u@h/d"),
        ("postgresql+psycopg2://u@h/d", "postgresql+psycopg2://u@h/d"),
        ("sqlite:////tmp/x.db", "sqlite:////tmp/x.db"),
    ],
)
def test_a_ledgers_address_is_read(url: str, read: str) -> None:
    assert database({"ASTRO_SPEND_DB": url}) == read


@pytest.mark.parametrize("url", ["mysql://u:secret@h/d", "postgresql", "nonsense"])
def test_another_database_is_refused_without_its_password(url: str) -> None:
    with pytest.raises(InvalidSetting, match="ASTRO_SPEND_DB") as refused:
        database({"ASTRO_SPEND_DB": url})

    assert "secret" not in str(refused.value)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("ASTRO_DAY_CEILING_USD", "much"),
        ("ASTRO_DAY_CEILING_USD", "-1"),
        ("ASTRO_USER_CEILING_USD", "NaN"),
        ("ASTRO_PROVIDER_CEILING_USD", "openai=lots"),
    ],
)
def test_a_ceiling_that_is_no_amount_is_refused(name: str, value: str) -> None:
    with pytest.raises(InvalidSetting, match=name):
        ceilings({name: value})


@pytest.mark.parametrize("value", ["poems=3", "text=long"])
def test_hours_that_cannot_be_read_are_refused(value: str) -> None:
    with pytest.raises(InvalidSetting, match="ASTRO_CACHE_HOURS"):
        hours({"ASTRO_CACHE_HOURS": value})
