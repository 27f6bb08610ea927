"""The voices of this machine, best first: piper voice files, pico2wave, flite, espeak-ng."""

import importlib.util
import shutil
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from astro_pipeline.domain.base import base_language
from astro_pipeline.errors import MediaUnreadable
from astro_pipeline.media.voice.espeak import Espeak
from astro_pipeline.media.voice.programs import flite, pico, piper, settings_of
from astro_pipeline.media.voice.recording import Voice
from astro_pipeline.media.voice.tongues import espeak_name

_PICO = {
    "en": "en-US", "en-US": "en-US", "en-CA": "en-US", "en-GB": "en-GB", "en-IE": "en-GB",
    "de": "de-DE", "de-DE": "de-DE", "es": "es-ES", "es-ES": "es-ES", "fr": "fr-FR", "fr-FR": "fr-FR",
    "it": "it-IT", "it-IT": "it-IT",
}  # fmt: skip
"""Its six languages; a region it has no accent for is left to espeak-ng."""
_FLITE = frozenset({"en", "en-US", "en-CA"})
"""Its voices are American."""


@dataclass(frozen=True, slots=True)
class Voices:
    """Where better voices than the draft one may be: a folder of piper voice files, a search path."""

    folder: Path | None = None
    """Holds `<language>*.onnx`, each with its `.onnx.json`: `fr.onnx`, `en_US-amy-medium.onnx`."""
    programs: str | None = None
    """Folders of programs, like $PATH; None: none but espeak-ng."""

    def of(self, language: str) -> tuple[Voice, ...]:
        """Every voice that speaks a language, best first.

        Raises: MediaUnreadable if a voice file lacks its settings or there is no piper to speak it.
        """
        return (*self._piper(language), *self._found(language), *_draft(language))

    def _piper(self, language: str) -> Iterator[Voice]:
        models = _models(self.folder, language) if self.folder else ()
        if models:
            command = self._piper_command(models[0])
            yield from (piper(command, model) for model in models)

    def _piper_command(self, model: Path) -> Sequence[str]:
        if importlib.util.find_spec("piper"):
            return (sys.executable, "-m", "piper")
        found = self._program("piper")
        if not found:
            raise MediaUnreadable(f"{model} needs piper to speak it: pip install piper-tts, or remove it")
        return (found,)

    def _found(self, language: str) -> Iterator[Voice]:
        command = self._program("pico2wave")
        if command and language in _PICO:
            yield pico(command, _PICO[language])
        command = self._program("flite")
        if command and language in _FLITE:
            yield flite(command, "slt")

    def _program(self, name: str) -> str | None:
        return shutil.which(name, path=self.programs) if self.programs else None


def _draft(language: str) -> Iterator[Voice]:
    name = espeak_name(language)
    if name:
        yield Espeak(name)


def _models(folder: Path, language: str) -> Sequence[Path]:
    """The voice files for a language, those of its very region first; one for another region is none."""
    if not folder.is_dir():
        raise MediaUnreadable(f"{folder}: no such folder of voices; create it or unset ASTRO_VOICES")
    found, wanted = sorted(folder.glob("*.onnx")), language.casefold()
    exact = [path for path in found if _language(path) == wanted]
    near = [path for path in found if path not in exact and _speaks(_language(path), wanted)]
    for path in (*exact, *near):
        if not settings_of(path).is_file():
            raise MediaUnreadable(f"{path} has no settings beside it; put {settings_of(path).name} there")
    return (*exact, *near)


def _language(path: Path) -> str:
    """The tag a voice file's name begins with: "en_US-amy-medium" gives "en-us"."""
    return path.stem.split("-", maxsplit=1)[0].replace("_", "-").casefold()


def _speaks(has: str, wanted: str) -> bool:
    """Whether one is the other without its region."""
    return base_language(has) == base_language(wanted) and "-" not in (has if "-" in wanted else wanted)
