"""Inputs: the brief as it was taken in."""

import dagster as dg

from astro_pipeline.defs.assets.common import campaign_asset
from astro_pipeline.defs.resources import Kept, Studio
from astro_pipeline.domain.brief import Brief
from astro_pipeline.quality.check import examine_brief


@campaign_asset(group="inputs", kinds={"yaml"})
def brief(context: dg.AssetExecutionContext, studio: Studio) -> dg.MaterializeResult[Kept]:
    """The campaign's brief, complete: what was said, what was assumed, run date, edition and seed."""
    with studio.making(context) as making:
        taken = making.desk.brief(making.campaign)
        found = examine_brief(taken, making.blob)
        return making.done(taken.model_copy(update={"findings": found}), preview=_assumed(taken))


def _assumed(taken: Brief) -> str:
    rows = [f"- **{each.field}** = {each.value}: {each.reason}" for each in taken.assumptions]
    return "\n".join(["Assumed:", *rows]) if rows else "Nothing was assumed."
