"""OpenRouter: pictures at once and films as jobs, by many makers' models; it says what each has cost.

Source: its OpenAPI document of 2026-08-22, checked 2026-11-20.
- A picture comes inside the answer. A film is fetched from the API itself, with the key.
- Nothing lists jobs: one whose id was lost is unknown for good.
- A no may come with status 200 and its own status inside.
"""

from decimal import Decimal
from typing import Final, Literal, cast, get_args

import httpx

from astro_pipeline.errors import JobFailed, ProviderError, Refused
from astro_pipeline.provider import (
    CostBasis,
    Done,
    ImageRequest,
    Pending,
    Quote,
    Request,
    Search,
)
from astro_pipeline.providers.binding import Binding
from astro_pipeline.providers.calling.delivery import decoded, done
from astro_pipeline.providers.calling.download import Results
from astro_pipeline.providers.calling.fitting import (
    as_clip,
    as_picture,
    film_quote,
    length,
    measure,
    nearest_ratio,
    prompt_within,
    resolution,
    seed_within,
    still_of,
)
from astro_pipeline.providers.calling.http import Wire, bearer, wire_to
from astro_pipeline.providers.calling.ticket import Ticket
from astro_pipeline.providers.calling.trouble import Manners, clean
from astro_pipeline.providers.catalog import EVERY
from astro_pipeline.providers.prices import known_price, quoted
from astro_pipeline.providers.wire.openrouter import (
    Address,
    Film,
    FirstFrame,
    NewFilm,
    NewPicture,
    Pictures,
    Usage,
)

HOSTS: Final = ("openrouter.ai",)
TERMS: Final = "https://openrouter.ai/terms"

Size = Literal["512", "1K", "2K", "4K"]
Lines = Literal["480p", "720p", "768p", "1080p", "1K", "2K", "4K"]

_SIDES: Final[dict[Size, int]] = {"512": 512, "1K": 1024, "2K": 2048, "4K": 4096}
_TALK_TOKENS: Final = 2_000
"""Words and thoughts beside a picture that is priced by tokens, at most."""
_SECONDS_BETWEEN: Final = 5.0


class OpenRouter:
    """One model at OpenRouter."""

    def __init__(self, bound: Binding) -> None:
        self.name, self.kinds = bound.name, bound.kinds
        self.bound, self.model = bound, bound.model

    def quote(self, request: Request) -> Quote:
        """The most the catalog's price makes of it."""
        if self.bound.kind == "video":
            return film_quote(self.model, as_clip(request, self.bound.vendor))
        picture = as_picture(request, self.bound.vendor)
        if known_price(self.model).unit != "million tokens":
            return quoted(self.model, most=measure(self.model), variant=self._size(picture) or EVERY)
        made = self.model.tokens_per_picture[self._size(picture) or "1K"]
        words = len(picture.prompt.encode())
        most = {"input_tokens": words, "output_tokens": _TALK_TOKENS, "image_output_tokens": made}
        return quoted(self.model, most=most, least={"image_output_tokens": made})

    def submit(self, request: Request, key: str) -> Pending | Done:
        """The picture at once, or a film begun."""
        del key
        usd = self.quote(request).usd
        if self.bound.kind == "image":
            return self._painted(as_picture(request, self.bound.vendor), usd)
        begun = self._wire().post("/videos", self._film(request), answer=Film)
        return Pending(job_id=str(Ticket(begun.id, usd)), retry_after=_SECONDS_BETWEEN)

    def poll(self, job_id: str) -> Pending | Done:
        """The film as it stands, and its bytes when it is there."""
        ticket = Ticket.read(job_id, provider=self.bound.vendor)
        found = self._wire().get(f"/videos/{ticket.path}", answer=Film)
        if found.status in {"pending", "in_progress"}:
            return Pending(job_id=job_id, retry_after=_SECONDS_BETWEEN)
        if found.status != "completed":
            raise self._failed(found)
        usd, basis = _charged(found.usage, ticket.usd)
        base = self.bound.account.base_url
        address = httpx.URL(base)
        origin = f"{address.scheme}://{address.netloc.decode()}"
        results = Results(
            self.bound.vendor, HOSTS, self.bound.account.allowed_hosts, keyed={origin: self._headers}
        )
        film = results.fetch(f"{base}/videos/{ticket.path}/content", family="film", billed=usd)
        return done(self.model, film, usd=usd, basis=basis, terms=TERMS)

    def cancel(self, job_id: str) -> bool:
        """The vendor ends no job early."""
        del job_id
        return False

    def find(self, key: str) -> Search:
        """Nothing lists jobs."""
        del key
        return "unknown"

    def _painted(self, asked: ImageRequest, quote: Decimal) -> Done:
        told = self._wire().post(
            "/images",
            NewPicture(
                model=self.model.vendor_id,
                prompt=prompt_within(self.model.limits, asked.prompt),
                aspect_ratio=nearest_ratio(self.model.limits, asked.width, asked.height),
                resolution=self._size(asked),
                seed=seed_within(asked.seed, asked.take),
            ),
            answer=Pictures,
        )
        usd, basis = _charged(told.usage, quote)
        if not told.data:
            raise JobFailed("the answer holds no picture", provider=self.bound.vendor, cost_usd=usd, posts=1)
        picture = decoded(self.bound, told.data[0].b64_json, "picture", billed=usd)
        return done(self.model, picture, usd=usd, basis=basis, terms=TERMS)

    def _film(self, request: Request) -> NewFilm:
        asked = as_clip(request, self.bound.vendor)
        lines = resolution(self.model, asked.width, asked.height)
        still = still_of(self.bound, asked)
        return NewFilm(
            model=self.model.vendor_id,
            prompt=prompt_within(self.model.limits, asked.prompt),
            aspect_ratio=nearest_ratio(self.model.limits, asked.width, asked.height),
            duration=length(self.model.limits, asked.seconds),
            resolution=cast("Lines", lines) if lines in get_args(Lines) else None,
            frame_images=(FirstFrame(image_url=Address(url=still)),),
            seed=seed_within(request.seed, request.take),
        )

    def _size(self, asked: ImageRequest) -> Size | None:
        """The smallest of the model's sizes that is enough; None where it has none to choose from."""
        pixels = asked.width * asked.height
        fits: Size | None = None
        for name in _SIDES:
            if name in self.model.limits.sizes and (fits is None or _SIDES[fits] ** 2 < pixels):
                fits = name
        return fits

    def _failed(self, found: Film) -> ProviderError:
        said = clean(found.error or "", self.bound.account.keys)
        usd = found.usage.cost or Decimal(0)
        kind = Refused if any(word in said.lower() for word in Manners().refused) else JobFailed
        what = f"{found.id} {found.status}: {said or 'no reason given'}"
        return kind(what, provider=self.bound.vendor, cost_usd=usd, posts=1)

    def _headers(self) -> dict[str, str]:
        return bearer(self.bound.account)

    def _wire(self) -> Wire:
        return wire_to(self.bound, self._headers)


def _charged(usage: Usage, quote: Decimal) -> tuple[Decimal, CostBasis]:
    return (quote, "quoted") if usage.cost is None else (usage.cost, "reported")
