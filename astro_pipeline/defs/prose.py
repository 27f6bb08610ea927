"""Who reads briefs written as prose: a language model, when one is configured; paid, capped, recorded."""

import shutil
from decimal import Decimal
from pathlib import Path

import dagster as dg

from astro_pipeline.agents.intake import ITEM, read_prose, reading_request
from astro_pipeline.campaigns.desk import Desk
from astro_pipeline.campaigns.home import writing
from astro_pipeline.campaigns.reception import settled_briefs, take_brief
from astro_pipeline.defs.resources import Studio, candidates, client_of, failure, today
from astro_pipeline.domain.base import digest
from astro_pipeline.domain.prose import ProseReading, ReadProse
from astro_pipeline.errors import AstroError, InvalidRequest
from astro_pipeline.spend.client import OFFLINE, Client

INBOX = "inbox"
"""Who pays for what is dropped there."""
DROP_TAG = "astro/drop"
"""Of a run that reads one drop of a brief, what `drop_of` gives."""


def prose_reader(desk: Desk, actor: str) -> ReadProse | None:
    """Reads a text for whoever sent it; None where no language model is configured.

    The call goes the way of every paid call. It is written down under a campaign of its own,
    intake-…, since the text is none yet; the same text is not paid for twice while its answer is kept.
    """
    if not reads_prose():
        return None
    return lambda text: read_prose(text, ask=_client(desk, actor, text))


def free_reader(desk: Desk, actor: str) -> ReadProse | None:
    """Gives the reading that is kept of a text, and pays for none; None as for `prose_reader`.

    Raises: InvalidRequest, with what the reading would cost, where none is kept.
    """
    if not reads_prose():
        return None

    def read(text: str) -> ProseReading:
        ask, request = _client(desk, actor, text), reading_request(text)
        if ask.clerk.ledger.begun and ask.keeps(request, item=ITEM):
            return read_prose(text, ask=ask)
        quotes = {each.name: each.provider.quote(request).usd for each in ask.candidates[request.kind]}
        dearest = max(quotes, key=lambda name: quotes[name])
        raise InvalidRequest(
            f"prose is read by a model, which is paid: at most {_usd(quotes[dearest])} USD ({dearest}); "
            "say --read to have it read, once and kept for its campaign"
        )

    return read


def reads_prose() -> bool:
    """Whether a language model is configured."""
    return any(each.vendor != OFFLINE for each in candidates()["text"])


class Dropped(dg.Config):
    """A brief in the inbox, by the name of its file."""

    brief: str


@dg.op(description="Has a brief in prose read and lays it on the desk; the campaign's run follows by itself.")
def read(context: dg.OpExecutionContext, config: Dropped, studio: Studio) -> None:
    """Take one prose brief in: to the desk, or back with its questions. Raises: our errors, as a Failure."""
    home, desk = studio.where(), studio.desk()
    path = next((each for each in settled_briefs(home) if each.name == config.brief), None)
    if path is None:
        context.log.info("%s is not in the inbox any more", config.brief)
        return
    folder = home.reading(drop_of(path))
    try:
        with writing(folder):
            said = take_brief(path, home, desk, today=today(), reader=lambda: prose_reader(desk, INBOX))
    except AstroError as exc:
        raise failure(exc) from exc
    shutil.rmtree(folder, ignore_errors=True)
    context.log.info("%s", said)


@dg.job(executor_def=dg.in_process_executor, description="Reads a brief in prose from the inbox.")
def read_brief() -> None:
    """Read one brief; a model takes seconds to minutes, which is too long for a sensor's tick."""
    read()


def drop_of(path: Path) -> str:
    """Names one drop of a file: the same file dropped again is another. Raises: FileNotFoundError."""
    found = path.stat()
    return digest([path.name, found.st_ctime_ns, found.st_size])[:16]


def _client(desk: Desk, actor: str, text: str) -> Client:
    campaign = f"intake-{digest(text)[:12]}"
    return client_of(desk, campaign, candidates(desk.store.blob), customer=campaign, user=actor)


def _usd(amount: Decimal) -> str:
    return f"{amount:.4f}"
