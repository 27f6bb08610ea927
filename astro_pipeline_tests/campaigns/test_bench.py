import threading
import time
from dataclasses import replace
from pathlib import Path

import pytest

from astro_pipeline.agents.key_visual import asked_once
from astro_pipeline.campaigns import bench as bench_module
from astro_pipeline.campaigns.bench import Bench, aside, asked_aside, made_counts
from astro_pipeline.campaigns.desk import Desk
from astro_pipeline.domain.media import Licence, Made, Order
from astro_pipeline.errors import MediaUnreadable
from astro_pipeline.provider import Done, EffectRequest, Request

LICENCE = Licence(name="ours", holder="us", source="here")


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
        licence=LICENCE,
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


def test_who_waits_for_a_vendor_leaves_its_place_to_another(bench: Bench) -> None:
    all_wait = threading.Barrier(5, timeout=10)
    at_work, most = threading.Semaphore(2), list[bool]()

    def buy(order: Card, path: Path) -> Made:
        with aside():
            all_wait.wait()
        most.append(at_work.acquire(blocking=False))
        made = print_card(order, path)
        at_work.release()
        return made

    wide = replace(bench, waiting=3)

    assert len(wide.make("image_variants", cards(*"abcde"), buy)) == 5
    assert most == [True] * 5, "never more than two at work"


def test_what_is_asked_once_is_waited_for_aside(bench: Bench) -> None:
    asked: list[str] = []

    def ask(request: Request, *, item: str) -> Done:
        asked.append(f"{request.kind} {item}")
        time.sleep(0.05)
        return Done(provider="p", model="m", licence=LICENCE, source_type="algorithmicMedia")

    once = asked_aside(asked_once(asked_aside(ask, at_once={"sfx": 2})), at_once={"sfx": 2})

    def buy(order: Card, path: Path) -> Made:
        once(EffectRequest(craft="c", version="1", effect="pop"), item=order.path)
        return print_card(order, path)

    made = replace(bench, waiting=4).make("image_variants", cards(*"abcdef"), buy)

    assert (len(made), len(asked)) == (6, 1)


def test_what_is_made_here_keeps_its_place(bench: Bench) -> None:
    at_work, most = threading.Semaphore(2), list[bool]()

    def ask(request: Request, *, item: str) -> Done:
        most.append(at_work.acquire(blocking=False))
        time.sleep(0.01)
        at_work.release()
        return Done(provider=request.kind, model=item, licence=LICENCE, source_type="algorithmicMedia")

    here = asked_aside(ask, at_once={"image": 2})

    def make(order: Card, path: Path) -> Made:
        here(EffectRequest(craft="c", version="1", effect="pop"), item=order.path)
        return print_card(order, path)

    replace(bench, waiting=4).make("image_variants", cards(*"abcdef"), make)

    assert most == [True] * 6


def test_what_waits_for_its_place_is_not_begun_after_an_interruption(
    bench: Bench, monkeypatch: pytest.MonkeyPatch
) -> None:
    begun: list[str] = []
    one_begun = threading.Event()

    def make(order: Card, path: Path) -> Made:
        begun.append(order.text)
        one_begun.set()
        time.sleep(0.2)
        return print_card(order, path)

    def interrupted(_futures: object) -> None:
        one_begun.wait(10)
        raise KeyboardInterrupt

    monkeypatch.setattr(bench_module, "wait", interrupted)

    with pytest.raises(KeyboardInterrupt):
        replace(bench, workers=1, waiting=3).make("image_variants", cards(*"abcd"), make)

    assert len(begun) == 1


def test_a_vendor_with_one_place_is_asked_one_thing_at_a_time_and_none_after_an_interruption(
    bench: Bench, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []
    one_asked = threading.Event()

    def ask(request: Request, *, item: str) -> Done:
        asked.append(item)
        one_asked.set()
        time.sleep(0.2)
        return Done(provider=request.kind, model="m", licence=LICENCE, source_type="algorithmicMedia")

    one_at_a_time = asked_aside(ask, at_once={"sfx": 1})

    def buy(order: Card, path: Path) -> Made:
        one_at_a_time(EffectRequest(craft="c", version="1", effect=order.text), item=order.path)
        return print_card(order, path)

    def interrupted(_futures: object) -> None:
        one_asked.wait(10)
        raise KeyboardInterrupt

    monkeypatch.setattr(bench_module, "wait", interrupted)

    with pytest.raises(KeyboardInterrupt):
        replace(bench, waiting=3).make("image_variants", cards(*"abcd"), buy)

    assert len(asked) == 1
