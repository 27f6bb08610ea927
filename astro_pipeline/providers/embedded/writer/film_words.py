"""What is said and shown in a film's scenes: one spoken piece, and beside it the short form of it."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from astro_pipeline.domain.base import base_language
from astro_pipeline.domain.plan import Copy, Scene
from astro_pipeline.providers.embedded.writer.beats import SceneIdea
from astro_pipeline.providers.embedded.writer.fields import verbatim
from astro_pipeline.providers.embedded.writer.lettering import Desk
from astro_pipeline.providers.embedded.writer.matter import Matter
from astro_pipeline.providers.embedded.writer.pen import Line, Memory, Pen, Room
from astro_pipeline.providers.embedded.writer.typography import NARROW, NO_BREAK, capital, plain, typeset
from astro_pipeline.providers.embedded.writer.wishes import Wishes, read_wishes

OVERLAY = 32
"""Characters a text on the picture may have."""
_OVERLAY_AIM = 24

_PLAINER = {
    "speech.follow": "speech.gain",
    "speech.offer": "speech.offer_plain",
    "speech.call": "speech.call_plain",
}
"""What is tried where the first form of a move does not fit the time."""
_FIGURE = re.compile(r"\d+ (?:out of|in|of|sur) \d+(?: \w+)?|\d+ \w+ sur \d+|\d[\d.,]*[\s\u00a0\u202f]?%")
"""The figure at the head of a proof: "8 out of 10 tasters"."""

_Option = tuple[str, str | None]
"""A move, and the fact it has to be about."""


def spare_facts(matter: Matter, ideas: Sequence[SceneIdea]) -> tuple[str, ...]:
    """Benefits that no scene of their own needs, and that others may show."""
    gains = list(dict.fromkeys(point.fact for point in matter.of("gain")))
    return tuple(gains[sum(idea.id.startswith("gain") for idea in ideas) :])


@dataclass(slots=True)
class FilmWords:
    """One language's words for the film."""

    desk: Desk
    copy: Copy
    fixed: Mapping[str, str]
    """Narration the customer gave, by scene; used as it is."""
    told: dict[str, str]
    """Which fact each scene tells and, as "<scene>/shown", which it shows; shared by all languages."""
    spare: tuple[str, ...]
    spoken: Memory = field(default_factory=Memory)
    shown: Memory = field(default_factory=Memory)

    def narration(self, idea: SceneIdea, words: int) -> Line | None:
        """What is said in the scene within so many words; what the customer gave goes first."""
        if self.fixed:
            text = self.fixed.get(idea.id)
            return Line(text, (), "message", "provided") if text else None
        moves = [move for move in (idea.move, _PLAINER.get(idea.move)) if move]
        about = self._open(idea)
        options: list[_Option] = [(move, fact) for fact in about for move in moves]
        if not idea.facts or (len(about) != 1 and idea.id in {"hook", "promise"}):
            options += [(move, None) for move in moves]
        line = self._taken(idea, options, Room(None, round(words * 5.5), words=words), self.spoken, "said")
        self._note(idea.id, idea, line)
        return line

    def overlay(self, idea: SceneIdea) -> Line | None:
        """What stands on the picture: what is said in short, else the next fact; the name on the call."""
        line = self._fixed_overlay(idea) or self._taken(
            idea, list(self._showings(idea)), Room(OVERLAY, _OVERLAY_AIM), self.shown, "shown"
        )
        if line is None and idea.beat == "hook" and (ad := self.copy.ad("A", self.desk.language)):
            line = Line(ad.headline if len(ad.headline) <= OVERLAY else ad.short, ad.facts, "name", "ad")
        if line:
            self.shown.keep(line)
            self._note(f"{idea.id}/shown", idea, line)
        return line

    def _fixed_overlay(self, idea: SceneIdea) -> Line | None:
        """The campaign's own headline on the hook, the name on the call, the figure of a proof."""
        ad = self.copy.ad("A", self.desk.language)
        if idea.beat == "hook" and ad and ad.locked and len(ad.headline) <= OVERLAY:
            return Line(ad.headline, ad.facts, "name", "ad")
        if idea.beat == "call":
            names = (self.desk.brief.product.name, self.desk.brief.brand_name)
            name = next((name for name in names if len(name) <= OVERLAY), None)
            return Line(name, ("products[0].name",), "name", "name") if name else None
        if idea.beat == "proof":
            return self._figure(idea)
        return None

    def _figure(self, idea: SceneIdea) -> Line | None:
        told = self.told.get(idea.id)
        for point in self.desk.matter.of("proof"):
            found = _FIGURE.match(point.phrase.text)
            if found and point.fact == told and len(point.phrase.text) > OVERLAY:
                return Line(typeset(found[0], self.desk.matter.language), (point.fact,), "proof", "figure")
        return None

    def _showings(self, idea: SceneIdea) -> Iterator[_Option]:
        if idea.id == "promise":
            yield "overlay.label", None
            yield "overlay.name", None
            return
        own = [self.told[key] for key in (idea.id, f"{idea.id}/shown") if key in self.told]
        if idea.beat == "offer":
            for part in ("offer", "code", "ends", "price"):
                yield f"overlay.{part}", None
        others = self._open(idea) if idea.id == "hook" or not own else ()
        free = [fact for fact in self.spare if fact not in self.told.values()]
        for fact in dict.fromkeys((*own, *others, *free)):
            yield "short", fact
            yield "headline", fact
        if idea.beat != "hook":
            yield "overlay.price", None
            yield "kicker", None
            yield "overlay.name", None

    def _open(self, idea: SceneIdea) -> tuple[str, ...]:
        """The fact the scene is about already, else those of its facts that no other scene is about."""
        if idea.id in self.told:
            return (self.told[idea.id],)
        return tuple(fact for fact in idea.facts if fact not in self.told.values())

    def _note(self, key: str, idea: SceneIdea, line: Line | None) -> None:
        """Remember which fact the scene is about."""
        carried = [fact for fact in line.facts if not fact.endswith("name")] if line else []
        told = next((fact for fact in carried if fact in idea.facts), carried[0] if carried else None)
        if told and line and line.form != "ad":
            self.told.setdefault(key, told)

    def _taken(
        self, idea: SceneIdea, options: Sequence[_Option], room: Room, memory: Memory, what: str
    ) -> Line | None:
        """The line as it stands after everything reviewers said of the scene."""
        key = f"storyboard/{idea.id}"
        said = self.desk.feedback.said(key)
        banned: set[str] = set()
        line: Line | None = None
        for take in range(len(said) + 1):
            wishes = read_wishes(said[:take])
            pen, narrowed = self.desk.pen(wishes, take), _narrowed(room, wishes)
            found = (
                _first(pen, options, narrowed, memory, f"{key}/{what}", banned)
                if pen.matter.written
                else _own_words(pen, idea, narrowed, memory, banned)
            )
            line = found or line
            banned |= {line.text} if line else set()
        if line:
            memory.keep(line)
        return line


def _first(
    pen: Pen, options: Sequence[_Option], room: Room, memory: Memory, key: str, banned: set[str]
) -> Line | None:
    for move, fact in options:
        angles = () if fact else ("what", "name", "gain")
        line = pen.choose((move,), room, memory=memory, key=key, banned=banned, about=fact, angles=angles)
        if line:
            return line
    return None


def _own_words(pen: Pen, idea: SceneIdea, room: Room, memory: Memory, banned: set[str]) -> Line | None:
    """One of the brief's own strings on the scene's subject, where no sentences are built."""
    own = verbatim(pen.matter, room, used=memory.texts | {plain(text) for text in banned})
    fits = own and (not idea.facts or set(idea.facts) & set(own.facts) or idea.beat in {"hook", "call"})
    return own if fits else None


def _narrowed(room: Room, wishes: Wishes) -> Room:
    if not wishes.shorter:
        return room
    return Room(
        room.hard, round((room.target or 30) * 0.6), words=room.words and max(3, round(room.words * 0.7))
    )


def in_one_breath(scenes: Sequence[Scene]) -> Iterator[Scene]:
    """The scenes with the promise leading into what follows: "Meet it:" and then "crisp and dry".

    The first benefit is in every cut that has the promise, so the sentence is always finished.
    """
    follows = next((scene.narration for scene in scenes if scene.id == "gain-1"), dict[str, str]())
    before = next((scene.narration for scene in scenes if scene.id == "promise"), dict[str, str]())
    for scene in scenes:
        said = dict(scene.narration)
        for tag, text in scene.narration.items():
            if scene.id == "promise" and _runs_on(follows.get(tag, "")):
                space = NO_BREAK if base_language(tag) == "fr" else ""
                said[tag] = f"{text.rstrip('.!').rstrip(NARROW)}{space}:"
            if scene.id == "gain-1" and _runs_on(text) and tag not in before:
                said[tag] = capital(text)
        yield scene.model_copy(update={"narration": said})


def _runs_on(text: str) -> bool:
    return text[:1].islower()
