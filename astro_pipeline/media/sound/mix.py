"""The mix: voice in front, music that gives way, effects on their cues, mastered for its placements."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from astro_pipeline.domain.placements import SoundTarget
from astro_pipeline.media.sound.ducking import Phrase, ducked, ducking, spoken_span
from astro_pipeline.media.sound.loudness import gaps_lu, integrated_lufs
from astro_pipeline.media.sound.mastering import Master, master
from astro_pipeline.media.sound.samples import RATE, Samples, add, count, faded, gain

LEAST_GAP_LU = 10.0
"""How far speech stands over music at the least while it lasts.

WCAG 2.2, 1.4.7 asks 20 dB of speech that carries all the sense; 8 to 12 LU is usual in ads
(https://www.w3.org/TR/WCAG22/#low-or-no-background-audio, checked 2026-11-20).
"""

_GAP_LU = 13.0
"""How far speech is put over music."""
_DEPTHS_DB = (-40.0, -3.0)
"""How far music is taken down for it at the most and at the least."""
_VOICE_LUFS = -16.0
_MUSIC_LUFS = -19.5
_EFFECT_PEAK_DB = -15.0
_EFFECT_DUCK_DB = -5.0
_SILENT_LUFS = -60.0


@dataclass(frozen=True, slots=True)
class Placed:
    """A sound and when it starts, in seconds; before 0, what comes earlier is not heard."""

    sound: Samples
    at: float

    @property
    def end(self) -> float:
        """When it is over, in seconds."""
        return self.at + len(self.sound) / RATE


@dataclass(frozen=True, slots=True)
class Balance:
    """Changes of level, in dB."""

    voice_db: float = 0.0
    music_db: float = 0.0
    effects_db: float = 0.0


@dataclass(frozen=True, slots=True)
class Mixed:
    """The finished sound, and the stems as they went into it, before mastering."""

    master: Master
    spoken: Samples
    played: Samples
    spans: tuple[tuple[float, float], ...]
    """When somebody speaks, in seconds."""

    @property
    def sound(self) -> Samples:
        """The finished sound."""
        return self.master.sound

    @property
    def speech_over_music_lu(self) -> float | None:
        """How far the phrase least in front stood over the music, where there were both."""
        gaps = gaps_lu(self.spoken, self.played, RATE, spans=self.spans)
        return min((gap for gap in gaps if gap is not None), default=None)


def mix(
    seconds: float,
    *,
    voice: Sequence[Placed],
    music: Samples | None,
    effects: Sequence[Placed],
    balance: Balance,
    target: SoundTarget | None = None,
) -> Mixed:
    """All stems in one stereo sound of that length, at the target's loudness and below its peak.

    Raises: MediaUnreadable if every stem is silent.
    """
    length = count(seconds)
    spans = tuple(
        (max(0.0, span[0]), min(seconds, span[1]))
        for each in voice
        if (span := spoken_span(each.sound, each.at)) and span[0] < seconds
    )
    spoken = _voice_bus(voice, length) * np.float32(gain(balance.voice_db))
    played = _music_bus(music, length) * np.float32(gain(balance.music_db))
    wanted = max(LEAST_GAP_LU + 1, _GAP_LU + balance.voice_db - balance.music_db)
    phrases = [
        Phrase(*span, float(np.clip((wanted if gap is None else gap) - wanted, *_DEPTHS_DB)))
        for span, gap in zip(spans, gaps_lu(spoken, played, RATE, spans=spans), strict=True)
    ]
    played = ducked(played, ducking(phrases, length))
    aside = [Phrase(start, end, _EFFECT_DUCK_DB) for start, end in spans]
    sounded = ducked(_effects_bus(effects, length), ducking(aside, length))
    sounded *= np.float32(gain(balance.effects_db))
    return Mixed(master(spoken + played + sounded, target), spoken, played, spans)


def _voice_bus(voice: Sequence[Placed], length: int) -> Samples:
    """Every phrase equally loud, its ends soft."""
    bus = np.zeros((length, 2), np.float32)
    for each in voice:
        level = _level_to(_VOICE_LUFS, each.sound)
        add(bus, faded(_within(each, length), rise=0.005, fall=0.02), at=max(0.0, each.at), level=level)
    return bus


def _music_bus(music: Samples | None, length: int) -> Samples:
    bus = np.zeros((length, 2), np.float32)
    if music is not None:
        add(bus, music, at=0, level=_level_to(_MUSIC_LUFS, music))
    return bus


def _level_to(lufs: float, sound: Samples) -> float:
    loudness = integrated_lufs(sound, RATE)
    return gain(lufs - loudness) if loudness > _SILENT_LUFS else 1.0


def _effects_bus(effects: Sequence[Placed], length: int) -> Samples:
    """Every effect at one peak; where one passes the film's end it sinks to it."""
    bus = np.zeros((length, 2), np.float32)
    for each in effects:
        loudest = float(np.abs(each.sound).max(initial=1e-6))
        kept = _within(each, length)
        rise = 0.02 if each.at < 0 else 0.0005
        fall = min(0.4, len(kept) / RATE / 2) if each.end > length / RATE else 0.02
        kept = faded(kept, rise=rise, fall=fall)
        add(bus, kept, at=max(0.0, each.at), level=gain(_EFFECT_PEAK_DB) / loudest)
    return bus


def _within(each: Placed, length: int) -> Samples:
    """What of a sound lies within the film."""
    return each.sound[max(0, -count(each.at)) : max(0, length - count(each.at))]
