"""The film's scenes: which beats it has, which of them a shorter cut keeps, and how long each is held."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from astro_pipeline.domain.plan import Beat, Cut, Shot
from astro_pipeline.providers.embedded.writer.matter import Matter
from astro_pipeline.providers.embedded.writer.pen import spoken_words

WORDS_PER_SECOND = 2.4
_SPOKEN_AT_LEAST = 2.25
"""Seconds of a shot in which anything is said: three long words take longer than three words on average."""
BREATH = 0.3
"""Seconds of a shot before and after what is said."""
EIGHTHS = 8
"""Shots are held in eighths of a second: binary fractions, so that they sum exactly."""
_SCENES: dict[int, int] = {6: 2, 15: 5, 30: 7, 60: 12}
"""How many scenes a length takes at most."""
_SHORTEST, _LONGEST_HOOK = 13, 24
"""In eighths: no shot under 1.6 s, no hook over 3 s."""


@dataclass(frozen=True, slots=True)
class SceneIdea:
    """A scene before it is written."""

    id: str
    beat: Beat
    move: str
    """Its move in the language files."""
    facts: tuple[str, ...]
    """Places in the brief it may be about, best first; empty where it needs none."""
    keep: int
    """Rank among what a shorter cut keeps; 0 is kept always."""


def scenes_for(matter: Matter, seconds: Sequence[int]) -> tuple[SceneIdea, ...]:
    """The scenes of the longest film, in the story's order."""
    ideas = sorted(_ideas(matter), key=lambda idea: idea.keep)[: _SCENES[max(seconds)]]
    return tuple(sorted(ideas, key=_place))


def _ideas(matter: Matter) -> Iterator[SceneIdea]:
    gains = list(dict.fromkeys(point.fact for point in matter.of("gain")))
    pains = list(dict.fromkeys(point.fact for point in matter.of("pain")))
    wishes = [point.fact for point in (*matter.of("desire"), *matter.of("message"))]
    yield SceneIdea("hook", "hook", "speech.hook", (*pains, *wishes), 0)
    yield SceneIdea("call", "call", "speech.call", (), 0)
    yield SceneIdea("promise", "promise", "speech.promise", ("products[0].name",), 1)
    for place in range(min(6, len(gains))):
        turned = (*gains[place:], *gains[:place])
        move = "speech.gain" if place else "speech.follow"  # the first is said in one breath with the promise
        yield SceneIdea(f"gain-{place + 1}", "promise", move, turned, (2, 5, 7, 9, 10, 12)[place])
    for place, point in enumerate(matter.of("proof")[:2]):
        yield SceneIdea(f"proof-{place + 1}", "proof", "speech.proof", (point.fact,), (4, 11)[place])
    for point in matter.of("offer")[:1]:
        prices = tuple(each.fact for each in matter.of("price")[:1])
        yield SceneIdea("offer", "offer", "speech.offer", (point.fact, *prices), 3)
    if len(pains) > 1:
        yield SceneIdea("problem", "problem", "speech.hook", (*pains[1:], pains[0]), 6)
    if len(gains) + len(matter.of("proof")) + len(matter.of("offer")) < 2:
        yield SceneIdea("close", "promise", "body.close", (), 8)
        yield SceneIdea("brand", "proof", "speech.promise", (), 9)


def _place(idea: SceneIdea) -> tuple[int, int]:
    order = ("hook", "problem", "promise", "gain", "proof", "brand", "close", "offer", "call")
    stem, _, number = idea.id.partition("-")
    return order.index(stem), int(number or 0)


def cuts_of(
    scenes: Sequence[SceneIdea], seconds: Sequence[int], said: Mapping[str, Sequence[str]]
) -> tuple[Cut, ...]:
    """Every ordered length; a shorter cut drops scenes. `said` holds what is spoken in them, by scene."""
    return tuple(_cut(_kept(scenes, length), length, said) for length in sorted(set(seconds)))


def _kept(scenes: Sequence[SceneIdea], length: int) -> list[SceneIdea]:
    most = _SCENES[length]
    kept = {idea.id for idea in sorted(scenes, key=lambda idea: idea.keep)[:most]}
    return [idea for idea in scenes if idea.id in kept]


def _cut(kept: Sequence[SceneIdea], length: int, said: Mapping[str, Sequence[str]]) -> Cut:
    units = _shared(kept, length * EIGHTHS, said)
    shots: list[Shot] = []
    start = 0
    for idea, held in zip(kept, units, strict=True):
        shots.append(Shot(scene=idea.id, start=start / EIGHTHS, seconds=held / EIGHTHS))
        start += held
    return Cut.model_validate({"seconds": length, "shots": tuple(shots)})


def _shared(kept: Sequence[SceneIdea], whole: int, said: Mapping[str, Sequence[str]]) -> list[int]:
    """The whole in eighths of a second, shared by what is said; the hook is held 3 s at most."""
    needs = [_weight(idea, said) * EIGHTHS for idea in kept]
    spare = max(0.0, whole - sum(needs)) / len(kept)
    tight = min(1.0, whole / sum(needs))
    units = [max(_SHORTEST, int(need * tight + spare)) for need in needs]
    units[0] = min(units[0], _LONGEST_HOOK)
    while sum(units) > whole:
        longest = max(range(len(units)), key=lambda place: units[place])
        units[longest] -= 1
    rest = whole - sum(units)
    others = range(1, len(units))
    for step in range(rest):
        units[others[-1 - step % len(others)]] += 1
    return units


def _weight(idea: SceneIdea, said: Mapping[str, Sequence[str]]) -> float:
    spoken = [spoken_words(text) for text in said.get(idea.id, ())]
    if spoken:
        return max(_SPOKEN_AT_LEAST, max(spoken) / WORDS_PER_SECOND + BREATH)
    return {"hook": 3.2, "call": 3.4}.get(idea.beat, 2.8)


def all_fit(cuts: Sequence[Cut], said: Mapping[str, Sequence[str]]) -> bool:
    """True where everything that is said can be said in every shot that shows it."""
    return all(
        (spoken_words(text) / WORDS_PER_SECOND) + BREATH <= shot.seconds + 1e-9
        for cut in cuts
        for shot in cut.shots
        for text in said.get(shot.scene, ())
    )


def words_for(scene: str, cuts: Sequence[Cut]) -> int:
    """How many words can be said in the shortest shot of the scene."""
    shortest = min((shot.seconds for cut in cuts for shot in cut.shots if shot.scene == scene), default=0.0)
    return max(0, int((shortest - BREATH) * WORDS_PER_SECOND))
