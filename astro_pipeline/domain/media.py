"""What production makes: files and what is known of each."""

from collections.abc import Iterable
from decimal import Decimal
from typing import Annotated, Final, Literal

from pydantic import Field, JsonValue, PlainSerializer

from astro_pipeline.domain.base import Frozen
from astro_pipeline.domain.licence import Licence, Used
from astro_pipeline.domain.placements import SoundTarget
from astro_pipeline.domain.review import Finding, Repair

Usd = Annotated[Decimal, Field(ge=0), PlainSerializer(str, when_used="json")]

SourceType = Literal[
    "algorithmicMedia",
    "trainedAlgorithmicMedia",
    "compositeWithTrainedAlgorithmicMedia",
    "digitalCapture",
    "composite",
]  # fmt: skip
"""IPTC digital source type: by code, by a model, composed from a model's work, captured, or a mix.

Source: https://cv.iptc.org/newscodes/digitalsourcetype/ (checked 2026-11-20).
"""

FileKind = Literal[
    "image", "video", "audio", "captions", "thumbnail", "poster", "contact_sheet", "preview"
]  # fmt: skip

_KINDS: Final[dict[FileKind, str]] = {
    "image": "pictures",
    "video": "films",
    "audio": "sound",
    "captions": "captions",
    "thumbnail": "thumbnails",
    "poster": "posters",
    "contact_sheet": "contact sheets",
    "preview": "loops",
}
"""Of the files of a kind, as people are told of them."""

Ratio = Literal["9:16", "16:9", "1:1", "4:5"]

RATIO_SIZE: dict[Ratio, tuple[int, int]] = {
    "9:16": (1080, 1920),
    "16:9": (1920, 1080),
    "1:1": (1080, 1080),
    "4:5": (1080, 1350),
}
"""Width and height of a 1080p master, px."""


class MediaFile(Frozen):
    """A file of the campaign and what is known of it."""

    path: str
    """Relative to the campaign's folder."""
    sha256: str
    kind: FileKind
    bytes: int
    width: int | None = None
    height: int | None = None
    seconds: float | None = None
    placements: tuple[str, ...] = ()
    language: str | None = None
    variant: str | None = None
    provider: str
    model: str
    draft: bool = False
    """True for what is good enough to listen to or look at and not to publish."""
    source_type: SourceType
    licence: Licence
    uses: tuple[Used, ...] = ()
    """What it was made with that has a licence of its own."""
    repairs: tuple[Repair, ...] = ()
    notes: tuple[str, ...] = ()
    cost_usd: Usd = Decimal(0)


def drafts_told(files: Iterable[MediaFile]) -> tuple[str, ...]:
    """Of what there are drafts, by who made them: "drafts by flite (slt): sound"."""
    drafts: dict[tuple[str, str], set[str]] = {}
    for file in files:
        if file.draft:
            drafts.setdefault((file.provider, file.model), set()).add(_KINDS[file.kind])
    return tuple(
        f"drafts by {provider} ({model}): {', '.join(sorted(kinds))}"
        for (provider, model), kinds in sorted(drafts.items())
    )


class Order(Frozen):
    """One file to make, with everything its bytes depend on: equal orders, equal bytes.

    Each craft extends it with what it needs. Files it depends on are named by digest.
    """

    path: str
    """Where it goes, relative to the campaign's folder."""
    craft: str
    """The craft's name and version, e.g. "illustrator/3"."""
    placements: tuple[str, ...] = ()
    language: str | None = None
    variant: str | None = None
    seed: int = 0
    take: int = 0
    """Rises with every rejection of this file."""
    feedback: tuple[str, ...] = ()
    """What people said of it."""


class Made(Frozen):
    """What a maker says of the file it has written to an order."""

    kind: FileKind
    width: int | None = None
    height: int | None = None
    seconds: float | None = None
    provider: str
    model: str
    draft: bool = False
    source_type: SourceType
    licence: Licence
    uses: tuple[Used, ...] = ()
    repairs: tuple[Repair, ...] = ()
    """What was mended on the way."""
    cost_usd: Usd = Decimal(0)
    facts: dict[str, JsonValue] = Field(default={})
    """What else was measured while making it: word times, tempo, loudness, text boxes."""
    notes: tuple[str, ...] = ()
    """What the reviewer should know."""


class Variant(Frozen):
    """One of the A/B variants: what sets it apart."""

    id: str
    """A, B, C or D."""
    style: Literal["bold", "editorial", "minimal", "pattern"]
    idea: str
    """What it tests, in a sentence."""
    key_visual: str
    """Path of its key visual (a cut-out hero, RGBA PNG, or a photograph)."""


class ImageVariants(Frozen):
    """Key visuals and finished ads."""

    variants: tuple[Variant, ...]
    files: tuple[MediaFile, ...]
    facts: dict[str, dict[str, JsonValue]] = Field(default={})
    """Per file, what was measured while setting it: text boxes and their contrast, missing glyphs."""
    notes: tuple[str, ...] = ()
    findings: tuple[Finding, ...] = ()


class SpokenWord(Frozen):
    """A word of the narration, in seconds from the start of its segment."""

    text: str
    start: float
    end: float


class VoiceSegment(Frozen):
    """One scene spoken in one language."""

    scene: str
    language: str
    file: MediaFile
    words: tuple[SpokenWord, ...]


class Voiceover(Frozen):
    """The narration: one track per language, one segment per scene, with word timings."""

    segments: tuple[VoiceSegment, ...]
    notes: tuple[str, ...] = ()
    findings: tuple[Finding, ...] = ()

    def segment(self, scene: str, language: str) -> VoiceSegment | None:
        """The scene's segment, or None where nothing is said."""
        return next((s for s in self.segments if (s.scene, s.language) == (scene, language)), None)


class MusicBed(Frozen):
    """Music for one cut length."""

    seconds: int
    file: MediaFile
    bpm: float | None = None
    sections: tuple[float, ...] = ()
    """Where its sections begin, in seconds."""


class Music(Frozen):
    """One bed per cut length."""

    beds: tuple[MusicBed, ...]
    findings: tuple[Finding, ...] = ()


class SoundEffect(Frozen):
    """An effect that cues name."""

    name: str
    file: MediaFile


class SoundEffects(Frozen):
    """The effects the storyboard's cues ask for."""

    effects: tuple[SoundEffect, ...]
    findings: tuple[Finding, ...] = ()


class Clip(Frozen):
    """A scene's picture in one ratio: a still to move over, or a film."""

    scene: str
    ratio: Ratio
    file: MediaFile
    move: str
    """The camera move over a still: push_in, drift_left, …"""
    facts: dict[str, JsonValue] = Field(default={})
    """What was measured while drawing it: ink for text on it, calm zones."""


class Clips(Frozen):
    """What is seen in each scene and ratio, for the variant that leads."""

    variant: str
    clips: tuple[Clip, ...]
    findings: tuple[Finding, ...] = ()


class AudioMix(Frozen):
    """The finished sound of one cut in one language."""

    seconds: int
    language: str
    file: MediaFile
    integrated_lufs: float
    true_peak_dbtp: float
    speech_over_music_lu: float | None = None
    """How far the phrase least in front stands over the music; None without voice or music."""
    target: SoundTarget = SoundTarget()
    """What it was mastered to."""


class Audio(Frozen):
    """Every mix."""

    mixes: tuple[AudioMix, ...]
    findings: tuple[Finding, ...] = ()


class Film(Frozen):
    """One master and what goes with it."""

    ratio: Ratio
    seconds: int
    language: str
    file: MediaFile
    clean: MediaFile | None = None
    """The same without burnt-in captions."""
    srt: MediaFile | None = None
    vtt: MediaFile | None = None
    thumbnail: MediaFile | None = None
    """Its poster, small."""
    poster: MediaFile | None = None
    """A frame with its headline and the brand, without captions, in the film's own size."""
    contact_sheet: MediaFile | None = None
    """A frame of every scene, each with its time."""
    preview: MediaFile | None = None
    """A short silent loop, as a GIF."""

    @property
    def files(self) -> tuple[MediaFile, ...]:
        """All its files."""
        beside = (self.srt, self.vtt, self.thumbnail, self.poster, self.contact_sheet, self.preview)
        every = (self.file, self.clean, *beside)
        return tuple(each for each in every if each)


class Video(Frozen):
    """Every film."""

    films: tuple[Film, ...]
    facts: dict[str, dict[str, JsonValue]] = Field(default={})
    """Per master, what was measured while rendering it: each text and logo, where, when, how legible."""
    findings: tuple[Finding, ...] = ()
