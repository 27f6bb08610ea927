"""The picture a variant is built around: the customer's own, or one that is asked for."""

import hashlib
import threading
from collections.abc import Callable, Sequence
from decimal import Decimal
from pathlib import Path
from typing import Final

import numpy as np

from astro_pipeline.agents.art_direction import VariantPlan, palette_of
from astro_pipeline.domain.base import digest
from astro_pipeline.domain.brief import Attachment, Brief
from astro_pipeline.domain.licence import Used, supplied
from astro_pipeline.domain.media import Made, Order
from astro_pipeline.domain.plan import Storyboard, seed_for
from astro_pipeline.domain.review import Feedback
from astro_pipeline.errors import MediaUnreadable
from astro_pipeline.media.credentials import made_as, origin_of
from astro_pipeline.media.marking import mark
from astro_pipeline.media.objects.forms import form_for
from astro_pipeline.media.pixels.colour import Rgb
from astro_pipeline.media.pixels.cutting import clean_edges, cut_out, ground_colour
from astro_pipeline.media.pixels.daylight import evened
from astro_pipeline.media.pixels.picture import open_picture, png
from astro_pipeline.media.pixels.raster import Pixels
from astro_pipeline.provider import Ask, Done, ImageRequest, Request

CRAFT: Final = "illustrator"
VERSION: Final = "4"

PROMPT: Final = (
    "Studio product photograph of {product}{description}. One {form} alone, whole, seen slightly from "
    "above, lit by a large softbox from the left, on a plain white background. Brand colours {palette}. "
    "Nothing written on it but the brand name {brand}. No people, no hands, no other text, no figures. "
    "It must suit this scene: {scene}"
)

Blob = Callable[[str], Path]
"""Where the bytes of a digest lie."""

_LEAST_PX: Final = 32
"""A product smaller than this, on its shorter side, shows nothing in an ad."""
_BORDER: Final = 0.03
_SOFT_PX: Final = 500
"""Below this, on its longer side, it is enlarged in most ads and looks soft."""
_TALL: Final = (1024, 1536)
_BROAD: Final = (1536, 1152)


class KeyVisualOrder(Order):
    """The picture a variant is built around."""

    request: ImageRequest
    item: str = ""
    """What is bought: variants that ask alike share it, whichever of them comes first."""
    picture: str | None = None
    """Digest of the customer's own picture, used instead of asking for one."""
    picture_name: str = ""
    picture_licence: str | None = None
    """As the brief declares it."""


def order_key_visuals(
    brief: Brief, plans: Sequence[VariantPlan], *, storyboard: Storyboard, feedback: Feedback
) -> tuple[KeyVisualOrder, ...]:
    """One order per variant. The product looks the same in all of them until one is sent back."""
    picture = _customer_picture(brief)
    orders = [_key_visual(brief, plan, picture, storyboard, feedback) for plan in plans]
    first = {digest(order.request): order.path for order in reversed(orders)}
    return tuple(order.model_copy(update={"item": first[digest(order.request)]}) for order in orders)


def paint_key_visual(order: KeyVisualOrder, path: Path, *, ask: Ask, blob: Blob) -> Made:
    """The customer's own picture, cut out where its ground is plain; else one that is asked for.

    Raises: MediaUnreadable where a picture cannot be decoded; what `ask` raises.
    """
    if order.picture is not None:
        return _own_picture(order, order.picture, path, blob)
    done = ask(order.request, item=order.item)
    picture = open_picture(done.content)
    path.write_bytes(png(picture))
    mark(path, done.source_type)
    return Made(
        kind="image",
        width=picture.shape[1],
        height=picture.shape[0],
        provider=done.provider,
        model=done.model,
        draft=done.draft,
        source_type=done.source_type,
        licence=done.licence,
        cost_usd=done.cost_usd,
        uses=_signed(done, path),
        facts={**done.facts, "cut_out": cut_out(picture) is not None},
        notes=done.notes,
    )


def asked_once(ask: Ask) -> Ask:
    """The same `ask`, but what variants ask alike is asked, and paid, once; the others get a copy.

    Whoever comes while the first is waiting waits with it.
    """
    answers: dict[str, Done] = {}
    locks: dict[str, threading.Lock] = {}
    desk = threading.Lock()

    def once(request: Request, *, item: str) -> Done:
        key = digest(request)
        with desk:
            lock = locks.setdefault(key, threading.Lock())
        with lock:
            if key in answers:
                return answers[key].model_copy(update={"cost_usd": Decimal(0)})
            answers[key] = ask(request, item=item)
            return answers[key]

    return once


def key_path(variant: str) -> str:
    """Where a variant's key visual goes."""
    return f"images/{variant}/key.png"


def _customer_picture(brief: Brief) -> Attachment | None:
    offered = (brief.brand.product_picture, brief.product.picture, *brief.provided.pictures)
    return next((each for each in offered if each is not None and each.sha256), None)


def _key_visual(
    brief: Brief, plan: VariantPlan, picture: Attachment | None, storyboard: Storyboard, feedback: Feedback
) -> KeyVisualOrder:
    path = key_path(plan.id)
    product = brief.product
    description = brief.say(product.description, brief.language) or ""
    form = form_for(product.category or "", product.name, description, brief.company.sector or "")
    width, height = _BROAD if form == "laptop" else _TALL
    said = feedback.said(path)
    request = ImageRequest(
        craft=CRAFT,
        version=VERSION,
        seed=seed_for(brief.seed, "key", brief.edition),
        take=len(said),
        feedback=said,
        prompt=_prompt(brief, storyboard, form),
        width=width,
        height=height,
        form=form,
        brand_name=brief.brand_name,
        brand_font=next((font.sha256 for font in brief.brand.fonts if font.sha256), None),
        palette=palette_of(brief),
    )
    return KeyVisualOrder(
        path=path,
        craft=f"{CRAFT}/{VERSION}",
        variant=plan.id,
        seed=request.seed,
        take=request.take,
        feedback=said,
        request=request,
        picture=picture.sha256 if picture else None,
        picture_name=Path(picture.path).name if picture else "",
        picture_licence=picture.licence if picture else None,
    )


def _prompt(brief: Brief, storyboard: Storyboard, form: str) -> str:
    description = brief.say(brief.product.description, brief.language) or ""
    return PROMPT.format(
        product=brief.product.name,
        description=f": {description}" if description else "",
        form=form,
        palette=", ".join(palette_of(brief)),
        brand=brief.brand_name,
        scene=storyboard.scenes[0].picture if storyboard.scenes else "none",
    )


def _own_picture(order: KeyVisualOrder, digest_: str, path: Path, blob: Blob) -> Made:
    picture = _opened(blob(digest_), order.picture_name)
    alone = cut_out(picture)
    kept = picture if alone is None else _in_studio_light(picture, alone, order.picture_name)
    path.write_bytes(png(kept))
    licence, origin = supplied(order.picture_name, order.picture_licence), origin_of(blob(digest_))
    mark(path, made_as(origin))
    return Made(
        kind="image",
        width=kept.shape[1],
        height=kept.shape[0],
        provider="customer",
        model=order.picture_name,
        source_type=made_as(origin),
        licence=licence,
        uses=(Used(kind="picture", name=order.picture_name, sha256=digest_, licence=licence, origin=origin),),
        facts={"cut_out": alone is not None},
        notes=_notes(order, kept),
    )


def _signed(done: Done, path: Path) -> tuple[Used, ...]:
    """What was bought, where it says itself how it was made: what is written here no longer can."""
    asked = path.with_name(f".asked-{path.name}")
    asked.write_bytes(done.content)
    origin = origin_of(asked)
    asked.unlink()
    if origin is None:
        return ()
    sha256 = hashlib.sha256(done.content).hexdigest()
    return (Used(kind="picture", name=done.model, sha256=sha256, licence=done.licence, origin=origin),)


def _opened(path: Path, name: str) -> Pixels:
    """The customer's picture, and what is wrong with it under the name the customer knows."""
    try:
        return open_picture(path, longest=2400)
    except MediaUnreadable as exc:
        raise MediaUnreadable(str(exc).replace(path.name, name, 1)) from exc


def _in_studio_light(picture: Pixels, alone: Pixels, name: str) -> Pixels:
    height, width = alone.shape[:2]
    if min(height, width) < _LEAST_PX:
        raise MediaUnreadable(
            f"{name}: the product in it is {width}x{height} pixels; send one of at least {_LEAST_PX} each way"
        )
    own_alpha = float((picture[..., 3] < 0.5).mean()) > 0.02
    ground: Rgb | None = None if own_alpha else ground_colour(picture)
    even = evened(clean_edges(alone) if own_alpha else alone, ground)
    # with a clear border even a product that fills its frame is seen to be cut out
    by = max(2, round(_BORDER * max(height, width)))
    return np.pad(even, ((by, by), (by, by), (0, 0)))


def _notes(order: KeyVisualOrder, kept: Pixels) -> tuple[str, ...]:
    height, width = kept.shape[:2]
    notes: list[str] = []
    if order.feedback:
        notes.append("the customer's own picture is used as it is; comments on it cannot be followed")
    if max(height, width) < _SOFT_PX:
        notes.append(
            f"the customer's picture shows the product {width}x{height} pixels large: it will look soft"
        )
    return tuple(notes)
