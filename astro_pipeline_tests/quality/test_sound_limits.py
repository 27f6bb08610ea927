from dataclasses import replace
from math import inf
from pathlib import Path

import pytest

from astro_pipeline.domain.media import AudioMix
from astro_pipeline.domain.placements import SoundTarget
from astro_pipeline.media.marking import mark
from astro_pipeline.quality.sound import check_loudness, check_sound, clean, track
from astro_pipeline_tests.media.samples import tone, write_wav
from astro_pipeline_tests.quality.briefs import sample_file
from astro_pipeline_tests.quality.measured import SOUND, Row, Verdict, verdicts

SOUNDING: list[Row] = [
    ({"lufs": -14.5}, "loudness", ("pass", False, -14.5, "-14 ± 0.5", "LUFS")),
    ({"lufs": -14.51}, "loudness", ("fail", False, -14.51, "-14 ± 0.5", "LUFS")),
    ({"lufs": -13.5}, "loudness", ("pass", False, -13.5, "-14 ± 0.5", "LUFS")),
    ({"lufs": -13.494}, "loudness", ("fail", False, -13.49, "-14 ± 0.5", "LUFS")),
    ({"lufs": -inf}, "loudness", ("fail", False, "silence", "-14 ± 0.5", "LUFS")),
    ({"true_peak_dbtp": -1.0}, "true_peak", ("pass", False, -1.0, -1.0, "dBTP")),
    ({"true_peak_dbtp": -0.988}, "true_peak", ("fail", False, -0.99, -1.0, "dBTP")),
    ({"true_peak_dbtp": -inf}, "true_peak", ("pass", False, "silence", -1.0, "dBTP")),
    ({}, "silence", ("pass", True, 0.0, 3.0, "s")),
    ({"silences": ((0.0, 1.0), (5.0, 8.0))}, "silence", ("pass", True, 3.0, 3.0, "s")),
    ({"silences": ((0.0, 1.0), (5.0, 8.006))}, "silence", ("fail", True, 3.01, 3.0, "s")),
    ({"balance_db": 3.0}, "balance", ("pass", False, 3.0, 3.0, "dB right over left")),
    ({"balance_db": 3.06}, "balance", ("fail", False, 3.1, 3.0, "dB right over left")),
    ({"balance_db": -3.06}, "balance", ("fail", False, -3.1, 3.0, "dB right over left")),
    ({"correlation": 0.0}, "mono", ("pass", False, 0.0, 0, "correlation of left and right")),
    ({"correlation": -0.012}, "mono", ("fail", False, -0.01, 0, "correlation of left and right")),
    ({"clipped": 0}, "clipping", ("pass", False, 0, 0, "runs at full scale")),
    ({"clipped": 1}, "clipping", ("fail", False, 1, 0, "runs at full scale")),
    ({"offset": 0.005}, "offset", ("pass", False, 0.005, 0.005, "of full scale")),
    ({"offset": 0.00508}, "offset", ("fail", False, 0.0051, 0.005, "of full scale")),
    ({}, "sound_codec", ("pass", False, "aac", "aac", None)),
    ({"codec": "opus"}, "sound_codec", ("fail", False, "opus", "aac", None)),
    ({"rate": 44_100}, "sound_rate", ("pass", False, 44_100, 44_100, "Hz")),
    ({"rate": 44_099}, "sound_rate", ("fail", False, 44_099, 44_100, "Hz")),
    ({}, "channels", ("pass", False, 2, 2, None)),
    ({"channels": 1}, "channels", ("fail", True, 1, 2, None)),
    ({"channels": 3}, "channels", ("fail", False, 3, 2, None)),
]  # fmt: skip


@pytest.mark.parametrize(("change", "rule", "verdict"), SOUNDING)
def test_a_limit_holds_where_it_stands_and_not_beyond(
    change: dict[str, object], rule: str, verdict: Verdict
) -> None:
    facts = replace(SOUND, **change)

    found = (*check_loudness(facts, "a.wav"), *clean(facts, "a.wav"), *track(facts, "a.wav"))

    assert verdicts(found)[f"technical.{rule}"] == verdict
    assert {each.file for each in found} == {"a.wav"}
    assert all(each.source for each in found)
    assert {each.rule for each in found if each.verdict == "fail"} <= {f"technical.{rule}"}


def test_the_longest_silence_is_pointed_at() -> None:
    facts = replace(SOUND, silences=((0.0, 3.5), (5.006, 9.114), (12.0, 12.5)))

    (found,) = [each for each in check_loudness(facts, "a.wav") if each.rule == "technical.silence"]

    assert (found.measured, found.seconds, found.until) == (4.11, 5.01, 9.11)


@pytest.mark.parametrize(
    ("lufs", "verdict"), [(-23.5, "pass"), (-23.6, "fail"), (-22.5, "pass"), (-22.4, "fail")]
)
def test_another_target_moves_loudness_and_peak(lufs: float, verdict: str) -> None:
    target = SoundTarget(loudness_lufs=-23.0, true_peak_dbtp=-3.0)

    found = verdicts(check_loudness(replace(SOUND, lufs=lufs), "a.wav", target=target))

    assert found["technical.loudness"][:4] == (verdict, False, lufs, "-23 ± 0.5")
    assert found["technical.true_peak"] == ("fail", False, -2.0, -3.0, "dBTP")


def test_mono_and_surround_are_told_apart() -> None:
    one, six = (track(replace(SOUND, channels=n), "a.wav")[2] for n in (1, 6))

    assert (one.why, six.why) == (
        "it sounds from one place",
        "placements fold it down, each in its own way",
    )


@pytest.fixture(scope="module")
def wav(tmp_path_factory: pytest.TempPathFactory) -> Path:
    written = write_wav(tmp_path_factory.mktemp("sounds") / "mix.wav", tone(2.0))
    mark(written, "algorithmicMedia")
    return written


def _mix(gap: float | None) -> AudioMix:
    return AudioMix(
        seconds=2,
        language="en",
        file=sample_file("mix.wav", "audio"),
        integrated_lufs=-14.0,
        true_peak_dbtp=-1.5,
        speech_over_music_lu=gap,
        target=SoundTarget(loudness_lufs=-14.0),
    )


@pytest.mark.parametrize(
    ("measured", "rule", "verdict"),
    [
        ({"heard_from": 0.3}, "start", ("pass", True, 0.3, 0.3, "s of silence")),
        ({"heard_from": 0.306}, "start", ("fail", True, 0.31, 0.3, "s of silence")),
        ({"seconds": 14.9}, "seconds", ("pass", False, 14.9, "15 ± 0.1", "s")),
        ({"seconds": 15.101}, "seconds", ("fail", False, 15.101, "15 ± 0.1", "s")),
        ({"seconds": 14.899}, "seconds", ("fail", False, 14.899, "15 ± 0.1", "s")),
    ],
)
def test_a_mix_begins_at_once_and_is_as_long_as_its_record(
    wav: Path,
    monkeypatch: pytest.MonkeyPatch,
    measured: dict[str, float],
    rule: str,
    verdict: Verdict,
) -> None:
    facts = replace(SOUND, **measured)
    monkeypatch.setattr("astro_pipeline.quality.sound.probe_sound", {wav: facts}.__getitem__)

    found = check_sound(wav, sample_file("mix.wav", "audio", seconds=15.0), mix=_mix(None))

    assert verdicts(found)[f"technical.{rule}"] == verdict
    assert {each.file for each in found} == {"mix.wav"}
    assert {each.rule for each in found if each.closes} <= {f"technical.{rule}"}
    assert [each.source for each in found if each.rule == "technical.start" and not each.source] == []


def test_a_tenth_of_a_second_may_be_missing(wav: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    facts = replace(SOUND, seconds=0.1)
    monkeypatch.setattr("astro_pipeline.quality.sound.probe_sound", {wav: facts}.__getitem__)

    found = verdicts(check_sound(wav, sample_file("mix.wav", "audio", seconds=0.2)))

    assert found["technical.seconds"] == ("pass", False, 0.1, "0.2 ± 0.1", "s")


def test_what_cannot_be_decoded_says_so_and_no_more(tmp_path: Path) -> None:
    broken = tmp_path / "broken.wav"
    broken.write_bytes(b"no sound")

    (found,) = check_sound(broken, sample_file("mix.wav", "audio"))

    assert (found.rule, found.verdict, found.file) == ("technical.decodes", "fail", "mix.wav")
    assert found.why.startswith("broken.wav: ")


@pytest.mark.parametrize(("gap", "verdict"), [(10.0, "pass"), (9.99, "fail"), (9.994, "fail")])
def test_a_voice_stands_ten_units_over_its_music(wav: Path, gap: float, verdict: str) -> None:
    file = sample_file("mix.wav", "audio", seconds=2.0)

    (found,) = [
        each for each in check_sound(wav, file, mix=_mix(gap)) if each.rule == "technical.speech_over_music"
    ]

    assert verdicts([found])[found.rule] == (verdict, False, round(gap, 2), 10.0, "LU")
    assert found.source


@pytest.mark.parametrize(
    ("lufs", "verdict", "measured"),
    [(-49.99, "pass", -49.99), (-50.0, "fail", -50.0), (-inf, "fail", "silence")],
)
def test_a_stem_is_loud_enough_to_be_heard_and_held_to_no_target(
    wav: Path, monkeypatch: pytest.MonkeyPatch, lufs: float, verdict: str, measured: float | str
) -> None:
    facts = replace(SOUND, lufs=lufs)
    monkeypatch.setattr("astro_pipeline.quality.sound.probe_sound", {wav: facts}.__getitem__)

    findings = check_sound(wav, sample_file("mix.wav", "audio"))
    found = verdicts(findings)

    assert found["technical.decodes"][0] == "pass"
    assert found["technical.heard"] == (verdict, False, measured, -50.0, "LUFS")
    assert [each.rule for each in findings if each.rule == "technical.heard" and each.source]
    assert {"technical.seconds", "technical.loudness"}.isdisjoint(found)


def test_a_mix_is_held_to_its_own_target(wav: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("astro_pipeline.quality.sound.probe_sound", {wav: SOUND}.__getitem__)
    quiet = _mix(None).model_copy(update={"target": SoundTarget(loudness_lufs=-23.0)})

    found = verdicts(check_sound(wav, sample_file("mix.wav", "audio"), mix=quiet))

    assert found["technical.loudness"] == ("fail", False, -14.0, "-23 ± 0.5", "LUFS")
