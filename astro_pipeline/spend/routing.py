"""Routing: which candidate a call goes to.

UCB1 over what each candidate's work came to (findings passed, people's decisions), less a weight for
its price, per customer and kind. Pure: the same tallies and seed choose the same candidate.
"""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from astro_pipeline.domain.base import digest
from astro_pipeline.errors import NotAccepted, Rejected, UnknownPrice
from astro_pipeline.provider import Candidate, Kind, Request

PRICE_WEIGHT = 0.2
"""How much the dearest candidate loses against one that costs nothing, on a scale of 0 to 1."""
LEAST_SHARE = 0.05
"""No candidate falls under this share of the calls: what was bad once is looked at again."""
UNKNOWN_WORTH = 0.5
"""What work is taken to be worth before anything is known of it."""
ONE_PER_CAMPAIGN: frozenset[Kind] = frozenset({"speech"})
"""Kinds whose items stand side by side: a film has one narrator."""


@dataclass(frozen=True, slots=True)
class Tally:
    """What is known of a candidate's work for a customer."""

    calls: int = 0
    """Times it was asked, those not judged yet included."""
    judged: int = 0
    worth: float = 0.0
    """Sum of what was judged, each 0 (rejected, failing, said no) to 1."""
    resting: bool = False
    """It told that it is retired, or says no again and again: whoever else is there is asked."""

    @property
    def mean(self) -> float:
        """What its work is worth on average, 0 to 1."""
        return self.worth / self.judged if self.judged else UNKNOWN_WORTH


@dataclass(frozen=True, slots=True)
class Choice:
    """A decision of routing, as it is recorded."""

    candidate: str
    alternatives: tuple[str, ...]
    """Who else could have been asked, best first."""
    reason: str


def choose(
    candidates: Sequence[Candidate],
    request: Request,
    *,
    tallies: Mapping[str, Tally],
    seed: int,
    today: date,
    earlier: str = "",
) -> Choice:
    """The candidate to ask, and who comes after it.

    `earlier` is the one that the campaign's last call of this kind went to. Raises: NotAccepted when
    nobody is left; Rejected when nobody can take the request.
    """
    known = {each.name: tallies.get(each.name, Tally()) for each in candidates}
    quotes = _quotes(_awake(candidates, known, today, request.kind), request)
    left = [each for each in candidates if each.name in quotes]
    scores = _scores(known, quotes)
    order = sorted(left, key=lambda each: (-scores[each.name], _lot(seed, each.name)))
    stays = [each for each in order if each.name == earlier and request.kind in ONE_PER_CAMPAIGN]
    first = stays[0] if stays else _neglected(order, known) or order[0]
    return Choice(
        candidate=first.name,
        alternatives=tuple(each.name for each in order if each is not first),
        reason="its campaign began with it" if stays else _reason(first, order, known, scores),
    )


def retired(candidate: Candidate, today: date) -> bool:
    """Whether the vendor no longer serves it."""
    return candidate.retires is not None and candidate.retires <= today


def _awake(
    candidates: Sequence[Candidate], known: Mapping[str, Tally], today: date, kind: Kind
) -> list[Candidate]:
    serving = [each for each in candidates if not retired(each, today)]
    if not serving:
        gone = ", ".join(f"{each.name} (retired {each.retires})" for each in candidates)
        raise NotAccepted(
            f"nobody is left to make {kind}: {gone or 'none is configured'}; "
            "set another provider's key or name it in ASTRO_PROVIDERS",
            provider="routing",
        )
    return [each for each in serving if not known[each.name].resting] or serving


def _quotes(candidates: Sequence[Candidate], request: Request) -> dict[str, Decimal]:
    """What each would take; who cannot take the request at all is left out."""
    quotes: dict[str, Decimal] = {}
    noes: list[Rejected | UnknownPrice] = []
    for each in candidates:
        try:
            quotes[each.name] = each.provider.quote(request).usd
        except (Rejected, UnknownPrice) as exc:
            noes.append(exc)
    if not quotes:
        raise noes[0]
    return quotes


def _scores(known: Mapping[str, Tally], quotes: Mapping[str, Decimal]) -> dict[str, float]:
    """UCB1: what is known, and how little is known. Who was never asked comes first."""
    calls = sum(known[name].calls for name in quotes)
    dearest = max(quotes.values())
    return {
        name: known[name].mean
        - PRICE_WEIGHT * (float(usd / dearest) if dearest else 0.0)
        + _doubt(known[name], calls)
        for name, usd in quotes.items()
    }


def _doubt(tally: Tally, calls: int) -> float:
    # Auer, Cesa-Bianchi, Fischer: Finite-time Analysis of the Multiarmed Bandit Problem (2002), fig. 1.
    return math.sqrt(2 * math.log(calls) / tally.calls) if tally.calls else math.inf


def _neglected(order: Sequence[Candidate], known: Mapping[str, Tally]) -> Candidate | None:
    """The one furthest under the least share, once everybody was asked."""
    floor = LEAST_SHARE * sum(known[each.name].calls for each in order)
    under = [each for each in order if 0 < known[each.name].calls < floor]
    return min(under, key=lambda each: known[each.name].calls) if under else None


def _lot(seed: int, name: str) -> str:
    """Breaks a tie the same way every time."""
    return digest(f"{seed} {name}".encode())


def _reason(
    first: Candidate, order: Sequence[Candidate], known: Mapping[str, Tally], scores: Mapping[str, float]
) -> str:
    if len(order) == 1:
        return "the only candidate"
    tally = known[first.name]
    if not tally.calls:
        return "not asked yet"
    told = f"{tally.mean:.2f} over {tally.judged} judged of {tally.calls} calls"
    if first is not order[0]:
        return f"{told}; it has less than {LEAST_SHARE:.0%} of the calls"
    return f"{told}; scores {scores[first.name]:.2f}, the next {scores[order[1].name]:.2f}"
