"""The offline composer: music to length from mood, energy and the picture's changes."""

from astro_pipeline.domain.media import Licence
from astro_pipeline.domain.plan import seed_for
from astro_pipeline.errors import MediaUnreadable, Rejected
from astro_pipeline.media.music import compose
from astro_pipeline.media.sound.samples import wav
from astro_pipeline.provider import Done, Kind, MusicRequest, Pending, Request
from astro_pipeline.providers.embedded.made_here import MadeHere

_LICENCE = Licence(
    name="generated-here",
    holder="the campaign's owner",
    source="composed and played by astro-pipeline from a seed; no recording or sample of others in it",
)


class OfflineComposer(MadeHere):
    """Composes and plays music by rule; the same seed and take give the same piece."""

    name = "offline-composer"
    kinds: frozenset[Kind] = frozenset({"music"})

    def submit(self, request: Request, key: str) -> Pending | Done:
        """The bed at once.

        Raises: Rejected for another kind of request, an unknown mood or too short a length.
        """
        _ = key
        if not isinstance(request, MusicRequest):
            raise Rejected(f"{request.kind} is not made here; send music", provider=self.name)
        seed = seed_for(request.seed, "theme", request.take)
        try:
            bed = compose(
                request.mood, energy=request.energy, seconds=request.seconds, beats=request.beats, seed=seed
            )
        except MediaUnreadable as exc:
            raise Rejected(str(exc), provider=self.name) from exc
        return Done(
            content=wav(bed.sound, seed=seed),
            media_type="audio/wav",
            facts={"bpm": bed.bpm, "sections": list(bed.sections), "hit": bed.hit, "final": bed.final},
            provider=self.name,
            model="composer-2",
            licence=_LICENCE,
            source_type="algorithmicMedia",
        )
