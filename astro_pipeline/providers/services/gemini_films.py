"""Gemini's films, as jobs (interactions).

Sources: see `gemini.py`.
- An interaction can be looked up, cancelled and paid, but nothing lists them: one whose id was lost is
  unknown for good.
"""

from decimal import Decimal
from hashlib import sha256
from typing import Final, Literal, cast
from urllib.parse import quote as escaped

from astro_pipeline.errors import Gone, JobFailed, ProviderError, Refused
from astro_pipeline.provider import ClipRequest, Done, Pending, Quote, Request, Search
from astro_pipeline.providers.binding import Binding
from astro_pipeline.providers.calling.delivery import decoded, done
from astro_pipeline.providers.calling.download import Fetched, Results
from astro_pipeline.providers.calling.fitting import (
    as_clip,
    length,
    nearest_ratio,
    prompt_within,
    resolution,
    still_of,
)
from astro_pipeline.providers.calling.trouble import Manners, clean
from astro_pipeline.providers.prices import known_price, priced, quoted
from astro_pipeline.providers.services.gemini import REFUSALS, TERMS, gemini_wire, key_header
from astro_pipeline.providers.wire.gemini import (
    FilmAsked,
    FilmFormat,
    Interaction,
    StillContent,
    TextContent,
    ToldOutput,
)

HOSTS: Final = ("googleapis.com", "googleusercontent.com")

_SECONDS_BETWEEN: Final = 5.0
_UNFINISHED: Final = frozenset({"queued", "in_progress"})


class GeminiFilms:
    """One model of Gemini that films."""

    def __init__(self, bound: Binding) -> None:
        self.name, self.kinds = bound.name, bound.kinds
        self.bound, self.model = bound, bound.model

    def quote(self, request: Request) -> Quote:
        """The most it can cost. Raises: Rejected for another kind; UnknownPrice."""
        clip = as_clip(request, self.bound.vendor)
        return quoted(self.model, most={"seconds": self._seconds(clip)}, variant=self._lines(clip))

    def submit(self, request: Request, key: str) -> Pending:
        """A film, begun."""
        clip = as_clip(request, self.bound.vendor)
        begun = gemini_wire(self.bound).post(
            "/v1beta/interactions", self._film(clip, key), answer=Interaction
        )
        return Pending(job_id=begun.id, retry_after=_SECONDS_BETWEEN)

    def poll(self, job_id: str) -> Pending | Done:
        """The film as it stands, and its bytes when it is there."""
        found = gemini_wire(self.bound).get(
            f"/v1beta/interactions/{escaped(job_id, safe='')}", answer=Interaction
        )
        if found.status in _UNFINISHED:
            return Pending(job_id=job_id, retry_after=_SECONDS_BETWEEN)
        usd = self._film_cost(found)
        if found.status != "completed":
            raise self._failed(found, usd)
        film = _film_of(found)
        if film is None:
            raise Gone(f"{job_id}: it holds no film", provider=self.bound.vendor, cost_usd=usd, posts=1)
        fetched = self._fetched(film, usd)
        return done(self.model, fetched, usd=usd, basis="metered", terms=TERMS)

    def cancel(self, job_id: str) -> bool:
        """Ask for the film to be ended."""
        return gemini_wire(self.bound).stop("POST", f"/v1beta/interactions/{escaped(job_id, safe='')}/cancel")

    def find(self, key: str) -> Search:
        """Nothing lists interactions: whether there is one is not known."""
        del key
        return "unknown"

    def _film(self, request: ClipRequest, key: str) -> FilmAsked:
        limits, lines, seconds = self.model.limits, self._lines(request), self._seconds(request)
        address = still_of(self.bound, request)
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
        said = clean("; ".join(told), self.bound.account.keys) or "no reason given"
        vendor = self.bound.vendor
        if any(word.lower() in said.lower() for word in (*REFUSALS, *Manners().refused)):
            return Refused(f"{found.id}: {said}; change the wording", provider=vendor, posts=1)
        billed = usd if found.status in {"incomplete", "requires_action"} else Decimal(0)
        return JobFailed(f"{found.id} {found.status}: {said}", provider=vendor, cost_usd=billed, posts=1)

    def _fetched(self, film: ToldOutput, usd: Decimal) -> Fetched:
        if film.data:
            return decoded(self.bound, film.data, "film", billed=usd)
        if not film.uri:
            raise Gone("the film has no address", provider=self.bound.vendor, cost_usd=usd, posts=1)
        return self._results().fetch(film.uri, family="film", billed=usd)

    def _results(self) -> Results:
        """Where films are fetched: files of this API ask for the key, on its own host and no other."""
        account = self.bound.account
        origin = "/".join(account.base_url.split("/")[:3])
        keyed = {origin: lambda: key_header(self.bound)}
        return Results(account.vendor, HOSTS, account.allowed_hosts, keyed=keyed)


def _film_of(found: Interaction) -> ToldOutput | None:
    """The film, which stands on its own or among the steps."""
    steps = [each for step in found.steps or [] if step.type == "model_output" for each in step.content or []]
    return next(
        (each for each in (found.output_video, *steps) if each is not None and each.type == "video"), None
    )
