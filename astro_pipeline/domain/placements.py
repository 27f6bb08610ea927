"""Where an ad runs, and what that place takes: sizes, lengths, bytes, fields and their limits.

The table is `placements.yaml` beside this file; every row has its source, the day it was
checked and the day it expires.
"""

from collections.abc import Iterable
from datetime import date
from functools import cache, reduce
from importlib.resources import files
from typing import Literal

import yaml
from pydantic import ConfigDict, Field, TypeAdapter
from rapidfuzz import fuzz, process

from astro_pipeline.domain.base import Frozen

Confidence = Literal["official", "mirror", "secondary", "conflict", "house"]


class Source(Frozen):
    """Where a row's limits come from."""

    urls: tuple[str, ...]
    confidence: Confidence
    checked: date
    expires: date


class TextField(Frozen):
    """One field of copy and its limits, in characters as the platform counts them."""

    model_config = ConfigDict(str_strip_whitespace=False)  # a space may be what is forbidden

    name: str
    """headline, long_headline, primary_text, description, subject, preheader, body, path, …"""
    hard: int | None = None
    """More is rejected."""
    truncates_at: int | None = None
    """More is cut by the platform; a warning, and the writer's target."""
    minimum: int = 1
    """How many of them the placement needs."""
    maximum: int = 1
    """How many of them it takes."""
    double_width: bool = False
    """True where a CJK character counts as two."""
    forbid: tuple[str, ...] = ()
    """Substrings (or "emoji", "links") that must not appear."""

    @property
    def target(self) -> int | None:
        """The length to write to: what is seen uncut, else what is accepted."""
        return self.truncates_at or self.hard


class Insets(Frozen):
    """Pixels to keep free of type at each side, in the spec's own frame."""

    top: int = 0
    right: int = 0
    bottom: int = 0
    left: int = 0

    def mirrored(self) -> "Insets":
        """The same seen in a mirror: for languages written from right to left."""
        return Insets(top=self.top, right=self.left, bottom=self.bottom, left=self.right)

    def joined(self, other: "Insets") -> "Insets":
        """What keeps clear of both: the larger inset at each side."""
        return Insets(
            top=max(self.top, other.top),
            right=max(self.right, other.right),
            bottom=max(self.bottom, other.bottom),
            left=max(self.left, other.left),
        )


class ImageSpec(Frozen):
    """One still picture a placement takes."""

    width: int
    height: int
    formats: tuple[Literal["png", "jpg", "webp"], ...] = ("png", "jpg")
    """Best first."""
    max_bytes: int
    safe: Insets = Insets()
    min_type_px: int = Field(default=9, ge=1)
    """No type smaller than this is set: it would not be read at the size the placement is seen at."""

    @property
    def size(self) -> str:
        """Width and height as in file names, e.g. "1080x1350"."""
        return f"{self.width}x{self.height}"


class SoundTarget(Frozen):
    """How loud a film's sound is to be, and how high it may peak once it is decoded.

    -14 LUFS is what YouTube, TikTok and Spotify play at: they turn down what is louder and leave what
    is quieter. Television asks for -23 LUFS (EBU R 128) or -24 (ATSC A/85), Apple for -16.
    Source: https://www.forasoft.com/learn/audio-for-video/articles-audio/lufs-targets-per-platform-2026
    (checked 2026-11-20).
    """

    loudness_lufs: float = Field(default=-14.0, ge=-31, le=-9)
    true_peak_dbtp: float = Field(default=-1.0, ge=-9, le=-0.5)


class VideoSpec(SoundTarget):
    """One film a placement takes."""

    ratio: Literal["9:16", "16:9", "1:1", "4:5"]
    min_seconds: float = 1
    max_seconds: float
    max_bytes: int
    fps_below: float | None = None
    """The frame rate must stay below this (LinkedIn: 30)."""
    least_kbps: float | None = None
    """The bit rate must not be lower, in kbit/s (TikTok: 516)."""
    takes_4k: bool = False
    sidecar_captions: Literal["srt", "vtt"] | None = None
    """The caption file the placement wants beside the film, if any."""
    safe: Insets = Insets()
    """At 1080 px on the short side."""


class Placement(Frozen):
    """A place on a platform: `platform_surface`."""

    id: str
    title: str
    channel: str
    """The channel it belongs to, e.g. meta, youtube, display, email, web."""
    images: tuple[ImageSpec, ...] = ()
    videos: tuple[VideoSpec, ...] = ()
    """Accepted ratios, best first."""
    copy_fields: tuple[TextField, ...] = Field(default=())
    hashtags: int = 0
    """How many hashtags are usual; 0 where none are used."""
    takes_link: bool = True
    source: Source

    def film(self, seconds: float) -> VideoSpec | None:
        """The first film it takes at that length."""
        return next((spec for spec in self.videos if spec.min_seconds <= seconds <= spec.max_seconds), None)


class Channel(Frozen):
    """A channel, its other names, and the placements it usually means."""

    id: str
    title: str
    aliases: tuple[str, ...] = ()
    placements: tuple[str, ...]


class _Table(Frozen):
    version: int
    placements: tuple[Placement, ...]
    channels: tuple[Channel, ...]


@cache
def _table() -> _Table:
    text = files("astro_pipeline.domain").joinpath("placements.yaml").read_text("utf-8")
    return TypeAdapter(_Table).validate_python(yaml.safe_load(text))


@cache
def placements() -> dict[str, Placement]:
    """Every placement by id."""
    return {row.id: row for row in _table().placements}


@cache
def channels() -> dict[str, Channel]:
    """Every channel by id."""
    return {row.id: row for row in _table().channels}


def channel_named(name: str) -> Channel | None:
    """The channel of that id, title or alias (case, spaces and hyphens do not matter)."""
    wanted = _folded(name)
    for channel in channels().values():
        if wanted in {_folded(each) for each in (channel.id, channel.title, *channel.aliases)}:
            return channel
    return None


def nearest_placement(name: str) -> str:
    """The known id most like a misspelt one."""
    return process.extractOne(name, list(placements()), scorer=fuzz.WRatio)[0]


def text_safe_strict(insets: Iterable[Insets]) -> Insets:
    """What keeps clear of all of these: one master that serves several placements keeps their strictest."""
    return reduce(Insets.joined, insets, Insets())


def sound_targets(specs: Iterable[VideoSpec]) -> tuple[SoundTarget, ...]:
    """One target per loudness the specs ask for, with the strictest peak among those that share it.

    Loudnesses are not brought together: a film made for television is too quiet for a feed, which
    does not turn it up, and the other way round it is refused. Without a spec, the usual target.
    """
    peaks: dict[float, float] = {}
    for spec in specs:
        peaks[spec.loudness_lufs] = min(spec.true_peak_dbtp, peaks.get(spec.loudness_lufs, 0.0))
    return tuple(SoundTarget(loudness_lufs=lufs, true_peak_dbtp=peak) for lufs, peak in peaks.items()) or (
        SoundTarget(),
    )


def table_dates() -> tuple[date, date]:
    """The oldest day any row was checked, and the first day any row expires."""
    sources = [row.source for row in placements().values()]
    return min(source.checked for source in sources), min(source.expires for source in sources)


def _folded(name: str) -> str:
    return "".join(c for c in name.lower() if c.isalnum())
