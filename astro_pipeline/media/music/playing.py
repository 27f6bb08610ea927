"""The score played: parts on their own buses, pumped by the kick, in one room, mastered."""

from collections.abc import Mapping, Sequence

import numpy as np

from astro_pipeline.media.music.drums import DRUMS
from astro_pipeline.media.music.form import Form
from astro_pipeline.media.music.instruments import INSTRUMENTS
from astro_pipeline.media.music.moods import Mood
from astro_pipeline.media.music.score import Note
from astro_pipeline.media.sound.effects import impact, rise
from astro_pipeline.media.sound.samples import (
    Samples,
    add,
    band,
    bell,
    clock,
    convolved,
    count,
    every,
    faded,
    gain,
    room,
    shaped,
    shelf,
    stereo,
)

_PUMPED = {"pad": 0.5, "chords": 0.2, "lead": 0.1, "bass": 0.55, "drums": 0.0}
"""How far each part gives way to the kick."""
_SENT = {"pad": 0.5, "chords": 0.5, "lead": 0.6, "bass": 0.0, "drums": 0.12}
"""How much of each part is heard in the room."""
_PEAK_DB = -2.5
_QUIETER_DB = (2.6, 1.0, 0.2, 0.0)
"""How far intro, build and full section lie below the hit."""
_BREATH_DB = 5.0
"""What is taken away just before the hit, so that it arrives."""


def play(
    notes: Sequence[Note], form: Form, *, mood: Mood, seconds: float, energy: float, seed: int
) -> Samples:
    """The finished piece: stereo, exactly so long, peak -2.5 dBFS, silent at both ends."""
    length = count(seconds)
    buses = _buses(notes, length, seed=seed)
    pump = _pump([note.start for note in notes if note.instrument == "kick"], length)
    levels = dict(zip(_PUMPED, mood.levels, strict=True))
    levels["drums"] *= 0.7 + 0.6 * energy
    mix = np.zeros((length, 2), np.float32)
    sent = np.zeros((length, 2), np.float32)
    course = _course(form, length, energy=energy)
    for part, bus in buses.items():
        heard = _echoed(bus, form.beat) if part == "lead" else bus
        tone = _levelled(_toned(part, heard, mood=mood, energy=energy), levels[part])
        depth = np.float32(_PUMPED[part] * min(1.0, 0.5 + energy))
        tone *= (course * (1 - depth * pump))[:, None]
        mix += tone
        sent += tone * np.float32(_SENT[part])
    moves = _transitions(form, length, energy=energy * min(1.0, 2 * mood.levels[-1]), seed=seed)
    wet = convolved(sent + moves * np.float32(0.5), room(mood.air, low=220, high=5600, seed=seed))
    wet *= (0.5 * (1 - 0.4 * pump))[:, None]
    return _mastered(mix + moves + wet, fall=min(0.8, (seconds - form.final) / 2))


def _buses(notes: Sequence[Note], length: int, *, seed: int) -> Mapping[str, Samples]:
    """Every part's notes, each different note sounded once."""
    buses: dict[str, Samples] = {}
    played: dict[tuple[str, int, float], Samples] = {}
    for note in notes:
        key = (note.instrument, note.pitch, round(note.seconds, 3))
        if key not in played:
            played[key] = _sounded(*key, seed=seed)
        bus = buses.setdefault(note.part, np.zeros((length, 2), np.float32))
        add(bus, stereo(played[key], pan=note.pan), at=note.start, level=note.force)
    return buses


def _sounded(instrument: str, pitch: int, seconds: float, *, seed: int) -> Samples:
    if instrument in DRUMS:
        return DRUMS[instrument](np.random.default_rng([seed, pitch, *instrument.encode()]))
    return INSTRUMENTS[instrument](440 * 2 ** ((pitch - 69) / 12), seconds)


def _pump(kicks: Sequence[float], length: int) -> Samples:
    """1.0 as the kick strikes, gone after a quarter of a second: what a side chain takes away."""
    taken = np.zeros(length, np.float32)
    shape = np.exp(-clock(count(0.4)) / 0.09)
    shape *= 1 - np.exp(-clock(len(shape)) / 0.003)
    for kick in kicks:
        start = count(kick)
        part = taken[start : start + len(shape)]
        np.maximum(part, shape[: len(part)], out=part)
    return taken


def _course(form: Form, length: int, *, energy: float) -> Samples:
    """The level over the piece: each section above the last, a breath before the hit, the hit whole."""
    scale = 0.7 + 0.6 * energy
    times, levels = [0.0], [-scale * _QUIETER_DB[form.bars[0].level]]
    for bar in form.bars[1:]:
        times += [bar.start - 0.03, bar.start]
        levels += [levels[-1], -scale * _QUIETER_DB[bar.level]]
    course = np.interp(clock(length), times, levels)
    breath = [form.hit - form.beat / 2, form.hit - form.beat / 4, form.hit - 0.02, form.hit - 0.005]
    course += np.interp(clock(length), breath, [0, -scale * _BREATH_DB, -scale * _BREATH_DB, 0])
    return (10 ** (course / 20)).astype(np.float32)


def _echoed(bus: Samples, beat: float) -> Samples:
    """The line with two echoes, three sixteenths apart, on changing sides."""
    heard = bus.copy()
    add(heard, bus[:, ::-1], at=0.75 * beat, level=0.28)
    add(heard, bus, at=1.5 * beat, level=0.13)
    return heard


def _toned(part: str, bus: Samples, *, mood: Mood, energy: float) -> Samples:
    bright = 0.7 + 0.6 * energy
    curves = {
        "pad": band(160, mood.colour * bright, order=1),
        "chords": band(140, 9000 * bright, order=1),
        "lead": band(250, 11_000, order=1),
        "bass": band(34, 900),
        "drums": band(30, None),
    }
    return shaped(bus, curves[part])


def _levelled(bus: Samples, level: float) -> Samples:
    """A part brought to its level: `level` is a sixth of full scale in RMS where it sounds."""
    power = (bus.astype(np.float64) ** 2).mean(axis=1)
    heard = power[power > 1e-3 * power.max()] if power.any() else power
    return bus * np.float32(level / 6 / max(1e-6, float(np.sqrt(heard.mean()))))


def _transitions(form: Form, length: int, *, energy: float, seed: int) -> Samples:
    """A riser into the hit and a blow on it."""
    moves = np.zeros((length, 2), np.float32)
    dice = np.random.default_rng([seed, 1])
    climb = min(4 * form.beat, form.hit * 0.6)
    rising = rise(climb, noise=dice)
    add(moves, rising / np.abs(rising).max(), at=form.hit - climb, level=0.05 + 0.13 * energy)
    blow = impact(dice)
    add(moves, blow / np.abs(blow).max(), at=form.hit, level=0.16 + 0.16 * energy)
    return moves


def _mastered(mix: Samples, *, fall: float) -> Samples:
    """Mono lows, wider highs, a little air; soft clipping, then the peak; the last chord sinks to silence."""
    middle, side = mix.mean(axis=1), (mix[:, 0] - mix[:, 1]) / 2
    tone = every(band(28, 17_500), bell(180, -1.5, octaves=1.4), shelf(4500, 3.0))
    middle = shaped(middle, tone)
    side = shaped(side, every(tone, band(180, None))) * np.float32(1.5)
    wide = np.stack([middle + side, middle - side], axis=1)
    wide *= np.float32(0.9 / max(1e-6, float(np.quantile(np.abs(wide), 0.9995))))
    clipped = faded(np.tanh(wide * np.float32(1.2)), rise=0.004, fall=fall)
    return clipped * np.float32(gain(_PEAK_DB) / max(1e-6, float(np.abs(clipped).max())))
