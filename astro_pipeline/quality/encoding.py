"""How a film is stored: in a form every placement plays, and players show alike."""

from collections.abc import Sequence
from typing import Final

from astro_pipeline.domain.placements import Source, VideoSpec
from astro_pipeline.domain.review import Finding
from astro_pipeline.media.probe import FilmFacts
from astro_pipeline.quality.finding import judged

SHORT_SIDE: Final = 1080
_BT709: Final = (1, 1, 1)
_CONTAINERS: Final = ("mp4", "mov")
_PROFILES: Final = ("Baseline", "Constrained Baseline", "Main", "High")
"""Profiles of H.264 with 8 bits and 4:2:0, which telephones decode in hardware."""
_RATES: Final = (23.0, 60.0)
"""Frames a second, from cinema's 23.976 up to 60. The house's own; a placement may ask for less."""


def stored(
    facts: FilmFacts, file: str, specs: Sequence[VideoSpec], source: Source | None
) -> tuple[Finding, ...]:
    """Everything about a film but what it shows and sounds like."""
    return (
        _large(facts, file),
        _frame_rate(facts, file, specs, source),
        *_coded(facts, file),
        *_framed(facts, file),
        *_indexed(facts, file),
        *_heavy(facts, file, specs, source),
    )


def _large(facts: FilmFacts, file: str) -> Finding:
    short = min(facts.shown)
    return judged(
        "technical.size",
        file,
        holds=short >= SHORT_SIDE,
        measured=short,
        limit=SHORT_SIDE,
        unit="px on the short side",
        why="the film is too small",
        cure="render it at 1080p or more",
    )


def _frame_rate(facts: FilmFacts, file: str, specs: Sequence[VideoSpec], source: Source | None) -> Finding:
    below = min((spec.fps_below for spec in specs if spec.fps_below), default=None)
    rate = float(facts.rate)
    taken = _RATES[0] <= rate <= _RATES[1] and (below is None or rate < below)
    return judged(
        "technical.frame_rate",
        file,
        holds=facts.watched.steady and taken,
        measured=round(rate, 3),
        limit=f"constant, {_RATES[0]:g} to {f'below {below:g}' if below else f'{_RATES[1]:g}'}",
        unit="fps" if facts.watched.steady else "fps, changing",
        source=source if below else None,
        why="the frame rate changes, or a placement does not take it",
        cure="render it at a constant 29.97 fps or less",
    )


def _coded(facts: FilmFacts, file: str) -> tuple[Finding, ...]:
    return (
        judged(
            "technical.container",
            file,
            holds=facts.form in _CONTAINERS,
            measured=facts.form,
            limit=" or ".join(_CONTAINERS),
            why="not every placement takes this container",
            cure="write the film as MP4",
        ),
        judged(
            "technical.codec",
            file,
            holds=(facts.codec, facts.pixel_format) == ("h264", "yuv420p"),
            measured=f"{facts.codec} {facts.pixel_format}",
            limit="h264 yuv420p",
            why="not every placement plays this",
            cure="encode it as H.264, 4:2:0",
        ),
        judged(
            "technical.profile",
            file,
            holds=facts.codec != "h264" or facts.profile in _PROFILES,
            measured=facts.profile or "none",
            limit="High or less",
            why="telephones do not decode this profile",
            cure="encode it with H.264's High profile",
        ),
        judged(
            "technical.colour_tags",
            file,
            holds=facts.colours == _BT709,
            measured="/".join(str(tag) for tag in facts.colours),
            limit="1/1/1 (BT.709)",
            why="players will guess the colours, and shift the brand's",
            cure="tag the film as BT.709",
        ),
    )


def _framed(facts: FilmFacts, file: str) -> tuple[Finding, ...]:
    return (
        judged(
            "technical.pixel_aspect",
            file,
            holds=facts.pixel_aspect == 1,
            measured=f"{facts.pixel_aspect.numerator}:{facts.pixel_aspect.denominator}",
            limit="1:1",
            why="its pixels are not square, and not every player stretches them",
            cure="scale it to square pixels",
        ),
        judged(
            "technical.rotation",
            file,
            holds=facts.watched.rotation == 0,
            measured=facts.watched.rotation,
            limit=0,
            unit="degrees",
            why="the player is asked to turn it, and not every player does",
            cure="render it upright",
        ),
        judged(
            "technical.interlacing",
            file,
            holds=not facts.watched.interlaced,
            measured="interlaced" if facts.watched.interlaced else "progressive",
            limit="progressive",
            why="its frames are two half pictures, and edges in motion come out as combs",
            cure="deinterlace it",
        ),
    )


def _indexed(facts: FilmFacts, file: str) -> tuple[Finding, ...]:
    return (
        judged(
            "technical.faststart",
            file,
            holds=facts.faststart,
            measured="yes" if facts.faststart else "no",
            limit="yes",
            why="the index stands behind the pictures",
            cure="write the film with faststart",
        ),
        judged(
            "technical.edit_list",
            file,
            holds=not facts.edit_list,
            measured="yes" if facts.edit_list else "no",
            limit="no",
            why="the file says which of its frames to leave out, and not every placement heeds that",
            cure="write the film without an edit list",
            advisory=True,
        ),
    )


def _heavy(
    facts: FilmFacts, file: str, specs: Sequence[VideoSpec], source: Source | None
) -> tuple[Finding, ...]:
    most = min((spec.max_bytes for spec in specs), default=None)
    least = max((spec.least_kbps for spec in specs if spec.least_kbps), default=None)
    weight = judged(
        "technical.bytes",
        file,
        holds=most is None or facts.bytes <= most,
        measured=facts.bytes,
        limit=most,
        unit="bytes",
        source=source if most else None,
        why="a placement does not take so heavy a file",
        cure="encode it with a higher crf",
    )
    if least is None:
        return (weight,)
    kbps = facts.bitrate / 1000
    rate = judged(
        "technical.bitrate",
        file,
        holds=kbps >= least,
        measured=round(kbps, 1),
        limit=least,
        unit="kbit/s",
        source=source,
        why="a placement does not take so low a bit rate",
        cure="encode it with a lower crf",
    )
    return (weight, rate)
