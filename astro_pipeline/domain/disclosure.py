"""Where it must be said that a model made a part of an ad; the table is `disclosures.yaml` beside this."""

from collections.abc import Iterable
from datetime import date
from functools import cache
from importlib.resources import files
from typing import Literal

import yaml
from pydantic import TypeAdapter

from astro_pipeline.domain.base import Frozen
from astro_pipeline.domain.brief import Brief
from astro_pipeline.domain.markets import covers
from astro_pipeline.domain.media import MediaFile
from astro_pipeline.domain.placements import Source, placements


class Duty(Frozen):
    """One platform's or market's rule."""

    id: str
    title: str
    channels: tuple[str, ...] = ()
    """Where it holds; empty: wherever the ad runs."""
    markets: tuple[str, ...] = ()
    """ISO 3166, or EU; empty: in every market."""
    since: date | None = None
    when: Literal["model_made", "judged"]
    question: str = ""
    """What a person has to answer, where it is to be judged."""
    asks: Literal["visible", "declare"]
    """A label in the ad itself, or a tick on the upload form."""
    tick: str = ""
    why: str
    source: Source


class _Table(Frozen):
    version: int
    duties: tuple[Duty, ...]


@cache
def duties() -> tuple[Duty, ...]:
    """Every duty of the table."""
    text = files("astro_pipeline.domain").joinpath("disclosures.yaml").read_text("utf-8")
    return TypeAdapter(_Table).validate_python(yaml.safe_load(text)).duties


def duties_of(brief: Brief, placement: str) -> tuple[Duty, ...]:
    """The duties that may hold for what is made for a placement, on the day the brief was taken in."""
    row = placements().get(placement)
    channel = row.channel if row else ""
    return tuple(
        duty
        for duty in duties()
        if (not duty.channels or channel in duty.channels)
        and (not duty.markets or _sold_in(brief.markets, duty.markets))
        and (duty.since is None or brief.run_date is None or brief.run_date >= duty.since)
    )


def model_made(files: Iterable[MediaFile]) -> tuple[MediaFile, ...]:
    """The files a model had a part in."""
    return tuple(file for file in files if "rained" in file.source_type)


def disclosure_dates() -> tuple[date, date]:
    """The oldest day a row was checked, and the first day one expires."""
    return min(each.source.checked for each in duties()), min(each.source.expires for each in duties())


def _sold_in(markets: Iterable[str], wanted: tuple[str, ...]) -> bool:
    return any(covers(wanted, market) for market in markets)
