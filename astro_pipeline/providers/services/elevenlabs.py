"""ElevenLabs: speech with the time of every word, music, sound effects, transcripts; one POST each.

Source: the vendor's OpenAPI document (2026-08-22), checked 2026-11-21.
- Speech answers with the times of its characters: captions need no listening.
- Music takes a prompt or a seed, never both; a prompt it is.
- The length of an effect stands in the document's prose only: 0.5 to 30 seconds.
- A known text is aligned, an unknown one transcribed.
"""

import re
from collections.abc import Mapping
from decimal import Decimal
from typing import Final

from astro_pipeline.domain.base import base_language
from astro_pipeline.domain.media import SpokenWord
from astro_pipeline.errors import Rejected
from astro_pipeline.provider import (
    Done,
    EffectRequest,
    MusicRequest,
    Quote,
    Request,
    SpeechRequest,
    TranscriptRequest,
)
from astro_pipeline.providers.binding import Binding
from astro_pipeline.providers.calling.at_once import PaidAtOnce
from astro_pipeline.providers.calling.delivery import decoded, done, taken
from astro_pipeline.providers.calling.fitting import prompt_within, seed_within
from astro_pipeline.providers.calling.http import Wire, wire_to
from astro_pipeline.providers.calling.sounding import (
    as_speech,
    as_transcript,
    check_take,
    heard,
    most_spoken,
    sound_file,
    spoken_use,
    transcript_quote,
    words_of,
)
from astro_pipeline.providers.calling.trouble import Manners
from astro_pipeline.providers.prices import known_price, quoted
from astro_pipeline.providers.wire.elevenlabs import (
    Aligned,
    EffectAsked,
    MusicAsked,
    SpeechAsked,
    SpeechMade,
    Transcript,
    TranscriptAsked,
    VoiceSettings,
)

TERMS: Final = "https://elevenlabs.io/terms-of-use"

_VOICE: Final = "21m00Tcm4TlvDq8ikWAM"
"""The voice of the document's own examples, open to every account."""
_VOICE_ID: Final = re.compile(r"[A-Za-z0-9]{20}")
_STABILITY: Final[Mapping[str, float]] = {"calm": 0.7, "serious": 0.65, "warm": 0.5, "excited": 0.3}
_SPEED: Final[Mapping[str, float]] = {
    "very slow": 0.8, "slow": 0.9, "even": 1.0, "brisk": 1.08, "very brisk": 1.15,
}  # fmt: skip
_LANGUAGE_TOLD: Final = ("eleven_flash", "eleven_turbo", "eleven_v3", "eleven_v4")
"""Models that take a language code; the others hear it in the text and answer 400 to one."""
_MANNERS: Final = Manners(refused=(*Manners().refused, "bad_prompt", "bad_composition_plan", "violat"))

_EFFECTS: Final[Mapping[str, tuple[str, float]]] = {
    "whoosh": ("A soft whoosh of air passing quickly from one side to the other", 1.0),
    "impact": ("A deep cinematic impact with a short dark tail, as a logo arrives", 2.0),
    "riser": ("A rising tension sweep that ends on its highest point", 2.0),
    "click": ("One clean, dry interface click", 0.5),
    "pop": ("One small, friendly pop", 0.5),
    "shimmer": ("A delicate bright shimmer of glass chimes", 1.5),
    "swish": ("A light, fast swish, as a text slides in", 0.6),
    "notification": ("A short friendly two-note notification chime", 1.0),
}
"""How each effect is described, and how long it lasts in seconds."""


class ElevenLabs(PaidAtOnce):
    """One model of ElevenLabs, for one kind of call."""

    def __init__(self, bound: Binding) -> None:
        self.name, self.kinds = bound.name, bound.kinds
        self.bound, self.model = bound, bound.model

    def quote(self, request: Request) -> Quote:
        """The most it can cost. Raises: Rejected for another kind; UnknownPrice."""
        if self.bound.kind == "speech":
            return most_spoken(self.model, _said(as_speech(request, self.bound.vendor)))
        if self.bound.kind == "transcript":
            return transcript_quote(self.bound, request)
        if self.bound.kind == "music":
            return quoted(self.model, most=self._use(Decimal(self._music(request).music_length_ms) / 1000))
        return quoted(self.model, most=self._use(Decimal(str(self._effect(request).duration_seconds))))

    def submit(self, request: Request, key: str) -> Done:
        """The sound or the words at once."""
        _ = key  # none of the services takes one
        if self.bound.kind == "speech":
            return self._spoken(as_speech(request, self.bound.vendor))
        if self.bound.kind == "transcript":
            return self._heard(as_transcript(request, self.bound.vendor))
        asked = self._music(request) if self.bound.kind == "music" else self._effect(request)
        path = "/v1/music" if self.bound.kind == "music" else "/v1/sound-generation"
        usd = self.quote(request).usd
        content = self._wire().post_for_bytes(path, asked).body
        sound = taken(self.bound, content, "sound", billed=usd)
        return done(self.model, sound, usd=usd, basis="quoted", terms=TERMS)

    def _spoken(self, request: SpeechRequest) -> Done:
        text = _said(request)
        check_take(text, most=self.model.limits.prompt_characters or 5000, vendor=self.bound.vendor)
        voice = request.voice if _VOICE_ID.fullmatch(request.voice) else _VOICE
        made = self._wire().post(
            f"/v1/text-to-speech/{voice}/with-timestamps", self._speech(request, text), answer=SpeechMade
        )
        usd = most_spoken(self.model, text).usd
        sound = decoded(self.bound, made.audio_base64, "sound", billed=usd)
        billed = quoted(self.model, most=spoken_use(self.model, text, sound.content)).usd
        notes = (f"voice {request.voice} is none of ElevenLabs'; {voice} speaks",)
        return done(self.model, sound, usd=billed, basis="metered", terms=TERMS).model_copy(
            update={
                "words": self._words(request.text, made),
                "facts": {"voice": voice},
                "notes": () if request.voice in {"", voice} else notes,
            }
        )

    def _speech(self, request: SpeechRequest, text: str) -> SpeechAsked:
        model = self.model.vendor_id
        told = model.startswith(_LANGUAGE_TOLD)
        return SpeechAsked(
            text=text,
            model_id=model,
            language_code=base_language(request.language) if told else None,
            voice_settings=VoiceSettings(
                stability=_STABILITY.get(request.emotion, 0.5), speed=_SPEED.get(request.pace, 1.0)
            ),
            seed=seed_within(request.seed, request.take),
        )

    def _words(self, text: str, made: SpeechMade) -> tuple[SpokenWord, ...]:
        """When each word is said; none where the text was spoken in another spelling."""
        if made.alignment is None:
            return ()
        found = made.alignment
        return words_of(
            text,
            found.character_start_times_seconds,
            found.character_end_times_seconds,
            found.characters,
        )

    def _heard(self, request: TranscriptRequest) -> Done:
        sound = sound_file(self.bound.blob(request.sound_sha256))
        usd = quoted(self.model, most={"seconds": sound.seconds}).usd
        uploads = [("file", sound.upload)]
        if request.text.strip():
            form: dict[str, str | list[str]] = {"text": request.text}
            aligned = self._wire().post("/v1/forced-alignment", answer=Aligned, form=form, uploads=uploads)
            words = tuple(
                SpokenWord(text=each.text, start=each.start, end=each.end)
                for each in aligned.words
                if each.text.strip()
            )
            result = heard(self.model, request.text, words, usd=usd, terms=TERMS)
            return result.model_copy(update={"facts": {"loss": aligned.loss}})
        asked = TranscriptAsked(model_id=self.model.vendor_id, language_code=base_language(request.language))
        told = self._wire().post(
            "/v1/speech-to-text", answer=Transcript, form=asked.model_dump(), uploads=uploads
        )
        words = tuple(
            SpokenWord(text=each.text, start=each.start, end=each.end)
            for each in told.words
            if each.type == "word" and each.start is not None and each.end is not None
        )
        return heard(self.model, told.text, words, usd=usd, terms=TERMS)

    def _music(self, request: Request) -> MusicAsked:
        if not isinstance(request, MusicRequest):
            raise self._other(request)
        changes = ", ".join(f"{at:.1f}" for at in request.beats[:-1])
        arrival = (
            f" A clear accent at {request.beats[-1]:.1f} s, where the logo arrives." if request.beats else ""
        )
        moments = f" Slight changes at {changes} s." if changes else ""
        said = "".join(f" A reviewer said of an earlier take: {comment}" for comment in request.feedback)
        prompt = (
            f"Instrumental music bed for a {request.seconds}-second advertisement, mood: {request.mood}, "
            f"energy {round(request.energy * 10)} of 10. No vocals. It leaves room for a speaking voice and "
            f"ends cleanly.{moments}{arrival}{said}"
        )
        return MusicAsked(
            prompt=prompt_within(self.model.limits, prompt)[:4100],
            music_length_ms=max(3000, request.seconds * 1000),
            model_id=self.model.vendor_id,
        )

    def _effect(self, request: Request) -> EffectAsked:
        if not isinstance(request, EffectRequest):
            raise self._other(request)
        words, seconds = _EFFECTS.get(request.effect, (request.effect, 1.5))
        said = "".join(f". A reviewer said of an earlier take: {comment}" for comment in request.feedback)
        return EffectAsked(text=f"{words}{said}", model_id=self.model.vendor_id, duration_seconds=seconds)

    def _use(self, seconds: Decimal) -> dict[str, Decimal | int]:
        return {"calls": 1} if known_price(self.model).unit == "call" else {"seconds": seconds}

    def _other(self, request: Request) -> Rejected:
        return Rejected(
            f"{request.kind} is not made by this model; send {self.bound.kind}", provider=self.bound.vendor
        )

    def _wire(self) -> Wire:
        return wire_to(self.bound, lambda: {"xi-api-key": self.bound.account.key}, manners=_MANNERS)


def _said(request: SpeechRequest) -> str:
    """The text as it is to be read: names in the spelling that makes them sound right."""
    text = request.text
    for name, hint in request.pronunciation.items():
        text = text.replace(name, hint)
    return text
