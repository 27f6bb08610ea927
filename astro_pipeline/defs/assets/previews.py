"""Small pictures for the asset pages: Markdown the UI renders, under its 1,000 characters."""

from collections.abc import Sequence

from astro_pipeline.defs.resources import Making, Studio
from astro_pipeline.domain.media import Film, MediaFile

_MOST_CHARACTERS = 1000
"""A longer Markdown value is shown as a link, without its pictures (Dagster 1.13.27, seen 2026-11-20)."""


def picture_preview(studio: Studio, making: Making, files: Sequence[MediaFile]) -> str:
    """Thumbnails of the first pictures, and a link to all."""
    stills = [file for file in files if file.kind == "image"]
    pictures = [file for file in stills if file.placements] or stills
    return _fitting(
        [f"![{file.path}]({studio.thumbnail(making.campaign, file.path)})" for file in pictures],
        f"[Review page]({studio.page(making.campaign, '')})",
    )


def film_preview(studio: Studio, making: Making, films: Sequence[Film]) -> str:
    """A thumbnail of each film with a link to play it; the first one moves: a loop weighs a megabyte."""
    campaign = making.campaign
    small = [studio.thumbnail(campaign, film.thumbnail.path) for film in films if film.thumbnail]
    moving = [studio.thumbnail(campaign, film.preview.path) for film in films[:1] if film.preview]
    shown = [*moving, *small[len(moving) :]]
    paths = [film.file.path for film in films if film.thumbnail]
    return _fitting(
        [
            f"[![{path}]({picture})]({studio.media(campaign, path)})"
            for path, picture in zip(paths, shown, strict=True)
        ],
        f"[Review page]({studio.page(campaign, '')})",
    )


def _fitting(pictures: Sequence[str], link: str) -> str:
    shown: list[str] = []
    for picture in pictures:
        if sum(map(len, shown)) + len(shown) + len(picture) + len(link) + 4 > _MOST_CHARACTERS:
            break
        shown.append(picture)
    return f"{' '.join(shown)}\n\n{link}"
