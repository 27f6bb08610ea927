"""Captions that light each word as it is said: burnt into the picture, drawn once each."""

from dataclasses import dataclass, replace
from functools import cached_property, lru_cache
from itertools import groupby
from typing import Final

import numpy as np

from astro_pipeline.domain.review import Box
from astro_pipeline.domain.timeline import Caption, Captions
from astro_pipeline.domain.writing import TIE, joined, unspaced
from astro_pipeline.media.film.fingerprint import fingerprint
from astro_pipeline.media.film.lettering import hand, kept
from astro_pipeline.media.film.overlay import pill
from astro_pipeline.media.film.type_box import TypeBox
from astro_pipeline.media.pixels.colour import Rgb, contrast, parse
from astro_pipeline.media.pixels.yuv import Frame, Layer, Pixels
from astro_pipeline.media.type.fonts import suited
from astro_pipeline.media.type.phrasing import characters_per_second, group_words
from astro_pipeline.media.type.shaping import Ink, Manner, advance, held, word_inks

__all__ = ["CaptionPlates", "characters_per_second", "group_words"]

_PAD, _EDGE = 0.62, 0.35
"""From the plate's sides to the type, and from its top and bottom to the lit word's chip, in sizes."""
_RISE, _FALL, _AIR = 0.93, 0.37, 0.08
"""The chip above and below the baseline at least, and its air around higher ink, in sizes."""
_PITCH: Final = 1.45
_GAP: Final = 0.13
"""What a space between words is widened by, so that a chip has room, in sizes."""
_CHIP, _CHIP_CLOSE = 0.16, 0.05
"""How far a chip stands out at the sides of its word; where no space parts it from the next."""
_LEAST_PX: Final = 16
_WAY_DOWN: Final = 0.94


class CaptionPlates:
    """The captions as pictures: one per caption and word being said, drawn once."""

    def __init__(self, captions: Captions, manner: Manner) -> None:
        self._style = captions.model_copy(update={"chunks": ()})
        self._plates = [
            _Plate(self._style, _drawn(chunk, manner), manner, chunk.text) for chunk in captions.chunks
        ]
        self._shown = [shown for plate in self._plates if plate.chunk.words for shown in _shown(plate)]

    @property
    def type_boxes(self) -> tuple[TypeBox, ...]:
        """Where each stands, when, and how well it reads."""
        return tuple(plate.type_box for plate in self._plates)

    def draw(self, second: float, frame: Frame) -> None:
        """Lay on the frame what is being said at that moment."""
        for shown in self._shown:
            if shown.start <= second < shown.end:
                frame.put(shown.layer, *shown.plate.place)

    def within(self, start: float, end: float) -> tuple[object, ...]:
        """All that `draw` may lay on a frame from `start` to `end`: what those frames depend on."""
        shown = tuple(each.seen for each in self._shown if each.start <= end and each.end > start)
        return (self._style, shown) if shown else ()


@dataclass(frozen=True)
class _Word:
    """A word on its plate: its ink, where that begins, and the chip behind it when it is lit."""

    ink: Ink
    x: int
    y: int
    chip: tuple[int, int, int, int]
    """Left, top, width, height."""


@dataclass(frozen=True)
class _Line:
    """The words of a caption in their places, and how large the plate under them is."""

    words: tuple[_Word, ...]
    width: int
    height: int

    @property
    def rows(self) -> tuple[tuple[_Word, ...], ...]:
        """Its words, row by row."""
        return tuple(tuple(row) for _, row in groupby(self.words, key=lambda word: word.chip[1]))


@dataclass(frozen=True)
class _Plate:
    """A caption; its words are set and drawn when it is first seen or measured."""

    style: Captions
    chunk: Caption
    """Of words that can be drawn."""
    manner: Manner
    said: str
    """All of it, what no font draws included."""

    @cached_property
    def seen(self) -> str:
        """A digest of all that its look depends on, but for the style that all share."""
        return fingerprint([word.text for word in self.chunk.words], hand(self.chunk.text, self.manner))

    @cached_property
    def set(self) -> tuple[int, _Line]:
        """The size it has room for, and its words."""
        manner = replace(self.manner, faces=suited(self.chunk.text, self.manner.faces))
        size, lines = _lines(self.style, self.chunk, manner)
        return size, _placed(lines, manner, size)

    @property
    def place(self) -> tuple[int, int]:
        """Left and top."""
        box, (_, line) = self.style.box, self.set
        left = (box.x + (box.width - line.width) // 2) // 2 * 2
        return left, (box.y + box.height - line.height) // 2 * 2

    @property
    def type_box(self) -> TypeBox:
        """Where it stands; one of which nothing can be drawn has its place and no line."""
        style, chunk = self.style, self.chunk
        ratio = min(
            contrast(parse(style.ink), parse(style.ground)),
            contrast(parse(style.accent_ink), parse(style.accent)),
        )
        bare = TypeBox(
            "caption",
            self.said,
            style.box,
            chunk.start,
            chunk.end,
            style.size,
            round(ratio, 2),
            settled=chunk.start,
            missing=kept(self.said, self.manner)[1],
        )
        if not chunk.words:
            return bare
        (size, line), (left, top) = self.set, self.place
        return replace(
            bare,
            box=Box(x=left, y=top, width=line.width, height=line.height),
            size_px=size,
            fits=line.width <= style.box.width and line.height <= style.box.height,
            lines=tuple(_hull(row, left, top) for row in line.rows),
        )


@dataclass(frozen=True)
class _Shown:
    """A plate while one of its words is said."""

    plate: _Plate
    lit: int
    start: float
    end: float

    @property
    def seen(self) -> tuple[object, ...]:
        """What of it can be seen, but for the style that all share: equal where they look equal."""
        return (self.plate.seen, self.lit, self.start, self.end)

    @cached_property
    def layer(self) -> Layer:
        size, line = self.plate.set
        return Layer.of(_painted(self.plate.style, line, self.lit, size))


def _drawn(chunk: Caption, manner: Manner) -> Caption:
    """The caption with what can be drawn of its words."""
    words = [(word, kept(word.text, manner)[0].strip()) for word in chunk.words]
    if all(shown == word.text for word, shown in words):
        return chunk
    shown = tuple(word.model_copy(update={"text": shown}) for word, shown in words if shown)
    return chunk.model_copy(update={"words": shown})


def _hull(row: tuple[_Word, ...], left: int, top: int) -> Box:
    """Where the ink of a row is, on a plate that stands there."""
    first, last = min(word.x for word in row), max(word.x + word.ink.cover.shape[1] for word in row)
    upper, lower = min(word.y for word in row), max(word.y + word.ink.cover.shape[0] for word in row)
    return Box(x=left + first, y=top + upper, width=last - first, height=lower - upper)


def _shown(plate: _Plate) -> list[_Shown]:
    """The plate with each of its words lit in turn."""
    words, last = plate.chunk.words, plate.chunk.end
    ends = [word.start for word in words[1:]] + [last]
    starts = [plate.chunk.start, *ends[:-1]]
    return [
        _Shown(plate, lit, start, end)
        for lit, (start, end) in enumerate(zip(starts, ends, strict=True))
        if end > start
    ]


def _lines(captions: Captions, chunk: Caption, manner: Manner) -> tuple[int, tuple[tuple[str, ...], ...]]:
    """The words on one line, or on two that balance, as large as the box takes."""
    words = tuple(word.text for word in chunk.words)
    size = captions.size
    while True:
        room = captions.box.width - round(size * 2 * _PAD)
        ways = [(words,), *((words[:cut], words[cut:]) for cut in range(1, len(words)))]
        widths = [max(_wide(line, manner, size) for line in way) for way in ways]
        if widths[0] <= room:
            return size, ways[0]
        narrowest = min(range(len(ways)), key=lambda n: widths[n])
        if widths[narrowest] <= room or size <= _LEAST_PX:
            return size, ways[narrowest]
        size = max(_LEAST_PX, int(size * _WAY_DOWN))


def _wide(line: tuple[str, ...], manner: Manner, size: int) -> float:
    text = joined(line)
    gaps = len(text) - len("".join(line))
    return advance(text, manner, size) + gaps * _GAP * size


def _placed(lines: tuple[tuple[str, ...], ...], manner: Manner, size: int) -> _Line:
    """Each word's place on the plate, as the line is read: Arabic and Hebrew from the right."""
    whole = held(tuple(joined(line) for line in lines), manner)
    firsts = [text[: len(text) - len(joined(line))] for text, line in zip(whole, lines, strict=True)]
    rows = [
        word_inks((mark + line[0], *line[1:]), manner, size, gap=_GAP * size)
        for mark, line in zip(firsts, lines, strict=True)
    ]
    inks = [ink for row in rows for ink, _, _ in row]
    rise = round(max(_RISE * size, *(-ink.top + _AIR * size for ink in inks)))
    fall = round(max(_FALL * size, *(ink.bottom + _AIR * size for ink in inks)))
    pitch = max(_PITCH * size, rise + fall + 2 * _AIR * size)
    inner = max(end for row in rows for _, _, end in row)
    edge, pad = round(_EDGE * size), round(_PAD * size)
    words: list[_Word] = []
    for number, (row, line) in enumerate(zip(rows, lines, strict=True)):
        x = round(pad + (inner - max(end for _, _, end in row)) / 2)
        baseline = edge + rise + round(number * pitch)
        out = round(size * (_CHIP_CLOSE if unspaced(line[-1].removesuffix(TIE)[-1:] or " ") else _CHIP))
        for ink, start, end in row:
            chip = (x + round(start) - out, baseline - rise, round(end - start) + 2 * out, rise + fall)
            words.append(_Word(ink, x + ink.left, baseline + ink.top, chip))
    height = 2 * edge + rise + fall + round((len(rows) - 1) * pitch)
    return _Line(tuple(words), round(inner) + 2 * pad, height)


def _painted(captions: Captions, plate: _Line, lit: int, size: int) -> Pixels:
    """The plate, the lit word's chip on it, and the type on both."""
    colour, cover = (each.copy() for each in _bare(captions.ground, plate.width, plate.height, size))
    left, top, width, height = plate.words[lit].chip
    own = (pill(width, height, radius=size * 0.24) * 255).astype(np.uint8)
    _lay(colour, cover, own, left, top, parse(captions.accent))
    for number, word in enumerate(plate.words):
        ink = parse(captions.accent_ink if number == lit else captions.ink)
        _lay(colour, cover, word.ink.cover, word.x, word.y, ink)
        if word.ink.picture is not None:
            _picture(colour, word)
    painted = np.empty((plate.height, plate.width, 4), np.uint8)
    painted[..., :3] = colour * 255 + np.float32(0.5)
    painted[..., 3] = cover * 255 + np.float32(0.5)
    return painted


@lru_cache(maxsize=4)
def _bare(ground: str, width: int, height: int, size: int) -> tuple[Rgb, Rgb]:
    """A plate with nothing on it yet: its colour and its cover. The same for each of its words."""
    cover: Rgb = pill(width, height, radius=size * 0.42) * np.float32(0.86)
    return np.broadcast_to(parse(ground), (height, width, 3)), cover


def _lay(colour: Rgb, cover: Rgb, mask: Pixels, x: int, y: int, ink: Rgb) -> None:
    """Ink through a mask (0 to 255) at a place on the plate; what lies outside is cut off."""
    rows, columns = cover.shape
    top, left = max(y, 0), max(x, 0)
    part = mask[top - y : rows - y, left - x : columns - x].astype(np.float32) / 255
    place = np.s_[top : top + part.shape[0], left : left + part.shape[1]]
    colour[place] += (ink - colour[place]) * part[..., None]
    np.maximum(cover[place], part, out=cover[place])


def _picture(colour: Rgb, word: _Word) -> None:
    """An emoji in its own colours."""
    assert word.ink.picture is not None  # noqa: S101 -- asked before
    part = colour[word.y : word.y + word.ink.picture.shape[0], word.x :][:, : word.ink.picture.shape[1]]
    own = word.ink.picture.astype(np.float32) / np.float32(255)
    part += (own[..., :3] - part) * own[..., 3:]
