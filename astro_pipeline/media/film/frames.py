"""The film's frames: each a pure function of its number, drawn straight into the encoder's planes."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Final

import numpy as np

from astro_pipeline.domain.review import Box
from astro_pipeline.domain.timeline import Mark, Text, Timeline
from astro_pipeline.media.film.behind import Place, seen_behind
from astro_pipeline.media.film.brandmark import mark_box, mark_overlay, mark_picture
from astro_pipeline.media.film.button import button_overlay
from astro_pipeline.media.film.captions import CaptionPlates
from astro_pipeline.media.film.fingerprint import fingerprint
from astro_pipeline.media.film.headline import SetText, set_text, text_overlay
from astro_pipeline.media.film.overlay import Overlay, choose_ink
from astro_pipeline.media.film.scenes import Blob, Canvas, MovingPictures
from astro_pipeline.media.film.segments import SegmentShelf
from astro_pipeline.media.film.type_box import TypeBox
from astro_pipeline.media.pixels.colour import Rgb
from astro_pipeline.media.pixels.picture import open_logo
from astro_pipeline.media.pixels.yuv import Frame, Pixels, rgb_of
from astro_pipeline.media.type.fonts import Voice, chain
from astro_pipeline.media.type.typeset import Manner

_ELSEWHERE: Final = {"scenes", "card", "texts", "marks", "buttons", "captions", "audio", "fonts"}
"""Of a timeline: what a key takes from the pictures and the type as they were made, or does not hear."""
_GO_SECONDS: Final = 0.1
"""The brand leaves quickly: the card is about to come up."""


class FilmFrames:
    """Draws a timeline. Everything is set and converted once; drawing only moves and blends.

    Safe to use from several threads, each with its own canvas.
    """

    def __init__(self, timeline: Timeline, blob: Blob, *, shelf: SegmentShelf | None = None) -> None:
        self.timeline = timeline
        self._shelf = shelf
        self._pictures = MovingPictures(timeline, blob, shelf=shelf)
        self._brand = tuple(blob(sha) for sha in timeline.fonts)
        self._overlays = self._set_type(blob)
        captions = timeline.captions
        self._captions = (
            CaptionPlates(captions, self._manner("label", captions.language)) if captions else None
        )

    @property
    def type_boxes(self) -> tuple[TypeBox, ...]:
        """Where type stands, when, and how well it reads: for the checks."""
        captions = self._captions.type_boxes if self._captions else ()
        return (*(_settled(overlay) for overlay in self._overlays), *captions)

    def draw(self, number: int, canvas: Canvas) -> Frame:
        """Frame `number`, drawn on the canvas; nothing of what was there before shows."""
        second = self.timeline.second(number)
        self._pictures.draw(second, canvas)
        for overlay in self._overlays:
            overlay.draw(second, canvas.frame)
        if self._captions:
            self._captions.draw(second, canvas.frame)
        return canvas.frame

    def open(self, span: range) -> None:
        """Begin to open what these frames show."""
        self._pictures.open(self.timeline.second(span[0]), self.timeline.second(span[-1]))

    def key(self, span: range) -> str:
        """A digest of all that these frames show: frames of equal keys are equal, whatever the film is."""
        timeline = self.timeline
        start, end = timeline.second(span[0]), timeline.second(span[-1])
        overlays = [seen for overlay in self._overlays if (seen := overlay.within(start, end))]
        captions = self._captions.within(start, end) if self._captions else ()
        return fingerprint(
            (span.start, span.stop),
            timeline.model_dump(exclude=_ELSEWHERE),
            self._pictures.within(start, end),
            overlays,
            captions,
        )

    def still(self, second: float) -> Pixels:
        """The picture at that moment as RGB, type and all."""
        number = min(round(second * self.timeline.rate), self.timeline.frames - 1)
        return rgb_of(self.draw(number, Canvas.of(self.timeline)).planes)

    def _set_type(self, blob: Blob) -> tuple[Overlay, ...]:
        """All type but the captions; its ink is chosen by looking at what will be behind it."""
        timeline = self.timeline
        logos = {mark.logo: open_logo(blob(mark.logo)) for mark in timeline.marks if mark.logo}
        placed = [set_text(text, self._manner(_voice(text), text.language)) for text in timeline.texts]
        boxes = {mark: self._mark_box(mark, logos) for mark in timeline.marks}
        places = [Place(boxes[mark], a, b) for mark in timeline.marks for a, b, _ in self._spans(mark)]
        places += [Place(each.box, each.text.start, each.text.end) for each in placed]
        behind = seen_behind(places, timeline, self._pictures, self._shelf)
        marks = [
            overlay for mark in timeline.marks for overlay in self._mark(mark, boxes[mark], logos, behind)
        ]
        texts = [self._text(each, behind) for each in placed]
        buttons = [button_overlay(each, self._manner("label", each.language)) for each in timeline.buttons]
        return (*marks, *texts, *buttons)

    def _text(self, placed: SetText, behind: Mapping[Place, Pixels]) -> Overlay:
        text = placed.text
        ground = behind[Place(placed.box, text.start, text.end)]
        inked = choose_ink(ground, asked=text.ink)
        return text_overlay(placed, inked, behind=ground, width=self.timeline.width)

    def _mark_box(self, mark: Mark, logos: Mapping[str, Rgb]) -> Box:
        logo = logos[mark.logo] if mark.logo else None
        return mark_box(mark, self._manner("grotesk", "en"), logo=logo)

    def _mark(
        self, mark: Mark, box: Box, logos: Mapping[str, Rgb], behind: Mapping[Place, Pixels]
    ) -> Iterator[Overlay]:
        """The brand, once for each run of scenes that carry the same ink, crossing over at their border."""
        manner = self._manner("grotesk", "en")
        logo = logos[mark.logo] if mark.logo else None
        spans = list(self._spans(mark))
        faces = [mark_picture(mark, manner, logo=logo, behind=behind[Place(box, a, b)]) for a, b, _ in spans]
        first = 0
        for n in range(1, len(spans) + 1):
            if n < len(spans) and np.array_equal(faces[n].rgba, faces[first].rgba):
                continue
            start, soft = spans[first][0], spans[first][2]
            end, after = (mark.end, _GO_SECONDS) if n == len(spans) else (spans[n][0], spans[n][2])
            yield mark_overlay(mark, faces[first], start=start, end=end, come=soft, go=after)
            first = n

    def _spans(self, mark: Mark) -> Iterator[tuple[float, float, float]]:
        """Start, end and softness of the mark's time in each scene."""
        scenes = self.timeline.scenes
        for number, scene in enumerate(scenes):
            last = scenes[number + 1].start if number + 1 < len(scenes) else self.timeline.seconds
            start, end = max(scene.start, mark.start), min(last, mark.end)
            if start < end:
                inside = start > scene.start
                yield start, end, mark.come_seconds if inside or number == 0 else scene.entry_seconds

    def _manner(self, voice: Voice, language: str) -> Manner:
        tracking, leading = (-0.02, 1.04) if voice == "grotesk" else (0.0, 1.2)
        return Manner(chain(voice, language, brand=self._brand), language, tracking=tracking, leading=leading)


def _settled(overlay: Overlay) -> TypeBox:
    """Where it stands, with when it has come to rest."""
    return replace(overlay.type_box, settled=round(overlay.start + overlay.settled_after, 3))


def _voice(text: Text) -> Voice:
    return "grotesk" if text.weight == "bold" else "text"
