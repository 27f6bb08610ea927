"""A column of type: what goes into it, how large, and what has to stay out."""

import math
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final, Literal

from astro_pipeline.media.adverts.look import Look, Words, capitals, display, label, running
from astro_pipeline.media.type.typeset import Block, Manner, fit, line

Role = Literal["kicker", "headline", "support", "cta", "legal"]

_TRIES: Final[tuple[tuple[tuple[Role, ...], bool, float], ...]] = (
    (("kicker", "headline", "support"), False, 1.5),
    (("headline", "support"), False, 1.4),
    (("kicker", "headline", "support"), False, 1.0),
    (("headline", "support"), False, 1.0),
    (("headline",), False, 1.0),
    (("headline",), True, 1.0),
)
"""What to set, whether with the short headline, and how far above the smallest size at least."""

HEADLINE_SHARE: Final = {"bold": 1.0, "editorial": 1.0, "minimal": 0.74, "pattern": 0.94}
"""How large each style sets its headline."""

SUPPORT_SHARE: Final = 4
"""A headline is at most so many times as large as the support below it."""


@dataclass(frozen=True, slots=True)
class Scale:
    """Sizes of type for a frame, in pixels."""

    unit: float
    """One 1080th of the short side, not below 0.3: gaps are multiples of it."""
    headline: float
    headline_least: float
    support: float
    support_least: float
    label: float
    legal: float
    legal_least: float
    least: float = 9
    """No type is smaller than this."""


@dataclass(frozen=True, slots=True)
class Item:
    """One thing in a column."""

    role: Role
    text: str
    """As the copy has it."""
    block: Block
    gap: float
    """Free space above it."""
    box: tuple[float, float]
    """Width and height it takes: of the ink, or of the whole button."""
    arrow: bool = False


@dataclass(frozen=True, slots=True)
class Column:
    """What was set, top to bottom, and what was not."""

    items: tuple[Item, ...]
    notes: tuple[str, ...] = ()

    @property
    def height(self) -> float:
        """From the top of the first item to the bottom of the last."""
        return sum(item.gap + item.box[1] for item in self.items) - (self.items[0].gap if self.items else 0)

    @property
    def width(self) -> float:
        """Of the widest item."""
        return max((item.box[0] for item in self.items), default=0.0)

    @property
    def headline_px(self) -> int:
        """The headline's size; 0 where there is none."""
        return next((item.block.size for item in self.items if item.role == "headline"), 0)


@dataclass(frozen=True, slots=True)
class Setter:
    """Sets the words of one picture in one style."""

    words: Words
    look: Look
    scale: Scale
    fonts: tuple[Path, ...] = ()
    small: bool = False
    """True for banners that carry the short headline and no support."""
    terse: bool = False
    """True for banners that carry a headline and no support."""

    def column(
        self, *, width: float, height: float, cta: bool = True, legal: bool = True, max_lines: int = 4
    ) -> Column:
        """As much of the text as fits, most important first; what stays out is noted."""
        tail = self.tail(width=width, cta=cta, legal=legal)
        room = height - tail.height - (tail.items[0].gap if tail.items else 0)
        best: Column | None = None
        wanted = self.words.headline.strip() or self.words.short.strip()
        for roles, short, above in _TRIES:
            if (self.small and not short) or (self.terse and len(roles) > 1):
                continue
            best = self._try(roles, short=short, above=above, width=width, height=room, max_lines=max_lines)
            if best:
                break
        if best is None and wanted and legal and self.words.legal:
            column = self.column(width=width, height=height, cta=cta, legal=False, max_lines=max_lines)
            return replace(column, notes=(*column.notes, "legal line left out: the headline needs its room"))
        lost = (f"headline left out: {self.words.short!r} has no room at a legible size",) if wanted else ()
        head = best or Column((), lost)
        return Column((*head.items, *tail.items), (*head.notes, *tail.notes))

    def tail(self, *, width: float, cta: bool, legal: bool) -> Column:
        """The button and the legal line."""
        items: list[Item] = []
        notes: list[str] = []
        if cta and self.words.call_to_action.strip():
            button = self.button(width=width)
            items += [button] if button else []
            notes += [] if button else [f"button left out: {self.words.call_to_action!r} is too wide"]
        if legal and self.words.legal:
            item = self.legal(width=width)
            items += [item] if item else []
            notes += [] if item else [f"legal line left out: no room at {self.scale.legal_least:.0f} px"]
        return Column(tuple(items), tuple(notes))

    def button(self, *, width: float) -> Item | None:
        """The call to action with its button around it; smaller, or without arrow, where it is too wide."""
        manner, words = label(self.words.language, self.fonts), self.words.call_to_action
        smallest = math.ceil(max(10.0, self.scale.label * 0.72, self.scale.least))
        for size in range(max(smallest, round(self.scale.label)), smallest - 1, -1):
            for arrow in (True, False):
                block = line(words, manner, size)
                pads = size * (1.5 + (2.7 if arrow else 1.5))
                if block.width + pads <= width and not (arrow and self.scale.label < 13):
                    box = (block.width + pads, size * 2.9)
                    return Item("cta", words, block, self.scale.label * 1.6, box, arrow)
        return None

    def legal(self, *, width: float) -> Item | None:
        """The legal line, on three lines at most."""
        return self._item(
            "legal",
            self.words.legal,
            running(self.words.language, self.fonts),
            width=width,
            height=self.scale.legal * 4.4,
            sizes=(self.scale.legal_least, self.scale.legal),
            lines=3,
            gap=self.scale.label * 0.8,
        )

    def _try(
        self,
        roles: tuple[Role, ...],
        *,
        short: bool,
        above: float,
        width: float,
        height: float,
        max_lines: int,
    ) -> Column | None:
        support = self.support(width=width) if "support" in roles and self.words.support else None
        kicker = self._kicker(width) if "kicker" in roles and self.words.kicker else None
        if ("support" in roles and self.words.support and not support) or (
            "kicker" in roles and self.words.kicker and not kicker
        ):
            return None
        least = self.scale.headline_least * above
        taken = _height(kicker) + _height(support)
        headline = self._headline(width, height - taken, short=short, least=least, lines=max_lines)
        if headline and support and support.block.size * SUPPORT_SHARE < headline.block.size:
            support = self.support(width=width, headline=headline.block.size) or support
            taken, most = _height(kicker) + _height(support), support.block.size * SUPPORT_SHARE
            headline = self._headline(
                width, height - taken, short=short, least=least, lines=max_lines, most=most
            )
        if headline is None and (self.words.headline.strip() or self.words.short.strip()):
            return None
        items = tuple(item for item in (kicker, headline, support) if item)
        return Column(items, self._left_out(roles, short=short))

    def _left_out(self, roles: tuple[Role, ...], *, short: bool) -> tuple[str, ...]:
        """What the frame had to do without; small banners carry little by design."""
        if self.small or self.terse:
            return ()
        lacking = [role for role in ("kicker", "support") if role not in roles and getattr(self.words, role)]
        shortened = ["the short headline stands for the long one"] if short else []
        return (*(f"{role} left out: no room at a legible size" for role in lacking), *shortened)

    def _headline(
        self,
        width: float,
        height: float,
        *,
        short: bool,
        least: float,
        lines: int,
        most: float = math.inf,
    ) -> Item | None:
        share = HEADLINE_SHARE[self.look.style] * self.look.headline
        long, brief = self.words.headline, self.words.short
        text = (brief or long) if short else (long or brief)
        return self._item(
            "headline",
            text,
            display(self.look.style, self.words.language, self.fonts),
            width=width,
            height=height,
            sizes=(least, max(least, min(most, self.scale.headline * share))),
            lines=lines,
            gap=self.scale.label * 0.95,
        )

    def support(self, *, width: float, headline: float = 0) -> Item | None:
        """The line below the headline, in a measure that reads well, in proportion to the headline's size."""
        manner = running(self.words.language, self.fonts)
        asked = math.ceil(headline / SUPPORT_SHARE)
        largest = max(self.scale.support, asked)
        return self._item(
            "support",
            self.words.support,
            manner,
            width=min(width, largest * 21),
            height=largest * 5.6,
            sizes=(max(self.scale.support_least, asked), largest),
            lines=4,
            gap=self.scale.support * 1.4,
        )

    def _kicker(self, width: float) -> Item | None:
        manner = label(self.words.language, self.fonts, tracking=0.08)
        size = max(10.0, self.scale.label * 0.66, self.scale.least)
        block = line(capitals(self.words.kicker, self.words.language), manner, size)
        if block.width > width:
            return None
        return Item("kicker", self.words.kicker, block, 0.0, (block.width, block.height))

    def _item(
        self,
        role: Role,
        text: str,
        manner: Manner,
        *,
        width: float,
        height: float,
        sizes: tuple[float, float],
        lines: int,
        gap: float,
    ) -> Item | None:
        least, largest = sizes
        if width <= 0 or height <= 0:
            return None
        block = fit(
            text, manner, width=width, height=height, largest=largest, smallest=least, max_lines=lines
        )
        return Item(role, text, block, gap, (block.width, block.height)) if block else None


def _height(item: Item | None) -> float:
    return item.gap + item.box[1] if item else 0.0
