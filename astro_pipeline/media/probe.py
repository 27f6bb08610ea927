# pyright: basic
# PyAV's containers and streams are half typed; they are fenced into this file.
"""What a picture, a film or a sound is, measured on the file itself and not on what was ordered."""

from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction
from mmap import ACCESS_READ, mmap
from pathlib import Path
from typing import Final

import av
import av.error
import numpy as np
from av.container import InputContainer
from PIL import Image, UnidentifiedImageError

from astro_pipeline.errors import MediaUnreadable
from astro_pipeline.media.chunks import mp4_boxes
from astro_pipeline.media.cutouts import Spot
from astro_pipeline.media.kind import kind_of
from astro_pipeline.media.pixels.picture import FORMATS, MAX_PIXELS
from astro_pipeline.media.profile import Profile, profile_in
from astro_pipeline.media.surface import Surface, surface
from astro_pipeline.media.watching import Watched, watch

_FORMAT_NAMES: Final = {"PNG": "png", "JPEG": "jpg", "MPO": "jpg", "WEBP": "webp"}
"""MPO is what Pillow calls a telephone's JPEG that carries a second, smaller picture."""
_ORIENTATION: Final = 0x0112
_OPAQUE: Final = 255


@dataclass(frozen=True, slots=True)
class PictureFacts:
    """A still picture."""

    format: str
    """png, jpg or webp: what it is, whatever its name says."""
    width: int
    height: int
    mode: str
    bytes: int
    spread: float
    """Standard deviation of its grey values, 0 to 255; 0 is one flat colour."""
    surface: Surface
    profile: Profile | None = None
    frames: int = 1
    """More than one moves."""
    transparent: bool = False
    """Something behind it is seen through it."""
    orientation: int = 1
    """As its EXIF says; 1 is upright."""


@dataclass(frozen=True, slots=True)
class FilmFacts:
    """A film."""

    bytes: int
    codec: str
    profile: str
    pixel_format: str
    """How they are stored, e.g. yuv420p."""
    width: int
    height: int
    rate: Fraction
    """Frames per second."""
    seconds: float
    colours: tuple[int, int, int]
    """Primaries, transfer and matrix as ITU-T H.273 counts them; 1 is BT.709."""
    bitrate: int
    """Bits per second, over everything in the file."""
    faststart: bool
    """The index stands in front of the frames."""
    edit_list: bool
    sound_codec: str | None
    watched: Watched
    form: str = "mp4"
    """Its container, by its bytes."""
    pixel_aspect: Fraction = Fraction(1)
    """Width over height of one pixel as it is shown."""
    full_range: bool = False
    """Black is 0 and white 255, where films have 16 and 235."""
    sound_late: float = 0.0
    """Seconds after the picture at which the sound begins; less than 0 before it."""

    @property
    def shown(self) -> tuple[int, int]:
        """Width and height as a player shows it: turned, its pixels square."""
        wide, high = round(self.width * self.pixel_aspect), self.height
        return (wide, high) if self.watched.rotation % 180 == 0 else (high, wide)


def probe_picture(path: Path) -> PictureFacts:
    """A PNG, JPEG or WebP, wholly decoded.

    Raises: MediaUnreadable for anything else, for more pixels than we open, and for broken data.
    """
    try:
        with Image.open(path, formats=FORMATS) as opened:
            if opened.width * opened.height > MAX_PIXELS:
                size = f"{opened.width}x{opened.height}"
                raise MediaUnreadable(
                    f"{path.name}: {size} is more than {MAX_PIXELS} pixels; make it smaller"
                )
            opened.load()
            return _still(opened, path.stat().st_size)
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError, Image.DecompressionBombError) as exc:
        raise MediaUnreadable(f"{path.name}: cannot be decoded as PNG, JPEG or WebP; make it again") from exc


def probe_film(path: Path, *, spots: Iterable[Spot] = ()) -> FilmFacts:
    """An MP4, its header read and every frame decoded; these spots are cut out of them.

    Raises: MediaUnreadable where it is not a film, or a frame is missing or cannot be decoded.
    """
    form = kind_of(path).form
    watched = watch(path, spots=spots)
    faststart, edit_list = _index(path) if form in {"mp4", "mov"} else (False, False)
    with av.open(str(path)) as container:
        stream = container.streams.video[0]
        if watched.frames < stream.frames and not edit_list:  # which may leave frames out on purpose
            raise MediaUnreadable(
                f"{path.name}: {watched.frames} of {stream.frames} frames are there; render it again"
            )
        context = stream.codec_context
        sound = next(iter(container.streams.audio), None)
        return FilmFacts(
            bytes=path.stat().st_size,
            codec=context.name,
            profile=context.profile or "",
            pixel_format=context.pix_fmt or "",
            width=context.width,
            height=context.height,
            rate=stream.average_rate or Fraction(0),
            seconds=_seconds(container, stream),
            colours=(int(context.color_primaries), int(context.color_trc), int(context.colorspace)),
            bitrate=int(container.bit_rate or 0),
            faststart=faststart,
            edit_list=edit_list,
            sound_codec=sound.codec_context.name if sound else None,
            watched=watched,
            form=form,
            pixel_aspect=stream.sample_aspect_ratio or Fraction(1),
            full_range=int(context.color_range) == 2 or (context.pix_fmt or "").startswith("yuvj"),
            sound_late=_begins(sound) - _begins(stream) if sound else 0.0,
        )


def _still(opened: Image.Image, size: int) -> PictureFacts:
    grey = np.asarray(opened.convert("L"))
    seen_through = opened.has_transparency_data and np.asarray(opened.convert("RGBA"))[..., 3].min() < _OPAQUE
    return PictureFacts(
        format=_FORMAT_NAMES[opened.format or ""],
        width=grey.shape[1],
        height=grey.shape[0],
        mode=opened.mode,
        bytes=size,
        spread=float(grey.std()),
        surface=surface(grey),
        profile=profile_in(opened.info.get("icc_profile")),
        frames=1 if opened.format == "MPO" else getattr(opened, "n_frames", 1),
        transparent=bool(seen_through),
        orientation=int(opened.getexif().get(_ORIENTATION, 1)),
    )


def _seconds(container: InputContainer, stream: av.VideoStream) -> float:
    """How long the film is; some containers say it only of the whole."""
    if stream.duration and stream.time_base:
        return float(stream.duration * stream.time_base)
    return (container.duration or 0) / av.time_base


def _begins(stream: av.VideoStream | av.AudioStream) -> float:
    return float((stream.start_time or 0) * (stream.time_base or 0))


def _index(path: Path) -> tuple[bool, bool]:
    """Whether the index of an MP4 stands in front of its frames, and whether it has an edit list."""
    with path.open("rb") as file, mmap(file.fileno(), 0, access=ACCESS_READ) as content:
        return _boxes_in_order(content, path.name)


def _boxes_in_order(content: mmap, name: str) -> tuple[bool, bool]:
    try:
        places = {name: (start, end) for name, start, end in mp4_boxes(content)}
        if b"moov" not in places or b"mdat" not in places:
            return False, False
        start, end = places[b"moov"]
        tracks = [(a, b) for name, a, b in mp4_boxes(content, start, end) if name == b"trak"]
        edited = any(name == b"edts" for a, b in tracks for name, _, _ in mp4_boxes(content, a, b))
    except MediaUnreadable as exc:
        raise MediaUnreadable(f"{name}: {exc}") from exc
    return start < places[b"mdat"][0], edited
