# pyright: basic
# cv2 has no types for its out-arguments.
"""Transparent layers drawn at any size and place, by parts of a pixel, straight into a frame's planes."""

from dataclasses import dataclass
from typing import Final

import cv2
import numpy as np

from astro_pipeline.media.pixels.lens import View
from astro_pipeline.media.pixels.yuv import GRIDS, Frame, Layer, Pixels, Window

MARGIN: Final = 2
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
    for step, planes in GRIDS:
        rows, columns = slice(2 * y0 // step, 2 * y1 // step), slice(2 * x0 // step, 2 * x1 // step)
        view = View.of(
            sprite.layer.keep[planes[0]].shape,
            (rows.stop - rows.start, columns.stop - columns.start),
            scale=1 / scale,
            # Pixel n of a plane has its middle at (n + 0.5) * step of the frame.
            left=((columns.start + 0.5) * step - left) / scale / step - 0.5,
            top=((rows.start + 0.5) * step - top) / scale / step - 0.5,
        )
        keep = _seen(sprite.layer.keep[planes[0]], view)
        if opacity < 1:
            cv2.convertScaleAbs(keep, dst=keep, alpha=opacity, beta=255 * (1 - opacity))
        for n in planes:
            light = _seen(sprite.layer.light[n], view)
            if opacity < 1:
                cv2.convertScaleAbs(light, dst=light, alpha=opacity)
            part = frame.planes[n][rows, columns]
            cv2.multiply(part, keep, dst=part, scale=1 / 255)
            cv2.add(part, light, dst=part)


def _seen(plane: Pixels, view: View) -> Pixels:
    drawn = np.empty(view.shape, np.uint8)
    view.show(plane, drawn)
    return drawn
