"""The last look at an arrangement: where texts would touch or leave the free zone, the least one goes."""

from dataclasses import replace
from itertools import combinations
from typing import Final

from astro_pipeline.media.adverts.column import Role
from astro_pipeline.media.adverts.layout import Layout, Piece
from astro_pipeline.media.pixels.area import Area

_FIRST_TO_GO: Final[tuple[Role, ...]] = ("legal", "kicker", "support", "headline")
"""A frame that is too small for all keeps brand and button; what goes is noted, so that it is reported."""

_SLACK: Final = 1.0
"""Pixels of overlap that rounding alone makes."""


def mended(layout: Layout, safe: Area) -> Layout:
    """The arrangement without the texts that have no room in it."""
    for role in _FIRST_TO_GO:
        if _sound(layout, safe):
            return layout
        kept = tuple(piece for piece in layout.pieces if piece.role != role)
        if len(kept) < len(layout.pieces):
            layout = replace(layout, pieces=kept, notes=(*layout.notes, f"{role} left out: no room for it"))
    return layout


def _sound(layout: Layout, safe: Area) -> bool:
    """True where every text and the logo stand alone and inside the free zone."""
    areas = [_inked(piece) for piece in layout.pieces]
    if layout.logo.area.width > 0:
        areas.append(layout.logo.area)
    if any(_meet(one, other) for one, other in combinations(areas, 2)):
        return False
    return all(area.top >= safe.top - _SLACK and area.bottom <= safe.bottom + _SLACK for area in areas)


def _inked(piece: Piece) -> Area:
    """Where its lines stand: less than the column, which may be wide."""
    width = piece.area.width if piece.role == "cta" else min(piece.block.width, piece.area.width)
    left = piece.area.left + (piece.area.width - width) / 2 if piece.align == "center" else piece.area.left
    return replace(piece.area, left=left, width=width)


def _meet(one: Area, other: Area) -> bool:
    across = min(one.right, other.right) - max(one.left, other.left)
    return across > _SLACK and min(one.bottom, other.bottom) - max(one.top, other.top) > _SLACK
