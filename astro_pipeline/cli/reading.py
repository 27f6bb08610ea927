"""A brief as a command is given it: one in prose is read, and what was read is laid in the home."""

from pathlib import Path

from astro_pipeline.campaigns.desk import Desk
from astro_pipeline.campaigns.home import write_atomically
from astro_pipeline.campaigns.intake import Received, read_brief
from astro_pipeline.campaigns.reception import DRAFT, READING
from astro_pipeline.cli.console import errors
from astro_pipeline.defs.resources import today
from astro_pipeline.domain.prose import ReadProse
from astro_pipeline.errors import OpenQuestions


def received(desk: Desk, path: Path, read_prose: ReadProse | None) -> Received:
    """The brief at that path. Raises: InvalidBrief, OpenQuestions; what `read_prose` raises."""
    try:
        found = read_brief(path, today=today(), read_prose=read_prose)
    except OpenQuestions as exc:
        draft = desk.home.rejected / f"{path.name}{DRAFT}"
        write_atomically(draft, exc.draft.encode())
        errors.print(f"a draft to complete: {draft}", markup=False, highlight=False, soft_wrap=True)
        raise
    if found.reading:
        reading = desk.home.accepted / f"{path.name}{READING}"
        write_atomically(reading, found.reading.encode())
        errors.print(f"what was read, and where: {reading}", markup=False, highlight=False, soft_wrap=True)
    return found
