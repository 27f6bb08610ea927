"""Values go to the campaign's folder and come back only while they are fresh."""

import dagster as dg

from astro_pipeline.campaigns.due import refuse_stale
from astro_pipeline.campaigns.home import write_atomically
from astro_pipeline.campaigns.pages import to_markdown
from astro_pipeline.defs.resources import Kept, Studio, failure
from astro_pipeline.domain.base import Frozen
from astro_pipeline.domain.plan import Concepts, Copy, MarketAnalysis, SeoKeywords, Storyboard, Strategy
from astro_pipeline.domain.review import QaReport
from astro_pipeline.errors import AstroError

_READ_BY_PEOPLE = (MarketAnalysis, SeoKeywords, Concepts, Strategy, Copy, Storyboard, QaReport)


class CampaignFiles(dg.ConfigurableIOManager):
    """`<campaign>/<asset>.json` and its record; refuses what is missing or stale."""

    studio: dg.ResourceDependency[Studio]

    def handle_output(self, context: dg.OutputContext, obj: Kept) -> None:
        """Write the value, with a Markdown twin where people read it, then the record of its making."""
        asset, campaign = context.asset_key.path[-1], context.partition_key
        desk = self.studio.desk()
        if isinstance(obj.value, _READ_BY_PEOPLE):
            page = desk.home.campaign(campaign) / f"{asset}.md"
            write_atomically(page, to_markdown(obj.value).encode())
        desk.store.keep(campaign, asset, obj.value, made_from=obj.made_from)

    def load_input(self, context: dg.InputContext) -> Frozen:
        """Read the value as the model the parameter names. Raises: StaleInput, StaleApproval as a Failure."""
        asset, campaign = context.asset_key.path[-1], context.asset_partition_key
        desk = self.studio.desk()
        try:
            refuse_stale(desk, campaign, asset)
            return desk.store.value(campaign, asset, context.dagster_type.typing_type)
        except AstroError as exc:
            raise failure(exc) from exc
