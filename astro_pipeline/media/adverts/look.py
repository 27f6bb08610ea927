"""How one picture is to look: its style and the choices within it."""

from pathlib import Path
from typing import Final

from pydantic import Field

from astro_pipeline.domain.base import Frozen
from astro_pipeline.domain.brief import is_rtl
from astro_pipeline.media.pixels.palette import Style
from astro_pipeline.media.type.fonts import Voice, chain
from astro_pipeline.media.type.typeset import Manner

_DISPLAY: Final[dict[Style, tuple[Voice, float, float]]] = {
    "bold": ("grotesk", -0.03, 1.02),
    "editorial": ("serif", -0.018, 1.06),
    "minimal": ("plain", -0.02, 1.1),
    "pattern": ("grotesk", -0.025, 1.04),
}
"""Headline face, tracking and leading of each style."""

_NO_CAPITALS: Final = {"tr", "az", "el", "de", "ka"}
"""Capitals change letters there (i, accents, ß) or do not exist."""


class Look(Frozen):
    """A style and the choices a seed or a reviewer made within it."""

    style: Style
    ground: int = 0
    """Which of the grounds the palette offers."""
    motif: int = 0
    """Which shape stands behind the object."""
    mirrored: bool = False
    """Object and text change sides."""
    warmth: float = Field(default=0.0, ge=-1, le=1)
    light: float = Field(default=0.0, ge=-1, le=1)
    logo: float = Field(default=1.0, ge=0.5, le=2)
    """Size of the logo, 1 being usual."""
    headline: float = Field(default=1.0, ge=0.5, le=2)
    """Size of the headline, 1 being usual."""
    calm: bool = False
    """No motif."""


class Words(Frozen):
    """The words on one picture."""

    language: str
    brand: str
    headline: str
    short: str
    support: str = ""
    kicker: str = ""
    call_to_action: str
    legal: str = ""

    @property
    def rtl(self) -> bool:
        """True where it is read from right to left."""
        return is_rtl(self.language)


def display(style: Style, language: str, brand_fonts: tuple[Path, ...] = ()) -> Manner:
    """How the style sets a headline."""
    voice, tracking, leading = _DISPLAY[style]
    return Manner(chain(voice, language, brand=brand_fonts), language, tracking, leading)


def running(language: str, brand_fonts: tuple[Path, ...] = ()) -> Manner:
    """How support and legal lines are set."""
    return Manner(chain("text", language, brand=brand_fonts), language, 0.0, 1.32)


def label(language: str, brand_fonts: tuple[Path, ...] = (), *, tracking: float = 0.0) -> Manner:
    """How buttons and kickers are set."""
    return Manner(chain("label", language, brand=brand_fonts), language, tracking, 1.3)


def capitals(text: str, language: str) -> str:
    """The text in capitals where the language's capitals keep its letters."""
    base = language.split("-", maxsplit=1)[0].lower()
    upper = text.upper()
    return text if base in _NO_CAPITALS or len(upper) != len(text) else upper
