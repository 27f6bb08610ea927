"""The packs as data: rules of a sector in a market, each with its source; and which apply to a brief."""

import re
from collections.abc import Iterator
from datetime import date
from functools import cache
from importlib.resources import files
from typing import Final, Literal

import yaml
from pydantic import Field

from astro_pipeline.domain.base import Frozen
from astro_pipeline.domain.brief import Brief
from astro_pipeline.domain.markets import covers

NOTE: Final = "An aid to whoever reviews, not legal advice."


class Rule(Frozen):
    """One rule of a pack.

    `absence`: the patterns must not appear. `evidence`: where they appear, the brief has evidence of
    it (that names one of `named`). `presence`: every ad says one of `any_of`. `language`: the
    campaign is made in one of `languages`.
    """

    id: str
    asks: Literal["absence", "evidence", "presence", "language"]
    patterns: dict[str, tuple[str, ...]] = Field(default={})
    named: tuple[str, ...] = ()
    any_of: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
    advisory: bool = False
    why: str
    cure: str
    reference: str
    """Law, article and point, or the regulator's text."""
    url: str
    confidence: Literal["official", "mirror", "secondary"]
    """How its text was looked at: at the regulator's, in a copy, or from what others say of it."""
    checked: date


class Pack(Frozen):
    """Rules of sectors in markets; no sectors means every sector, no markets every market."""

    id: str
    title: str
    version: int
    sectors: tuple[str, ...]
    markets: tuple[str, ...]
    rules: tuple[Rule, ...]


class Sector(Frozen):
    """By which words of a brief a regulated sector is known, and by which it is not."""

    words: tuple[str, ...]
    not_: tuple[str, ...]


@cache
def packs() -> tuple[Pack, ...]:
    """Every pack, by id."""
    folder = files(__package__ or "").joinpath("packs")
    found = [Pack.model_validate(yaml.safe_load(each.read_text("utf-8"))) for each in folder.iterdir()]
    return tuple(sorted(found, key=lambda pack: pack.id))


@cache
def sectors() -> dict[str, Sector]:
    """The sectors whose advertising has laws of its own."""
    table = _table()["sectors"]
    return {name: Sector(words=row["words"], not_=row["not"]) for name, row in table.items()}


def sectors_of(brief: Brief) -> tuple[str, ...]:
    """The regulated sectors a brief belongs to, by its sector and its products' categories and names."""
    said = [brief.company.sector, *(text for each in brief.products for text in (each.category, each.name))]
    return tuple(
        name for name, sector in sectors().items() if any(_tells(sector, text) for text in said if text)
    )


def chosen(brief: Brief) -> tuple[Pack, ...]:
    """The packs that apply to a brief."""
    own = set(sectors_of(brief))
    return tuple(
        pack
        for pack in packs()
        if (not pack.sectors or own & set(pack.sectors))
        and (not pack.markets or any(covers(pack.markets, market) for market in brief.markets))
    )


def uncovered(brief: Brief) -> Iterator[tuple[str, str]]:
    """Sector and market that no pack is about; "" is any sector, or a brief that names no market."""
    for sector in ("", *sectors_of(brief)):
        about = [pack for pack in packs() if (sector in pack.sectors if sector else not pack.sectors)]
        for market in brief.markets or ("",):
            if not any(pack.markets and covers(pack.markets, market) for pack in about):
                yield sector, market


def _tells(sector: Sector, text: str) -> bool:
    if any(re.search(words, text, re.IGNORECASE) for words in sector.not_):
        return False
    return any(re.search(words, text, re.IGNORECASE) for words in sector.words)


@cache
def _table() -> dict[str, dict[str, dict[str, tuple[str, ...]]]]:
    return yaml.safe_load(files(__package__ or "").joinpath("sectors.yaml").read_text("utf-8"))
