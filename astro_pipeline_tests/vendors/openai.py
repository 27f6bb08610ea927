"""OpenAI on the loopback: chat, pictures, speech, transcripts."""

import base64
from decimal import Decimal
from email.parser import BytesParser
from typing import Any

from astro_pipeline.providers.calling.sounding import seconds_of
from astro_pipeline.providers.catalog import load_catalog
from astro_pipeline.providers.prices import quoted
from astro_pipeline.providers.token_prices import picture_tokens
from astro_pipeline.providers.wire.openai import ImageAsked, SpeechAsked, TranscriptAsked
from astro_pipeline_tests.vendors import goods
from astro_pipeline_tests.vendors.chat import ChatVendor
from astro_pipeline_tests.vendors.scenario import DELIVERY, Scenario
from astro_pipeline_tests.vendors.speech import Asked, Reply, told
from astro_pipeline_tests.vendors.vendor import Job

MOST = 45 << 20
"""Bytes that are sent inside an answer at most: more than a picture may have, less than an answer may."""
SPOKEN_A_SECOND = 14
"""Characters the voices here say in a second."""


class OpenAIVendor(ChatVendor):
    """Everything by the catalog's prices."""

    name = "openai"
    prefix = "/v1"
    document = "openai.json"
    document_cut = "/v1"
    routes = (
        ("POST", "/v1/chat/completions", "chat"),
        ("POST", "/v1/images/generations", "paint"),
        ("POST", "/v1/audio/speech", "speak"),
        ("POST", "/v1/audio/transcriptions", "write_down"),
    )

    def paint(self, asked: Asked) -> Reply:
        body = self.read(asked, ImageAsked)
        if isinstance(body, Reply):
            return body
        width, height = (int(side) for side in body.size.split("x"))
        used = len(body.prompt) // 4 + 1, picture_tokens(body.quality, width, height)
        usd = self._priced(body.model, input_tokens=used[0], output_tokens=used[1])

        def begin(fate: Scenario) -> Job:
            return self.new_job("picture", {}, usd=usd, fate=fate, size=(width, height))

        def answer(job: Job) -> Reply:
            usage = {
                "input_tokens": used[0],
                "output_tokens": used[1],
                "total_tokens": sum(used),
                "input_tokens_details": {"text_tokens": used[0], "image_tokens": 0},
            }
            data = [{"b64_json": base64.b64encode(self.content(job)[:MOST]).decode()}]
            return told({"created": 1_795_000_000, "data": data, "usage": usage})

        return self.sell(asked, begin, answer)

    def speak(self, asked: Asked) -> Reply:
        body = self.read(asked, SpeechAsked)
        if isinstance(body, Reply):
            return body
        seconds = max(1.0, len(body.input) / SPOKEN_A_SECOND)
        sound = goods.sound(round(seconds, 2), form="flac")
        price = load_catalog().model(f"openai/{body.model}")
        by_time = {"seconds": seconds_of(sound)}
        usd = quoted(
            price, most={"characters": len(body.input)} if body.model.startswith("tts-1") else by_time
        ).usd

        def begin(fate: Scenario) -> Job:
            return self.new_job("sound", {}, usd=usd, fate=fate)

        def answer(job: Job) -> Reply:
            delivered = self.content(job)[:MOST] if job.fate in DELIVERY else sound
            return Reply(200, delivered, "application/octet-stream")

        return self.sell(asked, begin, answer)

    def write_down(self, asked: Asked) -> Reply:
        fields, sound = form_of(asked)
        timed = fields.pop("timestamp_granularities[]", None)
        form = TranscriptAsked.model_validate(fields)
        seconds = seconds_of(sound)
        usd = quoted(load_catalog().model(f"openai/{form.model}"), most={"seconds": seconds}).usd
        words = [{"word": "good", "start": 0.1, "end": 0.4}, {"word": "morning", "start": 0.4, "end": 0.9}]
        said: dict[str, Any] = {
            "text": "Good morning.",
            "usage": {"type": "duration", "seconds": float(seconds)},
        }
        if timed:
            said |= {"language": "english", "duration": float(seconds), "words": words}

        def begin(fate: Scenario) -> Job:
            return self.new_job("sound", {}, usd=usd, fate=fate)

        return self.sell(asked, begin, lambda _: told(said))

    def _priced(self, model: str, **used: int) -> Decimal:
        return quoted(load_catalog().model(f"openai/{model}"), most=used).usd


def form_of(asked: Asked) -> tuple[dict[str, str], bytes]:
    """A form's fields by name, and its file."""
    head = b"Content-Type: " + asked.headers["content-type"].encode() + b"\r\n\r\n"
    fields: dict[str, str] = {}
    file = b""
    for part in BytesParser().parsebytes(head + asked.body).walk():
        name = part.get_param("name", header="content-disposition")
        content = part.get_payload(decode=True)
        if not isinstance(content, bytes) or not isinstance(name, str):
            continue
        if part.get_filename():
            file = content
        else:
            fields[name] = content.decode()
    return fields, file
