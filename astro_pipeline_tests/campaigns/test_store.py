import os
from pathlib import Path

import pytest

from astro_pipeline.campaigns.desk import Desk
from astro_pipeline.campaigns.store import Store
from astro_pipeline.domain.media import Licence, MediaFile
from astro_pipeline.errors import StaleInput
from astro_pipeline_tests.campaigns.graphs import Thing


@pytest.fixture
def store(desk: Desk) -> Store:
    return desk.store


def test_a_value_comes_back_as_it_was_kept(store: Store) -> None:
    store.keep("spring", "strategy", Thing(text="é"), made_from={"brief": "x"})

    assert store.value("spring", "strategy", Thing) == Thing(text="é")
    record = store.record("spring", "strategy")
    assert record is not None
    assert record.made_from == {"brief": "x"}
    assert record.digest == store.digest("spring", "strategy")


def test_a_value_kept_stays_findable_by_its_digest(store: Store) -> None:
    first = store.keep("spring", "strategy", Thing(text="one"), made_from={})
    store.keep("spring", "strategy", Thing(text="two"), made_from={})

    assert '"text": "one"' in store.blob(first).read_text("utf-8")


def test_a_missing_or_broken_value_is_stale_input(store: Store) -> None:
    with pytest.raises(StaleInput, match="strategy is missing"):
        store.value("spring", "strategy", Thing)

    store.keep("spring", "strategy", Thing(text="one"), made_from={})
    with pytest.raises(StaleInput, match="cannot be read"):
        store.value("spring", "strategy", MediaFile)


def test_missing_bytes_are_stale_input(store: Store) -> None:
    with pytest.raises(StaleInput, match="blobs/abc is missing"):
        store.blob("abc")
    assert not store.has("abc")


def test_a_finished_file_moves_into_the_blobs(store: Store, tmp_path: Path) -> None:
    made = tmp_path / "made.txt"
    made.write_bytes(b"made")

    sha256 = store.put_file(made)

    assert not made.exists()
    assert store.has(sha256)
    file = MediaFile(
        path="images/A/x.txt",
        sha256=sha256,
        kind="image",
        bytes=4,
        provider="p",
        model="m",
        source_type="algorithmicMedia",
        licence=Licence(name="n", holder="h", source="s"),
    )
    assert store.locate(file).read_bytes() == b"made"


def test_a_file_system_without_hard_links_gets_a_copy(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise OSError("no links here")

    monkeypatch.setattr(os, "link", refuse)
    sha256 = store.put(b"made")

    store.show("spring", "images/A/x.txt", sha256)

    shown = store.home.campaign("spring") / "images/A/x.txt"
    assert shown.read_bytes() == b"made"
    assert not shown.samefile(store.blob(sha256))
