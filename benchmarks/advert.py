"""The ad the film benchmark makes: five stills, headlines, captions, a card and a mix, in any ratio."""

import hashlib
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from astro_pipeline.domain.media import SpokenWord
from astro_pipeline.domain.review import Box
from astro_pipeline.domain.timeline import (
    Button,
    Caption,
    Captions,
    Card,
    Mark,
    Move,
    Scene,
    Text,
    Timeline,
    Transition,
)
from astro_pipeline.media.sound.samples import RATE, wav

SECONDS = 15.0
OVERSIZE = 1.15
STARTS = (0.0, 2.9, 5.8, 8.7, 11.6)
ENTRY_SECONDS = 0.4
HEADLINES = ("Never bitter", "Slow-steeped for you", "Eighteen hours cold", "20% off your first case")
SAID = (
    "Mornings are loud enough. This is a coffee that takes its time. We steep it for eighteen hours in cold "
    "water. So it is never bitter and always smooth. It comes in a can that fits your bag. Drink it on the "
    "way, or at your desk. Order this week and take twenty percent off. Fernhill cold brew. Slow down. Today."
)
COLOURS = (("#0F3D3E", "#F7B538"), ("#E9DCC9", "#B5442B"), ("#1B2A49", "#E7C8A0"), ("#C7522A", "#FBF1E3"),
           ("#12355B", "#D9E4DD"))  # fmt: skip
_MOVES: tuple[Move, ...] = ("push_in", "drift_left", "pull_out", "rise", "push_in")
_ENTRIES: tuple[Transition, ...] = ("cut", "dissolve", "push", "dissolve", "push")

Pixels = NDArray[np.uint8]


@dataclass(frozen=True, slots=True)
class Advert:
    """The film as data, and where the bytes of its pictures and its mix lie."""

    timeline: Timeline
    folder: Path

    def blob(self, sha256: str) -> Path:
        """The file of that digest."""
        return self.folder / sha256


def make_advert(folder: Path, *, size: tuple[int, int], seconds: float = SECONDS) -> Advert:
    """Draw its pictures and its mix into the folder, and lay it out in this size."""
    pictures = [_kept_picture(folder, still(size, number)) for number in range(len(STARTS))]
    scenes = tuple(
        Scene(
            picture=picture,
            start=start,
            seconds=round(end - start, 3),
            move=_MOVES[number],
            entry=_ENTRIES[number],
            entry_seconds=ENTRY_SECONDS if number else 0.0,
        )
        for number, (picture, start, end) in enumerate(
            zip(pictures, STARTS, (*STARTS[1:], SECONDS), strict=True)
        )
        if start < seconds
    )
    width, height = size
    timeline = Timeline(
        width=width,
        height=height,
        seconds=seconds,
        scenes=scenes,
        audio=_kept(folder, wav(_mix(seconds), seed=1)),
        **_type(width, height),
    )
    return Advert(timeline, folder)


def make_adverts(folder: Path, *, sizes: tuple[tuple[int, int], ...]) -> list[Advert]:
    """The same ad in several sizes, each in a folder of its own."""
    adverts: list[Advert] = []
    for size in sizes:
        own = folder / f"{size[0]}x{size[1]}"
        own.mkdir(exist_ok=True)
        adverts.append(make_advert(own, size=size))
    return adverts


def another_picture(advert: Advert, number: int) -> Timeline:
    """The film with another picture in one of its scenes."""
    timeline = advert.timeline
    scenes = list(timeline.scenes)
    picture = still((timeline.width, timeline.height), number, turned=True)
    scenes[number] = scenes[number].model_copy(update={"picture": _kept_picture(advert.folder, picture)})
    return timeline.model_copy(update={"scenes": tuple(scenes)})


def another_sound(advert: Advert) -> Timeline:
    """The film with another mix."""
    timeline = advert.timeline
    mix = wav(_mix(timeline.seconds) * np.float32(0.8), seed=1)
    return timeline.model_copy(update={"audio": _kept(advert.folder, mix)})


def chunks() -> tuple[Caption, ...]:
    """What is said, two or three words at a time, evenly over the film."""
    said = SAID.split()
    groups = [said[place : place + 3] for place in range(0, len(said), 3)]
    each = (SECONDS - 0.6) / len(groups)
    found: list[Caption] = []
    for place, group in enumerate(groups):
        start, step = 0.2 + place * each, each / len(group)
        times = [(round(start + n * step, 3), round(start + (n + 1) * step, 3)) for n in range(len(group))]
        words = [SpokenWord(text=text, start=a, end=b) for text, (a, b) in zip(group, times, strict=True)]
        found.append(Caption(words=tuple(words), start=times[0][0], end=times[-1][1]))
    return tuple(found)


def still(size: tuple[int, int], number: int, *, turned: bool = False) -> Pixels:
    """A lit object on a soft ground, a little larger than the film."""
    width, height = (round(side * OVERSIZE / 2) * 2 for side in size)
    ground, object_ = (_rgb(colour) for colour in COLOURS[number][:: -1 if turned else 1])
    y, x = np.mgrid[0:height, 0:width].astype(np.float32)
    short = min(width, height)
    across, down = (x - width * 0.5) / short, (y - height * 0.6) / short
    light = np.exp(-((across + 0.25) ** 2 + (down + 0.3) ** 2) / 0.3)[..., None]
    pixels = ground * (0.86 + 0.24 * light)
    far = np.hypot(across * 1.7, down)
    cover = np.clip((0.36 - far) * short / 3, 0, 1)[..., None]
    facing = np.clip(1 - (far / 0.36) ** 2, 0, 1)[..., None] ** 0.5
    stripes = 0.04 * np.sin(down * 60)[..., None]
    pixels += (object_ * (0.45 + 0.6 * facing * (0.6 + 0.4 * light) + stripes) - pixels) * cover
    grain = np.random.default_rng(number).normal(0, 0.008, (height, width, 1)).astype(np.float32)
    return (np.clip(pixels + grain, 0, 1) * 255 + 0.5).astype(np.uint8)


def _type(width: int, height: int) -> dict[str, object]:
    """Everything but the scenes, for a frame of this size."""

    def box(x: float, y: float, wide: float, high: float) -> Box:
        return Box(
            x=round(x * width), y=round(y * height), width=round(wide * width), height=round(high * height)
        )

    k = min(width, height) / 1080
    ends = (*STARTS[1:], SECONDS)
    texts = [
        Text(text=text, language="en", box=box(0.06, 0.2, 0.79, 0.16), start=round(start + 0.3, 3),
             end=round(end - 0.1, 3), size=round(148 * k), smallest=round(44 * k), motion="words")
        for text, start, end in zip(HEADLINES, STARTS, ends, strict=False)
    ]  # fmt: skip
    address = Text(
        text="fernhill.example",
        language="en",
        box=box(0.1, 0.52, 0.8, 0.05),
        start=12.4,
        end=SECONDS,
        size=round(50 * k),
        smallest=round(24 * k),
        lines=1,
        motion="rise",
        align="centre",
    )
    return {
        "texts": (*texts, address),
        "marks": (
            Mark(name="Fernhill", box=box(0.06, 0.14, 0.45, 0.045), start=0, end=11.5),
            Mark(name="Fernhill", box=box(0.1, 0.2, 0.8, 0.1), start=12.0, end=SECONDS, align="centre",
                 come_seconds=0.35),
        ),
        "buttons": (
            Button(text="Order a case", language="en", box=box(0.1, 0.36, 0.8, 0.08), start=12.2, end=SECONDS,
                   fill="#F7B538", ink="#101816"),
        ),
        "card": Card(start=11.6, entry_seconds=0.5, ground="#0F3D3E", accent="#F7B538", motif="#1A4A4B"),
        "captions": Captions(chunks=chunks(), language="en", box=box(0.1, 0.62, 0.8, 0.1), size=round(60 * k),
                             ground="#101816", ink="#FFFFFF", accent="#F7B538", accent_ink="#101816"),
    }  # fmt: skip


def _mix(seconds: float) -> NDArray[np.float32]:
    """Something with a beat and a voice's middle: what AAC has to work on."""
    time = np.arange(round(seconds * RATE)) / RATE
    beat = np.exp(-6 * (time * 2 % 1)) * np.sin(2 * np.pi * 60 * time)
    voice = np.sin(2 * np.pi * 220 * time + 3 * np.sin(2 * np.pi * 3 * time)) * (
        np.sin(2 * np.pi * 1.3 * time) > 0
    )
    mixed = (0.25 * beat + 0.12 * voice).astype(np.float32)
    return np.stack([mixed, np.roll(mixed, 40)], axis=1)


def _rgb(colour: str) -> NDArray[np.float32]:
    return np.array([int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)], np.float32)


def _kept_picture(folder: Path, pixels: Pixels) -> str:
    draft = folder / "draft.png"
    Image.fromarray(pixels).save(draft, compress_level=3)
    sha256 = _kept(folder, draft.read_bytes())
    draft.unlink()
    return sha256


def _kept(folder: Path, content: bytes) -> str:
    sha256 = hashlib.sha256(content).hexdigest()
    (folder / sha256).write_bytes(content)
    return sha256
