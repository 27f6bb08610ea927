"""A vendor's job together with what it is to cost, as one string.

Most vendors do not tell the price of a job that is looked at later, and a process that resumes knows no
more than the job's id: so the price goes with it, and into the mark by which a lost job is found.
"""

from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from hashlib import sha256
from urllib.parse import quote

from astro_pipeline.errors import Rejected


@dataclass(frozen=True, slots=True)
class Ticket:
    """What stands in the ledger as the job's id."""

    id: str
    """The vendor's own."""
    usd: Decimal

    def __str__(self) -> str:
        return f"{self.id}@{self.usd}"

    @property
    def path(self) -> str:
        """The vendor's id as a part of an address."""
        return quote(self.id, safe="")

    @classmethod
    def read(cls, job_id: str, *, provider: str) -> "Ticket":
        """Raises: Rejected where it is none of ours."""
        vendor_id, at, usd = job_id.rpartition("@")
        try:
            if vendor_id and at:
                return cls(vendor_id, Decimal(usd))
        except InvalidOperation:
            pass
        raise Rejected(f"{job_id!r} is no job of this provider; it reads id@usd", provider=provider)


def mark(key: str, usd: Decimal) -> str:
    """What is sent with a job, so that it can be found by its key alone."""
    return f"{_named(key)}-{usd}"


def found_by(key: str, marked: str) -> Decimal | None:
    """What a job so marked is to cost; None where it is somebody else's."""
    name, _, usd = marked.rpartition("-")
    return Decimal(usd) if name.endswith(_named(key)) else None


def _named(key: str) -> str:
    return sha256(key.encode()).hexdigest()[:32]
