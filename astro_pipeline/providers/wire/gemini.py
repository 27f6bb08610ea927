"""Gemini's pictures (generateContent) and films (interactions), as far as they are used here.

Sources, checked 2026-11-21: Google's discovery document generativelanguage v1beta (converted by
tryAGI/Google_Generative_AI at be52b853, 2026-08-22) for generateContent; the types of google-genai 3.3.0
for interactions, for which no document is published.
"""

from typing import Literal, Self

from pydantic import BaseModel, ConfigDict, Field, model_validator
from pydantic.alias_generators import to_camel

AspectRatio = Literal[
    "1:1", "2:3", "3:2", "3:4", "4:3", "4:5", "5:4", "9:16", "16:9", "21:9", "1:8", "8:1", "1:4", "4:1"
]


class _Sent(BaseModel):
    model_config = ConfigDict(
        frozen=True, extra="forbid", alias_generator=to_camel, validate_by_name=True, validate_by_alias=True
    )


class _Told(BaseModel):
    model_config = ConfigDict(
        frozen=True, extra="ignore", alias_generator=to_camel, validate_by_name=True, validate_by_alias=True
    )


class SentText(_Sent):
    """A part of what is asked."""

    text: str


class SentContent(_Sent):
    """What is asked, in one turn."""

    role: Literal["user"] = "user"
    parts: list[SentText]


class ImageConfig(_Sent):
    """The picture's form."""

    aspect_ratio: AspectRatio
    image_size: Literal["512", "1K", "2K", "4K"]


class GenerationConfig(_Sent):
    """How it is made."""

    response_modalities: list[Literal["IMAGE"]] = Field(default=["IMAGE"])
    image_config: ImageConfig
    seed: int
    max_output_tokens: int | None = None


class PictureAsked(_Sent):
    """POST /v1beta/models/{model}:generateContent."""

    contents: list[SentContent]
    generation_config: GenerationConfig


class InlineData(_Told):
    """A file in base 64; its type is often JPEG."""

    mime_type: str
    data: str


class ToldPart(_Told):
    """A part of an answer: the model's words, or a file."""

    text: str | None = None
    thought: bool = False
    inline_data: InlineData | None = None


class ToldContent(_Told):
    """A candidate's parts; none where it was filtered."""

    parts: list[ToldPart] = Field(default=[])


class Candidate(_Told):
    """One try, and why it ended."""

    content: ToldContent = ToldContent()
    finish_reason: str = "STOP"
    finish_message: str = ""


class PromptFeedback(_Told):
    """Why a prompt was not answered at all."""

    block_reason: str | None = None


class TokensOf(_Told):
    """How many of a count are of one modality."""

    modality: str
    token_count: int = 0


class UsageMetadata(_Told):
    """What one request used."""

    prompt_token_count: int = 0
    candidates_token_count: int = 0
    thoughts_token_count: int = 0
    candidates_tokens_details: list[TokensOf] = Field(default=[])


class PictureTold(_Told):
    """The answer to PictureAsked: 200 also for a refusal."""

    candidates: list[Candidate] = Field(default=[])
    prompt_feedback: PromptFeedback | None = None
    usage_metadata: UsageMetadata = UsageMetadata()

    @model_validator(mode="after")
    def _says_something(self) -> Self:
        if not self.candidates and self.prompt_feedback is None:
            raise ValueError("neither a candidate nor why there is none")
        return self


class _SentPlain(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class _ToldPlain(BaseModel):
    model_config = ConfigDict(frozen=True, extra="ignore")


class TextContent(_SentPlain):
    """Words."""

    type: Literal["text"] = "text"
    text: str


class StillContent(_SentPlain):
    """A picture in base 64."""

    type: Literal["image"] = "image"
    data: str
    mime_type: str


class FilmFormat(_SentPlain):
    """The film's form."""

    type: Literal["video"] = "video"
    aspect_ratio: Literal["16:9", "9:16"]
    duration: str = Field(pattern=r"^\d+s$")
    resolution: Literal["360p", "720p", "1080p", "4k"]
    delivery: Literal["uri"] = "uri"


class FilmAsked(_SentPlain):
    """POST /v1beta/interactions. The key is a label: it comes back, but nothing lists by it."""

    model: str
    input: list[TextContent | StillContent]
    response_format: FilmFormat
    background: Literal[True] = True
    store: Literal[True] = True
    labels: dict[str, str]


class ToldOutput(_ToldPlain):
    """Something the interaction made."""

    type: str
    uri: str | None = None
    data: str | None = None
    mime_type: str | None = None
    text: str | None = None


class Step(_ToldPlain):
    """A step of an interaction; the model's own hold what it made."""

    type: str
    content: list[ToldOutput] | None = None


class Failure(_ToldPlain):
    """Why something failed."""

    code: str | int | None = None
    message: str | None = None


class TokensByModality(_ToldPlain):
    """How many tokens are of one modality."""

    modality: str | None = None
    tokens: int | None = None


class FilmUsage(_ToldPlain):
    """What an interaction used."""

    total_input_tokens: int | None = None
    total_output_tokens: int | None = None
    total_thought_tokens: int | None = None
    output_tokens_by_modality: list[TokensByModality] | None = None


class Interaction(_ToldPlain):
    """The answer to FilmAsked, and to GET /v1beta/interactions/{id}."""

    id: str = Field(min_length=1)
    status: Literal[
        "queued", "in_progress", "requires_action", "requires_continuation", "incomplete",
        "completed", "failed", "cancelled", "budget_exceeded",
    ]  # fmt: skip
    labels: dict[str, str] | None = None
    output_video: ToldOutput | None = None
    steps: list[Step] | None = None
    errors: list[Failure] | None = None
    usage: FilmUsage | None = None
