"""Inputs: the brief as it was taken in."""

import dagster as dg

from astro_pipeline.campaigns.pages import assumptions_markdown
from astro_pipeline.defs.assets.common import campaign_asset
from astro_pipeline.defs.resources import Kept, Studio


@campaign_asset(group="inputs", kinds={"yaml"})
def brief(context: dg.AssetExecutionContext, studio: Studio) -> dg.MaterializeResult[Kept]:
    """The campaign's brief, complete: what was said, what was assumed, run date, edition and seed."""
    with studio.making(context) as making:
        taken = making.desk.brief(making.campaign)
        return making.done(taken, preview=assumptions_markdown(taken))
