"""Objects painted by code, lit, with the brand's name on them and nothing else written."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from astro_pipeline.media.objects.bottles import oil, plastic, serum, water, wine
from astro_pipeline.media.objects.devices import laptop, phone
from astro_pipeline.media.objects.label import Paint, paint_from
from astro_pipeline.media.objects.sculptures import arch, balls, panes, rings, steps
from astro_pipeline.media.objects.slabs import bag, book, carton
from astro_pipeline.media.objects.vessels import can, cup, jar, tube
from astro_pipeline.media.pixels.raster import Pixels

_FILLED: Final = 0.94
"""Of the frame's height, or of its width where that binds."""


@dataclass(frozen=True, slots=True)
class Form:
    """A kind of object."""

    paint: Callable[[int, Paint], Pixels]
    """The cut-out of a height."""
    broad: float
    """Its width, as a share of its height."""


def hero(
    form: str,
    *,
    name: str,
    palette: tuple[str, ...],
    height: int,
    seed: int,
    fonts: tuple[Path, ...] = (),
) -> Pixels:
    """The object as an RGBA cut-out, about `height` pixels high, the name on it verbatim.

    `fonts` are the brand's own, used where they draw the name.
    Raises: MissingGlyph where no font draws the name; ValueError for a form it does not know.
    """
    if form not in FORMS:
        raise ValueError(f"form {form!r} is not painted here; use one of {', '.join(FORMS)}")
    return FORMS[form].paint(height, paint_from(palette, name, seed, fonts=fonts))


def height_within(form: str, width: int, height: int) -> int:
    """How high the object may be painted so that it fits a frame."""
    return round(_FILLED * min(height, width / FORMS[form].broad))


def _sculpture(height: int, paint: Paint) -> Pixels:
    """Another still life for another campaign."""
    return (balls, arch, rings, panes, steps)[paint.design % 5](height, paint)


FORMS: Final[dict[str, Form]] = {
    "can": Form(can, 0.45),
    "bottle": Form(plastic, 0.41),
    "serum bottle": Form(serum, 0.4),
    "wine bottle": Form(wine, 0.28),
    "oil bottle": Form(oil, 0.33),
    "water bottle": Form(water, 0.33),
    "tube": Form(tube, 0.4),
    "jar": Form(jar, 1.1),
    "cup": Form(cup, 0.58),
    "box": Form(carton, 0.7),
    "bag": Form(bag, 0.63),
    "book": Form(book, 0.7),
    "phone": Form(phone, 0.58),
    "laptop": Form(laptop, 1.32),
    "abstract": Form(_sculpture, 0.86),
    "balls": Form(balls, 0.78),
    "arch": Form(arch, 0.86),
    "rings": Form(rings, 0.72),
    "panes": Form(panes, 0.8),
    "steps": Form(steps, 0.8),
}
"""Every form that is painted here."""
