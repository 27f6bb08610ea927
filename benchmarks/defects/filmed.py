# pyright: basic
# The package of the typeface has no types.
"""Defects of the type and the logo in a film: painted over by plain ffmpeg, or set wrongly and rendered."""

from functools import partial
from typing import Any, Final, Literal

from font_manrope import font_files
from kind import Kind, Planted, Site, Tool
from master import judged, master, remade
from second import GROUND, LEFT, UNTOLD, examined, plain, rendered
from studio import CODED, Studio, ffmpeg, studio

from astro_pipeline.domain.review import Box
from astro_pipeline.domain.timeline import Timeline
from astro_pipeline.media.film.overlay import DARK
from astro_pipeline.media.footage.rushes import Rushes
from astro_pipeline.quality.film_type import FilmText, texts_of
from astro_pipeline.quality.lettering import MEASURED_OFF


def _text(made: Studio, role: str) -> FilmText:
    """The campaign's own film: the first text of that part."""
    texts = texts_of(made.video.facts[master(made).file.path]) or ()
    return next(text for text in texts if text.role == role)


def _over(role: str, cover: str, site: Site, strength: float) -> Planted:
    """A block over one of the film's texts while it stands."""
    made = studio(site.home)
    text = _text(made, role)
    when = f"between(t,{text.start},{text.end})"
    box = f"x={text.x}:y={text.y}:w={text.width}:h={text.height}"
    filters = f"drawbox={box}:c={cover}:t=fill:enable='{when}'" if strength else "null"
    return _painted(site, filters, text)


def _other_words(site: Site, strength: float) -> Planted:
    """The button's words painted over and written anew: other words of the same length, or the same."""
    made = studio(site.home)
    text = _text(made, "button")
    words = "Order today" if not strength else "Order never"
    left, top, width, height = text.lines[0]
    mid = f"x={left - 4}:y={top - 6}:w={width + 8}:h={height + 14}"
    when = f"enable='between(t,{text.settled},{text.end})'"
    font = font_files["ManropeSemiBold"]
    fill, ink = _button_colours(made, text)
    drawn = (
        f"drawbox={mid}:c={fill}:t=fill:{when},"
        f"drawtext=fontfile={font}:text='{words}':fontsize={text.size_px}:fontcolor={ink}:"
        f"x={left}+({width}-tw)/2:y={top}+({height}-th)/2:{when}"
    )
    return _painted(site, drawn, text)


def _button_colours(made: Studio, text: FilmText) -> tuple[str, str]:
    """The button's fill as the film shows it, and white or black, whichever is read better on it."""
    rushes = Rushes(made.locate(master(made).file))
    shown = rushes.at(text.second)
    rushes.close()
    red, green, blue = (int(code) for code in shown[text.y + text.height // 2, text.x + text.height // 2])
    light = 0.3 * red + 0.6 * green + 0.1 * blue
    return f"0x{red:02X}{green:02X}{blue:02X}", "black" if light > 127 else "white"


def _painted(site: Site, filters: str, text: FilmText) -> Planted:
    made = studio(site.home)
    path = remade(site, "-vf", filters, *CODED, "-c:a", "copy")
    beside = frozenset({"technical.legible", "technical.contrast_seen"})
    return Planted(
        judged(made, path), master(made).file.path, box=text.box, seconds=(text.second, 0.01), beside=beside
    )


def _told(
    site: Site,
    timeline: Timeline,
    measured: str | float | None = None,
    within: float = 0.0,
    *,
    beside: frozenset[str] = frozenset(),
) -> Planted:
    path, film, video = rendered(site, timeline)
    (headline,) = [text for text in texts_of(video.facts[film.file.path]) or () if text.role == "overlay"]
    return Planted(
        examined(video, path),
        film.file.path,
        measured,
        within,
        box=headline.box,
        seconds=(headline.second, 0.01),
        beside=UNTOLD | beside,
    )


def _in_margin(site: Site, strength: float) -> Planted:
    """Type so much nearer to the edge than Reels allows, or so much further in."""
    left = round(LEFT * (2 - strength) / 2) * 2
    timeline = plain(site, box=Box(x=left, y=420, width=840, height=300))
    return _told(site, timeline, measured=max(0, LEFT - left), within=2)


def _tiny(site: Site, strength: float) -> Planted:
    size = int(20 * strength) if strength < 1 else -int(-20 * strength)
    beside = frozenset({"technical.contrast_seen"})
    return _told(site, plain(site, size=size), measured=size, beside=beside)


def _undrawn(site: Site, strength: float) -> Planted:
    """A character of nobody's, from the private use area."""
    words = "Slow coffee \ue84a for 18 hours" if strength else "Slow coffee for 18 hours"
    return _told(site, plain(site, text=words), measured="\ue84a" if strength else None)


def _faint(site: Site, strength: float) -> Planted:
    """Type that was set with so much contrast; 3 : 1 is needed."""
    path, film, video = rendered(site, plain(site))
    texts = [
        text.model_copy(update={"contrast": round(3 * strength, 2)} if text.role == "overlay" else {})
        for text in texts_of(video.facts[film.file.path]) or ()
    ]
    facts = {film.file.path: {"type": [text.model_dump(mode="json") for text in texts]}}
    (headline,) = [text for text in texts if text.role == "overlay"]
    return Planted(
        examined(video.model_copy(update={"facts": facts}), path),
        film.file.path,
        round(3 * strength, 2),
        box=headline.box,
        seconds=(headline.second, 0.01),
        beside=UNTOLD,
    )


def _veiled(site: Site, strength: float) -> Planted:
    """A grey veil of plain ffmpeg over the finished film's headline, which leaves it so much contrast."""
    path, film, video = rendered(site, plain(site), "own.mp4")
    (headline,) = [text for text in texts_of(video.facts["own.mp4"]) or () if text.role == "overlay"]
    left = 3 * MEASURED_OFF * strength
    cover = _cover(left)
    box = f"x=0:y={headline.y - 20}:w=iw:h={headline.height + 40}"
    veil = ("-vf", f"drawbox={box}:c=0x808080@{cover:.3f}:t=fill")
    changed = ffmpeg(site.folder / "changed.mp4", path, *veil, *CODED, "-an", kind="algorithmicMedia")
    return Planted(
        examined(video, changed),
        film.file.path,
        left,
        within=0.15,
        box=headline.box,
        seconds=(headline.second, 0.01),
        beside=UNTOLD,
    )


def _cover(left: float) -> float:
    """How opaque a veil of middle grey is that leaves the headline so much contrast."""
    ink = tuple(int(DARK[at : at + 2], 16) for at in (1, 3, 5))
    thin, thick = 0.0, 1.0
    for _ in range(24):
        cover = (thin + thick) / 2
        ground, type_ = (_light(tuple(128 * cover + c * (1 - cover) for c in each)) for each in (GROUND, ink))
        thin, thick = (cover, thick) if (ground + 0.05) / (type_ + 0.05) > left else (thin, cover)
    return thin


def _light(codes: tuple[float, ...]) -> float:
    return sum(
        weight * _linear(code / 255) for weight, code in zip((0.2126, 0.7152, 0.0722), codes, strict=True)
    )


def _linear(share: float) -> float:
    return share / 12.92 if share <= 0.04045 else ((share + 0.055) / 1.055) ** 2.4


def _logo_after(filters: str, site: Site, strength: float) -> Planted:
    """The logo in a finished film, changed by plain ffmpeg."""
    path, film, video = rendered(site, plain(site), "own.mp4")
    (brand,) = [text for text in texts_of(video.facts["own.mp4"]) or () if text.role == "brand"]
    place = {"x": brand.x, "y": brand.y, "w": brand.width, "h": brand.height}
    filled = filters.format(**place, half=brand.width // 2, squeezed=round(0.85 * brand.width))
    options = ("-filter_complex", filled, "-map", "[out]") if strength else ()
    changed = ffmpeg(site.folder / "changed.mp4", path, *options, *CODED, "-an", kind="algorithmicMedia")
    return Planted(
        examined(video, changed),
        film.file.path,
        box=brand.box,
        seconds=(brand.second, 0.01),
        beside=UNTOLD | {"technical.logo", "technical.logo_space"},
    )


def _without_logo(site: Site, strength: float) -> Planted:
    timeline = plain(site, mark=not strength)
    path, film, video = rendered(site, timeline)
    return Planted(examined(video, path), film.file.path, measured=0.0 if strength else None, beside=UNTOLD)


_GROUND_HEX: Final = "0x{:02X}{:02X}{:02X}".format(*GROUND)
_COVERED: Final = "[0:v]drawbox=x={x}:y={y}:w={half}:h={h}:c=0xD6288C:t=fill[out]"
_RECOLOURED: Final = "[0:v]split[a][b];[b]crop={w}:{h}:{x}:{y},hue=h=120[c];[a][c]overlay={x}:{y}[out]"
_SQUEEZED: Final = (
    "[0:v]split[a][b];[b]crop={w}:{h}:{x}:{y},scale={squeezed}:{h}[c];"
    f"[a]drawbox=x={{x}}:y={{y}}:w={{w}}:h={{h}}:c={_GROUND_HEX}:t=fill[d];[d][c]overlay={{x}}:{{y}}[out]"
)


def _kind(
    name: str,
    plant: Any,
    rule: str = "legible",
    worse: Literal["more", "less", "there"] = "there",
    tool: Tool = "ffmpeg",
    near: float = 0.06,
) -> Kind:
    return Kind(name, "filmed", tool, f"technical.{rule}", plant, worse=worse, near=near, costly=True)


KINDS: tuple[Kind, ...] = (
    _kind("film's headline covered", partial(_over, "overlay", "0x808080")),
    _kind("film's caption covered", partial(_over, "caption", "0x101010")),
    _kind("film's button of other words", _other_words),
    _kind("film's headline behind a veil", partial(_over, "overlay", "0x888888@0.85"), "contrast_seen"),
    _kind("film's type in the margin", _in_margin, "safe_zone", "more", "own", 0.08),
    _kind("film's type too small", _tiny, "text_fits", "less", "own", 0.08),
    _kind("film's type without a glyph", _undrawn, "glyphs", "there", "own"),
    _kind("film's type set too faint", _faint, "contrast", "less", "own"),
    _kind("film's type seen too faint", _veiled, "contrast_seen", "less", near=0.08),
    _kind("film's logo covered", partial(_logo_after, _COVERED), "logo"),
    _kind("film's logo recoloured", partial(_logo_after, _RECOLOURED), "logo"),
    _kind("film's logo squeezed", partial(_logo_after, _SQUEEZED), "logo"),
    _kind("film without the logo", _without_logo, "logo", "there", "own"),
)
