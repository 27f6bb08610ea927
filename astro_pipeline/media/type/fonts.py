"""Which typefaces draw a text: the brand's, the installed packages', then the system's."""

import importlib
import unicodedata
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import groupby
from pathlib import Path
from typing import Final, Literal

from astro_pipeline.errors import MissingGlyph
from astro_pipeline.media.type import system_fonts
from astro_pipeline.media.type.clusters import blank, clusters, pictured, script
from astro_pipeline.media.type.face import Face, coverage, sha256, sized, weighted
from astro_pipeline.media.type.system_fonts import HOMES, Wanted

__all__ = [
    "Chain",
    "Face",
    "Voice",
    "chain",
    "coverage",
    "drawable",
    "drawn_with",
    "missing",
    "runs",
    "sha256",
    "sized",
]

Voice = Literal["grotesk", "serif", "plain", "text", "label"]
"""What a face is for: three display faces, running text, and buttons and labels."""

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
_WEIGHTS: Final[dict[Voice, int]] = {"grotesk": 800, "serif": 600, "plain": 600, "text": 500, "label": 700}
_DRAWN_AS: Final = str.maketrans({"\u202f": "\u00a0", "\u2011": "-", "\u2060": "", "\u00ad": ""})
_INVISIBLE: Final = str.maketrans({"\ufe0f": "", "\ufe0e": ""})


@dataclass(frozen=True, slots=True)
class Chain:
    """Typefaces in order of preference."""

    faces: tuple[Face, ...]
    """The brand's and the packages'."""
    wanted: Wanted
    """What to look for in the system, where these do not suffice."""
    homes: tuple[str, ...] = HOMES
    """The folders to look in."""


def chain(
    voice: Voice, language: str, *, brand: tuple[Path, ...] = (), homes: tuple[str, ...] = HOMES
) -> Chain:
    """The faces to try for this voice and language: the brand's own first."""
    own = brand[:1] if voice in {"grotesk", "serif", "plain"} else (brand[1:] or brand)[:1]
    weight = _WEIGHTS[voice]
    packaged = tuple(Face(_package_file(package, file)) for package, file in _PACKAGED[voice])
    wide = Face("pymupdf:figo" if voice == "text" else "pymupdf:figbo")
    branded = tuple(weighted(Face(str(path)), weight) for path in own)
    return Chain((*branded, *packaged, wide), Wanted(language, weight, voice == "serif"), homes)


def drawable(text: str) -> str:
    """The text as it is drawn: composed, with the glyphs every face has for invisible variants."""
    return unicodedata.normalize("NFC", text).translate(_DRAWN_AS)


@lru_cache(maxsize=4096)
def missing(text: str, faces: Chain) -> str:
    """The characters none of these faces can draw, each once, in order."""
    parts = _parts(drawable(text), faces)
    lacking = (part for part in parts if _points(part) and _face_for(part, faces) is None)
    return "".join(dict.fromkeys(c for part in lacking for c in part if not blank(c)))


@lru_cache(maxsize=8192)
def runs(text: str, faces: Chain) -> tuple[tuple[Face, str], ...]:
    """The text cut into runs of one face each; one run wherever one face draws it all.

    Raises: MissingGlyph, naming the character, where no face can draw it.
    """
    grouped = groupby(faced(drawable(text), faces), key=lambda pair: pair[0])
    found = tuple((face, as_drawn("".join(part for _, part in group), face)) for face, group in grouped)
    return found or ((faces.faces[0], ""),)


@lru_cache(maxsize=8192)
def faced(text: str, faces: Chain) -> tuple[tuple[Face, str], ...]:
    """Each cluster of a drawable text with its face; a writing keeps to one, as far as one has it.

    Raises: MissingGlyph.
    """
    parts = _parts(text, faces)
    return tuple(zip(_chosen(parts, faces), parts, strict=True))


def suited(text: str, faces: Chain) -> Chain:
    """The same faces, led by the one that draws the whole text, so that all its lines are of one hand."""
    face = next((face for face in faces.faces if _draws(face, _plain(clusters(drawable(text))))), None)
    if face is None or face == faces.faces[0]:
        return faces
    return replace(faces, faces=(face, *(each for each in faces.faces if each != face)))


def drawn_with(text: str, faces: Chain) -> tuple[Face, ...]:
    """The faces that draw this text, as far as it can be drawn."""
    lacking = dict.fromkeys(map(ord, missing(text, faces)))
    return tuple(dict.fromkeys(face for face, _ in runs(drawable(text).translate(lacking), faces)))


def _parts(text: str, faces: Chain) -> tuple[str, ...]:
    """The clusters; one that no face has whole comes apart, so that what can be drawn is."""
    whole = clusters(text)
    if text.isascii():
        return whole
    apart = ((part,) if len(part) == 1 or _face_for(part, faces) else tuple(part) for part in whole)
    return tuple(c for parts in apart for c in parts)


def _chosen(parts: tuple[str, ...], faces: Chain) -> list[Face]:
    """A face for each cluster: letters and pictures choose, what all writings share goes with them."""
    own = _by_writing(parts, faces)
    chosen = [_of_its_own(part, own, faces) for part in parts]
    before: Face | None = None
    for place, part in enumerate(parts):
        found = chosen[place]
        if found is None:
            after = (face for face in chosen[place:] if face and not face.strike)
            near = (before, next(after, None), *(faces.faces if blank(part[0]) else ()))
            found = next((face for face in near if face and _draws(face, part)), None)
            found = chosen[place] = found or _face_for(part, faces)
        if found is None:
            raise _no_glyph("".join(parts), faces)
        before = before if found.strike else found
    return [face for face in chosen if face]


def _by_writing(parts: tuple[str, ...], faces: Chain) -> dict[str, Face | None]:
    """One face for all letters where an own one has them all, else one for each writing."""
    plain = [part for part in parts if not pictured(part)]
    whole = next((face for face in faces.faces if _draws(face, _plain(parts))), None)
    writings = {script(part) for part in plain} - {""}
    if whole:
        return dict.fromkeys((*writings, ""), whole)
    return {
        each: _face_for("".join(part for part in plain if script(part) == each), faces) for each in writings
    }


def _of_its_own(part: str, own: dict[str, Face | None], faces: Chain) -> Face | None:
    if pictured(part):
        return _face_for(part, faces)
    face = own.get(script(part))
    return face if face and _draws(face, part) else _face_for(part, faces) if script(part) else None


@lru_cache(maxsize=8192)
def _face_for(text: str, faces: Chain) -> Face | None:
    """The first face that draws all of it: in colour where it is an emoji, else our own, the system's."""
    points = _points(text)
    coloured = pictured(text) if text else False
    if coloured and (face := system_fonts.picturing(points, faces.homes)):
        return face
    own = next((face for face in faces.faces if _draws(face, text)), None)
    return own or system_fonts.drawing(points, faces.wanted, faces.homes)


def _no_glyph(text: str, faces: Chain) -> MissingGlyph:
    named = ", ".join(f"{c!r} (U+{ord(c):04X})" for c in missing(text, faces))
    return MissingGlyph(f"no installed font draws {named} in {text!r}; add a font to brand.fonts")


def _plain(parts: tuple[str, ...]) -> str:
    return "".join(part for part in parts if not pictured(part))


def _draws(face: Face, text: str) -> bool:
    """True where it has all letters; one with an accent may be put together of its parts."""
    covered = coverage(face)
    lacking = _points(text) - covered
    parts = (_points(unicodedata.normalize("NFD", chr(point))) for point in lacking)
    return all(each <= covered for each in parts)


def _points(text: str) -> frozenset[int]:
    return frozenset(ord(c) for c in text if not blank(c))


def as_drawn(text: str, face: Face) -> str:
    """The text without the signs that say how an emoji is to look: only a face of pictures heeds them."""
    return text if face.strike else text.translate(_INVISIBLE)


@lru_cache(maxsize=32)
def _package_file(package: str, file: str) -> str:
    return str(Path(importlib.import_module(package).font_directory) / file)
