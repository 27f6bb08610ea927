"""Stretches of a text that were explicitly set to run one way: embeddings, overrides, isolates.

Source: UAX #9, revision 48, rules X1 to X8, https://www.unicode.org/reports/tr9/ (checked 2026-11-21).
"""

from collections.abc import Sequence
from typing import Final

OPENS_ISOLATE: Final = {"LRI", "RLI", "FSI"}
EMBEDS: Final = {"LRE": "", "RLE": "", "LRO": "L", "RLO": "R"}
"""What opens an embedding, and the direction it forces on all in it."""
_DEEPEST: Final = 125


class _Open:
    """The embeddings that are open at a place. Warning: opening and closing change it."""

    def __init__(self, base: int) -> None:
        self._stack: list[tuple[int, str, bool]] = [(base, "", False)]
        self._isolates = self._over_isolates = self._over_embeddings = 0

    @property
    def level(self) -> int:
        return self._stack[-1][0]

    @property
    def override(self) -> str:
        return self._stack[-1][1]

    def begin(self, *, from_right: bool, override: str, isolate: bool) -> None:
        deeper = self.level + 1 + ((self.level + 1) % 2 != from_right)
        if deeper <= _DEEPEST and not self._over_isolates and not self._over_embeddings:
            self._stack.append((deeper, override, isolate))
            self._isolates += isolate
        elif isolate:
            self._over_isolates += 1
        elif not self._over_isolates:
            self._over_embeddings += 1

    def end_isolate(self) -> None:
        if self._over_isolates:
            self._over_isolates -= 1
        elif self._isolates:
            self._over_embeddings = 0
            while not self._stack[-1][2]:
                self._stack.pop()
            self._stack.pop()
            self._isolates -= 1

    def end_embedding(self) -> None:
        if self._over_isolates:
            return
        if self._over_embeddings:
            self._over_embeddings -= 1
        elif not self._stack[-1][2] and len(self._stack) > 1:
            self._stack.pop()


def embed(kinds: list[str], found: list[int], base: int) -> None:
    """Rules X1 to X8: explicit embeddings, overrides and isolates."""
    there = _Open(base)
    closed = closings(kinds)
    for place, kind in enumerate(tuple(kinds)):
        found[place] = there.level
        if kind in EMBEDS:
            kinds[place] = "BN"
            there.begin(from_right=kind[0] == "R", override=EMBEDS[kind], isolate=False)
        elif kind in OPENS_ISOLATE:
            inside = kinds[place + 1 : closed.get(place, len(kinds))]
            kinds[place] = there.override or kind
            from_right = kind == "RLI" or (kind == "FSI" and _first_strong(inside) == 1)
            there.begin(from_right=from_right, override="", isolate=True)
        elif kind == "PDI":
            there.end_isolate()
            found[place] = there.level
            kinds[place] = there.override or kind
        elif kind == "PDF":
            kinds[place] = "BN"
            there.end_embedding()
        elif kind == "B":
            found[place] = base
        elif kind != "BN":
            kinds[place] = there.override or kind


def closings(kinds: Sequence[str]) -> dict[int, int]:
    """Each isolate's opening place, and where it closes."""
    closed: dict[int, int] = {}
    opened: list[int] = []
    for place, kind in enumerate(kinds):
        if kind in OPENS_ISOLATE:
            opened.append(place)
        elif kind == "PDI" and opened:
            closed[opened.pop()] = place
    return closed


def _first_strong(kinds: Sequence[str]) -> int:
    """1 where the first strong letter outside an isolate runs from right to left (rules P2, P3)."""
    closed, place = closings(kinds), 0
    while place < len(kinds):
        if kinds[place] in {"L", "R", "AL"}:
            return int(kinds[place] != "L")
        place = closed.get(place, len(kinds) if kinds[place] in OPENS_ISOLATE else place) + 1
    return 0
