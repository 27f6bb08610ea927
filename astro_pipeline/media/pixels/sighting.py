# pyright: basic
# OpenCV's stubs do not say which array a call gives back; this file fences its calls in.
"""A cut-out looked for where it should lie in a finished picture: how much of it is seen there, as it is."""

from dataclasses import dataclass
from typing import Final

import cv2
import numpy as np
from numpy.typing import NDArray

from astro_pipeline.media.pixels.raster import Pixels, resized

Codes = NDArray[np.uint8]
"""RGB codes of a picture."""

_ALIKE: Final = 11.0
"""Distance in CIELAB up to which a pixel is taken for the one that was drawn.

The house's own: on 390 finished ads of three brands, JPEG and dithered PNG among them, 19 of 20 of
a logo's pixels are within 4 (measured 2026-11-21); 2.3 is just seen.
"""
_OTHER: Final = 20.0
"""Distance from which a pixel is another thing's: the best 256 colours of a picture may be 15 off."""
_HALF: Final = 0.5
_CLEAR: Final = 0.02
_HIGH: Final = 56
"""Pixels of height at which a large cut-out is compared; smaller ones are compared as they are."""
_LARGE: Final = 12_000
"""Pixels of area, likewise."""
_SHRUNK: Final = 0.6
_WIDE: Final = 560
"""Pixels of a cut-out's longer side that are kept where it is looked for."""
_SOFT: Final = 0.8
_STRONG: Final = 11.0
"""Steps in CIELAB from pixel to pixel, after that blur, from which an edge is as strong as type's."""
_OWN_EDGE: Final = 1.5
_EDGE_PIXELS: Final = 4
_RIDGE: Final = 0.9
"""Of the steepest step beside it: where an edge is, and not its foot."""
_PART: Final = 0.02
"""Of a cut-out's cover: a part this large is looked at by itself, as a letter is."""
_FEWEST: Final = 10
"""Pixels a part has at least."""
_AROUND: Final = 0.12
"""Of the height: how far around it its ground is looked at."""
_RIM: Final = 0.06
"""Of the height: how far beyond its outline nothing of it may be seen."""


@dataclass(frozen=True, slots=True)
class Sighting:
    """What is seen of a cut-out, each as a share."""

    seen: float
    """Of its cover: what has the colours it was drawn in."""
    least_part: float
    """The same, of the part of which the least is seen; only what is quite another colour is not it."""
    apart: float
    """Of its cover: what can be told from the ground."""
    spilt: float
    """Of a rim around its outline: what has its colours, where it should end."""


def kept_small(cutout: Pixels) -> Pixels:
    """The cut-out at a size that is enough to be looked for in many pictures."""
    scale = min(1.0, _WIDE / max(cutout.shape[:2]))
    return resized(cutout, round(cutout.shape[1] * scale), round(cutout.shape[0] * scale))


def sighted(picture: Codes, cutout: Pixels, box: tuple[int, int, int, int]) -> Sighting:
    """The cut-out (RGBA) against the pixels at left, top, width, height; what lies outside is not seen."""
    crop, inside, drawn = _fitted(picture, cutout, box)
    cover = drawn[..., 3]
    solid = cover > _HALF
    if not solid.any():
        return Sighting(0.0, 0.0, 0.0, 0.0)
    ground = _ground(crop, cover, inside)
    share = cover[..., None]
    there = _lab(_calmed(crop, box))
    expected = _lab(_calmed(drawn[..., :3] * share + ground * (1 - share), box))
    off = np.linalg.norm(there - expected, axis=2)
    alike = (off <= _ALIKE) & inside
    own, behind = _lab(drawn[..., :3]), _lab(ground)
    told = np.linalg.norm(own - behind, axis=2) > _ALIKE
    weight = float(cover[solid].sum())
    return Sighting(
        seen=float(cover[solid & alike].sum()) / weight,
        least_part=_least_part(cover, solid, (off <= _OTHER) & inside),
        apart=float(cover[solid & told].sum()) / weight,
        spilt=_spilt(there, own, cover, behind),
    )


def free_around(picture: Codes, box: tuple[int, int, int, int], *, reach: float) -> float | None:
    """Pixels from the box to the nearest strong edge within `reach` of it; None where there is none."""
    left, top, width, height = box
    scale = min(1.0, _HIGH / height)
    by = round(reach) + 4
    x, y = max(0, left - by), max(0, top - by)
    crop = picture[y : max(0, top + height + by), x : max(0, left + width + by)].astype(np.float32) / 255
    if not crop.size:
        return None
    if scale < 1:
        size = (max(1, round(crop.shape[1] * scale)), max(1, round(crop.shape[0] * scale)))
        crop = cv2.resize(crop, size, interpolation=cv2.INTER_AREA)
    tones = _lab(cv2.GaussianBlur(crop, (0, 0), _SOFT))
    across = np.linalg.norm(cv2.Sobel(tones, cv2.CV_32F, 1, 0, scale=1 / 8), axis=2)
    down = np.linalg.norm(cv2.Sobel(tones, cv2.CV_32F, 0, 1, scale=1 / 8), axis=2)
    rows, columns = np.mgrid[: crop.shape[0], : crop.shape[1]]
    beside = np.maximum(x + (columns + 0.5) / scale - left - width, left - x - (columns + 0.5) / scale)
    above = np.maximum(y + (rows + 0.5) / scale - top - height, top - y - (rows + 0.5) / scale)
    away = np.maximum(beside, above)
    own = _OWN_EDGE / scale  # the cut-out's own outline, blurred
    steep = np.hypot(across, down)
    ridge = (steep > _STRONG) & (steep >= _RIDGE * cv2.dilate(steep, np.ones((3, 3), np.uint8)))
    near = away[ridge & (away > own) & (away <= reach)]
    return float(near.min()) if near.size >= _EDGE_PIXELS else None


def _fitted(
    picture: Codes, cutout: Pixels, box: tuple[int, int, int, int]
) -> tuple[Pixels, NDArray[np.bool_], Pixels]:
    """The picture around the box, which of it lies in the picture, and the cut-out in a frame as large."""
    left, top, width, height = box
    by = max(3, round(_AROUND * height))
    wide, high = width + 2 * by, height + 2 * by
    crop = np.zeros((high, wide, 3), np.uint8)
    inside = np.zeros((high, wide), np.float32)
    x, y = left - by, top - by
    x0, y0 = max(0, x), max(0, y)
    x1, y1 = max(x0, min(picture.shape[1], x + wide)), max(y0, min(picture.shape[0], y + high))
    crop[y0 - y : y1 - y, x0 - x : x1 - x] = picture[y0:y1, x0:x1]
    inside[y0 - y : y1 - y, x0 - x : x1 - x] = 1
    drawn = np.zeros((high, wide, 4), np.float32)
    drawn[by : by + height, by : by + width] = resized(cutout, width, height)
    scale = _scale(box)
    scaled = crop.astype(np.float32) / np.float32(255)
    if scale < 1:
        size = (max(1, round(wide * scale)), max(1, round(high * scale)))
        scaled = cv2.resize(scaled, size, interpolation=cv2.INTER_AREA)
        inside = cv2.resize(inside, size, interpolation=cv2.INTER_AREA)
        drawn = resized(drawn, *size)
    return scaled.astype(np.float32), inside > _HALF, drawn


def _calmed(image: cv2.typing.MatLike, box: tuple[int, int, int, int]) -> Pixels:
    """Without the noise of dithering and of JPEG, which shrinking takes out of a large one."""
    calmed = image if _scale(box) < _SHRUNK else cv2.blur(image, (3, 3))
    return calmed.astype(np.float32)


def _scale(box: tuple[int, int, int, int]) -> float:
    _, _, width, height = box
    return min(1.0, max(_HIGH / height, (_LARGE / (width * height)) ** 0.5 if width > height else 0.0))


def _ground(crop: Pixels, cover: Pixels, inside: NDArray[np.bool_]) -> Pixels:
    """What lies behind the cut-out, carried on from where it is clear."""
    clear = ((cover < _CLEAR) & inside).astype(np.float32)
    if not clear.any():
        return np.zeros_like(crop)
    spread = max(1.5, _RIM * crop.shape[0])
    near = cv2.GaussianBlur(clear, (0, 0), spread)[..., None]
    carried = cv2.GaussianBlur(crop * clear[..., None], (0, 0), spread)
    usual = np.median(crop[clear > 0][::7], axis=0)
    return np.where(near > 1e-3, carried / np.maximum(near, 1e-3), usual).astype(np.float32)


def _least_part(cover: Pixels, solid: NDArray[np.bool_], alike: NDArray[np.bool_]) -> float:
    count, labels, stats, _ = cv2.connectedComponentsWithStats(solid.astype(np.uint8), connectivity=4)
    whole = np.bincount(labels[solid], cover[solid], minlength=count)
    seen = np.bincount(labels[solid], (cover * alike)[solid], minlength=count)
    large = (whole >= _PART * whole.sum()) & (stats[:, cv2.CC_STAT_AREA] >= _FEWEST)
    large[0] = False
    return float((seen[large] / whole[large]).min()) if large.any() else float(seen.sum() / whole.sum())


def _spilt(there: Pixels, own: Pixels, cover: Pixels, behind: Pixels) -> float:
    """Where only the ground should be seen: the share of it in the colours the cut-out has next to it."""
    by = max(2, round(_RIM * cover.shape[0]))
    side = np.ones((2 * by + 1, 2 * by + 1), np.uint8)
    solid = (cover > _HALF).astype(np.uint8)
    rim = (cv2.dilate(solid, side) > 0) & (cv2.dilate(cover, np.ones((3, 3), np.uint8)) < _CLEAR)
    core = own[cover > 1 - _CLEAR] if (cover > 1 - _CLEAR).any() else own[solid > 0]
    usual = np.median(behind.reshape(-1, 3)[::7], axis=0)
    core = core[:: max(1, len(core) // 600)]
    core = core[np.linalg.norm(core - usual, axis=1) > 2 * _ALIKE]
    if not rim.any() or not len(core):
        return 0.0
    colours = core[:: max(1, len(core) // 12)]
    apart = np.linalg.norm(there[rim][:, None] - colours[None], axis=2)
    return float((apart.min(axis=1) <= _ALIKE).mean())


def _lab(image: cv2.typing.MatLike) -> Pixels:
    return cv2.cvtColor(np.ascontiguousarray(image, np.float32), cv2.COLOR_RGB2LAB).astype(np.float32)
