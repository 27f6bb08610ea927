# pyright: basic
# Changes go to pydantic's models by name.
"""A second of film with a headline and a logo, as our own renderer makes it and writes it down."""

from functools import cache
from pathlib import Path
from typing import Any, Final

from kind import Site
from PIL import Image

from astro_pipeline.agents import editor
from astro_pipeline.agents.film_orders import CRAFT, FilmJob
from astro_pipeline.domain.brief import Attachment, BrandKit, Brief
from astro_pipeline.domain.licence import Licence
from astro_pipeline.domain.media import Film, MediaFile, Video
from astro_pipeline.domain.review import Box, Finding
from astro_pipeline.domain.timeline import Mark, Scene, Text, Timeline
from astro_pipeline.quality.check_media import examine_video

LOGO: Final = Path(__file__).parents[2] / "examples" / "assets" / "juniper-tide.png"
_NAME: Final = "Juniper & Tide"
GROUND: Final = (242, 238, 230)
_WIDE, _HIGH = 1080, 1920
_SECONDS: Final = 1.0
LEFT: Final = 65
"""What Reels keeps free on the left."""
_SIZE: Final = 60
UNTOLD: Final = frozenset(
    f"technical.{rule}" for rule in ("seconds", "sound", "frozen", "size", "decodes", "bitrate")
)
"""Rules that a silent second of one colour breaks as well."""


@cache
def _brief() -> Brief:
    logo = Attachment(path=LOGO.name, licence="customer-supplied", sha256="a" * 64)
    return Brief.model_validate(
        {
            "name": "Tide",
            "company": {"name": _NAME, "sector": "beverages"},
            "products": [{"name": "Tide No. 1"}],
            "placements": ["meta_reels"],
            "brand": BrandKit(name=_NAME, logo=logo).model_dump(),
        }
    )


def plain(site: Site, *, mark: bool = True, **changes: Any) -> Timeline:
    """A second of one colour with a headline, the logo above it."""
    still = site.folder / "still"
    Image.new("RGB", (_WIDE, _HIGH), GROUND).save(still, "PNG")
    text = Text(
        text="Slow coffee for 18 hours",
        language="en",
        box=Box(x=LEFT + 1, y=420, width=840, height=300),
        start=0,
        end=_SECONDS,
        size=_SIZE,
        smallest=12,
        motion="fade",
        come_seconds=0,
    )
    brand = Mark(name=_NAME, logo="logo", box=Box(x=66, y=300, width=480, height=76), start=0, end=_SECONDS)
    return Timeline(
        width=_WIDE,
        height=_HIGH,
        seconds=_SECONDS,
        scenes=(Scene(picture="still", start=0, seconds=_SECONDS),),
        texts=(text.model_copy(update=changes),),
        marks=(brand,) if mark else (),
    )


def rendered(site: Site, timeline: Timeline, name: str = "film.mp4") -> tuple[Path, Film, Video]:
    """The film as our own renderer makes it, and what it wrote down."""
    blobs = {"still": site.folder / "still", "logo": LOGO}
    path = site.folder / name
    job = FilmJob(
        path=name, craft=CRAFT, ratio="9:16", seconds=1, timeline=timeline, source_type="algorithmicMedia"
    )
    made = editor.render_film(job, path, blob=blobs.__getitem__)
    file = MediaFile(
        path=name,
        sha256="0" * 64,
        kind="video",
        bytes=path.stat().st_size,
        width=_WIDE,
        height=_HIGH,
        placements=("meta_reels",),
        language="en",
        provider="astro-pipeline",
        model="editor",
        source_type="algorithmicMedia",
        licence=Licence(name="generated-here", holder=_NAME, source="rendered here"),
    )
    film = Film(ratio="9:16", seconds=1, language="en", file=file)
    return path, film, Video(films=(film,), facts={name: {"type": made.facts["type"]}})


def examined(video: Video, path: Path) -> tuple[Finding, ...]:
    """What the rules say of the film that lies there."""
    return examine_video(_brief(), video, lambda _: path, blob=lambda _: LOGO)
