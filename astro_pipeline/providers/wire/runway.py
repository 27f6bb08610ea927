"""Runway's tasks, API version 2024-11-06 (github.com/runwayml/openapi, 2026-08-08).

Checked 2026-11-20.
"""

from typing import Literal

from pydantic import ConfigDict, Field
from pydantic.alias_generators import to_camel

from astro_pipeline.providers.wire import Sent, Told

VERSION = "2024-11-06"


class _Sent(Sent):
    model_config = ConfigDict(alias_generator=to_camel)


class _Told(Told):
    model_config = ConfigDict(alias_generator=to_camel)


class FilmFromPicture(_Sent):
    """POST /v1/image_to_video."""

    model: str
    prompt_image: str
    prompt_text: str = Field(min_length=1)
    ratio: str | None = None
    """Pixels, not a proportion: "720:1280"."""
    duration: int
    seed: int | None = None
    audio: bool | None = None


class PictureFromText(_Sent):
    """POST /v1/text_to_image."""

    model: str
    prompt_text: str = Field(min_length=1)
    ratio: str
    seed: int | None = None


class Credits(_Told):
    """A cent each (docs.dev.runwayml.com/guides/pricing, checked 2026-11-20)."""

    credits: float


class NewTask(_Told):
    """What was begun."""

    id: str
    estimated_cost: Credits
    """The most it may charge."""


class Task(_Told):
    """GET /v1/tasks/{id}."""

    id: str
    status: Literal["PENDING", "THROTTLED", "RUNNING", "SUCCEEDED", "FAILED", "CANCELLED"]
    output: tuple[str, ...] = ()
    failure: str = ""
    failure_code: str = ""
    cost: Credits | None = None
    """Of a task that has ended; 0 where it was refunded."""
