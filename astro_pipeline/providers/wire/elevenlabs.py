"""ElevenLabs' speech, music, sound effects, transcription and alignment, as far as they are used here.

Source: api.elevenlabs.io/openapi.json as tryAGI/ElevenLabs republishes it at 5e751920 (2026-08-22),
checked 2026-11-21.
"""

from typing import Literal

from pydantic import BaseModel, ConfigDict, Field


class _Sent(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class _Told(BaseModel):
    model_config = ConfigDict(frozen=True, extra="ignore")


class VoiceSettings(_Sent):
    """How a voice speaks."""

    stability: float = Field(ge=0, le=1)
    """Low lets it play, high keeps it even."""
    similarity_boost: float = Field(default=0.75, ge=0, le=1)
    speed: float = Field(default=1.0, ge=0.7, le=1.2)


class SpeechAsked(_Sent):
    """POST /v1/text-to-speech/{voice}/with-timestamps."""

    text: str = Field(min_length=1)
    model_id: str
    language_code: str | None = None
    voice_settings: VoiceSettings
    seed: int = Field(ge=0, le=4294967295)


class Alignment(_Told):
    """When each character of the text is said, in seconds."""

    characters: list[str]
    character_start_times_seconds: list[float]
    character_end_times_seconds: list[float]


class SpeechMade(_Told):
    """The answer to SpeechAsked."""

    audio_base64: str
    alignment: Alignment | None = None


class MusicAsked(_Sent):
    """POST /v1/music; the answer is the sound. With a prompt it takes no seed."""

    prompt: str = Field(max_length=4100)
    music_length_ms: int = Field(ge=3000, le=600_000)
    model_id: str
    force_instrumental: Literal[True] = True


class EffectAsked(_Sent):
    """POST /v1/sound-generation; the answer is the sound, the header character-cost what is billed."""

    text: str
    model_id: str
    duration_seconds: float = Field(ge=0.5, le=30)
    prompt_influence: float = Field(default=0.6, ge=0, le=1)


class TranscriptAsked(_Sent):
    """The fields of the form POST /v1/speech-to-text, beside its file."""

    model_id: str
    language_code: str
    timestamps_granularity: Literal["word"] = "word"
    tag_audio_events: Literal["false"] = "false"


class WordHeard(_Told):
    """A word, a space between two, or a noise."""

    text: str
    start: float | None = None
    end: float | None = None
    type: Literal["word", "spacing", "audio_event"] = "word"


class Transcript(_Told):
    """The answer to TranscriptAsked."""

    text: str
    words: list[WordHeard]
    audio_duration_secs: float | None = None


class WordAligned(_Told):
    """A word of the known text, found in the sound."""

    text: str
    start: float
    end: float
    loss: float


class Aligned(_Told):
    """The answer to POST /v1/forced-alignment: a form with the file and the text."""

    words: list[WordAligned]
    loss: float
