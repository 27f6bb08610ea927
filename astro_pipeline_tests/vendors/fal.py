"""fal's queue on the loopback: queued, looked at, fetched; a failure is completed like any success."""

from decimal import Decimal
from typing import Any

from astro_pipeline.providers.catalog import EVERY
from astro_pipeline.providers.wire.fal import FilmInput, PictureInput
from astro_pipeline_tests.vendors import goods
from astro_pipeline_tests.vendors.scenario import Scenario
from astro_pipeline_tests.vendors.speech import Asked, Reply, told
from astro_pipeline_tests.vendors.vendor import Job, Vendor


class FalVendor(Vendor):
    """$0.025 a picture, $0.3034 a second of film."""

    name = "fal"
    document = "handwritten_fal_queue.json"
    routes = (
        ("GET", "/{owner}/{app}/requests/{job_id}/status", "status"),
        ("PUT", "/{owner}/{app}/requests/{job_id}/cancel", "stop"),
        ("GET", "/{owner}/{app}/requests/{job_id}", "show"),
        ("POST", "/{owner}/{app}", "begin"),
        ("POST", "/{owner}/{app}/{sub}", "begin"),
    )

    def opens(self, asked: Asked) -> bool:
        return asked.headers.get("authorization") == f"Key {self.key}"

    def begin(self, asked: Asked, owner: str, app: str, sub: str = "") -> Reply:
        body = self.read(asked, FilmInput if "image_url" in asked.json() else PictureInput)
        if isinstance(body, Reply):
            return body
        if asked.headers.get("x-fal-no-retry") != "1":
            self.house.problem("fal: a request it would run again by itself (no x-fal-no-retry)")

        del owner, app, sub
        model = asked.path.removeprefix("/")

        def made(fate: Scenario) -> Job:
            if isinstance(body, FilmInput):
                seconds = int(body.duration)
                lines = body.resolution or EVERY
                usd = self.price(model, usual="0.3034", variant=lines, seconds=seconds)
                return self.new_job("film", asked.json(), usd=usd, fate=fate, seconds=seconds, size=(90, 160))
            size, usd = body.image_size, self.price(model, usual="0.025", images=1)
            shape = goods.small(f"{size.width}:{size.height}" if size else body.aspect_ratio or "1:1")
            return self.new_job("picture", asked.json(), usd=usd, fate=fate, size=shape)

        return self.sell(asked, made, self._queued)

    def status(self, asked: Asked, owner: str, app: str, job_id: str) -> Reply:
        del asked, owner, app
        job = self.look(job_id)
        if job is None:
            return self._unknown()
        ended = job.stopped or self.finished(job)
        return told({"status": "COMPLETED" if ended else "IN_PROGRESS", "request_id": job.id})

    def show(self, asked: Asked, owner: str, app: str, job_id: str) -> Reply:
        del asked, owner, app
        job = self.jobs.get(job_id)
        if job is None or job.fate is Scenario.JOB_LOST:
            return self._unknown()
        if job.fate is Scenario.REFUSAL:
            return self._detail(422, "content_policy_violation", "The content could not be processed")
        if job.fate is Scenario.JOB_FAILED or job.stopped:
            return self._detail(422, "generation_error", "The model failed")
        file: dict[str, Any] = {"url": self.address(job), "content_type": "application/octet-stream"}
        if job.family == "film":
            return told({"video": file, "seed": 1})
        return told({"images": [file], "seed": 1, "has_nsfw_concepts": [False], "prompt": ""})

    def stop(self, asked: Asked, owner: str, app: str, job_id: str) -> Reply:
        del asked, owner, app
        job = self.jobs.get(job_id)
        if job is None:
            return self._unknown()
        job.stopped = True
        return told({"status": "CANCELLATION_REQUESTED"}, 202)

    def refuse(self, asked: Asked) -> Reply:
        """It says so only in the result."""
        job = self.new_job("picture", asked.json(), usd=Decimal(0), fate=Scenario.REFUSAL)
        self.jobs[job.id] = job
        return self._queued(job)

    def no(self, status: int, code: str, message: str, **headers: str) -> Reply:
        return told({"detail": message, "error_type": code}, status, **headers)

    def _detail(self, status: int, kind: str, message: str) -> Reply:
        return told({"detail": [{"loc": ["body", "prompt"], "msg": message, "type": kind}]}, status)

    def _unknown(self) -> Reply:
        return self.no(404, "not_found", "Request not found")

    def _queued(self, job: Job) -> Reply:
        base = f"{self.house.url}/{self.name}/x/y/requests/{job.id}"
        return told(
            {
                "status": "IN_QUEUE",
                "request_id": job.id,
                "response_url": base,
                "status_url": f"{base}/status",
                "cancel_url": f"{base}/cancel",
                "queue_position": 0,
            }
        )
