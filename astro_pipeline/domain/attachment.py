"""Files that come with a brief."""

from typing import Annotated, Self

from pydantic import Field, model_validator

from astro_pipeline.domain.base import Frozen

Share = Annotated[float, Field(ge=0, le=1)]
"""A part of a whole."""


SUPPLIED = "customer-supplied"
"""The licence of what the customer owns, or may have used in its ads."""


class Attachment(Frozen):
    """A file that came with the brief; its bytes lie in `blobs/<sha256>` after intake."""

    path: str = Field(description="Path of the file, relative to the brief's own folder.")
    sha256: str | None = Field(default=None, description="Digest of its bytes; set at intake.")
    licence: str | None = Field(
        default=None, description="By what right it is used; customer-supplied where the brief does not say."
    )


class FootageClip(Frozen):
    """A piece of film the customer has shot, and what of it is to be used."""

    file: Attachment = Field(description="The film: MP4, MOV or WebM, at most 4K and 10 minutes.")
    start: Annotated[float, Field(ge=0)] = Field(default=0.0, description="Where to begin in it, seconds.")
    end: Annotated[float, Field(gt=0)] | None = Field(
        default=None, description="Where to end in it, seconds; its own end otherwise."
    )
    speed: Annotated[float, Field(ge=0.25, le=4)] = Field(
        default=1.0, description="How fast it is to run: 0.5 is slow motion at half speed."
    )
    focus: tuple[Share, Share] | None = Field(
        default=None,
        description="Where its subject is: parts of width and height, from the top left; else looked for.",
    )
    note: str | None = Field(
        default=None, description="What it shows, for the people who review the campaign."
    )

    @model_validator(mode="after")
    def _ends_after_it_starts(self) -> Self:
        if self.end is not None and self.end <= self.start:
            msg = f"it ends at {self.end:g} s and starts at {self.start:g} s; let it end later"
            raise ValueError(msg)
        return self
