from pathlib import Path

import pytest

from astro_pipeline.campaigns.bench import Bench, made_counts
from astro_pipeline.campaigns.desk import Desk
from astro_pipeline.domain.media import Licence, Made, Order
from astro_pipeline.errors import MediaUnreadable


class Card(Order):
    text: str


def cards(*texts: str) -> list[Card]:
    return [Card(path=f"images/A/{n}.txt", craft="printer/1", text=text) for n, text in enumerate(texts)]


def print_card(order: Card, path: Path) -> Made:
    if order.text == "torn":
        raise MediaUnreadable("the paper is torn")
    path.write_text(order.text, "utf-8")
    return Made(
        kind="image",
        provider="printer",
        model="1",
        source_type="algorithmicMedia",
        licence=Licence(name="ours", holder="us", source="here"),
        facts={"length": len(order.text)},
    )


@pytest.fixture
def bench(desk: Desk) -> Bench:
    return Bench(desk.store, "spring", workers=2)


def folder(bench: Bench) -> Path:
    return bench.store.home.campaign("spring")


def test_what_is_ordered_is_made_and_named(bench: Bench) -> None:
    first, second = bench.make("image_variants", cards("one", "two"), print_card)

    assert (folder(bench) / first.file.path).read_text("utf-8") == "one"
    assert second.facts == {"length": 3}
    assert bench.store.locate(second.file).read_text("utf-8") == "two"


def test_an_equal_order_is_not_made_again(bench: Bench) -> None:
    bench.make("image_variants", cards("one", "two"), print_card)
    before = (folder(bench) / "images/A/0.txt").stat()

    again = bench.make("image_variants", cards("one", "three"), print_card)

    after = (folder(bench) / "images/A/0.txt").stat()
    assert [piece.reused for piece in again] == [True, False]
    assert (before.st_ino, before.st_mtime_ns) == (after.st_ino, after.st_mtime_ns)
    assert made_counts(folder(bench)) == {"images/A/0.txt": 1, "images/A/1.txt": 2}


def test_two_files_of_equal_bytes_share_them_and_neither_is_named_anew(bench: Bench) -> None:
    bench.make("image_variants", cards("same", "same"), print_card)
    before = [(folder(bench) / f"images/A/{n}.txt").stat().st_ino for n in (0, 1)]

    bench.make("image_variants", cards("same", "same"), print_card)

    assert [(folder(bench) / f"images/A/{n}.txt").stat().st_ino for n in (0, 1)] == before
    assert len(set(before)) == 1


def test_going_back_to_an_earlier_order_reuses_its_bytes(bench: Bench) -> None:
    for text in ("one", "two", "one"):
        (piece,) = bench.make("image_variants", cards(text), print_card)

    assert piece.reused
    assert (folder(bench) / "images/A/0.txt").read_text("utf-8") == "one"


def test_bytes_that_were_changed_are_made_again(bench: Bench) -> None:
    (piece,) = bench.make("image_variants", cards("one"), print_card)
    bench.store.locate(piece.file).write_text("spoilt", "utf-8")

    (again,) = bench.make("image_variants", cards("one"), print_card)

    assert not again.reused
    assert bench.store.locate(again.file).read_text("utf-8") == "one"


def test_an_error_keeps_what_was_finished(bench: Bench) -> None:
    with pytest.raises(MediaUnreadable):
        bench.make("image_variants", cards("one", "torn"), print_card)

    again = bench.make("image_variants", cards("one", "mended"), print_card)

    assert [piece.reused for piece in again] == [True, False]


def test_what_fails_fails_alone(bench: Bench) -> None:
    with pytest.raises(MediaUnreadable):
        bench.make("image_variants", cards("torn", *"abcdefgh"), print_card)

    again = bench.make("image_variants", cards("mended", *"abcdefgh"), print_card)

    assert [piece.reused for piece in again] == [False] + [True] * 8


def test_names_of_earlier_revisions_are_swept(bench: Bench) -> None:
    old = bench.make("image_variants", cards("one", "two"), print_card)

    bench.sweep("image_variants", [old[0].file])

    assert sorted(p.name for p in (folder(bench) / "images/A").iterdir()) == ["0.txt"]
    bench.sweep("image_variants", [])
    assert list((folder(bench) / "images").iterdir()) == []
