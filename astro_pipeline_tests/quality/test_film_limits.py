from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import pytest

from astro_pipeline.domain.media import Film
from astro_pipeline.domain.placements import VideoSpec, placements
from astro_pipeline.domain.review import Finding
from astro_pipeline.errors import MediaUnreadable
from astro_pipeline.media.cutouts import Spot
from astro_pipeline.media.hearing import SoundFacts
from astro_pipeline.media.probe import FilmFacts
from astro_pipeline.quality.film import check_film, length_taken
from astro_pipeline_tests.quality.briefs import sample_file
from astro_pipeline_tests.quality.measured import FILM, SOUND, Row, Verdict, verdicts

ORDER = Film(ratio="9:16", seconds=15, language="en", file=sample_file("film.mp4", "video"))
SPEC = VideoSpec(ratio="9:16", min_seconds=6, max_seconds=15, max_bytes=1_000_000)
SOURCE = placements()["tiktok_in_feed"].source
SYNC = "s of sound after picture, as the file begins"
CUES = "1\n00:00:00,000 --> 00:00:02,000\nSlow coffee\n"


@dataclass(frozen=True)
class Judge:
    """The findings on a film that is measured as a test says."""

    path: Path
    patch: pytest.MonkeyPatch

    def __call__(
        self,
        facts: FilmFacts = FILM,
        *,
        sound: SoundFacts = SOUND,
        order: Film = ORDER,
        specs: Sequence[VideoSpec] = (SPEC,),
        captions: Path | None = None,
    ) -> tuple[Finding, ...]:
        def probed(path: Path, *, spots: tuple[Spot, ...]) -> FilmFacts:
            assert (path, spots) == (self.path, ())
            return facts

        self.patch.setattr("astro_pipeline.quality.film.probe_film", probed)
        self.patch.setattr("astro_pipeline.quality.film.probe_sound", {self.path: sound}.__getitem__)
        return check_film(self.path, order, specs=specs, captions=captions, source=SOURCE)


@pytest.fixture
def judge(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Judge:
    path = tmp_path / "film.mp4"
    path.write_bytes(b"")
    return Judge(path, monkeypatch)


MEASURED: list[Row] = [
    ({}, "decodes", ("pass", False, None, None, None)),
    ({}, "ratio", ("pass", False, "1080x1920", "9:16", None)),
    ({"width": 10_907, "height": 19_200}, "ratio", ("pass", False, "10907x19200", "9:16", None)),
    ({"width": 10_909, "height": 19_200}, "ratio", ("fail", False, "10909x19200", "9:16", None)),
    ({"height": 1940}, "ratio", ("fail", False, "1080x1940", "9:16", None)),
    ({"width": 1920, "height": 1080}, "ratio", ("fail", False, "1920x1080", "9:16", None)),
    ({"seconds": 15.1}, "seconds", ("pass", False, 15.1, "15 ± 0.1", "s")),
    ({"seconds": 15.11}, "seconds", ("fail", False, 15.11, "15 ± 0.1", "s")),
    ({"seconds": 14.89}, "seconds", ("fail", False, 14.89, "15 ± 0.1", "s")),
    ({"seconds": 15.1004}, "length_taken", ("fail", False, 15.1, "6 to 15", "s")),
    ({}, "sound", ("pass", False, 15.0, "15 ± 0.1", "s")),
    ({"sound_codec": None}, "sound", ("fail", False, "none", "15 ± 0.1", "s")),
    ({"sound_late": -0.045}, "sync", ("pass", False, -0.045, "-0.045 to 0.125", SYNC)),
    ({"sound_late": -0.0456}, "sync", ("fail", False, -0.046, "-0.045 to 0.125", SYNC)),
    ({"sound_late": 0.125}, "sync", ("pass", False, 0.125, "-0.045 to 0.125", SYNC)),
    ({"sound_late": 0.1256}, "sync", ("fail", False, 0.126, "-0.045 to 0.125", SYNC)),
    ({"codec": "hevc"}, "codec", ("fail", False, "hevc yuv420p", "h264 yuv420p", None)),
    ({"watched": replace(FILM.watched, black=((1.0, 2.0),))}, "black", ("fail", False, 1.0, 0.5, "s")),
    ({"bytes": 1_000_001}, "bytes", ("fail", False, 1_000_001, 1_000_000, "bytes")),
]  # fmt: skip


@pytest.mark.parametrize(("change", "rule", "verdict"), MEASURED)
def test_a_limit_holds_where_it_stands_and_not_beyond(
    judge: Judge, change: dict[str, object], rule: str, verdict: Verdict
) -> None:
    found = judge(replace(FILM, **change))

    assert verdicts(found)[f"technical.{rule}"] == verdict
    assert {each.file for each in found} == {"film.mp4"}


@pytest.mark.parametrize(
    ("seconds", "late", "verdict"),
    [
        (14.9, 0.0, "pass"),
        (14.8944, 0.0, "fail"),
        (15.11, 0.0, "fail"),
        (14.7, 0.3, "pass"),
        (14.7, 0.1, "fail"),
    ],
)
def test_sound_ends_with_the_picture_though_it_may_begin_late(
    judge: Judge, seconds: float, late: float, verdict: str
) -> None:
    found = verdicts(judge(replace(FILM, sound_late=late), sound=replace(SOUND, seconds=seconds)))

    assert found["technical.sound"] == (verdict, False, round(seconds, 3), "15 ± 0.1", "s")


def test_a_films_sound_is_held_to_every_rule_of_a_mix(judge: Judge) -> None:
    loud = replace(SOUND, lufs=-10.0, clipped=2, codec="mp3", offset=0.1)

    failed = [each.rule for each in judge(sound=loud) if each.verdict == "fail"]

    assert failed == [
        "technical.sound_codec",
        "technical.loudness",
        "technical.clipping",
        "technical.offset",
        "provenance.marked",
    ]


def test_without_sound_nothing_more_is_said_of_it(judge: Judge) -> None:
    assert {"technical.sync", "technical.loudness"}.isdisjoint(
        verdicts(judge(replace(FILM, sound_codec=None)))
    )


@pytest.mark.parametrize(
    ("seconds", "verdict"), [(5.9, "pass"), (5.89, "fail"), (12.1, "pass"), (12.11, "fail")]
)
def test_every_placement_has_to_take_its_length(seconds: float, verdict: str) -> None:
    wide = SPEC.model_copy(update={"min_seconds": 1.0, "max_seconds": 12.0})

    found = length_taken(replace(FILM, seconds=seconds), "film.mp4", (wide, SPEC), SOURCE)

    assert verdicts([found])[found.rule] == (verdict, False, seconds, "6 to 12", "s")
    assert (found.file, found.source, found.checked) == ("film.mp4", SOURCE.urls[0], SOURCE.checked)


def test_length_is_judged_once_however_many_placements_there_are(judge: Judge) -> None:
    found = judge(specs=(SPEC, SPEC, SPEC))

    assert [each.rule for each in found].count("technical.length_taken") == 1


def test_sound_a_tenth_of_a_second_short_is_as_long(judge: Judge) -> None:
    found = verdicts(judge(replace(FILM, seconds=0.2), sound=replace(SOUND, seconds=0.1)))

    assert found["technical.sound"][0] == "pass"


def test_a_films_sound_is_as_loud_as_its_placement_plays(judge: Judge) -> None:
    television = SPEC.model_copy(update={"loudness_lufs": -23.0, "true_peak_dbtp": -3.0})

    found = verdicts(judge(specs=(television,)))

    assert found["technical.loudness"][:4] == ("fail", False, -14.0, "-23 ± 0.5")
    assert found["technical.true_peak"][:4] == ("fail", False, -2.0, -3.0)


def test_what_cannot_be_decoded_is_told_under_the_films_name(
    judge: Judge, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(path: Path) -> SoundFacts:
        raise MediaUnreadable(f"{path.name}: no sound in it")

    broken_film = check_film(judge.path, ORDER, specs=())
    judge()
    monkeypatch.setattr("astro_pipeline.quality.film.probe_sound", broken)
    silent = [
        each
        for each in check_film(judge.path, ORDER, specs=())
        if each.rule == "technical.decodes" and each.verdict == "fail"
    ]

    assert [(each.rule, each.file, each.verdict) for each in broken_film] == [
        ("technical.decodes", "film.mp4", "fail")
    ]
    assert broken_film[0].why.startswith("film.mp4: ")
    assert [(each.file, each.why) for each in silent] == [("film.mp4", "film.mp4: no sound in it")]


def test_without_a_placement_no_length_is_refused(judge: Judge) -> None:
    assert "technical.length_taken" not in verdicts(judge(specs=()))


def test_a_placements_source_stands_with_its_limits(judge: Judge) -> None:
    told = {each.rule: each.source for each in judge()}

    assert (told["technical.length_taken"], told["technical.bytes"]) == (SOURCE.urls[0], SOURCE.urls[0])


def test_every_limit_of_a_film_says_where_it_comes_from(judge: Judge) -> None:
    silent = [rule for rule, source in ((each.rule, each.source) for each in judge()) if not source]

    assert silent == ["technical.decodes", "provenance.marked"]


def test_out_of_step_is_pointed_at_where_the_film_begins(judge: Judge) -> None:
    (found,) = [each for each in judge(replace(FILM, sound_late=1.0)) if each.rule == "technical.sync"]

    assert found.seconds == 0.0


def test_captions_are_held_to_the_film_and_told_under_their_own_name(judge: Judge, tmp_path: Path) -> None:
    written = tmp_path / "film.srt"
    written.write_text(CUES.replace("00:00:02,000", "00:00:15,900"))
    named = ORDER.model_copy(update={"srt": sample_file("film.srt", "captions")})

    beside = [each for each in judge(order=named, captions=written) if each.rule == "technical.captions"]
    within = [each for each in judge(captions=written) if each.rule == "technical.captions"]

    assert [(each.file, each.verdict) for each in beside] == [("film.srt", "fail")]
    assert [(each.file, each.verdict) for each in within] == [("film.mp4", "fail")]


def test_a_missing_caption_file_is_told_only_where_a_placement_wants_one(judge: Judge) -> None:
    wanting = SPEC.model_copy(update={"sidecar_captions": "vtt"})

    assert "technical.captions" not in verdicts(judge())
    assert verdicts(judge(specs=(SPEC, wanting)))["technical.captions"] == ("fail", True, 0, None, None)
