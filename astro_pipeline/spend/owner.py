"""Who is at work on a call: a process, named so that others can tell whether it still lives."""

import os
import socket
import uuid
from contextlib import suppress
from functools import cache
from pathlib import Path

_PROC = Path("/proc")
"""Where Linux tells of its processes; elsewhere only whether a process runs is known."""

LEASE_SECONDS = 900.0
"""How long a process of another machine is believed to be at work after it was last heard of.

It must be longer than the longest POST. A dead process of this machine is noticed at once.
"""


def new_owner() -> str:
    """The name of one call's owner in this process: machine, process, its birth, and a number of its own."""
    process = os.getpid()
    return f"{_machine()} {process} {_own_birth(process, _PROC)} {uuid.uuid4().hex}"


def is_alive(owner: str, *, lease_until: float, now: float) -> bool:
    """Whether that owner may still be at work."""
    if not owner:
        return False
    machine, process, birth, _ = owner.split(" ")
    if machine == _machine():
        return _birth(int(process)) == birth
    return now < lease_until


@cache
def _machine() -> str:
    """This machine since it was started, as its processes see each other: a container is one of its own."""
    parts = [socket.gethostname().replace(" ", "-")]
    boot = _PROC / "sys/kernel/random/boot_id"
    if boot.exists():
        parts += [boot.read_text("ascii").strip(), str((_PROC / "self/ns/pid").stat().st_ino)]
    return "/".join(parts)


@cache
def _own_birth(process: int, _told_by: Path) -> str:
    return _birth(process)


os.register_at_fork(after_in_child=_own_birth.cache_clear)  # a descendant may be given the number anew


def _birth(process: int) -> str:
    """When a process began, so that a later one of its number is not taken for it; "" where it is gone."""
    stat = _PROC / str(process) / "stat"
    if not (_PROC / "self/stat").exists():
        return "alive" if _runs(process) else ""
    try:
        # The name in parentheses may hold anything; the state is field 3, the start time field 22.
        fields = stat.read_text("utf-8", errors="replace").rpartition(")")[2].split()
    except (FileNotFoundError, ProcessLookupError):
        return ""
    return "" if fields[0] in {"Z", "X"} else fields[19]


def _runs(process: int) -> bool:
    try:
        with suppress(PermissionError):  # it runs, and is another user's
            os.kill(process, 0)
    except ProcessLookupError:
        return False
    return True
