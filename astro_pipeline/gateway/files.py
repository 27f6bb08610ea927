"""Which files the door shows: those of a campaign, and nothing that is hidden, internal or elsewhere."""

import re
from pathlib import Path

from starlette.exceptions import HTTPException

_ID = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")

_INTERNAL = frozenset({"revisions"})

MEDIA_TYPES: dict[str, str] = {
    ".css": "text/css; charset=utf-8",
    ".csv": "text/csv; charset=utf-8",
    ".html": "text/html; charset=utf-8",
    ".jpeg": "image/jpeg",
    ".gif": "image/gif",
    ".jpg": "image/jpeg",
    ".json": "application/json",
    ".md": "text/markdown; charset=utf-8",
    ".mp4": "video/mp4",
    ".png": "image/png",
    ".srt": "application/x-subrip; charset=utf-8",
    ".svg": "image/svg+xml",
    ".vtt": "text/vtt; charset=utf-8",
    ".wav": "audio/wav",
    ".webp": "image/webp",
    ".zip": "application/zip",
}
"""What the door serves, and as what; nothing depends on the machine's own table of types."""


def campaign_folder(home: Path, campaign: str) -> Path:
    """The campaign's folder.

    Raises: HTTPException 404 for an id that is none, or of no campaign.
    """
    folder = home / "campaigns" / campaign
    if not _ID.fullmatch(campaign) or folder.is_symlink() or not folder.is_dir():
        raise HTTPException(404, f"campaign: {campaign!r} is not here; see / for those that are")
    return folder


def campaign_file(home: Path, campaign: str, path: str) -> Path:
    """A file of the campaign that may be shown.

    Raises: HTTPException 404 where there is none, and for every path that must not be told apart from that:
    hidden, internal, of another type, or outside the folder, be it by dots or by a link.
    """
    folder = campaign_folder(home, campaign).resolve()
    parts = path.split("/")
    hidden = any(part.startswith(".") or part in _INTERNAL or not part for part in parts)
    if hidden or "\\" in path or "\0" in path:
        raise HTTPException(404, _nothing(path))
    file = (folder / path).resolve()
    if not file.is_relative_to(folder) or not file.is_file() or file.suffix.lower() not in MEDIA_TYPES:
        raise HTTPException(404, _nothing(path))
    return file


def _nothing(path: str) -> str:
    return f"path: {path[:120]!r} is no file of this campaign; its pages link those that are"
