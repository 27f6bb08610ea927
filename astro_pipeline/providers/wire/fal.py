"""fal's queue, as fal-client 1.0.3 and docs.fal.ai/model-apis/model-endpoints/queue have it.

Checked 2026-11-20. A model's input is its own: see `providers/services/fal.py`.
"""

from typing import Literal

from pydantic import Field, JsonValue

from astro_pipeline.providers.wire import Sent, Told


class PixelSize(Sent):
    """A picture's size."""

    width: int
    height: int


class PictureInput(Sent):
    """What the FLUX models take (fal.ai/models/fal-ai/flux/dev/api, checked 2026-11-21)."""

    prompt: str
    image_size: PixelSize | None = None
    aspect_ratio: str | None = None
    """Taken by the ultra models in place of a size."""
    num_images: Literal[1] = 1
    output_format: Literal["png", "jpeg"] = "png"
    enable_safety_checker: bool = True
    seed: int


class FilmInput(Sent):
    """What the image-to-video models take.

    Source: fal.ai/models/bytedance/seedance-2.0/image-to-video/api, checked 2026-11-21.
    """

    prompt: str
    image_url: str
    duration: str
    """Whole seconds, as text."""
    resolution: str | None = None
    generate_audio: bool | None = None
    seed: int


class Queued(Told):
    """POST /{owner}/{app} and what else the model is called."""

    request_id: str


class QueueStatus(Told):
    """GET /{owner}/{app}/requests/{id}/status. Completed says nothing of success."""

    status: Literal["IN_QUEUE", "IN_PROGRESS", "COMPLETED"]
    error: JsonValue = None
    error_type: str | None = None


class File(Told):
    """Something it made."""

    url: str


class Result(Told):
    """GET /{owner}/{app}/requests/{id}."""

    images: tuple[File, ...] = ()
    video: File | None = None
    has_nsfw_concepts: tuple[bool, ...] = Field(default=())
    """True where the picture is a black one in place of what was drawn."""
