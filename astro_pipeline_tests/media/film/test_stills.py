"""What a film looks at is opened once: its stills, and what stands behind its type."""

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from astro_pipeline.media.film.behind import Place, seen_behind
from astro_pipeline.media.film.scenes import Canvas, MovingPictures
from astro_pipeline.media.film.segments import SegmentShelf
from astro_pipeline.media.film.stills import opened_still
from astro_pipeline_tests.media.filmset import Shelf, box, timeline

_SIZE = (64, 96)


@pytest.fixture
def blobs(tmp_path: Path) -> Shelf:
    (tmp_path / "blobs").mkdir()
    return Shelf(tmp_path / "blobs")


@pytest.fixture
def shelf(tmp_path: Path) -> SegmentShelf:
    return SegmentShelf(tmp_path / "shelf")


def test_a_still_that_was_opened_is_not_opened_again(blobs: Shelf, shelf: SegmentShelf) -> None:
    still = blobs.picture((20, 60, 160))
    opened = opened_still(still, blobs(still), _SIZE, shelf)
    blobs(still).unlink()

    again = opened_still(still, blobs(still), _SIZE, shelf)

    assert all(np.array_equal(one, other) for one, other in zip(opened, again, strict=True))
    assert [plane.shape for plane in again] == [(110, 74), (55, 37), (55, 37)]


def _cut(kept: bytes) -> bytes:
    return kept[:-1]


def _flipped(kept: bytes) -> bytes:
    return kept[:-1] + bytes([kept[-1] ^ 1])


@pytest.mark.parametrize("harm", [_cut, _flipped])
def test_a_still_that_was_damaged_on_the_shelf_is_opened_anew(
    blobs: Shelf, shelf: SegmentShelf, harm: Callable[[bytes], bytes]
) -> None:
    still = blobs.picture((20, 60, 160))
    opened = opened_still(still, blobs(still), _SIZE, shelf)
    (kept,) = shelf.folder.iterdir()
    kept.write_bytes(harm(kept.read_bytes()))

    again = opened_still(still, blobs(still), _SIZE, shelf)

    assert all(np.array_equal(one, other) for one, other in zip(opened, again, strict=True))


def test_another_size_is_another_still(blobs: Shelf, shelf: SegmentShelf) -> None:
    still = blobs.picture((20, 60, 160))
    opened_still(still, blobs(still), _SIZE, shelf)

    assert opened_still(still, blobs(still), (96, 64), shelf)[0].shape == (74, 110)


def test_only_moments_that_changed_are_looked_at_again(
    blobs: Shelf, shelf: SegmentShelf, monkeypatch: pytest.MonkeyPatch
) -> None:
    film = timeline(blobs)
    places = [Place(box(20, 20, 100, 40), 0.0, 0.9), Place(box(20, 20, 100, 40), 1.1, 2.0)]
    looked: list[float] = []
    draw = MovingPictures.draw

    def count(pictures: MovingPictures, second: float, canvas: Canvas) -> None:
        looked.append(second)
        draw(pictures, second, canvas)

    monkeypatch.setattr(MovingPictures, "draw", count)
    first = seen_behind(places, film, MovingPictures(film, blobs), shelf)
    looked.clear()
    last = film.scenes[1].model_copy(update={"picture": blobs.picture((30, 160, 40))})
    changed = film.model_copy(update={"scenes": (film.scenes[0], last)})

    second = seen_behind(places, changed, MovingPictures(changed, blobs), shelf)

    assert looked
    assert min(looked) > 1
    assert np.array_equal(first[places[0]], second[places[0]])
    assert not np.array_equal(first[places[1]], second[places[1]])
