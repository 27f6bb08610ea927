"""What each mood is made of: tempo, harmony, grooves, instruments and their levels."""

from dataclasses import dataclass

CHORDS = {
    "major": (0, 4, 7, 12, 16),
    "maj9": (0, 4, 7, 11, 14),
    "add9": (0, 4, 7, 12, 14),
    "six": (0, 4, 7, 9, 14),
    "dom13": (0, 4, 10, 14, 21),
    "min7": (0, 3, 7, 10, 12),
    "min9": (0, 3, 7, 10, 14),
    "minor": (0, 3, 7, 12, 15),
    "sus": (0, 5, 7, 12, 14),
}
"""Semitones over the root."""

Chord = tuple[int, str]
"""The root over the key, in semitones, and the quality."""


@dataclass(frozen=True, slots=True)
class Groove:
    """One way of keeping time: 16 steps a bar, "." rests, a digit is the stroke's force in ninths."""

    comping: str
    """When the chords are struck."""
    bass: str
    kick: str
    snare: str
    hat: str


def _groove(patterns: str) -> Groove:
    comping, bass, kick, snare, hat = patterns.split()
    return Groove(comping, bass, kick, snare, hat)


@dataclass(frozen=True, slots=True)
class Mood:
    """A way of playing."""

    tempo: tuple[float, float]
    """Slowest and fastest it bears, beats a minute."""
    key: int
    """The tonic it lies best in, semitones over C."""
    scale: tuple[int, ...]
    progressions: tuple[tuple[Chord, ...], ...]
    """Four bars each; the seed chooses."""
    grooves: tuple[Groove, ...]
    """The seed chooses."""
    pad: str
    chords: str
    """Instrument of the chords."""
    arpeggio: bool
    """True where the chord's notes follow one another on those strokes."""
    lead: str
    low: str
    """Instrument of the bass."""
    backbeat: str
    """Which instrument the snare's pattern is played on."""
    tick: str
    """Which instrument the hat's pattern is played on."""
    levels: tuple[float, float, float, float, float]
    """Pad, chords, lead, bass, drums."""
    air: float
    """Seconds of reverberation."""
    colour: float
    """Where the pad is filtered, Hz."""
    swing: float = 0.0
    """How late every second sixteenth comes, in sixteenths."""


_MAJOR = (0, 2, 4, 7, 9)
_MINOR = (0, 3, 5, 7, 10)

MOODS: dict[str, Mood] = {
    "uplifting": Mood(
        tempo=(98, 130), key=2, scale=_MAJOR,
        progressions=(
            ((0, "add9"), (7, "sus"), (9, "min7"), (5, "maj9")),
            ((5, "maj9"), (0, "add9"), (7, "major"), (9, "min7")),
            ((0, "add9"), (5, "maj9"), (9, "min7"), (7, "sus")),
        ),
        grooves=(
            _groove("8.....6...7..... 8.....6...8..... 9......48..5.... ....7.......7..1 3.5.3.5.3.5.3.5."),
            _groove("8..6..7...6...5. 8..5..6.8..5..6. 9.....4.8.4..... ....7.......7... 4.353.354.353.35"),
        ),
        pad="pad", chords="keys", arpeggio=False, lead="pluck", low="bass",
        backbeat="clap", tick="hat",
        levels=(0.34, 0.50, 0.50, 0.56, 0.58), air=1.6, colour=4200, swing=0.08,
    ),
    "calm": Mood(
        tempo=(64, 94), key=7, scale=_MAJOR,
        progressions=(
            ((0, "maj9"), (5, "maj9"), (9, "min9"), (7, "sus")),
            ((5, "maj9"), (0, "maj9"), (2, "min7"), (7, "sus")),
        ),
        grooves=(
            _groove("7.......5....... 7............... 4............... ........2....... 3.2.3.2.3.2.3.2."),
            _groove("6.....5.....4... 7.........4..... 4.........2..... ............2... 2...3...2...3..."),
        ),
        pad="pad", chords="keys", arpeggio=False, lead="bell", low="sub",
        backbeat="brush", tick="shaker",
        levels=(0.56, 0.52, 0.34, 0.42, 0.22), air=2.3, colour=2600,
    ),
    "driving": Mood(
        tempo=(108, 140), key=9, scale=_MINOR,
        progressions=(
            ((0, "min9"), (8, "maj9"), (3, "maj9"), (10, "add9")),
            ((0, "min7"), (3, "add9"), (10, "sus"), (5, "min7")),
        ),
        grooves=(
            _groove("8.5.6.5.8.5.6.57 ..8...8...8...8. 9...9...9...9... ....7.......7... ..6...6...6...6."),
            _groove("8..5..8..5..8.5. 8.6.8.6.8.6.8.68 9...9...9...9.3. ....7.......7..3 3.6.3.6.3.6.3.63"),
        ),
        pad="pad", chords="pluck", arpeggio=True, lead="lead", low="pulse",
        backbeat="clap", tick="open_hat",
        levels=(0.30, 0.48, 0.38, 0.52, 0.62), air=1.2, colour=3600,
    ),
    "warm": Mood(
        tempo=(76, 108), key=5, scale=_MAJOR,
        progressions=(
            ((0, "maj9"), (9, "min9"), (2, "min7"), (7, "sus")),
            ((0, "six"), (4, "min7"), (5, "maj9"), (7, "sus")),
        ),
        grooves=(
            _groove("8..4..6...5.4... 8.....4.6....... 7.......5.4..... ....4.......4... 3.2.4.2.3.2.4.2."),
            _groove("7..5..5.7..5..5. 8.......6.....4. 7.....3.6....... ....4.......4..2 3..23..23..23..2"),
        ),
        pad="strings", chords="guitar", arpeggio=False, lead="guitar", low="upright",
        backbeat="brush", tick="shaker",
        levels=(0.38, 0.54, 0.46, 0.50, 0.34), air=1.5, colour=2800, swing=0.16,
    ),
    "playful": Mood(
        tempo=(102, 138), key=0, scale=_MAJOR,
        progressions=(
            ((0, "six"), (9, "min7"), (2, "min7"), (7, "major")),
            ((0, "major"), (5, "six"), (0, "six"), (7, "sus")),
        ),
        grooves=(
            _groove("..7...7...7...74 8...5...8...5... 7.......7..4.... ....6.......6... 2.4.2.4.2.4.2.42"),
            _groove("..7..5....7..5.. 8.....5.6...5... 7.....4.7....... ....6.......6.3. 4.2.4.2.4.2.4.2."),
        ),
        pad="strings", chords="guitar", arpeggio=False, lead="marimba", low="upright",
        backbeat="snap", tick="shaker",
        levels=(0.16, 0.46, 0.62, 0.54, 0.46), air=0.8, colour=3200, swing=0.22,
    ),
    "cinematic": Mood(
        tempo=(66, 104), key=2, scale=(0, 2, 3, 7, 8),
        progressions=(
            ((0, "minor"), (8, "add9"), (3, "add9"), (10, "sus")),
            ((0, "minor"), (5, "min7"), (8, "maj9"), (10, "major")),
        ),
        grooves=(
            _groove("7.4.5.4.7.4.5.4. 8............... 8.....5.7....... ..............54 ................"),
            _groove("7..4..5.7..4..5. 8.......6....... 8..5..5.8....... ............4.54 ................"),
        ),
        pad="strings", chords="piano", arpeggio=True, lead="bell", low="sub",
        backbeat="tom", tick="shaker",
        levels=(0.60, 0.42, 0.30, 0.52, 0.58), air=2.6, colour=3000,
    ),
    "elegant": Mood(
        tempo=(84, 118), key=10, scale=(0, 2, 4, 7, 9, 11),
        progressions=(
            ((2, "min9"), (7, "dom13"), (0, "maj9"), (9, "min9")),
            ((0, "maj9"), (9, "min9"), (2, "min9"), (7, "dom13")),
        ),
        grooves=(
            _groove("6..5......6.5... 8...6...7...6... 4............... ....3.......3... 4..24..24..24..2"),
            _groove("..6...5..6....5. 8..7....8..7.... 5.....3.5....... ...4..4....4..4. 4.2.4.2.4.2.4.2."),
        ),
        pad="strings", chords="keys", arpeggio=False, lead="piano", low="upright",
        backbeat="rim", tick="ride",
        levels=(0.22, 0.52, 0.50, 0.54, 0.30), air=1.1, colour=2400, swing=0.12,
    ),
    "tender": Mood(
        tempo=(58, 84), key=3, scale=_MAJOR,
        progressions=(
            ((0, "add9"), (4, "min7"), (5, "maj9"), (7, "sus")),
            ((9, "min9"), (5, "maj9"), (0, "add9"), (7, "sus")),
        ),
        grooves=(
            _groove("7.5.4.5.6.4.5.4. 7............... ................ ................ ................"),
            _groove("7..5..4.6..5..4. 7.......5....... ................ ................ ................"),
        ),
        pad="strings", chords="piano", arpeggio=True, lead="celesta", low="sub",
        backbeat="brush", tick="shaker",
        levels=(0.50, 0.60, 0.34, 0.36, 0.20), air=2.4, colour=2200,
    ),
}  # fmt: skip
