"""What a file is, told by its first bytes and not by its name."""

from dataclasses import dataclass
from pathlib import Path
from stat import S_ISREG
from typing import Final, Literal

from astro_pipeline.errors import MediaUnreadable

Family = Literal["picture", "film", "sound", "captions", "text"]

_HEAD: Final = 4096
_ENDINGS: Final = {
    "jpg": {"jpg", "jpeg"},
    "tiff": {"tif", "tiff"},
    "mp4": {"mp4", "m4v"},
    "heic": {"heic", "heif"},
    "aiff": {"aif", "aiff"},
    "ogg": {"ogg", "oga", "opus"},
    "md": {"md", "markdown"},
}
"""The endings of a form, where it has others than its own name."""
_TEXTS: Final = {"txt": "txt", "md": "md", "markdown": "md", "csv": "csv"}
"""Plain text has no first bytes of its own: only here the name says what it is."""

_MAGIC: Final[tuple[tuple[int, bytes, Family, str], ...]] = (
    (0, b"\x89PNG\r\n\x1a\n", "picture", "png"),
    (0, b"\xff\xd8\xff", "picture", "jpg"),
    (8, b"WEBP", "picture", "webp"),
    (0, b"GIF8", "picture", "gif"),
    (0, b"BM", "picture", "bmp"),
    (0, b"II*\0", "picture", "tiff"),
    (0, b"MM\0*", "picture", "tiff"),
    (0, b"8BPS", "picture", "psd"),
    (0, b"%PDF", "picture", "pdf"),
    (8, b"WAVE", "sound", "wav"),
    (0, b"ID3", "sound", "mp3"),
    (0, b"\xff\xfb", "sound", "mp3"),
    (0, b"\xff\xf3", "sound", "mp3"),
    (0, b"fLaC", "sound", "flac"),
    (0, b"OggS", "sound", "ogg"),
    (8, b"AIFF", "sound", "aiff"),
    (0, b"\x1aE\xdf\xa3", "film", "webm"),
    (8, b"AVI ", "film", "avi"),
    (0, b"FLV", "film", "flv"),
    (0, b"\0\0\1\xba", "film", "mpg"),
)
_BRANDS: Final[dict[bytes, tuple[Family, str]]] = {
    b"qt  ": ("film", "mov"),
    b"M4A ": ("sound", "m4a"),
    b"avif": ("picture", "avif"),
    b"avis": ("picture", "avif"),
    b"heic": ("picture", "heic"),
    b"heix": ("picture", "heic"),
    b"mif1": ("picture", "heic"),
}
"""What an ISO base media file is by its brand; a film otherwise."""


@dataclass(frozen=True, slots=True)
class Kind:
    """What a file is."""

    family: Family
    form: str
    """As its ending would be, e.g. jpg, mp4, srt."""

    def named(self, path: Path) -> bool:
        """Whether the file's ending says so too."""
        return path.suffix.lower().removeprefix(".") in _ENDINGS.get(self.form, {self.form})


def kind_of(path: Path) -> Kind:
    """The kind of a regular file.

    Raises: MediaUnreadable where there is none, it is a folder or a device, empty, or nothing known.
    """
    head = _head(path)
    try:
        return kind_of_head(head, path.name)
    except MediaUnreadable:
        if (ending := path.suffix.lower().removeprefix(".")) in _TEXTS and _is_text(head):
            return Kind("text", _TEXTS[ending])
        raise


def kind_of_head(head: bytes, name: str) -> Kind:
    """The kind of what begins with these bytes. Raises: MediaUnreadable where they are nothing known."""
    for at, magic, family, form in _MAGIC:
        if head[at:].startswith(magic):
            return Kind(family, form)
    if head[4:8] == b"ftyp":
        return Kind(*_BRANDS.get(head[8:12], ("film", "mp4")))
    if head[4:8] in {b"moov", b"mdat", b"wide"}:
        return Kind("film", "mov")
    text = head.decode("utf-8-sig", "replace").lstrip()
    if text.startswith("WEBVTT"):
        return Kind("captions", "vtt")
    if " --> " in text and text[:1].isdigit():
        return Kind("captions", "srt")
    if text.startswith(("<svg", "<?xml")) and "<svg" in text:
        return Kind("picture", "svg")
    raise MediaUnreadable(f"{name}: neither a picture, a film, a sound, captions nor a text; export it again")


def _is_text(head: bytes) -> bool:
    """Whether these bytes begin a text of UTF-8; a letter may be cut off at their end."""
    whole = head.decode("utf-8-sig", "ignore")
    return "\0" not in whole and "\N{REPLACEMENT CHARACTER}" not in head[:-3].decode("utf-8-sig", "replace")


def _head(path: Path) -> bytes:
    try:
        mode = path.stat().st_mode
        if not S_ISREG(mode):
            raise MediaUnreadable(f"{path.name}: a folder or a device and no file; name the files in it")
        with path.open("rb") as file:
            head = file.read(_HEAD)
    except OSError as exc:
        raise MediaUnreadable(f"{path}: {exc.strerror or exc}; give a file that can be read") from exc
    if not head:
        raise MediaUnreadable(f"{path.name}: holds no bytes; export it again")
    return head
