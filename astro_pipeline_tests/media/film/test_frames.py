import io
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from astro_pipeline.domain.review import Box
from astro_pipeline.domain.timeline import Button, Captions, Card, Mark, Scene, Text, Timeline, Transition
from astro_pipeline.errors import MediaUnreadable
from astro_pipeline.media.film.captions import group_words
from astro_pipeline.media.film.easing import eased_both
from astro_pipeline.media.film.frames import FilmFrames
from astro_pipeline.media.film.scenes import Canvas, camera
from astro_pipeline_tests.media.filmset import Shelf, box, timeline, words


@pytest.fixture
def shelf(tmp_path: Path) -> Shelf:
    return Shelf(tmp_path)


def _dressed(shelf: Shelf) -> Timeline:
    """A film with everything on it, at a quarter of its size."""
    captions = Captions(
        chunks=group_words(words("Never bitter, always smooth."), until=2),
        language="en", box=box(40, 250, 190, 60), size=16,
        ground="#101816", ink="#FFFFFF", accent="#F7B538", accent_ink="#101816",
    )  # fmt: skip
    return timeline(shelf).model_copy(
        update={
            "card": Card(start=1.6, entry_seconds=0.2, ground="#0F3D3E", accent="#F7B538", motif="#1A4A4B"),
            "texts": (
                Text(text="Slow-steeped for you", language="en", box=box(16, 92, 213, 70), start=-0.3,
                     end=0.9, size=36, smallest=11, motion="words"),
                Text(text="بلا مرارة", language="ar", box=box(16, 92, 213, 70), start=1.1, end=1.4, size=36,
                     smallest=11, motion="words"),
                Text(text="fernhill.example", language="en", box=box(40, 200, 190, 20), start=1.7, end=2.0,
                     size=14, smallest=8, motion="rise", align="centre", weight="regular"),
            ),
            "marks": (
                Mark(name="Fernhill", box=box(16, 68, 115, 18), start=0, end=1.5),
                Mark(name="Fernhill", box=box(40, 100, 190, 40), start=1.7, end=2, align="centre",
                     come_seconds=0.1),
            ),
            "buttons": (
                Button(text="Order today", language="en", box=box(40, 160, 190, 32), start=1.7, end=2,
                       fill="#F7B538", ink="#101816"),
            ),
            "captions": captions,
        }
    )  # fmt: skip


def _with_text(shelf: Shelf, text: Text) -> FilmFrames:
    return FilmFrames(timeline(shelf).model_copy(update={"texts": (text,)}), shelf)


def _text(words_: str, **changes: object) -> Text:
    plain = Text(text=words_, language="en", box=box(16, 92, 213, 70), start=0, end=0.9, size=36, smallest=11)
    return plain.model_copy(update=changes)


def test_a_frame_is_the_same_whatever_was_drawn_before_it(shelf: Shelf) -> None:
    frames = FilmFrames(_dressed(shelf), shelf)
    used, fresh = Canvas.of(frames.timeline), Canvas.of(frames.timeline)
    for number in (58, 3, 40):
        frames.draw(number, used)

    again = frames.draw(33, used).buffer

    assert np.array_equal(again, frames.draw(33, fresh).buffer)


def test_a_text_that_takes_no_time_to_come_stands_whole_in_the_first_frame(shelf: Shelf) -> None:
    coming = _with_text(shelf, _text("Never bitter", motion="words"))
    there = _with_text(shelf, _text("Never bitter", motion="words", come_seconds=0.0))
    bare = FilmFrames(timeline(shelf), shelf)

    parts = [np.abs(each.still(0).astype(int) - bare.still(0)).sum() for each in (coming, there)]
    later = np.abs(there.still(0.5).astype(int) - bare.still(0.5)).sum()

    assert parts[0] < 0.1 * parts[1]
    assert parts[1] > 0.8 * later


def test_the_first_frame_already_carries_type_and_picture(shelf: Shelf) -> None:
    film = _dressed(shelf)
    bare = FilmFrames(film.model_copy(update={"texts": (), "marks": (), "captions": None}), shelf)

    first = FilmFrames(film, shelf).still(0).astype(int)
    difference = np.abs(first - bare.still(0).astype(int))

    assert difference[92:170, 16:229].max() > 100
    assert first.std() > 5


def test_no_two_pieces_of_type_stand_in_the_same_place_at_the_same_time(shelf: Shelf) -> None:
    boxes = FilmFrames(_dressed(shelf), shelf).type_boxes

    for n, one in enumerate(boxes):
        for other in boxes[n + 1 :]:
            together = one.start < other.end and other.start < one.end
            apart = (
                one.box.y + one.box.height <= other.box.y
                or other.box.y + other.box.height <= one.box.y
                or one.box.x + one.box.width <= other.box.x
                or other.box.x + other.box.width <= one.box.x
            )
            assert not together or apart, (one, other)


def test_all_type_reads_on_what_is_behind_it(shelf: Shelf) -> None:
    boxes = FilmFrames(_dressed(shelf), shelf).type_boxes

    assert {each.role for each in boxes} == {"overlay", "brand", "button", "caption"}
    assert min(each.contrast for each in boxes) >= 4.5
    assert all(each.fits for each in boxes)


def test_type_on_a_ground_of_middle_grey_gets_a_shade_that_makes_it_legible(shelf: Shelf) -> None:
    grey = Scene(picture=shelf.picture((150, 150, 150), spot=False), start=0, seconds=2)
    noisy = timeline(shelf).model_copy(
        update={"scenes": (grey,), "texts": (_text("Never bitter", ink="#FFFFFF"),)}
    )
    frames = FilmFrames(noisy, shelf)

    shown = frames.still(0.8)

    assert frames.type_boxes[0].contrast >= 4.5
    assert shown[100, 250].mean() < 130
    assert shown[400, 250].mean() > 145


def test_a_revealed_line_rises_inside_its_mask(shelf: Shelf) -> None:
    frames = _with_text(shelf, _text("Never bitter", motion="reveal"))
    bare = FilmFrames(timeline(shelf), shelf)

    early = np.abs(frames.still(0.1).astype(int) - bare.still(0.1).astype(int)).sum(axis=(1, 2))
    late = np.abs(frames.still(0.8).astype(int) - bare.still(0.8).astype(int)).sum(axis=(1, 2))

    assert np.argmax(early > 0) > np.argmax(late > 0)
    assert early[170:].sum() == 0


def test_a_text_is_gone_after_it_has_left(shelf: Shelf) -> None:
    frames = _with_text(shelf, _text("Never bitter", end=0.5, motion="fade"))
    bare = FilmFrames(timeline(shelf), shelf)

    assert np.array_equal(frames.still(0.8), bare.still(0.8))
    assert not np.array_equal(frames.still(0.4), bare.still(0.4))


def test_a_text_too_long_for_its_box_is_reported_and_stays_inside(shelf: Shelf) -> None:
    frames = _with_text(shelf, _text("One two three four five six " * 12, smallest=30))

    (shown,) = frames.type_boxes

    assert not shown.fits
    assert shown.box.width <= 213
    assert shown.box.height <= 70


@pytest.mark.parametrize("entry", ["dissolve", "wipe", "push", "cut", "bands", "match", "zoom"])
def test_every_transition_leads_from_one_picture_to_the_other(shelf: Shelf, entry: Transition) -> None:
    film = timeline(shelf)
    second = film.scenes[1].model_copy(update={"entry": entry})
    frames = FilmFrames(film.model_copy(update={"scenes": (film.scenes[0], second)}), shelf)

    before, after = frames.still(0.95), frames.still(1.45)
    between = frames.still(1.2)

    assert before[10, 10, 0] < 60
    assert after[10, 10, 0] > 200
    assert (40 < between[..., 0].mean() < 215) == (entry != "cut")


def test_a_camera_never_stands_still() -> None:
    for move in ("push_in", "pull_out", "drift_left", "drift_right", "rise", "hold"):
        scene = Scene(picture="0" * 64, start=0, seconds=2, move=move)

        assert camera(scene, 0.0) != camera(scene, 0.5) != camera(scene, 1.0)


def test_a_push_in_goes_where_the_eye_should() -> None:
    scene = Scene(picture="0" * 64, start=0, seconds=2, move="push_in", focus=(0.3, 0.6))

    assert camera(scene, 1.0)[1] == (0.3, 0.6)
    assert camera(scene, 1.0)[0] > camera(scene, 0.0)[0]


def test_easing_begins_at_nothing_and_ends_at_all() -> None:
    assert (eased_both(-1), eased_both(0.5), eased_both(2)) == (0, 0.5, 1)


def test_the_card_covers_the_picture_when_it_is_up(shelf: Shelf) -> None:
    last = FilmFrames(_dressed(shelf), shelf).still(1.99)

    assert np.abs(last[300, 20].astype(int) - (15, 61, 62)).max() <= 3


def test_a_logo_the_picture_would_swallow_gets_a_plate(shelf: Shelf) -> None:
    dark = shelf.picture((20, 58, 60, 255), size=(80, 20), spot=False)
    light = shelf.picture((255, 255, 255, 255), size=(80, 20), spot=False)
    place = box(16, 68, 115, 18)
    shown: list[float] = []
    around: list[float] = []
    boxes: list[Box] = []
    for logo in (dark, light):
        film = timeline(shelf, seconds=1).model_copy(
            update={"marks": (Mark(name="Fernhill", logo=logo, box=place, start=0, end=1, align="end"),)}
        )
        frames = FilmFrames(film, shelf)
        shown.append(frames.still(0.3)[77, 90:128].astype(float).mean())
        around.append(frames.still(0.3)[66, 90:128].astype(float).mean())
        boxes.append(frames.type_boxes[0].box)
        assert frames.type_boxes[0].contrast >= 2

    assert shown[0] < 60
    assert around[0] > 200
    assert shown[1] > 240
    assert around[1] < 80
    assert boxes[0] == boxes[1]


def _two_coloured(shelf: Shelf, left: tuple[int, int, int]) -> str:
    """A white logo whose left quarter has another colour."""
    pixels = np.full((20, 80, 3), 255, np.uint8)
    pixels[:, :20] = left
    content = io.BytesIO()
    Image.fromarray(pixels).save(content, "PNG")
    return shelf.put(content.getvalue())


@pytest.mark.parametrize(("left", "plated"), [((20, 60, 60), True), ((247, 181, 56), False)])
def test_a_logo_of_which_a_part_would_be_lost_gets_a_plate(
    shelf: Shelf, left: tuple[int, int, int], *, plated: bool
) -> None:
    mark = Mark(name="Fernhill", logo=_two_coloured(shelf, left), box=box(40, 68, 80, 20), start=0, end=1)
    film = timeline(shelf, seconds=1)

    shown = FilmFrames(film.model_copy(update={"marks": (mark,)}), shelf).still(0.3).astype(int)
    bare = FilmFrames(film, shelf).still(0.3).astype(int)

    assert bool(np.abs(shown - bare)[65:67, 50:110].max() > 20) == plated


def test_a_picture_that_does_not_decode_is_named(shelf: Shelf) -> None:
    film = timeline(shelf)
    broken = film.scenes[0].model_copy(update={"picture": shelf.put(b"not a picture")})
    frames = FilmFrames(film.model_copy(update={"scenes": (broken, film.scenes[1])}), shelf)

    with pytest.raises(MediaUnreadable, match="give a PNG, JPEG or WebP"):
        frames.still(0)
