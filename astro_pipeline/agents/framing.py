"""Where type may stand in a film of each ratio: brand, headline, captions and end card never meet."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from astro_pipeline.domain.media import RATIO_SIZE, Ratio
from astro_pipeline.domain.placements import Insets, text_safe_strict
from astro_pipeline.domain.review import Box

# Pixels kept free of type at 1080 on the short side. 9:16 is the strictest of Meta's zone since
# March 2026 (14 % top, 35 % bottom, 6 % sides) and TikTok's action rail (15 % right).
# Sources: https://behaviour.digital/post/meta-reels-safe-zone-14-top-35-bottom-6-sides-the-2026-official-guide,
# https://tikadtools.com/blog/tiktok-video-specs-for-ads (both checked 2026-11-20).
_KEPT_FREE: Final[dict[Ratio, Insets]] = {
    "9:16": Insets(top=269, right=162, bottom=672, left=65),
    "16:9": Insets(top=65, right=96, bottom=65, left=96),
    "1:1": Insets(top=65, right=65, bottom=65, left=65),
    "4:5": Insets(top=81, right=65, bottom=81, left=65),
}
# Sizes at 1080 px on the short side: headline, captions; headline's box as parts of the free zone.
_SIZES: Final[dict[Ratio, tuple[int, int, float, float]]] = {
    "9:16": (148, 60, 1.0, 0.275),
    "16:9": (156, 54, 0.56, 0.53),
    "1:1": (124, 52, 0.96, 0.29),
    "4:5": (132, 56, 1.0, 0.27),
}
_BESIDE: Final = 0.7
"""Share of the free width up to which a headline stands beside the object, not above it."""
_BRAND_PX, _BRAND_WIDE, _GAP_PX = 80, 520, 36
_UNDER_BRAND_PX = 56
"""From the brand to the headline: its plate stands out below it."""

Room = tuple[float, float, float, float]
"""Left, top, width and height of a part of the frame, as shares of it."""


@dataclass(frozen=True, slots=True)
class Framing:
    """The places of one ratio, in the film's own pixels."""

    width: int
    height: int
    brand: Box
    headline: Box
    headline_size: int
    captions: Box
    caption_size: int
    card_mark: Box
    card_text: Box
    card_button: Box
    card_address: Box
    card_legal: Box
    scale: float
    """Pixels of this film for one at 1080 on the short side."""


def frame(
    ratio: Ratio,
    insets: Sequence[Insets],
    *,
    rtl: bool,
    captions_by: float = 1.0,
    scale: float = 1.0,
    card_room: Room | None = None,
) -> Framing:
    """The framing that keeps every one of these insets free; mirrored where one reads from the right.

    `card_room` is what the last picture leaves to the end card's type: all of it where nothing is said.
    """
    width, height = RATIO_SIZE[ratio]
    free = _free(width, height, (_KEPT_FREE[ratio], *insets), rtl=rtl)
    size, caption, across, down = _SIZES[ratio]
    caption = round(caption * captions_by)
    wide = round(free.width * across)
    left = free.x + free.width - wide if rtl else free.x
    top = free.y + _BRAND_PX + _UNDER_BRAND_PX
    high = round(caption * 3.6)
    captions = _centred(free, width, y=free.y + free.height - high, height=high)
    if across < _BESIDE:  # the object stands beside the type, and captions with the type
        captions = Box(x=left, y=captions.y, width=wide, height=high)
    brand_wide = min(free.width, _BRAND_WIDE)
    brand_left = free.x + free.width - brand_wide if rtl else free.x
    unscaled = Framing(
        width=width,
        height=height,
        brand=Box(x=brand_left, y=free.y, width=brand_wide, height=_BRAND_PX),
        headline=Box(x=left, y=top, width=wide, height=round(free.height * down) - _UNDER_BRAND_PX + _GAP_PX),
        headline_size=size,
        captions=captions,
        caption_size=caption,
        scale=1.0,
        **_card(_column(free, width, height, card_room), bottom=captions.y - _GAP_PX),
    )
    return _scaled(unscaled, scale)


def _free(width: int, height: int, insets: Sequence[Insets], *, rtl: bool) -> Box:
    """What all insets leave over. They are drawn for reading from the left: the rail changes sides."""
    strictest = text_safe_strict(insets)
    if rtl:
        strictest = strictest.mirrored()
    # type is laid on even pixels, and none of it may come to lie outside by that
    kept = Insets(**{side: px + px % 2 for side, px in strictest.model_dump().items()})
    return Box(
        x=kept.left,
        y=kept.top,
        width=width - kept.left - kept.right,
        height=height - kept.top - kept.bottom,
    )


def _centred(free: Box, width: int, *, y: int, height: int) -> Box:
    """As wide as it can be in the free zone and about the middle of the frame."""
    edge = max(free.x, width - free.x - free.width)
    return Box(x=edge, y=y, width=width - 2 * edge, height=height)


def _column(free: Box, width: int, height: int, room: Room | None) -> Box:
    """Where the end card's type stands: in the free zone, about the middle of the room it is left."""
    if room is None:
        return _centred(free, width, y=free.y, height=free.height)
    left, right = max(free.x, round(room[0] * width)), free.x + free.width
    right = min(right, round((room[0] + room[2]) * width))
    middle = round((room[0] + room[2] / 2) * width)
    half = max(min(middle - left, right - middle), 1)
    top, bottom = max(free.y, round(room[1] * height)), free.y + free.height
    bottom = min(bottom, round((room[1] + room[3]) * height))
    return Box(x=middle - half, y=top, width=2 * half, height=bottom - top)


def _card(column: Box, *, bottom: int) -> dict[str, Box]:
    """The end card's column: brand, line, button, address, legal text, spread over the height it has."""
    room = min(bottom, column.y + column.height) - column.y
    shares = {
        "card_mark": 0.2,
        "card_text": 0.24,
        "card_button": 0.16,
        "card_address": 0.09,
        "card_legal": 0.09,
    }
    gap = round(room * (1 - sum(shares.values())) / (len(shares) - 1))
    boxes: dict[str, Box] = {}
    y = column.y
    for name, share in shares.items():
        boxes[name] = Box(x=column.x, y=y, width=column.width, height=round(room * share))
        y += round(room * share) + gap
    return boxes


def _scaled(framing: Framing, scale: float) -> Framing:
    if scale == 1:
        return framing

    def grown(box: Box) -> Box:
        return Box(
            x=round(box.x * scale),
            y=round(box.y * scale),
            width=round(box.width * scale),
            height=round(box.height * scale),
        )

    return Framing(
        width=round(framing.width * scale / 2) * 2,
        height=round(framing.height * scale / 2) * 2,
        brand=grown(framing.brand),
        headline=grown(framing.headline),
        headline_size=round(framing.headline_size * scale),
        captions=grown(framing.captions),
        caption_size=round(framing.caption_size * scale),
        card_mark=grown(framing.card_mark),
        card_text=grown(framing.card_text),
        card_button=grown(framing.card_button),
        card_address=grown(framing.card_address),
        card_legal=grown(framing.card_legal),
        scale=scale,
    )
