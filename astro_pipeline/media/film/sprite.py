# pyright: basic
# cv2 has no types for its out-arguments.
"""Transparent layers drawn at any size and place, by parts of a pixel, straight into a frame's planes."""

from dataclasses import dataclass

import cv2
import numpy as np

from astro_pipeline.media.pixels.lens import see
from astro_pipeline.media.pixels.yuv import Frame, Layer, Pixels, Window

MARGIN = 2
"""Transparent pixels a layer has around it; see `Layer.of`."""


@dataclass(frozen=True)
class Sprite:
    """A layer that is drawn at changing sizes, held by one of its points."""

    layer: Layer
    hold: tuple[float, float]
    """The point of the picture that is put in its place, px from its upper left, margin not counted."""


def place(
    frame: Frame,
    sprite: Sprite,
    at: tuple[float, float],
    *,
    scale: float = 1.0,
    opacity: float = 1.0,
    window: Window | None = None,
) -> None:
    """Lay the sprite on the frame with its holding point at `at`, `scale` times its own size."""
    if opacity <= 0 or scale <= 0:
        return
    left = at[0] - (sprite.hold[0] + MARGIN) * scale
    top = at[1] - (sprite.hold[1] + MARGIN) * scale
    high, wide = sprite.layer.light[0].shape
    within = window or frame.window
    x0, y0 = max(int(left), within.left, 0) // 2, max(int(top), within.top, 0) // 2
    x1 = min(int(left + wide * scale) + 2, within.right, frame.width) // 2
    y1 = min(int(top + high * scale) + 2, within.bottom, frame.height) // 2
    if x1 <= x0 or y1 <= y0:
        return
    keeps: dict[int, Pixels] = {}
    for n, target in enumerate(frame.planes):
        step = 1 if n == 0 else 2
        box = (slice(2 * y0 // step, 2 * y1 // step), slice(2 * x0 // step, 2 * x1 // step))
        part = target[box]
        # Pixel n of a plane has its middle at (n + 0.5) * step of the frame.
        across = ((box[1].start + 0.5) * step - left) / scale / step - 0.5
        down = ((box[0].start + 0.5) * step - top) / scale / step - 0.5
        light = _seen(sprite.layer.light[n], part.shape, scale=scale, left=across, top=down)
        if step not in keeps:  # both planes of colour let as much through
            keeps[step] = _seen(sprite.layer.keep[n], part.shape, scale=scale, left=across, top=down)
            if opacity < 1:
                held = cv2.convertScaleAbs(keeps[step], alpha=opacity, beta=255 * (1 - opacity))
                keeps[step] = np.asarray(held, np.uint8)
        if opacity < 1:
            light = cv2.convertScaleAbs(light, alpha=opacity)
        cv2.multiply(part, keeps[step], dst=part, scale=1 / 255)
        cv2.add(part, light, dst=part)


def _seen(plane: Pixels, shape: tuple[int, ...], *, scale: float, left: float, top: float) -> Pixels:
    drawn = np.empty(shape, np.uint8)
    see(plane, drawn, scale=1 / scale, left=left, top=top)
    return drawn
