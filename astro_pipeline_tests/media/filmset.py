"""Small real pictures, sounds and timelines to film with."""

import hashlib
import io
import wave
from pathlib import Path

import numpy as np
from PIL import Image

from astro_pipeline.domain.media import SpokenWord
from astro_pipeline.domain.review import Box
from astro_pipeline.domain.timeline import Scene, Timeline


class Shelf:
    """Files by digest in a folder, as the store keeps them."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def put(self, content: bytes) -> str:
        sha256 = hashlib.sha256(content).hexdigest()
        (self._folder / sha256).write_bytes(content)
        return sha256

    def __call__(self, sha256: str) -> Path:
        return self._folder / sha256

    def picture(
        self, colour: tuple[int, ...], *, size: tuple[int, int] = (338, 600), spot: bool = True
    ) -> str:
        """A still in one colour, with a light spot in its middle that shows how it moves."""
        pixels = np.empty((size[1], size[0], len(colour)), np.uint8)
        pixels[:] = colour
        if spot:
            middle = (size[1] // 2, size[0] // 2)
            pixels[middle[0] - 20 : middle[0] + 20, middle[1] - 20 : middle[1] + 20, :3] = 250
        content = io.BytesIO()
        Image.fromarray(pixels).save(content, "PNG")
        return self.put(content.getvalue())

    def sound(self, seconds: float, *, level: float = 0.2) -> str:
        """A tone that swells twice a second, 48 kHz stereo."""
        time = np.arange(int(seconds * 48_000)) / 48_000
        tone = np.sin(2 * np.pi * 330 * time) * level * (0.6 + 0.4 * np.sin(2 * np.pi * 2 * time))
        samples = np.repeat((tone * 32767).astype("<i2")[:, None], 2, axis=1)
        content = io.BytesIO()
        with wave.open(content, "wb") as file:
            file.setnchannels(2)
            file.setsampwidth(2)
            file.setframerate(48_000)
            file.writeframes(samples.tobytes())
        return self.put(content.getvalue())


def words(text: str, *, start: float = 0.0, pause: float = 0.05) -> tuple[SpokenWord, ...]:
    """The words spoken evenly, about three a second."""
    spoken: list[SpokenWord] = []
    for word in text.split():
        end = round(start + 0.12 + 0.05 * len(word), 3)
        spoken.append(SpokenWord(text=word, start=round(start, 3), end=end))
        start = end + pause
    return tuple(spoken)


def timeline(shelf: Shelf, *, seconds: float = 2.0, size: tuple[int, int] = (270, 480)) -> Timeline:
    """Two plain scenes with a dissolve, no type and no sound."""
    half = seconds / 2
    return Timeline(
        width=size[0],
        height=size[1],
        seconds=seconds,
        scenes=(
            Scene(picture=shelf.picture((20, 60, 60)), start=0, seconds=half, move="push_in"),
            Scene(
                picture=shelf.picture((240, 100, 60)),
                start=half,
                seconds=half,
                move="drift_left",
                entry="dissolve",
                entry_seconds=0.4,
            ),
        ),
    )


def box(x: int, y: int, width: int, height: int) -> Box:
    """A box, in pixels."""
    return Box(x=x, y=y, width=width, height=height)
