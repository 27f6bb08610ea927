"""Things examined two at a time: decoding and reading leave Python's lock free."""

from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from typing import Final, TypeVar

from astro_pipeline.domain.review import Finding

Thing = TypeVar("Thing")

_AT_ONCE: Final = 2
"""A film's frames lie in memory while it is looked at: two of them are enough."""


def side_by_side(
    examine: Callable[[Thing], Iterable[Finding]], things: Iterable[Thing]
) -> tuple[Finding, ...]:
    """The findings on each thing, in the things' order; raises what examining the first of them raised."""

    def whole(thing: Thing) -> tuple[Finding, ...]:
        return tuple(examine(thing))

    with ThreadPoolExecutor(_AT_ONCE, thread_name_prefix="examine") as pool:
        return tuple(finding for found in pool.map(whole, things) for finding in found)
