"""The campaigns a company has had delivered here before, as they were."""

from typing import Final

from astro_pipeline.campaigns.desk import Desk
from astro_pipeline.domain.brief import Brief
from astro_pipeline.domain.plan import Copy
from astro_pipeline.errors import StaleInput

_NEWEST: Final = 3
"""So many are looked at: what a brand said years ago is no rule today."""


def delivered_before(desk: Desk, campaign: str) -> tuple[tuple[tuple[Brief, Copy], ...], tuple[str, ...]]:
    """The company's newest delivered campaigns but this one, and the ids of those that cannot be read."""
    company = desk.brief(campaign).company.name.casefold()
    delivered = [
        each
        for each in desk.campaigns()
        if each != campaign
        and desk.store.digest(each, "delivery")
        and desk.brief(each).company.name.casefold() == company
    ]
    found: list[tuple[Brief, Copy]] = []
    lost: list[str] = []
    for each in delivered[-_NEWEST:]:
        try:
            found.append((desk.store.value(each, "brief", Brief), desk.store.value(each, "copy", Copy)))
        except StaleInput:  # written by another version: said in the finding
            lost.append(each)
    return tuple(found), tuple(lost)
