"""What a film must be: what its placements take, tagged, moving, heard, and readable."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Final

from astro_pipeline.domain.media import RATIO_SIZE, Film
from astro_pipeline.domain.placements import Source, VideoSpec, sound_targets
from astro_pipeline.domain.review import Finding
from astro_pipeline.errors import MediaUnreadable
from astro_pipeline.media.hearing import SoundFacts, probe_sound
from astro_pipeline.media.probe import FilmFacts, probe_film
from astro_pipeline.media.sound.alignment import Levels, align
from astro_pipeline.quality.captions import check_captions
from astro_pipeline.quality.encoding import stored
from astro_pipeline.quality.film_type import Lettered, check_film_type
from astro_pipeline.quality.finding import judged, unreadable
from astro_pipeline.quality.rights import check_marking
from astro_pipeline.quality.sound import check_loudness, clean, track
from astro_pipeline.quality.sources import house
from astro_pipeline.quality.watched import shown

RATIO_OFF: Final = 0.01
"""By which part a picture may miss its ratio."""
_SECONDS_OFF: Final = 0.1
_SOUND_OFF: Final = 0.1
_EARLY, _LATE = -0.045, 0.125
"""Seconds by which sound may come before its picture, and after it."""
_SYNC: Final = Source(
    urls=("https://www.tvtechnology.com/opinions/updating-lip-sync-issues",),
    confidence="secondary",
    checked=date(2026, 11, 21),
    expires=date(2027, 11, 21),
)
"""ITU-R BT.1359-1: from when viewers notice."""
_ORDERED: Final = house("what was ordered; a tenth of a second is three frames", checked=date(2026, 11, 21))
_TO_THE_END: Final = house(
    "sound ends with the picture; an encoder pads it by up to 0.05 s", checked=date(2026, 11, 21)
)
_LIKENESS: Final = 0.9
"""Correlation of the film's levels with those of its mix; after AAC it is 0.999 and more."""
_SAME: Final = house("a film is heard with the mix that was approved for it", checked=date(2026, 11, 21))


def check_film(
    path: Path,
    film: Film,
    *,
    specs: Sequence[VideoSpec],
    captions: Path | None = None,
    source: Source | None = None,
    lettered: Lettered | None = None,
    mix: Levels | None = None,
) -> tuple[Finding, ...]:
    """One master against every spec it is to satisfy.

    `captions` is its SRT, `lettered` its type, `mix` how loud its approved sound is, moment by moment.
    """
    try:
        facts = probe_film(path, spots=lettered.spots if lettered else ())
    except MediaUnreadable as exc:
        return (unreadable(film.file.path, exc),)
    file = film.file.path
    return (
        judged("technical.decodes", file, holds=True),
        *_shape(facts, film),
        *_length(facts, film, specs, source),
        *stored(facts, file, specs, source),
        *shown(facts, file),
        *sounding(path, facts, file, specs, mix=mix),
        *_captioned(captions, film, specs),
        *(check_film_type(film, lettered, facts.watched.cuts) if lettered else ()),
        check_marking(path, film.file),
    )


def length_taken(facts: FilmFacts, file: str, specs: Sequence[VideoSpec], source: Source | None) -> Finding:
    """Every one of the specs takes a film that long."""
    least = max(spec.min_seconds for spec in specs)
    most = min(spec.max_seconds for spec in specs)
    return judged(
        "technical.length_taken",
        file,
        holds=least - _SECONDS_OFF <= facts.seconds <= most + _SECONDS_OFF,
        measured=round(facts.seconds, 3),
        limit=f"{least:g} to {most:g}",
        unit="s",
        source=source,
        why="a placement does not take this length",
        cure="order another length or drop the placement",
    )


def sounding(
    path: Path, facts: FilmFacts, file: str, specs: Sequence[VideoSpec], *, mix: Levels | None = None
) -> tuple[Finding, ...]:
    """Sound is there, with the picture and as long, clean, and as loud as a player decodes it.

    Where the mix it was to have is known, that is what is heard, and in its place.
    """
    if facts.sound_codec is None:
        return (_with_sound(facts, file, None),)
    try:
        sound = probe_sound(path)
    except MediaUnreadable as exc:
        return (unreadable(file, exc),)
    return (
        _with_sound(facts, file, sound),
        _together(facts, file),
        *(() if mix is None else (_as_mixed(facts, sound, file, mix),)),
        *track(sound, file),
        *check_loudness(sound, file, target=sound_targets(specs)[0]),
        *clean(sound, file),
    )


def _shape(facts: FilmFacts, film: Film) -> tuple[Finding, ...]:
    wide, high = facts.shown
    width, height = RATIO_SIZE[film.ratio]
    return (
        judged(
            "technical.ratio",
            film.file.path,
            holds=abs(wide / high * height / width - 1) <= RATIO_OFF,
            measured=f"{wide}x{high}",
            limit=film.ratio,
            source=_ORDERED,
            why="the picture has another shape than ordered",
            cure="render it in the ratio ordered",
        ),
    )


def _length(
    facts: FilmFacts, film: Film, specs: Sequence[VideoSpec], source: Source | None
) -> tuple[Finding, ...]:
    file = film.file.path
    return (
        judged(
            "technical.seconds",
            file,
            holds=abs(facts.seconds - film.seconds) <= _SECONDS_OFF,
            measured=facts.seconds,
            limit=f"{film.seconds} ± {_SECONDS_OFF}",
            unit="s",
            source=_ORDERED,
            why="the film is not as long as ordered",
            cure="render it anew",
        ),
        *(length_taken(facts, file, specs, source) for _ in specs[:1]),
    )


def _with_sound(facts: FilmFacts, file: str, sound: SoundFacts | None) -> Finding:
    ends = () if sound is None else (sound.seconds, sound.seconds + facts.sound_late)
    return judged(
        "technical.sound",
        file,
        # that it begins late has a rule of its own
        holds=any(abs(end - facts.seconds) <= _SOUND_OFF for end in ends),
        measured="none" if sound is None else round(sound.seconds, 3),
        limit=f"{facts.seconds:g} ± {_SOUND_OFF:g}",
        unit="s",
        source=_TO_THE_END,
        why="the film has no sound, or sound of another length",
        cure="render it anew with its mix",
    )


def _together(facts: FilmFacts, file: str) -> Finding:
    return judged(
        "technical.sync",
        file,
        holds=_EARLY <= facts.sound_late <= _LATE,
        measured=round(facts.sound_late, 3),
        limit=f"{_EARLY:g} to {_LATE:g}",
        unit="s of sound after picture, as the file begins",
        source=_SYNC,
        seconds=0.0,
        why="sound and picture do not begin together",
        cure="export it anew with both tracks from zero",
    )


def _as_mixed(facts: FilmFacts, sound: SoundFacts, file: str, mix: Levels) -> Finding:
    """The approved mix is what is heard, and it begins where the film does."""
    found = align(sound.levels, mix)
    late = facts.sound_late + (found.late if found else 0.0)
    likeness = found.likeness if found else 0.0
    alike = likeness >= _LIKENESS
    return judged(
        "technical.mix",
        file,
        holds=alike and _EARLY <= late <= _LATE,
        measured=round(late if alike else likeness, 3),
        limit=f"{_EARLY:g} to {_LATE:g}" if alike else _LIKENESS,
        unit="s after its picture" if alike else "likeness to its mix",
        source=_SYNC if alike else _SAME,
        seconds=0.0,
        why="the sound is not where its picture is" if alike else "this is not the mix that was approved",
        cure="render it anew with its mix",
    )


def _captioned(captions: Path | None, film: Film, specs: Sequence[VideoSpec]) -> tuple[Finding, ...]:
    if captions is not None:
        return check_captions(captions, film.srt or film.file, seconds=film.seconds)
    if not any(spec.sidecar_captions for spec in specs):
        return ()
    return (
        judged(
            "technical.captions",
            film.file.path,
            holds=False,
            measured=0,
            why="a placement wants a caption file and there is none; right only where nothing is said",
            advisory=True,
        ),
    )
