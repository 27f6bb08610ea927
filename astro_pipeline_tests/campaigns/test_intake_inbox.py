import os
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from astro_pipeline.campaigns.inbox import accept_move, candidates, refuse, settled
from astro_pipeline.errors import InvalidBrief

ERROR = InvalidBrief("name", "", "write a name")


def put(path: Path, text: str = "name: x", *, at: float = 1000.0) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text)
    os.utime(path, (at, at))
    return path


def test_a_file_counts_once_it_has_rested(tmp_path: Path) -> None:
    path = put(tmp_path / "a.yaml")

    assert not settled(path, age_seconds=1, now=1000.9)
    assert settled(path, age_seconds=1, now=1001.0)


def test_a_file_dated_ahead_of_the_clock_is_waited_for(tmp_path: Path) -> None:
    assert not settled(put(tmp_path / "a.yaml", at=1005), age_seconds=1, now=1000)


def test_an_empty_file_is_given_time_to_be_filled(tmp_path: Path) -> None:
    path = put(tmp_path / "a.yaml", "")

    assert not settled(path, age_seconds=1, now=1002)
    assert settled(path, age_seconds=1, now=1010)


def test_a_folder_rests_when_its_last_file_does(tmp_path: Path) -> None:
    put(tmp_path / "spring" / "brief.yaml", at=1000)
    put(tmp_path / "spring" / "assets" / "logo.png", at=1003)
    for each in (tmp_path / "spring", tmp_path / "spring" / "assets"):
        os.utime(each, (1000, 1000))

    assert not settled(tmp_path / "spring", age_seconds=1, now=1003.5)
    assert settled(tmp_path / "spring", age_seconds=1, now=1004)


def test_what_has_gone_is_not_settled(tmp_path: Path) -> None:
    assert not settled(tmp_path / "gone.yaml", age_seconds=1, now=1000)


def test_candidates_are_files_folders_and_zips_but_nothing_half_copied(tmp_path: Path) -> None:
    for name in ("b.yaml", "a.zip", ".hidden", "c.yaml.part", "d.tmp", "e.yaml.error.txt", "~lock"):
        put(tmp_path / name)
    (tmp_path / "folder").mkdir()

    assert [path.name for path in candidates(tmp_path)] == ["a.zip", "b.yaml", "folder"]
    assert candidates(tmp_path / "none") == ()


def test_a_refused_brief_lies_beside_its_error(tmp_path: Path) -> None:
    path = put(tmp_path / "inbox" / "spring.yaml")

    moved = refuse(path, tmp_path / "rejected", ERROR)

    assert not path.exists()
    assert moved.read_text() == "name: x"
    assert (tmp_path / "rejected" / "spring.yaml.error.txt").read_text() == f"{ERROR}\n"


def test_nothing_is_overwritten(tmp_path: Path) -> None:
    texts = ["one", "two", "three"]

    refusals = [refuse(put(tmp_path / "in" / "s.yaml", t), tmp_path / "rejected", ERROR) for t in texts]
    accepted = [accept_move(put(tmp_path / "in" / "s.yaml", t), tmp_path / "accepted") for t in texts]

    for moved in (refusals, accepted):
        assert [path.name for path in moved] == ["s.yaml", "s-2.yaml", "s-3.yaml"]
        assert [path.read_text() for path in moved] == texts


def test_a_folder_moves_whole(tmp_path: Path) -> None:
    put(tmp_path / "inbox" / "spring" / "assets" / "logo.png", "logo")

    moved = accept_move(tmp_path / "inbox" / "spring", tmp_path / "accepted")

    assert (moved / "assets" / "logo.png").read_text() == "logo"
    assert not (tmp_path / "inbox" / "spring").exists()


def test_a_refusal_cut_short_is_made_again_and_loses_nothing(tmp_path: Path) -> None:
    path = put(tmp_path / "inbox" / "spring.yaml")
    put(tmp_path / "rejected" / "spring.yaml.error.txt", "the message of the try that died")

    moved = refuse(path, tmp_path / "rejected", ERROR)

    assert moved.name == "spring-2.yaml"
    assert (tmp_path / "rejected" / "spring.yaml.error.txt").read_text().startswith("the message")


def test_a_move_to_another_disk_copies_and_then_removes(tmp_path: Path) -> None:
    memory = Path("/dev/shm")  # noqa: S108 -- a second file system, where the machine has one
    if not memory.is_dir() or memory.stat().st_dev == tmp_path.stat().st_dev:
        pytest.skip("one file system only")
    put(tmp_path / "spring" / "brief.yaml")
    lone = put(tmp_path / "lone.yaml")

    with TemporaryDirectory(dir=memory) as other:
        moved = accept_move(tmp_path / "spring", Path(other))
        alone = accept_move(lone, Path(other))

        assert (moved / "brief.yaml").read_text() == "name: x"
        assert alone.read_text() == "name: x"
    assert not lone.exists()
    assert not (tmp_path / "spring").exists()
