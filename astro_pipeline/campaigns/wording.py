"""A campaign's texts by their keys, and a person's own words put in their place."""

from collections.abc import Mapping
from typing import cast

from astro_pipeline.domain.plan import AdText, Copy, CopyLine

AD_FIELDS = ("headline", "short", "support", "kicker", "call_to_action", "legal")
"""The texts of an ad; their keys are the ad's key and the field's name."""


def copy_texts(copy: Copy) -> dict[str, str]:
    """Every text of the copy by its key."""
    texts = {line.key: line.text for line in copy.lines}
    for ad in copy.ads:
        texts.update({f"{ad.key}.{field}": cast("str", getattr(ad, field)) for field in AD_FIELDS})
    return texts


def with_edits(copy: Copy, edits: Mapping[str, str]) -> Copy:
    """The copy with a person's words: those lines are locked and name the person as their maker."""
    return copy.model_copy(
        update={
            "lines": tuple(_edited_line(line, edits) for line in copy.lines),
            "ads": tuple(_edited_ad(ad, edits) for ad in copy.ads),
        }
    )


def _edited_line(line: CopyLine, edits: Mapping[str, str]) -> CopyLine:
    if line.key not in edits:
        return line
    return line.model_copy(
        update={"text": edits[line.key], "locked": True, "provider": "person", "facts": ()}
    )


def _edited_ad(ad: AdText, edits: Mapping[str, str]) -> AdText:
    changed = {f: edits[f"{ad.key}.{f}"] for f in AD_FIELDS if f"{ad.key}.{f}" in edits}
    return ad.model_copy(update={**changed, "locked": True, "provider": "person"}) if changed else ad
