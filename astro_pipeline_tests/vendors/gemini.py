"""Gemini on the loopback: talk and pictures by generateContent, films by interactions."""

import base64
from decimal import Decimal
from typing import Any

from astro_pipeline.providers.catalog import load_catalog
from astro_pipeline.providers.prices import priced, quoted
from astro_pipeline.providers.wire.gemini import FilmAsked, PictureAsked
from astro_pipeline_tests.vendors.openai import MOST
from astro_pipeline_tests.vendors.scenario import Scenario
from astro_pipeline_tests.vendors.speech import Asked, Reply, told
from astro_pipeline_tests.vendors.talk import Talk, Talker
from astro_pipeline_tests.vendors.vendor import Job

_ENDINGS = {"stop": "STOP", "length": "MAX_TOKENS", "refusal": "SAFETY"}
_STATES = {Scenario.JOB_FAILED: "failed"}


class GeminiVendor(Talker):
    """Pictures come as JPEG, refusals with status 200, films by an address that asks for the key."""

    name = "gemini"
    routes = (
        ("POST", "/v1beta/models/{model}:generateContent", "generate"),
        ("POST", "/v1beta/interactions", "begin"),
        ("GET", "/v1beta/interactions/{job_id}", "show"),
        ("POST", "/v1beta/interactions/{job_id}/cancel", "stop"),
    )
    document = "google_gemini_v1beta.json"
    document_cut = "/v1beta"
    # google-genai sends the field's own name, which JSON for protocol buffers takes as well
    # (protobuf.dev/programming-guides/json, "Field names", checked 2026-11-21)
    forgiven = ("inlineData/mime_type: not declared",)

    def opens(self, asked: Asked) -> bool:
        return asked.headers.get("x-goog-api-key") == self.key

    def document_of(self, path: str) -> str:
        """Interactions have a document of their own."""
        return "derived_google_interactions.json" if "/interactions" in path else self.document

    def no(self, status: int, code: str, message: str, **headers: str) -> Reply:
        """How long to wait stands in the body."""
        details = [{"@type": "type.googleapis.com/google.rpc.RetryInfo", "retryDelay": "1s"}]
        error = {"code": status, "message": message, "status": code.upper()}
        return told(
            {"error": {**error, **({"details": details} if "retry_after" in headers else {})}}, status
        )

    def said_before(self, fate: Scenario, asked: Asked) -> Reply:
        if fate is Scenario.REFUSAL and asked.path.endswith(":generateContent"):
            return self._blocked(asked)
        return super().said_before(fate, asked)

    def generate(self, asked: Asked, model: str) -> Reply:
        body: dict[str, Any] = asked.json()
        if body.get("generationConfig", {}).get("responseModalities") == ["IMAGE"]:
            return self._paint(asked, model)
        talk = self._talked(model, body)
        if talk.answer.ending == "refusal":
            return self._blocked(asked)
        return self.sell(asked, lambda fate: self.begun(talk, fate), lambda _: told(_answered(talk)))

    def begin(self, asked: Asked) -> Reply:
        body = self.read(asked, FilmAsked)
        if isinstance(body, Reply):
            return body
        seconds = int(body.response_format.duration.removesuffix("s"))
        row = load_catalog().model(f"gemini/{body.model}")
        usd = priced(row, variant=body.response_format.resolution, seconds=Decimal(seconds))
        asked_for: dict[str, object] = {"labels": body.labels, "model": body.model}

        def made(fate: Scenario) -> Job:
            return self.new_job("film", asked_for, usd=usd, fate=fate, seconds=float(seconds))

        return self.sell(asked, made, lambda job: told(self._interaction(job, "queued")))

    def show(self, asked: Asked, job_id: str) -> Reply:
        del asked
        job = self.look(job_id)
        if job is None:
            return self.no(404, "NOT_FOUND", "no such interaction")
        if job.stopped:
            return told(self._interaction(job, "cancelled"))
        if not self.finished(job):
            return told(self._interaction(job, "in_progress"))
        return told(self._interaction(job, _STATES.get(job.fate, "completed")))

    def stop(self, asked: Asked, job_id: str) -> Reply:
        del asked
        self.jobs[job_id].stopped = True
        return told(self._interaction(self.jobs[job_id], "cancelled"))

    def _interaction(self, job: Job, status: str) -> dict[str, Any]:
        film = {"type": "video", "uri": self.address(job), "mime_type": "video/mp4"}
        return {
            "id": job.id,
            "status": status,
            "model": job.asked["model"],
            "labels": job.asked["labels"],
            "created": "2026-11-21T12:00:00Z",
            "updated": "2026-11-21T12:00:00Z",
            **({"steps": [{"type": "model_output", "content": [film]}]} if status == "completed" else {}),
            **({"errors": [{"code": "internal", "message": "try anew"}]} if status == "failed" else {}),
        }

    def _paint(self, asked: Asked, model: str) -> Reply:
        body = self.read(asked, PictureAsked)
        if isinstance(body, Reply):
            return body
        row = load_catalog().model(f"gemini/{model}")
        made = row.tokens_per_picture[body.generation_config.image_config.image_size]
        read = len(body.contents[0].parts[0].text) // 4 + 1
        usd = priced(row, input_tokens=read, output_tokens=0, image_output_tokens=made)
        wide, high = (int(part) for part in body.generation_config.image_config.aspect_ratio.split(":"))
        side = 1024 / max(wide, high)

        def begin(fate: Scenario) -> Job:
            job = self.new_job(
                "picture", {}, usd=usd, fate=fate, size=(round(wide * side), round(high * side))
            )
            job.form = "JPEG"
            return job

        def answer(job: Job) -> Reply:
            data = base64.b64encode(self.content(job)[:MOST]).decode()
            return told(
                {
                    "candidates": [
                        {
                            "index": 0,
                            "finishReason": "STOP",
                            "content": {
                                "role": "model",
                                "parts": [{"inlineData": {"mimeType": "image/jpeg", "data": data}}],
                            },
                        }
                    ],
                    "usageMetadata": {
                        "promptTokenCount": read,
                        "candidatesTokenCount": made,
                        "totalTokenCount": read + made,
                        "candidatesTokensDetails": [{"modality": "IMAGE", "tokenCount": made}],
                    },
                    "modelVersion": model,
                }
            )

        return self.sell(asked, begin, answer)

    def _talked(self, model: str, body: dict[str, Any]) -> Talk:
        parts = [part for content in body["contents"] for part in content["parts"]]
        prompt = "\n".join(part["text"] for part in parts if "text" in part)
        schema = body.get("generationConfig", {}).get("responseJsonSchema", {})
        return self.talk(model, prompt, schema, pictures=sum("inlineData" in part for part in parts))

    def _blocked(self, asked: Asked) -> Reply:
        """The prompt was read, and is billed; nothing was said or painted."""
        model = asked.path.rpartition("/")[2].partition(":")[0]
        read = 40
        usd = quoted(load_catalog().model(f"gemini/{model}"), most={"input_tokens": read}).usd
        self.house.bill.charge(self.name, "refusal", usd)
        return told(
            {
                "promptFeedback": {"blockReason": "PROHIBITED_CONTENT"},
                "usageMetadata": {"promptTokenCount": read, "totalTokenCount": read},
                "modelVersion": model,
            }
        )


def _answered(talk: Talk) -> dict[str, Any]:
    content = {"role": "model", "parts": [{"text": talk.answer.text}]}
    return {
        "candidates": [{"index": 0, "finishReason": _ENDINGS[talk.answer.ending], "content": content}],
        "usageMetadata": {
            "promptTokenCount": talk.input_tokens,
            "candidatesTokenCount": talk.output_tokens,
            "totalTokenCount": talk.input_tokens + talk.output_tokens,
        },
        "modelVersion": talk.model,
    }
