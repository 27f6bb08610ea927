"""Replicate on the loopback: predictions, polled, listed with their webhook, delivered by address."""

from decimal import Decimal
from typing import Any, cast

from astro_pipeline.providers.catalog import EVERY
from astro_pipeline.providers.wire.replicate import NewPrediction
from astro_pipeline_tests.vendors import goods
from astro_pipeline_tests.vendors.scenario import Scenario
from astro_pipeline_tests.vendors.speech import Asked, Reply, told
from astro_pipeline_tests.vendors.vendor import Job, Vendor


class ReplicateVendor(Vendor):
    """$0.04 a picture, $0.05 a second of film."""

    name = "replicate"
    prefix = "/v1"
    document = "replicate.json"
    document_cut = "/v1"
    routes = (
        ("POST", "/v1/models/{owner}/{model}/predictions", "begin"),
        ("GET", "/v1/predictions/{job_id}", "show"),
        ("GET", "/v1/predictions", "page"),
        ("POST", "/v1/predictions/{job_id}/cancel", "stop"),
    )

    def begin(self, asked: Asked, owner: str, model: str) -> Reply:
        body = self.read(asked, NewPrediction)
        if isinstance(body, Reply):
            return body
        if "cancel-after" not in asked.headers:
            self.house.problem("replicate: a prediction nobody would end (no Cancel-After)")

        def made(fate: Scenario) -> Job:
            seconds = body.input.get("duration")
            film = isinstance(seconds, int)
            name, lines = f"{owner}/{model}", str(body.input.get("resolution", EVERY))
            return self.new_job(
                "film" if film else "picture",
                {**body.input, "_model": f"{owner}/{model}"},
                usd=self.price(name, usual="0.05", variant=lines, seconds=cast("int", seconds))
                if film
                else self.price(name, usual="0.04", images=1),
                fate=fate,
                marker=body.webhook or "",
                size=(90, 160) if film else goods.small(str(body.input["aspect_ratio"])),
                seconds=float(cast("int", seconds)) if film else 1.0,
            )

        return self.sell(asked, made, lambda job: told(self._prediction(job, "starting"), 201))

    def show(self, asked: Asked, job_id: str) -> Reply:
        del asked
        job = self.look(job_id)
        return self._unknown() if job is None else told(self._prediction(job, self._status(job)))

    def page(self, asked: Asked) -> Reply:
        del asked
        newest = [self._prediction(job, self._status(job)) for job in reversed(self.jobs.values())]
        return told({"results": newest, "next": None, "previous": None})

    def stop(self, asked: Asked, job_id: str) -> Reply:
        del asked
        job = self.jobs.get(job_id)
        if job is None:
            return self._unknown()
        job.stopped = True
        return told(self._prediction(job, "canceled"))

    def refuse(self, asked: Asked) -> Reply:
        """It says so only in a prediction that failed."""

        def made(fate: Scenario) -> Job:
            return self.new_job("picture", asked.json()["input"], usd=Decimal(0), fate=fate)

        job = made(Scenario.REFUSAL)
        self.jobs[job.id] = job
        return told(self._prediction(job, "starting"), 201)

    def no(self, status: int, code: str, message: str, **headers: str) -> Reply:
        return told({"title": code, "detail": message, "status": status}, status, **headers)

    def _unknown(self) -> Reply:
        return self.no(404, "not found", "The requested resource could not be found.")

    def _status(self, job: Job) -> str:
        if job.stopped:
            return "canceled"
        if not self.finished(job):
            return "processing"
        return "failed" if job.fate in {Scenario.JOB_FAILED, Scenario.REFUSAL} else "succeeded"

    def _prediction(self, job: Job, status: str) -> dict[str, Any]:
        base = f"{self.house.url}/{self.name}/v1/predictions/{job.id}"
        errors = {Scenario.REFUSAL: "NSFW content detected (E005)", Scenario.JOB_FAILED: "CUDA out of memory"}
        return {
            "id": job.id,
            "model": str(job.asked["_model"]) if "_model" in job.asked else "owner/model",
            "version": "hidden",
            "input": {name: value for name, value in job.asked.items() if name != "_model"},
            "output": [self.address(job)] if status == "succeeded" else None,
            "data_removed": False,
            "error": errors.get(job.fate) if status == "failed" else None,
            "status": status,
            "created_at": "2026-11-21T12:00:00Z",
            "webhook": job.marker or None,
            "metrics": {"total_time": 1.5} if status == "succeeded" else {},
            "urls": {"get": base, "cancel": f"{base}/cancel", "web": "https://replicate.com/p/x"},
        }
