from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest
from PIL import Image
from pydantic import JsonValue

from astro_pipeline.domain.review import Finding
from astro_pipeline.media.reading.recognising import Picture
from astro_pipeline.quality.legibility import check_layouts, check_legible
from astro_pipeline_tests.media.lettered import Colour, Text, lettered
from astro_pipeline_tests.quality.briefs import sample_file

AD = sample_file("images/A/display.300x250.en.png", width=300, height=250, placements=("display_300x250",))
TEXTS = (
    Text("Northbrew", top=20, size=18),
    Text("Slow coffee", top=60, size=34),
    Text("for fast streets", top=100, size=34),
    Text("Now €24.90 a case", top=160, size=18),
)


def _facts(texts: Sequence[Text] = TEXTS, **changes: JsonValue) -> dict[str, JsonValue]:
    """As the studio writes it down; the headline has two lines."""
    boxes: list[JsonValue] = [
        _box("logo", texts[:1]),
        _box("headline", texts[1:3]),
        _box("support", texts[3:4]),
    ]
    return {"text_boxes": boxes, "missing_glyphs": "", "left_out": [], **changes}


def _box(role: str, texts: Sequence[Text]) -> dict[str, JsonValue]:
    lines = [list(text.box) for text in texts]
    left, top, width = lines[0][0], lines[0][1], max(line[2] for line in lines)
    return {
        "role": role, "text": " ".join(text.text for text in texts), "x": left, "y": top, "width": width,
        "height": lines[-1][1] + lines[-1][3] - top, "contrast": 9.0, "size_px": texts[0].size,
        "lines": [[*line] for line in lines],
    }  # fmt: skip


def _judged(picture: Picture, facts: dict[str, JsonValue] | None = None) -> list[Finding]:
    return list(check_legible(picture, AD, facts or _facts(), brand="Northbrew"))


def _of(rule: str, found: Sequence[Finding]) -> list[Finding]:
    return [finding for finding in found if finding.rule == f"technical.{rule}"]


def test_an_ad_that_says_what_was_approved_passes() -> None:
    found = _judged(lettered(TEXTS))

    assert [(f.rule, f.verdict) for f in found] == [
        ("technical.legible", "pass"),
        ("technical.contrast_seen", "pass"),
    ]
    assert found[0].measured == 1.0


@pytest.mark.parametrize(
    ("number", "drawn", "wrong"),
    [
        (3, "Now €24.80 a case", "€24.90"),
        (3, "Now €24 a case", "€24.90"),
        (0, "Northbraw", "Northbrew"),
        (2, "for fast strings", "another text"),
        (2, "", "another text"),
    ],
    ids=["a digit", "its cents", "the brand", "a word", "a lost line"],
)
def test_an_ad_that_says_something_else_is_refused_with_its_place(
    number: int, drawn: str, wrong: str
) -> None:
    texts = [Text(drawn if n == number else t.text, t.left, t.top, t.size) for n, t in enumerate(TEXTS)]

    (found,) = _of("legible", _judged(lettered([text for text in texts if text.text])))

    assert found.closes
    assert wrong in found.why
    assert found.box is not None
    assert found.box.y <= TEXTS[number].top <= found.box.y + found.box.height
    assert found.cure


def test_a_covered_line_is_refused() -> None:
    picture = lettered(TEXTS).copy()
    picture[98:132, 20:200] = (200, 60, 40)

    assert [f.closes for f in _of("legible", _judged(picture))] == [True]


@pytest.mark.parametrize(("share", "closes"), [(0.8, True), (1.2, False)])
def test_small_type_is_refused_below_its_contrast(share: float, *, closes: bool) -> None:
    texts = [*TEXTS[:3], Text("Now €24.90 a case", top=160, size=18, colour=_grey(share * 4.5))]

    found = _of("contrast_seen", _judged(lettered(texts, ground=(255, 255, 255))))

    assert [f.closes for f in found] == [closes]
    assert found[0].measured == pytest.approx(share * 4.5, rel=0.08)


def test_a_text_in_a_box_without_lines_is_looked_for_there() -> None:
    facts = _facts()
    boxes = facts["text_boxes"]
    assert isinstance(boxes, list)
    bare = [{k: v for k, v in box.items() if k != "lines"} for box in boxes if isinstance(box, dict)]

    found = _of("legible", _judged(lettered(TEXTS), {**facts, "text_boxes": list[JsonValue](bare)}))

    assert [finding.verdict for finding in found] == ["pass"]


def test_writing_the_reader_has_not_learnt_is_not_checked_and_holds_nothing_up() -> None:
    facts = _facts((TEXTS[0], Text("Ночной", top=60), Text("поезд", top=100), TEXTS[3]))

    found = _of("legible", _judged(lettered([TEXTS[0], TEXTS[3]]), facts))

    assert [(f.verdict, f.advisory) for f in found] == [("not_checked", True), ("pass", False)]
    assert "headline" in found[0].why


def test_an_ad_of_which_nothing_was_written_down_stays_open() -> None:
    (found,) = _judged(lettered(TEXTS), {"bytes": 12})

    assert (found.verdict, found.advisory) == ("not_checked", False)


@pytest.mark.parametrize(
    ("more", "verdict"), [((), "pass"), ((Text("Best in town", top=210, size=18),), "fail")]
)
def test_what_nobody_set_is_found_once_a_layout(tmp_path: Path, more: Sequence[Text], verdict: str) -> None:
    label = Text("Northbrew", left=170, top=20, size=16)
    Image.fromarray(lettered([*TEXTS, label, *more])).save(tmp_path / "ad.png")
    ads = [AD, AD.model_copy(update={"path": "images/B/other.png"})]
    facts = {ad.path: _facts(style="bold", arrangement="corner") for ad in ads}

    found = list(check_layouts(ads, facts, lambda _: tmp_path / "ad.png", approved=["Northbrew"]))

    assert [(f.verdict, f.advisory) for f in found] == [(verdict, True)]
    assert found[0].measured == ("Best in town" if more else None)


def _grey(contrast: float) -> Colour:
    """The grey of that contrast with white."""
    light = 1.05 / contrast - 0.05
    code = 12.92 * light if light <= 0.0031308 else 1.055 * light ** (1 / 2.4) - 0.055
    value = int(np.clip(round(code * 255), 0, 255))
    return value, value, value
