"""The pulse of a recording: where its notes begin, and the beat they keep.

Spectral flux, then the period and phase of the grid that gathers most of it.
"""

from dataclasses import dataclass

import numpy as np

from astro_pipeline.media.sound.samples import RATE, Samples

_HOP = 240
"""5 ms."""
_WINDOW = 1024
_SLOWEST, _FASTEST = 55.0, 185.0
_USUAL = 115.0
"""Beats a minute; a tempo near the usual one is preferred to its half or double."""
_LOW = 200.0
"""Hz."""
_STEADY = 2.2
"""How far the best grid stands over a middling one where there is a beat: noise reaches 2.0, music 2.4."""
_APART = 10
"""Hops between two onsets at the least."""


@dataclass(frozen=True, slots=True)
class Pulse:
    """A steady beat: seconds of one beat, and when the first one falls."""

    beat: float
    first: float


def flux(sound: Samples, *, below: float = RATE / 2) -> Samples:
    """How much louder the spectrum below a frequency grows, every 5 ms; 1.0 is the loudest onset of all.

    Logarithmic, so that a soft note counts beside a loud one; what is 60 dB down does not.
    """
    spectrum = _spectra(sound)[:, : 1 + int(below * _WINDOW / RATE)]
    return _growth(np.log1p(1000 * spectrum / max(1e-9, float(spectrum.max()))))


def onsets(sound: Samples, *, least: float = 0.12) -> Samples:
    """When notes and strokes begin, in seconds: peaks of the flux, `least` of the highest or more."""
    strength = flux(sound)
    found: list[int] = []
    for hop in np.argsort(-strength, kind="stable"):
        if strength[hop] < least:
            break
        if all(abs(int(hop) - other) >= _APART for other in found):
            found.append(int(hop))
    return np.array(sorted(found)) * _HOP / RATE


def pulse(sound: Samples) -> Pulse | None:
    """The beat of a recording, or None where it keeps none.

    Soft strokes tell the tempo, powerful ones the beat from the off-beat.
    """
    strength = flux(sound) + flux(sound, below=_LOW)
    strength = np.maximum(0, strength - _averaged(strength, 80))
    beats = 60 / np.arange(_SLOWEST, _FASTEST, 0.25)
    scores = [_gathered(strength, beat) for beat in beats]
    weights = np.exp(-0.5 * (np.log2(60 / beats / _USUAL) / 0.9) ** 2)
    best = int(np.argmax([score * weight for (score, _), weight in zip(scores, weights, strict=True)]))
    score, phase = scores[best]
    if score < _STEADY * float(np.median([each for each, _ in scores])):
        return None
    beat = float(beats[best])
    power = _growth(_spectra(sound) ** 2)
    first = max((phase, (phase + beat / 2) % beat), key=lambda first: _struck(power, beat, first))
    return Pulse(beat=beat, first=first)


def _spectra(sound: Samples) -> Samples:
    mono = sound.mean(axis=1) if sound.ndim > 1 else sound
    padded = np.pad(mono.astype(np.float32), (_WINDOW // 2, _WINDOW))
    frames = np.lib.stride_tricks.sliding_window_view(padded, _WINDOW)[::_HOP][: len(mono) // _HOP + 1]
    return np.abs(np.fft.rfft(frames * np.hanning(_WINDOW).astype(np.float32), axis=1))


def _growth(level: Samples) -> Samples:
    grown = np.pad(np.maximum(0, level[2:] - level[:-2]).sum(axis=1), (1, 1))
    return grown / max(1e-9, float(grown.max()))


def _struck(power: Samples, beat: float, first: float) -> float:
    """How powerful the onsets on a grid are, a hop early or late counting as well."""
    wide = np.maximum(np.maximum(power, np.roll(power, 1)), np.roll(power, -1))
    places = np.round(np.arange(first * RATE / _HOP, len(power) - 1, beat * RATE / _HOP)).astype(int)
    return float(wide[places].mean())


def _gathered(strength: Samples, beat: float) -> tuple[float, float]:
    """The mean strength on the best grid of that period, and the first of its beats in seconds."""
    period = beat * RATE / _HOP
    count = int(len(strength) / period)
    if count < 2:
        return 0.0, 0.0
    phases = np.arange(int(period))
    places = np.round(phases[:, None] + np.arange(count) * period).astype(int)
    means = strength[np.minimum(places, len(strength) - 1)].mean(axis=1)
    best = int(np.argmax(means))
    return float(means[best]), best * _HOP / RATE


def _averaged(values: Samples, width: int) -> Samples:
    sums = np.concatenate(
        [[0.0], np.cumsum(np.pad(values, (width // 2, width - width // 2 - 1), mode="edge"))]
    )
    return (sums[width:] - sums[:-width]) / width
