import subprocess
import sys

import cv2
import numpy as np
import pytest

from astro_pipeline.errors import InvalidSetting
from astro_pipeline.media.reading import models
from astro_pipeline.media.reading.detecting import read_picture
from astro_pipeline.media.reading.inking import measure_ink
from astro_pipeline.media.reading.recognising import Line, read_line
from astro_pipeline_tests.media.lettered import Text, lettered

INK = (20, 20, 30)


def _line(text: str, *, size: int = 28, colour: tuple[int, int, int] = INK) -> Line:
    return read_line(_cut(text, size=size, colour=colour))


def _cut(text: str, *, size: int = 28, colour: tuple[int, int, int] = INK) -> np.ndarray:
    drawn = Text(text, left=8, top=8, size=size, colour=colour)
    _, _, width, height = drawn.box
    return lettered([drawn], size=(width + 16, height + 16))


@pytest.mark.parametrize(
    "text", ["Slow coffee", "€1,299.90", "À bientôt, là-bas", "Straße 24/7", "Çeşme güneş", "Łódź 0800"]
)
def test_a_line_of_latin_is_read_sign_by_sign(text: str) -> None:
    read = _line(text)

    assert "".join(read.text.split()) == "".join(text.split())
    assert read.sure > 0.9
    assert all(0 <= sign.at <= 1 for sign in read.signs)


def test_a_line_of_nothing_says_nothing() -> None:
    assert read_line(np.full((30, 200, 3), 240, np.uint8)).text.strip() == ""
    assert read_line(np.zeros((0, 20, 3), np.uint8)) == Line()
    assert Line().sure == 0.0
    assert measure_ink(np.zeros((0, 20, 3), np.uint8), Line()).contrast == 1.0


def test_equal_pixels_are_read_equally() -> None:
    assert _line("Slow coffee") == _line("Slow coffee")


def test_lines_are_found_where_they_stand_row_by_row() -> None:
    texts = [Text("Slow coffee"), Text("£4.50", left=210), Text("for fast streets", top=90, size=22)]

    seen = read_picture(lettered(texts))

    assert [each.line.text.strip() for each in seen] == ["Slow coffee", "£4.50", "for fast streets"]
    for each, text in zip(seen, texts, strict=True):
        ink = measure_ink(each.found.cut, each.line)
        measured = each.found.part(ink.left, ink.right, ink.top, ink.bottom)
        assert np.allclose(measured, text.box, atol=4)


@pytest.mark.parametrize("degrees", [-12, 8])
def test_a_turned_line_is_read_and_its_place_told(degrees: int) -> None:
    picture = lettered([Text("Slow coffee here", left=50, top=110)])
    turn = cv2.getRotationMatrix2D((150, 125), degrees, 1)
    turned = cv2.warpAffine(picture, turn, (300, 250), borderMode=cv2.BORDER_REPLICATE).astype(np.uint8)

    (seen,) = read_picture(turned)

    left, top, width, height = seen.found.part(0, 1, 0, 1)
    assert seen.line.text.strip() == "Slow coffee here"
    assert left < 60
    assert left + width > 230
    assert height > 55
    assert abs(top + height / 2 - 125) < 15


def test_a_picture_without_letters_has_none() -> None:
    assert read_picture(np.full((250, 300, 3), 200, np.uint8)) == ()


@pytest.mark.parametrize(("grey", "contrast"), [(0, 18.4), (118, 3.99), (160, 2.27), (200, 1.45)])
def test_contrast_is_measured_on_the_pixels(grey: int, contrast: float) -> None:
    cut = _cut("Slow coffee", size=30, colour=(grey, grey, grey))

    assert measure_ink(cut, read_line(cut)).contrast == pytest.approx(contrast, rel=0.06)


@pytest.mark.parametrize("size", [12, 16, 24, 48])
def test_the_size_of_type_is_measured_within_a_fifth(size: int) -> None:
    cut = _cut("Slow coffee, daily", size=size)

    assert measure_ink(cut, read_line(cut)).size_px == pytest.approx(size, rel=0.2)


def test_a_missing_model_is_named_and_its_cure(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(models, "_READER", "absent.onnx")

    with pytest.raises(InvalidSetting, match=r"absent\.onnx.*install astro-pipeline anew"):
        _line("Slow coffee")


_ALONE = """
import socket, sys
import astro_pipeline.quality.check
before = [name for name in ("onnxruntime", "rapidocr") if name in sys.modules]
socket.socket = None
import numpy as np
from astro_pipeline.media.reading.detecting import read_picture
print(before, len(read_picture(np.full((96, 96, 3), 200, np.uint8))), "rapidocr" in sys.modules)
"""


def test_models_load_when_something_is_read_and_without_a_socket() -> None:
    said = subprocess.run([sys.executable, "-c", _ALONE], capture_output=True, text=True, check=True)

    assert said.stdout.strip() == "[] 0 False"
    assert said.stderr == ""
