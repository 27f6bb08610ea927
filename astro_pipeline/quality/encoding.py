"""How a film is stored: in a form every placement plays, and players show alike."""

from collections.abc import Sequence
from datetime import date
from fractions import Fraction
from typing import Final

from astro_pipeline.domain.placements import Source, VideoSpec
from astro_pipeline.domain.review import Finding
from astro_pipeline.media.probe import FilmFacts
from astro_pipeline.quality.finding import judged
from astro_pipeline.quality.sources import UPLOADS, house

SHORT_SIDE: Final = 1080
_DAY: Final = date(2026, 11, 21)
_LARGE_ENOUGH: Final = house("every telephone shows 1080 pixels across, and less is enlarged", checked=_DAY)
_BT709: Final = (1, 1, 1)
_UNSAID: Final = frozenset({0, 2, 3})
"""What ITU-T H.273 has for "unspecified" and "reserved"."""
_HDR: Final = frozenset({16, 18})
"""Transfers for screens of a high dynamic range: PQ and HLG."""
_CONTAINERS: Final = ("mp4", "mov")
_PROFILES: Final = ("Baseline", "Constrained Baseline", "Main", "High")
"""Profiles of H.264 with 8 bits and 4:2:0, which telephones decode in hardware."""
_ASPECT_OFF: Final = Fraction(1, 200)
"""By which pixels may miss a square: half a percent is what rounding to whole pixels leaves."""
_RATES: Final = (23.0, 60.0)
"""Frames a second, from cinema's 23.976 up to 60; a placement may ask for less."""
_SHOWN_ALIKE: Final = house("what every browser and telephone decodes in hardware, alike", checked=_DAY)


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
        source=_LARGE_ENOUGH,
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
        source=source if below else UPLOADS,
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
            source=UPLOADS,
            why="not every placement takes this container",
            cure="write the film as MP4",
        ),
        judged(
            "technical.codec",
            file,
            # "yuvj" is the same in another range, which has a rule of its own
            holds=(facts.codec, facts.pixel_format.replace("yuvj", "yuv")) == ("h264", "yuv420p"),
            measured=f"{facts.codec} {facts.pixel_format}",
            limit="h264 yuv420p",
            source=UPLOADS,
            why="not every placement plays this",
            cure="encode it as H.264, 4:2:0",
        ),
        judged(
            "technical.profile",
            file,
            holds=facts.codec != "h264" or facts.profile in _PROFILES,
            measured=facts.profile or "none",
            limit="High or less",
            source=UPLOADS,
            why="telephones do not decode this profile",
            cure="encode it with H.264's High profile",
        ),
        judged(
            "technical.colour_tags",
            file,
            holds=facts.colours == _BT709,
            measured="/".join(str(tag) for tag in facts.colours),
            limit="1/1/1 (BT.709)",
            source=UPLOADS,
            why=_miscoloured(facts.colours),
            cure="convert it to BT.709, and tag it so",
        ),
        judged(
            "technical.range",
            file,
            holds=not facts.full_range,
            measured="full" if facts.full_range else "limited",
            limit="limited",
            unit="range (black is 16, white 235)",
            source=_SHOWN_ALIKE,
            why="players that do not heed it show its shadows black and its lights white",
            cure="convert it to the limited range of television",
        ),
    )


def _miscoloured(colours: tuple[int, int, int]) -> str:
    if colours[1] in _HDR:
        return "it is made for screens of a high dynamic range, and pale on all others"
    if _UNSAID & set(colours):
        return "it does not say how its colours are meant: players guess, and shift the brand's"
    return "its colours are those of another system, and some players show them as BT.709 all the same"


def _framed(facts: FilmFacts, file: str) -> tuple[Finding, ...]:
    return (
        judged(
            "technical.pixel_aspect",
            file,
            holds=abs(facts.pixel_aspect - 1) <= _ASPECT_OFF,
            measured=f"{facts.pixel_aspect.numerator}:{facts.pixel_aspect.denominator}",
            limit="1:1",
            source=_SHOWN_ALIKE,
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
            source=_SHOWN_ALIKE,
            why="the player is asked to turn it, and not every player does",
            cure="render it upright",
        ),
        judged(
            "technical.interlacing",
            file,
            holds=not facts.watched.interlaced,
            measured="interlaced" if facts.watched.interlaced else "progressive",
            limit="progressive",
            source=UPLOADS,
            why="its frames are two half pictures, and edges in motion come out as combs",
            cure="deinterlace it",
        ),
    )


def _indexed(facts: FilmFacts, file: str) -> tuple[Finding, ...]:
    if facts.form not in _CONTAINERS:
        return ()  # other containers have no such index
    return (
        judged(
            "technical.faststart",
            file,
            holds=facts.faststart,
            measured="yes" if facts.faststart else "no",
            limit="yes",
            source=UPLOADS,
            why="the index stands behind the pictures",
            cure="write the film with faststart",
        ),
        judged(
            "technical.edit_list",
            file,
            holds=not facts.edit_list,
            measured="yes" if facts.edit_list else "no",
            limit="no",
            source=UPLOADS,
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
