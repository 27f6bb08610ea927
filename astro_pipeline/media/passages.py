"""Reads files of copy back: plain text, Markdown, and tables of texts as spreadsheets save them."""

import csv
import io
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from astro_pipeline.errors import MediaUnreadable

_MOST_BYTES: Final = 5_000_000
_COLUMN: Final = re.compile(r"(?P<field>.*?)[\s_]*(?P<number>\d*)")
_FIELDS: Final = frozenset({
    "text", "headline", "long headline", "description", "primary text", "body", "subject", "preheader",
    "path", "title", "caption", "support", "short", "kicker", "call to action", "button", "subheadline",
    "legal", "meta description",
})  # fmt: skip
"""Columns that hold what people read, whatever number stands behind their name."""
_COMPUTES: Final = ("=", "+", "-", "@", "\t", "\r")
_COMMENT: Final = re.compile(r"<!--.*?-->", re.DOTALL)
_LINK: Final = re.compile(r"!?\[(?P<said>[^\]\n]*)\]\((?P<to>[^)\s]*)[^)\n]*\)")
_BARE: Final = re.compile(r"<(?P<to>https?://[^<>\s]+)>")
_MARKS: Final = re.compile(r"^ {0,3}(?:#{1,6}|>|[-*+](?: \[[ xX]\])?|\d+[.)])[ \t]+", re.MULTILINE)
_STRESS: Final = re.compile(r"(?<!\w)(?P<mark>\*{1,3}|_{1,3}|`+)(?=\S)(?P<said>[^\n]*?\S)(?P=mark)(?!\w)")


@dataclass(frozen=True, slots=True)
class Passage:
    """A text that stands for itself."""

    text: str
    """As it is read."""
    raw: str = ""
    """As it is stored, with its markup."""
    place: str = ""
    """Where in the file: the row's own key, or its row and column; nothing for a whole file."""
    field: str = ""
    """headline, description, …; nothing where it is no field of an ad."""
    placement: str = ""
    variant: str = ""
    language: str = ""
    """As its row says; nothing where none does."""


def read_passages(path: Path, form: str) -> tuple[Passage, ...]:
    """The texts of a copy file: one of a plain text or Markdown, one a cell of a table.

    Raises: MediaUnreadable where it is no text, too large, or a table without a column of texts.
    """
    text = _opened(path)
    if form == "csv":
        return tuple(_rows(text, path))
    return (Passage(text=_shown(text) if form == "md" else text, raw=text),) if text.strip() else ()


def _opened(path: Path) -> str:
    try:
        if path.stat().st_size > _MOST_BYTES:
            raise MediaUnreadable(f"{path.name}: more than {_MOST_BYTES} bytes are no copy; send a smaller")
        return path.read_text("utf-8-sig")
    except (OSError, UnicodeDecodeError) as exc:
        raise MediaUnreadable(f"{path.name}: not readable as UTF-8 text; save it as UTF-8") from exc


def _shown(markdown: str) -> str:
    """Markdown as it is read once it is rendered."""
    plain = _COMMENT.sub(" ", markdown)
    plain = _LINK.sub(lambda found: f"{found['said']} {found['to']}", plain)
    plain = _BARE.sub(lambda found: found["to"], plain)
    plain = _MARKS.sub("", plain)
    return _STRESS.sub(lambda found: found["said"], plain)


def _rows(text: str, path: Path) -> Iterator[Passage]:
    try:
        table = csv.DictReader(io.StringIO(text, newline=""), strict=True)
        columns = {name: _field(name) for name in table.fieldnames or () if _field(name) in _FIELDS}
        if not columns:
            raise MediaUnreadable(f"{path.name}: no column of texts; name one text, headline or description")
        for number, row in enumerate(table, start=2):
            yield from _cells({name: value or "" for name, value in row.items() if name}, columns, number)
    except csv.Error as exc:
        raise MediaUnreadable(f"{path.name}: no table of comma-separated values; export it again") from exc


def _cells(row: dict[str, str], columns: dict[str, str], number: int) -> Iterator[Passage]:
    known = {name.strip().casefold(): value for name, value in row.items()}
    for name, field in columns.items():
        text = _cell(row.get(name, ""))
        if text.strip():
            key = known.get("key", "")
            yield Passage(
                text=text,
                raw=text,
                place=key or f"row {number}, {name.strip()}",
                field=(known.get("field", "") if field == "text" else field).replace(" ", "_"),
                placement=known.get("placement", ""),
                variant=known.get("variant", ""),
                language=known.get("language", "") or _of_key(key),
            )


def _field(column: str) -> str:
    found = _COLUMN.fullmatch(column.strip().casefold().replace("_", " "))
    return found["field"] if found else ""


def _cell(text: str) -> str:
    """Without the apostrophe that keeps a spreadsheet from computing it."""
    return text[1:] if text.startswith("'") and text[1:].startswith(_COMPUTES) else text


def _of_key(key: str) -> str:
    """The language in a key such as copy/A/meta_feed.fr.headline.0."""
    parts = key.rsplit("/", maxsplit=1)[-1].split(".")
    return parts[1] if key.startswith("copy/") and len(parts) > 1 else ""
