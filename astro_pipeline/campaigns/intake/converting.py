"""How one value of a foreign brief is read. A converter gives fields of ours, or None: not its kind."""

import json
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import cast

from pydantic import JsonValue

from astro_pipeline.campaigns.intake.dating import days_in
from astro_pipeline.campaigns.intake.meaning import amount, country, language_tag, many, plain
from astro_pipeline.domain.brief import Governance, slug
from astro_pipeline.domain.placements import channel_named, placements

FILM_SECONDS = (6, 15, 30, 60)

_GOVERNANCE = {"manual": "guided", "automatic": "full_auto", "auto": "full_auto"}


@dataclass(frozen=True, slots=True)
class Read:
    """What a value gave: our fields, and notes (field, value, reason) for the reviewer."""

    fields: Mapping[str, JsonValue] = field(default_factory=dict[str, JsonValue])
    notes: tuple[tuple[str, str, str], ...] = ()


Converter = Callable[[JsonValue, str, date], Read | None]
"""(value, our field, today) → what it gives."""


def _text(value: JsonValue, ours: str, today: date) -> Read | None:
    del today
    text = plain(value)
    return Read({ours: text}) if text else None


def _texts(value: JsonValue, ours: str, today: date) -> Read | None:
    del today
    parts = many(value)
    return Read({ours: cast("JsonValue", parts)}) if parts else None


def _slug(value: JsonValue, ours: str, today: date) -> Read | None:
    del today
    text = slug(plain(value) or "")[:80].strip("-")
    return Read({ours: text}) if text else None


def _offering(value: JsonValue, ours: str, today: date) -> Read | None:
    """A text like "Name - what it is" names a product; anything else describes what the company does."""
    del ours, today
    text = plain(value)
    if not text:
        return None
    name, dash, rest = re.sub(r"\s[–—-]\s", "\0", text, count=1).partition("\0")
    if dash and len(name) <= 60:
        return Read({"products[0].name": name, "products[0].description": rest})
    return Read({"company.about": text})


def _governance(value: JsonValue, ours: str, today: date) -> Read | None:
    del today
    text = re.sub(r"[\s-]+", "_", (plain(value) or "").lower())
    text = _GOVERNANCE.get(text, text)
    return Read({ours: text}) if text in set(Governance) else None


def _money(value: JsonValue, ours: str, today: date) -> Read | None:
    del today
    found = amount(value)
    return Read({ours: {"amount": found[0], "currency": found[1] or "USD"}}) if found else None


def _usd(value: JsonValue, ours: str, today: date) -> Read | None:
    del today
    found = amount(value)
    return Read({ours: found[0]}) if found and found[1] in {None, "USD"} else None


def _channels(value: JsonValue, ours: str, today: date) -> Read | None:
    del ours, today
    channels, known, notes = list[JsonValue](), list[JsonValue](), list[tuple[str, str, str]]()
    for name in many(value):
        channel = channel_named(name)
        if name in placements():
            known.append(name)
        elif channel:
            channels.append(channel.id)
        else:
            notes.append(("channels", f"not used: {name}", "no channel of that name is known"))
    found = {
        key: cast("JsonValue", each) for key, each in (("channels", channels), ("placements", known)) if each
    }
    return Read(found, tuple(notes)) if found or notes else None


def _specifications(value: JsonValue, ours: str, today: date) -> Read | None:
    """Technical sheets are read by the sizes and lengths in them; the rest of them is noted."""
    del ours, today
    text = json.dumps(value, ensure_ascii=False)
    sizes = re.findall(r"\d+x\d+", text)
    wanted = dict.fromkeys(_FRAMES.get(size, f"display_{size}") for size in sizes)
    known: list[JsonValue] = [each for each in wanted if each in placements()]
    seconds: list[JsonValue] = [n for n in FILM_SECONDS if re.search(rf"(?<!\d){n}s\b", text)]
    if not known:
        return None
    why = "only sizes and lengths were read from the technical sheet; placements limit everything else"
    lengths: dict[str, JsonValue] = {"film.seconds": seconds} if seconds else {}
    return Read({"placements": known, **lengths}, (("", f"read in part: {text}", why),))


_FRAMES = {"1920x1080": "youtube_in_stream", "1080x1920": "youtube_shorts", "1080x1080": "meta_feed"}
"""Where a frame of that size usually runs; other sizes are display ads."""


def _seconds(value: JsonValue, ours: str, today: date) -> Read | None:
    del today
    match = re.fullmatch(r"(\d+)\s*(s|sec|secs|second|seconds)?", (plain(value) or "").lower())
    if not match:
        return None
    asked = int(match[1])
    nearest = min(FILM_SECONDS, key=lambda each: abs(each - asked))
    note = (ours, str(nearest), f"{asked} seconds were asked for; films have 6, 15, 30 or 60")
    return Read({ours: [nearest]}, () if nearest == asked else (note,))


def _quality(value: JsonValue, ours: str, today: date) -> Read | None:
    del today
    text = re.sub(r"\W", "", (plain(value) or "").lower())
    known = {"4k": "4K", "uhd": "4K", "2160p": "4K", "hd": "1080p", "fullhd": "1080p", "1080p": "1080p"}
    return Read({ours: known[text]}) if text in known else None


def _palette(value: JsonValue, ours: str, today: date) -> Read | None:
    del today
    named = list(value.values()) if isinstance(value, dict) else value
    colours = [_colour(each) for each in many(named)]
    good: list[JsonValue] = [each for each in colours if re.fullmatch(r"#[0-9A-F]{6}", each)]
    bad = [each for each in colours if each not in good]
    notes = tuple((ours, f"not used: {each}", "it is no colour of the form #RRGGBB") for each in bad)
    return Read({ours: good} if good else {}, notes) if colours else None


def _colour(text: str) -> str:
    short = re.fullmatch(r"#([0-9a-fA-F])([0-9a-fA-F])([0-9a-fA-F])", text)
    return ("#" + "".join(2 * each for each in short.groups()) if short else text).upper()


def _language(value: JsonValue, ours: str, today: date) -> Read | None:
    del today
    tag = language_tag(plain(value) or "")
    return Read({ours: tag}) if tag else None


def _languages(value: JsonValue, ours: str, today: date) -> Read | None:
    del today
    named = [(each, language_tag(each)) for each in many(value)]
    tags: list[JsonValue] = [tag for _, tag in named if tag]
    notes = tuple(
        (ours, f"not used: {name}", "no language has that name or tag") for name, tag in named if not tag
    )
    return Read({ours: tags} if tags else {}, notes) if named else None


def _region(value: JsonValue, ours: str, today: date) -> Read | None:
    """A locale gives language and market, a country its market; anything wider gives a question."""
    del ours, today
    languages, markets, notes = list[JsonValue](), list[JsonValue](), list[tuple[str, str, str]]()
    for name in many(value):
        tag = language_tag(name) if re.fullmatch(r"[a-z]{2,3}[-_][A-Za-z]{2}", name) else None
        code = country(name)
        if tag:
            languages.append(tag)
            markets.append(tag.rpartition("-")[2])
        elif code:
            markets.append(code)
        else:
            spoken = _LED_BY.get(name.casefold().strip())
            languages += [spoken] if spoken and spoken not in languages else []
            notes.append(_wide(name, spoken))
    found = {
        key: cast("JsonValue", each) for key, each in (("languages", languages), ("markets", markets)) if each
    }
    return Read(found, tuple(notes)) if found or notes else None


_LED_BY = {
    **dict.fromkeys(("middle east", "mena", "gulf", "gulf states", "arab world", "north africa"), "ar"),
    **dict.fromkeys(("latin america", "latam", "south america", "central america"), "es"),
}
"""Wide regions by the language that is official in most of their countries: Arabic in 14 of the Middle
East's 16, Spanish in 17 of Latin America's 20. Source: CLDR, as Babel 2.18 has it (checked 2026-11-21)."""


def _wide(name: str, spoken: str | None) -> tuple[str, str, str]:
    follows = f"{spoken} is official in most of it" if spoken else "no language follows from it"
    why = f'"{name}" is neither a country nor a language: no market is set for it and {follows}'
    return "markets", "none", f"{why}; which countries and languages are meant? (markets, languages)"


def _countries(value: JsonValue, ours: str, today: date) -> Read | None:
    del today
    named = [(each, country(each)) for each in many(value)]
    codes: list[JsonValue] = [code for _, code in named if code]
    notes = tuple(
        (ours, f"not used: {name}", "no country has that name or code") for name, code in named if not code
    )
    return Read({ours: codes} if codes else {}, notes) if named else None


def _file(value: JsonValue, ours: str, today: date) -> Read | None:
    """A path; of several, the first."""
    del today
    paths = [value] if isinstance(value, str) else value
    if not isinstance(paths, list) or not paths or not isinstance(paths[0], str):
        return None
    notes = tuple((ours, f"not used: {each}", "one picture is taken, the first") for each in paths[1:])
    return Read({ours: paths[0]}, notes)


def _dates(value: JsonValue, ours: str, today: date) -> Read | None:
    del ours
    text = " - ".join(many(list(value.values()))) if isinstance(value, dict) else plain(value)
    days = days_in(text or "")
    if len(days) != 2 or days[0] > days[1]:
        return None
    if days[1] < today:
        return Read({}, (("start", "no dates", f'"{text}" is past; when is the campaign to run?'),))
    return Read({"start": days[0].isoformat(), "end": days[1].isoformat()})


def _date(value: JsonValue, ours: str, today: date) -> Read | None:
    days = days_in(plain(value) or "")
    if len(days) != 1:
        return None
    if days[0] < today:
        return Read({}, ((ours, "no date", f'"{value}" is past; when is the campaign to run?'),))
    return Read({ours: days[0].isoformat()})


def _instruction(value: JsonValue, ours: str, today: date) -> Read | None:
    """Another system's instructions: noted by their length alone, so that no word of them goes on."""
    del ours, today
    text = plain(value)
    if not text:
        return None
    reason = "instructions for another system's model are no facts about the product"
    return Read({}, (("", f"not used: {len(text)} characters of instructions", reason),))


CONVERTERS: dict[str, Converter] = {
    "channels": _channels,
    "countries": _countries,
    "date": _date,
    "dates": _dates,
    "file": _file,
    "governance": _governance,
    "instruction": _instruction,
    "language": _language,
    "languages": _languages,
    "money": _money,
    "offering": _offering,
    "palette": _palette,
    "quality": _quality,
    "region": _region,
    "seconds": _seconds,
    "specifications": _specifications,
    "slug": _slug,
    "text": _text,
    "texts": _texts,
    "usd": _usd,
}
"""By the names the alias table uses."""
