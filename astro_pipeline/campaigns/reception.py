"""Reception: what lies in the inbox becomes a submission, or goes back with its reason."""

import time
from collections.abc import Callable
from datetime import date
from pathlib import Path

from astro_pipeline.campaigns.desk import Desk
from astro_pipeline.campaigns.home import Home, write_atomically
from astro_pipeline.campaigns.inbox import accept_move, candidates, refuse, settled
from astro_pipeline.campaigns.intake import read_brief
from astro_pipeline.domain.prose import ReadProse
from astro_pipeline.errors import (
    BudgetExceeded,
    InvalidBrief,
    InvalidSetting,
    OpenQuestions,
    ProviderError,
    UnknownPrice,
)

DRAFT = ".draft.yaml"
"""Behind the name of a prose brief that was sent back: what it says so far, to be completed."""
READING = ".reading.md"
"""Behind the name of one that was taken: what was found in it, and where."""

SETTLED_SECONDS = 1.0
"""A file is taken when it has not changed for this long: it may still be on its way."""


def settled_briefs(home: Home) -> tuple[Path, ...]:
    """Every brief in the inbox that is wholly there."""
    home.inbox.mkdir(parents=True, exist_ok=True)
    return tuple(
        path for path in candidates(home.inbox) if settled(path, age_seconds=SETTLED_SECONDS, now=time.time())
    )


def take_in(
    home: Home, desk: Desk, *, today: date, leave: Callable[[Path], bool] = lambda _: False
) -> tuple[str, ...]:
    """Take every settled brief in, but those to `leave`; what was done with each, in words."""
    return tuple(
        take_brief(path, home, desk, today=today) for path in settled_briefs(home) if not leave(path)
    )


def take_brief(
    path: Path,
    home: Home,
    desk: Desk,
    *,
    today: date,
    reader: Callable[[], ReadProse | None] = lambda: None,
) -> str:
    """Take one brief in; what was done with it, in words. `reader` gives who reads prose.

    The brief is in the log before its file moves, so a crash between the two costs nothing: the
    same brief again is no new campaign.
    """
    try:
        received = read_brief(path, today=today, read_prose=reader())
        state, _ = desk.submit(received.brief, received.files, actor="inbox", today=today)
    except (InvalidBrief, InvalidSetting, UnknownPrice, ProviderError, BudgetExceeded) as exc:
        if not path.exists():  # reading prose takes a while: another tick was faster
            return f"{path.name} was taken meanwhile"
        refused = refuse(path, home.rejected, exc)
        if isinstance(exc, OpenQuestions):
            write_atomically(refused.with_name(f"{refused.name}{DRAFT}"), exc.draft.encode())
        return f"{path.name} refused: {exc}"
    if not path.exists():
        return f"{path.name} was taken meanwhile"
    accepted = accept_move(path, home.accepted)
    if received.reading:
        write_atomically(accepted.with_name(f"{accepted.name}{READING}"), received.reading.encode())
    return f"{path.name} is {received.brief.id} ({state})"
