"""What stands behind type before it is set: looked at a few times, each moment drawn once for all who ask."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np

from astro_pipeline.domain.review import Box
from astro_pipeline.domain.timeline import Timeline
from astro_pipeline.media.film.fingerprint import fingerprint, program
from astro_pipeline.media.film.scenes import Canvas, MovingPictures
from astro_pipeline.media.film.segments import SegmentShelf
from astro_pipeline.media.pixels.yuv import Pixels, rgb_of

_SHARES: Final = (0.2, 0.5, 0.9)
"""When a stretch of time is looked at."""
_GRID_SECONDS: Final = 0.5
"""Moments are moved to multiples of this where that stays inside: those of one scene then meet."""
_SAMPLES: Final = 4_000
"""Pixels taken of a box, at each moment."""


@dataclass(frozen=True, slots=True)
class Place:
    """A box of the film, from one second to another."""

    box: Box
    start: float
    end: float

    @property
    def moments(self) -> tuple[float, ...]:
        """When it is looked at."""
        return tuple(self._on_grid(self.start + (self.end - self.start) * share) for share in _SHARES)

    def _on_grid(self, second: float) -> float:
        near = round(second / _GRID_SECONDS) * _GRID_SECONDS
        return max(near if self.start <= near <= self.end else second, 0.0)


def seen_behind(
    places: Sequence[Place], timeline: Timeline, pictures: MovingPictures, shelf: SegmentShelf | None
) -> dict[Place, Pixels]:
    """Pixels of each place, type not yet on it, as rows of RGB; from the shelf where it has them."""
    size = (timeline.width, timeline.height)
    keys = {place: _key(place, size, pictures) for place in places}
    found: dict[Place, Pixels] = {}
    for place, key in keys.items():
        known = shelf.take_bytes(key) if shelf else None
        if known is not None:
            found[place] = np.frombuffer(known, np.uint8).reshape(-1, 3)
    missing = [place for place in keys if place not in found]
    for place, looks in _looked_at(missing, timeline, pictures).items():
        found[place] = np.concatenate(looks)
        if shelf:
            shelf.put_bytes(keys[place], found[place].tobytes())
    return found


def _key(place: Place, size: tuple[int, int], pictures: MovingPictures) -> str:
    shown = [(moment, pictures.within(moment, moment)) for moment in place.moments]
    return "behind-" + fingerprint(program(), _SAMPLES, place.box, size, shown)


def _looked_at(
    places: Iterable[Place], timeline: Timeline, pictures: MovingPictures
) -> dict[Place, list[Pixels]]:
    asking: dict[float, list[Place]] = defaultdict(list)
    for place in places:
        for moment in place.moments:
            asking[moment].append(place)
    canvas = Canvas.of(timeline)
    looks: dict[Place, list[Pixels]] = defaultdict(list)
    moments = sorted(asking)
    for number, moment in enumerate(moments):
        for after in moments[number + 1 : number + 2]:
            pictures.open(after, after)  # while this one is looked at
        pictures.draw(moment, canvas)
        for place in asking[moment]:
            part = rgb_of(canvas.frame.part(place.box)).reshape(-1, 3)
            looks[place].append(part[:: len(part) // _SAMPLES + 1])
    return looks
