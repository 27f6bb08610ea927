"""Anthropic on the loopback: messages, with the refusals that look like answers."""

import json
from typing import Any

from astro_pipeline_tests.vendors.scenario import Scenario
from astro_pipeline_tests.vendors.speech import Asked, Reply, told
from astro_pipeline_tests.vendors.talk import Spoken, Talk, Talker, schema_texts

_STOP = {"stop": "end_turn", "length": "max_tokens", "refusal": "refusal"}
_SAMPLING = ("temperature", "top_p", "top_k")


class AnthropicVendor(Talker):
    """API version 2026-10-21: sampling parameters are an error."""

    name = "anthropic"
    routes = (("POST", "/v1/messages", "message"),)
    document = "anthropic.json"

    def opens(self, asked: Asked) -> bool:
        return asked.headers.get("x-api-key") == self.key or super().opens(asked)

    def message(self, asked: Asked) -> Reply:
        body: dict[str, Any] = asked.json()
        if "anthropic-version" not in asked.headers or any(name in body for name in _SAMPLING):
            self.house.problem("anthropic: no version, or a sampling parameter")
            return self.no(400, "invalid_request_error", "temperature: not supported")
        talk = self._talked(body)
        if talk.answer.ending == "refusal":
            return self._declined(talk)
        return self.sell(asked, lambda fate: self.begun(talk, fate), lambda _: told(_answered(talk)))

    def no(self, status: int, code: str, message: str, **headers: str) -> Reply:
        return told({"type": "error", "error": {"type": code, "message": message}}, status, **headers)

    def said_before(self, fate: Scenario, asked: Asked) -> Reply:
        if fate is Scenario.NO_QUOTA:
            return self.no(400, "invalid_request_error", "Your credit balance is too low to access the API.")
        if fate is Scenario.REFUSAL:
            body = asked.json()
            self.scripts.appendleft(Spoken("I would rather not write that.", "refusal"))
            return self._declined(self._talked(body))
        return super().said_before(fate, asked)

    def _talked(self, body: dict[str, Any]) -> Talk:
        prompt, pictures = schema_texts(body["messages"])
        schema = body.get("output_config", {}).get("format", {}).get("schema") or _in_words(body)
        return self.talk(body["model"], prompt, schema, pictures=pictures)

    def _declined(self, talk: Talk) -> Reply:
        self.bill(talk)
        return told(_answered(talk))


def _in_words(body: dict[str, Any]) -> dict[str, Any]:
    """A shape that is asked for in the instructions."""
    said = "".join(part["text"] for part in body.get("system", []))
    at = said.find('{"')
    return json.JSONDecoder().raw_decode(said, at)[0] if at >= 0 else {}


def _answered(talk: Talk) -> dict[str, Any]:
    return {
        "id": "msg_0001",
        "type": "message",
        "role": "assistant",
        "model": talk.model,
        "content": [{"type": "text", "text": talk.answer.text, "citations": None}],
        "stop_reason": _STOP[talk.answer.ending],
        "stop_sequence": None,
        "stop_details": None,
        "container": None,
        "usage": {
            "input_tokens": talk.input_tokens,
            "output_tokens": talk.output_tokens,
            "cache_creation_input_tokens": None,
            "cache_read_input_tokens": None,
            "cache_creation": None,
            "inference_geo": None,
            "server_tool_use": None,
            "service_tier": "standard",
        },
    }
