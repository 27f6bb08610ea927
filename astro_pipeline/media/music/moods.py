"""What each mood is made of: tempo, harmony, rhythm, instruments and their levels."""

from dataclasses import dataclass

CHORDS = {
    "major": (0, 4, 7, 12, 16),
    "maj9": (0, 4, 7, 11, 14),
    "add9": (0, 4, 7, 12, 14),
    "six": (0, 4, 7, 9, 14),
    "min7": (0, 3, 7, 10, 12),
    "min9": (0, 3, 7, 10, 14),
    "minor": (0, 3, 7, 12, 15),
    "sus": (0, 5, 7, 12, 14),
}
"""Semitones over the root."""

Chord = tuple[int, str]
"""The root over the key, in semitones, and the quality."""


@dataclass(frozen=True, slots=True)
class Mood:
    """A way of playing. Patterns have 16 steps a bar: "." rests, a digit is the stroke's force in ninths."""

    tempo: tuple[float, float]
    """Slowest and fastest it bears, beats a minute."""
    key: int
    """The tonic it lies best in, semitones over C."""
    progressions: tuple[tuple[Chord, ...], ...]
    """Four bars each; the seed chooses."""
    scale: tuple[int, ...]
    pad: str
    chords: str
    """Instrument of the chords."""
    comping: str
    """When the chords are struck."""
    arpeggio: bool
    """True where the chord's notes follow one another on those strokes."""
    lead: str
    bass: str
    kick: str
    snare: str
    backbeat: str
    """Which instrument the snare's pattern is played on."""
    hat: str
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


MOODS: dict[str, Mood] = {
    "uplifting": Mood(
        tempo=(98, 130), key=2, scale=(0, 2, 4, 7, 9),
        progressions=(
            ((0, "add9"), (7, "sus"), (9, "min7"), (5, "maj9")),
            ((5, "maj9"), (0, "add9"), (7, "major"), (9, "min7")),
            ((0, "add9"), (5, "maj9"), (9, "min7"), (7, "sus")),
        ),
        pad="pad", chords="keys", comping="8.....6...7.....", arpeggio=False,
        lead="pluck", bass="8.....6...8.....",
        kick="9......48..5....", snare="....7.......7..1", backbeat="clap",
        hat="3.5.3.5.3.5.3.5.", tick="hat",
        levels=(0.34, 0.50, 0.50, 0.56, 0.58), air=1.6, colour=4200, swing=0.08,
    ),
    "calm": Mood(
        tempo=(64, 94), key=7, scale=(0, 2, 4, 7, 9),
        progressions=(
            ((0, "maj9"), (5, "maj9"), (9, "min9"), (7, "sus")),
            ((5, "maj9"), (0, "maj9"), (2, "min7"), (7, "sus")),
        ),
        pad="pad", chords="keys", comping="7.......5.......", arpeggio=False,
        lead="pluck", bass="7...............",
        kick="4...............", snare="........2.......", backbeat="brush",
        hat="3.2.3.2.3.2.3.2.", tick="shaker",
        levels=(0.56, 0.52, 0.44, 0.42, 0.22), air=2.3, colour=2600,
    ),
    "driving": Mood(
        tempo=(108, 140), key=9, scale=(0, 3, 5, 7, 10),
        progressions=(
            ((0, "min9"), (8, "maj9"), (3, "maj9"), (10, "add9")),
            ((0, "min7"), (3, "add9"), (10, "sus"), (5, "min7")),
        ),
        pad="pad", chords="pluck", comping="8.5.6.5.8.5.6.57", arpeggio=True,
        lead="lead", bass="..8...8...8...8.",
        kick="9...9...9...9...", snare="....7.......7...", backbeat="clap",
        hat="..6...6...6...6.", tick="open_hat",
        levels=(0.28, 0.46, 0.36, 0.64, 0.70), air=1.2, colour=3600,
    ),
    "warm": Mood(
        tempo=(76, 108), key=5, scale=(0, 2, 4, 7, 9),
        progressions=(
            ((0, "maj9"), (9, "min9"), (2, "min7"), (7, "sus")),
            ((0, "six"), (4, "min7"), (5, "maj9"), (7, "sus")),
        ),
        pad="strings", chords="keys", comping="8..4..6...5.4...", arpeggio=False,
        lead="guitar", bass="8.....4.6.......",
        kick="7.......5.4.....", snare="....4.......4...", backbeat="brush",
        hat="3.2.4.2.3.2.4.2.", tick="shaker",
        levels=(0.38, 0.54, 0.46, 0.52, 0.34), air=1.5, colour=2800, swing=0.16,
    ),
    "playful": Mood(
        tempo=(102, 138), key=0, scale=(0, 2, 4, 7, 9),
        progressions=(
            ((0, "six"), (9, "min7"), (2, "min7"), (7, "major")),
            ((0, "major"), (5, "six"), (0, "six"), (7, "sus")),
        ),
        pad="strings", chords="guitar", comping="5.7...7...7...74", arpeggio=False,
        lead="marimba", bass="8.....5.8...5...",
        kick="7.......7..4....", snare="....6.......6...", backbeat="snap",
        hat="2.4.2.4.2.4.2.42", tick="shaker",
        levels=(0.20, 0.44, 0.60, 0.54, 0.44), air=0.9, colour=3200, swing=0.2,
    ),
    "cinematic": Mood(
        tempo=(66, 104), key=2, scale=(0, 2, 3, 7, 8),
        progressions=(
            ((0, "minor"), (8, "add9"), (3, "add9"), (10, "sus")),
            ((0, "minor"), (5, "min7"), (8, "maj9"), (10, "major")),
        ),
        pad="strings", chords="piano", comping="7.4.5.4.7.4.5.4.", arpeggio=True,
        lead="bell", bass="8...............",
        kick="8.....5.7.......", snare="..............54", backbeat="tom",
        hat="................", tick="shaker",
        levels=(0.62, 0.42, 0.32, 0.52, 0.56), air=2.6, colour=3000,
    ),
}  # fmt: skip
