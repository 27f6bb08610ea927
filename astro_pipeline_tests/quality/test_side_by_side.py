import time
from collections.abc import Iterator

import pytest

from astro_pipeline.domain.review import Finding
from astro_pipeline.quality.finding import judged
from astro_pipeline.quality.side_by_side import side_by_side


def _slowest_first(number: int) -> Iterator[Finding]:
    time.sleep(0.05 if number == 0 else 0)
    yield judged("technical.size", f"{number}", holds=True)
    yield judged("technical.bytes", f"{number}", holds=True)


def test_findings_stand_in_the_order_of_the_things() -> None:
    found = side_by_side(_slowest_first, range(3))

    assert [(each.file, each.rule) for each in found] == [
        (f"{n}", rule) for n in range(3) for rule in ("technical.size", "technical.bytes")
    ]


def test_what_examining_raises_is_raised() -> None:
    def broken(_: int) -> Iterator[Finding]:
        raise ValueError("broken")
        yield

    with pytest.raises(ValueError, match="broken"):
        side_by_side(broken, range(2))
