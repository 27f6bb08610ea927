"""HTML, written so that nothing reaches a page unescaped."""

from collections.abc import Iterable
from decimal import Decimal
from html import escape
from urllib.parse import quote, urlsplit

_NUMBERS = frozenset({"Characters", "Share", "Budget", "USD"})
"""Headings of columns that hold numbers, set to the right."""

_VOID = frozenset({"br", "hr", "img", "link", "meta", "source", "track"})


class Html(str):
    """Text that is HTML already. Any other text is escaped where it enters a page."""

    __slots__ = ()


Child = str | int | float | Decimal | None
Attribute = str | int | float | bool | None


def el(name: str, /, *children: Child, **attributes: Attribute) -> Html:
    """One element. `class_` stands for class, `data_x` for data-x; None and False leave it out."""
    written = "".join(_attribute(key, value) for key, value in attributes.items())
    if name in _VOID:
        return Html(f"<{name}{written}>")
    return Html(f"<{name}{written}>{join(children)}</{name}>")


def join(children: Iterable[Child], separator: str = "") -> Html:
    """The children one after the other, each escaped unless it is HTML already."""
    return Html(escape(separator).join(_text(child) for child in children if child is not None))


def file_url(path: str) -> str:
    """A relative link to a file beside the page: "images/A/été.png" gives "images/A/%C3%A9t%C3%A9.png"."""
    return quote(path, safe="/")


def breakable(name: str) -> Html:
    """A path or a dotted name that may be broken after its slashes, dots and underscores."""
    return Html("".join(f"{escape(c)}<wbr>" if c in "/._" else escape(c) for c in name))


def sentence(text: str) -> str:
    """The text with a capital in front and a stop behind it."""
    whole = text.strip()
    stopped = whole if not whole or whole[-1] in ".!?…:" else f"{whole}."
    return stopped[:1].upper() + stopped[1:]


def number(value: float) -> str:
    """A number as people read it: 182,340, -17.2, 0.066."""
    return f"{value:,.0f}" if value == round(value) or abs(value) >= 10_000 else f"{value:,.4g}"


def link(url: str, text: Child = None) -> Html:
    """A link that may be followed: http and https only; anything else stays plain text."""
    shown = url if text is None else text
    if urlsplit(url).scheme not in {"http", "https"}:
        return el("span", shown)
    return el("a", shown, href=url, rel="noreferrer noopener")


def table(head: Iterable[Child], rows: Iterable[Html], *, caption: str) -> Html:
    """A table that scrolls sideways by itself on a narrow screen."""
    top = el("thead", el("tr", *map(_heading, head)))
    inside = el("table", el("caption", caption), top, el("tbody", *rows))
    return el("div", inside, class_="scroll", tabindex=0, role="region", aria_label=caption)


def row(*cells: Child) -> Html:
    """A table row; a cell that is a <td> or <th> already is taken as it is."""
    return el("tr", *(cell if _is_cell(cell) else el("td", cell) for cell in cells))


def _heading(cell: Child) -> Html:
    return el("th", cell, scope="col", class_="num" if cell in _NUMBERS else None)


def _is_cell(cell: Child) -> bool:
    return isinstance(cell, Html) and cell.startswith(("<td", "<th"))


def _text(child: Child) -> str:
    return child if isinstance(child, Html) else escape(str(child))


def _attribute(key: str, value: Attribute) -> str:
    if value is None or value is False:
        return ""
    name = key.rstrip("_").replace("_", "-")
    return f" {name}" if value is True else f' {name}="{escape(str(value))}"'
