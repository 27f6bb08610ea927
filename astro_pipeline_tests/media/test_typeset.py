import numpy as np
import pytest

from astro_pipeline.media.canvas import Canvas
from astro_pipeline.media.colour import BLACK, WHITE
from astro_pipeline.media.look import capitals, display, running
from astro_pipeline.media.typeset import draw, fit, joins, line, line_boxes

LONG = (
    "Une très longue promesse qui s’étire sur plus de cent cinquante caractères, parce que quelqu’un "
    "a tout voulu dire en une seule fois, sans rien garder."
)
TEXTS = [
    ("A", "en"),
    ("Slow-steeped. Never bitter.", "en"),
    ("Donaudampfschifffahrtsgesellschaft", "de"),
    (LONG, "fr"),
    ("بشرة تلتقط الضوء", "ar"),
    ("ÉTÉ ÇA", "fr"),
    ("กาแฟเย็นสกัดช้า ไม่ขม", "th"),
]


@pytest.mark.parametrize(("text", "language"), TEXTS)
def test_a_fitted_text_keeps_inside_its_box(text: str, language: str) -> None:
    block = fit(text, display("bold", language), width=420, height=300, largest=120, smallest=8, max_lines=6)

    assert block is not None
    canvas = Canvas(520, 400, WHITE)
    draw(canvas, block, 50, 50, BLACK)
    inked = np.argwhere(canvas.pixels[..., 0] < 0.6)
    (top, left), (bottom, right) = inked.min(axis=0), inked.max(axis=0)
    assert left >= 47
    assert right <= 50 + 420 + 3
    assert top >= 47
    assert bottom <= 50 + 300 + 3


@pytest.mark.parametrize(("text", "language"), TEXTS)
def test_a_fitted_text_loses_no_character(text: str, language: str) -> None:
    block = fit(text, running(language), width=420, height=400, largest=60, smallest=8, max_lines=9)

    assert block is not None
    assert "".join(block.lines).replace(" ", "").replace("\u00a0", "") == text.replace(" ", "")


def test_a_text_that_would_be_too_small_is_refused() -> None:
    text, manner = "Donaudampfschifffahrtsgesellschaft", display("bold", "de")

    assert fit(text, manner, width=200, height=300, largest=90, smallest=30, max_lines=3) is None
    assert fit(text, manner, width=200, height=300, largest=90, smallest=6, max_lines=3) is not None


def test_boxes_say_where_the_lines_are() -> None:
    block = line("Hello", running("en"), 40)
    canvas = Canvas(400, 120, WHITE)

    draw(canvas, block, 200, 30, BLACK, align="center")

    left, top, width, height = line_boxes(block, 200, 30, align="center")[0]
    inked = np.argwhere(canvas.pixels[..., 0] < 0.5)
    assert abs(int(inked[:, 1].min()) - left) <= 5
    assert abs(int(inked[:, 1].max()) - (left + width)) <= 5
    assert abs(int(inked[:, 0].min()) - top) <= 2
    assert abs(int(inked[:, 0].max()) - (top + height)) <= 3


def test_letters_that_join_are_never_spaced() -> None:
    assert joins("بشرة")
    assert not joins("Été")


def test_capitals_are_left_alone_where_they_change_letters() -> None:
    assert capitals("nouveau", "fr") == "NOUVEAU"
    assert capitals("istanbul", "tr") == "istanbul"
    assert capitals("straße", "de") == "straße"
