"""The package as one zip: same files, same bytes, whatever the day."""

import os
import shutil
import tempfile
from pathlib import Path, PurePosixPath
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

_EPOCH = (1980, 1, 1, 0, 0, 0)
"""The earliest time a zip can name, for every member."""

_PACKED = frozenset({".jpg", ".jpeg", ".png", ".webp", ".mp4"})
"""Compressed already: stored as they are."""


def write_zip(folder: Path, target: Path) -> None:
    """Pack every file under `folder`, sorted by name, into `target`, atomically.

    Raises: ValueError for a name that would leave the folder it is unpacked into.
    """
    members = sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file())
    descriptor, temporary = tempfile.mkstemp(dir=target.parent, prefix=".zip-")
    try:
        with os.fdopen(descriptor, "wb") as file, ZipFile(file, "w") as archive:
            for name in members:
                _add(archive, folder / name, safe_name(name))
        Path(temporary).chmod(0o644)
        Path(temporary).replace(target)
    except BaseException:
        Path(temporary).unlink(missing_ok=True)
        raise


def safe_name(name: str) -> str:
    """The name, if it stays inside the folder it is unpacked into, on any system.

    Raises: ValueError for an absolute path, a drive, a backslash, ".." or a control character.
    """
    parts = PurePosixPath(name).parts
    unsafe = not parts or name.startswith("/") or ".." in parts or any(c in "\\:" or c < " " for c in name)
    if unsafe:
        raise ValueError(f"{name!r} is no safe name in a package; rename the file")
    return name


def _add(archive: ZipFile, path: Path, name: str) -> None:
    member = ZipInfo(name, date_time=_EPOCH)
    member.compress_type = ZIP_STORED if path.suffix.lower() in _PACKED else ZIP_DEFLATED
    member.create_system = 3
    member.external_attr = 0o100644 << 16
    large = path.stat().st_size >= 2**31
    with path.open("rb") as source, archive.open(member, "w", force_zip64=large) as packed:
        shutil.copyfileobj(source, packed, 1 << 20)
