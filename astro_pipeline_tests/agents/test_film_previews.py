import hashlib
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from astro_pipeline.agents import film_previews
from astro_pipeline.agents.film_orders import FilmJob
from astro_pipeline.agents.film_previews import PosterJob, PreviewJob, telling, telling_spans
from astro_pipeline.domain.media import Licence, Made, MediaFile, Order
from astro_pipeline.domain.timeline import Caption, Captions, Card, Text, Timeline
from astro_pipeline.media.film.render import render
from astro_pipeline.media.marking import marked_as
from astro_pipeline_tests.media.filmset import Shelf, box, timeline, words


@dataclass(frozen=True)
class Piece:
    """A finished file and its order."""

    order: Order
    file: MediaFile


@pytest.fixture
def shelf(tmp_path: Path) -> Shelf:
    (tmp_path / "blobs").mkdir()
    return Shelf(tmp_path / "blobs")


def text(start: float, end: float, *, size: int = 40) -> Text:
    return Text(
        text="Never bitter", language="en", box=box(20, 80, 230, 90), start=start, end=end, size=size,
        ink="#FFFFFF", come_seconds=0.3 if start else 0.0,
    )  # fmt: skip


def film(shelf: Shelf, *, seconds: float = 3.0) -> Timeline:
    said = Caption(words=words("Cold, slow and honest"), start=0.0, end=1.2)
    captions = Captions(
        chunks=(said,), language="en", box=box(10, 300, 250, 90), size=30, ground="#000000", ink="#FFFFFF",
        accent="#F2643D", accent_ink="#FFFFFF",
    )  # fmt: skip
    plain = timeline(shelf, seconds=seconds)
    return plain.model_copy(update={"texts": (text(0, seconds / 2 - 0.02),), "captions": captions})


def job(timeline: Timeline, **known: object) -> FilmJob:
    order = FilmJob(
        path="video/9x16.15s.en.mp4", craft="editor/1", placements=("meta_reels",), language="en",
        ratio="9:16", seconds=15, timeline=timeline, source_type="composite",
    )  # fmt: skip
    return order.model_copy(update=known)


def piece(shelf: Shelf, order: Order, path: Path, made: Made | None = None) -> Piece:
    content = path.read_bytes()
    file = MediaFile(
        path=order.path, sha256=hashlib.sha256(content).hexdigest(), kind=made.kind if made else "video",
        bytes=len(content), provider="p", model="m", source_type="composite",
        licence=Licence(name="generated-here", holder="x", source="y"),
    )  # fmt: skip
    assert shelf.put(content) == file.sha256
    return Piece(order, file)


def whole(shelf: Shelf, folder: Path) -> dict[str, tuple[Path, Made]]:
    """Everything that goes beside a film, by its form."""
    order = job(film(shelf))
    render(order.timeline, folder / "film.mp4", blob=shelf)
    finished = piece(shelf, order, folder / "film.mp4")
    (poster,) = film_previews.order_posters((order,))
    made = film_previews.take_poster(poster, folder / "poster.jpg", blob=shelf)
    posed = piece(shelf, poster, folder / "poster.jpg", made)
    found = {"poster": (folder / "poster.jpg", made)}
    for preview in film_previews.order_previews((finished,), (posed,)):
        path = folder / Path(preview.path).name
        found[preview.form] = (path, film_previews.make_preview(preview, path, blob=shelf))
    return found


def test_each_film_gets_a_poster_a_thumbnail_a_sheet_and_a_loop(shelf: Shelf, tmp_path: Path) -> None:
    found = whole(shelf, tmp_path)

    assert {form: made.kind for form, (_, made) in found.items()} == {
        "poster": "poster", "thumbnail": "thumbnail", "contact_sheet": "contact_sheet", "loop": "preview",
    }  # fmt: skip
    for path, made in found.values():
        assert marked_as(path) == "composite"
        with Image.open(path) as picture:
            assert picture.size == (made.width, made.height)
    assert all(made.licence.source.startswith("taken from the film") for _, made in found.values())


def test_a_poster_carries_the_headline_and_no_captions(shelf: Shelf, tmp_path: Path) -> None:
    path, made = whole(shelf, tmp_path)["poster"]

    assert (made.width, made.height) == (270, 480)
    with Image.open(path) as picture:
        grey = np.asarray(picture.convert("L"))
    assert grey[90:160, 16:250].max() == pytest.approx(255, abs=14)
    assert grey[330:380, 30:240].max() < 120  # a plain ground, where captions stand


def test_a_loop_moves_for_ever_within_its_bytes(shelf: Shelf, tmp_path: Path) -> None:
    path, _ = whole(shelf, tmp_path)["loop"]

    assert path.stat().st_size <= film_previews.MOST_BYTES
    with Image.open(path) as gif:
        assert gif.info["loop"] == 0
        assert gif.width == 240
        stands: list[int] = []
        for n in range(getattr(gif, "n_frames", 1)):
            gif.seek(n)
            stands.append(gif.info["duration"])
    assert 2_900 <= sum(stands) <= 4_000


def test_what_goes_beside_a_film_is_the_same_every_time(shelf: Shelf, tmp_path: Path) -> None:
    (tmp_path / "one").mkdir()
    (tmp_path / "two").mkdir()

    one, two = whole(shelf, tmp_path / "one"), whole(shelf, tmp_path / "two")

    assert [path.read_bytes() for path, _ in one.values()] == [path.read_bytes() for path, _ in two.values()]


def test_only_the_plain_master_gets_them(shelf: Shelf) -> None:
    plain, clean, large = (job(film(shelf)), job(film(shelf), clean=True), job(film(shelf), large=True))

    orders = film_previews.order_posters((plain, clean, large))

    assert [order.path for order in orders] == ["video/9x16.15s.en.poster.jpg"]
    assert isinstance(orders[0], PosterJob)
    assert orders[0].timeline.captions is None


def test_previews_wait_for_their_poster(shelf: Shelf, tmp_path: Path) -> None:
    (tmp_path / "film.mp4").write_bytes(b"film")
    finished = piece(shelf, job(film(shelf)), tmp_path / "film.mp4")

    found: tuple[PreviewJob, ...] = film_previews.order_previews((finished,), ())

    assert found == ()


def test_a_poster_is_taken_while_the_largest_text_stands_and_nothing_changes(shelf: Shelf) -> None:
    texts = (text(0, 1.9, size=30), text(2.0, 5.9, size=60))
    plain = timeline(shelf, seconds=6).model_copy(update={"texts": texts})

    moment = telling(plain)

    assert 3.4 <= moment <= 5.6  # the second scene has come in at 3.4, the text goes at 5.9


def test_a_poster_without_texts_shows_the_card_or_the_picture(shelf: Shelf) -> None:
    plain = timeline(shelf, seconds=6)
    card = Card(start=4.0, entry_seconds=0.5, ground="#102030", accent="#F2643D", motif="#203040")

    assert telling(plain) == pytest.approx(1.8)
    assert telling(plain.model_copy(update={"card": card})) == pytest.approx(5.4)


@pytest.mark.parametrize("seconds", [2.0, 6.0, 15.0, 60.0])
def test_a_sheet_has_every_scene_when_it_has_come_in_and_the_end(shelf: Shelf, seconds: float) -> None:
    plain = timeline(shelf, seconds=seconds)

    spans = telling_spans(plain)

    half = seconds / 2
    assert list(spans) == sorted(set(spans))
    assert 3 <= len(spans) <= 16
    assert any(end < half for _, end in spans)
    assert all(end < half or start >= half + 0.4 for start, end in spans)
    assert spans[-1][1] == pytest.approx(seconds * 0.98)
