"""The gates: a decision becomes a value; without one, what follows is skipped and the run stays green."""

from collections.abc import Generator

import dagster as dg

from astro_pipeline.campaigns.due import Ruling
from astro_pipeline.campaigns.estimate import next_act_usd
from astro_pipeline.campaigns.graph import SUBJECTS
from astro_pipeline.campaigns.review import ruled, write_review_page
from astro_pipeline.defs.assets.common import OWNER, tags_of
from astro_pipeline.defs.partitions import campaigns
from astro_pipeline.defs.resources import Kept, Making, Studio, candidates, today
from astro_pipeline.domain.review import Gate

_DESCRIPTIONS = {
    Gate.PLAN: "Is the plan right: strategy, copy, storyboard? Opens production.",
    Gate.CREATIVE: "Is the look right: pictures, voice, music, effects? Chooses the variant that leads.",
    Gate.RELEASE: "May it go out: the report and every file? Opens delivery.",
}


def _gate(gate: Gate) -> dg.AssetsDefinition:
    @dg.asset(
        name=gate.value,
        description=_DESCRIPTIONS[gate],
        partitions_def=campaigns,
        group_name="gate",
        kinds={"human"},
        owners=[OWNER],
        tags=tags_of("gate"),
        code_version="1",
        deps=list(SUBJECTS[gate]),
        output_required=False,
        io_manager_key="files",
    )
    def approval(
        context: dg.AssetExecutionContext, studio: Studio
    ) -> Generator[dg.MaterializeResult[Kept] | dg.AssetObservation]:
        with studio.making(context) as making:
            ruling = ruled(making.desk, making.campaign, gate, minimum=making.minimum_governance)
            page = studio.page(making.campaign, _review_page(making, gate, ruling))
            if ruling.decision is not None:
                yield making.done(ruling.decision, preview=f"{ruling.why}. [Review]({page})")
            else:
                yield _observation(making, gate, ruling, page=page)

    return approval


def _review_page(making: Making, gate: Gate, ruling: Ruling) -> str:
    price = next_act_usd(making.desk.brief(making.campaign), gate, candidates())
    return write_review_page(
        making.desk, making.campaign, gate, ruling=ruling, next_act_usd=price, today=today()
    )


def _observation(making: Making, gate: Gate, ruling: Ruling, *, page: str) -> dg.AssetObservation:
    return dg.AssetObservation(
        asset_key=gate.value,
        partition=making.campaign,
        metadata={
            "preview": dg.MetadataValue.md(f"**{ruling.state}**: {ruling.why}. [Review and decide]({page})"),
            "digest": making.desk.subject(making.campaign, gate),
            "findings": "; ".join(f"{f.rule} on {f.file}" for f in ruling.findings) or "none",
        },
    )


plan_approval = _gate(Gate.PLAN)
creative_approval = _gate(Gate.CREATIVE)
release_approval = _gate(Gate.RELEASE)
