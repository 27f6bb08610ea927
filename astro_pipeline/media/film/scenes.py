"""The moving pictures of a film: scenes, what leads from one to the next, and the card that covers them."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Final

import numpy as np

from astro_pipeline.domain.timeline import Arrival, Card, Scene, Timeline, Transition
from astro_pipeline.errors import MediaUnreadable
from astro_pipeline.media.film.easing import eased, eased_both, leaving
from astro_pipeline.media.film.entries import bands, iris, push
from astro_pipeline.media.film.opening import Opening
from astro_pipeline.media.film.overlay import letters, pill
from astro_pipeline.media.film.segments import SegmentShelf
from astro_pipeline.media.film.staged import AS_IT_IS, Course, Look, Stage
from astro_pipeline.media.film.stills import opened_still
from astro_pipeline.media.footage.looking import Footage, Picture, Still
from astro_pipeline.media.pixels.picture import cut_out
from astro_pipeline.media.pixels.picture import open_picture as open_key
from astro_pipeline.media.pixels.premultiplied import Cutout
from astro_pipeline.media.pixels.yuv import Frame, Window, yuv_of

Blob = Callable[[str], Path]
"""Where the bytes of a digest lie."""

# Zoom and place of the camera at the beginning and the end of a scene. A film never stands
# quite still: even `hold` creeps, or players and checks take it for a frozen picture.
_Place = tuple[float, float]
_MOVES: Final[dict[str, tuple[float, float, _Place, _Place]]] = {
    "push_in": (1.02, 1.1, (0.5, 0.5), (0.5, 0.5)),
    "pull_out": (1.11, 1.02, (0.5, 0.5), (0.5, 0.5)),
    "drift_left": (1.1, 1.1, (0.85, 0.5), (0.15, 0.5)),
    "drift_right": (1.1, 1.1, (0.15, 0.5), (0.85, 0.5)),
    "rise": (1.08, 1.08, (0.5, 0.75), (0.5, 0.4)),
    "hold": (1.02, 1.08, (0.5, 0.5), (0.5, 0.5)),
}
_ARRIVALS: Final[dict[Transition, Arrival]] = {
    "cut": "there",
    "dissolve": "there",
    "wipe": "there",
    "push": "side",
    "bands": "below",
    "match": "stay",
    "zoom": "far",
}
_THROUGH: Final = 0.9
"""How much nearer the camera comes before it is through."""


@dataclass(frozen=True)
class Canvas:
    """A frame being drawn, and a second one for what comes after a transition."""

    frame: Frame
    spare: Frame

    @classmethod
    def of(cls, timeline: Timeline) -> "Canvas":
        """Of the film's size."""
        size = (timeline.width, timeline.height)
        return cls(Frame(*size), Frame(*size))


class MovingPictures:
    """Draws the scenes of a timeline, without any type."""

    def __init__(self, timeline: Timeline, blob: Blob, *, shelf: SegmentShelf | None = None) -> None:
        self._timeline = timeline
        self._shelf = shelf
        self._scenes = timeline.scenes
        after = [*(scene.entry_seconds for scene in timeline.scenes[1:]), 0.0]
        self._lasting = [scene.seconds + more for scene, more in zip(self._scenes, after, strict=True)]
        self._courses = courses(timeline.scenes, after=after[-1])
        self._blob = blob
        self._cutouts = Opening(self._cutout)
        self._pictures = Opening(self._picture)

    @cached_property
    def _card(self) -> Frame | None:
        card = self._timeline.card
        return self._card_of(card) if card else None

    def open(self, start: float, end: float) -> None:
        """Begin to open what is seen from `start` to `end`: looking at it then waits less."""
        for number, scene in enumerate(self._scenes):
            last = scene.start + self._lasting[number]
            if scene.start <= end and last >= start:
                self._pictures.begin(number)

    def draw(self, second: float, canvas: Canvas) -> None:
        """Fill the canvas's frame with what is seen at that moment."""
        number = max(n for n, scene in enumerate(self._scenes) if n == 0 or scene.start <= second)
        scene, into = self._scenes[number], second - self._scenes[number].start
        if number == 0 or scene.entry == "cut" or into >= scene.entry_seconds:
            self._look(number, second, canvas.frame)
        else:
            self._enter(number, second, canvas, into / scene.entry_seconds)
        self._draw_card(second, canvas.frame)

    def within(self, start: float, end: float) -> tuple[object, ...]:
        """All that `draw` shows from `start` to `end`: what those frames depend on."""
        card = self._timeline.card
        follows = [*(scene.start + scene.entry_seconds for scene in self._scenes[1:]), end + 1]
        seen = [
            (number, scene, self._lasting[number], self._courses[number])
            for number, scene in enumerate(self._scenes)
            if (number == 0 or scene.start <= end) and follows[number] >= start
        ]
        return (*seen, card if card and card.start <= end else None)

    def _picture(self, number: int) -> Picture | Stage:
        scene, size = self._scenes[number], (self._timeline.width, self._timeline.height)
        if scene.stage is not None:
            cutouts = {prop.picture: self._cutouts[prop.picture] for prop in scene.stage.props}
            return Stage(scene.stage, cutouts, size=size, course=self._courses[number])
        path = self._blob(scene.picture)
        if scene.moving:
            rate = float(self._timeline.rate)
            return Footage(path, size=size, seconds=self._lasting[number], rate=rate)
        return Still(opened_still(scene.picture, path, size, self._shelf))

    def _cutout(self, sha256: str) -> Cutout:
        alone = cut_out(open_key(self._blob(sha256)))
        if alone is None:
            raise MediaUnreadable(
                f"{sha256}: the picture has no clear ground around an object; draw its scene anew"
            )
        return Cutout.of(alone)

    def _card_of(self, card: Card) -> Frame:
        """The card as it stands when it is up."""
        width, height = self._timeline.width, self._timeline.height
        frame = Frame(width, height)
        frame.fill(frame.window, yuv_of(card.ground))
        across = round(self._timeline.short_side * 1.1)
        disc = letters((pill(across, across) * 255).astype(np.uint8), card.motif)
        frame.put(disc, width - across * 0.62, height - across * 0.6)
        return frame

    def _look(self, number: int, second: float, frame: Frame, look: Look = AS_IT_IS) -> None:
        scene, picture = self._scenes[number], self._pictures[number]
        into = max(second - scene.start, 0.0)
        if isinstance(picture, Stage):
            picture.draw(frame, into, look)
            return
        zoom, centre = camera(scene, min(into / self._lasting[number], 1.0))
        frame.look(picture.at(into), zoom=zoom * look.nearness, centre=centre)

    def _enter(self, number: int, second: float, canvas: Canvas, share: float) -> None:
        """The transition into a scene, when `share` of it is over."""
        scene, frame, spare = self._scenes[number], canvas.frame, canvas.spare
        if _matches(self._scenes[number - 1], scene):
            self._match(number, second, canvas, share)
            return
        near = Look(nearness=1 + _THROUGH * leaving(share)) if scene.entry == "zoom" else AS_IT_IS
        self._look(number - 1, second, frame, near)
        self._look(number, second, spare)
        match scene.entry:
            case "dissolve" | "cut":
                frame.dissolve(spare, eased_both(share))
            case "wipe":
                frame.wipe(spare, eased_both(share))
            case "push":
                push(frame, spare, share, mirrored=scene.mirrored)
            case "bands":
                bands(frame, spare, share, scene.colours, mirrored=scene.mirrored)
            case "match" | "zoom":
                iris(frame, spare, share, _middle(self._scenes[number - 1]), scene.colours)

    def _match(self, number: int, second: float, canvas: Canvas, share: float) -> None:
        """The ground changes around the object, which both scenes show as one."""
        scene, stages = self._scenes[number], (self._pictures[number - 1], self._pictures[number])
        grounds, starts = (canvas.frame, canvas.spare), (self._scenes[number - 1].start, scene.start)
        for stage, frame, start in zip(stages, grounds, starts, strict=True):
            if isinstance(stage, Stage):
                stage.draw_ground(frame, second - start)
        iris(canvas.frame, canvas.spare, share, _middle(scene), scene.colours)
        if isinstance(stages[1], Stage):
            stages[1].draw_props(canvas.frame, second - scene.start)

    def _draw_card(self, second: float, frame: Frame) -> None:
        card = self._timeline.card
        if card is None or second < card.start or self._card is None:  # painted when it is first up
            return
        share = eased((second - card.start) / card.entry_seconds) if card.entry_seconds else 1.0
        top = round(frame.height * (1 - share) / 2) * 2
        frame.cover(self._card, top)
        if top:
            band = min(max(4, self._timeline.short_side // 90), frame.height - top)
            frame.fill(Window(0, top, frame.width, top + band), yuv_of(card.accent))


def courses(scenes: tuple[Scene, ...], *, after: float = 0.0) -> tuple[Course, ...]:
    """How long each scene's object is on stage: through a match it stays, and goes on moving."""
    runs: list[list[int]] = []
    for number, scene in enumerate(scenes):
        if number and _matches(scenes[number - 1], scene):
            runs[-1].append(number)
        else:
            runs.append([number])
    found: list[Course] = []
    for run in runs:
        first, last = scenes[run[0]], run[-1]
        leaves = scenes[last + 1].entry_seconds if last + 1 < len(scenes) else after
        seconds = round(scenes[last].start + scenes[last].seconds + leaves - first.start, 6)
        arrival = _ARRIVALS[first.entry] if run[0] and first.entry != "match" else "there"
        found.extend(
            Course(round(scenes[n].start - first.start, 6), seconds, arrival, first.mirrored) for n in run
        )
    return tuple(found)


def camera(scene: Scene, share: float) -> tuple[float, tuple[float, float]]:
    """Zoom and place of the camera when `share` of the scene is over."""
    if scene.moving:
        return 1.0 + 0.02 * share, (0.5, 0.5)
    first, last, begin, end = _MOVES[scene.move]
    zoom = first + (last - first) * share
    if scene.move in {"push_in", "pull_out", "hold"}:
        return zoom, scene.focus
    return zoom, (begin[0] + (end[0] - begin[0]) * share, begin[1] + (end[1] - begin[1]) * share)


def _matches(before: Scene, scene: Scene) -> bool:
    return (
        scene.entry == "match"
        and before.stage is not None
        and scene.stage is not None
        and scene.stage.stands_as(before.stage)
    )


def _middle(scene: Scene) -> tuple[float, float]:
    return (scene.stage.hero.x, min(scene.stage.hero.y, 0.75)) if scene.stage else scene.focus
