"""The drop folder: what lies there, whether it is wholly there, and where it goes. Nothing is ever lost."""

import errno
import os
import shutil
from collections.abc import Iterator
from pathlib import Path

from astro_pipeline.campaigns.home import write_atomically

_UNFINISHED = (".tmp", ".part", ".partial", ".crdownload", ".swp")
_ERROR = ".error.txt"


def candidates(inbox: Path) -> tuple[Path, ...]:
    """Every file, folder and zip dropped there, by name; hidden and half-copied ones are left out."""
    if not inbox.is_dir():
        return ()
    return tuple(sorted(path for path in inbox.iterdir() if _is_candidate(path)))


def settled(path: Path, *, age_seconds: float, now: float) -> bool:
    """True when nothing in it has changed for that long: it was wholly copied.

    `now` is a POSIX time, as `time.time()` gives it. A file whose time lies ahead of `now` (a clock
    that runs fast elsewhere) counts as unchanged only once that time has passed as well.
    """
    try:
        times = [each.lstat().st_mtime for each in _all(path)]
    except FileNotFoundError:  # it is being moved or renamed at this moment
        return False
    if path.is_file() and path.stat().st_size == 0 and now - max(times) < 10 * age_seconds:
        return False  # many copiers make an empty file first
    return now - max(times) >= age_seconds


def refuse(path: Path, rejected: Path, error: Exception) -> Path:
    """Move a brief to `rejected`, its error beside it as `<name>.error.txt`; gives its new path.

    The message is written first: a crash in between leaves the brief in the inbox, to be refused again
    under the next number.
    """
    target = _free(rejected, path.name)
    write_atomically(target.with_name(target.name + _ERROR), f"{error}\n".encode())
    return _move(path, target)


def accept_move(path: Path, accepted: Path) -> Path:
    """Move a brief that became a campaign to `accepted`; gives its new path."""
    return _move(path, _free(accepted, path.name))


def _is_candidate(path: Path) -> bool:
    name = path.name.lower()
    return not (name.startswith((".", "~")) or name.endswith((*_UNFINISHED, _ERROR)))


def _all(path: Path) -> Iterator[Path]:
    yield path
    if path.is_dir() and not path.is_symlink():
        yield from path.rglob("*")


def _free(folder: Path, name: str) -> Path:
    """A path nothing lies at: `spring.yaml`, then `spring-2.yaml` and so on."""
    folder.mkdir(parents=True, exist_ok=True)
    stem, suffix = Path(name).stem, Path(name).suffix
    number = 1
    while True:
        path = folder / (name if number == 1 else f"{stem}-{number}{suffix}")
        if not os.path.lexists(path) and not path.with_name(path.name + _ERROR).exists():
            return path
        number += 1


def _move(path: Path, target: Path) -> Path:
    """Rename; where the folders lie on different disks, copy under a hidden name, then rename."""
    try:
        return path.rename(target)
    except OSError as exc:
        if exc.errno != errno.EXDEV:
            raise
    hidden = target.with_name(f".moving-{target.name}")
    if path.is_dir():
        shutil.rmtree(hidden, ignore_errors=True)
        shutil.copytree(path, hidden, symlinks=True)
    else:
        shutil.copy2(path, hidden, follow_symlinks=False)
    hidden.rename(target)
    if path.is_dir():
        shutil.rmtree(path)
    else:
        path.unlink()
    return target
