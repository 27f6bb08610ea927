"""Breaking a text into lines that balance: the widest as narrow as can be, the rest even, no widow."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from astro_pipeline.domain.writing import unspaced

_SLACK: Final = (1.08, 1.18)
"""How much wider than need be the widest line may get where the lines read better so: words, characters."""
_WIDOW: Final = 0.45
"""A last line under this share of the others looks forgotten."""
_WIDOW_COST: Final = 0.08
_STUMBLE_COST: Final = 0.03
"""Of a line that ends with an article or a preposition."""
_PAUSE_GAIN, _STOP_GAIN, _CUT_COST = 0.04, 0.05, 0.1
"""For a line that ends at a comma, at a full stop, or in the middle of writing without spaces."""
_SOFT_HYPHEN: Final = "\u00ad"
_LITTLE: Final = re.compile(r"(?:^|.*[ \u00a0])[^\W\d_]{1,2}[ \u00a0]*$")
"""An article or a preposition, which belongs to what follows it."""
_STOP: Final = re.compile(r".*[.!?…؟।。！？][\"”’»)」』]?\s*$")
_PAUSE: Final = re.compile(r".*[,;:،؛、，；：–—][\"”’»)」』]?\s*$")


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A text in pieces, and how wide each stretch of them is."""

    parts: tuple[str, ...]
    spans: NDArray[np.float64]
    """Width from piece [row] up to, not including, piece [column]; infinite where there is none."""
    merits: NDArray[np.float64]
    """What it costs, or gains where negative, to end a line before piece [place]."""

    @classmethod
    def of(cls, parts: Sequence[str], width_of: Callable[[str], float]) -> "Paragraph":
        """Measure each piece once; a line is as wide as its pieces, less the space at its end."""
        count = len(parts)
        begins = np.concatenate(
            [[0.0], np.cumsum([width_of(part.replace(_SOFT_HYPHEN, "")) for part in parts])]
        )
        ends = begins[:-1] + [width_of(_at_the_end(part)) for part in parts]
        spans = np.full((count + 1, count + 1), np.inf)
        spans[:-1, 1:] = ends[None, :] - begins[:-1, None]
        spans[np.tril_indices(count + 1)] = np.inf
        return cls(tuple(parts), spans, np.array([0.0, *(_merit(part) for part in parts)]))

    def broken(self, lines: int) -> tuple[tuple[str, ...], float] | None:
        """The text in exactly so many lines, and the width of the widest; None where it has fewer pieces."""
        count = len(self.parts)
        if not 0 < lines <= count:
            return None
        widest = self._narrowest(lines) * _SLACK[any(unspaced(part[-1:] or " ") for part in self.parts)]
        ends = self._evenest(lines, widest)
        starts = (0, *ends[:-1])
        found = zip(starts, ends, strict=True)
        return tuple(line_of(self.parts[a:b]) for a, b in found), max(
            float(self.spans[a, b]) for a, b in zip(starts, ends, strict=True)
        )

    def _narrowest(self, lines: int) -> float:
        """The least width that holds the text in so many lines."""
        reached = self.spans[0]
        for _ in range(lines - 1):
            reached = np.minimum.reduce(np.maximum(reached[:, None], self.spans))
        return float(reached[-1])

    def _evenest(self, lines: int, widest: float) -> tuple[int, ...]:
        """Where each line ends, so that no line is wider than that and they differ least."""
        ideal = float(self.spans[0, -1]) / lines
        cost = ((self.spans - ideal) / max(ideal, 1e-9)) ** 2 + self.merits[None, :]
        cost[self.spans > widest + 1e-9] = np.inf
        last = cost[:, -1] - self.merits[-1] + _WIDOW_COST * (self.spans[:, -1] < _WIDOW * ideal)
        reached, steps = cost[0], list[NDArray[np.intp]]()
        for number in range(1, lines):
            whole = reached[:, None] + cost
            if number == lines - 1:
                whole[:, -1] = reached + last
            steps.append(np.argmin(whole, axis=0))
            reached = np.min(whole, axis=0)
        ends = [len(self.parts)]
        for step in reversed(steps):
            ends.append(int(step[ends[-1]]))
        return tuple(reversed(ends))


def balanced(
    parts: Sequence[str], lines: int, width_of: Callable[[str], float]
) -> tuple[tuple[str, ...], float] | None:
    """The parts in exactly so many lines that balance, and the width of the widest.

    None where there are fewer parts than lines.
    """
    return Paragraph.of(parts, width_of).broken(lines)


def line_of(parts: Sequence[str]) -> str:
    """Pieces as one line: a soft hyphen shows at its end and nowhere else."""
    return _at_the_end("".join(parts)).replace(_SOFT_HYPHEN, "")


def _at_the_end(text: str) -> str:
    bare = text.strip(" \n\u200b")
    return f"{bare[:-1]}-" if bare.endswith(_SOFT_HYPHEN) else bare


def _merit(part: str) -> float:
    if _STOP.match(part):
        return -_STOP_GAIN
    if _PAUSE.match(part):
        return -_PAUSE_GAIN
    if part and unspaced(part[-1]):
        return _CUT_COST
    return _STUMBLE_COST if _LITTLE.match(part) else 0.0
