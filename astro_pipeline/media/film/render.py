# pyright: basic
# PyAV's stubs leave containers and packets half typed.
"""From a timeline to an MP4: encoded segments joined packet by packet, the sound laid beside them."""

import os
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from fractions import Fraction
from pathlib import Path

import av
import cv2
from av.container import OutputContainer

from astro_pipeline.domain.timeline import Timeline
from astro_pipeline.media.film.encode import encoded, film_stream
from astro_pipeline.media.film.fingerprint import fingerprint, program
from astro_pipeline.media.film.frames import FilmFrames
from astro_pipeline.media.film.scenes import Blob
from astro_pipeline.media.film.segments import Segment, SegmentShelf
from astro_pipeline.media.sound.aac import FRAME_SAMPLES, film_sound, packets, sound_stream
from astro_pipeline.media.sound.listening import listen
from astro_pipeline.media.sound.samples import RATE


def render(timeline: Timeline, path: Path, *, blob: Blob, shelf: SegmentShelf | None = None) -> FilmFrames:
    """Write the film to `path` (MP4, H.264 and AAC), whole or not at all; equal timelines, equal bytes.

    Segments that lie on the shelf are not made again, and never change the bytes.
    Raises: MediaUnreadable where a picture or the sound cannot be read.
    """
    # Frames are drawn side by side already: OpenCV's own threads inside them cost a quarter more CPU.
    cv2.setNumThreads(1)
    with ThreadPoolExecutor(1, thread_name_prefix="listen") as ear:
        heard = ear.submit(_sound, timeline, blob, shelf) if timeline.audio else None
        frames = FilmFrames(timeline, blob, shelf=shelf)
        sound = heard.result() if heard else None
    draft = path.with_name(f".{path.name}.part")
    try:
        _write(frames, sound, draft, shelf)
        with draft.open("rb") as written:
            os.fsync(written.fileno())
        draft.replace(path)
    finally:
        draft.unlink(missing_ok=True)
    return frames


def _write(frames: FilmFrames, sound: Segment | None, path: Path, shelf: SegmentShelf | None) -> None:
    # bitexact: no encoder name and no time of writing. No edit list: Meta takes none, so the
    # frames come out in the order they are shown and the sound is moved by what AAC adds.
    # Source: https://help.fastory.io (Meta Ads Guide, checked 2026-11-20).
    options = {"movflags": "+faststart", "use_editlist": "0", "fflags": "+bitexact"}
    with av.open(str(path), "w", format="mp4", options=options) as container:
        film = film_stream(container, frames.timeline)
        voice = sound_stream(container) if sound is not None else None
        container.start_encoding()
        header = bytes(film.codec_context.extradata or b"")
        pictures = _film_packets(film, frames.timeline, encoded(frames, header, shelf))
        sounds = _sound_packets(voice, sound) if voice is not None and sound is not None else iter(())
        _interleave(container, pictures, sounds)


def _film_packets(
    stream: av.VideoStream, timeline: Timeline, segments: Iterator[Segment]
) -> Iterator[av.Packet]:
    number = 0
    for segment in segments:
        for content, whole in zip(segment.packets, segment.whole, strict=True):
            packet = av.Packet(content)
            packet.stream, packet.time_base = stream, 1 / timeline.rate
            packet.pts = packet.dts = number
            packet.duration, packet.is_keyframe = 1, whole
            yield packet
            number += 1


def _sound_packets(stream: av.AudioStream, sound: Segment) -> Iterator[av.Packet]:
    """AAC packets from time 0: the encoder's delay was taken out of the beginning, which is silent."""
    for number, content in enumerate(sound.packets):
        packet = av.Packet(content)
        packet.stream, packet.time_base = stream, Fraction(1, RATE)
        packet.pts = packet.dts = number * FRAME_SAMPLES
        packet.duration, packet.is_keyframe = FRAME_SAMPLES, True
        yield packet


def _interleave(
    container: OutputContainer, pictures: Iterator[av.Packet], sounds: Iterator[av.Packet]
) -> None:
    """Mux both by time, so that a player has what it needs next."""
    sound = next(sounds, None)
    for picture in pictures:
        while sound is not None and _due(sound) <= _due(picture):
            container.mux(sound)
            sound = next(sounds, None)
        container.mux(picture)
    while sound is not None:
        container.mux(sound)
        sound = next(sounds, None)


def _due(packet: av.Packet) -> Fraction:
    return (packet.dts or 0) * (packet.time_base or Fraction(1))


def _sound(timeline: Timeline, blob: Blob, shelf: SegmentShelf | None) -> Segment:
    """The mix as AAC, in whole frames that end before the film does: from the shelf where it is there."""
    samples = int(timeline.frames / timeline.rate * RATE)
    key = "sound-" + fingerprint(program(), timeline.audio, samples)
    kept = shelf.take(key) if shelf else None
    if kept:
        return kept
    encoded_sound = packets(film_sound(listen(blob(timeline.audio or "")), samples))
    made = Segment(encoded_sound, (True,) * len(encoded_sound))
    if shelf:
        shelf.put(key, made)
    return made
