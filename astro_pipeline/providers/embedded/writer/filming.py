"""The storyboard: scenes written in every language, with picture, sound and pace."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Literal

from astro_pipeline.domain.brief import Brief
from astro_pipeline.domain.plan import Copy, Cue, Cut, Scene, Storyboard, seed_for
from astro_pipeline.domain.review import Feedback
from astro_pipeline.providers.embedded.writer.beats import SceneIdea, all_fit, cuts_of, scenes_for, words_for
from astro_pipeline.providers.embedded.writer.film_words import FilmWords, in_one_breath, spare_facts
from astro_pipeline.providers.embedded.writer.lettering import Desk
from astro_pipeline.providers.embedded.writer.narration import given_narration, shared_out
from astro_pipeline.providers.embedded.writer.pictures import picture_of
from astro_pipeline.providers.embedded.writer.tone import Manner, tone_of
from astro_pipeline.providers.embedded.writer.wishes import read_wishes

Mood = Literal["uplifting", "calm", "driving", "warm", "playful", "cinematic", "elegant", "tender"]
Emotion = Literal["calm", "warm", "confident", "excited", "serious"]
Move = Literal["push_in", "pull_out", "drift_left", "drift_right", "rise", "hold"]

_MOODS: dict[Manner, tuple[Mood, float, Emotion]] = {
    "plain": ("uplifting", 0.5, "warm"),
    "calm": ("calm", 0.3, "calm"),
    "energetic": ("driving", 0.85, "excited"),
    "professional": ("uplifting", 0.55, "confident"),
    "warm": ("warm", 0.5, "warm"),
    "playful": ("playful", 0.7, "excited"),
    "refined": ("elegant", 0.4, "calm"),
}
_MOVES: tuple[Move, ...] = ("push_in", "drift_left", "rise", "drift_right", "pull_out")


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
            tag: FilmWords(desk, copy, fixed.get(tag, {}), told, spare_facts(desk.matter, ideas))
            for tag, desk in desks.items()
        }
        rooms = {idea.id: words_for(idea.id, even) + (0 if idea.beat == "hook" else more) for idea in ideas}
        drawn = [_scene(brief, idea, place, words, rooms[idea.id]) for place, idea in enumerate(ideas)]
        scenes = tuple(in_one_breath(drawn))
        spoken = {scene.id: list(scene.narration.values()) for scene in scenes}
        cuts = cuts_of(ideas, brief.film.seconds, spoken)
        if all_fit(cuts, spoken) or more == 0:
            return scenes, cuts if all_fit(cuts, spoken) else even
    raise AssertionError("the last round returns")


def _scene(
    brief: Brief,
    idea: SceneIdea,
    place: int,
    words: Mapping[str, FilmWords],
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
