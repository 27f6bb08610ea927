"""A picture service may send an opaque photograph, as a JPEG, in a size of its own choosing."""

import io
from pathlib import Path
from typing import cast

import numpy as np
import pytest
from PIL import Image

from astro_pipeline.agents.art_direction import plan_variants
from astro_pipeline.agents.illustrator import compose_ad, order_ads
from astro_pipeline.agents.key_visual import order_key_visuals, paint_key_visual
from astro_pipeline.domain.brief import Brief
from astro_pipeline.domain.licence import Licence
from astro_pipeline.domain.review import Feedback
from astro_pipeline.media.marking import marked_as
from astro_pipeline.provider import Done, Request
from astro_pipeline_tests.agents.studio import BRIEF, COPY, STORYBOARD, Shelf

NOTHING = Feedback()


def street(width: int = 900, height: int = 506) -> bytes:
    """A wide photograph with something everywhere: no plain ground to cut anything from."""
    y, x = np.mgrid[0 : 1 : height * 1j, 0 : 1 : width * 1j]
    lights = sum(
        np.exp(-((x - a) ** 2 + (y - b) ** 2) * 90) for a, b in np.random.default_rng(4).random((60, 2))
    )
    rgb = np.stack([0.25 + 0.35 * lights, 0.2 + 0.3 * y + 0.1 * lights, 0.5 - 0.3 * x], axis=-1)
    file = io.BytesIO()
    Image.fromarray((rgb.clip(0, 1) * 255).astype(np.uint8)).save(file, "JPEG", quality=88)
    return file.getvalue()


def bought(request: Request, *, item: str) -> Done:
    del request, item
    return Done(
        content=street(),
        media_type="image/jpeg",
        provider="vendor",
        model="vendor/photo",
        licence=Licence(
            name="provider's terms", holder="the campaign's owner", source="https://vendor.example"
        ),
        source_type="trainedAlgorithmicMedia",
    )


@pytest.mark.parametrize("variant", range(4))
def test_it_is_kept_whole_and_the_ads_type_is_read_on_it(variant: int, tmp_path: Path) -> None:
    shelf = Shelf(tmp_path)
    brief: Brief = BRIEF.model_copy(update={"variants": 4})
    plans = plan_variants(brief, COPY, feedback=NOTHING)
    order = order_key_visuals(brief, plans, storyboard=STORYBOARD, feedback=NOTHING)[variant]

    made = paint_key_visual(order, shelf.place(order), ask=bought, blob=shelf.blob)
    visual = shelf.finished(order, made)
    ads = order_ads(
        brief, plans, copy=COPY, key_visuals={plan.id: visual.file for plan in plans}, feedback=NOTHING
    )
    ad = next(each for each in ads if each.variant == plans[variant].id)
    composed = compose_ad(ad, shelf.place(ad), blob=shelf.blob)

    assert made.facts["cut_out"] is False
    assert (made.width, made.height) == (900, 506)
    assert marked_as(shelf.home / visual.file.path) == "trainedAlgorithmicMedia"
    assert composed.source_type == "compositeWithTrainedAlgorithmicMedia"
    boxes = cast("list[dict[str, float]]", composed.facts["text_boxes"])
    assert min(box["contrast"] for box in boxes) >= 4.5
