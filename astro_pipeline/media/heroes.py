"""Objects painted by code, lit, with the brand's name on them and nothing else written."""

from collections.abc import Callable
from typing import Final

import numpy as np

from astro_pipeline.media.canvas import Canvas, rounded
from astro_pipeline.media.colour import WHITE, lightness, mix, most_legible, shade
from astro_pipeline.media.label import Paint, label, name_on, paint_from
from astro_pipeline.media.lathe import Finish, Wrap, ellipse, lay, stacked, turned_body, wrap_ratio
from astro_pipeline.media.paint import ball
from astro_pipeline.media.raster import Pixels
from astro_pipeline.media.slabs import Screen, book, carton, laptop, phone


def hero(form: str, *, name: str, palette: tuple[str, ...], height: int, seed: int) -> Pixels:
    """The object as an RGBA cut-out, about `height` pixels high, the name on it verbatim.

    Raises: MissingGlyph where no font draws the name; ValueError for a form it does not know.
    """
    if form not in FORMS:
        raise ValueError(f"form {form!r} is not painted here; use one of {', '.join(FORMS)}")
    return FORMS[form](height, paint_from(palette, name, seed))


def _can(height: int, paint: Paint) -> Pixels:
    top, bottom, radius = 0.13, 0.925, 0.222
    texture = label(int(900 * wrap_ratio(radius, top, bottom)), 900, paint, paint.main)
    profile = ((0, 0.155), (0.03, 0.158), (0.045, 0.152), (0.115, 0.215), (0.15, radius),
               (0.88, radius), (0.93, 0.212), (0.965, 0.172), (1, 0.165))  # fmt: skip
    steel = Finish(np.array([0.62, 0.63, 0.65], np.float32), metal=0.92)
    body = turned_body(height, profile, steel, Wrap(texture, top, bottom))
    lid_width, lid_height = int(0.31 * height), int(0.042 * height)
    columns = np.linspace(-1, 1, lid_width, dtype=np.float32)[None, :, None]
    sheen = np.clip(0.68 + 0.22 * np.sin(columns * 3.3 + 1.2), 0, 1) * np.ones((lid_height, 1, 3), np.float32)
    whole = np.zeros((height + lid_height // 2, body.shape[1], 4), np.float32)
    lay(whole, body, 0, lid_height // 2)
    left = (body.shape[1] - lid_width) // 2
    lay(whole, ellipse(lid_width, lid_height, np.full(3, 0.93, np.float32)), left, 0)
    inner = ellipse(
        int(lid_width * 0.9), int(lid_height * 0.84), sheen[: int(lid_height * 0.84), : int(lid_width * 0.9)]
    )
    lay(whole, inner, left + int(lid_width * 0.05), int(lid_height * 0.1))
    return _dewy(whole, paint.rng)


def _dewy(body: Pixels, rng: np.random.Generator, count: int = 130) -> Pixels:
    """Drops of condensation: each a lens, lit from below, with a spark."""
    height, width = body.shape[:2]
    for _ in range(count):
        x, y = rng.uniform(0.1, 0.9) * width, rng.uniform(0.18, 0.9) * height
        radius = abs(rng.normal(0.0026, 0.0016)) * height + 0.8
        x0, y0, x1, y1 = int(x - radius - 2), int(y - radius - 2), int(x + radius + 3), int(y + radius + 3)
        rows, columns = np.mgrid[y0:y1, x0:x1].astype(np.float32) + 0.5
        inside = np.clip(radius - np.hypot(columns - x, rows - y) + 0.5, 0, 1)
        below = np.clip(((columns - x) * 0.5 + (rows - y) * 0.8) / radius, -1, 1)
        spark = np.exp(
            -((columns - x + radius * 0.35) ** 2 + (rows - y + radius * 0.4) ** 2) / (radius**2 * 0.1)
        )
        part = body[y0:y1, x0:x1, :3]
        part[:] = np.clip(part + (inside * (below * 0.15 + spark * 0.6))[..., None], 0, 1)
    return body


def _bottle(height: int, paint: Paint) -> Pixels:
    """A frosted dropper bottle."""
    tone = paint.accent if lightness(paint.accent) > 0.55 else mix(paint.accent, WHITE, 0.45)
    glass = mix(tone, paint.light, 0.35)
    low = int(height * 0.6)
    radius = 0.31
    wide, tall = int(800 * wrap_ratio(radius, 0.12, 0.94)), 800
    texture = Canvas(wide, tall, mix(glass, tone, 0.5))
    texture.shape(rounded(0, -9, wide, tall * 0.075, 0), (0, 0, wide, tall * 0.075), mix(glass, WHITE, 0.4))
    ink = most_legible((paint.dark,), mix(glass, tone, 0.5))
    name_on(
        texture,
        paint.name,
        x=wide / 2,
        y=tall * 0.36,
        width=wide * 0.44,
        height=tall * 0.17,
        ink=ink,
        serif=True,
    )
    rule = (wide / 2 - 46, tall * 0.66, wide / 2 + 46, tall * 0.664)
    texture.shape(rounded(*rule, 1), rule, ink)
    profile = ((0, 0.285), (0.012, 0.3), (0.05, radius), (0.9, radius), (0.965, 0.292), (1, 0.255))
    body = turned_body(
        low, profile, Finish(mix(glass, WHITE, 0.3), gloss=1.2), Wrap(texture.pixels, 0.12, 0.94)
    )
    cap_finish = Finish(shade(paint.dark, 0.03), gloss=0.55)
    cap = turned_body(int(height * 0.14), ((0, 0.4), (0.04, 0.44), (0.96, 0.44), (1, 0.42)), cap_finish)
    ribs = np.sin(np.arcsin(np.clip(np.linspace(-1, 1, cap.shape[1]), -1, 1)) * 44).astype(np.float32) * 0.1
    cap[..., :3] = np.clip(cap[..., :3] * (1 + ribs[None, :, None]), 0, 1)
    rubber = Finish(mix(paint.dark, paint.light, 0.1), gloss=0.65)
    bulb_profile = (
        (0, 0.03),
        (0.02, 0.09),
        (0.06, 0.12),
        (0.2, 0.145),
        (0.55, 0.145),
        (0.82, 0.18),
        (1, 0.19),
    )
    bulb = turned_body(int(height * 0.24), bulb_profile, rubber)
    neck = turned_body(int(height * 0.05), ((0, 0.95), (1, 1.0)), Finish(mix(glass, WHITE, 0.35)))
    return stacked(((bulb, 0), (cap, 4), (neck, 4), (body, int(height * 0.012))))


def _tube(height: int, paint: Paint) -> Pixels:
    """A tube of cream standing on its cap."""
    body_height = int(height * 0.84)
    texture = label(int(1000 * wrap_ratio(0.19, 0.06, 1)), 1000, paint, paint.light, at=0.4)
    finish = Finish(paint.light, gloss=0.8)
    profile = ((0, 0.245), (0.055, 0.243), (0.07, 0.24), (0.5, 0.215), (0.93, 0.18), (1, 0.168))
    body = turned_body(body_height, profile, finish, Wrap(texture, 0.06, 1.0))
    seam = int(body_height * 0.055)
    ribs = (np.sin(np.arange(seam, dtype=np.float32) * 6.28 / max(4.0, seam / 7)) * 0.05)[:, None, None]
    body[:seam, :, :3] = np.clip(mix(paint.light, paint.main, 0.08) * (0.92 + ribs), 0, 1)
    cap_profile = ((0, 0.82), (0.04, 0.86), (0.95, 0.9), (1, 0.88))
    cap = turned_body(int(height * 0.17), cap_profile, Finish(paint.main, gloss=0.8))
    return stacked(((body, 0), (cap, int(height * 0.006))))


def _cup(height: int, paint: Paint) -> Pixels:
    """A paper cup with its lid and sleeve."""
    body_height = int(height * 0.9)
    texture = label(int(800 * wrap_ratio(0.27, 0.22, 0.82)), 800, paint, paint.main, at=0.42, waves=False)
    profile = ((0, 0.325), (0.21, 0.307), (0.215, 0.314), (0.82, 0.268), (0.825, 0.26), (1, 0.245))
    paper = Finish(paint.light, gloss=0.25)
    body = turned_body(body_height, profile, paper, Wrap(texture, 0.22, 0.82))
    lid_profile = ((0, 1.7), (0.1, 2.0), (0.42, 2.06), (0.5, 2.4), (0.6, 2.55), (0.9, 2.55), (1, 2.45))
    lid = turned_body(int(height * 0.125), lid_profile, Finish(shade(paint.dark, 0.04), gloss=0.8))
    return stacked(((lid, 0), (body, int(height * 0.02))))


def _abstract(height: int, paint: Paint) -> Pixels:
    """Balls on a plinth that carries the name."""
    plinth_height = int(height * 0.42)
    radius = 0.72
    texture = label(int(420 * wrap_ratio(radius, 0.05, 1)), 420, paint, paint.main, at=0.42, waves=False)
    plinth = turned_body(
        plinth_height, ((0, radius), (1, radius)), Finish(paint.main, gloss=0.5), Wrap(texture, 0.03, 1)
    )
    wide = plinth.shape[1]
    lid = int(wide * 0.2)
    whole = np.zeros((height, wide, 4), np.float32)
    lay(whole, plinth, 0, height - plinth_height)
    lay(whole, ellipse(wide - 6, lid, shade(paint.main, 0.14)), 3, height - plinth_height - lid // 2)
    ground = height - plinth_height
    big = height * 0.265
    for x, radius_px, colour in (
        (0.44, big, paint.accent),
        (0.8, big * 0.42, paint.second),
        (0.14, big * 0.3, paint.light),
    ):
        stage = Canvas(wide, height, colour)
        y = ground - radius_px + lid * (0.05 if radius_px == big else 0.28)
        ball(stage, wide * x, y, radius_px, colour)
        rows, columns = np.mgrid[0:height, 0:wide].astype(np.float32) + 0.5
        alpha = np.clip(radius_px - np.hypot(columns - wide * x, rows - y) + 0.5, 0, 1)
        shadow = np.clip(
            1
            - np.hypot(
                (columns - wide * x - radius_px * 0.15) / (radius_px * 0.9),
                (rows - y - radius_px) / (radius_px * 0.16),
            ),
            0,
            1,
        )
        whole[..., :3] *= (1 - 0.5 * shadow)[..., None]
        lay(whole, np.dstack([stage.pixels, alpha]).astype(np.float32), 0, 0)
    return whole


def _screen(paint: Paint) -> Screen:
    return Screen(paint.name, paint.main, paint.accent, paint.second, paint.light, paint.dark, paint.seed)


FORMS: Final[dict[str, Callable[[int, Paint], Pixels]]] = {
    "can": _can,
    "bottle": _bottle,
    "tube": _tube,
    "box": lambda height, paint: carton(height, label(700, 1000, paint, paint.main), paint.main),
    "phone": lambda height, paint: phone(height, _screen(paint)),
    "laptop": lambda height, paint: laptop(height, _screen(paint)),
    "book": lambda height, paint: book(height, label(720, 1000, paint, paint.main), paint.main),
    "cup": _cup,
    "abstract": _abstract,
}
"""Every form that is painted here."""
