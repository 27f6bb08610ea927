"""What is found on the bytes as they are handed over: the mark, and the signed credentials."""

from collections.abc import Iterator
from pathlib import Path

from astro_pipeline.domain.delivery import DeliveredFile
from astro_pipeline.domain.review import Finding
from astro_pipeline.errors import MediaUnreadable
from astro_pipeline.media.credentials import origin_of, takes_credentials
from astro_pipeline.media.marking import said_of, takes_mark
from astro_pipeline.quality.finding import judged, not_checked

_CONFIGURE = "set ASTRO_C2PA_CERTIFICATE and ASTRO_C2PA_KEY to PEM files, and deliver again"


def check_delivered(path: Path, file: DeliveredFile, *, signed: bool) -> Iterator[Finding]:
    """One delivered file: that it still says what made it and, where files are signed, that this holds."""
    yield _marked(path, file)
    if signed and takes_credentials(path):
        yield _credentials(path, file)


def check_signing(*, configured: bool) -> Finding:
    """Whether the files will be signed: known before there is a package, measured only in it."""
    if configured:
        why = "files are signed when they are packed, and read back there: see the manifest's findings"
        return not_checked("provenance.credentials", "delivery", why=why)
    why = "no certificate is configured, so files carry a plain mark and no signed content credentials"
    return not_checked("provenance.credentials", "delivery", why=why, cure=_CONFIGURE)


def _marked(path: Path, file: DeliveredFile) -> Finding:
    if not takes_mark(file.path):
        why = "its format has no place for a mark; provenance.json says what made it"
        return not_checked("provenance.delivered_mark", file.path, why=why)
    try:
        said = said_of(path)
    except (MediaUnreadable, OSError) as exc:
        said = f"unreadable: {exc}"
    return judged(
        "provenance.delivered_mark",
        file.path,
        holds=said == file.source_type,
        measured=said or "unmarked",
        limit=file.source_type,
        why=f"the file as it is packed says {said or 'nothing'} of its origin",
        cure="make it anew, so that it is marked when it is written",
    )


def _credentials(path: Path, file: DeliveredFile) -> Finding:
    origin = origin_of(path)
    state = origin.credentials if origin else "none"
    return judged(
        "provenance.credentials",
        file.path,
        holds=state in {"valid", "trusted"} and origin is not None and origin.source_type == file.source_type,
        measured=state,
        limit="valid or trusted",
        why="it carries no signed credentials: with them it would be larger than its placement takes"
        if state == "none"
        else "its signed credentials do not hold, or say something else than its record",
        cure="deliver it as it is, with its plain mark" if state == "none" else "deliver again",
        advisory=state == "none",
    )
