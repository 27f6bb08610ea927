"""Cans, cups, jars and tubes."""

import numpy as np

from astro_pipeline.media.objects.label import Paint, label
from astro_pipeline.media.objects.lathe import Band, Surface, Wrap, dressed, turned, wrap_ratio
from astro_pipeline.media.objects.light import Finish
from astro_pipeline.media.pixels.colour import WHITE, lightness, mix, shade
from astro_pipeline.media.pixels.raster import Pixels

ALUMINIUM = np.array([0.86, 0.87, 0.89], np.float32)


def can(height: int, paint: Paint) -> Pixels:
    """A cold drinks can with its lid, dewy."""
    top, bottom, radius = 0.128, 0.912, 0.222
    profile = ((0.012, 0), (0.013, 0.128), (0.004, 0.14), (0, 0.149), (0.004, 0.158), (0.024, 0.16),
               (0.038, 0.152), (0.105, 0.212), (0.132, radius), (0.885, radius), (0.925, 0.212),
               (0.965, 0.178), (0.985, 0.172), (1, 0.164))  # fmt: skip
    seen = turned(height, profile, fillet=0.0045)
    wrap = Wrap(label(*_sheet(900, radius, top, bottom), paint, paint.main), top, bottom, gloss=0.75)
    body = dressed(seen, Finish(ALUMINIUM, metal=1, rough=0.05), wrap)
    _pull_tab(body, seen)
    return _dewy(body, seen, paint.rng)


def cup(height: int, paint: Paint) -> Pixels:
    """A paper cup with its lid and sleeve."""
    profile = ((0.008, 0), (0.009, 0.2), (0, 0.21), (0, 0.232), (0.012, 0.238), (0.052, 0.246),
               (0.056, 0.278), (0.064, 0.288), (0.094, 0.29), (0.1, 0.27), (0.104, 0.264), (0.995, 0.19),
               (1, 0.186))  # fmt: skip
    seen = turned(height, profile, fillet=0.003)
    top, bottom = 0.33, 0.81
    sleeve = label(*_sheet(760, 0.235, top, bottom), paint, paint.main, at=0.42)
    paper = Finish(mix(paint.light, WHITE, 0.4), gloss=0.12, rough=0.3)
    lid = Finish(
        shade(paint.dark, 0.02) if lightness(paint.main) > 0.45 else WHITE * 0.94, gloss=0.8, rough=0.1
    )
    whole = dressed(seen, paper, Band(-0.1, 0.102, lid), Wrap(sleeve, top, bottom, gloss=0.12))
    for edge, by in ((0.104, 0.02), (bottom, 0.014), (top - 0.008, 0.008)):
        _shaded_below(whole, seen, edge, by)
    return whole


def jar(height: int, paint: Paint) -> Pixels:
    """A low jar with a screw lid."""
    profile = ((0.004, 0), (0.005, 0.53), (0.03, 0.56), (0.3, 0.56), (0.305, 0.53), (0.33, 0.53),
               (0.335, 0.59), (0.36, 0.61), (0.94, 0.61), (1, 0.55))  # fmt: skip
    top, bottom = 0.42, 0.9
    seen = turned(height, profile, fillet=0.008)
    glass = _tint(paint)
    wrap = Wrap(
        label(*_sheet(520, 0.61, top, bottom), paint, paint.light, at=0.36, span=0.44), top, bottom, gloss=0.3
    )
    lid = Finish(paint.main, gloss=0.8, rough=0.09)
    whole = dressed(seen, Finish(glass, gloss=1.15, rough=0.04), Band(-0.1, 0.303, lid, ribs=46), wrap)
    _shaded_below(whole, seen, 0.303, 0.03)
    return whole


def tube(height: int, paint: Paint) -> Pixels:
    """A tube of cream standing on its cap, flattened at its crimped end."""
    profile = ((0, 0), (0, 0.2), (0.2, 0.197), (0.5, 0.185), (0.74, 0.168), (0.8, 0.156), (0.822, 0.13),
               (0.826, 0.122), (0.83, 0.14), (0.838, 0.147), (0.985, 0.153), (1, 0.147))  # fmt: skip
    seen = turned(height, profile, fillet=0.004)
    top, bottom = 0.05, 0.826
    texture = label(*_sheet(1000, 0.18, top, bottom), paint, paint.light, at=0.36)
    soft = Finish(paint.light, gloss=0.42, rough=0.16)
    cap = Finish(paint.main, gloss=0.75, rough=0.08)
    whole = dressed(seen, soft, Wrap(texture, top, bottom), Band(0.826, 1.1, cap, ribs=34))
    _shaded_below(whole, seen, 0.827, 0.012)
    return _crimped(whole, seen, paint)


def _sheet(height: int, radius: float, top: float, bottom: float) -> tuple[int, int]:
    return int(height * wrap_ratio(radius, top, bottom)), height


def _tint(paint: Paint) -> Pixels:
    tone = paint.accent if lightness(paint.accent) > 0.5 else mix(paint.accent, WHITE, 0.4)
    return mix(tone, WHITE, 0.35)


def _shaded_below(picture: Pixels, seen: Surface, edge: float, reach: float) -> None:
    """The shadow a rim throws on what is below it, in place."""
    below = seen.down - edge
    dark = np.where(below > 0, np.exp(-np.maximum(below, 0) / reach), 0) * 0.42 * (seen.normals.toward > 0.05)
    picture[..., :3] *= (1 - dark)[..., None].astype(np.float32)


def _crimped(picture: Pixels, seen: Surface, paint: Paint) -> Pixels:
    """Pinch the top flat: the round end becomes a straight, ribbed seam."""
    width = picture.shape[1]
    rise = int(np.argmax(picture[:, width // 2, 3] > 0.5))
    side = int(0.2 * seen.unit)
    seam = max(6, int(0.066 * seen.unit))
    rows = np.arange(seam, dtype=np.float32)[:, None]
    columns = np.linspace(-1, 1, 2 * side, dtype=np.float32)[None]
    ribs = 0.9 + 0.07 * np.sin(rows * 2 * np.pi / max(3.0, seam / 8))
    sheen = 0.9 + 0.16 * np.exp(-(((columns + 0.5) / 0.25) ** 2)) - 0.12 * np.clip(columns, 0, 1)
    colour = mix(paint.light, paint.main, 0.06)
    face = np.clip(colour * (ribs * sheen)[..., None], 0, 1)
    out = picture.copy()
    start = rise
    out[: start + seam, :, 3] = 0
    left = width // 2 - side
    out[start : start + seam, left : left + 2 * side, :3] = face
    out[start : start + seam, left : left + 2 * side, 3] = 1
    fold = np.exp(-np.arange(int(seam * 1.6), dtype=np.float32) / (seam * 0.4)) * 0.2
    out[start + seam : start + seam + len(fold), :, :3] *= (1 - fold)[:, None, None]
    return out[start:]


def _pull_tab(picture: Pixels, seen: Surface) -> None:
    """The ring pull on the lid, in place: a lighter oval, foreshortened."""
    width = picture.shape[1]
    unit = seen.unit
    x, y = width / 2, (0.158 * 0.148 + 0.012) * unit + 1
    rows, columns = np.mgrid[0 : int(0.08 * unit), 0:width].astype(np.float32) + 0.5
    across, down = (columns - x) / (0.05 * unit), (rows - y) / (0.0085 * unit)
    oval = np.clip((1 - np.hypot(across, down)) * 0.0085 * unit + 0.5, 0, 1)
    hole = np.clip((0.55 - np.hypot(across + 0.2, down)) * 0.0085 * unit + 0.5, 0, 1)
    part = picture[: rows.shape[0], :, :3]
    part += (0.93 - part) * (oval * 0.75)[..., None]
    part += (0.42 - part) * (hole * 0.7)[..., None]


def _dewy(body: Pixels, seen: Surface, rng: np.random.Generator, count: int = 170) -> Pixels:
    """Drops of condensation: each a lens, lit from below, with a spark."""
    height, width = body.shape[:2]
    middle = width / 2
    for _ in range(count):
        turn, y = rng.uniform(-1.3, 1.3), rng.uniform(0.17, 0.9) * height
        x = middle + np.sin(turn) * 0.222 * seen.unit
        radius = float(abs(rng.normal(0.0024, 0.0017)) * height + 0.7)
        squeeze = max(0.35, float(np.cos(turn)))
        x0, y0, x1, y1 = int(x - radius - 2), int(y - radius - 2), int(x + radius + 3), int(y + radius + 3)
        if x0 < 0 or x1 > width or y1 > height:
            continue
        rows, columns = np.mgrid[y0:y1, x0:x1].astype(np.float32) + 0.5
        across, down = (columns - x) / (radius * squeeze), (rows - y) / radius
        inside = np.clip((1 - np.hypot(across, down)) * radius * squeeze + 0.5, 0, 1)
        below = np.clip(across * 0.5 + down * 0.8, -1, 1)
        spark = np.exp(-((across + 0.35) ** 2 + (down + 0.4) ** 2) / 0.1)
        part = body[y0:y1, x0:x1, :3]
        part[:] = np.clip(part + (inside * (below * 0.13 + spark * 0.5))[..., None], 0, 1)
    return body
