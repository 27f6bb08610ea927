"""The brand's logo: there as it was drawn, whole, in its proportions and colours, with room around it.

A brand without a picture of its logo has its name in type, which `technical.legible` reads.
"""

from collections.abc import Callable, Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import Final, Literal

import numpy as np
from pydantic import Field, JsonValue, ValidationError

from astro_pipeline.domain.base import Frozen
from astro_pipeline.domain.brief import Brief
from astro_pipeline.domain.media import MediaFile
from astro_pipeline.domain.review import Box, Finding
from astro_pipeline.media.pixels.colour import parse
from astro_pipeline.media.pixels.features import Features, Match, find_cutout
from astro_pipeline.media.pixels.picture import open_logo
from astro_pipeline.media.pixels.raster import Pixels
from astro_pipeline.media.pixels.sighting import Codes, Sighting, free_around, kept_small, sighted
from astro_pipeline.quality.finding import judged, not_checked
from astro_pipeline.quality.sources import house
from astro_pipeline.quality.type import SetText, type_set

SEEN: Final = 0.93
"""Share of the logo that is seen in the colours it was drawn in.

The house's own, measured 2026-11-21 on 390 ads of three brands, in four styles and 11 sizes: the least
is 0.95; with a twelfth of it covered the most is 0.83, squeezed by a twentieth 0.86.
"""
PART: Final = 0.75
"""The same for the part of which the least is seen, as a letter; the least of those ads is 0.99."""
APART: Final = 0.5
"""Share of it that is told from its ground; the least of those ads is 0.75, of a filled box 0."""
SPILT: Final = 0.1
"""Share of a rim around it that may have its colours; of those ads 0."""
CLEAR: Final = 0.2
"""Of the logo's height: free around it, and at least `CLEAR_PX`. A plate keeps as much by itself."""
CLEAR_PX: Final = 4
LEAST_PX: Final = 9
"""A logo is no lower: it holds a name, and no type is set smaller."""
FOUND: Final = 12
"""Features that agree where a logo is.

The house's own, measured 2026-11-21 on 80 of those ads: 16 at least of logos 130 px wide and wider,
of another brand's logo 9 at most.
"""
FIRM: Final = 24
"""Features from which its proportions are told too; with fewer they are up to 9 % off."""
ENOUGH: Final = 30
"""Features that agree in a picture of the logo itself, from which it is told by them.

The house's own, measured 2026-11-21: names with a sign 48 at least; rings, stripes and boxes 10 at most.
"""
STRETCH: Final = 1.08
"""Its longer scale over its shorter one; of those logos 1.03 at most, squeezed by 15 % 1.17 at least."""
_WIDE_ENOUGH: Final = 130

_RULE: Final = "technical.logo"
_DAY: Final = date(2026, 11, 21)
_WHOLE: Final = house("a logo is shown whole, in its colours and proportions", checked=_DAY)
_ROOM: Final = house("a fifth of a logo's height is free around it", checked=_DAY)
_LEGIBLE: Final = house("a logo is no lower than the smallest type", checked=_DAY)
_REJECT: Final = "Reject it, so that it is made anew."


class SetLogo(Frozen):
    """What was written down of a logo while it was drawn."""

    x: int
    y: int
    width: int = Field(gt=0)
    height: int = Field(gt=0)
    manner: Literal["own", "ink", "plate"]
    colour: str | None = None

    @property
    def box(self) -> tuple[int, int, int, int]:
        """Left, top, width and height."""
        return self.x, self.y, self.width, self.height


def brand_logo(brief: Brief, blob: Callable[[str], Path]) -> Pixels | None:
    """The brand's logo as it is laid out, without its empty rim; None where the brief has none.

    Raises: MediaUnreadable where it cannot be decoded.
    """
    file = brief.brand.logo
    if file is None or file.sha256 is None:
        return None
    return kept_small(open_logo(blob(file.sha256)))


def check_logo(
    picture: Codes, file: MediaFile, facts: Mapping[str, JsonValue], logo: Pixels | None
) -> Iterator[Finding]:
    """An ad's logo where it was drawn, on the file's own pixels; `logo` is None where it was not given."""
    if logo is None or "logo" not in facts:
        what = "The brand's logo was not given" if logo is None else "Nothing was written down of its logo"
        yield not_checked(_RULE, file.path, why=f"{what}.", cure=_REJECT, advisory=False)
        return
    if facts["logo"] is None:
        yield missing_logo(file.path)
        return
    try:
        known = SetLogo.model_validate(facts["logo"])
    except ValidationError:
        yield not_checked(
            _RULE,
            file.path,
            why="What was written down of its logo cannot be read.",
            cure=_REJECT,
            advisory=False,
        )
        return
    yield _whole(file, known, sighted(picture, _dressed(logo, known), known.box))
    yield _sized(file.path, known.box)
    kept = type_set(facts)
    yield _spaced(picture, file, known, kept.text_boxes if kept else ())


def check_outside_logo(picture: Codes, file: str, features: Features) -> Iterator[Finding]:
    """A logo anywhere in a picture, found by its features; one that has too few is not looked for."""
    if plain := too_plain(file, features):
        yield plain
    else:
        yield from check_match(picture, file, find_cutout(picture, features))


def too_plain(file: str, features: Features) -> Finding | None:
    """That a logo has too few features to be looked for; None where it has enough."""
    if features.telling >= ENOUGH:
        return None
    return not_checked(
        _RULE,
        file,
        why=f"The logo is too plain to be told from other shapes ({features.telling} features agree).",
        cure="Look whether it is there, whole and with room around it.",
    )


def check_match(picture: Codes, file: str, match: Match | None) -> Iterator[Finding]:
    """What was found of a logo in a picture: whether it is one, whole, large enough and free."""
    if match is None or match.features < FOUND:
        yield judged(
            _RULE,
            file,
            holds=False,
            measured=match.features if match else 0,
            limit=FOUND,
            unit="features that agree",
            source=_WHOLE,
            why=f"The brand's logo was not found: missing, hidden, redrawn, or under {_WIDE_ENOUGH} px wide.",
            cure="Look for it; put the logo of the brand's kit there.",
            advisory=True,
        )
        return
    yield _proportioned(file, match)
    yield _sized(file, match.box)
    yield _free(file, match.box, free_around(picture, match.box, reach=_reach(match.box[3])))


def _dressed(logo: Pixels, known: SetLogo) -> Pixels:
    if known.manner != "ink" or known.colour is None:
        return logo
    ink = np.broadcast_to(parse(known.colour), logo[..., :3].shape)
    return np.dstack([ink, logo[..., 3]]).astype(np.float32)


def missing_logo(file: str) -> Finding:
    """A file in which the brand's logo has no place."""
    return judged(
        _RULE,
        file,
        holds=False,
        measured=0.0,
        limit=SEEN,
        unit="of it seen as drawn",
        source=_WHOLE,
        why="The brand's logo has no place in it.",
        cure=_REJECT,
    )


def _whole(file: MediaFile, known: SetLogo, seen: Sighting) -> Finding:
    """The first of the ways in which a logo is spoilt; where there is none, how much of it is seen."""
    ways = (
        (seen.seen >= SEEN, seen.seen, SEEN, "of it seen as drawn", "It is covered, distorted or recoloured"),
        (seen.least_part >= PART, seen.least_part, PART, "of a part seen as drawn", "A part of it is lost"),
        (seen.apart >= APART, seen.apart, APART, "of it told from its ground", "Its ground swallows it"),
        (seen.spilt <= SPILT, seen.spilt, SPILT, "of its rim in its colours", "It runs over its outline"),
    )
    broken = next((way for way in ways if not way[0]), None)
    _, measured, limit, unit, why = broken or ways[0]
    return judged(
        _RULE,
        file.path,
        holds=broken is None,
        measured=round(measured, 3),
        limit=limit,
        unit=unit,
        source=_WHOLE,
        box=_box(known.box),
        why=f"{why}, where the logo should be.",
        cure=_REJECT,
    )


def _proportioned(file: str, match: Match) -> Finding:
    if match.features < FIRM:
        unit = "features that agree"
        return judged(_RULE, file, holds=True, measured=match.features, limit=FOUND, unit=unit, source=_WHOLE)
    return judged(
        _RULE,
        file,
        holds=match.stretch <= STRETCH,
        measured=round(match.stretch, 3),
        limit=STRETCH,
        unit="times as long as it should be",
        source=_WHOLE,
        box=_box(match.box),
        why="The logo is stretched or squeezed.",
        cure="Scale it by one number, both ways.",
    )


def _sized(file: str, box: tuple[int, int, int, int]) -> Finding:
    return judged(
        "technical.logo_size",
        file,
        holds=box[3] >= LEAST_PX,
        measured=box[3],
        limit=LEAST_PX,
        unit="px high",
        source=_LEGIBLE,
        box=_box(box),
        why="The logo is too small to be read.",
        cure='Draw it larger (reject it with "bigger logo"), or drop the placement.',
        advisory=True,
    )


def _spaced(picture: Codes, file: MediaFile, known: SetLogo, texts: tuple[SetText, ...]) -> Finding:
    """The nearest of the type that was set and, where no plate keeps room, of what the pixels show."""
    reach = _reach(known.height)
    lines = [
        line
        for text in texts
        if text.role != "logo"
        for line in (text.lines or ((text.x, text.y, text.width, text.height),))
        if line[2] > 0
    ]
    type_px = min((_between(known.box, line) for line in lines), default=None)
    if type_px is not None and type_px < reach:
        return _free(file.path, known.box, type_px, touched=type_px <= 0)
    edge = None if known.manner == "plate" else free_around(picture, known.box, reach=reach)
    return _free(file.path, known.box, edge)


def _free(
    file: str, box: tuple[int, int, int, int], nearest_px: float | None, *, touched: bool = False
) -> Finding:
    limit = _reach(box[3])
    return judged(
        "technical.logo_space",
        file,
        holds=nearest_px is None or nearest_px >= limit,
        measured=round(limit if nearest_px is None else nearest_px, 1),
        limit=round(limit, 1),
        unit="px free",
        source=_ROOM,
        box=_box(box),
        why="Type stands on the logo." if touched else "Something stands close to the logo.",
        cure="Keep a fifth of the logo's height free around it.",
        advisory=not touched,
    )


def _reach(height: int) -> float:
    return max(CLEAR_PX, CLEAR * height)


def _between(one: tuple[int, int, int, int], other: tuple[int, int, int, int]) -> float:
    """Pixels between two boxes, across or down; 0 where they meet."""
    across = max(other[0] - one[0] - one[2], one[0] - other[0] - other[2])
    down = max(other[1] - one[1] - one[3], one[1] - other[1] - other[3])
    return float(max(0, across, down))


def _box(box: tuple[int, int, int, int]) -> Box:
    return Box(x=box[0], y=box[1], width=box[2], height=box[3])
