"""Fitting what is asked to what a model makes: ratio, size, length, words, the still it moves."""

import base64
import re
from collections.abc import Mapping
from decimal import Decimal
from io import BytesIO
from math import log
from pathlib import Path
from typing import Final

from PIL import Image

from astro_pipeline.errors import Rejected
from astro_pipeline.media.pixels.picture import FORMATS
from astro_pipeline.provider import ClipRequest, ImageRequest, Quote, Request
from astro_pipeline.providers.binding import Binding
from astro_pipeline.providers.catalog import EVERY, Limits, Model
from astro_pipeline.providers.prices import known_price, quoted

_RATIOS: Final = ("1:1", "4:3", "3:4", "16:9", "9:16")
"""What every picture and film model makes that states nothing."""
_STILL_BYTES: Final = 900_000
"""Replicate takes data addresses up to 1 MB, the others more (replicate.com/docs, checked 2026-11-20)."""
_STILL_SIDE: Final = 1920
_QUALITIES: Final = (94, 88, 80, 70, 55, 40)


def nearest_ratio(limits: Limits, width: int, height: int) -> str:
    """The ratio that lies nearest to width over height, as the vendor writes it ("9:16", "720:1280")."""
    return min(limits.ratios or _RATIOS, key=lambda ratio: _distance(ratio, width, height))


def length(limits: Limits, seconds: float) -> int:
    """The shortest film the model makes that is long enough, in whole seconds; its longest otherwise."""
    least, most = int(limits.least_seconds or 1), int(limits.most_seconds or 10)
    made = limits.seconds or tuple(range(max(least, 1), most + 1))
    return next((each for each in sorted(made) if each >= seconds - 0.05), max(made))


def resolution(model: Model, width: int, height: int) -> str:
    """The price's own name of the lowest resolution that is enough ("720p"), its highest otherwise.

    EVERY where the price does not vary with it.
    """
    named = sorted((int(name[:-1]), name) for name in known_price(model).usd if re.fullmatch(r"\d+p", name))
    if not named:
        return EVERY
    return next((name for lines, name in named if lines >= min(width, height)), named[-1][1])


def measure(model: Model, *, seconds: int = 0) -> Mapping[str, Decimal | int]:
    """One picture, or a film of so many seconds, in the measure the price is given in."""
    match known_price(model).unit:
        case "second" | "minute":
            return {"seconds": seconds}
        case "call":
            return {"calls": 1}
        case _:
            return {"images": 1}


def prompt_within(limits: Limits, prompt: str) -> str:
    """The prompt, cut between two words where the model takes less."""
    most = limits.prompt_characters
    if most is None or len(prompt) <= most:
        return prompt
    return prompt[: most + 1].rpartition(" ")[0] or prompt[:most]


def as_picture(request: Request, vendor: str) -> ImageRequest:
    """The request, when a picture is what it asks for. Raises: Rejected."""
    if isinstance(request, ImageRequest):
        return request
    raise Rejected(f"{request.kind} is not made by this model; send image", provider=vendor)


def as_clip(request: Request, vendor: str) -> ClipRequest:
    """The request, when a moving shot is what it asks for. Raises: Rejected."""
    if isinstance(request, ClipRequest):
        return request
    raise Rejected(f"{request.kind} is not made by this model; send video", provider=vendor)


def quote_by_kind(bound: Binding, request: Request) -> Quote:
    """What the catalog says of a picture, or of a film, whichever the binding is for. Raises: Rejected."""
    if bound.kind == "image":
        as_picture(request, bound.vendor)
        return quoted(bound.model, most=measure(bound.model))
    return film_quote(bound.model, as_clip(request, bound.vendor))


def film_quote(model: Model, clip: ClipRequest) -> Quote:
    """What the catalog says of the film the model makes of it: so long, and so many lines."""
    used = measure(model, seconds=length(model.limits, clip.seconds))
    return quoted(model, most=used, variant=resolution(model, clip.width, clip.height))


def still_of(bound: Binding, clip: ClipRequest) -> str:
    """The still a moving shot begins with, as a data address."""
    return still_address(bound.blob(clip.still_sha256), width=clip.width, height=clip.height)


def still_address(path: Path, *, width: int, height: int) -> str:
    """A still as a data address: a JPEG no larger than the film to be made of it, and than vendors take."""
    with Image.open(path, formats=FORMATS) as opened:
        still = opened.convert("RGB")
    scale = min(1.0, max(width / still.width, height / still.height), _STILL_SIDE / max(still.size))
    small = still.resize((round(still.width * scale), round(still.height * scale)), Image.Resampling.LANCZOS)
    data = b""
    for quality in _QUALITIES:
        file = BytesIO()
        small.save(file, "JPEG", quality=quality)
        data = file.getvalue()
        if len(data) <= _STILL_BYTES:
            break
    return f"data:image/jpeg;base64,{base64.b64encode(data).decode()}"


def seed_within(seed: int, take: int, *, most: int = 2**31 - 1) -> int:
    """A seed vendors take; another one for every take."""
    return (seed + take * 7919) % most


def _distance(ratio: str, width: int, height: int) -> float:
    wide, high = (float(side) for side in re.split("[:x]", ratio))
    return abs(log(wide / high) - log(width / height))
