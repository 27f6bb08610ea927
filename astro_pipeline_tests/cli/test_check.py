import json
import re
from pathlib import Path

import pytest

from astro_pipeline.cli import exit_status
from astro_pipeline_tests.media.samples import tone, write_picture, write_wav

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
    assert [(each["file"], each["verdict"]) for each in said["files"]] == [(str(wrong), "fail")]
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


BRIEF = """
name: Spring
company: {name: Northbrew}
products: [{name: Slow Can, description: Cold brew steeped for 18 hours.}]
markets: [FR]
policy_packs: [rules/house.yaml]
"""
COPY = "Northbrew is cold brew steeped for 18 hours. Order your first case today."


@pytest.fixture
def brief(tmp_path: Path) -> Path:
    """A brief with the customer's own rules beside it."""
    (tmp_path / "briefs" / "rules").mkdir(parents=True)
    (tmp_path / "briefs" / "rules" / "house.yaml").write_text("name: House\nforbidden_words: [bargain]\n")
    (tmp_path / "briefs" / "brief.yaml").write_text(BRIEF)
    return tmp_path / "briefs" / "brief.yaml"


@pytest.mark.parametrize(
    ("name", "text", "options", "exit_code", "rule"),
    [
        ("copy.txt", COPY, (), 0, ""),
        ("copy.md", f"# Slow Can\n\n{COPY}", (), 0, ""),
        ("film.srt", f"1\n00:00:00,000 --> 00:00:05,000\n{COPY[:40]}\n{COPY[40:]}\n", (), 0, ""),
        ("copy.txt", f"{COPY} A bargain.", (), 4, "claims.customer_word"),
        ("copy.md", f"{COPY} The best coffee ever.", (), 4, "claims.strong_words"),
        ("copy.csv", f"headline,text\r\nToo long for it to be a headline,{COPY}\r\n", (), 4, "copy.length"),
        ("copy.txt", COPY, ("--language", "fr"), 4, "copy.language"),
        ("copy.txt", "Slow Can", (), 3, "copy.language"),
        ("copy.txt", "Slow Can", ("--language", "en"), 0, ""),
        ("copy.csv", "number\r\n1\r\n", (), 2, "technical.decodes"),
        ("copy.txt", COPY, ("--language", "klingon"), 2, ""),
    ],
)
def test_words_are_held_to_the_brief_and_the_exit_status_says_how_it_went(
    tmp_path: Path,
    brief: Path,
    capsys: pytest.CaptureFixture[str],
    name: str,
    text: str,
    options: tuple[str, ...],
    exit_code: int,
    rule: str,
) -> None:
    (tmp_path / name).write_text(text)
    command = ["check", str(tmp_path / name), "--placement", "google_search", "--brief", str(brief)]

    assert exit_status([*command, *options, "--json"]) == exit_code

    said = capsys.readouterr().out
    closing = [
        f["rule"] for f in json.loads(said)["findings"] if f["verdict"] != "pass" and not f["advisory"]
    ] if said else []  # fmt: skip
    assert closing == ([rule] if rule else [])


def test_a_sound_nobody_has_heard_is_3_with_a_brief_and_0_without(tmp_path: Path, brief: Path) -> None:
    sound = write_wav(tmp_path / "bed.wav", tone(1.0))
    command = ["check", str(sound), "--placement", "youtube_shorts"]

    assert exit_status([*command, "--brief", str(brief)]) == 3
    assert exit_status(command) == 0


KEYS = {
    "": {"schema", "placement", "language", "verdict", "status", "files", "findings", "placements_checked",
         "placements_expire"},
    "files": {"file", "verdict", "waived", "placements"},
    "findings": {"rule", "verdict", "advisory", "file", "measured", "limit", "unit", "source", "checked",
                 "box", "seconds", "until", "span", "why", "cure"},
}  # fmt: skip


def test_what_json_prints_has_the_keys_the_help_names(good: Path, capsys: pytest.CaptureFixture[str]) -> None:
    exit_status(["check", str(good), *BANNER, "--json"])
    said = json.loads(capsys.readouterr().out)
    exit_status(["check", "--help"])
    told = capsys.readouterr().out

    assert said["schema"] == "check/1"
    assert (set(said), *(set(said[part][0]) for part in ("files", "findings"))) == tuple(KEYS.values())
    assert [key for keys in KEYS.values() for key in keys if not re.search(rf"\b{key}\b", told)] == []


def test_a_brief_that_is_none_is_2(good: Path, tmp_path: Path) -> None:
    assert exit_status(["check", str(good), *BANNER, "--brief", str(tmp_path / "none.yaml")]) == 2


def test_no_file_and_no_placement_are_usage(good: Path) -> None:
    assert exit_status(["check", *BANNER]) == 64
    assert exit_status(["check", str(good)]) == 64
