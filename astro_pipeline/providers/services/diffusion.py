# pyright: basic, reportMissingImports=false
# diffusers and torch are an extra: they need not be installed where this is checked.
"""Pictures by a diffusion model on this machine: any text-to-image pipeline that diffusers loads.

    pip install 'astro-pipeline[local]'
    ASTRO_PROVIDERS=image:local/stabilityai/sdxl-turbo        # a name on the Hugging Face Hub
    ASTRO_PROVIDERS=image:local//srv/models/sdxl-turbo        # or a folder

torch and diffusers are loaded with the first picture. A GPU is used where there is one.
"""

import gc
import io
from functools import lru_cache
from threading import Lock
from typing import Any, Final

from astro_pipeline.domain.media import Licence
from astro_pipeline.errors import JobFailed, Rejected
from astro_pipeline.provider import Done, ImageRequest, Kind, Provider, Quote, Request
from astro_pipeline.providers.binding import Binding
from astro_pipeline.providers.calling.at_once import AnswersAtOnce
from astro_pipeline.providers.catalog import Model
from astro_pipeline.providers.prices import priced, quoted

_STEP: Final = 8
"""Sides are multiples of this many pixels, whatever the model: what all known ones take."""
_one_at_a_time: Final = Lock()
"""A pipeline holds its own state while it draws, and a GPU the memory of one."""


def adapt(bound: Binding) -> Provider:
    """Pictures by one model."""
    return Diffusion(bound.model)


class Diffusion(AnswersAtOnce):
    """One model, loaded once a process."""

    kinds: frozenset[Kind] = frozenset({"image"})

    def __init__(self, model: Model) -> None:
        self.name = model.name
        self._model = model

    def quote(self, request: Request) -> Quote:
        """It costs nothing but the machine."""
        _picture(request, self.name)
        return quoted(self._model, most={})

    def submit(self, request: Request, key: str) -> Done:
        """One picture of the asked shape, as large as the model was trained for; the seed decides it."""
        del key
        asked = _picture(request, self.name)
        place = self._model.vendor_id
        with _one_at_a_time:
            picture = _draw(place, asked, name=self.name)
        content = io.BytesIO()
        picture.save(content, "PNG", compress_level=3)
        return Done(
            content=content.getvalue(),
            media_type="image/png",
            provider="local",
            model=place,
            licence=Licence(
                name="model-licence",
                holder="the campaign's owner",
                source=f"drawn on this machine by {place}; its own licence says what they may be used for",
            ),
            source_type="trainedAlgorithmicMedia",
            cost_usd=priced(self._model),
        )


def fitted(width: int, height: int, *, native: int) -> tuple[int, int]:
    """Sides of the asked shape with as many pixels as a square of the model's own side."""
    scale = native / (width * height) ** 0.5
    wide, high = (max(_STEP, round(side * scale / _STEP) * _STEP) for side in (width, height))
    return wide, high


def _picture(request: Request, name: str) -> ImageRequest:
    if not isinstance(request, ImageRequest):
        raise Rejected(f"{name} makes pictures, not {request.kind}", provider="local")
    return request


def _draw(place: str, asked: ImageRequest, *, name: str) -> Any:
    torch, pipeline = _loaded(place, name)
    wide, high = fitted(asked.width, asked.height, native=_native_side(pipeline))
    # On the processor the same seed gives the same noise whatever draws it.
    noise = torch.Generator("cpu").manual_seed((asked.seed + asked.take) % 2**63)
    try:
        return pipeline(prompt=asked.prompt, width=wide, height=high, generator=noise).images[0]
    except torch.OutOfMemoryError as exc:
        _loaded.cache_clear()
        gc.collect()
        raise JobFailed(
            f"{name}: {wide} × {high} do not fit into memory; name a smaller model, or free the GPU",
            provider="local",
        ) from exc


def _native_side(pipeline: Any) -> int:
    """The side of the square it was trained for, px."""
    part = getattr(pipeline, "unet", None) or pipeline.transformer
    size = part.config.sample_size
    side = size if isinstance(size, int) else max(size)
    return int(side) * int(pipeline.vae_scale_factor)


@lru_cache(maxsize=1)
def _loaded(place: str, name: str) -> tuple[Any, Any]:
    try:
        import torch  # noqa: PLC0415 -- an extra, and large
        from diffusers import AutoPipelineForText2Image  # noqa: PLC0415
    except ImportError as exc:
        raise Rejected(
            f"{name}: diffusers is not installed; pip install 'astro-pipeline[local]'", provider="local"
        ) from exc
    device = "cuda" if torch.cuda.is_available() else "cpu"
    precision = torch.float16 if device == "cuda" else torch.float32
    try:
        pipeline = AutoPipelineForText2Image.from_pretrained(place, dtype=precision)
    except (OSError, ValueError) as exc:
        raise Rejected(
            f"{name}: {place} is no text-to-image model that diffusers loads ({exc})", provider="local"
        ) from exc
    pipeline.set_progress_bar_config(disable=True)
    return torch, pipeline.to(device)
