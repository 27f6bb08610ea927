"""Ark (BytePlus, Volcengine): Seedream pictures and Seedance films.

Source: the types of volcengine-ark-runtime 5.0.54, checked 2026-11-20; nothing was tried against the
service.
"""

from typing import Literal

from pydantic import Field

from astro_pipeline.providers.wire import Sent, Told


class NewPicture(Sent):
    """POST /images/generations."""

    model: str
    prompt: str
    size: str
    response_format: Literal["b64_json"] = "b64_json"
    sequential_image_generation: Literal["disabled"] = "disabled"
    watermark: bool = False


class Wrong(Told):
    """What went wrong."""

    code: str = ""
    message: str = ""


class MadePicture(Told):
    """One picture, or why there is none: a refusal comes with status 200."""

    b64_json: str | None = None
    error: Wrong | None = None


class PictureUsage(Told):
    """What is charged."""

    generated_images: int


class Pictures(Told):
    """The answer to it."""

    data: tuple[MadePicture, ...]
    usage: PictureUsage | None = None


class Words(Sent):
    """What is to happen."""

    type: Literal["text"] = "text"
    text: str


class Address(Sent):
    """A picture's address, or the picture itself as a data address."""

    url: str


class FirstFrame(Sent):
    """The still to begin with."""

    type: Literal["image_url"] = "image_url"
    image_url: Address
    role: Literal["first_frame"] = "first_frame"


class NewFilm(Sent):
    """POST /contents/generations/tasks."""

    model: str
    content: tuple[Words | FirstFrame, ...] = Field(min_length=1)
    resolution: str | None = None
    ratio: str
    duration: int
    seed: int
    generate_audio: bool = False
    watermark: bool = False
    safety_identifier: str
    execution_expires_after: int


class NewTask(Told):
    """What was begun."""

    id: str


class FilmContent(Told):
    """What was made."""

    video_url: str | None = None


class Task(Told):
    """A film's task as it stands."""

    id: str
    status: Literal["queued", "running", "succeeded", "failed", "cancelled", "expired"]
    error: Wrong | None = None
    content: FilmContent | None = None
    safety_identifier: str | None = None


class Tasks(Told):
    """GET /contents/generations/tasks, newest first."""

    items: tuple[Task, ...] = ()
    total: int = 0
