"""One typeface in one weight: what it can draw, and its letters at a size."""

import hashlib
import importlib
import io
import struct
import threading
from collections.abc import Generator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any, Final

from fontTools.ttLib import TTFont, TTLibError
from PIL import ImageFont

from astro_pipeline.errors import MediaUnreadable

_PACKED: Final = "pymupdf:"
_ITALIC: Final = 2
"""The bit of a face's style that says it slants."""


@dataclass(frozen=True, slots=True)
class Face:
    """One typeface in one weight."""

    path: str
    """A file, or `pymupdf:<name>` for one that comes as bytes."""
    index: int = 0
    """Its place in a collection (.ttc)."""
    weight: int = 0
    """Where to set the weight axis of a variable face; 0: as the file has it."""
    strike: int = 0
    """Of a face made of coloured bitmaps: the one size it comes in, px."""


@dataclass(frozen=True, slots=True)
class Nature:
    """What a file says of its typeface."""

    family: str
    weights: tuple[int, int]
    """From 100 to 900, the lightest and the heaviest: the same but for a variable face."""
    upright: bool
    strike: int
    """Of coloured bitmaps, px; 0 for outlines."""
    drawable: bool
    """False for colour outlines (COLR version 1), which FreeType leaves blank."""


def sized(face: Face, size_px: int) -> ImageFont.FreeTypeFont:
    """The face at a size. Each thread has its own: a FreeType face is not to be shared."""
    return _sized(face, size_px, threading.get_ident())


@lru_cache(maxsize=512)
def coverage(face: Face) -> frozenset[int]:
    """Code points the face can draw."""
    with opened(face) as font:
        return frozenset(font.getBestCmap() or ())


@lru_cache(maxsize=64)
def sha256(face: Face) -> str:
    """Digest of the face's file."""
    packed = face.path.startswith(_PACKED)
    with io.BytesIO(_packed(face.path)) if packed else Path(face.path).open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


@lru_cache(maxsize=1024)
def nature(face: Face) -> Nature:
    """What the file says of itself.

    Raises: MediaUnreadable where it is no typeface.
    """
    try:
        return _nature(face)
    except (TTLibError, OSError, struct.error) as exc:
        raise MediaUnreadable(
            f"{face.path}: no typeface can be read from it; give a TTF or OTF file"
        ) from exc


def _nature(face: Face) -> Nature:
    with opened(face) as font:
        names: Any = font["name"]
        head: Any = font["head"]
        os2: Any = font.get("OS/2")
        colour: Any = font.get("COLR")
        weight = int(os2.usWeightClass) if os2 else 400
        family = str(names.getBestFamilyName() or "")
        return Nature(
            family=family,
            weights=next(
                ((low, high) for tag, low, _, high in _axes(font) if tag == "wght"), (weight, weight)
            ),
            upright=not int(head.macStyle) & _ITALIC,
            strike=_strike(font),
            drawable=not (colour and colour.version == 1),
        )


def _axes(font: TTFont) -> list[tuple[str, int, int, int]]:
    """Tag, least, usual and greatest value of what a variable face can vary."""
    table: Any = font.get("fvar")
    axes: list[Any] = table.axes if table else []
    return [(str(a.axisTag), int(a.minValue), int(a.defaultValue), int(a.maxValue)) for a in axes]


@contextmanager
def opened(face: Face) -> Generator[TTFont]:
    """The file's tables, read when asked for."""
    packed = face.path.startswith(_PACKED)
    with (
        io.BytesIO(_packed(face.path)) if packed else Path(face.path).open("rb") as source,
        TTFont(source, fontNumber=face.index, lazy=True) as font,
    ):
        yield font


def weighted(face: Face, weight: int) -> Face:
    """The face at that weight, where it is variable; itself elsewhere."""
    light, heavy = nature(face).weights
    if light == heavy:
        return face
    return Face(face.path, face.index, min(max(weight, light), heavy), face.strike)


def _strike(font: TTFont) -> int:
    """The largest size its coloured bitmaps come in."""
    if "CBLC" in font:
        located: Any = font["CBLC"]
        return max(int(each.bitmapSizeTable.ppemY) for each in located.strikes)
    if "sbix" in font:
        bitmaps: Any = font["sbix"]
        return max(int(ppem) for ppem in bitmaps.strikes)
    return 0


@lru_cache(maxsize=512)
def _sized(face: Face, size_px: int, thread: int) -> ImageFont.FreeTypeFont:
    del thread  # only part of the key
    file = io.BytesIO(_packed(face.path)) if face.path.startswith(_PACKED) else face.path
    font = ImageFont.truetype(file, size_px, index=face.index, layout_engine=ImageFont.Layout.RAQM)
    if face.weight:
        with opened(face) as tables:
            axes = _axes(tables)
        font.set_variation_by_axes([face.weight if tag == "wght" else usual for tag, _, usual, _ in axes])
    return font


@lru_cache(maxsize=8)
def _packed(path: str) -> bytes:
    return bytes(importlib.import_module("pymupdf_fonts").myfont(path.removeprefix(_PACKED)))
