"""Who reads briefs written as prose: a language model, when one is configured; paid, capped, recorded."""

import os

from astro_pipeline.agents.intake import read_prose
from astro_pipeline.campaigns.desk import Desk
from astro_pipeline.defs.resources import candidates, clerk_of
from astro_pipeline.domain.base import digest
from astro_pipeline.domain.prose import ProseReading, ReadProse
from astro_pipeline.spend import settings
from astro_pipeline.spend.cache import Cache
from astro_pipeline.spend.client import OFFLINE, Client


def prose_reader(desk: Desk, actor: str) -> ReadProse | None:
    """Reads a text for whoever sent it; None where no language model is configured.

    The call is written down under a campaign of its own, intake-…, since the text is none yet; the same
    text is not paid for twice while its answer is kept.
    """
    asked = candidates(desk.store.blob)
    if all(each.vendor == OFFLINE for each in asked["text"]):
        return None

    def read(text: str) -> ProseReading:
        campaign = f"intake-{digest(text)[:12]}"
        clerk = clerk_of(desk)
        ask = Client(
            campaign=campaign,
            customer=campaign,
            user=actor,
            candidates=asked,
            clerk=clerk,
            cache=Cache(clerk.ledger.url, desk.store, hours=settings.hours(os.environ)),
            ceilings=settings.ceilings(os.environ),
        )
        return read_prose(text, ask=ask)

    return read
