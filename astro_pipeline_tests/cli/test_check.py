import json
from pathlib import Path

import pytest

from astro_pipeline.cli import exit_status
from astro_pipeline_tests.media.samples import write_picture

BANNER = ("--placement", "display_300x250")


@pytest.fixture
def good(tmp_path: Path) -> Path:
    return write_picture(tmp_path / "photo.jpg", (300, 250))


@pytest.fixture
def wrong(tmp_path: Path) -> Path:
    return write_picture(tmp_path / "[red]wrong.jpg", (299, 250))


def test_a_file_its_placement_takes_passes(good: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert exit_status(["check", str(good), *BANNER]) == 0

    said = capsys.readouterr().out
    assert "pass: 0 fail" in said
    assert "photo.jpg" in said


def test_a_file_it_does_not_take_fails_with_rule_value_and_cure(
    good: Path, wrong: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert exit_status(["check", str(good), str(wrong), *BANNER]) == 4

    said = capsys.readouterr().out
    assert "technical.placement_size" in said
    assert "299x250 px" in said
    assert "[red]wrong.jpg" in said


def test_one_json_object_says_the_same(wrong: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert exit_status(["check", str(wrong), *BANNER, "--json"]) == 4

    said = json.loads(capsys.readouterr().out)
    assert (said["placement"], said["verdict"], said["status"]) == ("display_300x250", "fail", 4)
    assert said["files"] == [{"file": str(wrong), "verdict": "fail", "waived": []}]
    assert {f["measured"] for f in said["findings"] if f["verdict"] == "fail"} == {"299x250"}


def test_an_unknown_placement_is_told_the_nearest(good: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert exit_status(["check", str(good), "--placement", "display_300x251"]) == 2

    assert "display_300x250" in capsys.readouterr().err


@pytest.mark.parametrize("name", ["none.png", "folder", "empty.png", "loop.png"])
def test_what_cannot_be_read_is_2_and_no_traceback(
    tmp_path: Path, good: Path, capsys: pytest.CaptureFixture[str], name: str
) -> None:
    (tmp_path / "folder").mkdir()
    (tmp_path / "empty.png").touch()
    (tmp_path / "loop.png").symlink_to(tmp_path / "loop.png")

    assert exit_status(["check", str(good), str(tmp_path / name), *BANNER]) == 2

    said = capsys.readouterr()
    assert "technical.decodes" in said.out
    assert "Traceback" not in said.out + said.err


def test_with_a_brief_what_could_not_be_read_is_3(good: Path, tmp_path: Path) -> None:
    brief = tmp_path / "brief.yaml"
    brief.write_text(
        "name: Spring\ncompany: {name: Northbrew}\nproducts: [{name: Slow Can, description: Cold brew.}]\n"
    )

    assert exit_status(["check", str(good), *BANNER, "--brief", str(brief)]) == 3


def test_a_brief_that_is_none_is_2(good: Path, tmp_path: Path) -> None:
    assert exit_status(["check", str(good), *BANNER, "--brief", str(tmp_path / "none.yaml")]) == 2


def test_no_file_and_no_placement_are_usage(good: Path) -> None:
    assert exit_status(["check", *BANNER]) == 64
    assert exit_status(["check", str(good)]) == 64
