"""The moving pictures of a film: camera moves, transitions, and the card that covers them."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import numpy as np

from astro_pipeline.domain.timeline import Card, Scene, Timeline
from astro_pipeline.media.footage import open_picture
from astro_pipeline.media.overlay import eased, letters, pill
from astro_pipeline.media.yuv import Frame, Window, yuv_of

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

    def __init__(self, timeline: Timeline, blob: Blob) -> None:
        self._timeline = timeline
        self._scenes = timeline.scenes
        after = [*(scene.entry_seconds for scene in timeline.scenes[1:]), 0.0]
        self._lasting = [scene.seconds + more for scene, more in zip(self._scenes, after, strict=True)]
        self._pictures = [
            open_picture(
                scene,
                blob(scene.picture),
                size=(timeline.width, timeline.height),
                rate=float(timeline.rate),
                seconds=lasting,
            )
            for scene, lasting in zip(self._scenes, self._lasting, strict=True)
        ]

        self._card = self._card_of(timeline.card) if timeline.card else None

    def draw(self, second: float, canvas: Canvas) -> None:
        """Fill the canvas's frame with what is seen at that moment."""
        number = max(n for n, scene in enumerate(self._scenes) if n == 0 or scene.start <= second)
        scene, into = self._scenes[number], second - self._scenes[number].start
        if number == 0 or scene.entry == "cut" or into >= scene.entry_seconds:
            self._look(number, second, canvas.frame)
        else:
            self._look(number - 1, second, canvas.frame)
            self._look(number, second, canvas.spare)
            _enter(scene, canvas, eased_both(into / scene.entry_seconds))
        self._draw_card(second, canvas.frame)

    def _card_of(self, card: Card) -> Frame:
        """The card as it stands when it is up."""
        width, height = self._timeline.width, self._timeline.height
        frame = Frame(width, height)
        frame.fill(frame.window, yuv_of(card.ground))
        across = round(self._timeline.short_side * 1.1)
        disc = letters((pill(across, across) * 255).astype(np.uint8), card.motif)
        frame.put(disc, width - across * 0.62, height - across * 0.6)
        return frame

    def _look(self, number: int, second: float, frame: Frame) -> None:
        scene = self._scenes[number]
        into = max(second - scene.start, 0.0)
        zoom, centre = camera(scene, min(into / self._lasting[number], 1.0))
        frame.look(self._pictures[number].at(into), zoom=zoom, centre=centre)

    def _draw_card(self, second: float, frame: Frame) -> None:
        card = self._timeline.card
        if card is None or self._card is None or second < card.start:
            return
        share = eased((second - card.start) / card.entry_seconds) if card.entry_seconds else 1.0
        top = round(frame.height * (1 - share) / 2) * 2
        frame.cover(self._card, top)
        if top:
            band = min(max(4, self._timeline.short_side // 90), frame.height - top)
            frame.fill(Window(0, top, frame.width, top + band), yuv_of(card.accent))


def camera(scene: Scene, share: float) -> tuple[float, tuple[float, float]]:
    """Zoom and place of the camera when `share` of the scene is over."""
    if scene.moving:
        return 1.0 + 0.02 * share, (0.5, 0.5)
    first, last, begin, end = _MOVES[scene.move]
    zoom = first + (last - first) * share
    if scene.move in {"push_in", "pull_out", "hold"}:
        return zoom, scene.focus
    return zoom, (begin[0] + (end[0] - begin[0]) * share, begin[1] + (end[1] - begin[1]) * share)


def eased_both(share: float) -> float:
    """From 0 to 1, slow at both ends."""
    held = min(max(share, 0.0), 1.0)
    return held * held * (3 - 2 * held)


def _enter(scene: Scene, canvas: Canvas, share: float) -> None:
    match scene.entry:
        case "dissolve" | "cut":
            canvas.frame.dissolve(canvas.spare, share)
        case "wipe":
            canvas.frame.wipe(canvas.spare, share)
        case "push":
            canvas.frame.push(canvas.spare, share)
