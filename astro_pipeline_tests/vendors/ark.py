"""Ark on the loopback: pictures inside the answer, films as tasks that are listed with their mark."""

import base64
from decimal import Decimal
from typing import Any

from astro_pipeline.providers.catalog import EVERY
from astro_pipeline.providers.wire.ark import NewFilm, NewPicture
from astro_pipeline_tests.vendors import goods
from astro_pipeline_tests.vendors.scenario import DELIVERY, Scenario
from astro_pipeline_tests.vendors.speech import Asked, Reply, told
from astro_pipeline_tests.vendors.vendor import Job, Vendor


class ArkVendor(Vendor):
    """$0.035 a picture of 2K and $0.02 a smaller one; $0.1512 a second of film."""

    name = "ark"
    prefix = "/api/v3"
    document = "handwritten_ark.json"
    document_cut = "/api/v3"
    routes = (
        ("POST", "/api/v3/images/generations", "picture"),
        ("POST", "/api/v3/contents/generations/tasks", "film"),
        ("GET", "/api/v3/contents/generations/tasks/{job_id}", "show"),
        ("GET", "/api/v3/contents/generations/tasks", "page"),
        ("DELETE", "/api/v3/contents/generations/tasks/{job_id}", "stop"),
    )

    def picture(self, asked: Asked) -> Reply:
        body = self.read(asked, NewPicture)
        if isinstance(body, Reply):
            return body

        def made(fate: Scenario) -> Job:
            wide, high = (int(side) for side in body.size.split("x"))
            large = wide * high > 1600 * 1600
            usual, size = ("0.035", "2K") if large else ("0.02", "1K")
            usd = self.price(body.model, usual=usual, variant=size, images=1)
            return self.new_job(
                "picture", asked.json(), usd=usd, fate=fate, size=goods.small(f"{wide}:{high}")
            )

        return self.sell(asked, made, self._painted)

    def film(self, asked: Asked) -> Reply:
        body = self.read(asked, NewFilm)
        if isinstance(body, Reply):
            return body

        def made(fate: Scenario) -> Job:
            return self.new_job(
                "film",
                asked.json(),
                usd=self.price(
                    body.model,
                    usual="0.1512",
                    variant=body.resolution or EVERY,
                    seconds=body.duration + Decimal("0.0417"),
                ),
                fate=fate,
                marker=body.safety_identifier,
                size=goods.small(body.ratio),
                seconds=float(body.duration),
            )

        return self.sell(asked, made, lambda job: told({"id": job.id}))

    def show(self, asked: Asked, job_id: str) -> Reply:
        del asked
        job = self.look(job_id)
        return self.no(404, "NotFound", "no such task") if job is None else told(self._task(job))

    def page(self, asked: Asked) -> Reply:
        size, number = int(asked.query["page_size"]), int(asked.query["page_num"])
        newest = list(reversed(self.jobs.values()))
        shown = newest[(number - 1) * size : number * size]
        return told({"items": [self._task(job) for job in shown], "total": len(newest)})

    def stop(self, asked: Asked, job_id: str) -> Reply:
        del asked
        job = self.jobs.get(job_id)
        if job is None:
            return self.no(404, "NotFound", "no such task")
        job.stopped = True
        return told({})

    def refuse(self, asked: Asked) -> Reply:
        if asked.path.endswith("/tasks"):
            return self.no(400, "InputTextSensitiveContentDetected", "the text may be sensitive")
        wrong = {"code": "OutputImageSensitiveContentDetected", "message": "the picture may be sensitive"}
        return told({"model": "seedream", "data": [{"error": wrong}], "usage": {"generated_images": 0}})

    def _painted(self, job: Job) -> Reply:
        if job.fate is Scenario.JOB_FAILED:
            wrong = {"code": "InternalServiceError", "message": "not made"}
            return told({"model": "seedream", "data": [{"error": wrong}], "usage": {"generated_images": 0}})
        content = self.content(job)[: 41 << 20] if job.fate in DELIVERY else self.content(job)
        made = {"b64_json": base64.b64encode(content).decode(), "size": "1x1"}
        return told({"model": "seedream", "data": [made], "usage": {"generated_images": 1}})

    def _task(self, job: Job) -> dict[str, Any]:
        if job.stopped:
            status = "cancelled"
        elif not self.finished(job):
            status = "running"
        else:
            status = "failed" if job.fate is Scenario.JOB_FAILED else "succeeded"
        wrong = {"code": "InternalServiceError", "message": "not made"}
        return {
            "id": job.id,
            "model": "seedance",
            "status": status,
            "error": wrong if status == "failed" else None,
            "content": {"video_url": self.address(job)} if status == "succeeded" else None,
            "usage": {"completion_tokens": 1000, "total_tokens": 1000} if status == "succeeded" else None,
            "safety_identifier": job.marker,
        }
