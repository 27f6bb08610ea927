"""The judge: looks at ads and films and says whether they say what the approved strategy says.

One ad of each variant and language, and one film's contact sheet of each language, are judged by a
rubric, with the evidence and where it is seen. Variants are compared twice, the second time in the
other order, since a model prefers what it is shown first.
"""

from collections.abc import Iterator, Sequence
from itertools import combinations
from typing import Final

from pydantic import JsonValue

from astro_pipeline.agents.asking import look_at
from astro_pipeline.domain.brief import Brief
from astro_pipeline.domain.judgement import (
    JudgedFile,
    JudgedPair,
    Judgement,
    Judgements,
    Preference,
)
from astro_pipeline.domain.media import Film, ImageVariants, MediaFile, Video
from astro_pipeline.domain.plan import Copy, Strategy
from astro_pipeline.provider import Ask

CRAFT: Final = "judge"
VERSION: Final = "1"

PROMPT: Final = """\
You judge an advertising picture for its advertiser. Score every criterion of the schema, from 1
(contradicts it) over 3 (meets it) to 5 (could not be better). Say in one sentence what you see that the
score rests on, and where, as shares of the picture's width and height. What you cannot see, you do not
assume."""
SHEET: Final = "The picture is a contact sheet: frames of one film in order, each with its time."
COMPARING: Final = """\
You compare two advertising pictures of one campaign, shown one after the other. Say which serves the
strategy better with this audience, or neither, and what you see that decides it."""
_SHOWN: Final = {"headline", "short", "support", "kicker", "call_to_action", "legal", "facts"}
"""Of an ad's words, those that can stand on its picture."""


def judge_campaign(
    brief: Brief,
    strategy: Strategy,
    *,
    copy: Copy,
    images: ImageVariants,
    video: Video,
    ask: Ask,
) -> Judgements:
    """Everything that is judged, one call a picture and two a pair."""
    ads = _one_each(images)
    judged = [
        _judged(brief, strategy, file, file.sha256, words=_words(copy, file), prompt=PROMPT, ask=ask)
        for file in ads
    ]
    sheets = [(film.file, film.contact_sheet) for film in _one_a_language(video)]
    judged += [
        _judged(brief, strategy, film, sheet.sha256, words={}, prompt=f"{PROMPT}\n{SHEET}", ask=ask)
        for film, sheet in sheets
        if sheet
    ]
    return Judgements(files=tuple(judged), pairs=tuple(_compared(brief, strategy, ads, ask)))


def _judged(
    brief: Brief,
    strategy: Strategy,
    file: MediaFile,
    picture: str,
    *,
    words: dict[str, JsonValue],
    prompt: str,
    ask: Ask,
) -> JudgedFile:
    item = f"qa_report/{file.path}"
    judgement, done = look_at(
        Judgement, prompt, craft=CRAFT, version=VERSION, item=item, pictures=(picture,),
        inputs={"brief": brief, "strategy": strategy, "copy": words}, ask=ask,
    )  # fmt: skip
    return JudgedFile(
        file=file.path,
        width=file.width or 1,
        height=file.height or 1,
        judgement=judgement,
        judge=f"{done.provider}, {done.model}",
    )


def _compared(brief: Brief, strategy: Strategy, ads: Sequence[MediaFile], ask: Ask) -> Iterator[JudgedPair]:
    for one, other in combinations(ads, 2):
        if one.language != other.language or one.variant == other.variant:
            continue
        preferences: list[Preference] = []
        judge = ""
        for pair in ((one, other), (other, one)):
            preference, done = look_at(
                Preference, COMPARING, craft=CRAFT, version=VERSION,
                item=f"qa_report/{pair[0].variant}-{pair[1].variant}.{one.language}",
                pictures=tuple(each.sha256 for each in pair),
                inputs={"brief": brief, "strategy": strategy}, ask=ask,
            )  # fmt: skip
            preferences.append(preference)
            judge = f"{done.provider}, {done.model}"
        yield JudgedPair(
            first=one.variant or "",
            second=other.variant or "",
            language=one.language or "",
            shown=preferences[0],
            swapped=preferences[1],
            judge=judge,
        )


def _one_each(images: ImageVariants) -> tuple[MediaFile, ...]:
    """The tallest ad of each variant and language: it shows most of the layout."""
    found: dict[tuple[str | None, str | None], MediaFile] = {}
    for file in images.files:
        key, before = (file.variant, file.language), found.get((file.variant, file.language))
        if file.placements and file.width and file.height and (before is None or _tall(file) > _tall(before)):
            found[key] = file
    return tuple(found.values())


def _one_a_language(video: Video) -> tuple[Film, ...]:
    found = {film.language: film for film in reversed(video.films) if film.contact_sheet}
    return tuple(found.values())


def _tall(file: MediaFile) -> float:
    return (file.height or 0) / (file.width or 1)


def _words(copy: Copy, file: MediaFile) -> dict[str, JsonValue]:
    ad = copy.ad(file.variant or "", file.language or "")
    return ad.model_dump(mode="json", include=_SHOWN) if ad else {}
