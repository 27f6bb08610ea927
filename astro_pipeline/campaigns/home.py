"""The home: where campaigns, bytes and briefs lie on disk, and how anything is written there."""

import fcntl
import os
import tempfile
from collections.abc import Generator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from threading import Lock
from typing import IO

from astro_pipeline.errors import CampaignBusy


@dataclass(frozen=True, slots=True)
class Home:
    """The folders of one installation."""

    path: Path

    @property
    def inbox(self) -> Path:
        """Briefs are dropped here."""
        return self.path / "inbox"

    @property
    def accepted(self) -> Path:
        """Briefs that became campaigns, as they came."""
        return self.path / "accepted"

    @property
    def rejected(self) -> Path:
        """Briefs that were refused, each beside its `.error.txt`."""
        return self.path / "rejected"

    def reading(self, drop: str) -> Path:
        """Where a run that reads a brief in prose holds its lock."""
        return self.path / "reading" / drop

    @property
    def campaigns(self) -> Path:
        """One folder per campaign."""
        return self.path / "campaigns"

    @property
    def blobs(self) -> Path:
        """Every file's bytes, by digest."""
        return self.path / "blobs"

    @property
    def segments(self) -> Path:
        """Encoded pieces of films, by digest; may be thrown away at any time."""
        return self.path / "cache" / "segments"

    @property
    def dagster(self) -> Path:
        """DAGSTER_HOME."""
        return self.path / "dagster"

    def campaign(self, campaign: str) -> Path:
        """The folder of one campaign."""
        return self.campaigns / campaign


def write_atomically(path: Path, data: bytes) -> None:
    """Write a file so that a reader, or a crash, sees the old bytes or the new, never a part."""
    path.parent.mkdir(parents=True, exist_ok=True)
    descriptor, temporary = tempfile.mkstemp(dir=path.parent, prefix=".write-")
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        Path(temporary).replace(path)
    except BaseException:
        Path(temporary).unlink(missing_ok=True)
        raise


_held: dict[Path, tuple[IO[str], int]] = {}
_guard = Lock()


@contextmanager
def writing(folder: Path) -> Generator[None]:
    """Hold the campaign's folder as its only writer; the kernel lets go when the process dies.

    Within one process the hold is shared: a command that holds it may run the graph.
    Raises: CampaignBusy when another process holds it.
    """
    _take(folder)
    try:
        yield
    finally:
        _let_go(folder)


def is_held(folder: Path) -> bool:
    """True while some process, this one included, is the folder's writer."""
    with _guard:
        if folder in _held:
            return True
    if not (folder / ".lock").exists():
        return False
    with (folder / ".lock").open("a") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return True
    return False


def _take(folder: Path) -> None:
    with _guard:
        if folder in _held:
            file, count = _held[folder]
            _held[folder] = (file, count + 1)
            return
        folder.mkdir(parents=True, exist_ok=True)
        file = (folder / ".lock").open("a")
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as exc:
            file.close()
            raise CampaignBusy(
                f"{folder.name}: another run is at work on this campaign; wait for it to end, then try again"
            ) from exc
        _held[folder] = (file, 1)


def _let_go(folder: Path) -> None:
    with _guard:
        file, count = _held[folder]
        if count > 1:
            _held[folder] = (file, count - 1)
            return
        del _held[folder]
        file.close()
