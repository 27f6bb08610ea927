"""Where limits come from that no placement sets: recommendations of platforms, and the house's own."""

from datetime import date
from typing import Final

from astro_pipeline.domain.placements import Source


def house(reason: str, *, checked: date) -> Source:
    """A limit of the house's own, with its reason; the day is that of its measurement or decision."""
    expires = checked.replace(year=checked.year + 1)
    return Source(urls=(f"house rule: {reason}",), confidence="house", checked=checked, expires=expires)


UPLOADS: Final = Source(
    urls=("https://support.google.com/youtube/answer/1722171?hl=en-GB",),
    confidence="official",
    checked=date(2026, 11, 21),
    expires=date(2027, 5, 20),
)
"""YouTube's recommended upload settings: MP4, no edit list, index in front, AAC at 48 kHz or more in
stereo, H.264 High, progressive, 4:2:0. The other platforms take what it recommends."""
