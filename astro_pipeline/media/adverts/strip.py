"""The arrangement of a banner wider than high."""

from dataclasses import replace

from astro_pipeline.media.adverts.column import Column
from astro_pipeline.media.adverts.layout import Layout, Logo
from astro_pipeline.media.adverts.placing import Frame, gathered, place_logo, placed
from astro_pipeline.media.pixels.area import Area


def strip(frame: Frame) -> Layout:
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
    return gathered(frame, pieces, logo, hero, stands=False, panel=panel, notes=notes)


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
