"""Still pictures: decoded, and held against what their placements take."""

from collections.abc import Iterator, Sequence
from pathlib import Path

from astro_pipeline.domain.media import MediaFile
from astro_pipeline.domain.placements import ImageSpec, Placement
from astro_pipeline.domain.review import Finding
from astro_pipeline.errors import MediaUnreadable
from astro_pipeline.media.probe import PictureFacts, probe_picture
from astro_pipeline.quality.finding import judged, unreadable
from astro_pipeline.quality.rights import check_marking

_BLANK_SPREAD = 2.0
"""Standard deviation of the grey values, 0 to 255, up to which a picture is seen as empty."""


def check_picture(path: Path, file: MediaFile, *, placements: Sequence[Placement]) -> Iterator[Finding]:
    """What is wrong and right with a picture; without placements only what every picture must be."""
    try:
        facts = probe_picture(path)
    except MediaUnreadable as error:
        yield unreadable(file.path, error)
        return
    yield judged("technical.decodes", file.path, holds=True)
    yield judged(
        "technical.not_blank",
        file.path,
        holds=facts.spread > _BLANK_SPREAD,
        measured=facts.spread,
        limit=_BLANK_SPREAD,
        why="The picture is one flat colour.",
        cure="Compose it again.",
    )
    yield from _as_known(file, facts)
    for placement in placements:
        yield from _for_placement(file, facts, placement)
    yield check_marking(path, file)


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


def _for_placement(file: MediaFile, facts: PictureFacts, placement: Placement) -> Iterator[Finding]:
    specs = [spec for spec in placement.images if (spec.width, spec.height) == (facts.width, facts.height)]
    yield judged(
        "technical.placement_size",
        file.path,
        holds=bool(specs),
        measured=f"{facts.width}x{facts.height}",
        limit=" or ".join(spec.size for spec in placement.images),
        unit="px",
        source=placement.source,
        why=f"{placement.title} does not take this size.",
        cure="Compose the ad in a size of the placement.",
    )
    for spec in specs[:1]:
        yield from _against(spec, file, facts, placement=placement)


def _against(
    spec: ImageSpec, file: MediaFile, facts: PictureFacts, *, placement: Placement
) -> Iterator[Finding]:
    yield judged(
        "technical.format",
        file.path,
        holds=facts.format in spec.formats,
        measured=facts.format,
        limit=" or ".join(spec.formats),
        source=placement.source,
        why=f"{placement.title} does not take {facts.format} files.",
        cure=f"Save it as {spec.formats[0]}.",
    )
    yield judged(
        "technical.bytes",
        file.path,
        holds=facts.bytes <= spec.max_bytes,
        measured=facts.bytes,
        limit=spec.max_bytes,
        unit="bytes",
        source=placement.source,
        why=f"The file is too heavy for {placement.title}.",
        cure="Save it with stronger compression or fewer colours.",
    )
