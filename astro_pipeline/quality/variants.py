"""How far variants of one ad differ: in their idea, their words and what is seen."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import combinations
from pathlib import Path
from typing import Final

import numpy as np
from PIL import Image
from pydantic import JsonValue
from rapidfuzz import fuzz

from astro_pipeline.domain.media import MediaFile
from astro_pipeline.domain.review import Finding
from astro_pipeline.media.pixels.likeness import Grey, grey, hash_distance, similarity
from astro_pipeline.media.pixels.picture import FORMATS
from astro_pipeline.quality.finding import judged

LEAST: Final = 0.3
"""Variants that differ less test nothing: 0 is the same picture twice, 1 has nothing in common.

The house's own, measured 2026-11-21 on four products, four styles and 16 sizes: the same idea in
other colours 0.00 to 0.25, another style with the same words 0.40 to 0.80, with other words 0.55
to 0.97; the same style with another headline 0.15 to 0.39.
"""

_SIDE: Final = 256
_OTHER_SIMILARITY: Final = 0.45
"""Structural similarity at and below which two pictures share nothing (other style: 0.33 to 0.66)."""

_OTHER_BITS: Final = 20
"""Bits of the perceptual hash from which they share nothing (other style: 12 to 30 of 64)."""

_IDEA, _WORDS, _SEEN = 0.55, 0.2, 0.25
"""What weighs how much."""


@dataclass(frozen=True, slots=True)
class Version:
    """One variant's picture of a placement, as it is compared."""

    style: str
    arrangement: str
    headline: str
    picture: Grey
    """256 pixels square."""


def version(path: Path, facts: Mapping[str, JsonValue]) -> Version:
    """A finished ad as it is compared, of its file and what was written down of it."""
    with Image.open(path, formats=FORMATS) as image:
        seen = grey(np.asarray(image.convert("RGB")), width=_SIDE, height=_SIDE)
    return Version(str(facts.get("style", "")), str(facts.get("arrangement", "")), _headline(facts), seen)


def distinctness(one: Version, other: Version) -> float:
    """How far two versions differ, 0 to 1: style and arrangement, headline, and pixels."""
    idea = 0.65 * (one.style != other.style) + 0.35 * (one.arrangement != other.arrangement)
    words = 1 - fuzz.ratio(one.headline.casefold(), other.headline.casefold()) / 100
    apart = (1 - similarity(one.picture, other.picture)) / (1 - _OTHER_SIMILARITY)
    bits = hash_distance(one.picture, other.picture) / _OTHER_BITS
    seen = (min(apart, 1.0) + min(bits, 1.0)) / 2
    return _IDEA * idea + _WORDS * words + _SEEN * seen


def check_variants(
    files: Mapping[str, Path], ads: tuple[MediaFile, ...], facts: Mapping[str, Mapping[str, JsonValue]]
) -> Iterator[Finding]:
    """Every pair of variants of one placement, size and language; `files` says where each path lies."""
    alike: dict[tuple[object, ...], list[MediaFile]] = {}
    for ad in ads:
        alike.setdefault((ad.placements, ad.width, ad.height, ad.language), []).append(ad)
    for group in alike.values():
        versions = {ad.path: version(files[ad.path], facts.get(ad.path, {})) for ad in group}
        for one, other in combinations(group, 2):
            yield _judged(one, other, round(distinctness(versions[one.path], versions[other.path]), 3))


def _judged(one: MediaFile, other: MediaFile, measured: float) -> Finding:
    return judged(
        "technical.variants_differ",
        other.path,
        holds=measured >= LEAST,
        measured=measured,
        limit=LEAST,
        why=f"Variant {other.variant} is too like variant {one.variant}: a test would show nothing.",
        cure='Reject it with "other layout", or approve one of the two.',
    )


def _headline(facts: Mapping[str, JsonValue]) -> str:
    boxes = facts.get("text_boxes")
    texts = boxes if isinstance(boxes, list) else []
    found = (box for box in texts if isinstance(box, dict) and box.get("role") == "headline")
    return next((str(box["text"]) for box in found), "")
