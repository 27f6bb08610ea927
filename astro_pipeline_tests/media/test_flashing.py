import numpy as np
import pytest

from astro_pipeline.media.flashing import FlashWatch

GREY, RED, EQUALLY_BRIGHT = (0, 0, 0), (255, 0, 0), (127, 127, 127)
WHITE = (255, 255, 255)
SIZE = (64, 48)
"""On a screen of 1024 by 768, 16 pixels each."""
Colour = tuple[int, int, int]


def watched(
    one: Colour, other: Colour, *, hertz: float, part: float = 1.0, seconds: float = 2.0
) -> FlashWatch:
    """Two colours in turn, at 60 frames a second; `part` is the flashing part of the field of view."""
    watch = FlashWatch(*SIZE)
    cells = round(part * 341 * 256 / 16**2)
    for number in range(round(seconds * 60)):
        frame = np.full((SIZE[1], SIZE[0], 3), one, np.uint8)
        side = max(1, round(cells**0.5))
        here = frame if part >= 1 else frame[:side, : round(cells / side)]
        here[:] = other if int(number / 60 * hertz * 2) % 2 else one
        watch.feed(number / 60, frame)
    return watch


def grey(luminance: float) -> Colour:
    """The grey of that relative luminance."""
    code = round(255 * (1.055 * luminance ** (1 / 2.4) - 0.055))
    return (code, code, code)


@pytest.mark.parametrize(("hertz", "harms"), [(2.4, False), (3.0, False), (3.6, True), (10.0, True)])
def test_more_than_three_flashes_in_a_second_are_counted(hertz: float, *, harms: bool) -> None:
    found = watched((0, 0, 0), WHITE, hertz=hertz).general.found

    assert (found.most > 3) is harms


@pytest.mark.parametrize(("change", "harms"), [(0.08, False), (0.12, True)])
def test_a_flash_is_a_change_of_a_tenth_of_luminance(change: float, *, harms: bool) -> None:
    found = watched(grey(0.3), grey(0.3 + change), hertz=6).general.found

    assert (found.most > 3) is harms


@pytest.mark.parametrize(("darker", "harms"), [(0.78, True), (0.84, False)])
def test_between_bright_states_nothing_flashes(darker: float, *, harms: bool) -> None:
    found = watched(grey(darker), WHITE, hertz=6).general.found

    assert (found.most > 3) is harms


@pytest.mark.parametrize(("part", "harms"), [(0.2, False), (0.3, True)])
def test_a_flash_harms_from_a_quarter_of_the_field_of_view(part: float, *, harms: bool) -> None:
    found = watched((0, 0, 0), WHITE, hertz=6, part=part).general.found

    assert (found.most > 3) is harms


def test_red_flashes_are_counted_where_the_luminance_stays() -> None:
    watch = watched(RED, EQUALLY_BRIGHT, hertz=6)

    assert watch.red.found.most > 3
    assert watch.general.found.most == 0


@pytest.mark.parametrize(
    ("one", "other"),
    [((0, 0, 255), (90, 90, 90)), ((255, 0, 0), (255, 60, 60)), ((200, 40, 40), (200, 60, 60))],
)
def test_no_saturated_red_or_no_change_of_hue_is_no_red_flash(one: Colour, other: Colour) -> None:
    assert watched(one, other, hertz=6).red.found.most == 0


def test_a_flash_says_when_and_where() -> None:
    found = watched((0, 0, 0), WHITE, hertz=6, part=0.5).general.found

    assert found.box[:2] == (0.0, 0.0)
    assert 0.1 < found.box[2] < 0.5
    assert found.end - found.start <= 1.0


def test_a_slow_fade_is_no_flash() -> None:
    watch = FlashWatch(*SIZE)
    for number in range(120):
        watch.feed(number / 60, np.full((SIZE[1], SIZE[0], 3), 2 * number, np.uint8))

    assert watch.general.found.most == 0
