"""What a text leaves to be filled in: empty brackets, names in brackets, marks for later."""

import re
from dataclasses import dataclass
from typing import Final

_LONGEST: Final = 60
_BLANK: Final = re.compile(
    rf"\[(?P<square>[^\[\]\n]{{0,{_LONGEST}}})\](?!\()"
    rf"|\{{\{{(?P<curly>[^{{}}\n]{{0,{_LONGEST}}})\}}\}}"
    rf"|<(?P<angle>[A-Z][A-Z0-9 _-]{{1,{_LONGEST}}})>"
    r"|(?P<line>_{4,}|\.{6,}|…{3,})"
    r"|(?P<later>\b(?:TBD|TBC|TODO|XXX|À COMPLÉTER|A COMPLETER)\b)"
)
_NOTHING_OPEN: Final = re.compile(r"^(?:[xX✓✔]|\d{1,3}|sic|\.{3}|…)$")
"""What stands in brackets and is no blank: a ticked box, a footnote, an omission."""


@dataclass(frozen=True, slots=True)
class Blank:
    """A place nobody filled in."""

    line: int
    written: str
    label: str
    """What stands before it on its line: what should be filled in."""


def blanks(text: str) -> tuple[Blank, ...]:
    """Every blank of the text, in its order."""
    found: list[Blank] = []
    for number, line in enumerate(text.splitlines(), 1):
        for match in _BLANK.finditer(line):
            inside = match["square"]
            if inside is not None and _NOTHING_OPEN.match(inside.strip()):
                continue
            label = " ".join(re.sub(r"[*_`#|☐]", " ", line[: match.start()]).split())[-_LONGEST:]
            found.append(Blank(number, " ".join(match.group().split()), label.strip(" :-/")))
    return tuple(found)
