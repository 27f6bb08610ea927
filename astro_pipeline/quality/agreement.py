"""Whether copy and film say what the strategy promised: facts, promise and proof, compared as words.

Everything here is advice, for words are compared and not what they mean; where nothing can be
compared it is not checked, and the reason stands in the finding.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from itertools import combinations
from math import comb
from typing import Final

from pydantic import JsonValue
from rapidfuzz import fuzz

from astro_pipeline.domain.brief import Brief
from astro_pipeline.domain.fact import facts
from astro_pipeline.domain.plan import Copy, CopyLine, Scene, Storyboard, Strategy
from astro_pipeline.domain.review import Finding
from astro_pipeline.domain.writing import unspaced
from astro_pipeline.quality.copy import ad_words
from astro_pipeline.quality.finding import judged, not_checked

SAME: Final = 95.0
"""Likeness, 0 to 100 (rapidfuzz ratio), from which two texts are one text written twice: the house's own."""

_LONGEST_STEM: Final = 6
"""Letters by which a word is known again: "savings" and "saving", "dort" and "dorment" up to "dor"."""
_SHORTEST_WORD: Final = 4
_SHORTEST_TEXT: Final = 20
"""Characters from which a repeated text says something: buttons and brand names may be the same."""


def check_agreement(brief: Brief, strategy: Strategy, copy: Copy) -> tuple[Finding, ...]:
    """The copy against the strategy and the facts it says it rests on."""
    return (
        *_known_facts(brief, "copy", {line.key: line.facts for line in copy.lines}),
        *_known_facts(brief, "copy", {ad.key: ad.facts for ad in copy.ads}),
        *_promises(brief, strategy, _said_in_copy(copy)),
        *_proofs(strategy, copy),
        *_repeated(copy),
    )


def check_film_agreement(brief: Brief, storyboard: Storyboard, copy: Copy) -> tuple[Finding, ...]:
    """Every scene's words against the facts it names and the copy of their language."""
    said = _said_in_copy(copy)
    return (
        *_known_facts(
            brief, "storyboard", {f"storyboard/{each.id}": each.facts for each in storyboard.scenes}
        ),
        *(finding for scene in storyboard.scenes for finding in _scene(brief, scene, said)),
    )


def words_of(text: str) -> frozenset[str]:
    """What a text is about: stems of its longer words, or pairs of characters where it has no spaces."""
    plain = text.casefold()
    pairs = {plain[n : n + 2] for n in range(len(plain) - 1) if unspaced(plain[n]) and unspaced(plain[n + 1])}
    stems = {
        word[:_LONGEST_STEM]
        for word in re.findall(r"\w+", plain)
        if len(word) >= _SHORTEST_WORD or any(c.isdigit() for c in word)
    }
    return frozenset(pairs or stems)


def _known_facts(brief: Brief, asset: str, rested: Mapping[str, tuple[str, ...]]) -> Iterator[Finding]:
    plain: JsonValue = brief.model_dump(mode="json")
    for key, places in rested.items():
        unknown = [place for place in places if not _stands(plain, place)]
        if unknown:
            yield judged(
                "semantic.facts",
                key,
                holds=False,
                advisory=True,
                measured=", ".join(unknown),
                limit="places in the brief",
                why="It says it rests on a fact the brief does not have.",
                cure="Reject it, so that it is written from what the brief says.",
            )
    if rested and all(_stands(plain, place) for places in rested.values() for place in places):
        yield judged(
            "semantic.facts",
            asset,
            holds=True,
            advisory=True,
            measured=len(rested),
            unit="texts looked at",
        )


def _stands(brief: JsonValue, place: str) -> bool:
    """A call to action may be the house's own: where the brief has none, it rests on nothing."""
    return bool(_at(brief, place)) or place.startswith("call_to_action.")


def _at(brief: JsonValue, place: str) -> JsonValue:
    """What stands at a place such as "products[0].benefits[1]", or None."""
    value = brief
    for step in re.findall(r"[a-z_]+|\d+", place):
        match value:
            case dict():
                value = value.get(step)
            case list():
                value = value[int(step)] if step.isdigit() and int(step) < len(value) else None
            case _:
                return None
    return value


def _promises(brief: Brief, strategy: Strategy, said: Mapping[str, str]) -> Iterator[Finding]:
    for language in brief.languages or (brief.language,):
        promise = brief.say(strategy.promise, language)
        text = said.get(language)
        if not promise or not text or not words_of(promise):
            yield not_checked(
                "semantic.promise",
                f"copy ({language})",
                why=f"There is no {'copy' if promise else 'promise'} in {language} to compare.",
                cure=f"Give the brief its message in {language}.",
            )
            continue
        wanted = words_of(promise)
        kept = wanted & words_of(text)
        yield judged(
            "semantic.promise",
            f"copy ({language})",
            holds=bool(kept),
            advisory=True,
            measured=len(kept),
            limit=1,
            unit=f"of {len(wanted)} words of the promise",
            why=f"No text says what the strategy promises: {promise}",
            cure="Reject the copy, or the strategy.",
        )


def _proofs(strategy: Strategy, copy: Copy) -> Iterator[Finding]:
    """Every proof of the strategy is rested on, or its words are said, in some text."""
    rested = {place for line in copy.lines for place in line.facts}
    rested |= {place for ad in copy.ads for place in ad.facts}
    said = words_of("\n".join(_said_in_copy(copy).values()))
    if not strategy.proof:
        yield not_checked(
            "semantic.proof",
            "copy",
            why="The strategy has no proof to compare with.",
        )
    for proof in strategy.proof:
        words = words_of(proof.text)
        yield judged(
            "semantic.proof",
            f"strategy/{proof.source}",
            holds=proof.source in rested or bool(words and words <= said),
            advisory=True,
            measured=proof.text,
            limit="said in one text at least",
            why="The strategy rests on this proof, and no text gives it.",
            cure="Reject the copy and ask for the proof, or leave it to the landing page.",
        )


def _repeated(copy: Copy) -> Iterator[Finding]:
    """Texts of one field that are nearly the same: in two variants, or twice in one."""
    groups: dict[tuple[str, str, str], list[CopyLine]] = {}
    for line in copy.lines:
        if not line.locked and len(line.text) >= _SHORTEST_TEXT:
            groups.setdefault((line.placement, line.language, line.field), []).append(line)
    found = [finding for lines in groups.values() for finding in _pairs(lines)]
    compared = sum(comb(len(lines), 2) for lines in groups.values())
    if compared and not found:
        yield judged(
            "semantic.repetition", "copy", holds=True, advisory=True, measured=compared, unit="pairs compared"
        )
    if not compared:
        yield not_checked(
            "semantic.repetition",
            "copy",
            why="No two texts of one field are long enough to compare.",
        )
    yield from found


def _pairs(lines: Iterable[CopyLine]) -> Iterator[Finding]:
    for one, other in combinations(lines, 2):
        alike = fuzz.ratio(one.text.casefold(), other.text.casefold())
        if alike >= SAME:
            yield judged(
                "semantic.repetition",
                other.key,
                holds=False,
                advisory=True,
                measured=round(alike, 1),
                limit=SAME,
                unit="of 100 letters alike",
                why=f"It is nearly {one.key} again: the two test nothing against each other.",
                cure="Reject one of them.",
            )


def _scene(brief: Brief, scene: Scene, said: Mapping[str, str]) -> Iterator[Finding]:
    plain: JsonValue = brief.model_dump(mode="json")
    categories = [str(_at(plain, place) or "") for place in scene.facts if place.endswith(".category")]
    for kind, texts in (("overlay", scene.overlay), ("narration", scene.narration)):
        for language, text in texts.items():
            key = f"storyboard/{scene.id}.{language}.{kind}"
            named = [fact.text for fact in facts(brief, language) if fact.id in scene.facts]
            known = words_of(" ".join((*named, *categories, said.get(language, ""))))
            words = words_of(text)
            if not words or not known:
                yield not_checked(
                    "semantic.scene",
                    key,
                    why="It has no word to compare."
                    if known
                    else f"No fact or copy in {language} to compare.",
                )
                continue
            yield judged(
                "semantic.scene",
                key,
                holds=bool(words & known),
                advisory=True,
                measured=len(words & known),
                limit=1,
                unit=f"of {len(words)} words",
                why="No word of it is in the facts it rests on, nor in the copy.",
                cure="Reject the storyboard and name the scene.",
            )


def _said_in_copy(copy: Copy) -> dict[str, str]:
    said: dict[str, list[str]] = {}
    for line in copy.lines:
        said.setdefault(line.language, []).append(line.text)
    for ad in copy.ads:
        said.setdefault(ad.language, []).extend(text for _, text in ad_words(ad))
    return {language: "\n".join(texts) for language, texts in said.items()}
