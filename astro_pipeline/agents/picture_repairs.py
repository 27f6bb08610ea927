"""What was mended in a picture while it was made, so that it can be said."""

from collections.abc import Iterator

from astro_pipeline.domain.review import Repair
from astro_pipeline.media.adverts.advert import Advert
from astro_pipeline.media.adverts.look import Words
from astro_pipeline.media.pixels.saving import Written


def picture_repairs(
    path: str, words: Words, advert: Advert, *, written: Written, max_bytes: int
) -> Iterator[Repair]:
    """Bytes taken off to keep the placement's limit; the short headline where the long one has no room."""
    if written.best > written.size:
        yield Repair(
            rule="technical.bytes",
            file=path,
            what="compressed further, to what the placement takes",
            before=written.best,
            after=written.size,
            limit=max_bytes,
            unit="bytes",
        )
    said = [box.text for box in advert.boxes if box.role == "headline"]
    if words.short in said and words.headline not in said:
        yield Repair(
            rule="technical.text_fits",
            file=path,
            what=f"the approved short headline “{words.short}” stands where the long one has no room",
            before=len(words.headline),
            after=len(words.short),
            unit="characters",
        )
