"""Kling on the loopback: a signed token, an envelope around everything, tasks listed with our id."""

import base64
import hmac
import json
import time
from typing import Any

from astro_pipeline.providers.wire.kling import NewFilm
from astro_pipeline_tests.vendors.scenario import Scenario
from astro_pipeline_tests.vendors.speech import Asked, Reply, told
from astro_pipeline_tests.vendors.vendor import Job, Vendor


class KlingVendor(Vendor):
    """$0.084 a second of 720p, $0.112 of 1080p."""

    name = "kling"
    second_key = "secret-of-the-loopback-vendor"
    routes = (
        ("POST", "/v1/videos/image2video", "begin"),
        ("GET", "/v1/videos/image2video/{job_id}", "show"),
        ("GET", "/v1/videos/image2video", "page"),
    )

    def opens(self, asked: Asked) -> bool:
        parts = asked.headers.get("authorization", "").removeprefix("Bearer ").split(".")
        if len(parts) != 3:
            return False
        head, claims, signature = parts
        wanted = hmac.digest(self.second_key.encode(), f"{head}.{claims}".encode(), "sha256")
        told_of = json.loads(_plain(claims))
        good_for = told_of["nbf"] <= time.time() <= told_of["exp"] <= time.time() + 1800
        return _plain(signature) == wanted and told_of["iss"] == self.key and good_for

    def begin(self, asked: Asked) -> Reply:
        body = self.read(asked, NewFilm)
        if isinstance(body, Reply):
            return body
        base64.b64decode(body.image, validate=True)

        def made(fate: Scenario) -> Job:
            seconds = int(body.duration)
            return self.new_job(
                "film",
                asked.json(),
                usd=self.price(
                    body.model_name,
                    usual="0.084",
                    variant="1080p" if body.mode == "pro" else "720p",
                    seconds=seconds,
                ),
                fate=fate,
                marker=body.external_task_id,
                size=(90, 160),
                seconds=float(seconds),
            )

        return self.sell(asked, made, lambda job: self._good(self._task(job, "submitted")))

    def show(self, asked: Asked, job_id: str) -> Reply:
        del asked
        job = self.look(job_id)
        return self.no(404, "1203", "no such task") if job is None else self._good(self._task(job))

    def page(self, asked: Asked) -> Reply:
        size, number = int(asked.query["pageSize"]), int(asked.query["pageNum"])
        newest = list(reversed(self.jobs.values()))
        return self._good([self._task(job) for job in newest[(number - 1) * size : number * size]])

    def refuse(self, asked: Asked) -> Reply:
        del asked
        return self.no(400, "1301", "the request is not in line with the security policy")

    def said_before(self, fate: Scenario, asked: Asked) -> Reply:
        match fate:
            case Scenario.TOO_MANY:
                return self.no(429, "1302", "too fast", retry_after="1")
            case Scenario.TOO_MANY_INSIDE:
                return self.no(200, "1303", "too many in parallel")
            case Scenario.NO_QUOTA:
                return self.no(429, "1102", "the resource pack is used up")
            case Scenario.RETIRED:
                return self.no(404, "1203", "the model is not there")
            case _:
                return super().said_before(fate, asked)

    def no(self, status: int, code: str, message: str, **headers: str) -> Reply:
        number = int(code) if code.isdigit() else 5000 if status >= 500 else 1000
        return told({"code": number, "message": message, "request_id": "r"}, status, **headers)

    def _good(self, data: Any) -> Reply:
        return told({"code": 0, "message": "SUCCEED", "request_id": "r", "data": data})

    def _task(self, job: Job, status: str = "") -> dict[str, Any]:
        failed = job.fate is Scenario.JOB_FAILED
        status = status or ("processing" if not self.finished(job) else "failed" if failed else "succeed")
        films = [{"id": job.id, "url": self.address(job), "duration": str(job.seconds)}]
        return {
            "task_id": job.id,
            "task_status": status,
            "task_status_msg": "no capacity" if status == "failed" else "",
            "task_info": {"external_task_id": job.marker},
            "task_result": {"videos": films if status == "succeed" else []},
            "created_at": 1,
            "updated_at": 2,
        }


def _plain(part: str) -> bytes:
    return base64.urlsafe_b64decode(part + "=" * (-len(part) % 4))
