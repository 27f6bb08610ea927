# pyright: basic
# cv2 and PyAV are half typed.
"""Footage graded: temperature, lift, gain, gamma, saturation, then a LUT.

Everything but the LUT is worked out exactly for the 256 values a channel can have; the LUT is put on by
ffmpeg's lut3d, tetrahedral, from a table of our own writing: what customers send is parsed by us alone.
"""

import tempfile
from fractions import Fraction
from pathlib import Path
from typing import Final

import av
import av.filter
import cv2
import numpy as np
from numpy.typing import NDArray

from astro_pipeline.domain.grade import Grade
from astro_pipeline.errors import MediaUnreadable
from astro_pipeline.media.footage.cube import Cube
from astro_pipeline.media.pixels.yuv import Pixels

_LUMA: Final = np.array([0.2126, 0.7152, 0.0722], np.float64)
"""Source: ITU-R BT.709-6, item 3.2."""
_WARMTH: Final = 0.18
"""How much red rises and blue falls at the warmest: about what 6500 K does against 4500 K."""


class Grader:
    """Does the same to every frame it is given."""

    def __init__(self, grade: Grade, cube: Cube | None = None) -> None:
        self._curves = curves(grade)
        self._plain = bool(np.array_equal(self._curves, _straight()))
        self._saturation = grade.saturation
        self._lut = _Lut(cube) if cube is not None else None

    def apply(self, rgb: Pixels) -> Pixels:
        """The frame, graded."""
        if not self._plain:
            rgb = np.asarray(cv2.LUT(rgb, self._curves[None]), np.uint8)
        if self._saturation != 1:
            rgb = np.asarray(cv2.transform(rgb, saturating(self._saturation)), np.uint8)
        return self._lut.apply(rgb) if self._lut else rgb


def curves(grade: Grade) -> NDArray[np.uint8]:
    """What becomes of each value of red, green and blue: 256 × 3.

    Out = (gain × (in + lift × (1 - in))) ^ (1 / gamma), after red and blue were warmed or cooled.
    """
    value = np.linspace(0, 1, 256)[:, None] * _tint(grade.temperature)
    lifted = value + grade.lift * (1 - value)
    out = np.clip(grade.gain * lifted, 0, 1) ** (1 / grade.gamma)
    return np.clip(np.round(out * 255), 0, 255).astype(np.uint8)


def saturating(saturation: float) -> NDArray[np.float64]:
    """The matrix that moves colours to or from their grey of the same luma."""
    return saturation * np.eye(3) + (1 - saturation) * np.tile(_LUMA, (3, 1))


def _tint(temperature: float) -> NDArray[np.float64]:
    """Gains of red, green and blue that leave a grey's luma as it is."""
    gains = np.array([1 + _WARMTH * temperature, 1.0, 1 - _WARMTH * temperature])
    return gains / (gains @ _LUMA)


def _straight() -> NDArray[np.uint8]:
    return np.repeat(np.arange(256, dtype=np.uint8)[:, None], 3, axis=1)


class _Lut:
    """A LUT that frames are sent through; built anew when their size changes."""

    def __init__(self, cube: Cube) -> None:
        self._cube = cube
        self._size: tuple[int, int] | None = None
        self._graph = av.filter.Graph()

    def apply(self, rgb: Pixels) -> Pixels:
        size = (rgb.shape[1], rgb.shape[0])
        if size != self._size:
            self._graph, self._size = self._built(size), size
        self._graph.push(av.VideoFrame.from_ndarray(rgb, "rgb24").reformat(format="gbrp"))
        graded = self._graph.pull()
        if not isinstance(graded, av.VideoFrame):
            raise MediaUnreadable("the LUT gave no picture back; export it again as a 3D .cube")
        return np.asarray(graded.to_ndarray(), np.uint8)

    def _built(self, size: tuple[int, int]) -> av.filter.Graph:
        graph = av.filter.Graph()
        source = graph.add_buffer(
            width=size[0], height=size[1], format=av.VideoFormat("gbrp"), time_base=Fraction(1, 25)
        )
        with tempfile.TemporaryDirectory() as folder:
            table = Path(folder) / "table.cube"
            table.write_text(_written(self._cube), "ascii")
            lut = graph.add("lut3d", f"file={table}:interp=tetrahedral")
            kept = graph.add("format", "pix_fmts=gbrp")
            sink = graph.add("buffersink")
            source.link_to(lut)
            lut.link_to(kept)
            kept.link_to(sink)
            graph.configure()  # the table is read here
        return graph


def _written(cube: Cube) -> str:
    # ffmpeg cuts what is behind the point; half a step up makes it round.
    table = cube.table.reshape(-1, 3) + 0.5 / 255
    rows = "\n".join(" ".join(f"{part:.6f}" for part in row) for row in table)
    domain = [" ".join(f"{part:.6f}" for part in each) for each in (cube.low, cube.high)]
    return f"LUT_3D_SIZE {cube.size}\nDOMAIN_MIN {domain[0]}\nDOMAIN_MAX {domain[1]}\n{rows}\n"
