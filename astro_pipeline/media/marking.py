"""How a file says what made it: IPTC's digital source type in an XMP packet.

Plain XMP needs no certificate and is what search engines and social platforms read. A packet that
is in the file already is replaced. Sources: XMP specification part 3 (2020) for where a packet
lies in each kind of file; https://cv.iptc.org/newscodes/digitalsourcetype/ (checked 2026-11-20).
"""

import os
import re
import struct
from collections.abc import Callable
from pathlib import Path, PurePath
from tempfile import NamedTemporaryFile
from typing import Final, get_args

from astro_pipeline.domain.media import SourceType
from astro_pipeline.errors import MediaUnreadable
from astro_pipeline.media.chunks import (
    JPEG,
    PNG,
    Chunk,
    jpeg_of,
    jpeg_segments,
    mp4_boxes,
    png_chunks,
    png_of,
    riff_chunks,
    riff_of,
)

VOCABULARY: Final = "http://cv.iptc.org/newscodes/digitalsourcetype/"
"""What every digital source type's address begins with."""
_PACKET: Final = """<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/">
 <rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
  <rdf:Description rdf:about=""
    xmlns:Iptc4xmpExt="http://iptc.org/std/Iptc4xmpExt/2008-02-29/"
    xmlns:xmp="http://ns.adobe.com/xap/1.0/"
    Iptc4xmpExt:DigitalSourceType="{kind}"
    xmp:CreatorTool="astro-pipeline"/>
 </rdf:RDF>
</x:xmpmeta>
<?xpacket end="r"?>"""
_SAID: Final = re.compile(rb"Iptc4xmpExt:DigitalSourceType\s*(?:=\s*[\"']|>)\s*([^\"'<\s]+)")

_PNG_KEY: Final = b"XML:com.adobe.xmp\0"
_JPEG_KEY: Final = b"http://ns.adobe.com/xap/1.0/\0"
_MP4_KEY: Final = bytes.fromhex("be7acfcb97a942e89c71999491e3afac")
_GIF_HEAD: Final = b"!\xff\x0bXMP DataXMP"
_GIF_TAIL: Final = b"\x01" + bytes(range(255, -1, -1)) + b"\x00"
_VTT: Final = b"WEBVTT"
_VTT_NOTE: Final = b"NOTE Iptc4xmpExt:DigitalSourceType="
_ENDINGS: Final = frozenset(
    {".png", ".jpg", ".jpeg", ".webp", ".gif", ".mp4", ".m4a", ".mov", ".wav", ".vtt"}
)
_WEBP_XMP, _WEBP_ALPHA = 0x04, 0x10  # flags of the VP8X chunk


def mark(path: Path, source_type: SourceType) -> None:
    """Write into the file what made it, in place and at once; pixels and samples stay as they are.

    PNG, JPEG, WebP, GIF, MP4 and WAV, told by their bytes; WebVTT, as a note nobody is shown.
    Raises: MediaUnreadable for anything else: SubRip, plain text and tables have no place for it.
    """
    content = path.read_bytes()
    packet = _PACKET.format(kind=VOCABULARY + source_type).encode()
    _replace(path, _kind(content, path)[0](content, packet))


def marked_as(path: Path) -> SourceType | None:
    """What the file says made it, or None where it says nothing that is known."""
    code = said_of(path)
    return next((known for known in get_args(SourceType) if known == code), None)


def said_of(path: Path) -> str:
    """The code of what the file says made it, as it stands there; empty where it says nothing.

    Raises: MediaUnreadable for a file that cannot say it.
    """
    content = path.read_bytes()
    said = _SAID.search(_kind(content, path)[1](content))
    return said.group(1).decode("ascii", "replace").rsplit("/", maxsplit=1)[-1] if said else ""


def takes_mark(name: str) -> bool:
    """Whether a file of that name can say what made it; SubRip, texts and tables cannot."""
    return PurePath(name).suffix.lower() in _ENDINGS


_Writer = Callable[[bytes, bytes], bytes]
_Reader = Callable[[bytes], bytes]


def _kind(content: bytes, path: Path) -> tuple[_Writer, _Reader]:
    """How to write and read the packet of this kind of file."""
    for at, sign, writer, reader in _KINDS:
        if content.startswith(sign, at):
            return writer, reader
    raise MediaUnreadable(
        f"{path.name}: not a PNG, JPEG, WebP, GIF, MP4, WAV or WebVTT, so it cannot carry its origin"
    )


def _into_png(png: bytes, packet: bytes) -> bytes:
    head, *rest = [each for each in png_chunks(png) if not _is_png_packet(each)]
    return png_of([head, Chunk(b"iTXt", _PNG_KEY + b"\0\0\0\0" + packet), *rest])


def _of_png(png: bytes) -> bytes:
    return next((each.content for each in png_chunks(png) if _is_png_packet(each)), b"")


def _is_png_packet(chunk: Chunk) -> bool:
    return chunk.name == b"iTXt" and chunk.content.startswith(_PNG_KEY)


def _into_jpeg(jpeg: bytes, packet: bytes) -> bytes:
    segments, picture = jpeg_segments(jpeg)
    kept = [each for each in segments if not each.content.startswith(_JPEG_KEY)]
    after = 1 if kept and kept[0].name == b"\xe0" else 0  # the JFIF segment stays first
    return jpeg_of([*kept[:after], Chunk(b"\xe1", _JPEG_KEY + packet), *kept[after:]], picture)


def _of_jpeg(jpeg: bytes) -> bytes:
    segments, _ = jpeg_segments(jpeg)
    return next((each.content for each in segments if each.content.startswith(_JPEG_KEY)), b"")


def _into_gif(gif: bytes, packet: bytes) -> bytes:
    """In front of the closing byte, as an application extension whose tail leads a reader over it.

    Source: Adobe, XMP Specification Part 3 (2020), section 1.1.2 (GIF).
    """
    before, found, _ = gif.partition(_GIF_HEAD)
    kept = before if found else gif.removesuffix(b";")
    return kept + _GIF_HEAD + packet + _GIF_TAIL + b";"


def _of_gif(gif: bytes) -> bytes:
    return gif.partition(_GIF_HEAD)[2]


def _into_mp4(mp4: bytes, packet: bytes) -> bytes:
    """At the end: nothing before it moves, so the index stays right and in front."""
    boxes = mp4_boxes(mp4)
    last = max((end for name, start, end in boxes if not _is_mp4_packet(mp4, name, start)), default=0)
    if any(_is_mp4_packet(mp4, name, start) and end < last for name, start, end in boxes):
        raise MediaUnreadable(
            "the film has an XMP packet before its pictures; write it anew without metadata"
        )
    return _closed(mp4[:last], boxes) + struct.pack(">I", 24 + len(packet)) + b"uuid" + _MP4_KEY + packet


def _closed(mp4: bytes, boxes: list[tuple[bytes, int, int]]) -> bytes:
    """A box that runs to the end of the file gets its size: it would swallow what is put behind it."""
    for name, start, end in boxes:
        if mp4[start - 8 : start] == bytes(4) + name:
            return mp4[: start - 8] + struct.pack(">I", end - start + 8) + mp4[start - 4 :]
    return mp4


def _of_mp4(mp4: bytes) -> bytes:
    found = (mp4[start:end] for name, start, end in mp4_boxes(mp4) if _is_mp4_packet(mp4, name, start))
    return next(found, b"")


def _is_mp4_packet(mp4: bytes, name: bytes, start: int) -> bool:
    return name == b"uuid" and mp4[start : start + 16] == _MP4_KEY


def _into_vtt(vtt: bytes, packet: bytes) -> bytes:
    """A comment behind the head; players show none.

    Source: https://www.w3.org/TR/webvtt1/, comments (checked 2026-11-21).
    """
    said = _SAID.search(packet)
    head, *rest = vtt.split(b"\n\n")
    kept = [each for each in rest if not each.startswith(_VTT_NOTE)]
    return b"\n\n".join([head.rstrip(), _VTT_NOTE + b'"' + (said.group(1) if said else b"") + b'"', *kept])


def _of_vtt(vtt: bytes) -> bytes:
    return next((each for each in vtt.split(b"\n\n") if each.startswith(_VTT_NOTE)), b"")


def _into_wav(wav: bytes, packet: bytes) -> bytes:
    kept = [each for each in riff_chunks(wav) if each.name != b"_PMX"]
    return riff_of(b"WAVE", [*kept, Chunk(b"_PMX", packet)])


def _into_webp(webp: bytes, packet: bytes) -> bytes:
    kept = [each for each in riff_chunks(webp) if each.name != b"XMP "]
    if not kept:
        raise MediaUnreadable("the WebP has no picture; write it anew")
    if kept[0].name != b"VP8X":
        kept.insert(0, _webp_head(kept[0]))
    flags = kept[0].content[0] | _WEBP_XMP
    kept[0] = Chunk(b"VP8X", bytes([flags]) + kept[0].content[1:])
    return riff_of(b"WEBP", [*kept, Chunk(b"XMP ", packet)])


def _webp_head(picture: Chunk) -> Chunk:
    """The head a simple WebP gets, so that it may carry more than a picture."""
    if picture.name == b"VP8L":
        bits = int.from_bytes(picture.content[1:5], "little")
        width, height, alpha = bits & 0x3FFF, bits >> 14 & 0x3FFF, bits >> 28 & 1
    else:
        sizes: tuple[int, int] = struct.unpack_from("<HH", picture.content, 6)
        width, height, alpha = (sizes[0] & 0x3FFF) - 1, (sizes[1] & 0x3FFF) - 1, 0
    flags = _WEBP_ALPHA if alpha else 0
    size = width.to_bytes(3, "little") + height.to_bytes(3, "little")
    return Chunk(b"VP8X", bytes([flags, 0, 0, 0]) + size)


def _of_riff(riff: bytes, name: bytes) -> bytes:
    return next((each.content for each in riff_chunks(riff) if each.name == name), b"")


def _replace(path: Path, content: bytes) -> None:
    with NamedTemporaryFile(dir=path.parent, prefix=f".{path.name}.", delete=False) as file:
        temporary = Path(file.name)
        try:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
            temporary.chmod(path.stat().st_mode)
            temporary.replace(path)
        except BaseException:
            temporary.unlink(missing_ok=True)
            raise


_KINDS: Final[tuple[tuple[int, bytes, _Writer, _Reader], ...]] = (
    (0, PNG, _into_png, _of_png),
    (0, JPEG, _into_jpeg, _of_jpeg),
    (4, b"ftyp", _into_mp4, _of_mp4),
    (8, b"WAVE", _into_wav, lambda riff: _of_riff(riff, b"_PMX")),
    (8, b"WEBP", _into_webp, lambda riff: _of_riff(riff, b"XMP ")),
    (0, b"GIF89a", _into_gif, _of_gif),
    (0, _VTT, _into_vtt, _of_vtt),
)
"""Where each kind of file has its sign, the sign, and how its packet is written and read."""
