"""The picture a variant is built around: the customer's own, or one that is asked for."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Final

from astro_pipeline.agents.art_direction import VariantPlan, palette_of
from astro_pipeline.domain.brief import Attachment, Brief
from astro_pipeline.domain.media import Licence, Made, Order
from astro_pipeline.domain.plan import Storyboard, seed_for
from astro_pipeline.domain.review import Feedback
from astro_pipeline.media.forms import form_for
from astro_pipeline.media.marking import mark
from astro_pipeline.media.picture import cut_out, open_picture, png
from astro_pipeline.provider import Ask, ImageRequest

CRAFT: Final = "illustrator"
VERSION: Final = "2"

PROMPT: Final = (
    "Studio product photograph of {product}{description}. One {form} alone, whole, seen slightly from "
    "above, lit by a large softbox from the left, on a plain white background. Brand colours {palette}. "
    "Nothing written on it but the brand name {brand}. No people, no hands, no other text, no figures. "
    "It must suit this scene: {scene}"
)

Blob = Callable[[str], Path]
"""Where the bytes of a digest lie."""

_TALL: Final = (1024, 1536)
_BROAD: Final = (1536, 1152)


class KeyVisualOrder(Order):
    """The picture a variant is built around."""

    request: ImageRequest
    picture: str | None = None
    """Digest of the customer's own picture, used instead of asking for one."""
    picture_name: str = ""


def order_key_visuals(
    brief: Brief, plans: Sequence[VariantPlan], *, storyboard: Storyboard, feedback: Feedback
) -> tuple[KeyVisualOrder, ...]:
    """One order per variant. The product looks the same in all of them until one is sent back."""
    picture = _customer_picture(brief)
    return tuple(_key_visual(brief, plan, picture, storyboard, feedback) for plan in plans)


def paint_key_visual(order: KeyVisualOrder, path: Path, *, ask: Ask, blob: Blob) -> Made:
    """The customer's own picture, cut out where its ground is plain; else one that is asked for.

    Raises: MediaUnreadable where a picture cannot be decoded; what `ask` raises.
    """
    if order.picture is not None:
        return _own_picture(order, order.picture, path, blob)
    done = ask(order.request, item=order.path)
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
        facts={**done.facts, "cut_out": cut_out(picture) is not None},
        notes=done.notes,
    )


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
    palette = palette_of(brief)
    prompt = PROMPT.format(
        product=product.name,
        description=f": {description}" if description else "",
        form=form,
        palette=", ".join(palette),
        brand=brief.brand_name,
        scene=storyboard.scenes[0].picture if storyboard.scenes else "none",
    )
    said = feedback.said(path)
    request = ImageRequest(
        craft=CRAFT,
        version=VERSION,
        seed=seed_for(brief.seed, "key", brief.edition),
        take=len(said),
        feedback=said,
        prompt=prompt,
        width=width,
        height=height,
        form=form,
        brand_name=brief.brand_name,
        palette=palette,
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
    )


def _own_picture(order: KeyVisualOrder, digest: str, path: Path, blob: Blob) -> Made:
    picture = open_picture(blob(digest), longest=2400)
    alone = cut_out(picture)
    kept = alone if alone is not None else picture
    path.write_bytes(png(kept))
    mark(path, "digitalCapture")
    unheard = ("the customer's own picture is used as it is; comments on it cannot be followed",)
    return Made(
        kind="image",
        width=kept.shape[1],
        height=kept.shape[0],
        provider="customer",
        model=order.picture_name,
        source_type="digitalCapture",
        licence=Licence(name="customer-supplied", holder="the customer", source=order.picture_name),
        facts={"cut_out": alone is not None},
        notes=unheard if order.feedback else (),
    )
