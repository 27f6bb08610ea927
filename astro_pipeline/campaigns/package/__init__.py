"""The package a client is handed: files per placement, tables, records, page and zip."""

from astro_pipeline.campaigns.package.building import build_delivery
from astro_pipeline.campaigns.package.sealing import Seal

__all__ = ["Seal", "build_delivery"]
