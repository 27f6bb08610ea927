import os
import subprocess
import sys
from pathlib import Path

import pytest

from astro_pipeline.spend import owner as owners
from astro_pipeline.spend.owner import is_alive, new_owner


def test_a_process_is_alive_while_it_runs_and_never_afterwards() -> None:
    ask = "from astro_pipeline.spend.owner import new_owner; print(new_owner(), flush=True); input()"
    with subprocess.Popen(
        [sys.executable, "-c", ask], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as run:
        assert run.stdout is not None
        owner = run.stdout.readline().strip()
        assert is_alive(owner, lease_until=0, now=100)
        run.kill()
        run.wait()

    assert not is_alive(owner, lease_until=200, now=100)


def test_another_process_of_the_same_number_is_not_taken_for_it() -> None:
    machine, process, birth, own = new_owner().split(" ")
    assert process == str(os.getpid())

    assert not is_alive(f"{machine} {process} {int(birth) - 1} {own}", lease_until=200, now=100)


@pytest.mark.parametrize(("now", "alive"), [(199.0, True), (200.0, False)])
def test_a_process_of_another_machine_is_believed_for_its_lease(now: float, *, alive: bool) -> None:
    assert is_alive("elsewhere 1 1 x", lease_until=200, now=now) is alive


def test_nobody_is_not_alive() -> None:
    assert not is_alive("", lease_until=200, now=100)


def test_where_processes_have_no_birth_it_is_enough_that_they_run(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(owners, "_PROC", tmp_path)
    with subprocess.Popen([sys.executable, "-c", ""]) as run:
        run.wait()

    machine, _, birth, own = new_owner().split(" ")

    assert is_alive(f"{machine} 1 {birth} {own}", lease_until=0, now=100), "it is another user's, and runs"
    assert is_alive(new_owner(), lease_until=0, now=100)
    assert not is_alive(f"{machine} {run.pid} {birth} {own}", lease_until=200, now=100)
