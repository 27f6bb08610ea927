"""Copy as a whole: its language, how hard it reads, what it repeats, its links, calls and hashtags."""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import combinations
from typing import Final
from urllib.parse import parse_qs, urlsplit

from rapidfuzz import fuzz

from astro_pipeline.domain.base import base_language
from astro_pipeline.domain.brief import Brief
from astro_pipeline.domain.plan import AdText, Copy
from astro_pipeline.domain.review import Finding
from astro_pipeline.quality.claims import LINK, all_facts, without
from astro_pipeline.quality.finding import judged
from astro_pipeline.quality.lexicon import lexicons

_LATIN: Final = (
    "af", "ca", "cs", "da", "de", "en", "es", "et", "eu", "fi", "fr", "ga",
    "gl", "hr", "hu", "id", "is", "it", "lt", "lv", "ms", "mt", "nb", "nl",
    "nn", "no", "pl", "pt", "ro", "sk", "sl", "sv", "sw", "tl", "tr", "vi",
)  # fmt: skip
_SCRIPTS: Final = {
    "ar": "ARABIC", "fa": "ARABIC", "ur": "ARABIC", "he": "HEBREW", "ru": "CYRILLIC", "uk": "CYRILLIC",
    "bg": "CYRILLIC", "mk": "CYRILLIC", "el": "GREEK", "hi": "DEVANAGARI", "th": "THAI", "ko": "HANGUL",
    "ja": "CJK", "zh": "CJK", "mr": "DEVANAGARI", "ne": "DEVANAGARI",
    **dict.fromkeys(_LATIN, "LATIN"),
}  # fmt: skip
"""The script a language is written in, where there is but one; kana and ideographs are one here."""
_LETTERS_ENOUGH: Final = 12
"""Letters from which a script can be told."""
_WORDS_ENOUGH: Final = 8
"""Words from which a language can be told by its small words; a headline says too little."""
_LIX_HARD: Final = 60.0
"""LIX from which a text is very hard: Björnsson's scale ("Läsbarhet", 1968), from memory, not checked."""
_LIX_WORDS: Final = 30
"""Words from which LIX means anything."""
_ALIKE: Final = 92.0
"""Similarity, 0 to 100, from which two variants say the same."""
_UTM: Final = ("utm_source", "utm_medium", "utm_campaign", "utm_content")
_HASHTAG: Final = re.compile(r"#[^\W\d_]\w*")
_HASHTAGS: Final = 30
"""More than this under one post is refused by Instagram: from memory, not checked at the source."""


def check_prose(brief: Brief, copy: Copy) -> tuple[Finding, ...]:
    """Language and reading of every text, repetition between variants, links, calls and hashtags."""
    # an address's path is a slug of names, in Latin letters whatever the language
    texts = {line.key: (line.language, line.text) for line in copy.lines if line.field != "path"}
    texts |= {ad.key: (ad.language, f"{ad.headline}. {ad.support}") for ad in copy.ads}
    names = sorted(
        {f.text for f in all_facts(brief) if f.kind in {"brand", "product"}}, key=len, reverse=True
    )
    read = {key: (tag, without(names, LINK.sub(" ", text))) for key, (tag, text) in texts.items()}
    return (
        *(_in_language(key, text, language) for key, (language, text) in read.items()),
        *(finding for key, (_, text) in read.items() for finding in _readable(key, text)),
        *_repeated(copy.ads),
        *(finding for link in copy.links for finding in _link(f"copy/{link.variant}/link", link.url)),
        *_linked(copy),
        *(finding for tag, marks in copy.hashtags.items() for finding in _hashtags(tag, marks)),
    )


def language_seen(text: str) -> str | None:
    """The language, of those with a word list, that a text's small words speak; None where it is unsure."""
    words = [word.casefold() for word in re.findall(r"[^\W\d_]+", text)]
    counted = {tag: sum(w in each.stop_words for w in words) for tag, each in lexicons().items()}
    (first, most), (_, second) = Counter(counted).most_common(2)
    return first if len(words) >= _WORDS_ENOUGH and most >= max(3, 2 * second) else None


def lix(text: str) -> float:
    """How hard a text reads: words a sentence, plus the share of words over six letters, in percent."""
    words = re.findall(r"[^\W\d_]+", text)
    sentences = max(1, len(re.findall(r"[.!?:…]+", text)))
    return len(words) / sentences + 100 * sum(len(word) > 6 for word in words) / max(1, len(words))


def _in_language(key: str, text: str, language: str) -> Finding:
    script = _SCRIPTS.get(base_language(language))
    if script is None:
        return Finding(
            rule="copy.language",
            verdict="not_checked",
            advisory=True,
            file=key,
            why=f"It is not known in which script {language} is written.",
            cure="Let a speaker of it read the text.",
        )
    letters = Counter(_script(c) for c in text if c.isalpha())
    seen = language_seen(text)
    enough = sum(letters.values()) >= _LETTERS_ENOUGH
    # a brand in Latin letters may stand within any script, so a third of the letters is enough
    strange = enough and letters[script] * 3 < sum(letters.values())
    other = seen is not None and seen != base_language(language)
    return judged(
        "copy.language",
        key,
        holds=not strange and not other,
        measured=(letters.most_common(1)[0][0].lower() if strange else seen) or "too short to tell",
        limit=language,
        why=f"The text is meant to be {language} and does not read so.",
        cure=f"Write it in {language}.",
    )


def _script(letter: str) -> str:
    name = re.split(r"[ -]", unicodedata.name(letter, ""))[0]
    return "CJK" if name in {"CJK", "HIRAGANA", "KATAKANA"} else name


def _readable(key: str, text: str) -> Iterator[Finding]:
    if len(text.split()) >= _LIX_WORDS:
        hard = round(lix(text), 1)
        yield judged(
            "copy.readability",
            key,
            holds=hard < _LIX_HARD,
            measured=hard,
            limit=_LIX_HARD,
            unit="LIX",
            advisory=True,
            why="It reads harder than a legal text: long sentences, long words.",
            cure="Break its sentences, and take shorter words.",
        )


def _repeated(ads: Sequence[AdText]) -> Iterator[Finding]:
    for one, other in combinations(ads, 2):
        if one.language != other.language or one.variant == other.variant:
            continue
        alike = round(fuzz.ratio(one.headline.casefold(), other.headline.casefold()), 1)
        yield judged(
            "copy.repetition",
            other.key,
            holds=alike < _ALIKE or (one.locked and other.locked),
            measured=alike,
            limit=_ALIKE,
            unit="% alike",
            advisory=True,
            why=f"Its headline says the same as that of variant {one.variant}; their test measures nothing.",
            cure="Reject one of the two, and say what it should say instead.",
        )


def _link(key: str, url: str) -> Iterator[Finding]:
    parts = urlsplit(url)
    sound = parts.scheme in {"http", "https"} and "." in parts.netloc and not re.search(r"[\s{}\[\]]", url)
    yield judged(
        "copy.link",
        key,
        holds=sound,
        measured=url,
        limit="http(s)://host/…",
        why="The link leads nowhere.",
        cure="Mend call_to_action.url.",
    )
    said = parse_qs(parts.query)
    lacking = [name for name in _UTM if len(said.get(name, [])) != 1]
    yield judged(
        "copy.utm",
        key,
        holds=not lacking,
        measured=", ".join(lacking) or None,
        limit=", ".join(_UTM),
        why=f"The link does not say once: {', '.join(lacking)}; its visits cannot be told apart.",
        cure="Add them once each, in small letters.",
    )


def _linked(copy: Copy) -> Iterator[Finding]:
    """No two variants and no two placements share a link; two languages of one may."""
    for url in dict.fromkeys(link.url for link in copy.links):
        sharing = {(link.variant, link.placement) for link in copy.links if link.url == url}
        if len(sharing) > 1:
            yield judged(
                "copy.link_twice",
                "copy/links",
                holds=False,
                measured=url,
                limit=1,
                why="Shared by "
                + " and ".join(sorted(f"{placement}, {each}" for each, placement in sharing)),
                cure="Give each its own utm_content.",
            )


def _hashtags(language: str, marks: Sequence[str]) -> Iterator[Finding]:
    twice = [mark for mark, count in Counter(mark.casefold() for mark in marks).items() if count > 1]
    bad = [mark for mark in marks if not _HASHTAG.fullmatch(mark)]
    yield judged(
        "copy.hashtags",
        f"copy/hashtags.{language}",
        holds=not (twice or bad) and len(marks) <= _HASHTAGS,
        measured=" ".join([*bad, *twice]) or len(marks),
        limit=f"#word, each once, at most {_HASHTAGS}",
        why="A hashtag is one word after a #, begins with a letter and stands once.",
        cure="Mend or drop it.",
    )
