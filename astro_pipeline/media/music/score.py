"""The score: a mood, a form and a seed become notes, before anything sounds."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np

from astro_pipeline.media.music.form import Bar, Form
from astro_pipeline.media.music.moods import CHORDS, Chord, Mood

Part = Literal["pad", "chords", "lead", "bass", "drums"]


@dataclass(frozen=True, slots=True)
class Note:
    """One note or stroke. A drum's pitch is which of its recordings is struck."""

    part: Part
    instrument: str
    start: float
    pitch: int
    """MIDI number; 60 is middle C."""
    seconds: float
    force: float
    pan: float = 0.0


@dataclass(frozen=True, slots=True)
class Theme:
    """What a seed decides, alike for every length of a campaign's music."""

    key: int
    """MIDI number of the tonic, 45 to 57."""
    progression: tuple[Chord, ...]
    rhythm: tuple[int, ...]
    """The motif's sixteenths within a bar."""
    degrees: tuple[int, ...]
    """The motif's steps of the scale."""


def choose_theme(mood: Mood, *, seed: int) -> Theme:
    """Key, harmony and motif."""
    dice = np.random.default_rng(seed)
    progression = mood.progressions[int(dice.integers(len(mood.progressions)))]
    key = 45 + (mood.key + 3 + int(dice.integers(-2, 3))) % 12
    strokes = sorted(
        {0, *(int(place) for place in dice.choice((3, 4, 6, 8, 10, 11, 12, 14), size=4, replace=False))}
    )
    steps = np.clip(2 + np.cumsum(dice.choice((-2, -1, 1, 1, 2), size=len(strokes))), 0, 6)
    return Theme(key, progression, tuple(strokes), tuple(int(step) for step in steps))


def write_score(mood: Mood, form: Form, *, theme: Theme, energy: float, seed: int) -> list[Note]:
    """Every note of the piece, in order of its parts."""
    player = _Player(mood, form, theme, energy, np.random.default_rng(seed))
    notes: list[Note] = []
    previous: tuple[int, ...] = ()
    for number, bar in enumerate(form.bars):
        root, quality = player.chord(number, bar)
        previous = _voiced([theme.key + root + step for step in CHORDS[quality]], previous, theme.key)
        notes += player.bar(number, bar, voicing=previous, root=root)
    notes += player.last_chord(_voiced([theme.key + step for step in CHORDS["add9"]], previous, theme.key))
    return notes


@dataclass(frozen=True, slots=True)
class _Player:
    mood: Mood
    form: Form
    theme: Theme
    energy: float
    dice: np.random.Generator

    @property
    def step(self) -> float:
        """A sixteenth, in seconds."""
        return self.form.beat / 4

    def chord(self, number: int, bar: Bar) -> Chord:
        """The harmony of a bar: it starts anew on the hit, and the bar before leads there."""
        harmony = self.theme.progression
        hit = next((n for n, each in enumerate(self.form.bars) if each.start >= self.form.hit - 1e-6), None)
        if bar.start >= self.form.hit - 1e-6 and hit is not None:
            return harmony[(number - hit) % 4]
        before = hit if hit is not None else len(self.form.bars)
        return harmony[-1] if number == before - 1 and before > 1 else harmony[number % 4]

    def bar(self, number: int, bar: Bar, *, voicing: Sequence[int], root: int) -> Iterator[Note]:
        """All parts of one bar."""
        yield from self.pad(bar, voicing)
        yield from self.comping(number, bar, voicing)
        if bar.level or self.mood.arpeggio:
            yield from self.bass(bar, root)
        if bar.level or len(self.form.bars) < 4:
            yield from self.motif(number, bar)
        if bar.level:
            yield from self.drums(number, bar)

    def pad(self, bar: Bar, voicing: Sequence[int]) -> Iterator[Note]:
        held = bar.beats * self.form.beat
        for pitch in voicing:
            yield Note(
                "pad", self.mood.pad, bar.start, pitch + 12 * (pitch < 52), held, 0.6 + 0.1 * bar.level
            )

    def comping(self, number: int, bar: Bar, voicing: Sequence[int]) -> Iterator[Note]:
        """The chords: together on each stroke, or one note after another."""
        for place, force in self.strokes(self.mood.comping, bar):
            if bar.level == 0 and place % 4 and self.mood.arpeggio:
                continue
            if self.mood.arpeggio:
                order = (place * 3 // 2 + number) % (2 * len(voicing))
                pitch = voicing[order % len(voicing)] + 12 * (order >= len(voicing))
                yield self.struck(
                    "chords", self.mood.chords, bar, place, pitch + 12, 1, force, 0.5 * np.sin(place * 1.7)
                )
                continue
            for string, pitch in enumerate(voicing[-4:]):
                late = string * 0.012 / self.step
                pan = (string - 1.5) * 0.22
                yield self.struck(
                    "chords", self.mood.chords, bar, place + late, pitch + 12, 5, force * 0.8, pan
                )

    def motif(self, number: int, bar: Bar) -> Iterator[Note]:
        """Two bars of call and answer: the answer leaves every other note out and ends a step off."""
        answer = number % 2 == 1
        for turn, (place, degree) in enumerate(zip(self.theme.rhythm, self.theme.degrees, strict=True)):
            if (answer and turn % 2) or place >= bar.beats * 4 or (bar.level == 1 and turn > 2):
                continue
            scale = self.mood.scale
            moved = degree + (1 if answer else 0)
            pitch = self.theme.key + 24 + scale[moved % len(scale)] + 12 * (moved // len(scale))
            yield self.struck("lead", self.mood.lead, bar, place, pitch, 3, 0.75, 0.25)

    def bass(self, bar: Bar, root: int) -> Iterator[Note]:
        pitch = self.theme.key + root - 12
        pitch -= 12 * (pitch > 46)
        strokes = list(self.strokes(self.mood.bass, bar))
        ends = [place for place, _ in strokes[1:]] + [bar.beats * 4]
        for (place, force), end in zip(strokes, ends, strict=True):
            yield self.struck("bass", "bass", bar, place, pitch, (end - place) * 0.92, force, 0)

    def drums(self, number: int, bar: Bar) -> Iterator[Note]:
        """Kick from the build on, everything from the full section on; a fill leads to the hit."""
        for place, force in self.strokes(self.mood.kick, bar):
            yield self.hit("kick", bar, place, force, 0)
        for place, force in self.strokes(self.mood.hat, bar):
            if (bar.level > 1 or place % 4 == 2 or self.energy > 0.7) and (
                place % 2 == 0 or self.energy > 0.4
            ):
                yield self.hit(self.mood.tick, bar, place, force * (0.35 + 0.25 * self.energy), -0.25)
        if bar.level > 1 or self.energy > 0.5:
            for place, force in self.strokes(self.mood.snare, bar):
                yield self.hit(self.mood.backbeat, bar, place, force * 0.6, 0.08)
        end = bar.start + bar.beats * self.form.beat
        if abs(end - self.form.hit) < 1e-6 and self.energy > 0.35:
            for turn, place in enumerate(range(bar.beats * 4 - 4, bar.beats * 4)):
                yield self.hit(self.mood.backbeat, bar, place, 0.2 + 0.12 * turn + 0.01 * (number % 2), 0.1)

    def last_chord(self, voicing: Sequence[int]) -> Iterator[Note]:
        """What rings to the end."""
        end = self.form.final
        for string, pitch in enumerate(voicing):
            yield Note("pad", self.mood.pad, end, pitch + 12 * (pitch < 52), 1.2, 0.8)
            yield Note(
                "chords", self.mood.chords, end + 0.014 * string, pitch + 12, 1.6, 0.85, 0.2 * string - 0.4
            )
        yield Note("bass", "bass", end, self.theme.key - 12 * (self.theme.key > 46), 1.4, 0.8)
        yield Note("drums", "kick", end, 0, 0.4, 0.8)

    def strokes(self, pattern: str, bar: Bar) -> Iterator[tuple[int, float]]:
        """Where a pattern strikes within a bar, and how hard (0 to 1)."""
        for place, mark in enumerate(pattern[: bar.beats * 4]):
            if mark != ".":
                yield place, int(mark) / 9

    def struck(
        self,
        part: Part,
        instrument: str,
        bar: Bar,
        place: float,
        pitch: int,
        steps: float,
        force: float,
        pan: float,
    ) -> Note:
        """A note on a sixteenth, swung, a few milliseconds early or late as a hand would be."""
        swung = place + (self.mood.swing if int(place) % 2 else 0)
        hand = float(np.clip(self.dice.normal(0, 0.003), -0.008, 0.008))
        start = max(0.0, bar.start + swung * self.step + (hand if part != "bass" else 0))
        return Note(part, instrument, start, pitch, steps * self.step, force, float(pan))

    def hit(self, drum: str, bar: Bar, place: int, force: float, pan: float) -> Note:
        return self.struck("drums", drum, bar, place, place % 3, 1, force, pan)


def _voiced(chord: Sequence[int], previous: Sequence[int], key: int) -> tuple[int, ...]:
    """The chord's notes in the octave nearest to the last ones, within an octave and a half of the key."""
    low, high = key - 5, key + 16
    if not previous:
        return tuple(sorted({_folded(pitch, low, high) for pitch in chord}))
    near = (
        min(
            (pitch + 12 * turn for turn in (-1, 0, 1)),
            key=lambda p: min(abs(p - other) for other in previous),
        )
        for pitch in chord
    )
    return tuple(sorted({_folded(pitch, low, high) for pitch in near}))


def _folded(pitch: int, low: int, high: int) -> int:
    while pitch < low:
        pitch += 12
    while pitch > high:
        pitch -= 12
    return pitch
