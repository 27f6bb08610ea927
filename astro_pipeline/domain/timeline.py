"""A film as data: what is seen and read at every moment, in pixels and seconds.

Nothing here draws. Equal timelines give equal films: everything the picture depends on is
named, pictures and fonts by the digest of their bytes.
"""

from fractions import Fraction
from math import floor
from typing import Final, Literal, Self

from pydantic import Field, model_validator

from astro_pipeline.domain.base import Colour, Frozen
from astro_pipeline.domain.media import SpokenWord
from astro_pipeline.domain.review import Box
from astro_pipeline.domain.staging import Staging
from astro_pipeline.domain.writing import TIE, joined

FRAME_RATE = "30000/1001"
"""Frames per second of every master: below 30, as LinkedIn asks.

Source: https://www.linkedin.com/help/lms/answer/a424737 (checked 2026-11-20).
"""

FRAME_RATES: Final[dict[str, str]] = {"29.97": FRAME_RATE, "25": "25"}
"""What a brief may ask for, as exact rates."""

Move = Literal["push_in", "pull_out", "drift_left", "drift_right", "rise", "hold"]
Transition = Literal["cut", "dissolve", "wipe", "push", "bands", "match", "zoom"]
"""Bands of colour sweep over the frame; the ground changes around an object that stays; the camera
goes through the object into the next scene."""
Arrival = Literal["there", "stay", "below", "side", "far"]
"""How the object of a staged scene comes in."""
Motion = Literal["reveal", "words", "rise", "fade", "pop", "press"]
"""Lines rise out of a mask; words follow one another; the whole rises; fades; grows into its place;
rises and is pressed once."""


class Scene(Frozen):
    """A picture on the timeline. It stays until the next one has fully entered."""

    picture: str
    """SHA-256 of a still, or of a film where `moving`."""
    moving: bool = False
    start: float
    seconds: float
    """Its own time; the next scene's entry comes on top."""
    move: Move = "hold"
    focus: tuple[float, float] = (0.5, 0.5)
    """Where the camera goes, from the top left, as parts of width and height."""
    entry: Transition = "cut"
    entry_seconds: float = 0.0
    stage: Staging | None = None
    """What is shown in the picture's place, layer by layer, where the picture was staged here."""
    colours: tuple[Colour, ...] = ()
    """Of the bands or the edge it comes in with, the first first."""
    mirrored: bool = False
    """True where one reads from the right: movements go the other way."""


class Text(Frozen):
    """Type on the picture, set as large as its box and `size` allow."""

    text: str
    language: str
    box: Box
    start: float
    end: float
    size: int
    """Largest size, px."""
    smallest: int = 24
    lines: int = 2
    weight: Literal["regular", "bold"] = "bold"
    motion: Motion = "reveal"
    come_seconds: float = 0.55
    """How long each of its pieces takes to come in; 0: it is there at once."""
    align: Literal["start", "centre"] = "start"
    ink: Colour | None = None
    """None: light or dark, whichever the picture behind it carries better."""
    stress: tuple[Colour, ...] = ()
    """Colours to underline its figures in: the one that shows best. None: nothing is underlined."""


class Mark(Frozen):
    """The brand on the picture: its logo, or its name in type where it has none."""

    name: str
    logo: str | None = None
    """SHA-256 of the logo."""
    box: Box
    start: float
    end: float
    align: Literal["start", "centre", "end"] = "start"
    """Left, middle or right of its box."""
    come_seconds: float = 0.0
    """How long it takes to appear."""
    ink: Colour | None = None


class Button(Frozen):
    """The call to action as a button."""

    text: str
    language: str
    box: Box
    start: float
    end: float
    come_seconds: float = 0.55
    fill: Colour
    ink: Colour


class Card(Frozen):
    """A ground that covers the picture from `start` to the film's end; it comes up from below."""

    start: float
    entry_seconds: float
    ground: Colour
    accent: Colour
    """The edge it comes up with."""
    motif: Colour
    """A large disc in its lower corner; near the ground's own tone."""


class Caption(Frozen):
    """Words read at one glance; each is lit while it is said. Times from the film's start."""

    words: tuple[SpokenWord, ...]
    start: float
    end: float

    @property
    def text(self) -> str:
        """The words as one line."""
        return joined(word.text for word in self.words).replace(TIE, "")


class Captions(Frozen):
    """The burnt-in captions and how they are set."""

    chunks: tuple[Caption, ...]
    language: str
    box: Box
    """They stand on its lower edge."""
    size: int
    ground: Colour
    ink: Colour
    accent: Colour
    """The plate of the word being said."""
    accent_ink: Colour


class Timeline(Frozen):
    """A whole film."""

    width: int = Field(ge=16, multiple_of=2)
    height: int = Field(ge=16, multiple_of=2)
    fps: str = FRAME_RATE
    seconds: float = Field(gt=0)
    """The length that was ordered; the film has the whole frames that fit into it."""
    scenes: tuple[Scene, ...] = Field(min_length=1)
    card: Card | None = None
    texts: tuple[Text, ...] = ()
    marks: tuple[Mark, ...] = ()
    buttons: tuple[Button, ...] = ()
    captions: Captions | None = None
    audio: str | None = None
    """SHA-256 of the mix."""
    fonts: tuple[str, ...] = ()
    """SHA-256 of the brand's typefaces, headline first."""

    @model_validator(mode="after")
    def _scenes_follow(self) -> Self:
        starts = [scene.start for scene in self.scenes]
        if starts[0] != 0 or starts != sorted(set(starts)) or starts[-1] >= self.seconds:
            msg = f"scenes start at {starts}; begin at 0, each after the last, all within the film"
            raise ValueError(msg)
        return self

    @property
    def rate(self) -> Fraction:
        """Frames per second, exactly."""
        return Fraction(self.fps)

    @property
    def frames(self) -> int:
        """How many frames it has: never longer than ordered."""
        return max(1, floor(Fraction(str(self.seconds)) * self.rate))

    def second(self, frame: int) -> float:
        """When that frame is shown."""
        return float(frame / self.rate)

    @property
    def short_side(self) -> int:
        """The smaller of width and height, px."""
        return min(self.width, self.height)
