"""Reads caption files back: SubRip and WebVTT, as anyone may have written them."""

import html
import re
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from astro_pipeline.errors import MediaUnreadable

_MOST_BYTES: Final = 5_000_000
_CLOCK: Final = r"(?:(\d+):)?(\d{1,2}):(\d{1,2})[,.](\d{1,3})"
_TIMES: Final = re.compile(rf"^\s*{_CLOCK}\s*-->\s*{_CLOCK}")
_MARKUP: Final = re.compile(r"<[^>]*>|\{\\[^}]*\}")


@dataclass(frozen=True, slots=True)
class Cue:
    """What is read, and when."""

    start: float
    end: float
    text: str
    """Its lines as they are shown: without markup."""

    @property
    def seconds(self) -> float:
        """How long it stands."""
        return self.end - self.start


def read_cues(path: Path) -> tuple[Cue, ...]:
    """The cues in the order of the file; an empty file has none.

    Raises: MediaUnreadable where it is no text, too large, or a cue's times cannot be read.
    """
    try:
        if path.stat().st_size > _MOST_BYTES:
            raise MediaUnreadable(
                f"{path.name}: more than {_MOST_BYTES} bytes are no captions; send a smaller"
            )
        text = path.read_text("utf-8-sig")
    except (OSError, UnicodeDecodeError) as exc:
        raise MediaUnreadable(f"{path.name}: not readable as UTF-8 text; save it as UTF-8") from exc
    blocks = re.split(r"\n\s*\n", text.replace("\r\n", "\n").replace("\r", "\n"))
    return tuple(_cue(block, path) for block in blocks if "-->" in block)


def _cue(block: str, path: Path) -> Cue:
    lines = block.strip().split("\n")
    at = next(number for number, line in enumerate(lines) if "-->" in line)
    found = _TIMES.match(lines[at])
    if found is None:
        raise MediaUnreadable(
            f"{path.name}: {lines[at][:60]!r} are no times; write them as 00:00:01,000 --> 00:00:02,000"
        )
    parts = found.groups()
    shown = html.unescape(_MARKUP.sub("", "\n".join(lines[at + 1 :]))).strip()
    return Cue(_seconds(parts[:4]), _seconds(parts[4:]), shown)


def _seconds(parts: tuple[str | None, ...]) -> float:
    hours, minutes, seconds, thousandths = parts
    return 3600 * int(hours or 0) + 60 * int(minutes or 0) + int(seconds or 0) + float(f"0.{thousandths}")
