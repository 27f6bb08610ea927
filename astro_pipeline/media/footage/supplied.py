# pyright: basic
# PyAV's containers and streams are half typed; they are fenced into this file.
"""Film and sound that customers send: which kinds are taken, and what they are.

A file is opened as what its first bytes say, by one demuxer and a decoder of a short list: so no
playlist, no picture script and no forgotten game format is ever followed because a name said .mp4.
"""

from collections.abc import Callable
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import Final

import av
import av.error
from av.container import InputContainer

from astro_pipeline.errors import MediaUnreadable

MAX_LONG_SIDE: Final = 4096
MAX_PIXELS: Final = 4096 * 2304
"""4K of every make, upright or lying."""
FILM_CODECS: Final = ("h264", "hevc", "vp8", "vp9", "av1", "libdav1d", "prores", "mpeg4", "mjpeg", "dnxhd")
SOUND_CODECS: Final = ("mp3", "mp3float", "aac", "alac", "flac", "vorbis", "opus", "libopus", "libvorbis")
UNREADABLE: Final = (OSError, ValueError, LookupError, ArithmeticError, MemoryError, av.error.FFmpegError)
"""What PyAV raises over damaged data."""
_HDR: Final = (16, 18)
"""PQ and HLG, as ITU-T H.273 counts transfer functions."""
_MIN_SIDE: Final = 16
_FIRST_FRAMES: Final = 8


@dataclass(frozen=True, slots=True)
class SuppliedFilm:
    """A film as it came."""

    codec: str
    width: int
    height: int
    seconds: float


def supplied_film(data: bytes) -> SuppliedFilm:
    """Its facts; its header, its packets, its first frames and its last were read.

    Raises: MediaUnreadable for anything but an MP4, MOV or WebM that decodes.
    """
    with open_film(BytesIO(data)) as container:
        stream = next(iter(container.streams.video), None)
        if stream is None:
            raise MediaUnreadable("it holds no film; export it with its picture")
        _listed(stream, FILM_CODECS)
        context = stream.codec_context
        width, height = context.width, context.height
        if min(width, height) < _MIN_SIDE:
            raise MediaUnreadable(f"its picture is {width}x{height}; export it larger")
        if max(width, height) > MAX_LONG_SIDE or width * height > MAX_PIXELS:
            raise MediaUnreadable(f"its picture is {width}x{height}; export it at 4K (4096 px) or smaller")
        if int(context.color_trc) in _HDR:
            raise MediaUnreadable("it is HDR; export it as SDR, BT.709, so that its colours can be kept")
        try:
            seconds = lasts(container, stream)
            _decodes(container, stream)
        except UNREADABLE as exc:
            raise MediaUnreadable("its frames do not decode; export it again as H.264 in an MP4") from exc
    return SuppliedFilm(codec=context.name, width=width, height=height, seconds=seconds)


def supplied_sound_seconds(data: bytes, *, most: float) -> float:
    """How long a track lasts, wholly decoded; it is heard no further than `most` seconds.

    Raises: MediaUnreadable for anything but a WAV, MP3, M4A, FLAC or OGG that decodes.
    """
    forms = {"wav": _is_wav, "mp3": _is_mp3, "mov": _is_mov, "flac": _is_flac, "ogg": _is_ogg}
    with _opened(BytesIO(data), forms, "a WAV, MP3, M4A, FLAC or OGG") as container:
        stream = next(iter(container.streams.audio), None)
        if stream is None:
            raise MediaUnreadable("it holds no sound; export the track itself")
        _listed(stream, SOUND_CODECS)
        heard = 0.0
        try:
            for frame in container.decode(stream):
                heard += frame.samples / frame.sample_rate
                if heard > most:
                    break
        except UNREADABLE as exc:
            raise MediaUnreadable(f"its sound breaks off after {heard:.1f} s; export it again") from exc
    return heard


def open_film(source: Path | BytesIO) -> InputContainer:
    """An MP4, MOV or WebM, by its own demuxer. Raises: MediaUnreadable for anything else."""
    return _opened(source, {"mov": _is_mov, "matroska": _is_matroska}, "an MP4, MOV or WebM")


def lasts(container: InputContainer, stream: av.VideoStream) -> float:
    """Seconds from its first frame to the end of its last, by its packets: headers may say anything."""
    spans = [
        (packet.pts, packet.pts + (packet.duration or 0))
        for packet in container.demux(stream)
        if packet.pts is not None and packet.size
    ]
    if not spans or stream.time_base is None:
        raise MediaUnreadable("it holds no frame; export it again")
    return float((max(end for _, end in spans) - min(start for start, _ in spans)) * stream.time_base)


def _opened(source: Path | BytesIO, forms: dict[str, Callable[[bytes], bool]], wanted: str) -> InputContainer:
    head = source.getvalue()[:64] if isinstance(source, BytesIO) else _head(source)
    form = next((name for name, fits in forms.items() if fits(head)), None)
    name = "" if isinstance(source, BytesIO) else f"{source.name}: "
    if form is None:
        raise MediaUnreadable(f"{name}it is not {wanted}; export it as one")
    try:
        return av.open(source if isinstance(source, BytesIO) else str(source), "r", format=form)
    except UNREADABLE as exc:
        raise MediaUnreadable(f"{name}it is damaged; export it again as {wanted}") from exc


def _head(path: Path) -> bytes:
    with path.open("rb") as file:
        return file.read(64)


def _listed(stream: av.VideoStream | av.AudioStream, known: tuple[str, ...]) -> None:
    # PyAV gives no context to a stream whose codec it does not know.
    codec = stream.codec_context.name if stream.codec_context is not None else "unknown"
    if codec not in known and not codec.startswith("pcm_"):
        raise MediaUnreadable(f"its codec is {codec}; export it with one of {', '.join(known)}")


def _decodes(container: InputContainer, stream: av.VideoStream) -> None:
    """Raises where the first frames, or those after the last place to seek to, do not decode."""
    stream.codec_context.options = {"err_detect": "explode", "max_pixels": str(MAX_PIXELS)}
    for place in (stream.start_time or 0, _end(stream)):
        container.seek(place, stream=stream)
        seen = 0
        for _ in container.decode(stream):
            seen += 1
            if seen == _FIRST_FRAMES:
                break
        if not seen:
            raise MediaUnreadable("it holds no frame that decodes; export it again")


def _end(stream: av.VideoStream) -> int:
    return (stream.start_time or 0) + (stream.duration or 0)


def _is_mov(head: bytes) -> bool:
    return head[4:8] in {b"ftyp", b"moov", b"wide", b"mdat", b"free", b"skip"}


def _is_matroska(head: bytes) -> bool:
    return head.startswith(b"\x1aE\xdf\xa3")


def _is_wav(head: bytes) -> bool:
    return head[:4] == b"RIFF" and head[8:12] == b"WAVE"


def _is_mp3(head: bytes) -> bool:
    return head.startswith(b"ID3") or (head[:1] == b"\xff" and len(head) > 1 and head[1] & 0xE6 == 0xE2)


def _is_flac(head: bytes) -> bool:
    return head.startswith(b"fLaC")


def _is_ogg(head: bytes) -> bool:
    return head.startswith(b"OggS")
