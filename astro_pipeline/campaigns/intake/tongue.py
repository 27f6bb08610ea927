"""Which language a brief's plain texts are in: by script, else by the small words they use."""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable

_SMALL_WORDS = {
    "en": "the and of for with your to in is are that it you our who from on at by their without",
    "fr": "le la les des du et une un pour avec vos votre dans est sont qui que sur aux au nos sans en",
    "es": "el los las del y una un para con sus su en es son que por al nuestros lo sin más",
    "pt": "o os as do da dos das e uma um para com seus sua em é são que por ao no na sem mais",
    "de": "der die das und eine ein für mit ihre im ist sind die den dem von auf zu nicht ohne",
    "it": "il lo gli della del di e una un per con suoi nel è sono che da alla i senza più",
}
"""The commonest function words of each language."""

_SCRIPTS = (
    ("HIRAGANA", "ja"), ("KATAKANA", "ja"), ("HANGUL", "ko"), ("CJK", "zh"), ("ARABIC", "ar"),
    ("HEBREW", "he"), ("CYRILLIC", "ru"), ("GREEK", "el"), ("THAI", "th"), ("DEVANAGARI", "hi"),
)  # fmt: skip


def language_of(texts: Iterable[str]) -> str | None:
    """The language most of it is in, or None where nothing tells."""
    text = " ".join(texts).lower()
    return _by_script(text) or _by_small_words(text)


def _by_script(text: str) -> str | None:
    """The script that holds a third of the letters; kana makes Japanese of any Han."""
    names = Counter(unicodedata.name(each, "").partition(" ")[0] for each in text if each.isalpha())
    total = sum(names.values())
    kana = names["HIRAGANA"] + names["KATAKANA"]
    if kana:
        names["HIRAGANA"] += names.pop("CJK", 0)
    for script, language in _SCRIPTS:
        if 3 * names[script] >= total > 0:
            return language
    return None


def _by_small_words(text: str) -> str | None:
    """The language with the most of its small words; a tie tells nothing."""
    words = Counter(re.findall(r"[^\W\d_]+", text))
    scores = {tag: sum(words[each] for each in set(small.split())) for tag, small in _SMALL_WORDS.items()}
    (best, score), (_, second) = sorted(scores.items(), key=lambda each: (-each[1], each[0]))[:2]
    return best if score > second else None
