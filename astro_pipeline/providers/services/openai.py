"""OpenAI: pictures, speech and transcripts, one POST each.

Source: the vendor's OpenAPI document 2.3.0 (2026-08-21), checked 2026-11-21.
- Pictures are metered: tokens in and out stand in the answer. No seed is taken.
- Speech comes without usage and without word times: it is metered by its length or its characters,
  and whoever orders it finds the words in the sound.
- Word times of a transcript come from whisper-1 alone.
"""

from typing import Final, Literal

from astro_pipeline.domain.base import base_language
from astro_pipeline.domain.media import SpokenWord
from astro_pipeline.provider import (
    Done,
    ImageRequest,
    Quote,
    Request,
    SpeechRequest,
    TranscriptRequest,
)
from astro_pipeline.providers.binding import Binding
from astro_pipeline.providers.calling.at_once import PaidAtOnce
from astro_pipeline.providers.calling.delivery import decoded, done, taken
from astro_pipeline.providers.calling.fitting import as_picture, prompt_within
from astro_pipeline.providers.calling.http import Wire, bearer, wire_to
from astro_pipeline.providers.calling.sounding import (
    as_speech,
    as_transcript,
    check_take,
    direction,
    heard,
    most_spoken,
    sound_file,
    spoken_use,
    transcript_quote,
)
from astro_pipeline.providers.prices import quoted
from astro_pipeline.providers.token_prices import picture_tokens
from astro_pipeline.providers.wire.openai import (
    ImageAsked,
    ImagesMade,
    SpeechAsked,
    Transcript,
    TranscriptAsked,
)

TERMS: Final = "https://openai.com/policies/row-terms-of-use/"

VOICES: Final = (
    "alloy", "ash", "ballad", "coral", "echo", "fable", "nova", "onyx", "sage", "shimmer", "verse",
    "marin", "cedar",
)  # fmt: skip
"""Voices every speech model has. Source: the document's VoiceIdsShared (2026-08-21)."""
_VOICE: Final = "marin"

_QUALITY: Final[dict[str, Literal["low", "medium", "high"]]] = {
    "draft": "low",
    "standard": "medium",
    "premium": "high",
}
_STEP: Final = 16
_STEEPEST: Final = 3
"""Width to height, and height to width."""


class OpenAI(PaidAtOnce):
    """One model of OpenAI, for one kind of call."""

    def __init__(self, bound: Binding) -> None:
        self.name, self.kinds = bound.name, bound.kinds
        self.bound, self.model = bound, bound.model

    def quote(self, request: Request) -> Quote:
        """The most it can cost. Raises: Rejected for another kind; UnknownPrice."""
        if self.bound.kind == "image":
            asked = self._picture(as_picture(request, self.bound.vendor))
            width, height = (int(side) for side in asked.size.split("x"))
            made = picture_tokens(asked.quality, width, height)
            # A token is never shorter than a byte.
            return quoted(
                self.model,
                most={"input_tokens": len(asked.prompt.encode()), "output_tokens": made},
                least={"input_tokens": len(asked.prompt) // 8, "output_tokens": made},
            )
        if self.bound.kind == "speech":
            return most_spoken(self.model, as_speech(request, self.bound.vendor).text)
        return transcript_quote(self.bound, request)

    def submit(self, request: Request, key: str) -> Done:
        """The picture, the speech or the words at once."""
        _ = key  # none of the three takes one
        vendor = self.bound.vendor
        if self.bound.kind == "image":
            return self._painted(as_picture(request, vendor))
        if self.bound.kind == "speech":
            return self._spoken(as_speech(request, vendor))
        return self._heard(as_transcript(request, vendor))

    def _painted(self, request: ImageRequest) -> Done:
        made = self._wire().post("/images/generations", self._picture(request), answer=ImagesMade)
        usage = {"input_tokens": made.usage.input_tokens, "output_tokens": made.usage.output_tokens}
        usd = quoted(self.model, most=usage).usd
        picture = decoded(self.bound, made.data[0].b64_json, "picture", billed=usd)
        return done(self.model, picture, usd=usd, basis="metered", terms=TERMS)

    def _picture(self, request: ImageRequest) -> ImageAsked:
        width, height = _fitted(request.width, request.height)
        return ImageAsked(
            model=self.model.vendor_id,
            prompt=prompt_within(self.model.limits, request.prompt),
            size=f"{width}x{height}",
            quality=_QUALITY[self.model.tier],
        )

    def _spoken(self, request: SpeechRequest) -> Done:
        voice = request.voice if request.voice in VOICES else _VOICE
        most = self.model.limits.prompt_characters or 4096
        check_take(request.text, most=most, vendor=self.bound.vendor)
        asked = SpeechAsked(
            model=self.model.vendor_id,
            input=request.text,
            voice=voice,
            # The older two models take no instructions (the document, 2026-08-21).
            instructions=None if self.model.vendor_id.startswith("tts-1") else direction(request),
        )
        content = self._wire().post_for_bytes("/audio/speech", asked).body
        sound = taken(self.bound, content, "sound", billed=most_spoken(self.model, request.text).usd)
        usd = quoted(self.model, most=spoken_use(self.model, request.text, sound.content)).usd
        result = done(self.model, sound, usd=usd, basis="metered", terms=TERMS)
        return result.model_copy(
            update={"facts": {"voice": voice}, "notes": _other_voice(request.voice, voice)}
        )

    def _heard(self, request: TranscriptRequest) -> Done:
        sound = sound_file(self.bound.blob(request.sound_sha256))
        timed = self.model.vendor_id == "whisper-1"
        asked = TranscriptAsked(
            model=self.model.vendor_id,
            language=base_language(request.language),
            response_format="verbose_json" if timed else "json",
        )
        form: dict[str, str | list[str]] = dict(asked.model_dump(exclude_none=True))
        if timed:
            form["timestamp_granularities[]"] = ["word"]
        told = self._wire().post(
            "/audio/transcriptions", answer=Transcript, form=form, uploads=[("file", sound.upload)]
        )
        usd = quoted(self.model, most={"seconds": sound.seconds}).usd
        words = tuple(SpokenWord(text=each.word, start=each.start, end=each.end) for each in told.words)
        return heard(self.model, told.text, words, usd=usd, terms=TERMS)

    def _wire(self) -> Wire:
        return wire_to(self.bound, lambda: bearer(self.bound.account))


def _fitted(width: int, height: int) -> tuple[int, int]:
    """The nearest size it makes: sides in steps of 16, no steeper than three to one."""
    long, short = max(width, height), min(width, height)
    short = max(short, -(-long // _STEEPEST))
    long, short = (max(_STEP, round(side / _STEP) * _STEP) for side in (long, short))
    short = max(short, -(-long // (_STEEPEST * _STEP)) * _STEP)
    return (long, short) if width >= height else (short, long)


def _other_voice(asked: str, spoken: str) -> tuple[str, ...]:
    """What the reviewer should know where another voice speaks than was asked for."""
    if asked in {"", spoken}:
        return ()
    return (f"voice {asked} is none of OpenAI's; {spoken} speaks",)
