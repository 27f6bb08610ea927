"""The wire to a vendor: a paid request is sent exactly once, and what came of it is told apart.

`Wire.post` sends one POST. Its errors say what may be done next: NotAccepted and OutOfCredit where the
vendor surely took nothing, Refused, Rejected and Retired where it said no, and Ambiguous wherever it may
have taken the request although no answer that can be read came back. `Wire.get` looks, and looks again.

An adapter makes one `Wire` from its binding:

    wire = wire_to(bound, lambda: bearer(bound.account),
                   manners=Manners(refused=("E005", *Manners().refused)))
    prediction = wire.post("/predictions", NewPrediction(input=…), answer=Prediction)
    prediction = wire.get(f"/predictions/{job_id}", answer=Prediction)
    sound = wire.post_for_bytes("/speech", SpeechAsked(…)).body

`answer` is a pydantic model from `providers/wire/<vendor>.py`. A body that is not one is Ambiguous.
"""

import json
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from math import inf
from typing import Any, Final, TypeVar

import httpx
from pydantic import BaseModel, ValidationError

from astro_pipeline.errors import Ambiguous, Gone, JobFailed, NotAccepted, ProviderError, Refused, Rejected
from astro_pipeline.providers.account import Account
from astro_pipeline.providers.binding import PATIENT, Binding, Patience
from astro_pipeline.providers.calling.exchange import Answer, Observe, Upload, exchanged, written
from astro_pipeline.providers.calling.trouble import (
    UNREACHED,
    USUAL_MANNERS,
    Manners,
    Trouble,
    no_of,
    read_trouble,
    retry_after,
)

Told = TypeVar("Told", bound=BaseModel)

_FIRST_WAIT: Final = 0.5
_LONGEST_WAIT: Final = 15.0
_BELIEVED: Final = 3
"""So often a vendor must say that a job is unknown: its lists lag behind its answers."""


@dataclass(frozen=True, slots=True)
class Wire:
    """One vendor's API. Its printed form shows no key."""

    vendor: str
    base_url: str
    headers: Callable[[], Mapping[str, str]] = field(default=dict, repr=False)
    """What opens it, made anew for each request."""
    secrets: tuple[str, ...] = field(default=(), repr=False)
    """Never to be seen in a message."""
    manners: Manners = field(default=USUAL_MANNERS, repr=False)
    patience: Patience = PATIENT
    observe: Observe | None = None
    clock: Callable[[], float] = field(default=time.monotonic, repr=False)
    sleep: Callable[[float], None] = field(default=time.sleep, repr=False)

    def post(
        self,
        path: str,
        body: BaseModel | Mapping[str, Any] | None = None,
        *,
        answer: type[Told],
        headers: Mapping[str, str] | None = None,
        form: Mapping[str, str | list[str]] | None = None,
        uploads: list[tuple[str, Upload]] | None = None,
    ) -> Told:
        """One POST of JSON, or of a form with files, and its answer read.

        Raises: NotAccepted, OutOfCredit, Refused, Rejected, Retired, Ambiguous.
        """
        got = self.post_for_bytes(path, body, headers=headers, form=form, uploads=uploads)
        return self.read(got, answer, asked=f"POST {path}")

    def post_for_bytes(
        self,
        path: str,
        body: BaseModel | Mapping[str, Any] | None = None,
        *,
        headers: Mapping[str, str] | None = None,
        form: Mapping[str, str | list[str]] | None = None,
        uploads: list[tuple[str, Upload]] | None = None,
    ) -> Answer:
        """One POST, its answer unread: for services that answer with the file itself."""
        asked = f"POST {path}"
        request = self._request("POST", path, body, headers=headers, form=form, uploads=uploads)
        try:
            got = self._sent(request, self.patience.post)
        except (httpx.ConnectError, httpx.ConnectTimeout, httpx.UnsupportedProtocol) as exc:
            raise NotAccepted(f"{asked}: not reached ({exc}); {UNREACHED}", provider=self.vendor) from exc
        except httpx.LocalProtocolError as exc:
            raise Rejected(
                f"{asked}: cannot be sent; look for spaces or line ends in the key", provider=self.vendor
            ) from exc
        except httpx.HTTPError as exc:
            raise Ambiguous(
                f"{asked}: no whole answer ({_what(exc)}); it may have been taken and is not sent again",
                provider=self.vendor,
            ) from exc
        if trouble := self._trouble(got):
            raise no_of(self.vendor, trouble, self.manners, asked=asked, secrets=self.secrets)
        return got

    def get(
        self,
        path: str,
        *,
        answer: type[Told],
        query: Mapping[str, str] | None = None,
        verdicts: frozenset[int] = frozenset(),
    ) -> Told:
        """What the vendor says of something, asked again while it is busy or out of reach.

        `verdicts` are statuses that tell how a job ended, not how the look went.
        Raises: Gone where it says again and again that there is none; Ambiguous where patience ended;
        JobFailed or Refused for a verdict.
        """
        until, wait, unknown = self.clock() + self.patience.looking, _FIRST_WAIT, 0
        while True:
            try:
                return self._looked(path, answer, query, verdicts)
            except (Gone, Ambiguous) as exc:
                unknown += isinstance(exc, Gone)
                if unknown == _BELIEVED or self.clock() + wait >= until:
                    raise
            except _Busy as busy:
                wait = max(wait, busy.seconds)
                if self.clock() + wait >= until:
                    raise busy.error from busy
            self.sleep(wait)
            wait = min(wait * 2, _LONGEST_WAIT)

    def stop(self, method: str, path: str) -> bool:
        """Ask once to end a job; whether the vendor took it."""
        try:
            return self._sent(self._request(method, path, None), self.patience.get).status < 300
        except httpx.HTTPError:
            return False

    def read(self, got: Answer, answer: type[Told], *, asked: str) -> Told:
        """An answer as what it should be. Raises: Ambiguous where it is something else."""
        try:
            return answer.model_validate_json(got.body)
        except ValidationError as exc:
            first = exc.errors(include_input=False, include_url=False)[0]
            where = ".".join(str(part) for part in first["loc"]) or "body"
            raise Ambiguous(
                f"{asked} answered {got.status} with no {answer.__name__} ({where}: {first['msg'][:80]}); "
                "it may have been taken and is not sent again",
                provider=self.vendor,
                status=got.status,
            ) from exc

    def _looked(
        self, path: str, answer: type[Told], query: Mapping[str, str] | None, verdicts: frozenset[int]
    ) -> Told:
        asked = f"GET {path}"
        try:
            got = self._sent(self._request("GET", path, None, query=query), self.patience.get)
        except httpx.HTTPError as exc:
            raise Ambiguous(
                f"{asked}: no whole answer ({_what(exc)}); look again", provider=self.vendor
            ) from exc
        trouble = self._trouble(got)
        if trouble is None:
            return self.read(got, answer, asked=asked)
        if trouble.status in {404, 410}:
            raise Gone(f"{asked}: not known there (any more)", provider=self.vendor, status=trouble.status)
        # whatever it says, the job it is asked about was taken and may be paid for
        said = no_of(self.vendor, trouble, self.manners, asked=asked, secrets=self.secrets)
        words = str(said).removeprefix(f"{self.vendor}: ")
        if trouble.status in verdicts:
            kind = Refused if isinstance(said, Refused) else JobFailed
            raise kind(words, provider=self.vendor, status=trouble.status, posts=1)
        error = Ambiguous(words, provider=self.vendor, status=trouble.status)
        if trouble.status in {408, 429} or trouble.status >= 500:
            raise _Busy(error, trouble.retry_after or 0.0)
        raise _Busy(error, inf)

    def _trouble(self, got: Answer) -> Trouble | None:
        """The vendor's no, if that is what it is."""
        told: Any = None
        if got.status >= 400 or (len(got.body) < 1 << 16 and got.body.lstrip()[:1] == b"{"):
            try:
                told = json.loads(got.body)
            except ValueError:
                told = None
        found = self.manners.read(got.status, told) or read_trouble(got.status, told)
        if found is None and got.status < 300:
            return None
        found = found or Trouble(got.status)
        wait = found.retry_after if found.retry_after is not None else retry_after(got.headers)
        return Trouble(found.status, found.code, found.message, wait)

    def _request(
        self,
        method: str,
        path: str,
        body: BaseModel | Mapping[str, Any] | None,
        *,
        query: Mapping[str, str] | None = None,
        headers: Mapping[str, str] | None = None,
        form: Mapping[str, str | list[str]] | None = None,
        uploads: list[tuple[str, Upload]] | None = None,
    ) -> httpx.Request:
        try:
            return written(
                method,
                f"{self.base_url}{path}",
                body,
                query=query,
                headers={**self.headers(), **(headers or {})},
                form=form,
                uploads=uploads,
            )
        except (httpx.InvalidURL, UnicodeError) as exc:
            raise Rejected(
                f"{method} {path}: cannot be written; check the base URL and the key", provider=self.vendor
            ) from exc

    def _sent(self, request: httpx.Request, seconds: float) -> Answer:
        if self.observe:
            self.observe(request)
        return exchanged(
            request, connect=min(self.patience.connect, seconds), seconds=seconds, clock=self.clock
        )


def wire_to(
    bound: Binding, headers: Callable[[], Mapping[str, str]], *, manners: Manners = USUAL_MANNERS
) -> Wire:
    """The wire to the vendor of a binding; `headers` show its key as that vendor wants it."""
    return Wire(
        bound.vendor,
        bound.account.base_url,
        headers=headers,
        secrets=bound.account.keys,
        manners=manners,
        patience=bound.patience,
    )


def bearer(account: Account) -> dict[str, str]:
    """The key as most vendors want it shown."""
    return {"Authorization": f"Bearer {account.key}"}


class _Busy(Exception):
    """The vendor cannot say now; ask again after so many seconds, or never."""

    def __init__(self, error: ProviderError, seconds: float) -> None:
        self.error, self.seconds = error, seconds
        super().__init__(str(error))


def _what(exc: httpx.HTTPError) -> str:
    """An error of the wire in words that can hold no key."""
    said = str(exc) if isinstance(exc, httpx.DecodingError | httpx.ConnectError) else ""
    return f"{type(exc).__name__} {said}".strip()
