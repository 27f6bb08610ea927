"""Direction: what an emotion and a pace become, and how long a voice rests between phrases."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal

from astro_pipeline.media.voice.recording import Manner

FASTEST = 200
"""Words a minute a listener still follows in an ad; nothing is spoken faster to fit."""

_PACES = {"very slow": 0.8, "slow": 0.9, "even": 1.0, "brisk": 1.1, "very brisk": 1.2}
_COMMAS, _DASHES, _STOPS, _QUOTES = ",;、،", "–—:", ".!?…؟।", "\"'”’»)]"
_BREATH = 1.6
"""How much longer than between sentences a voice rests before the call to action."""

Rest = Literal["none", "comma", "dash", "sentence", "breath"]


@dataclass(frozen=True, slots=True)
class Direction:
    """How a narration is said."""

    manner: Manner
    comma: float
    """Seconds of silence after a comma; a dash or a colon takes half as much again."""
    sentence: float
    """Seconds of silence between sentences."""

    def faster(self, words_a_minute: int) -> "Direction":
        """The same, hastened; its pauses shrink as its words do."""
        ratio = self.manner.words_a_minute / words_a_minute
        manner = replace(self.manner, words_a_minute=words_a_minute)
        return Direction(manner, self.comma * ratio, self.sentence * ratio)

    def seconds(self, rest: Rest) -> float:
        """How long a rest lasts."""
        match rest:
            case "none":
                return 0.0
            case "comma":
                return self.comma
            case "dash":
                return self.comma * 1.5
            case "sentence":
                return self.sentence
            case "breath":
                return self.sentence * _BREATH


_EMOTIONS = {
    "calm": Direction(Manner(142, semitones=-0.8, span=38), comma=0.22, sentence=0.44),
    "warm": Direction(Manner(154, semitones=0.0, span=56), comma=0.16, sentence=0.34),
    "confident": Direction(Manner(160, semitones=-0.5, span=64), comma=0.15, sentence=0.32),
    "excited": Direction(Manner(172, semitones=1.6, span=90), comma=0.11, sentence=0.24),
    "serious": Direction(Manner(146, semitones=-1.6, span=40), comma=0.19, sentence=0.40),
}
"""Words a minute are those of English between the rests."""


@dataclass(frozen=True, slots=True)
class Phrase:
    """Some tokens spoken in one go."""

    first: int
    """Place of its first token."""
    sayings: tuple[str, ...]
    rest: Rest
    """What follows it."""

    @property
    def text(self) -> str:
        """What the voice is given."""
        return " ".join(self.sayings)


def directed(emotion: str, pace: str) -> Direction:
    """The direction for the storyboard's words; what it does not know is warm and even."""
    natural = _EMOTIONS.get(emotion, _EMOTIONS["warm"])
    return natural.faster(min(FASTEST, round(natural.manner.words_a_minute * _PACES.get(pace, 1.0))))


def phrased(
    tokens: Sequence[str], sayings: Sequence[str], *, unit: Literal["clause", "sentence"], closing: bool
) -> tuple[Phrase, ...]:
    """The text in clauses or sentences; with `closing`, a breath before the last sentence."""
    rests: list[Rest] = [_rest(token) for token in tokens]
    rests[-1] = "none"
    if closing and "sentence" in rests:
        rests[len(rests) - 1 - rests[::-1].index("sentence")] = "breath"
    phrases: list[Phrase] = []
    first = 0
    for place, rest in enumerate(rests):
        ends = rest in {"sentence", "breath"} or (unit == "clause" and rest != "none")
        if (ends or place == len(rests) - 1) and any(map(_sounds, sayings[first : place + 1])):
            phrases.append(Phrase(first, tuple(sayings[first : place + 1]), rest))
            first = place + 1
    return _gathered(phrases, sayings, first)


def _gathered(phrases: list[Phrase], sayings: Sequence[str], first: int) -> tuple[Phrase, ...]:
    """With marks that stand alone at the end joined to the phrase before them."""
    if first < len(sayings) and phrases:
        last = phrases[-1]
        phrases[-1] = replace(last, sayings=(*last.sayings, *sayings[first:]), rest="none")
    return tuple(phrases)


def _rest(token: str) -> Rest:
    bare = token.rstrip(_QUOTES)
    mark = bare[-1:]
    if not mark:
        return "none"
    if mark in _STOPS:
        return "sentence"
    if mark in _COMMAS:
        return "comma"
    return "dash" if mark in _DASHES else "none"


def _sounds(saying: str) -> bool:
    return any(map(str.isalnum, saying))
