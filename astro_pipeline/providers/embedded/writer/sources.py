"""The language files: words, verbs by tone, forms of sentences, calls to action."""

from functools import cache
from importlib.resources import files
from typing import Any

import yaml

from astro_pipeline.domain.base import base_language


@cache
def table(language: str) -> dict[str, Any]:
    """Everything in `<language>.yaml`, read once."""
    text = files("astro_pipeline.providers.embedded.writer").joinpath(f"{language}.yaml").read_text("utf-8")
    return yaml.safe_load(text)


def plan_words(language: str) -> dict[str, Any]:
    """What planners read, from `plans.yaml`: in French for a French brief, in English otherwise."""
    return table("plans")["fr" if base_language(language) == "fr" else "en"]
