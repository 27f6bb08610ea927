"""Whether a picture wears its brand's colours."""

from collections.abc import Sequence
from datetime import date
from typing import Final

import numpy as np
from PIL import Image

from astro_pipeline.domain.review import Finding
from astro_pipeline.media.pixels.colour import chroma, oklab, parse
from astro_pipeline.media.reading.recognising import Picture
from astro_pipeline.quality.finding import judged
from astro_pipeline.quality.sources import house

LEAST: Final = 0.004
"""Share of a picture that has one of its brand's colours.

The house's own, measured 2026-11-21 on the studio's ads for nine palettes. With another brand's palette
three in four have less: a brand's colours are told from no colours of a brand, hardly from another's.
"""
_ALIKE: Final = 0.06
"""Distance in OKLab up to which a colour is taken for the brand's; 0.02 is just seen."""
_COLOURFUL: Final = 0.04
"""Chroma from which a colour says more than black, white and grey do."""
_WIDE: Final = 96


def check_palette(picture: Picture, file: str, palette: Sequence[str]) -> Finding:
    """The share of a picture in the brand's colours; of a palette without any colour, in its greys."""
    colours = [parse(each) for each in palette]
    telling = [each for each in colours if chroma(each) >= _COLOURFUL] or colours
    image = Image.fromarray(picture)
    small = image.resize((_WIDE, max(1, round(_WIDE * image.height / image.width))), Image.Resampling.BOX)
    pixels = oklab(np.asarray(small, np.float32) / np.float32(255)).reshape(-1, 1, 3)
    apart = np.linalg.norm(pixels - oklab(np.stack(telling))[None], axis=2)
    share = float((apart.min(axis=1) <= _ALIKE).mean())
    return judged(
        "technical.palette",
        file,
        holds=share >= LEAST,
        measured=round(share, 4),
        limit=LEAST,
        unit="of the picture in the brand's colours",
        source=house("brand colours are seen in an ad", checked=date(2026, 11, 21)),
        why=f"None of the brand's colours ({', '.join(palette)}) is seen in it.",
        cure="Use one of them for a ground, a button or a line.",
        advisory=True,
    )
