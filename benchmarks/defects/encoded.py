"""Defects of how a film is stored, made by plain ffmpeg with one option wrong, or in its bytes."""

import struct
from functools import cache, partial
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from typing import Final

from kind import Kind, Planted, Site
from master import COPIED, FPS, film_kind, judged, master, remade
from studio import CODED, studio

from astro_pipeline.domain.review import Finding
from astro_pipeline.media.marking import mark


def _coded(
    options: tuple[str, ...],
    measured: str | float | None,
    beside: frozenset[str],
    site: Site,
    strength: float,
) -> Planted:
    """Written with these options, or as every film should be."""
    made = studio(site.home)
    found = judged(made, remade(site, *CODED, *options, *COPIED)) if strength else _well_coded(site.home)
    return Planted(found, master(made).file.path, measured=measured, beside=beside)


@cache
def _well_coded(home: Path) -> tuple[Finding, ...]:
    """What is found on the film as it should be written; the same for every option that is left out."""
    with TemporaryDirectory() as folder:
        path = remade(Site(Path(folder), Random(0), home), *CODED, *COPIED)
        return judged(studio(home), path)


def _contained(site: Site, strength: float) -> Planted:
    path = remade(site, "-c", "copy", name="film.mkv" if strength else "film.mp4")
    made = studio(site.home)
    beside = frozenset({"provenance.marked", "technical.faststart", "technical.frame_rate"})
    return Planted(judged(made, path), master(made).file.path, beside=beside)


def _turned(site: Site, strength: float) -> Planted:
    path = remade(
        site, "-c", "copy", "-movflags", "+faststart", before=("-display_rotation", "90") if strength else ()
    )
    made = studio(site.home)
    return Planted(judged(made, path), master(made).file.path)


def _padded(path: Path, size: int) -> Path:
    """As many bytes as asked, by an empty box at its end that takes no room on the disk."""
    more = size - path.stat().st_size
    with path.open("r+b") as file:
        file.seek(0, 2)
        file.write(struct.pack(">I4s", more, b"free"))
        file.truncate(size)
    return path


def _heavy(site: Site, strength: float) -> Planted:
    made = studio(site.home)
    file = master(made).file.model_copy(update={"placements": ("linkedin_video",)})
    size = round(200_000_000 * strength)
    path = _padded(remade(site, "-c", "copy", "-movflags", "+faststart"), size)
    return Planted(judged(made, path, file=file), file.path, measured=size, within=100)


def _starved(site: Site, strength: float) -> Planted:
    """TikTok takes no film of less than 516 kbit/s; the film is squeezed, then filled up to the rate."""
    made = studio(site.home)
    file = master(made).file.model_copy(update={"placements": ("tiktok_in_feed",)})
    kbps = 516 * strength
    options = ("-c:v", "libx264", "-preset", "veryfast", "-crf", "48", "-bf", "0", *CODED[10:])
    path = remade(site, "-vf", "boxblur=6", *options, *COPIED)
    _padded(path, round(kbps * 1000 / 8 * 180 / FPS))
    return Planted(judged(made, path, file=file), file.path, measured=kbps, within=6)


def _cut_off(site: Site, strength: float) -> Planted:
    made = studio(site.home)
    film = master(made).file
    whole = made.locate(film).read_bytes()
    path = site.folder / "film.mp4"
    path.write_bytes(whole[: len(whole) * 2 // 3] if strength else whole)
    return Planted(judged(made, path), film.path)


def _unmarked(site: Site, strength: float) -> Planted:
    made = studio(site.home)
    film = master(made).file
    path = remade(site, "-c", "copy", "-movflags", "+faststart", name="film.mov")
    if not strength:
        mark(path, film.source_type)
    return Planted(judged(made, path), film.path, measured="unmarked")


def _as(
    name: str, rule: str, options: tuple[str, ...], measured: str | float | None = None, *beside: str
) -> Kind:
    rules = frozenset(f"technical.{each}" for each in beside)
    return Kind(
        name, "film", "ffmpeg", f"technical.{rule}", partial(_coded, options, measured, rules), costly=True
    )


def _tagged(kind: str) -> tuple[str, ...]:
    return ("-vf", f"setparams=color_primaries={kind}:color_trc={kind}:colorspace={kind}", *_options(kind))


def _options(kind: str) -> tuple[str, ...]:
    return ("-color_primaries", kind, "-color_trc", kind, "-colorspace", kind)


_COMBED: Final = (
    "-vf", "tinterlace=interleave_top,fieldorder=tff,fps=30000/1001",
    "-flags", "+ilme+ildct", "-x264opts", "tff=1",
)  # fmt: skip
_UNEVEN: Final = ("-vf", "select='not(between(mod(n,20),5,9))'", "-fps_mode", "vfr")

KINDS: tuple[Kind, ...] = (
    _as("film in HEVC", "codec", ("-c:v", "libx265", "-x265-params", "log-level=none"), "hevc yuv420p"),
    _as("film with full chroma", "codec", ("-pix_fmt", "yuv444p"), "h264 yuv444p", "profile"),
    _as("film with ten bits", "profile", ("-pix_fmt", "yuv420p10le"), "High 10", "codec"),
    _as("index behind the pictures", "faststart", ("-movflags", "0"), "no"),
    _as("edit list", "edit_list", ("-bf", "2", "-use_editlist", "1"), "yes"),
    _as("colours not tagged", "colour_tags", _tagged("unknown"), "2/2/2"),
    _as("colours tagged for old television", "colour_tags", _tagged("smpte170m"), "6/6/6"),
    _as("interlaced film", "interlacing", _COMBED, "interlaced", "frozen", "flashing", "red_flashing"),
    _as("changing frame rate", "frame_rate", _UNEVEN, None),
    _as("pixels not square", "pixel_aspect", ("-vf", "setsar=4/3"), "4:3", "ratio", "placement_ratio"),
    film_kind("film in another container", "container", _contained),
    film_kind("film the player has to turn", "rotation", _turned),
    film_kind("film too heavy", "bytes", _heavy, "more", tool="bytes"),
    film_kind("film squeezed too far", "bitrate", _starved, "less", tool="bytes"),
    film_kind("film cut off", "decodes", _cut_off, tool="bytes"),
    Kind("film without its mark", "film", "ffmpeg", "provenance.marked", _unmarked, costly=True),
)
