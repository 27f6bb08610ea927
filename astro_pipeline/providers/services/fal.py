"""fal: pictures and moving shots of many makers' models, through its queue.

Source: docs.fal.ai/model-apis/model-endpoints/queue and fal-client 1.0.3, checked 2026-11-20.
- A job that failed is COMPLETED like any other: its result answers 422 or 400.
- `x-fal-no-retry` keeps the vendor from running, and charging, a job twice.
- The queue lists nothing: a job whose id was lost is unknown for good. (Its platform API lists what has
  ended, by the input alone.) What it cost stands in the platform's billing, not in the result.
"""

from math import sqrt
from typing import Final

from astro_pipeline.errors import Gone, JobFailed, Refused
from astro_pipeline.provider import Done, ImageRequest, Pending, Quote, Request, Search
from astro_pipeline.providers.binding import Binding
from astro_pipeline.providers.calling.delivery import done, fetched
from astro_pipeline.providers.calling.fitting import (
    as_clip,
    as_picture,
    length,
    nearest_ratio,
    prompt_within,
    quote_by_kind,
    resolution,
    seed_within,
    still_of,
)
from astro_pipeline.providers.calling.http import Wire, wire_to
from astro_pipeline.providers.calling.ticket import Ticket
from astro_pipeline.providers.calling.trouble import clean
from astro_pipeline.providers.catalog import EVERY
from astro_pipeline.providers.wire.fal import FilmInput, PictureInput, PixelSize, Queued, QueueStatus, Result

HOSTS: Final = ("fal.media",)
TERMS: Final = "https://fal.ai/terms"

_MEGAPIXEL: Final = 1 << 20
"""FLUX is priced by started megapixels (fal.ai/models/fal-ai/flux/dev, checked 2026-11-21)."""
_STEP: Final = 16
_SECONDS_BETWEEN: Final = 2.0
_VERDICTS: Final = frozenset({400, 422})


class Fal:
    """One model at fal."""

    def __init__(self, bound: Binding) -> None:
        self.name, self.kinds = bound.name, bound.kinds
        self.bound, self.model = bound, bound.model

    def quote(self, request: Request) -> Quote:
        """What the catalog says of so many seconds, or of a picture."""
        return quote_by_kind(self.bound, request)

    def submit(self, request: Request, key: str) -> Pending:
        """One request, queued."""
        del key
        usd = self.quote(request).usd
        asked = self._picture(request) if self.bound.kind == "image" else self._film(request)
        path, headers = f"/{self.model.vendor_id}", {"x-fal-no-retry": "1"}
        queued = self._wire().post(path, asked, answer=Queued, headers=headers)
        return Pending(job_id=str(Ticket(queued.request_id, usd)), retry_after=_SECONDS_BETWEEN)

    def poll(self, job_id: str) -> Pending | Done:
        """The request as it stands, and its result when it is there."""
        vendor = self.bound.vendor
        ticket = Ticket.read(job_id, provider=vendor)
        wire, path = self._wire(), f"{self._app()}/requests/{ticket.path}"
        found = wire.get(f"{path}/status", answer=QueueStatus)
        if found.status != "COMPLETED":
            return Pending(job_id=job_id, retry_after=_SECONDS_BETWEEN)
        if found.error and not (found.error_type and "content_policy" in found.error_type):
            said = clean(f"{found.error_type or ''} {found.error}", self.bound.account.keys)
            raise JobFailed(f"{ticket.id}: {said}", provider=vendor, posts=1)
        result = wire.get(path, answer=Result, verdicts=_VERDICTS)
        if any(result.has_nsfw_concepts):
            raise Refused(
                f"{ticket.id}: what was drawn was withheld (nsfw); change the wording",
                provider=vendor,
                cost_usd=ticket.usd,
                posts=1,
            )
        made = result.images[0] if result.images else result.video
        if made is None:
            raise Gone(f"{ticket.id}: holds no result", provider=vendor, cost_usd=ticket.usd, posts=1)
        file = fetched(self.bound, made.url, HOSTS, billed=ticket.usd)
        return done(self.model, file, usd=ticket.usd, basis="quoted", terms=TERMS)

    def cancel(self, job_id: str) -> bool:
        """Ask for it to be ended; what already runs is charged."""
        ticket = Ticket.read(job_id, provider=self.bound.vendor)
        return self._wire().stop("PUT", f"{self._app()}/requests/{ticket.path}/cancel")

    def find(self, key: str) -> Search:
        """The queue lists nothing."""
        del key
        return "unknown"

    def _picture(self, request: Request) -> PictureInput:
        asked = as_picture(request, self.bound.vendor)
        limits = self.model.limits
        by_ratio = self.model.vendor_id.endswith("ultra")
        return PictureInput(
            prompt=prompt_within(limits, asked.prompt),
            image_size=None if by_ratio else _size(asked),
            aspect_ratio=nearest_ratio(limits, asked.width, asked.height) if by_ratio else None,
            seed=seed_within(request.seed, request.take),
        )

    def _film(self, request: Request) -> FilmInput:
        asked = as_clip(request, self.bound.vendor)
        lines = resolution(self.model, asked.width, asked.height)
        seedance = "seedance" in self.model.vendor_id
        return FilmInput(
            prompt=prompt_within(self.model.limits, asked.prompt),
            image_url=still_of(self.bound, asked),
            duration=str(length(self.model.limits, asked.seconds)),
            resolution=None if lines == EVERY else lines,
            generate_audio=False if seedance else None,
            seed=seed_within(request.seed, request.take),
        )

    def _app(self) -> str:
        """Owner and app alone: what stands behind them belongs to the submission only."""
        return "/" + "/".join(self.model.vendor_id.split("/")[:2])

    def _wire(self) -> Wire:
        return wire_to(self.bound, lambda: {"Authorization": f"Key {self.bound.account.key}"})


def _size(asked: ImageRequest) -> PixelSize:
    """The picture's shape within one megapixel, in the steps models draw in."""
    scale = min(1.0, sqrt(_MEGAPIXEL / (asked.width * asked.height)))
    return PixelSize(
        width=max(_STEP, int(asked.width * scale) // _STEP * _STEP),
        height=max(_STEP, int(asked.height * scale) // _STEP * _STEP),
    )
