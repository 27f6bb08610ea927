"""Small JPEG previews of pictures, made when they are first asked for and kept."""

import hashlib
import os
import tempfile
from pathlib import Path

from PIL import Image, ImageOps, UnidentifiedImageError

from astro_pipeline.errors import MediaUnreadable

WIDTHS = range(16, 1025)
"""Widths a preview may have, px."""

MAX_PIXELS = 60_000_000
"""A larger picture is not opened: about 240 MB once decoded."""

_FORMATS = ("PNG", "JPEG", "WEBP")


def preview(picture: Path, width: int, *, cache: Path) -> Path:
    """The picture at most `width` px wide, as a JPEG under `cache`.

    Kept by the file's path, size and time of change, so a new picture gets a new preview.
    Raises: MediaUnreadable for what is no PNG, JPEG or WebP, or is too large.
    """
    state = picture.stat()
    key = f"{picture}\n{state.st_size}\n{state.st_mtime_ns}\n{width}"
    kept = cache / "previews" / f"{hashlib.sha256(key.encode()).hexdigest()}.jpg"
    if not kept.exists():
        _write(kept, _shrunk(picture, width))
    return kept


def _shrunk(picture: Path, width: int) -> Image.Image:
    try:
        with Image.open(picture, formats=_FORMATS) as image:
            if image.width * image.height > MAX_PIXELS:
                raise MediaUnreadable(
                    f"{picture.name}: {image.width} × {image.height} px is more than {MAX_PIXELS:,}; "
                    "save it smaller"
                )
            image.draft("RGB", (width, width))
            upright = ImageOps.exif_transpose(image).convert("RGBA")
    except (UnidentifiedImageError, Image.DecompressionBombError, OSError) as exc:
        raise MediaUnreadable(f"{picture.name}: cannot be read as a picture; save it as PNG or JPEG") from exc
    small = min(width, upright.width)
    upright = upright.resize(
        (small, max(1, round(upright.height * small / upright.width))), Image.Resampling.LANCZOS
    )
    paper = Image.new("RGB", upright.size, "white")
    paper.paste(upright, mask=upright.getchannel("A"))
    return paper


def _write(target: Path, image: Image.Image) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    descriptor, temporary = tempfile.mkstemp(dir=target.parent, prefix=".preview-")
    try:
        with os.fdopen(descriptor, "wb") as file:
            image.save(file, "JPEG", quality=82, optimize=True)
        Path(temporary).replace(target)
    except BaseException:
        Path(temporary).unlink(missing_ok=True)
        raise
