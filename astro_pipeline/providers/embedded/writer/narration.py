"""The customer's narration, shared out over the scenes, word for word."""

import re
from collections.abc import Sequence

from astro_pipeline.domain.base import base_language
from astro_pipeline.domain.brief import Brief
from astro_pipeline.providers.embedded.writer.beats import SceneIdea
from astro_pipeline.providers.embedded.writer.pen import spoken_words
from astro_pipeline.providers.embedded.writer.phrases import sentences

_HOOK_WORDS = 6
"""What can be said in the hook's three seconds."""


def given_narration(brief: Brief, language: str) -> str | None:
    """The film's spoken text as the customer gave it in the language, or None."""
    given = brief.provided.narration
    return given.get(language) or given.get(base_language(language))


def shared_out(text: str, ideas: Sequence[SceneIdea]) -> dict[str, str]:
    """Which scene says what: sentences in their order, the last on the call, none too long on the hook."""
    parts = [part for line in text.splitlines() for part in sentences(line) if part.strip()]
    scenes = [idea.id for idea in ideas]
    if parts and spoken_words(parts[0]) > _HOOK_WORDS:
        opening, rest = _opening(parts[0])
        if opening:
            parts = [opening, rest, *parts[1:]]
        else:
            scenes = scenes[1:]
    if len(parts) <= len(scenes):
        places = [*scenes[: len(parts) - 1], scenes[-1]] if parts else []
        return dict(zip(places, parts, strict=True))
    return _grouped(parts, scenes)


def _opening(sentence: str) -> tuple[str, str]:
    """The sentence at its first comma or colon where what comes before is short enough for the hook."""
    found = re.match(r"(.{3,}?[,;:—–])\s+(.+)$", sentence)
    if found and spoken_words(found[1]) <= _HOOK_WORDS:
        return found[1], found[2]
    return "", sentence


def _grouped(parts: Sequence[str], scenes: Sequence[str]) -> dict[str, str]:
    """Neighbouring sentences together, about as many words in each scene; the hook keeps its first only."""
    said: dict[str, list[str]] = {scenes[0]: [parts[0]]}
    rest, places = list(parts[1:]), list(scenes[1:]) or [scenes[0]]
    whole = sum(spoken_words(part) for part in rest)
    done = 0
    for part in rest:
        place = places[min(len(places) - 1, done * len(places) // max(1, whole))]
        said.setdefault(place, []).append(part)
        done += spoken_words(part)
    return {scene: " ".join(words) for scene, words in said.items()}
