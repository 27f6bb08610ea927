"""By what right a typeface is used: its own words on it, as its file holds them."""

from collections.abc import Iterable
from functools import lru_cache
from pathlib import Path
from typing import Any, Final

from astro_pipeline.domain.licence import Licence, Used
from astro_pipeline.media.type.face import Face, opened, sha256
from astro_pipeline.media.type.fonts import Chain, drawn_with

_COPYRIGHT: Final = 0
_FAMILY: Final = (16, 1)
_MAKER: Final = 8
_TERMS: Final = 13
_TERMS_URL: Final = 14
"""Numbers of names in a typeface's table: https://learn.microsoft.com/typography/opentype/spec/name
(checked 2026-11-20)."""
_KNOWN: Final = (
    ("SIL Open Font License", ("open font license", "scripts.sil.org/ofl", "openfontlicense.org")),
    ("Apache License", ("apache license",)),
    ("Bitstream Vera License", ("bitstream vera", "(c) bitstream")),
    ("Ubuntu Font Licence", ("ubuntu font licen",)),
    ("Liberation Fonts License", ("liberation fonts license", "liberationfontlicense")),
    ("GPL with font exception", ("font exception", "font embedding exception")),
    ("GUST Font License", ("gust font license",)),
    ("MIT", ("mit license",)),
    ("public domain", ("public domain", "cc0")),
)
"""How a licence is called, and by which words it is known. The first that is found counts."""
_LONGEST: Final = 120


def typefaces(said: Iterable[tuple[str, Chain]], *, brand: Iterable[Path] = ()) -> tuple[Used, ...]:
    """The typefaces these texts are drawn with, each once; the brand's own have the brief's licence."""
    own = {str(path) for path in brand}
    faces = (face for text, chain in said if text for face in drawn_with(text, chain))
    found = {sha256(face): face for face in faces if face.path not in own}
    return tuple(sorted(map(typeface, found.values()), key=lambda used: (used.name, used.sha256)))


@lru_cache(maxsize=256)
def typeface(face: Face) -> Used:
    """A typeface with its licence; one whose file says nothing of it has none."""
    with opened(face) as font:
        names: Any = font["name"]
        terms, url = _said(names, _TERMS), _said(names, _TERMS_URL)
        maker = _said(names, _MAKER) or _said(names, _COPYRIGHT)
        family = next((said for each in _FAMILY if (said := _said(names, each))), Path(face.path).stem)
    licence = Licence(name=_named(terms, url), holder=_short(maker), source=url or _short(terms))
    return Used(kind="typeface", name=family, sha256=sha256(face), licence=licence)


def _named(terms: str, url: str) -> str:
    """The licence as it is called; its own words where it is none that is known."""
    words = f"{terms} {url}".casefold()
    return next((name for name, signs in _KNOWN if any(sign in words for sign in signs)), _short(terms))


def _said(names: Any, number: int) -> str:
    return " ".join(str(names.getDebugName(number) or "").split())


def _short(text: str) -> str:
    return text if len(text) <= _LONGEST else f"{text[: _LONGEST - 1]}…"
