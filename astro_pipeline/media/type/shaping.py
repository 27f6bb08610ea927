"""A line of type as it is seen: runs of one face and one direction, left to right, and their ink."""

import math
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import groupby
from typing import Final

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageChops, ImageDraw

from astro_pipeline.domain.brief import is_rtl
from astro_pipeline.domain.writing import joined, wide
from astro_pipeline.media.type.bidi import levels, reads_from_right, seen_order, turns
from astro_pipeline.media.type.clusters import clusters
from astro_pipeline.media.type.face import Face, sized
from astro_pipeline.media.type.fonts import Chain, as_drawn, drawable, faced

_UNTIED: Final = ("-liga", "-clig")
"""Letters that are set apart are not tied together."""
_SIGNS: Final = str.maketrans(
    dict.fromkeys("\u200b\u200e\u200f\u061c\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069", "")
)
"""Direction marks: they have done their work once the runs are in order."""
_ARABIC_MARK, _RIGHT_MARK = "\u061c", "\u200f"
"""Invisible letters of Arabic, and of Hebrew."""
_ROOM: Final = (0.7, 2.0, 1.4)
"""White to draw on beside, above and below the line, in sizes; cut off afterwards."""
_FINE_PX: Final = 28
"""Below this size, joined writing is drawn so many times larger first."""
_FINER: Final = 4


@dataclass(frozen=True, slots=True)
class Manner:
    """How a text is set."""

    faces: Chain
    language: str
    tracking: float = 0.0
    """Extra space between letters, in em; only where letters stand apart by nature."""
    leading: float = 1.2
    """From baseline to baseline, in em."""


@dataclass(frozen=True, slots=True)
class Run:
    """A part of a line: one face, one direction, one word."""

    face: Face
    text: str
    from_right: bool
    word: int


@dataclass(frozen=True, slots=True)
class Ink:
    """A line's ink without white around it, placed from where its first letter stands on the baseline."""

    cover: NDArray[np.uint8]
    """Of the letters, 0 to 255."""
    picture: NDArray[np.uint8] | None
    """RGBA, as large, where something has colours of its own."""
    left: int
    top: int
    """Above the baseline it is negative."""
    tail: int = 0
    """How far a tail below the baseline reaches out to the left of all that stands on it."""

    @property
    def right(self) -> int:
        """Where the ink ends."""
        return self.left + self.cover.shape[1]

    @property
    def bottom(self) -> int:
        """How far it goes below the baseline."""
        return self.top + self.cover.shape[0]


def joins(text: str) -> bool:
    """True for writing whose letters join, stack or run from right to left: no letter-spacing."""
    return not text.isascii() and any(
        unicodedata.bidirectional(c) in {"R", "AL", "NSM"}
        or 0x900 <= ord(c) <= 0x109F
        or 0x1780 <= ord(c) <= 0x17FF
        for c in text
    )


def advance(text: str, manner: Manner, size: int) -> float:
    """Width of a line at a size, in pixels, from its first letter's place to the place of one after it."""
    return sum(_width(run, manner, size) for run in ordered((drawable(text),), manner))


@lru_cache(maxsize=64)
def ink(text: str, manner: Manner, size: int) -> Ink:
    """The line's ink."""
    return _inked(placed((drawable(text),), manner, size), manner, size)


def word_inks(
    words: Sequence[str], manner: Manner, size: int, *, gap: float = 0.0
) -> tuple[tuple[Ink, float, float], ...]:
    """Each word's ink as it stands in the line they make, and from where to where it reaches.

    `gap` widens the spaces between them, in pixels.
    """
    pens = placed(tuple(drawable(word) for word in words), manner, size, gap=gap)
    found: list[tuple[Ink, float, float]] = []
    for number in range(len(words)):
        own = [(run, x) for run, x in pens if run.word == number]
        start = min((x for _, x in own), default=0.0)
        end = max((x + _width(run, manner, size) for run, x in own), default=0.0)
        found.append((_inked(own, manner, size), start, end))
    return tuple(found)


def held(lines: tuple[str, ...], manner: Manner) -> tuple[str, ...]:
    """Lines of a paragraph that reads from the right, each held to it by an invisible letter.

    Alone, a line of Latin words would read from the left, and a number at its start would
    lose the Arabic word before it, which decides how its per cent sign stands.
    """
    whole = " ".join(lines)
    if len(lines) < 2 or not reads_from_right(whole, usually=is_rtl(manner.language)):
        return lines
    mark = _ARABIC_MARK if any(unicodedata.bidirectional(c) == "AL" for c in whole) else _RIGHT_MARK
    return tuple(line if n == 0 or _right_first(line) else mark + line for n, line in enumerate(lines))


def placed(
    words: tuple[str, ...], manner: Manner, size: int, *, gap: float = 0.0
) -> tuple[tuple[Run, float], ...]:
    """The line's runs with the places they begin at."""
    pens: list[tuple[Run, float]] = []
    x = 0.0
    for run in ordered(words, manner):
        pens.append((run, x))
        x += _width(run, manner, size) + (gap if run.word < 0 else 0.0)
    return tuple(pens)


@lru_cache(maxsize=4096)
def ordered(words: tuple[str, ...], manner: Manner) -> tuple[Run, ...]:
    """The line these drawable words make, as runs from left to right."""
    text = joined(words)
    word_of = _words_of(words)
    from_right = reads_from_right(text, usually=is_rtl(manner.language))
    level_of = levels(text, int(from_right)) if from_right or turns(text) else (0,) * len(text)
    found: list[tuple[Run, int]] = []
    place = 0
    parts: list[tuple[tuple[Face, int, int], str]] = []
    for face, cluster in faced(text, manner.faces):
        parts.append(((face, level_of[place], word_of[place]), cluster))
        place += len(cluster)
    for (face, level, word), group in groupby(parts, key=lambda part: part[0]):
        letters = as_drawn("".join(cluster for _, cluster in group), face).translate(_SIGNS)
        if letters:
            found.append((Run(face, letters, bool(level % 2), word), level))
    return tuple(found[place][0] for place in seen_order([level for _, level in found]))


def _words_of(words: Sequence[str]) -> list[int]:
    """Which word each character of the line belongs to; -1 for the spaces between them."""
    numbers: list[int] = []
    text = ""
    for number, word in enumerate(words):
        longer = joined((text, word))
        numbers += [-1] * (len(longer) - len(text) - len(word)) + [number] * len(word)
        text = longer
    return numbers


def _right_first(text: str) -> bool:
    return unicodedata.bidirectional(text[:1] or " ") in {"R", "AL"}


def _tracked(run: Run, manner: Manner) -> bool:
    """Letters are set apart only where they stand apart by nature, and are not as wide as they are high."""
    return abs(manner.tracking) > 1e-6 and not joins(run.text) and not any(wide(c) for c in run.text)


def _width(run: Run, manner: Manner, size: int) -> float:
    if run.face.strike:
        full = sum(_length(run.face, run.face.strike, each, "en") for each in clusters(run.text))
        return full * size / run.face.strike
    if not _tracked(run, manner):
        return _length(run.face, size, run.text, manner.language, from_right=run.from_right)
    letters = clusters(run.text)
    spread = manner.tracking * size * (len(letters) - 1)
    return _length(run.face, size, run.text, manner.language, tied=False) + spread


@lru_cache(maxsize=32768)
def _length(
    face: Face, size: int, text: str, language: str, *, from_right: bool = False, tied: bool = True
) -> float:
    return sized(face, size).getlength(
        text,
        direction="rtl" if from_right else "ltr",
        language=language,
        features=None if tied else list(_UNTIED),
    )


def _inked(pens: Sequence[tuple[Run, float]], manner: Manner, size: int) -> Ink:
    """Draw with room on all sides, then cut the room off."""
    beside, above, below = (math.ceil(share * size) + 4 for share in _ROOM)
    first = math.floor(min((x for _, x in pens), default=0.0))
    end = max((x + _width(run, manner, size) for run, x in pens), default=0.0)
    frame = (math.ceil(end) - first + 2 * beside, above + below)
    letters = Image.new("L", frame)
    pictures = Image.new("RGBA", frame) if any(run.face.strike for run, _ in pens) else None
    for run, x in pens:
        if run.face.strike and pictures:
            _paste(pictures, run, size, left=x - first + beside, baseline=above)
        else:
            put = _pencil_fine if size < _FINE_PX and joins(run.text) else _pencil
            put(letters, run, manner, size, left=x - first + beside, baseline=above)
    box = _hull(letters.getbbox(), pictures.getbbox() if pictures else None) or (beside, above, beside, above)
    standing = letters.crop((*box[:2], box[2], min(above, box[3]))).getbbox()
    return Ink(
        np.asarray(letters.crop(box)),
        np.asarray(pictures.crop(box)) if pictures else None,
        left=first + box[0] - beside,
        top=box[1] - above,
        tail=standing[0] if standing and pictures is None else 0,
    )


def _pencil(letters: Image.Image, run: Run, manner: Manner, size: int, *, left: float, baseline: int) -> None:
    font, pencil = sized(run.face, size), ImageDraw.Draw(letters)
    if not _tracked(run, manner):
        pencil.text(
            (left, baseline),
            run.text,
            font=font,
            fill=255,
            anchor="ls",
            direction="rtl" if run.from_right else "ltr",
            language=manner.language,
        )
        return
    parts = clusters(run.text)
    for here, after in zip(parts, (*parts[1:], ""), strict=True):
        pencil.text((left, baseline), here, font=font, fill=255, anchor="ls", language=manner.language)
        pair = _length(run.face, size, here + after, manner.language, tied=False)
        left += pair - (_length(run.face, size, after, manner.language, tied=False) if after else 0.0)
        left += manner.tracking * size


def _pencil_fine(
    letters: Image.Image, run: Run, manner: Manner, size: int, *, left: float, baseline: int
) -> None:
    """Large, then made smaller: fitted to so few pixels, marks melt into their letters."""
    large = Image.new("L", (letters.width * _FINER, letters.height * _FINER))
    _pencil(large, run, manner, size * _FINER, left=left * _FINER, baseline=baseline * _FINER)
    letters.paste(ImageChops.lighter(letters, large.reduce(_FINER)))


def _paste(pictures: Image.Image, run: Run, size: int, *, left: float, baseline: int) -> None:
    """Coloured bitmaps come in one size: drawn in it, then made smaller."""
    scale = size / run.face.strike
    for cluster in clusters(run.text):
        x, y, whole = _bitmap(run.face, cluster)
        if whole.width and whole.height:
            sides = (max(1, round(whole.width * scale)), max(1, round(whole.height * scale)))
            smaller = whole.resize(sides, Image.Resampling.LANCZOS)
            pictures.alpha_composite(smaller, (round(left + x * scale), baseline + round(y * scale)))
        left += _length(run.face, run.face.strike, cluster, "en") * scale


@lru_cache(maxsize=128)
def _bitmap(face: Face, cluster: str) -> tuple[int, int, Image.Image]:
    """An emoji as its face has it, and where it lies from the baseline."""
    font = sized(face, face.strike)
    left, top, right, bottom = (math.floor(side) for side in font.getbbox(cluster, anchor="ls"))
    whole = Image.new("RGBA", (right - left, bottom - top))
    ImageDraw.Draw(whole).text((-left, -top), cluster, font=font, anchor="ls", embedded_color=True)
    return left, top, whole


def _hull(
    one: tuple[int, int, int, int] | None, other: tuple[int, int, int, int] | None
) -> tuple[int, int, int, int] | None:
    if one is None or other is None:
        return one or other
    return min(one[0], other[0]), min(one[1], other[1]), max(one[2], other[2]), max(one[3], other[3])
