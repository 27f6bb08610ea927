"""The campaign's own film, written anew by plain ffmpeg and held to every rule on films."""

from collections.abc import Callable
from pathlib import Path
from typing import Final, Literal

from kind import Kind, Planted, Site
from studio import CODED, Studio, ffmpeg, studio

from astro_pipeline.domain.media import Film
from astro_pipeline.domain.review import Box, Finding
from astro_pipeline.quality.check_media import examine_video

SIDE: Final = 1080
FPS: Final = 30_000 / 1001
COPIED: Final = ("-c:a", "copy")


def master(made: Studio) -> Film:
    """The film in one square master."""
    return next(film for film in made.video.films if film.ratio == "1:1")


def judged(made: Studio, planted: Path, **changes: object) -> tuple[Finding, ...]:
    """The master alone, as it was planted."""
    alone = dict.fromkeys(("clean", "srt", "vtt", "thumbnail", "poster", "contact_sheet", "preview"))
    film = master(made)
    known = film.model_copy(update={**alone, **changes})
    only = made.video.model_copy(update={"films": (known,)})
    return examine_video(made.brief, only, made.with_file(film.file.path, planted), audio=made.audio)


def remade(site: Site, *options: str, before: tuple[str, ...] = (), name: str = "film.mp4") -> Path:
    """The film as plain ffmpeg writes it with these options."""
    made = studio(site.home)
    film = master(made)
    kind = film.file.source_type if name.endswith("mp4") else None
    return ffmpeg(site.folder / name, made.locate(film.file), *options, before=before, kind=kind)


def seen(
    filters: str,
    measured: float | str | None,
    within: float,
    site: Site,
    *,
    at: float | None = None,
    off: float = 0.07,
    box: Box | None = None,
    beside: frozenset[str] = frozenset(),
    also: tuple[str, ...] = (),
    **changes: object,
) -> Planted:
    """The film through these filters, and what should be seen of it."""
    path = remade(site, "-vf", filters, *CODED, *also, *(() if "-af" in also else COPIED))
    made = studio(site.home)
    where = None if at is None else (at, off)
    file = master(made).file.path
    return Planted(
        judged(made, path, **changes), file, measured, within, box=box, seconds=where, beside=beside
    )


def film_kind(
    name: str,
    rule: str,
    plant: Callable[[Site, float], Planted],
    worse: Literal["more", "less", "there"] = "there",
    near: float = 0.03,
    tool: Literal["ffmpeg", "moviepy", "bytes"] = "ffmpeg",
) -> Kind:
    """A kind of defect of a film."""
    return Kind(name, "film", tool, f"technical.{rule}", plant, worse=worse, near=near, costly=True)
