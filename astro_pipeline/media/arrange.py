"""Arrangements, one per shape of frame: type is measured first, the object gets what is left."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Final

from astro_pipeline.domain.placements import Insets
from astro_pipeline.media.column import Column
from astro_pipeline.media.layout import Area, Layout, Logo, Piece, shape_of
from astro_pipeline.media.look import Look, Words
from astro_pipeline.media.placing import Frame, frame_for, place_logo, placed


def arrange(
    width: int,
    height: int,
    insets: Insets,
    words: Words,
    look: Look,
    *,
    fonts: tuple[Path, ...] = (),
    logo_ratio: float | None = None,
    broad: bool = False,
) -> Layout:
    """The words, logo and object of one picture in their places; `broad` for an object wider than high.

    `insets` is where no type may stand; `logo_ratio` is the logo's width over its height,
    None for a name to be set. Nothing overlaps: what has no room is left out and noted.
    """
    flipped = look.mirrored != words.rtl
    if flipped:
        insets = insets.model_copy(update={"left": insets.right, "right": insets.left})
    if words.rtl:  # a platform's rail may stand on either side there: keep both free
        side = max(insets.left, insets.right)
        insets = insets.model_copy(update={"left": side, "right": side})
    frame = frame_for(width, height, insets, words, look, fonts=fonts, logo_ratio=logo_ratio)
    layout = _least_left_out([_ARRANGERS[name](frame) for name in _arrangements(frame, look, broad=broad)])
    return _mirrored(layout) if flipped else layout


def _least_left_out(layouts: list[Layout]) -> Layout:
    """The first that holds everything; else the one that leaves out least."""
    return min(layouts, key=lambda layout: len(layout.notes))


def _arrangements(frame: Frame, look: Look, *, broad: bool) -> tuple[str, ...]:
    """The style's arrangement for this shape, then others for words it cannot hold."""
    shape = shape_of(frame.width, frame.height)
    if shape in {"strip", "wide"}:
        return ("strip",) if shape == "strip" else ("columns",)
    if shape == "tall":
        if frame.insets.bottom > 0.2 * frame.height:
            return ("head",)
        return ("foot", "head") if look.style == "editorial" else ("stack", "head")
    if broad and frame.width > 400:
        return ("stack", "corner")
    return ("corner", "stack") if look.style in {"bold", "editorial"} else ("columns", "corner", "stack")


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
    """All type at the top, the object below it: for frames whose foot the platform covers."""
    safe, unit = frame.safe, frame.scale.unit
    logo = place_logo(frame, safe.left, safe.top, safe.width, align=frame.align)
    top = logo.area.bottom + unit * 56
    height = min(safe.bottom - top, 0.36 * frame.height)
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
    hero_top = logo.area.bottom + unit * 34
    side = frame.margin * 0.5
    hero = Area(side, hero_top, frame.width - 2 * side, top - unit * 56 - hero_top)
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
    foot = _beside(frame, beside, safe.bottom - below)
    pieces = (
        *placed(head, safe.left, top, safe.width, "start"),
        *placed(foot, safe.left, safe.bottom - foot.height, safe.width, "start"),
    )
    left = safe.left + max(beside * 0.8, foot.width) + unit * 36
    hero = Area(left, below, frame.width - frame.margin * 0.5 - left, frame.height * 1.05 - below)
    panel = Area(left, below, frame.width - left, frame.height - below)
    return _layout(frame, pieces, logo, hero, stands=True, panel=panel, notes=(*head.notes, *foot.notes))


def _beside(frame: Frame, width: float, height: float) -> Column:
    """Support, button and legal line for the place beside the object."""
    tail = frame.setter.tail(width=width, cta=True, legal=True)
    support = None if frame.setter.small else frame.setter.support(width=width)
    if support is None or not tail.items:
        return tail
    column = Column((support, *tail.items), tail.notes)
    if column.height > height:
        return Column(tail.items, (*tail.notes, "support left out: no room at a legible size"))
    return column


def _columns(frame: Frame) -> Layout:
    """Text on one side, the object on the other."""
    safe, unit = frame.safe, frame.scale.unit
    wide = shape_of(frame.width, frame.height) == "wide"
    width = safe.width * (0.52 if wide else 0.56)
    logo = place_logo(frame, safe.left, safe.top, width, align="start")
    legal = frame.setter.tail(width=width, cta=False, legal=True)
    room_top = logo.area.bottom + unit * 40
    room_bottom = safe.bottom - (legal.height + unit * 30 if legal.items else 0)
    column = frame.setter.column(width=width, height=0.92 * (room_bottom - room_top), legal=False)
    top = room_top + max(0.0, (room_bottom - room_top - column.height) * 0.5)
    pieces = (
        *placed(column, safe.left, top, width, "start"),
        *placed(legal, safe.left, safe.bottom - legal.height, width, "start"),
    )
    left = safe.left + width + unit * 50
    hero = Area(left, frame.height * 0.06, frame.width - frame.margin * 0.7 - left, frame.height * 0.89)
    panel = Area(left - unit * 4, 0, frame.width - left + unit * 4, frame.height)
    notes = (*column.notes, *legal.notes)
    return _layout(frame, pieces, logo, hero, stands=False, panel=panel, notes=notes)


def _strip(frame: Frame) -> Layout:
    """A banner wider than high: object, logo, headline, button, in a row."""
    safe, gap = frame.safe, max(8.0, 0.1 * frame.height)
    hero_width = min(0.95 * frame.height, 0.17 * frame.width) if frame.height >= 90 else 0.0
    tail = frame.setter.tail(width=(0.34 if frame.width > 400 else 0.47) * safe.width, cta=True, legal=False)
    right = safe.right - (hero_width + gap if hero_width else 0)
    button_left = right - tail.width
    button = placed(tail, button_left, safe.top + (safe.height - tail.height) / 2, tail.width, "start")
    stacked = frame.height >= 100
    room = button_left - gap - safe.left
    logo = place_logo(frame, safe.left, safe.top, room if stacked else 0.36 * room, align="start")
    if not stacked:
        logo = replace(logo, area=replace(logo.area, top=(frame.height - logo.area.height) / 2))
    left = safe.left if stacked else logo.area.right + 1.6 * gap
    top = logo.area.bottom + gap if stacked else safe.top
    slim = frame.height < 200
    plain = frame.setter.words.model_copy(update={"kicker": ""})
    setter = replace(frame.setter, words=plain, small=slim and frame.width < 700, terse=slim)
    column = setter.column(
        width=button_left - gap - left, height=safe.bottom - top, cta=False, legal=stacked, max_lines=2
    )
    y = top + (safe.bottom - top - column.height) / 2
    pieces = (*placed(column, left, y, button_left - gap - left, "start"), *button)
    hero = (
        Area(right + gap * 0.5, 0.06 * frame.height, hero_width, 0.88 * frame.height) if hero_width else None
    )
    panel = Area(right + gap * 0.5, 0, frame.width - right - gap * 0.5, frame.height)
    return _layout(frame, pieces, logo, hero, stands=False, panel=panel, notes=(*column.notes, *tail.notes))


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
    shape = shape_of(frame.width, frame.height)
    return Layout(frame.width, frame.height, shape, pieces, logo, hero, stands, panel, notes)


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
