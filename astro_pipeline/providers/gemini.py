"""Gemini: pictures at once (generateContent), films as jobs (interactions).

Sources: Google's discovery document v1beta (2026-08-22) and the types of google-genai 3.3.0, checked
2026-11-21.
- A refusal comes with status 200: `promptFeedback.blockReason`, or a finish reason and no picture.
- The picture is often a JPEG; its type is told by its bytes.
- An interaction can be looked up, cancelled and paid, but nothing lists them: one whose id was lost is
  unknown for good.
"""

import base64
import binascii
import json
import re
from dataclasses import replace
from decimal import Decimal
from hashlib import sha256
from typing import Final, Literal, cast
from urllib.parse import quote as escaped

from astro_pipeline.errors import Gone, JobFailed, ProviderError, Refused
from astro_pipeline.provider import ClipRequest, Done, ImageRequest, Kind, Pending, Quote, Request, Search
from astro_pipeline.providers.account import Account, Blob
from astro_pipeline.providers.catalog import Model, known_price, priced, quoted
from astro_pipeline.providers.download import Fetched, Results
from astro_pipeline.providers.fitting import (
    as_clip,
    as_picture,
    done,
    length,
    nearest_ratio,
    prompt_within,
    resolution,
    seed_within,
    still_address,
)
from astro_pipeline.providers.http import Patience, Wire
from astro_pipeline.providers.trouble import Manners, Trouble, clean, read_trouble
from astro_pipeline.providers.wire.gemini import (
    AspectRatio,
    Candidate,
    FilmAsked,
    FilmFormat,
    GenerationConfig,
    ImageConfig,
    Interaction,
    PictureAsked,
    PictureTold,
    SentContent,
    SentText,
    StillContent,
    TextContent,
    ToldOutput,
    UsageMetadata,
)

HOSTS: Final = ("googleapis.com", "googleusercontent.com")
TERMS: Final = "https://ai.google.dev/gemini-api/terms"

_REFUSALS: Final = (
    "SAFETY", "PROHIBITED_CONTENT", "BLOCKLIST", "RECITATION", "SPII", "JAILBREAK", "MODEL_ARMOR",
)  # fmt: skip
"""What block and finish reasons of a refusal hold (types of google-genai 3.3.0)."""
_SIZES: Final = (("512", 512), ("1K", 1024), ("2K", 2048), ("4K", 4096))
"""By the longer side in pixels."""
_TALK_TOKENS: Final = 2_000
"""Words and thoughts beside a picture, at most: it is what is left of the limit that is asked for."""
_SECONDS_BETWEEN: Final = 5.0
_UNFINISHED: Final = frozenset({"queued", "in_progress"})


def adapt(model: Model, account: Account, *, kind: Kind, blob: Blob) -> "Gemini":
    """Pictures or films by one model."""
    return Gemini(model, account, kind, blob)


class Gemini:
    """One model of Gemini, for one kind of call."""

    def __init__(
        self, model: Model, account: Account, kind: Kind, blob: Blob, patience: Patience | None = None
    ) -> None:
        self.name = model.name
        self.kinds: frozenset[Kind] = frozenset({kind})
        self.model, self.account, self.kind, self.blob = model, account, kind, blob
        self.patience = patience or Patience()

    def quote(self, request: Request) -> Quote:
        """The most it can cost. Raises: Rejected for another kind; UnknownPrice."""
        if self.kind == "image":
            picture = as_picture(request, self.account.vendor)
            made = self.model.tokens_per_picture[self._size(picture)]
            return quoted(
                self.model,
                most={
                    "input_tokens": len(picture.prompt.encode()),
                    "output_tokens": _TALK_TOKENS,
                    "image_output_tokens": made,
                },
                least={"image_output_tokens": made},
            )
        clip = as_clip(request, self.account.vendor)
        return quoted(self.model, most={"seconds": self._seconds(clip)}, variant=self._lines(clip))

    def submit(self, request: Request, key: str) -> Pending | Done:
        """The picture at once, or a film begun."""
        if self.kind == "image":
            return self._painted(as_picture(request, self.account.vendor))
        clip = as_clip(request, self.account.vendor)
        begun = self._wire().post("/v1beta/interactions", self._film(clip, key), answer=Interaction)
        return Pending(job_id=begun.id, retry_after=_SECONDS_BETWEEN)

    def poll(self, job_id: str) -> Pending | Done:
        """The film as it stands, and its bytes when it is there."""
        found = self._wire().get(f"/v1beta/interactions/{escaped(job_id, safe='')}", answer=Interaction)
        if found.status in _UNFINISHED:
            return Pending(job_id=job_id, retry_after=_SECONDS_BETWEEN)
        usd = self._film_cost(found)
        if found.status != "completed":
            raise self._failed(found, usd)
        film = _film_of(found)
        if film is None:
            raise Gone(f"{job_id}: it holds no film", provider=self.account.vendor, cost_usd=usd, posts=1)
        fetched = self._fetched(film, usd)
        return done(self.model, fetched, usd=usd, basis="metered", terms=TERMS)

    def cancel(self, job_id: str) -> bool:
        """Ask for the film to be ended."""
        return self._wire().stop("POST", f"/v1beta/interactions/{escaped(job_id, safe='')}/cancel")

    def find(self, key: str) -> Search:
        """Nothing lists interactions: whether there is one is not known."""
        del key
        return "unknown"

    def _painted(self, request: ImageRequest) -> Done:
        path = f"/v1beta/models/{self.model.vendor_id}:generateContent"
        told = self._wire().post(path, self._picture(request), answer=PictureTold)
        usd = self._picture_cost(told.usage_metadata, self._size(request))
        made = next(
            (part.inline_data for each in told.candidates for part in each.content.parts if part.inline_data),
            None,
        )
        if made is None:
            raise self._not_painted(told, usd)
        fetched = self._taken(self._bytes(made.data, usd), "picture", usd)
        return done(self.model, fetched, usd=usd, basis="metered", terms=TERMS)

    def _picture(self, request: ImageRequest) -> PictureAsked:
        limits = self.model.limits
        said = "".join(f" A reviewer said of an earlier take: {comment}" for comment in request.feedback)
        text = SentText(text=prompt_within(limits, f"{request.prompt}{said}"))
        ratio = cast("AspectRatio", nearest_ratio(limits, request.width, request.height))
        return PictureAsked(
            contents=[SentContent(parts=[text])],
            generation_config=GenerationConfig(
                image_config=ImageConfig(aspect_ratio=ratio, image_size=self._size(request)),
                seed=seed_within(request.seed, request.take),
                max_output_tokens=self.model.tokens_per_picture[self._size(request)] + _TALK_TOKENS,
            ),
        )

    def _size(self, request: ImageRequest) -> Literal["512", "1K", "2K", "4K"]:
        """The smallest it makes that is large enough, else its largest."""
        offered = [(name, side) for name, side in _SIZES if name in self.model.tokens_per_picture]
        wanted = max(request.width, request.height)
        # A size names the side of a square of as many pixels: 1K at 2:3 is 848 by 1264.
        name = next((name for name, side in offered if side * 1.25 >= wanted), offered[-1][0])
        return cast("Literal['512', '1K', '2K', '4K']", name)

    def _picture_cost(self, usage: UsageMetadata, size: str) -> Decimal:
        """Picture tokens have their own price; what is not told as such is words and thoughts."""
        of_picture = sum(
            each.token_count for each in usage.candidates_tokens_details if each.modality == "IMAGE"
        )
        if usage.candidates_token_count and not usage.candidates_tokens_details:
            of_picture = min(usage.candidates_token_count, self.model.tokens_per_picture[size])
        words = usage.candidates_token_count - of_picture + usage.thoughts_token_count
        return priced(
            self.model,
            input_tokens=usage.prompt_token_count,
            output_tokens=words,
            image_output_tokens=of_picture,
        )

    def _not_painted(self, told: PictureTold, usd: Decimal) -> ProviderError:
        blocked = told.prompt_feedback.block_reason if told.prompt_feedback else None
        ended = next(iter(told.candidates), Candidate(finish_reason="no candidate"))
        reason = blocked or ended.finish_reason
        vendor = self.account.vendor
        if any(word in reason for word in _REFUSALS):
            said = f"declined with {reason}; change the wording of the picture"
            return Refused(said, provider=vendor, cost_usd=usd, posts=1)
        said = f"made no picture ({reason}); have it made anew"
        return JobFailed(said, provider=vendor, cost_usd=usd, posts=1)

    def _film(self, request: ClipRequest, key: str) -> FilmAsked:
        limits, lines, seconds = self.model.limits, self._lines(request), self._seconds(request)
        address = still_address(self.blob(request.still_sha256), width=request.width, height=request.height)
        media_type, _, data = address.removeprefix("data:").partition(";base64,")
        ratio = nearest_ratio(limits, request.width, request.height)
        return FilmAsked(
            model=self.model.vendor_id,
            input=[
                StillContent(data=data, mime_type=media_type),
                TextContent(text=prompt_within(limits, request.prompt)),
            ],
            response_format=FilmFormat(
                aspect_ratio=cast("Literal['16:9', '9:16']", ratio),
                duration=f"{seconds}s",
                resolution=cast("Literal['360p', '720p', '1080p']", lines),
            ),
            # What comes back in every look: nothing else says what the film was ordered as.
            labels={"key": sha256(key.encode()).hexdigest()[:32], "seconds": str(seconds), "lines": lines},
        )

    def _seconds(self, request: ClipRequest) -> int:
        return length(self.model.limits, request.seconds)

    def _lines(self, request: ClipRequest) -> str:
        return resolution(self.model, request.width, request.height)

    def _film_cost(self, found: Interaction) -> Decimal:
        """By what was ordered; by the longest and dearest where the vendor lost our labels."""
        labels = found.labels or {}
        prices = known_price(self.model).usd
        dearest = max(prices, key=lambda name: prices[name])
        lines = labels.get("lines", dearest)
        seconds = Decimal(labels.get("seconds") or self.model.limits.most_seconds or 10)
        return priced(self.model, variant=lines, seconds=seconds)

    def _failed(self, found: Interaction, usd: Decimal) -> ProviderError:
        """A film that did not come: a failed or cancelled one is not billed, one that broke off may be."""
        told = [f"{each.code or ''} {each.message or ''}" for each in found.errors or []]
        said = clean("; ".join(told), self.account.keys) or "no reason given"
        vendor = self.account.vendor
        if any(word.lower() in said.lower() for word in (*_REFUSALS, *Manners().refused)):
            return Refused(f"{found.id}: {said}; change the wording", provider=vendor, posts=1)
        billed = usd if found.status in {"incomplete", "requires_action"} else Decimal(0)
        return JobFailed(f"{found.id} {found.status}: {said}", provider=vendor, cost_usd=billed, posts=1)

    def _fetched(self, film: ToldOutput, usd: Decimal) -> Fetched:
        if film.data:
            return self._taken(self._bytes(film.data, usd), "film", usd)
        if not film.uri:
            raise Gone("the film has no address", provider=self.account.vendor, cost_usd=usd, posts=1)
        return self._results().fetch(film.uri, family="film", billed=usd)

    def _taken(self, content: bytes, family: Literal["picture", "film"], usd: Decimal) -> Fetched:
        return self._results().taken(content, family=family, billed=usd)

    def _bytes(self, data: str, usd: Decimal) -> bytes:
        try:
            return base64.b64decode(data, validate=True)
        except binascii.Error as exc:
            said = "what was made is no base 64; have it made anew"
            raise JobFailed(said, provider=self.account.vendor, cost_usd=usd, posts=1) from exc

    def _results(self) -> Results:
        """Where films are fetched: files of this API ask for the key, on its own host and no other."""
        origin = "/".join(self.account.base_url.split("/")[:3])
        return Results(self.account.vendor, HOSTS, self.account.allowed_hosts, keyed={origin: self._headers})

    def _headers(self) -> dict[str, str]:
        return {"x-goog-api-key": self.account.key}

    def _wire(self) -> Wire:
        return Wire(
            self.account.vendor,
            self.account.base_url,
            headers=self._headers,
            secrets=self.account.keys,
            manners=Manners(refused=(*_REFUSALS, *Manners().refused), read=_read),
            patience=self.patience,
        )


def _film_of(found: Interaction) -> ToldOutput | None:
    """The film, which stands on its own or among the steps."""
    steps = [each for step in found.steps or [] if step.type == "model_output" for each in step.content or []]
    return next(
        (each for each in (found.output_video, *steps) if each is not None and each.type == "video"), None
    )


def _read(status: int, body: object) -> Trouble | None:
    """Google's no: how long to wait stands in its details ("31s"), not in a header."""
    found = read_trouble(status, body)
    if found is None or not isinstance(body, dict):
        return found
    delay = re.search(r'"retryDelay"\s*:\s*"(\d+(?:\.\d+)?)s"', json.dumps(body))
    return replace(found, retry_after=float(delay[1])) if delay else found
