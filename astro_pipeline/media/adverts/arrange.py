"""Arrangements, one per shape of frame: type is measured first, the object gets what is left."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Final

from astro_pipeline.domain.placements import Insets
from astro_pipeline.media.adverts.column import Column
from astro_pipeline.media.adverts.layout import Layout
from astro_pipeline.media.adverts.look import Look, Words
from astro_pipeline.media.adverts.mending import mended
from astro_pipeline.media.adverts.placing import Frame, frame_for, gathered, place_logo, placed
from astro_pipeline.media.adverts.strip import strip
from astro_pipeline.media.pixels.area import Area

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
    least: float = 9,
) -> Layout:
    """The words, logo and object of one picture in their places.

    `insets` is where no type may stand; `logo_ratio` is the logo's width over its height,
    None for a name to be set; `object_ratio` is the object's; no type is smaller than `least`.
    Nothing overlaps: what has no room is left out and noted. All type of a column begins at one
    edge; a mirrored look moves the column to the other side, a language read from the right
    mirrors everything.
    """
    frame = frame_for(
        width,
        height,
        insets,
        words,
        look,
        fonts=fonts,
        logo_ratio=logo_ratio,
        object_ratio=object_ratio,
        least=least,
    )
    found = [
        replace(mended(_ARRANGERS[name](frame), frame.safe), arrangement=name)
        for name in _arrangements(frame, look)
    ]
    layout = _least_left_out(found)
    return mirrored(layout) if words.rtl else layout


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
            first = ("shelf", "corner") if frame.swapped else ("corner", "shelf")
            return (*first, "head", "stack", "columns")
        case "square" if look.style in {"bold", "editorial"}:
            return (beside, "columns", "stack")
        case "square":
            return ("columns", beside, "stack")


def _tall_arrangements(frame: Frame, look: Look, beside: str) -> tuple[str, ...]:
    if _covered(frame):
        beside_object = look.style in {"bold", "pattern"} and frame.object_ratio < _SLIM
        return ("corner", "head") if beside_object and frame.width > 400 else ("head",)
    if look.style == "editorial":
        return ("foot", "head")
    if look.style == "minimal" and frame.object_ratio < _SLIM and frame.height < 1.35 * frame.width:
        return ("columns", "stack", "head")
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
    return gathered(frame, pieces, logo, hero, stands=False, panel=panel, notes=(*column.notes, *tail.notes))


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
    return gathered(frame, pieces, logo, hero, stands=False, panel=panel, notes=column.notes)


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
    above = logo.area.bottom + unit * 34
    panel = Area(0, above, frame.width, max(0.0, top - unit * 44 - above))
    pieces = placed(column, safe.left, top, safe.width, frame.align)
    return gathered(frame, pieces, logo, hero, stands=False, panel=panel, notes=column.notes)


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
    room = frame.width - frame.margin * 0.5 - left
    # an upright object may run off the frame a little, a lying one would lose its foot
    low = 1.05 * frame.height if frame.object_ratio < _SLIM else frame.height - frame.margin * 0.8
    if _covered(frame):  # it begins where it is seen, and only its foot lies under the platform's buttons
        low = min(0.97 * frame.height, below + room / frame.object_ratio)
    hero = Area(left, below, room, low - below)
    panel = Area(left, below, frame.width - left, frame.height - below)
    return gathered(frame, pieces, logo, hero, stands=True, panel=panel, notes=(*head.notes, *foot.notes))


def _covered(frame: Frame) -> bool:
    """True where the platform lays its own texts and buttons over the foot of the frame."""
    return frame.insets.bottom > 0.2 * frame.height


def _shelf(frame: Frame) -> Layout:
    """A lying object across the frame, the text below it, the button beside the text."""
    safe, unit = frame.safe, frame.scale.unit
    logo = place_logo(frame, safe.left, safe.top, safe.width, align="start")
    button = frame.setter.tail(width=0.4 * safe.width, cta=True, legal=False)
    legal = frame.setter.tail(width=safe.width, cta=False, legal=True)
    width = safe.width - (button.width + unit * 50 if button.items else 0)
    foot = safe.bottom - (legal.height + unit * 36 if legal.items else 0)
    column = frame.setter.column(width=width, height=0.46 * safe.height, cta=False, legal=False, max_lines=3)
    top = foot - max(column.height, button.height)
    pieces = (
        *placed(column, safe.left, foot - column.height, width, "start"),
        *placed(button, safe.right - button.width, foot - button.height, button.width, "start"),
        *placed(legal, safe.left, safe.bottom - legal.height, safe.width, "start"),
    )
    hero_top, side = logo.area.bottom + unit * 30, frame.margin * 0.7
    hero = Area(side, hero_top, frame.width - 2 * side, top - unit * 56 - hero_top)
    panel = Area(0, hero_top, frame.width, max(0.0, top - unit * 44 - hero_top))
    notes = (*column.notes, *button.notes, *legal.notes)
    return gathered(frame, pieces, logo, hero, stands=False, panel=panel, notes=notes)


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
    return gathered(frame, pieces, logo, hero, stands=False, panel=panel, notes=notes)


def _object_share(frame: Frame) -> float:
    """How much of the width the object's side has: an upright object in a wide frame needs less."""
    if frame.shape != "wide":
        return 0.38
    wanted = 1.7 * frame.object_ratio * 0.88 * frame.height / frame.safe.width
    return min(max(wanted, 0.32), 0.44)


def mirrored(layout: Layout) -> Layout:
    """The layout seen in a mirror: for what is read from the right."""
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
    "shelf": _shelf,
    "columns": _columns,
    "strip": strip,
}
