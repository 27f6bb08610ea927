"""Kling: moving shots from stills, as tasks.

Sources: see `providers/wire/kling.py`; nothing was tried against the service.
- What opens it is a token made anew for each request: JWT, HS256, good for half an hour.
- Every answer wears an envelope whose `code` says more than the status: 1302 and 1303 are too many
  requests, 1101 and 1102 an account that owes, 1301 the content policy.
- `external_task_id` is ours and stands in lists. That lists hold every task is not promised.
"""

import base64
import hmac
import json
import time
from collections.abc import Callable
from hashlib import sha256
from typing import Any, Final, cast

from astro_pipeline.errors import Gone, JobFailed, Refused, Rejected
from astro_pipeline.provider import Done, Found, Pending, Quote, Request, Search
from astro_pipeline.providers.binding import Binding
from astro_pipeline.providers.calling.delivery import done, fetched
from astro_pipeline.providers.calling.fitting import (
    as_clip,
    film_quote,
    length,
    prompt_within,
    resolution,
    still_of,
)
from astro_pipeline.providers.calling.http import Wire, wire_to
from astro_pipeline.providers.calling.ticket import Ticket, found_by, mark
from astro_pipeline.providers.calling.trouble import Manners, Trouble, clean, read_trouble
from astro_pipeline.providers.wire.kling import NewFilm, TaskAnswer, TasksAnswer

HOSTS: Final = ("klingai.com", "kechuangai.com", "kwimgs.com")
TERMS: Final = "https://klingai.com/docs/user-policy"

_PATH: Final = "/v1/videos/image2video"
_STATUS_OF: Final = {1101: 402, 1102: 402, 1103: 403, 1203: 404, 1301: 400, 1302: 429, 1303: 429, 1304: 403}
_TOKEN_SECONDS: Final = 1800
_CLOCKS_DIFFER: Final = 5
_SECONDS_BETWEEN: Final = 5.0
_PAGES: Final = 3
_PAGE: Final = 100


class Kling:
    """One model of Kling."""

    def __init__(self, bound: Binding, *, now: Callable[[], float] = time.time) -> None:
        self.name, self.kinds = bound.name, bound.kinds
        self.bound, self.model, self.now = bound, bound.model, now

    def quote(self, request: Request) -> Quote:
        """What the catalog says of so many seconds."""
        return film_quote(self.model, as_clip(request, self.bound.vendor))

    def submit(self, request: Request, key: str) -> Pending:
        """One task, begun."""
        usd = self.quote(request).usd
        begun = self._wire().post(_PATH, self._film(request, mark(key, usd)), answer=TaskAnswer)
        return Pending(job_id=str(Ticket(begun.data.task_id, usd)), retry_after=_SECONDS_BETWEEN)

    def poll(self, job_id: str) -> Pending | Done:
        """The task as it stands, and its film when it is there."""
        vendor = self.bound.vendor
        ticket = Ticket.read(job_id, provider=vendor)
        found = self._wire().get(f"{_PATH}/{ticket.path}", answer=TaskAnswer).data
        if found.task_status in {"submitted", "processing"}:
            return Pending(job_id=job_id, retry_after=_SECONDS_BETWEEN)
        if found.task_status == "failed":
            said = clean(found.task_status_msg, self.bound.account.keys)
            kind = Refused if any(word in said.lower() for word in _REFUSED) else JobFailed
            raise kind(f"{ticket.id}: {said or 'no reason given'}", provider=vendor, posts=1)
        if not found.task_result.videos:
            raise Gone(f"{ticket.id}: holds no film", provider=vendor, cost_usd=ticket.usd, posts=1)
        film = fetched(self.bound, found.task_result.videos[0].url, HOSTS, billed=ticket.usd)
        return done(self.model, film, usd=ticket.usd, basis="quoted", terms=TERMS)

    def cancel(self, job_id: str) -> bool:
        """The vendor ends no task early."""
        del job_id
        return False

    def find(self, key: str) -> Search:
        """The task that carries our mark, among the newest; never a proof that there is none."""
        wire = self._wire()
        for page in range(1, _PAGES + 1):
            query = {"pageNum": str(page), "pageSize": str(_PAGE)}
            listed = wire.get(_PATH, answer=TasksAnswer, query=query).data
            for each in listed:
                usd = found_by(key, each.task_info.external_task_id or "")
                if usd is not None:
                    return Found(str(Ticket(each.task_id, usd)))
            if len(listed) < _PAGE:
                break
        return "unknown"

    def _film(self, request: Request, marked: str) -> NewFilm:
        asked = as_clip(request, self.bound.vendor)
        still = still_of(self.bound, asked)
        return NewFilm(
            model_name=self.model.vendor_id,
            image=still.partition(",")[2],
            prompt=prompt_within(self.model.limits, asked.prompt),
            duration="5" if length(self.model.limits, asked.seconds) <= 5 else "10",
            mode="pro" if resolution(self.model, asked.width, asked.height) == "1080p" else "std",
            external_task_id=marked,
        )

    def _wire(self) -> Wire:
        if len(self.bound.account.keys) != 2:
            raise Rejected(
                "needs an access key and a secret; set KLING_ACCESS_KEY and KLING_SECRET_KEY",
                provider=self.bound.vendor,
            )
        access, secret = self.bound.account.keys
        return wire_to(
            self.bound,
            lambda: {"Authorization": f"Bearer {token(access, secret, now=self.now())}"},
            manners=_MANNERS,
        )


def token(access: str, secret: str, *, now: float) -> str:
    """What opens the API from a few seconds ago for half an hour: a JWT, signed with HS256 (RFC 7519)."""
    head = {"alg": "HS256", "typ": "JWT"}
    claims = {"iss": access, "exp": int(now) + _TOKEN_SECONDS, "nbf": int(now) - _CLOCKS_DIFFER}
    signed = ".".join(_plain64(json.dumps(part, separators=(",", ":")).encode()) for part in (head, claims))
    return f"{signed}.{_plain64(hmac.digest(secret.encode(), signed.encode(), sha256))}"


def _plain64(data: bytes) -> str:
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()


def _trouble(status: int, body: Any) -> Trouble | None:
    """The no in the envelope, its code told as the status it stands for."""
    if not isinstance(body, dict):
        return None
    told = cast("dict[str, Any]", body)
    code = told.get("code")
    if not isinstance(code, int) or code == 0:
        return read_trouble(status, body)
    words = "content policy " if code == 1301 else ""
    meant = _STATUS_OF.get(code, status if status >= 400 else 500)
    return Trouble(meant, code=str(code), message=f"{words}{told.get('message', '')}")


_REFUSED: Final = (*Manners().refused, "risk control")
_MANNERS: Final = Manners(refused=_REFUSED, read=_trouble)
