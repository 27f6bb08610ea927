"""Every finding on captions tells what it measured, where, and the limit it held it to."""

from datetime import date
from pathlib import Path

import pytest

from astro_pipeline.domain.review import Finding
from astro_pipeline.quality.captions import captions_read, check_captions, check_said
from astro_pipeline_tests.quality.briefs import sample_file
from astro_pipeline_tests.quality.told import whole

NETFLIX = "https://backlothelp.netflix.com/hc/en-us/articles/217350977"
TODAY = date(2026, 11, 21)


def cue(start: float, end: float, text: str) -> str:
    def clock(at: float) -> str:
        return f"00:00:{int(at):02d},{round(at % 1 * 1000):03d}"

    return f"1\n{clock(start)} --> {clock(end)}\n{text}\n\n"


def found(folder: Path, rule: str, *cues: str, seconds: float | None = 10.0) -> Finding:
    path = folder / "film.srt"
    path.write_text("".join(cues), "utf-8")
    findings = captions_read(path, "a/film.srt", seconds=seconds)
    return next(each for each in findings if each.rule == f"technical.{rule}")


def span(text: str) -> dict[str, object]:
    return {"start": 0, "end": len(text), "text": text}


def test_captions_in_time_are_counted(tmp_path: Path) -> None:
    finding = found(tmp_path, "captions", cue(0, 2, "Slow"), cue(2, 4, "coffee"))

    assert whole(finding) == {
        "rule": "technical.captions",
        "verdict": "pass",
        "file": "a/film.srt",
        "measured": 2,
        "unit": "cues",
        "source": "house rule: one caption at a time, within the film; 0.1 s is what an encoder pads",
        "checked": TODAY,
    }


@pytest.mark.parametrize(
    ("cues", "place"),
    [
        ((cue(0, 2, "a"), cue(3, 5, "b"), cue(4.9, 6, "c")), (4.9, 6.0)),
        ((cue(0, 2, "a"), cue(3, 10.11, "b")), (3.0, 10.11)),
        ((cue(0, 1, "a"), cue(2, 2, "b")), (2.0, 2.0)),
        ((cue(5, 6, "a"), cue(3, 4, "b"), cue(1, 2, "c")), (1.0, 2.0)),
        ((cue(9, 11, "a"), cue(7, 11.5, "b")), (7.0, 11.5)),
        ((cue(1, 2, "a"), cue(2, 3, "b"), cue(3, 10.1, "c")), (None, None)),
    ],
)
def test_the_first_cue_out_of_time_is_named(
    tmp_path: Path, cues: tuple[str, ...], place: tuple[float | None, float | None]
) -> None:
    finding = found(tmp_path, "captions", *cues)

    assert (finding.seconds, finding.until) == pytest.approx(place)
    assert finding.closes is (place[0] is not None)


@pytest.mark.parametrize(
    ("letters", "seconds", "rate", "verdict"),
    [
        (40, 2.0, 20.0, "pass"),
        (41, 2.0, 20.5, "fail"),
        (23, 0.7, 32.86, "fail"),
        (15, 0.75, 20.0, "pass"),
        (40, 1.996, 20.04, "fail"),
        (8, 0.4, 20.0, "pass"),
    ],
)
def test_the_fastest_caption_is_told_with_its_rate(
    tmp_path: Path, letters: int, seconds: float, rate: float, verdict: str
) -> None:
    text = "x" * letters

    finding = found(tmp_path, "caption_speed", cue(0, 1, "Slow"), cue(1, 1 + seconds, text))

    place = (
        {"seconds": 1.0, "until": pytest.approx(1 + seconds), "span": span(text)} if verdict == "fail" else {}
    )
    assert whole(finding) == {
        "rule": "technical.caption_speed",
        "verdict": verdict,
        "file": "a/film.srt",
        "measured": rate,
        "limit": 20.0,
        "unit": "characters a second",
        "source": NETFLIX,
        "checked": TODAY,
        **place,
    }


@pytest.mark.parametrize(
    ("end", "measured", "verdict"),
    [(1.699, 0.699, "fail"), (1.7, 0.7, "pass"), (1.701, 0.701, "pass")],
)
def test_the_shortest_caption_is_told_with_its_time(
    tmp_path: Path, end: float, measured: float, verdict: str
) -> None:
    finding = found(tmp_path, "caption_seconds", cue(1, end, "Slow"), cue(2, 4, "coffee"))

    place = {"seconds": 1.0, "until": pytest.approx(end), "span": span("Slow")} if verdict == "fail" else {}
    assert whole(finding) == {
        "rule": "technical.caption_seconds",
        "verdict": verdict,
        "advisory": True,
        "file": "a/film.srt",
        "measured": measured,
        "limit": 0.7,
        "unit": "s",
        "source": "house rule: two short words take 0.7 s; an ad's captions come faster than subtitles",
        "checked": TODAY,
        **place,
    }


@pytest.mark.parametrize(
    ("cues", "measured", "limit", "place"),
    [
        (("x" * 42, "short\nshort"), 42, 42, None),
        (("x" * 43, "short\nshort"), 43, 42, 0),
        (("short", "ＦＵ字" * 7 + "x"), 43, 42, 1),
        (("x" * 50, "a\nb\nc"), "3 lines", "2 lines", 1),
        (("a\nb\nc\nd", "x" * 42), "4 lines", "2 lines", 0),
        (("two words", "a line of words"), 15, 42, None),
        (("two words", "a line of words\nabove another"), 15, 42, None),
    ],
)
def test_the_widest_or_highest_caption_is_told(
    tmp_path: Path, cues: tuple[str, str], measured: object, limit: object, place: int | None
) -> None:
    finding = found(tmp_path, "caption_lines", cue(0, 4, cues[0]), cue(4, 9, cues[1]))

    where = [{"seconds": 0.0, "until": 4.0}, {"seconds": 4.0, "until": 9.0}]
    here = {} if place is None else {**where[place], "span": span(cues[place])}
    assert whole(finding) == {
        "rule": "technical.caption_lines",
        "verdict": "pass" if place is None else "fail",
        "file": "a/film.srt",
        "measured": measured,
        "limit": limit,
        "unit": "characters a line",
        "source": NETFLIX,
        "checked": TODAY,
        **{name: each for name, each in here.items() if each is not None},
    }


def test_a_film_s_captions_are_held_to_its_length_under_their_own_name(tmp_path: Path) -> None:
    (tmp_path / "film.srt").write_text(cue(0, 4, "Slow"))

    first = check_captions(tmp_path / "film.srt", sample_file("b/film.srt", "captions"), seconds=3)[0]
    (lost,) = check_captions(tmp_path / "none.srt", sample_file("b/none.srt", "captions"), seconds=3)

    assert (first.file, first.closes) == ("b/film.srt", True)
    assert (lost.file, lost.rule) == ("b/none.srt", "technical.decodes")
    assert "none.srt" in lost.why


NARRATION = ("Slow coffee, ready cold.", "Steeped for eighteen hours.", "Stop today!")


@pytest.mark.parametrize(
    ("lines", "measured"),
    [
        (("Slow coffee, ready cold.", "Stop today!"), "as spoken"),
        (("Slow coffee, ready cold.", "Steeped for eighteen hours.", "Stop t"), "as spoken"),
        (("Slow coffee, ready cold.", "Steeped for eighteen hours.", "Stop"), "stop"),
        (
            ("Slow coffee, ready cold.", "Tea. " + "Much more of it, " * 9),
            "tea" + "muchmoreofit" * 4 + "muchmoreo",
        ),
    ],
)
def test_what_the_captions_say_beside_the_voice_is_told(
    tmp_path: Path, lines: tuple[str, ...], measured: str
) -> None:
    path = tmp_path / "film.srt"
    path.write_text("".join(cue(n, n + 1, line) for n, line in enumerate(lines)))

    finding = check_said(path, sample_file("a/film.srt", "captions"), NARRATION)

    assert whole(finding) == {
        "rule": "technical.captions_spoken",
        "verdict": "pass" if measured == "as spoken" else "fail",
        "file": "a/film.srt",
        "measured": measured,
        "limit": "the narration's own words",
        "source": "house rule: who reads along hears the same words",
        "checked": TODAY,
    }


@pytest.mark.parametrize(("letters", "holds"), [(50, True), (49, False)])
def test_half_of_a_narration_must_be_read_before_its_end_is_cut(
    tmp_path: Path, letters: int, *, holds: bool
) -> None:
    path = tmp_path / "film.srt"
    path.write_text(cue(0, 9, "x" * letters))

    finding = check_said(path, sample_file("film.srt", "captions"), ["x" * 50 + "y" * 50])

    assert finding.closes is not holds


def test_captions_that_cannot_be_read_name_the_reason(tmp_path: Path) -> None:
    finding = check_said(tmp_path / "none.srt", sample_file("a/film.srt", "captions"), NARRATION)

    assert "none.srt" in finding.why
