"""OpenRouter's pictures and films on the loopback; it tells what each has cost."""

import base64
from typing import Any

from astro_pipeline.providers.wire.openrouter import NewFilm, NewPicture
from astro_pipeline_tests.vendors import goods
from astro_pipeline_tests.vendors.chat import ChatVendor
from astro_pipeline_tests.vendors.scenario import DELIVERY, Scenario
from astro_pipeline_tests.vendors.speech import Asked, Reply, told
from astro_pipeline_tests.vendors.vendor import Job

_TOKENS = {"prompt_tokens": 10, "completion_tokens": 1120, "total_tokens": 1130}


class OpenRouterVendor(ChatVendor):
    """Talks by the token; $0.067 a picture, $0.10 a second of film."""

    name = "openrouter"
    prefix = "/api/v1"
    document = "openrouter.json"
    document_cut = "/api/v1"
    tells_cost = True
    routes = (
        ("POST", "/api/v1/chat/completions", "chat"),
        ("POST", "/api/v1/images", "picture"),
        ("POST", "/api/v1/videos", "film"),
        ("GET", "/api/v1/videos/{job_id}", "show"),
        ("GET", "/api/v1/videos/{job_id}/content", "deliver"),
    )

    def picture(self, asked: Asked) -> Reply:
        body = self.read(asked, NewPicture)
        if isinstance(body, Reply):
            return body

        def made(fate: Scenario) -> Job:
            shape = goods.small(body.aspect_ratio)
            return self.new_job(
                "picture",
                asked.json(),
                usd=self.price(body.model, usual="0.067", images=1),
                fate=fate,
                size=shape,
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
                usd=self.price(body.model, usual="0.10", seconds=body.duration),
                fate=fate,
                size=goods.small(body.aspect_ratio),
                seconds=float(body.duration),
            )

        return self.sell(asked, made, lambda job: told(self._job(job, "pending"), 202))

    def show(self, asked: Asked, job_id: str) -> Reply:
        del asked
        job = self.look(job_id)
        return self.no(404, "not_found", "no such job") if job is None else told(self._job(job))

    def deliver(self, asked: Asked, job_id: str) -> Reply:
        del asked
        return self.file(job_id)

    def no(self, status: int, code: str, message: str, **headers: str) -> Reply:
        return told(
            {"error": {"code": status, "message": message, "metadata": {"reason": code}}}, status, **headers
        )

    def said_before(self, fate: Scenario, asked: Asked) -> Reply:
        if fate is Scenario.NO_QUOTA:
            return self.no(402, "payment_required", "Insufficient credits")
        return super().said_before(fate, asked)

    def refuse(self, asked: Asked) -> Reply:
        del asked
        return self.no(403, "moderation", "the prompt was flagged by moderation")

    def _painted(self, job: Job) -> Reply:
        if job.fate is Scenario.JOB_FAILED:
            return told({"created": 1, "data": [], "usage": {**_TOKENS, "cost": 0.0}})
        content = self.content(job)[: 41 << 20] if job.fate in DELIVERY else self.content(job)
        made = {"b64_json": base64.b64encode(content).decode(), "media_type": "image/png"}
        return told({"created": 1, "data": [made], "usage": {**_TOKENS, "cost": float(job.usd)}})

    def _job(self, job: Job, status: str = "") -> dict[str, Any]:
        failed = job.fate is Scenario.JOB_FAILED
        ended = "failed" if failed else "completed"
        status = status or (ended if self.finished(job) else "in_progress")
        more: dict[str, Any] = {"error": "the provider failed"} if status == "failed" else {}
        if status == "completed":
            more = {"usage": {"cost": float(job.usd)}, "unsigned_urls": [self.address(job)]}
        return {"id": job.id, "polling_url": f"/api/v1/videos/{job.id}", "status": status, **more}
