"""Ark (BytePlus, Volcengine): pictures by Seedream at once, films by Seedance as tasks.

Source: volcengine-ark-runtime 5.0.54 and docs.byteplus.com/en/docs/ModelArk, checked 2026-11-20.
- A picture comes inside the answer, so that a paid one cannot be lost behind an address.
- A refusal of a picture comes with status 200, in place of the picture, and is not charged.
- Tasks are listed; `safety_identifier` carries our mark. Whether lists show it is not promised.
"""

from decimal import Decimal
from math import ceil, sqrt
from typing import Final

from astro_pipeline.errors import Gone, JobFailed, ProviderError, Refused
from astro_pipeline.provider import (
    Done,
    Found,
    ImageRequest,
    Pending,
    Quote,
    Request,
    Search,
)
from astro_pipeline.providers.binding import Binding
from astro_pipeline.providers.calling.delivery import decoded, done, fetched
from astro_pipeline.providers.calling.fitting import (
    as_clip,
    as_picture,
    length,
    measure,
    nearest_ratio,
    prompt_within,
    resolution,
    seed_within,
    still_of,
)
from astro_pipeline.providers.calling.http import Wire, bearer, wire_to
from astro_pipeline.providers.calling.ticket import Ticket, found_by, mark
from astro_pipeline.providers.calling.trouble import Manners, clean
from astro_pipeline.providers.catalog import EVERY
from astro_pipeline.providers.prices import priced, quoted
from astro_pipeline.providers.wire.ark import (
    Address,
    FirstFrame,
    NewFilm,
    NewPicture,
    NewTask,
    Pictures,
    Task,
    Tasks,
    Words,
    Wrong,
)

HOSTS: Final = ("volces.com", "bytepluses.com")
TERMS: Final = "https://docs.byteplus.com/en/docs/legal"

_MANNERS: Final = Manners(
    out_of_credit=(*Manners().out_of_credit, "accountoverdue", "overduebalance", "quotaexceeded"),
    retired=(*Manners().retired, "modelnotopen", "invalidendpointormodel"),
)
_SIZES: Final[dict[str, int]] = {"1K": 1024, "1.5K": 1536, "2K": 2048}
"""A square's side by the name a price has (docs.byteplus.com, Seedream 4 and later, checked 2026-11-20)."""
_STEP: Final = 8
_EXPIRES_SECONDS: Final = 3600
_ONE_FRAME: Final = Decimal("0.0417")
"""Seconds: a film of 5 s has 121 frames, and each is charged (docs.laozhang.ai, checked 2026-11-21)."""
_SECONDS_BETWEEN: Final = 3.0
_PAGES: Final = 3
_PAGE: Final = 50


class Ark:
    """One model of Ark."""

    def __init__(self, bound: Binding) -> None:
        self.name, self.kinds = bound.name, bound.kinds
        self.bound, self.model = bound, bound.model

    def quote(self, request: Request) -> Quote:
        """What the catalog says of a picture of that size, or of so many seconds."""
        if self.bound.kind == "image":
            picture = as_picture(request, self.bound.vendor)
            return quoted(self.model, most=measure(self.model), variant=self._size_name(picture))
        clip = as_clip(request, self.bound.vendor)
        seconds = length(self.model.limits, clip.seconds) + _ONE_FRAME
        lines = resolution(self.model, clip.width, clip.height)
        return quoted(self.model, most={"seconds": seconds}, variant=lines)

    def submit(self, request: Request, key: str) -> Pending | Done:
        """The picture at once, or a film begun."""
        if self.bound.kind == "image":
            return self._painted(as_picture(request, self.bound.vendor))
        usd = self.quote(request).usd
        begun = self._wire().post(
            "/contents/generations/tasks", self._film(request, mark(key, usd)), answer=NewTask
        )
        return Pending(job_id=str(Ticket(begun.id, usd)), retry_after=_SECONDS_BETWEEN)

    def poll(self, job_id: str) -> Pending | Done:
        """The film as it stands, and its bytes when it is there."""
        vendor = self.bound.vendor
        ticket = Ticket.read(job_id, provider=vendor)
        found = self._wire().get(f"/contents/generations/tasks/{ticket.path}", answer=Task)
        if found.status in {"queued", "running"}:
            return Pending(job_id=job_id, retry_after=_SECONDS_BETWEEN)
        if found.status != "succeeded":
            raise self._failed(found.id, found.status, found.error)
        if found.content is None or found.content.video_url is None:
            raise Gone(f"{ticket.id}: holds no film", provider=vendor, cost_usd=ticket.usd, posts=1)
        film = fetched(self.bound, found.content.video_url, HOSTS, billed=ticket.usd)
        return done(self.model, film, usd=ticket.usd, basis="quoted", terms=TERMS)

    def cancel(self, job_id: str) -> bool:
        """Take a film out of the queue; one that runs goes on."""
        ticket = Ticket.read(job_id, provider=self.bound.vendor)
        return self._wire().stop("DELETE", f"/contents/generations/tasks/{ticket.path}")

    def find(self, key: str) -> Search:
        """The film's task that carries our mark, among the newest. Pictures leave none."""
        if self.bound.kind == "image":
            return "unknown"
        wire, marked = self._wire(), False
        for page in range(1, _PAGES + 1):
            query = {"page_num": str(page), "page_size": str(_PAGE)}
            listed = wire.get("/contents/generations/tasks", answer=Tasks, query=query)
            for each in listed.items:
                usd = found_by(key, each.safety_identifier or "")
                if usd is not None:
                    return Found(str(Ticket(each.id, usd)))
                marked = marked or bool(each.safety_identifier)
            if page * _PAGE >= listed.total:
                return "absent" if marked or not listed.total else "unknown"
        return "unknown"

    def _painted(self, request: ImageRequest) -> Done:
        name = self._size_name(request)
        told = self._wire().post("/images/generations", self._picture(request, name), answer=Pictures)
        made = told.data[0] if told.data else None
        count = 1 if told.usage is None else told.usage.generated_images
        usd = priced(self.model, variant=name, images=count) if count else Decimal(0)
        if made is None or made.b64_json is None:
            raise self._failed("picture", "failed", made.error if made else None)
        picture = decoded(self.bound, made.b64_json, "picture", billed=usd)
        return done(self.model, picture, usd=usd, basis="metered", terms=TERMS)

    def _picture(self, asked: ImageRequest, name: str) -> NewPicture:
        scale = _SIZES[name] / sqrt(asked.width * asked.height)
        wide, high = (ceil(side * scale / _STEP) * _STEP for side in (asked.width, asked.height))
        prompt = prompt_within(self.model.limits, asked.prompt)
        return NewPicture(model=self.model.vendor_id, prompt=prompt, size=f"{wide}x{high}")

    def _size_name(self, asked: ImageRequest) -> str:
        """The smallest of the model's sizes that is enough; its largest otherwise."""
        named = [name for name in self.model.limits.sizes if name in _SIZES] or ["2K"]
        enough = sorted((_SIZES[name], name) for name in named)
        pixels = asked.width * asked.height
        return next((name for side, name in enough if side * side >= pixels), enough[-1][1])

    def _film(self, request: Request, marked: str) -> NewFilm:
        asked = as_clip(request, self.bound.vendor)
        lines = resolution(self.model, asked.width, asked.height)
        still = still_of(self.bound, asked)
        return NewFilm(
            model=self.model.vendor_id,
            content=(
                Words(text=prompt_within(self.model.limits, asked.prompt)),
                FirstFrame(image_url=Address(url=still)),
            ),
            resolution=None if lines == EVERY else lines,
            ratio=nearest_ratio(self.model.limits, asked.width, asked.height),
            duration=length(self.model.limits, asked.seconds),
            seed=seed_within(request.seed, request.take),
            safety_identifier=marked,
            execution_expires_after=_EXPIRES_SECONDS,
        )

    def _failed(self, what: str, status: str, wrong: Wrong | None) -> ProviderError:
        said = clean(f"{wrong.code} {wrong.message}" if wrong else "", self.bound.account.keys)
        if any(word in said.lower() for word in _MANNERS.refused):
            return Refused(f"{what}: {said}; change the wording", provider=self.bound.vendor, posts=1)
        why = said or "no reason given"
        return JobFailed(f"{what} {status}: {why}", provider=self.bound.vendor, posts=1)

    def _wire(self) -> Wire:
        return wire_to(self.bound, lambda: bearer(self.bound.account), manners=_MANNERS)
