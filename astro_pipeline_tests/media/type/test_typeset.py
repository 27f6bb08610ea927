from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from astro_pipeline.media.adverts.look import capitals, display, running
from astro_pipeline.media.pixels.canvas import Canvas
from astro_pipeline.media.pixels.colour import BLACK, WHITE
from astro_pipeline.media.type.fonts import chain
from astro_pipeline.media.type.typeset import Block, Manner, draw, fit, joins, line, line_boxes
from astro_pipeline_tests.media.typefaces import built

LONG = (
    "Une très longue promesse qui s’étire sur plus de cent cinquante caractères, parce que quelqu’un "
    "a tout voulu dire en une seule fois, sans rien garder."
)
WORD = "Donaudampfschifffahrtsgesellschaft"
TEXTS = [
    ("A", "en"),
    ("jj Jf", "en"),
    ("Slow-steeped. Never bitter.", "en"),
    (WORD, "de"),
    (LONG, "fr"),
    ("بشرة تلتقط الضوء من Lumen بخصم 50%", "ar"),
    ("קפה קר של Northbrew, בלי מרירות", "he"),
    ("ẤM ÁP MỖI SÁNG, KHÔNG HỀ ĐẮNG", "vi"),
    ("กาแฟเย็นสกัดช้า ผู้รู้ปั้นญู ไม่ขม", "th"),
    ("धीमे बनी, कभी कड़वी नहीं र्कि", "hi"),
]
ALPHABETS = {
    "en": "abcdefgjpqyAEJQW 'fit’-,.!?&0123456789€%",
    "vi": "ẤỄỆỬỔẶấễgyđ ",
    "el": "ΆΐΰβγλφψΩ ,",
    "ru": "ЙЁЩжфцщу .",
    "ar": "بشرةجحكلمؤئ َّ ABg50%.,()",
    "he": "אבגדקלםןף ְּ Ng,50%()",
    "th": "กขปฟญฎฏูุ่้ัิีืเแโใไ ",
    "hi": "कखगरिीुूेैोौ्ंँ़ ",
}
MARGIN = 60


def _ink(block: Block, width: int, height: int, align: str) -> tuple[int, int, int, int] | None:
    """Left, top, right and bottom of all ink, measured from the box's corner."""
    canvas = Canvas(width + 2 * MARGIN, height + 2 * MARGIN, WHITE)
    x = MARGIN + {"left": 0, "center": width / 2, "right": width}[align]
    draw(canvas, block, x, MARGIN, BLACK, align=align)
    inked = np.argwhere(canvas.pixels[..., 0] < 0.995)
    if not len(inked):
        return None
    (top, left), (bottom, right) = inked.min(axis=0) - MARGIN, inked.max(axis=0) - MARGIN + 1
    return int(left), int(top), int(right), int(bottom)


def _letters(text: str) -> str:
    return "".join(c for c in text if not c.isspace() and c not in "\u061c\u200f\u00ad")


@pytest.mark.parametrize(("text", "language"), TEXTS)
@pytest.mark.parametrize("align", ["left", "center", "right"])
def test_a_fitted_text_keeps_all_its_ink_inside_its_box(text: str, language: str, align: str) -> None:
    block = fit(text, display("bold", language), width=420, height=300, largest=120, smallest=8, max_lines=6)

    assert block is not None
    found = _ink(block, 420, 300, align)
    assert found
    assert found[0] >= 0
    assert found[1] >= 0
    assert found[2] <= 420
    assert found[3] <= 300 + 1


@settings(deadline=None, derandomize=True, max_examples=80)
@given(st.data())
def test_any_copy_in_any_box_fits_whole_or_is_refused(data: st.DataObject) -> None:
    language = data.draw(st.sampled_from(sorted(ALPHABETS)))
    text = data.draw(st.text(alphabet=ALPHABETS[language], min_size=1, max_size=150))
    width, height = data.draw(st.integers(30, 700)), data.draw(st.integers(12, 400))
    smallest, lines = data.draw(st.integers(6, 40)), data.draw(st.integers(1, 6))
    manner = data.draw(
        st.sampled_from([display("bold", language), display("editorial", language), running(language)])
    )

    block = fit(
        text, manner, width=width, height=height, largest=3 * smallest, smallest=smallest, max_lines=lines
    )

    if block is None:
        return
    assert smallest <= block.size <= 3 * smallest
    assert len(block.lines) <= lines
    assert _letters("".join(block.lines)) == _letters(text)
    found = _ink(block, width, height, "left")
    if found:
        assert found[0] >= 0
        assert found[1] >= 0
        assert found[2] <= width
        assert found[3] <= height + 1


@settings(deadline=None, derandomize=True, max_examples=40)
@given(st.data())
def test_no_ink_is_outside_the_boxes_of_the_lines(data: st.DataObject) -> None:
    language = data.draw(st.sampled_from(sorted(ALPHABETS)))
    text = data.draw(st.text(alphabet=ALPHABETS[language], min_size=1, max_size=40))
    block = line(text, running(language), data.draw(st.integers(8, 90)))
    canvas = Canvas(block.widths[0] + 200, round(block.height) + 200, WHITE)

    draw(canvas, block, 100.4, 100.7, BLACK)

    ((left, top, width, height),) = line_boxes(block, 100.4, 100.7, align="left")
    canvas.pixels[top : top + height, left : left + width] = 1
    assert float(canvas.pixels.min()) == 1


@pytest.mark.parametrize(("text", "language"), TEXTS)
def test_a_fitted_text_loses_no_character(text: str, language: str) -> None:
    block = fit(text, running(language), width=420, height=400, largest=60, smallest=8, max_lines=9)

    assert block is not None
    assert _letters("".join(block.lines)) == _letters(text)


@pytest.mark.parametrize(("text", "language"), TEXTS)
def test_lines_never_touch_each_other(text: str, language: str) -> None:
    block = fit(text, display("bold", language), width=300, height=800, largest=90, smallest=8, max_lines=9)

    assert block is not None
    boxes = zip(block.rises[1:], block.falls[:-1], strict=True)
    assert all(rise + fall < block.pitch for rise, fall in boxes)


def test_a_text_that_would_be_too_small_is_refused() -> None:
    manner = display("bold", "de")

    assert fit(WORD, manner, width=200, height=300, largest=90, smallest=30, max_lines=3) is None
    assert fit(WORD, manner, width=200, height=300, largest=90, smallest=6, max_lines=3) is not None
    assert fit("W" * 60, manner, width=300, height=300, largest=90, smallest=12, max_lines=9) is None


@pytest.mark.parametrize("nothing", ["", "  ", "\n"])
def test_no_text_at_all_is_set_as_none(nothing: str) -> None:
    assert fit(nothing, running("en"), width=200, height=50, largest=40, smallest=8, max_lines=2) is None
    assert line(nothing, running("en"), 20).width == 0


def test_a_word_is_broken_only_where_it_may_be_and_only_when_it_must() -> None:
    def lines(text: str, width: float) -> tuple[str, ...]:
        found = fit(
            text, display("bold", "de"), width=width, height=300, largest=60, smallest=30, max_lines=4
        )
        return found.lines if found else ()

    assert lines("Donau\u00addampf\u00adschiff", 600) == ("Donaudampfschiff",)
    assert lines("Donau\u00addampf\u00adschiff", 220) == ("Donau-", "dampf-", "schiff")
    assert lines("Slow-steeped", 150) == ("Slow-", "steeped")


def test_phrases_stay_whole_where_there_is_room(tmp_path: Path) -> None:
    text = "苦くないコーヒーを今日から。"
    built(tmp_path, "Noto Sans CJK JP", text, wide=1000)
    manner = replace(display("bold", "ja"), faces=chain("grotesk", "ja", homes=(str(tmp_path),)))

    roomy = fit(text, manner, width=400, height=300, largest=60, smallest=20, max_lines=3)
    narrow = fit(text, manner, width=64, height=900, largest=60, smallest=20, max_lines=9)

    assert roomy
    assert roomy.lines == ("苦くない", "コーヒーを", "今日から。")
    assert narrow
    assert not any(each[0] in "、。ー" for each in narrow.lines)


def test_lines_of_one_text_are_of_one_face() -> None:
    block = fit(
        "קפה של Northbrew, בלי",
        display("editorial", "he"),
        width=170,
        height=300,
        largest=40,
        smallest=20,
        max_lines=3,
    )

    assert block
    assert "\u200fNorthbrew," in block.lines
    assert block.manner.faces.faces[0].path.startswith("pymupdf:")


def test_a_tail_below_the_line_hangs_out_so_that_left_edges_align() -> None:
    block = fit(
        "Slow jam", display("editorial", "en"), width=130, height=300, largest=60, smallest=20, max_lines=2
    )

    assert block
    assert block.lines == ("Slow", "jam")
    assert block.indents[0] > block.indents[1] == 0


def test_boxes_say_where_the_lines_are() -> None:
    block = line("Hello", running("en"), 40)
    canvas = Canvas(400, 120, WHITE)

    draw(canvas, block, 200, 30, BLACK, align="center")

    left, top, width, height = line_boxes(block, 200, 30, align="center")[0]
    inked = np.argwhere(canvas.pixels[..., 0] < 0.995)
    assert int(inked[:, 1].min()) == left
    assert int(inked[:, 1].max()) + 1 == left + width
    assert abs(int(inked[:, 0].min()) - top) <= 1
    assert abs(int(inked[:, 0].max()) + 1 - (top + height)) <= 1


def test_letters_that_join_are_never_spaced() -> None:
    assert joins("بشرة")
    assert joins("กาแฟ")
    assert not joins("Été")


def test_tracking_sets_latin_letters_apart_and_no_others() -> None:
    def width(text: str, tracking: float) -> float:
        manner: Manner = replace(running("ar"), tracking=tracking)
        return line(text, manner, 50).width

    assert width("Lumen", 0.1) - width("Lumen", 0) == pytest.approx(20, abs=1.5)
    assert width("بشرة", 0.1) == width("بشرة", 0)


def test_every_pair_of_blocks_of_a_text_is_the_same() -> None:
    blocks = [
        fit(text, display("bold", language), width=400, height=300, largest=90, smallest=8, max_lines=5)
        for text, language in TEXTS[:3]
        for _ in range(2)
    ]

    assert all(one == other for one, other in list(pairwise(blocks))[::2])


def test_capitals_are_left_alone_where_they_change_letters() -> None:
    assert capitals("nouveau", "fr") == "NOUVEAU"
    assert capitals("istanbul", "tr") == "istanbul"
    assert capitals("straße", "de") == "straße"
