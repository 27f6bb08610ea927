import pytest

from astro_pipeline.media.film.opening import Opening


def test_a_thing_is_opened_once_by_whoever_asks_first() -> None:
    opened: list[int] = []

    def twice(number: int) -> int:
        opened.append(number)
        return 2 * number

    things = Opening(twice)
    things.begin(4)
    things.begin(4)

    assert (things[4], things[4], things[5]) == (8, 8, 10)
    assert sorted(opened) == [4, 5]


@pytest.mark.parametrize("begun", [True, False])
def test_what_opening_raises_reaches_everybody_who_asks(*, begun: bool) -> None:
    def broken(number: int) -> int:
        raise ValueError(number)

    things = Opening(broken)
    if begun:
        things.begin(3)

    for _ in range(2):
        with pytest.raises(ValueError, match="3"):
            things[3]
