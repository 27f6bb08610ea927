"""A picture as a finished ad of a campaign: on disk, marked, and described."""

from pathlib import Path
from typing import Final

from PIL import Image

from astro_pipeline.domain.media import Licence, MediaFile
from astro_pipeline.media.marking import mark

PLACEMENT: Final = "x_post"
SIZE: Final = (1200, 628)


def finished(image: Image.Image, folder: Path, holder: str) -> tuple[Path, MediaFile]:
    """The picture as a file of its own, and what a campaign would have written down of it."""
    path, (width, height) = folder / "ad.png", SIZE
    image.save(path)
    mark(path, "algorithmicMedia")
    return path, MediaFile(
        path=f"images/A/{PLACEMENT}.{width}x{height}.en.png",
        sha256="0" * 64,
        kind="image",
        width=width,
        height=height,
        bytes=path.stat().st_size,
        placements=(PLACEMENT,),
        provider="astro-pipeline",
        model="studio",
        source_type="algorithmicMedia",
        licence=Licence(name="generated-here", holder=holder, source="drawn by code"),
    )
