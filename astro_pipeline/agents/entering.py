"""How each shot of a film comes in: in the brand's colours, never the same way three times running."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

import numpy as np

from astro_pipeline.agents.film_material import Material
from astro_pipeline.domain.plan import seed_for
from astro_pipeline.domain.staging import Staging
from astro_pipeline.domain.timeline import Transition
from astro_pipeline.media.pixels.colour import Rgb, chroma, luminance, oklab, parse, to_hex

_DRIVEN: Final = 0.6
"""Energy from which a film is cut hard."""
_CALM: Final = frozenset({"calm", "warm", "cinematic"})
_STAGED: Final[dict[str, tuple[Transition, ...]]] = {
    "driven": ("bands", "zoom", "push"),
    "even": ("bands", "push", "zoom"),
    "calm": ("bands", "push"),
}
_SEEN: Final[dict[str, tuple[Transition, ...]]] = {
    "driven": ("bands", "push", "zoom"),
    "even": ("bands", "dissolve", "push"),
    "calm": ("dissolve", "wipe"),
}
"""Between photographs and films, which have no layers of their own."""
_SECONDS: Final[dict[Transition, float]] = {
    "cut": 0.0,
    "dissolve": 0.5,
    "wipe": 0.55,
    "push": 0.5,
    "bands": 0.7,
    "match": 0.7,
    "zoom": 0.6,
}
_PACE: Final = {"driven": 0.9, "even": 1.0, "calm": 1.15}
_LONGEST: Final = 0.4
"""Share of a shot that coming in may take."""
_LAST: Final = 0.17
"""Of the last shot, which is to stand and be read."""
_APART: Final = 0.12
"""Distance in OKLab from which two colours are not taken for one."""
_BANDS: Final = 3


@dataclass(frozen=True, slots=True)
class Entry:
    """The way one shot comes in."""

    kind: Transition
    seconds: float
    colours: tuple[str, ...] = ()


def entries(material: Material, stagings: Sequence[Staging | None]) -> tuple[Entry, ...]:
    """The entry of every shot. They begin with the shot, where the music has its beat.

    An object that stands alike before and after stays, and the ground changes around it; else
    the ways of the film's temper take turns, from a place that the film's seed chooses.
    """
    shots, temper = material.cut.shots, _temper(material)
    turn = seed_for(material.seed, "transitions")
    found = [Entry("cut", 0.0)]
    for before, after in pairwise(range(len(shots))):
        pair = (stagings[before], stagings[after])
        kind = _kind(pair, temper, turn + after, [entry.kind for entry in found[1:]])
        longest = min(shots[before].seconds, shots[after].seconds) * _LONGEST
        if after == len(shots) - 1:
            longest = min(longest, shots[after].seconds * _LAST)
        seconds = min(_SECONDS[kind] * _PACE[temper] * material.asked.pace, longest)
        found.append(Entry(kind, round(seconds, 3), _colours(material, kind, pair)))
    return tuple(found)


def _temper(material: Material) -> str:
    board = material.storyboard
    if board.energy >= _DRIVEN:
        return "driven"
    return "calm" if board.mood in _CALM else "even"


def _kind(
    pair: tuple[Staging | None, Staging | None], temper: str, turn: int, used: Sequence[Transition]
) -> Transition:
    before, after = pair
    kinds: tuple[Transition, ...]
    if before is None or after is None:
        kinds = _SEEN[temper]
    elif after.stands_as(before) and tuple(used[-2:]) != ("match", "match"):
        return "match"
    else:
        kinds = _STAGED[temper]
    first = kinds[turn % len(kinds)]
    return kinds[(turn + 1) % len(kinds)] if used and first == used[-1] else first


def _colours(
    material: Material, kind: Transition, pair: tuple[Staging | None, Staging | None]
) -> tuple[str, ...]:
    """The brand's colours that stand off both grounds, in the order of light from one to the other."""
    if kind not in {"bands", "match", "zoom"}:
        return ()
    roles = material.colours
    grounds = [parse(each.ground.colour) for each in pair if each]
    offered = [*(parse(each) for each in material.brief.brand.palette), roles.accent, roles.cta, roles.light]
    chosen: list[Rgb] = []
    for colour in offered:
        if all(_distance(colour, other) > _APART for other in [*grounds[-1:], *chosen]):
            chosen.append(colour)
    chosen = chosen or [roles.cta]
    if kind != "bands":
        return (to_hex(max(chosen, key=chroma)),)
    darker = len(grounds) > 1 and float(luminance(grounds[1])) < float(luminance(grounds[0]))
    chosen = sorted(chosen[:_BANDS], key=lambda colour: float(luminance(colour)), reverse=darker)
    return tuple(to_hex(each) for each in chosen)


def _distance(one: Rgb, other: Rgb) -> float:
    return float(np.linalg.norm(oklab(one) - oklab(other)))
