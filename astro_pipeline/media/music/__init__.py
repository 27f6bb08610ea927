"""Music composed to length: chosen by mood and seed, fitted to the picture, played here."""

from collections.abc import Sequence
from dataclasses import dataclass

from astro_pipeline.errors import MediaUnreadable
from astro_pipeline.media.music.form import fit
from astro_pipeline.media.music.melody import choose_theme
from astro_pipeline.media.music.moods import MOODS
from astro_pipeline.media.music.playing import play
from astro_pipeline.media.music.score import write_score
from astro_pipeline.media.sound.samples import Samples

__all__ = ["MOODS", "Bed", "compose"]


@dataclass(frozen=True, slots=True)
class Bed:
    """A piece of music and where it turns, in seconds."""

    sound: Samples
    bpm: float
    sections: tuple[float, ...]
    hit: float
    """Where everything arrives: the logo."""
    final: float
    """Where the last chord is struck; it rings to the end."""


def compose(mood: str, *, energy: float, seconds: float, beats: Sequence[float], seed: int) -> Bed:
    """A bed of exactly that length; `beats` is where the picture changes, the last one the logo's.

    Raises: MediaUnreadable for a mood that is not in `MOODS` or a length under 4 s.
    """
    if mood not in MOODS:
        raise MediaUnreadable(f"mood: {mood!r} is not known; choose one of {', '.join(MOODS)}")
    if seconds < 4:
        raise MediaUnreadable(f"seconds: {seconds} is too short for a piece of music; ask for 4 or more")
    way = MOODS[mood]
    force = min(1.0, max(0.0, energy))
    form = fit(seconds, beats, tempo=way.tempo, energy=force)
    notes = write_score(way, form, theme=choose_theme(way, seed=seed), energy=force, seed=seed)
    sound = play(notes, form, mood=way, seconds=seconds, energy=force, seed=seed)
    return Bed(sound, round(form.bpm, 2), form.sections, round(form.hit, 3), round(form.final, 3))
