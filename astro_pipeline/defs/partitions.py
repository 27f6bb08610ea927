"""A campaign is a partition."""

import dagster as dg

campaigns = dg.DynamicPartitionsDefinition(name="campaigns")
