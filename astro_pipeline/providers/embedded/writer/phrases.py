"""What kind of phrase a fact is: that decides how it may stand in a sentence.

The test is simple on purpose. A phrase whose kind is not plain is "quote": it stands alone as a
sentence of its own and is never built into another.
"""

import re
from dataclasses import dataclass
from typing import Literal

from astro_pipeline.providers.embedded.writer.realiser import classes
from astro_pipeline.providers.embedded.writer.typography import capital
from astro_pipeline.providers.embedded.writer.vocabulary import Vocabulary, vocabulary

Kind = Literal["np", "no", "imp", "inf", "vp3", "ger", "part", "adj", "pp", "s", "quote"]
"""Noun phrase, negated noun phrase ("No bitterness"), imperative, infinitive, verb phrase in the
third person, gerund, participle, adjective, prepositional phrase, sentence, none of these for sure."""


@dataclass(frozen=True, slots=True)
class Phrase:
    """A fact's words without their final stop, and their kind."""

    text: str
    kind: Kind
    plural: bool = False

    @property
    def standing(self) -> str:
        """As the beginning of a sentence."""
        return capital(self.text)


def read_phrase(text: str, language: str) -> Phrase:
    """The phrase with its kind; `language` is en or fr."""
    words = vocabulary(language)
    bare = re.sub(r"\s+", " ", text).strip().rstrip(".").strip()
    tokens = [token.strip(',;:()«»"“”').replace("’", "'") for token in bare.split(" ")]
    if language == "fr":
        tokens = [part for token in tokens for part in _split_elision(token)]
    tokens = [token for token in tokens if token]
    kind = _kind([token.lower() for token in tokens], tokens, words) if tokens else "quote"
    return Phrase(text=_lowered(bare, tokens, language), kind=kind, plural=_plural(tokens, words))


def sentences(text: str) -> list[str]:
    """The text's sentences, without losing a mark; abbreviations with a following small letter stay whole."""
    return [part for part in re.split(r"(?<=[.!?…])\s+(?=[\w«“\"])(?![a-zà-ÿ])", text.strip()) if part]


def _kind(low: list[str], tokens: list[str], words: Vocabulary) -> Kind:
    first = low[0]
    if re.search(r"[.!?…:]\s", " ".join(tokens)) or tokens[-1][-1] in "!?…":
        return "quote"
    if first in words.subjects:
        return "s"
    if first in words.determiners or first[0].isdigit() or first[0] in "$€£+":
        return _noun_phrase_or_sentence(low, words)
    if first in words.prepositions:
        return "pp"
    return _by_first_word(low, tokens, words)


def _by_first_word(low: list[str], tokens: list[str], words: Vocabulary) -> Kind:
    first, second = low[0], low[1] if len(low) > 1 else ""
    opens = second in words.openers or second[:1].isdigit() or second in words.particles
    leads = not second or second in words.prepositions or second in words.joiners
    if words.is_participle(first) and (opens or leads):
        return "part"
    if words.is_adjective(first) and leads:
        return "adj"
    return _verb_phrase(low, words, opens=opens) or _by_its_verb(low, tokens, words)


def _verb_phrase(low: list[str], words: Vocabulary, *, opens: bool) -> Kind | None:
    """The kind of a phrase that begins with its verb, "quote" where noun and verb look alike, or None."""
    first, second = low[0], low[1] if len(low) > 1 else ""
    if first in words.orders and second not in words.relatives and not _later_verb(low[2:], words):
        return "imp"
    verb = words.verb_form(first)
    if verb == "vp3" and words.is_noun(first) and second and not opens:
        return "np" if second in words.prepositions or second in words.relatives else "quote"
    nominal = words.is_noun(first) or words.is_adjective(first)
    if not verb or (nominal and not opens) or not (second or verb in {"imp", "inf"}):
        return None
    return "s" if verb == "vp3" and _later_verb(low[2:], words) else verb


def _by_its_verb(low: list[str], tokens: list[str], words: Vocabulary) -> Kind:
    until_relative = next((place for place, word in enumerate(low) if word in words.relatives), len(low))
    if _later_verb(low[1:until_relative], words):
        return "s"
    return "np" if words.is_noun(low[0]) or _known(low, tokens, words) else "quote"


def _noun_phrase_or_sentence(low: list[str], words: Vocabulary) -> Kind:
    until_relative = next((place for place, word in enumerate(low) if word in words.relatives), len(low))
    if _later_verb(low[1:until_relative], words):
        return "s"
    return "no" if low[0] in words.negations else "np"


def _later_verb(low: list[str], words: Vocabulary) -> bool:
    """True where one of these words, the first of which follows the phrase's first, is its verb."""
    for place, word in enumerate(low):
        before = low[place - 1] if place else ""
        if before in words.prepositions or before in words.determiners:
            continue
        ends_as_noun = place == len(low) - 1 and word in {"can", "will"}  # "in a 250 ml can"
        if (word in words.finite and not ends_as_noun) or words.surely_finite(word):
            return True
        following = low[place + 1] if place + 1 < len(low) else ""
        opens = following in words.openers or following[:1].isdigit()
        opens = opens or (words.language == "fr" and following in words.prepositions - {"de", "d'"})
        if opens and words.may_be_finite(word, before):
            return True
    return False


def _known(low: list[str], tokens: list[str], words: Vocabulary) -> bool:
    content = [word for word, token in zip(low, tokens, strict=True) if word.isalpha() and token == word]
    content += [low[0]] if low[0].isalpha() and low[0] not in content else []
    return bool(content) and all(
        classes(words.language, word) or words.is_noun(word) or words.is_adjective(word)
        or words.is_participle(word) or word in words.prepositions or word in words.determiners
        for word in content
    )  # fmt: skip


def _plural(tokens: list[str], words: Vocabulary) -> bool:
    head: list[str] = []
    for token in tokens:
        if head and token.lower() in words.prepositions | words.relatives:
            break
        head.append(token.lower())
    if not head:
        return False
    word = head[0] if words.language == "fr" and head[0] not in words.determiners else head[-1]
    return " and " in " ".join(head) or (word.endswith(("s", "x")) and not word.endswith("ss"))


def _split_elision(token: str) -> list[str]:
    found = re.match(r"(?i)^(l|d|j|qu|s|n|c|m|t)'(.+)$", token)
    return [f"{found[1]}'", found[2]] if found else [token]


def _lowered(text: str, tokens: list[str], language: str) -> str:
    """With a small first letter where the first word is an ordinary word of the language."""
    first = tokens[0] if tokens else ""
    words = vocabulary(language)
    if not first or not first[0].isupper() or (len(first) > 1 and first[1:] != first[1:].lower()):
        return text
    small = first.lower().split("-", maxsplit=1)[0]
    ordinary = (
        small in words.everything
        or (words.is_noun(small) or words.is_adjective(small) or words.is_participle(small))
        or words.verb_form(small) is not None
    )
    proper = bool(classes(language, first)) and not classes(language, small)
    return text[:1].lower() + text[1:] if ordinary and not proper and small != "i" else text
