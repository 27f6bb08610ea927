"""By what right every file is used, and whether it says what made it."""

from collections.abc import Iterable
from pathlib import Path

from astro_pipeline.domain.media import MediaFile
from astro_pipeline.domain.review import Finding
from astro_pipeline.errors import MediaUnreadable
from astro_pipeline.media.marking import marked_as
from astro_pipeline.quality.finding import judged


def check_rights(files: Iterable[MediaFile]) -> tuple[Finding, ...]:
    """Every file has a licence with its name, its holder and where its terms stand."""
    return tuple(_licensed(file) for file in files)


def check_marking(path: Path, file: MediaFile) -> Finding:
    """The file itself says what made it, and says the same as its record."""
    try:
        said = marked_as(path)
    except (MediaUnreadable, OSError) as exc:
        return judged("provenance.marked", file.path, holds=False, why=str(exc), cure="make the file anew")
    return judged(
        "provenance.marked",
        file.path,
        holds=said == file.source_type,
        measured=said or "unmarked",
        limit=file.source_type,
        why=f"the file says {said or 'nothing'} of its origin, its record {file.source_type}",
        cure="make the file anew, so that it is marked when it is written",
    )


def _licensed(file: MediaFile) -> Finding:
    record = file.licence
    lacking = [name for name in ("name", "holder", "source") if not getattr(record, name).strip()]
    return judged(
        "rights.licence",
        file.path,
        holds=not lacking,
        measured=record.name or "none",
        why=f"the licence record lacks its {', '.join(lacking)}",
        cure="say by what right the file is used, or leave it out",
    )
