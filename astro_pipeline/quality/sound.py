"""What a sound must be: there, clean, and at the loudness platforms play it at."""

from datetime import date
from math import isfinite
from pathlib import Path
from typing import Final

from astro_pipeline.domain.media import AudioMix, MediaFile
from astro_pipeline.domain.placements import SoundTarget, Source
from astro_pipeline.domain.review import Finding
from astro_pipeline.errors import MediaUnreadable
from astro_pipeline.media.hearing import SoundFacts, probe_sound
from astro_pipeline.quality.finding import judged, unreadable
from astro_pipeline.quality.rights import check_marking
from astro_pipeline.quality.sources import UPLOADS, house

_DAY: Final = date(2026, 11, 21)
_PLAYED_AT: Final = Source(
    urls=("https://www.forasoft.com/learn/audio-for-video/articles-audio/lufs-targets-per-platform-2026",),
    confidence="secondary",
    checked=date(2026, 11, 20),
    expires=date(2027, 5, 20),
)
"""What platforms play at, and how high a peak may be before they encode; see `SoundTarget`."""
TOLERANCE_LU: Final = 0.5
"""EBU R 128 (2023) allows programmes so much; what platforms play at has no narrower bounds."""
LEAST_GAP_LU: Final = 10.0
"""How far speech must stand over music."""
_CLEAR: Final = house("words are clear at 10 LU and music is still heard; WCAG asks 20 at AAA", checked=_DAY)
_CODEC: Final = "aac"
_LEAST_RATE: Final = 44_100
_STEREO: Final = 2
_FULL_BAND: Final = house("below a CD's 44.1 kHz the top of what is heard is missing", checked=_DAY)
_AUDIBLE: Final = house("a track below -50 LUFS is not heard beside any other", checked=_DAY)
_UNBROKEN: Final = house("three seconds without a sound are taken for a fault", checked=_DAY)
_AT_ONCE: Final = house("in a feed, what is not heard at once is scrolled past", checked=_DAY)
_EVEN: Final = house("3 dB between the sides are heard as leaning", checked=_DAY)
_ONE_SPEAKER: Final = house("a telephone adds both sides; below 0 they take each other away", checked=_DAY)
_WHOLE_WAVE: Final = house("three samples in a row at full scale are a wave cut off", checked=_DAY)
_AT_ZERO: Final = house("half a percent of full scale is heard as a click at a cut", checked=_DAY)
_FAINT_LUFS: Final = -50.0
_SECONDS_OFF: Final = 0.1
_LONG_SILENCE: Final = 3.0
_LATE: Final = 0.3
"""Seconds within which a film is to be heard."""
_UNEVEN_DB: Final = 3.0
_MOST_OFFSET: Final = 0.005


def check_sound(path: Path, file: MediaFile, *, mix: AudioMix | None = None) -> tuple[Finding, ...]:
    """One sound; a mix is held to its target and to its voice, a stem only has to be there and clean."""
    try:
        facts = probe_sound(path)
    except MediaUnreadable as exc:
        return (unreadable(file.path, exc),)
    return (
        judged("technical.decodes", file.path, holds=True),
        *((_length(facts, file.path, file.seconds),) if file.seconds else ()),
        *(_mixed(facts, mix) if mix else (_heard(facts, file.path),)),
        *clean(facts, file.path),
        check_marking(path, file),
    )


def clean(facts: SoundFacts, file: str) -> tuple[Finding, ...]:
    """Neither cut off at full scale nor off its centre."""
    return (_unclipped(facts, file), _resting(facts, file))


def track(facts: SoundFacts, file: str) -> tuple[Finding, ...]:
    """How a film's sound is stored: as every placement plays it."""
    return (
        judged(
            "technical.sound_codec",
            file,
            holds=facts.codec == _CODEC,
            measured=facts.codec,
            limit=_CODEC,
            source=UPLOADS,
            why="not every placement plays this sound",
            cure="encode the sound as AAC",
        ),
        judged(
            "technical.sound_rate",
            file,
            holds=facts.rate >= _LEAST_RATE,
            measured=facts.rate,
            limit=_LEAST_RATE,
            unit="Hz",
            source=_FULL_BAND,
            why="what is recorded at so low a rate sounds dull",
            cure="export the sound at 48 kHz",
        ),
        judged(
            "technical.channels",
            file,
            holds=facts.channels == _STEREO,
            measured=facts.channels,
            limit=_STEREO,
            source=UPLOADS,
            why="it sounds from one place"
            if facts.channels < _STEREO
            else "placements fold it down, each in its own way",
            cure="mix it in stereo",
            advisory=facts.channels < _STEREO,
        ),
    )


def check_loudness(facts: SoundFacts, file: str, *, target: SoundTarget | None = None) -> tuple[Finding, ...]:
    """Loudness, true peak, silences and sides of a finished sound."""
    aim = target or SoundTarget()
    start, end = max(facts.silences, key=lambda run: run[1] - run[0], default=(0.0, 0.0))
    return (
        judged(
            "technical.loudness",
            file,
            holds=abs(facts.lufs - aim.loudness_lufs) <= TOLERANCE_LU,
            measured=_level(facts.lufs),
            limit=f"{aim.loudness_lufs:g} ± {TOLERANCE_LU:g}",
            unit="LUFS",
            source=_PLAYED_AT,
            why="louder or quieter than its placements play",
            cure="mix it anew, with more in it where it is too quiet",
        ),
        judged(
            "technical.true_peak",
            file,
            holds=facts.true_peak_dbtp <= aim.true_peak_dbtp,
            measured=_level(facts.true_peak_dbtp),
            limit=aim.true_peak_dbtp,
            unit="dBTP",
            source=_PLAYED_AT,
            why="peaks clip once a platform has encoded it",
            cure="limit the mix lower",
        ),
        judged(
            "technical.silence",
            file,
            holds=end - start <= _LONG_SILENCE,
            measured=round(end - start, 2),
            limit=_LONG_SILENCE,
            unit="s",
            source=_UNBROKEN,
            seconds=round(start, 2),
            until=round(end, 2),
            why="nothing is heard for that long",
            cure="let the music go on",
            advisory=True,
        ),
        *_sided(facts, file),
    )


def _sided(facts: SoundFacts, file: str) -> tuple[Finding, ...]:
    return (
        judged(
            "technical.balance",
            file,
            holds=abs(facts.balance_db) <= _UNEVEN_DB,
            measured=round(facts.balance_db, 1),
            limit=_UNEVEN_DB,
            unit="dB right over left",
            source=_EVEN,
            why="it leans to one side",
            cure="make the stem that leans anew, or reject it",
        ),
        judged(
            "technical.mono",
            file,
            holds=facts.correlation >= 0,
            measured=round(facts.correlation, 2),
            limit=0,
            unit="correlation of left and right",
            source=_ONE_SPEAKER,
            why="the sides cancel on a telephone's one loudspeaker",
            cure="make the stem with one side turned over anew",
        ),
    )


def _mixed(facts: SoundFacts, mix: AudioMix) -> tuple[Finding, ...]:
    """A mix: as loud as its target asks, heard at once, its voice in front."""
    file = mix.file.path
    gap = mix.speech_over_music_lu
    return (
        *check_loudness(facts, file, target=mix.target),
        judged(
            "technical.start",
            file,
            holds=facts.heard_from <= _LATE,
            measured=round(facts.heard_from, 2),
            limit=_LATE,
            unit="s of silence",
            source=_AT_ONCE,
            why="nothing is heard as the film begins",
            cure="let music or an effect begin with it",
            advisory=True,
        ),
        *(() if gap is None else (_in_front(gap, file),)),
    )


def _in_front(gap: float, file: str) -> Finding:
    return judged(
        "technical.speech_over_music",
        file,
        holds=gap >= LEAST_GAP_LU,
        measured=round(gap, 2),
        limit=LEAST_GAP_LU,
        unit="LU",
        source=_CLEAR,
        why="the voice does not stand clear of the music",
        cure="ask for quieter music or a louder voice",
    )


def _resting(facts: SoundFacts, file: str) -> Finding:
    return judged(
        "technical.offset",
        file,
        holds=facts.offset <= _MOST_OFFSET,
        measured=round(facts.offset, 4),
        limit=_MOST_OFFSET,
        unit="of full scale",
        source=_AT_ZERO,
        why="the wave does not rest at zero, so it clicks where it is cut",
        cure="send or make it anew without the offset",
    )


def _length(facts: SoundFacts, file: str, ordered: float) -> Finding:
    return judged(
        "technical.seconds",
        file,
        holds=abs(facts.seconds - ordered) <= _SECONDS_OFF,
        measured=facts.seconds,
        limit=f"{ordered:g} ± {_SECONDS_OFF:g}",
        unit="s",
        why="the sound is not as long as its record says",
        cure="make it anew",
    )


def _heard(facts: SoundFacts, file: str) -> Finding:
    return judged(
        "technical.heard",
        file,
        holds=facts.lufs > _FAINT_LUFS,
        measured=_level(facts.lufs),
        limit=_FAINT_LUFS,
        unit="LUFS",
        source=_AUDIBLE,
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
        source=_WHOLE_WAVE,
        why="the sound is cut off at full scale",
        cure="make it at a lower level",
    )


def _level(decibels: float) -> str | float:
    """Silence has no level that JSON could hold."""
    return round(decibels, 2) if isfinite(decibels) else "silence"
