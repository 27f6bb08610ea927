"""The colour profile a picture carries: its name, and whether it is wider than sRGB."""

from dataclasses import dataclass
from typing import Final

from PIL import ImageCms

_SRGB_AREA: Final = 0.1091
"""Of the triangle of sRGB's primaries in CIE 1931 xy, adapted to D50 as profiles hold them.

Source: IEC 61966-2-1:1999, as LittleCMS builds it (checked 2026-11-21).
"""
_WIDER: Final = 1.05


@dataclass(frozen=True, slots=True)
class Profile:
    """A colour profile."""

    name: str
    wide: bool
    """It reaches colours that sRGB has not."""

    @property
    def is_srgb(self) -> bool:
        """Whether it says it is sRGB and is no wider."""
        return "srgb" in self.name.casefold() and not self.wide


def profile_in(icc: bytes | None) -> Profile | None:
    """The profile of these bytes; None without any, and "unreadable" where they are none."""
    if not icc:
        return None
    try:
        known = ImageCms.core.profile_frombytes(icc)
        name = (known.profile_description or "").strip() or "nameless"
        primaries = (known.red_primary, known.green_primary, known.blue_primary)
    except (OSError, ValueError):
        return Profile("unreadable", wide=False)
    corners = [each[1][:2] for each in primaries if each]
    return Profile(name, wide=len(corners) == 3 and _area(corners) > _SRGB_AREA * _WIDER)


def _area(corners: list[tuple[float, float]]) -> float:
    (ax, ay), (bx, by), (cx, cy) = corners
    return abs((bx - ax) * (cy - ay) - (cx - ax) * (by - ay)) / 2
