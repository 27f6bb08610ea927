"""How movements begin and end: none bounces, none overshoots."""

from typing import Final

_MIDDLE: Final = 0.5


def eased(share: float) -> float:
    """From 0 to 1, fast at first and settling (cubic)."""
    return 1 - (1 - _held(share)) ** 3


def settled(share: float) -> float:
    """From 0 to 1, very fast at first and settling long (quintic)."""
    return 1 - (1 - _held(share)) ** 5


def leaving(share: float) -> float:
    """From 0 to 1, slow at first and ever faster (cubic)."""
    return _held(share) ** 3


def eased_both(share: float) -> float:
    """From 0 to 1, slow at both ends."""
    held = _held(share)
    return held * held * (3 - 2 * held)


def eased_twice(share: float) -> float:
    """From 0 to 1, slow at both ends and quicker between (cubic)."""
    held = _held(share)
    return 4 * held**3 if held < _MIDDLE else 1 - 4 * (1 - held) ** 3


def swept(share: float) -> float:
    """From 0 to 1, slow at both ends and very quick between (quintic)."""
    held = _held(share)
    return 16 * held**5 if held < _MIDDLE else 1 - 16 * (1 - held) ** 5


def _held(share: float) -> float:
    return min(max(share, 0.0), 1.0)
