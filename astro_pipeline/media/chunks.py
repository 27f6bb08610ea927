"""The pieces media files are made of: PNG and RIFF chunks, JPEG segments, MP4 boxes."""

import struct
import zlib
from collections.abc import Iterable
from mmap import mmap
from typing import Any, Final, NamedTuple

from astro_pipeline.errors import MediaUnreadable

PNG: Final = b"\x89PNG\r\n\x1a\n"
JPEG: Final = b"\xff\xd8"


class Chunk(NamedTuple):
    """One piece: its four-letter name (a JPEG segment's marker byte), its content, and where it begins."""

    name: bytes
    content: bytes
    at: int = 0


def png_chunks(png: bytes) -> list[Chunk]:
    """The chunks of a PNG, in order."""
    found: list[Chunk] = []
    at = len(PNG)
    while at < len(png):
        length, name = _unpacked(">I4s", png, at)
        _whole(png, at + 12 + length)
        found.append(Chunk(name, png[at + 8 : at + 8 + length], at))
        at += 12 + length
    return found


def png_of(chunks: Iterable[Chunk]) -> bytes:
    """A PNG of these chunks."""
    return PNG + b"".join(
        struct.pack(">I", len(each.content))
        + each.name
        + each.content
        + struct.pack(">I", zlib.crc32(each.name + each.content))
        for each in chunks
    )


def riff_chunks(riff: bytes) -> list[Chunk]:
    """The chunks of a RIFF file (WAV, WebP), in order."""
    found: list[Chunk] = []
    at = 12
    while at + 8 <= len(riff):
        name, length = _unpacked("<4sI", riff, at)
        _whole(riff, at + 8 + length)
        found.append(Chunk(name, riff[at + 8 : at + 8 + length], at))
        at += 8 + length + length % 2
    return found


def riff_of(form: bytes, chunks: Iterable[Chunk]) -> bytes:
    """A RIFF file of that form (b"WAVE", b"WEBP") and these chunks."""
    body = form + b"".join(
        each.name + struct.pack("<I", len(each.content)) + each.content + b"\0" * (len(each.content) % 2)
        for each in chunks
    )
    return b"RIFF" + struct.pack("<I", len(body)) + body


def jpeg_segments(jpeg: bytes) -> tuple[list[Chunk], bytes]:
    """The segments before the picture's own data, and everything from there on."""
    found: list[Chunk] = []
    at = len(JPEG)
    while True:
        mark, name, length = _unpacked(">BcH", jpeg, at)
        if mark != 0xFF:
            raise MediaUnreadable(f"a JPEG segment should begin at byte {at}; the file is damaged")
        if name == b"\xda":
            return found, jpeg[at:]
        found.append(Chunk(name, jpeg[at + 4 : at + 2 + length], at))
        at += 2 + length


def jpeg_of(segments: Iterable[Chunk], picture: bytes) -> bytes:
    """A JPEG of these segments and the picture's own data."""
    head = b"".join(b"\xff" + s.name + struct.pack(">H", len(s.content) + 2) + s.content for s in segments)
    return JPEG + head + picture


def mp4_boxes(mp4: bytes | mmap, start: int = 0, end: int | None = None) -> list[tuple[bytes, int, int]]:
    """The boxes between two bytes of an MP4: name, where the content begins, where it ends."""
    found: list[tuple[bytes, int, int]] = []
    at, stop = start, len(mp4) if end is None else end
    while at + 8 <= stop:
        size, name = _unpacked(">I4s", mp4, at)
        head = 8
        if size == 1:
            (size,), head = _unpacked(">Q", mp4, at + 8), 16
        elif size == 0:
            size = stop - at
        if size < head or at + size > stop:
            raise MediaUnreadable(f"the box {name!r} at byte {at} runs past its end; the file is damaged")
        found.append((name, at + head, at + size))
        at += size
    return found


def _whole(data: bytes, end: int) -> None:
    if end > len(data):
        raise MediaUnreadable(
            f"the file ends at byte {len(data)}, and a piece of it at {end}; it was cut short"
        )


def _unpacked(shape: str, data: bytes | mmap, at: int) -> tuple[Any, ...]:
    try:
        return struct.unpack_from(shape, data, at)
    except struct.error as exc:
        raise MediaUnreadable(f"the file ends at byte {len(data)}, in the middle of a piece") from exc
