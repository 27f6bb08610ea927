"""The ground of each style, and the object on it."""

import math
from dataclasses import dataclass
from typing import Final

import numpy as np

from astro_pipeline.media.adverts.layout import Layout, Piece
from astro_pipeline.media.adverts.look import Look
from astro_pipeline.media.pixels.area import Area
from astro_pipeline.media.pixels.canvas import Canvas, Distance, ring, rounded
from astro_pipeline.media.pixels.colour import Rgb, contrast, lightness, mix, opposed, shade, with_lightness
from astro_pipeline.media.pixels.paint import arch, contact_shadow, glow, mesh, plate, rays, rings, tiles
from astro_pipeline.media.pixels.palette import Roles
from astro_pipeline.media.pixels.picture import covering
from astro_pipeline.media.pixels.raster import Pixels, resized
from astro_pipeline.media.pixels.saliency import best_crop, saliency

BOLD_MOTIFS: Final = ("rays", "arch", "disc", "rings", "slant")
"""What stands behind the object in the bold style."""


@dataclass(frozen=True, slots=True)
class Subject:
    """The key visual: a cut-out object or a full photograph."""

    image: Pixels
    photograph: bool = False

    @property
    def ratio(self) -> float:
        """Width over height."""
        return self.image.shape[1] / self.image.shape[0]


def dressed(layout: Layout, look: Look, roles: Roles, subject: Subject, *, seed: int) -> Canvas:
    """The picture without its type: ground, motif, object with its shadow, grain."""
    canvas = Canvas(layout.width, layout.height, roles.ground)
    where = _standing(layout, subject) if layout.hero else None
    if subject.photograph:  # a photograph hides a motif in part, which looks like a mistake
        look = look.model_copy(update={"calm": True})
    _ground(canvas, layout, look, roles, where, seed=seed)
    if where and layout.hero:
        if subject.photograph:
            _photograph(canvas, layout.panel, subject.image)
            if look.style == "pattern":
                _ribbon(canvas, layout, roles, seed=seed + look.motif)
        else:
            _object(canvas, where, subject.image, roles, look)
    canvas.grain(0.009, seed)
    return canvas


def _standing(layout: Layout, subject: Subject) -> Area:
    """Where the object stands within what was left for it."""
    assert layout.hero is not None  # noqa: S101 -- asked only where there is one
    hero = layout.hero
    height = min(hero.height, hero.width / subject.ratio)
    width = height * subject.ratio
    left = hero.left + (hero.width - width) / 2
    top = hero.bottom - height if layout.stands else hero.top + (hero.height - height) / 2
    return Area(left, top, width, height)


def _ground(
    canvas: Canvas, layout: Layout, look: Look, roles: Roles, where: Area | None, *, seed: int
) -> None:
    match look.style:
        case "bold" if where and not look.calm:
            _bold(canvas, layout, look, roles, where)
        case "bold":
            pass
        case "editorial":
            _editorial(canvas, layout, look, roles, where, seed=seed)
        case "minimal":
            _minimal(canvas, look, roles, where)
        case "pattern":
            _pattern(canvas, layout, look, roles, where, seed=seed)


def _bold(canvas: Canvas, layout: Layout, look: Look, roles: Roles, where: Area) -> None:
    motif = BOLD_MOTIFS[look.motif % len(BOLD_MOTIFS)]
    x, y = where.left + where.width / 2, min(where.top + where.height / 2, layout.height * 0.86)
    half = min(_room(layout, x, y), where.width * 0.8)
    if motif == "arch" and where.width < where.height and _clear_below(layout, x, y, half):
        top = max(where.top + where.height * 0.1, y - _room(layout, x, y))
        arch(canvas, x, top, half, roles.accent, mix(roles.accent, roles.ground, 0.35))
        return
    off_centre = x / layout.width - 0.5
    if abs(off_centre) > 0.12:  # away from the text, where it may be larger
        x += math.copysign(0.22 * where.width, off_centre)
    room = _room(layout, x, y)
    if motif == "slant":
        _slant(canvas, x, y, min(room, max(where.width * 0.92, where.height * 0.56)), roles)
        return
    _round_motif(canvas, motif, x, y, room, where=where, roles=roles)


def _round_motif(
    canvas: Canvas, motif: str, x: float, y: float, room: float, *, where: Area, roles: Roles
) -> None:
    """A disc behind the object, on rays, in a paler disc, or rings in its place."""
    radius = min(room, max(where.width * 0.92, where.height * 0.56))
    quiet = shade(roles.ground, -0.032 if lightness(roles.ground) > 0.45 else 0.035)
    match motif:
        case "rings":
            rings(canvas, x, y, radius, roles.accent, count=4)
        case "rays":
            rays(canvas, x, y, quiet)
            _disc(canvas, x, y, radius, roles.accent)
        case _:
            _disc(canvas, x, y, radius, quiet)
            _disc(canvas, x, y, radius * 0.86, roles.accent)


def _clear_below(layout: Layout, x: float, y: float, half: float) -> bool:
    """True where no type lies under a shape that runs off the foot of the frame."""
    return all(
        piece.area.bottom < y or _inked(piece, x).right < x - half or piece.area.left > x + half
        for piece in layout.pieces
    )


def _slant(canvas: Canvas, x: float, y: float, radius: float, roles: Roles) -> None:
    """Two tilted bars behind the object."""
    tilt = math.tan(math.radians(20))
    bounds = (x - radius * 1.1, y - radius * 1.1, x + radius * 1.1, y + radius * 1.1)

    def bar(offset: float, half: float) -> Distance:
        def distance(columns: Pixels, rows: Pixels) -> Pixels:
            across = np.abs(columns - x - offset + (rows - y) * tilt) - half
            away = np.hypot(columns - x, rows - y) - radius * 1.05
            return np.maximum(across * 0.94, away).astype(np.float32)

        return distance

    canvas.shape(bar(-radius * 0.12, radius * 0.5), bounds, roles.accent)
    canvas.shape(bar(radius * 0.62, radius * 0.12), bounds, mix(roles.accent, roles.ground, 0.4))


def _disc(canvas: Canvas, x: float, y: float, radius: float, colour: Rgb) -> None:
    canvas.shape(
        lambda columns, rows: (np.hypot(columns - x, rows - y) - radius).astype(np.float32),
        (x - radius, y - radius, x + radius, y + radius),
        colour,
    )


def _editorial(
    canvas: Canvas, layout: Layout, look: Look, roles: Roles, where: Area | None, *, seed: int
) -> None:
    """A soft mesh with one warm spot behind the object, and a halo."""
    dark = lightness(roles.ground) < 0.6
    near = shade(roles.ground, 0.07 if dark else -0.05)
    far = shade(roles.ground, -0.06 if dark else 0.04)
    spot = mix(roles.ground, roles.accent, 0.42 if dark else 0.5)
    muddy = opposed(roles.ground, roles.accent)
    if muddy:  # halfway between opposite hues lies mud: stay with the ground's
        spot = shade(roles.ground, 0.11 if dark else -0.08)
    x, y = (0.5, 0.5)
    if where:
        x, y = (where.left + where.width / 2) / layout.width, (where.top + where.height / 2) / layout.height
    spots = ((0.05, 0.05), (x, y), (0.98, 0.98), (0.0, 0.85), (1.0, 0.05))
    colours = (near, roles.ground if look.calm else spot, far, roles.ground, near)
    canvas.pixels[:] = mesh(layout.width, layout.height, colours, spots, seed=seed + look.motif)
    if not where or look.calm:
        return
    centre_x, centre_y = x * layout.width, y * layout.height
    light = mix(roles.ground if muddy else roles.accent, roles.light, 0.5)
    reach = min(where.height * 0.62, _room(layout, centre_x, centre_y) * 1.25)
    glow(canvas, centre_x, centre_y, reach, light, alpha=0.4)
    line = max(1.0, min(layout.width, layout.height) / 480)
    halo = min(where.height * 0.47, _room(layout, centre_x, centre_y))
    bounds = (centre_x - halo - 3, centre_y - halo - 3, centre_x + halo + 3, centre_y + halo + 3)
    canvas.shape(
        ring(centre_x, centre_y, halo, line), bounds, roles.light if dark else roles.brand, alpha=0.42
    )


def _minimal(canvas: Canvas, look: Look, roles: Roles, where: Area | None) -> None:
    """One tone, a horizon of light under the object."""
    if not where or look.calm:
        return
    x, y = where.left + where.width / 2, where.top + where.height / 2
    reach = max(where.width, where.height) * 0.75
    tone = (mix(roles.ground, roles.accent, 0.16), shade(roles.ground, -0.05))[look.motif % 2]
    glow(canvas, x, y, reach, tone, alpha=0.9)


def _pattern(
    canvas: Canvas, layout: Layout, look: Look, roles: Roles, where: Area | None, *, seed: int
) -> None:
    """Tiles on the object's side of the frame; the text's side is plain."""
    if not where:
        return
    panel = layout.panel
    area = (round(panel.left), round(panel.top), round(panel.right), round(panel.bottom))
    base, first, second = _tile_colours(roles)
    if look.calm:
        canvas.shape(rounded(panel.left, panel.top, panel.right, panel.bottom, 0), area, base)
        return
    tiles(canvas, area, (base, first, second), count=(3, 4, 5)[look.motif % 3], seed=seed + look.motif)
    x, y = where.left + where.width / 2, where.top + where.height / 2
    plate_size = min(
        max(where.width, where.height * 0.62) * 0.62, 0.5 * min(panel.width, panel.height) * 0.96
    )
    _disc(canvas, x, min(y, layout.height - plate_size * 0.6), plate_size, roles.ground)


def _object(canvas: Canvas, where: Area, image: Pixels, roles: Roles, look: Look) -> None:
    picture = resized(image, round(where.width), round(where.height))
    left, top = round(where.left), round(where.top)
    floor = with_lightness(mix(roles.ground, roles.dark, 0.6), 0.12, 0.5)
    lifted = look.style == "pattern" or picture.shape[1] > 1.5 * picture.shape[0]
    contact_shadow(canvas, np.ascontiguousarray(picture[..., 3]), left, top, colour=floor, lifted=lifted)
    canvas.paste(picture, left, top)


def _photograph(canvas: Canvas, panel: Area, image: Pixels) -> None:
    width, height = max(1, round(panel.width)), max(1, round(panel.height))
    crop = best_crop(saliency(image), image.shape[1] / image.shape[0], width, height, ())
    picture = covering(image, width, height, focus=crop.focus)
    canvas.paste(picture, round(panel.left), round(panel.top))


def _ribbon(canvas: Canvas, layout: Layout, roles: Roles, *, seed: int) -> None:
    """A band of the brand's tiles where a photograph meets the text's side."""
    panel, wide = layout.panel, 0.055 * min(layout.width, layout.height)
    if panel.width < panel.height and panel.height > 0.9 * layout.height:
        left = panel.left if panel.left > 1 else panel.right - wide
        area = Area(left, panel.top, wide, panel.height)
    else:
        area = Area(panel.left, panel.top if panel.top > 1 else panel.bottom - wide, panel.width, wide)
    base, first, second = _tile_colours(roles)
    sides = (round(area.left), round(area.top), round(area.right), round(area.bottom))
    tiles(canvas, sides, (base, first, second), count=1, seed=seed)


def _tile_colours(roles: Roles) -> tuple[Rgb, Rgb, Rgb]:
    base = roles.brand if contrast(roles.brand, roles.ground) > 1.25 else roles.accent
    first = roles.second if base is roles.accent else roles.accent
    return base, first, with_lightness(base, min(0.93, lightness(base) + 0.14), 0.9)


def _room(layout: Layout, x: float, y: float) -> float:
    """How far a shape around a point may reach without touching type."""
    gap = 0.02 * min(layout.width, layout.height)
    areas = [layout.logo.area, *(_inked(piece, x) for piece in layout.pieces)]
    return max(gap, min(_distance(area, x, y) for area in areas) - gap)


def _inked(piece: Piece, x: float) -> Area:
    """The part of a piece's area its lines cover, with the side they start from turned away from `x`."""
    area, width = piece.area, piece.block.width
    if piece.role == "cta" or area.width <= width or x < area.left:
        return area
    if piece.align == "center":
        return Area(area.left + (area.width - width) / 2, area.top, width, area.height)
    return Area(area.left, area.top, width, area.height)


def _distance(area: Area, x: float, y: float) -> float:
    across = max(area.left - x, 0.0, x - area.right)
    down = max(area.top - y, 0.0, y - area.bottom)
    return math.hypot(across, down)


def calmed(canvas: Canvas, area: Area, colour: Rgb) -> None:
    """Lay the ground's colour, soft-edged, behind type that would not be legible otherwise."""
    by = 0.04 * min(canvas.width, canvas.height)
    plate(
        canvas, (area.left - by, area.top - by, area.right + by, area.bottom + by), colour, softness=by * 0.8
    )
