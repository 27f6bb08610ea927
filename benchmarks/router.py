"""Routing against chance: the regret of UCB1, of asking anybody alike, and of knowing the best.

Three candidates paint pictures that people like more or less often; what a picture is worth is drawn, not
asked for. Regret is what a policy's pictures are worth less than the best candidate's, price weighed in.
Half-way the best candidate retires: from then on regret is against the best of those who are left, and the
retired one must get no further call. Writes `$ASTRO_HOME/bench/router.png` and prints the figures.
"""

import os
import random
import statistics
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from itertools import accumulate
from pathlib import Path

from PIL import Image, ImageDraw, ImageFont

from astro_pipeline.provider import Candidate, Done, ImageRequest, Kind, Pending, Quote, Request, Search
from astro_pipeline.spend.routing import LEAST_SHARE, PRICE_WEIGHT, Tally, choose

CALLS = 2000
SEEDS = 20
FIRST_DAY = date(2026, 1, 1)
RETIRES = FIRST_DAY + timedelta(days=CALLS // 2)
"""One call a day: half-way."""
LIKED = {"fine/retiring": 0.9, "good/standing": 0.75, "poor/cheap": 0.45}
"""How often people like what a candidate paints."""
USD = {"fine/retiring": "0.06", "good/standing": "0.04", "poor/cheap": "0.003"}
MOST_OF_CHANCE = 0.5
"""UCB1 must not lose more than this share of what chance loses."""

SIZE = (1200, 700)
MARGIN = (90, 60)
INK, GRID = "#1d1f23", "#d9dce1"
COLOURS = {"uniform": "#c8553d", "UCB1": "#2a6f97", "best": "#588157"}

Policy = Callable[[Mapping[str, Tally], Sequence[str], int, random.Random], str]


@dataclass
class Painter:
    """A provider that is only asked for its price."""

    name: str
    usd: Decimal
    kinds: frozenset[Kind] = frozenset({"image"})

    def quote(self, request: Request) -> Quote:
        """Always the same."""
        return Quote(usd=self.usd, source=request.craft, checked=FIRST_DAY)

    def submit(self, request: Request, key: str) -> Pending | Done:
        """Nothing is made here."""
        raise NotImplementedError(request, key)

    def poll(self, job_id: str) -> Pending | Done:
        """Nothing is made here."""
        raise NotImplementedError(job_id)

    def cancel(self, job_id: str) -> bool:
        """Nothing is made here."""
        raise NotImplementedError(job_id)

    def find(self, key: str) -> Search:
        """Nothing is made here."""
        raise NotImplementedError(key)


PICTURE = ImageRequest(craft="bench", version="1", prompt="", width=1024, height=1536)
CANDIDATES = [
    Candidate(
        name=name,
        kind="image",
        provider=Painter(name, Decimal(usd)),
        vendor=name.partition("/")[0],
        retires=RETIRES if name == "fine/retiring" else None,
    )
    for name, usd in USD.items()
]


def worth(name: str, among: Sequence[str]) -> float:
    """What a call to it is worth on average, price weighed in."""
    dearest = max(float(USD[other]) for other in among)
    return LIKED[name] - PRICE_WEIGHT * float(USD[name]) / dearest


def best(_tallies: Mapping[str, Tally], serving: Sequence[str], _call: int, _lots: random.Random) -> str:
    """Who is told who is best."""
    return max(serving, key=lambda name: worth(name, serving))


def uniform(_tallies: Mapping[str, Tally], serving: Sequence[str], _call: int, lots: random.Random) -> str:
    """Who asks anybody alike."""
    return lots.choice(serving)


def ucb1(tallies: Mapping[str, Tally], _serving: Sequence[str], call: int, _lots: random.Random) -> str:
    """Who asks our routing."""
    today = FIRST_DAY + timedelta(days=call)
    return choose(CANDIDATES, PICTURE, tallies=tallies, seed=call, today=today).candidate


def played(policy: Policy, seed: int) -> tuple[list[float], list[str]]:
    """Regret after each call, and who was asked."""
    lots = random.Random(seed)
    tallies = {name: Tally() for name in LIKED}
    losses: list[float] = []
    asked: list[str] = []
    for call in range(CALLS):
        serving = [name for name in LIKED if call < CALLS // 2 or name != "fine/retiring"]
        name = policy(tallies, serving, call, lots)
        old = tallies[name]
        liked = float(lots.random() < LIKED[name])
        tallies[name] = Tally(old.calls + 1, old.judged + 1, old.worth + liked)
        losses.append(max(worth(other, serving) for other in serving) - worth(name, serving))
        asked.append(name)
    return list(accumulate(losses)), asked


def plot(curves: Mapping[str, Sequence[float]], path: Path) -> None:
    """The curves over the calls, with the day of the retirement."""
    picture = Image.new("RGB", SIZE, "white")
    draw = ImageDraw.Draw(picture)
    font = ImageFont.load_default(20)
    left, top = MARGIN
    width, height = SIZE[0] - 2 * left, SIZE[1] - 2 * top
    most = max(curve[-1] for curve in curves.values())

    def at(call: float, regret: float) -> tuple[float, float]:
        return left + width * call / CALLS, top + height * (1 - regret / most)

    for step in range(6):
        x, y = at(CALLS * step / 5, most * step / 5)
        draw.line([(left, y), (left + width, y)], fill=GRID)
        draw.text((left - 10, y), f"{most * step / 5:.0f}", fill=INK, font=font, anchor="rm")
        draw.text((x, top + height + 12), f"{CALLS * step // 5}", fill=INK, font=font, anchor="mt")
    middle = at(CALLS / 2, most)
    draw.line([middle, (middle[0], top + height)], fill=INK)
    draw.text((middle[0] + 8, top + 4), "the best retires", fill=INK, font=font)
    for name, curve in curves.items():
        draw.line([at(call, regret) for call, regret in enumerate(curve)], fill=COLOURS[name], width=4)
        x, y = at(CALLS, curve[-1])
        draw.text((x + 8, y), name, fill=COLOURS[name], font=font, anchor="lm")
    title = f"Regret over {CALLS} calls, mean of {SEEDS} runs"
    draw.text((left, 16), title, fill=INK, font=font)
    path.parent.mkdir(parents=True, exist_ok=True)
    picture.save(path)


def main() -> None:
    """Play, print, draw."""
    policies: dict[str, Policy] = {"uniform": uniform, "UCB1": ucb1, "best": best}
    curves: dict[str, list[float]] = {}
    for name, policy in policies.items():
        runs = [played(policy, seed) for seed in range(SEEDS)]
        curves[name] = [statistics.fmean(step) for step in zip(*(regret for regret, _ in runs), strict=True)]
        last = [asked for _, regrets in runs for asked in regrets[CALLS // 2 :]]
        first = [asked for _, regrets in runs for asked in regrets[: CALLS // 2]]
        shares = ", ".join(
            f"{arm} {first.count(arm) / len(first):.0%} then {last.count(arm) / len(last):.0%}"
            for arm in LIKED
        )
        spread = statistics.pstdev(regret[-1] for regret, _ in runs)
        print(f"{name:8} regret {curves[name][-1]:6.1f} ± {spread:4.1f}; {shares}")
        assert not last.count("fine/retiring"), "a retired arm was asked"
    share = curves["UCB1"][-1] / curves["uniform"][-1]
    print(f"UCB1 loses {share:.0%} of what chance loses; least share {LEAST_SHARE:.0%} of the calls each")
    path = Path(os.environ.get("ASTRO_HOME") or ".astro") / "bench" / "router.png"
    plot(curves, path)
    print(path)
    assert share <= MOST_OF_CHANCE, f"{share:.0%} of chance's regret, at most {MOST_OF_CHANCE:.0%} wanted"


if __name__ == "__main__":
    main()
