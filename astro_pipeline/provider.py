"""The contract of a paid call: what is asked, what it costs, what comes back.

Every craft asks through one callable, `Ask`; what stands behind it (cache, routing, budget,
ledger, provider) is not the craft's concern.
"""

from datetime import date
from decimal import Decimal
from typing import Any, Literal, Protocol

from pydantic import Field, JsonValue

from astro_pipeline.domain.base import Colour, Frozen
from astro_pipeline.domain.media import Licence, SourceType, SpokenWord

Kind = Literal["text", "image", "speech", "music", "sfx", "video"]


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


Request = TextRequest | ImageRequest | SpeechRequest | MusicRequest | EffectRequest | ClipRequest


class Quote(Frozen):
    """The most a request can cost, known without asking anybody."""

    usd: Decimal
    source: str
    """Where the price stands."""
    checked: date


class Done(Frozen):
    """What came back."""

    content: bytes = b""
    """The file's bytes; empty for text."""
    media_type: str = "application/json"
    value: JsonValue = None
    """Text's answer, to be validated as the request's output model."""
    words: tuple[SpokenWord, ...] = ()
    """Speech: when each word is said."""
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


class Pending(Frozen):
    """Accepted; ask again with `poll`."""

    job_id: str


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
        """A GET, freely repeated."""
        ...


class Ask(Protocol):
    """How a craft asks: quoted, capped, recorded, and answered when it is done."""

    def __call__(self, request: Request, *, item: str) -> Done:
        """`item` names what it is for, e.g. "copy" or "images/B/key.png"."""
        ...
