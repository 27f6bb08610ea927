"""What was read in a picture against what should stand there, forgiving what only a reader confuses."""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Final, Literal

from rapidfuzz.distance import Levenshtein

from astro_pipeline.media.reading.models import known_signs
from astro_pipeline.media.reading.recognising import Line, Sign

_SCRIPTS: Final = ("LATIN", "CJK", "HIRAGANA", "KATAKANA", "FULLWIDTH", "HALFWIDTH")
"""Scripts the reader reads.

Measured 2026-11-21 on the studio's ads: every line of Latin, Chinese and Japanese is read; of Greek
half the letters, of Cyrillic, Arabic, Hebrew, Thai, Hangul and Devanagari none. The letters of
Vietnamese with a mark below or a hook it has not learnt; they are left out of the comparison.
"""
_READABLE: Final = 0.6
"""Share of a text's letters the reader must have learnt; below it nothing is said of the text."""

_ALIKE: Final = {
    **dict.fromkeys("iıl|1", "l"),
    **dict.fromkeys("o0", "o"),
    **dict.fromkeys("ー一", "一"),
    **dict(zip("カエニハタトヘリベペロ", "力工二八夕卜へりべぺ口", strict=True)),
}
"""Signs that only their neighbours tell apart, in many a typeface."""
_RUN_TOGETHER: Final = {"rn": "m", "vv": "w"}
"""Letters that run into one where the type is small."""
_UNITS: Final = frozenset("%‰€$£¥₩₹°")
_MARKS: Final = frozenset(".,:/@-")
_PLAIN: Final = str.maketrans("−–—‑∪", "----u")
_CODE: Final = re.compile(r"(?<!\w)(?=[a-z]*\d)(?=\d*[a-z])[a-z\d]+(?!\w)", re.IGNORECASE)
"""Letters and figures in one word, as SLOW20: each of its letters tells it from another."""
_COUNTED: Final = re.compile(r"(?<=\d )[^\W\d_]{2,}|(?<!\w)[^\W\d_]{2,}(?= \d)")
"""The words beside a figure: what it counts, or the month of a day."""
_ADDRESS: Final = re.compile(r"\S+@\S+\.\w+|https?://\S+|www\.\S+|\b[\w-]+(?:\.[\w-]+)*\.[a-z]{2,}(?:/\S*)?")

_ACCENT, _DOUBTFUL = 0.25, 0.5
"""What another accent, and a sign the reader was not sure of, weigh against another sign."""
_SURE: Final = 0.8

_Strict = Literal["", "word", "name", "figure"]


@dataclass(frozen=True, slots=True)
class Readback:
    """How what was read agrees with what should stand there."""

    said: str
    agreement: float
    """0 to 1: the part of its signs that is read as it should be."""
    wrong: tuple[str, ...] = ()
    """Figures, addresses and names that read otherwise, as they should be."""


@dataclass(frozen=True, slots=True)
class _Letter:
    """One sign as it is compared."""

    text: str
    strict: _Strict = ""
    """Part of a name, figure or address, for which nothing else will do; of a word, but other accents."""
    word: int = 0
    others: str = ""
    sure: float = 1.0

    @property
    def key(self) -> str:
        return _ALIKE.get(self.text, self.text)

    @property
    def base(self) -> str:
        return unicodedata.normalize("NFD", self.text)[:1]


def readable(text: str) -> bool:
    """True where the reader has learnt the script of a text."""
    letters = [each for each in unicodedata.normalize("NFC", text) if each.isalpha()]
    known = sum(unicodedata.name(each, "").startswith(_SCRIPTS) and _is_known(each) for each in letters)
    return any(each.isalnum() for each in text) and known >= _READABLE * len(letters)


def folded(word: str) -> str:
    """A word as it stands among those that only its look-alike signs tell apart from it."""
    letters = [_Letter(each) for each in unicodedata.normalize("NFKC", word).casefold() if each.isalnum()]
    return "".join(letter.key for letter in _run_together(letters))


def compared(due: str, lines: Iterable[Line], *, names: Sequence[str] = ()) -> Readback:
    """What the lines say against what is due; figures, addresses and `names` must be read exactly."""
    signs = [sign for line in lines for sign in (*line.signs, Sign(" ", 1.0))]
    said = "".join(sign.text for sign in signs).strip()
    wanted, read = _wanted(due, names), _read(signs)
    edits = Levenshtein.editops([each.key for each in wanted], [each.key for each in read])
    lost, wrong = 0.0, set[int]()
    for edit in edits:
        n, m = edit.src_pos, edit.dest_pos
        match edit.tag:
            case "replace":
                lost += _cost(wanted[n], read[m])
                wrong |= _words(wanted[n : n + 1]) if _another(wanted[n], read[m]) else set()
            case "delete":
                lost += 1
                wrong |= _words(wanted[n : n + 1])
            case _:
                lost += _more(read[m])
                wrong |= _grown(wanted[max(0, n - 1) : n + 1], read[m])
    for block in edits.as_matching_blocks():
        pairs = zip(wanted[block.a :][: block.size], read[block.b :][: block.size], strict=True)
        wrong |= {one.word for one, other in pairs if _mistaken(one, other)}
    words = due.split()
    agreement = 1 - lost / len(wanted) if wanted else 1.0
    return Readback(said, max(0.0, agreement), tuple(words[n] for n in sorted(wrong)))


def _cost(wanted: _Letter, read: _Letter) -> float:
    if wanted.base == read.base:
        return _ACCENT
    return _DOUBTFUL if wanted.text in read.others else 1.0


def _another(wanted: _Letter, read: _Letter) -> bool:
    """True for a sign that the reader did not even think of."""
    accent = wanted.strict == "word" and wanted.base == read.base
    return wanted.text not in read.others and not accent


def _more(read: _Letter) -> float:
    if read.text in _MARKS:
        return 0.0
    return 1.0 if read.sure >= _SURE else _DOUBTFUL


def _words(letters: Sequence[_Letter]) -> set[int]:
    return {each.word for each in letters if each.strict}


def _grown(around: Sequence[_Letter], more: _Letter) -> set[int]:
    """A figure that was read with a figure more."""
    figure = more.text.isdigit() or more.text in _UNITS or more.text in _MARKS
    return {each.word for each in around if figure and each.strict == "figure" and each.text.isdigit()}


def _mistaken(wanted: _Letter, read: _Letter) -> bool:
    """A figure that was surely read as the letter that looks like it."""
    return wanted.strict == "figure" and wanted.text != read.text and wanted.text not in read.others


def _wanted(due: str, names: Sequence[str]) -> list[_Letter]:
    """The letters of a text that the reader knows, each with how strictly it is taken."""
    text = unicodedata.normalize("NFC", due).translate(_PLAIN)
    strict = _strictness(text, names)
    found: list[_Letter] = []
    word = -1
    for n, char in enumerate(text):
        if not char.isspace() and (n == 0 or text[n - 1].isspace()):
            word += 1
        if _counts(text, n) and (not char.isalpha() or _is_known(char)):
            plain = unicodedata.normalize("NFKC", char).casefold()
            found += [_Letter(each, strict[n], word) for each in plain if not unicodedata.combining(each)]
    return _run_together(found)


def _strictness(text: str, names: Sequence[str]) -> list[_Strict]:
    strict: list[_Strict] = [""] * len(text)
    for found in _COUNTED.finditer(text):
        strict[found.start() : found.end()] = _times("word", found)
    for found in _CODE.finditer(text):
        strict[found.start() : found.end()] = _times("name", found)
    for name in names:
        for found in re.finditer(rf"(?<!\w){re.escape(name)}(?!\w)", text, re.IGNORECASE):
            strict[found.start() : found.end()] = _times("name", found)
    for found in _ADDRESS.finditer(text):
        strict[found.start() : found.end()] = _times("figure", found)
    for found in re.finditer(r"\S*\d\S*", text):
        for n in range(found.start(), found.end()):
            if text[n].isdigit() or text[n] in _MARKS:
                strict[n] = "figure"
    return ["figure" if sign in _UNITS else each for sign, each in zip(text, strict, strict=True)]


def _times(kind: _Strict, found: re.Match[str]) -> list[_Strict]:
    return [kind] * len(found.group())


def _counts(text: str, n: int) -> bool:
    """Letters, figures and units count; a mark only within a figure or address."""
    char = text[n]
    if char not in _MARKS:
        return char.isalnum() or char in _UNITS
    before, after = text[n - 1 : n], text[n + 1 : n + 2]
    return after.isalnum() and (before.isalnum() or (char == "-" and after.isdigit()))


def _read(signs: Sequence[Sign]) -> list[_Letter]:
    text = "".join(sign.text for sign in signs).translate(_PLAIN)
    found: list[_Letter] = []
    for n, sign in enumerate(signs):
        if _counts(text, n):
            others = unicodedata.normalize("NFKC", sign.others.translate(_PLAIN)).casefold()
            plain = unicodedata.normalize("NFKC", text[n]).casefold()
            found += [
                _Letter(c, others=others, sure=sign.sure) for c in plain if not unicodedata.combining(c)
            ]
    return _run_together(found)


def _run_together(letters: list[_Letter]) -> list[_Letter]:
    joined: list[_Letter] = []
    for letter in letters:
        pair = _RUN_TOGETHER.get(joined[-1].text + letter.text) if joined else None
        if pair:
            joined[-1] = replace(joined[-1], text=pair)
        else:
            joined.append(letter)
    return joined


def _is_known(char: str) -> bool:
    plain = unicodedata.normalize("NFKC", char)[0]  # a ligature is as known as its letters
    return bool({plain, plain.lower(), plain.upper()} & known_signs())
