"""What speech, music, effects and transcripts of all vendors have in common: direction, measure, words."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import ROUND_UP, Decimal
from pathlib import Path
from typing import Final

from babel import Locale

from astro_pipeline.domain.media import Licence, SpokenWord
from astro_pipeline.errors import MediaUnreadable, Rejected, UnknownPrice
from astro_pipeline.media.kind import kind_of
from astro_pipeline.media.sound.listening import listen
from astro_pipeline.media.sound.samples import RATE
from astro_pipeline.provider import Done, Quote, Request, SpeechRequest, TranscriptRequest
from astro_pipeline.providers.binding import Binding
from astro_pipeline.providers.catalog import Model
from astro_pipeline.providers.prices import known_price, quoted

_SLOWEST: Final = 2
"""Characters a second no voice falls below: slow Japanese has about four."""
_FASTEST: Final = 30
"""Characters a second no voice reaches: hurried English has about twenty."""

_EMOTIONS: Final[Mapping[str, str]] = {
    "warm": "warm and close",
    "calm": "calm and unhurried",
    "excited": "bright, with real excitement",
    "serious": "serious and plain",
}
_TYPES: Final[Mapping[str, str]] = {
    "wav": "audio/wav", "mp3": "audio/mpeg", "m4a": "audio/mp4", "flac": "audio/flac", "ogg": "audio/ogg",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class SoundFile:
    """A sound on its way to a vendor."""

    upload: tuple[str, bytes, str]
    """Name, bytes and media type."""
    seconds: Decimal


def sound_file(path: Path) -> SoundFile:
    """The sound at that path, and how long it plays.

    Raises: Rejected where it is none.
    """
    try:
        form = kind_of(path).form
        data = path.read_bytes()
        seconds = seconds_of(data)
    except MediaUnreadable as exc:
        raise Rejected(str(exc), provider="none") from exc
    if form not in _TYPES:
        raise Rejected(f"a {form} is no sound; send WAV, MP3, M4A, FLAC or OGG", provider="none")
    return SoundFile((f"sound.{form}", data, _TYPES[form]), seconds)


def seconds_of(content: bytes) -> Decimal:
    """How long a sound plays, in seconds, rounded up to thousandths."""
    exact = Decimal(len(listen(content))) / RATE
    return exact.quantize(Decimal("0.001"), rounding=ROUND_UP)


def as_speech(request: Request, vendor: str) -> SpeechRequest:
    """The request, when speech is what it asks for. Raises: Rejected."""
    if not isinstance(request, SpeechRequest):
        raise Rejected(f"{request.kind} is not made by this model; send speech", provider=vendor)
    if not request.text.strip():
        raise Rejected("there is nothing to say; write the scene's narration", provider=vendor)
    return request


def as_transcript(request: Request, vendor: str) -> TranscriptRequest:
    """The request, when a transcript is what it asks for. Raises: Rejected."""
    if isinstance(request, TranscriptRequest):
        return request
    raise Rejected(f"{request.kind} is not made by this model; send transcript", provider=vendor)


def check_take(text: str, *, most: int, vendor: str) -> None:
    """Whether a text is short enough to be spoken in one take. Raises: Rejected."""
    if len(text) > most:
        raise Rejected(
            f"{len(text)} characters are more than it speaks at once; shorten the narration", provider=vendor
        )


def transcript_quote(bound: Binding, request: Request) -> Quote:
    """What the catalog says of listening to a sound of that length. Raises: Rejected."""
    asked = as_transcript(request, bound.vendor)
    return quoted(bound.model, most={"seconds": sound_file(bound.blob(asked.sound_sha256)).seconds})


def most_spoken(model: Model, text: str) -> Quote:
    """The most the speech can cost: by its characters, or by the seconds of the slowest voice."""
    return quoted(
        model,
        most=_use(model, text, Decimal(len(text)) / _SLOWEST + 1),
        least=_use(model, text, Decimal(len(text)) / _FASTEST),
    )


def spoken_use(model: Model, text: str, content: bytes) -> Mapping[str, Decimal | int]:
    """What the speech used, in the measure of the model's price."""
    return _use(model, text, seconds_of(content))


def direction(request: SpeechRequest) -> str:
    """How to say it, in words."""
    tongue = Locale.parse(request.language, sep="-").get_display_name("en")
    emotion = _EMOTIONS.get(request.emotion, request.emotion)
    said = [
        f"Speak {tongue} as a native speaker would.",
        f"The voice of an advertisement: {emotion}; pace: {request.pace}.",
    ]
    if request.fit_seconds is not None:
        said.append(f"Be done within {request.fit_seconds:g} seconds.")
    if request.closing:
        said.append("Take a breath before the last sentence and let it stand.")
    said += [f"Say {name} as {hint}." for name, hint in sorted(request.pronunciation.items())]
    said += [f"A reviewer said of an earlier take: {comment}" for comment in request.feedback]
    return " ".join(said)[:4096]


def heard(model: Model, text: str, words: Sequence[SpokenWord], *, usd: Decimal, terms: str) -> Done:
    """A transcript as what came back."""
    return Done(
        value=text,
        words=tuple(words),
        provider=model.vendor,
        model=model.name,
        licence=Licence(name="provider's terms", holder="the campaign's owner", source=terms),
        source_type="trainedAlgorithmicMedia",
        cost_usd=usd,
        cost_basis="metered",
    )


def words_of(
    text: str, starts: Sequence[float], ends: Sequence[float], characters: Sequence[str]
) -> tuple[SpokenWord, ...]:
    """The words of a text from the times of its characters; none where these are not that text's."""
    if "".join(characters) != text or not len(characters) == len(starts) == len(ends):
        return ()
    # A character may be several code points; each of them is said while it is.
    when = [(start, end) for said, start, end in zip(characters, starts, ends, strict=True) for _ in said]
    words: list[SpokenWord] = []
    at = 0
    for word in text.split():
        at = text.index(word, at)
        first, last = when[at], when[at + len(word) - 1]
        words.append(SpokenWord(text=word, start=round(first[0], 3), end=round(max(last[1], first[0]), 3)))
        at += len(word)
    return tuple(words)


def _use(model: Model, text: str, seconds: Decimal) -> Mapping[str, Decimal | int]:
    match known_price(model).unit:
        case "1k characters":
            return {"characters": len(text)}
        case "second" | "minute":
            return {"seconds": seconds}
        case unit:
            raise UnknownPrice(model.name, f"speech by {unit}")
