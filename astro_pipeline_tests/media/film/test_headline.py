from pathlib import Path
from typing import Literal

import numpy as np
import pytest

from astro_pipeline.domain.timeline import Button, Motion, Text
from astro_pipeline.media.film.button import button_overlay
from astro_pipeline.media.film.headline import set_text, text_overlay
from astro_pipeline.media.film.overlay import Inked, Overlay
from astro_pipeline.media.pixels.yuv import Frame
from astro_pipeline.media.type.fonts import chain
from astro_pipeline.media.type.typeset import Manner
from astro_pipeline_tests.media.filmset import box

_WHITE = np.full((50, 3), 250, np.uint8)


def _manner(language: str) -> Manner:
    return Manner(chain("grotesk", language, brand=tuple[Path, ...]()), language, tracking=0.0, leading=1.1)


def _overlay(words: str, *, language: str = "en", stress: tuple[str, ...] = ("#C02020",)) -> Overlay:
    text = Text(
        text=words, language=language, box=box(20, 40, 360, 120), start=0, end=3, size=60, smallest=20,
        motion="words", stress=stress,
    )  # fmt: skip
    placed = set_text(text, _manner(language))
    return text_overlay(placed, Inked("#101010", 0, 18.0), behind=_WHITE, width=400)


def _lines(overlay: Overlay) -> list[tuple[int, int]]:
    return [(piece.x, piece.layer.keep[0].shape[1] - 4) for piece in overlay.pieces if piece.part == "line"]


def _drawn(overlay: Overlay, second: float) -> np.ndarray[tuple[int, ...], np.dtype[np.uint8]]:
    frame = Frame(400, 240)
    frame.planes[0][:] = 235
    for plane in frame.planes[1:]:
        plane[:] = 128
    overlay.draw(second, frame)
    return frame.buffer.copy()


@pytest.mark.parametrize(
    ("words", "count"),
    [("Save 20% today", 1), ("Never bitter", 0), ("From 8 to 10", 2), ("Only 4 g each", 1)],
)
def test_each_figure_is_underlined_and_nothing_else(words: str, count: int) -> None:
    assert len(_lines(_overlay(words))) == count


def test_a_figure_is_underlined_where_it_stands_whichever_way_one_reads() -> None:
    ((left, wide),) = _lines(_overlay("20% today"))
    ((mirrored, _),) = _lines(_overlay("20% היום", language="he"))

    assert left == pytest.approx(20, abs=2)
    assert wide < 200
    assert mirrored > 200


def test_a_line_no_colour_of_the_brand_shows_has_the_colour_of_the_type() -> None:
    seen = _overlay("20%", stress=("#C02020",))
    pale = _overlay("20%", stress=("#FFFFF0",))

    assert seen.pieces[0].layer.light[0].max() > pale.pieces[0].layer.light[0].max()


def test_a_headline_stands_still_once_it_has_settled_and_not_before() -> None:
    overlay = _overlay("Save 20% today")
    settled = overlay.settled_after

    assert np.array_equal(_drawn(overlay, settled + 0.01), _drawn(overlay, 2.9))
    assert not np.array_equal(_drawn(overlay, settled - 0.3), _drawn(overlay, 2.9))


@pytest.mark.parametrize(("language", "words"), [("en", "Order today"), ("he", "הזמינו")])
def test_a_button_is_pressed_once_and_its_arrow_moves_the_way_one_reads(language: str, words: str) -> None:
    button = Button(
        text=words, language=language, box=box(40, 60, 320, 80), start=0, end=4, come_seconds=0.4,
        fill="#104040", ink="#FFFFFF",
    )  # fmt: skip
    overlay = button_overlay(button, _manner(language))
    plate, arrow = overlay.pieces

    rest = _drawn(overlay, 0.9)

    assert (arrow.x > plate.x + 160) is (language == "en")
    assert not np.array_equal(_drawn(overlay, 1.27), rest)
    assert np.array_equal(_drawn(overlay, overlay.settled_after + 0.05), rest)


@pytest.mark.parametrize("left", [20, 21])
@pytest.mark.parametrize("align", ["start", "centre"])
@pytest.mark.parametrize(("motion", "language"), [("words", "en"), ("reveal", "fr"), ("fade", "he")])
def test_no_ink_stands_outside_its_box_and_all_of_it_where_it_is_said_to_stand(
    left: int, align: Literal["start", "centre"], motion: Motion, language: str
) -> None:
    """Each of these fills its box: a pixel of rounding would show."""
    for words in ("Ledgerly Desk", "jffj jffj jffj", "Wait for it, then order AWAY"):
        room = box(left, 41, 247, 120)
        text = Text(
            text=words,
            language=language,
            box=room,
            start=0,
            end=3,
            size=200,
            smallest=12,
            motion=motion,
            align=align,
        )
        placed = set_text(text, _manner(language))
        overlay = text_overlay(placed, Inked("#101010", 0, 18.0), behind=_WHITE, width=400)

        frame = _drawn(overlay, overlay.settled_after)
        inked = frame[:240, :400] < 200
        columns = np.flatnonzero(inked.any(axis=0))

        lines = overlay.type_box.lines
        assert min(line.x for line in lines) >= left
        assert max(line.x + line.width for line in lines) <= left + room.width
        assert columns[0] >= min(line.x for line in lines) - 1
        assert columns[-1] < max(line.x + line.width for line in lines) + 1
