"""Speaking programs a machine may have: piper with a voice file, pico2wave and flite.

None of them says when its words are spoken. They are given a sentence at a time, and their own
pace stands for a narrator's even one.
"""

import hashlib
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal
from unicodedata import normalize

from astro_pipeline.errors import MediaUnreadable
from astro_pipeline.media.voice.recording import Manner, Recording, heard, ran

Order = Callable[[str, Manner, Path], tuple[Sequence[str], str]]
"""The command that speaks a sentence in a manner into a file, and what goes to its input."""

_EVEN = 150
"""Words a minute of a warm narrator at an even pace."""
_FLITE_EVEN = 188
"""What flite's voice slt speaks of itself (measured with 2.2, 2026-11-21)."""
_PLAIN = str.maketrans({"’": "'", "‘": "'", "“": '"', "”": '"', "–": ",", "—": ",", "…": ".", "\u00a0": " "})
_UNTAGGED = str.maketrans("<>&", "   ")
_UNCOVERED = "a separate program, whose licence covers no speech"


@dataclass(frozen=True, slots=True)
class Program:
    """A voice spoken by a program of its own."""

    id: str
    terms: str
    order: Order
    learned: bool
    """Whether a model learned it from recordings."""

    @property
    def unit(self) -> Literal["clause", "sentence"]:
        """They intone a sentence as a whole."""
        return "sentence"

    @property
    def phonemes(self) -> bool:
        """Each has phonemes of its own; hints must be respellings."""
        return False

    def say(self, texts: Sequence[str], manner: Manner) -> tuple[Recording, ...]:
        """One process per sentence."""
        with tempfile.TemporaryDirectory() as folder:
            return tuple(self._said(text, manner, Path(folder) / "said.wav") for text in texts)

    def _said(self, text: str, manner: Manner, path: Path) -> Recording:
        path.unlink(missing_ok=True)
        command, piped = self.order(" ".join(text.split()), manner, path)
        ran(command, text=piped)
        if not path.exists():
            raise MediaUnreadable(f"{command[0]} wrote no file for {text!r}; mend or remove it")
        return Recording(heard(path.read_bytes(), source=command[0]))


def piper(command: Sequence[str], model: Path) -> Program:
    """A piper voice file, by the `piper` program or the piper-tts package.

    Spoken without noise, so that equal texts give equal sound; its pitch is the voice's own.
    Source: `python -m piper --help` of piper-tts 1.8.0; the older C++ program spells its options
    the same way (checked 2026-11-21).
    """

    def order(text: str, manner: Manner, path: Path) -> tuple[Sequence[str], str]:
        voice = ("--model", str(model), "--config", str(settings_of(model)))
        scale = ("--length_scale", f"{_EVEN / manner.words_a_minute:.3f}")
        still = ("--noise_scale", "0", "--noise_w", "0")
        return (*command, *voice, *scale, *still, "--output_file", str(path)), text + "\n"

    return Program(
        id=f"piper/{model.stem}@{_digest(model, settings_of(model))}",
        terms=f"spoken here by piper with the voice file {model.name}, whose terms come with it",
        order=order,
        learned=True,
    )


def settings_of(model: Path) -> Path:
    """Where a piper voice file has its settings: beside it."""
    return model.with_name(f"{model.name}.json")


def pico(command: str, language: str) -> Program:
    """SVOX Pico in one of its languages, e.g. "fr-FR", by pico2wave.

    Source: pico2wave(1) of libttspico-utils 1.0; its speed and pitch tags, in per
    cent, are from memory and were not tried: no pico2wave could be installed.
    """

    def order(text: str, manner: Manner, path: Path) -> tuple[Sequence[str], str]:
        speed = f'<speed level="{100 * manner.words_a_minute / _EVEN:.0f}">'
        pitch = f'<pitch level="{100 * 2 ** (manner.semitones / 12):.0f}">'
        tagged = f"{speed}{pitch}{text.translate(_UNTAGGED)}</pitch></speed>"
        return (command, f"--lang={language}", f"--wave={path}", tagged), ""

    terms = f"spoken here by SVOX Pico (Apache-2.0), {_UNCOVERED}"
    return Program(id=f"pico2wave/{language}", terms=terms, order=order, learned=True)


def flite(command: str, voice: str) -> Program:
    """CMU Flite's American voice of a name, in the plain letters it reads.

    Source: flite 2.2 `--help`; its clustergen voices heed duration_stretch and f0_shift (2026-11-21).
    """

    def order(text: str, manner: Manner, path: Path) -> tuple[Sequence[str], str]:
        stretch = ("--setf", f"duration_stretch={_FLITE_EVEN / manner.words_a_minute:.3f}")
        shift = ("--setf", f"f0_shift={2 ** (manner.semitones / 12):.3f}")
        # The space keeps a text that begins with a dash from being read as an option.
        return (command, "-voice", voice, *stretch, *shift, "-t", f" {_ascii(text)}", "-o", str(path)), ""

    terms = f"spoken here by CMU Flite (BSD), {_UNCOVERED}"
    return Program(id=f"flite/{voice}", terms=terms, order=order, learned=True)


def _ascii(text: str) -> str:
    return normalize("NFKD", text.translate(_PLAIN)).encode("ascii", "ignore").decode()


def _digest(*paths: Path) -> str:
    """Over several files: a voice is its weights and its settings."""
    whole = hashlib.sha256()
    for path in paths:
        with path.open("rb") as file:
            whole.update(hashlib.file_digest(file, "sha256").digest())
    return whole.hexdigest()[:12]
