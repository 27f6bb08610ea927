"""The brand on the picture: its logo, or its name in type, legible on whatever is behind it."""

from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from astro_pipeline.domain.review import Box
from astro_pipeline.domain.timeline import Mark
from astro_pipeline.media.film.lettering import BASELINE, fit, kept, picture_of
from astro_pipeline.media.film.overlay import (
    DARK,
    LIGHT,
    Overlay,
    Piece,
    choose_ink,
    even,
    even_between,
    floats,
    legibility,
    pill,
)
from astro_pipeline.media.film.type_box import Drawn, TypeBox
from astro_pipeline.media.pixels.colour import LARGE_CONTRAST, Rgb, contrast, contrast_on, oklab, parse
from astro_pipeline.media.pixels.raster import resized
from astro_pipeline.media.pixels.yuv import Layer, Pixels
from astro_pipeline.media.type.typeset import Manner

_ABOVE, _BELOW = 1.0, 0.36
"""What a name takes above and below its baseline, in sizes."""
_EDGE = 0.16
"""How far a plate stands out, in heights of the brand's box."""
_VISIBLE = 2.0
"""Contrast below which a logo gets a plate."""
_NEAR, _SWALLOWED, _SOLID = 0.09, 0.12, 0.5
"""Distance in OKLab under which colours pass for one, and the share of a logo that may be lost so."""


@dataclass(frozen=True)
class MarkPicture:
    """The brand as it will stand on one ground."""

    rgba: Pixels
    contrast: float
    edge: int = 0
    """How far its plate stands out around it, px."""
    drawn: Drawn = "type"
    missing: str = ""
    """Characters of the name that no font draws."""


def mark_picture(mark: Mark, manner: Manner, *, logo: Rgb | None, behind: Pixels) -> MarkPicture:
    """The logo, on a plate where the picture would swallow it; or the name in type."""
    return _logo(logo, mark.box, behind) if logo is not None else _name(mark, manner, behind)


def mark_box(mark: Mark, manner: Manner, *, logo: Rgb | None) -> Box:
    """Where it will stand in its box, without its plate: what is behind that decides how it looks."""
    if logo is not None:
        width, height = _fitted_size(logo, mark.box.width, mark.box.height)
    else:
        shown, _ = kept(mark.name, manner)
        height, width = _lettered(shown, manner, (mark.box.width, mark.box.height), DARK).shape[:2]
    return _placed(mark, width, height)


def _placed(mark: Mark, width: int, height: int) -> Box:
    room = mark.box.width - width
    left = mark.box.x + {"start": 0, "centre": room // 2, "end": room}[mark.align]
    top = even(mark.box.y + (mark.box.height - height) // 2)
    return Box(x=even_between(left, mark.box.x, mark.box.x + room), y=top, width=width, height=height)


def mark_overlay(
    mark: Mark, picture: MarkPicture, *, start: float, end: float, come: float, go: float
) -> Overlay:
    """The brand in its box for a while, coming and going by fading."""
    height, width = (side - 2 * picture.edge for side in picture.rgba.shape[:2])
    box = _placed(mark, width, height)
    left, top = box.x, box.y
    return Overlay(
        pieces=(Piece(Layer.of(picture.rgba), left - picture.edge, top - picture.edge, height),),
        start=start,
        end=end,
        motion="pop" if mark.align == "centre" and come else "fade",
        type_box=TypeBox(
            "brand",
            mark.name,
            box,
            start,
            end,
            height,
            round(picture.contrast, 2),
            lines=(box,) if picture.drawn == "type" else (),
            missing=picture.missing,
            drawn=picture.drawn,
        ),
        come_seconds=come,
        go_seconds=go,
    )


def _name(mark: Mark, manner: Manner, behind: Pixels) -> MarkPicture:
    """The name in the ink that is read best; on a plate where that is not enough."""
    ink = choose_ink(behind, asked=mark.ink).ink
    shown, lacking = kept(mark.name, manner)
    name, ratio = _lettered(shown, manner, (mark.box.width, mark.box.height), ink), legibility(ink, behind)
    if ratio >= LARGE_CONTRAST:
        return MarkPicture(name, ratio, missing=lacking)
    ground = max((LIGHT, DARK), key=lambda each: contrast(parse(ink), parse(each)))
    edge = even(mark.box.height * _EDGE)
    plated = _plated(floats(name), ground, edge=edge)
    return MarkPicture(plated, contrast(parse(ink), parse(ground)), edge, missing=lacking)


@lru_cache(maxsize=16)
def _lettered(text: str, manner: Manner, size: tuple[int, int], ink: str) -> Pixels:
    if not text.strip():
        return np.zeros((2, 2, 4), np.uint8)
    room = Box(x=0, y=0, width=size[0], height=size[1])
    block = fit(text, manner, room, largest=round(size[1] * 0.7), smallest=12, lines=1).block
    name = picture_of(block.lines[0], block.manner, block.size, colour=ink)
    inked = np.flatnonzero(name[..., 3].any(axis=0))
    rows = np.flatnonzero(name[..., 3].any(axis=1))
    # Names with and without tails stand on one line: the room around the baseline is kept.
    top = min(int(rows[0]), round((BASELINE - _ABOVE) * block.size))
    bottom = max(int(rows[-1]) + 1, round((BASELINE + _BELOW) * block.size))
    kept = name[top:bottom, inked[0] : inked[-1] + 1]
    kept.flags.writeable = False
    return kept


def _logo(logo: Rgb, box: Box, behind: Pixels) -> MarkPicture:
    drawn = _fitted(logo, box.width, box.height)
    weight = drawn[..., 3:]
    tone = ((drawn[..., :3] * weight).sum((0, 1)) / max(float(weight.sum()), 1e-6)).astype(np.float32)
    ratio = contrast_on(tone, floats(behind))
    if ratio >= _VISIBLE and _lost(drawn, floats(behind)) < _SWALLOWED:
        return MarkPicture((drawn * 255 + 0.5).astype(np.uint8), ratio, drawn="own")
    kept = [each for each in (LIGHT, DARK) if _lost(drawn, parse(each)[None]) < _SWALLOWED]
    ground = max(kept or (LIGHT, DARK), key=lambda each: contrast(tone, parse(each)))
    edge = even(box.height * _EDGE)
    return MarkPicture(_plated(drawn, ground, edge=edge), contrast(tone, parse(ground)), edge, "plate")


def _lost(logo: Rgb, behind: Rgb) -> float:
    """The share of the logo that has the ground's own colour."""
    solid = logo[logo[..., 3] > _SOLID][:, :3]
    far = np.linalg.norm(oklab(solid) - oklab(behind.mean(axis=0).astype(np.float32)), axis=1)
    return float(np.count_nonzero(far < _NEAR)) / max(len(far), 1)


def _plated(inner: Rgb, ground: str, *, edge: int) -> Pixels:
    """The logo on a plate that stands out all around: it is as large as on a ground that needs none."""
    margin = edge
    height, width = inner.shape[0] + 2 * margin, inner.shape[1] + 2 * margin
    colour = np.broadcast_to(parse(ground), (height, width, 3)).copy()
    part = colour[margin : margin + inner.shape[0], margin : margin + inner.shape[1]]
    part += (inner[..., :3] - part) * inner[..., 3:]
    cover = pill(width, height, radius=height * 0.2)
    return (np.dstack([colour, cover]) * 255 + 0.5).astype(np.uint8)


def _fitted(logo: Rgb, width: int, height: int) -> Rgb:
    return resized(logo, *_fitted_size(logo, width, height))


def _fitted_size(logo: Rgb, width: int, height: int) -> tuple[int, int]:
    """Width and height of the logo in a box."""
    scale = min(width / logo.shape[1], height / logo.shape[0])
    return round(logo.shape[1] * scale), round(logo.shape[0] * scale)
