"""One question to a language model, as pydantic-ai puts it on the wire: one POST, never a second.

The SDKs re-send a paid request twice by default and pydantic-ai asks again by itself, so both are
told not to, and the client is built inside the call: one shared by threads or event loops breaks
(pydantic-ai 2.68.0, tried 2026-11-20).
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal, cast

from pydantic import JsonValue

if TYPE_CHECKING:
    import httpx2
    from pydantic_ai.messages import ModelRequest, ModelResponse
    from pydantic_ai.models import Model as PydanticModel

Dialect = Literal["openai", "openrouter", "ollama", "anthropic", "google"]
"""Whose protocol is spoken; most services speak OpenAI's."""

_ANSWERS: Mapping[Dialect, tuple[str, ...]] = {
    "anthropic": ("content",),
    "google": ("candidates", "promptFeedback"),
}
"""Fields of which a good answer has one; "choices" in OpenAI's protocol."""

_CONNECT_SECONDS = 10.0


@dataclass(frozen=True, slots=True)
class Service:
    """Where a language model is reached."""

    dialect: Dialect
    model: str
    base_url: str
    key: str
    seconds: float
    """How long an answer may take, from the first byte sent to the last one read."""


@dataclass(frozen=True, slots=True)
class Shape:
    """What the answer must be, and how long it may get."""

    name: str
    schema: dict[str, Any]
    tokens: int


class Unanswered(Exception):
    """A POST that brought no answer to read: what was raised, and what the service said, if anything."""

    def __init__(self, cause: Exception, said: "httpx2.Response | None") -> None:
        self.cause, self.said = cause, said
        super().__init__(str(cause))


async def post(
    service: Service, messages: "Sequence[ModelRequest | ModelResponse]", shape: Shape
) -> "ModelResponse":
    """The model's answer to one POST.

    Raises: Unanswered, also once the service's seconds are over.
    """
    import asyncio  # noqa: PLC0415 -- with it, pydantic-ai and the SDKs load in 3 s, only when asked

    import httpx2  # noqa: PLC0415
    from pydantic_ai.exceptions import AgentRunError  # noqa: PLC0415

    heard: list[httpx2.Response] = []

    async def keep(response: httpx2.Response) -> None:
        await response.aread()
        heard.append(response)
        if response.is_success and not _is_answer(response.content, service.dialect):
            # The SDKs build half an answer from any JSON, and fall over it later.
            raise httpx2.DecodingError("a body that is no answer of this protocol")

    timeout = httpx2.Timeout(service.seconds, connect=min(_CONNECT_SECONDS, service.seconds))
    # A redirect would carry the key and the customer's brief to wherever it points.
    async with httpx2.AsyncClient(
        timeout=timeout, follow_redirects=False, event_hooks={"response": [keep]}
    ) as client:
        model = _model(service, client)  # building the first one loads an SDK: that is not the service's time
        try:
            async with asyncio.timeout(service.seconds):
                return await _asked(service, model, messages, shape)
        except (AgentRunError, httpx2.HTTPError, TimeoutError, ValueError) as exc:
            raise Unanswered(exc, heard[-1] if heard else None) from exc


async def _asked(
    service: Service,
    model: "PydanticModel",
    messages: "Sequence[ModelRequest | ModelResponse]",
    shape: Shape,
) -> "ModelResponse":
    from pydantic_ai.direct import model_request  # noqa: PLC0415
    from pydantic_ai.models import ModelRequestParameters  # noqa: PLC0415
    from pydantic_ai.output import OutputObjectDefinition  # noqa: PLC0415
    from pydantic_ai.settings import ModelSettings  # noqa: PLC0415

    native = bool(model.profile.get("supports_json_schema_output"))
    if service.dialect == "anthropic" and has_open_map(shape.schema):
        native = False
    parameters = ModelRequestParameters(
        output_mode="native" if native else "prompted",
        output_object=OutputObjectDefinition(json_schema=shape.schema, name=shape.name),
        allow_text_output=True,
    )
    # Never sampling parameters: Anthropic answers 400 to them since its API version 2026-10-21.
    settings = ModelSettings(
        max_tokens=shape.tokens, max_retries=0, timeout=service.seconds, framing_announcement="never"
    )
    return await model_request(model, messages, model_settings=settings, model_request_parameters=parameters)


def has_open_map(schema: JsonValue) -> bool:
    """Whether a shape holds a map with keys of its own choosing, e.g. one text per language.

    Anthropic's structured outputs close every object: such a map could only come back empty
    (pydantic-ai 2.68.0 warns of it, tried 2026-11-21). The shape is then asked for in words.
    """
    if isinstance(schema, list):
        return any(has_open_map(each) for each in schema)
    if not isinstance(schema, dict):
        return False
    if schema.get("type") == "object" and "properties" not in schema:
        return True
    return any(has_open_map(each) for each in schema.values())


def _is_answer(body: bytes, dialect: Dialect) -> bool:
    try:
        told: object = json.loads(body)
    except ValueError:
        return False
    fields = cast("dict[str, object]", told) if isinstance(told, dict) else {}
    return any(fields.get(name) for name in _ANSWERS.get(dialect, ("choices",)))


def _model(service: Service, client: "httpx2.AsyncClient") -> "PydanticModel":
    """The model over that client, with every retry of the SDK below it off."""
    key = service.key or "none"  # servers on one's own machine ask for none, the SDK for something
    if service.dialect == "anthropic":
        from anthropic import AsyncAnthropic  # noqa: PLC0415
        from pydantic_ai.models.anthropic import AnthropicModel  # noqa: PLC0415
        from pydantic_ai.providers.anthropic import AnthropicProvider  # noqa: PLC0415

        sdk = AsyncAnthropic(api_key=key, base_url=service.base_url, http_client=client, max_retries=0)
        return AnthropicModel(service.model, provider=AnthropicProvider(anthropic_client=sdk))
    if service.dialect == "google":
        from google.genai.types import HttpRetryOptions  # noqa: PLC0415
        from pydantic_ai.models.google import GoogleModel  # noqa: PLC0415
        from pydantic_ai.providers.google import GoogleProvider  # noqa: PLC0415

        once = HttpRetryOptions(attempts=1)
        google = GoogleProvider(
            api_key=key, base_url=service.base_url, http_client=client, retry_options=once
        )
        return GoogleModel(service.model, provider=google)
    return _openai_model(service, client, key)


def _openai_model(service: Service, client: "httpx2.AsyncClient", key: str) -> "PydanticModel":
    from openai import AsyncOpenAI  # noqa: PLC0415

    sdk = AsyncOpenAI(api_key=key, base_url=service.base_url, http_client=client, max_retries=0)
    if service.dialect == "openrouter":
        from pydantic_ai.models.openrouter import OpenRouterModel  # noqa: PLC0415
        from pydantic_ai.providers.openrouter import OpenRouterProvider  # noqa: PLC0415

        return OpenRouterModel(service.model, provider=OpenRouterProvider(openai_client=sdk))
    if service.dialect == "ollama":
        from pydantic_ai.models.ollama import OllamaModel  # noqa: PLC0415
        from pydantic_ai.providers.ollama import OllamaProvider  # noqa: PLC0415

        return OllamaModel(service.model, provider=OllamaProvider(openai_client=sdk))
    from pydantic_ai.models.openai import OpenAIChatModel  # noqa: PLC0415
    from pydantic_ai.providers.openai import OpenAIProvider  # noqa: PLC0415

    return OpenAIChatModel(service.model, provider=OpenAIProvider(openai_client=sdk))
