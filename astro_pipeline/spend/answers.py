"""Answers kept: the bytes by digest, everything else as JSON."""

from pathlib import Path
from typing import Protocol

from astro_pipeline.domain.base import digest
from astro_pipeline.errors import StaleInput
from astro_pipeline.provider import Done


class Shelf(Protocol):
    """Where bytes lie by digest."""

    def put(self, data: bytes) -> str:
        """Keep bytes and return their digest."""
        ...

    def blob(self, sha256: str) -> Path:
        """The file that holds the bytes of that digest. Raises: StaleInput."""
        ...


def keep(done: Done, shelf: Shelf) -> tuple[str, str]:
    """Put the bytes away: their digest, and the rest of the answer as JSON.

    An answer without bytes is all JSON; its digest is that of its value.
    """
    sha256 = shelf.put(done.content) if done.content else digest(done.value)
    return sha256, done.model_dump_json(exclude={"content"})


def kept(sha256: str, done: str, shelf: Shelf) -> Done | None:
    """The answer again; None where its bytes are gone or are no longer what they were."""
    answer = Done.model_validate_json(done)
    if digest(answer.value) == sha256:
        return answer
    try:
        content = shelf.blob(sha256).read_bytes()
    except StaleInput:
        return None
    return answer.model_copy(update={"content": content}) if digest(content) == sha256 else None
