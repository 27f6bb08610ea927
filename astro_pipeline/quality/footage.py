"""Whether the customer's own film was long and large enough for its scenes: advice, it is used as sent."""

from collections.abc import Iterator
from typing import Final

from astro_pipeline.domain.media import Clip, Clips
from astro_pipeline.domain.review import Finding
from astro_pipeline.quality.finding import judged

_SOFT: Final = 1.6
"""Enlarged by more than this, a picture is seen to be soft. The house's own."""
_HELD: Final = 0.6
"""Seconds for which a last frame may stand: the next scene comes in over it. The house's own."""


def check_footage(clips: Clips) -> tuple[Finding, ...]:
    """Every clip of the customer's: its speed, how long its last frame stands, how much it is enlarged."""
    own = (clip for clip in clips.clips if "takes" in clip.facts)
    return tuple(finding for clip in own for finding in _footage(clip))


def _footage(clip: Clip) -> Iterator[Finding]:
    slowed, held, enlarged = (_number(clip, name) for name in ("slowed", "held", "enlarged"))
    yield _advice(
        clip,
        "technical.footage_speed",
        holds=slowed >= 1,
        measured=round(slowed, 2),
        limit=1.0,
        unit="of its speed",
        why=f"the footage is too short for {clip.scene} and runs slower to fill it",
        cure="send a longer piece, or set its speed in the brief",
    )
    yield _advice(
        clip,
        "technical.footage_held",
        holds=held <= _HELD,
        measured=round(held, 2),
        limit=_HELD,
        unit="s",
        why=f"the footage is too short for {clip.scene}: its last frame stands",
        cure="send a longer piece",
    )
    yield _advice(
        clip,
        "technical.footage_enlarged",
        holds=enlarged <= _SOFT,
        measured=round(enlarged, 2),
        limit=_SOFT,
        unit="times",
        why="the footage is small for this ratio and looks soft",
        cure="send it larger",
    )


def _advice(
    clip: Clip, rule: str, *, holds: bool, measured: float, limit: float, unit: str, why: str, cure: str
) -> Finding:
    return judged(
        rule, clip.file.path, holds=holds, measured=measured, limit=limit, unit=unit, why=why, cure=cure,
        advisory=True,
    )  # fmt: skip


def _number(clip: Clip, name: str) -> float:
    value = clip.facts.get(name, 0.0)
    return float(value) if isinstance(value, int | float) else 0.0
