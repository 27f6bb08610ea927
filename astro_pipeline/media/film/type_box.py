"""What a film says of its type while it is set: where each text stands, when, and how well it reads."""

from dataclasses import dataclass
from typing import Literal

from astro_pipeline.domain.review import Box

Role = Literal["overlay", "brand", "button", "caption"]
Drawn = Literal["type", "own", "plate"]
"""Type; or a logo, in its own colours on the picture or on a plate."""


@dataclass(frozen=True)
class TypeBox:
    """Where type stands in the film, when, and how well it reads."""

    role: Role
    text: str
    box: Box
    """All of it, plate and all."""
    start: float
    end: float
    size_px: int
    contrast: float
    """Of ink and the pixels behind it, shade included: the worst twentieth."""
    fits: bool = True
    lines: tuple[Box, ...] = ()
    """Where the ink of each of its lines is; none where it is a picture."""
    settled: float = 0.0
    """When it has come to rest, seconds from the film's start."""
    missing: str = ""
    """Characters that no font draws."""
    drawn: Drawn = "type"
