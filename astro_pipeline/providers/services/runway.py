"""Runway: moving shots from stills, and pictures, as tasks whose cost is told in credits.

Source: docs.dev.runwayml.com/api and its OpenAPI document of 2026-08-08, checked 2026-11-20.
- `X-Runway-Version` is required; ratios are pixel sizes; a task is looked at every 5 s at most.
- DELETE ends a running task and deletes a finished one.
- Results lie at cloudfront.net for 24 to 48 hours (docs.dev.runwayml.com/assets/outputs).
- Nothing lists tasks: one whose id was lost is unknown for good.
"""

from decimal import Decimal
from typing import Final

from astro_pipeline.errors import Gone, JobFailed, ProviderError, Refused
from astro_pipeline.provider import Done, Pending, Quote, Request, Search
from astro_pipeline.providers.binding import Binding
from astro_pipeline.providers.calling.delivery import done, fetched
from astro_pipeline.providers.calling.fitting import (
    as_clip,
    as_picture,
    length,
    nearest_ratio,
    prompt_within,
    quote_by_kind,
    seed_within,
    still_of,
)
from astro_pipeline.providers.calling.http import Wire, bearer, wire_to
from astro_pipeline.providers.calling.ticket import Ticket
from astro_pipeline.providers.calling.trouble import clean
from astro_pipeline.providers.catalog import Limits
from astro_pipeline.providers.wire.runway import VERSION, FilmFromPicture, NewTask, PictureFromText, Task

HOSTS: Final = ("cloudfront.net", "runwayml.com", "runwayml.cloud")
TERMS: Final = "https://runwayml.com/terms-of-use"

_CREDIT_USD: Final = Decimal("0.01")
"""docs.dev.runwayml.com/guides/pricing, checked 2026-11-20."""
_PROMPT: Final = 1000
_FILM_RATIOS: Final = ("1280:720", "720:1280")
"""What every film model makes; the catalog names more where a model has them."""
_PICTURE_RATIOS: Final = ("1024:1024", "1080:1440", "1440:1080", "1920:1080", "1080:1920")
_SEEDED: Final = ("gen4",)
_WITH_SOUND: Final = ("seedance2", "veo3")
"""They make sound, for money, unless told not to."""
_SECONDS_BETWEEN: Final = 5.0


class Runway:
    """One model at Runway."""

    def __init__(self, bound: Binding) -> None:
        self.name, self.kinds = bound.name, bound.kinds
        self.bound, self.model = bound, bound.model

    def quote(self, request: Request) -> Quote:
        """What the catalog says of so many seconds, or of a picture."""
        return quote_by_kind(self.bound, request)

    def submit(self, request: Request, key: str) -> Pending:
        """One task, begun."""
        del key
        usd = self.quote(request).usd
        if self.bound.kind == "image":
            begun = self._wire().post("/v1/text_to_image", self._picture(request), answer=NewTask)
        else:
            begun = self._wire().post("/v1/image_to_video", self._film(request), answer=NewTask)
        return Pending(job_id=str(Ticket(begun.id, usd)), retry_after=_SECONDS_BETWEEN)

    def poll(self, job_id: str) -> Pending | Done:
        """The task as it stands, and its result when it is there."""
        vendor = self.bound.vendor
        ticket = Ticket.read(job_id, provider=vendor)
        found = self._wire().get(f"/v1/tasks/{ticket.path}", answer=Task)
        if found.status in {"PENDING", "THROTTLED", "RUNNING"}:
            return Pending(job_id=job_id, retry_after=_SECONDS_BETWEEN)
        told = None if found.cost is None else Decimal(str(found.cost.credits)) * _CREDIT_USD
        if found.status != "SUCCEEDED":
            raise self._failed(found, told or Decimal(0))
        usd = ticket.usd if told is None else told
        if not found.output:
            raise Gone(f"{ticket.id}: holds no result", provider=vendor, cost_usd=usd, posts=1)
        made = fetched(self.bound, found.output[0], HOSTS, billed=usd)
        return done(self.model, made, usd=usd, basis="quoted" if told is None else "reported", terms=TERMS)

    def cancel(self, job_id: str) -> bool:
        """Ask for it to be ended."""
        ticket = Ticket.read(job_id, provider=self.bound.vendor)
        return self._wire().stop("DELETE", f"/v1/tasks/{ticket.path}")

    def find(self, key: str) -> Search:
        """Nothing lists tasks."""
        del key
        return "unknown"

    def _film(self, request: Request) -> FilmFromPicture:
        asked = as_clip(request, self.bound.vendor)
        model = self.model.vendor_id
        ratios = self.model.limits.sizes or _FILM_RATIOS
        return FilmFromPicture(
            model=model,
            prompt_image=still_of(self.bound, asked),
            prompt_text=self._prompt(asked.prompt),
            ratio=nearest_ratio(Limits(ratios=ratios), asked.width, asked.height),
            duration=length(self.model.limits, asked.seconds),
            seed=seed_within(request.seed, request.take) if model.startswith(_SEEDED) else None,
            audio=False if model.startswith(_WITH_SOUND) else None,
        )

    def _picture(self, request: Request) -> PictureFromText:
        asked = as_picture(request, self.bound.vendor)
        model = self.model.vendor_id
        ratios = self.model.limits.sizes or _PICTURE_RATIOS
        return PictureFromText(
            model=model,
            prompt_text=self._prompt(asked.prompt),
            ratio=nearest_ratio(Limits(ratios=ratios), asked.width, asked.height),
            seed=seed_within(request.seed, request.take) if model.startswith(_SEEDED) else None,
        )

    def _prompt(self, prompt: str) -> str:
        most = self.model.limits.prompt_characters or _PROMPT
        return prompt_within(Limits(prompt_characters=most), prompt) or "slow, calm camera"

    def _failed(self, found: Task, usd: Decimal) -> ProviderError:
        said = clean(f"{found.failure_code} {found.failure}", self.bound.account.keys)
        vendor = self.bound.vendor
        if "SAFETY" in found.failure_code or "moderation" in found.failure.lower():
            return Refused(f"{found.id}: {said}; change the wording", provider=vendor, cost_usd=usd, posts=1)
        what = f"{found.id} {found.status.lower()}: {said or 'no reason given'}"
        return JobFailed(what, provider=vendor, cost_usd=usd, posts=1)

    def _wire(self) -> Wire:
        return wire_to(self.bound, lambda: {**bearer(self.bound.account), "X-Runway-Version": VERSION})
