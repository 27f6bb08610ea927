# pyright: basic
# OpenCV's stubs do not say which array a call gives back; this file fences its calls in.
"""A cut-out found anywhere in a picture by its features: where, how large, and how it is bent."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final

import cv2
import numpy as np
from numpy.typing import NDArray

from astro_pipeline.media.pixels.raster import Pixels, resized
from astro_pipeline.media.pixels.sighting import Codes

_LONGEST: Final = 1000
"""Pixels of the picture's longer side in which is searched; small pictures are searched as they are."""
_SIZES: Final = (160, 400)
"""Pixels of the cut-out's longer side in which it is learnt."""
_ITSELF: Final = 220
"""Pixels of its longer side in which it is looked for in itself."""
_MARGIN: Final = 0.2
_CONTRAST: Final = 0.02
_DISTINCT: Final = 0.8
"""A feature is matched where the next one is that much less alike: Lowe, IJCV 60(2), 2004, 7.1.

https://doi.org/10.1023/B:VISI.0000029664.99615.94 (checked 2026-11-21).
"""
_OFF: Final = 3.0
"""Pixels a matched feature may lie off where the geometry wants it."""
_FEWEST: Final = 6

_EVERYWHERE: Final = np.zeros(0, np.uint8)
"""No part of the picture is left out."""

Matrix = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Features:
    """A cut-out as it was learnt, light and dark, small and large."""

    width: int
    height: int
    learnt: tuple[tuple[float, Pixels, Pixels], ...]
    """Its pixels per pixel of the cut-out, the features' places on it, and what is around each."""
    telling: int = 0
    """How many agree where it is looked for in a picture of itself: of a ring, all alike, none."""


@dataclass(frozen=True, slots=True)
class Match:
    """Where a cut-out is in a picture."""

    box: tuple[int, int, int, int]
    """Left, top, width and height."""
    features: int
    """How many of its features agree on it."""
    stretch: float
    """Its longer scale over its shorter one; 1 for what keeps its proportions."""


def learnt(cutout: Pixels) -> Features:
    """The features of an RGBA cut-out, on white and on black, in its colours and in one ink."""
    high, wide = cutout.shape[:2]
    dressed = [(cutout, 0.0), (cutout, 1.0)]
    for ink in (0.0, 1.0):
        inked = cutout.copy()
        inked[..., :3] = ink
        dressed.append((inked, 1 - ink))
    kept = tuple(each for picture, ground in dressed for each in _learnt(picture, ground))
    features = Features(wide, high, kept)
    itself = find_cutout(_shown(cutout, _ITSELF / max(high, wide), ground=1.0)[0], features)
    return replace(features, telling=itself.features if itself else 0)


def find_cutout(picture: Codes, features: Features) -> Match | None:
    """The place most of its features agree on; None where there is hardly any."""
    scale = min(1.0, _LONGEST / max(picture.shape[:2]))
    grey = cv2.cvtColor(picture, cv2.COLOR_RGB2GRAY)
    if scale < 1:
        grey = cv2.resize(grey, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)
    places, around = _described(grey)
    if len(places) < _FEWEST:
        return None
    found = (_placed(each, places, around) for each in features.learnt)
    best = max((each for each in found if each), key=lambda each: each[0], default=None)
    return _match(best[0], best[1], features, scale) if best else None


def _learnt(picture: Pixels, ground: float) -> Iterator[tuple[float, Pixels, Pixels]]:
    for longest in _SIZES:
        scale = longest / max(picture.shape[:2])
        codes, by = _shown(picture, scale, ground=ground)
        places, around = _described(cv2.cvtColor(codes, cv2.COLOR_RGB2GRAY))
        if len(places) >= _FEWEST:
            yield scale, (places - by).astype(np.float32), around


def _shown(picture: Pixels, scale: float, *, ground: float) -> tuple[Codes, int]:
    """A cut-out at that scale on a grey ground, and how far it is from its border."""
    drawn = resized(picture, round(picture.shape[1] * scale), round(picture.shape[0] * scale))
    by = round(_MARGIN * drawn.shape[0])
    cover = drawn[..., 3:]
    seen = cover * drawn[..., :3] + (1 - cover) * ground
    wider = np.pad(seen, ((by, by), (by, by), (0, 0)), constant_values=ground)
    return (np.clip(wider, 0, 1) * 255).astype(np.uint8), by


def _described(grey: cv2.typing.MatLike) -> tuple[Pixels, Pixels]:
    """Where the features of a grey picture are, and what is around each."""
    points, around = cv2.SIFT.create(contrastThreshold=_CONTRAST).detectAndCompute(grey, _EVERYWHERE)
    places = np.array([point.pt for point in points], np.float32).reshape(-1, 2)
    return places, np.zeros((0, 128), np.float32) if around is None else around.astype(np.float32)


def _placed(
    learnt: tuple[float, Pixels, Pixels], places: Pixels, around: Pixels
) -> tuple[int, Matrix] | None:
    """How many features agree, and how the cut-out's own pixels lie in the picture."""
    scale, own, described = learnt
    pairs = cv2.BFMatcher().knnMatch(described, around, k=2)
    good = [first for first, *rest in pairs if rest and first.distance < _DISTINCT * rest[0].distance]
    if len(good) < _FEWEST:
        return None
    source = np.array([own[each.queryIdx] for each in good], np.float32)
    target = np.array([places[each.trainIdx] for each in good], np.float32)
    cv2.setRNGSeed(0)
    matrix, agreeing = cv2.estimateAffine2D(source, target, ransacReprojThreshold=_OFF)
    if matrix is None:
        return None
    # several features of one corner are one witness
    agreed = {(round(x), round(y)) for x, y in target[agreeing.ravel() > 0].tolist()}
    matrix[:, :2] *= scale
    return len(agreed), matrix.astype(np.float64)


def _match(count: int, matrix: Matrix, features: Features, scale: float) -> Match | None:
    longer, shorter = (float(each) for each in np.linalg.svd(matrix[:, :2], compute_uv=False))
    if shorter <= 0 or np.linalg.det(matrix[:, :2]) <= 0:
        return None
    corners = _corners(features.width, features.height) @ matrix[:, :2].T + matrix[:, 2]
    left, top = (corners.min(axis=0) / scale).tolist()
    right, bottom = (corners.max(axis=0) / scale).tolist()
    box = (round(left), round(top), round(right - left), round(bottom - top))
    return Match(box, count, longer / shorter)


def _corners(width: int, height: int) -> Matrix:
    corners: Sequence[tuple[int, int]] = ((0, 0), (width, 0), (width, height), (0, height))
    return np.array(corners, np.float64)
