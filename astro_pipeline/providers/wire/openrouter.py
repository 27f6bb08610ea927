"""OpenRouter's pictures and films (github.com/OpenRouterTeam/docs, openapi.yaml of 2026-08-22).

Checked 2026-11-20.
"""

from decimal import Decimal
from typing import Literal

from astro_pipeline.providers.wire import Sent, Told


class NewPicture(Sent):
    """POST /images."""

    model: str
    prompt: str
    aspect_ratio: str
    resolution: Literal["512", "1K", "2K", "4K"] | None = None
    n: Literal[1] = 1
    seed: int


class MadePicture(Told):
    """One picture."""

    b64_json: str


class Usage(Told):
    """What was charged, USD."""

    cost: Decimal | None = None


class Pictures(Told):
    """The answer to it."""

    data: tuple[MadePicture, ...]
    usage: Usage = Usage()


class Address(Sent):
    """A picture's address, or the picture itself as a data address."""

    url: str


class FirstFrame(Sent):
    """The still to begin with."""

    type: Literal["image_url"] = "image_url"
    image_url: Address
    frame_type: Literal["first_frame"] = "first_frame"


class NewFilm(Sent):
    """POST /videos."""

    model: str
    prompt: str
    aspect_ratio: str
    duration: int
    resolution: Literal["480p", "720p", "768p", "1080p", "1K", "2K", "4K"] | None = None
    frame_images: tuple[FirstFrame, ...]
    generate_audio: bool = False
    seed: int


class Film(Told):
    """A film's job as it stands."""

    id: str
    status: Literal["pending", "in_progress", "completed", "failed", "cancelled", "expired"]
    error: str | None = None
    usage: Usage = Usage()
