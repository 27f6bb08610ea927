"""The moment at which a process kills itself: a count of steps in the code that money passes through."""

import os
import signal
import sys
import threading
from functools import cache
from itertools import count
from types import FrameType

_MONEY = (
    "/astro_pipeline/spend/",
    "/astro_pipeline/providers/",
    "/astro_pipeline/campaigns/",
    "/httpcore/_backends/",
    "/sqlalchemy/engine/default.py",
)
"""Where a step is counted: each call and return there, of Python and of C, so also around every write."""


class Steps:
    """Counts the steps of every thread begun from here on; at the last one the process is gone."""

    def __init__(self, last: int = 0) -> None:
        """As `kill -9` ends it, after `last` steps; 0 lets it live."""
        self.last = last
        self.taken = 0
        self._counter = count(1)

    def begin(self) -> None:
        """Count from now on."""
        threading.setprofile(self._step)
        sys.setprofile(self._step)

    def end(self) -> int:
        """Count no more; how many steps there were."""
        sys.setprofile(None)
        return self.taken

    def _step(self, frame: FrameType, _event: str, _about: object) -> None:
        if _counts(frame.f_code.co_filename):
            self.taken = next(self._counter)
            if self.taken == self.last:
                os.kill(os.getpid(), signal.SIGKILL)


@cache
def _counts(file: str) -> bool:
    return any(part in file for part in _MONEY)
