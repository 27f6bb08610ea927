"""The pen: every line that can be written for a move, and the choice of the one that fits.

A text that is too long is never cut: another form, another fact or fewer sentences are chosen.
"""

import random
import re
from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import product as combinations

from astro_pipeline.domain.plan import seed_for
from astro_pipeline.providers.embedded.writer.forms import Form, fill, forms
from astro_pipeline.providers.embedded.writer.matter import Angle, Matter, Point, Role, usable
from astro_pipeline.providers.embedded.writer.phrases import Phrase
from astro_pipeline.providers.embedded.writer.realiser import spoken_call
from astro_pipeline.providers.embedded.writer.tone import Tone
from astro_pipeline.providers.embedded.writer.typography import doubled_word, ends_sentences, plain, typeset

_JOINS = re.compile(r"\} (?:and|et) \{")
_PER_FORM = 24
"""Fillings tried for one form: enough for a rich brief, bounded for a very long one."""


@dataclass(frozen=True, slots=True)
class Line:
    """A finished text and what it rests on."""

    text: str
    facts: tuple[str, ...]
    angle: Angle
    form: str


@dataclass(frozen=True, slots=True)
class Room:
    """What a field has room for."""

    hard: int | None
    target: int | None = None
    forbid: tuple[str, ...] = ()
    words: int | None = None
    """The most words that can be said in the time, for what is spoken."""

    def takes(self, text: str) -> bool:
        """True where the text is not too long and holds nothing forbidden."""
        if self.hard is not None and len(text) > self.hard:
            return False
        if self.words is not None and spoken_words(text) > self.words:
            return False
        return not any(_forbidden(rule, text) for rule in self.forbid)

    @property
    def aim(self) -> int | None:
        """The length to write to."""
        return self.target or self.hard


@dataclass(slots=True)
class Memory:
    """What has been written already, so that nothing is said twice."""

    texts: set[str] = field(default_factory=set[str])
    forms: Counter[str] = field(default_factory=Counter[str])
    facts: Counter[str] = field(default_factory=Counter[str])
    elsewhere: Counter[str] = field(default_factory=Counter[str])
    """Facts the same variant has used in its other placements; it weighs less."""

    def weary(self, fact: str) -> float:
        """How much the fact has been used already, 1 for each time in this placement."""
        return self.facts[fact] + 0.2 * min(self.elsewhere[fact], 6)

    def keep(self, line: Line) -> None:
        """Remember a line that was used."""
        self.texts.add(plain(line.text))
        self.forms[line.form] += 1
        self.facts.update(fact for fact in line.facts if not fact.endswith("name"))


@dataclass(slots=True)
class Pen:
    """Writes lines in one language and tone for one campaign."""

    matter: Matter
    tone: Tone
    seed: int
    cta: str
    without: tuple[str, ...] = ()
    _pools: dict[str, tuple[Line, ...]] = field(default_factory=dict[str, tuple[Line, ...]])

    def lines(self, move: str) -> tuple[Line, ...]:
        """Every line that can be written for the move."""
        if move not in self._pools:
            self._pools[move] = tuple(self._distinct(move))
        return self._pools[move]

    def choose(
        self,
        moves: Sequence[str],
        room: Room,
        *,
        memory: Memory,
        key: str,
        angles: Sequence[Angle] = (),
        require: Role | None = None,
        banned: Collection[str] = (),
        about: str | None = None,
        leave: Collection[str] = (),
        shun: str | None = None,
        not_by: Collection[Angle] = (),
    ) -> Line | None:
        """The best line that fits the room, is new, and takes one of the angles where one can.

        With `about`, only lines that rest on that fact are looked at; none that rests on a fact in
        `leave`, none whose form holds `shun`, none of an angle in `not_by`.
        """
        rng = random.Random(seed_for(self.seed, "line", key))
        fits = [
            line
            for move in moves
            for line in self.lines(move)
            if (about is None or about in line.facts)
            and not any(fact in leave for fact in line.facts)
            and (shun is None or shun not in line.form)
            and line.angle not in not_by
            and room.takes(line.text)
            and plain(line.text) not in memory.texts
            and line.text not in banned
        ]
        if require:
            fits = [line for line in fits if line.angle == require] or fits
        scored = [
            (self._score(line, room, memory, angles) + 2.8 * rng.random(), place)
            for place, line in enumerate(fits)
        ]
        return fits[max(scored)[1]] if scored else None

    def _score(self, line: Line, room: Room, memory: Memory, angles: Sequence[Angle]) -> float:
        rank = angles.index(line.angle) if line.angle in angles else len(angles) + 2
        carried = sum(not fact.endswith("name") for fact in line.facts)
        score = 3.0 * min(carried, 1) + 0.3 * carried - 0.9 * rank
        score -= 1.2 * memory.forms[line.form] + 2.0 * sum(memory.weary(fact) for fact in line.facts)
        if room.aim:
            share = len(line.text) / room.aim
            score -= 4.0 * max(0.0, share - 1) + 0.8 * max(0.0, 0.45 - share)
        if "?" in line.text and not self.tone.questions:
            score -= 2
        return score - 0.25 * max(0, ends_sentences(line.text) - 2)

    def _distinct(self, move: str) -> Iterator[Line]:
        seen: set[str] = set()
        for line in self._built(move):
            mark = plain(line.text)
            if mark not in seen and self._clean(line.text):
                seen.add(mark)
                yield line

    def _clean(self, text: str) -> bool:
        banned = any(
            re.search(rf"(?<!\w){re.escape(word)}(?!\w)", text, re.IGNORECASE) for word in self.without
        )
        return (
            not banned and usable(text, self.matter) and doubled_word(text) is None and not self._echoes(text)
        )

    def _echoes(self, text: str) -> bool:
        """True where a name is said twice in one line."""
        return any(text.count(name) > 1 for name in self.matter.names)

    def _built(self, move: str) -> Iterator[Line]:
        for form in forms(self.matter.language, move):
            for filling in self._fillings(form):
                yield from self._filled(form, filling)

    def _filled(self, form: Form, filling: dict[str, Point]) -> Iterator[Line]:
        places = tuple(dict.fromkeys(point.fact for point in filling.values()))
        for text in fill(form, filling, tone=self.tone, language=self.matter.language):
            finished = typeset(self._ended(text, form.angle), self.matter.language, names=self.matter.names)
            yield Line(finished, places, form.angle, form.pattern)

    def _ended(self, text: str, angle: Angle) -> str:
        """One exclamation mark at most, where the tone has one to give and the words can bear it."""
        sober = angle in {"proof", "pain", "price", "who"} or any(
            point.phrase.text in text
            for role in ("host", "phone", "price")
            for point in self.matter.points
            if point.role == role
        )
        if self.tone.exclaims and not sober and text.endswith(".") and "?" not in text and len(text) < 60:
            return f"{text[:-1]}!"
        return text

    def _fillings(self, form: Form) -> Iterator[dict[str, Point]]:
        options = [self._options(blank) for blank in form.blanks]
        produced = 0
        for chosen in combinations(*options):
            filling = dict(zip(form.blanks, chosen, strict=True))
            if not _agrees(filling) or (_JOINS.search(form.pattern) and _is_list(filling)):
                continue
            yield filling
            produced += 1
            if produced >= _PER_FORM:
                return

    def _options(self, blank: str) -> tuple[Point, ...]:
        if blank == "cta":
            return (self._call(),)
        return self.matter.of(blank.removesuffix("2"))  # pyright: ignore[reportArgumentType] -- blanks are roles

    def _call(self) -> Point:
        label = self.cta.rstrip(".!")
        said = spoken_call(label, formal=self.tone.formal) if self.matter.language == "fr" else label
        return Point("message", "call_to_action.text", Phrase(said, "quote"), "")


def _agrees(filling: dict[str, Point]) -> bool:
    """Facts of one product go with its own name, and no fact is said twice."""
    phrases = [point.phrase.text for point in filling.values()]
    if len({text.casefold() for text in phrases}) < len(phrases):
        return False
    if "gain" in filling and not all(
        _answers(filling["gain"], filling[role]) for role in ("pain", "desire") if role in filling
    ):
        return False
    about = {point.subject for point in filling.values() if point.fact.startswith("products[")}
    return len(about) <= 1


def _is_list(filling: dict[str, Point]) -> bool:
    """True where one of the phrases is a list already, so that joining it to another would mislead."""
    return any(re.search(r",| and | et | ou | or ", point.phrase.text) for point in filling.values())


def _answers(gain: Point, need: Point) -> bool:
    """True where the gain speaks of what the need speaks of: they share the beginning of a long word."""
    return bool(stems(gain.phrase.text) & stems(need.phrase.text))


def stems(text: str) -> set[str]:
    """Beginnings of a text's longer words, by which two facts are seen to be about the same thing."""
    return {word[:5].casefold() for word in re.findall(r"[^\W\d_]{5,}", text)}


def spoken_words(text: str) -> int:
    """How many words are said when the text is read out: a figure is about one word for every two digits."""
    tokens = [token for token in re.split(r"[\s\u00a0\u202f-]+", text) if re.search(r"\w", token)]
    return sum(max(1, (sum(sign.isdigit() for sign in token) + 1) // 2) for token in tokens)


def _forbidden(rule: str, text: str) -> bool:
    if rule == "emoji":
        return any(ord(sign) >= 0x1F000 for sign in text)
    if rule == "links":
        return (
            re.search(r"https?://|www\.|\b[\w-]+\.(?:com|fr|org|net|io|co|eu|shop|app|dev|example)\b", text)
            is not None
        )
    return (rule or " ") in text  # a rule that is one space loses it where fields are stripped
