"""Film, music and grading tables that came with a brief, looked at before they are taken.

What brings PyAV or numpy is imported when such a file is there: most briefs have none.
"""

from collections.abc import Mapping
from typing import Final

from astro_pipeline.campaigns.intake.reading import decode
from astro_pipeline.domain.brief import Brief
from astro_pipeline.errors import InvalidBrief, MediaUnreadable

MUSIC_SECONDS: Final = (3.0, 900.0)
FOOTAGE_SECONDS: Final = (0.5, 600.0)
"""Shortest and longest track and clip taken."""


def check_music(data: bytes, field: str, path: str) -> None:
    """Raises: InvalidBrief for what is no track of a length we can use."""
    from astro_pipeline.media.footage.supplied import supplied_sound_seconds  # noqa: PLC0415 -- brings PyAV

    shortest, longest = MUSIC_SECONDS
    try:
        seconds = supplied_sound_seconds(data, most=longest)
    except MediaUnreadable as exc:
        raise InvalidBrief(field, path, str(exc)) from exc
    if not shortest <= seconds <= longest:
        cure = f"send a track of {shortest:g} seconds to {longest / 60:g} minutes"
        raise InvalidBrief(field, f"{path} ({seconds:.1f} s)", cure)


def check_footage(data: bytes, field: str, path: str) -> None:
    """Raises: InvalidBrief for what is no film of a length we can use."""
    shortest, longest = FOOTAGE_SECONDS
    seconds = _seconds(data, field, path)
    if not shortest <= seconds <= longest:
        cure = f"send a clip of {shortest:g} seconds to {longest / 60:g} minutes"
        raise InvalidBrief(field, f"{path} ({seconds:.1f} s)", cure)


def check_lut(data: bytes, field: str, path: str) -> None:
    """Raises: InvalidBrief for what is no 3D LUT, with the line that is wrong."""
    from astro_pipeline.media.footage.cube import read_cube  # noqa: PLC0415 -- brings numpy

    try:
        read_cube(decode(data, field))
    except MediaUnreadable as exc:
        raise InvalidBrief(field, path, str(exc)) from exc


def check_clips(brief: Brief, files: Mapping[str, bytes]) -> None:
    """Raises: InvalidBrief for footage of which more is asked than there is."""
    for n, clip in enumerate(brief.provided.footage):
        if clip.file.sha256 and (clip.start or clip.end):
            field = f"provided.footage[{n}]"
            seconds = _seconds(files[clip.file.sha256], f"{field}.file", clip.file.path)
            cure = f"{clip.file.path} is {seconds:.1f} s long; choose a time inside it"
            if clip.end is not None and clip.end > seconds + _LEEWAY:
                raise InvalidBrief(f"{field}.end", clip.end, cure)
            if clip.start + _SHORTEST > seconds:
                raise InvalidBrief(f"{field}.start", clip.start, cure)


_LEEWAY: Final = 0.1
"""Players round a clip's length; nobody has to know it to the frame."""
_SHORTEST: Final = 0.1


def _seconds(data: bytes, field: str, path: str) -> float:
    from astro_pipeline.media.footage.supplied import supplied_film  # noqa: PLC0415 -- brings PyAV

    try:
        return supplied_film(data).seconds
    except MediaUnreadable as exc:
        raise InvalidBrief(field, path, str(exc)) from exc
