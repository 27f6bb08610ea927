from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from astro_pipeline.domain.media import Audio, AudioMix, Film, Video
from astro_pipeline.media.hearing import SoundFacts
from astro_pipeline.media.sound.alignment import LEVELS_HZ, Alignment, Levels
from astro_pipeline.quality.check_media import examine_video
from astro_pipeline.quality.film import sounding
from astro_pipeline_tests.media.samples import tone, write_film, write_wav
from astro_pipeline_tests.quality.briefs import sample_brief, sample_file
from astro_pipeline_tests.quality.measured import FILM, SOUND, Verdict, verdicts

SYNC = ("-0.045 to 0.125", "s after its picture")
LIKE = (0.9, "likeness to its mix")


def _words(seed: int = 1) -> Levels:
    return np.random.default_rng(seed).uniform(0, 0.4, 15 * LEVELS_HZ).astype(np.float32)


def _moved(by: int) -> Levels:
    """The same, so many hundredths of a second later."""
    return np.concatenate([np.zeros(max(by, 0), np.float32), _words()[max(-by, 0) :]])


def _noisy(part: float) -> Levels:
    return (_words() + part * _words(2)).astype(np.float32)


def _heard(patch: pytest.MonkeyPatch, facts: SoundFacts) -> None:
    """What every file sounds like."""

    def probed(_: Path) -> SoundFacts:
        return facts

    patch.setattr("astro_pipeline.quality.film.probe_sound", probed)


@pytest.mark.parametrize(
    ("heard", "late", "verdict"),
    [
        (_moved(0), 0.0, ("pass", False, 0.0, *SYNC)),
        (_moved(12), 0.0, ("pass", False, 0.12, *SYNC)),
        (_moved(13), 0.0, ("fail", False, 0.13, *SYNC)),
        (_moved(-4), 0.0, ("pass", False, -0.04, *SYNC)),
        (_moved(-5), 0.0, ("fail", False, -0.05, *SYNC)),
        # what the container says adds to it
        (_moved(10), 0.03, ("fail", False, 0.13, *SYNC)),
        (_moved(10), -0.03, ("pass", False, 0.07, *SYNC)),
        (_noisy(0.4), 0.0, ("pass", False, 0.0, *SYNC)),
        (_noisy(1.0), 0.0, ("fail", False, 0.703, *LIKE)),
        (np.zeros(1500, np.float32), 0.0, ("fail", False, 0.0, *LIKE)),
    ],
    ids=["whole", "late", "too late", "early", "too early", "added", "taken", "coded", "another", "silent"],
)
def test_the_approved_mix_is_heard_in_its_place(
    monkeypatch: pytest.MonkeyPatch, heard: Levels, late: float, verdict: Verdict
) -> None:
    _heard(monkeypatch, replace(SOUND, levels=heard))

    found = sounding(Path("film.mp4"), replace(FILM, sound_late=late), "film.mp4", (), mix=_words())

    assert verdicts(found)["technical.mix"] == verdict


@pytest.mark.parametrize(
    ("found", "late", "verdict", "source"),
    [
        (Alignment(0.0, 0.9), 0.125, ("pass", False, 0.125, *SYNC), "https://www.tvtechnology.com"),
        (Alignment(0.0, 0.9), 0.1251, ("fail", False, 0.125, *SYNC), "https://www.tvtechnology.com"),
        (Alignment(0.0, 0.9), -0.045, ("pass", False, -0.045, *SYNC), "https://www.tvtechnology.com"),
        (Alignment(0.0, 0.9), -0.0451, ("fail", False, -0.045, *SYNC), "https://www.tvtechnology.com"),
        (Alignment(0.0, 0.8996), 0.0, ("fail", False, 0.9, *LIKE), "house rule: a film is heard"),
    ],
)
def test_a_mix_is_told_up_to_each_limit_with_where_the_limit_comes_from(
    monkeypatch: pytest.MonkeyPatch, found: Alignment, late: float, verdict: Verdict, source: str
) -> None:
    def aligned(heard: Levels, due: Levels) -> Alignment:
        assert heard is SOUND.levels
        assert due is mix
        return found

    mix = _words()
    _heard(monkeypatch, SOUND)
    monkeypatch.setattr("astro_pipeline.quality.film.align", aligned)

    told = sounding(Path("film.mp4"), replace(FILM, sound_late=late), "film.mp4", (), mix=mix)

    (mixed,) = [each for each in told if each.rule == "technical.mix"]
    assert verdicts([mixed])[mixed.rule] == verdict
    assert (mixed.source or "").startswith(source)
    assert (mixed.file, mixed.seconds) == ("film.mp4", 0.0 if verdict[0] == "fail" else None)


def test_nothing_is_said_of_a_mix_nobody_knows(monkeypatch: pytest.MonkeyPatch) -> None:
    _heard(monkeypatch, SOUND)

    assert "technical.mix" not in verdicts(sounding(Path("film.mp4"), FILM, "film.mp4", ()))


@pytest.mark.parametrize(
    ("language", "hz", "verdict"), [("en", 440, "pass"), ("fr", 440, None), ("en", 0, "fail")]
)
def test_a_film_is_held_to_the_mix_of_its_length_and_language(
    tmp_path: Path, language: str, hz: int, verdict: str | None
) -> None:
    swell = np.repeat(np.linspace(0.05, 1, 20), 2400)[:, None].astype(np.float32)
    heard = (tone(1.0) * swell).astype(np.float32)
    write_film(tmp_path / "film.mp4", (64, 64), frames=30, sound=heard)
    write_wav(tmp_path / "mix.wav", heard if hz else heard[::-1])
    mix = AudioMix(
        seconds=1,
        language=language,
        file=sample_file("mix.wav", "audio"),
        integrated_lufs=-14,
        true_peak_dbtp=-1,
    )
    film = Film(ratio="1:1", seconds=1, language="en", file=sample_file("film.mp4", "video"))

    found = examine_video(
        sample_brief(), Video(films=(film,)), lambda file: tmp_path / file.path, audio=Audio(mixes=(mix,))
    )

    assert next((each.verdict for each in found if each.rule == "technical.mix"), None) == verdict


def test_a_mix_that_cannot_be_decoded_stops_no_film(tmp_path: Path) -> None:
    write_film(tmp_path / "film.mp4", (64, 64), frames=30, sound=tone(1.0))
    (tmp_path / "mix.wav").write_bytes(b"no sound")
    mix = AudioMix(
        seconds=1, language="en", file=sample_file("mix.wav", "audio"), integrated_lufs=-14, true_peak_dbtp=-1
    )
    film = Film(ratio="1:1", seconds=1, language="en", file=sample_file("film.mp4", "video"))

    found = examine_video(
        sample_brief(), Video(films=(film,)), lambda file: tmp_path / file.path, audio=Audio(mixes=(mix,))
    )

    rules = {each.rule for each in found}
    assert "technical.mix" not in rules
    assert "technical.loudness" in rules
