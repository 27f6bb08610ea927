"""The copywriter: every text of the campaign, around what the customer has already written."""

from pydantic import BaseModel, JsonValue

from astro_pipeline.agents.asking import ask_for, refuse
from astro_pipeline.agents.given import given_ads, given_lines
from astro_pipeline.agents.links import campaign_links
from astro_pipeline.domain.brief import Brief
from astro_pipeline.domain.placements import placements
from astro_pipeline.domain.plan import AdText, Concepts, Copy, CopyLine, SeoKeywords, Strategy
from astro_pipeline.domain.review import Feedback
from astro_pipeline.provider import Ask, Done

PROMPT = """\
You are a copywriter. For every placement, language and variant write every field of copy: at least
its minimum number of texts and at most its maximum (five headlines, three of anything else), all
different, none over its hard limit, preferably within where the platform cuts. Variants differ in
angle and framework, not in a word. No fact stands twice in one text; over a variant's texts facts
are spread. Open on the benefit or the tension, not on a lead-in. Set a body in short paragraphs.
For each variant and language also write the words that stand on the pictures: headline (40
characters at most), short (22), support (90), kicker, call to action (20), the legal line as given.
Each text lists the places in the brief it rests on. Texts under `locked` are the customer's: leave
those keys out and write around them. Write a language only from what the brief says in it; list a
field you cannot fill as missing, with the reason. Leave links empty: they are added later. The
limits of each placement are under `fields`."""
VERSION = "3"


def write_copy(
    brief: Brief,
    strategy: Strategy,
    *,
    concepts: Concepts,
    keywords: SeoKeywords,
    ask: Ask,
    feedback: Feedback,
) -> Copy:
    """Every text, the customer's own ones verbatim and locked, with UTM links.

    Raises: JobFailed if the answer has the wrong shape or holds a text nobody ordered.
    """
    own = given_lines(brief)
    fields: dict[str, JsonValue] = {
        name: [field.model_dump(mode="json") for field in placements()[name].copy_fields]
        for name in brief.placements
    }
    inputs: dict[str, BaseModel | JsonValue] = {
        "strategy": strategy, "concepts": concepts, "keywords": keywords, "fields": fields,
        "locked": [line.key for line in own], "given": [line.model_dump(mode="json") for line in own],
    }  # fmt: skip
    copy, done = ask_for(
        Copy, PROMPT, craft="copywriter", version=VERSION, item="copy",
        inputs=inputs, brief=brief, feedback=feedback, ask=ask,
    )  # fmt: skip
    _only_what_was_ordered(brief, copy, done)
    return Copy(
        ads=given_ads(brief, tuple(_signed_ad(ad, done) for ad in copy.ads)),
        lines=_together(brief, own, copy.lines, done),
        links=campaign_links(brief),
        hashtags=copy.hashtags,
        missing=copy.missing,
        notes=(*copy.notes, *done.notes),
    )


def _only_what_was_ordered(brief: Brief, copy: Copy, done: Done) -> None:
    languages, variants = set(brief.languages or (brief.language,)), set("ABCD"[: brief.variants])
    for line in copy.lines:
        if (
            line.placement not in brief.placements
            or line.language not in languages
            or line.variant not in variants
        ):
            raise refuse(done, "copy", f"{line.key} was not ordered")
    for ad in copy.ads:
        if ad.language not in languages or ad.variant not in variants:
            raise refuse(done, "copy", f"{ad.key} was not ordered")


def _signed_ad(ad: AdText, done: Done) -> AdText:
    return ad.model_copy(update={"provider": done.provider, "locked": False})


def _together(
    brief: Brief, own: tuple[CopyLine, ...], written: tuple[CopyLine, ...], done: Done
) -> tuple[CopyLine, ...]:
    """The customer's lines and the others, in the order of placements, languages, variants and fields."""
    taken = {line.key for line in own}
    signed = [
        line.model_copy(update={"provider": done.provider, "locked": False})
        for line in written
        if line.key not in taken
    ]
    return tuple(sorted((*own, *signed), key=lambda line: _place(brief, line)))


def _place(brief: Brief, line: CopyLine) -> tuple[int, str, str, int, int]:
    names = [field.name for field in placements()[line.placement].copy_fields]
    return (
        brief.placements.index(line.placement),
        line.language,
        line.variant,
        names.index(line.field) if line.field in names else len(names),
        line.index,
    )
