# pyright: basic
# cv2 has no types for its out-arguments.
"""Pictures as planar YUV 4:2:0, BT.709, limited range: what the encoder takes.

Blending and warping are linear per plane, so doing them here is exact up to rounding, moves
half the bytes of RGB and needs no colour conversion per frame.
"""

from dataclasses import dataclass
from functools import cached_property
from typing import Any, Final

import cv2
import numpy as np
from numpy.typing import NDArray

from astro_pipeline.domain.review import Box
from astro_pipeline.media.pixels.lens import View

Pixels = NDArray[np.uint8]
Planes = tuple[Pixels, Pixels, Pixels]

# Luma and chroma weights. Source: ITU-R BT.709-6 (2015), items 3.2 to 3.4.
_TO_YUV = np.array(
    [[0.2126, 0.7152, 0.0722], [-0.114572, -0.385428, 0.5], [0.5, -0.454153, -0.045847]], np.float32
)
_LUMA = np.append(_TO_YUV[:1] * (219 / 255), [[16]], axis=1).astype(np.float32)
_CHROMA = np.append(_TO_YUV[1:] * (224 / 255), [[128], [128]], axis=1).astype(np.float32)
_WEIGHTED_LUMA = np.append(_LUMA[:, :3], _LUMA[:, 3:] / 255, axis=1).astype(np.float32)
_WEIGHTED_CHROMA = np.append(_CHROMA[:, :3], _CHROMA[:, 3:] / 255, axis=1).astype(np.float32)
"""Of premultiplied RGBA: where nothing is, black's own code is not added either."""
_SIGNALS = np.array([[1, 0, 1.5748], [1, -0.187324, -0.468124], [1, 1.8556, 0]], np.float64)
_SIGNALS *= [255 / 219, 255 / 224, 255 / 224]
_TO_RGB = np.append(_SIGNALS, _SIGNALS @ [[-16], [-128], [-128]], axis=1).astype(np.float32)
GRIDS: Final = ((1, (0,)), (2, (1, 2)))
"""Pixels of the picture from one of a plane to the next, and the planes: those of colour are alike."""
_MARGIN = 2  # transparent pixels around a layer, so that moving it by less than a pixel clips nothing


def planes_of(rgb: Pixels) -> Planes:
    """An RGB picture (even width and height) as its three planes."""
    half = cv2.resize(rgb, (rgb.shape[1] // 2, rgb.shape[0] // 2), interpolation=cv2.INTER_AREA)
    luma = np.asarray(cv2.transform(rgb, _LUMA), np.uint8)
    blue, red = cv2.split(np.asarray(cv2.transform(half, _CHROMA), np.uint8))
    return luma, np.asarray(blue, np.uint8), np.asarray(red, np.uint8)


def rgb_of(planes: Planes) -> Pixels:
    """The three planes as an RGB picture."""
    size = (planes[0].shape[1], planes[0].shape[0])
    colours = [cv2.resize(plane, size, interpolation=cv2.INTER_LINEAR) for plane in planes[1:]]
    return np.asarray(cv2.transform(cv2.merge((planes[0], *colours)), _TO_RGB), np.uint8)


def yuv_of(colour: str) -> tuple[int, int, int]:
    """#RRGGBB as limited-range Y, U and V."""
    rgb = np.array([[[int(colour[i : i + 2], 16) for i in (1, 3, 5)]]], np.uint8)
    y, u, v = (plane[0, 0] for plane in planes_of(np.repeat(np.repeat(rgb, 2, axis=0), 2, axis=1)))
    return int(y), int(u), int(v)


@dataclass(frozen=True)
class Layer:
    """A transparent picture, premultiplied once: `light` is added where `keep` lets the ground through."""

    light: Planes
    keep: Planes

    @classmethod
    def of(cls, rgba: Pixels) -> "Layer":
        """From straight RGBA; padded to even size with a transparent margin."""
        height, width = rgba.shape[:2]
        edge = ((_MARGIN, _MARGIN + height % 2), (_MARGIN, _MARGIN + width % 2), (0, 0))
        padded = np.pad(rgba, edge)
        rgb, alpha = np.ascontiguousarray(padded[..., :3]), np.ascontiguousarray(padded[..., 3])
        half = (alpha.shape[1] // 2, alpha.shape[0] // 2)
        luma, blue, red = (
            cv2.multiply(plane, alpha, scale=1 / 255)
            for plane in (cv2.transform(rgb, _LUMA), *cv2.split(cv2.transform(rgb, _CHROMA)))
        )
        coarse = _halved(255 - alpha, half)
        return cls(
            light=(np.asarray(luma, np.uint8), _halved(blue, half), _halved(red, half)),
            keep=(255 - alpha, coarse, coarse),
        )

    @classmethod
    def weighted(cls, rgba: Pixels) -> "Layer":
        """From premultiplied RGBA; padded in the same way."""
        height, width = rgba.shape[:2]
        around = (_MARGIN, _MARGIN + height % 2, _MARGIN, _MARGIN + width % 2)
        padded = np.asarray(cv2.copyMakeBorder(rgba, *around, cv2.BORDER_CONSTANT), np.uint8)
        half = _halved(padded, (padded.shape[1] // 2, padded.shape[0] // 2))
        blue, red = cv2.split(np.asarray(cv2.transform(half, _WEIGHTED_CHROMA), np.uint8))
        coarse = 255 - half[..., 3]
        return cls(
            light=(
                np.asarray(cv2.transform(padded, _WEIGHTED_LUMA), np.uint8),
                np.asarray(blue, np.uint8),
                np.asarray(red, np.uint8),
            ),
            keep=(255 - padded[..., 3], coarse, coarse),
        )


@dataclass(frozen=True)
class Window:
    """The part of a picture that may be painted: left, top, right, bottom, px."""

    left: int
    top: int
    right: int
    bottom: int


class Frame:
    """One frame in the encoder's own memory layout: Y, then U, then V."""

    def __init__(self, width: int, height: int) -> None:
        self.width = width
        self.height = height
        self.buffer: Pixels = np.zeros((height * 3 // 2, width), np.uint8)

    @cached_property
    def planes(self) -> Planes:
        """Its planes, sharing the buffer."""
        flat, luma = self.buffer.reshape(-1), self.width * self.height
        half = (self.height // 2, self.width // 2)
        return (
            flat[:luma].reshape(self.height, self.width),
            flat[luma : luma * 5 // 4].reshape(half),
            flat[luma * 5 // 4 :].reshape(half),
        )

    def part(self, box: Box) -> Planes:
        """What lies in the box, out to even pixels; a view of its planes."""
        left, top = max(box.x, 0) // 2, max(box.y, 0) // 2
        right, bottom = (box.x + box.width + 1) // 2, (box.y + box.height + 1) // 2
        luma, *chroma = self.planes
        blue, red = (plane[top:bottom, left:right] for plane in chroma)
        return luma[2 * top : 2 * bottom, 2 * left : 2 * right], blue, red

    @property
    def window(self) -> Window:
        """All of it."""
        return Window(0, 0, self.width, self.height)

    def look(self, still: Planes, *, zoom: float, centre: tuple[float, float]) -> None:
        """Fill it with a still seen by a camera at `zoom`; `centre` says where in the leeway it stands.

        Sub-pixel throughout: a slow move neither steps nor shakes.
        """
        height, width = still[0].shape
        scale = min(width / self.width, height / self.height) / zoom
        left = (width - self.width * scale) * centre[0]
        top = (height - self.height * scale) * centre[1]
        for shrink, planes in GRIDS:
            view = View.of(
                still[planes[0]].shape,
                self.planes[planes[0]].shape,
                scale=scale,
                left=left / shrink + (scale - 1) / 2,
                top=top / shrink + (scale - 1) / 2,
            )
            for n in planes:
                view.show(still[n], self.planes[n])

    def dissolve(self, other: "Frame", share: float) -> None:
        """Let `other` come through by `share`."""
        cv2.addWeighted(self.buffer, 1 - share, other.buffer, share, 0, dst=self.buffer)

    def wipe(self, other: "Frame", share: float) -> None:
        """Uncover `other` from the left edge by `share` of the width, along a soft edge."""
        soft = max(8, self.width // 12)
        edge = share * (self.width + soft)
        ramp = np.clip((edge - np.arange(self.width, dtype=np.float32)) / soft, 0, 1)
        for n, (own, new) in enumerate(zip(self.planes, other.planes, strict=True)):
            row = ramp if n == 0 else ramp[::2]
            solid = int(np.count_nonzero(row >= 1))
            last = int(np.count_nonzero(row > 0))
            own[:, :solid] = new[:, :solid]
            weights = row[solid:last]
            mixed = own[:, solid:last] * (1 - weights) + new[:, solid:last] * weights
            own[:, solid:last] = _bytes(mixed)

    def push(self, other: "Frame", share: float) -> None:
        """Move it out to the left by `share` of the width, with `other` behind it."""
        step = round(share * self.width / 2) * 2
        for n, (own, new) in enumerate(zip(self.planes, other.planes, strict=True)):
            shift = step if n == 0 else step // 2
            width = own.shape[1]
            if shift:
                own[:, : width - shift] = own[:, shift:].copy()
                own[:, width - shift :] = new[:, :shift]

    def cover(self, other: "Frame", top: int) -> None:
        """Let `other` come up from below until its upper edge is at `top` (an even number)."""
        for n, (own, new) in enumerate(zip(self.planes, other.planes, strict=True)):
            rows = top if n == 0 else top // 2
            own[rows:] = new[: new.shape[0] - rows]

    def fill(self, window: Window, colour: tuple[int, int, int]) -> None:
        """Paint a rectangle in one opaque colour (edges go to even pixels)."""
        for n, (plane, value) in enumerate(zip(self.planes, colour, strict=True)):
            step = 1 if n == 0 else 2
            rows = slice(max(window.top, 0) // 2 * 2 // step, max(window.bottom, 0) // 2 * 2 // step)
            columns = slice(max(window.left, 0) // 2 * 2 // step, max(window.right, 0) // 2 * 2 // step)
            plane[rows, columns] = value

    def put(
        self, layer: Layer, x: float, y: float, *, opacity: float = 1.0, window: Window | None = None
    ) -> None:
        """Lay a layer with its top left at x, y; only inside `window`. Whole even places are cheapest."""
        if opacity <= 0:
            return
        left, top = x - _MARGIN, y - _MARGIN
        even = (int(left // 2 * 2), int(top // 2 * 2))
        rest = (left - even[0], top - even[1])
        within = window or self.window
        for n, target in enumerate(self.planes):
            light, keep = layer.light[n], layer.keep[n]
            step = 1 if n == 0 else 2
            if max(rest) > 1e-3:
                by = (rest[0] / step, rest[1] / step)
                light, keep = _shifted(light, by), _shifted(keep, by)
            _blend(
                target,
                light,
                keep,
                place=(even[0] // step, even[1] // step),
                opacity=opacity,
                edges=(within.left // step, within.top // step, within.right // step, within.bottom // step),
            )


def _halved(plane: Any, size: tuple[int, int]) -> Pixels:
    return np.asarray(cv2.resize(plane, size, interpolation=cv2.INTER_AREA), np.uint8)


def _shifted(plane: Pixels, by: tuple[float, float]) -> Pixels:
    """The plane moved to the right and down by less than two pixels; its edges are one colour."""
    height, width = plane.shape
    centre = ((width - 1) / 2 - by[0], (height - 1) / 2 - by[1])
    return np.asarray(cv2.getRectSubPix(plane, (width, height), centre), np.uint8)


def _blend(
    target: Pixels,
    light: Pixels,
    keep: Pixels,
    *,
    place: tuple[int, int],
    opacity: float,
    edges: tuple[int, int, int, int],
) -> None:
    x0, y0 = max(place[0], edges[0], 0), max(place[1], edges[1], 0)
    x1 = min(place[0] + light.shape[1], edges[2], target.shape[1])
    y1 = min(place[1] + light.shape[0], edges[3], target.shape[0])
    if x1 <= x0 or y1 <= y0:
        return
    part = (slice(y0 - place[1], y1 - place[1]), slice(x0 - place[0], x1 - place[0]))
    added, kept = light[part], keep[part]
    if opacity < 1:
        added = cv2.convertScaleAbs(added, alpha=opacity)
        kept = cv2.convertScaleAbs(kept, alpha=opacity, beta=255 * (1 - opacity))
    ground = target[y0:y1, x0:x1]
    cv2.multiply(ground, kept, dst=ground, scale=1 / 255)
    cv2.add(ground, added, dst=ground)


def _bytes(signal: NDArray[Any]) -> Pixels:
    return np.clip(signal + 0.5, 0, 255).astype(np.uint8)
