"""Gemini, what its pictures and its films have in common: the way in, and how it says no.

Sources: Google's discovery document v1beta (2026-08-22) and the types of google-genai 3.3.0, checked
2026-11-21.
"""

import json
import re
from dataclasses import replace
from typing import Final

from astro_pipeline.providers.binding import Binding
from astro_pipeline.providers.calling.http import Wire, wire_to
from astro_pipeline.providers.calling.trouble import Manners, Trouble, read_trouble

TERMS: Final = "https://ai.google.dev/gemini-api/terms"
REFUSALS: Final = (
    "SAFETY", "PROHIBITED_CONTENT", "BLOCKLIST", "RECITATION", "SPII", "JAILBREAK", "MODEL_ARMOR",
)  # fmt: skip
"""What block and finish reasons of a refusal hold (types of google-genai 3.3.0)."""


def gemini_wire(bound: Binding) -> Wire:
    """The wire to Google, with its own words for a refusal."""
    manners = Manners(refused=(*REFUSALS, *Manners().refused), read=_read)
    return wire_to(bound, lambda: key_header(bound), manners=manners)


def key_header(bound: Binding) -> dict[str, str]:
    """The key as Google wants it shown."""
    return {"x-goog-api-key": bound.account.key}


def _read(status: int, body: object) -> Trouble | None:
    """Google's no: how long to wait stands in its details ("31s"), not in a header."""
    found = read_trouble(status, body)
    if found is None or not isinstance(body, dict):
        return found
    delay = re.search(r'"retryDelay"\s*:\s*"(\d+(?:\.\d+)?)s"', json.dumps(body))
    return replace(found, retry_after=float(delay[1])) if delay else found
