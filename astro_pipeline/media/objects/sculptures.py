"""Still lifes of simple bodies, for what has no shape of its own: services, ideas, places to learn."""

from dataclasses import dataclass

import numpy as np

from astro_pipeline.media.objects.label import Paint, ink_on, print_on
from astro_pipeline.media.objects.lathe import SINE, Wrap, lay, turned_body, wrap_ratio
from astro_pipeline.media.objects.light import Finish, Normals, lit
from astro_pipeline.media.pixels.canvas import Distance, ring, rounded
from astro_pipeline.media.pixels.colour import WHITE, Rgb, lightness, mix, with_lightness
from astro_pipeline.media.pixels.raster import Pixels, blurred, padded


@dataclass(frozen=True, slots=True)
class _Scene:
    """A still life in the making: where it stands, and on what."""

    whole: Pixels
    ground: float
    """The row of the plinth's upper face, its middle."""
    middle: float
    radius: float
    """Of the plinth, in pixels."""


def balls(height: int, paint: Paint) -> Pixels:
    """Three balls on a plinth that carries the name."""
    scene = _on_plinth(height, paint, low=0.36, width=0.78)
    big = height * 0.285
    x, y = scene.middle - big * 0.1, scene.ground + scene.radius * SINE * 0.1
    _ball(scene, (x, y), big, _finish(paint.accent))
    _ball(scene, (x + big * 1.06, y + scene.radius * SINE * 0.42), big * 0.36, _finish(paint.second))
    _ball(scene, (x - big * 0.86, y + scene.radius * SINE * 0.5), big * 0.25, _pearl(paint))
    return scene.whole


def arch(height: int, paint: Paint) -> Pixels:
    """An arch within an arch on a plinth, a ball on its threshold."""
    scene = _on_plinth(height, paint, low=0.3, width=0.86)
    foot = scene.ground + scene.radius * SINE * 0.05
    x, wide = scene.middle, scene.radius * 0.62
    top = height * 0.012
    outer = _doorway(x, top, wide, foot, 0.58)
    _form(scene, outer, (x - wide, top, x + wide, foot), 0.05 * wide, _finish(paint.accent))
    inner_wide = wide * 0.5
    inner_top = top + (wide - inner_wide) * 1.12
    inner = _doorway(x, inner_top, inner_wide, foot, 0.54)
    deep = (x - inner_wide, inner_top, x + inner_wide, foot)
    _form(scene, inner, deep, 0.06 * wide, _finish(paint.second))
    front = foot + scene.radius * SINE * 0.5
    _ball(scene, (x + wide * 0.1, front), wide * 0.3, _pearl(paint))
    _ball(scene, (x - wide * 1.12, foot + scene.radius * SINE * 0.1), wide * 0.22, _finish(paint.main, 0.16))
    return scene.whole


def rings(height: int, paint: Paint) -> Pixels:
    """A ring of metal with a ball held in it, standing on a plinth."""
    scene = _on_plinth(height, paint, low=0.28, width=0.72)
    foot = scene.ground + scene.radius * SINE * 0.15
    outer = min(height * 0.355, scene.radius * 0.98)
    thick = outer * 0.2
    x, y = scene.middle, foot - outer
    hoop = ring(x, y, outer - thick / 2, thick)
    metal = Finish(mix(paint.accent, WHITE, 0.3), metal=0.85, rough=0.06)
    _ball(scene, (x, y + (outer - thick) * 0.98), (outer - thick) * 0.62, _finish(paint.second))
    _form(scene, hoop, (x - outer, y - outer, x + outer, y + outer), thick / 2, metal)
    _ball(scene, (x + outer * 0.72, foot + scene.radius * SINE * 0.55), outer * 0.24, _pearl(paint))
    return scene.whole


def steps(height: int, paint: Paint) -> Pixels:
    """Columns that rise one behind the other, a ball on the highest; the name on the foremost."""
    width = int(height * 0.8)
    whole = np.zeros((height, width, 4), np.float32)
    tones = (paint.second, paint.accent, paint.main)
    places = ((0.7, 0.84, 0.2), (0.3, 0.62, 0.22), (0.5, 0.36, 0.3))
    foot = height
    for (x, tall, radius), tone in zip(places, tones, strict=True):
        low = int(height * tall * (0.86 if radius < 0.3 else 1))
        radius_px = radius * width
        share = radius_px / low
        wraps: tuple[Wrap, ...] = ()
        if tone is paint.main:
            sheet = (int(420 * wrap_ratio(share, 0.16, 0.92)), 420)
            ink = ink_on(paint, paint.main)
            text = print_on(*sheet, paint, ink, at=0.42, span=0.56)
            wraps = (Wrap(text, 0.16, 0.92),)
        up = 0 if radius >= 0.3 else int(height * 0.05 * (2 if radius == 0.2 else 1))
        body = turned_body(low, _drum(share), _finish(tone, 0.12), *wraps)
        lay(whole, body, int(x * width - body.shape[1] / 2), foot - up - body.shape[0])
        if radius == 0.2:
            scene = _Scene(whole, foot - up - low + radius_px * SINE, x * width, radius_px)
            _ball(scene, (x * width, scene.ground + radius_px * SINE * 0.2), radius_px * 0.62, _pearl(paint))
    return whole


def panes(height: int, paint: Paint) -> Pixels:
    """Three cards of coloured glass, one behind the other, a disc between them; the name on the first."""
    width = int(height * 0.82)
    whole = np.zeros((height, width, 4), np.float32)
    scene = _Scene(whole, height, width / 2, width / 2)
    side, radius = width * 0.56, width * 0.075
    boxes = ((0.4, 0.02), (0.22, 0.16), (0.04, 0.3))
    tones = (paint.second, paint.accent, paint.main)
    for n, ((left, top), tone) in enumerate(zip(boxes, tones, strict=True)):
        x, y = left * width, top * height
        box = (x, y, x + side, y + height * 0.66)
        _shadow(scene, rounded(*box, radius), width * 0.03)
        finish = Finish(tone, gloss=0.8, rough=0.05)
        opaque = 1.0 if n == 2 else 0.9
        _form(scene, rounded(*box, radius), box, width * 0.02, finish, alpha=opaque, fade=0.16)
        if n == 1:
            _ball(scene, (x + side * 1.12, y + height * 0.62), width * 0.14, _pearl(paint))
    left, top = boxes[2][0] * width, boxes[2][1] * height
    ink = ink_on(paint, paint.main)
    text = print_on(int(side), int(height * 0.66), paint, ink, at=0.44, span=0.78)
    lay(whole, text, int(left), int(top))
    return whole


def _on_plinth(height: int, paint: Paint, *, low: float, width: float) -> _Scene:
    """A round plinth with the name, at the foot of a clear picture."""
    high = int(height * low)
    wide = int(height * width)
    radius = wide / 2 - 4
    share = radius / (high - 2 * radius * SINE)
    sheet = (int(420 * wrap_ratio(share, 0.08, 0.96)), 420)
    text = print_on(*sheet, paint, ink_on(paint, paint.main), at=0.48, span=0.5)
    body = turned_body(high, _drum(share), _finish(paint.main, 0.14), Wrap(text, 0.08, 0.96))
    whole = np.zeros((height, wide, 4), np.float32)
    lay(whole, body, (wide - body.shape[1]) // 2, height - body.shape[0])
    return _Scene(whole, height - body.shape[0] + radius * SINE + 2, wide / 2, radius)


def _drum(radius: float) -> tuple[tuple[float, float], ...]:
    return ((0, 0), (0, radius * 0.985), (0.02, radius), (0.985, radius), (1, radius * 0.99))


def _finish(colour: Rgb, rough: float = 0.07) -> Finish:
    return Finish(colour, gloss=0.7, rough=rough)


def _pearl(paint: Paint) -> Finish:
    """The light one: nearly white, or dark where all else is light."""
    colour = paint.light if lightness(paint.main) < 0.85 else with_lightness(paint.dark, 0.4)
    return Finish(mix(colour, WHITE, 0.2), gloss=0.9, rough=0.05)


def _ball(scene: _Scene, foot: tuple[float, float], radius: float, finish: Finish) -> None:
    """A ball that stands on a point of the plinth, with its shadow, in place."""
    x, y = foot[0], foot[1] - radius
    _contact(scene, foot, radius)
    low, high = int(y - radius) - 2, int(y + radius) + 3
    left, right = int(x - radius) - 2, int(x + radius) + 3
    rows, columns = np.mgrid[low:high, left:right].astype(np.float32) + 0.5
    across, up = (columns - x) / radius, (y - rows) / radius
    far = np.hypot(across, up)
    shrink = 1 / np.maximum(far, 1)
    across, up = across * shrink, up * shrink
    toward = np.sqrt(np.clip(1 - across * across - up * up, 0, 1))
    skin = np.empty((*rows.shape, 3), np.float32)
    skin[:] = finish.colour
    normals = Normals(*(each.astype(np.float32) for each in (across, up, toward)))
    seen = lit(skin, normals, finish)
    seen *= (1 - 0.4 * np.clip(-up - 0.5, 0, 0.5) / 0.5)[..., None]
    alpha = np.clip((1 - far) * radius + 0.5, 0, 1)
    lay(scene.whole, np.dstack([seen, alpha]).astype(np.float32), left, low)


def _contact(scene: _Scene, foot: tuple[float, float], radius: float) -> None:
    """Darken what is painted below a ball, in place."""
    x, y = foot
    rows, columns = np.mgrid[0 : scene.whole.shape[0], 0 : scene.whole.shape[1]].astype(np.float32)
    wide, high = radius * 0.95, radius * 0.22
    far = np.hypot((columns - x - radius * 0.25) / wide, (rows - y + high * 0.25) / high)
    near = np.hypot((columns - x) / (radius * 0.4), (rows - y) / (radius * 0.1))
    dark = 0.42 * np.clip(1 - far, 0, 1) + 0.4 * np.clip(1 - near, 0, 1)
    scene.whole[..., :3] *= (1 - np.clip(dark, 0, 0.75))[..., None].astype(np.float32)


def _form(
    scene: _Scene,
    shape: Distance,
    box: tuple[float, float, float, float],
    bevel: float,
    finish: Finish,
    *,
    alpha: float = 1.0,
    fade: float = 0.0,
) -> None:
    """A flat body with a rounded edge, facing us, in place."""
    left, top, right, bottom = (round(v) for v in box)
    left, top, right, bottom = left - 2, top - 2, right + 3, bottom + 3
    rows, columns = np.mgrid[top:bottom, left:right].astype(np.float32) + 0.5
    depth = shape(columns, rows)
    slope_down, slope_right = np.gradient(depth)
    edge = np.clip(1 + depth / bevel, 0, 1) * 0.98
    lean = np.clip((rows - top) / max(1, bottom - top) - 0.5, -0.5, 0.5)
    across = slope_right * edge - 0.12
    up = -slope_down * edge - 0.12 * lean
    size = np.maximum(np.hypot(across, up), 1)
    across, up = across / size, up / size
    toward = np.sqrt(np.clip(1 - across * across - up * up, 0, 1))
    normals = Normals(*(each.astype(np.float32) for each in (across, up, toward)))
    skin = np.empty((*rows.shape, 3), np.float32)
    skin[:] = finish.colour
    skin = skin * (1 + fade * (-2 * lean))[..., None].astype(np.float32)
    seen = lit(skin, normals, finish)
    mask = np.clip(0.5 - depth, 0, 1) * alpha
    lay(scene.whole, np.dstack([seen, mask]).astype(np.float32), left, top)


def _shadow(scene: _Scene, shape: Distance, soft: float) -> None:
    """What one body keeps from those behind it, in place."""
    height, width = scene.whole.shape[:2]
    rows, columns = np.mgrid[0:height, 0:width].astype(np.float32) + 0.5
    mask = np.clip(0.5 - shape(columns - soft * 0.5, rows - soft * 0.8), 0, 1).astype(np.float32)
    by = int(soft * 2)
    dark = blurred(padded(mask, by), soft)[by:-by, by:-by]
    scene.whole[..., :3] *= (1 - 0.4 * dark)[..., None]


def _doorway(x: float, top: float, half: float, foot: float, opening: float) -> Distance:
    """A round-headed arch with an opening of that share of its width."""
    outer = rounded(x - half, top, x + half, foot + half * 2, half)
    inside = half * opening
    head = top + half - inside
    inner = rounded(x - inside, head, x + inside, foot + half * 2, inside)

    def distance(columns: Pixels, rows: Pixels) -> Pixels:
        door = np.maximum(outer(columns, rows), -inner(columns, rows))
        return np.maximum(door, rows - foot).astype(np.float32)

    return distance
