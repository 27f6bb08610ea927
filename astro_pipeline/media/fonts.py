"""The typefaces: which are installed, what they can draw, which one draws a text.

They come from installed packages, the brand kit and, where present, the system's Noto CJK.
"""

import hashlib
import importlib
import io
import threading
import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from itertools import groupby
from pathlib import Path
from typing import Final, Literal

from fontTools.ttLib import TTFont
from PIL import ImageFont

from astro_pipeline.errors import MissingGlyph

Voice = Literal["grotesk", "serif", "plain", "text", "label"]
"""What a face is for: three display faces, running text, and buttons and labels."""

_SYSTEM: Final = (Path("/usr/share/fonts"), Path("/usr/local/share/fonts"), Path.home() / ".fonts")
_CJK_INDEX: Final = {"ja": 0, "ko": 1, "zh": 2}
_PACKAGED: Final[dict[Voice, tuple[tuple[str, str], ...]]] = {
    "grotesk": (("font_manrope", "Manrope-ExtraBold.ttf"),),
    "serif": (("font_source_serif_pro", "SourceSerifPro-Semibold.ttf"),),
    "plain": (
        ("font_hanken_grotesk", "HankenGrotesk-SemiBold.otf"),
        ("font_manrope", "Manrope-SemiBold.ttf"),
    ),
    "text": (("font_hanken_grotesk", "HankenGrotesk-Medium.otf"), ("font_manrope", "Manrope-Medium.ttf")),
    "label": (("font_manrope", "Manrope-Bold.ttf"),),
}
_DRAWN_AS: Final = str.maketrans(
    {"\u202f": "\u00a0", "\u2011": "-", "\u2060": "", "\ufe0f": "", "\u00ad": ""}
)


@dataclass(frozen=True, slots=True)
class Face:
    """One typeface in one weight."""

    path: str
    """A file, or `pymupdf:<name>` for one that comes as bytes."""
    index: int = 0
    """Its place in a collection (.ttc)."""


Chain = tuple[Face, ...]
"""Faces in order of preference."""


def chain(voice: Voice, language: str, *, brand: tuple[Path, ...] = ()) -> Chain:
    """The faces to try for this voice and language: the brand's own first."""
    own = brand[:1] if voice in {"grotesk", "serif", "plain"} else (brand[1:] or brand)[:1]
    packaged = tuple(Face(_package_file(package, file)) for package, file in _PACKAGED[voice])
    wide = Face("pymupdf:figo" if voice == "text" else "pymupdf:figbo")
    cjk = _system_cjk(language, "Regular" if voice == "text" else "Bold")
    return (*(Face(str(path)) for path in own), *packaged, wide, *cjk)


def drawable(text: str) -> str:
    """The text as it is drawn: composed, with the glyphs every face has for invisible variants."""
    return unicodedata.normalize("NFC", text).translate(_DRAWN_AS)


def missing(text: str, faces: Chain) -> str:
    """The characters none of these faces can draw, each once, in order."""
    return "".join(dict.fromkeys(c for c in drawable(text) if not _blank(c) and not _drawn_by(c, faces)))


def runs(text: str, faces: Chain) -> tuple[tuple[Face, str], ...]:
    """The text cut into runs of one face each; one run wherever one face draws it all.

    Raises: MissingGlyph, naming the character, where no face can draw it.
    """
    text = drawable(text)
    for face in faces:
        if all(_blank(c) or ord(c) in coverage(face) for c in text):
            return ((face, text),)
    lacking = missing(text, faces)
    if lacking:
        named = ", ".join(f"{c!r} (U+{ord(c):04X})" for c in lacking)
        raise MissingGlyph(f"no installed font draws {named} in {text!r}; add a font to brand.fonts")
    drawn: list[tuple[Face, str]] = []
    for c in text:
        face = drawn[-1][0] if drawn and _blank(c) else _first(c, faces)
        drawn.append((face, c))
    return tuple((face, "".join(c for _, c in group)) for face, group in groupby(drawn, key=lambda d: d[0]))


def sized(face: Face, size_px: int) -> ImageFont.FreeTypeFont:
    """The face at a size. Each thread has its own: a FreeType face is not to be shared."""
    return _sized(face, size_px, threading.get_ident())


@lru_cache(maxsize=64)
def coverage(face: Face) -> frozenset[int]:
    """Code points the face can draw."""
    font = TTFont(io.BytesIO(_bytes(face.path)), fontNumber=face.index, lazy=True)
    return frozenset(font.getBestCmap() or ())


@lru_cache(maxsize=64)
def sha256(face: Face) -> str:
    """Digest of the face's file."""
    return hashlib.sha256(_bytes(face.path)).hexdigest()


@lru_cache(maxsize=512)
def _sized(face: Face, size_px: int, thread: int) -> ImageFont.FreeTypeFont:
    del thread  # only part of the key
    file = io.BytesIO(_bytes(face.path))
    return ImageFont.truetype(file, size_px, index=face.index, layout_engine=ImageFont.Layout.RAQM)


@lru_cache(maxsize=64)
def _bytes(path: str) -> bytes:
    if path.startswith("pymupdf:"):
        return bytes(importlib.import_module("pymupdf_fonts").myfont(path.removeprefix("pymupdf:")))
    return Path(path).read_bytes()


@lru_cache(maxsize=32)
def _package_file(package: str, file: str) -> str:
    return str(Path(importlib.import_module(package).font_directory) / file)


@lru_cache(maxsize=16)
def _system_cjk(language: str, weight: str) -> Chain:
    index = _CJK_INDEX.get(language.split("-", maxsplit=1)[0].lower(), 0)
    found = sorted(p for home in _SYSTEM if home.is_dir() for p in home.rglob(f"NotoSansCJK-{weight}.ttc"))
    return tuple(Face(str(path), index) for path in found[:1])


def _blank(c: str) -> bool:
    return c.isspace() or unicodedata.category(c) in {"Cf", "Cc"}


def _drawn_by(c: str, faces: Chain) -> bool:
    return any(ord(c) in coverage(face) for face in faces)


def _first(c: str, faces: Chain) -> Face:
    return next(face for face in faces if _blank(c) or ord(c) in coverage(face))
