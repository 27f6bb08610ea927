"""Kling's films from stills, as third parties document them; no document of the vendor's was to be had.

Sources: cloud.baidu.com/doc/qianfan-api (Kling, 2025-06-13) and docs of resellers, checked 2026-11-21;
nothing was tried against the service.
"""

from typing import Literal

from pydantic import Field

from astro_pipeline.providers.wire import Sent, Told


class NewFilm(Sent):
    """POST /v1/videos/image2video."""

    model_name: str
    image: str
    """Base64, without the head of a data address."""
    prompt: str
    duration: Literal["5", "10"]
    mode: Literal["std", "pro"]
    """720p or 1080p."""
    external_task_id: str


class Film(Told):
    """Something it made."""

    url: str


class TaskResult(Told):
    """What came of it."""

    videos: tuple[Film, ...] = ()


class TaskInfo(Told):
    """What was sent with it."""

    external_task_id: str | None = None


class Task(Told):
    """A task as it stands."""

    task_id: str
    task_status: Literal["submitted", "processing", "succeed", "failed"]
    task_status_msg: str = ""
    task_info: TaskInfo = TaskInfo()
    task_result: TaskResult = TaskResult()


class TaskAnswer(Told):
    """The envelope of one task; code 0 is good."""

    code: Literal[0]
    message: str = ""
    data: Task


class TasksAnswer(Told):
    """GET /v1/videos/image2video: a page of tasks."""

    code: Literal[0]
    data: tuple[Task, ...] = Field(default=())
