"""A digest of anything a frame is drawn from: data, pixels, and the program that draws."""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import fields, is_dataclass
from fractions import Fraction
from functools import cache
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING, Final, Protocol, cast

import numpy as np
from pydantic import BaseModel

if TYPE_CHECKING:
    from numpy.typing import NDArray

_BYTES: Final = 20
_DRAWS: Final = ("media", "domain")
_LIBRARIES: Final = ("av", "numpy", "opencv-python-headless", "pillow")


class _Hash(Protocol):
    def update(self, data: bytes | memoryview, /) -> None: ...


def fingerprint(*things: object) -> str:
    """Equal for equal things only: models, dataclasses, arrays, sequences, maps and plain values.

    Of a dataclass, the fields that it is compared by.
    Raises: TypeError for anything whose parts cannot be seen.
    """
    digest = hashlib.blake2b(digest_size=_BYTES)
    for thing in things:
        _feed(digest, thing)
    return digest.hexdigest()


@cache
def program() -> str:
    """Of the code that draws and of the libraries it draws with: what a picture depends on beside its data.

    Read from the files themselves, so that nobody has to remember to raise a number.
    """
    package = Path(__file__).parents[2]
    sources = [path for floor in _DRAWS for path in sorted((package / floor).rglob("*.py"))]
    return fingerprint(
        [(path.relative_to(package).as_posix(), path.read_bytes()) for path in sources],
        [version(library) for library in _LIBRARIES],
    )


def _feed(digest: _Hash, thing: object) -> None:
    match thing:
        case None | bool() | int() | float() | str() | Fraction():
            text = repr(thing).encode()
            digest.update(f"{type(thing).__name__}:{len(text)}:".encode() + text)
        case bytes():
            digest.update(f"bytes:{len(thing)}:".encode() + thing)
        case np.ndarray():
            array = np.ascontiguousarray(cast("NDArray[np.generic]", thing))
            digest.update(f"array:{array.dtype}:{array.shape}:".encode())
            digest.update(array.data.cast("B") if array.size else b"")
        case BaseModel():
            digest.update(f"model:{type(thing).__name__}:".encode())
            _feed(digest, thing.model_dump())
        case Mapping():
            items = cast("Mapping[object, object]", thing)
            digest.update(f"map:{len(items)}:".encode())
            for key in sorted(items, key=repr):
                _feed(digest, key)
                _feed(digest, items[key])
        case Sequence():
            members = cast("Sequence[object]", thing)
            digest.update(f"list:{len(members)}:".encode())
            for member in members:
                _feed(digest, member)
        case _ if is_dataclass(thing) and not isinstance(thing, type):
            digest.update(f"data:{type(thing).__name__}:".encode())
            _feed(digest, {each.name: getattr(thing, each.name) for each in fields(thing) if each.compare})
        case _:
            msg = f"{type(thing).__name__} has no fingerprint: its parts cannot be seen; use plain data"
            raise TypeError(msg)
