"""What a run gives back to the machine of its memory, and what it keeps for its next frame."""

import ctypes
import sys
from functools import cache
from typing import Final

_TRIM_THRESHOLD, _MMAP_THRESHOLD, _ARENA_MAX = -1, -3, -8
"""M_TRIM_THRESHOLD, M_MMAP_THRESHOLD and M_ARENA_MAX of malloc.h, glibc 2.36."""
_ARENAS: Final = 3
"""Heaps that threads share. With eight a core, glibc's own number, freed frames of one thread are lost to
the others: the demo's peak was 1.7 GB, and is 1.0 GB so (measured 2026-11-21)."""
_KEPT_BYTES: Final = 64 << 20
_MAPPED_BYTES: Final = 16 << 20
"""What is larger comes from the kernel each time. Whoever sets the trim threshold has to say this too:
glibc then no longer learns it, and fetches every frame anew (mallopt(3), M_MMAP_THRESHOLD). The demo
spent a fifth of its processor on that, for 0.2 GB less at its peak (measured 2026-11-22)."""


@cache
def spare_memory() -> None:
    """Let threads share their heaps, once a process. Nothing happens where the C library is not glibc."""
    if not sys.platform.startswith("linux"):
        return
    try:
        mallopt = ctypes.CDLL("libc.so.6").mallopt
    except (OSError, AttributeError):  # another C library, which has heaps of its own kind
        return
    mallopt(_ARENA_MAX, _ARENAS)
    mallopt(_TRIM_THRESHOLD, _KEPT_BYTES)
    mallopt(_MMAP_THRESHOLD, _MAPPED_BYTES)
