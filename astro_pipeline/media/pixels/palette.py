"""What each colour of a brand is for in one picture: ground, ink, accents, button."""

from dataclasses import dataclass
from typing import Final, Literal

import numpy as np

from astro_pipeline.media.pixels.colour import (
    LARGE_CONTRAST,
    Rgb,
    chroma,
    contrast,
    from_oklab,
    lightness,
    mix,
    most_legible,
    oklab,
    parse,
    shade,
    with_lightness,
)

Style = Literal["bold", "editorial", "minimal", "pattern"]
"""The four families: their ground and arrangement differ, not only their colour."""

HOUSE_PALETTE: Final = ("#17324D", "#F0683C", "#F7C560", "#FBF4EA")
"""For a brand that gives no colour."""


@dataclass(frozen=True, slots=True)
class Roles:
    """A palette at work."""

    ground: Rgb
    ink: Rgb
    accent: Rgb
    """The large shape behind the object."""
    second: Rgb
    """The small shape, or the shape in the shape."""
    cta: Rgb
    cta_ink: Rgb
    light: Rgb
    dark: Rgb
    brand: Rgb
    """The brand's main colour."""


def roles(
    palette: tuple[str, ...],
    style: Style,
    *,
    choice: int,
    warmth: float,
    light: float,
    ground: str | None = None,
) -> Roles:
    """The roles of the colours in that style.

    `choice` picks among the grounds the palette offers, `warmth` and `light` (-1 to 1) move
    the ground as a reviewer asked; `ground` sets it. Ink has 4.5:1 on the ground, the button
    3:1, its label 4.5:1.
    """
    colours = tuple(parse(each) for each in palette or HOUSE_PALETTE)
    pale, deep = _pale(colours), _deep(colours)
    offered = _grounds(style, colours, pale, deep)
    chosen = parse(ground) if ground else _moved(offered[choice % len(offered)], warmth, light)
    return _on(chosen, colours, pale, deep)


def _on(ground: Rgb, colours: tuple[Rgb, ...], pale: Rgb, deep: Rgb) -> Roles:
    """The other roles, chosen for a ground."""
    vivid = tuple(c for c in colours if chroma(c) > 0.05) or (colours[0],)
    accent = _accent(ground, vivid, pale, deep)
    ink = most_legible(
        (pale, deep) if contrast(pale, ground) > contrast(deep, ground) else (deep, pale), ground
    )
    second = max((*vivid, pale, deep), key=lambda c: _apart(c, ground) + _apart(c, accent) + 2 * chroma(c))
    cta = _button(ground, vivid, ink, accent)
    return Roles(
        ground=ground,
        ink=ink,
        accent=accent,
        second=second,
        cta=cta,
        cta_ink=most_legible((pale, deep) if lightness(cta) < 0.62 else (deep, pale), cta),
        light=pale,
        dark=deep,
        brand=colours[0],
    )


def _grounds(style: Style, colours: tuple[Rgb, ...], pale: Rgb, deep: Rgb) -> tuple[Rgb, ...]:
    main = colours[0]
    strong = tuple(c for c in colours if chroma(c) > 0.07 and 0.3 < lightness(c) < 0.9) or (main,)
    tint = with_lightness(main, 0.93, 0.35)
    match style:
        case "bold":
            return (*strong[1:], *strong[:1])
        case "editorial":
            return (with_lightness(main, 0.27, 0.8), with_lightness(strong[-1], 0.9, 0.55), deep)
        case "minimal":
            return (mix(pale, np.ones(3, np.float32), 0.4), tint, shade(pale, -0.06))
        case "pattern":
            return (pale, main, tint)


def _pale(colours: tuple[Rgb, ...]) -> Rgb:
    lightest = max(colours, key=lightness)
    return lightest if lightness(lightest) > 0.93 else with_lightness(colours[0], 0.97, 0.12)


def _deep(colours: tuple[Rgb, ...]) -> Rgb:
    darkest = min(colours, key=lightness)
    return darkest if lightness(darkest) < 0.3 else with_lightness(colours[0], 0.19, 0.45)


def _moved(ground: Rgb, warmth: float, light: float) -> Rgb:
    if not warmth and not light:
        return ground
    return from_oklab(oklab(ground) + np.array([0.14 * light, 0.02 * warmth, 0.055 * warmth]))


def _apart(one: Rgb, other: Rgb) -> float:
    return float(np.linalg.norm(oklab(one) - oklab(other)))


def _accent(ground: Rgb, vivid: tuple[Rgb, ...], pale: Rgb, deep: Rgb) -> Rgb:
    rivals = tuple(c for c in vivid if _apart(c, ground) > 0.12)
    if rivals:
        return max(rivals, key=lambda c: chroma(c) + 0.3 * _apart(c, ground))
    lean = pale if lightness(ground) < 0.6 else deep
    return mix(ground, lean, 0.28)


def _button(ground: Rgb, vivid: tuple[Rgb, ...], ink: Rgb, accent: Rgb) -> Rgb:
    seen = tuple(c for c in vivid if contrast(c, ground) >= LARGE_CONTRAST and _apart(c, accent) > 0.02)
    strong = tuple(c for c in (*seen, accent) if contrast(c, ground) >= LARGE_CONTRAST)
    return max(strong, key=chroma) if strong else ink
