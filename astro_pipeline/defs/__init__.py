"""Dagster, and only Dagster: thin assets, gates, checks, sensors over the floors below."""
