"""What an object is painted with, and the label on it: the brand's name and nothing else."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import numpy as np

from astro_pipeline.media.pixels.canvas import Canvas, disc, rounded
from astro_pipeline.media.pixels.colour import (
    BLACK,
    WHITE,
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
from astro_pipeline.media.pixels.palette import HOUSE_PALETTE
from astro_pipeline.media.pixels.raster import Pixels
from astro_pipeline.media.type.fonts import Chain, chain
from astro_pipeline.media.type.typeset import Block, Manner, draw, fit

_LOUD: Final = 0.2
"""More chroma than this is a light, not a paint: large surfaces stay below it."""
_LOW: Final = 0.8
"""A label lower than this share of its width has room for the name alone."""
_WIDEST: Final = 0.66
"""What is seen of a label from the front, as a share of the visible half."""
_UPRIGHT: Final = 0.055
"""A name whose size falls under this share of the label's height is set along it instead."""


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
    grotesk: Chain
    serif: Chain

    @property
    def rng(self) -> np.random.Generator:
        """Its own stream of chance."""
        return np.random.default_rng(self.seed)

    @property
    def design(self) -> int:
        """Which of the designs is drawn; an odd seed has the design of the even one before."""
        return self.seed // 2


def paint_from(
    palette: tuple[str, ...], name: str, seed: int, *, language: str = "en", fonts: tuple[Path, ...] = ()
) -> Paint:
    """The brand's colours at work; an odd seed takes another main colour than an even one."""
    colours = tuple(_as_paint(parse(each)) for each in palette or HOUSE_PALETTE)
    pale, deep = max(colours, key=lightness), min(colours, key=lightness)
    vivid = sorted(colours, key=chroma, reverse=True)
    main = _other_main(colours[0], vivid[0]) if seed % 2 else colours[0]
    others = [c for c in vivid if not np.allclose(c, main) and chroma(c) > 0.03]
    accent = others[0] if others else _tone(main)
    return Paint(
        main=main,
        accent=accent,
        second=others[1] if len(others) > 1 else mix(main, accent, 0.5),
        light=pale if lightness(pale) > 0.88 else with_lightness(main, 0.965, 0.12),
        dark=deep if lightness(deep) < 0.35 else with_lightness(main, 0.22, 0.5),
        name=name,
        seed=seed,
        grotesk=chain("grotesk", language, brand=fonts),
        serif=chain("serif", language, brand=fonts),
    )


def ink_on(paint: Paint, ground: Rgb) -> Rgb:
    """The brand's light or dark, whichever is read on that ground; else white or black."""
    inks = (paint.light, paint.dark) if lightness(ground) < 0.66 else (paint.dark, paint.light)
    return most_legible(inks, ground)


def label(
    width: int, height: int, paint: Paint, ground: Rgb, *, at: float = 0.34, span: float = 0.56
) -> Pixels:
    """A printed label: a quiet design, the name at a height, as wide as `span` allows.

    A long name has the label to itself.
    """
    canvas = Canvas(width, height, ground)
    if height < _LOW * width:
        return _low(canvas, paint, ground, span)
    design = _DESIGNS[paint.design % len(_DESIGNS)]
    clear = design(canvas, paint, ground)
    block = _fitted(paint, (width * span, height * min(0.24, clear - at)))
    if block is None or block.size < _UPRIGHT * height:
        canvas.pixels[:] = ground
        _bands(canvas, _seen(paint, ground)[0], ((0.0, 0.03), (0.97, 0.03)))
        _set_long(canvas, paint, ink_on(paint, ground), block)
    else:
        y = height * at - block.height / 2
        draw(canvas, block, width / 2, y, ink_on(paint, ground), align="center")
    return canvas.pixels


def print_on(
    width: int, height: int, paint: Paint, ink: Rgb, *, at: float = 0.4, span: float = 0.46
) -> Pixels:
    """The name alone, printed straight on the object: RGBA, clear but for the ink."""
    canvas = Canvas(width, height, BLACK)
    low = height < _LOW * width
    block = _fitted(paint, (width * span, height * (0.42 if low else 0.22)))
    if block is None or block.size < _UPRIGHT * height:
        _set_long(canvas, paint, WHITE, block)
    else:
        draw(canvas, block, width / 2, height * at - block.height / 2, WHITE, align="center")
    printed = np.empty((height, width, 4), np.float32)
    printed[..., :3] = ink
    printed[..., 3] = canvas.pixels[..., 0]
    return printed


def _low(canvas: Canvas, paint: Paint, ground: Rgb, span: float) -> Pixels:
    """A label broader than high: the name between two bands."""
    first, second, _ = _seen(paint, ground)
    _bands(canvas, first, ((0.0, 0.06), (0.82, 0.18)))
    _bands(canvas, second, ((0.79, 0.012),))
    width, height = canvas.width, canvas.height
    block = _fitted(paint, (width * span, height * 0.46))
    if block is None or block.size < 2 * _UPRIGHT * height:
        block = _fitted(paint, (width * _WIDEST, height * 0.46)) or block
    if block:
        y = height * 0.43 - block.height / 2
        draw(canvas, block, width / 2, y, ink_on(paint, ground), align="center")
    return canvas.pixels


def _fitted(paint: Paint, room: tuple[float, float]) -> Block | None:
    """The name as large as it goes into a room, in the serif for some campaigns."""
    serif = paint.design % 3 == 1
    faces = paint.serif if serif else paint.grotesk
    manner = Manner(faces, "en", -0.01 if serif else -0.02, 1.08)
    width, height = room
    return fit(paint.name, manner, width=width, height=height, largest=height, smallest=5, max_lines=2)


def _set_long(canvas: Canvas, paint: Paint, ink: Rgb, block: Block | None) -> None:
    """The name upwards along the whole label, or across all that is seen of it, whichever is larger."""
    width, height = canvas.width, canvas.height
    along = _fitted(paint, (height * 0.84, width * 0.3))
    across = _fitted(paint, (width * _WIDEST, height * 0.3)) or block
    if along and (across is None or along.size > across.size):
        _draw_upright(canvas, along, ink)
    elif across:
        draw(canvas, across, width / 2, (height - across.height) / 2, ink, align="center")


def _draw_upright(canvas: Canvas, block: Block, ink: Rgb) -> None:
    lying = Canvas(int(block.width) + 8, int(block.height) + 8, BLACK)
    draw(lying, block, 4 + block.width / 2, 4, WHITE, align="center")
    mask = np.ascontiguousarray(np.rot90(lying.pixels[..., 0]))
    left, top = (canvas.width - mask.shape[1]) // 2, (canvas.height - mask.shape[0]) // 2
    canvas.blend(left, top, mask, ink)


def _bands(canvas: Canvas, tone: Rgb, bands: tuple[tuple[float, float], ...]) -> None:
    """Bands from side to side: where each begins and how thick it is, in shares of the height."""
    for y, thick in bands:
        top, low = canvas.height * y, canvas.height * (y + thick)
        box = (0.0, top, float(canvas.width), low)
        canvas.shape(rounded(*box, 0), (-3, top, canvas.width + 3, low), tone)


def _as_paint(colour: Rgb) -> Rgb:
    much = chroma(colour)
    return with_lightness(colour, lightness(colour), _LOUD / much) if much > _LOUD else colour


def _other_main(main: Rgb, vivid: Rgb) -> Rgb:
    """Another main colour for another take: the palette's most vivid, or the same hue in another light."""
    if not np.allclose(main, vivid):
        return vivid
    return with_lightness(main, 0.42 if lightness(main) > 0.6 else 0.78)


def _tone(main: Rgb) -> Rgb:
    """The same hue, clearly lighter or darker."""
    return shade(main, -0.2) if lightness(main) > 0.6 else shade(main, 0.24)


def _seen(paint: Paint, ground: Rgb) -> tuple[Rgb, Rgb, Rgb]:
    """Three tones that stand apart from the ground."""
    tones = [c for c in (paint.accent, paint.second) if contrast(c, ground) > 1.25]
    first = tones[0] if tones else _tone(ground)
    last = paint.light if contrast(paint.light, ground) > 1.25 else paint.dark
    return first, mix(first, last, 0.5), last


def _waves(canvas: Canvas, paint: Paint, ground: Rgb) -> float:
    rng, width, height = paint.rng, canvas.width, canvas.height
    columns = np.arange(width, dtype=np.float32)[None]
    rows = np.arange(height, dtype=np.float32)[:, None]
    for n, tone in enumerate(_seen(paint, ground)):
        phase = rng.uniform(0, 6.28)
        crest = height * (0.64 + 0.1 * n) + height * 0.045 * np.sin(columns / width * 8.2 + phase)
        crest = crest + height * 0.016 * np.sin(columns / width * 17 + 2 * phase)
        canvas.blend(0, 0, np.clip(rows - crest, 0, 1).astype(np.float32), tone)
    return 0.58


def _sun(canvas: Canvas, paint: Paint, ground: Rgb) -> float:
    """A large disc that rises from the foot."""
    width, height = canvas.width, canvas.height
    first, _, last = _seen(paint, ground)
    whole = (0.0, 0.0, float(width), float(height))
    radius = min(0.36 * width, 0.4 * height)
    canvas.shape(disc(width / 2, height, radius * 1.28), whole, mix(first, ground, 0.55))
    canvas.shape(disc(width / 2, height, radius), whole, first)
    canvas.shape(disc(width / 2, height, radius * 0.5), whole, last)
    return min(0.62, 1 - radius * 1.28 / height)


def _stripes(canvas: Canvas, paint: Paint, ground: Rgb) -> float:
    """Fine bands around the lower third, wider downwards."""
    first, second, last = _seen(paint, ground)
    for n, tone in enumerate((first, first, second, second, last, last, last)):
        _bands(canvas, tone, ((0.64 + 0.052 * n, 0.052 * (0.25 + 0.09 * n)),))
    return 0.6


def _block(canvas: Canvas, paint: Paint, ground: Rgb) -> float:
    """A field of the second colour below, its edge a shallow slope, and a hairline."""
    width, height = canvas.width, canvas.height
    first, _, last = _seen(paint, ground)
    columns = np.arange(width, dtype=np.float32)[None] / width
    rows = np.arange(height, dtype=np.float32)[:, None]
    for y, tone in ((0.66, first), (0.86, last)):
        edge = height * (y + 0.11 * (0.5 - columns))
        canvas.blend(0, 0, np.clip(rows - edge, 0, 1).astype(np.float32), tone)
    return 0.58


def _quiet(canvas: Canvas, paint: Paint, ground: Rgb) -> float:
    """Two hairlines and much air."""
    width, height = canvas.width, canvas.height
    ink = mix(ground, ink_on(paint, ground), 0.8)
    _bands(canvas, ink, ((0.09, 0.004), (0.9, 0.004), (0.915, 0.012)))
    seal = height * 0.03
    x, y = width / 2, height * 0.74
    first = _seen(paint, ground)[0]
    canvas.shape(disc(x, y, seal), (x - seal, y - seal, x + seal, y + seal), first)
    return 0.66


_DESIGNS: Final[tuple[Callable[[Canvas, Paint, Rgb], float], ...]] = (_waves, _sun, _stripes, _block, _quiet)
"""Each returns where the clear part ends, as a share of the label's height."""
