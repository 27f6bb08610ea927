import json
import os
import sys
from pathlib import Path

import numpy as np
import pytest

from astro_pipeline.errors import MediaUnreadable
from astro_pipeline.media.sound.samples import RATE
from astro_pipeline.media.voice.recording import Manner, Voice
from astro_pipeline.media.voice.speech import speak
from astro_pipeline.media.voice.voices import Voices

# A small program that takes the options of piper, pico2wave or flite (the file's name says which),
# says a tone of 0.2 s per word at the asked speed into the asked file, and notes what it was given.
PROGRAM = """#!{python}
import json, math, pathlib, re, struct, sys, wave
me = pathlib.Path(sys.argv[0])
options = dict(zip(sys.argv[1:], sys.argv[2:]))
piped = sys.stdin.read()
if me.name == "piper":
    path, text, slow = options["--output_file"], piped, float(options["--length_scale"])
elif me.name == "flite":
    path, text, slow = options["-o"], options["-t"], float(sys.argv[4].split("=")[1])
else:
    path = next(each[7:] for each in sys.argv if each.startswith("--wave="))
    text, slow = re.sub("<.*?>", "", sys.argv[-1]), 1.0
(me.parent / "given.json").write_text(json.dumps([sys.argv[1:], piped]))
if "fail" in text:
    sys.exit("it does not fit my mouth")
rate = 16000
with wave.open(path, "wb") as file:
    file.setnchannels(1); file.setsampwidth(2); file.setframerate(rate)
    count = int(len(text.split()) * 0.2 * slow * rate)
    file.writeframes(b"".join(struct.pack("<h", int(9000 * math.sin(i / 12))) for i in range(count)))
"""


def installed(folder: Path, *names: str) -> Voices:
    for name in names:
        path = folder / name
        path.write_text(PROGRAM.format(python=sys.executable))
        path.chmod(0o755)
    return Voices(programs=str(folder))


def voice_file(folder: Path, name: str, *, weights: bytes = b"weights") -> Path:
    folder.mkdir(exist_ok=True)
    path = folder / f"{name}.onnx"
    path.write_bytes(weights)
    path.with_name(f"{name}.onnx.json").write_text(json.dumps({"audio": {"sample_rate": 16000}}))
    return path


def given(folder: Path) -> tuple[list[str], str]:
    options, piped = json.loads((folder / "given.json").read_text())
    return options, piped


def ids(voices: Voices, language: str) -> list[str]:
    return [voice.id.split("@")[0] for voice in voices.of(language)]


def test_better_voices_come_first(tmp_path: Path) -> None:
    programs = installed(tmp_path, "flite", "pico2wave", "piper").programs
    voice_file(tmp_path / "voices", "en_US-amy-medium")

    voices = Voices(tmp_path / "voices", programs)

    assert ids(voices, "en") == ["piper/en_US-amy-medium", "pico2wave/en-US", "flite/slt", "espeak-ng/en-us"]
    assert ids(voices, "fr") == ["pico2wave/fr-FR", "espeak-ng/fr"]
    assert ids(voices, "pl") == ["espeak-ng/pl"]
    assert ids(voices, "ja") == []
    assert ids(Voices(), "en") == ["espeak-ng/en-us"]


@pytest.mark.parametrize(
    ("file", "language", "speaks"),
    [
        ("fr", "fr", True),
        ("fr", "fr-CA", True),
        ("fr_FR-siwis-low", "fr", True),
        ("fr_FR-siwis-low", "fr-FR", True),
        ("fr_CA-x", "fr-FR", False),
        ("frr-x", "fr", False),
        ("ja-x", "ja", True),
    ],
)
def test_a_voice_file_speaks_the_language_it_is_named_for(
    tmp_path: Path, file: str, language: str, *, speaks: bool
) -> None:
    voice_file(tmp_path / "voices", file)
    voices = Voices(tmp_path / "voices", installed(tmp_path, "piper").programs)

    assert (f"piper/{file}" in ids(voices, language)) is speaks


def test_another_voice_file_of_the_same_name_is_another_voice(tmp_path: Path) -> None:
    voices = Voices(tmp_path / "voices", installed(tmp_path, "piper").programs)
    voice_file(tmp_path / "voices", "fr")
    before = voices.of("fr")[0].id

    voice_file(tmp_path / "voices", "fr", weights=b"other weights")

    assert voices.of("fr")[0].id != before


def spoken(voice: Voice, text: str, language: str = "en", pace: str = "even") -> float:
    speech = speak(text, language, emotion="warm", pace=pace, pronunciation={}, voice=voice)
    assert [word.text for word in speech.words] == text.split()
    assert np.abs(speech.sound).max() > 0.05
    return len(speech.sound) / RATE


def test_piper_is_asked_without_noise_and_at_the_pace(tmp_path: Path) -> None:
    model = voice_file(tmp_path / "voices", "en_US-amy")
    voice = Voices(tmp_path / "voices", installed(tmp_path, "piper").programs).of("en")[0]

    voice.say(["Order today."], Manner(120))

    options, piped = given(tmp_path)
    asked = dict(zip(options[::2], options[1::2], strict=True))
    assert piped == "Order today.\n"
    assert asked.pop("--output_file").endswith(".wav")
    assert asked == {
        "--model": str(model),
        "--config": f"{model}.json",
        "--length_scale": "1.250",
        "--noise_scale": "0",
        "--noise_w": "0",
    }


def test_pico_gets_speed_and_pitch_as_tags_and_no_others(tmp_path: Path) -> None:
    voice = installed(tmp_path, "pico2wave").of("fr")[0]

    voice.say(["Moins <de> sucre & plus"], Manner(165, semitones=12))

    options, _ = given(tmp_path)
    assert options[0] == "--lang=fr-FR"
    assert options[2] == '<speed level="110"><pitch level="200">Moins  de  sucre   plus</pitch></speed>'


def test_flite_gets_plain_letters_that_are_no_option(tmp_path: Path) -> None:
    voice = installed(tmp_path, "flite").of("en")[0]

    voice.say(["–o café’s"], Manner(94))

    options, _ = given(tmp_path)
    assert options[options.index("-t") + 1] == " ,o cafe's"
    assert "duration_stretch=2.000" in options


@pytest.mark.parametrize(("program", "seconds"), [("pico2wave", 1.66), ("flite", 1.93)])
def test_a_program_speaks_a_narration_sentence_by_sentence(
    tmp_path: Path, program: str, seconds: float
) -> None:
    voice = installed(tmp_path, program).of("en")[0]

    assert spoken(voice, "Never bitter. Order it today, now!") == pytest.approx(seconds, abs=0.05)


def test_a_brisk_program_is_faster(tmp_path: Path) -> None:
    voice = installed(tmp_path, "flite").of("en")[0]

    assert spoken(voice, "Order it today.", pace="brisk") < spoken(voice, "Order it today.", pace="slow")


def test_a_program_that_fails_is_named_with_what_it_said(tmp_path: Path) -> None:
    voice = installed(tmp_path, "flite").of("en")[0]

    with pytest.raises(MediaUnreadable, match=r"flite ended with code 1 and said: it does not fit"):
        voice.say(["fail"], Manner(150))


@pytest.mark.parametrize(
    ("script", "said"),
    [
        ("#!/bin/sh\nexit 0\n", "wrote no file"),
        ("#!/bin/sh\nfor last; do :; done\necho no > $last\n", "wrote no WAV file"),
        ("no program\n", "cannot be started"),
    ],
)
def test_a_program_that_writes_nothing_useful_is_a_clear_error(
    tmp_path: Path, script: str, said: str
) -> None:
    voice = installed(tmp_path, "flite").of("en")[0]
    (tmp_path / "flite").write_text(script)

    with pytest.raises(MediaUnreadable, match=said):
        voice.say(["Hello."], Manner(150))


def test_a_voice_file_without_settings_a_piper_or_a_folder_is_a_clear_error(tmp_path: Path) -> None:
    model = voice_file(tmp_path / "voices", "en")
    without_piper = Voices(tmp_path / "voices", os.fspath(tmp_path))

    with pytest.raises(MediaUnreadable, match="pip install piper-tts"):
        without_piper.of("en")
    with pytest.raises(MediaUnreadable, match="no such folder"):
        Voices(tmp_path / "nowhere").of("en")
    model.with_name("en.onnx.json").unlink()
    with pytest.raises(MediaUnreadable, match=r"put en\.onnx\.json there"):
        without_piper.of("en")
