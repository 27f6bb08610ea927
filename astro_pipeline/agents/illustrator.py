"""The illustrator: a key visual per variant, then every ad of every placement and language."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Final, Protocol

import numpy as np
from PIL import Image
from pydantic import JsonValue

from astro_pipeline.agents.art_direction import VariantPlan, directed, palette_of, plan_variants
from astro_pipeline.agents.key_visual import (
    CRAFT,
    Blob,
    KeyVisualOrder,
    asked_once,
    key_path,
    order_key_visuals,
    paint_key_visual,
)
from astro_pipeline.agents.picture_repairs import picture_repairs
from astro_pipeline.domain.brief import Brief
from astro_pipeline.domain.media import ImageVariants, Licence, Made, MediaFile, Order, SourceType, Variant
from astro_pipeline.domain.placements import ImageSpec, Insets, placements
from astro_pipeline.domain.plan import AdText, Copy, seed_for
from astro_pipeline.domain.review import Feedback
from astro_pipeline.media.adverts.advert import Advert, Sheet, TextBox, set_advert
from astro_pipeline.media.adverts.look import Look, Words, display, label, running
from astro_pipeline.media.adverts.stage import Subject
from astro_pipeline.media.marking import mark
from astro_pipeline.media.pixels.picture import cut_out, open_logo, open_picture
from astro_pipeline.media.pixels.saving import kind_for, write_picture
from astro_pipeline.media.type.fonts import Chain, drawn_with, sha256
from astro_pipeline.media.type.licence import typefaces

__all__ = [
    "CRAFT",
    "VERSION",
    "AdOrder",
    "KeyVisualOrder",
    "VariantPlan",
    "asked_once",
    "compose_ad",
    "gather_images",
    "order_ads",
    "order_key_visuals",
    "paint_key_visual",
    "plan_variants",
]

VERSION: Final = "6"
"""Of the finished ads; key visuals, which may have been paid for, have a version of their own."""


class AdOrder(Order):
    """One finished ad and all its bytes depend on."""

    words: Words
    look: Look
    palette: tuple[str, ...]
    width: int
    height: int
    safe: Insets
    max_bytes: int
    min_type_px: int
    key_visual: str
    """Digest of the variant's key visual."""
    key_source: SourceType
    logo: str | None = None
    """Digest of the logo."""
    brand_fonts: tuple[str, ...] = ()
    """Digests of the brand's typefaces, headline first."""
    faces: tuple[str, ...] = ()
    """Digests of the installed typefaces that may be used."""
    heard: tuple[str, ...] = ()
    """Notes on comments that were not understood."""


def order_ads(
    brief: Brief,
    plans: Sequence[VariantPlan],
    *,
    copy: Copy,
    key_visuals: Mapping[str, MediaFile],
    feedback: Feedback,
) -> tuple[AdOrder, ...]:
    """Every still of every placement, in every language that has words for it, in every variant.

    `key_visuals` maps a variant's id to its key visual.
    """
    return tuple(
        _ad(brief, plan, text, placement, spec, key_visual=key_visuals[plan.id], feedback=feedback)
        for plan in plans
        for language in brief.languages or (brief.language,)
        if (text := copy.ad(plan.id, language)) is not None
        for placement, spec in _stills(brief)
    )


def compose_ad(order: AdOrder, path: Path, *, blob: Blob) -> Made:
    """The ad, within its placement's byte limit.

    Raises: MediaUnreadable where the key visual or logo cannot be decoded, or no quality is small enough.
    """
    key = open_picture(blob(order.key_visual))
    alone = cut_out(key)
    subject = Subject(alone) if alone is not None else Subject(key, photograph=True)
    logo = open_logo(blob(order.logo)) if order.logo else None
    fonts = tuple(blob(each) for each in order.brand_fonts)
    sheet = Sheet(
        order.width,
        order.height,
        order.safe,
        order.look,
        order.palette,
        subject,
        logo,
        fonts,
        order.seed,
        order.min_type_px,
    )
    advert = set_advert(order.words, sheet)
    written = write_picture(
        Image.fromarray(advert.canvas.bytes()), path, max_bytes=_less_mark(order.max_bytes)
    )
    trained = order.key_source in {"trainedAlgorithmicMedia", "compositeWithTrainedAlgorithmicMedia"}
    source: SourceType = "compositeWithTrainedAlgorithmicMedia" if trained else "algorithmicMedia"
    mark(path, source)
    repairs = picture_repairs(order.path, order.words, advert, written=written, max_bytes=order.max_bytes)
    return Made(
        kind="image",
        width=order.width,
        height=order.height,
        provider="astro-pipeline",
        model=order.craft,
        source_type=source,
        licence=_own_licence(),
        uses=typefaces(_said(order.words, order.look, fonts), brand=fonts),
        repairs=tuple(repairs),
        facts=_facts(advert, written.size, order.look.style),
        notes=(*order.heard, *advert.notes),
    )


class Piece(Protocol):
    """A finished file and what its maker measured."""

    @property
    def file(self) -> MediaFile:
        """The file."""
        ...

    @property
    def facts(self) -> dict[str, JsonValue]:
        """What was measured."""
        ...

    @property
    def notes(self) -> tuple[str, ...]:
        """What the reviewer should know."""
        ...


def gather_images(
    plans: Sequence[VariantPlan], *, visuals: Sequence[Piece], ads: Sequence[Piece]
) -> ImageVariants:
    """The variants, their files, what was measured, and the notes, each naming its files once."""
    variants = tuple(
        Variant(id=plan.id, style=plan.style, idea=plan.idea, key_visual=key_path(plan.id)) for plan in plans
    )
    pieces = (*visuals, *ads)
    said: dict[str, list[str]] = {}
    for piece in pieces:
        for note in piece.notes:
            said.setdefault(note, []).append(piece.file.path)
    return ImageVariants(
        variants=variants,
        files=tuple(piece.file for piece in pieces),
        facts={piece.file.path: piece.facts for piece in pieces},
        notes=tuple(f"{note} ({', '.join(paths)})" for note, paths in said.items()),
    )


def _stills(brief: Brief) -> Iterator[tuple[str, ImageSpec]]:
    known = placements()
    for placement in brief.placements:
        for spec in known[placement].images:
            yield placement, spec


def _ad(
    brief: Brief,
    plan: VariantPlan,
    text: AdText,
    placement: str,
    spec: ImageSpec,
    *,
    key_visual: MediaFile,
    feedback: Feedback,
) -> AdOrder:
    kind = kind_for(spec.formats, spec.width, spec.height, _less_mark(spec.max_bytes))
    path = f"images/{plan.id}/{placement}.{spec.size}.{text.language}.{kind}"
    look, unheard = directed(plan.look, path, feedback)
    brand, words = brief.brand, _words(brief, text)
    return AdOrder(
        path=path,
        craft=f"{CRAFT}/{VERSION}",
        placements=(placement,),
        language=text.language,
        variant=plan.id,
        seed=seed_for(brief.seed, "ad", plan.id, brief.edition),
        take=feedback.take(path),
        feedback=feedback.said(path),
        words=words,
        look=look,
        palette=palette_of(brief),
        width=spec.width,
        height=spec.height,
        safe=spec.safe,
        max_bytes=spec.max_bytes,
        min_type_px=spec.min_type_px,
        key_visual=key_visual.sha256,
        key_source=key_visual.source_type,
        logo=brand.logo.sha256 if brand.logo else None,
        brand_fonts=tuple(font.sha256 for font in brand.fonts if font.sha256),
        faces=_faces(look, words),
        heard=unheard,
    )


def _words(brief: Brief, text: AdText) -> Words:
    return Words(
        language=text.language,
        brand=brief.brand_name,
        headline=text.headline,
        short=text.short,
        support=text.support,
        kicker=text.kicker,
        call_to_action=text.call_to_action,
        legal=text.legal,
    )


def _faces(look: Look, words: Words) -> tuple[str, ...]:
    """Digests of the installed typefaces these words are drawn with."""
    faces = (face for text, chain in _said(words, look) for face in drawn_with(text, chain))
    return tuple(dict.fromkeys(sha256(face) for face in faces))


def _said(words: Words, look: Look, fonts: tuple[Path, ...] = ()) -> tuple[tuple[str, Chain], ...]:
    """All words with each of the typefaces that may set them."""
    language = words.language
    manners = (display(look.style, language, fonts), running(language, fonts), label(language, fonts))
    text = " ".join(value for value in words.model_dump().values() if isinstance(value, str))
    return tuple((text, manner.faces) for manner in manners)


def _less_mark(max_bytes: int) -> int:
    """The limit less what the provenance mark adds to the file."""
    return max_bytes - min(4096, max_bytes // 10)


def _facts(advert: Advert, size: int, style: str) -> dict[str, JsonValue]:
    hero = advert.layout.hero
    return {
        "text_boxes": [_box(box) for box in advert.boxes],
        "hero": [round(side) for side in (hero.left, hero.top, hero.width, hero.height)] if hero else None,
        "missing_glyphs": advert.missing_glyphs,
        "left_out": list(advert.left_out),
        "logo": asdict(advert.emblem) if advert.emblem else None,
        "style": style,
        "arrangement": advert.layout.arrangement,
        "bytes": size,
        "mean_luma": round(float(np.mean(advert.canvas.pixels)), 4),
    }


def _box(box: TextBox) -> dict[str, JsonValue]:
    return {
        "role": box.role,
        "text": box.text,
        "x": box.x,
        "y": box.y,
        "width": box.width,
        "height": box.height,
        "contrast": box.contrast,
        "size_px": box.size_px,
        "lines": [list(line) for line in box.lines],
    }


def _own_licence() -> Licence:
    return Licence(
        name="generated-here",
        holder="the campaign's owner",
        source="composed by astro-pipeline from the approved copy and the variant's key visual",
    )
