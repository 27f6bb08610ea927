"""The customer's product alone: by its transparency, or off a plain studio ground; else left whole.

The ground is modelled from the picture's border as a smooth surface, so that gradients belong to it.
Soft shadows of the same hue belong to it too. Where the edge of the object cannot be told from the
ground (white on white), nothing is cut: a photograph used whole is better than a torn object.
"""

from typing import Final

import numpy as np
from numpy.typing import NDArray

from astro_pipeline.media.pixels.colour import Rgb
from astro_pipeline.media.pixels.raster import Pixels, blurred, resized
from astro_pipeline.media.pixels.regions import (
    Mask,
    depth_inside,
    enlarged,
    from_nearest,
    grown,
    parts,
    reaches_border,
    shrunk,
    to_lab,
)

_WORK: Final = 640
"""Regions are found at this size; edges are drawn at the picture's own."""
_SAME: Final = 3.2
"""CIELAB distance within which a pixel looks like the ground."""
_NOISIEST: Final = 7.5
"""The same, at most, where the picture is grainy."""
_EDGE: Final = 1.7
"""A shadow changes by less than this much lightness per pixel; an object's edge by more."""
_GAPS: Final = (3, 6, 11)
_MOST_SHADOW: Final = 0.5
"""What is left of object and shadow together when the shadow is taken away, at least."""
_PLAIN_SHARE: Final = 0.8
"""So much of the border must be ground: an object may touch one side."""
_FAINT: Final = 6.5
"""An edge that stands out from the ground by less cannot be trusted."""
_FAINT_SHARE: Final = 0.14


def cut_out(picture: Pixels) -> Pixels | None:
    """The object alone, trimmed; None where the picture is a full photograph.

    Off a ground, its half-clear edge has the object's colour; where it has an alpha of its own, see
    `clean_edges`.
    """
    alone = isolated(picture)
    return None if alone is None else trimmed(alone)


def isolated(picture: Pixels) -> Pixels | None:
    """The same, not trimmed: where it stood, in a clear picture."""
    if float((picture[..., 3] < 0.5).mean()) > 0.02:
        return picture
    small = _smaller(picture)
    lab = to_lab(small)
    found = _ground(lab)
    if found is None:
        return None
    mask = _object(lab, *found)
    if mask is None:
        return None
    return _matted(picture, mask)


def ground_colour(picture: Pixels) -> Rgb:
    """The colour of the ground at the picture's border."""
    edge = np.concatenate([picture[0], picture[-1], picture[:, 0], picture[:, -1]])
    return np.median(edge[:, :3], axis=0).astype(np.float32)


def trimmed(picture: Pixels) -> Pixels:
    """The picture without its clear borders."""
    seen = picture[..., 3] > 0.02
    rows, columns = np.flatnonzero(seen.any(axis=1)), np.flatnonzero(seen.any(axis=0))
    if not rows.size:
        return picture
    return np.ascontiguousarray(picture[rows[0] : rows[-1] + 1, columns[0] : columns[-1] + 1])


def clean_edges(picture: Pixels) -> Pixels:
    """A cut-out without the fringe of its former ground: the half-clear edge takes the solid colour beside.

    What is half clear elsewhere (glass, a shadow) keeps its own.
    """
    alpha = picture[..., 3]
    solid = alpha > 0.98
    if not solid.any():
        return picture
    fringe = ~solid & (alpha > 0) & grown(alpha < 0.02, 4) & grown(solid, 4)
    clean = picture.copy()
    clean[..., :3][fringe] = from_nearest(picture[..., :3], solid)[fringe]
    return clean


def _smaller(picture: Pixels) -> Pixels:
    height, width = picture.shape[:2]
    scale = min(1.0, _WORK / max(height, width))
    return resized(picture[..., :3], round(width * scale), round(height * scale))


def _ground(lab: Pixels) -> tuple[Pixels, float] | None:
    """The plain ground behind the whole picture, in CIELAB, from its border, and what still looks like it.

    None where the border is not plain.
    """
    height, width = lab.shape[:2]
    band = max(2, round(0.02 * min(height, width)))
    if min(height, width) < 4 * band:
        return None
    border = np.zeros((height, width), bool)
    border[:band] = border[-band:] = True
    border[:, :band] = border[:, -band:] = True
    terms = _terms(height, width)
    basis, seen = terms[border], lab[border]
    kept = np.abs(seen - np.median(seen, axis=0)).max(axis=1) < 24
    if kept.mean() < _PLAIN_SHARE:
        return None
    weights, same = np.zeros((basis.shape[1], 3)), _SAME
    for _ in range(4):
        weights = np.linalg.lstsq(basis[kept], seen[kept], rcond=None)[0]
        away = np.linalg.norm(seen - basis @ weights, axis=1)
        same = float(np.clip(2.6 * np.median(away), _SAME, _NOISIEST))
        kept = away < same
        if kept.mean() < _PLAIN_SHARE:
            return None
    return (terms @ weights).astype(np.float32), same


def _terms(height: int, width: int) -> NDArray[np.float64]:
    """What a studio's ground does: even, sloping, falling off to its sides."""
    rows, columns = np.mgrid[-1 : 1 : height * 1j, -1 : 1 : width * 1j]
    return np.stack([np.ones_like(rows), rows, columns, rows * columns, rows**2, columns**2], axis=-1)


def _object(lab: Pixels, ground: Pixels, same: float) -> Mask | None:
    """Where the object is; None where there is none, or where its edge is lost in the ground."""
    apart = np.linalg.norm(lab - ground, axis=2)
    outside = reaches_border(apart < same)
    mask = _without_shadow(lab, ground, ~outside, same)
    if mask is None:
        return None
    calm = np.linalg.norm(blurred(lab, 1.2) - ground, axis=2)
    mask &= ~_holes(mask & (calm < same), mask, calm, same)
    mask = _large_parts(blurred(mask.astype(np.float32), 1.0) > 0.5)
    share = float(mask.mean())
    if not 0.005 < share < 0.95 or _faint(mask, apart) > _FAINT_SHARE:
        return None
    return mask


def _without_shadow(lab: Pixels, ground: Pixels, mask: Mask, same: float) -> Mask | None:
    """The mask less the shadow on the ground: darker, of the same hue, without an edge.

    Where a shadow is as dark as the object, the edge between them has gaps: it spreads only through
    openings wider than those. None where it would spread over the object all the same.
    """
    smooth = blurred(lab, 1.2)
    drop = ground[..., 0] - smooth[..., 0]
    tint = np.hypot(smooth[..., 1] - ground[..., 1], smooth[..., 2] - ground[..., 2])
    down, right = np.gradient(smooth[..., 0])
    soft = (drop > -same) & (drop < 46) & (tint < same + 0.3 + 0.06 * np.abs(drop))
    scale = float(np.clip(max(mask.shape) / _WORK, 0.4, 1))
    soft &= np.hypot(down, right) < _EDGE / scale
    for gap in (max(1, round(each * scale)) for each in _GAPS):
        core = reaches_border(shrunk(~mask | soft, gap))
        left = mask & ~(grown(core, gap) & soft)
        if left.sum() > _MOST_SHADOW * mask.sum():
            return left
    return None


def _holes(like_ground: Mask, mask: Mask, apart: Pixels, same: float) -> Mask:
    """Enclosed ground that is seen through the object: a handle's eye, not a white label.

    A hole has a sharp edge and nothing in it; a label has type on it or fades.
    """
    labels, sizes = parts(like_ground)
    found = np.zeros_like(mask)
    least = max(30, 0.0004 * mask.size)
    for part in np.flatnonzero(sizes >= least):
        if part == 0:
            continue
        region = labels == part
        # the edge of a hole is half object, half ground: what it encloses is counted a little further in
        enclosed = ~reaches_border(~region)
        if (enclosed & ~region).sum() > 0.01 * sizes[part] or float(np.median(apart[region])) > 0.5 * same:
            continue
        edge = grown(region, 4) & ~grown(region, 3)
        if float((apart[edge] < 2.5 * same).mean()) < _FAINT_SHARE:
            found |= grown(region, 1)
    return found


def _large_parts(mask: Mask) -> Mask:
    """Without specks of dust."""
    labels, sizes = parts(mask)
    kept = sizes >= 0.01 * max(1, sizes[1:].max(initial=1))
    kept[0] = False
    return kept[labels]


def _faint(mask: Mask, apart: Pixels) -> float:
    """The share of the object's edge, a little inside of it, that looks almost like the ground."""
    inner = depth_inside(mask)
    edge = (inner > 1.5) & (inner < 3.6)
    return float((apart[edge] < _FAINT).mean()) if edge.any() else 1.0


def _matted(picture: Pixels, mask: Mask) -> Pixels:
    """The object with its edge drawn at the picture's own size, the ground's colour taken out of it."""
    height, width = picture.shape[:2]
    reach = max(1.6, 1.4 * width / mask.shape[1])
    cover = enlarged(mask, width, height)
    sure = depth_inside(cover > 0.5) > reach
    maybe = ~sure & ((cover > 0.5) | grown(cover > 0.5, max(1, round(reach))))
    rgb = picture[..., :3]
    if not sure.any():
        return np.dstack([rgb, np.clip(cover, 0, 1)]).astype(np.float32)
    own = from_nearest(rgb, sure)
    behind = from_nearest(rgb, ~(sure | maybe))
    toward = own - behind
    size = (toward * toward).sum(axis=2)
    share = ((rgb - behind) * toward).sum(axis=2) / np.maximum(size, 1e-6)
    alpha = np.where(size > 0.004, np.clip((share - 0.08) / 0.86, 0, 1), np.clip(cover, 0, 1))
    alpha = np.where(sure, 1.0, np.where(maybe, alpha, 0.0)).astype(np.float32)
    unmixed = (rgb - (1 - alpha[..., None]) * behind) / np.maximum(alpha[..., None], 0.15)
    clean = own + (np.clip(unmixed, 0, 1) - own) * (alpha**2)[..., None]
    return np.dstack([np.where(sure[..., None], rgb, clean), alpha]).astype(np.float32)
