"""The files a brief names: fetched, looked at, and known by their digest from then on."""

import io
import re
import struct
import warnings
from collections.abc import Callable, Iterator
from typing import NamedTuple, cast

from fontTools.ttLib import TTFont, TTLibError
from PIL import Image
from pydantic import JsonValue

from astro_pipeline.campaigns.intake.parcel import (
    BRIEF_BYTES,
    FOOTAGE_BYTES,
    MEGABYTE,
    MUSIC_BYTES,
    PARCEL_BYTES,
    PICTURE_BYTES,
    Fetch,
)
from astro_pipeline.campaigns.intake.reading import Tree, decode, join
from astro_pipeline.campaigns.intake.recordings import check_footage, check_lut, check_music
from astro_pipeline.domain.attachment import SUPPLIED
from astro_pipeline.domain.base import digest
from astro_pipeline.domain.policy import BadPolicy, read_policy
from astro_pipeline.errors import InvalidBrief

PIXELS = 50_000_000
"""The largest picture taken; a bigger one is a bomb or a print file."""

_PATTERN = re.compile(r"([a-z_]+)(\[\])?")


class Attached(NamedTuple):
    """A brief's tree with its files in it."""

    tree: Tree
    """Each file as {path, sha256, licence}; a missing one is left out."""
    files: dict[str, bytes]
    """The bytes by digest."""
    missing: tuple[tuple[str, str], ...]
    """Field and path of what did not come."""
    undeclared: tuple[str, ...]
    """Fields of files whose licence the brief does not say: they are taken as customer-supplied."""


def attach(tree: Tree, fetch: Fetch) -> Attached:
    """The tree with its files fetched and looked at.

    Raises: InvalidBrief for a file that cannot be used.
    """
    files: dict[str, bytes] = {}
    missing: list[tuple[str, str]] = []
    undeclared: list[str] = []

    def take(value: JsonValue, field: str, kind: _Kind) -> JsonValue:
        path, licence = _path_of(value, field)
        data = fetch(path, field, kind.most)
        if data is None:
            missing.append((field, path))
            return None
        kind.check(data, field, path)
        sha256 = digest(data)
        files[sha256] = data
        if sum(map(len, files.values())) > PARCEL_BYTES:
            cure = (
                f"with it the files pass {PARCEL_BYTES // MEGABYTE} MB together; send fewer or shorter ones"
            )
            raise InvalidBrief(field, path, cure)
        if not licence and not field.startswith("policy_packs"):
            undeclared.append(field)
        return {"path": path, "sha256": sha256, "licence": licence or SUPPLIED}

    for pattern, kind in _KINDS.items():
        tree = cast("Tree", _changed(tree, pattern.split("."), "", lambda v, f, k=kind: take(v, f, k)))
    return Attached(tree, files, tuple(missing), tuple(undeclared))


def _changed(
    value: JsonValue, steps: list[str], here: str, change: Callable[[JsonValue, str], JsonValue]
) -> JsonValue:
    """A copy of the value with `change` made at every place the pattern names; None drops it."""
    if not steps:
        return change(value, here)
    match = _PATTERN.fullmatch(steps[0])
    key, many = (match[1], bool(match[2])) if match else (steps[0], False)
    if not isinstance(value, dict) or key not in value:
        return value
    inner, path = value[key], join(here, key)
    if many:
        if not isinstance(inner, list):
            return value
        each = [_changed(one, steps[1:], f"{path}[{n}]", change) for n, one in enumerate(inner)]
        return {**value, key: [one for one in each if one is not None]}
    new = _changed(inner, steps[1:], path, change)
    return {k: (new if k == key else v) for k, v in value.items() if k != key or new is not None}


def _path_of(value: JsonValue, field: str) -> tuple[str, str]:
    """The path, and the licence the brief declares; empty where it says nothing of it."""
    licence: JsonValue = ""
    if isinstance(value, dict) and "path" in value and set(value) <= {"path", "licence"}:
        value, licence = value["path"], value.get("licence", "")
    if not isinstance(licence, str) or licence != licence.strip():
        raise InvalidBrief(join(field, "licence"), licence, "write it as a text, e.g. CC BY 4.0")
    if isinstance(value, dict) and "sha256" in value:
        raise InvalidBrief(join(field, "sha256"), value["sha256"], "it is set at intake; leave it out")
    if not isinstance(value, str):
        raise InvalidBrief(field, value, "write the file's path, e.g. assets/logo.png")
    return value, licence


def _check_picture(data: bytes, field: str, path: str) -> None:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error")
            with Image.open(io.BytesIO(data), formats=("PNG", "JPEG", "WEBP")) as picture:
                if picture.width * picture.height > PIXELS:
                    cure = f"send at most {PIXELS // 1_000_000} million pixels"
                    raise InvalidBrief(field, f"{path} ({picture.width}x{picture.height})", cure)
                picture.load()
    except (OSError, SyntaxError, ValueError, EOFError, Warning, Image.DecompressionBombError) as exc:
        raise InvalidBrief(field, path, "it does not decode; save it as PNG, JPEG or WebP") from exc


def _check_font(data: bytes, field: str, path: str) -> None:
    try:
        with TTFont(io.BytesIO(data), lazy=True) as font:
            font.getBestCmap()
    except (
        TTLibError,
        struct.error,
        LookupError,
        AttributeError,
        AssertionError,
        ValueError,
        OSError,
    ) as exc:
        raise InvalidBrief(field, path, "it is no typeface; send it as TTF or OTF") from exc


def _check_policy(data: bytes, field: str, path: str) -> None:
    if len(data) > BRIEF_BYTES:
        raise InvalidBrief(field, f"{path} ({len(data)} bytes)", "a policy pack has at most 1 MB")
    try:
        read_policy(decode(data, field), field)
    except BadPolicy as exc:
        raise InvalidBrief(exc.field, exc.value, exc.cure) from exc


class _Kind(NamedTuple):
    """How a file is looked at, and the most bytes it may have."""

    check: Callable[[bytes, str, str], None]
    most: int


_PICTURE = _Kind(_check_picture, PICTURE_BYTES)

_KINDS: dict[str, _Kind] = {
    "brand.logo": _PICTURE,
    "brand.product_picture": _PICTURE,
    "products[].picture": _PICTURE,
    "provided.pictures[]": _PICTURE,
    "provided.footage[].file": _Kind(check_footage, FOOTAGE_BYTES),
    "brand.fonts[]": _Kind(_check_font, PICTURE_BYTES),
    "brand.music": _Kind(check_music, MUSIC_BYTES),
    "brand.lut": _Kind(check_lut, PICTURE_BYTES),
    "policy_packs[]": _Kind(_check_policy, PICTURE_BYTES),
}
"""Every field that names files, and of which kind they are."""


def attachment_fields() -> Iterator[str]:
    """The patterns of all fields that name files."""
    yield from _KINDS
