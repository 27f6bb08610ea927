from pathlib import Path

import pytest

from astro_pipeline.domain.review import Finding
from astro_pipeline.quality.captions import captions_read, check_captions, check_said
from astro_pipeline_tests.quality.briefs import sample_file


def judged(folder: Path, text: str, *, seconds: float | None = 10.0) -> tuple[Finding, ...]:
    path = folder / "film.srt"
    path.write_text(text, "utf-8")
    return captions_read(path, "film.srt", seconds=seconds)


def cue(start: float, end: float, text: str) -> str:
    def clock(at: float) -> str:
        return f"00:00:{int(at):02d},{round(at % 1 * 1000):03d}"

    return f"1\n{clock(start)} --> {clock(end)}\n{text}\n\n"


def failing(findings: tuple[Finding, ...]) -> list[str]:
    return [finding.rule for finding in findings if finding.verdict == "fail"]


def test_captions_in_order_and_time_break_no_rule(tmp_path: Path) -> None:
    findings = judged(tmp_path, cue(0, 2, "Cold brew\nsteeped slowly") + cue(2, 4, "ジュニパー・タイド"))

    assert failing(findings) == []
    assert [finding.rule for finding in findings] == [
        "technical.captions",
        "technical.caption_speed",
        "technical.caption_seconds",
        "technical.caption_lines",
    ]


@pytest.mark.parametrize(("letters", "fails"), [(32, False), (48, True)])
@pytest.mark.parametrize(("letter", "wide"), [("x", 1), ("字", 2)])
def test_twenty_characters_a_second_are_read(
    tmp_path: Path, letters: int, letter: str, wide: int, *, fails: bool
) -> None:
    half = letter * (letters // wide // 2)

    findings = judged(tmp_path, cue(1, 3, f"{half}\n{half[1:]}"))

    assert failing(findings) == (["technical.caption_speed"] if fails else [])


def test_a_caption_too_fast_is_named_with_its_place_and_words(tmp_path: Path) -> None:
    findings = judged(tmp_path, cue(0, 2, "Slow") + cue(2, 3, "much more than can be read in it"))

    (found,) = [finding for finding in findings if finding.rule == "technical.caption_speed"]

    assert (found.seconds, found.until) == (2.0, 3.0)
    assert found.span is not None
    assert found.span.text == "much more than can be read in it"
    assert found.source is not None


@pytest.mark.parametrize(("columns", "fails"), [(34, False), (42, False), (50, True)])
def test_a_line_has_42_characters_at_most(tmp_path: Path, columns: int, *, fails: bool) -> None:
    findings = judged(tmp_path, cue(0, 9, "x" * columns))

    assert failing(findings) == (["technical.caption_lines"] if fails else [])


@pytest.mark.parametrize(("lines", "fails"), [(2, False), (3, True)])
def test_a_caption_has_two_lines_at_most(tmp_path: Path, lines: int, *, fails: bool) -> None:
    findings = judged(tmp_path, cue(0, 9, "\n".join(["slow"] * lines)))

    assert failing(findings) == (["technical.caption_lines"] if fails else [])


@pytest.mark.parametrize(("seconds", "fails"), [(0.84, False), (0.56, True)])
def test_a_caption_that_flashes_up_is_advised_against(tmp_path: Path, seconds: float, *, fails: bool) -> None:
    findings = judged(tmp_path, cue(0, seconds, "Slow"))

    assert [(f.rule, f.closes) for f in findings if f.verdict == "fail"] == (
        [("technical.caption_seconds", False)] if fails else []
    )


@pytest.mark.parametrize(("length", "fails"), [(4.0, False), (3.9, False), (3.8, True), (None, False)])
def test_captions_end_with_the_film(tmp_path: Path, length: float | None, *, fails: bool) -> None:
    findings = judged(tmp_path, cue(0, 4, "Slow coffee"), seconds=length)

    assert failing(findings) == (["technical.captions"] if fails else [])


def test_captions_that_are_no_text_cannot_be_read(tmp_path: Path) -> None:
    (tmp_path / "film.srt").write_bytes(b"\xff\xfe1\x00")

    findings = check_captions(tmp_path / "film.srt", sample_file("film.srt", "captions"), seconds=1)

    assert failing(findings) == ["technical.decodes"]


NARRATION = ("Slow coffee, ready cold.", "Steeped for eighteen hours.", "Order today!")


@pytest.mark.parametrize(
    ("lines", "holds"),
    [
        (["Slow coffee,", "ready cold.", "Steeped for eighteen hours.", "Order today!"], True),
        (["Slow coffee, ready cold.", "Order today!"], True),
        (["Slow coffee, ready cold.", "Steeped for eighteen", "Order today!"], True),
        (["slow coffee\u00a0— ready cold", "steeped for eighteen hours"], True),
        (["Slow coffee, ready cold.", "Steeped for eighty hours.", "Order today!"], False),
        (["Order today!", "Slow coffee, ready cold."], False),
        (["Slow coffee, ready cold.", "Steeped for eighteen hours.", "Order today!", "And save."], False),
    ],
)
def test_captions_say_what_is_spoken(tmp_path: Path, lines: list[str], *, holds: bool) -> None:
    blocks = [f"{n}\n00:00:0{n},000 --> 00:00:0{n},900\n{line}\n" for n, line in enumerate(lines, 1)]
    (tmp_path / "film.srt").write_text("\n".join(blocks))

    finding = check_said(tmp_path / "film.srt", sample_file("film.srt", "captions"), NARRATION)

    assert finding.closes is not holds
    assert finding.source


def test_captions_that_cannot_be_read_say_so_once_more(tmp_path: Path) -> None:
    finding = check_said(tmp_path / "none.srt", sample_file("film.srt", "captions"), NARRATION)

    assert (finding.rule, finding.closes) == ("technical.decodes", True)
