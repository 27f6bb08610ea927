"""The offline voice: the best voice the machine has for a language; a draft, whoever speaks."""

from astro_pipeline.domain.media import Licence, SourceType
from astro_pipeline.errors import MediaUnreadable, Rejected
from astro_pipeline.media.sound.samples import RATE, wav
from astro_pipeline.media.voice.recording import Voice
from astro_pipeline.media.voice.speech import Speech, speak
from astro_pipeline.media.voice.tongues import why_unspoken
from astro_pipeline.media.voice.voices import Voices
from astro_pipeline.provider import Done, Kind, Pending, Request, SpeechRequest
from astro_pipeline.providers.embedded.made_here import MadeHere


class OfflineVoice(MadeHere):
    """Speaks with the voices it is given, best first; without any, with espeak-ng alone."""

    name = "offline-voice"
    kinds: frozenset[Kind] = frozenset({"speech"})

    def __init__(self, voices: Voices | None = None) -> None:
        self._voices = voices or Voices()

    def voice(self, language: str) -> str:
        """The id of the voice that speaks a language; "" where none does.

        Raises: MediaUnreadable if a voice file is there that cannot be spoken.
        """
        return next((each.id for each in self._voices.of(language)), "")

    def submit(self, request: Request, key: str) -> Pending | Done:
        """The narration at once.

        Raises: Rejected for another kind of request, an empty text, a language without a voice, or a
        voice that is not here.
        """
        _ = key
        if not isinstance(request, SpeechRequest):
            raise Rejected(f"{request.kind} is not made here; send speech", provider=self.name)
        try:
            voice = self._asked(request)
            return self._done(request, voice, _spoken(request, voice))
        except MediaUnreadable as exc:
            raise Rejected(str(exc), provider=self.name) from exc

    def _asked(self, request: SpeechRequest) -> Voice:
        here = self._voices.of(request.language)
        if not here:
            raise Rejected(why_unspoken(request.language), provider=self.name)
        found = next((each for each in here if request.voice in {"", each.id}), None)
        if found is None:
            known = ", ".join(each.id for each in here)
            raise Rejected(
                f"voice {request.voice!r} is not on this machine; it has {known}", provider=self.name
            )
        return found

    def _done(self, request: SpeechRequest, voice: Voice, speech: Speech) -> Done:
        return Done(
            content=wav(speech.sound, seed=request.seed),
            media_type="audio/wav",
            words=speech.words,
            notes=speech.notes,
            facts={
                "voice": voice.id,
                "words_a_minute": speech.words_a_minute,
                "seconds": round(len(speech.sound) / RATE, 3),
            },
            provider=self.name,
            model=voice.id,
            draft=True,
            licence=Licence(name="generated-here", holder="the campaign's owner", source=voice.terms),
            source_type=_source_type(voice),
        )


def _spoken(request: SpeechRequest, voice: Voice) -> Speech:
    return speak(
        request.text,
        request.language,
        emotion=request.emotion,
        pace=request.pace,
        pronunciation=request.pronunciation,
        fit_seconds=request.fit_seconds,
        closing=request.closing,
        voice=voice,
    )


def _source_type(voice: Voice) -> SourceType:
    return "trainedAlgorithmicMedia" if voice.learned else "algorithmicMedia"
