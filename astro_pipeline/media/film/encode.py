# pyright: basic
# PyAV's stubs leave codecs and packets half typed.
"""Frames to H.264, a segment at a time, drawn ahead in threads.

One encoder lives at a time: a second one that begins while the first ends takes 200 MB more and
makes a film no sooner (15 s at 1080x1920 on two cores: 6.3 against 6.8 s, 2026-11-21).
"""

from collections import deque
from collections.abc import Generator, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import closing
from itertools import chain
from queue import SimpleQueue
from typing import Final

import av
from av.container import OutputContainer
from av.video.codeccontext import VideoCodecContext

from astro_pipeline.domain.timeline import Timeline
from astro_pipeline.media.film.fingerprint import fingerprint, program
from astro_pipeline.media.film.frames import FilmFrames
from astro_pipeline.media.film.scenes import Canvas
from astro_pipeline.media.film.segments import Segment, SegmentShelf, cut
from astro_pipeline.media.pixels.yuv import Frame

THREADS: Final = 4
"""Fixed, not what the machine has: x264's choices depend on it, and with them the bytes."""
# No B-frames, so that no edit list is needed. The rest is a search that ends sooner: of a camera
# moving over a still, a third less work at the same size and 0.5 dB (46.8 to 46.2 dB PSNR of 9:16
# films at 1080p, measured 2026-11-20).
_X264: Final = (
    "open-gop=0:bframes=0:force-cfr=1:ref=1:subme=1:me=dia:weightp=0:trellis=0:partitions=i4x4,i8x8"
)
_OPTIONS: Final = {"preset": "veryfast", "tune": "animation", "crf": "21", "profile": "high"}
_GROUP_SECONDS: Final = 2
_GLOBAL_HEADER: Final = 1 << 22
_BT709: Final = 1
_LIMITED: Final = 1
_DRAWERS: Final = 2
_AHEAD: Final = 12
"""Frames drawn before they are needed: those that are drawn while an encoder gives out what it holds."""


def film_stream(container: OutputContainer, timeline: Timeline) -> av.VideoStream:
    """The film's track: its packets come from elsewhere, its own encoder only writes their header."""
    stream = container.add_stream("libx264", rate=timeline.rate)
    stream.time_base = 1 / timeline.rate
    configure(stream.codec_context, timeline, threads=1)
    return stream


def encoded(frames: FilmFrames, header: bytes, shelf: SegmentShelf | None) -> Iterator[Segment]:
    """The film's segments in order; what the shelf has is not drawn, what it lacks is given to it."""
    spans = cut(frames.timeline)
    keys = [fingerprint(program(), _X264, _OPTIONS, THREADS, header, frames.key(span)) for span in spans]
    kept = [shelf.take(key) if shelf else None for key in keys]
    missing = [span for span, segment in zip(spans, kept, strict=True) if segment is None]
    for span in missing:
        frames.open(span)
    with closing(_drawn(frames, tuple(chain(*missing)))) as drawn:
        for span, key, segment in zip(spans, keys, kept, strict=True):
            yield segment or _made(frames.timeline, span, key, drawn, shelf)


def configure(context: VideoCodecContext, timeline: Timeline, *, threads: int) -> None:
    """Set an encoder as every film of this kind is encoded."""
    group = int(timeline.rate * _GROUP_SECONDS)
    context.options = {**_OPTIONS, "x264-params": f"keyint={group}:{_X264}"}
    context.width, context.height, context.pix_fmt = timeline.width, timeline.height, "yuv420p"
    context.time_base = 1 / timeline.rate
    context.color_range = _LIMITED
    context.colorspace = context.color_primaries = context.color_trc = _BT709
    context.thread_count = threads
    context.thread_type = "FRAME"


class _Encoder:
    """Encodes one segment, knowing nothing of what came before it: a decoder may begin there."""

    def __init__(self, timeline: Timeline) -> None:
        context = av.CodecContext.create("libx264", "w")
        configure(context, timeline, threads=THREADS)
        context.flags |= _GLOBAL_HEADER
        context.framerate = timeline.rate
        self._context = context
        self._count = 0
        self._packets: list[bytes] = []
        self._whole: list[bool] = []

    def add(self, drawn: Frame) -> None:
        """Encode the next frame; it may be drawn over at once."""
        # PyAV 18.1 puts the chroma of a buffer half a row off where the height is no multiple of four.
        of = av.VideoFrame.from_ndarray if drawn.height % 4 else av.VideoFrame.from_numpy_buffer
        picture = of(drawn.buffer, format="yuv420p")
        picture.pts, picture.time_base = self._count, self._context.time_base
        self._count += 1
        self._take(picture)

    def finish(self) -> Segment:
        """All of it, the frames the encoder still held included."""
        self._take(None)
        return Segment(tuple(self._packets), tuple(self._whole))

    def _take(self, picture: av.VideoFrame | None) -> None:
        for packet in self._context.encode(picture):
            self._packets.append(bytes(packet))
            self._whole.append(packet.is_keyframe)


def _made(
    timeline: Timeline, span: range, key: str, drawn: Iterator[Frame], shelf: SegmentShelf | None
) -> Segment:
    encoder = _Encoder(timeline)
    for _ in span:
        encoder.add(next(drawn))
    segment = encoder.finish()
    if shelf:
        shelf.put(key, segment)
    return segment


def _drawn(frames: FilmFrames, numbers: Sequence[int]) -> Generator[Frame]:
    """These frames in order, a few drawn ahead; a frame is drawn over only when it was taken."""
    size = (frames.timeline.width, frames.timeline.height)
    free = deque(Frame(*size) for _ in range(_AHEAD))
    spares: SimpleQueue[Frame] = SimpleQueue()
    for _ in range(_DRAWERS):
        spares.put(Frame(*size))

    def draw(number: int, frame: Frame) -> Frame:
        spare = spares.get()
        try:
            return frames.draw(number, Canvas(frame, spare))
        finally:
            spares.put(spare)

    waiting: deque[Future[Frame]] = deque()
    with ThreadPoolExecutor(_DRAWERS, thread_name_prefix="draw") as drawers:
        for number in numbers:
            if not free:
                yield from _next(waiting, free)
            waiting.append(drawers.submit(draw, number, free.popleft()))
        while waiting:
            yield from _next(waiting, free)


def _next(waiting: deque[Future[Frame]], free: deque[Frame]) -> Iterator[Frame]:
    frame = waiting.popleft().result()
    yield frame
    free.append(frame)
