import wave
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from astro_pipeline.domain.media import AudioMix, Licence, MediaFile
from astro_pipeline.domain.placements import SoundTarget
from astro_pipeline.domain.review import Finding
from astro_pipeline.media.hearing import probe_sound
from astro_pipeline.media.marking import mark
from astro_pipeline.media.sound.samples import Samples
from astro_pipeline.quality.sound import check_loudness, check_sound, clean, track
from astro_pipeline_tests.media.samples import tone, write_wav


def _file(seconds: float = 2.0) -> MediaFile:
    return MediaFile(
        path="audio/2s.en.wav",
        sha256="0" * 64,
        kind="audio",
        bytes=1,
        seconds=seconds,
        provider="embedded",
        model="mixer",
        source_type="algorithmicMedia",
        licence=Licence(name="generated-here", holder="the customer", source="composed by code"),
    )


def _mix(*, gap: float | None = 13.0, lufs: float = -14.0) -> AudioMix:
    return AudioMix(
        seconds=2,
        language="en",
        file=_file(),
        integrated_lufs=lufs,
        true_peak_dbtp=-1.5,
        speech_over_music_lu=gap,
        target=SoundTarget(loudness_lufs=lufs),
    )


def _failing(findings: tuple[Finding, ...]) -> list[str]:
    return [finding.rule for finding in findings if finding.verdict == "fail"]


def _written(path: Path, sound: Samples) -> Path:
    written = write_wav(path, sound)
    mark(written, "algorithmicMedia")
    return written


def test_a_mix_at_the_platforms_loudness_passes_every_rule(tmp_path: Path) -> None:
    path = _written(tmp_path / "mix.wav", tone(2.0))

    findings = check_sound(path, _file(), mix=_mix())

    assert _failing(findings) == []
    assert len(findings) == 12


DEFECTS: dict[str, tuple[Samples, str]] = {
    "too quiet": (tone(2.0, lufs=-16.0), "technical.loudness"),
    "too high": (tone(2.0, lufs=-0.5), "technical.true_peak"),
    "cut off": (np.clip(tone(2.0, lufs=6.0), -1, 1), "technical.clipping"),
    "too short": (tone(1.5), "technical.seconds"),
    "one side": (tone(2.0) * np.array([1, 0.5], np.float32), "technical.balance"),
    "sides that cancel": (tone(2.0) * np.array([1, -1], np.float32), "technical.mono"),
    "off its zero": (tone(2.0) + np.float32(0.02), "technical.offset"),
    "a late start": (np.pad(tone(1.6), ((19_200, 0), (0, 0))), "technical.start"),
    "a long gap": (np.pad(tone(2.0), ((0, 4 * 48_000), (0, 0))), "technical.silence"),
}


@pytest.mark.parametrize("defect", DEFECTS)
def test_a_mix_with_a_planted_defect_fails_its_rule(tmp_path: Path, defect: str) -> None:
    sound, rule = DEFECTS[defect]
    path = _written(tmp_path / "mix.wav", sound)

    findings = check_sound(path, _file(), mix=_mix())

    assert rule in _failing(findings)


@pytest.mark.parametrize(("gap", "fails"), [(9.4, True), (10.0, False), (None, False)])
def test_speech_must_stand_ten_units_over_the_music(
    tmp_path: Path, gap: float | None, *, fails: bool
) -> None:
    path = _written(tmp_path / "mix.wav", tone(2.0))

    failing = _failing(check_sound(path, _file(), mix=_mix(gap=gap)))

    assert failing == (["technical.speech_over_music"] if fails else [])


@pytest.mark.parametrize(
    ("change", "rule", "closes"),
    [
        ({}, "", False),
        ({"codec": "mp3"}, "technical.sound_codec", True),
        ({"rate": round(0.8 * 44_100)}, "technical.sound_rate", True),
        ({"rate": 44_100}, "", False),
        ({"channels": 6}, "technical.channels", True),
        ({"channels": 1}, "technical.channels", False),
    ],
)
def test_a_films_track_is_stored_as_every_placement_plays_it(
    tmp_path: Path, change: dict[str, str | int], rule: str, *, closes: bool
) -> None:
    good = replace(probe_sound(write_wav(tmp_path / "bed.wav", tone(1.0))), codec="aac")

    findings = track(replace(good, **change), "film.mp4")

    assert _failing(findings) == ([rule] if rule else [])
    assert any(finding.closes for finding in findings) is closes


def test_more_than_two_channels_are_heard_folded_down(tmp_path: Path) -> None:
    six = np.repeat(tone(1.0, lufs=-30.0)[:, :1], 6, axis=1)
    path = tmp_path / "six.wav"
    with wave.open(str(path), "wb") as file:
        file.setparams((6, 2, 48_000, 0, "NONE", ""))
        file.writeframes((six * 32_767).astype("<i2").tobytes())

    facts = probe_sound(path)

    assert facts.channels == 6
    assert abs(facts.balance_db) < 0.5


def test_every_limit_of_a_sound_says_where_it_comes_from(tmp_path: Path) -> None:
    facts = probe_sound(write_wav(tmp_path / "bed.wav", tone(1.0)))
    every = (*check_loudness(facts, "a.wav"), *clean(facts, "a.wav"), *track(facts, "a.wav"))

    assert [finding.rule for finding in every if not finding.source or not finding.checked] == []


def test_a_mix_for_television_is_held_to_its_own_loudness(tmp_path: Path) -> None:
    quiet = _written(tmp_path / "quiet.wav", tone(2.0, lufs=-23.0))

    assert _failing(check_sound(quiet, _file(), mix=_mix(lufs=-23.0))) == []
    assert _failing(check_sound(quiet, _file(), mix=_mix())) == ["technical.loudness"]


def test_a_silent_stem_is_not_heard_and_a_quiet_one_is(tmp_path: Path) -> None:
    silent = _written(tmp_path / "silent.wav", np.zeros((96_000, 2), np.float32))
    quiet = _written(tmp_path / "quiet.wav", tone(2.0, lufs=-35.0))

    assert _failing(check_sound(silent, _file())) == ["technical.heard"]
    assert _failing(check_sound(quiet, _file())) == []


def test_an_unmarked_sound_fails_its_provenance(tmp_path: Path) -> None:
    path = write_wav(tmp_path / "mix.wav", tone(2.0))

    findings = check_sound(path, _file(), mix=_mix())

    assert _failing(findings) == ["provenance.marked"]


def test_what_is_no_sound_has_one_finding(tmp_path: Path) -> None:
    path = tmp_path / "mix.wav"
    path.write_bytes(b"not a sound")

    findings = check_sound(path, _file(), mix=_mix())

    assert _failing(findings) == ["technical.decodes"]
    assert len(findings) == 1


def test_silence_is_reported_in_words_that_json_can_hold(tmp_path: Path) -> None:
    path = _written(tmp_path / "mix.wav", np.zeros((96_000, 2), np.float32))

    measured = {finding.rule: finding.measured for finding in check_sound(path, _file(), mix=_mix())}

    assert measured["technical.loudness"] == "silence"
