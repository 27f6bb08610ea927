from dataclasses import replace
from itertools import pairwise

import cv2
import numpy as np
import pytest

from astro_pipeline.domain.writing import TIE
from astro_pipeline.media.film.lettering import BASELINE, bearing, overlay, picture_of, width_of
from astro_pipeline.media.type.fonts import chain
from astro_pipeline.media.type.shaping import Manner, advance, held, ink, ordered, placed, word_inks


def _manner(language: str) -> Manner:
    """A headline's manner with the packages' faces alone, so that Latin and Hebrew are of two faces."""
    return Manner(replace(chain("grotesk", language), homes=()), language)


def _seen(text: str, language: str) -> list[str]:
    return [run.text.strip() for run in ordered((text,), _manner(language))]


def test_a_line_of_two_directions_is_laid_out_as_it_is_read() -> None:
    assert _seen("קפה Northbrew של 50%.", "he") == [".", "50%", "של", "Northbrew", "קפה"]
    assert _seen("Northbrew: קפה", "he") == [": קפה", "Northbrew"]


def test_each_run_knows_which_way_it_goes() -> None:
    runs = ordered(("بخصم 50% من Lumen",), _manner("ar"))

    assert [run.from_right for run in runs if "Lumen" in run.text or "50" in run.text] == [False, False]
    assert all(run.from_right for run in runs if any("\u0600" <= c <= "\u06ff" for c in run.text))


def test_a_line_of_latin_words_in_arabic_copy_reads_from_the_left() -> None:
    assert _seen("Northbrew Cold Brew!", "ar") == ["Northbrew Cold Brew!"]


def test_lines_of_a_paragraph_are_held_to_its_direction() -> None:
    manner = _manner("ar")

    first, second = held(("قهوة باردة", "Cold Brew."), manner)

    assert first == "قهوة باردة"
    assert [run.text for run in ordered((second,), manner)] == [".", "Cold Brew"]
    assert held(("Never", "bitter."), _manner("en")) == ("Never", "bitter.")
    assert held(("קפה", "Northbrew."), _manner("he"))[1].startswith("\u200f")


def test_words_are_found_where_they_stand_in_the_line() -> None:
    words = ("קפה", "Cold", "Brew", "טוב")

    spans = [(start, end) for _, start, end in word_inks(words, _manner("he"), 40)]

    order = sorted(range(4), key=lambda n: spans[n][0])
    assert order == [3, 1, 2, 0]
    assert all(spans[a][1] <= spans[b][0] for a, b in pairwise(order))


def test_tied_words_touch_and_others_leave_a_space_that_can_be_widened() -> None:
    manner = _manner("th")

    def between(*words: str, gap: float = 0) -> float:
        (_, _, end), (_, start, _) = word_inks(words, manner, 40, gap=gap)
        return start - end

    assert between(f"กาแฟ{TIE}", "เย็น") == pytest.approx(0, abs=0.01)
    assert between("กาแฟ", "เย็น") > 5
    assert between("กาแฟ", "เย็น", gap=6) - between("กาแฟ", "เย็น") == pytest.approx(6, abs=0.01)


@pytest.mark.parametrize(("text", "language"), [("Lumen", "en"), ("بشرة من Lumen 50%", "ar"), ("", "en")])
def test_runs_follow_one_another_without_gaps(text: str, language: str) -> None:
    pens = placed((text,), _manner(language), 50)

    assert [x for _, x in pens] == sorted(x for _, x in pens)
    assert ink(text, _manner(language), 50).right <= advance(text, _manner(language), 50) + 25


def test_a_picture_of_a_line_holds_all_its_ink_in_its_colour() -> None:
    manner = _manner("vi")

    for text in ("ẤỄ", "gjpq", "ผู้ปั้", "र्किं"):
        sheet, inked = picture_of(text, manner, 40, colour="#F7B538"), ink(text, manner, 40)
        assert int((sheet[..., 3] > 0).sum()) == int((inked.cover > 0).sum())
        assert sheet[0, 0].tolist() == [0xF7, 0xB5, 0x38, 0]
        top = int(np.argwhere(sheet[..., 3])[:, 0].min())
        assert top == round(40 * BASELINE) + inked.top
    assert sheet.shape[1] >= width_of(text, manner, 40) + 2 * bearing(40)


def test_one_picture_lies_on_another_and_what_is_outside_is_cut() -> None:
    ground = np.zeros((4, 4, 4), np.uint8)
    red = np.full((2, 2, 4), (255, 0, 0, 255), np.uint8)

    overlay(ground, red, x=-1, y=3)

    assert ground[3, 0].tolist() == [255, 0, 0, 255]
    assert int(ground[..., 3].sum()) == 255


def test_small_joined_writing_looks_as_it_does_when_it_is_large() -> None:
    """Fitted to 13 pixels, the madda melted into the letter under it (0.71)."""
    manner = _manner("ar")
    small, large = (ink("الآن", manner, size).cover for size in (13, 13 * 16))

    seen = cv2.resize(large, small.shape[::-1], interpolation=cv2.INTER_AREA)

    assert np.corrcoef(small.ravel(), seen.ravel())[0, 1] > 0.85
