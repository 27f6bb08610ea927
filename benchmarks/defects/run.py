"""Defects planted in clean campaigns: whether the right rule fires, in the right place, with the right value.

    python benchmarks/defects/run.py [--quick] [--seed N] [--kinds NAMES] [--jobs N] [--json]

A limit that is a number is planted twice, at strengths drawn from 0.8 to 1.2 of it, one on each
side: the verdict has to flip at the limit. Everything else is planted, and left out once. Base
campaigns are made once, in $ASTRO_HOME/defects. `--quick` leaves out what needs a campaign or a
long film; `--kinds` takes names or families, comma-separated; `--jobs` is how many are planted at
once. Exits with 1 where a kind is missed.
"""

import argparse
import json
import os
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor, as_completed
from multiprocessing import get_context
from pathlib import Path
from random import Random
from typing import Final

import captions
import claimed
import colours
import encoded
import filmed
import films
import laws
import lettering
import logos
import meaning
import owned
import pictures
import reading
import sounds
import texts
import whole
from kind import OUTSIDE, Kind, Outcome, Site, judge
from studio import studio

FAMILIES: tuple[tuple[Kind, ...], ...] = (
    texts.KINDS,
    claimed.KINDS,
    laws.KINDS,
    meaning.KINDS,
    owned.KINDS,
    captions.KINDS,
    logos.KINDS,
    colours.KINDS,
    lettering.KINDS,
    reading.KINDS,
    sounds.KINDS,
    pictures.KINDS,
    encoded.KINDS,
    films.KINDS,
    filmed.KINDS,
)
_WHOLE: Final = whole.KINDS
"""These share a campaign, and are planted one after the other."""
_ON_THE_CAMPAIGN: Final = (*films.KINDS, *filmed.KINDS, *encoded.KINDS, *pictures.KINDS, *sounds.KINDS)
_EVERY: Final = {kind.name: kind for family in (_WHOLE, *FAMILIES) for kind in family}


def main() -> int:
    """Plant, judge, print; 1 where one is missed."""
    asked, began = _asked(), time.monotonic()
    home = Path(os.environ.get("ASTRO_HOME", ".astro")) / "defects"
    wanted = [kind for kind in _EVERY.values() if _wanted(kind, asked)]
    outcomes: list[Outcome] = []
    for found in _at_once(wanted, asked, home):
        outcomes += found
        if not asked.json:
            _print(found)
    if asked.json:
        print(json.dumps([_row(each) for each in outcomes], indent=1))
    else:
        _sum_up(outcomes, seconds=time.monotonic() - began)
    return 0 if outcomes and all(outcome.caught for outcome in outcomes) else 1


def _at_once(kinds: Sequence[Kind], asked: argparse.Namespace, home: Path) -> Iterator[list[Outcome]]:
    """Kind by kind as they are done; the campaign that many share is made before the processes part."""
    if set(kinds) & set(_ON_THE_CAMPAIGN):
        studio(home)
    together = [kind.name for kind in kinds if kind in _WHOLE]
    parts = [*([together] if together else []), *([kind.name] for kind in kinds if kind not in _WHOLE)]
    # forked, so that what was made and loaded before is there in each of them
    with ProcessPoolExecutor(asked.jobs, mp_context=get_context("fork")) as processes:
        plants = [processes.submit(_planted_here, part, asked.seed, home) for part in parts]
        for plant in as_completed(plants):
            yield plant.result()


def _planted_here(names: Sequence[str], seed: int, home: Path) -> list[Outcome]:
    return [outcome for name in names for outcome in planted(_EVERY[name], seed=seed, home=home)]


def planted(kind: Kind, *, seed: int, home: Path) -> list[Outcome]:
    """One kind on both sides, or planted and left out."""
    outcomes: list[Outcome] = []
    for strength, broken in kind.strengths(Random(f"{seed} {kind.name}")):
        with tempfile.TemporaryDirectory() as folder:
            # the same dice on both sides, so that only the strength differs
            site = Site(Path(folder), Random(f"{seed} {kind.name} planting"), home)
            outcomes.append(judge(kind, strength, kind.plant(site, strength), broken=broken))
    return outcomes


def _asked() -> argparse.Namespace:
    asking = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    asking.add_argument("--quick", action="store_true")
    asking.add_argument("--seed", type=int, default=0)
    asking.add_argument("--kinds", default="")
    asking.add_argument("--jobs", type=int, default=2)
    asking.add_argument("--json", action="store_true")
    return asking.parse_args()


def _wanted(kind: Kind, asked: argparse.Namespace) -> bool:
    named = [each.strip() for each in asked.kinds.split(",") if each.strip()]
    return (not named or kind.name in named or kind.family in named) and not (asked.quick and kind.costly)


def _by_kind(outcomes: Sequence[Outcome]) -> dict[str, list[Outcome]]:
    found: dict[str, list[Outcome]] = {}
    for outcome in outcomes:
        found.setdefault(outcome.kind.name, []).append(outcome)
    return found


def _print(outcomes: Sequence[Outcome]) -> None:
    for found in _by_kind(outcomes).values():
        kind = found[0].kind
        sides = "  ".join(_side(each) for each in found)
        others = sorted({rule for each in found for rule in each.others})
        beside = f"  also: {', '.join(others)}" if others else ""
        verdict = "caught" if all(each.caught for each in found) else "MISSED"
        print(f"{verdict}  {kind.name:<50}{kind.tool:<12}{kind.rule:<34}{sides}{beside}", flush=True)


def _sum_up(outcomes: Sequence[Outcome], *, seconds: float) -> None:
    every = [(found[0].kind, all(each.caught for each in found)) for found in _by_kind(outcomes).values()]
    numbers = [caught for kind, caught in every if kind.worse != "there"]
    outside = sum(kind.tool in OUTSIDE for kind, _ in every)
    caught = sum(caught for _, caught in every)
    print(f"{caught} of {len(every)} kinds caught; {outside} made with outside tools")
    print(f"{sum(numbers)} of {len(numbers)} verdicts flip at a limit that is a number; {seconds:.0f} s")


def _side(outcome: Outcome) -> str:
    said = "ok" if outcome.caught else "/".join(outcome.wrong)
    if outcome.kind.worse == "there":
        return f"{'planted' if outcome.broken else 'clean'} {said}"
    return f"{outcome.strength:.2f} {'fails' if outcome.broken else 'passes'} {said} ({outcome.measured})"


def _row(outcome: Outcome) -> dict[str, object]:
    return {
        "kind": outcome.kind.name,
        "family": outcome.kind.family,
        "tool": outcome.kind.tool,
        "rule": outcome.kind.rule,
        "strength": round(outcome.strength, 3),
        "broken": outcome.broken,
        "caught": outcome.caught,
        "wrong": outcome.wrong,
        "measured": outcome.measured,
        "others": outcome.others,
    }


if __name__ == "__main__":
    sys.exit(main())
