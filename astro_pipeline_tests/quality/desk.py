"""A desk at which a reader says what a test wants to be read, and what is laid on it."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pytest
from pydantic import JsonValue

from astro_pipeline.media.reading.detecting import Found
from astro_pipeline.media.reading.inking import Ink
from astro_pipeline.media.reading.recognising import Line, Picture, Sign

Place = tuple[int, int, int, int]


@dataclass(frozen=True)
class Desk:
    """A reader that knows each line by the grey of its ground: 10 is the first, 20 the second."""

    patch: pytest.MonkeyPatch

    def reads(
        self, *said: str, contrasts: Sequence[float] = (), found: Sequence[Found] = (), sure: float = 1.0
    ) -> list[Picture]:
        """Each line reads so; gives what was measured and searched."""
        seen: list[Picture] = []

        def read_line(cut: Picture) -> Line:
            return Line(tuple(Sign(each, sure) for each in said[int(cut.max()) // 10 - 1]))

        def measure_ink(cut: Picture, line: Line) -> Ink:
            assert line == read_line(cut)
            seen.append(cut)
            return Ink((contrasts or [9.0] * len(said))[int(cut.max()) // 10 - 1], 20.0, 0.0, 1.0, 0.0, 1.0)

        def find_text(picture: Picture, *, pixels: int) -> tuple[Found, ...]:
            assert pixels == 400_000
            seen.append(picture)
            return tuple(found)

        for name, fake in (("read_line", read_line), ("measure_ink", measure_ink), ("find_text", find_text)):
            self.patch.setattr(f"astro_pipeline.quality.legibility.{name}", fake)
        self.patch.setattr("astro_pipeline.quality.film_type.read_line", read_line)
        return seen


def drawn(*places: Place) -> Picture:
    """A dark picture with a block for each line, of the grey it is known by."""
    picture = np.zeros((250, 300, 3), np.uint8)
    for number, (left, top, width, height) in enumerate(places, 1):
        picture[top : top + height, left : left + width] = 10 * number
    return picture


def as_set(
    text: str, place: Place, *, size: int = 20, role: str = "headline", **more: JsonValue
) -> JsonValue:
    """A text as the studio writes it down."""
    left, top, width, height = place
    return {
        "role": role, "text": text, "x": left, "y": top, "width": width, "height": height,
        "contrast": 9.0, "size_px": size, "lines": [[*place]], **more,
    }  # fmt: skip


def written_down(*boxes: JsonValue, **more: JsonValue) -> dict[str, JsonValue]:
    """The facts of an ad with these texts."""
    return {"text_boxes": list(boxes), "missing_glyphs": "", "left_out": [], **more}


def cut_of(grey: int) -> Picture:
    """A line that was cut out, of the grey it is known by."""
    return np.full((4, 4, 3), grey, np.uint8)


def found_at(place: Place, grey: int) -> Found:
    """A line that was found there, of that grey."""
    return Found(*place, ((0, 0),) * 4, np.full((place[3], place[2], 3), grey, np.uint8))
