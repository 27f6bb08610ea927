# pyright: basic
# OpenCV's stubs do not say which array a call gives back; this file fences its calls in.
"""Moving pixels: resizing, blurring, turning and looking up, on float32 arrays."""

import cv2
import numpy as np
from numpy.typing import NDArray

Pixels = NDArray[np.float32]
"""An array of shape (height, width), (height, width, 3) or (height, width, 4), 0 to 1."""


def resized(image: Pixels, width: int, height: int) -> Pixels:
    """The image at another size; RGBA is weighted by its alpha, so that edges keep their colour."""
    width, height = max(1, width), max(1, height)
    shrinks = width * height < image.shape[0] * image.shape[1]
    how = cv2.INTER_AREA if shrinks else cv2.INTER_CUBIC
    if image.ndim == 3 and image.shape[2] == 4:
        return _straight(cv2.resize(_premultiplied(image), (width, height), interpolation=how))
    return np.clip(cv2.resize(image, (width, height), interpolation=how), 0, 1).astype(np.float32)


def stretched(field: Pixels, width: int, height: int) -> Pixels:
    """A field of any values (noise, a gradient) at another size, smoothly."""
    return cv2.resize(field, (width, height), interpolation=cv2.INTER_CUBIC).astype(np.float32)


def blurred(field: Pixels, sigma: float) -> Pixels:
    """Gaussian blur; wide ones are made at a smaller size, which the eye cannot tell."""
    height, width = field.shape[:2]
    step = max(1, int(sigma / 4))
    if step == 1:
        return cv2.GaussianBlur(field, (0, 0), max(sigma, 0.3)).astype(np.float32)
    small = cv2.resize(field, (max(1, width // step), max(1, height // step)), interpolation=cv2.INTER_AREA)
    small = cv2.GaussianBlur(small, (0, 0), sigma / step)
    return cv2.resize(small, (width, height), interpolation=cv2.INTER_LINEAR).astype(np.float32)


def padded(field: Pixels, by: int) -> Pixels:
    """The field with a border of zeros."""
    return cv2.copyMakeBorder(field, by, by, by, by, cv2.BORDER_CONSTANT).astype(np.float32)


def looked_up(texture: Pixels, columns: Pixels, rows: Pixels) -> Pixels:
    """The texture's pixels at these places; transparent outside of it."""
    found = cv2.remap(
        texture, columns, rows, cv2.INTER_LINEAR, borderMode=cv2.BORDER_CONSTANT, borderValue=(0, 0, 0, 0)
    )
    return found.astype(np.float32)


def projected(image: Pixels, corners: tuple[tuple[float, float], ...], width: int, height: int) -> Pixels:
    """A picture over four corners (clockwise from the upper left) of a clear frame: RGBA, premultiplied."""
    high, wide = image.shape[:2]
    source = np.array([(0, 0), (wide, 0), (wide, high), (0, high)], np.float32)
    matrix = cv2.getPerspectiveTransform(source, np.array(corners, np.float32))
    rgba = image if image.shape[2] == 4 else np.dstack([image, np.ones((high, wide), np.float32)])
    return cv2.warpPerspective(_premultiplied(rgba), matrix, (width, height)).astype(np.float32)


def straight(premultiplied: Pixels) -> Pixels:
    """RGBA whose colour is no longer weighted by its alpha."""
    return _straight(premultiplied)


def _premultiplied(image: Pixels) -> Pixels:
    weighted = image.astype(np.float32)
    weighted[..., :3] *= image[..., 3:]
    return weighted


def _straight(premultiplied: cv2.typing.MatLike) -> Pixels:
    image = np.clip(premultiplied, 0, 1).astype(np.float32)
    image[..., :3] /= np.maximum(image[..., 3:], 1e-4)
    return np.minimum(image, 1, out=image)
