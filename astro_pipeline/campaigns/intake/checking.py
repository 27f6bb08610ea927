"""What the domain's types cannot say about a brief: names that must be known, days that must fit."""

from collections.abc import Iterator, Mapping
from datetime import date

from pydantic import BaseModel, TypeAdapter, ValidationError

from astro_pipeline.campaigns.intake.explaining import unknown
from astro_pipeline.domain.brief import Brief, Language
from astro_pipeline.domain.placements import channel_named, channels, placements
from astro_pipeline.errors import InvalidBrief

_LANGUAGE: TypeAdapter[str] = TypeAdapter(Language)


def check(brief: Brief, *, today: date) -> None:
    """Raises: InvalidBrief for the first placement, channel, language or day that cannot be."""
    for n, name in enumerate(brief.placements):
        if name not in placements():
            raise InvalidBrief(f"placements[{n}]", name, unknown("placement", name, placements()))
    for n, name in enumerate(brief.channels):
        if channel_named(name) is None:
            names = (each for channel in channels().values() for each in (channel.id, *channel.aliases))
            raise InvalidBrief(f"channels[{n}]", name, unknown("channel", name, names))
    for path, words in _words(brief, ""):
        _check_words(path, words)
    _check_days(brief, today)


def _check_days(brief: Brief, today: date) -> None:
    start, end, ends = brief.start, brief.end, brief.offer.ends if brief.offer else None
    if start and end and end < start:
        raise InvalidBrief("end", end.isoformat(), f"it lies before the start ({start}); change one of them")
    if end and end < today:
        raise InvalidBrief(
            "end", end.isoformat(), f"it is past ({today} today); set it later or leave it out"
        )
    if start and start < today and not end:
        cure = f"it is past ({today} today); set it later, or give the end of a campaign that is running"
        raise InvalidBrief("start", start.isoformat(), cure)
    if ends and ends < today:
        raise InvalidBrief("offer.ends", ends.isoformat(), f"the offer is over ({today} today)")
    if start and ends and ends < start:
        raise InvalidBrief("offer.ends", ends.isoformat(), f"the offer is over before the start ({start})")
    for path, day in _days_checked(brief, ""):
        if day > today:
            raise InvalidBrief(path, day.isoformat(), f"nobody has checked it yet ({today} today)")


def _check_words(path: str, words: Mapping[str, str]) -> None:
    if not words:
        raise InvalidBrief(path, {}, "write a text, or one text per language")
    for tag in words:
        try:
            known = _LANGUAGE.validate_python(tag)
        except ValidationError as exc:
            cure = "write one text per language, each under a tag such as en, fr or pt-BR"
            raise InvalidBrief(path, tag, cure) from exc
        if known != tag:
            raise InvalidBrief(path, tag, f"write the language as {known}")


def _words(value: object, here: str) -> Iterator[tuple[str, Mapping[str, str]]]:
    """Every text that is given per language, with its path."""
    for path, each in _parts(value, here):
        if isinstance(each, Mapping):
            if not path.endswith("pronunciation") and not path.startswith("provided."):
                yield path, each
        else:
            yield from _words(each, path)


def _days_checked(value: object, here: str) -> Iterator[tuple[str, date]]:
    for path, each in _parts(value, here):
        if path.endswith(".checked") and isinstance(each, date):
            yield path, each
        else:
            yield from _days_checked(each, path)


def _parts(value: object, here: str) -> Iterator[tuple[str, object]]:
    if isinstance(value, BaseModel):
        for name in type(value).model_fields:
            yield (f"{here}.{name}" if here else name), getattr(value, name)
    elif isinstance(value, tuple):
        for n, each in enumerate(value):  # pyright: ignore[reportUnknownArgumentType, reportUnknownVariableType] -- members of any type
            yield f"{here}[{n}]", each
