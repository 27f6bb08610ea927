"""The animator: what is seen in each scene and ratio, as stills with room for camera and type."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Final, Protocol

from PIL import Image
from pydantic import JsonValue

from astro_pipeline.agents.art_direction import directed, look_of, palette_of
from astro_pipeline.domain.brief import Brief, is_rtl
from astro_pipeline.domain.media import (
    RATIO_SIZE,
    Clip,
    Clips,
    ImageVariants,
    Licence,
    Made,
    MediaFile,
    Order,
    Ratio,
    SourceType,
    Variant,
)
from astro_pipeline.domain.plan import Copy, Scene, Storyboard, seed_for
from astro_pipeline.domain.review import Feedback
from astro_pipeline.errors import InvalidRequest
from astro_pipeline.media.adverts.look import Look
from astro_pipeline.media.adverts.stage import Subject
from astro_pipeline.media.film.shot import Still, card_view, draw_still, grounds, scene_view
from astro_pipeline.media.footage.looking import OVERSIZE
from astro_pipeline.media.marking import mark
from astro_pipeline.media.pixels.colour import lightness, to_hex
from astro_pipeline.media.pixels.palette import roles
from astro_pipeline.media.pixels.picture import cut_out, open_picture
from astro_pipeline.media.pixels.saving import write_picture

CRAFT: Final = "animator"
VERSION: Final = "5"

Blob = Callable[[str], Path]
"""Where the bytes of a digest lie."""

_NO_LIMIT: Final = 1 << 40
_LARGE: Final = 2
"""Stills for a 2160p film: the 1080p one is made from them as well."""


class ClipOrder(Order):
    """The still of one scene in one ratio."""

    scene: str
    ratio: Ratio
    move: str
    turn: int
    """The scene's place in the film."""
    card: bool = False
    """True for the film's last picture, on which the brand, the button and the address stand."""
    look: Look
    palette: tuple[str, ...]
    width: int
    height: int
    key_visual: str
    """Digest of the leading variant's key visual."""
    key_source: SourceType
    heard: tuple[str, ...] = ()
    """Notes on comments that were not understood."""


class Drawn(Protocol):
    """A finished still, its order, and what was measured."""

    @property
    def order(self) -> ClipOrder:
        """What was asked."""
        ...

    @property
    def file(self) -> MediaFile:
        """The file."""
        ...

    @property
    def facts(self) -> dict[str, JsonValue]:
        """What was measured."""
        ...


def leading(images: ImageVariants, chosen: str | None) -> Variant:
    """The variant that leads: the chosen one, or the first where nobody chose.

    Raises: InvalidRequest for a variant there is none of.
    """
    if chosen is None:
        return images.variants[0]
    found = next((variant for variant in images.variants if variant.id == chosen), None)
    if found is None:
        known = ", ".join(variant.id for variant in images.variants)
        raise InvalidRequest(f"variant {chosen!r} was not made; choose one of {known}")
    return found


def key_visual(images: ImageVariants, variant: Variant) -> MediaFile:
    """The variant's key visual."""
    return next(file for file in images.files if file.path == variant.key_visual)


def order_clips(
    brief: Brief,
    storyboard: Storyboard,
    *,
    variant: Variant,
    copy: Copy,
    ratios: tuple[Ratio, ...],
    key_visual: MediaFile,
    feedback: Feedback,
) -> tuple[ClipOrder, ...]:
    """One still per scene and ratio, in the variant's style, no type on it."""
    _ = copy  # stills carry no words: the editor sets them
    return tuple(
        _order(brief, storyboard, turn, ratio, variant=variant, key_visual=key_visual, feedback=feedback)
        for ratio in ratios
        for turn in range(len(storyboard.scenes))
    )


def draw_clip(order: ClipOrder, path: Path, *, blob: Blob) -> Made:
    """The still, larger than the film by the room a camera needs.

    Raises: MediaUnreadable where the key visual cannot be decoded.
    """
    still = _still(order, blob)
    write_picture(Image.fromarray(still.pixels), path, max_bytes=_NO_LIMIT)
    trained = order.key_source in {"trainedAlgorithmicMedia", "compositeWithTrainedAlgorithmicMedia"}
    source: SourceType = "compositeWithTrainedAlgorithmicMedia" if trained else "algorithmicMedia"
    mark(path, source)
    return Made(
        kind="image",
        width=order.width,
        height=order.height,
        provider="astro-pipeline",
        model=order.craft,
        source_type=source,
        licence=Licence(
            name="generated-here",
            holder="the campaign's owner",
            source="composed by astro-pipeline from the variant's key visual",
        ),
        facts=_facts(order, still),
        notes=order.heard,
    )


def gather_clips(variant: Variant, drawn: Sequence[Drawn]) -> Clips:
    """The stills as one value, each with its camera move and what was measured."""
    return Clips(
        variant=variant.id,
        clips=tuple(
            Clip(
                scene=each.order.scene,
                ratio=each.order.ratio,
                file=each.file,
                move=each.order.move,
                facts=each.facts,
            )
            for each in drawn
        ),
    )


def _order(
    brief: Brief,
    storyboard: Storyboard,
    turn: int,
    ratio: Ratio,
    *,
    variant: Variant,
    key_visual: MediaFile,
    feedback: Feedback,
) -> ClipOrder:
    scene = storyboard.scenes[turn]
    path = f"clips/{ratio.replace(':', 'x')}/{scene.id}.png"
    look, unheard = directed(look_of(variant, brief), path, feedback)
    width, height = RATIO_SIZE[ratio]
    large = _LARGE if brief.film.quality == "4K" and ratio == "16:9" else 1
    return ClipOrder(
        path=path,
        craft=f"{CRAFT}/{VERSION}",
        variant=variant.id,
        seed=seed_for(brief.seed, "clip", variant.id, scene.id, brief.edition),
        take=feedback.take(path),
        feedback=feedback.said(path),
        scene=scene.id,
        ratio=ratio,
        move=scene.move,
        turn=turn,
        card=_is_card(storyboard, scene),
        look=look.model_copy(update={"mirrored": is_rtl(brief.language)}),
        palette=palette_of(brief),
        width=round(width * OVERSIZE * large / 2) * 2,
        height=round(height * OVERSIZE * large / 2) * 2,
        key_visual=key_visual.sha256,
        key_source=key_visual.source_type,
        heard=unheard,
    )


def _is_card(storyboard: Storyboard, scene: Scene) -> bool:
    """True for a scene that only ever ends a film."""
    last = {cut.shots[-1].scene for cut in storyboard.cuts}
    before = {shot.scene for cut in storyboard.cuts for shot in cut.shots[:-1]}
    return scene.id in last - before


def _still(order: ClipOrder, blob: Blob) -> Still:
    key = open_picture(blob(order.key_visual))
    alone = cut_out(key)
    subject = Subject(alone) if alone is not None else Subject(key, photograph=True)
    look = order.look
    own = roles(order.palette, look.style, choice=look.ground, warmth=look.warmth, light=look.light)
    turn = order.turn + look.motif % 6 if order.take else order.turn
    shape = (order.width, order.height)
    ground = to_hex(grounds(own, 0 if look.calm or order.card else order.turn + look.ground % 5))
    colours = roles(order.palette, look.style, choice=0, warmth=0, light=0, ground=ground)
    return draw_still(
        order.width,
        order.height,
        subject,
        colours,
        picture=order.key_visual,
        style=look.style,
        view=card_view(*shape) if order.card else scene_view(*shape, turn),
        turn=turn,
        mirrored=look.mirrored,
        seed=order.seed,
    )


def _facts(order: ClipOrder, still: Still) -> dict[str, JsonValue]:
    left, top, width, height = still.zone
    room = [left / order.width, top / order.height, width / order.width, height / order.height]
    card: dict[str, JsonValue] = (
        {"card_room": [round(side, 4) for side in room]} if still.staging and order.card else {}
    )
    staged: dict[str, JsonValue] = {"stage": still.staging.model_dump(mode="json")} if still.staging else {}
    return {
        **card,
        **staged,
        "focus": [still.focus[0], still.focus[1]],
        "ground_luma": round(still.ground_luma, 4),
        "ink": to_hex(still.ink),
        "ink_light": lightness(still.ink) > 0.6,
        "overlay_contrast": round(still.contrast, 2),
        "overlay_zone": {"x": left, "y": top, "width": width, "height": height},
    }
