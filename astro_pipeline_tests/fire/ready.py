"""Imported once, by the process that errands are forked from: what is loaded only when it is used."""

from importlib import import_module
from typing import Final

from astro_pipeline.providers.catalog import load_catalog

_USED_LATE: Final = (
    "astro_pipeline.media.voice.voices",
    "astro_pipeline.providers.services.ark",
    "astro_pipeline.providers.embedded.composer",
    "astro_pipeline.providers.embedded.foley",
    "astro_pipeline.providers.embedded.voice",
    "astro_pipeline.providers.embedded.writer",
    "astro_pipeline.providers.services.fal",
    "astro_pipeline.providers.services.replicate",
    "astro_pipeline.providers.services.runway",
    "av.subtitles.stream",
    "encodings.idna",
    "httpx",
    "moviepy",
    "numpy.fft",
    "numpy.ma",
    "PIL.JpegImagePlugin",
    "PIL.PngImagePlugin",
    "pyrate_limiter",
    "sqlalchemy.dialects.sqlite",
)

for _name in _USED_LATE:
    import_module(_name)
load_catalog()
