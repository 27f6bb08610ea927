"""The offline painter: an object in the product's form, lit, with the brand's name on it."""

from collections.abc import Callable
from pathlib import Path

from astro_pipeline.domain.media import Licence
from astro_pipeline.domain.plan import seed_for
from astro_pipeline.errors import MissingGlyph, Rejected
from astro_pipeline.media.objects.heroes import FORMS, height_within, hero
from astro_pipeline.media.pixels.picture import framed, png, trimmed
from astro_pipeline.provider import Done, ImageRequest, Kind, Pending, Request
from astro_pipeline.providers.embedded.made_here import MadeHere

_LICENCE = Licence(
    name="generated-here",
    holder="the campaign's owner",
    source="painted by astro-pipeline from the brief's colours and name; no picture of others in it",
)


class OfflinePainter(MadeHere):
    """Paints by code what `form` names; the same seed and take give the same picture."""

    name = "offline-painter"
    kinds: frozenset[Kind] = frozenset({"image"})

    def __init__(self, blob: Callable[[str], Path] | None = None) -> None:
        """`blob` says where the bytes of a digest lie; without it the brand's own typeface is not used."""
        self._blob = blob

    def submit(self, request: Request, key: str) -> Pending | Done:
        """The cut-out at once, as an RGBA PNG of the size asked for.

        Raises: Rejected for another kind of request, a form it does not know, or a name no font draws.
        """
        _ = key
        if not isinstance(request, ImageRequest):
            raise Rejected(f"{request.kind} is not made here; send image", provider=self.name)
        if request.form not in FORMS:
            known = ", ".join(FORMS)
            raise Rejected(
                f"form {request.form!r} is not painted here; use one of {known}", provider=self.name
            )
        # even, so that each further take has the other of two colour schemes
        seed = seed_for(request.seed, "hero") // 2 * 2 + request.take
        try:
            image = hero(
                request.form,
                name=request.brand_name,
                palette=request.palette,
                height=height_within(request.form, request.width, request.height),
                seed=seed,
                fonts=self._fonts(request),
            )
        except MissingGlyph as exc:
            raise Rejected(str(exc), provider=self.name) from exc
        return Done(
            content=png(framed(trimmed(image), request.width, request.height)),
            media_type="image/png",
            facts={"form": request.form},
            provider=self.name,
            model="painter-2",
            licence=_LICENCE,
            source_type="algorithmicMedia",
        )

    def _fonts(self, request: ImageRequest) -> tuple[Path, ...]:
        return (self._blob(request.brand_font),) if self._blob and request.brand_font else ()
