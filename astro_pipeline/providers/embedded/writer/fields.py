"""What kind of text a field of copy takes, how long it should be, and those that are chosen, not argued."""

import re
from collections.abc import Collection

from astro_pipeline.domain.brief import Brief
from astro_pipeline.domain.placements import TextField
from astro_pipeline.providers.embedded.writer.calls import calls_to_action
from astro_pipeline.providers.embedded.writer.matter import Angle, Matter, Role
from astro_pipeline.providers.embedded.writer.pen import Line, Room
from astro_pipeline.providers.embedded.writer.typography import plain
from astro_pipeline.providers.embedded.writer.vocabulary import vocabulary
from astro_pipeline.providers.embedded.writer.wishes import Wishes

HEADLINES = {"headline", "long_headline", "title", "card_headline", "short_headline", "headline_short"}
LONG = {"body", "article"}
_CALLS = {"call_to_action", "cta", "button"}
_NAMES = {"brand_name", "business_name", "company_name", "advertiser"}
_MOST_HEADLINES, _MOST_OTHERS = 5, 3
_LONG_AIM = 520
"""Characters a long text is written to: two to four short paragraphs."""


def wanted(field: TextField) -> int:
    """How many texts to write for the field."""
    most = _MOST_HEADLINES if field.name in HEADLINES else _MOST_OTHERS
    return max(field.minimum, min(field.maximum, most))


def is_fixed(field: TextField) -> bool:
    """True for a field whose text is chosen from the brief: a button, a name, a path."""
    return field.name in _CALLS | _NAMES | {"path", "display_url", "alt_text"}


def room_of(field: TextField, wishes: Wishes, index: int) -> Room:
    """The room a text of the field has: later texts of a field are shorter, so that there is a choice."""
    target = field.target
    if field.name in LONG:
        target = min(target or _LONG_AIM, _LONG_AIM)
    elif field.name == "preheader":
        target = min(target or 90, 90)
    elif target is None or target > 250:
        target = 150
    if index and field.name not in HEADLINES and target > 80:
        target = round(target * 0.66)
    return Room(field.hard, round(target * 0.65) if wishes.shorter else target, field.forbid)


def fixed_text(
    brief: Brief, matter: Matter, field: TextField, room: Room, *, used: Collection[str], number: int
) -> Line | None:
    """The chosen text of a fixed field that is not used yet; variant `number` begins with another button."""
    options = _options(brief, matter, field, longest=room.hard, number=number)
    fitting = (Line(text, (fact,), "name", field.name) for text, fact in options if text and room.takes(text))
    return next((line for line in fitting if plain(line.text) not in used), None)


def _options(
    brief: Brief, matter: Matter, field: TextField, *, longest: int | None, number: int
) -> list[tuple[str, str]]:
    if field.name in _CALLS:
        calls = calls_to_action(brief, matter.tag, longest=longest)
        own = brief.say(brief.call_to_action.text, matter.tag)
        turned = calls if own in calls else (*calls[number:], *calls[:number])
        return [(call, "call_to_action.text") for call in turned]
    if field.name in _NAMES:
        return [(brief.brand_name, "brand.name" if brief.brand.name else "company.name")]
    roles: tuple[Role, ...] = ("host",) if field.name == "display_url" else ("category", "product", "brand")
    points = [point for role in roles for point in matter.of(role)]
    if field.name != "path":
        return [(point.phrase.text, point.fact) for point in points]
    stops = vocabulary(matter.language).topic_stops if matter.written else ()
    return [(_path(point.phrase.text, stops), point.fact) for point in points]


def _path(text: str, stops: Collection[str]) -> str:
    """The words of a display path that fit its 15 characters, joined by hyphens."""
    path = ""
    for word in re.findall(r"\w+", text):
        longer = f"{path}-{word}" if path else word
        if len(longer) > 15:
            break
        path = longer
    while path and path.rpartition("-")[2].lower() in stops:
        path = path.rpartition("-")[0]
    return path


def verbatim(matter: Matter, room: Room, *, used: Collection[str], headline: bool = True) -> Line | None:
    """One of the brief's own strings, for a language in which no sentences are built."""
    first: tuple[Angle, ...] = ("message", "offer", "gain", "what", "proof")
    for role in first if headline else ("gain", "what", "offer", "proof", "message"):
        for point in matter.points:
            if point.role == role and room.takes(point.phrase.text) and plain(point.phrase.text) not in used:
                return Line(point.phrase.text, (point.fact,), role, "verbatim")
    return None


def why_missing(matter: Matter, field: TextField) -> str:
    """Why nothing could be written for the field, and what mends it."""
    if not matter.written:
        return f"the brief has no text in {matter.tag} for {field.name}; add one or configure a text provider"
    return f"too few facts in {matter.tag} for {field.name} within {field.hard} characters; add benefits"
