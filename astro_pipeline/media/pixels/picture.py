"""Opening pictures nobody has vouched for, and fitting them to a frame."""

import io
from pathlib import Path
from typing import Final

import numpy as np
from PIL import Image, ImageOps, UnidentifiedImageError

from astro_pipeline.errors import MediaUnreadable
from astro_pipeline.media.pixels.colour_space import in_srgb
from astro_pipeline.media.pixels.cutting import cut_out, trimmed
from astro_pipeline.media.pixels.raster import Pixels, resized

__all__ = [
    "FORMATS",
    "MAX_PIXELS",
    "covering",
    "cut_out",
    "framed",
    "open_logo",
    "open_picture",
    "png",
    "trimmed",
]

FORMATS: Final = ("PNG", "JPEG", "WEBP")
"""What is opened at all: other decoders have had holes and are not needed."""

MAX_PIXELS: Final = 60_000_000

_DEEP: Final = {"I", "I;16", "I;16B", "I;16L", "I;16N"}
"""Grey with 16 bits: Pillow would cut it off at 255 instead of scaling it."""
_LOGO_PX: Final = 1200
"""Of a logo's longer side; none is laid out larger."""


def open_picture(path: Path | bytes, *, longest: int = 4096) -> Pixels:
    """The picture (a file, or its bytes), upright, in sRGB, as RGBA; no side longer than `longest`.

    Raises: MediaUnreadable for another format, too many pixels, broken data, or nothing to be seen.
    """
    name = path.name if isinstance(path, Path) else "picture"
    file = path if isinstance(path, Path) else io.BytesIO(path)
    try:
        with Image.open(file, formats=FORMATS) as image:
            if image.width * image.height > MAX_PIXELS:
                size = f"{image.width}x{image.height}"
                raise MediaUnreadable(f"{name}: {size} is more than {MAX_PIXELS} pixels; send it smaller")
            image.draft("RGB", (longest, longest))
            upright = ImageOps.exif_transpose(_eight_bits(image))
            upright.thumbnail((longest, longest), Image.Resampling.LANCZOS)
            pixels = np.asarray(in_srgb(upright), np.float32) / np.float32(255)
    except (UnidentifiedImageError, Image.DecompressionBombError, OSError, ValueError, SyntaxError) as exc:
        raise MediaUnreadable(f"{name}: not a readable PNG, JPEG or WebP ({exc}); export it again") from exc
    if float(pixels[..., 3].max()) < 0.02:
        raise MediaUnreadable(f"{name}: every pixel is transparent; export it with its layers visible")
    return pixels


def open_logo(path: Path) -> Pixels:
    """A logo as it is laid out: in sRGB, without its clear borders.

    Raises: MediaUnreadable where it cannot be decoded.
    """
    return trimmed(open_picture(path, longest=_LOGO_PX))


def _eight_bits(image: Image.Image) -> Image.Image:
    if image.mode not in _DEEP:
        return image
    deep = np.asarray(image, np.float64)
    return Image.fromarray((deep / 257 + 0.5).clip(0, 255).astype(np.uint8))


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
    file = io.BytesIO()
    image = Image.fromarray((np.clip(pixels, 0, 1) * 255 + 0.5).astype(np.uint8))
    image.save(file, "PNG", compress_level=3)
    return file.getvalue()
