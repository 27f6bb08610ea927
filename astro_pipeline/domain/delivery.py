"""What is handed over."""

from typing import Literal

from pydantic import ConfigDict, Field

from astro_pipeline.domain.base import Frozen
from astro_pipeline.domain.media import SourceType, Usd
from astro_pipeline.domain.review import Decision, Finding, Waiver

DeliveredKind = Literal[
    "image", "video", "audio", "captions", "copy", "thumbnail", "poster", "contact_sheet", "preview",
    "report", "licence", "provenance",
]  # fmt: skip


class DeliveredFile(Frozen):
    """One file of the package."""

    path: str
    """Relative to `delivery/`."""
    sha256: str
    kind: DeliveredKind
    placements: tuple[str, ...] = ()
    language: str | None = None
    variant: str | None = None
    width: int | None = None
    height: int | None = None
    seconds: float | None = None
    provider: str | None = None
    model: str | None = None
    draft: bool = False
    source_type: SourceType | None = None
    """How it was made, as the file says itself; None for papers."""
    credentials: Literal["trusted", "valid"] | None = None
    """Its signed manifest, read back; None where it carries none."""
    cost_usd: Usd


class Manifest(Frozen):
    """The package's table of contents; the manifest itself and the zip are not listed."""

    model_config = ConfigDict(serialize_by_alias=True, validate_by_name=True, validate_by_alias=True)

    schema_: Literal["astro-pipeline/manifest/1"] = Field(default="astro-pipeline/manifest/1", alias="schema")
    campaign: str
    status: Literal["complete", "incomplete"]
    publishable: bool
    """False where a draft provider made a part of it."""
    reasons: tuple[str, ...] = ()
    """Why it is incomplete or not publishable."""
    files: tuple[DeliveredFile, ...]
    decisions: tuple[Decision, ...]
    """The decisions that released it."""
    waivers: tuple[Waiver, ...] = ()
    """What failed and was let pass, by whom and why."""
    findings: tuple[Finding, ...] = ()
    """What was measured on the files as they lie in the package."""
