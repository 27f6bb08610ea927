"""The package a client is handed: files per placement, tables, records, page and zip."""

from astro_pipeline.campaigns.package.building import build_delivery

__all__ = ["build_delivery"]
