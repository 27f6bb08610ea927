"""What every asset of the graph has in common."""

from collections.abc import Callable
from typing import Any

import dagster as dg

from astro_pipeline.defs.partitions import campaigns

OWNER = "team:astro-pipeline"


def campaign_asset(
    *, group: str, kinds: set[str], version: str = "1"
) -> Callable[[Callable[..., Any]], dg.AssetsDefinition]:
    """An asset of one campaign, kept in its folder; the docstring is its description."""
    return dg.asset(
        partitions_def=campaigns,
        group_name=group,
        kinds=kinds,
        code_version=version,
        owners=[OWNER],
        tags=tags_of(group),
        io_manager_key="files",
    )


def tags_of(group: str) -> dict[str, str]:
    """What the UI can filter by: the act, and whether its calls may cost money."""
    return {"astro/act": group, "astro/paid": "yes" if group in {"planning", "production"} else "no"}
