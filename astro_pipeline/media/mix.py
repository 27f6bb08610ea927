"""The mix: voice in front, music that gives way, effects on their cues, mastered for streaming."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from astro_pipeline.errors import MediaUnreadable
from astro_pipeline.media.aac import through_aac
from astro_pipeline.media.loudness import integrated_lufs, true_peak_dbtp
from astro_pipeline.media.sound import RATE, Samples, add, clock, count, faded, gain

LOUDNESS_LUFS = -14.0
"""What streaming services play at (Spotify, YouTube and TikTok normalise to it; checked 2026-11-20)."""
CEILING_DBTP = -1.5
"""True peak before AAC, whose overshoot is mostly under 0.4 dB; where it is more, the ceiling sinks."""
AFTER_AAC_DBTP = -1.1
"""What a delivered film's decoded sound may reach; the rule is -1 dBTP."""
_MOST_REMASTERS = 3
LEAST_GAP_LU = 10.0
"""How far speech stands over music at the least while it lasts."""

_VOICE_LUFS = -16.0
_MUSIC_LUFS = -19.5
_EFFECT_PEAK_DB = -15.0
_DUCK_DB = -11.0
_EFFECT_DUCK_DB = -5.0
_AHEAD, _RAMP, _HELD, _BRIDGED = 0.45, 0.35, 0.15, 1.1
"""In seconds: music begins to give way before a word, takes so long to, waits after the last word,
and stays down through pauses shorter than the last figure."""
_WINDOW = count(0.005)
_SILENT_LUFS = -60.0
"""What lies below is left as it is: lifted, it would be noise."""


@dataclass(frozen=True, slots=True)
class Placed:
    """A sound and when it starts, in seconds."""

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
    """The finished sound, and how far speech stood over the music in loudness units, where both were."""

    sound: Samples
    speech_over_music_lu: float | None


def mix(
    seconds: float,
    *,
    voice: Sequence[Placed],
    music: Samples | None,
    effects: Sequence[Placed],
    balance: Balance,
) -> Mixed:
    """All stems in one stereo sound of that length at -14 LUFS, below -1.5 dBTP.

    Raises: MediaUnreadable if every stem is silent.
    """
    length = count(seconds)
    ducking = _ducking([(each.at, each.end) for each in voice], length)
    spoken = _voice_bus(voice, length) * np.float32(gain(balance.voice_db))
    played = _music_bus(music, length, ducking=ducking) * np.float32(gain(balance.music_db))
    gap = _gap(spoken, played, voice)
    if gap is not None and gap < LEAST_GAP_LU + 1:
        played = played * _level(ducking, gap - LEAST_GAP_LU - 1)
        gap = _gap(spoken, played, voice)
    sounded = _effects_bus(effects, length, ducking=ducking) * np.float32(gain(balance.effects_db))
    return Mixed(master(spoken + played + sounded), gap)


def master(sound: Samples) -> Samples:
    """A stereo sound at -14 LUFS whose true peaks stay low enough to survive AAC, without clicks.

    AAC's overshoot depends on the sound: it is measured, and where it is too much the sound is
    mastered again below a lower ceiling.
    """
    if not integrated_lufs(sound, RATE) > _SILENT_LUFS:
        raise MediaUnreadable("mix: every stem is silent; give it a voice, music or effects")
    ceiling = CEILING_DBTP
    done = _levelled(sound, ceiling)
    for _ in range(_MOST_REMASTERS):
        over = true_peak_dbtp(through_aac(done)) - AFTER_AAC_DBTP
        if over <= 0:
            break
        ceiling -= over + 0.1
        done = _levelled(sound, ceiling)
    return done


def _levelled(sound: Samples, ceiling: float) -> Samples:
    done = faded(sound, rise=0.004, fall=0.03)
    for _ in range(4):
        done = limited(done * np.float32(gain(LOUDNESS_LUFS - integrated_lufs(done, RATE))), ceiling)
    return done


def limited(sound: Samples, ceiling_dbtp: float = CEILING_DBTP) -> Samples:
    """A stereo sound whose true peaks stay below the ceiling; it looks 5 ms ahead."""
    ceiling = gain(ceiling_dbtp - 0.2)
    wanted = np.minimum(1.0, ceiling / np.maximum(_peaks(sound), 1e-9))
    held = _lowest(np.pad(wanted, _WINDOW, constant_values=1.0), 2 * _WINDOW + 1)
    smooth = _averaged(_averaged(np.pad(held, _WINDOW // 2 * 2, mode="edge"), _WINDOW), _WINDOW)
    return sound * smooth[: len(sound), None].astype(np.float32)


def _peaks(sound: Samples) -> Samples:
    """The largest value around each sample, between samples too: four times oversampled."""
    taps = np.arange(-16, 17)
    highest = np.abs(sound).max(axis=1).astype(np.float64)
    for quarter in (0.25, 0.5, 0.75):
        kernel = np.sinc(taps - quarter) * np.kaiser(len(taps), 8.0)
        for channel in range(sound.shape[1]):
            between = np.abs(np.convolve(sound[:, channel], kernel, "same"))
            np.maximum(highest, between, out=highest)
            np.maximum(highest[1:], between[:-1], out=highest[1:])
            np.maximum(highest[:-1], between[1:], out=highest[:-1])
    return highest


def _lowest(values: Samples, width: int) -> Samples:
    """The lowest of each run of `width` values."""
    low, covered = values, 1
    while covered < width:
        step = min(covered, width - covered)
        low = np.minimum(low[:-step], low[step:])
        covered += step
    return low


def _averaged(values: Samples, width: int) -> Samples:
    sums = np.concatenate([[0.0], np.cumsum(values, dtype=np.float64)])
    return (sums[width:] - sums[:-width]) / width


def _ducking(spans: Sequence[tuple[float, float]], length: int) -> Samples:
    """1.0 where somebody speaks, reached before the first word; 0.0 elsewhere; cosine ramps between."""
    time = clock(length)
    depth = np.zeros(length, np.float32)
    for start, end in _merged(spans):
        down = np.clip((time - (start - _AHEAD)) / _RAMP, 0, 1)
        up = np.clip((end + _HELD + _RAMP - time) / _RAMP, 0, 1)
        np.maximum(depth, np.minimum(down, up), out=depth)
    return 0.5 - 0.5 * np.cos(np.pi * depth)


def _merged(spans: Sequence[tuple[float, float]]) -> list[tuple[float, float]]:
    """Spans with no pause but long ones between them."""
    merged: list[tuple[float, float]] = []
    for start, end in sorted(spans):
        if merged and start - merged[-1][1] < _BRIDGED:
            first, last = merged.pop()
            merged.append((first, max(last, end)))
        else:
            merged.append((start, end))
    return merged


def _level(ducking: Samples, decibels: float) -> Samples:
    """The gain per sample and side of what is taken down by so much while somebody speaks."""
    return (10 ** (ducking * (decibels / 20)))[:, None].astype(np.float32)


def _voice_bus(voice: Sequence[Placed], length: int) -> Samples:
    bus = np.zeros((length, 2), np.float32)
    if voice:
        level = _level_to(_VOICE_LUFS, np.concatenate([each.sound for each in voice]))
        for each in voice:
            clean = faded(each.sound, rise=0.005, fall=0.02)
            add(bus, clean, at=each.at, level=level)
    return bus


def _music_bus(music: Samples | None, length: int, *, ducking: Samples) -> Samples:
    bus = np.zeros((length, 2), np.float32)
    if music is not None:
        add(bus, music, at=0, level=_level_to(_MUSIC_LUFS, music))
    return bus * _level(ducking, _DUCK_DB)


def _level_to(lufs: float, sound: Samples) -> float:
    loudness = integrated_lufs(sound, RATE)
    return gain(lufs - loudness) if loudness > _SILENT_LUFS else 1.0


def _effects_bus(effects: Sequence[Placed], length: int, *, ducking: Samples) -> Samples:
    bus = np.zeros((length, 2), np.float32)
    for each in effects:
        loudest = float(np.abs(each.sound).max(initial=1e-6))
        add(bus, faded(each.sound, rise=0.0005, fall=0.02), at=each.at, level=gain(_EFFECT_PEAK_DB) / loudest)
    return bus * _level(ducking, _EFFECT_DUCK_DB)


def _gap(spoken: Samples, played: Samples, voice: Sequence[Placed]) -> float | None:
    """Loudness of speech less that of music, both taken only while somebody speaks."""
    inside = np.zeros(len(spoken), bool)
    for each in voice:
        inside[max(0, count(each.at)) : max(0, count(each.end))] = True
    said, under = (
        integrated_lufs(bus[inside], RATE) if inside.any() else -np.inf for bus in (spoken, played)
    )
    return said - under if min(said, under) > _SILENT_LUFS else None
