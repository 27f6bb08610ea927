"""Blocking: where the object, the shapes and the ground of a scene stand, for one view of it."""

from dataclasses import dataclass
from math import cos, radians, sin

from astro_pipeline.domain.staging import Calm, Glow, Ground, Motif, MotifKind, Prop, Spot, Staging, Tiles
from astro_pipeline.media.pixels.colour import Rgb, lightness, mix, shade, to_hex, with_lightness
from astro_pipeline.media.pixels.palette import Roles

_DARK = 0.6
"""Lightness below which a ground is dark."""
_UNDER = 0.03
"""How far an object reaches into the width that is type's, where lines seldom end."""
_BEYOND = 1.2
"""How far it may reach beside the frame, which ends at 1."""
_PAIR_REACH = 0.88
"""From the middle of an object to the far side of the one that stands behind it, in its widths."""


@dataclass(frozen=True, slots=True)
class View:
    """How near, where and how tilted the object is seen, and what it leaves to type."""

    height: float
    """Of the object, as a share of the frame's height (or width, where that binds)."""
    x: float
    y: float
    """Its centre, as shares of the frame."""
    tilt: float
    """Degrees, anticlockwise."""
    motif: str
    room: tuple[float, float]
    """Width and height of the calm zone, as shares of the frame; it begins at the top where type begins."""
    width: float = 1.5
    """Most width of the object, as a share of the frame's."""


@dataclass(frozen=True, slots=True)
class Shape:
    """The proportions a scene is blocked for: width over height of the frame, and of the object."""

    frame: float
    hero: float


@dataclass(frozen=True, slots=True)
class _Plan:
    """What the parts of one staging are placed by."""

    shape: Shape
    colours: Roles
    view: View
    style: str
    x: float
    height: float
    """The object's, share of the frame's height."""
    seed: int

    @property
    def dark(self) -> bool:
        return lightness(self.colours.ground) < _DARK

    @property
    def broad(self) -> bool:
        """True where type stands beside the object."""
        return self.view.room[0] < 1

    @property
    def free(self) -> float:
        """Where the zone of type ends, share of the height."""
        return self.view.room[1] + 0.015


def stage(
    shape: Shape, colours: Roles, view: View, *, picture: str, style: str, mirrored: bool, seed: int
) -> Staging:
    """The staging of a view: the object is the one of that digest; mirrored for reading from the right."""
    high = min(view.height, view.height * shape.frame * 1.5 / max(shape.hero, 0.5))
    high = min(high, view.width * shape.frame / shape.hero)
    x, high = _beside(shape, view, high) if view.room[0] < 1 else (view.x, high)
    x = 1 - x if mirrored else x
    plan = _Plan(shape, colours, view, style, round(x, 5), round(high, 5), seed)
    ground = _ground(plan).model_copy(update={"calm": calm_zone(view, mirrored=mirrored)})
    return Staging(ground=ground, motifs=_motifs(plan), props=_props(plan, picture))


def _beside(shape: Shape, view: View, high: float) -> tuple[float, float]:
    """Centre and height of an object beside type: it leaves the frame before it comes under the type."""
    turn = radians(abs(view.tilt))
    across = (shape.hero * cos(turn) + sin(turn)) / shape.frame  # of an object as high as the frame
    reach = _PAIR_REACH if view.motif == "pair" else 0.5
    left = view.room[0] - _UNDER
    high = min(high, (_BEYOND - left) / (2 * reach * across))
    return max(view.x, left + reach * across * high), high


def calm_zone(view: View, *, mirrored: bool) -> Calm:
    """Where type stands in that view."""
    across, down = view.room
    return Calm(left=1 - across if mirrored else 0.0, top=0.0, width=across, height=down)


def _ground(plan: _Plan) -> Ground:
    colours, view = plan.colours, plan.view
    plain = Ground(colour=to_hex(colours.ground), seed=plan.seed)
    if plan.style in {"editorial", "minimal"} or view.motif == "glow":
        # On a dark ground the accent would turn to mud on its way: light of the ground's own hue does not.
        lit = with_lightness(colours.ground, lightness(colours.ground) + 0.2, 1.2)
        spot = lit if plan.dark else mix(colours.ground, colours.accent, 0.22)
        near, far = shade(colours.ground, 0.05), shade(colours.ground, -0.05)
        tones = (near, spot, far, colours.ground)
        places = ((0.05, 0.05), (plan.x, view.y), (0.98, 0.98), (1.0, 0.05))
        spots = tuple(Spot(colour=to_hex(tone), x=x, y=y) for tone, (x, y) in zip(tones, places, strict=True))
        plain = plain.model_copy(update={"spots": spots})
    if plan.style == "pattern" and view.motif in {"disc", "rings"}:
        return plain.model_copy(update={"tiles": _tiles(plan)})
    if view.motif in {"pair", "glow", "none"}:
        light = mix(colours.ground if plan.dark else colours.accent, colours.light, 0.4)
        glow = Glow(
            colour=to_hex(light),
            x=plan.x,
            y=view.y,
            radius=plan.height * 0.8,
            alpha=0.6 if plan.dark else 0.32,
        )
        return plain.model_copy(update={"glow": glow})
    return plain


def _tiles(plan: _Plan) -> Tiles:
    colours = plan.colours
    left, right = 0.0, 1.0
    if plan.broad:
        left, right = (plan.x - 0.17, 1.0) if plan.x > 0.5 else (0.0, plan.x + 0.17)
    return Tiles(
        base=to_hex(mix(colours.ground, colours.brand, 0.9)),
        first=to_hex(mix(colours.ground, colours.accent, 0.55)),
        second=to_hex(colours.second),
        left=left,
        top=0.0 if plan.broad else plan.free,
        right=right,
        bottom=1.0,
    )


def _motifs(plan: _Plan) -> tuple[Motif, ...]:
    """What stands behind the object, kept below the zone of type."""
    colours, view, kind = plan.colours, plan.view, plan.view.motif
    tall = plan.shape.frame < 1 / 1.5
    low = max(view.y, 0.66) if tall else view.y
    most = 0.235 * plan.shape.frame if plan.broad else low - plan.free
    radius = min(most, plan.height * (0.9 if tall else 0.62))
    if plan.style == "pattern" and kind in {"disc", "rings"}:
        return (_motif(plan, "disc", low, radius * 0.92, colours.ground),)
    quiet = shade(colours.ground, -0.03 if lightness(colours.ground) > 0.45 else 0.032)
    match kind:
        case "rays" if not _ground(plan).spots:
            return (_motif(plan, "rays", view.y, 1.0, quiet),)
        case "rings":
            return (_motif(plan, "rings", low, radius, mix(colours.ground, colours.accent, 0.5)),)
        case "disc" if plan.style in {"bold", "pattern"}:
            return (_motif(plan, "disc", low, radius, colours.accent),)
        case "disc" | "rays":
            return (_motif(plan, "ring", low, radius, colours.accent, alpha=0.6),)
        case _:
            return ()


def _motif(
    plan: _Plan, kind: MotifKind, y: float, radius: float, colour: Rgb, *, alpha: float = 1.0
) -> Motif:
    return Motif(
        kind=kind, colour=to_hex(colour), alpha=alpha, x=plan.x, y=round(y, 5), radius=round(radius, 5)
    )


def _props(plan: _Plan, picture: str) -> tuple[Prop, ...]:
    shape, view = plan.shape, plan.view
    hero = Prop(
        picture=picture,
        x=plan.x,
        y=view.y,
        height=plan.height,
        tilt=view.tilt,
        shadow=to_hex(with_lightness(mix(plan.colours.ground, plan.colours.dark, 0.6), 0.12, 0.5)),
        lifted=shape.hero > 1.5,
    )
    if view.motif != "pair":
        return (hero,)
    aside = plan.height / shape.frame * 0.52 * max(shape.hero, 0.45)
    foot, small = view.y + plan.height / 2, plan.height * 0.72
    pair = tuple(
        hero.model_copy(
            update={
                "x": round(plan.x + side * aside, 5),
                "y": foot - small / 2,
                "height": small,
                "behind": 0.5,
            }
        )
        for side in (-1, 1)
    )
    return (*pair, hero)
