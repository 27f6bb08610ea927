"""Opening pictures nobody has vouched for, cutting objects out of them, writing files within a limit."""

import io
from pathlib import Path
from typing import Final

import numpy as np
from PIL import Image, UnidentifiedImageError

from astro_pipeline.errors import MediaUnreadable
from astro_pipeline.media.raster import Pixels, blurred, ground_around, resized

FORMATS: Final = ("PNG", "JPEG", "WEBP")
"""What is opened at all: other decoders have had holes and are not needed."""

MAX_PIXELS: Final = 60_000_000

_PLAIN: Final = 14
"""How far, of 255, a plain ground may stray from its corners."""


def open_picture(path: Path | bytes, *, longest: int = 4096) -> Pixels:
    """The picture (a file, or its bytes) as RGBA, no side longer than `longest`.

    Raises: MediaUnreadable for another format, too many pixels, or broken data.
    """
    name = path.name if isinstance(path, Path) else "picture"
    file = path if isinstance(path, Path) else io.BytesIO(path)
    try:
        with Image.open(file, formats=FORMATS) as image:
            if image.width * image.height > MAX_PIXELS:
                size = f"{image.width}x{image.height}"
                raise MediaUnreadable(f"{name}: {size} is more than {MAX_PIXELS} pixels; send it smaller")
            image.draft("RGB", (longest, longest))
            pixels = np.asarray(image.convert("RGBA"), np.float32) / np.float32(255)
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError) as exc:
        raise MediaUnreadable(f"{name}: not a readable PNG, JPEG or WebP ({exc}); export it again") from exc
    height, width = pixels.shape[:2]
    scale = min(1.0, longest / max(height, width))
    return resized(pixels, round(width * scale), round(height * scale)) if scale < 1 else pixels


def cut_out(picture: Pixels) -> Pixels | None:
    """The object alone: by its alpha, or off a plain ground; None where the picture is a full photograph."""
    if float((picture[..., 3] < 0.5).mean()) > 0.02:
        return trimmed(picture)
    rgb = np.ascontiguousarray((picture[..., :3] * 255 + 0.5).astype(np.uint8))
    corners = rgb[[0, 0, -1, -1], [0, -1, 0, -1]].astype(np.int16)
    if int(np.ptp(corners, axis=0).max()) > _PLAIN:
        return None
    ground = ground_around(rgb, _PLAIN)
    if not 0.1 < float(ground.mean()) < 0.97:
        return None
    alpha = np.clip(blurred((~ground).astype(np.float32), 1.2) * 2 - 1, 0, 1)
    return trimmed(np.dstack([picture[..., :3], alpha]).astype(np.float32))


def trimmed(picture: Pixels) -> Pixels:
    """The picture without its clear borders."""
    seen = picture[..., 3] > 0.02
    rows, columns = np.flatnonzero(seen.any(axis=1)), np.flatnonzero(seen.any(axis=0))
    if not rows.size:
        return picture
    return np.ascontiguousarray(picture[rows[0] : rows[-1] + 1, columns[0] : columns[-1] + 1])


def framed(picture: Pixels, width: int, height: int) -> Pixels:
    """A cut-out centred in a clear frame, as large as it goes."""
    scale = min(width / picture.shape[1], height / picture.shape[0])
    inner = resized(picture, int(picture.shape[1] * scale), int(picture.shape[0] * scale))
    frame = np.zeros((height, width, 4), np.float32)
    top, left = (height - inner.shape[0]) // 2, (width - inner.shape[1]) // 2
    frame[top : top + inner.shape[0], left : left + inner.shape[1]] = inner
    return frame


def covering(picture: Pixels, width: int, height: int, *, focus: tuple[float, float] = (0.5, 0.45)) -> Pixels:
    """The picture cropped around its focus so that it fills width and height."""
    scale = max(width / picture.shape[1], height / picture.shape[0])
    large = resized(
        picture, max(width, round(picture.shape[1] * scale)), max(height, round(picture.shape[0] * scale))
    )
    left = round((large.shape[1] - width) * focus[0])
    top = round((large.shape[0] - height) * focus[1])
    return large[top : top + height, left : left + width]


def png(pixels: Pixels) -> bytes:
    """An RGB or RGBA picture as PNG."""
    return _encoded(Image.fromarray((np.clip(pixels, 0, 1) * 255 + 0.5).astype(np.uint8)), "png", 0)


def write_picture(image: Image.Image, path: Path, *, max_bytes: int) -> int:
    """Write PNG, JPEG or WebP by the path's ending, as good as `max_bytes` allows; its size in bytes.

    Raises: MediaUnreadable where even the poorest quality is larger.
    """
    kind = path.suffix.removeprefix(".").lower().replace("jpeg", "jpg")
    smallest = 0
    for quality in (0, 1) if kind == "png" else (94, 90, 86, 80, 72, 64, 54, 44, 34):
        content = _encoded(image, kind, quality)
        smallest = len(content)
        if smallest <= max_bytes:
            path.write_bytes(content)
            return smallest
    raise MediaUnreadable(f"{path.name}: {smallest} bytes at least, {max_bytes} allowed; take another format")


def _encoded(image: Image.Image, kind: str, quality: int) -> bytes:
    file = io.BytesIO()
    if kind == "png":
        if quality:
            image = image.convert("RGB").quantize(
                256, method=Image.Quantize.MEDIANCUT, dither=Image.Dither.NONE
            )
        image.save(file, "PNG", compress_level=9 if quality else 3)
    elif kind == "webp":
        image.convert("RGB").save(file, "WEBP", quality=quality, method=3)
    else:
        image.convert("RGB").save(
            file, "JPEG", quality=quality, subsampling=0 if quality > 60 else 2, optimize=True
        )
    return file.getvalue()
