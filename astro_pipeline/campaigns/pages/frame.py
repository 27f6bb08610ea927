"""The frame of every page: head, style, contents, sections."""

from collections.abc import Sequence
from dataclasses import dataclass

from astro_pipeline.campaigns.pages.markup import Html, el, join
from astro_pipeline.campaigns.pages.style import STYLE


@dataclass(frozen=True, slots=True)
class Section:
    """A part of a page; one with an empty body is left out, and so is its line in the contents."""

    id: str
    title: str
    body: Html


@dataclass(frozen=True, slots=True)
class Header:
    """What stands on top of a page."""

    eyebrow: str
    title: str
    lead: Html
    colour: str | None = None
    """The brand's main colour as #RRGGBB, for the stripe."""


def page(header: Header, sections: Sequence[Section], *, marks: dict[str, str] | None = None) -> str:
    """A whole document. `marks` become <meta> elements a program can read."""
    shown = [section for section in sections if section.body]
    metas = join(el("meta", name=f"astro-{name}", content=value) for name, value in (marks or {}).items())
    head = el(
        "head",
        el("meta", charset="utf-8"),
        el("meta", name="viewport", content="width=device-width, initial-scale=1"),
        el("meta", name="color-scheme", content="light dark"),
        metas,
        el("title", f"{header.title} · {header.eyebrow}"),
        Html(f"<style>{STYLE}</style>"),
    )
    body = el(
        "body",
        el("a", "Skip to the content", class_="skip", href="#content"),
        _top(header),
        el("div", _contents(shown), el("main", *map(_section, shown), id="content"), class_="frame"),
        style=f"--brand:{header.colour}" if header.colour else None,
    )
    return f"<!doctype html>\n{el('html', head, body, lang='en')}\n"


def banner(kind: str, title: str, *lines: str | Html) -> Html:
    """A notice that cannot be overlooked: kind is "stop", "warn" or "note"."""
    return el(
        "aside",
        el("strong", title),
        *(el("p", line) for line in lines),
        class_=f"banner {kind}",
        role="note",
    )


def _top(header: Header) -> Html:
    return el(
        "header",
        el("p", header.eyebrow, class_="eyebrow"),
        el("h1", header.title, dir="auto"),
        header.lead,
        class_="top",
    )


def _contents(sections: Sequence[Section]) -> Html:
    lines = (el("li", el("a", section.title, href=f"#{section.id}")) for section in sections)
    return el("nav", el("ol", *lines), aria_label="Contents")


def _section(section: Section) -> Html:
    title = el("h2", section.title, id=f"{section.id}-title")
    return el("section", title, section.body, id=section.id, aria_labelledby=f"{section.id}-title")
