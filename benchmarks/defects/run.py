"""Defects planted in clean campaigns: whether the right rule fires, in the right place, with the right value.

    python benchmarks/defects/run.py [--quick] [--seed N] [--kinds NAMES] [--json]

A limit that is a number is planted twice, at strengths drawn from 0.8 to 1.2 of it, one on each
side: the verdict has to flip at the limit. Everything else is planted, and left out once. Base
campaigns are made once, in $ASTRO_HOME/defects. `--quick` leaves out what needs a campaign or a
long film; `--kinds` takes names or families, comma-separated. Exits with 1 where a kind is missed.
"""

import argparse
import json
import os
import sys
import tempfile
import time
from collections.abc import Iterable, Sequence
from pathlib import Path
from random import Random

import captions
import claimed
import encoded
import films
import laws
import logos
import meaning
import pictures
import sounds
import texts
import whole
from kind import OUTSIDE, Kind, Outcome, Site, judge

FAMILIES: tuple[tuple[Kind, ...], ...] = (
    texts.KINDS,
    claimed.KINDS,
    laws.KINDS,
    meaning.KINDS,
    captions.KINDS,
    pictures.KINDS,
    logos.KINDS,
    sounds.KINDS,
    films.KINDS,
    encoded.KINDS,
    whole.KINDS,
)


def main() -> int:
    """Plant, judge, print; 1 where one is missed."""
    asked = _asked()
    every = [kind for family in FAMILIES for kind in family]
    kinds = [kind for kind in every if _wanted(kind, asked.kinds) and not (asked.quick and kind.costly)]
    home = Path(os.environ.get("ASTRO_HOME", ".astro")) / "defects"
    outcomes = [outcome for kind in kinds for outcome in planted(kind, seed=asked.seed, home=home)]
    if asked.json:
        print(json.dumps([_row(each) for each in outcomes], indent=1))
    else:
        _print(kinds, outcomes)
    return 0 if kinds and all(outcome.caught for outcome in outcomes) else 1


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
    asking.add_argument("--json", action="store_true")
    return asking.parse_args()


def _wanted(kind: Kind, asked: str) -> bool:
    wanted = [each.strip() for each in asked.split(",") if each.strip()]
    return not wanted or kind.name in wanted or kind.family in wanted


def _print(kinds: Sequence[Kind], outcomes: Iterable[Outcome]) -> None:
    by_kind: dict[Kind, list[Outcome]] = {}
    for outcome in outcomes:
        by_kind.setdefault(outcome.kind, []).append(outcome)
    for kind, found in by_kind.items():
        missed = [each for each in found if not each.caught]
        sides = "  ".join(_side(each) for each in found)
        others = sorted({rule for each in found for rule in each.others})
        beside = f"  also: {', '.join(others)}" if others else ""
        verdict = "MISSED" if missed else "caught"
        print(f"{verdict}  {kind.name:<44}{kind.tool:<12}{kind.rule:<34}{sides}{beside}")
    outside = sum(kind.tool in OUTSIDE for kind in kinds)
    caught = sum(all(each.caught for each in found) for found in by_kind.values())
    print(f"{caught} of {len(kinds)} kinds caught; {outside} made with outside tools")
    print(f"{time.process_time():.0f} s of CPU, without the programs that were called")


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
