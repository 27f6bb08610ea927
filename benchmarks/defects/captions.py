"""Defects of caption files, made in a text editor."""

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Final, Literal

from kind import Kind, Planted, Site

from astro_pipeline.domain.media import Licence, MediaFile
from astro_pipeline.quality.captions import check_captions

_FILE: Final = "video/1x1.6s.en.srt"
_Cue = tuple[float, float, str]
_CLEAN: Final[tuple[_Cue, ...]] = (
    (0.0, 1.8, "The morning can wait"),
    (2.0, 3.8, "for a can of cold brew"),
    (4.0, 5.8, "from Northbrew"),
)


def _checked(cues: tuple[_Cue, ...], folder: Path, *, seconds: float = 6.0) -> Planted:
    blocks = [
        f"{n}\n{_clock(start)} --> {_clock(end)}\n{text}"
        for n, (start, end, text) in enumerate(cues, start=1)
    ]
    path = folder / "film.srt"
    path.write_text("\n\n".join(blocks) + "\n", "utf-8")
    return Planted(check_captions(path, _record(), seconds=seconds), _FILE)


def _record() -> MediaFile:
    return MediaFile(
        path=_FILE,
        sha256="0" * 64,
        kind="captions",
        bytes=1,
        provider="embedded",
        model="editor",
        source_type="algorithmicMedia",
        licence=Licence(name="generated-here", holder="Northbrew", source="written here"),
    )


def _clock(seconds: float) -> str:
    whole = round(seconds * 1000)
    return f"00:{whole // 60_000:02}:{whole // 1000 % 60:02},{whole % 1000:03}"


def _told(planted: Planted, measured: float | str, at: float, within: float = 0.06) -> Planted:
    return Planted(planted.findings, planted.file, measured, within, seconds=(at, 0.002))


def _ordered(cues: tuple[_Cue, ...], at: float, site: Site, strength: float) -> Planted:
    return _told(_checked(cues if strength else _CLEAN, site.folder), 3.0, at)


def _past(site: Site, strength: float) -> Planted:
    """A tenth of a second after the film's end is allowed."""
    *first, (start, _, text) = _CLEAN
    return _told(_checked((*first, (start, 6 + 0.1 * strength, text)), site.folder), 3.0, start)


def _fast(site: Site, strength: float) -> Planted:
    """Twenty characters a second: a cue of two seconds with 40 of them."""
    text = ("the sea and a slow cup " * 3)[: round(40 * strength) - 1] + "e"
    (first, second, third) = _CLEAN
    planted = _checked((first, (2.0, 4.0, f"{text[:22]}\n{text[23:]}"), third), site.folder)
    return _told(planted, len(text) / 2, second[0])


def _brief(site: Site, strength: float) -> Planted:
    first, second, third = _CLEAN
    length = 0.7 * strength
    return _told(
        _checked((first, (2.0, 2.0 + length, "No hurry"), third), site.folder), length, second[0], 0.006
    )


def _wide(letters: str, each: int, site: Site, strength: float) -> Planted:
    """Forty-two columns a line; a Japanese character takes two."""
    count = round(42 * strength / each)
    text = (letters * 6)[:count]
    planted = _checked(
        (_CLEAN[0], (2.0, 6.0, text if not text.endswith(" ") else text[:-1] + "e")), site.folder
    )
    return _told(planted, float(each * count), 2.0)


def _high(site: Site, strength: float) -> Planted:
    text = "The morning\ncan wait\nfor you" if strength else "The morning\ncan wait for you"
    return _told(_checked((_CLEAN[0], (2.0, 4.0, text)), site.folder), "3 lines", 2.0)


def _unreadable(content: bytes, site: Site, strength: float) -> Planted:
    path = site.folder / "film.srt"
    path.write_bytes(content if strength else b"1\n00:00:00,000 --> 00:00:01,000\nSlow\n")
    return Planted(check_captions(path, _record(), seconds=6.0), _FILE)


def _empty(site: Site, strength: float) -> Planted:
    planted = _checked(() if strength else _CLEAN, site.folder)
    return Planted(planted.findings, planted.file, measured=0.0)


def _kind(
    name: str,
    rule: str,
    plant: Callable[[Site, float], Planted],
    worse: Literal["more", "less", "there"] = "there",
    near: float = 0.04,
) -> Kind:
    return Kind(name, "captions", "text editor", f"technical.{rule}", plant, worse=worse, near=near)


KINDS: tuple[Kind, ...] = (
    _kind(
        "captions that overlap",
        "captions",
        partial(_ordered, (_CLEAN[0], (1.5, 3.8, "for a can of cold brew"), _CLEAN[2]), 1.5),
    ),
    _kind(
        "caption that ends before it begins",
        "captions",
        partial(_ordered, (_CLEAN[0], (3.8, 2.0, "for a can of cold brew"), _CLEAN[2]), 3.8),
    ),
    _kind("caption after the film's end", "captions", _past, "more", 0.06),
    _kind("caption too fast to read", "caption_speed", _fast, "more"),
    _kind("caption that only flashes up", "caption_seconds", _brief, "less"),
    _kind(
        "caption line too wide",
        "caption_lines",
        partial(_wide, "the sea and a cup of cold ", 1),
        "more",
    ),
    _kind(
        "Japanese caption line too wide",
        "caption_lines",
        partial(_wide, "朝はゆっくり始まる", 2),
        "more",
        0.06,
    ),
    _kind("caption of three lines", "caption_lines", _high),
    _kind(
        "captions with broken times",
        "decodes",
        partial(_unreadable, b"1\n00:00:xx,000 --> 00:00:01,000\nSlow\n"),
    ),
    _kind("captions in another encoding", "decodes", partial(_unreadable, "Café".encode("utf-16"))),
    _kind("captions without a caption", "captions", _empty),
)
