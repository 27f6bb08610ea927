from dataclasses import replace

from astro_pipeline.domain.placements import Insets
from astro_pipeline.media.adverts.arrange import arrange
from astro_pipeline.media.adverts.layout import Layout
from astro_pipeline.media.adverts.look import Look
from astro_pipeline.media.adverts.mending import mended
from astro_pipeline.media.pixels.area import Area
from astro_pipeline_tests.media.adverts.examples import USUAL

SAFE = Area(30, 30, 480, 480)


def _layout() -> Layout:
    return arrange(540, 540, Insets(), USUAL, Look(style="bold"))


def _moved(role: str, top: float) -> Layout:
    """The layout with one text moved down or up."""
    layout = _layout()
    pieces = tuple(
        replace(piece, area=replace(piece.area, left=layout.logo.area.left, top=top))
        if piece.role == role
        else piece
        for piece in layout.pieces
    )
    return replace(layout, pieces=pieces)


def test_a_sound_arrangement_is_left_as_it_is() -> None:
    layout = _layout()

    assert mended(layout, SAFE) == layout


def test_a_legal_line_on_the_logo_is_left_out_and_noted() -> None:
    layout = mended(_moved("legal", _layout().logo.area.top), SAFE)

    assert "legal" not in {piece.role for piece in layout.pieces}
    assert "legal left out: no room for it" in layout.notes


def test_a_text_below_the_free_zone_is_left_out_and_what_stands_well_stays() -> None:
    layout = mended(_moved("support", 530), SAFE)

    assert {piece.role for piece in layout.pieces} >= {"headline", "cta"}
    assert "support" not in {piece.role for piece in layout.pieces}
