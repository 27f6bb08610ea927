"""Type set with the Noto family: run with `-m noto` where fonts-noto is installed."""

from itertools import pairwise

import numpy as np
import pytest

from astro_pipeline.media.adverts.look import display, label, running
from astro_pipeline.media.film.lettering import picture_of
from astro_pipeline.media.pixels.canvas import Canvas
from astro_pipeline.media.pixels.colour import BLACK, WHITE
from astro_pipeline.media.type.fonts import chain, missing, runs
from astro_pipeline.media.type.typeset import draw, fit, line

pytestmark = pytest.mark.noto

COPY = [
    ("ja", "十八時間、水だけで。苦くないコーヒー。Northbrewから20%オフ。"),
    ("zh-Hans", "慢萃十八小时，丝毫不苦。首单立减20%。"),
    ("zh-Hant", "慢萃十八小時，絲毫不苦。首單現折20%。"),
    ("ko", "천천히 내려 쓰지 않은 커피, 지금 20% 할인"),
    ("bn", "ধীরে তৈরি, কখনও তেতো নয় Northbrew 50%"),
    ("ta", "மெதுவாக வடிகட்டிய காபி"),
    ("am", "ቀዝቃዛ ቡና"),
    ("en", "Sip it cold 🧊 all summer ☀️ 👩🏽\u200d🍳 🇫🇷 1️⃣"),
]


@pytest.mark.parametrize(("language", "text"), COPY)
@pytest.mark.parametrize("width", [180, 420, 900])
def test_copy_in_every_writing_is_drawn_inside_its_box(language: str, text: str, width: int) -> None:
    for manner in (
        display("bold", language),
        display("editorial", language),
        running(language),
        label(language),
    ):
        assert missing(text, manner.faces) == ""
        block = fit(text, manner, width=width, height=400, largest=90, smallest=10, max_lines=6)

        assert block
        canvas = Canvas(width + 80, 480, WHITE)
        draw(canvas, block, 40, 40, BLACK)
        inked = np.argwhere(canvas.pixels.min(axis=2) < 0.995)
        (top, left), (bottom, right) = inked.min(axis=0), inked.max(axis=0)
        assert 40 <= left < right < width + 40
        assert 40 <= top < bottom <= 440
        assert not any(each[0] in "、。，」ー" for each in block.lines)


@pytest.mark.parametrize(
    ("language", "region"), [("ja", 0), ("ko", 1), ("zh-Hans", 2), ("zh-Hant", 3), ("zh-HK", 4)]
)
def test_shared_characters_have_the_shapes_of_the_language(language: str, region: int) -> None:
    (face, _), *_ = runs("水", chain("grotesk", language))

    assert (face.path.rsplit("/", 1)[-1], face.index) == ("NotoSansCJK-Bold.ttc", region)


def test_running_text_is_regular_and_an_editorial_headline_has_serifs() -> None:
    assert "NotoSansCJK-Regular" in runs("水", chain("text", "ja"))[0][0].path
    assert "NotoSerifCJK-Bold" in runs("水", chain("serif", "ja"))[0][0].path


def test_an_emoji_keeps_its_colours_and_letters_take_the_ink() -> None:
    sheet = picture_of("a🧊", label("en"), 60, colour="#FF0000")

    seen = sheet[sheet[..., 3] > 250][:, :3].astype(int)
    assert (seen[:, 0] - seen[:, 2] > 200).any()
    assert (seen[:, 2] - seen[:, 0] > 40).any()


def test_a_family_a_flag_and_a_keycap_are_one_picture_each() -> None:
    widths = [line(text, label("en"), 60).width for text in ("🧊", "👩🏽\u200d🍳", "🇫🇷", "1️⃣")]

    assert all(abs(a - b) <= 6 for a, b in pairwise(widths))
