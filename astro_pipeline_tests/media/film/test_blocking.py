"""An object beside type keeps off it, whatever its shape; it leaves the frame first."""

from math import cos, radians, sin

import pytest

from astro_pipeline.media.film.blocking import Shape, stage
from astro_pipeline.media.film.shot import scene_view
from astro_pipeline.media.pixels.palette import roles

_WIDE = 16 / 9


def _reach(hero: float, turn: int, *, mirrored: bool) -> tuple[float, float, float]:
    """Where the scene's objects begin and end across the frame, and where its type ends, as it is read."""
    view = scene_view(1920, 1080, turn)
    staging = stage(
        Shape(_WIDE, hero),
        roles(("#1F2A5A", "#FF8A5B", "#F5F6FB"), "bold", choice=0, warmth=0, light=0),
        view,
        picture="p",
        style="bold",
        mirrored=mirrored,
        seed=1,
    )
    edges: list[float] = []
    for prop in staging.props:
        turned = radians(abs(prop.tilt))
        half = prop.height * (hero * cos(turned) + sin(turned)) / _WIDE / 2
        edges += [prop.x - half, prop.x + half]
    ends = (1 - max(edges), 1 - min(edges)) if mirrored else (min(edges), max(edges))
    return *ends, view.room[0]


@pytest.mark.parametrize("mirrored", [False, True])
@pytest.mark.parametrize("turn", range(6))
@pytest.mark.parametrize("hero", [0.3, 0.6, 1.0, 1.5, 1.9])
def test_beside_type_no_object_stands_under_it(hero: float, turn: int, *, mirrored: bool) -> None:
    """A laptop stood under the headline of every broad film."""
    left, right, type_ends = _reach(hero, turn, mirrored=mirrored)

    assert left >= type_ends - 0.031
    assert right <= 1.21


@pytest.mark.parametrize("turn", range(6))
def test_an_upright_object_stays_where_its_view_has_it(turn: int) -> None:
    left, right, _ = _reach(0.45, turn, mirrored=False)

    assert (left + right) / 2 == pytest.approx(0.76, abs=0.011)
