from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from astro_pipeline.domain.placements import ImageSpec, Insets, Placement, placements
from astro_pipeline.domain.review import Box
from astro_pipeline.errors import MediaUnreadable
from astro_pipeline.media.reading.detecting import Found, Seen
from astro_pipeline.media.reading.inking import Ink, measure_ink
from astro_pipeline.media.reading.recognising import Line, Picture, Sign
from astro_pipeline.quality.lettering import (
    WCAG,
    Lettering,
    Written,
    check_lettering,
    check_read,
    lettering,
    lettering_of,
    opened,
    settled,
)
from astro_pipeline_tests.quality.measured import Verdict, verdicts

SPEC = ImageSpec(
    width=300,
    height=250,
    max_bytes=150_000,
    safe=Insets(top=30, right=20, bottom=60, left=40),
    min_type_px=15,
)
OTHER = ImageSpec(width=1000, height=250, max_bytes=1, safe=Insets(left=900), min_type_px=99)
SOURCE = placements()["display_300x250"].source
BANNER = Placement(id="b", title="A banner", channel="display", images=(OTHER, SPEC), source=SOURCE)
ZONE, TYPE = "px outside", "px of type"


@dataclass(frozen=True)
class Reader:
    """A reader that sees this, whatever it is shown."""

    seen: tuple[Seen, ...]

    def __call__(self, _picture: Picture) -> tuple[Seen, ...]:
        return self.seen


def _found(box: tuple[int, int, int, int], *, wide: int = 0, high: int = 0) -> Found:
    left, top, width, height = box
    right, bottom = left + width, top + height
    cut = np.zeros((high or height, wide or width, 3), np.uint8)
    return Found(left, top, width, height, ((left, top), (right, top), (right, bottom), (left, bottom)), cut)


def _line(text: str, sure: float = 1.0) -> Line:
    return Line(tuple(Sign(each, sure) for each in text))


def _written(
    text: str = "Slow coffee",
    box: tuple[int, int, int, int] = (60, 60, 100, 20),
    *,
    size: float = 20.0,
    contrast: float = 9.0,
) -> Written:
    return Written(_found(box), _line(text), Ink(contrast, size, 0.0, 1.0, 0.0, 1.0))


def _verdicts(*lines: Written) -> dict[str, Verdict]:
    return verdicts(check_lettering(Lettering(300, 250, lines), "ad.png", BANNER))


@pytest.mark.parametrize(
    ("box", "out"),
    [
        ((38, 60, 100, 20), 0),
        ((37, 60, 100, 20), 3),
        ((60, 28, 100, 20), 0),
        ((60, 27, 100, 20), 3),
        ((182, 60, 100, 20), 0),
        ((183, 60, 100, 20), 3),
        ((60, 172, 100, 20), 0),
        ((60, 173, 100, 20), 3),
        ((35, 60, 100, 100), 0),
        ((34, 60, 100, 100), 6),
        ((10, 5, 280, 240), 55),
    ],
)
def test_ink_may_leave_its_zone_by_what_is_measured_too_far_out(
    box: tuple[int, int, int, int], out: int
) -> None:
    (found, *_) = check_lettering(Lettering(300, 250, (_written(box=box),)), "ad.png", BANNER)

    assert verdicts([found])["technical.safe_zone"] == ("fail" if out else "pass", False, out, 0, ZONE)
    assert found.box == (Box(x=box[0], y=box[1], width=box[2], height=box[3]) if out else None)
    assert (found.file, found.source) == ("ad.png", SOURCE.urls[0])
    assert ("“Slow coffee” stands where A banner" in found.why) is bool(out)


def test_the_text_that_leaves_its_zone_furthest_is_the_one_told() -> None:
    near, far = _written("First", (30, 60, 100, 20)), _written("Second", (20, 100, 100, 20))

    found = next(check_lettering(Lettering(300, 250, (near, far)), "ad.png", BANNER))

    assert (found.measured, found.box) == (20, far.box)


@pytest.mark.parametrize(
    ("label", "verdict"),
    [("NORTHBREW!", "pass"), ("brew", "pass"), ("Northbrew Co", "fail"), ("N", "fail"), ("No", "pass")],
)
def test_what_is_said_again_within_may_stand_outside_be_small_and_faint(label: str, verdict: str) -> None:
    within = _written("Northbrew")
    again = _written(label, (5, 225, 80, 12), size=8.0, contrast=2.0)

    told = _verdicts(within, again)

    assert [told[f"technical.{rule}"][0] for rule in ("safe_zone", "type_size", "contrast_seen")] == [
        verdict
    ] * 3


@pytest.mark.parametrize(
    ("size", "verdict"),
    [(13.2, ("pass", True, 13.2, 15, TYPE)), (13.14, ("fail", True, 13.1, 15, TYPE))],
)
def test_type_may_be_measured_an_eighth_too_small(size: float, verdict: Verdict) -> None:
    large, small = _written("Large", size=40.0), _written("Small", (60, 100, 80, 14), size=size)

    told = list(check_lettering(Lettering(300, 250, (large, small)), "ad.png", BANNER))

    assert verdicts(told)["technical.type_size"] == verdict
    assert told[1].box == (small.box if verdict[0] == "fail" else None)
    assert told[1].source == SOURCE.urls[0]
    assert told[1].why in {"", "“Small” is too small to be read where A banner is seen."}


def test_the_smallest_of_the_small_is_told_and_not_what_is_said_again() -> None:
    lines = (
        _written("Northbrew"),
        _written("Northbrew", size=5.0),
        _written("Slow", size=9.0),
        _written("Fast", size=8.0),
    )

    assert _verdicts(*lines)["technical.type_size"][2] == 8.0


@pytest.mark.parametrize(
    ("size", "contrast", "verdict"),
    [
        (23.9, 4.275, ("pass", False, 4.28, 4.5, ":1")),
        (23.9, 4.27, ("fail", False, 4.27, 4.5, ":1")),
        (24.0, 2.85, ("pass", False, 2.85, 3.0, ":1")),
        (24.0, 2.84, ("fail", False, 2.84, 3.0, ":1")),
        (12.0, 4.0, ("fail", False, 4.0, 4.5, ":1")),
        (11.9, 4.0, ("fail", True, 4.0, 4.5, ":1")),
        (11.9, 9.0, ("pass", False, 9.0, 4.5, ":1")),
    ],
)
def test_contrast_is_held_to_its_size_and_tiny_type_only_advised(
    size: float, contrast: float, verdict: Verdict
) -> None:
    plain, faint = (
        _written("Plain", contrast=15.0),
        _written("Faint", (60, 100, 80, 14), size=size, contrast=contrast),
    )

    told = list(check_lettering(Lettering(300, 250, (plain, faint)), "ad.png", BANNER))

    assert verdicts(told)["technical.contrast_seen"] == verdict
    assert told[2].box == (faint.box if verdict[0] == "fail" else None)
    assert told[2].source == WCAG.urls[0]


def test_the_faintest_for_its_size_is_told_and_closes_where_any_is_not_tiny() -> None:
    large, tiny = _written("Large", size=30.0, contrast=2.6), _written("Tiny", size=9.0, contrast=3.0)

    assert _verdicts(large, tiny)["technical.contrast_seen"] == ("fail", False, 3.0, 4.5, ":1")


def test_a_picture_without_a_word_or_of_another_size_is_asked_less() -> None:
    assert list(check_lettering(Lettering(300, 250, ()), "ad.png", BANNER)) == []
    found = check_lettering(Lettering(301, 250, (_written(),)), "ad.png", BANNER)
    assert [each.rule for each in found] == ["technical.contrast_seen"]


@pytest.mark.parametrize(
    ("text", "sure", "box", "wide", "kind"),
    [
        ("ab", 0.85, (0, 0, 40, 10), 40, "line"),
        ("ab", 0.849, (0, 0, 40, 10), 40, "unread"),
        ("a.", 1.0, (0, 0, 40, 10), 40, "unread"),
        ("Ночь", 1.0, (0, 0, 40, 10), 40, "unread"),
        ("ab", 1.0, (0, 0, 41, 10), 41, "unread"),
        ("", 0.0, (0, 0, 20, 10), 20, "unread"),
        ("", 0.0, (0, 0, 10, 20), 20, "unread"),
        ("", 0.0, (0, 0, 19, 10), 20, "nothing"),
        ("", 0.0, (0, 0, 20, 10), 19, "nothing"),
        ("", 0.0, (0, 0, 10, 10), 10, "nothing"),
    ],
)
def test_what_is_a_line_what_cannot_be_read_and_what_is_an_ornament(
    monkeypatch: pytest.MonkeyPatch,
    text: str,
    sure: float,
    box: tuple[int, int, int, int],
    wide: int,
    kind: str,
) -> None:
    seen = (Seen(_found(box, wide=wide, high=10), _line(text, sure)),)
    picture = np.zeros((25, 30, 3), np.uint8)
    monkeypatch.setattr("astro_pipeline.quality.lettering.read_picture", Reader(seen))

    read = lettering_of(picture)

    assert (read.width, read.height) == (30, 25)
    assert [(each.found, each.line) for each in read.lines] in ([], [(seen[0].found, seen[0].line)])
    assert read.unread in ((), (seen[0].found,))
    assert [len(read.lines), len(read.unread)] == {"line": [1, 0], "unread": [0, 1], "nothing": [0, 0]}[kind]


@pytest.mark.parametrize("advisory", [True, False])
def test_what_could_not_be_read_is_open_with_the_first_place(*, advisory: bool) -> None:
    unread = (_found((3, 4, 50, 6)), _found((0, 0, 9, 3)))

    found = check_read(Lettering(300, 250, (_written(),), unread), "ad.png", advisory=advisory)

    assert (found.rule, found.verdict, found.advisory) == ("technical.legible", "not_checked", advisory)
    assert (found.file, found.box) == ("ad.png", Box(x=3, y=4, width=50, height=6))
    assert found.why.startswith("2 of 3 lines could not be read")


def test_what_was_read_is_counted() -> None:
    found = check_read(Lettering(300, 250, (_written(), _written("Other"))), "ad.png", advisory=False)

    assert verdicts([found])["technical.legible"] == ("pass", False, 2, None, "lines read")
    assert found.file == "ad.png"


def test_words_are_told_row_by_row() -> None:
    assert Lettering(9, 9, (_written(" Slow "), _written("coffee"))).words == "Slow\ncoffee"


def _colour(path: Path) -> Sequence[int]:
    return [int(each) for each in opened(path)[0, 0]]


def test_a_picture_is_opened_upright_and_on_white(tmp_path: Path) -> None:
    Image.new("RGBA", (4, 2), (255, 0, 0, 0)).save(tmp_path / "clear.png")
    exif = Image.Exif()
    exif[0x0112] = 6
    Image.new("RGB", (40, 20), (0, 0, 255)).save(tmp_path / "turned.png", exif=exif)

    assert _colour(tmp_path / "clear.png") == [255, 255, 255]
    assert opened(tmp_path / "turned.png").shape == (40, 20, 3)
    assert _colour(tmp_path / "turned.png") == [0, 0, 255]
    Image.new("RGB", (4, 2)).save(tmp_path / "a.gif")
    with pytest.raises(
        MediaUnreadable, match=r"^a\.gif: not a readable PNG, JPEG or WebP \(.*export it again$"
    ):
        opened(tmp_path / "a.gif")


def test_a_file_is_read_as_its_pixels_and_each_line_keeps_its_own_ink(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    pixels = np.full((25, 60, 3), 255, np.uint8)
    pixels[8:18, 10:40:3] = 0
    Image.fromarray(pixels).save(tmp_path / "a.png")
    whole = Found(0, 0, 60, 25, ((0, 0), (60, 0), (60, 25), (0, 25)), pixels)
    asked: list[Picture] = []

    def reads(picture: Picture) -> tuple[Seen, ...]:
        asked.append(picture)
        return (Seen(whole, _line("Slow coffee")),)

    monkeypatch.setattr("astro_pipeline.quality.lettering.read_picture", reads)

    read = lettering(tmp_path / "a.png")

    assert [each.tolist() for each in asked] == [pixels.tolist()]
    assert [each.ink for each in read.lines] == [measure_ink(pixels, _line("Slow coffee"))]


def test_names_are_settled_where_only_look_alikes_differ() -> None:
    assert settled("Momings, N0rthbrew: SLOW", ["Mornings & Co", "Northbrew"]) == "Mornings, Northbrew: SLOW"
    assert settled("MORNINGS", ["Mornings"]) == "MORNINGS"
    assert settled("Northbraw", ["Northbrew"]) == "Northbraw"
