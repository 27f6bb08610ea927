"""Our own ads, read back from their pixels: every text is legible, and is the one that was approved."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Final

import numpy as np
from pydantic import JsonValue
from rapidfuzz import fuzz

from astro_pipeline.domain.brief import Brief
from astro_pipeline.domain.media import MediaFile
from astro_pipeline.domain.review import Box, Finding
from astro_pipeline.errors import MediaUnreadable
from astro_pipeline.media.reading.detecting import Found, find_text
from astro_pipeline.media.reading.inking import measure_ink
from astro_pipeline.media.reading.models import put_away
from astro_pipeline.media.reading.recognising import Line, Picture, read_line
from astro_pipeline.quality.finding import judged, not_checked
from astro_pipeline.quality.lettering import MEASURED_OFF, TINY_PX, WCAG, box_of, is_text, opened
from astro_pipeline.quality.logo import brand_logo, check_logo
from astro_pipeline.quality.palette import check_palette
from astro_pipeline.quality.readback import Readback, compared, folded, readable
from astro_pipeline.quality.side_by_side import side_by_side
from astro_pipeline.quality.type import SetText, SetType, type_set

LEAST: Final = 0.92
"""Part of a text's signs that must be read as they were approved.

The house's own, measured 2026-11-21 on 1192 texts of 282 ads (eight brands, four styles, 11 sizes,
type from 9 px up): the least is 0.94. One letter in twelve another makes another text of it.
"""
_LEGIBLE: Final = "technical.legible"
_UNIT: Final = "of its signs read as approved"
_PADDING: Final = 0.1
"""Times a line's height, around it."""
_GLANCE: Final = 400_000
"""Pixels of the copy in which a layout's sample is searched for text."""
_WORD: Final = 4
"""Signs from which what nobody set there is a word, and no ornament."""
_OWN_WORDS: Final = 80.0
"""Likeness, 0 to 100, from which a text is part of the campaign's own words."""

Cuts = Sequence[tuple[Picture, Line]]
"""The lines of a text: cut out, and as they were read."""


def check_lettered(
    brief: Brief,
    ads: Sequence[MediaFile],
    facts: Mapping[str, Mapping[str, JsonValue]],
    locate: Callable[[MediaFile], Path],
    *,
    blob: Callable[[str], Path] | None = None,
) -> Iterator[Finding]:
    """Every ad's texts and logo on its own pixels, then one ad of each layout searched for more.

    `blob` finds the logo that came with the brief.
    """
    logo = brand_logo(brief, blob) if blob else None

    def read(ad: MediaFile) -> Iterator[Finding]:
        with suppress(MediaUnreadable):  # which is a finding of its own
            picture = opened(locate(ad))
            yield from check_legible(picture, ad, facts.get(ad.path, {}), brand=brief.brand_name)
            if brief.brand.palette:
                yield check_palette(picture, ad.path, brief.brand.palette)
            if brief.brand.logo:
                yield from check_logo(picture, ad, facts.get(ad.path, {}), logo)

    yield from side_by_side(read, ads)
    names = (brief.brand_name, *(product.name for product in brief.products))
    with suppress(MediaUnreadable):
        yield from check_layouts(ads, facts, locate, approved=names)
    put_away()


def check_legible(
    picture: Picture, file: MediaFile, facts: Mapping[str, JsonValue], *, brand: str
) -> Iterator[Finding]:
    """Every text of an ad, read where it was set, and its contrast on the file's own pixels."""
    known = type_set(facts)
    if known is None:
        yield _nothing_known(file)
        return
    texts = [text for text in known.text_boxes if any(sign.isalnum() for sign in text.text)]
    learnt = [text for text in texts if readable(text.text)]
    if strange := [text for text in texts if text not in learnt]:
        yield unlearnt(file.path, strange)
    if learnt:
        lines = {text: [(cut, read_line(cut)) for cut in _cuts(picture, text)] for text in learnt}
        yield from read_back(file.path, lines, brand)
        yield from contrasts(file.path, lines)


def check_layouts(
    ads: Sequence[MediaFile],
    facts: Mapping[str, Mapping[str, JsonValue]],
    locate: Callable[[MediaFile], Path],
    *,
    approved: Iterable[str],
) -> Iterator[Finding]:
    """One ad of each layout, searched whole: nothing is written on it but what was set, and what is ours."""
    ours = folded(" ".join(approved))
    samples: dict[str, MediaFile] = {}
    for ad in ads:
        samples.setdefault(str(facts.get(ad.path, {}).get("arrangement")), ad)

    def search(ad: MediaFile) -> Iterator[Finding]:
        if known := type_set(facts.get(ad.path, {})):
            yield _nothing_else(ad, known, find_text(opened(locate(ad)), pixels=_GLANCE), ours)

    yield from side_by_side(search, samples.values())


def _cuts(picture: Picture, text: SetText) -> list[Picture]:
    """Its lines, cut out; in a box whose lines were not written down they are looked for."""
    if not text.lines:
        part = _part(picture, (text.x, text.y, text.width, text.height))
        return [found.cut for found in find_text(part, pixels=_GLANCE)]
    return [_part(picture, line) for line in text.lines if line[2] > 0]


def padding(height: int) -> int:
    """Pixels around a line so high that are read with it."""
    return max(2, round(_PADDING * height))


def _part(picture: Picture, line: tuple[int, int, int, int]) -> Picture:
    left, top, width, height = line
    by = padding(height)
    part = picture[max(0, top - by) : top + height + by, max(0, left - by) : left + width + by]
    return np.ascontiguousarray(part)


def read_back(file: str, lines: Mapping[SetText, Cuts], brand: str) -> Iterator[Finding]:
    """A failure for each text that reads otherwise; one pass with the least agreement where none does."""
    backs = {
        text: compared(text.text, (line for _, line in cuts), names=(brand,)) for text, cuts in lines.items()
    }
    wrong = [text for text, back in backs.items() if back.agreement < LEAST or back.wrong]
    yield from (_otherwise(file, text, backs[text]) for text in wrong)
    if not wrong:
        least = round(min(back.agreement for back in backs.values()), 3)
        yield judged(_LEGIBLE, file, holds=True, measured=least, limit=LEAST, unit=_UNIT)


def _otherwise(file: str, text: SetText, back: Readback) -> Finding:
    wrong = f"{', '.join(back.wrong)} cannot be read in it" if back.wrong else "that is another text"
    return judged(
        _LEGIBLE,
        file,
        holds=False,
        measured=round(back.agreement, 3),
        limit=LEAST,
        unit=_UNIT,
        seconds=text.second,
        box=_box(text),
        why=f"The {text.role} reads “{back.said}” where “{text.text}” was approved: {wrong}.",
        cure="Reject it, so that it is made anew; shorten the text, or choose another ground.",
    )


def contrasts(file: str, lines: Mapping[SetText, Cuts]) -> Iterator[Finding]:
    """The text that stands out least, among those whose strokes are broad enough to be measured."""
    measured = {
        text: min(measure_ink(cut, line).contrast for cut, line in cuts)
        for text, cuts in lines.items()
        if cuts and text.size_px >= TINY_PX
    }
    if not measured:
        return
    worst = min(measured, key=lambda text: measured[text] / text.needed)
    yield judged(
        "technical.contrast_seen",
        file,
        holds=measured[worst] >= MEASURED_OFF * worst.needed,
        measured=round(measured[worst], 2),
        limit=worst.needed,
        unit=":1",
        source=WCAG,
        seconds=worst.second,
        box=_box(worst),
        why=f"The {worst.role} is hard to read on what lies behind it.",
        cure='Choose another ground (reject it with "lighter" or "darker"), or another picture.',
    )


def _nothing_else(ad: MediaFile, known: SetType, found: Sequence[Found], ours: str) -> Finding:
    """What is written where no text was set, and is none of the campaign's own words, as on its product."""
    strange = (
        (each, line)
        for each in found
        if not any(_meets(each, text) for text in known.text_boxes)
        and is_text(line := read_line(each.cut))
        and len(folded(line.text)) >= _WORD
        and fuzz.partial_ratio(folded(line.text), ours) < _OWN_WORDS
    )
    first = next(strange, None)
    said = first[1].text if first else None
    return judged(
        "technical.nothing_else_written",
        ad.path,
        holds=first is None,
        measured=said,
        box=box_of(first[0]) if first else None,
        why=f"“{said}” is written on it, and is none of the texts that were set.",
        cure="Look at it; reject the picture if the words do not belong there.",
        advisory=True,
    )


def _meets(found: Found, text: SetText) -> bool:
    across = min(found.left + found.width, text.x + text.width) - max(found.left, text.x)
    down = min(found.top + found.height, text.y + text.height) - max(found.top, text.y)
    return across > 0 and down > 0


def unlearnt(file: str, texts: Sequence[SetText]) -> Finding:
    """What nobody read, since the reader does not know its writing."""
    roles = ", ".join(text.role for text in texts)
    return not_checked(
        _LEGIBLE,
        file,
        why=f"The reader has not learnt the writing of: {roles}. That every sign was drawn is checked.",
        cure="Let a speaker of the language look at it.",
    )


def _nothing_known(file: MediaFile) -> Finding:
    return not_checked(
        _LEGIBLE,
        file.path,
        why="Nothing was written down of this picture's type.",
        cure="Reject it, so that it is made anew.",
        advisory=False,
    )


def _box(text: SetText) -> Box:
    return Box(x=text.x, y=text.y, width=text.width, height=text.height)
