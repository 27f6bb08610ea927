"""A brief as it comes: a file, a folder or a zip, and what lies beside it. Nothing leaves its folder."""

import stat
import zipfile
import zlib
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from astro_pipeline.campaigns.intake.reading import decode
from astro_pipeline.errors import InvalidBrief

MEGABYTE = 1_000_000
BRIEF_BYTES = 1 * MEGABYTE
PICTURE_BYTES = 30 * MEGABYTE
MUSIC_BYTES = 60 * MEGABYTE
"""Five minutes of 24 bit WAV at 48 kHz, and room."""
FOOTAGE_BYTES = 150 * MEGABYTE
PARCEL_FILES = 50
PARCEL_BYTES = 200 * MEGABYTE
"""All files of a zip, unpacked, and all files that a brief names: what a bomb would pass."""

NAMES = ("brief.yaml", "brief.yml", "brief.json")

_BROKEN = (zipfile.BadZipFile, zlib.error, NotImplementedError, EOFError, OSError, RuntimeError)
"""What reading a damaged, locked or exotic zip raises."""

Fetch = Callable[[str, str, int], bytes | None]
"""(path as the brief has it, its field, most bytes) → bytes, None where there is no such file."""


@dataclass(frozen=True, slots=True)
class Parcel:
    """A brief's text, and how to get at the files it names."""

    name: str
    text: str
    fetch: Fetch


def open_parcel(path: Path) -> Parcel:
    """The brief at `path`. Raises: InvalidBrief."""
    if path.is_dir():
        return _folder(path)
    if not path.is_file():
        raise InvalidBrief("brief", str(path), "there is no such file or folder; check the path")
    if path.suffix.lower() == ".zip":
        return _zip(path)
    return Parcel(path.name, decode(_read(path, path.name, BRIEF_BYTES), path.name), beside(path.parent))


def beside(folder: Path) -> Fetch:
    """Files relative to a folder, and never outside of it."""

    def fetch(name: str, field: str, most: int) -> bytes | None:
        path = folder
        for part in inner_path(name, field).parts:
            path /= part
            if path.is_symlink():
                raise InvalidBrief(field, name, "it is a link; put the file itself beside the brief")
        return _read(path, field, most) if path.is_file() else None

    return fetch


def nothing_beside(name: str, field: str, most: int) -> bytes | None:
    """A brief that came as text alone."""
    del most
    inner_path(name, field)
    return None


def inner_path(name: str, field: str) -> PurePosixPath:
    """A path inside the brief's folder. Raises: InvalidBrief for any other."""
    path = PurePosixPath(name)
    if "://" in name:
        raise InvalidBrief(field, name, "it is an address; put the file beside the brief and name it")
    if not name or path.is_absolute() or ".." in path.parts or "\\" in name or ":" in name:
        raise InvalidBrief(field, name, "name a file inside the brief's own folder, e.g. assets/logo.png")
    return path


def _folder(path: Path) -> Parcel:
    try:
        files = sum(1 for each in path.rglob("*") if not each.is_dir())
        names = [each.name for each in path.iterdir()]
    except OSError as exc:
        raise InvalidBrief(
            path.name, str(exc.strerror), "the folder cannot be read; mend its rights"
        ) from exc
    if files > PARCEL_FILES:
        raise InvalidBrief(path.name, f"{files} files", f"send at most {PARCEL_FILES} files")
    name = _the_brief(names, path.name)
    if (path / name).is_symlink():
        raise InvalidBrief(name, name, "it is a link; put the file itself into the folder")
    return Parcel(name, decode(_read(path / name, name, BRIEF_BYTES), name), beside(path))


def _zip(path: Path) -> Parcel:
    try:
        with zipfile.ZipFile(path) as archive:
            members = _members(archive, path.name)
            root = _root(members)
            here = [name.removeprefix(root) for name in members if "/" not in name.removeprefix(root)]
            name = _the_brief(here, path.name)
            info = members[root + name]
            if info.file_size > BRIEF_BYTES:
                raise InvalidBrief(name, f"{info.file_size} bytes", "a brief has at most 1 MB")
            text = decode(archive.read(info), name)
    except _BROKEN as exc:
        raise InvalidBrief(path.name, str(exc), "the zip cannot be read; pack it anew") from exc
    return Parcel(name, text, _inside(path, root))


def _inside(path: Path, root: str) -> Fetch:
    def fetch(name: str, field: str, most: int) -> bytes | None:
        wanted = root + inner_path(name, field).as_posix()
        try:
            with zipfile.ZipFile(path) as archive:
                info = _members(archive, path.name).get(wanted)
                if info is None:
                    return None
                _check_size(info.file_size, field, most)
                return archive.read(info)
        except _BROKEN as exc:
            raise InvalidBrief(field, name, "the zip cannot be read there; pack it anew") from exc

    return fetch


def _members(archive: zipfile.ZipFile, name: str) -> dict[str, zipfile.ZipInfo]:
    """The files of the zip by name, after every trap that a zip can hold was looked for."""
    infos = [info for info in archive.infolist() if not info.is_dir() and not _is_litter(info.filename)]
    if len(infos) > PARCEL_FILES:
        raise InvalidBrief(name, f"{len(infos)} files", f"send at most {PARCEL_FILES} files")
    if sum(info.file_size for info in infos) > PARCEL_BYTES:
        raise InvalidBrief(name, "unpacked size", f"send at most {PARCEL_BYTES // MEGABYTE} MB unpacked")
    members: dict[str, zipfile.ZipInfo] = {}
    for info in infos:
        inner_path(info.filename, name)
        if stat.S_ISLNK(info.external_attr >> 16):
            raise InvalidBrief(name, info.filename, "it is a link; pack the file itself")
        if info.flag_bits & 1:
            raise InvalidBrief(name, info.filename, "it is encrypted; pack it without a password")
        if info.filename in members:
            raise InvalidBrief(name, info.filename, "it is in the zip twice; pack it once")
        members[info.filename] = info
    return members


def _is_litter(name: str) -> bool:
    """What macOS adds to every zip."""
    return name.startswith("__MACOSX/") or PurePosixPath(name).name == ".DS_Store"


def _root(members: dict[str, zipfile.ZipInfo]) -> str:
    """The folder that holds everything, where the zip was made of one folder; else empty."""
    tops = {name.partition("/")[0] for name in members}
    nested = all("/" in name for name in members)
    return f"{tops.pop()}/" if nested and len(tops) == 1 else ""


def _the_brief(names: list[str], where: str) -> str:
    found = [name for name in NAMES if name in names]
    if len(found) != 1:
        there = " and ".join(found) or "none of them"
        raise InvalidBrief(where, there, f"put exactly one of {', '.join(NAMES)} into it")
    return found[0]


def _read(path: Path, field: str, limit: int) -> bytes:
    try:
        _check_size(path.stat().st_size, field, limit)
        return path.read_bytes()
    except OSError as exc:
        raise InvalidBrief(field, path.name, f"the file cannot be read ({exc.strerror})") from exc


def _check_size(size: int, field: str, limit: int) -> None:
    if size > limit:
        raise InvalidBrief(field, f"{size} bytes", f"send at most {limit // MEGABYTE} MB")
