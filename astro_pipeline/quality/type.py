"""The type of a finished ad: drawn with every glyph, complete, in its zone, and legible on its ground."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Final

from pydantic import JsonValue, TypeAdapter, ValidationError

from astro_pipeline.domain.base import Frozen
from astro_pipeline.domain.media import MediaFile
from astro_pipeline.domain.placements import Insets, placements
from astro_pipeline.domain.review import Box, Finding
from astro_pipeline.quality.finding import judged

_RULES: Final = ("technical.glyphs", "technical.text_fits", "technical.safe_zone", "technical.contrast")

LARGE_PX: Final = 24
"""Type from this size up is large and needs 3:1, smaller type 4.5:1.

Source: WCAG 2.2, 1.4.3, 18 pt = 24 px, https://www.w3.org/TR/WCAG22/#contrast-minimum (checked 2026-11-20).
"""

_ROOM_FOR_LEGAL: Final = (300, 250)
"""Frames at least so wide and high have room for a legal line."""


Place = tuple[int, int, int, int]
"""Left, top, width and height."""


class SetText(Frozen):
    """A text as it was set."""

    role: str
    text: str
    x: int
    y: int
    width: int
    height: int
    contrast: float
    size_px: int
    lines: tuple[Place, ...] = ()
    """Where each of its lines is."""

    @property
    def needed(self) -> float:
        """The contrast it needs."""
        return 3.0 if self.size_px >= LARGE_PX else 4.5

    @property
    def second(self) -> float | None:
        """When it is looked at, in a film."""
        return None


class SetType(Frozen):
    """What was written down of an ad's type while it was set."""

    text_boxes: tuple[SetText, ...]
    missing_glyphs: str
    left_out: tuple[str, ...]


def check_type(file: MediaFile, facts: Mapping[str, JsonValue], *, legal_due: bool) -> Iterator[Finding]:
    """Glyphs, completeness, place and contrast of an ad's type; `legal_due`: the brief has a legal line."""
    known = type_set(facts)
    if known is None:
        yield from (_unknown(rule, file) for rule in _RULES)
        return
    yield judged(
        "technical.glyphs",
        file.path,
        holds=not known.missing_glyphs,
        measured=known.missing_glyphs,
        why=f"No installed font draws {known.missing_glyphs!r}; the text stands without it.",
        cure="Add a font that has these characters to brand.fonts, or write the text without them.",
    )
    yield _complete(file, known, legal_due=legal_due)
    yield from _in_zone(file, known)
    yield legible_as_set(file.path, known.text_boxes)


def type_set(facts: Mapping[str, JsonValue]) -> SetType | None:
    """What was written down of an ad's type; None where that is nothing, or not of its form."""
    try:
        return TypeAdapter(SetType).validate_python({name: facts.get(name) for name in SetType.model_fields})
    except ValidationError:
        return None


def legible_as_set(file: str, texts: Iterable[SetText]) -> Finding:
    """The text that stood out least from its ground while it was set."""
    worst = min(
        (text for text in texts if text.text), key=lambda text: text.contrast / text.needed, default=None
    )
    return judged(
        "technical.contrast",
        file,
        holds=worst is None or worst.contrast >= worst.needed,
        measured=worst.contrast if worst else None,
        limit=worst.needed if worst else None,
        unit=":1",
        seconds=worst.second if worst else None,
        box=box_at((worst.x, worst.y, worst.width, worst.height)) if worst else None,
        why=f"The {worst.role} is hard to read on what lies behind it." if worst else "",
        cure='Choose another ground (reject it with "lighter" or "darker"), or another picture.',
    )


def line_outside(line: Place, size: tuple[int, int], safe: Insets) -> int:
    """Pixels by which a line leaves the zone of a frame so large, at the side where it leaves it furthest."""
    left, top, width, height = line
    right, bottom = size[0] - safe.right, size[1] - safe.bottom
    return max(safe.left - left, safe.top - top, left + width - right, top + height - bottom)


def lines_of(texts: Iterable[SetText]) -> Iterator[tuple[SetText, Place]]:
    """Each text's lines that have ink; its whole box where they were not written down."""
    for text in texts:
        for line in text.lines or ((text.x, text.y, text.width, text.height),):
            if line[2] > 0:
                yield text, line


def _complete(file: MediaFile, known: SetType, *, legal_due: bool) -> Finding:
    lacking = set(known.left_out)
    if legal_due and all(text.role != "legal" for text in known.text_boxes):
        lacking.add("legal")
    grave = lacking & {"headline", "cta"}
    if legal_due and _has_room(file):
        grave |= lacking & {"legal"}
    names = ", ".join(sorted(lacking))
    return judged(
        "technical.text_fits",
        file.path,
        holds=not lacking,
        measured=names,
        limit="every text in its place",
        why=f"There was no room at a legible size for: {names}.",
        cure="Shorten the text, or drop the placement.",
        advisory=bool(lacking) and not grave,
    )


def _in_zone(file: MediaFile, known: SetType) -> Iterator[Finding]:
    """The line that leaves the placement's zone furthest; that each is drawn there is read back elsewhere."""
    size = (file.width, file.height)
    for row in (placements()[each] for each in file.placements):
        for spec in (each for each in row.images if (each.width, each.height) == size):
            safe = spec.safe
            out = {
                (text.role, line): line_outside(line, (spec.width, spec.height), safe)
                for text, line in lines_of(known.text_boxes)
            }
            role, worst = max(out, key=lambda each: out[each], default=("", (0, 0, 0, 0)))
            yield judged(
                "technical.safe_zone",
                file.path,
                holds=max(out.values(), default=0) <= 0,
                measured=max(0, *out.values()) if out else 0,
                limit=0,
                unit="px outside",
                source=row.source,
                box=box_at(worst),
                why=f"The {role} stands where {row.title} lays its own things over it.",
                cure=f"Reject it; keep {safe.top} px free above, {safe.right} right, {safe.bottom} below, "
                f"{safe.left} left.",
            )


def box_at(place: Place) -> Box:
    """A place as a box."""
    left, top, width, height = place
    return Box(x=left, y=top, width=width, height=height)


def _has_room(file: MediaFile) -> bool:
    wide, high = _ROOM_FOR_LEGAL
    return (file.width or 0) >= wide and (file.height or 0) >= high


def _unknown(rule: str, file: MediaFile) -> Finding:
    return Finding(
        rule=rule,
        verdict="not_checked",
        file=file.path,
        why="Nothing was written down of this picture's type.",
        cure="Reject it, so that it is made anew.",
    )
