"""The client: the one way to call a provider.

Cache, routing, budget, ledger, provider, in this order: what the customer was answered before is not
asked again; who is asked is decided before the budget is; the intent is written down before the call.
"""

from collections.abc import Callable, Mapping, Sequence
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from decimal import Decimal
from typing import Protocol

from astro_pipeline import errors
from astro_pipeline.domain.base import digest
from astro_pipeline.errors import (
    BudgetExceeded,
    JobFailed,
    NotAccepted,
    OutOfCredit,
    ProviderError,
    Rejected,
    Retired,
    Unfinished,
)
from astro_pipeline.provider import Candidate, Done, Kind, Pending, Request
from astro_pipeline.spend.budget import Ceilings
from astro_pipeline.spend.cache import Cache, near
from astro_pipeline.spend.call import UNSENT, Asked, Call
from astro_pipeline.spend.job import POLL_SECONDS, Clerk
from astro_pipeline.spend.owner import is_alive, new_owner
from astro_pipeline.spend.routing import Choice, retired

OFFLINE = "embedded"
"""The vendor of what is made on this machine: it costs nothing and is neither kept nor counted here."""


class Choose(Protocol):
    """Routing, as the client asks it."""

    def __call__(
        self,
        candidates: Sequence[Candidate],
        request: Request,
        *,
        campaign: str,
        customer: str,
        item: str,
        take: int,
    ) -> Choice:
        """Who is asked, who after that, and why. Raises: NotAccepted when nobody is left."""
        ...


class Pace(Protocol):
    """The vendors' limits, as the client keeps them."""

    def __call__(self, candidate: Candidate) -> AbstractContextManager[None]:
        """Entered before a call is written down, left when it is answered; sees what it raises."""
        ...


@dataclass(frozen=True, slots=True)
class Spent:
    """What one question came to."""

    item: str
    cost_usd: Decimal
    posts: int
    reused: bool


def in_order(
    candidates: Sequence[Candidate],
    request: Request,  # noqa: ARG001 -- routing that knows more needs it
    **_of: object,
) -> Choice:
    """The candidates in the order they are configured in."""
    first, *rest = (candidate.name for candidate in candidates)
    return Choice(first, tuple(rest), "first in the configuration")


def unpaced(candidate: Candidate) -> AbstractContextManager[None]:  # noqa: ARG001 -- a pace needs it
    """No limits."""
    return nullcontext()


def _forget(_spent: Spent) -> None:
    """Nobody wants to know."""


@dataclass(frozen=True, slots=True)
class Client:
    """Calls for one campaign; it is the `Ask` that crafts are given."""

    campaign: str
    customer: str
    """Whose answers may be used again."""
    user: str
    """Who set the campaign going."""
    candidates: Mapping[Kind, Sequence[Candidate]]
    clerk: Clerk
    cache: Cache
    ceilings: Ceilings = field(default_factory=Ceilings)
    choose: Choose = in_order
    pace: Pace = unpaced
    note: Callable[[Spent], None] = _forget

    def __call__(self, request: Request, *, item: str) -> Done:
        """The answer: kept, waited for, gone on with, or bought.

        Raises: BudgetExceeded before anything is sent; ProviderError as the provider says.
        """
        usable = self._usable(request)
        if all(candidate.vendor == OFFLINE for candidate in usable):
            return self._made_here(usable[0], request)
        asked = self._asked(request, item)
        begun, looks = self._now(), 0
        give_up = begun + 2 * self.clerk.patience.of(request.kind)
        while self._now() <= give_up:
            found, last = self.cache.look(asked, begun=begun, now=self._now())
            answer = self._reused(asked, *found) if found else self._answered(asked, request, usable, last)
            if answer is not None:
                return answer
            self.clerk.sleep(min(1.0, 0.02 * 2 ** min(looks, 6)))
            looks += 1
        raise Unfinished(f"{item}: another process has been at work on it for too long", provider="none")

    def keeps(self, request: Request, *, item: str) -> bool:
        """Whether an answer is kept, so that asking costs nothing."""
        now = self._now()
        return self.cache.look(self._asked(request, item), begun=now, now=now).found is not None

    def _asked(self, request: Request, item: str) -> Asked:
        return Asked(
            campaign=self.campaign,
            item=item,
            kind=request.kind,
            customer=self.customer,
            user=self.user,
            request=digest(request),
            near=near(request),
        )

    def _usable(self, request: Request) -> list[Candidate]:
        configured = self.candidates.get(request.kind, ())
        today = datetime.fromtimestamp(self._now(), UTC).date()
        usable = [each for each in configured if not retired(each, today)]
        if configured and not usable:
            raise Retired(
                f"every configured model for {request.kind} is retired: "
                f"{', '.join(each.name for each in configured)}; name another in ASTRO_PROVIDERS",
                provider="none",
            )
        if not usable:
            raise Rejected(f"no provider makes {request.kind}; configure one", provider="none")
        return usable

    def _reused(self, asked: Asked, call: Call, kept: Done) -> Done:
        done = self.cache.use(asked, call, kept, now=self._now())
        self.note(Spent(asked.item, Decimal(0), 0, reused=True))
        return done

    def _answered(
        self, asked: Asked, request: Request, usable: Sequence[Candidate], last: Call | None
    ) -> Done | None:
        """The answer; None where somebody else is about to have it, or the row may be sent now."""
        if last is not None and last.open:
            return self._resumed(last)
        if last is None or last.state in UNSENT:
            return self._bought(asked, request, usable, take=last.take if last else 0)
        if last.state == "stored" or last.again:
            return self._bought(asked, request, usable, take=last.take + 1)
        raise _remembered(last)

    def _resumed(self, call: Call) -> Done | None:
        if is_alive(call.owner, lease_until=call.lease_until, now=self._now()):
            return None
        known = {each.name: each for each in self.candidates.get(call.kind, ())}
        candidate = known.get(call.candidate)
        if candidate is None:
            raise Unfinished(
                f"{call.item}: row {call.id} was begun with {call.candidate}, which is not configured any "
                f"more; set its key again, or `astro-pipeline spend --abandon {call.id} --why …`",
                provider=call.provider,
            )
        owner = new_owner()
        if not self.clerk.ledger.take_over(call, owner=owner):
            return None
        return self._counted(call, lambda: self.clerk.resume(replace(call, owner=owner), candidate))

    def _bought(
        self, asked: Asked, request: Request, usable: Sequence[Candidate], *, take: int
    ) -> Done | None:
        choice = self.choose(
            usable,
            request,
            campaign=asked.campaign,
            customer=asked.customer,
            item=asked.item,
            take=take,
        )
        named = {each.name: each for each in usable}
        names = (choice.candidate, *choice.alternatives)
        for place, name in enumerate(names):
            rest = names[place + 1 :]
            because = choice.reason if not place else f"{', '.join(names[:place])} said no"
            try:
                return self._sent(asked, request, named[name], Choice(name, rest, because), take=take)
            except (NotAccepted, Retired) as exc:
                if not rest or exc.cost_usd or exc.posts:
                    raise
            except BudgetExceeded as exc:
                if not rest or exc.scope != "provider":
                    raise
        return None

    def _sent(
        self, asked: Asked, request: Request, candidate: Candidate, choice: Choice, *, take: int
    ) -> Done | None:
        if candidate.vendor == OFFLINE:
            return self._made_here(candidate, request)
        for tried in range(1, self.clerk.patience.tries + 1):
            try:
                return self._once(asked, request, candidate, choice, take=take)
            except NotAccepted as exc:
                pause = max(exc.retry_after or 0.0, self.clerk.pause(tried - 1))
                last = tried == self.clerk.patience.tries or pause > self.clerk.patience.longest_pause
                if last or isinstance(exc, OutOfCredit) or exc.posts:
                    raise
                self.clerk.sleep(pause)
        return None

    def _once(
        self, asked: Asked, request: Request, candidate: Candidate, choice: Choice, *, take: int
    ) -> Done | None:
        with self.pace(candidate):
            call = self.clerk.ledger.intend(
                asked,
                candidate,
                take=take,
                quoted=candidate.provider.quote(request).usd,
                choice=choice,
                ceilings=self.ceilings,
                owner=new_owner(),
            )
            if call is None:
                return None
            return self._counted(call, lambda: self.clerk.send(call, candidate, request))

    def _counted(self, call: Call, answer: Callable[[], Done | None]) -> Done | None:
        try:
            done = answer()
        except ProviderError as exc:
            if exc.cost_usd or exc.posts:
                self.note(Spent(call.item, exc.cost_usd, exc.posts, reused=False))
            raise
        if done is not None:
            self.note(Spent(call.item, done.cost_usd, max(1, done.posts), reused=False))
        return done

    def _made_here(self, candidate: Candidate, request: Request) -> Done:
        answer = candidate.provider.submit(request, digest(request))
        while isinstance(answer, Pending):
            self.clerk.sleep(POLL_SECONDS if answer.retry_after is None else answer.retry_after)
            answer = candidate.provider.poll(answer.job_id)
        return answer

    def _now(self) -> float:
        return self.clerk.ledger.clock()


def _remembered(call: Call) -> ProviderError:
    """What the call ended with, said again without asking again."""
    kind = {"refused": errors.Refused}.get(call.state, JobFailed)
    paid = f"; {call.cost_usd} USD were paid for it" if call.cost_usd else ""
    return kind(
        f"{call.item}: {call.why.removeprefix(f'{call.provider}: ')}{paid}. It is not asked again by itself: "
        f"reject the item, or `astro-pipeline spend --resubmit {call.id} --why …`",
        provider=call.provider,
    )
