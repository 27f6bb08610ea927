"""Writing finished pictures within a limit of bytes, as good as it allows and never visibly worse."""

import io
from pathlib import Path
from typing import Final, Literal, NamedTuple

import numpy as np
from PIL import Image

from astro_pipeline.errors import MediaUnreadable
from astro_pipeline.media.pixels.likeness import grey, similarity

Kind = Literal["png", "jpg", "webp"]

CLEAN: Final = 0.97
"""Structural similarity to the picture as it was composed that a written file keeps.

The house's own. JPEG of quality 94 keeps 0.995 of the banners of the four styles, 80 0.987, 60
0.98, 40 0.97, where rings around small letters begin to be seen; 256 dithered colours keep 0.993
(measured 2026-11-21).
"""

_BEST: Final = 94
_LEAST: Final = 30
"""No encoder's quality below this leaves type clean; the search ends here."""

_PALETTE_BITS: Final = 5.3
"""A composed picture with its grain takes about so many bits a pixel as a PNG of 256 colours.

Measured 2026-11-21 on 192 banners of the four styles: 2.8 to 5.3.
"""


class Written(NamedTuple):
    """A written picture's bytes, and how many it had at its best."""

    size: int
    best: int


def kind_for(formats: tuple[Kind, ...], width: int, height: int, max_bytes: int) -> Kind:
    """The first of a placement's formats that will hold such a picture in so many bytes.

    A PNG has no quality to search: where even one of 256 colours would be too large, the next
    format is taken.
    """
    for kind in formats:
        if kind != "png" or width * height * _PALETTE_BITS / 8 <= max_bytes:
            return kind
    return formats[-1]


def write_picture(image: Image.Image, path: Path, *, max_bytes: int) -> Written:
    """Write PNG, JPEG or WebP by the path's ending, as good as `max_bytes` allows; its sizes in bytes.

    JPEG keeps its colour at full resolution, for small coloured type bleeds otherwise. A PNG too
    large in full colour is written with the best 256, dithered.

    Raises: MediaUnreadable where the file would be too large, or would no longer look clean.
    """
    kind = path.suffix.removeprefix(".").lower().replace("jpeg", "jpg")
    picture = image.convert("RGB")
    content, best = _png(picture, max_bytes) if kind == "png" else _searched(picture, kind, max_bytes)
    if len(content) > max_bytes:
        raise MediaUnreadable(
            f"{path.name}: {len(content)} bytes at least, {max_bytes} allowed; take another format"
        )
    if best and (kept := likeness(content, picture)) < CLEAN:
        raise MediaUnreadable(
            f"{path.name}: in {max_bytes} bytes the picture keeps only {kept:.3f} of its likeness, "
            f"{CLEAN} is clean; take another format or a larger limit"
        )
    path.write_bytes(content)
    return Written(len(content), best or len(content))


def likeness(content: bytes, picture: Image.Image) -> float:
    """How like the picture a written file looks, 1 being the same; at half its size, as it is seen."""
    with Image.open(io.BytesIO(content)) as written:
        seen = np.asarray(written.convert("RGB"))
    wide, high = max(16, picture.width // 2), max(16, picture.height // 2)
    return similarity(grey(seen, width=wide, height=high), grey(np.asarray(picture), width=wide, height=high))


def _png(picture: Image.Image, max_bytes: int) -> tuple[bytes, int]:
    """In full colour quickly, then smaller, then with 256 colours; and the bytes it would have had, or 0."""
    content = b""
    for level in (1, 9):
        content = _saved(picture, "PNG", compress_level=level)
        if len(content) <= max_bytes:
            return content, 0
    return _saved(_dithered(picture), "PNG", compress_level=9), len(content)


def _dithered(picture: Image.Image) -> Image.Image:
    best = picture.quantize(256, method=Image.Quantize.MEDIANCUT)
    return picture.quantize(palette=best, dither=Image.Dither.FLOYDSTEINBERG)


def _searched(picture: Image.Image, kind: str, max_bytes: int) -> tuple[bytes, int]:
    """The highest quality within the limit, by halving; and the bytes it had at its best, 0 if this is it."""
    content = _encoded(picture, kind, _BEST)
    whole = len(content)
    if whole <= max_bytes:
        return content, 0
    low, high, found = _LEAST, _BEST - 1, b""
    while low <= high:
        quality = (low + high) // 2
        content = _encoded(picture, kind, quality)
        if len(content) <= max_bytes:
            low, found = quality + 1, content
        else:
            high = quality - 1
    return found or content, whole


def _encoded(picture: Image.Image, kind: str, quality: int) -> bytes:
    if kind == "webp":
        return _saved(picture, "WEBP", quality=quality, method=2)
    return _saved(picture, "JPEG", quality=quality, subsampling=0, optimize=True)


def _saved(picture: Image.Image, kind: str, **settings: int | bool) -> bytes:
    file = io.BytesIO()
    picture.save(file, kind, **settings)
    return file.getvalue()
