# pyright: basic
# PyAV's stubs leave containers and packets half typed.
"""Small files to measure: real pictures, sounds and films, with or without a planted defect."""

from fractions import Fraction
from pathlib import Path
from typing import cast

import av
import numpy as np
from av.container import OutputContainer
from PIL import Image

from astro_pipeline.media.sound.samples import RATE, Samples, wav


def write_picture(path: Path, size: tuple[int, int] = (64, 48), *, blank: bool = False) -> Path:
    """A seeded picture, in the format its suffix names; "cut-out" has alpha, "flat" is one colour a half."""
    width, height = size
    pixels = np.random.default_rng(1).integers(0, 255, (height, width, 4), np.uint8)
    pixels[: height // 2, :, :3] = (20, 90, 160)
    if blank:
        pixels[..., :3] = 128
    if path.stem != "cut-out":
        pixels = pixels[..., :3]
    Image.fromarray(np.ascontiguousarray(pixels)).save(path, lossless=path.stem == "lossless")
    return path


def write_wav(path: Path, sound: Samples) -> Path:
    """A 16-bit WAV."""
    path.write_bytes(wav(sound, seed=1))
    return path


def tone(seconds: float, *, lufs: float = -14.0, pitch: float = 997.0) -> Samples:
    """A stereo sine of that loudness: at 997 Hz a stereo sine of peak x is x dB loud."""
    clock = np.arange(round(seconds * RATE)) / RATE
    wave = 10 ** (lufs / 20) * np.sin(2 * np.pi * pitch * clock)
    return np.stack([wave, wave], axis=1).astype(np.float32)


def write_film(
    path: Path,
    size: tuple[int, int] = (64, 64),
    *,
    frames: int = 6,
    fps: str = "30000/1001",
    pixel_format: str = "yuv420p",
    codec: str = "libx264",
    sound: Samples | None = None,
    faststart: bool = True,
    tagged: bool = True,
    black: bool = False,
    frozen: bool = False,
    edit_list: bool = False,
    skip: int | None = None,
) -> Path:
    """A small film: noise that moves, with a tone if one is given; `skip` leaves a hole in its clock."""
    options = {"movflags": "+faststart"} if faststart else {}
    options |= {"use_editlist": str(int(edit_list)), "fflags": "+bitexact"}
    with av.open(str(path), "w", format="mp4", options=options) as container:
        stream = cast("av.VideoStream", container.add_stream(codec, rate=Fraction(fps)))
        stream.width, stream.height = size
        stream.pix_fmt = pixel_format
        stream.time_base = stream.codec_context.time_base = 1 / Fraction(fps)
        stream.codec_context.thread_count = 1
        if codec == "libx264":
            stream.options = {"preset": "ultrafast", "x264-params": "bframes=0:keyint=30"}
        if tagged:
            context = stream.codec_context
            context.color_range = context.colorspace = context.color_primaries = context.color_trc = 1
        voice = container.add_stream("aac", rate=RATE) if sound is not None else None
        if voice is not None:
            voice.codec_context.layout = "stereo"
        for number in range(frames):
            picture = av.VideoFrame.from_ndarray(
                _drawn(size, 0 if frozen else number, black=black), format="rgb24"
            ).reformat(format=pixel_format)
            late = skip is not None and number >= skip
            picture.pts, picture.time_base = number + (5 if late else 0), 1 / Fraction(fps)
            picture.duration = 1
            container.mux(stream.encode(picture))
        container.mux(stream.encode(None))
        if voice is not None and sound is not None:
            _speak(container, voice, sound)
    return path


def _drawn(size: tuple[int, int], number: int, *, black: bool) -> np.ndarray:
    width, height = size
    if black:
        return np.zeros((height, width, 3), np.uint8)
    across = np.linspace(60, 220, width, dtype=np.float32)
    shade = np.roll(across, number * max(1, width // 16)).astype(np.uint8)
    return np.ascontiguousarray(np.broadcast_to(shade[None, :, None], (height, width, 3)))


def _speak(container: OutputContainer, voice: av.AudioStream, sound: Samples) -> None:
    whole = np.ascontiguousarray(sound.T, np.float32)
    for start in range(0, whole.shape[1], 1024):
        block = np.ascontiguousarray(whole[:, start : start + 1024])
        frame = av.AudioFrame.from_ndarray(block, format="fltp", layout="stereo")
        frame.sample_rate, frame.pts, frame.time_base = RATE, start, Fraction(1, RATE)
        _mux_from_zero(container, voice.encode(frame))
    _mux_from_zero(container, voice.encode(None))


def _mux_from_zero(container: OutputContainer, packets: list[av.Packet]) -> None:
    """AAC's encoder begins 1,024 samples early, which would move the picture back by as much."""
    for packet in packets:
        packet.pts = packet.dts = (packet.pts or 0) + 1024
        container.mux(packet)


def break_sound(path: Path) -> Path:
    """Overwrites every packet of a film's sound, so that none of it can be decoded."""
    content = bytearray(path.read_bytes())
    with av.open(str(path)) as container:
        packets = [(packet.pos or 0, packet.size) for packet in container.demux(audio=0) if packet.size]
    for start, size in packets:
        content[start : start + size] = b"\xff" * size
    path.write_bytes(content)
    return path
