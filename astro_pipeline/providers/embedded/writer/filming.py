"""The storyboard: scenes written in every language, with picture, sound and pace."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from astro_pipeline.domain.brief import Brief
from astro_pipeline.domain.plan import Copy, Cue, Cut, Scene, Storyboard, seed_for
from astro_pipeline.domain.review import Feedback
from astro_pipeline.providers.embedded.writer.beats import SceneIdea, all_fit, cuts_of, scenes_for, words_for
from astro_pipeline.providers.embedded.writer.fields import verbatim
from astro_pipeline.providers.embedded.writer.lettering import Desk
from astro_pipeline.providers.embedded.writer.matter import Angle
from astro_pipeline.providers.embedded.writer.narration import given_narration, shared_out
from astro_pipeline.providers.embedded.writer.pen import Line, Memory, Pen, Room
from astro_pipeline.providers.embedded.writer.pictures import picture_of
from astro_pipeline.providers.embedded.writer.tone import Manner, tone_of
from astro_pipeline.providers.embedded.writer.typography import plain
from astro_pipeline.providers.embedded.writer.wishes import Wishes, read_wishes

OVERLAY = 32
"""Characters a text on the picture may have."""

Mood = Literal["uplifting", "calm", "driving", "warm", "playful", "cinematic"]
Emotion = Literal["calm", "warm", "confident", "excited", "serious"]
Move = Literal["push_in", "pull_out", "drift_left", "drift_right", "rise", "hold"]

_MOODS: dict[Manner, tuple[Mood, float, Emotion]] = {
    "plain": ("uplifting", 0.5, "warm"),
    "calm": ("calm", 0.3, "calm"),
    "energetic": ("driving", 0.85, "excited"),
    "professional": ("uplifting", 0.55, "confident"),
    "warm": ("warm", 0.5, "warm"),
    "playful": ("playful", 0.7, "excited"),
    "refined": ("cinematic", 0.4, "calm"),
}
_MOVES: tuple[Move, ...] = ("push_in", "drift_left", "rise", "drift_right", "pull_out")


@dataclass(slots=True)
class _Words:
    """One language's words for the film."""

    desk: Desk
    copy: Copy
    fixed: Mapping[str, str]
    """Narration the customer gave, by scene; used as it is."""
    told: dict[str, str]
    """Which fact each scene is about; shared by all languages."""
    spoken: Memory
    shown: Memory

    def narration(self, idea: SceneIdea, words: int) -> Line | None:
        """What is said in the scene within so many words; what the customer gave goes first."""
        if self.fixed:
            text = self.fixed.get(idea.id)
            return Line(text, (), "message", "provided") if text else None
        return self._taken(
            idea, (idea.move,), Room(None, round(words * 5.5), words=words), self.spoken, "said"
        )

    def overlay(self, idea: SceneIdea) -> Line | None:
        """What stands on the picture: the campaign's own headline first, then the scene's fact in short."""
        ad = self.copy.ad("A", self.desk.language)
        if idea.beat == "hook" and ad and ad.locked and len(ad.headline) <= OVERLAY:
            line = Line(ad.headline, ad.facts, "name", "ad")
        elif idea.beat == "call":
            name = next(
                (n for n in (self.desk.brief.product.name, self.desk.brief.brand_name) if len(n) <= OVERLAY),
                None,
            )
            line = Line(name, ("products[0].name",), "name", "name") if name else None
        else:
            moves = ("kicker",) if idea.id == "promise" else ("short", "headline")
            line = self._taken(idea, moves, Room(OVERLAY, 24), self.shown, "shown", angles=("what", "name"))
        if line is None and idea.beat == "hook" and ad:
            line = Line(ad.headline if len(ad.headline) <= OVERLAY else ad.short, ad.facts, "name", "ad")
        if line:
            self.shown.keep(line)
        return line

    def _open(self, idea: SceneIdea) -> tuple[str, ...]:
        """The fact the scene is about already, else those of its facts that no other scene is about."""
        if idea.id in self.told:
            return (self.told[idea.id],)
        return tuple(fact for fact in idea.facts if fact not in self.told.values())

    def _taken(
        self,
        idea: SceneIdea,
        moves: Sequence[str],
        room: Room,
        memory: Memory,
        what: str,
        *,
        angles: Sequence[Angle] = (),
    ) -> Line | None:
        key = f"storyboard/{idea.id}"
        said = self.desk.feedback.said(key)
        banned: set[str] = set()
        line: Line | None = None
        for take in range(len(said) + 1):
            wishes = read_wishes(said[:take])
            pen = self.desk.pen(wishes, take)
            line = (
                _line(
                    pen,
                    idea,
                    moves,
                    _narrowed(room, wishes),
                    memory,
                    f"{key}/{what}",
                    banned=banned,
                    angles=angles,
                    open_facts=self._open(idea),
                )
                or line
            )
            banned |= {line.text} if line else set()
        if line:
            memory.keep(line)
            carried = [fact for fact in line.facts if not fact.endswith("name")]
            told = next((fact for fact in carried if fact in idea.facts), carried[0] if carried else None)
            if told:
                self.told.setdefault(idea.id, told)
        return line


def _line(
    pen: Pen, idea: SceneIdea, moves: Sequence[str], room: Room, memory: Memory, key: str,
    *, banned: set[str], angles: Sequence[Angle], open_facts: Sequence[str],
) -> Line | None:  # fmt: skip
    """A line on the fact the scene is already about, else on the first of its facts that fits."""
    if not pen.matter.written:
        own = verbatim(pen.matter, room, used=memory.texts | {plain(text) for text in banned})
        return (
            own
            if own and (not idea.facts or set(idea.facts) & set(own.facts) or idea.beat in {"hook", "call"})
            else None
        )
    for fact in open_facts:
        line = pen.choose(moves, room, memory=memory, key=key, banned=banned, about=fact, angles=angles)
        if line:
            return line
    if idea.facts and (len(open_facts) == 1 or idea.id not in {"hook", "promise"}):
        return None
    return pen.choose(moves, room, memory=memory, key=key, banned=banned, angles=("name", "gain"))


def _narrowed(room: Room, wishes: Wishes) -> Room:
    if not wishes.shorter:
        return room
    return Room(
        room.hard, round((room.target or 30) * 0.6), words=room.words and max(3, round(room.words * 0.7))
    )


def draw(brief: Brief, copy: Copy, feedback: Feedback) -> tuple[Storyboard, tuple[str, ...]]:
    """The storyboard, and what a reviewer should know of it."""
    languages = brief.languages or (brief.language,)
    desks = {tag: Desk.of(brief, tag, feedback) for tag in languages}
    first = desks.get(brief.language) or desks[languages[0]]
    ideas = scenes_for(first.matter, brief.film.seconds)
    given = {tag: given_narration(brief, tag) for tag in languages}
    fixed = {tag: shared_out(text, ideas) for tag, text in given.items() if text}
    scenes, cuts = _fitted(brief, ideas, desks, copy, fixed)
    mood, energy, _ = _manner(brief, feedback.said("storyboard"))
    heard = tuple(tag for tag in languages if any(tag in {*each.overlay, *each.narration} for each in scenes))
    board = Storyboard(scenes=scenes, cuts=cuts, languages=heard, mood=mood, energy=energy)
    return board, tuple(_notes(board, fixed, languages))


def _fitted(
    brief: Brief, ideas: Sequence[SceneIdea], desks: Mapping[str, Desk], copy: Copy,
    fixed: Mapping[str, Mapping[str, str]],
) -> tuple[tuple[Scene, ...], tuple[Cut, ...]]:  # fmt: skip
    """Scenes with as many words as the cuts can give time to: generous first, then tighter until all fits."""
    said = {idea.id: [texts[idea.id] for texts in fixed.values() if idea.id in texts] for idea in ideas}
    even = cuts_of(ideas, brief.film.seconds, said)
    for more in (3, 2, 1, 0):
        told: dict[str, str] = {}
        words = {
            tag: _Words(desk, copy, fixed.get(tag, {}), told, Memory(), Memory())
            for tag, desk in desks.items()
        }
        rooms = {idea.id: words_for(idea.id, even) + (0 if idea.beat == "hook" else more) for idea in ideas}
        scenes = tuple(_scene(brief, idea, place, words, rooms[idea.id]) for place, idea in enumerate(ideas))
        spoken = {scene.id: list(scene.narration.values()) for scene in scenes}
        cuts = cuts_of(ideas, brief.film.seconds, spoken)
        if all_fit(cuts, spoken) or more == 0:
            return scenes, cuts if all_fit(cuts, spoken) else even
    raise AssertionError("the last round returns")


def _scene(
    brief: Brief,
    idea: SceneIdea,
    place: int,
    words: Mapping[str, _Words],
    room: int,
) -> Scene:
    feedback = next(iter(words.values())).desk.feedback
    narration = {tag: line for tag, one in words.items() if (line := one.narration(idea, room))}
    overlay = {tag: line for tag, one in words.items() if (line := one.overlay(idea))}
    _, energy, emotion = _manner(brief, feedback.said(f"storyboard/{idea.id}"))
    used = [fact for line in (*narration.values(), *overlay.values()) for fact in line.facts]
    return Scene(
        id=idea.id,
        beat=idea.beat,
        picture=picture_of(
            brief, idea, seed_for(brief.seed, idea.id, feedback.take(f"storyboard/{idea.id}"))
        ),
        overlay={tag: line.text for tag, line in overlay.items()},
        narration={tag: line.text for tag, line in narration.items()},
        emotion="serious" if idea.beat == "problem" else "confident" if idea.beat == "proof" else emotion,
        pace="slow" if energy < 0.4 else "brisk" if energy > 0.65 else "even",
        move="hold" if idea.beat == "call" else _MOVES[(place + brief.seed) % len(_MOVES)],
        cues=tuple(_cues(idea, place)),
        facts=tuple(dict.fromkeys(used)),
    )


def _manner(brief: Brief, said: Sequence[str]) -> tuple[Mood, float, Emotion]:
    manner: Manner = "calm" if read_wishes(said).calmer else tone_of(brief.brand.tone).manner
    mood, energy, emotion = _MOODS[manner]
    if brief.film.style and "cinema" in brief.film.style.casefold():
        mood = "cinematic"
    return mood, energy, emotion


def _cues(idea: SceneIdea, place: int) -> Iterator[Cue]:
    if idea.beat == "call":
        yield Cue(effect="impact", at=0.125)
        return
    if place:
        yield Cue(effect="whoosh")
    if idea.beat == "offer":
        yield Cue(effect="shimmer", at=0.25)
    if idea.beat == "proof":
        yield Cue(effect="pop", at=0.25)


def _notes(
    board: Storyboard, fixed: Mapping[str, Mapping[str, str]], languages: Sequence[str]
) -> Iterator[str]:
    for tag in languages:
        silent = [scene.id for scene in board.scenes if tag not in scene.narration]
        if len(silent) == len(board.scenes):
            yield f"{tag}: the brief has no text that can be spoken; the film has music and effects only"
    for tag, texts in fixed.items():
        for cut in board.cuts:
            tight = [
                s.scene for s in cut.shots if (t := texts.get(s.scene)) and len(t.split()) > s.seconds * 3.2
            ]
            if tight:
                yield (
                    f"{tag}: the narration given is too long for {cut.seconds} s "
                    f"in {', '.join(tight)}; shorten it or order a longer film"
                )
            missing = sorted(set(texts) - {shot.scene for shot in cut.shots})
            if missing:
                yield f"{tag}: the {cut.seconds} s cut leaves out the narration of {', '.join(missing)}"
