"""The type of our own films: every text read back on a frame that shows it, in its zone, complete; the logo.

Where each text stands, and when it has come to rest, was written down while it was set; what is
judged are the pixels of the finished film at that place and moment.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final, Literal

from pydantic import JsonValue, TypeAdapter, ValidationError

from astro_pipeline.domain.brief import is_rtl
from astro_pipeline.domain.media import Film
from astro_pipeline.domain.placements import Insets, placements
from astro_pipeline.domain.review import Box, Finding
from astro_pipeline.media.cutouts import Rgb, Spot
from astro_pipeline.media.pixels.raster import Pixels
from astro_pipeline.media.reading.recognising import read_line
from astro_pipeline.quality.finding import judged, not_checked
from astro_pipeline.quality.legibility import Cuts, contrasts, padding, read_back, unlearnt
from astro_pipeline.quality.logo import check_logo, missing_logo
from astro_pipeline.quality.readback import readable
from astro_pipeline.quality.sources import house
from astro_pipeline.quality.type import Place, SetText, box_at, legible_as_set, line_outside, lines_of

LEAST_PX: Final = 20
"""Type in a film at 1080 across; as the table of placements has it for pictures seen on a telephone."""
_SEEN: Final = house(
    "20 px at 1080 across is the smallest type that a telephone shows", checked=date(2026, 11, 21)
)
_LEAVING: Final = 0.04
"""Seconds before its end in which a text still stands."""
_AROUND: Final = 0.35
"""Of a logo's height: how far around it the picture is looked at."""
_AROUND_PX: Final = 8
_MASTER_SIDE: Final = 1080
_WORST: Final = ("fail", "not_checked", "pass")
_LEGIBLE: Final = "technical.legible"


class FilmText(SetText):
    """A text, or a logo, as it was set into a film; times in seconds from its start."""

    start: float
    settled: float
    """When it has come to rest."""
    end: float
    fits: bool
    missing: str
    drawn: Literal["type", "own", "plate"]
    """Type, or a logo in its own colours or on a plate."""

    @property
    def second(self) -> float:
        """The middle of the time in which it stands still."""
        return round((min(self.settled, self.end - _LEAVING) + self.end) / 2, 3)

    @property
    def box(self) -> Box:
        """All of it."""
        return Box(x=self.x, y=self.y, width=self.width, height=self.height)


@dataclass(frozen=True)
class Lettered:
    """What is written on a film as it was set, and whose film it is."""

    texts: tuple[FilmText, ...] | None
    """None where nothing was written down."""
    brand: str
    logo: Pixels | None = None
    logo_due: bool = False
    """The brand has a picture of its logo."""

    @property
    def spots(self) -> tuple[Spot, ...]:
        """What of the film's frames is to be looked at."""
        return tuple(
            spot
            for text in self.texts or ()
            for spot in ([_around(text)] if text.drawn != "type" else _line_spots(text))
        )


def texts_of(facts: Mapping[str, JsonValue]) -> tuple[FilmText, ...] | None:
    """What was written down of a film's type; None where that is nothing, or not of its form."""
    try:
        return TypeAdapter(tuple[FilmText, ...]).validate_python(facts.get("type"))
    except ValidationError:
        return None


def check_film_type(film: Film, lettered: Lettered, cuts: Mapping[Spot, Rgb]) -> Iterator[Finding]:
    """Glyphs, size, place, contrast and words of a film's type, and its logo; `cuts` are its `spots`."""
    if lettered.texts is None:
        yield not_checked(
            _LEGIBLE,
            film.file.path,
            why="Nothing was written down of this film's type.",
            cure="Reject it, so that it is made anew.",
            advisory=False,
        )
        return
    typed = [text for text in lettered.texts if text.drawn == "type" and text.text]
    if typed:
        yield _drawn(film, typed)
        yield _fitting(film, typed)
        yield from _in_zone(film, typed)
        yield legible_as_set(film.file.path, typed)
        yield from _read(film, typed, lettered.brand, cuts)
    if lettered.logo_due:
        yield from _logo(film, lettered, cuts)


def _drawn(film: Film, texts: Sequence[FilmText]) -> Finding:
    lacking = next((text for text in texts if text.missing), None)
    return judged(
        "technical.glyphs",
        film.file.path,
        holds=lacking is None,
        measured=lacking.missing if lacking else "",
        seconds=lacking.second if lacking else None,
        box=lacking.box if lacking else None,
        why=f"No installed font draws {lacking.missing!r}; the text stands without it." if lacking else "",
        cure="Add a font that has these characters to brand.fonts, or write the text without them.",
    )


def _fitting(film: Film, texts: Sequence[FilmText]) -> Finding:
    """Set smaller than wanted is advice; too small to be read is not."""
    least = LEAST_PX * _scale(film)
    tight = [text for text in texts if not text.fits or text.size_px < least]
    worst = min(tight or texts, key=lambda text: text.size_px)
    return judged(
        "technical.text_fits",
        film.file.path,
        holds=not tight,
        measured=worst.size_px,
        limit=round(least),
        unit="px of type",
        source=_SEEN,
        seconds=worst.second,
        box=worst.box,
        why=f"“{worst.text}” had to be set small to stay in its place.",
        cure="Shorten it.",
        advisory=bool(tight) and worst.size_px >= least,
    )


def _in_zone(film: Film, texts: Sequence[FilmText]) -> Iterator[Finding]:
    """The line that leaves each placement's zone furthest, where one reads from the right as in a mirror."""
    size, scale = (film.file.width or 0, film.file.height or 0), _scale(film)
    for row in (placements()[each] for each in film.file.placements):
        spec = next((spec for spec in row.videos if spec.ratio == film.ratio), None)
        if spec is None:
            continue
        kept = spec.safe.mirrored() if is_rtl(film.language) else spec.safe
        safe = Insets(**{side: int(scale * px) for side, px in kept.model_dump().items()})
        out = {(text, line): line_outside(line, size, safe) for text, line in lines_of(texts)}
        if not out:
            continue
        text, line = max(out, key=lambda each: out[each])
        yield judged(
            "technical.safe_zone",
            film.file.path,
            holds=out[text, line] <= 0,
            measured=max(0, out[text, line]),
            limit=0,
            unit="px outside",
            source=row.source,
            seconds=text.second,
            box=box_at(line),
            why=f"“{text.text}” stands where {row.title} lays its own things over it.",
            cure=f"Keep {safe.top} px free above, {safe.right} right, {safe.bottom} below, {safe.left} left.",
        )


def _read(film: Film, texts: Sequence[FilmText], brand: str, cuts: Mapping[Spot, Rgb]) -> Iterator[Finding]:
    """Every text on the frame that shows it, against what was set; then how it stands out there."""
    file = film.file.path
    said = [text for text in texts if any(map(str.isalnum, text.text))]
    if strange := [text for text in said if not readable(text.text)]:
        yield unlearnt(file, strange)
    lines: dict[SetText, Cuts] = {
        text: [(cut, read_line(cut)) for spot in _line_spots(text) if (cut := cuts.get(spot)) is not None]
        for text in said
        if text not in strange
    }
    if lines:
        yield from read_back(file, lines, brand)
        yield from contrasts(file, lines)


def _logo(film: Film, lettered: Lettered, cuts: Mapping[Spot, Rgb]) -> Iterator[Finding]:
    """Of each rule the worst place at which the logo stands."""
    by_rule: dict[str, list[Finding]] = {}
    for text in lettered.texts or ():
        if text.drawn == "type":
            continue
        for found in _logo_at(film, text, lettered.logo, cuts.get(_around(text))):
            by_rule.setdefault(found.rule, []).append(found)
    if not by_rule:
        yield missing_logo(film.file.path)
    for each in by_rule.values():
        yield min(each, key=lambda found: (not found.closes, _WORST.index(found.verdict)))


def _logo_at(film: Film, text: FilmText, logo: Pixels | None, cut: Rgb | None) -> Iterator[Finding]:
    spot = _around(text)
    left, top = max(spot.left, 0), max(spot.top, 0)
    place = {"x": text.x - left, "y": text.y - top, "width": text.width, "height": text.height}
    if cut is None:
        yield missing_logo(film.file.path).model_copy(update={"seconds": text.second, "box": text.box})
        return
    for found in check_logo(cut, film.file, {"logo": {**place, "manner": text.drawn}}, logo):
        if found.box is None:
            yield found
            continue
        box = found.box.model_copy(update={"x": found.box.x + left, "y": found.box.y + top})
        yield found.model_copy(update={"box": box, "seconds": text.second})


def _line_spots(text: FilmText) -> list[Spot]:
    return [_spot(text, line, padding(line[3])) for line in text.lines if line[2] > 0]


def _around(text: FilmText) -> Spot:
    place = (text.x, text.y, text.width, text.height)
    return _spot(text, place, max(_AROUND_PX, round(_AROUND * text.height)))


def _spot(text: FilmText, place: Place, by: int) -> Spot:
    left, top, width, height = place
    return Spot(text.second, left - by, top - by, width + 2 * by, height + 2 * by)


def _scale(film: Film) -> float:
    """Pixels of this film for one at 1080 on the short side."""
    return min(film.file.width or 0, film.file.height or 0) / _MASTER_SIDE
