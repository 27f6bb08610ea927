"""What is to be seen in a scene, as a prompt for whoever makes the picture."""

import random

from astro_pipeline.domain.brief import Brief
from astro_pipeline.providers.embedded.writer.beats import SceneIdea
from astro_pipeline.providers.embedded.writer.sources import table


def picture_of(brief: Brief, idea: SceneIdea, seed: int) -> str:
    """The prompt: the thing, how it is seen, the colours, the style; never any lettering."""
    rng = random.Random(seed)
    product = brief.product
    thing = f"{product.name} ({product.category})" if product.category else product.name
    parts = [rng.choice(table("pictures")[idea.beat]).format(thing=thing)]
    if brief.brand.palette:
        parts.append(f"colours {', '.join(brief.brand.palette[:3])}")
    if brief.film.style:
        parts.append(f"{brief.film.style} look")
    if brief.brand.tone:
        parts.append(f"mood: {', '.join(brief.brand.tone[:3])}")
    parts.append("no text in the picture except the name on the object itself")
    return "; ".join(parts)
