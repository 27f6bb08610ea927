"""Typefaces built for a test: every character a box, as wide and as high as asked."""

from collections.abc import Iterable
from pathlib import Path
from typing import Any, cast

from fontTools.fontBuilder import FontBuilder
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.ttLib.tables._g_l_y_f import Glyph

_EM = 1000


def built(
    folder: Path,
    family: str,
    characters: Iterable[str],
    *,
    weight: int = 400,
    wide: int = 600,
    italic: bool = False,
    weights: tuple[int, int] | None = None,
) -> Path:
    """A TrueType file of that family; `weights` makes it variable."""
    points = sorted({ord(c) for c in (*characters, " ")})
    names = [".notdef", *(f"u{point:04X}" for point in points)]
    builder = FontBuilder(_EM, isTTF=True)
    builder.setupGlyphOrder(names)
    builder.setupCharacterMap(dict(zip(points, names[1:], strict=True)))
    builder.setupGlyf({name: _box(wide, blank=name == "u0020") for name in names})
    builder.setupHorizontalMetrics(dict.fromkeys(names, (wide, 50)))
    builder.setupHorizontalHeader(ascent=900, descent=-200)
    builder.setupNameTable({"familyName": family, "styleName": "Regular"})
    builder.setupOS2(usWeightClass=weight, sTypoAscender=900, sTypoDescender=-200)
    builder.setupPost()
    if italic:
        head = cast("Any", builder.font["head"])
        head.macStyle = 2
    if weights:
        builder.setupFvar([("wght", weights[0], weights[0], weights[1], "Weight")], [])
        builder.setupGvar({name: [] for name in names})
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"{family.replace(' ', '')}-{weight}{'Italic' if italic else ''}.ttf"
    builder.save(path)
    return path


def _box(wide: int, *, blank: bool) -> Glyph:
    pen = TTGlyphPen(None)
    if not blank:
        pen.moveTo((50, 0))
        for corner in ((50, 700), (wide - 50, 700), (wide - 50, 0)):
            pen.lineTo(corner)
        pen.closePath()
    return pen.glyph()
