"""The offline writer: plans and copy from a brief's own facts, in English and French."""

from astro_pipeline.providers.embedded.writer.desk import OfflineWriter

__all__ = ["OfflineWriter"]
