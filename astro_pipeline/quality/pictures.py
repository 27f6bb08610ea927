"""Still pictures: decoded, and held against what their placements take."""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Final

from astro_pipeline.domain.media import MediaFile
from astro_pipeline.domain.placements import ImageSpec, Placement
from astro_pipeline.domain.review import Finding
from astro_pipeline.errors import MediaUnreadable
from astro_pipeline.media.probe import PictureFacts, probe_picture
from astro_pipeline.quality.finding import judged, unreadable
from astro_pipeline.quality.rights import check_marking

_LEAST_DRAWN: Final = 0.005
"""Share of a picture that stands out from its ground; less is seen as empty."""
_MOST_SOFT: Final = 2.0
"""Pixels of blur that a picture's sharpest edges may have.

The house's own, measured 2026-11-21: the studio's ads have 0.4 to 0.6, its key visuals 0.8; a
Gaussian blur planted in an ad is read back within 6 %.
"""
_MOST_BANDED: Final = 0.15
"""Share of a picture whose slopes may go down in flat steps. The house's own, measured 2026-11-21."""
_VISIBLE_STEP: Final = 2.0
"""Grey values; steps of one are seen on few screens."""
_UPRIGHT: Final = 1


def check_picture(path: Path, file: MediaFile, *, placements: Sequence[Placement]) -> Iterator[Finding]:
    """What is wrong and right with a picture; without placements only what every picture must be."""
    try:
        facts = probe_picture(path)
    except MediaUnreadable as error:
        yield unreadable(file.path, error)
        return
    yield judged("technical.decodes", file.path, holds=True)
    yield from any_picture(facts, file.path)
    yield from _as_known(file, facts)
    for placement in placements:
        yield from for_placement(facts, file.path, placement)
    if placements:
        yield from any_ad(facts, file.path)
    yield check_marking(path, file)


def any_picture(facts: PictureFacts, file: str) -> Iterator[Finding]:
    """What every picture must be: something to see, upright, still, in colours every screen shows."""
    yield judged(
        "technical.not_blank",
        file,
        holds=facts.surface.drawn >= _LEAST_DRAWN,
        measured=round(facts.surface.drawn, 4),
        limit=_LEAST_DRAWN,
        unit="of the picture stands out",
        why="The picture is empty, or nearly.",
        cure="Compose it again.",
    )
    yield _coloured(facts, file)
    yield judged(
        "technical.still",
        file,
        holds=facts.frames == 1,
        measured=facts.frames,
        limit=1,
        unit="frames",
        why="The picture moves; placements show its first frame, or refuse it.",
        cure="Save one frame, or make a film of it.",
    )
    yield judged(
        "technical.orientation",
        file,
        holds=facts.orientation == _UPRIGHT,
        measured=facts.orientation,
        limit=_UPRIGHT,
        unit="EXIF orientation",
        why="The file asks to be turned, and not every placement does.",
        cure="Save it upright, without the tag.",
    )


def any_ad(facts: PictureFacts, file: str) -> Iterator[Finding]:
    """What a finished ad must be besides: opaque, sharp, without bands."""
    yield judged(
        "technical.opaque",
        file,
        holds=not facts.transparent,
        measured="transparent" if facts.transparent else "opaque",
        limit="opaque",
        why="What lies behind the ad shows through it: white here, black there.",
        cure="Save it on its ground, without transparency.",
    )
    if facts.surface.drawn < _LEAST_DRAWN:
        return  # what is empty has no edge that could be sharp
    yield judged(
        "technical.sharpness",
        file,
        holds=facts.surface.softness_px <= _MOST_SOFT,
        measured=round(facts.surface.softness_px, 2),
        limit=_MOST_SOFT,
        unit="px of blur",
        why="Not even its sharpest edges are sharp.",
        cure="Export it anew at its own size, and do not enlarge a smaller one.",
    )
    yield judged(
        "technical.banding",
        file,
        holds=facts.surface.banded <= _MOST_BANDED,
        measured=round(facts.surface.banded, 3),
        limit=_MOST_BANDED,
        unit="of the picture in flat steps",
        why=f"Its gradients go down in steps of {facts.surface.step:.1f} grey values.",
        cure="Add a little grain, or save it with more colours.",
        advisory=facts.surface.step < _VISIBLE_STEP,
    )


def _coloured(facts: PictureFacts, file: str) -> Finding:
    profile = facts.profile
    inks = facts.mode == "CMYK"
    plain = profile is None or profile.is_srgb
    return judged(
        "technical.colour_profile",
        file,
        holds=plain and not inks,
        measured="CMYK" if inks else profile.name if profile else "none",
        limit="sRGB or none",
        why="Its colours are for print."
        if inks
        else "Not every screen and placement heeds its colour profile.",
        cure="Convert it to sRGB.",
        advisory=not inks,
    )


def _as_known(file: MediaFile, facts: PictureFacts) -> Iterator[Finding]:
    """Its size is the one that was written down of it."""
    if file.width is None or file.height is None:
        return
    known = f"{file.width}x{file.height}"
    measured = f"{facts.width}x{facts.height}"
    yield judged(
        "technical.size",
        file.path,
        holds=measured == known,
        measured=measured,
        limit=known,
        unit="px",
        why="The picture is not of the size that was ordered.",
        cure="Make the file again.",
    )


def for_placement(facts: PictureFacts, file: str, placement: Placement) -> Iterator[Finding]:
    """What a placement says of size, format and bytes."""
    specs = [spec for spec in placement.images if (spec.width, spec.height) == (facts.width, facts.height)]
    yield judged(
        "technical.placement_size",
        file,
        holds=bool(specs),
        measured=f"{facts.width}x{facts.height}",
        limit=" or ".join(spec.size for spec in placement.images),
        unit="px",
        source=placement.source,
        why=f"{placement.title} does not take this size.",
        cure="Compose the ad in a size of the placement.",
    )
    for spec in specs[:1]:
        yield from _against(spec, facts, file, placement=placement)


def _against(spec: ImageSpec, facts: PictureFacts, file: str, *, placement: Placement) -> Iterator[Finding]:
    yield judged(
        "technical.format",
        file,
        holds=facts.format in spec.formats,
        measured=facts.format,
        limit=" or ".join(spec.formats),
        source=placement.source,
        why=f"{placement.title} does not take {facts.format} files.",
        cure=f"Save it as {spec.formats[0]}.",
    )
    yield judged(
        "technical.bytes",
        file,
        holds=facts.bytes <= spec.max_bytes,
        measured=facts.bytes,
        limit=spec.max_bytes,
        unit="bytes",
        source=placement.source,
        why=f"The file is too heavy for {placement.title}.",
        cure="Save it with stronger compression or fewer colours.",
    )
