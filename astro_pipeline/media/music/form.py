"""The bar grid: a tempo at which the logo falls on a beat and the last chord rings out in time."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

_TAIL = (0.9, 3.2)
"""Shortest and longest ring of the last chord, in seconds."""
_BEST_TAIL = 1.6
_LONG, _VERY_LONG = 8, 10
"""Bars at full strength after which ears want a break, and a longer one."""
_BROKEN = (0.0, 0.35, 0.15, 0.4)
"""What a last bar of 4, 1, 2 or 3 beats costs."""


@dataclass(frozen=True, slots=True)
class Bar:
    """A bar: when it begins, how many beats it has (fewer than 4 before a hit), how full it is (0-3)."""

    start: float
    beats: int
    level: int


@dataclass(frozen=True, slots=True)
class Form:
    """A piece as bars, the hit on which everything arrives, and the last chord."""

    beat: float
    """Seconds."""
    bars: tuple[Bar, ...]
    hit: float
    final: float
    sections: tuple[float, ...]
    """Where intro, build, full, break, return, hit and last chord begin, in seconds; short pieces have
    fewer of them."""

    @property
    def bpm(self) -> float:
        """Beats a minute."""
        return 60 / self.beat


@dataclass(frozen=True, slots=True)
class _Grid:
    """So many beats to the hit, so many from there to the last chord."""

    beat: float
    before: int
    after: int

    @property
    def hit(self) -> float:
        return self.beat * self.before

    @property
    def final(self) -> float:
        return self.beat * (self.before + self.after)


def fit(seconds: float, beats: Sequence[float], *, tempo: tuple[float, float], energy: float) -> Form:
    """The form of a piece of that length; `beats` is where the picture changes, last the logo."""
    wished = tempo[0] + (tempo[1] - tempo[0]) * (0.25 + 0.5 * energy)
    logo = [beats[-1]] if beats and 1.0 <= beats[-1] <= seconds - _TAIL[0] else []
    grids = list(_grids(seconds, logo, tempo)) or list(_grids(seconds, [seconds - _BEST_TAIL], tempo))
    best = min(grids, key=lambda grid: _cost(grid, seconds, beats=beats, tempo=wished))
    return _formed(best, beats)


def _grids(seconds: float, hits: Sequence[float], tempo: tuple[float, float]) -> Iterator[_Grid]:
    for hit in hits:
        for before in range(1, int(hit * tempo[1] / 60) + 1):
            beat = hit / before
            if not tempo[0] <= 60 / beat <= tempo[1]:
                continue
            for after in range(int((seconds - hit) / beat) + 1):
                if _TAIL[0] <= seconds - beat * (before + after) <= _TAIL[1]:
                    yield _Grid(beat, before, after)


def _cost(grid: _Grid, seconds: float, *, beats: Sequence[float], tempo: float) -> float:
    """How far a grid is from what is wished: tempo, tail, changes on the beat, whole bars."""
    off = [abs(time / grid.beat - round(time / grid.beat)) for time in beats]
    return (
        3 * abs(60 / grid.beat - tempo) / tempo
        + 0.3 * abs(seconds - grid.final - _BEST_TAIL)
        + (sum(off) / len(off) if off else 0)
        + _BROKEN[grid.before % 4]
        + _BROKEN[grid.after % 4]
    )


def _formed(grid: _Grid, beats: Sequence[float]) -> Form:
    starts = [*_bars(0, grid.before), *_bars(grid.before, grid.after)]
    before = [first * grid.beat for first, _ in starts if first < grid.before]
    build = _near(grid.hit * 0.25, before, beats)
    full = max(_near(grid.hit * 0.55, before, beats), build)
    rest = _break([start for start in before if start >= full - 1e-6])
    bars = tuple(
        Bar(
            start=first * grid.beat,
            beats=length,
            level=1 if first * grid.beat in rest else _level(first * grid.beat, build, full, grid.hit),
        )
        for first, length in starts
    )
    turns = [rest[0], rest[-1] + 4 * grid.beat] if rest else []
    sections = dict.fromkeys(round(time, 3) for time in (0.0, build, full, *turns, grid.hit, grid.final))
    return Form(beat=grid.beat, bars=bars, hit=grid.hit, final=grid.final, sections=tuple(sections))


def _break(full: Sequence[float]) -> Sequence[float]:
    """Bars in which a long piece draws breath before it climbs to the hit; none in a short one."""
    if len(full) < _LONG:
        return ()
    return full[-8:-4] if len(full) >= _VERY_LONG else full[-6:-4]


def _bars(first: int, beats: int) -> Iterator[tuple[int, int]]:
    """The first beat and the length of each bar: four beats, the last one what is left."""
    for beat in range(0, beats, 4):
        yield first + beat, min(4, beats - beat)


def _near(wished: float, starts: Sequence[float], beats: Sequence[float]) -> float:
    """The bar that begins nearest to a time, bars on which the picture changes being nearer."""

    def distance(start: float) -> float:
        on_picture = any(abs(start - time) < 0.15 for time in beats)
        return abs(start - wished) * (0.6 if on_picture else 1.0)

    return min(starts, key=distance)


def _level(start: float, build: float, full: float, hit: float) -> int:
    tops = (build, full, hit)
    return sum(start >= top - 1e-6 for top in tops)
