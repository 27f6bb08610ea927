"""Flat-sided objects: cartons, books, phones, laptops. Screens show shapes and the name, no figures."""

from dataclasses import dataclass

import numpy as np

from astro_pipeline.media.canvas import Canvas, disc, rounded
from astro_pipeline.media.colour import WHITE, Rgb, mix, most_legible, shade
from astro_pipeline.media.fonts import chain
from astro_pipeline.media.lathe import lay
from astro_pipeline.media.paint import linear
from astro_pipeline.media.raster import Pixels, projected, turned
from astro_pipeline.media.typeset import Manner, draw, fit


@dataclass(frozen=True, slots=True)
class Screen:
    """What a screen shows."""

    name: str
    main: Rgb
    accent: Rgb
    second: Rgb
    light: Rgb
    dark: Rgb
    seed: int


def carton(height: int, front: Pixels, colour: Rgb) -> Pixels:
    """A carton seen from the left front corner, a little from above."""
    high = float(height)
    wide, deep, rise = 0.6 * high, 0.2 * high, 0.05 * high
    frame = (int(wide + deep) + 2, int(high) + 2)
    lid = 0.075 * high
    left, corner, right = 1.0, 1 + wide, 1 + wide + deep
    base = high - 1
    face = ((left, lid + rise * 0.6), (corner, lid + rise), (corner, base), (left, base - rise * 1.4))
    side = ((corner, lid + rise), (right, lid), (right, base - rise * 1.7), (corner, base))
    top = ((left + deep, 1), (right, lid), (corner, lid + rise), (left, lid + rise * 0.6))
    whole = np.zeros((frame[1], frame[0], 4), np.float32)
    for image, corners in (
        (_flat(_panel(colour, 0.05)), top),
        (_flat(_panel(colour, -0.16)), side),
        (_flat(_lit(front)), face),
    ):
        lay(whole, projected(image, corners, *frame), 0, 0)
    return whole


def book(height: int, cover: Pixels, colour: Rgb) -> Pixels:
    """A hardback, its cover toward us and its pages to the right."""
    high = float(height)
    wide, deep, rise = 0.64 * high, 0.11 * high, 0.045 * high
    frame = (int(wide + deep) + 2, int(high) + 2)
    pages = np.ones((200, 60, 3), np.float32) * np.array([0.95, 0.93, 0.88], np.float32)
    pages *= (0.9 + 0.1 * np.sin(np.arange(60) * 1.9))[None, :, None].astype(np.float32)
    corner, right, base = 1 + wide, 1 + wide + deep, high - 1
    inset = 0.012 * high
    whole = np.zeros((frame[1], frame[0], 4), np.float32)
    back = ((deep, 1), (right, 1), (right, base - rise), (deep, base - rise))
    leaf = (
        (corner - 2, rise + inset),
        (right - inset, inset),
        (right - inset, base - rise - inset),
        (corner - 2, base - inset),
    )
    face = ((1.0, rise), (corner, rise), (corner, base), (1.0, base))
    spine = cover.copy()
    joint = int(cover.shape[1] * 0.055)
    spine[:, joint : joint + 8] *= 0.72
    for image, corners in (
        (_flat(_panel(colour, -0.14)), back),
        (_flat(pages), leaf),
        (_flat(_lit(spine)), face),
    ):
        lay(whole, projected(image, corners, *frame), 0, 0)
    return whole


def phone(height: int, screen: Screen) -> Pixels:
    """A phone, a little turned, its screen on."""
    high = int(height * 0.97)
    wide = int(high * 0.488)
    unit = high / 1000
    canvas = Canvas(wide, high, shade(screen.dark, -0.05))
    edge = rounded(1, 1, wide - 1, high - 1, 72 * unit)
    whole = (0.0, 0.0, float(wide), float(high))
    rim = rounded(4 * unit, 4 * unit, wide - 4 * unit, high - 4 * unit, 68 * unit)
    canvas.shape(lambda c, r: np.maximum(edge(c, r), -rim(c, r)), whole, np.full(3, 0.58, np.float32))
    bezel = 15 * unit
    inner = rounded(bezel, bezel, wide - bezel, high - bezel, 60 * unit)
    glass = np.ones((high, wide), np.float32)
    face = Canvas(wide, high, mix(WHITE, screen.main, 0.05))
    _app(face, screen, unit)
    rows, columns = np.mgrid[0:high, 0:wide].astype(np.float32) + 0.5
    canvas.blend(0, 0, np.clip(0.5 - inner(columns, rows), 0, 1) * glass, face.pixels)
    island = (wide / 2 - 62 * unit, 36 * unit, wide / 2 + 62 * unit, 66 * unit)
    canvas.shape(rounded(*island, 15 * unit), island, np.zeros(3, np.float32))
    glare = np.clip(1 - np.abs(columns * 0.8 - rows * 0.45 - wide * 0.12) / (wide * 0.5), 0, 1) ** 2
    canvas.blend(0, 0, (glare * np.clip(0.5 - inner(columns, rows), 0, 1) * 0.06).astype(np.float32), WHITE)
    alpha = np.clip(0.5 - edge(columns, rows), 0, 1)
    cut = np.dstack([np.clip(canvas.pixels, 0, 1), alpha]).astype(np.float32)
    return turned(cut, 6 if screen.seed % 2 else -6)


def laptop(height: int, screen: Screen) -> Pixels:
    """A laptop from the front, its screen on."""
    wide = int(height * 1.36)
    lid_wide, lid_high = int(wide * 0.82), int(height * 0.84)
    unit = lid_high / 620
    lid = Canvas(lid_wide, lid_high, shade(screen.dark, -0.06))
    inner = (14 * unit, 14 * unit, lid_wide - 14 * unit, lid_high - 22 * unit)
    face = Canvas(lid_wide, lid_high, mix(WHITE, screen.main, 0.04))
    _desk(face, screen, unit)
    rows, columns = np.mgrid[0:lid_high, 0:lid_wide].astype(np.float32) + 0.5
    mask = np.clip(0.5 - rounded(*inner, 8 * unit)(columns, rows), 0, 1)
    lid.blend(0, 0, mask.astype(np.float32), face.pixels)
    alpha = np.clip(0.5 - rounded(0, 0, lid_wide, lid_high + 40, 22 * unit)(columns, rows), 0, 1)
    whole = np.zeros((height, wide, 4), np.float32)
    lay(whole, np.dstack([lid.pixels, alpha]).astype(np.float32), (wide - lid_wide) // 2, 0)
    base_high = height - lid_high
    steel = linear(wide, base_high, np.full(3, 0.9, np.float32), np.full(3, 0.5, np.float32))
    rows, columns = np.mgrid[0:base_high, 0:wide].astype(np.float32) + 0.5
    deck = np.clip(0.5 - rounded(0, -60, wide, base_high * 0.62, 26 * unit)(columns, rows), 0, 1)
    slot = np.clip(
        0.5 - rounded(wide * 0.43, -30, wide * 0.57, base_high * 0.2, 12 * unit)(columns, rows), 0, 1
    )
    steel = steel * (1 - 0.3 * slot[..., None])
    lay(whole, np.dstack([steel, deck]).astype(np.float32), 0, lid_high)
    return whole[: lid_high + int(base_high * 0.64)]


def _app(face: Canvas, screen: Screen, unit: float) -> None:
    """A screen of an app: its name, a chart without figures, cards without words."""
    wide = face.width
    top = linear(
        wide, int(440 * unit), shade(screen.main, 0.03), mix(screen.main, screen.accent, 0.55), degrees=60
    )
    face.blend(0, 0, np.ones(top.shape[:2], np.float32), top)
    ink = most_legible((WHITE, screen.dark), mix(screen.main, screen.accent, 0.2), at_least=3)
    _name(face, screen.name, 48 * unit, 120 * unit, wide - 96 * unit, 66 * unit, ink)
    _bar(face, 48 * unit, 208 * unit, 150 * unit, 12 * unit, ink, alpha=0.5)
    rng = np.random.default_rng(screen.seed)
    step = (wide - 96 * unit) / 12
    for n in range(12):
        tall = float(0.3 + 0.7 * abs(np.sin(n * 1.3 + rng.uniform(0, 0.6)))) * 150 * unit
        box = (48 * unit + n * step, 400 * unit - tall, 48 * unit + (n + 0.58) * step, 400 * unit)
        face.shape(rounded(*box, 7 * unit), box, ink, alpha=1 if n == 8 else 0.4)
    y = 470 * unit
    for colour in (screen.accent, screen.main, screen.second, screen.accent):
        card = (34 * unit, y, wide - 34 * unit, y + 98 * unit)
        face.shape(rounded(*card, 24 * unit), card, WHITE)
        icon = (52 * unit, y + 19 * unit, 112 * unit, y + 79 * unit)
        face.shape(rounded(*icon, 18 * unit), icon, colour)
        middle = (82 * unit, y + 49 * unit)
        face.shape(disc(*middle, 13 * unit), icon, WHITE)
        _bar(face, 134 * unit, y + 30 * unit, 150 * unit, 15 * unit, screen.dark, alpha=0.85)
        _bar(face, 134 * unit, y + 58 * unit, 100 * unit, 11 * unit, screen.dark, alpha=0.3)
        _bar(face, wide - 116 * unit, y + 42 * unit, 60 * unit, 15 * unit, screen.main, alpha=0.9)
        y += 112 * unit
    _bar(face, wide / 2 - 66 * unit, face.height - 38 * unit, 132 * unit, 6 * unit, screen.dark, alpha=0.8)


def _desk(face: Canvas, screen: Screen, unit: float) -> None:
    """A screen of a program: a bar at the side, a name, a chart without figures."""
    wide, high = face.width, face.height
    side = int(wide * 0.2)
    face.blend(0, 0, np.ones((high, side), np.float32), shade(screen.main, -0.04))
    ink = most_legible((WHITE, screen.dark), screen.main, at_least=3)
    _name(face, screen.name, 40 * unit, 52 * unit, side - 60 * unit, 26 * unit, ink)
    for n in range(6):
        _bar(face, 40 * unit, (124 + 46 * n) * unit, side * 0.5, 12 * unit, ink, alpha=0.9 if n == 1 else 0.4)
    left = side + 40 * unit
    _bar(face, left, 52 * unit, 220 * unit, 24 * unit, screen.dark, alpha=0.9)
    across = (wide - left - 50 * unit) / 3
    for n, colour in enumerate((screen.accent, screen.main, screen.second)):
        card = (left + n * across, 108 * unit, left + (n + 1) * across - 20 * unit, 218 * unit)
        face.shape(rounded(*card, 14 * unit), card, WHITE)
        _bar(face, card[0] + 20 * unit, card[1] + 24 * unit, across * 0.4, 12 * unit, screen.dark, alpha=0.3)
        _bar(face, card[0] + 20 * unit, card[1] + 58 * unit, across * 0.55, 26 * unit, colour)
    chart = (left, 242 * unit, wide - 70 * unit, high - 60 * unit)
    face.shape(rounded(*chart, 14 * unit), chart, WHITE)
    rng = np.random.default_rng(screen.seed)
    step = (chart[2] - chart[0] - 60 * unit) / 14
    for n in range(14):
        tall = float(0.25 + 0.05 * n + 0.12 * rng.random()) * (chart[3] - chart[1]) * 0.8
        box = (
            chart[0] + 30 * unit + n * step,
            chart[3] - 26 * unit - tall,
            chart[0] + 30 * unit + (n + 0.6) * step,
            chart[3] - 26 * unit,
        )
        face.shape(rounded(*box, 5 * unit), box, screen.accent if n == 11 else mix(screen.main, WHITE, 0.35))


def _name(face: Canvas, name: str, x: float, y: float, width: float, height: float, ink: Rgb) -> None:
    manner = Manner(chain("grotesk", "en"), "en", -0.03, 1.05)
    block = fit(name, manner, width=width, height=height, largest=height * 1.2, smallest=4, max_lines=1)
    if block:
        draw(face, block, x, y, ink)


def _bar(
    face: Canvas, x: float, y: float, width: float, height: float, colour: Rgb, *, alpha: float = 1
) -> None:
    box = (x, y, x + width, y + height)
    face.shape(rounded(*box, height / 2), box, colour, alpha=alpha)


def _panel(colour: Rgb, by: float) -> Pixels:
    return linear(200, 400, shade(colour, by + 0.03), shade(colour, by - 0.06), degrees=60)


def _lit(face: Pixels) -> Pixels:
    """A front under the studio's light: brighter at its upper left."""
    high, wide = face.shape[:2]
    columns, rows = np.linspace(0, 1, wide)[None], np.linspace(0, 1, high)[:, None]
    return np.clip(face * (1.04 - 0.1 * columns - 0.1 * rows)[..., None], 0, 1).astype(np.float32)


def _flat(face: Pixels) -> Pixels:
    return np.dstack([face, np.ones(face.shape[:2], np.float32)]).astype(np.float32)
