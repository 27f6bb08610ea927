"""What went wrong at a language model, as one of our errors: what may be done is decided here.

What the service itself said goes before what the libraries above it made of that.
"""

import json
import re
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from astro_pipeline.errors import Ambiguous, NotAccepted, ProviderError
from astro_pipeline.providers.calling.trouble import (
    UNREACHED,
    Manners,
    Trouble,
    clean,
    no_of,
    read_trouble,
    retry_after,
)

if TYPE_CHECKING:
    import httpx2

    from astro_pipeline.providers.language.post import Unanswered

_MANNERS: Final = Manners(
    out_of_credit=(*Manners().out_of_credit, "credit balance is too low"),
    not_taken=frozenset({529}),
)
"""Anthropic says 400 and "credit balance is too low" for an empty account, and 529 where it is overloaded
and turned the request away unbilled. Source: docs.anthropic.com/en/api/errors (checked 2026-11-20)."""

_DELAY: Final = re.compile(r'"retryDelay"\s*:\s*"(\d+(?:\.\d+)?)s"')
"""Google says in its body how long to wait."""


def as_provider_error(
    error: "Unanswered", *, provider: str, model: str, secrets: tuple[str, ...] = ()
) -> ProviderError:
    """Our error for a POST without an answer: what is not surely unsent or turned away is Ambiguous."""
    from pydantic_ai.exceptions import ModelConnectionError  # noqa: PLC0415 -- it takes a second to load

    if error.said is not None and (trouble := _trouble(error.said)):
        return no_of(provider, trouble, _MANNERS, asked=model, secrets=secrets)
    said = clean(str(error.cause) or type(error.cause).__name__, secrets)
    if isinstance(error.cause, ModelConnectionError) and error.cause.phase in {"pool", "connect"}:
        return NotAccepted(f"{model}: not reached ({said}); {UNREACHED}", provider=provider)
    return Ambiguous(
        f"{model}: no answer that can be read ({said}); it may have been taken and is not asked again",
        provider=provider,
    )


def _trouble(said: "httpx2.Response") -> Trouble | None:
    """The service's no, if that is what it said."""
    try:
        body: object = json.loads(said.content)
    except ValueError:
        body = None
    found = read_trouble(said.status_code, body)
    if found is None and said.status_code < 300:
        return None
    found = found or Trouble(said.status_code)
    wait = retry_after(said.headers)
    if wait is None and (told := _DELAY.search(said.text)):
        wait = float(told[1])
    return replace(found, retry_after=wait)
