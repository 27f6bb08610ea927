"""Captions that light each word as it is said: how words are grouped, and how they are set."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise

import numpy as np

from astro_pipeline.domain.brief import is_rtl
from astro_pipeline.domain.media import SpokenWord
from astro_pipeline.domain.review import Box
from astro_pipeline.domain.timeline import Caption, Captions
from astro_pipeline.media.colour import contrast, parse
from astro_pipeline.media.lettering import bearing, mask_of, width_of
from astro_pipeline.media.overlay import TypeBox, pill, stamp
from astro_pipeline.media.typeset import Manner
from astro_pipeline.media.yuv import Frame, Layer, Pixels

PAUSE_SECONDS = 0.6
"""A caption never stands over a longer silence."""
SHORTEST_SECONDS = 0.7
MOST_CHARACTERS_PER_SECOND = 17.0
"""What an adult reads easily; 20 is the most that is accepted.

Source: Netflix Timed Text Style Guide, English (checked 2026-11-20).
"""
_MOST_WORDS = 5
_LINE = 21
"""Characters of one line at the size captions are set on a phone."""
_LINGER = 0.35
"""Seconds a caption stays after its last word, where nothing follows."""
_LITTLE = 3
"""Letters of an article or a preposition."""
_ENDS = ".!?…:;,،؛؟。！？"
_STOPS = ".!?…؟。！？"


def group_words(words: Sequence[SpokenWord], *, until: float) -> tuple[Caption, ...]:
    """Words into captions of two to five, each of one breath, none after `until`.

    The grouping is the one with the least cost over each run between pauses: it likes three or
    four words, ends where the sentence does, and keeps within reading speed where the voice allows.
    """
    runs = list(_runs(_whole(words)))
    groups = [group for run in runs for group in _grouped(run)]
    captions: list[Caption] = []
    for place, group in enumerate(groups):
        following = groups[place + 1][0].start if place + 1 < len(groups) else until
        end = min(max(group[-1].end + _LINGER, group[0].start + SHORTEST_SECONDS), following, until)
        if end > group[0].start:
            captions.append(Caption(words=tuple(group), start=group[0].start, end=end))
    return tuple(captions)


def characters_per_second(caption: Caption) -> float:
    """How fast one has to read."""
    return len(caption.text) / (caption.end - caption.start)


def _whole(words: Sequence[SpokenWord]) -> list[SpokenWord]:
    """A mark set off by a space, as in French, joined to the word before it."""
    whole: list[SpokenWord] = []
    for word in words:
        if whole and not any(character.isalnum() for character in word.text):
            text = f"{whole[-1].text}\u00a0{word.text}"
            whole[-1] = whole[-1].model_copy(update={"text": text, "end": word.end})
        else:
            whole.append(word)
    return whole


def _runs(words: Sequence[SpokenWord]) -> Iterator[list[SpokenWord]]:
    run: list[SpokenWord] = []
    for word in words:
        if run and word.start - run[-1].end > PAUSE_SECONDS:
            yield run
            run = []
        run.append(word)
    if run:
        yield run


def _grouped(run: list[SpokenWord]) -> list[list[SpokenWord]]:
    """The cheapest way to cut a run into groups, found from its end backwards."""

    @cache
    def best(start: int) -> tuple[float, tuple[int, ...]]:
        if start == len(run):
            return 0.0, ()
        ways: list[tuple[float, tuple[int, ...]]] = []
        for end in range(start + 1, min(start + _MOST_WORDS, len(run)) + 1):
            rest, cuts = best(end)
            ways.append((_cost(run, start, end) + rest, (end, *cuts)))
        return min(ways)

    cuts = best(0)[1]
    return [run[a:b] for a, b in pairwise((0, *cuts))]


def _cost(run: list[SpokenWord], start: int, end: int) -> float:
    group = run[start:end]
    text = " ".join(word.text for word in group)
    shown = (run[end].start if end < len(run) else group[-1].end + _LINGER) - group[0].start
    last = group[-1].text[-1:]
    cost = 1.0 + 0.3 * abs(len(group) - 3.5)
    cost += 6.0 if len(group) == 1 and len(run) > 1 else 0.0
    cost += max(0, len(text) - 2 * _LINE) * 2.0 + max(0, len(text) - _LINE) * 0.3
    cost += max(0.0, SHORTEST_SECONDS - shown) * 12
    cost += max(0.0, len(text) / max(shown, 0.01) - MOST_CHARACTERS_PER_SECOND) * 0.6
    cost += sum(1.5 for word in group[:-1] if word.text[-1:] in _STOPS)
    # "infused in | cold water": a little word belongs to what follows it.
    cost += 1.2 if last not in _ENDS and len(group[-1].text) <= _LITTLE and end < len(run) else 0.0
    return cost - (0.8 if last in _ENDS else 0.0)


class CaptionPlates:
    """The captions as pictures: one per caption and word being said, drawn once."""

    def __init__(self, captions: Captions, manner: Manner) -> None:
        self._captions = captions
        plates = [_plates(captions, chunk, manner) for chunk in captions.chunks]
        self._shown = [shown for chunk, _ in plates for shown in chunk]
        self.type_boxes = tuple(box for _, box in plates)

    def draw(self, second: float, frame: Frame) -> None:
        """Lay on the frame what is being said at that moment."""
        for shown in self._shown:
            if shown.start <= second < shown.end:
                frame.put(shown.layer, shown.x, shown.y)


@dataclass(frozen=True)
class _Shown:
    layer: Layer
    x: int
    y: int
    start: float
    end: float


@dataclass(frozen=True)
class _Word:
    mask: Pixels
    x: int
    y: int
    width: int


def _plates(captions: Captions, chunk: Caption, manner: Manner) -> tuple[list[_Shown], TypeBox]:
    size, lines = _lines(captions, chunk, manner)
    words = _placed(captions, lines, manner, size)
    pad = round(size * 0.62)
    width = max(word.x + word.width for word in words) + pad
    height = round(len(lines) * size * 1.45 + size * 0.55)
    left = (captions.box.x + (captions.box.width - width) // 2) // 2 * 2
    top = (captions.box.y + captions.box.height - height) // 2 * 2
    ends = [word.start for word in chunk.words[1:]] + [chunk.end]
    starts = [chunk.start, *ends[:-1]]
    shown = [
        _Shown(
            Layer.of(_plate(captions, words, lit, size=size, shape=(height, width))), left, top, start, end
        )
        for lit, (start, end) in enumerate(zip(starts, ends, strict=True))
        if end > start
    ]
    box = Box(x=left, y=top, width=width, height=height)
    ratio = min(
        contrast(parse(captions.ink), parse(captions.ground)),
        contrast(parse(captions.accent_ink), parse(captions.accent)),
    )
    fits = width <= captions.box.width and height <= captions.box.height
    return shown, TypeBox("caption", chunk.text, box, chunk.start, chunk.end, size, round(ratio, 2), fits)


def _lines(captions: Captions, chunk: Caption, manner: Manner) -> tuple[int, tuple[tuple[str, ...], ...]]:
    """The words on one line, or on two that balance, as large as the box takes."""
    words = tuple(word.text for word in chunk.words)
    size = captions.size
    while True:
        room = captions.box.width - round(size * 1.24)
        ways = [(words,), *((words[:cut], words[cut:]) for cut in range(1, len(words)))]
        widths = [max(_wide(line, manner, size) for line in way) for way in ways]
        if widths[0] <= room:
            return size, ways[0]
        narrowest = min(range(len(ways)), key=lambda n: widths[n])
        if widths[narrowest] <= room or size <= 16:
            return size, ways[narrowest]
        size = max(16, int(size * 0.94))


def _wide(line: tuple[str, ...], manner: Manner, size: int) -> int:
    return sum(width_of(word, manner, size) for word in line) + _gap(size) * (len(line) - 1)


def _gap(size: int) -> int:
    return round(size * 0.34)


def _placed(captions: Captions, lines: tuple[tuple[str, ...], ...], manner: Manner, size: int) -> list[_Word]:
    """Each word's place on the plate, in the order they are said; Arabic and Hebrew start at the right."""
    inner = max(_wide(line, manner, size) for line in lines)
    pad = round(size * 0.62)
    placed: list[_Word] = []
    for row, line in enumerate(lines):
        across = pad + (inner - _wide(line, manner, size)) // 2
        y = round(size * 0.28 + row * size * 1.45)
        widths = [width_of(word, manner, size) for word in line]
        order = range(len(line) - 1, -1, -1) if is_rtl(captions.language) else range(len(line))
        places: dict[int, int] = {}
        for n in order:
            places[n] = across
            across += widths[n] + _gap(size)
        for n, word in enumerate(line):
            mask = mask_of(word, manner, size)
            placed.append(_Word(mask, places[n], y, widths[n]))
    return placed


def _plate(captions: Captions, words: list[_Word], lit: int, *, size: int, shape: tuple[int, int]) -> Pixels:
    height, width = shape
    cover = pill(width, height, radius=size * 0.42) * np.float32(0.86)
    colour = np.broadcast_to(parse(captions.ground), (height, width, 3)).copy()
    for n, word in enumerate(words):
        letters = np.zeros((height, width), np.float32)
        stamp(letters, word.mask, x=word.x - bearing(size), y=word.y)
        if n == lit:
            chip = np.zeros((height, width), np.float32)
            own = pill(word.width + round(size * 0.36), round(size * 1.3), radius=size * 0.24)
            stamp(
                chip,
                (own * 255).astype(np.uint8),
                x=word.x - round(size * 0.18),
                y=word.y + round(size * 0.07),
            )
            colour += (parse(captions.accent) - colour) * chip[..., None]
            cover = np.maximum(cover, chip)
        ink = captions.accent_ink if n == lit else captions.ink
        colour += (parse(ink) - colour) * letters[..., None]
        cover = np.maximum(cover, letters)
    return (np.dstack([colour, cover]) * 255 + 0.5).astype(np.uint8)
