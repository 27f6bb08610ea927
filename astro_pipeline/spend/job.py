"""One row carried to its end: sent once, found again, watched, kept."""

import random
import time
from collections.abc import Callable, Generator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Literal

from astro_pipeline.errors import (
    Ambiguous,
    Gone,
    JobFailed,
    NotAccepted,
    ProviderError,
    Refused,
    Rejected,
    Retired,
    Unfinished,
)
from astro_pipeline.provider import Candidate, Done, Found, Kind, Pending, Request
from astro_pipeline.spend.answers import Shelf, keep
from astro_pipeline.spend.call import Call, State
from astro_pipeline.spend.ledger import Ledger

POLL_SECONDS = 2.0
"""Between two looks at a job, where the vendor names no time."""
_LONGEST_PAUSE = 60.0
_RENEW_SECONDS = 60.0
_SEARCH_SECONDS = 10.0
"""Between two searches for a call in a vendor's list."""


@dataclass(frozen=True, slots=True)
class Patience:
    """How long anything is waited for, in seconds."""

    jobs: Mapping[Kind, float] = field(default_factory=lambda: {"video": 1800.0})
    """How long a job may take, by kind; then the next run goes on with it."""
    job: float = 600.0
    """For the other kinds."""
    grace: float = 120.0
    """How long a vendor's list may lag: only then does "absent" mean that it never came."""
    tries: int = 4
    """How often a call that was not accepted is sent to one candidate."""
    pause: float = 1.0
    """Before the second try; it doubles with each."""
    longest_pause: float = 30.0
    """Who wants more quiet than this is not waited for: another candidate may serve."""

    def of(self, kind: Kind) -> float:
        """How long a job of that kind may take."""
        return self.jobs.get(kind, self.job)


@dataclass(frozen=True, slots=True)
class Clerk:
    """Does with a row what its state and its vendor allow, and writes each step down first."""

    ledger: Ledger
    shelf: Shelf
    patience: Patience = field(default_factory=Patience)
    sleep: Callable[[float], None] = time.sleep
    lot: Callable[[], float] = random.random
    """0 to 1: spreads what would otherwise be tried again all at once."""

    def send(self, call: Call, candidate: Candidate, request: Request) -> Done:
        """Submit a fresh intent, once, and stay until it is answered.

        Raises: ProviderError, written down. A bug or an interruption leaves the row to be found again.
        """
        with self._leaving(call):
            try:
                answer = candidate.provider.submit(request, call.key)
            except Ambiguous as exc:
                self._doubt(call, str(exc))
                return self._searched(call, candidate)
            except ProviderError as exc:
                self._end(call, exc)
                raise
            if isinstance(answer, Pending):
                self.ledger.submitted(call, answer.job_id, owner=call.owner)
                return self._watched(call, candidate, answer)
            return self._kept(call, answer)

    def resume(self, call: Call, candidate: Candidate) -> Done | None:
        """Go on with a row somebody left; None where it never reached the vendor and may be sent."""
        with self._leaving(call):
            if call.job_id:
                return self._watched(call, candidate, Pending(job_id=call.job_id, retry_after=0.0))
            if call.state == "intent":
                self._doubt(call, "its process ended before the vendor's answer was written down")
            try:
                return self._searched(call, candidate)
            except NotAccepted:
                return None

    @contextmanager
    def _leaving(self, call: Call) -> Generator[None]:
        """However this ends, the row is nobody's afterwards."""
        try:
            yield
        except BaseException:
            self.ledger.let_go(call, owner=call.owner)
            raise

    def _watched(self, call: Call, candidate: Candidate, answer: Pending) -> Done:
        try:
            done = self._polled(call, candidate, answer)
        except (Refused, JobFailed, Gone) as exc:  # any other error says nothing of the job: it stays open
            self._end(call, exc)
            raise
        return self._kept(call, done)

    def _polled(self, call: Call, candidate: Candidate, answer: Pending) -> Done:
        begun = renewed = self.ledger.clock()
        until = begun + self.patience.of(call.kind)
        unheard = 0
        looking: Pending | Done = answer
        while isinstance(looking, Pending):
            pause = POLL_SECONDS if looking.retry_after is None else looking.retry_after
            self.sleep(min(pause, _LONGEST_PAUSE, max(0.0, until - self.ledger.clock())))
            try:
                looking = candidate.provider.poll(answer.job_id)
                unheard = 0
            except (NotAccepted, Ambiguous):  # a look changes nothing, so it is simply taken again
                unheard += 1
                looking = Pending(job_id=answer.job_id, retry_after=self.pause(unheard))
            now = self.ledger.clock()
            if isinstance(looking, Pending) and now >= until:
                raise Unfinished(
                    f"{call.item}: job {answer.job_id} is not done after {now - begun:.0f} s; "
                    "run the campaign again to go on with it",
                    provider=candidate.vendor,
                )
            if now - renewed > _RENEW_SECONDS:
                self.ledger.renew(call, owner=call.owner)
                renewed = now
        return looking

    def _searched(self, call: Call, candidate: Candidate) -> Done:
        """The answer of a call that may have been accepted. Raises: NotAccepted when it surely was not."""
        doubted = self.ledger.call(call.id) or call
        while True:
            found = self._found(call, candidate)
            if isinstance(found, Found):
                self.ledger.submitted(call, found.job_id, owner=call.owner)
                return self._watched(call, candidate, Pending(job_id=found.job_id, retry_after=0.0))
            if found == "unknown":
                raise self._stuck(call, candidate)
            left = doubted.settled_at + self.patience.grace - self.ledger.clock()
            if left <= 0:
                break
            self.sleep(min(left, _SEARCH_SECONDS))
        never = NotAccepted(
            f"{call.item}: the vendor lists no such job, so it was not taken; run the campaign again",
            provider=candidate.vendor,
        )
        self._end(call, never)
        raise never

    def _found(self, call: Call, candidate: Candidate) -> Found | Literal["absent", "unknown"]:
        for unheard in range(self.patience.tries):
            try:
                return candidate.provider.find(call.key)
            except ProviderError:  # asking for it costs nothing; if nobody answers, nobody can say
                self.sleep(self.pause(unheard))
        return "unknown"

    def _kept(self, call: Call, done: Done) -> Done:
        sha256, rest = keep(done, self.shelf)
        self.ledger.stored(
            call,
            sha256=sha256,
            done=rest,
            cost=done.cost_usd,
            basis=done.cost_basis,
            posts=max(done.posts, call.posts),
        )
        return done

    def _stuck(self, call: Call, candidate: Candidate) -> Ambiguous:
        said = Ambiguous(
            f"{call.item}: row {call.id} may have been accepted and cannot be found; up to "
            f"{call.quoted_usd} USD stay reserved. Look at the vendor's bill, then "
            f"`astro-pipeline spend --resubmit {call.id} --why …` or `--abandon {call.id} --why …`",
            provider=candidate.vendor,
        )
        self._end(call, said)
        return said

    def _doubt(self, call: Call, why: str) -> None:
        """Write down that it may have been accepted, before anything is done about it."""
        self.ledger.ended(call, "ambiguous", owner=call.owner, why=why, keeps=call.owner)

    def _end(self, call: Call, error: ProviderError) -> None:
        state, again = _outcome(error)
        self.ledger.ended(
            call,
            state,
            owner=call.owner,
            error=type(error).__name__,
            why=str(error),
            cost=error.cost_usd,
            posts=error.posts,
            again=again,
        )

    def pause(self, tried: int) -> float:
        """Seconds before the next try, after so many."""
        return float(min(_LONGEST_PAUSE, self.patience.pause * 2 ** min(tried, 10)) * (0.5 + self.lot() / 2))


def _outcome(error: ProviderError) -> tuple[State, bool]:
    """The state an error leaves a row in, and whether a further take may be asked for."""
    match error:
        case NotAccepted() | Retired():
            # Re-asks may have been paid before the vendor said no: that is a call of its own.
            return ("failed" if error.cost_usd or error.posts else "not_accepted"), True
        case Refused():
            return "refused", False
        case Rejected():
            return "rejected", True
        case JobFailed():
            return "failed", not error.cost_usd
        case _:
            return "ambiguous", False
