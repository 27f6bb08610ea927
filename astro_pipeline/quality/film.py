"""What a film must be: what its placements take, tagged, moving, heard, and readable."""

import re
from collections.abc import Sequence
from itertools import pairwise
from pathlib import Path
from typing import Final

from astro_pipeline.domain.media import RATIO_SIZE, Film, MediaFile
from astro_pipeline.domain.placements import Source, VideoSpec, sound_targets
from astro_pipeline.domain.review import Finding
from astro_pipeline.errors import MediaUnreadable
from astro_pipeline.media.probe import FilmFacts, SoundFacts, probe_film, probe_sound
from astro_pipeline.media.watching import Runs
from astro_pipeline.quality.finding import judged, unreadable
from astro_pipeline.quality.rights import check_marking
from astro_pipeline.quality.sound import check_loudness

_SHORT_SIDE: Final = 1080
_SECONDS_OFF: Final = 0.1
_BT709: Final = (1, 1, 1)
_MOST_BLACK, _MOST_FROZEN = 0.5, 3.0  # seconds
_SOUND_OFF: Final = 0.1
_TIMES: Final = re.compile(r"(\d+):(\d\d):(\d\d)[,.](\d{3})\s+-->\s+(\d+):(\d\d):(\d\d)[,.](\d{3})")


def check_film(
    path: Path,
    film: Film,
    *,
    specs: Sequence[VideoSpec],
    captions: Path | None = None,
    source: Source | None = None,
) -> tuple[Finding, ...]:
    """One master against every spec it is to satisfy; `captions` is its SRT."""
    try:
        facts = probe_film(path)
    except MediaUnreadable as exc:
        return (unreadable(film.file.path, exc),)
    file = film.file.path
    return (
        judged("technical.decodes", file, holds=True),
        *_shape(facts, film),
        *_length(facts, film, specs, source),
        *_encoding(facts, file, specs, source),
        *_moving(facts, file),
        *_sounding(path, facts, file, specs),
        *_captioned(captions, film, specs),
        check_marking(path, film.file),
    )


def _shape(facts: FilmFacts, film: Film) -> tuple[Finding, ...]:
    width, height = RATIO_SIZE[film.ratio]
    off = abs(facts.width / facts.height * height / width - 1)
    short = min(facts.width, facts.height)
    file = film.file.path
    return (
        judged(
            "technical.size",
            file,
            holds=short >= _SHORT_SIDE,
            measured=short,
            limit=_SHORT_SIDE,
            unit="px on the short side",
            why="the film is too small",
            cure="render it at 1080p or more",
        ),
        judged(
            "technical.ratio",
            file,
            holds=off <= 0.01,
            measured=f"{facts.width}x{facts.height}",
            limit=film.ratio,
            why="the picture has another shape than ordered",
            cure="render it in the ratio ordered",
        ),
    )


def _length(
    facts: FilmFacts, film: Film, specs: Sequence[VideoSpec], source: Source | None
) -> tuple[Finding, ...]:
    least = max((spec.min_seconds for spec in specs), default=0.0)
    most = min((spec.max_seconds for spec in specs), default=float("inf"))
    file = film.file.path
    return (
        judged(
            "technical.seconds",
            file,
            holds=abs(facts.seconds - film.seconds) <= _SECONDS_OFF,
            measured=facts.seconds,
            limit=f"{film.seconds} ± {_SECONDS_OFF}",
            unit="s",
            why="the film is not as long as ordered",
            cure="render it anew",
        ),
        *(
            judged(
                "technical.length_taken",
                file,
                holds=least - _SECONDS_OFF <= facts.seconds <= most + _SECONDS_OFF,
                measured=facts.seconds,
                limit=f"{least:g} to {most:g}",
                unit="s",
                source=source,
                why="a placement does not take this length",
                cure="order another length or drop the placement",
            )
            for _ in specs[:1]
        ),
    )


def _encoding(
    facts: FilmFacts, file: str, specs: Sequence[VideoSpec], source: Source | None
) -> tuple[Finding, ...]:
    below = min((spec.fps_below for spec in specs if spec.fps_below), default=None)
    most = min((spec.max_bytes for spec in specs), default=None)
    return (
        judged(
            "technical.frame_rate",
            file,
            holds=facts.watched.steady and (below is None or float(facts.rate) < below),
            measured=round(float(facts.rate), 3),
            limit=f"constant, below {below:g}" if below else "constant",
            unit="fps",
            source=source if below else None,
            why="the frame rate changes, or a placement does not take it",
            cure="render it at a constant 29.97 fps or less",
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
            "technical.colour_tags",
            file,
            holds=facts.colours == _BT709,
            measured="/".join(str(tag) for tag in facts.colours),
            limit="1/1/1 (BT.709)",
            why="players will guess the colours, and shift the brand's",
            cure="tag the film as BT.709",
        ),
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
            "technical.bytes",
            file,
            holds=most is None or facts.bytes <= most,
            measured=facts.bytes,
            limit=most,
            unit="bytes",
            source=source,
            why="larger than a placement takes",
            cure="render it at a lower rate",
        ),
    )


def _moving(facts: FilmFacts, file: str) -> tuple[Finding, ...]:
    return (
        _longest(
            "technical.black", file, facts.watched.black, _MOST_BLACK, "the film is black for that long"
        ),
        _longest("technical.frozen", file, facts.watched.frozen, _MOST_FROZEN, "nothing moves for that long"),
    )


def _longest(rule: str, file: str, runs: Runs, most: float, why: str) -> Finding:
    start, end = max(runs, key=lambda run: run[1] - run[0], default=(0.0, 0.0))
    return judged(
        rule,
        file,
        holds=end - start <= most,
        measured=round(end - start, 2),
        limit=most,
        unit="s",
        seconds=start,
        why=why,
        cure="reject the film, so that it is cut anew",
    )


def _sounding(path: Path, facts: FilmFacts, file: str, specs: Sequence[VideoSpec]) -> tuple[Finding, ...]:
    """Sound is there, as long as the picture, and loud enough as a player decodes it."""
    if facts.sound_codec is None:
        return (_with_sound(facts, file, None),)
    try:
        sound = probe_sound(path)
    except MediaUnreadable as exc:
        return (unreadable(file, exc),)
    return (_with_sound(facts, file, sound), *check_loudness(sound, file, target=sound_targets(specs)[0]))


def _with_sound(facts: FilmFacts, file: str, sound: SoundFacts | None) -> Finding:
    return judged(
        "technical.sound",
        file,
        holds=sound is not None and abs(sound.seconds - facts.seconds) <= _SOUND_OFF,
        measured="none" if sound is None else round(sound.seconds, 3),
        limit=f"{facts.seconds:g} ± {_SOUND_OFF:g}",
        unit="s",
        why="the film has no sound, or sound of another length",
        cure="render it anew with its mix",
    )


def _captioned(captions: Path | None, film: Film, specs: Sequence[VideoSpec]) -> tuple[Finding, ...]:
    if captions is not None:
        return (check_captions(captions, film.srt or film.file, seconds=film.seconds),)
    if not any(spec.sidecar_captions for spec in specs):
        return ()
    why = "a placement wants a caption file and there is none; right only where nothing is said"
    return (judged("technical.captions", film.file.path, holds=False, measured=0, why=why, advisory=True),)


def check_captions(path: Path, file: MediaFile, *, seconds: float) -> Finding:
    """A caption file (SRT or WebVTT) with cues, none over another, none past the end of a film that long."""
    times = [[int(part) for part in found] for found in _TIMES.findall(path.read_text("utf-8"))]
    cues = [(_seconds(each[:4]), _seconds(each[4:])) for each in times]
    backwards = [start for start, end in cues if end <= start or end > seconds + _SECONDS_OFF]
    overlaps = [later[0] for before, later in pairwise(cues) if later[0] < before[1]]
    return judged(
        "technical.captions",
        file.path,
        holds=bool(cues) and not backwards and not overlaps,
        measured=len(cues),
        unit="cues",
        seconds=next(iter((*backwards, *overlaps)), None),
        why="it has no cue, or cues that overlap or pass the film's end",
        cure="make the captions anew",
    )


def _seconds(parts: Sequence[int]) -> float:
    hours, minutes, seconds, milliseconds = parts
    return 3600 * hours + 60 * minutes + seconds + milliseconds / 1000
