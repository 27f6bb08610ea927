"""How loud each film is to be: what its placements ask for, and how files of another loudness are named."""

from collections.abc import Mapping
from typing import Final, cast

from pydantic import JsonValue

from astro_pipeline.domain.brief import Brief
from astro_pipeline.domain.placements import SoundTarget, placements, sound_targets
from astro_pipeline.domain.review import Repair
from astro_pipeline.media.sound.mastering import Master

_HEARD_DB: Final = 1.0
"""Peaks held by less than this are not worth telling."""


def loudness_stem(seconds: int, loudness_lufs: float) -> str:
    """The length as in file names, with the loudness where it is not the usual one: 15s, 15s.23lufs."""
    usual = loudness_lufs == SoundTarget().loudness_lufs
    return f"{seconds}s" if usual else f"{seconds}s.{-loudness_lufs:g}lufs"


def targets_of(brief: Brief, seconds: int) -> tuple[SoundTarget, ...]:
    """One target per loudness that the brief's placements ask for at that length."""
    known = placements()
    wanted = (known[name].film(seconds) for name in brief.placements if name in known)
    return sound_targets(spec for spec in wanted if spec)


def levelled(path: str, master: Master, measured: Mapping[str, JsonValue], *, target: SoundTarget) -> Repair:
    """What mastering did to a mix, with its loudness before and as it was written."""
    held = f", its peaks held by up to {master.reduced_db:.1f} dB" if master.reduced_db >= _HEARD_DB else ""
    return Repair(
        rule="technical.loudness",
        file=path,
        what=f"brought to the loudness its placements play at{held}",
        before=round(master.raw_lufs, 2),
        after=cast("float", measured["integrated_lufs"]),
        limit=target.loudness_lufs,
        unit="LUFS",
    )
