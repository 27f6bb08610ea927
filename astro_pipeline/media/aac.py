# pyright: basic
# PyAV's streams and frames are untyped; they are fenced into this file.
"""What AAC makes of a sound, as the films carry it: its peaks come back higher than they went in."""

import io

import av
import numpy as np

from astro_pipeline.media.listening import listen
from astro_pipeline.media.sound import RATE, Samples

BITS_PER_SECOND = 192_000
DELAY_SAMPLES = 1024
"""What the encoder puts before the first sample; films cut as much from the front of the mix."""
_BITEXACT = 1 << 23


def through_aac(sound: Samples) -> Samples:
    """The stereo sound encoded as the films' audio track and decoded again."""
    file = io.BytesIO()
    with av.open(file, mode="w", format="mp4") as container:
        stream = container.add_stream("aac", rate=RATE)
        stream.codec_context.bit_rate = BITS_PER_SECOND
        stream.codec_context.layout = "stereo"
        stream.codec_context.flags |= _BITEXACT
        planes = np.ascontiguousarray(sound[DELAY_SAMPLES:].T.astype(np.float32))
        frame = av.AudioFrame.from_ndarray(planes, format="fltp", layout="stereo")
        frame.sample_rate, frame.pts = RATE, 0
        container.mux(stream.encode(frame))
        container.mux(stream.encode(None))
    return listen(file.getvalue())
