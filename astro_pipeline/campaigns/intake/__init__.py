"""Any brief a person drops becomes one resolved `Brief`, or an error that says what to mend."""

from astro_pipeline.campaigns.intake.reading import written_as_prose
from astro_pipeline.campaigns.intake.receiving import Received, brief_schema, parse_brief, read_brief

__all__ = ["Received", "brief_schema", "parse_brief", "read_brief", "written_as_prose"]
