import numpy as np
import pytest

from astro_pipeline.domain.timeline import Mark
from astro_pipeline.media.film.brandmark import mark_box, mark_overlay, mark_picture
from astro_pipeline.media.pixels.raster import Pixels as Raster
from astro_pipeline.media.pixels.yuv import Pixels
from astro_pipeline.media.type.fonts import chain
from astro_pipeline.media.type.typeset import Manner
from astro_pipeline_tests.media.filmset import box

MANNER = Manner(chain("grotesk", "en"), "en", tracking=0.0, leading=1.1)


def _mark(name: str = "Rootwell", **changes: object) -> Mark:
    return Mark(name=name, box=box(41, 60, 260, 40), start=0, end=1).model_copy(update=changes)


def _behind(*shades: int) -> Pixels:
    return np.repeat(np.array([[shade] * 3 for shade in shades], np.uint8), 50, axis=0)


def test_a_name_that_reads_on_its_ground_stands_there_without_a_plate() -> None:
    for shades in ((250, 240), (20, 30)):
        picture = mark_picture(_mark(), MANNER, logo=None, behind=_behind(*shades))

        assert picture.edge == 0
        assert picture.contrast > 10
        assert picture.rgba[0, 0, 3] == 0


def test_a_name_that_reads_in_no_ink_gets_a_plate() -> None:
    picture = mark_picture(_mark(), MANNER, logo=None, behind=_behind(20, 250))

    assert picture.edge > 0
    assert picture.contrast > 15
    middle = picture.rgba[picture.rgba.shape[0] // 2]
    assert middle[picture.edge // 2, 3] == 255  # beside the name lies the plate
    overlay = mark_overlay(_mark(), picture, start=0, end=1, come=0, go=0)
    assert overlay.type_box.lines == (overlay.type_box.box,)
    assert overlay.type_box.drawn == "type"


@pytest.mark.parametrize("align", ["start", "centre", "end"])
@pytest.mark.parametrize("logo", [None, np.ones((20, 50, 4), np.float32)])
def test_what_is_looked_behind_is_where_it_will_stand(align: str, logo: Raster | None) -> None:
    mark = _mark(align=align)
    picture = mark_picture(mark, MANNER, logo=logo, behind=_behind(20))

    place = mark_box(mark, MANNER, logo=logo)

    assert place == mark_overlay(mark, picture, start=0, end=1, come=0, go=0).type_box.box
    assert place.width < mark.box.width
    assert mark.box.x <= place.x <= mark.box.x + mark.box.width - place.width


def test_a_name_of_which_nothing_can_be_drawn_has_a_place_and_is_told() -> None:
    mark = _mark("\ue84a")

    picture = mark_picture(mark, MANNER, logo=None, behind=_behind(250))

    assert picture.missing == "\ue84a"
    assert not picture.rgba[..., 3].any()
    assert mark_box(mark, MANNER, logo=None).width == 2
