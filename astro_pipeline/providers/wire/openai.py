"""OpenAI's images, speech and transcriptions, as far as they are used here.

Source: github.com/openai/openai-openapi, openapi.yaml 2.3.0 at f85dbe22 (2026-08-21), checked 2026-11-21.
"""

from typing import Literal

from pydantic import BaseModel, ConfigDict, Field


class _Sent(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class _Told(BaseModel):
    model_config = ConfigDict(frozen=True, extra="ignore")


class ImageAsked(_Sent):
    """POST /images/generations."""

    model: str
    prompt: str
    n: Literal[1] = 1
    size: str = Field(pattern=r"^\d+x\d+$")
    """Width and height, each a multiple of 16, at most three to one."""
    quality: Literal["low", "medium", "high"]
    output_format: Literal["png"] = "png"


class ImageTokens(_Told):
    """What one request used."""

    input_tokens: int
    output_tokens: int


class ImageMade(_Told):
    """One picture, in base 64."""

    b64_json: str


class ImagesMade(_Told):
    """The answer to ImageAsked."""

    created: int
    data: list[ImageMade] = Field(min_length=1)
    usage: ImageTokens


class SpeechAsked(_Sent):
    """POST /audio/speech; the answer is the sound itself, without usage and without word times."""

    model: str
    input: str = Field(min_length=1, max_length=4096)
    voice: str
    instructions: str | None = Field(default=None, max_length=4096)
    response_format: Literal["flac"] = "flac"


class TranscriptAsked(_Sent):
    """The fields of the form POST /audio/transcriptions, beside its file."""

    model: str
    language: str
    response_format: Literal["json", "verbose_json"]
    """Word times come with verbose_json, which whisper-1 alone gives."""
    prompt: str | None = None


class WordHeard(_Told):
    """A word and when it is said, in seconds."""

    word: str
    start: float
    end: float


class TranscriptUsage(_Told):
    """Billed by tokens or by seconds of sound, as `type` says."""

    type: Literal["tokens", "duration"]
    input_tokens: int = 0
    output_tokens: int = 0
    seconds: float = 0.0


class Transcript(_Told):
    """The answer to TranscriptAsked."""

    text: str
    duration: float | None = None
    words: list[WordHeard] = Field(default=[])
    usage: TranscriptUsage | None = None
