"""Language models as a provider: text and judgements of pictures, as data of the shape asked for.

OpenAI and every service that speaks its protocol (OpenRouter, the Hugging Face router, Ollama, vLLM,
LM Studio), Anthropic and Google. An answer of another shape is asked for again, at most `RE_ASKS`
times; every answer is counted and paid, those that could not be used included.
"""

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING

from pydantic import JsonValue

from astro_pipeline.domain.base import canonical
from astro_pipeline.domain.media import Licence
from astro_pipeline.errors import JobFailed, NotAccepted, ProviderError, Refused, Rejected
from astro_pipeline.media.kind import kind_of
from astro_pipeline.provider import CostBasis, Done, Kind, Quote, Request, TextRequest, VisionRequest
from astro_pipeline.providers.account import Account
from astro_pipeline.providers.binding import Binding, Blob
from astro_pipeline.providers.calling.at_once import PaidAtOnce
from astro_pipeline.providers.catalog import Model
from astro_pipeline.providers.language.answer import NotThatShape, read_answer
from astro_pipeline.providers.language.post import Dialect, Service, Shape, Unanswered, post
from astro_pipeline.providers.language.trouble import as_provider_error
from astro_pipeline.providers.prices import known_price, quoted

if TYPE_CHECKING:
    from pydantic_ai.messages import ModelRequest, ModelResponse

RE_ASKS = 2
"""How often an answer of the wrong shape is asked for again."""

SECONDS = 600.0
"""The longest an answer may take, by the clock: models that think first take minutes."""

OUTPUT_TOKENS = 16_000
"""The most tokens of an answer where the catalog names no limit; a whole copy deck takes about 9,000."""

PICTURE_TOKENS = 16_384
"""The most tokens a picture counts for: Qwen2-VL's range ends there (huggingface.co/Qwen/Qwen2-VL-7B-
Instruct); 12 megapixels were measured at 14,364 for GPT-6, 4,005 for Claude 5.5 and 1,065 for Gemini 3
(huggingface.co/datasets/JOHNISKING/image-token-cost). Both looked up on 2026-11-21."""

_OVERHEAD_TOKENS = 500
"""Roles, instructions on the shape and separators around a prompt; pydantic-ai 2.68.0 adds under 100."""
_COMPLAINT_TOKENS = 2_500
"""What is said about an answer of the wrong shape, at most; a token is never shorter than a byte."""

_DIALECTS: Mapping[str, Dialect] = {
    "anthropic": "anthropic",
    "gemini": "google",
    "openrouter": "openrouter",
    "ollama": "ollama",
}
"""By the catalog's vendors; all others speak OpenAI's."""

_AGAIN = (
    "That answer cannot be used: {problems}. Answer again with the whole JSON object, mended, "
    "and with nothing else."
)


def adapt(bound: Binding) -> "Language":
    """The model as a provider of text or vision."""
    return Language(bound.model, bound.account, bound.blob, bound.kinds)


@dataclass(slots=True)
class _Bill:
    """What the posts of one call cost; each is priced alone, since long prompts have a price of their own."""

    model: Model
    answers: int = 0
    reported: int = 0
    usd: Decimal = Decimal(0)

    def add(self, response: "ModelResponse") -> None:
        self.answers += 1
        told = (response.provider_details or {}).get("cost")
        if isinstance(told, int | float | str | Decimal):
            self.reported += 1
            self.usd += Decimal(str(told))
            return
        used: dict[str, Decimal | int] = {
            "input_tokens": response.usage.input_tokens,
            "output_tokens": response.usage.output_tokens,
        }
        price = known_price(self.model)
        if price.library and response.usage.cache_read_tokens:
            used["cache_read_tokens"] = response.usage.cache_read_tokens
        if any(used.values()):
            self.usd += quoted(self.model, most=used).usd

    @property
    def basis(self) -> CostBasis:
        if self.reported == self.answers:
            return "reported"
        return "free" if known_price(self.model).unit == "free" else "metered"


class Language(PaidAtOnce):
    """One language model of one vendor."""

    def __init__(
        self,
        model: Model,
        account: Account,
        blob: Blob,
        kinds: frozenset[Kind] = frozenset({"text", "vision"}),
        *,
        seconds: float = SECONDS,
    ) -> None:
        """`seconds` is how long one answer may take."""
        self.name = model.name
        self.kinds = kinds
        self._vendor = account.vendor
        self._model = model
        self._blob = blob
        self._service = Service(
            dialect=_DIALECTS.get(account.vendor, "openai"),
            model=model.vendor_id,
            base_url=account.base_url,
            key=account.key,
            seconds=seconds,
        )

    def quote(self, request: Request) -> Quote:
        """The most: every re-ask needed, every answer as long as it may get, a token for every byte read.

        Raises: Rejected for a kind it does not make; UnknownPrice.
        """
        asked = self._asked(request)
        prompt = _OVERHEAD_TOKENS + len(asked.prompt.encode()) + len(canonical(asked.output_schema))
        pictures = len(asked.pictures) if isinstance(asked, VisionRequest) else 0
        prompt += pictures * PICTURE_TOKENS
        again = sum(each * (self._tokens + _COMPLAINT_TOKENS) for each in range(RE_ASKS + 1))
        return quoted(
            self._model,
            most={
                "input_tokens": (RE_ASKS + 1) * prompt + again,
                "output_tokens": (RE_ASKS + 1) * self._tokens,
            },
            # English runs at four to five bytes a token; no tokenizer packs eight.
            least={"input_tokens": len(asked.prompt.encode()) // 8, "output_tokens": 1},
        )

    def submit(self, request: Request, key: str) -> Done:
        """The answer at once; `posts` says how many were paid for.

        Raises: Refused where the model declines, JobFailed for an answer that was cut off or never
        took the shape, and what `trouble` says for everything on the way.
        """
        _ = key  # no language model takes an idempotency key
        return asyncio.run(self._conversation(self._asked(request)))

    @property
    def _tokens(self) -> int:
        return self._model.limits.output_tokens or OUTPUT_TOKENS

    def _asked(self, request: Request) -> TextRequest | VisionRequest:
        if isinstance(request, TextRequest | VisionRequest) and request.kind in self.kinds:
            return request
        raise Rejected(
            f"{self._model.name} makes {', '.join(sorted(self.kinds))}, not {request.kind}",
            provider=self._vendor,
        )

    async def _conversation(self, request: TextRequest | VisionRequest) -> Done:
        from pydantic_ai.messages import ModelRequest, UserPromptPart  # noqa: PLC0415 -- 1 s to load

        shape = Shape(request.output, request.output_schema, self._tokens)
        messages: list[ModelRequest | ModelResponse] = [self._opening(request)]
        bill = _Bill(self._model)
        problems = ""
        for _ in range(RE_ASKS + 1):
            response = await self._posted(messages, shape, bill)
            self._check_ending(response, bill)
            try:
                value = read_answer(response.text or "", request.output_schema)
            except NotThatShape as exc:
                problems = str(exc)
                again = UserPromptPart(_AGAIN.format(problems=problems))
                messages += [response, ModelRequest(parts=[again])]
                continue
            return self._done(value, response.model_name, bill)
        raise JobFailed(
            f"{self._model.name} gave no {request.output} in {bill.answers} answers: {problems}; "
            "reject the item to have it made anew, or name another model",
            provider=self._vendor, cost_usd=bill.usd, posts=bill.answers,
        )  # fmt: skip

    def _opening(self, request: TextRequest | VisionRequest) -> "ModelRequest":
        from pydantic_ai.messages import BinaryContent, ModelRequest, UserPromptPart  # noqa: PLC0415

        digests = request.pictures if isinstance(request, VisionRequest) else ()
        files = [self._blob(sha256) for sha256 in digests]
        pictures = [BinaryContent(data=each.read_bytes(), media_type=_media_type(each)) for each in files]
        content = [*pictures, request.prompt] if pictures else request.prompt
        return ModelRequest(parts=[UserPromptPart(content)])

    async def _posted(
        self, messages: "list[ModelRequest | ModelResponse]", shape: Shape, bill: _Bill
    ) -> "ModelResponse":
        try:
            response = await post(self._service, messages, shape)
        except Unanswered as exc:
            error = as_provider_error(
                exc, provider=self._vendor, model=self._model.vendor_id, secrets=(self._service.key,)
            )
            raise _with_what_was_paid(error, bill) from exc
        bill.add(response)
        return response

    def _check_ending(self, response: "ModelResponse", bill: _Bill) -> None:
        """Tell a refusal and an answer that was cut off from one that can be read."""
        details = response.provider_details or {}
        if response.finish_reason == "content_filter":
            why = details.get("refusal") or details.get("block_reason") or details.get("finish_reason")
            raise Refused(
                f"{self._model.name} declined: {why}; change what the brief asks for, or name another model",
                provider=self._vendor, cost_usd=bill.usd, posts=bill.answers,
            )  # fmt: skip
        if response.finish_reason == "length":
            raise JobFailed(
                f"{self._model.name} stopped at {response.usage.output_tokens} tokens of {self._tokens}; "
                "order fewer placements, languages or variants, or name a model that writes longer",
                provider=self._vendor, cost_usd=bill.usd, posts=bill.answers,
            )  # fmt: skip
        if response.finish_reason == "error":
            raise JobFailed(
                f"{self._model.name} broke off: {details.get('finish_reason')}",
                provider=self._vendor, cost_usd=bill.usd, posts=bill.answers,
            )  # fmt: skip

    def _done(self, value: JsonValue, answered_by: str | None, bill: _Bill) -> Done:
        return Done(
            value=value,
            provider=self._vendor,
            model=self._model.name,
            facts={"answered_by": answered_by or self._model.vendor_id},
            licence=Licence(
                name="provider-terms", holder="the customer", source=f"written by {self._model.name}"
            ),
            source_type="trainedAlgorithmicMedia",
            cost_usd=bill.usd,
            cost_basis=bill.basis,
            posts=bill.answers,
        )


def _media_type(picture: Path) -> str:
    form = kind_of(picture).form
    return f"image/{'jpeg' if form == 'jpg' else form}"


def _with_what_was_paid(error: ProviderError, bill: _Bill) -> ProviderError:
    """A failed re-ask: the answers before it were paid, whatever became of this one."""
    if not bill.answers:
        return error
    kind = JobFailed if isinstance(error, NotAccepted) else type(error)
    return kind(
        f"asked again for the right shape, and {str(error).removeprefix(f'{error.provider}: ')}",
        provider=error.provider, status=error.status, cost_usd=bill.usd, posts=bill.answers,
    )  # fmt: skip
