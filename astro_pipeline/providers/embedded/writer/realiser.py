# pyright: basic, reportAttributeAccessIssue=false
# pyrealb has no type information; what leaves this file is typed.
"""Words put into their right form by pyrealb: conjugation, articles, elision, word classes.

pyrealb keeps its current language in a global. Every entry takes the lock, loads the language
it needs, and is cached, so that threads never meet in the middle of a sentence.
"""

import warnings
from functools import cache
from importlib import import_module
from threading import Lock
from typing import Any

_LOCK = Lock()

WRITTEN = ("en", "fr")
"""Languages in which sentences can be built."""

_NO_ELISION = {"onze", "onzième", "huit", "huitième", "oui", "ouate", "yaourt", "yoga", "yacht"}
"""French words that begin with a vowel or mute h and take no elision all the same."""


@cache
def classes(language: str, word: str) -> frozenset[str]:
    """Parts of speech the dictionary gives the word as it stands: N, A, V, Adv, P, D, Pro, C."""
    with _LOCK:
        entry = _pyrealb().getLexicon(language).get(word)
    return frozenset(entry) if entry else frozenset()


@cache
def countable(word: str) -> bool:
    """False for an English noun such as software or tea, which takes no "a"."""
    with _LOCK:
        entry = _pyrealb().getLexicon("en").get(word)
    return bool(entry and entry.get("N", {}).get("cnt") == "yes")


@cache
def imperative(language: str, verb: str, *, formal: bool) -> str:
    """The order given to a reader: "découvrir" gives "découvrez" or "découvre"; words after the verb stay."""
    lemma, *rest = verb.split(" ", maxsplit=1)
    with _LOCK:
        _load(language)
        form = _pyrealb().V(lemma).t("ip").pe(2).n("p" if formal else "s")
        said = _pyrealb().VP(form, *[_pyrealb().Q(part) for part in rest]).realize()
    return said.strip()


@cache
def second_person(verb: str, *, formal: bool) -> str:
    """A French verb said of the reader, with its pronoun: "chercher" gives "vous cherchez"."""
    with _LOCK:
        _load("fr")
        pronoun = _pyrealb().Pro("je").pe(2).n("p" if formal else "s")
        said = _pyrealb().S(pronoun, _pyrealb().VP(_pyrealb().V(verb))).realize()
    return _lower(said.strip().rstrip("."))


@cache
def a_or_an(phrase: str) -> str:
    """The English phrase with its indefinite article: "an hour-long show", "a unique mill"."""
    first = phrase.split(maxsplit=1)[0]
    if first[0].isdigit():
        vowel = first.startswith("8") or first[:2] in {"11", "18"}
        return f"{'an' if vowel else 'a'} {phrase}"
    with _LOCK:
        _load("en")
        return _pyrealb().NP(_pyrealb().D("a"), _pyrealb().Q(phrase)).realize().strip()


@cache
def of(phrase: str) -> str:
    """French "de" before a phrase, elided or contracted: "d'eau", "du café", "des équipes"."""
    head, _, tail = phrase.partition(" ")
    contracted = {"le": "du", "les": "des", "du": "du"}.get(head)
    if contracted and tail:
        return f"{contracted} {tail}"
    if head == "des" and tail:
        return of(tail)
    if head.lower() in _NO_ELISION:
        return f"de {phrase}"
    with _LOCK:
        _load("fr")
        return _pyrealb().PP(_pyrealb().P("de"), _pyrealb().Q(phrase)).realize().strip()


@cache
def elides(phrase: str) -> bool:
    """True where French "de" or "que" loses its vowel before the phrase."""
    return of(phrase)[:2] in {"d'", "d’"}


def _load(language: str) -> None:
    (_pyrealb().loadFr if language == "fr" else _pyrealb().loadEn)()


def _lower(text: str) -> str:
    return text[:1].lower() + text[1:]


@cache
def spoken_call(label: str, *, formal: bool) -> str:
    """A French button said as a sentence: "Demander une démo" gives "Demandez une démo"."""
    first, _, rest = label.partition(" ")
    verb, tail = (rest, "-nous") if first.lower() == "nous" and rest else (first, f" {rest}" if rest else "")
    lemma = verb.lower()
    if not lemma.endswith(("er", "ir", "re")) or "V" not in classes("fr", lemma):
        return label
    said = imperative("fr", lemma, formal=formal)
    return said[:1].upper() + said[1:] + tail


@cache
def _pyrealb() -> Any:
    """The library, loaded at first use (0.2 s); it leaves its dictionaries' files open while it loads."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", ResourceWarning)
        return import_module("pyrealb")
