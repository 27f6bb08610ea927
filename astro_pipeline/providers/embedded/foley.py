"""The offline foley artist: sound effects from noise and sines."""

from astro_pipeline.domain.media import Licence
from astro_pipeline.domain.plan import seed_for
from astro_pipeline.errors import MediaUnreadable, Rejected
from astro_pipeline.media.sound.effects import make
from astro_pipeline.media.sound.samples import RATE, wav
from astro_pipeline.provider import Done, EffectRequest, Kind, Pending, Request
from astro_pipeline.providers.embedded.made_here import MadeHere

_LICENCE = Licence(
    name="generated-here",
    holder="the campaign's owner",
    source="synthesised by astro-pipeline from a seed; no recording or sample of others in it",
)


class OfflineFoley(MadeHere):
    """Makes every effect a cue may name."""

    name = "offline-foley"
    kinds: frozenset[Kind] = frozenset({"sfx"})

    def submit(self, request: Request, key: str) -> Pending | Done:
        """The effect at once.

        Raises: Rejected for another kind of request or an unknown effect.
        """
        _ = key
        if not isinstance(request, EffectRequest):
            raise Rejected(f"{request.kind} is not made here; send sfx", provider=self.name)
        seed = seed_for(request.seed, request.effect, request.take)
        try:
            sound = make(request.effect, seed=seed)
        except MediaUnreadable as exc:
            raise Rejected(str(exc), provider=self.name) from exc
        return Done(
            content=wav(sound, seed=seed),
            media_type="audio/wav",
            facts={"seconds": round(len(sound) / RATE, 3)},
            provider=self.name,
            model="foley-2",
            licence=_LICENCE,
            source_type="algorithmicMedia",
        )
