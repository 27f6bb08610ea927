"""What an object is painted with, and the label on it: the brand's name and nothing else."""

from dataclasses import dataclass

import numpy as np

from astro_pipeline.media.canvas import Canvas, disc, ring
from astro_pipeline.media.colour import (
    Rgb,
    chroma,
    contrast,
    lightness,
    mix,
    most_legible,
    parse,
    shade,
    with_lightness,
)
from astro_pipeline.media.fonts import chain
from astro_pipeline.media.palette import HOUSE_PALETTE
from astro_pipeline.media.raster import Pixels
from astro_pipeline.media.typeset import Manner, draw, fit


@dataclass(frozen=True, slots=True)
class Paint:
    """What an object is painted with."""

    main: Rgb
    accent: Rgb
    second: Rgb
    light: Rgb
    dark: Rgb
    name: str
    seed: int

    @property
    def rng(self) -> np.random.Generator:
        """Its own stream of chance."""
        return np.random.default_rng(self.seed)


def paint_from(palette: tuple[str, ...], name: str, seed: int) -> Paint:
    """The brand's colours at work; an odd seed takes another main colour than an even one."""
    colours = tuple(parse(each) for each in palette or HOUSE_PALETTE)
    pale, deep = max(colours, key=lightness), min(colours, key=lightness)
    vivid = sorted(colours, key=chroma, reverse=True)
    main = _other_main(colours[0], vivid[0]) if seed % 2 else colours[0]
    others = [c for c in vivid if not np.allclose(c, main)] or [shade(main, 0.18)]
    return Paint(
        main=main,
        accent=others[0],
        second=others[1] if len(others) > 1 else mix(main, others[0], 0.5),
        light=pale if lightness(pale) > 0.88 else with_lightness(main, 0.96, 0.15),
        dark=deep if lightness(deep) < 0.35 else with_lightness(main, 0.2, 0.5),
        name=name,
        seed=seed,
    )


def _other_main(main: Rgb, vivid: Rgb) -> Rgb:
    """Another main colour for another take: the palette's most vivid, or the same hue in another light."""
    if not np.allclose(main, vivid):
        return vivid
    return with_lightness(main, 0.42 if lightness(main) > 0.6 else 0.78)


def label(
    width: int, height: int, paint: Paint, ground: Rgb, *, at: float = 0.34, waves: bool = True
) -> Pixels:
    """A printed label: the name, a mark above it, waves of colour below."""
    canvas = Canvas(width, height, ground)
    inks = (paint.light, paint.dark) if lightness(ground) < 0.65 else (paint.dark, paint.light)
    ink = most_legible(inks, ground)
    if waves:
        _waves(canvas, paint, ground)
    name_on(canvas, paint.name, x=width / 2, y=height * at, width=width * 0.54, height=height * 0.2, ink=ink)
    mark = height * 0.042
    accent = paint.accent if contrast(paint.accent, ground) > 1.6 else ink
    top = height * at - mark * 3.4
    canvas.shape(
        ring(width / 2, top, mark, mark * 0.26), (width / 2 - 99, top - 99, width / 2 + 99, top + 99), ink
    )
    canvas.shape(
        disc(width / 2, top, mark * 0.42), (width / 2 - 99, top - 99, width / 2 + 99, top + 99), accent
    )
    return canvas.pixels


def name_on(
    canvas: Canvas,
    name: str,
    *,
    x: float,
    y: float,
    width: float,
    height: float,
    ink: Rgb,
    serif: bool = False,
) -> None:
    """The name, centred, as large as it goes."""
    manner = Manner(chain("serif" if serif else "grotesk", "en"), "en", -0.02, 1.05)
    block = fit(name, manner, width=width, height=height, largest=height, smallest=5, max_lines=2)
    if block:
        draw(canvas, block, x, y, ink, align="center")


def _waves(canvas: Canvas, paint: Paint, ground: Rgb) -> None:
    rng, width, height = paint.rng, canvas.width, canvas.height
    columns = np.arange(width, dtype=np.float32)[None]
    rows = np.arange(height, dtype=np.float32)[:, None]
    tones = (paint.accent, mix(paint.accent, paint.light, 0.55), paint.light)
    for n, tone in enumerate(tones):
        phase = rng.uniform(0, 6.28)
        crest = height * (0.63 + 0.105 * n) + height * 0.05 * np.sin(columns / width * 8.8 + phase)
        crest = crest + height * 0.02 * np.sin(columns / width * 18.8 + 2 * phase)
        canvas.blend(
            0,
            0,
            np.clip(rows - crest, 0, 1).astype(np.float32),
            tone if n or ground is not tone else paint.second,
        )
