"""Campaigns whose process is killed again and again: each thing is paid once, and the ledger is the bill."""

import random
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path

import pytest

from astro_pipeline.spend.call import Call
from astro_pipeline.spend.ledger import Ledger
from astro_pipeline.spend.resolve import resolve
from astro_pipeline_tests.fire.errand import (
    CLIP,
    DONE,
    KILLED,
    PICTURE,
    SEARCHED,
    STUCK,
    UNSEARCHED,
    Errand,
)
from astro_pipeline_tests.vendors.bill import Line
from astro_pipeline_tests.vendors.server import VendorServer

_MOST_KILLS = 120


@dataclass
class Fire:
    """A home whose campaigns are killed at moments drawn by lot, and the vendors they buy from."""

    home: Path
    vendors: VendorServer
    providers: Mapping[str, str]
    lot: random.Random
    kills: int = 0
    stuck: int = 0
    bought_anew: list[Call] = field(default_factory=list[Call])
    """Calls the operator had to let be bought again, though the vendor had billed them."""

    @property
    def ledger(self) -> Ledger:
        return Ledger.of(self.home)

    def burns(self, *, kills: int, stuck: int) -> None:
        """Campaign after campaign, until so many kills were survived and nobody could say so often."""
        whole = self._steps_of_a_whole_campaign()
        campaign = 0
        while self.kills < kills or self.stuck < stuck:
            assert self.kills < _MOST_KILLS, f"nobody could say {self.stuck} times only"
            campaign += 1
            self._survives(self._errand(campaign), whole)

    def _survives(self, errand: Errand, whole: int) -> None:
        """Killed and begun again until it is done; then the bill is one campaign's, as the ledger has it."""
        before = len(self.vendors.bill.lines)
        anew = len(self.bought_anew)
        while (ended := self._lives(errand, self.lot.randrange(1, whole))) != DONE:
            assert ended in {KILLED, STUCK}, f"{errand.campaign} ended with {ended}"
            self.kills += ended == KILLED
            if ended == STUCK:
                self._decides(errand.campaign, self.vendors.bill.lines[before:])

        lines, calls = self.vendors.bill.lines[before:], self.ledger.calls(errand.campaign)
        stored = [call for call in calls if call.state == "stored"]
        assert {call.item for call in stored} == {PICTURE, CLIP}, errand
        assert len(lines) == len(stored) + len(self.bought_anew) - anew == 2 + len(self.bought_anew) - anew
        assert not [call for call in calls if call.open], errand
        paid = [(call.provider, call.cost_usd) for call in calls if call.cost_usd]
        assert _rounded(paid) == _rounded([(line.vendor, line.usd) for line in lines]), errand

    def _lives(self, errand: Errand, last_step: int) -> int:
        return Errand(errand.home, errand.campaign, errand.seed, errand.environment, last_step).run()

    def _decides(self, campaign: str, lines: list[Line]) -> None:
        """The operator looks at the bill: what stands there was paid, whatever became of it."""
        self.stuck += 1
        calls = self.ledger.calls(campaign)
        (doubted,) = (call for call in calls if call.state == "ambiguous")
        known = [call for call in calls if call.provider == doubted.provider and call.cost_usd]
        billed = [line.usd for line in lines if line.vendor == doubted.provider]
        for call in known:
            billed.remove(next(usd for usd in billed if round(usd - call.cost_usd, 9) == 0))
        paid = sum(billed, Decimal(0))
        decided = resolve(
            self.ledger, doubted.id, again=True, paid=paid, by="ada", why="looked at the vendor's bill"
        )
        self.bought_anew += [decided] if paid else []

    def _errand(self, number: int) -> Errand:
        environment = {**self.vendors.environment("replicate", "ark", "fal", "runway"), **self.providers}
        return Errand(self.home, f"spring-{number}", number, environment)

    def _steps_of_a_whole_campaign(self) -> int:
        self.home.mkdir(exist_ok=True)
        self.ledger.calls()  # makes the tables
        undisturbed = self._errand(0)
        assert undisturbed.run() == DONE
        return undisturbed.steps


def _rounded(paid: list[tuple[str, Decimal]]) -> list[tuple[str, Decimal]]:
    return sorted((vendor, round(usd, 9)) for vendor, usd in paid)


def burn(folder: Path, providers: Mapping[str, str], *, kills: int, seed: int, stuck: int = 0) -> Fire:
    """So many kills, and what there is to tell of them.

    Whether one falls between a vendor's yes and its being written down is a matter of microseconds.
    """
    with VendorServer() as vendors:
        fire = Fire(folder / "home", vendors, providers, random.Random(seed))
        fire.burns(kills=kills, stuck=stuck)
        total = sum((call.cost_usd for call in fire.ledger.calls()), Decimal(0))
        assert round(total - vendors.bill.total, 9) == 0, "the ledger is the bill"
    return fire


def test_a_campaign_killed_at_any_moment_is_paid_once(tmp_path: Path) -> None:
    fire = burn(tmp_path, SEARCHED, kills=20, seed=20)

    tried = {(call.kind, call.candidate) for call in fire.ledger.calls()}
    assert len(tried) == 4, "both candidates of each kind were asked"
    assert not fire.stuck, "what can be searched needs nobody"


def test_where_nobody_can_say_a_person_decides_and_the_ledger_is_still_the_bill(tmp_path: Path) -> None:
    burn(tmp_path, UNSEARCHED, kills=8, seed=20, stuck=1)


@pytest.mark.torture
@pytest.mark.parametrize("seed", range(4))
def test_killed_a_hundred_times_it_is_paid_once(tmp_path: Path, seed: int) -> None:
    assert not burn(tmp_path, SEARCHED, kills=50, seed=seed).stuck


@pytest.mark.torture
def test_killed_often_where_nobody_can_say_the_ledger_is_still_the_bill(tmp_path: Path) -> None:
    burn(tmp_path, UNSEARCHED, kills=50, seed=5)
