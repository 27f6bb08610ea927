from collections.abc import Callable
from dataclasses import dataclass, field
from fractions import Fraction

import numpy as np
import pytest

from astro_pipeline.domain.review import Box
from astro_pipeline.media.film.fingerprint import fingerprint, program


@dataclass(frozen=True)
class _Pair:
    first: object
    second: object


def test_equal_things_have_one_fingerprint() -> None:
    one = _Pair(np.arange(6, dtype=np.uint8), Box(x=1, y=2, width=3, height=4))
    other = _Pair(np.arange(6, dtype=np.uint8), Box(x=1, y=2, width=3, height=4))

    assert fingerprint(one) == fingerprint(other)
    assert fingerprint({"a": 1, "b": 2}) == fingerprint({"b": 2, "a": 1})


def test_different_things_have_different_fingerprints() -> None:
    pixels = np.arange(6, dtype=np.uint8)
    things: list[object] = [
        None, 1, 1.0, True, "1", b"1", (1,), ((1,),), (1, 1), ("1", ""), ("", "1"), {"1": 1}, Fraction(1),
        pixels, pixels.reshape(2, 3), pixels.astype(np.int8), pixels + 1, np.empty((0, 3), np.uint8),
        _Pair(1, 2), _Pair(2, 1), Box(x=1, y=2, width=3, height=4), Box(x=2, y=1, width=3, height=4),
    ]  # fmt: skip

    assert len({fingerprint(thing) for thing in things}) == len(things)


def test_a_thing_whose_parts_cannot_be_seen_is_refused() -> None:
    with pytest.raises(TypeError, match="object has no fingerprint"):
        fingerprint([object()])


def test_the_program_is_the_same_all_the_time_it_runs() -> None:
    assert program() == program()
    assert program() != fingerprint()


@dataclass(frozen=True)
class _Drawn:
    key: str
    draw: Callable[[], object] = field(compare=False)


def test_what_a_thing_is_not_compared_by_is_not_part_of_its_fingerprint() -> None:
    assert fingerprint(_Drawn("a", list)) == fingerprint(_Drawn("a", dict))
    assert fingerprint(_Drawn("a", list)) != fingerprint(_Drawn("b", list))
