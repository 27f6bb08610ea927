"""What can go wrong between us and a vendor."""

from enum import StrEnum


class Scenario(StrEnum):
    """One paid request's fate."""

    GOOD = "good"
    # said before anything is taken
    TOO_MANY = "429 with Retry-After"
    TOO_MANY_INSIDE = "429 in body"
    NO_QUOTA = "quota exhausted"
    BROKEN = "500"
    REFUSAL = "refusal"
    RETIRED = "retired model"
    # taken, and the answer spoiled
    BROKEN_AFTER = "500 after accepting"
    SILENT = "timeout"
    CUT = "cut after accepting"
    TRUNCATED = "truncated body"
    HTML = "HTML instead of JSON"
    SCHEMA = "schema violation"
    # taken, and the job goes wrong
    JOB_FAILED = "job failed"
    JOB_LOST = "job lost"
    # made, and what is delivered is not what it should be
    GARBAGE = "garbage media"
    OVERSIZED = "oversized media"
    PIXEL_BOMB = "pixel bomb"
    PRIVATE = "redirect to a private address"
    EXPIRED = "expired URL"


BEFORE = frozenset(
    {
        Scenario.TOO_MANY,
        Scenario.TOO_MANY_INSIDE,
        Scenario.NO_QUOTA,
        Scenario.BROKEN,
        Scenario.REFUSAL,
        Scenario.RETIRED,
    }
)
"""Nothing was taken, nothing is billed."""

SPOILED = frozenset(
    {
        Scenario.BROKEN_AFTER,
        Scenario.SILENT,
        Scenario.CUT,
        Scenario.TRUNCATED,
        Scenario.HTML,
        Scenario.SCHEMA,
    }
)
"""Taken and billed, and nobody is told."""

DELIVERY = frozenset(
    {Scenario.GARBAGE, Scenario.OVERSIZED, Scenario.PIXEL_BOMB, Scenario.PRIVATE, Scenario.EXPIRED}
)
"""Made and billed, and of no use."""
