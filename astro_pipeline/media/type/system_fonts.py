"""The system's typefaces: listed once, opened only when a text needs one that nothing else draws."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Final

from astro_pipeline.domain.base import base_language
from astro_pipeline.errors import MediaUnreadable
from astro_pipeline.media.type.clusters import script
from astro_pipeline.media.type.face import Face, Nature, coverage, nature, weighted

HOMES: Final = ("/usr/share/fonts", "/usr/local/share/fonts", "~/.fonts", "~/.local/share/fonts")
"""Where a Unix system keeps its typefaces."""

_FILES: Final = {".ttf", ".otf", ".ttc", ".otc"}
_FAMILY: Final = "noto"
"""Made to leave no writing undrawn, and to look like one hand."""
_ASIDE: Final = ("condensed", "display", "ui", "looped", "mono", "kufi", "nastaliq", "rashi", "unjoined")
"""Words in a family's name that say it is for something else than an ad's text."""
_EAST: Final = ("JP", "KR", "SC", "TC", "HK")
_REGIONS: Final = {"ja": "JP", "ko": "KR", "zh": "SC"}
_SYMBOLS: Final = ("symbols", "math", "music")


@dataclass(frozen=True, slots=True)
class Wanted:
    """What kind of typeface is looked for."""

    language: str
    weight: int
    serif: bool


@lru_cache(maxsize=2048)
def drawing(points: frozenset[int], wanted: Wanted, homes: tuple[str, ...]) -> Face | None:
    """The typeface that suits best of those that draw all these code points; None where none does."""
    for files in _likely_first(_hints(points), homes):
        ranked = sorted((_rank(face, found, wanted), face) for face, found in _outlines(files))
        tried: set[str] = set()
        for _, face in ranked:
            # The faces of one collection differ in shapes, hardly in what they cover.
            if face.path not in tried and points <= coverage(face):
                return weighted(face, wanted.weight)
            tried.add(face.path)
    return None


@lru_cache(maxsize=512)
def picturing(points: frozenset[int], homes: tuple[str, ...]) -> Face | None:
    """The typeface that has these emoji in colour; None where none does."""
    for path in _likely_first(("emoji",), homes)[0]:
        for face in _faces(path):
            found = _nature(face)
            if found and found.strike and points <= coverage(face):
                return Face(face.path, face.index, strike=found.strike)
    return None


def _hints(points: frozenset[int]) -> tuple[str, ...]:
    """Words that stand in the file names of typefaces made for these characters."""
    scripts = {script(chr(point)) for point in points} - {""}
    if "CJK" in scripts:
        return ("cjk", "jp", "kr", "sc", "tc", "hk")
    return tuple(sorted(name.lower() for name in scripts)) or _SYMBOLS


def _likely_first(hints: tuple[str, ...], homes: tuple[str, ...]) -> tuple[tuple[Path, ...], ...]:
    """The files whose name promises it, then all others: most texts open a handful of them."""
    files = _listed(homes)
    likely = {p for p in files if _FAMILY in p.name.lower() and any(h in p.name.lower() for h in hints)}
    return tuple(p for p in files if p in likely), tuple(p for p in files if p not in likely)


def _outlines(files: Iterable[Path]) -> Iterator[tuple[Face, Nature]]:
    for path in files:
        for face in _faces(path):
            found = _nature(face)
            if found and not found.strike and found.drawable:
                yield face, found


def _rank(face: Face, found: Nature, wanted: Wanted) -> tuple[object, ...]:
    """Small is good: upright, of the family that goes with all others, for this region, of this weight."""
    family = found.family.lower()
    serif = ("serif" in family or "naskh" in family) and "sans" not in family
    light, heavy = found.weights
    return (
        not found.upright,
        any(word in family for word in _ASIDE),
        _FAMILY not in family,
        _foreign(found.family, wanted.language),
        serif != wanted.serif,
        max(light - wanted.weight, wanted.weight - heavy, 0),
        len(family),
        Path(face.path).name,
        face.index,
    )


def _foreign(family: str, language: str) -> int:
    """How far an East Asian typeface is from this language's shapes; 0 for all others."""
    region = next((each for each in _EAST if family.endswith(each)), None)
    if region is None:
        return 0
    own = _region(language)
    return 0 if region == own else 1 + _EAST.index(region)


def _region(language: str) -> str:
    tag = language.lower()
    if base_language(tag) == "zh" and any(part in tag.split("-") for part in ("hk", "mo")):
        return "HK"
    if base_language(tag) == "zh" and any(part in tag.split("-") for part in ("hant", "tw")):
        return "TC"
    return _REGIONS.get(base_language(tag), "JP")


@lru_cache(maxsize=8)
def _listed(homes: tuple[str, ...]) -> tuple[Path, ...]:
    folders = [Path(home).expanduser() for home in homes]
    found = {
        p for folder in folders if folder.is_dir() for p in folder.rglob("*") if p.suffix.lower() in _FILES
    }
    return tuple(sorted(found, key=lambda path: (path.name, str(path))))


@lru_cache(maxsize=1024)
def _faces(path: Path) -> tuple[Face, ...]:
    """The faces of a file: several in a collection, whose head says how many."""
    with path.open("rb") as file:
        head = file.read(12)
    count = int.from_bytes(head[8:12], "big") if head[:4] == b"ttcf" else 1
    return tuple(Face(str(path), index) for index in range(count))


def _nature(face: Face) -> Nature | None:
    """What the file says of itself; None for a damaged one, which is no business of ours."""
    try:
        return nature(face)
    except MediaUnreadable:
        return None
