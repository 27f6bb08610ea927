"""Stills as a film looks at them: opened once, and kept beside its segments for the next time."""

from pathlib import Path

import numpy as np

from astro_pipeline.media.film.fingerprint import fingerprint, program
from astro_pipeline.media.film.segments import SegmentShelf
from astro_pipeline.media.footage.looking import still_planes, still_size
from astro_pipeline.media.pixels.yuv import Planes


def opened_still(sha256: str, path: Path, size: tuple[int, int], shelf: SegmentShelf | None) -> Planes:
    """The picture's planes for a film of `size`. Planes are read in a tenth of the time a PNG takes."""
    wide, high = still_size(size)
    key = "still-" + fingerprint(program(), sha256, wide, high)
    kept = shelf.take_bytes(key) if shelf else None
    if kept is not None:
        return _parted(kept, wide, high)
    planes = still_planes(path, (wide, high))
    if shelf:
        shelf.put_bytes(key, b"".join(plane.tobytes() for plane in planes))
    return planes


def _parted(content: bytes, wide: int, high: int) -> Planes:
    whole, half = wide * high, (high // 2, wide // 2)
    luma, blue, red = np.split(np.frombuffer(content, np.uint8), (whole, whole * 5 // 4))
    return luma.reshape(high, wide), blue.reshape(half), red.reshape(half)
