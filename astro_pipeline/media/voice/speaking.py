"""The speaking child: espeak-ng behind a pipe, one JSON line in, one JSON line out.

    python -m astro_pipeline.media.voice.speaking

espeak-ng is under the GPL, version 3, and can crash on what it is given: both are reasons why it
lives in a process of its own, which shares nothing with its caller but these lines.

In:  {"text", "voice", "rate" (words a minute), "pitch" (0-99), "range" (0-99), "gap" (10 ms)}
Out: {"wav" (base64, mono, 16 bit), "words": [[first character, seconds], …]} or {"error"}
"""

import base64
import ctypes
import io
import json
import sys
import wave
from collections.abc import Callable
from typing import Any, TextIO

import espeakng_loader

# Values of espeak-ng's speak_lib.h (1.52, checked 2026-11-20).
_SYNCHRONOUS = 2
_UTF8, _PHONEMES = 0x1, 0x100
_CHARACTER = 1
_RATE, _PITCH, _RANGE, _WORD_GAP = 1, 3, 4, 7
_LIST_END, _WORD = 0, 1


class _Id(ctypes.Union):
    _fields_ = (("number", ctypes.c_int), ("name", ctypes.c_char_p), ("string", ctypes.c_char * 8))


class _Event(ctypes.Structure):
    _fields_ = (
        ("type", ctypes.c_int),
        ("unique_identifier", ctypes.c_uint),
        ("text_position", ctypes.c_int),
        ("length", ctypes.c_int),
        ("audio_position", ctypes.c_int),
        ("sample", ctypes.c_int),
        ("user_data", ctypes.c_void_p),
        ("id", _Id),
    )


_Callback = ctypes.CFUNCTYPE(
    ctypes.c_int, ctypes.POINTER(ctypes.c_short), ctypes.c_int, ctypes.POINTER(_Event)
)


def serve(lines: TextIO, answers: TextIO) -> None:
    """Answers every line until the input ends."""
    library = ctypes.CDLL(espeakng_loader.get_library_path())
    rate = library.espeak_Initialize(_SYNCHRONOUS, 0, espeakng_loader.get_data_path().encode(), 0)
    for line in lines:
        answer = _answer(library, rate, json.loads(line))
        answers.write(json.dumps(answer) + "\n")
        answers.flush()


def _answer(library: ctypes.CDLL, rate: int, asked: dict[str, Any]) -> dict[str, object]:
    if rate <= 0:
        return {"error": f"espeak-ng did not start (code {rate}); reinstall espeakng-loader"}
    if library.espeak_SetVoiceByName(str(asked["voice"]).encode()) != 0:
        return {"error": f"espeak-ng has no voice {asked['voice']!r}"}
    for parameter, name in ((_RATE, "rate"), (_PITCH, "pitch"), (_RANGE, "range"), (_WORD_GAP, "gap")):
        library.espeak_SetParameter(parameter, int(asked[name]), 0)
    sound: list[bytes] = []
    words: list[tuple[int, float]] = []
    callback = _listener(sound, words)
    library.espeak_SetSynthCallback(callback)
    text = str(asked["text"]).encode()
    failed = library.espeak_Synth(text, len(text) + 1, 0, _CHARACTER, 0, _UTF8 | _PHONEMES, None, None)
    if failed:
        return {"error": f"espeak-ng could not speak {asked['text']!r} (code {failed})"}
    library.espeak_Synchronize()
    return {"wav": base64.b64encode(_wav(b"".join(sound), rate)).decode(), "words": words}


def _listener(sound: list[bytes], words: list[tuple[int, float]]) -> Callable[..., int]:
    """What espeak-ng calls with each piece of sound and the words that begin in it."""

    def hear(samples: Any, length: int, events: Any) -> int:
        if samples and length > 0:
            sound.append(ctypes.string_at(samples, length * 2))
        place = 0
        while events[place].type != _LIST_END:
            event = events[place]
            if event.type == _WORD:
                words.append((event.text_position - 1, event.audio_position / 1000))
            place += 1
        return 0

    return _Callback(hear)


def _wav(samples: bytes, rate: int) -> bytes:
    memory = io.BytesIO()
    with wave.open(memory, "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(rate)
        file.writeframes(samples)
    return memory.getvalue()


if __name__ == "__main__":
    serve(sys.stdin, sys.stdout)
