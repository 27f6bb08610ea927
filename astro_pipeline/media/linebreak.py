"""Where a text may break, and how to break it so that its lines balance."""

import re
from collections.abc import Callable, Sequence
from functools import lru_cache
from typing import Final

import budoux
from uniseg.linebreak import line_break_units

_PARSERS: Final = {
    "ja": budoux.load_default_japanese_parser,
    "zh": budoux.load_default_simplified_chinese_parser,
    "th": budoux.load_default_thai_parser,
}
_HANGS_ON = re.compile(r" (?=[?!:;»%€$£])|(?<=«) ")
"""Spaces that never break: before French double punctuation and units, after an opening guillemet."""


def pieces(text: str, language: str) -> tuple[str, ...]:
    """The text in pieces that must not break, each with the space that follows it."""
    base = language.split("-", maxsplit=1)[0].lower()
    glued = _HANGS_ON.sub("\u00a0", " ".join(text.split(" ")).strip())
    if base in _PARSERS:
        return tuple(_parser(base).parse(glued))
    return tuple(re.findall(r"[^ \n]+[ \n]*", glued))


def finer(text: str) -> tuple[str, ...]:
    """Every place Unicode lets the text break (UAX 14), hyphens included."""
    return tuple(line_break_units(text))


def balanced(
    parts: Sequence[str], lines: int, width_of: Callable[[str], float]
) -> tuple[tuple[str, ...], float] | None:
    """The parts in exactly so many lines, the widest as narrow as can be, and its width.

    A last line of one short word costs extra. None where there are fewer parts than lines.
    """
    if not 0 < lines <= len(parts):
        return None
    joined = {
        (start, end): "".join(parts[start:end]).strip(" \n")
        for start in range(len(parts))
        for end in range(start + 1, len(parts) + 1)
    }
    widths = {span: width_of(line) for span, line in joined.items()}
    total = widths[0, len(parts)]
    ends = _best_ends(len(parts), lines, widths, total / lines)
    starts = (0, *ends[:-1])
    spans = tuple(zip(starts, ends, strict=True))
    return tuple(joined[span] for span in spans), max(widths[span] for span in spans)


def _best_ends(count: int, lines: int, widths: dict[tuple[int, int], float], ideal: float) -> tuple[int, ...]:
    """Dynamic programming over the last break: least widest line, then least raggedness."""
    best: dict[tuple[int, int], tuple[float, float, tuple[int, ...]]] = {(0, 0): (0.0, 0.0, ())}
    for line in range(1, lines + 1):
        for end in range(line, count + 1):
            candidates = [
                _extended(best[line - 1, start], widths[start, end], ideal, end)
                for start in range(line - 1, end)
                if (line - 1, start) in best
            ]
            best[line, end] = min(candidates)
    return best[lines, count][2]


def _extended(
    before: tuple[float, float, tuple[int, ...]], width: float, ideal: float, end: int
) -> tuple[float, float, tuple[int, ...]]:
    widest, ragged, ends = before
    return max(widest, width), ragged + (width - ideal) ** 2, (*ends, end)


@lru_cache(maxsize=4)
def _parser(base: str) -> budoux.Parser:
    return _PARSERS[base]()
