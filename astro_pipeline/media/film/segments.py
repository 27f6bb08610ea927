"""A film in pieces that are encoded for themselves: where it is cut, and the shelf that keeps them."""

import hashlib
import os
import struct
import tempfile
from contextlib import suppress
from dataclasses import dataclass
from itertools import accumulate, pairwise
from math import ceil
from pathlib import Path
from typing import Final

from astro_pipeline.domain.timeline import Timeline

_SHORTEST: Final = 8
"""Frames; a shorter piece goes with the one before it, since each begins with a whole picture."""
_SUM: Final = 32
"""Bytes of the SHA-256 a file on the shelf begins with."""
_NUMBER: Final = struct.Struct("<I")
MOST_BYTES: Final = 2_000_000_000
"""What a shelf holds by default: some hundreds of films of 15 s, some tens that show stills."""
_LEFT: Final = 0.9
"""How full it still is after it was cleared."""


@dataclass(frozen=True, slots=True)
class Segment:
    """Pictures encoded together: the first needs none before it."""

    packets: tuple[bytes, ...]
    """One a frame, in the order they are shown."""
    whole: tuple[bool, ...]
    """Which of them need no other picture."""


def cut(timeline: Timeline) -> tuple[range, ...]:
    """The film's frames in pieces, cut where a scene comes in and where it has come.

    Another picture in one scene then touches its own piece and the two transitions beside it.
    """
    moments = [
        moment for scene in timeline.scenes for moment in (scene.start, scene.start + scene.entry_seconds)
    ]
    if timeline.card:
        moments.append(timeline.card.start)
    borders = [0]
    for frame in sorted(ceil(moment * timeline.rate) for moment in moments):
        if frame - borders[-1] >= _SHORTEST and timeline.frames - frame >= _SHORTEST:
            borders.append(frame)
    return tuple(range(first, last) for first, last in pairwise((*borders, timeline.frames)))


@dataclass(frozen=True, slots=True)
class SegmentShelf:
    """Segments in a folder, by the digest of what they show; what was not used for longest goes first.

    Several processes may use one folder: a file is written whole, and read whole or not at all.
    """

    folder: Path
    most_bytes: int = MOST_BYTES

    def take(self, key: str) -> Segment | None:
        """The segment of that key, or None where there is none that is sound."""
        body = self.take_bytes(key)
        return None if body is None else _unpacked(body)

    def put(self, key: str, segment: Segment) -> None:
        """Keep it, and make room."""
        self.put_bytes(key, _packed(segment))

    def take_bytes(self, key: str) -> bytes | None:
        """What was put under that key, or None where there is nothing that is sound."""
        path = self.folder / key
        try:
            content = path.read_bytes()
            if hashlib.sha256(content[_SUM:]).digest() != content[:_SUM]:
                path.unlink()
                return None
            os.utime(path)
        except FileNotFoundError:  # never kept, or another process threw it away
            return None
        return content[_SUM:]

    def put_bytes(self, key: str, body: bytes) -> None:
        """Keep them, and make room."""
        self.folder.mkdir(parents=True, exist_ok=True)
        descriptor, draft = tempfile.mkstemp(dir=self.folder, prefix=".draft-")
        try:
            with os.fdopen(descriptor, "wb") as file:
                file.write(hashlib.sha256(body).digest() + body)
            Path(draft).replace(self.folder / key)
        except BaseException:
            Path(draft).unlink(missing_ok=True)
            raise
        self._make_room()

    def _make_room(self) -> None:
        """Throw away what was used longest ago until the rest fits; drafts that a crash left age too."""
        kept: list[tuple[int, int, str]] = []
        with os.scandir(self.folder) as entries:
            for entry in entries:
                with suppress(FileNotFoundError):
                    facts = entry.stat()
                    kept.append((facts.st_mtime_ns, facts.st_size, entry.path))
        total = sum(size for _, size, _ in kept)
        if total <= self.most_bytes:
            return
        for _, size, path in sorted(kept):
            if total <= self.most_bytes * _LEFT:
                return
            Path(path).unlink(missing_ok=True)
            total -= size


def _packed(segment: Segment) -> bytes:
    sizes = [
        _NUMBER.pack(len(packet) << 1 | whole)
        for packet, whole in zip(segment.packets, segment.whole, strict=True)
    ]
    return b"".join((_NUMBER.pack(len(sizes)), *sizes, *segment.packets))


def _unpacked(body: bytes) -> Segment:
    (count,) = _NUMBER.unpack_from(body)
    sizes: list[int] = [_NUMBER.unpack_from(body, (n + 1) * _NUMBER.size)[0] for n in range(count)]
    ends = list(accumulate((size >> 1 for size in sizes), initial=(count + 1) * _NUMBER.size))
    packets = tuple(body[first:last] for first, last in pairwise(ends))
    return Segment(packets, tuple(bool(size & 1) for size in sizes))
