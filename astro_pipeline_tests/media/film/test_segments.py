import os
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest

from astro_pipeline.domain.timeline import Button, Caption, Captions, Card, Mark, Scene, Text, Timeline
from astro_pipeline.media.film import encode
from astro_pipeline.media.film.frames import FilmFrames
from astro_pipeline.media.film.render import render
from astro_pipeline.media.film.scenes import Canvas
from astro_pipeline.media.film.segments import Segment, SegmentShelf, cut
from astro_pipeline.media.pixels.yuv import Frame
from astro_pipeline_tests.media.edits import edits
from astro_pipeline_tests.media.filmset import Shelf, box, words

_SEGMENT = Segment((b"one", b"", b"three"), (True, False, False))


@pytest.fixture
def blobs(tmp_path: Path) -> Shelf:
    (tmp_path / "blobs").mkdir()
    return Shelf(tmp_path / "blobs")


@pytest.fixture
def shelf(tmp_path: Path) -> SegmentShelf:
    return SegmentShelf(tmp_path / "shelf")


def _film(blobs: Shelf) -> Timeline:
    """Three scenes, and everything that can stand on them."""
    colours = ((20, 60, 60), (240, 100, 60), (30, 30, 120))
    scenes = tuple(
        Scene(
            picture=blobs.picture(colour, size=(90, 130)),
            start=start,
            seconds=1,
            move=move,
            entry=entry,
            entry_seconds=0.3 if start else 0,
        )
        for colour, start, move, entry in zip(
            colours, (0, 1, 2), ("push_in", "drift_left", "rise"), ("cut", "wipe", "push"), strict=True
        )
    )
    return Timeline(
        width=64,
        height=96,
        seconds=3.5,
        scenes=scenes,
        card=Card(start=2.6, entry_seconds=0.2, ground="#0F3D3E", accent="#F7B538", motif="#1A4A4B"),
        texts=(
            Text(text="Never bitter", language="en", box=box(4, 20, 56, 20), start=1.1, end=1.7, size=12,
                 smallest=6, come_seconds=0.2),
        ),
        marks=(Mark(name="Fernhill", box=box(4, 6, 40, 10), start=0, end=2.5),),
        buttons=(
            Button(text="Order", language="en", box=box(10, 60, 40, 12), start=2.7, end=3.5, fill="#F7B538",
                   ink="#101816", come_seconds=0.2),
        ),
        captions=Captions(
            chunks=(Caption(words=words("Always smooth", start=0.2), start=0.2, end=0.9),), language="en",
            box=box(4, 70, 56, 20), size=8, ground="#101816", ink="#FFFFFF", accent="#F7B538",
            accent_ink="#101816",
        ),
        audio=blobs.sound(3.5),
    )  # fmt: skip


@pytest.fixture
def counted(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """The frames that were drawn for encoding since the list was last cleared."""
    drawn: list[int] = []
    draw = FilmFrames.draw

    def count(frames: FilmFrames, number: int, canvas: Canvas) -> Frame:
        drawn.append(number)
        return draw(frames, number, canvas)

    monkeypatch.setattr(encode.FilmFrames, "draw", count)
    return drawn


def _written(film: Timeline, path: Path, blobs: Shelf, shelf: SegmentShelf | None = None) -> bytes:
    render(film, path, blob=blobs, shelf=shelf)
    return path.read_bytes()


def _with_scene(film: Timeline, number: int, **changes: object) -> Timeline:
    scenes = list(film.scenes)
    scenes[number] = scenes[number].model_copy(update=changes)
    return film.model_copy(update={"scenes": tuple(scenes)})


def test_a_film_is_cut_where_a_scene_comes_in_and_where_it_has_come(blobs: Shelf) -> None:
    spans = cut(_film(blobs))

    assert [span.start for span in spans] == [0, 30, 39, 60, 69, 78]
    assert spans[-1].stop == _film(blobs).frames
    assert all(a.stop == b.start for a, b in pairwise(spans))


def test_no_piece_is_too_short_to_be_worth_a_whole_picture(blobs: Shelf) -> None:
    film = _with_scene(_film(blobs), 1, entry_seconds=0.05)

    assert min(len(span) for span in cut(film)) >= 8


def test_whatever_the_shelf_has_the_bytes_are_the_same(
    blobs: Shelf, shelf: SegmentShelf, tmp_path: Path
) -> None:
    film = _film(blobs)

    without = _written(film, tmp_path / "without.mp4", blobs)
    filling = _written(film, tmp_path / "filling.mp4", blobs, shelf)
    full = _written(film, tmp_path / "full.mp4", blobs, shelf)
    for path in sorted(shelf.folder.iterdir())[::2]:
        path.unlink()
    partly = _written(film, tmp_path / "partly.mp4", blobs, shelf)

    assert filling == without
    assert full == without
    assert partly == without


def test_a_film_that_was_made_is_not_drawn_again(
    blobs: Shelf, shelf: SegmentShelf, tmp_path: Path, counted: list[int]
) -> None:
    film = _film(blobs)
    render(film, tmp_path / "film.mp4", blob=blobs, shelf=shelf)
    assert sorted(counted) == list(range(film.frames))
    counted.clear()

    render(film, tmp_path / "again.mp4", blob=blobs, shelf=shelf)

    assert counted == []


def test_another_sound_draws_no_picture_again(
    blobs: Shelf, shelf: SegmentShelf, tmp_path: Path, counted: list[int]
) -> None:
    film = _film(blobs)
    first = _written(film, tmp_path / "film.mp4", blobs, shelf)
    counted.clear()

    louder = film.model_copy(update={"audio": blobs.sound(3.5, level=0.4)})
    second = _written(louder, tmp_path / "louder.mp4", blobs, shelf)

    assert counted == []
    assert second != first


def test_another_picture_in_a_scene_draws_only_that_scene_and_the_transitions_beside_it(
    blobs: Shelf, shelf: SegmentShelf, tmp_path: Path, counted: list[int]
) -> None:
    film = _film(blobs)
    render(film, tmp_path / "film.mp4", blob=blobs, shelf=shelf)
    counted.clear()

    changed = _with_scene(film, 1, picture=blobs.picture((200, 90, 70), size=(90, 130)))
    render(changed, tmp_path / "changed.mp4", blob=blobs, shelf=shelf)

    assert sorted(counted) == list(range(30, 69))


def test_a_film_without_captions_shares_what_has_none(
    blobs: Shelf, shelf: SegmentShelf, tmp_path: Path, counted: list[int]
) -> None:
    film = _film(blobs)
    render(film, tmp_path / "film.mp4", blob=blobs, shelf=shelf)
    counted.clear()

    render(film.model_copy(update={"captions": None}), tmp_path / "clean.mp4", blob=blobs, shelf=shelf)

    assert sorted(counted) == list(range(30))


def test_pictures_nobody_looks_at_are_not_opened(blobs: Shelf, shelf: SegmentShelf, tmp_path: Path) -> None:
    film = _film(blobs)
    whole = _written(film, tmp_path / "film.mp4", blobs, shelf)
    opened: list[str] = []

    def watched(sha256: str) -> Path:
        opened.append(sha256)
        return blobs(sha256)

    render(film, tmp_path / "again.mp4", blob=watched, shelf=shelf)

    assert (tmp_path / "again.mp4").read_bytes() == whole
    assert not {scene.picture for scene in film.scenes} & set(opened)


@pytest.mark.parametrize("damage", ["cut short", "one bit", "emptied"])
def test_a_damaged_segment_is_made_again(
    blobs: Shelf, shelf: SegmentShelf, tmp_path: Path, damage: str, counted: list[int]
) -> None:
    film = _film(blobs)
    whole = _written(film, tmp_path / "film.mp4", blobs, shelf)
    segments = [path for path in shelf.folder.iterdir() if "-" not in path.name]
    victim = max(segments, key=lambda path: path.stat().st_size)
    content = victim.read_bytes()
    middle = len(content) // 2
    victim.write_bytes(
        {
            "cut short": content[:-7],
            "one bit": content[:middle] + bytes([content[middle] ^ 4]) + content[middle + 1 :],
            "emptied": b"",
        }[damage]
    )
    counted.clear()

    again = _written(film, tmp_path / "again.mp4", blobs, shelf)

    assert again == whole
    assert 0 < len(counted) < film.frames
    assert victim.read_bytes() == content


def test_frames_of_equal_keys_are_equal_whatever_was_edited(blobs: Shelf) -> None:
    film = _film(blobs)
    frames, kept, changed = FilmFrames(film, blobs), 0, 0

    for edited in edits(film, picture=blobs.picture((200, 90, 70), size=(90, 130))):
        others, spans = FilmFrames(edited, blobs), cut(edited)
        for span in cut(film):
            if span in spans and frames.key(span) == others.key(span):
                kept += 1
                assert _look_alike(frames, others, (*span[::4], span[-1])), (span, edited)
            else:
                changed += 1

    assert kept > 100
    assert changed > 100


def test_a_shelf_gives_back_what_was_put_on_it(shelf: SegmentShelf) -> None:
    shelf.put("key", _SEGMENT)

    assert shelf.take("key") == _SEGMENT
    assert shelf.take("another") is None


def test_a_shelf_throws_away_what_was_used_longest_ago(tmp_path: Path) -> None:
    size = 32 + 4 * 4 + 8
    shelf = SegmentShelf(tmp_path / "shelf", most_bytes=3 * size)
    for age, key in enumerate(("oldest", "older", "newest")):
        shelf.put(key, _SEGMENT)
        os.utime(shelf.folder / key, (1000 + age, 1000 + age))
    assert shelf.take("oldest")

    shelf.put("added", _SEGMENT)

    assert {path.name for path in shelf.folder.iterdir()} == {"oldest", "added"}


def test_drafts_that_a_crash_left_are_thrown_away_in_time(tmp_path: Path) -> None:
    shelf = SegmentShelf(tmp_path / "shelf", most_bytes=100)
    shelf.put("kept", _SEGMENT)
    (shelf.folder / ".draft-left").write_bytes(b"x" * 90)
    os.utime(shelf.folder / ".draft-left", (1000, 1000))

    shelf.put("key", _SEGMENT)

    assert not (shelf.folder / ".draft-left").exists()


def _look_alike(one: FilmFrames, other: FilmFrames, numbers: tuple[int, ...]) -> bool:
    canvases = Canvas.of(one.timeline), Canvas.of(other.timeline)
    return all(
        np.array_equal(one.draw(number, canvases[0]).buffer, other.draw(number, canvases[1]).buffer)
        for number in numbers
    )
