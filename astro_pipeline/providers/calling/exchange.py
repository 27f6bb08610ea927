"""One exchange with a vendor: the request as it is written, the answer as it comes, unread."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Final

import httpx
from pydantic import BaseModel

from astro_pipeline.providers.calling.dialling import Clock, Line

Observe = Callable[[httpx.Request], None]
"""Sees every request as it leaves: method, address, headers and body."""
Upload = tuple[str, bytes, str]
"""A file of a form: its name, its bytes, its media type."""

_MOST_BYTES: Final = 64 << 20


@dataclass(frozen=True, slots=True)
class Answer:
    """What came back, unread."""

    status: int
    headers: httpx.Headers
    body: bytes


def written(
    method: str,
    url: str,
    body: BaseModel | Mapping[str, Any] | None,
    *,
    query: Mapping[str, str] | None,
    headers: Mapping[str, str],
    form: Mapping[str, str | list[str]] | None,
    uploads: list[tuple[str, Upload]] | None,
) -> httpx.Request:
    """A request as the vendor gets it. Raises: httpx.InvalidURL or UnicodeError where it cannot be."""
    plain = (
        body.model_dump(mode="json", by_alias=True, exclude_none=True)
        if isinstance(body, BaseModel)
        else body
    )
    usual = {
        "Accept": "application/json, */*;q=0.5",
        "Accept-Encoding": "identity",
        "User-Agent": "astro-pipeline",
    }
    return httpx.Request(
        method, url, params=query, headers={**usual, **headers}, json=plain, data=form, files=uploads
    )


def exchanged(request: httpx.Request, *, connect: float, seconds: float, clock: Clock) -> Answer:
    """The one place where a request leaves, and the whole answer to it, within so many seconds."""
    request.extensions["timeout"] = {"connect": connect, "read": seconds, "write": seconds, "pool": seconds}
    with Line(until=clock() + seconds, clock=clock) as line:
        answer = line.handle_request(request)
        pieces: list[bytes] = []
        held = 0
        for piece in answer.iter_bytes():
            held += len(piece)
            if held > _MOST_BYTES:
                raise httpx.DecodingError(f"more than {_MOST_BYTES >> 20} MB")
            pieces.append(piece)
        return Answer(answer.status_code, answer.headers, b"".join(pieces))
