"""What is said for what is written, token by token, so that the times of sayings are times of tokens."""

import re
from collections.abc import Iterator, Mapping, Sequence
from unicodedata import normalize

from babel.dates import get_month_names

from astro_pipeline.domain.base import base_language
from astro_pipeline.media.voice.addresses import said_address
from astro_pipeline.media.voice.figures import day, said_figure, said_telephone
from astro_pipeline.media.voice.readings import CURRENCIES, UNITS, locale_of

_TOKEN = re.compile(r"\S+")
_WRAPPED = re.compile(r"(?P<open>[\"'“”«‹„‘(\[¡¿]*)(?P<core>.*?)(?P<close>[\"'“”»›’)\],;:!?.…]*)", re.DOTALL)
_GROUP = re.compile(r"\d{3}(?:[.,]\d{1,2})?\W*")
_GROUPED = re.compile(r"[^\d\s]?\d{1,3}")
_NUMBER = re.compile(r"\d+(?:[.,]\d+)*")
_DIALLED = re.compile(r"[\d()./-]*\d[\d()./-]*[.,;:!?]?")
_HARD_SPACES = "\u00a0\u202f"
_GROUPED_BY_SPACE = frozenset(
    {"bg", "cs", "es", "et", "fi", "fr", "hu", "nb", "pl", "pt", "ru", "sk", "sv", "uk"}
)
_DATIVE = frozenset({"am", "vom", "zum", "bis", "ab", "seit", "den", "dem"})
_CLOCKS = frozenset({"uhr", "uur", "h", "am", "pm", "a.m.", "p.m."})


def spoken(
    text: str, language: str, *, pronunciation: Mapping[str, str], phonemes: bool = True
) -> tuple[str, ...]:
    """What to say for each whitespace-separated token of a text; "" where the token before says it.

    A hint in double square brackets is espeak-ng's phoneme names, passed over where the voice has no
    `phonemes`; any other is a respelling.
    """
    words = list(_joined(text, language))
    said = [
        _said(word, language, before=words[place - 1] if place else "", after=_next(words, place))
        for place, word in enumerate(words)
    ]
    for spelling, hint in pronunciation.items():
        if phonemes or not hint.startswith("[["):
            _hint(words, said, spelling=spelling.split(), hint=hint)
    return tuple(part for word, saying in zip(words, said, strict=True) for part in _spread(word, saying))


def _next(words: Sequence[str], place: int) -> str:
    return words[place + 1] if place + 1 < len(words) else ""


def _joined(text: str, language: str) -> Iterator[str]:
    """The tokens; an amount and its sign, unit or groups are one, and so is a telephone number."""
    tokens = list(_TOKEN.finditer(text))
    place = 0
    while place < len(tokens):
        last = place
        dialled = _dialled([token.group() for token in tokens[place:]])
        if dialled > 1:
            last = place + dialled - 1
        else:
            while last + 1 < len(tokens) and _belongs(text, tokens[last], tokens[last + 1], language):
                last += 1
        yield text[tokens[place].start() : tokens[last].end()]
        place = last + 1


def _dialled(tokens: Sequence[str]) -> int:
    """How many tokens from here are one telephone number: it begins with +, 0 or ( and has seven digits."""
    taken: list[str] = []
    for token in tokens:
        if not (_DIALLED.fullmatch(token) or (not taken and re.fullmatch(r"[+(]+\d[\d()-]*", token))):
            break
        taken.append(token)
        if token[-1] in ".,;:!?":
            break
    begins = bool(taken) and taken[0].startswith(("+", "0", "("))
    return len(taken) if begins and sum(c.isdigit() for token in taken for c in token) >= 7 else 0


def _belongs(text: str, left: re.Match[str], right: re.Match[str], language: str) -> bool:
    bare = right.group().rstrip(".,;:!?…)»")
    if left.group().lstrip("(«") in CURRENCIES:
        return bare[:1].isdigit()
    if not left.group()[-1].isdigit() and left.group()[-1] not in "–-":
        return False
    hard = text[left.end() : right.start()] in _HARD_SPACES
    spaced = base_language(language) in _GROUPED_BY_SPACE and _GROUPED.fullmatch(left.group()) is not None
    if _GROUP.fullmatch(right.group()):
        return hard or spaced
    if bare.split("/")[0] in CURRENCIES or bare.lower() in UNITS:
        return left.group()[-1].isdigit() or left.group()[-2:-1] in {".", ","}
    return bare.lower() in _CLOCKS and re.search(r"\d:\d\d$", left.group()) is not None


def _said(word: str, language: str, *, before: str, after: str) -> list[str]:
    """One saying, or one for each of its tokens."""
    tokens = word.split()
    whole = " ".join(tokens)
    wrapped = _WRAPPED.fullmatch(whole)
    opening, core, closing = wrapped.groups() if wrapped else ("", whole, "")
    if telephone := said_telephone(core.split(), language):
        return [*telephone[:-1], telephone[-1] + closing]
    if core.isdigit() and _is_month(after, language):
        dated = day(int(core), language, dative=before.casefold() in _DATIVE)
        return [opening + dated + closing.removeprefix(".")]
    said = said_figure(core, language) or said_address(core, language)
    if said is None and closing:
        # A mark at the end may belong to it: "9 a.m.", "CHF 12.-".
        said, marks = said_figure(core + closing[0], language), closing[1:]
        closing = marks if said else closing
    if said is None:
        return ["".join(tokens) if _NUMBER.fullmatch("".join(tokens)) else whole]
    return [opening + said + closing]


def _is_month(word: str, language: str) -> bool:
    names = get_month_names("wide", locale=locale_of(language))
    return word.rstrip(".,;:!?").casefold() in {str(names[month]).casefold() for month in range(1, 13)}


def _hint(words: Sequence[str], said: list[list[str]], *, spelling: Sequence[str], hint: str) -> None:
    """Puts a hint where its spelling stands, whatever its case and what hangs on it."""
    wanted = [_folded(part) for part in spelling]
    for place in range(len(words) - len(wanted) + 1):
        around = _around(words[place : place + len(wanted)], wanted) if wanted else None
        if around:
            said[place] = [around[0] + hint + around[1]]
            for follower in range(place + 1, place + len(wanted)):
                said[follower] = [""]


def _around(words: Sequence[str], wanted: Sequence[str]) -> tuple[str, str] | None:
    """What stands before and after a spelling in some words: "l’" and "’s!"; None where they are others."""
    whole, sought = _folded(" ".join(words)), " ".join(wanted)
    found = re.fullmatch(rf"(\W*(?:\w{{1,2}}['’])?){re.escape(sought)}((?:['’]s?|-\w+)?\W*)", whole)
    return (found[1], found[2]) if found else None


def _folded(text: str) -> str:
    return normalize("NFC", text).casefold()


def _spread(word: str, sayings: Sequence[str]) -> Iterator[str]:
    """Sayings for as many tokens as the word was written with, as even as may be."""
    tokens = len(word.split())
    if tokens == len(sayings):
        yield from sayings
        return
    parts = " ".join(sayings).split()
    for place in range(tokens):
        room_left = tokens - place
        taken = parts if room_left == 1 else parts[: max(1, len(parts) // room_left)]
        parts = parts[len(taken) :]
        yield " ".join(taken)
