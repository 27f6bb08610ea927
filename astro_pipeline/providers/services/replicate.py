"""Replicate: pictures and moving shots of many makers' models, one prediction each.

Source: https://replicate.com/docs/reference/http and /docs/topics/predictions, checked 2026-11-20.
- A prediction is asked for without `Prefer: wait`: its id is to be known as soon as it exists.
- `Cancel-After` lets the vendor end what nobody waits for any more.
- Results are removed after an hour. No price is told: the catalog's stands.
- Our mark goes into `webhook`, at a name that can never be reached (RFC 2606): it stands in lists as well.
"""

from typing import Final

from pydantic import JsonValue

from astro_pipeline.errors import Gone, JobFailed, ProviderError, Refused
from astro_pipeline.provider import Done, Found, Pending, Quote, Request, Search
from astro_pipeline.providers.binding import Binding
from astro_pipeline.providers.calling.delivery import done, fetched, first_address
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
from astro_pipeline.providers.calling.http import Wire, bearer, wire_to
from astro_pipeline.providers.calling.ticket import Ticket, found_by, mark
from astro_pipeline.providers.calling.trouble import Manners, clean
from astro_pipeline.providers.catalog import EVERY
from astro_pipeline.providers.wire.replicate import NewPrediction, Prediction, Predictions

HOSTS: Final = ("replicate.delivery",)
TERMS: Final = "https://replicate.com/terms"

_STILL: Final = (("kwaivgi/", "start_image"), ("minimax/", "first_frame_image"), ("lightricks/", "image"))
"""What a maker calls the still to begin with; "image" for the others (model pages, checked 2026-11-20)."""
_REFUSED: Final = (*Manners().refused, "(e005)", "flagged")
_CANCEL_AFTER: Final[dict[str, str]] = {"image": "10m", "video": "30m"}
_SECONDS_BETWEEN: Final = 2.0
_PAGES: Final = 5
_NOWHERE: Final = "https://job.invalid/"


class Replicate:
    """One model of Replicate."""

    def __init__(self, bound: Binding) -> None:
        self.name, self.kinds = bound.name, bound.kinds
        self.bound, self.model = bound, bound.model

    def quote(self, request: Request) -> Quote:
        """What the catalog says of so many seconds, or of a picture."""
        return quote_by_kind(self.bound, request)

    def submit(self, request: Request, key: str) -> Pending:
        """One prediction, begun."""
        usd = self.quote(request).usd
        asked = NewPrediction(
            input=self._input(request),
            webhook=f"{_NOWHERE}{mark(key, usd)}",
            webhook_events_filter=("completed",),
        )
        begun = self._wire().post(
            f"/models/{self.model.vendor_id}/predictions",
            asked,
            answer=Prediction,
            headers={"Cancel-After": _CANCEL_AFTER[self.bound.kind]},
        )
        return Pending(job_id=str(Ticket(begun.id, usd)), retry_after=_SECONDS_BETWEEN)

    def poll(self, job_id: str) -> Pending | Done:
        """The prediction as it stands, and its result when it is there."""
        vendor = self.bound.vendor
        ticket = Ticket.read(job_id, provider=vendor)
        found = self._wire().get(f"/predictions/{ticket.path}", answer=Prediction)
        if found.status in {"starting", "processing"}:
            return Pending(job_id=job_id, retry_after=_SECONDS_BETWEEN)
        if found.status != "succeeded":
            raise self._failed(found)
        address = first_address(found.output if isinstance(found.output, list) else [found.output])
        if address is None:
            raise Gone(f"{found.id}: its result was removed", provider=vendor, cost_usd=ticket.usd, posts=1)
        made = fetched(self.bound, address, HOSTS, billed=ticket.usd)
        return done(self.model, made, usd=ticket.usd, basis="quoted", terms=TERMS)

    def cancel(self, job_id: str) -> bool:
        """Ask for it to be ended."""
        ticket = Ticket.read(job_id, provider=self.bound.vendor)
        return self._wire().stop("POST", f"/predictions/{ticket.path}/cancel")

    def find(self, key: str) -> Search:
        """The prediction whose webhook carries our mark, among the newest."""
        wire, marked = self._wire(), False
        query: dict[str, str] | None = None
        for _ in range(_PAGES):
            page = wire.get("/predictions", answer=Predictions, query=query)
            for each in page.results:
                usd = found_by(key, each.webhook or "")
                if usd is not None:
                    return Found(str(Ticket(each.id, usd)))
                marked = marked or bool(each.webhook)
            if page.next is None:
                # the document does not promise the webhook in lists: without any, nothing is proved
                return "absent" if marked or not page.results else "unknown"
            query = {"cursor": page.next.partition("cursor=")[2]}
        return "unknown"

    def _input(self, request: Request) -> dict[str, JsonValue]:
        vendor, limits = self.bound.vendor, self.model.limits
        seed = seed_within(request.seed, request.take)
        if self.bound.kind == "image":
            picture = as_picture(request, vendor)
            return {
                "prompt": prompt_within(limits, picture.prompt),
                "aspect_ratio": nearest_ratio(limits, picture.width, picture.height),
                "output_format": "png",
                "seed": seed,
            }
        clip = as_clip(request, vendor)
        lines = resolution(self.model, clip.width, clip.height)
        still = still_of(self.bound, clip)
        return {
            "prompt": prompt_within(limits, clip.prompt),
            "duration": length(limits, clip.seconds),
            "seed": seed,
            **({} if lines == EVERY else {"resolution": lines}),
            self._still_name(): still,
        }

    def _still_name(self) -> str:
        return next((name for maker, name in _STILL if self.model.vendor_id.startswith(maker)), "image")

    def _failed(self, found: Prediction) -> ProviderError:
        said = clean(found.error or "", self.bound.account.keys)
        vendor = self.bound.vendor
        if any(word in said.lower() for word in _REFUSED):
            return Refused(f"{found.id}: {said}; change the wording", provider=vendor, posts=1)
        return JobFailed(f"{found.id} {found.status}: {said or 'no reason given'}", provider=vendor, posts=1)

    def _wire(self) -> Wire:
        return wire_to(self.bound, lambda: bearer(self.bound.account), manners=Manners(refused=_REFUSED))
