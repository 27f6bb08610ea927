"""What a vendor's no means: its words and numbers, told as one of our errors."""

import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from email.utils import parsedate_to_datetime
from typing import Any, Final, cast

from astro_pipeline.errors import (
    Ambiguous,
    NotAccepted,
    OutOfCredit,
    ProviderError,
    Refused,
    Rejected,
    Retired,
)

_SAID: Final = 200
"""Characters of a vendor's own words that are passed on."""
_LONGEST_WAIT: Final = 3600.0
_PAY: Final = "pay the vendor's account up or use another candidate"
UNREACHED: Final = "check its address and the network, or name another provider in ASTRO_PROVIDERS"
_NAME_ANOTHER: Final = "the model is not served; name another or check the base URL"


@dataclass(frozen=True, slots=True)
class Trouble:
    """A vendor's no, as it said it."""

    status: int
    """The HTTP status; one the body names goes before the one on the envelope."""
    code: str = ""
    message: str = ""
    retry_after: float | None = None


def read_trouble(status: int, body: Any) -> Trouble | None:
    """The no in the shapes that are common: {error: {code, message}}, {error: …}, {detail: …}.

    In a good answer (status below 400) only an `error` whose own code is a status from 400 counts:
    a job that failed says so in its own way.
    """
    if not isinstance(body, Mapping):
        return None
    told = cast("Mapping[str, Any]", body)
    error: object = told.get("error") or told.get("detail") or told.get("message")
    if error is None:
        return None
    plain = str(error)
    inner = cast("Mapping[str, Any]", error) if isinstance(error, Mapping) else {**told, "message": plain}
    code = inner.get("code")
    named = code if isinstance(code, int) and 400 <= code < 600 else None
    if status < 400 and named is None:
        return None
    parts = [inner.get(name) for name in ("code", "type", "status", "title", "error_type")]
    return Trouble(
        named or status,
        code=" ".join(str(part) for part in parts if part is not None),
        message=str(inner.get("message") or inner.get("msg") or plain),
    )


@dataclass(frozen=True, slots=True)
class Manners:
    """How a vendor says no. The defaults hold for most; a vendor's adapter names its own words beside them.

    Words are looked for in the code and the message, without regard to case.
    """

    refused: tuple[str, ...] = (
        "content_policy",
        "content policy",
        "content_filter",
        "moderation",
        "moderated",
        "safety",
        "sensitive",
        "nsfw",
        "prohibited content",
    )
    out_of_credit: tuple[str, ...] = (
        "insufficient_quota",
        "quota_exceeded",
        "insufficient credit",
        "insufficient balance",
        "not enough credits",
        "billing_hard_limit",
    )
    retired: tuple[str, ...] = ("model_not_found", "deprecated", "retired", "no longer available")
    not_taken: frozenset[int] = frozenset()
    """Statuses from 500 that the vendor documents as sent before a request is taken, e.g. 529."""
    read: Callable[[int, Any], Trouble | None] = read_trouble
    """The no that a decoded body holds, if any; also asked about answers of status 200."""


USUAL_MANNERS: Final = Manners()


def no_of(
    vendor: str, trouble: Trouble, manners: Manners, *, asked: str, secrets: tuple[str, ...] = ()
) -> ProviderError:
    """The error for a no to a request that would have cost money. `asked` names it: "POST /images"."""
    said = clean(f"{trouble.code} {trouble.message}", secrets)
    text = f"{asked} answered {trouble.status}" + (f" ({said})" if said else "")
    kind, cure = _judged(trouble, manners)
    message = f"{text}; {cure}"
    if issubclass(kind, NotAccepted):
        return kind(message, provider=vendor, status=trouble.status, retry_after=trouble.retry_after)
    return kind(message, provider=vendor, status=trouble.status)


def _judged(trouble: Trouble, manners: Manners) -> tuple[type[ProviderError], str]:
    """What it means and what to do, by the first line that fits."""
    status = trouble.status
    words = f"{trouble.code} {trouble.message}".lower()

    def said(known: tuple[str, ...]) -> bool:
        return any(word.lower() in words for word in known)

    lines: tuple[tuple[bool, type[ProviderError], str], ...] = (
        (status == 402 or (status < 500 and said(manners.out_of_credit)), OutOfCredit, _PAY),
        (status == 429 or status in manners.not_taken, NotAccepted, "it may be sent again"),
        (status >= 500 or status == 408, Ambiguous, "it may have been taken and is not sent again"),
        (said(manners.refused), Refused, "change the wording; the same is not sent again"),
        (status in {401, 403}, Rejected, "check the key and what it may do"),
        (status in {404, 410} or said(manners.retired), Retired, _NAME_ANOTHER),
        (status < 400, Rejected, "it points elsewhere; set the vendor's base URL to that"),
    )
    return next(
        ((kind, cure) for fits, kind, cure in lines if fits), (Rejected, "the same is not sent again")
    )


def clean(text: str, secrets: tuple[str, ...] = ()) -> str:
    """A vendor's words on one short line, without our keys."""
    for secret in secrets:
        if secret:
            text = text.replace(secret, "…")
    line = " ".join("".join(c if c.isprintable() else " " for c in text).split())
    return line if len(line) <= _SAID else f"{line[: _SAID - 1]}…"


def retry_after(headers: Mapping[str, str], *, now: Callable[[], float] = time.time) -> float | None:
    """Seconds the vendor wants to be left alone: given as such or as a date (RFC 9110, 10.2.3)."""
    value = headers.get("retry-after", "").strip()
    if not value:
        return None
    try:
        seconds = float(value)
    except ValueError:
        try:
            seconds = parsedate_to_datetime(value).timestamp() - now()
        except ValueError:
            return None
    return min(max(seconds, 0.0), _LONGEST_WAIT) if seconds == seconds else None  # noqa: PLR0124 -- not a number
