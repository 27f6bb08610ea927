# pyright: basic
# OpenCV's stubs do not say which array a call gives back; this file fences its calls in.
"""Regions of a picture: what touches the border, what lies inside, what is nearest."""

import cv2
import numpy as np
from numpy.typing import NDArray

from astro_pipeline.media.pixels.raster import Pixels

Mask = NDArray[np.bool_]
"""An array of shape (height, width)."""


def reaches_border(open_: Mask) -> Mask:
    """The open pixels that hang together with an open pixel of the picture's border."""
    count, labels = cv2.connectedComponents(open_.astype(np.uint8), connectivity=4)
    rim = np.concatenate([labels[0], labels[-1], labels[:, 0], labels[:, -1]])
    outside = np.zeros(count, bool)
    outside[rim.astype(np.intp)] = True
    outside[0] = False
    return outside[labels.astype(np.intp)]


def parts(mask: Mask) -> tuple[NDArray[np.int32], NDArray[np.int32]]:
    """Which part each pixel belongs to (0: none), and each part's size in pixels, the 0th first."""
    _, labels, stats, _ = cv2.connectedComponentsWithStats(mask.astype(np.uint8), connectivity=4)
    return labels.astype(np.int32), stats[:, cv2.CC_STAT_AREA].astype(np.int32)


def grown(mask: Mask, by: int) -> Mask:
    """The mask, wider by so many pixels."""
    return cv2.dilate(mask.astype(np.uint8), _round(by)).astype(bool)


def shrunk(mask: Mask, by: int) -> Mask:
    """The mask, narrower by so many pixels; the picture's border does not count as an edge."""
    return cv2.erode(mask.astype(np.uint8), _round(by), borderValue=1).astype(bool)


def depth_inside(mask: Mask) -> Pixels:
    """How far each pixel of the mask is from its edge; the picture's border does not count as one."""
    framed = np.pad(mask, 1, mode="edge").astype(np.uint8)
    return cv2.distanceTransform(framed, cv2.DIST_L2, 5)[1:-1, 1:-1].astype(np.float32)


def from_nearest(image: Pixels, known: Mask) -> Pixels:
    """The picture with every unknown pixel filled in from the nearest known one."""
    _, labels = cv2.distanceTransformWithLabels(
        (~known).astype(np.uint8), cv2.DIST_L2, 5, labelType=cv2.DIST_LABEL_PIXEL
    )
    nearest = labels.astype(np.intp)
    place = np.zeros(int(nearest.max()) + 1, np.intp)
    place[nearest[known]] = np.flatnonzero(known)
    return image.reshape(-1, image.shape[2])[place[nearest]]


def to_lab(image: Pixels) -> Pixels:
    """CIELAB of an sRGB picture: L 0 to 100."""
    return cv2.cvtColor(np.ascontiguousarray(image[..., :3]), cv2.COLOR_RGB2LAB).astype(np.float32)


def enlarged(mask: Mask, width: int, height: int) -> Pixels:
    """The mask at another size, its edge smooth: 0 to 1, the edge at a half."""
    return cv2.resize(mask.astype(np.float32), (width, height), interpolation=cv2.INTER_CUBIC).astype(
        np.float32
    )


def _round(by: int) -> NDArray[np.uint8]:
    return cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (2 * by + 1, 2 * by + 1)).astype(np.uint8)
