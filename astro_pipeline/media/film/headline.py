"""Type in motion: a text set in its box, line by line or word by word, with its figures underlined."""

from dataclasses import dataclass
from itertools import groupby
from math import ceil, floor

import numpy as np

from astro_pipeline.domain.brief import is_rtl
from astro_pipeline.domain.review import Box
from astro_pipeline.domain.timeline import Motion, Text
from astro_pipeline.media.film.fingerprint import fingerprint
from astro_pipeline.media.film.lettering import (
    BASELINE,
    Setting,
    bearing,
    edge_of,
    fit,
    hand,
    height_of,
    kept,
    picture_of,
    width_of,
)
from astro_pipeline.media.film.overlay import (
    Inked,
    Later,
    Overlay,
    Piece,
    even,
    even_between,
    legibility,
    letters,
    pill,
    shade_piece,
)
from astro_pipeline.media.film.type_box import TypeBox
from astro_pipeline.media.pixels.yuv import Layer, Pixels
from astro_pipeline.media.type.typeset import Block, Manner

_LINE_STAGGER, _WORD_STAGGER = 0.09, 0.075
_SEEN = 1.6
"""Contrast a line needs to be seen."""
_UNIT = 3
"""Letters of a unit, which goes with its figure."""


@dataclass(frozen=True)
class SetText:
    """A text broken into lines and put in its place, without ink yet."""

    text: Text
    setting: Setting
    box: Box
    """What the lines take of the text's box: look here to choose the ink."""
    said: str
    """The text with what of it no font draws."""
    missing: str


def set_text(text: Text, manner: Manner) -> SetText:
    """The text as large as its box allows."""
    shown, lacking = kept(text.text, manner)
    # type is laid on even pixels: with two to spare it never leaves its box by that
    room = text.box.model_copy(update={"width": text.box.width - 2})
    setting = fit(shown, manner, room, largest=text.size, smallest=text.smallest, lines=text.lines)
    drawn = text.model_copy(update={"text": shown})
    return SetText(drawn, setting, _hull(text, setting.block), text.text, lacking)


def text_overlay(placed: SetText, inked: Inked, *, behind: Pixels, width: int) -> Overlay:
    """The text in motion. Its shade darkens or lightens what is behind it, across the frame."""
    text, block, ink, shade = placed.text, placed.setting.block, inked.ink, inked.shade
    pieces: list[Piece] = []
    for row, line in enumerate(block.lines):
        y, left = even(_top(text, block, row)), _left(text, block, row)
        pieces.extend(_line_pieces(text, line, block, place=(left, y), ink=ink, wait=len(pieces)))
    strokes = _strokes(text, block, ink=ink, behind=behind, wait=pieces[-1].delay if pieces else 0.0)
    return Overlay(
        pieces=(*strokes, *pieces),
        start=text.start,
        end=text.end,
        motion="words" if _by_words(text) else _by_lines(text.motion),
        type_box=TypeBox(
            "overlay",
            placed.said,
            placed.box,
            text.start,
            text.end,
            block.size,
            round(inked.contrast, 2),
            placed.setting.fits,
            _line_boxes(text, block),
            missing=placed.missing,
        ),
        shade=shade_piece(placed.box, ink, strength=shade, width=width) if shade else None,
        come_seconds=text.come_seconds,
        mirrored=is_rtl(text.language),
    )


def _line_boxes(text: Text, block: Block) -> tuple[Box, ...]:
    """Where the ink of each line is, once it has come."""
    boxes: list[Box] = []
    for row, line in enumerate(block.lines):
        left = _left(text, block, row) + bearing(block.size)
        left += edge_of(line, block.manner, block.size)
        baseline = even(_top(text, block, row)) + round(block.size * BASELINE)
        rise, fall = max(block.rises[row], floor(block.ascent)), max(block.falls[row], ceil(block.descent))
        boxes.append(Box(x=left, y=baseline - rise, width=block.widths[row], height=rise + fall))
    return tuple(boxes)


def _left(text: Text, block: Block, row: int) -> int:
    """Of a line's mask, whose letters begin a bearing further in; no ink comes to lie outside the box."""
    line, box = block.lines[row], text.box
    edge = edge_of(line, block.manner, block.size)
    left = box.x + _indent(text, width_of(line, block.manner, block.size)) - bearing(block.size)
    if text.align != "centre" and not is_rtl(text.language):
        left -= edge
    first = box.x - bearing(block.size) - edge
    return even_between(left, first, first + box.width - block.widths[row])


def _top(text: Text, block: Block, row: int) -> float:
    """Of a row's mask."""
    return text.box.y + block.ascent + row * block.pitch - block.size * BASELINE


def _by_lines(motion: Motion) -> Motion:
    return "reveal" if motion == "words" else motion


def _by_words(text: Text) -> bool:
    return text.motion == "words" and not is_rtl(text.language) and " " in text.text


def _line_pieces(
    text: Text, line: str, block: Block, *, place: tuple[int, int], ink: str, wait: int
) -> tuple[Piece, ...]:
    by_words = _by_words(text)
    words = line.split(" ") if by_words else [line]
    starts = [" ".join([*words[:n], ""]) for n in range(len(words))]
    left, top = place
    stagger = _WORD_STAGGER if by_words else _LINE_STAGGER
    return tuple(
        Piece(
            picture=_drawn_later(word, block, ink),
            # rounded down: the last word must not leave the box
            x=left + width_of(before, block.manner, block.size) // 2 * 2,
            y=top,
            height=height_of(word, block.size),
            delay=(wait + number) * stagger,
        )
        for number, (word, before) in enumerate(zip(words, starts, strict=True))
    )


def _drawn_later(word: str, block: Block, ink: str) -> Later:
    key = fingerprint(hand(word, block.manner), block.size, ink)
    return Later(key, lambda: Layer.of(picture_of(word, block.manner, block.size, colour=ink)))


def _indent(text: Text, width: int) -> int:
    if text.align == "centre":
        return (text.box.width - width) // 2
    return text.box.width - width if is_rtl(text.language) else 0


def _hull(text: Text, block: Block) -> Box:
    # of which nothing can be drawn has a place all the same
    width, height = max(round(block.width), 2), max(round(block.height), 2)
    return Box(x=text.box.x + _indent(text, width), y=text.box.y, width=width, height=height)


def _strokes(text: Text, block: Block, *, ink: str, behind: Pixels, wait: float) -> tuple[Piece, ...]:
    """A line under each figure of the text, drawn once the words have come."""
    if not text.stress:
        return ()
    shows = {each: legibility(each, behind) for each in text.stress}
    best = max(shows, key=lambda each: shows[each])
    colour = best if shows[best] >= _SEEN else ink
    thick = max(even(block.size * 0.085), 4)
    pieces: list[Piece] = []
    for row, line in enumerate(block.lines):
        y = text.box.y + block.ascent + row * block.pitch + block.size * 0.11
        for left, width in _figures(text, line, block):
            mask = (pill(width, thick) * 255 + 0.5).astype(np.uint8)
            delay = wait + max(text.come_seconds * 0.6, 0.2) + 0.12 * len(pieces)
            pieces.append(Piece(letters(mask, colour), even(left), even(y), thick, delay, "line"))
    return tuple(pieces)


def _figures(text: Text, line: str, block: Block) -> tuple[tuple[float, int], ...]:
    """Left edge and width of each run of words with a figure in it."""
    words, manner, size = line.split(" "), block.manner, block.size
    stressed = [any(letter.isdigit() for letter in word) for word in words]
    for place, word in enumerate(words[:-1]):
        alone = not any(stressed[place + 2 : place + 3])
        if word.isdigit() and len(words[place + 1]) <= _UNIT and alone:
            stressed[place + 1] = True
    whole = width_of(line, manner, size)
    left = text.box.x + _indent(text, whole)
    runs: list[tuple[float, int]] = []
    for key, group in groupby(range(len(words)), key=lambda place: stressed[place]):
        places = list(group)
        if key:
            start = width_of(" ".join([*words[: places[0]], ""]), manner, size)
            width = width_of(" ".join(words[places[0] : places[-1] + 1]), manner, size)
            runs.append((left + (whole - start - width if is_rtl(text.language) else start), width))
    return tuple(runs)
