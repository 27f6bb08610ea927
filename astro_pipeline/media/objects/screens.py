"""What screens show: shapes of an app or a program and the brand's name; no figures, no other words."""

import math

import numpy as np

from astro_pipeline.media.objects.label import Paint
from astro_pipeline.media.pixels.canvas import Canvas, disc, ring, rounded, stroke
from astro_pipeline.media.pixels.colour import WHITE, Rgb, lightness, mix, most_legible, shade, with_lightness
from astro_pipeline.media.pixels.paint import linear
from astro_pipeline.media.pixels.raster import Pixels
from astro_pipeline.media.type.typeset import Manner, draw, fit


def app(width: int, height: int, paint: Paint) -> Pixels:
    """A phone's screen: the name, a dial or a curve, cards without words."""
    unit = height / 1000
    face = Canvas(width, height, mix(WHITE, paint.main, 0.05))
    deep = _ground(paint)
    head = int(470 * unit)
    top = linear(width, head, shade(deep, 0.07), shade(deep, -0.05), degrees=65)
    face.blend(0, 0, np.ones(top.shape[:2], np.float32), top)
    ink = most_legible((WHITE, paint.dark), deep)
    spark = paint.accent if _apart(paint.accent, deep) else ink
    _name(face, paint, (48 * unit, 116 * unit), (width - 96 * unit, 58 * unit), ink)
    _bar(face, 48 * unit, 190 * unit, 150 * unit, 11 * unit, ink, alpha=0.4)
    if paint.design % 2:
        _dial(face, width / 2, 340 * unit, 96 * unit, ink, spark)
    else:
        _curve(face, (48 * unit, 250 * unit, width - 48 * unit, 420 * unit), ink, spark, paint.seed)
    y = 500 * unit
    for colour in (paint.accent, paint.main, paint.second):
        _card(face, y, unit, colour, paint)
        y += 128 * unit
    _tabs(face, unit, deep, paint)
    return face.pixels


def desk(width: int, height: int, paint: Paint) -> Pixels:
    """A program's window: a bar at the side with the name, tiles, a curve."""
    unit = height / 640
    face = Canvas(width, height, mix(WHITE, paint.main, 0.05))
    deep = _ground(paint)
    side = int(width * 0.2)
    face.blend(0, 0, np.ones((height, side), np.float32), deep)
    ink = most_legible((WHITE, paint.dark), deep)
    spark = paint.accent if _apart(paint.accent, deep) else ink
    _name(face, paint, (26 * unit, 36 * unit), (side - 52 * unit, 26 * unit), ink)
    for n in range(6):
        y = (118 + 48 * n) * unit
        if n == 1:
            box = (16 * unit, y - 15 * unit, side - 16 * unit, y + 25 * unit)
            face.shape(rounded(*box, 9 * unit), box, ink, alpha=0.14)
        face.shape(
            disc(36 * unit, y + 5 * unit, 6 * unit), (20 * unit, y - 9, 60 * unit, y + 30), ink, alpha=0.8
        )
        _bar(
            face, 56 * unit, y, side * (0.34 + 0.1 * (n % 3)), 10 * unit, ink, alpha=0.85 if n == 1 else 0.35
        )
    left, right = side + 34 * unit, width - 34 * unit
    _bar(face, left, 40 * unit, 190 * unit, 20 * unit, paint.dark, alpha=0.85)
    face.shape(disc(right - 16 * unit, 50 * unit, 16 * unit), (right - 40, 20, right + 9, 80 * unit), spark)
    across = (right - left + 18 * unit) / 3
    for n, colour in enumerate((paint.accent, paint.main, paint.second)):
        tile = (left + n * across, 88 * unit, left + (n + 1) * across - 18 * unit, 214 * unit)
        _sheet(face, tile, 14 * unit)
        _tile(face, tile, unit, colour, paint.dark, n)
    chart = (left, 232 * unit, right, height - 34 * unit)
    _sheet(face, chart, 14 * unit)
    pad = 28 * unit
    inner = (chart[0] + pad, chart[1] + pad * 1.6, chart[2] - pad, chart[3] - pad)
    strong = paint.main if lightness(paint.main) < 0.9 else deep
    _curve(face, inner, strong, paint.accent if lightness(paint.accent) < 0.9 else deep, paint.seed)
    return face.pixels


def _ground(paint: Paint) -> Rgb:
    """The main colour where a screen may be filled with it; a deeper one of its hue otherwise."""
    return paint.main if lightness(paint.main) < 0.82 else paint.dark


def _apart(one: Rgb, other: Rgb) -> bool:
    return abs(lightness(one) - lightness(other)) > 0.12


def _name(face: Canvas, paint: Paint, at: tuple[float, float], room: tuple[float, float], ink: Rgb) -> None:
    manner = Manner(paint.grotesk, "en", -0.02, 1.08)
    width, height = room
    block = fit(paint.name, manner, width=width, height=height, largest=height, smallest=4, max_lines=2)
    if block:
        draw(face, block, at[0], at[1] + (height - block.height) / 2, ink)


def _bar(
    face: Canvas, x: float, y: float, width: float, height: float, colour: Rgb, *, alpha: float = 1
) -> None:
    box = (x, y, x + width, y + height)
    face.shape(rounded(*box, height / 2), box, colour, alpha=alpha)


def _sheet(face: Canvas, box: tuple[float, float, float, float], radius: float) -> None:
    """A white card with a soft shadow."""
    mask = np.ones((int(box[3] - box[1]), int(box[2] - box[0])), np.float32)
    tone = np.full(3, 0.1, np.float32)
    face.shadow(mask, int(box[0]), int(box[1] + radius * 0.4), softness=radius * 0.7, colour=tone, alpha=0.1)
    face.shape(rounded(*box, radius), box, WHITE)


def _card(face: Canvas, y: float, unit: float, colour: Rgb, paint: Paint) -> None:
    wide = face.width
    card = (32 * unit, y, wide - 32 * unit, y + 112 * unit)
    _sheet(face, card, 24 * unit)
    icon = (52 * unit, y + 22 * unit, 120 * unit, y + 90 * unit)
    strong = colour if lightness(colour) < 0.9 else with_lightness(colour, 0.7)
    face.shape(rounded(*icon, 20 * unit), icon, strong)
    face.shape(ring(86 * unit, y + 56 * unit, 15 * unit, 7 * unit), icon, WHITE)
    _bar(face, 142 * unit, y + 36 * unit, 150 * unit, 14 * unit, paint.dark, alpha=0.85)
    _bar(face, 142 * unit, y + 66 * unit, 104 * unit, 11 * unit, paint.dark, alpha=0.25)
    x = wide - 64 * unit
    tick = ((x - 14 * unit, y + 42 * unit), (x, y + 56 * unit), (x - 14 * unit, y + 70 * unit))
    face.shape(
        stroke(tick, 6 * unit), (x - 30 * unit, y, x + 20 * unit, y + 112 * unit), paint.dark, alpha=0.35
    )


def _tabs(face: Canvas, unit: float, deep: Rgb, paint: Paint) -> None:
    wide, y = face.width, face.height - 74 * unit
    bar = (0.0, y - 22 * unit, float(wide), float(face.height))
    face.shape(rounded(*bar, 0), bar, WHITE)
    for n in range(4):
        x = wide * (0.17 + 0.22 * n)
        tone, alpha = (deep, 1.0) if n == 0 else (paint.dark, 0.22)
        box = (x - 13 * unit, y, x + 13 * unit, y + 26 * unit)
        face.shape(rounded(*box, 8 * unit), box, tone, alpha=alpha)
    _bar(face, wide / 2 - 66 * unit, face.height - 22 * unit, 132 * unit, 6 * unit, paint.dark, alpha=0.8)


def _tile(
    face: Canvas, tile: tuple[float, float, float, float], unit: float, colour: Rgb, dark: Rgb, n: int
) -> None:
    wide = tile[2] - tile[0]
    strong = colour if lightness(colour) < 0.9 else with_lightness(colour, 0.7)
    _bar(face, tile[0] + 20 * unit, tile[1] + 24 * unit, wide * 0.34, 10 * unit, dark, alpha=0.3)
    _bar(face, tile[0] + 20 * unit, tile[1] + 50 * unit, wide * 0.46, 22 * unit, dark, alpha=0.85)
    track = wide - 40 * unit
    _bar(face, tile[0] + 20 * unit, tile[1] + 96 * unit, track, 9 * unit, dark, alpha=0.1)
    _bar(face, tile[0] + 20 * unit, tile[1] + 96 * unit, track * (0.72, 0.5, 0.86)[n], 9 * unit, strong)


def _dial(face: Canvas, x: float, y: float, radius: float, ink: Rgb, spark: Rgb) -> None:
    """A ring, most of it filled."""
    box = (x - radius * 1.2, y - radius * 1.2, x + radius * 1.2, y + radius * 1.2)
    line = ring(x, y, radius, radius * 0.2)
    face.shape(line, box, ink, alpha=0.2)

    def filled(columns: Pixels, rows: Pixels) -> Pixels:
        turn = np.mod(np.arctan2(columns - x, y - rows), 2 * math.pi)
        return np.maximum(line(columns, rows), (turn - 4.4) * radius).astype(np.float32)

    face.shape(filled, box, spark)
    face.shape(disc(x, y, radius * 0.34), box, ink, alpha=0.9)


def _curve(face: Canvas, box: tuple[float, float, float, float], line: Rgb, spark: Rgb, seed: int) -> None:
    """A smooth line that rises, the area under it, a point on it; no scale, no figures."""
    left, top, right, bottom = box
    steps = np.linspace(0, 1, 25)
    phase = np.random.default_rng(seed).uniform(0, 6.28)
    rise = 0.18 + 0.5 * steps**1.3 + 0.13 * np.sin(steps * 9 + phase) * (1 - 0.5 * steps)
    points = tuple(
        (float(left + (right - left) * s), float(bottom - (bottom - top) * min(1.0, r)))
        for s, r in zip(steps, rise, strict=True)
    )

    def under(columns: Pixels, rows: Pixels) -> Pixels:
        crest = np.interp(columns, [p[0] for p in points], [p[1] for p in points])
        return np.maximum(np.maximum(crest - rows, rows - bottom), left - columns).astype(np.float32)

    face.shape(under, box, line, alpha=0.13)
    thick = max(1.5, (right - left) * 0.012)
    wide = (left - thick, top - thick, right + thick, bottom + thick)
    face.shape(stroke(points, thick), wide, line)
    x, y = points[18]
    for radius, tone in ((thick * 2.6, WHITE), (thick * 1.8, spark)):
        face.shape(disc(x, y, radius), (x - radius, y - radius, x + radius, y + radius), tone)
