import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass
from multiprocessing import get_context
from multiprocessing.queues import SimpleQueue
from multiprocessing.synchronize import Event
from pathlib import Path

import pytest

from astro_pipeline.errors import Ambiguous, NotAccepted
from astro_pipeline.spend.rate import Pace
from astro_pipeline_tests.spend.arms import arm

FREE = arm("free/one")
TEN = arm("ten/one", requests_per_minute=10)
TWO = arm("two/one", concurrency=2)

FORK = get_context("fork")


def hold_a_place(folder: Path, told: Event) -> None:
    with Pace(folder).place(TWO):
        told.set()
        time.sleep(60)


def take_turns(folder: Path, taken: SimpleQueue[int]) -> None:
    gate = Pace(folder, patience=0.0)
    for _ in range(8):
        with suppress(NotAccepted):
            gate.turn(TEN)
            taken.put(1)


@dataclass
class Clock:
    """A clock that only moves when somebody sleeps by it."""

    now: float = 1_000_000.0

    def __call__(self) -> float:
        return self.now

    def sleep(self, seconds: float) -> None:
        self.now += seconds


def pace(folder: Path, clock: Clock, patience: float = 900.0) -> Pace:
    return Pace(folder / "pace", clock=clock, sleep=clock.sleep, patience=patience)


def test_without_limits_nothing_is_waited_for_and_nothing_written(tmp_path: Path) -> None:
    clock = Clock()

    for _ in range(50):
        with pace(tmp_path, clock)(FREE):
            pass

    assert clock.now == 1_000_000.0


def test_the_eleventh_request_of_a_minute_waits_for_the_first_to_be_a_minute_old(tmp_path: Path) -> None:
    clock = Clock()
    begun = []
    for _ in range(25):
        pace(tmp_path, clock).turn(TEN)
        begun.append(clock.now)
        clock.now += 0.5

    assert begun[9] - begun[0] == pytest.approx(4.5)
    assert begun[10] - begun[0] >= 60.0
    for first in range(15):
        assert begun[first + 10] - begun[first] >= 60.0


def test_a_wait_beyond_patience_is_not_waited(tmp_path: Path) -> None:
    clock = Clock()
    impatient = pace(tmp_path, clock, patience=5.0)
    for _ in range(10):
        impatient.turn(TEN)

    with pytest.raises(NotAccepted, match="no turn within 5 s") as told:
        impatient.turn(TEN)

    assert told.value.retry_after == pytest.approx(60.0, abs=0.1)
    assert clock.now == 1_000_000.0


def test_other_keys_and_vendors_have_minutes_of_their_own(tmp_path: Path) -> None:
    clock = Clock()
    for _ in range(10):
        pace(tmp_path, clock).turn(TEN)

    pace(tmp_path, clock).turn(arm("other/one", requests_per_minute=10))

    assert clock.now == 1_000_000.0


def test_four_processes_together_keep_to_one_minute_s_requests(tmp_path: Path) -> None:
    taken: SimpleQueue[int] = FORK.SimpleQueue()
    callers = [FORK.Process(target=take_turns, args=(tmp_path / "pace", taken)) for _ in range(4)]
    for each in callers:
        each.start()
    for each in callers:
        each.join()

    assert [each.exitcode for each in callers] == [0, 0, 0, 0]
    assert sum(iter(lambda: 0 if taken.empty() else taken.get(), 0)) == 10


def test_a_vendor_s_retry_after_is_kept_by_everybody(tmp_path: Path) -> None:
    clock = Clock()
    told = NotAccepted("slow down", provider="free", retry_after=30.0)

    with pytest.raises(NotAccepted), pace(tmp_path, clock)(FREE):
        raise told
    other = Pace(tmp_path / "pace", clock=clock, sleep=clock.sleep)
    other.turn(FREE)

    assert clock.now == 1_000_030.0


def test_a_shorter_wait_does_not_undo_a_longer_one(tmp_path: Path) -> None:
    clock = Clock()
    for seconds in (30.0, 5.0):
        pace(tmp_path, clock).hold(FREE, seconds)

    pace(tmp_path, clock).turn(FREE)

    assert clock.now == 1_000_030.0


def test_quiet_without_end_ends_after_an_hour(tmp_path: Path) -> None:
    clock = Clock()
    pace(tmp_path, clock).hold(FREE, 1e12)

    with pytest.raises(NotAccepted) as told:
        pace(tmp_path, clock).turn(FREE)
    clock.now += 3600.0
    pace(tmp_path, clock).turn(FREE)

    assert told.value.retry_after == pytest.approx(3600.0)


def test_an_error_that_asks_for_no_quiet_gives_none(tmp_path: Path) -> None:
    clock = Clock()

    for error in (Ambiguous("cut", provider="free"), NotAccepted("busy", provider="free")):
        with pytest.raises(type(error)), pace(tmp_path, clock)(FREE):
            raise error
    pace(tmp_path, clock).turn(FREE)

    assert clock.now == 1_000_000.0


def test_the_third_call_waits_until_one_of_two_places_is_free(tmp_path: Path) -> None:
    gate = pace(tmp_path, Clock(), patience=1.0)

    taken = pytest.raises(NotAccepted, match="all 2 places were taken for 1 s")
    with gate.place(TWO), gate.place(TWO), taken, gate.place(TWO):
        pass

    with gate.place(TWO):
        pass


def test_threads_never_hold_more_places_than_there_are(tmp_path: Path) -> None:
    running, most = 0, 0

    def call(_number: int) -> None:
        nonlocal running, most
        with Pace(tmp_path / "pace").place(TWO):
            running += 1
            most = max(most, running)
            time.sleep(0.01)
            running -= 1

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(call, range(8)))

    assert most == 2


def test_a_killed_process_gives_its_place_back(tmp_path: Path) -> None:
    gate = pace(tmp_path, Clock(), patience=1.0)
    held = [FORK.Event(), FORK.Event()]
    holders = [FORK.Process(target=hold_a_place, args=(tmp_path / "pace", each)) for each in held]
    for holder, told in zip(holders, held, strict=True):
        holder.start()
        assert told.wait(30)
    with pytest.raises(NotAccepted, match="places were taken"), gate.place(TWO):
        pass

    holders[0].kill()
    holders[0].join()

    with gate.place(TWO):
        holders[1].kill()
        holders[1].join()
