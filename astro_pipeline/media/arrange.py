"""Arrangements, one per shape of frame: type is measured first, the object gets what is left."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Final

from astro_pipeline.domain.placements import Insets
from astro_pipeline.media.column import Column
from astro_pipeline.media.layout import Area, Layout, Logo, Piece
from astro_pipeline.media.look import Look, Words
from astro_pipeline.media.placing import Frame, frame_for, place_logo, placed

_BROAD: Final = 1.15
"""Width over height from which an object wants the whole width of a square."""

_SLIM: Final = 0.8
"""Width over height below which an object stands well beside text."""


def arrange(
    width: int,
    height: int,
    insets: Insets,
    words: Words,
    look: Look,
    *,
    fonts: tuple[Path, ...] = (),
    logo_ratio: float | None = None,
    object_ratio: float = 0.5,
) -> Layout:
    """The words, logo and object of one picture in their places.

    `insets` is where no type may stand; `logo_ratio` is the logo's width over its height,
    None for a name to be set; `object_ratio` is the object's. Nothing overlaps: what has no
    room is left out and noted. All type of a column begins at one edge; a mirrored look moves
    the column to the other side, a language read from the right mirrors everything.
    """
    if words.rtl:  # a platform's rail may stand on either side there: keep both free
        side = max(insets.left, insets.right)
        insets = insets.model_copy(update={"left": side, "right": side})
    frame = frame_for(
        width, height, insets, words, look, fonts=fonts, logo_ratio=logo_ratio, object_ratio=object_ratio
    )
    layout = _least_left_out([_ARRANGERS[name](frame) for name in _arrangements(frame, look)])
    return _mirrored(layout) if words.rtl else layout


def _least_left_out(layouts: list[Layout]) -> Layout:
    """The first that holds everything; else the one that leaves out least."""
    return min(layouts, key=lambda layout: len(layout.notes))


def _arrangements(frame: Frame, look: Look) -> tuple[str, ...]:
    """The style's arrangement for this shape, then others for words it cannot hold."""
    beside = "columns" if frame.swapped else "corner"
    match frame.shape:
        case "strip":
            return ("strip",)
        case "wide":
            return ("columns",)
        case "tall":
            return _tall_arrangements(frame, look, beside)
        case "square" if frame.object_ratio > _BROAD and frame.width > 400:
            return ("head" if frame.swapped else "corner", "head", "stack", "columns")
        case "square" if look.style in {"bold", "editorial"}:
            return (beside, "columns", "stack")
        case "square":
            return ("columns", beside, "stack")


def _tall_arrangements(frame: Frame, look: Look, beside: str) -> tuple[str, ...]:
    if frame.insets.bottom > 0.2 * frame.height:
        return ("head",)
    if look.style == "editorial":
        return ("foot", "head")
    if look.style == "minimal" or frame.height > 1.6 * frame.width:
        return ("stack", "head")
    if frame.object_ratio < _SLIM and frame.height < 1.35 * frame.width:
        return (beside if look.style == "bold" else "columns", "columns", "stack")
    return ("head", "stack")


def _stack(frame: Frame) -> Layout:
    """Logo, text, object, button: from top to bottom."""
    safe, unit = frame.safe, frame.scale.unit
    logo = place_logo(frame, safe.left, safe.top, safe.width, align=frame.align)
    tail = frame.setter.tail(width=safe.width, cta=True, legal=True)
    top = logo.area.bottom + unit * 62
    share = 0.4 if frame.height > 1.4 * frame.width else 0.34
    column = frame.setter.column(
        width=safe.width,
        height=min(share * safe.height, safe.bottom - tail.height - top),
        cta=False,
        legal=False,
    )
    foot = safe.bottom - tail.height
    hero_top = top + column.height + unit * 50
    pieces = (
        *placed(column, safe.left, top, safe.width, frame.align),
        *placed(tail, safe.left, foot, safe.width, frame.align),
    )
    side = frame.margin * 0.5
    hero = Area(side, hero_top, frame.width - 2 * side, foot - unit * 44 - hero_top)
    panel_bottom = foot - unit * 40
    panel = Area(0, hero_top - unit * 4, frame.width, max(0.0, panel_bottom - hero_top + unit * 4))
    return _layout(frame, pieces, logo, hero, stands=False, panel=panel, notes=(*column.notes, *tail.notes))


def _head(frame: Frame) -> Layout:
    """All type at the top, the object below it; the foot may be covered by the platform."""
    safe, unit = frame.safe, frame.scale.unit
    logo = place_logo(frame, safe.left, safe.top, safe.width, align=frame.align)
    top = logo.area.bottom + unit * 56
    share = 0.36 if frame.height > 1.6 * frame.width else 0.46
    height = min(safe.bottom - top, share * frame.height)
    column = frame.setter.column(width=safe.width, height=height, max_lines=3)
    hero_top = top + column.height + unit * 56
    side = frame.margin
    hero = Area(side, hero_top, frame.width - 2 * side, frame.height * 0.965 - hero_top)
    panel = Area(0, hero_top - unit * 10, frame.width, frame.height - hero_top + unit * 10)
    pieces = placed(column, safe.left, top, safe.width, frame.align)
    return _layout(frame, pieces, logo, hero, stands=False, panel=panel, notes=column.notes)


def _foot(frame: Frame) -> Layout:
    """The object on top, all type at the foot."""
    safe, unit = frame.safe, frame.scale.unit
    logo = place_logo(frame, safe.left, safe.top, safe.width, align=frame.align)
    column = frame.setter.column(width=safe.width, height=0.52 * safe.height, max_lines=3)
    top = safe.bottom - column.height
    left, hero_top = frame.margin * 0.5, logo.area.bottom + unit * 34
    if frame.object_ratio < _SLIM:  # it may stand beside the logo, and so be larger
        left, hero_top = max(logo.area.right + unit * 40, 0.3 * frame.width), frame.margin * 0.8
    right = frame.width - frame.margin * 0.5
    hero = Area(left, hero_top, right - left, top - unit * 56 - hero_top)
    panel = Area(0, 0, frame.width, max(0.0, top - unit * 44))
    pieces = placed(column, safe.left, top, safe.width, frame.align)
    return _layout(frame, pieces, logo, hero, stands=False, panel=panel, notes=column.notes)


def _corner(frame: Frame) -> Layout:
    """Headline across the top, the object in the lower corner, the rest beside it."""
    safe, unit = frame.safe, frame.scale.unit
    logo = place_logo(frame, safe.left, safe.top, safe.width, align="start")
    top = logo.area.bottom + unit * 56
    plain = replace(frame.setter, words=frame.setter.words.model_copy(update={"support": ""}))
    head = plain.column(width=safe.width, height=0.36 * safe.height, cta=False, legal=False, max_lines=3)
    below = top + head.height + unit * 44
    beside = 0.5 * safe.width
    foot = _beside(frame, beside, safe.bottom - below, headline=head.headline_px)
    pieces = (
        *placed(head, safe.left, top, safe.width, "start"),
        *placed(foot, safe.left, safe.bottom - foot.height, beside, "start"),
    )
    left = safe.left + max(beside * 0.8, foot.width) + unit * 36
    # an upright object may run off the frame a little, a lying one would lose its foot
    low = 1.05 * frame.height if frame.object_ratio < _SLIM else frame.height - frame.margin * 0.8
    hero = Area(left, below, frame.width - frame.margin * 0.5 - left, low - below)
    panel = Area(left, below, frame.width - left, frame.height - below)
    return _layout(frame, pieces, logo, hero, stands=True, panel=panel, notes=(*head.notes, *foot.notes))


def _beside(frame: Frame, width: float, height: float, *, headline: float) -> Column:
    """Support, button and legal line for the place beside the object."""
    tail = frame.setter.tail(width=width, cta=True, legal=True)
    if frame.setter.small or not frame.setter.words.support or not tail.items:
        return tail
    support = frame.setter.support(width=width, headline=headline)
    column = Column((support, *tail.items), tail.notes) if support else None
    if column is None or column.height > height:
        return Column(tail.items, (*tail.notes, "support left out: no room at a legible size"))
    return column


def _columns(frame: Frame) -> Layout:
    """Text on one side, the object on the other."""
    safe, unit = frame.safe, frame.scale.unit
    gap = unit * 50
    width = safe.width - _object_share(frame) * safe.width - gap
    left = safe.right - width if frame.swapped else safe.left
    logo = place_logo(frame, left, safe.top, width, align="start")
    legal = frame.setter.tail(width=width, cta=False, legal=True)
    room_top = logo.area.bottom + unit * 40
    room_bottom = safe.bottom - (legal.height + unit * 30 if legal.items else 0)
    column = frame.setter.column(width=width, height=0.92 * (room_bottom - room_top), legal=False)
    top = room_top + max(0.0, (room_bottom - room_top - column.height) * 0.5)
    pieces = (
        *placed(column, left, top, width, "start"),
        *placed(legal, left, safe.bottom - legal.height, width, "start"),
    )
    edge = left - gap if frame.swapped else left + width + gap
    side = frame.margin * 0.7
    first, last = (side, edge) if frame.swapped else (edge, frame.width - side)
    slim = frame.shape != "wide" and frame.object_ratio < _SLIM
    air = 0.07 * (last - first) if slim else 0.0
    hero = Area(first + air, frame.height * 0.06, last - first - 2 * air, frame.height * 0.88)
    begin, end = (0.0, edge + unit * 4) if frame.swapped else (edge - unit * 4, float(frame.width))
    panel = Area(begin, 0, end - begin, frame.height)
    notes = (*column.notes, *legal.notes)
    return _layout(frame, pieces, logo, hero, stands=False, panel=panel, notes=notes)


def _object_share(frame: Frame) -> float:
    """How much of the width the object's side has: an upright object in a wide frame needs less."""
    if frame.shape != "wide":
        return 0.38
    wanted = 1.7 * frame.object_ratio * 0.88 * frame.height / frame.safe.width
    return min(max(wanted, 0.32), 0.44)


def _strip(frame: Frame) -> Layout:
    """A banner wider than high: logo, headline, button in a row, the object at one end."""
    safe, gap = frame.safe, max(8.0, 0.1 * frame.height)
    taken = min(0.95 * frame.height, 0.17 * frame.width) if frame.height >= 90 else 0.0
    aside = taken + 1.5 * gap if taken else 0.0
    first = safe.left + (aside if frame.swapped else 0.0)
    last = safe.right - (0.0 if frame.swapped else aside)
    tail = frame.setter.tail(width=(0.34 if frame.width > 400 else 0.47) * safe.width, cta=True, legal=False)
    button_left = last - tail.width
    button = placed(tail, button_left, safe.top + (safe.height - tail.height) / 2, tail.width, "start")
    stacked = frame.height >= 100
    room = button_left - gap - first
    logo = place_logo(frame, first, safe.top, room if stacked else 0.36 * room, align="start")
    if not stacked:
        logo = replace(logo, area=replace(logo.area, top=(frame.height - logo.area.height) / 2))
    left = first if stacked else logo.area.right + 1.6 * gap
    column = _in_strip(frame, button_left - gap - left, logo, stacked=stacked, gap=gap)
    top = logo.area.bottom + gap if stacked else safe.top
    y = top + (safe.bottom - top - column.height) / 2
    pieces = (*placed(column, left, y, button_left - gap - left, "start"), *button)
    hero_left = safe.left - 0.5 * gap if frame.swapped else last + gap
    hero = Area(hero_left, 0.06 * frame.height, taken, 0.88 * frame.height) if taken else None
    begin, end = (0.0, first - gap) if frame.swapped else (last + gap, float(frame.width))
    panel = Area(begin, 0, max(0.0, end - begin), frame.height)
    notes = (*column.notes, *tail.notes)
    return _layout(frame, pieces, logo, hero, stands=False, panel=panel, notes=notes)


def _in_strip(frame: Frame, width: float, logo: Logo, *, stacked: bool, gap: float) -> Column:
    """What a strip says: below the logo, or beside it where the strip is slim."""
    slim = frame.height < 200
    plain = frame.setter.words.model_copy(update={"kicker": ""})
    setter = replace(frame.setter, words=plain, small=slim and frame.width < 700, terse=slim)
    top = logo.area.bottom + gap if stacked else frame.safe.top
    height = frame.safe.bottom - top
    column = setter.column(width=width, height=height, cta=False, legal=stacked, max_lines=2)
    if stacked or not plain.legal:
        return column
    return Column(column.items, (*column.notes, "legal line left out: the banner is too slim for it"))


def _layout(
    frame: Frame,
    pieces: tuple[Piece, ...],
    logo: Logo,
    hero: Area | None,
    *,
    stands: bool,
    panel: Area,
    notes: tuple[str, ...],
) -> Layout:
    if hero and min(hero.width, hero.height) < 0.1 * min(frame.width, frame.height):
        hero, notes = None, (*notes, "object left out: the text needs the whole frame")
    terse = frame.setter.small or frame.shape == "strip"
    return Layout(
        frame.width, frame.height, frame.shape, pieces, logo, hero, stands, panel, notes, terse=terse
    )


def _mirrored(layout: Layout) -> Layout:
    flip = layout.width
    return replace(
        layout,
        pieces=tuple(replace(piece, area=piece.area.flipped(flip)) for piece in layout.pieces),
        logo=replace(layout.logo, area=layout.logo.area.flipped(flip)),
        hero=layout.hero.flipped(flip) if layout.hero else None,
        panel=layout.panel.flipped(flip),
    )


_ARRANGERS: Final[dict[str, Callable[[Frame], Layout]]] = {
    "stack": _stack,
    "head": _head,
    "foot": _foot,
    "corner": _corner,
    "columns": _columns,
    "strip": _strip,
}
