"""What is written in any picture, as its pixels show it: where, how large, and how it stands out."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Final

import numpy as np
from PIL import Image, ImageOps, UnidentifiedImageError

from astro_pipeline.domain.placements import ImageSpec, Insets, Placement, Source
from astro_pipeline.domain.review import Box, Finding
from astro_pipeline.errors import MediaUnreadable
from astro_pipeline.media.pixels.colour import LARGE_CONTRAST, TEXT_CONTRAST
from astro_pipeline.media.pixels.colour_space import in_srgb
from astro_pipeline.media.pixels.picture import FORMATS
from astro_pipeline.media.reading.detecting import Found, read_picture
from astro_pipeline.media.reading.inking import Ink, measure_ink
from astro_pipeline.media.reading.recognising import Line, Picture
from astro_pipeline.quality.finding import judged, not_checked
from astro_pipeline.quality.readback import folded, readable
from astro_pipeline.quality.type import LARGE_PX

WCAG: Final = Source(
    urls=("https://www.w3.org/TR/WCAG22/#contrast-minimum",),
    confidence="official",
    checked=date(2026, 11, 20),
    expires=date(2027, 11, 20),
)
TINY_PX: Final = 12
"""Type up to here has strokes thinner than a pixel: nowhere is its colour seen pure."""
MEASURED_OFF: Final = 0.95
"""What a contrast measured on pixels may fall short of the one needed.

Measured 2026-11-21 on the studio's ads, whose inks are known: 0.97 to 1.11 of it from 12 px up.
"""
SURE: Final = 0.85
"""Mean sureness from which a line counts as read: of what was read rightly 99 in 100 have 0.9 and more."""
_FEWEST: Final = 2
"""Signs from which something drawn is a text and no ornament."""
_DENSE: Final = 0.5
"""Signs to a square as high as the line, below which most of a line was not read."""
_EDGE_OFF: Final = 0.05
"""Share of its height by which a line's ink seems wider than it is, where its box is a little turned."""
_SIZE_OFF: Final = 0.88
"""What a size measured on pixels may fall short of the one wanted; it is off by a fifth at worst."""


@dataclass(frozen=True, slots=True)
class Written:
    """A line that was read, and its ink."""

    found: Found
    line: Line
    ink: Ink

    @property
    def box(self) -> Box:
        """Where its ink is."""
        ink = self.ink
        left, top, width, height = self.found.part(ink.left, ink.right, ink.top, ink.bottom)
        return Box(x=left, y=top, width=width, height=height)


@dataclass(frozen=True, slots=True)
class Lettering:
    """What is written in a picture."""

    width: int
    height: int
    lines: tuple[Written, ...]
    unread: tuple[Found, ...] = ()
    """Where something is written that could not be read."""

    @property
    def words(self) -> str:
        """Everything that was read, row by row."""
        return "\n".join(written.line.text.strip() for written in self.lines)


def lettering(path: Path) -> Lettering:
    """What is written in a picture; the file is one that decodes."""
    return lettering_of(opened(path))


def lettering_of(picture: Picture) -> Lettering:
    """What is written in these pixels."""
    lines: list[Written] = []
    unread: list[Found] = []
    for seen in read_picture(picture):
        if is_text(seen.line) and _is_whole(seen.found, seen.line):
            lines.append(Written(seen.found, seen.line, measure_ink(seen.found.cut, seen.line)))
        elif _is_long(seen.found):
            unread.append(seen.found)
    return Lettering(picture.shape[1], picture.shape[0], tuple(lines), tuple(unread))


def check_lettering(lettering: Lettering, file: str, placement: Placement) -> Iterator[Finding]:
    """Whether what is written keeps the safe zone, is large enough and stands out from its ground."""
    if not lettering.lines:
        return
    size = (lettering.width, lettering.height)
    spec = next((spec for spec in placement.images if (spec.width, spec.height) == size), None)
    if spec:
        yield _in_zone(lettering, file, spec, placement)
        yield _large_enough(lettering, file, spec, placement)
    yield _stands_out(lettering, file)


def opened(path: Path) -> Picture:
    """A picture's pixels, as RGB on white.

    Raises: MediaUnreadable where it cannot be decoded.
    """
    try:
        with Image.open(path, formats=FORMATS) as image:
            whole = in_srgb(ImageOps.exif_transpose(image))
    except (UnidentifiedImageError, Image.DecompressionBombError, OSError, ValueError, SyntaxError) as exc:
        raise MediaUnreadable(
            f"{path.name}: not a readable PNG, JPEG or WebP ({exc}); export it again"
        ) from exc
    ground = Image.new("RGBA", whole.size, "white")
    return np.asarray(Image.alpha_composite(ground, whole).convert("RGB"))


def is_text(line: Line) -> bool:
    """True where a reading is to be relied on, and is more than a sign."""
    signs = [sign for sign in line.text if sign.isalnum()]
    return len(signs) >= _FEWEST and line.sure >= SURE and readable(line.text)


def box_of(found: Found) -> Box:
    """Where it is."""
    return Box(x=found.left, y=found.top, width=found.width, height=found.height)


def check_read(lettering: Lettering, file: str, *, advisory: bool) -> Finding:
    """Not checked where something is written that could not be read, and nothing is guessed of it."""
    rule = "technical.legible"
    if not lettering.unread:
        return judged(rule, file, holds=True, measured=len(lettering.lines), unit="lines read")
    count = len(lettering.unread)
    found = not_checked(
        rule,
        file,
        why=f"{count} of {count + len(lettering.lines)} lines could not be read: too small, too faint, "
        "another writing than Latin, Chinese or Japanese, or no text at all.",
        cure="Read it yourself where the box is.",
        advisory=advisory,
    )
    return found.model_copy(update={"box": box_of(lettering.unread[0])})


def settled(words: str, names: Iterable[str]) -> str:
    """The words, with the names among them spelled as they are where only look-alike signs differ."""
    known = {folded(part): part for name in names for part in re.findall(r"\w+", name)}

    def spelled(found: re.Match[str]) -> str:
        name = known.get(folded(found.group()), found.group())
        return found.group() if name.casefold() == found.group().casefold() else name

    return re.sub(r"\w+", spelled, words)


def _in_zone(lettering: Lettering, file: str, spec: ImageSpec, placement: Placement) -> Finding:
    """The text that leaves the zone furthest; what is said again within it, as a label's name is, may."""
    out = {written: _outside(written.box, lettering, spec.safe) for written in lettering.lines}
    within = [each for each in lettering.lines if out[each] <= _edge(each)]
    missed = [each for each in lettering.lines if each not in within and not _said_again(each, within)]
    worst = max(missed, key=lambda each: out[each], default=None)
    safe = spec.safe
    return judged(
        "technical.safe_zone",
        file,
        holds=worst is None,
        measured=out[worst] if worst else 0,
        limit=0,
        unit="px outside",
        source=placement.source,
        box=worst.box if worst else None,
        why=f"“{worst.line.text.strip()}” stands where {placement.title} lays its own things over it."
        if worst
        else "",
        cure=f"Keep {safe.top} px free above, {safe.right} right, {safe.bottom} below, {safe.left} left.",
    )


def _large_enough(lettering: Lettering, file: str, spec: ImageSpec, placement: Placement) -> Finding:
    least = spec.min_type_px
    large = [each for each in lettering.lines if each.ink.size_px >= least * _SIZE_OFF]
    small = [each for each in lettering.lines if each not in large and not _said_again(each, large)]
    smallest = min(small or lettering.lines, key=lambda each: each.ink.size_px)
    return judged(
        "technical.type_size",
        file,
        holds=not small,
        measured=round(smallest.ink.size_px, 1),
        limit=least,
        unit="px of type",
        source=placement.source,
        box=smallest.box,
        why=f"“{smallest.line.text.strip()}” is too small to be read where {placement.title} is seen.",
        cure="Set it larger, or leave it out.",
        advisory=True,
    )


def _stands_out(lettering: Lettering, file: str) -> Finding:
    share = {each: each.ink.contrast / _needed(each.ink) for each in lettering.lines}
    seen = [each for each in lettering.lines if share[each] >= MEASURED_OFF]
    faint = [each for each in lettering.lines if each not in seen and not _said_again(each, seen)]
    worst = min(faint or lettering.lines, key=lambda each: share[each])
    return judged(
        "technical.contrast_seen",
        file,
        holds=not faint,
        measured=round(worst.ink.contrast, 2),
        limit=_needed(worst.ink),
        unit=":1",
        source=WCAG,
        box=worst.box,
        why=f"“{worst.line.text.strip()}” is hard to read on what lies behind it.",
        cure="Choose another colour for it, or calm what lies behind it.",
        advisory=bool(faint) and all(each.ink.size_px < TINY_PX for each in faint),
    )


def _needed(ink: Ink) -> float:
    return LARGE_CONTRAST if ink.size_px >= LARGE_PX else TEXT_CONTRAST


def _outside(box: Box, lettering: Lettering, safe: Insets) -> int:
    """Pixels by which a box leaves the zone, at the side where it leaves it furthest."""
    right, bottom = lettering.width - safe.right, lettering.height - safe.bottom
    return max(safe.left - box.x, safe.top - box.y, box.x + box.width - right, box.y + box.height - bottom)


def _edge(written: Written) -> float:
    """Pixels by which the edge of its ink is measured too far out at worst."""
    return max(2.0, _EDGE_OFF * written.box.height)


def _said_again(written: Written, others: Iterable[Written]) -> bool:
    words = _bare(written.line.text)
    return len(words) >= _FEWEST and any(words in _bare(each.line.text) for each in others)


def _bare(text: str) -> str:
    return "".join(sign for sign in text.casefold() if sign.isalnum())


def _is_long(found: Found) -> bool:
    """True for what is drawn out like a line; a ring or a star is not."""
    high, wide = found.cut.shape[:2]
    return wide >= 2 * high and max(found.width, found.height) >= 2 * min(found.width, found.height)


def _is_whole(found: Found, line: Line) -> bool:
    """False where far fewer signs were read than a line so long has."""
    signs = sum(sign.isalnum() for sign in line.text)
    high, wide = found.cut.shape[:2]
    return signs >= _DENSE * wide / high
