"""Requests and models to try providers with."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from hashlib import sha256
from pathlib import Path

from astro_pipeline.provider import ClipRequest, Done, ImageRequest, Kind, Pending, Provider, Request
from astro_pipeline.providers.binding import Patience
from astro_pipeline.providers.catalog import Limits, Model, Price
from astro_pipeline_tests.vendors import goods

HASTY = Patience(connect=5.0, post=30.0, get=30.0, looking=0.4)
"""For tests: nothing is looked at twice."""


def model(name: str, kind: Kind, unit: str, *, limits: Limits | None = None, **usd: str) -> Model:
    """A model as the catalog holds it, its price by variant (`every`, `r720p` for 720p)."""
    return Model.model_validate(
        {
            "name": name,
            "vendor": name.partition("/")[0],
            "kinds": (kind,),
            "limits": limits or Limits(),
            "price": Price.model_validate(
                {
                    "unit": unit,
                    "usd": {key.removeprefix("r"): Decimal(value) for key, value in usd.items()},
                    "source": "https://example.com/prices",
                    "checked": date(2026, 11, 20),
                }
            ),
        }
    )


def picture(prompt: str = "a can of iced tea on wet stone, morning light", **changed: int) -> ImageRequest:
    return ImageRequest(
        craft="illustrator", version="1", seed=7, prompt=prompt, width=1024, height=1024
    ).model_copy(update=changed)


def clip(seconds: float = 4.0, *, width: int = 720, height: int = 1280) -> ClipRequest:
    return ClipRequest(
        craft="animator",
        version="1",
        seed=7,
        prompt="the camera rises slowly",
        still_sha256=sha256(goods.picture()).hexdigest(),
        seconds=seconds,
        width=width,
        height=height,
    )


def blobs(folder: Path) -> Callable[[str], Path]:
    """Where the still of `clip` lies."""
    still = folder / "still.png"
    still.write_bytes(goods.picture())
    return lambda _: still


def outcome(provider: Provider, request: Request, key: str = "campaign/item/1", *, looks: int = 5) -> Done:
    """What comes of a request, looked at until it is done."""
    answer = provider.submit(request, key)
    for _ in range(looks):
        if isinstance(answer, Pending):
            answer = provider.poll(answer.job_id)
    assert isinstance(answer, Done)
    return answer
