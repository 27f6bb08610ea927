"""Runway on the loopback: tasks that tell their cost in credits."""

from decimal import Decimal
from typing import Any

from astro_pipeline.providers.wire.runway import VERSION, FilmFromPicture, PictureFromText
from astro_pipeline_tests.vendors import goods
from astro_pipeline_tests.vendors.scenario import Scenario
from astro_pipeline_tests.vendors.speech import Asked, Reply, told
from astro_pipeline_tests.vendors.vendor import Job, Vendor


class RunwayVendor(Vendor):
    """5 credits a second of film, 8 a picture; a credit is a cent."""

    name = "runway"
    document = "runway.json"
    routes = (
        ("POST", "/v1/image_to_video", "film"),
        ("POST", "/v1/text_to_image", "picture"),
        ("GET", "/v1/tasks/{job_id}", "show"),
        ("DELETE", "/v1/tasks/{job_id}", "stop"),
    )

    def opens(self, asked: Asked) -> bool:
        return super().opens(asked) and asked.headers.get("x-runway-version") == VERSION

    def film(self, asked: Asked) -> Reply:
        body = self.read(asked, FilmFromPicture)
        if isinstance(body, Reply):
            return body

        def made(fate: Scenario) -> Job:
            usd = self.price(body.model, usual="0.05", seconds=body.duration)
            shape = goods.small(body.ratio or "1280:720")
            return self._new("film", asked, usd, fate, shape, float(body.duration))

        return self.sell(asked, made, self._begun)

    def picture(self, asked: Asked) -> Reply:
        body = self.read(asked, PictureFromText)
        if isinstance(body, Reply):
            return body

        def made(fate: Scenario) -> Job:
            return self._new(
                "picture",
                asked,
                self.price(body.model, usual="0.08", images=1),
                fate,
                goods.small(body.ratio),
                1.0,
            )

        return self.sell(asked, made, self._begun)

    def show(self, asked: Asked, job_id: str) -> Reply:
        del asked
        job = self.look(job_id)
        return self.no(404, "not_found", "Task not found") if job is None else told(self._task(job))

    def stop(self, asked: Asked, job_id: str) -> Reply:
        del asked
        job = self.jobs.get(job_id)
        if job is not None:
            job.stopped = True
        return Reply(204, b"")

    def refuse(self, asked: Asked) -> Reply:
        """It says so in a task that failed, refunded."""
        job = self._new("film", asked, Decimal(0), Scenario.REFUSAL, (96, 96), 1.0)
        self.jobs[job.id] = job
        return self._begun(job)

    def no(self, status: int, code: str, message: str, **headers: str) -> Reply:
        return told({"error": f"{message} ({code})"}, status, **headers)

    def _new(
        self, family: Any, asked: Asked, usd: Decimal, fate: Scenario, size: tuple[int, int], seconds: float
    ) -> Job:
        job = self.new_job(family, asked.json(), usd=usd, fate=fate, size=size, seconds=seconds)
        job.id = f"{len(self.jobs) + 1:08x}-0000-4000-8000-000000000000"
        return job

    def _begun(self, job: Job) -> Reply:
        return told({"id": job.id, "estimatedCost": {"credits": float(job.usd * 100)}})

    def _task(self, job: Job) -> dict[str, Any]:
        plain = {"id": job.id, "createdAt": "2026-11-21T12:00:00Z"}
        if job.stopped:
            return {**plain, "status": "CANCELLED", "cost": {"credits": 0}}
        if not self.finished(job):
            cost = {"estimatedCost": {"credits": float(job.usd * 100)}}
            return {**plain, "status": "RUNNING", "progress": 0.5, **cost}
        if job.fate is Scenario.REFUSAL:
            failure = {"failure": "The prompt was blocked", "failureCode": "SAFETY.INPUT.TEXT"}
            return {**plain, "status": "FAILED", **failure, "cost": {"credits": 0}}
        if job.fate is Scenario.JOB_FAILED:
            failure = {"failure": "Something went wrong", "failureCode": "INTERNAL.BAD_OUTPUT.CODE01"}
            return {**plain, "status": "FAILED", **failure, "cost": {"credits": 0}}
        cost = {"cost": {"credits": int(job.usd * 100)}}
        return {**plain, "status": "SUCCEEDED", "output": [self.address(job)], **cost}
