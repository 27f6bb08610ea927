"""Things with flat sides: cartons, books, bags."""

import numpy as np

from astro_pipeline.media.objects.label import Paint, label
from astro_pipeline.media.objects.lathe import Normals, turned
from astro_pipeline.media.objects.light import Finish, lit
from astro_pipeline.media.objects.solid import Camera, Face, Point, assembled, shaded
from astro_pipeline.media.pixels.colour import Rgb, shade
from astro_pipeline.media.pixels.raster import Pixels, blurred, looked_up, stretched

_PAGES: Rgb = np.array([0.95, 0.93, 0.87], np.float32)


def carton(height: int, paint: Paint) -> Pixels:
    """A carton, its front turned to the light, its lid a little open to the eye."""
    wide, deep = 0.66, 0.3
    tall = int(height * 0.92)
    front = label(int(tall * wide), tall, paint, paint.main)
    side = _plain(int(tall * deep), tall, paint.main)
    _printed_edge(side, front)
    lid = _plain(int(tall * wide), int(tall * deep), paint.main)
    seam = int(lid.shape[0] * 0.62)
    lid[seam : seam + 2] *= 0.82
    lid[seam + 2 : seam + 3] = np.clip(lid[seam + 2 : seam + 3] * 1.15, 0, 1)
    front = _edged(shaded(_sheen(front, 0.25, 0.11), light=1.05, fall=0.1, down=0.07))
    side = shaded(_sheen(side, 0.8, 0.05), light=0.66, fall=0.1, down=0.12)
    lid = shaded(lid, light=1.14, fall=0.06)
    lid = np.clip(lid + 0.035, 0, 1).astype(np.float32)
    x, z = wide / 2, deep / 2
    faces = (
        Face(lid, _quad((-x, 1, -z), (x, 1, -z), (x, 1, z), (-x, 1, z))),
        Face(side, _quad((x, 1, z), (x, 1, -z), (x, 0, -z), (x, 0, z))),
        Face(front, _quad((-x, 1, z), (x, 1, z), (x, 0, z), (-x, 0, z))),
    )
    return assembled(height, Camera(-27, 15, distance=4.4), faces)


def book(height: int, paint: Paint) -> Pixels:
    """A hardback: its cover, its spine, the head of its pages."""
    wide, deep = 0.7, 0.13
    tall = int(height * 0.93)
    cover = label(int(tall * wide), tall, paint, paint.main, at=0.3)
    joint = int(cover.shape[1] * 0.045)
    across = np.arange(cover.shape[1], dtype=np.float32)
    groove = 1 - 0.28 * np.exp(-(((across - joint) / (joint * 0.22)) ** 2))
    groove += 0.1 * np.exp(-(((across - joint * 1.45) / (joint * 0.2)) ** 2))
    cover = np.clip(cover * groove[None, :, None], 0, 1).astype(np.float32)
    spine = _plain(max(8, int(tall * deep)), tall, shade(paint.main, -0.03))
    turn = np.linspace(-1, 1, spine.shape[1], dtype=np.float32)
    spine *= (0.84 + 0.26 * np.exp(-(((turn + 0.25) / 0.4) ** 2)) - 0.2 * turn**4)[None, :, None]
    pages = _pages(int(tall * wide), max(8, int(tall * deep)))
    cloth = shaded(_sheen(cover, 0.3, 0.07), light=0.98, fall=0.14, down=0.04)
    x, z, board = wide / 2, deep / 2, 0.014
    inner, low = x - 0.012, 1 - 0.016
    edge = _plain(60, 8, shade(paint.main, 0.06))
    back, head = -z + board, z - board
    far = _plain(60, 30, shade(paint.main, -0.12))
    spine = np.clip(spine * 0.95, 0, 1).astype(np.float32)
    faces = (
        Face(far, _quad((-x, 1, -z), (x, 1, -z), (x, 1, back), (-x, 1, back))),
        Face(pages, _quad((-x, low, back), (inner, low, back), (inner, low, head), (-x, low, head))),
        Face(spine, _quad((-x, 1, -z), (-x, 1, z), (-x, 0, z), (-x, 0, -z))),
        Face(edge, _quad((-x, 1, head), (x, 1, head), (x, 1, z), (-x, 1, z))),
        Face(_edged(cloth), _quad((-x, 1, z), (x, 1, z), (x, 0, z), (-x, 0, z))),
    )
    return assembled(height, Camera(24, 17, distance=4.4), faces)


def bag(height: int, paint: Paint) -> Pixels:
    """A stand-up pouch with a sealed top: coffee, snacks, food for pets."""
    profile = ((0, 0), (0, 0.315), (0.1, 0.318), (0.3, 0.33), (0.7, 0.335), (0.93, 0.326), (0.985, 0.31),
               (1, 0.285))  # fmt: skip
    seen = turned(height, profile, fillet=0.012)
    bulge = np.clip((seen.down - 0.08) / 0.5, 0.12, 1)
    high, wide = seen.alpha.shape
    folds = _folds(wide, high, paint.rng) * np.clip(1.15 - bulge * 0.55, 0.3, 1)
    right = seen.across**3 * 0.85 * bulge + 0.12 * seen.across * bulge + folds[0]
    up = np.clip((0.5 - seen.down) * 0.16 + folds[1], -0.6, 0.6)
    toward = np.sqrt(np.clip(1 - right**2 - up**2, 0.02, 1))
    normals = Normals(*(each.astype(np.float32) for each in (right, up, toward)))
    sheet = label(int(900 * 0.67), 900, paint, paint.main, at=0.34)
    columns = (seen.across * 0.5 + 0.5) * sheet.shape[1] - 0.5
    rows = np.clip(seen.down, 0, 1) * sheet.shape[0] - 0.5
    rgba = np.dstack([sheet, np.ones(sheet.shape[:2], np.float32)])
    skin = looked_up(rgba, columns.astype(np.float32), rows.astype(np.float32))[..., :3]
    skin = np.where((seen.down < 0.004)[..., None], paint.main, skin).astype(np.float32)
    picture = lit(skin, normals, Finish(paint.main, gloss=0.5, rough=0.16))
    whole = np.dstack([picture, seen.alpha]).astype(np.float32)
    return _sealed(whole, seen.unit, paint)


def _sealed(picture: Pixels, unit: float, paint: Paint) -> Pixels:
    """The top pressed flat: a ribbed seam with a tear notch at each side."""
    height, width = picture.shape[:2]
    seam, side = int(0.085 * unit), int(0.318 * unit)
    out = picture.copy()
    out[:seam, :, 3] = 0
    left = width // 2 - side
    rows = np.arange(seam, dtype=np.float32)[:, None]
    across = np.linspace(-1, 1, 2 * side, dtype=np.float32)[None]
    ribs = 0.06 * np.sin(rows * 2 * np.pi / max(3.0, seam / 10))
    sheen = 0.94 + ribs + 0.12 * np.exp(-(((across + 0.45) / 0.2) ** 2)) - 0.14 * np.clip(across, 0, 1)
    out[:seam, left : left + 2 * side, :3] = np.clip(paint.main * sheen[..., None] + 0.02, 0, 1)
    out[:seam, left : left + 2 * side, 3] = 1
    fold = np.exp(-np.arange(int(seam * 0.8), dtype=np.float32) / (seam * 0.22)) * 0.22
    out[seam : seam + len(fold), :, :3] *= (1 - fold)[:, None, None]
    notch, at = max(2, int(0.012 * unit)), int(seam * 1.12)
    for n in range(notch):
        out[at - (notch - n) : at + (notch - n), [left + n, left + 2 * side - 1 - n], 3] = 0
    return out[:height]


def _folds(width: int, height: int, rng: np.random.Generator) -> tuple[Pixels, Pixels]:
    """Soft creases of a filled film: slopes to the right and upwards."""
    coarse = rng.standard_normal((7, 5), dtype=np.float32)
    bumps = blurred(stretched(coarse, width, height), max(1.0, width * 0.01))
    scale = 0.09 * width / 4
    right: Pixels = np.gradient(bumps, axis=1).astype(np.float32)
    down: Pixels = np.gradient(bumps, axis=0).astype(np.float32)
    return right * np.float32(scale), down * np.float32(-scale)


def _quad(a: Point, b: Point, c: Point, d: Point) -> tuple[Point, Point, Point, Point]:
    return a, b, c, d


def _plain(width: int, height: int, colour: Rgb) -> Pixels:
    face = np.empty((max(2, height), max(2, width), 3), np.float32)
    face[:] = colour
    return face


def _printed_edge(side: Pixels, front: Pixels) -> None:
    """The front's design goes around the corner, in place: its last column, row by row."""
    side[:] = front[:, -1:]


def _sheen(face: Pixels, at: float, much: float) -> Pixels:
    """A softbox mirrored in a varnished sheet: one slanted, soft strip."""
    high, wide = face.shape[:2]
    columns = np.linspace(0, 1, wide, dtype=np.float32)[None]
    rows = np.linspace(0, 1, high, dtype=np.float32)[:, None]
    strip = np.exp(-(((columns - at - 0.18 * rows) / 0.16) ** 2)) * (1 - 0.6 * rows)
    return np.clip(face + (much * strip)[..., None], 0, 1).astype(np.float32)


def _edged(face: Pixels) -> Pixels:
    """Light caught by the worn edges of board."""
    out = face.copy()
    line = max(1, face.shape[0] // 500)
    for edge in (np.s_[:line], np.s_[:, :line], np.s_[:, -line:]):
        out[edge] = np.clip(out[edge] * 0.8 + 0.2, 0, 1)
    return out


def _pages(width: int, depth: int) -> Pixels:
    face = _plain(width, depth, _PAGES)
    lines = 0.93 + 0.07 * np.sin(np.arange(face.shape[0], dtype=np.float32) * 2.4)
    dark = np.linspace(0.88, 1.0, face.shape[0], dtype=np.float32)
    return np.clip(face * (lines * dark)[:, None, None], 0, 1).astype(np.float32)
