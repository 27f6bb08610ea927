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
from astro_pipeline.provider import Done, Found, Kind, Pending, Provider, Quote, Request, Search
from astro_pipeline.providers.account import Account, Blob
from astro_pipeline.providers.catalog import EVERY, Model, quoted
from astro_pipeline.providers.download import Results
from astro_pipeline.providers.fitting import (
    as_clip,
    as_picture,
    done,
    first_address,
    length,
    measure,
    nearest_ratio,
    prompt_within,
    resolution,
    seed_within,
    still_address,
)
from astro_pipeline.providers.http import PATIENT, Patience, Wire
from astro_pipeline.providers.ticket import Ticket, found_by, mark
from astro_pipeline.providers.trouble import Manners, clean
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


def adapt(model: Model, account: Account, *, kind: Kind, blob: Blob) -> Provider:
    """Pictures or moving shots by one model."""
    return Replicate(model, account, kind, blob)


class Replicate:
    """One model of Replicate."""

    def __init__(
        self, model: Model, account: Account, kind: Kind, blob: Blob, *, patience: Patience = PATIENT
    ) -> None:
        self.name = model.name
        self.kinds: frozenset[Kind] = frozenset({kind})
        self.model, self.account, self.kind, self.blob, self.patience = model, account, kind, blob, patience

    def quote(self, request: Request) -> Quote:
        """What the catalog says of so many seconds, or of a picture."""
        vendor, limits = self.account.vendor, self.model.limits
        if self.kind == "image":
            as_picture(request, vendor)
            return quoted(self.model, most=measure(self.model))
        clip = as_clip(request, vendor)
        used = measure(self.model, seconds=length(limits, clip.seconds))
        return quoted(self.model, most=used, variant=resolution(self.model, clip.width, clip.height))

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
            headers={"Cancel-After": _CANCEL_AFTER[self.kind]},
        )
        return Pending(job_id=str(Ticket(begun.id, usd)), retry_after=_SECONDS_BETWEEN)

    def poll(self, job_id: str) -> Pending | Done:
        """The prediction as it stands, and its result when it is there."""
        vendor = self.account.vendor
        ticket = Ticket.read(job_id, provider=vendor)
        found = self._wire().get(f"/predictions/{ticket.path}", answer=Prediction)
        if found.status in {"starting", "processing"}:
            return Pending(job_id=job_id, retry_after=_SECONDS_BETWEEN)
        if found.status != "succeeded":
            raise self._failed(found)
        address = first_address(found.output if isinstance(found.output, list) else [found.output])
        if address is None:
            raise Gone(f"{found.id}: its result was removed", provider=vendor, cost_usd=ticket.usd, posts=1)
        family = "picture" if self.kind == "image" else "film"
        results = Results(vendor, HOSTS, self.account.allowed_hosts)
        made = results.fetch(address, family=family, billed=ticket.usd)
        return done(self.model, made, usd=ticket.usd, basis="quoted", terms=TERMS)

    def cancel(self, job_id: str) -> bool:
        """Ask for it to be ended."""
        ticket = Ticket.read(job_id, provider=self.account.vendor)
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
        vendor, limits = self.account.vendor, self.model.limits
        seed = seed_within(request.seed, request.take)
        if self.kind == "image":
            picture = as_picture(request, vendor)
            return {
                "prompt": prompt_within(limits, picture.prompt),
                "aspect_ratio": nearest_ratio(limits, picture.width, picture.height),
                "output_format": "png",
                "seed": seed,
            }
        clip = as_clip(request, vendor)
        lines = resolution(self.model, clip.width, clip.height)
        still = still_address(self.blob(clip.still_sha256), width=clip.width, height=clip.height)
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
        said = clean(found.error or "", self.account.keys)
        vendor = self.account.vendor
        if any(word in said.lower() for word in _REFUSED):
            return Refused(f"{found.id}: {said}; change the wording", provider=vendor, posts=1)
        return JobFailed(f"{found.id} {found.status}: {said or 'no reason given'}", provider=vendor, posts=1)

    def _wire(self) -> Wire:
        return Wire(
            self.account.vendor,
            self.account.base_url,
            headers=lambda: {"Authorization": f"Bearer {self.account.key}"},
            secrets=self.account.keys,
            manners=Manners(refused=_REFUSED),
            patience=self.patience,
        )
