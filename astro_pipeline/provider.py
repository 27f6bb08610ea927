"""The contract of a paid call: what is asked, what it costs, what comes back.

Every craft asks through one callable, `Ask`; what stands behind it (cache, routing, budget,
ledger, provider) is not the craft's concern.
"""

import json
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cache
from typing import Any, Literal, Protocol

from pydantic import BaseModel, Field, JsonValue

from astro_pipeline.domain.base import Colour, Frozen
from astro_pipeline.domain.media import Licence, SourceType, SpokenWord

Kind = Literal["text", "image", "speech", "music", "sfx", "video", "vision", "transcript"]

CostBasis = Literal["free", "reported", "metered", "quoted"]
"""How a cost is known: the vendor said it, we multiplied usage by the price, or only the quote is known."""


class _Asked(Frozen):
    """What every request has."""

    craft: str
    """Who asks, e.g. copywriter."""
    version: str
    """The craft's VERSION: raise it and the request is another one."""
    seed: int = 0
    take: int = 0
    """Rises by a person's rejection: the same request asked for something else."""
    feedback: tuple[str, ...] = ()
    """What people said in rejections, oldest first."""


class TextRequest(_Asked):
    """Text as data of a given shape. A language model reads the prompt, the offline writer the inputs."""

    kind: Literal["text"] = "text"
    prompt: str
    inputs: dict[str, JsonValue]
    """The domain's values as JSON, by name: brief, strategy, …"""
    output: str
    """Name of the domain model the answer must validate as, e.g. "Strategy"."""
    output_schema: dict[str, Any]
    """Its JSON Schema."""


def schema_of(answer: type[BaseModel]) -> dict[str, Any]:
    """The JSON Schema an answer has to fit; the caller's own, to change as it likes."""
    return json.loads(_schema_text(answer))


@cache
def _schema_text(answer: type[BaseModel]) -> str:
    # Pydantic takes ten milliseconds for a storyboard's, and an estimate asks for a dozen.
    return json.dumps(answer.model_json_schema())


class VisionRequest(_Asked):
    """A judgement of pictures, as data of a given shape."""

    kind: Literal["vision"] = "vision"
    prompt: str
    pictures: tuple[str, ...]
    """Digests of the pictures, in the order the prompt names them."""
    output: str
    output_schema: dict[str, Any]


class TranscriptRequest(_Asked):
    """What is said in a recording, word by word."""

    kind: Literal["transcript"] = "transcript"
    sound_sha256: str
    language: str
    text: str = ""
    """What should be said, for a service that aligns a known text."""


class ImageRequest(_Asked):
    """A key visual: a cut-out hero (RGBA PNG) or a photograph."""

    kind: Literal["image"] = "image"
    prompt: str
    width: int
    height: int
    form: str = "abstract"
    """What to paint, e.g. can, serum bottle, box, laptop, abstract: see `media.forms`."""
    brand_name: str = ""
    """Set on the object, verbatim; nothing else is written on it."""
    brand_font: str | None = None
    """Digest of the typeface the name is set in; an installed one otherwise."""
    palette: tuple[Colour, ...] = ()


class SpeechRequest(_Asked):
    """A scene's narration in one language."""

    kind: Literal["speech"] = "speech"
    text: str
    language: str
    emotion: str = "warm"
    pace: str = "even"
    pronunciation: dict[str, str] = Field(default={})
    fit_seconds: float | None = None
    """The voice may go faster to end within this."""
    closing: bool = False
    """The last sentence is the call to action: a breath is taken before it."""
    voice: str = ""
    """Which of the provider's voices, by the id it gives it; "" for its best."""


class MusicRequest(_Asked):
    """A bed composed to length."""

    kind: Literal["music"] = "music"
    mood: str
    energy: float
    seconds: int
    beats: tuple[float, ...] = ()
    """Where the picture changes, in seconds; the last is the logo's."""


class EffectRequest(_Asked):
    """One sound effect."""

    kind: Literal["sfx"] = "sfx"
    effect: str


class ClipRequest(_Asked):
    """A moving shot from a still."""

    kind: Literal["video"] = "video"
    prompt: str
    still_sha256: str
    seconds: float
    width: int
    height: int


Request = (
    TextRequest
    | VisionRequest
    | TranscriptRequest
    | ImageRequest
    | SpeechRequest
    | MusicRequest
    | EffectRequest
    | ClipRequest
)


class Quote(Frozen):
    """The most a request can cost, known without asking anybody."""

    usd: Decimal
    source: str
    """Where the price stands."""
    checked: date
    least_usd: Decimal | None = None
    """The least it can cost; the same as the most where that is fixed."""


class Done(Frozen):
    """What came back."""

    content: bytes = b""
    """The file's bytes; empty for text."""
    media_type: str = "application/json"
    value: JsonValue = None
    """Text's answer, to be validated as the request's output model."""
    words: tuple[SpokenWord, ...] = ()
    """Speech and transcript: when each word is said."""
    notes: tuple[str, ...] = ()
    """What the reviewer should know, e.g. a comment that was not understood."""
    facts: dict[str, JsonValue] = Field(default={})
    """Music: bpm and sections; other measured properties."""
    provider: str
    model: str
    draft: bool = False
    licence: Licence
    source_type: SourceType
    cost_usd: Decimal = Decimal(0)
    cost_basis: CostBasis = "free"
    posts: int = 1
    """Requests the vendor accepted for it, re-asks included; 0 from the cache."""


class Pending(Frozen):
    """Accepted; ask again with `poll`."""

    job_id: str
    retry_after: float | None = None
    """Seconds the vendor wants between two looks."""


@dataclass(frozen=True, slots=True)
class Found:
    """The vendor knows a job that was submitted with the key."""

    job_id: str


Search = Found | Literal["absent", "unknown"]
"""What a search by key came to; "absent" only from a vendor that lists every job it accepted."""


class Provider(Protocol):
    """A service that makes things for money (or for nothing)."""

    name: str
    kinds: frozenset[Kind]

    def quote(self, request: Request) -> Quote:
        """The upper bound in USD. Offline, no effect."""
        ...

    def submit(self, request: Request, key: str) -> Pending | Done:
        """Exactly one POST; raises a ProviderError that says what may be done."""
        ...

    def poll(self, job_id: str) -> Pending | Done:
        """A GET, freely repeated. The result's download is part of it."""
        ...

    def cancel(self, job_id: str) -> bool:
        """Try to stop a job; whether the vendor took it. It may be billed all the same."""
        ...

    def find(self, key: str) -> Search:
        """The job submitted with the key, where the vendor can tell. For recovery only."""
        ...


@dataclass(frozen=True, slots=True)
class Candidate:
    """One model of one vendor that can serve a kind of call."""

    name: str
    """e.g. openai/gpt-image-2; what a choice is recorded as."""
    kind: Kind
    provider: Provider
    """Bound to the model and, where it needs one, to a key."""
    vendor: str
    """Whose limits it shares, e.g. openai."""
    account: str = ""
    """Names the key without showing it: limits are kept per vendor and key."""
    tier: str = "standard"
    retires: date | None = None
    """From this day the vendor no longer serves it."""
    requests_per_minute: int | None = None
    concurrency: int | None = None


class Ask(Protocol):
    """How a craft asks: quoted, capped, recorded, and answered when it is done."""

    def __call__(self, request: Request, *, item: str) -> Done:
        """`item` names what it is for, e.g. "copy" or "images/B/key.png"."""
        ...
