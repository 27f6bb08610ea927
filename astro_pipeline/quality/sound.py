"""What a sound must be: there, clean, and at the loudness platforms play it at."""

from math import isfinite
from pathlib import Path
from typing import Final

from astro_pipeline.domain.media import MediaFile
from astro_pipeline.domain.review import Finding
from astro_pipeline.errors import MediaUnreadable
from astro_pipeline.media.probe import SoundFacts, probe_sound
from astro_pipeline.quality.finding import judged, unreadable
from astro_pipeline.quality.rights import check_marking

TARGET_LUFS: Final = -14.0
TOLERANCE_LU: Final = 0.5
"""-14 LUFS is what YouTube and its like play at; they turn down what is louder and leave what is quieter.

Source: https://www.forasoft.com/learn/audio-for-video/articles-audio/lufs-targets-per-platform-2026
(checked 2026-11-20).
"""
PEAK_DBTP: Final = -1.0
_FAINT_LUFS: Final = -50.0
_SECONDS_OFF: Final = 0.1
_LONG_SILENCE: Final = 3.0


def check_sound(path: Path, file: MediaFile, *, mix: bool) -> tuple[Finding, ...]:
    """One sound; a mix is held to loudness and peak, a stem only has to be there and clean."""
    try:
        facts = probe_sound(path)
    except MediaUnreadable as exc:
        return (unreadable(file.path, exc),)
    return (
        judged("technical.decodes", file.path, holds=True),
        *(_length(facts, file) if file.seconds else ()),
        *(check_loudness(facts, file.path) if mix else (_heard(facts, file.path),)),
        _unclipped(facts, file.path),
        check_marking(path, file),
    )


def check_loudness(facts: SoundFacts, file: str) -> tuple[Finding, ...]:
    """Loudness, true peak and silences of a finished sound."""
    longest = max((end - start for start, end in facts.silences), default=0.0)
    return (
        judged(
            "technical.loudness",
            file,
            holds=abs(facts.lufs - TARGET_LUFS) <= TOLERANCE_LU,
            measured=_level(facts.lufs),
            limit=f"{TARGET_LUFS:g} ± {TOLERANCE_LU:g}",
            unit="LUFS",
            why="louder or quieter than platforms play",
            cure="mix it anew",
        ),
        judged(
            "technical.true_peak",
            file,
            holds=facts.true_peak_dbtp <= PEAK_DBTP,
            measured=_level(facts.true_peak_dbtp),
            limit=PEAK_DBTP,
            unit="dBTP",
            why="peaks clip once a platform has encoded it",
            cure="limit the mix lower",
        ),
        judged(
            "technical.silence",
            file,
            holds=longest <= _LONG_SILENCE,
            measured=round(longest, 2),
            limit=_LONG_SILENCE,
            unit="s",
            why="nothing is heard for that long",
            cure="let the music go on",
            advisory=True,
        ),
    )


def _length(facts: SoundFacts, file: MediaFile) -> tuple[Finding, ...]:
    ordered = file.seconds or 0.0
    return (
        judged(
            "technical.seconds",
            file.path,
            holds=abs(facts.seconds - ordered) <= _SECONDS_OFF,
            measured=facts.seconds,
            limit=f"{ordered:g} ± {_SECONDS_OFF:g}",
            unit="s",
            why="the sound is not as long as its record says",
            cure="make it anew",
        ),
    )


def _heard(facts: SoundFacts, file: str) -> Finding:
    return judged(
        "technical.heard",
        file,
        holds=facts.lufs > _FAINT_LUFS,
        measured=_level(facts.lufs),
        limit=_FAINT_LUFS,
        unit="LUFS",
        why="there is next to nothing to hear",
        cure="reject it, so that it is made anew",
    )


def _unclipped(facts: SoundFacts, file: str) -> Finding:
    return judged(
        "technical.clipping",
        file,
        holds=facts.clipped == 0,
        measured=facts.clipped,
        limit=0,
        unit="runs at full scale",
        why="the sound is cut off at full scale",
        cure="make it at a lower level",
    )


def _level(decibels: float) -> str | float:
    """Silence has no level that JSON could hold."""
    return round(decibels, 2) if isfinite(decibels) else "silence"
