"""Defects of copy: limits, forbidden signs, leftovers, names, language, links, hashtags and counts."""

from collections.abc import Callable
from functools import partial
from typing import Final

from kind import Kind, Planted, Site
from plan import Plan, plan

from astro_pipeline.domain.plan import CopyLine

_GOOGLE: Final = "copy/A/google_search.en.headline.0"
_TIKTOK: Final = "copy/A/tiktok_in_feed.en.caption.0"
_META: Final = "copy/A/meta_feed.en.primary_text.0"
_AD: Final = "copy/A/ad.en"
_LONG: Final = (
    "A can of cold coffee for the kind of day that begins at ease, with a window open to the sea and the "
    "door closed, and a table where nobody asks you to be quick about it or to get up before the sun does. "
)
_WIDE: Final = "朝はゆっくり始まる。窓を開けて海を眺めながら、冷たい珈琲を一口。急ぐ人のいない食卓で、" * 2
_LEFTOVERS: Final = ("{product}", "[price]", "Lorem ipsum", "TODO", "<headline>", "undefined", "%s", "XXX")
_MISSPELT: Final = ("Northbrwe", "NorthBrew", "North Brew", "Nortbrew")
_FRENCH: Final = "Le matin est à nous et il ne faut pas se hâter pour le café qui est dans le frigo"
_RUSSIAN: Final = "Утро может подождать, а кофе уже готов"
_UTM: Final = ("utm_source", "utm_medium", "utm_campaign", "utm_content")


def _cut(text: str, length: int) -> str:
    """So many characters of it, the last one a letter."""
    cut = text[:length]
    return cut if not cut[-1].isspace() else cut[:-1] + "s"


def _long_line(key: str, limit: int, _: Site, strength: float) -> Planted:
    text = _cut(_LONG, round(limit * strength))
    return Planted(plan().with_line(key, text).findings(), key, measured=len(text))


def _long_in_ad(field: str, limit: int, _: Site, strength: float) -> Planted:
    text = _cut(_LONG, round(limit * strength))
    return Planted(plan().with_ad(_AD, **{field: text}).findings(), _AD, measured=len(text))


def _wide_line(_: Site, strength: float) -> Planted:
    text = _WIDE[: round(50 * strength)]
    line = CopyLine(
        placement="tiktok_in_feed", language="ja", variant="A", field="caption", text=text, provider="hand"
    )
    changed = plan().copied(lines=(*plan().copy.lines, line))
    return Planted(changed.findings(), line.key, measured=2 * len(text))


def _line(
    key: str, words: tuple[str, ...], measured: tuple[str, ...] | None, site: Site, strength: float
) -> Planted:
    """One of these put in place of a line; or the line as it is."""
    n = site.dice.randrange(len(words))
    changed = plan().with_line(key, words[n]) if strength else plan()
    return Planted(changed.findings(), key, measured=measured[n] if measured else None)


def _said(
    by_language: dict[str, tuple[str, str]], measured: dict[str, str] | None, site: Site, strength: float
) -> Planted:
    """The planted text, or its clean twin, somewhere in the campaign, in one of the languages."""
    language = site.dice.choice(sorted(by_language))
    text = by_language[language][0 if strength else 1]
    changed, key, _ = plan().said(text, language=language, dice=site.dice)
    return Planted(changed.findings(), key, measured=measured[language] if measured else None)


def _leftover(site: Site, strength: float) -> Planted:
    left = site.dice.choice(_LEFTOVERS)
    changed, key, _ = plan().said(
        f"Coffee {left} in a can" if strength else "Coffee in a can", language="en", dice=site.dice
    )
    return Planted(changed.findings(), key, measured=left)


def _misspelt(site: Site, strength: float) -> Planted:
    name = site.dice.choice(_MISSPELT)
    text = f"A can of {name if strength else 'Northbrew'} in the fridge"
    changed, key, _ = plan().said(text, language="en", dice=site.dice)
    return Planted(changed.findings(), key, measured=name)


def _hard_to_read(_: Site, strength: float) -> Planted:
    """Forty words in two sentences: 20 for their length, and 2.5 for each long one."""
    many = round((60 * strength - 20) / 2.5)
    short = ("calm", "can", "sea", "slow", "sip", "cold", "day", "sun", "door", "cup")
    long = ("morning", "kitchen", "windows", "weekend", "evening", "comfort", "holiday")
    words = [long[n % 7] if n < many else short[n % 10] for n in range(40)]
    text = " ".join(words[:20]) + ". " + " ".join(words[20:]) + "."
    return Planted(plan().with_line(_META, text).findings(), _META, measured=20 + 2.5 * many, within=0.05)


def _alike(_: Site, strength: float) -> Planted:
    """Two headlines of 40 letters with three or four other letters: 92.5 or 90 % alike."""
    one = "Let the morning wait until you are ready"
    changed = 3 if strength < 1 else 4
    other = "qxzj"[:changed] + one[changed:]
    ads = plan().with_ad("copy/A/ad.en", headline=one).with_ad("copy/B/ad.en", headline=other)
    return Planted(ads.findings(), "copy/B/ad.en", measured=100 - 2.5 * changed, within=0.06)


def _linked(change: Callable[[str], str], twice: bool, _: Site, strength: float) -> Planted:
    """One of the links changed; of two that become one, the pair is named."""
    first, *rest = plan().copy.links
    url = change(first.url) if strength else first.url
    changed = plan().copied(links=(first.model_copy(update={"url": url}), *rest))
    return Planted(changed.findings(), "copy/links" if twice else f"copy/{first.variant}/link")


def _untracked(site: Site, strength: float) -> Planted:
    first, *rest = plan().copy.links
    lost = site.dice.choice(_UTM)
    url = first.url.replace(lost, f"x_{lost}") if strength else first.url
    changed = plan().copied(links=(first.model_copy(update={"url": url}), *rest))
    return Planted(changed.findings(), f"copy/{first.variant}/link", measured=lost)


def _many_hashtags(_: Site, strength: float) -> Planted:
    count = round(30 * strength)
    marks = tuple(f"#slow{chr(97 + n // 26)}{chr(97 + n % 26)}" for n in range(count))
    changed = plan().copied(hashtags={"en": marks})
    return Planted(changed.findings(), "copy/hashtags.en", measured=count)


def _hashtags(marks: tuple[str, ...], measured: str, _: Site, strength: float) -> Planted:
    changed = plan().copied(hashtags={"en": marks}) if strength else plan()
    return Planted(changed.findings(), "copy/hashtags.en", measured=measured)


def _counted(change: Callable[[], Plan], place: str, measured: int, _: Site, strength: float) -> Planted:
    return Planted((change() if strength else plan()).findings(), f"copy/A/{place}", measured=measured)


def _without_scheme(url: str) -> str:
    return url.replace("https://", "htp:/")


def _like_another(url: str) -> str:
    return url.replace("a-google_search", "a-tiktok_in_feed")


def _short_of_one() -> Plan:
    return plan().copied(lines=tuple(each for each in plan().copy.lines if each.key != _GOOGLE))


def _one_too_many() -> Plan:
    more = CopyLine(
        placement="tiktok_in_feed",
        language="en",
        variant="A",
        field="caption",
        index=1,
        text="Slow coffee",
        provider="hand",
    )
    return plan().copied(lines=(*plan().copy.lines, more))


def _without_call(_: Site, strength: float) -> Planted:
    changed = plan().with_ad(_AD, call_to_action=" ") if strength else plan()
    return Planted(changed.findings(), _AD)


def _text(name: str, rule: str, plant: Callable[[Site, float], Planted]) -> Kind:
    return Kind(name, "copy", "text editor", f"copy.{rule}", plant)


KINDS: tuple[Kind, ...] = (
    Kind(
        "headline too long for search",
        "copy",
        "text editor",
        "copy.length",
        partial(_long_line, _GOOGLE, 30),
        worse="more",
        near=0.05,
    ),
    Kind("Japanese caption too wide", "copy", "text editor", "copy.length", _wide_line, worse="more"),
    Kind(
        "post cut from view",
        "copy",
        "text editor",
        "copy.truncation",
        partial(_long_line, _META, 125),
        worse="more",
    ),
    Kind(
        "headline too long for the layout",
        "copy",
        "text editor",
        "copy.length",
        partial(_long_in_ad, "headline", 40),
        worse="more",
        near=0.05,
    ),
    Kind(
        "button too long for the layout",
        "copy",
        "text editor",
        "copy.length",
        partial(_long_in_ad, "call_to_action", 20),
        worse="more",
        near=0.06,
    ),
    Kind("text hard to read", "copy", "text editor", "copy.readability", _hard_to_read, worse="more"),
    Kind("variants with one headline", "copy", "text editor", "copy.repetition", _alike, worse="less"),
    Kind("too many hashtags", "copy", "text editor", "copy.hashtags", _many_hashtags, worse="more"),
    _text("exclamation mark in search", "forbidden", partial(_line, _GOOGLE, ("Slow coffee!",), ("!",))),
    _text(
        "emoji where none is taken",
        "forbidden",
        partial(_line, _GOOGLE, ("Slow coffee ☕", "Cold 🧊 coffee"), ("emoji", "emoji")),
    ),
    _text(
        "link or handle in a caption",
        "forbidden",
        partial(_line, _TIKTOK, ("See northbrew.com", "With @northbrew"), ("links", "@")),
    ),
    _text("text left empty", "length", partial(_line, _TIKTOK, (" ",), None)),
    _text("template leftover", "placeholder", _leftover),
    _text(
        "word twice",
        "doubled_word",
        partial(
            _said,
            {
                "en": ("Take the the can", "Take the can"),
                "fr": ("Prenez la la canette", "Prenez la canette"),
            },
            {"en": "the the", "fr": "la la"},
        ),
    ),
    _text(
        "word the brand avoids",
        "words_to_avoid",
        partial(
            _said,
            {"en": ("A cheap can", "A fair can"), "fr": ("Un café pas cher", "Un café juste")},
            {"en": "cheap", "fr": "pas cher"},
        ),
    ),
    _text(
        "competitor named",
        "competitors",
        partial(
            _said,
            {
                "en": ("Not like Stumptown", "Like no other"),
                "de": ("Anders als Stumptown", "Anders als sonst"),
            },
            {"en": "Stumptown", "de": "Stumptown"},
        ),
    ),
    _text("brand misspelt", "brand_name", _misspelt),
    _text("text in another language", "language", partial(_line, _META, (_FRENCH,), ("fr",))),
    _text("text in another script", "language", partial(_line, _META, (_RUSSIAN,), ("cyrillic",))),
    _text(
        "link that leads nowhere",
        "link",
        partial(_linked, _without_scheme, False),
    ),
    _text("link without a UTM parameter", "utm", _untracked),
    _text(
        "two placements with one link",
        "link_twice",
        partial(_linked, _like_another, True),
    ),
    _text("hashtag of two words", "hashtags", partial(_hashtags, ("#slow coffee", "#can"), "#slow coffee")),
    _text("hashtag twice", "hashtags", partial(_hashtags, ("#Slow", "#slow"), "#slow")),
    _text(
        "a text too few",
        "count",
        partial(_counted, _short_of_one, "google_search.en.headline", 2),
    ),
    _text(
        "a text too many",
        "count",
        partial(_counted, _one_too_many, "tiktok_in_feed.en.caption", 2),
    ),
    _text("no call to action", "complete", _without_call),
)
