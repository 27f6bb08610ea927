"""Phones and laptops, switched on."""

import numpy as np

from astro_pipeline.media.objects.label import Paint
from astro_pipeline.media.objects.screens import app, desk
from astro_pipeline.media.objects.solid import Camera, Face, Point, assembled
from astro_pipeline.media.pixels.canvas import Canvas, disc, rounded
from astro_pipeline.media.pixels.colour import Rgb, shade
from astro_pipeline.media.pixels.paint import linear
from astro_pipeline.media.pixels.raster import Pixels

_TITAN: Rgb = np.array([0.6, 0.6, 0.62], np.float32)
_BEZEL: Rgb = np.array([0.035, 0.035, 0.045], np.float32)


def phone(height: int, paint: Paint) -> Pixels:
    """A phone standing free, turned a little, its metal edge to the eye."""
    wide, thick = 0.478, 0.042
    tall = int(height * 0.96)
    x, lean = wide / 2, -5.0 if paint.seed // 2 % 2 else 5.0
    yaw = 17.0 if lean > 0 else -17.0
    layers: list[Face] = []
    steps = 7
    for n in range(steps):
        z = -thick + thick * n / (steps - 1)
        layers.append(
            Face(_frame(int(tall * wide) // 3, tall // 3, _edge_light(n / (steps - 1))), _upright(x, z))
        )
    glass = _phone_face(int(tall * wide), tall, paint)
    camera = Camera(yaw, 5, roll=lean, distance=5.5)
    return assembled(height, camera, (*layers, Face(glass, _upright(x, 0.001))))


def laptop(height: int, paint: Paint) -> Pixels:
    """An open laptop: screen, keyboard, the metal's front edge."""
    tall = int(height * 0.74)
    wide, deep, thick = 1.5, 1.02, 0.03
    tilt, x = 0.27, 1.5 / 2
    hinge, top = -deep / 2, 0.97
    screen = _lid(int(tall * wide), tall, paint)
    deck = _deck(int(tall * wide), int(tall * 0.72))
    front = linear(64, 16, np.full(3, 0.86, np.float32), np.full(3, 0.5, np.float32))
    side = np.full((8, 8, 3), 0.5, np.float32)
    back = hinge - tilt
    faces = (
        Face(side, ((x, 0, deep / 2), (x, 0, hinge), (x, -thick, hinge), (x, -thick, deep / 2))),
        Face(deck, ((-x, 0, hinge), (x, 0, hinge), (x, 0, deep / 2), (-x, 0, deep / 2))),
        Face(front, ((-x, 0, deep / 2), (x, 0, deep / 2), (x, -thick, deep / 2), (-x, -thick, deep / 2))),
        Face(screen, ((-x, top, back), (x, top, back), (x, 0.0, hinge), (-x, 0.0, hinge))),
    )
    return assembled(height, Camera(-13 if paint.seed // 2 % 2 else 13, 15, distance=5.2), faces)


def _upright(x: float, z: float) -> tuple[Point, Point, Point, Point]:
    return ((-x, 1, z), (x, 1, z), (x, 0, z), (-x, 0, z))


def _edge_light(share: float) -> float:
    """Brightness of the metal's edge from the back to the front: two chamfers and a band between them."""
    return float(
        0.42 + 0.34 * np.exp(-(((share - 0.55) / 0.2) ** 2)) + 0.5 * (share > 0.93) - 0.1 * (share < 0.1)
    )


def _frame(width: int, height: int, light: float) -> Pixels:
    face = np.empty((height, width, 4), np.float32)
    rows = np.linspace(0, 1, height, dtype=np.float32)[:, None]
    much = light * (1.08 - 0.3 * rows)
    face[..., :3] = np.clip(_TITAN * much[..., None] * 1.3, 0, 1)
    face[..., 3] = _rounded_mask(width, height, 0.0, height * 0.076)
    return face


def _phone_face(width: int, height: int, paint: Paint) -> Pixels:
    unit = height / 1000
    face = np.empty((height, width, 4), np.float32)
    face[..., :3] = _TITAN * 1.35
    body = _rounded_mask(width, height, 5 * unit, 72 * unit)[..., None]
    face[..., :3] += (_BEZEL - face[..., :3]) * body
    inset = 17 * unit
    shown = app(width - 2 * int(inset), height - 2 * int(inset), paint)
    glass = np.zeros((height, width, 3), np.float32)
    i = int(inset)
    glass[i : i + shown.shape[0], i : i + shown.shape[1]] = shown
    mask = _rounded_mask(width, height, inset, 58 * unit)[..., None]
    face[..., :3] += (glass - face[..., :3]) * mask
    canvas = Canvas(width, height, _BEZEL)
    canvas.pixels = np.ascontiguousarray(face[..., :3])
    island = (width / 2 - 60 * unit, 38 * unit, width / 2 + 60 * unit, 68 * unit)
    canvas.shape(rounded(*island, 15 * unit), island, np.zeros(3, np.float32))
    lens = (width / 2 + 42 * unit, 53 * unit)
    canvas.shape(disc(*lens, 7 * unit), island, np.array([0.08, 0.1, 0.2], np.float32))
    face[..., :3] = canvas.pixels
    face[..., :3] += (_glare(width, height) * mask[..., 0])[..., None] * (1 - face[..., :3])
    face[..., 3] = _rounded_mask(width, height, 0.0, 76 * unit)
    return np.clip(face, 0, 1)


def _lid(width: int, height: int, paint: Paint) -> Pixels:
    unit = height / 640
    face = np.empty((height, width, 4), np.float32)
    face[..., :3] = _TITAN * 1.2
    face[..., :3] += (_BEZEL - face[..., :3]) * _rounded_mask(width, height, 3 * unit, 20 * unit)[..., None]
    edge, foot = int(15 * unit), int(26 * unit)
    shown = desk(width - 2 * edge, height - edge - foot, paint)
    face[edge : height - foot, edge : width - edge, :3] = shown
    glare = _glare(width, height)
    face[..., :3] += glare[..., None] * (1 - face[..., :3])
    face[..., 3] = _rounded_mask(width, height + int(40 * unit), 0, 22 * unit)[:height]
    return np.clip(face, 0, 1)


def _deck(width: int, height: int) -> Pixels:
    unit = width / 1000
    metal = linear(width, height, np.full(3, 0.66, np.float32), np.full(3, 0.86, np.float32), degrees=78)
    canvas = Canvas(width, height, _TITAN)
    canvas.pixels = np.ascontiguousarray(metal)
    well = (70 * unit, height * 0.08, width - 70 * unit, height * 0.56)
    canvas.shape(rounded(*well, 10 * unit), well, shade(_TITAN, -0.12))
    rows, keys = 5, 14
    step = (well[2] - well[0] - 8 * unit) / keys
    pitch = (well[3] - well[1] - 8 * unit) / rows
    dark = np.array([0.09, 0.09, 0.1], np.float32)
    for row in range(rows):
        spans = (
            ((0, 3), (3, 4), (4, 10), (10, 11), (11, 14))
            if row == rows - 1
            else tuple((n, n + 1) for n in range(keys))
        )
        for start, end in spans:
            key = (well[0] + 6 * unit + start * step, well[1] + 6 * unit + row * pitch,
                   well[0] + 2 * unit + end * step, well[1] + 1 * unit + (row + 1) * pitch)  # fmt: skip
            canvas.shape(rounded(*key, 5 * unit), key, dark)
    pad = (width * 0.34, height * 0.62, width * 0.66, height * 0.96)
    canvas.shape(rounded(*pad, 10 * unit), pad, np.full(3, 0.74, np.float32))
    inner = (pad[0] + 1.5 * unit, pad[1] + 1.5 * unit, pad[2] - 1.5 * unit, pad[3] - 1.5 * unit)
    canvas.shape(rounded(*inner, 9 * unit), inner, np.full(3, 0.82, np.float32))
    canvas.pixels[: max(2, int(height * 0.05))] *= 0.62
    return canvas.pixels


def _glare(width: int, height: int) -> Pixels:
    """A window mirrored in the glass: one broad diagonal."""
    rows, columns = np.mgrid[0:height, 0:width].astype(np.float32)
    along = (columns / width) * 0.9 - (rows / height) * 0.62
    return (0.07 * np.clip((along - 0.12) / 0.02, 0, 1) * np.clip(1.2 - rows / height, 0, 1)).astype(
        np.float32
    )


def _rounded_mask(width: int, height: int, inset: float, radius: float) -> Pixels:
    rows, columns = np.mgrid[0:height, 0:width].astype(np.float32) + 0.5
    shape = rounded(inset, inset, width - inset, height - inset, radius)
    return np.clip(0.5 - shape(columns, rows), 0, 1).astype(np.float32)
