"""The settings of spending, from the environment's text."""

from collections.abc import Mapping
from decimal import Decimal, InvalidOperation
from typing import cast, get_args

from astro_pipeline.errors import InvalidSetting
from astro_pipeline.provider import Kind
from astro_pipeline.spend.budget import Ceilings
from astro_pipeline.spend.cache import HOURS
from astro_pipeline.spend.job import Patience

DATABASE = "ASTRO_SPEND_DB"
CAMPAIGN = "ASTRO_CAMPAIGN_CEILING_USD"
DAY = "ASTRO_DAY_CEILING_USD"
USER = "ASTRO_USER_CEILING_USD"
PROVIDER = "ASTRO_PROVIDER_CEILING_USD"
HOURS_KEPT = "ASTRO_CACHE_HOURS"
GRACE = "ASTRO_FIND_GRACE_SECONDS"


def database(environment: Mapping[str, str]) -> str:
    """The ledger's URL; "" for the home's own SQLite file. Raises: InvalidSetting."""
    url = environment.get(DATABASE, "").strip()
    scheme, _, rest = url.partition("://")
    if not url or scheme == "sqlite":
        return url
    if scheme.split("+")[0] not in {"postgres", "postgresql"} or not rest:
        # Not the value itself: it may hold a password.
        raise InvalidSetting(DATABASE, scheme, "write sqlite:///FILE or postgresql://USER@HOST/NAME")
    return f"postgresql+psycopg2://{rest}"


def ceilings(environment: Mapping[str, str], *, campaign: Decimal | None = None) -> Ceilings:
    """What may be spent; `campaign` is what the brief says, before anything else. Raises: InvalidSetting."""
    default = Ceilings()
    return Ceilings(
        campaign=campaign if campaign is not None else _usd(environment, CAMPAIGN, default.campaign),
        day=_usd(environment, DAY, default.day),
        user=_usd(environment, USER, Decimal(0)) if environment.get(USER) else None,
        provider={
            name: _amount(PROVIDER, text)
            for name, text in _pairs(environment.get(PROVIDER, ""), alone="").items()
        },
    )


def hours(environment: Mapping[str, str]) -> dict[Kind, float]:
    """How long answers are used again, by kind. Raises: InvalidSetting."""
    kept = dict(HOURS)
    for name, text in _pairs(environment.get(HOURS_KEPT, ""), alone="all").items():
        if name not in {"all", *get_args(Kind)}:
            raise InvalidSetting(HOURS_KEPT, name, f"name a kind: {', '.join(get_args(Kind))}")
        amount = float(_amount(HOURS_KEPT, text))
        kept |= dict.fromkeys(HOURS, amount) if name == "all" else {cast("Kind", name): amount}
    return kept


def patience(environment: Mapping[str, str]) -> Patience:
    """How long anything is waited for. Raises: InvalidSetting."""
    default = Patience()
    grace = environment.get(GRACE)
    return Patience(grace=float(_amount(GRACE, grace)) if grace else default.grace)


def _usd(environment: Mapping[str, str], name: str, default: Decimal) -> Decimal:
    text = environment.get(name, "")
    return _amount(name, text) if text.strip() else default


def _amount(name: str, text: str) -> Decimal:
    try:
        amount = Decimal(text.strip())
    except InvalidOperation:
        amount = Decimal(-1)
    if not amount.is_finite() or amount < 0:
        raise InvalidSetting(name, text, "write a number from 0, with a point")
    return amount


def _pairs(text: str, *, alone: str) -> dict[str, str]:
    """`a=1,b=2`, and a number alone under the name `alone`."""
    parts = [part.strip() for part in text.split(",") if part.strip()]
    split = [part.rpartition("=") for part in parts]
    return {name.strip() or alone: amount for name, _, amount in split}
