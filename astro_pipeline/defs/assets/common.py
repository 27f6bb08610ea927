"""What every asset of the graph has in common."""

from collections.abc import Callable
from typing import Any

import dagster as dg

from astro_pipeline.defs.partitions import campaigns

OWNER = "team:astro-pipeline"


def campaign_asset(
    *, group: str, kinds: set[str], version: str = "1", tags: dict[str, str] | None = None
) -> Callable[[Callable[..., Any]], dg.AssetsDefinition]:
    """An asset of one campaign, kept in its folder; the docstring is its description."""
    return dg.asset(
        partitions_def=campaigns,
        group_name=group,
        kinds=kinds,
        code_version=version,
        owners=[OWNER],
        tags=tags or {},
        io_manager_key="files",
    )
