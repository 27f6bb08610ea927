"""Values go to the campaign's folder and come back only while they are fresh."""

import dagster as dg

from astro_pipeline.campaigns.due import refuse_stale
from astro_pipeline.defs.resources import Kept, Studio, failure
from astro_pipeline.domain.base import Frozen
from astro_pipeline.errors import AstroError


class CampaignFiles(dg.ConfigurableIOManager):
    """`<campaign>/<asset>.json` and its record; refuses what is missing or stale."""

    studio: dg.ResourceDependency[Studio]

    def handle_output(self, context: dg.OutputContext, obj: Kept) -> None:
        """Write the value, then the record of what it was made from."""
        asset = context.asset_key.path[-1]
        self.studio.desk().store.keep(context.partition_key, asset, obj.value, made_from=obj.made_from)

    def load_input(self, context: dg.InputContext) -> Frozen:
        """Read the value as the model the parameter names. Raises: StaleInput, StaleApproval as a Failure."""
        asset, campaign = context.asset_key.path[-1], context.asset_partition_key
        desk = self.studio.desk()
        try:
            refuse_stale(desk, campaign, asset)
            return desk.store.value(campaign, asset, context.dagster_type.typing_type)
        except AstroError as exc:
            raise failure(exc) from exc
