"""The offline voice: understandable in many languages, and a draft: nobody would publish it."""

from datetime import date
from decimal import Decimal

from astro_pipeline.domain.media import Licence
from astro_pipeline.errors import Gone, MediaUnreadable, Rejected
from astro_pipeline.media.sound import RATE, wav
from astro_pipeline.media.speech import speak, voice_for
from astro_pipeline.provider import Done, Kind, Pending, Quote, Request, SpeechRequest

_LICENCE = Licence(
    name="generated-here",
    holder="the campaign's owner",
    source="spoken here by espeak-ng, a separate program under GPL-3.0-or-later, which covers no speech",
)


class OfflineVoice:
    """Speaks by rule with espeak-ng, in the languages whose spelling it reads."""

    name = "offline-voice"
    kinds: frozenset[Kind] = frozenset({"speech"})

    def quote(self, request: Request) -> Quote:
        """Nothing."""
        _ = request
        return Quote(usd=Decimal(0), source="made on this machine", checked=date(2026, 11, 20))

    def submit(self, request: Request, key: str) -> Pending | Done:
        """The narration at once.

        Raises: Rejected for another kind of request, an empty text or a language without a voice.
        """
        _ = key
        if not isinstance(request, SpeechRequest):
            raise Rejected(f"{request.kind} is not made here; send speech", provider=self.name)
        voice = voice_for(request.language)
        if voice is None:
            cure = "configure a speech provider that speaks it"
            raise Rejected(f"there is no voice for language {request.language!r}; {cure}", provider=self.name)
        return self._spoken(request, voice)

    def poll(self, job_id: str) -> Pending | Done:
        """Never needed: every request is answered at once."""
        raise Gone(f"there is no job {job_id!r}; requests are answered at once", provider=self.name)

    def _spoken(self, request: SpeechRequest, voice: str) -> Done:
        try:
            speech = speak(
                request.text,
                request.language,
                emotion=request.emotion,
                pace=request.pace,
                pronunciation=request.pronunciation,
                fit_seconds=request.fit_seconds,
            )
        except MediaUnreadable as exc:
            raise Rejected(str(exc), provider=self.name) from exc
        return Done(
            content=wav(speech.sound, seed=request.seed),
            media_type="audio/wav",
            words=speech.words,
            notes=speech.notes,
            facts={"words_a_minute": speech.words_a_minute, "seconds": round(len(speech.sound) / RATE, 3)},
            provider=self.name,
            model=f"espeak-ng/{voice}",
            draft=True,
            licence=_LICENCE,
            source_type="algorithmicMedia",
        )
