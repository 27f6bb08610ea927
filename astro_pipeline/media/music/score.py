"""The score: a mood, a form and a seed become notes, before anything sounds."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np

from astro_pipeline.media.music.form import Bar, Form
from astro_pipeline.media.music.melody import Theme, sung
from astro_pipeline.media.music.moods import CHORDS, Chord, Groove, Mood

Part = Literal["pad", "chords", "lead", "bass", "drums"]

_LOWEST = 52
"""The lowest note a chord may have, as a MIDI number: below, close chords are mud."""
_MINOR_THIRD = 3
_FULLEST = 4
"""Notes a chord has at most; of five, the root is left to the bass."""


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


def write_score(mood: Mood, form: Form, *, theme: Theme, energy: float, seed: int) -> list[Note]:
    """Every note of the piece, in order of its parts."""
    player = _Player(mood, form, theme, energy, np.random.default_rng(seed))
    notes: list[Note] = []
    previous: tuple[int, ...] = ()
    for number, bar in enumerate(form.bars):
        root, quality = player.chord(number, bar)
        chord = [theme.key + root + step for step in CHORDS[quality]]
        previous = voiced(chord, previous)
        notes += player.bar(number, bar, voicing=previous, root=root)
    home = [theme.key + step for step in CHORDS["minor" if _MINOR_THIRD in mood.scale else "add9"]]
    notes += player.last_chord(voiced(home, previous))
    return notes


def voiced(chord: Sequence[int], previous: Sequence[int]) -> tuple[int, ...]:
    """The chord in the close position to which the voices of the last one have the shortest way."""
    tones = list(dict.fromkeys(pitch % 12 for pitch in chord))
    tones = tones[len(tones) > _FULLEST :]
    positions = (
        tuple(sorted(lowest + (tone - lowest) % 12 for tone in tones))
        for lowest in range(_LOWEST, _LOWEST + 12)
    )

    def way(position: Sequence[int]) -> float:
        steps = sum(min(abs(pitch - other) for other in previous) for pitch in position) if previous else 0
        return steps + 0.2 * abs(sum(position) / len(position) - _LOWEST - 9)

    return min(positions, key=way)


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

    @property
    def groove(self) -> Groove:
        return self.mood.grooves[self.theme.groove]

    @property
    def drummed(self) -> bool:
        """False for a mood without drums."""
        return any(mark != "." for mark in self.groove.kick)

    def place(self, number: int, bar: Bar) -> int:
        """The bar's number within its phrases, which start anew on the hit."""
        hit = next((n for n, each in enumerate(self.form.bars) if each.start >= self.form.hit - 1e-6), None)
        return number - hit if hit is not None and bar.start >= self.form.hit - 1e-6 else number

    def chord(self, number: int, bar: Bar) -> Chord:
        """The harmony of a bar: it starts anew on the hit, and the bar before leads there."""
        harmony = self.theme.progression
        end = bar.start + bar.beats * self.form.beat
        if number and abs(end - self.form.hit) < 1e-6:
            return harmony[-1]
        return harmony[self.place(number, bar) % 4]

    def bar(self, number: int, bar: Bar, *, voicing: Sequence[int], root: int) -> Iterator[Note]:
        """All parts of one bar."""
        yield from self.pad(bar, voicing)
        yield from self.comping(number, bar, voicing)
        if bar.level or self.mood.arpeggio:
            yield from self.bass(bar, root)
        if bar.level or len(self.form.bars) < 4:
            yield from self.melody(number, bar, voicing, root)
        if bar.level and self.drummed:
            yield from self.drums(bar)
            yield from self.turn(bar)

    def pad(self, bar: Bar, voicing: Sequence[int]) -> Iterator[Note]:
        held = bar.beats * self.form.beat
        for pitch in voicing:
            yield Note("pad", self.mood.pad, bar.start, pitch, held, 0.6 + 0.1 * bar.level)

    def comping(self, number: int, bar: Bar, voicing: Sequence[int]) -> Iterator[Note]:
        """The chords: together on each stroke, or one note after another."""
        for place, force in self.strokes(self.groove.comping, bar):
            if bar.level == 0 and place % 4 and self.mood.arpeggio:
                continue
            if self.mood.arpeggio:
                order = (place * 3 // 2 + number) % (2 * len(voicing))
                pitch = voicing[order % len(voicing)] + 12 * (order >= len(voicing))
                pan = 0.5 * float(np.sin(place * 1.7))
                yield self.struck("chords", self.mood.chords, bar, place, pitch + 12, 2, force, pan)
                continue
            for string, pitch in enumerate(voicing):
                late = place + string * 0.012 / self.step
                pan = (string - 1.5) * 0.22
                yield self.struck("chords", self.mood.chords, bar, late, pitch + 12, 5, force * 0.8, pan)

    def melody(self, number: int, bar: Bar, voicing: Sequence[int], root: int) -> Iterator[Note]:
        """The theme; after the hit of a lively piece an octave above goes with it."""
        tones = sung(
            self.theme,
            self.mood,
            bar=self.place(number, bar),
            sparse=bar.level == 1,
            chord=(*voicing, self.theme.key + root),
        )
        for tone in tones:
            if tone.place >= bar.beats * 4:
                continue
            yield self.struck("lead", self.mood.lead, bar, tone.place, tone.pitch, tone.steps, 0.75, 0.2)
            if bar.level > 2 and self.energy > 0.45:
                yield self.struck(
                    "lead", self.mood.lead, bar, tone.place, tone.pitch + 12, tone.steps, 0.3, -0.35
                )

    def bass(self, bar: Bar, root: int) -> Iterator[Note]:
        pitch = self.theme.key + root - 12
        pitch -= 12 * (pitch > 46)
        strokes = list(self.strokes(self.groove.bass, bar))
        ends = [place for place, _ in strokes[1:]] + [bar.beats * 4]
        for number, ((place, force), end) in enumerate(zip(strokes, ends, strict=True)):
            fifth = 7 if self.mood.low == "upright" and number % 2 else 0
            low = pitch + fifth - 12 * (pitch + fifth > 46)
            yield self.struck("bass", self.mood.low, bar, place, low, (end - place) * 0.92, force, 0)

    def drums(self, bar: Bar) -> Iterator[Note]:
        """Kick from the build on, everything from the full section on."""
        for place, force in self.strokes(self.groove.kick, bar):
            yield self.hit("kick", bar, place, force, 0)
        for place, force in self.strokes(self.groove.hat, bar):
            if (bar.level > 1 or place % 4 == 2 or self.energy > 0.7) and (
                place % 2 == 0 or self.energy > 0.4
            ):
                yield self.hit(self.mood.tick, bar, place, force * (0.35 + 0.25 * self.energy), -0.25)
        if bar.level > 1 or self.energy > 0.5:
            for place, force in self.strokes(self.groove.snare, bar):
                yield self.hit(self.mood.backbeat, bar, place, force * 0.6, 0.08)

    def turn(self, bar: Bar) -> Iterator[Note]:
        """A cymbal where a section begins, a fill where one ends; the longest leads to the hit."""
        if self.energy <= 0.3:
            return
        turns = self.form.sections[1:]
        if any(abs(bar.start - turn) < 2e-3 for turn in turns) and bar.level > 1:
            yield self.hit("crash", bar, 0, 0.2 + 0.25 * self.energy * (bar.level > 2), 0.3)
        end = bar.start + bar.beats * self.form.beat
        if not any(abs(end - turn) < 2e-3 for turn in turns):
            return
        strokes = 4 if abs(end - self.form.hit) < 1e-6 else 2
        for number, place in enumerate(range(bar.beats * 4 - strokes, bar.beats * 4)):
            yield self.hit(self.mood.backbeat, bar, place, 0.2 + 0.12 * number, 0.1 * (-1) ** number)

    def last_chord(self, voicing: Sequence[int]) -> Iterator[Note]:
        """What rings to the end, the tonic on top."""
        end = self.form.final
        for string, pitch in enumerate(voicing):
            yield Note("pad", self.mood.pad, end, pitch, 1.2, 0.8)
            yield Note(
                "chords", self.mood.chords, end + 0.014 * string, pitch + 12, 1.6, 0.85, 0.2 * string - 0.4
            )
        yield Note("lead", self.mood.lead, end, self.theme.key + 24, 1.2, 0.8)
        yield Note("bass", self.mood.low, end, self.theme.key - 12 * (self.theme.key > 46), 1.4, 0.8)
        if self.drummed:
            yield Note("drums", "kick", end, 0, 0.4, 0.8)
        if self.drummed and self.energy > 0.3 and end - self.form.hit < 1e-6:
            yield Note("drums", "crash", end, 0, 1.5, 0.3 + 0.3 * self.energy, 0.3)

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
        """A note on a sixteenth, swung, a few milliseconds early or late, harder or softer, as by hand."""
        swung = place + (self.mood.swing if int(place) % 2 else 0)
        hand = float(np.clip(self.dice.normal(0, 0.003), -0.008, 0.008))
        weight = float(np.clip(self.dice.normal(1, 0.07), 0.8, 1.2))
        start = max(0.0, bar.start + swung * self.step + (hand if part != "bass" else 0))
        return Note(part, instrument, start, pitch, steps * self.step, force * weight, float(pan))

    def hit(self, drum: str, bar: Bar, place: int, force: float, pan: float) -> Note:
        return self.struck("drums", drum, bar, place, place % 3, 1, force, pan)
