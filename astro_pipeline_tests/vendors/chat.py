"""OpenAI's chat on the loopback, as OpenAI itself and all who copied it speak it."""

from typing import Any

from astro_pipeline_tests.vendors.scenario import Scenario
from astro_pipeline_tests.vendors.speech import Asked, Reply, told
from astro_pipeline_tests.vendors.talk import Talk, Talker, schema_texts

_FINISH = {"stop": "stop", "length": "length", "refusal": "stop"}


class ChatVendor(Talker):
    """A vendor with POST …/chat/completions."""

    tells_cost = False
    """Whether it says in its answer what it bills, as OpenRouter does."""

    def chat(self, asked: Asked) -> Reply:
        """A talk: sold, answered in the shape that was asked for."""
        body: dict[str, Any] = asked.json()
        if not body.get("max_completion_tokens", body.get("max_tokens")):
            self.house.problem(f"{self.name}: an answer without a limit on its length")
        prompt, pictures = schema_texts(body["messages"])
        schema = body.get("response_format", {}).get("json_schema", {}).get("schema", {})
        talk = self.talk(body["model"], prompt, schema, pictures=pictures)
        if talk.answer.ending == "refusal":
            return self._declined(talk)
        return self.sell(asked, lambda fate: self.begun(talk, fate), lambda _: told(self._answered(talk)))

    def said_before(self, fate: Scenario, asked: Asked) -> Reply:
        if fate is Scenario.REFUSAL and asked.path.endswith("/chat/completions"):
            prompt, _ = schema_texts(asked.json()["messages"])
            return self._declined(self.talk(asked.json()["model"], prompt, {}))
        return super().said_before(fate, asked)

    def _declined(self, talk: Talk) -> Reply:
        self.bill(talk)
        return told(self._answered(talk, refusal="I can't help with that."))

    def _answered(self, talk: Talk, *, refusal: str | None = None) -> dict[str, Any]:
        usage: dict[str, Any] = {
            "prompt_tokens": talk.input_tokens,
            "completion_tokens": talk.output_tokens,
            "total_tokens": talk.input_tokens + talk.output_tokens,
        }
        if self.tells_cost:
            usage["cost"] = float(talk.usd)
        message = {
            "role": "assistant",
            "content": None if refusal else talk.answer.text,
            "refusal": refusal,
        }
        return {
            "id": f"chatcmpl-{len(self.jobs):04d}",
            "object": "chat.completion",
            "created": 1_795_000_000,
            "model": talk.model,
            **({"provider": "Loopback"} if self.tells_cost else {}),
            "choices": [
                {
                    "index": 0,
                    "message": message,
                    "finish_reason": _FINISH[talk.answer.ending],
                    "logprobs": None,
                }
            ],
            "usage": usage,
            **({"system_fingerprint": None} if self.tells_cost else {}),
        }


class HuggingFaceVendor(ChatVendor):
    """Hugging Face's router."""

    name = "hf"
    prefix = "/v1"
    routes = (("POST", "/v1/chat/completions", "chat"),)


class OllamaVendor(ChatVendor):
    """A model server on one's own machine: it asks for no key and bills nothing."""

    name = "ollama"
    prefix = "/v1"
    routes = (("POST", "/v1/chat/completions", "chat"),)

    def opens(self, asked: Asked) -> bool:
        del asked
        return True
