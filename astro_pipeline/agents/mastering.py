"""How loud each film is to be: what its placements ask for, and how files of another loudness are named."""

from astro_pipeline.domain.brief import Brief
from astro_pipeline.domain.placements import SoundTarget, placements, sound_targets


def loudness_stem(seconds: int, loudness_lufs: float) -> str:
    """The length as in file names, with the loudness where it is not the usual one: 15s, 15s.23lufs."""
    usual = loudness_lufs == SoundTarget().loudness_lufs
    return f"{seconds}s" if usual else f"{seconds}s.{-loudness_lufs:g}lufs"


def targets_of(brief: Brief, seconds: int) -> tuple[SoundTarget, ...]:
    """One target per loudness that the brief's placements ask for at that length."""
    known = placements()
    wanted = (known[name].film(seconds) for name in brief.placements if name in known)
    return sound_targets(spec for spec in wanted if spec)
