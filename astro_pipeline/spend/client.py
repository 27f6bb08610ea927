"""The client: the one way to call a provider. Quoted, capped, written down, then made once."""

import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from astro_pipeline.domain.base import digest
from astro_pipeline.errors import Ambiguous, ProviderError, Rejected
from astro_pipeline.provider import Done, Kind, Pending, Provider, Request
from astro_pipeline.spend.ledger import Ledger

DEFAULT_CEILING_USD = Decimal(20)
"""For a campaign whose brief names no spend limit: never unlimited."""

POLL_SECONDS = 2.0
"""Between two looks at a job."""


@dataclass(frozen=True, slots=True)
class Client:
    """Calls for one campaign; it is the `Ask` that crafts are given."""

    campaign: str
    ledger: Ledger
    providers: Mapping[Kind, Provider]
    ceiling: Decimal
    sleep: Callable[[float], None] = time.sleep

    def __call__(self, request: Request, *, item: str) -> Done:
        """Ask the provider of that kind.

        Raises: BudgetExceeded before anything is sent; ProviderError as the provider says.
        """
        provider = self.providers.get(request.kind)
        if provider is None:
            raise Rejected(f"no provider makes {request.kind}; configure one", provider="none")
        call = self.ledger.intend(
            self.campaign,
            item,
            request=digest(request),
            provider=provider.name,
            quoted=provider.quote(request).usd,
            ceiling=self.ceiling,
        )
        try:
            done = self._submitted(provider, request, key=f"{self.campaign}/{item}/{digest(request)}")
        except ProviderError as exc:
            # Where it may have been accepted, the reservation stands as its cost.
            may_cost = provider.quote(request).usd if isinstance(exc, Ambiguous) else Decimal(0)
            self.ledger.fail(call, cost=may_cost, why=str(exc))
            raise
        self.ledger.settle(call, cost=done.cost_usd)
        return done

    def _submitted(self, provider: Provider, request: Request, *, key: str) -> Done:
        answer = provider.submit(request, key)
        while isinstance(answer, Pending):
            self.sleep(POLL_SECONDS)
            answer = provider.poll(answer.job_id)
        return answer
