"""Reception: what lies in the inbox becomes a submission, or goes back with its reason."""

import time
from datetime import date
from pathlib import Path

from astro_pipeline.campaigns.desk import Desk
from astro_pipeline.campaigns.home import Home
from astro_pipeline.campaigns.inbox import accept_move, candidates, refuse, settled
from astro_pipeline.campaigns.intake import read_brief
from astro_pipeline.errors import InvalidBrief

SETTLED_SECONDS = 1.0
"""A file is taken when it has not changed for this long: it may still be on its way."""


def take_in(home: Home, desk: Desk, *, today: date) -> tuple[str, ...]:
    """Take every settled brief in; what was done with each, in words.

    The brief is in the log before its file moves, so a crash between the two costs nothing: the
    same brief again is no new campaign.
    """
    home.inbox.mkdir(parents=True, exist_ok=True)
    return tuple(
        _taken(path, home, desk, today=today)
        for path in candidates(home.inbox)
        if settled(path, age_seconds=SETTLED_SECONDS, now=time.time())
    )


def _taken(path: Path, home: Home, desk: Desk, *, today: date) -> str:
    try:
        received = read_brief(path, today=today)
        state, _ = desk.submit(received.brief, received.files, actor="inbox", today=today)
    except InvalidBrief as exc:
        refuse(path, home.rejected, exc)
        return f"{path.name} refused: {exc}"
    accept_move(path, home.accepted)
    return f"{path.name} is {received.brief.id} ({state})"
