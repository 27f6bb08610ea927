"""The page of a gate, written anew when somebody has said something of its campaign."""

from decimal import Decimal

from astro_pipeline.campaigns.desk import Desk
from astro_pipeline.campaigns.estimate import next_act_usd
from astro_pipeline.campaigns.review import renew_review_page
from astro_pipeline.defs.resources import candidates, today
from astro_pipeline.domain.brief import Brief, Governance
from astro_pipeline.domain.review import Gate


def renew_page(desk: Desk, campaign: str, minimum: Governance) -> None:
    """Let the campaign's review page say how its gate stands now; nothing where there is none."""
    renew_review_page(desk, campaign, minimum=minimum, price=_price, today=today())


def _price(brief: Brief, gate: Gate) -> Decimal:
    return next_act_usd(brief, gate, candidates())
