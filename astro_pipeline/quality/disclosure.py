"""Whether it is said that a model made a part of an ad, where a placement, market or brief asks for it."""

from collections.abc import Iterable, Iterator, Sequence
from typing import cast

from pydantic import JsonValue

from astro_pipeline.domain.brief import Brief
from astro_pipeline.domain.disclosure import Duty, duties_of, model_made
from astro_pipeline.domain.media import ImageVariants, MediaFile, Video
from astro_pipeline.domain.plan import Copy, Storyboard
from astro_pipeline.domain.review import Finding
from astro_pipeline.quality.finding import judged

_RULE = "provenance.disclosure"


def check_disclosure(
    brief: Brief, *, images: ImageVariants, video: Video, copy: Copy, storyboard: Storyboard
) -> tuple[Finding, ...]:
    """One finding per ad and film that a model had a part in, or one that says there is none."""
    shown = {file.path: _on_picture(images.facts.get(file.path, {})) for file in images.files}
    films = [film.file for film in video.films] + [film.clean for film in video.films if film.clean]
    shown |= {file.path: _in_film(brief, file, copy, storyboard) for file in films}
    ads = [file for file in images.files if file.placements] + films
    found = [finding for file in model_made(ads) for finding in _of(file, brief, shown[file.path])]
    nothing = judged(_RULE, "delivery", holds=True, measured="no ad has a part a model made")
    return tuple(found) or (nothing,)


def _of(file: MediaFile, brief: Brief, shown: str) -> Iterator[Finding]:
    label = (brief.say(brief.ai_label, file.language or brief.language) or "").strip()
    asked = {duty.id: duty for placement in file.placements for duty in duties_of(brief, placement)}
    said = bool(label) and _plain(label) in _plain(shown)
    visible = [duty for duty in asked.values() if duty.asks == "visible"]
    certain = [duty for duty in visible if duty.when == "model_made"]
    if label or certain:
        yield _label(file, label, certain, said=said)
    elif visible:
        yield _open(file, visible)
    else:
        yield judged(_RULE, file.path, holds=True, measured=_declared(asked.values()), limit="as it asks")


def _label(file: MediaFile, label: str, certain: Sequence[Duty], *, said: bool) -> Finding:
    who = " and ".join(duty.title for duty in certain) or "the brief"
    text = f"“{label}”" if label else "a label that says so"
    return judged(
        _RULE,
        file.path,
        holds=said,
        measured="shown" if said else "not shown",
        limit=label or "a visible label",
        source=certain[0].source if certain else None,
        why=f"a model had a part in it, {who} asks for {text} in it, and it is not there",
        cure=f"{'' if label else 'write ai_label in the brief and '}put it in brand.legal_line too, "
        "which every ad and the end of every film show",
    )


def _open(file: MediaFile, visible: Sequence[Duty]) -> Finding:
    first = visible[0]
    return Finding(
        rule=_RULE,
        verdict="not_checked",
        advisory=True,
        file=file.path,
        source=first.source.urls[0],
        checked=first.source.checked,
        why=" ".join(f"{duty.title}: {duty.question}" for duty in visible),
        cure="if so, write ai_label in the brief and put it in brand.legal_line too",
    )


def _declared(asked: Iterable[Duty]) -> str:
    ticks = [duty.title for duty in asked if duty.asks == "declare"]
    return f"to be declared on upload: {', '.join(ticks)}" if ticks else "nothing is asked"


def _on_picture(facts: dict[str, JsonValue]) -> str:
    boxes = cast("list[dict[str, str]]", facts.get("text_boxes") or [])
    return " ".join(str(box.get("text", "")) for box in boxes)


def _in_film(brief: Brief, file: MediaFile, copy: Copy, storyboard: Storyboard) -> str:
    """What is read in it: its overlays, and the legal text its last picture shows."""
    language = file.language or brief.language
    legal = {ad.legal for ad in copy.ads if ad.language == language}
    overlays = [scene.overlay.get(language, "") for scene in storyboard.scenes]
    return " ".join([*overlays, brief.say(brief.brand.legal_line, language) or "", *sorted(legal)])


def _plain(text: str) -> str:
    return " ".join(text.casefold().split())
