"""Which words are read at one glance: the narration grouped into captions, each of one breath."""

from collections.abc import Iterator, Sequence
from functools import cache
from itertools import pairwise
from typing import Final

from astro_pipeline.domain.base import base_language
from astro_pipeline.domain.media import SpokenWord
from astro_pipeline.domain.timeline import Caption
from astro_pipeline.domain.writing import TIE, joined, unspaced, wide
from astro_pipeline.media.type.clusters import clusters
from astro_pipeline.media.type.linebreak import pieces

PAUSE_SECONDS: Final = 0.6
"""A caption never stands over a longer silence."""
SHORTEST_SECONDS: Final = 0.7
_READ_EASILY: Final = 17.0
_READ_AT_ALL: Final = 20.0
"""Characters a second an adult reads easily, and the most that is accepted.

Source: Netflix Timed Text Style Guides, 17 for most languages and for English of old
(checked 2026-11-21).
"""
_READ_SLOWER: Final = {"ja": 4.0, "ko": 12.0, "zh": 9.0}
"""Fewer of the characters that say more.

Source: Netflix Timed Text Style Guides of these languages, as tabled at
https://sublingo.cc/guides/subtitle-specs-by-language (checked 2026-11-21).
"""
_MOST_WORDS: Final = 5
_LINE: Final = 21
"""Characters of one line at the size captions are set on a phone; wide ones count twice."""
_PHRASE: Final = 8
"""More letters without a space than this are not one word."""
_LINGER: Final = 0.35
"""Seconds a caption stays after its last word, where nothing follows."""
_LEAD: Final = 0.2
"""Seconds a caption may come up before its first word, or after it."""
_AMPLY: Final = 1.01
"""Times are rounded to milliseconds, and captions in a film to its frames."""
_LITTLE: Final = 3
"""Letters of an article or a preposition."""
_ENDS: Final = ".!?…:;,،؛؟।、，。！？：；"
_STOPS: Final = ".!?…؟।。！？"


def group_words(words: Sequence[SpokenWord], *, until: float, language: str = "en") -> tuple[Caption, ...]:
    """Words into captions of two to five, each of one breath, none after `until`.

    The grouping is the one with the least cost over each run between pauses: it likes three or
    four words, ends where the sentence does, and keeps within reading speed where the voice allows:
    a voice that speaks faster than one reads is followed.
    Where the writing has no spaces, a word is a phrase of it.
    """
    runs = list(_runs(_parted(_whole(words), language)))
    groups = [group for run in runs for group in _grouped(run, language)]
    starts = _starts(groups, until=until, language=language)
    captions: list[Caption] = []
    for group, start, following in zip(groups, starts, (*starts[1:], until), strict=False):
        end = min(max(group[-1].end + _LINGER, start + SHORTEST_SECONDS), following, until)
        if end > start:
            captions.append(Caption(words=tuple(group), start=start, end=end))
    return tuple(captions)


def characters_per_second(caption: Caption) -> float:
    """How fast one has to read; a letter counts once, with all its marks."""
    return len(clusters(caption.text)) / (caption.end - caption.start)


def most_characters_per_second(language: str) -> float:
    """How fast one can read this language without effort."""
    return _READ_SLOWER.get(base_language(language), _READ_EASILY)


def most_accepted(language: str) -> float:
    """How fast one can read this language at all."""
    return _READ_SLOWER.get(base_language(language), _READ_AT_ALL)


def _starts(groups: Sequence[Sequence[SpokenWord]], *, until: float, language: str) -> list[float]:
    """When each group comes up: with its first word, where that leaves the time to read it.

    One that is said too fast to read comes up a little before, in the silence there, and takes a
    little of its neighbours' time where they have more than they need.
    """
    starts = [group[0].start for group in groups]
    if not groups:
        return starts
    needed = [_AMPLY * len(clusters(_line(group))) / most_accepted(language) for group in groups]
    easy = [len(clusters(_line(group))) / most_characters_per_second(language) for group in groups]
    last = min(groups[-1][-1].end + _LINGER, until)

    def spare(place: int) -> float:
        """Seconds a group stands longer than it must; below zero where it lacks them."""
        end = starts[place + 1] if place + 1 < len(starts) else last
        return end - starts[place] - needed[place]

    for place, group in enumerate(groups):
        following = starts[place + 1] if place + 1 < len(starts) else until
        lacking = easy[place] - (min(group[-1].end + _LINGER, following) - starts[place])
        free = group[0].start - groups[place - 1][-1].end if place else 0.0
        starts[place] -= max(0.0, min(lacking, free, _LEAD))
    for place in range(len(groups)):
        if place + 1 < len(groups) and spare(place) < 0 < spare(place + 1):
            starts[place + 1] += min(-spare(place), spare(place + 1), _LEAD)
        if place and spare(place) < 0 < spare(place - 1):
            starts[place] -= min(-spare(place), spare(place - 1), _LEAD)
    return [round(start, 3) for start in starts]


def _whole(words: Sequence[SpokenWord]) -> list[SpokenWord]:
    """A mark set off by a space, as in French, joined to the word before it."""
    whole: list[SpokenWord] = []
    for word in words:
        if whole and not any(character.isalnum() for character in word.text):
            gap = "" if unspaced(word.text[:1] or " ") else "\u00a0"
            text = f"{whole[-1].text}{gap}{word.text}"
            whole[-1] = whole[-1].model_copy(update={"text": text, "end": word.end})
        else:
            whole.append(word)
    return whole


def _parted(words: Sequence[SpokenWord], language: str) -> list[SpokenWord]:
    """Long stretches without a space cut into phrases, each with its share of the time.

    A voice that tells words apart by spaces hands over whole Thai sentences: between those a
    space stands in the text. Another hands over words: between those there is none.
    """
    cut = [pieces(word.text, language) if _stretch(word.text) else (word.text,) for word in words]
    sentences = any(len(parts) > 1 for parts in cut)
    parted: list[SpokenWord] = []
    for word, parts in zip(words, cut, strict=True):
        at, letter = word.start, (word.end - word.start) / max(len("".join(parts)), 1)
        for place, part in enumerate(parts):
            end = round(at + letter * len(part), 3)
            after = parts[place + 1] if place < len(parts) - 1 else ""
            apart = joined((part, after)) != part + after
            tied = apart or (not after and not sentences and _spaceless(part))
            parted.append(SpokenWord(text=f"{part}{TIE}" if tied else part, start=round(at, 3), end=end))
            at = end
    return parted


def _spaceless(text: str) -> bool:
    """True for Thai and its like, whose characters alone do not say whether a space stood there."""
    return unspaced(text[-1]) and not wide(text[-1])


def _stretch(text: str) -> bool:
    """True for several words written as one."""
    return sum(unspaced(c) for c in text) > _PHRASE


def _runs(words: Sequence[SpokenWord]) -> Iterator[list[SpokenWord]]:
    run: list[SpokenWord] = []
    for word in words:
        if run and word.start - run[-1].end > PAUSE_SECONDS:
            yield run
            run = []
        run.append(word)
    if run:
        yield run


def _grouped(run: list[SpokenWord], language: str) -> list[list[SpokenWord]]:
    """The cheapest way to cut a run into groups, found from its end backwards."""
    spoken = len(clusters(_line(run))) / max(run[-1].end - run[0].start, 0.01)
    most = max(most_characters_per_second(language), spoken)

    @cache
    def best(start: int) -> tuple[float, tuple[int, ...]]:
        if start == len(run):
            return 0.0, ()
        ways: list[tuple[float, tuple[int, ...]]] = []
        for end in range(start + 1, min(start + _MOST_WORDS, len(run)) + 1):
            rest, cuts = best(end)
            ways.append((_cost(run, start, end, most=most) + rest, (end, *cuts)))
        return min(ways)

    cuts = best(0)[1]
    return [run[a:b] for a, b in pairwise((0, *cuts))]


def _cost(run: list[SpokenWord], start: int, end: int, *, most: float) -> float:
    group = run[start:end]
    ending = group[-1].text.removesuffix(TIE)
    text = _line(group)
    shown = (run[end].start if end < len(run) else group[-1].end + _LINGER) - group[0].start
    last, long = text[-1:], _cells(text)
    cost = 1.0 + 0.3 * abs(len(group) - 3.5)
    cost += 6.0 if len(group) == 1 and len(run) > 1 else 0.0
    cost += max(0, long - 2 * _LINE) * 2.0 + max(0, long - _LINE) * 0.3
    cost += max(0.0, SHORTEST_SECONDS - shown) * 12
    speed = len(clusters(text)) / max(shown, 0.01)
    cost += max(0.0, speed - most) * 0.6
    cost += sum(1.5 for word in group[:-1] if word.text.removesuffix(TIE)[-1:] in _STOPS)
    # "infused in | cold water": a little word belongs to what follows it.
    little = last not in _ENDS and len(ending) <= _LITTLE and not unspaced(last)
    cost += 1.2 if little and end < len(run) else 0.0
    return cost - (0.8 if last in _ENDS else 0.0)


def _line(words: Sequence[SpokenWord]) -> str:
    return joined(word.text for word in words).replace(TIE, "")


def _cells(text: str) -> int:
    return sum(2 if wide(cluster[0]) else 1 for cluster in clusters(text))
