"""A brief in prose as a structured one: what its text proves, and what has to be asked first.

What a reader puts down is taken only where its quote stands in the text and says it. Whatever is open
(a blank, a gap, a name spelt in two ways) holds the brief: it goes back as a draft with its questions.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Final, cast

from pydantic import JsonValue

from astro_pipeline.campaigns.intake.placeholders import blanks
from astro_pipeline.campaigns.intake.proving import PROOFS, Page, page, plain, shown, states
from astro_pipeline.campaigns.intake.reading import Tree
from astro_pipeline.domain.brief import Assumption
from astro_pipeline.domain.placements import channel_named
from astro_pipeline.domain.prose import AssumedOfProse, FoundInProse, ProseReading, QuestionOnProse

ASSUMABLE: Final = frozenset(
    {"language", "languages[]", "markets[]", "channels[]", "objectives[]", "film.seconds[]"}
)
"""What may be taken without a word of the text for it."""

_BLANKS_ASKED: Final = 12
"""A form has hundreds of blanks; whoever fills it in finds the others."""
_INDEX: Final = re.compile(r"\[(\d{1,2})\]")
_STEP: Final = re.compile(r"([a-z_]+)(?:\[(\d{1,2})\])?")
_ADDRESS: Final = re.compile(r"\S*(?:://|@|www\.)\S*|\b\w+\.(?:com|org|net|fr|jp|kr|io|co)\b")


@dataclass(frozen=True, slots=True)
class Placed:
    """A value the text proves, and where."""

    field: str
    value: str
    line: int
    quote: str


@dataclass(frozen=True, slots=True)
class Question:
    """What has to be answered; `line` is where it arises, 0 where nowhere."""

    field: str
    text: str
    line: int = 0


@dataclass(frozen=True, slots=True)
class Proved:
    """A prose brief as far as its text carries."""

    tree: Tree
    found: tuple[Placed, ...]
    assumptions: tuple[Assumption, ...]
    questions: tuple[Question, ...]
    unproved: tuple[str, ...]
    """What the reader put down without proof; none of it is used."""


def prove(text: str, reading: ProseReading) -> Proved:
    """What of the reading the text states, and what has to be asked."""
    seen = page(shown(text))
    whole = page(text)
    found: list[Placed] = []
    unproved: list[str] = []
    for each in reading.found:
        if _stated(each, seen):
            found.append(Placed(each.field, each.value, whole.line(each.quote) or 0, each.quote))
        else:
            unproved.append(f"{each.field} = {each.value}")
    gone = [each for each in reading.withdrawn if seen.line(each.quote) and seen.line(each.name)]
    kept = list(_without([plain(each.name) for each in gone], found))
    tree = _tree(kept)
    notes = [
        Assumption(
            field="products", value=f"without {each.name}",
            reason=f"taken back in line {whole.line(each.quote)}: “{_short(each.quote)}”",
        )
        for each in gone
    ]  # fmt: skip
    notes += [
        Assumption(field=each.field, value=each.value, reason=each.reason)
        for each in reading.assumed
        if _may_be_assumed(each) and _put(tree, each.field, each.value)
    ]
    if "amount" not in _part(tree, "media_budget"):
        tree.pop("media_budget", None)  # a currency alone is no budget
    _keep_away(tree, [each.name for each in gone])
    _compact(tree)
    notes += _known_channels(tree)
    asked = tuple(_questions(text, reading.questions, tree, seen=seen, whole=whole))
    return Proved(tree, tuple(kept), tuple(notes), asked, tuple(unproved))


def _stated(found: FoundInProse, seen: Page) -> bool:
    proof = PROOFS.get(_INDEX.sub("[]", found.field))
    if proof is None or seen.line(found.quote) is None:
        return False
    return states(found.quote, found.value, proof, text=seen.plain)


def _may_be_assumed(assumed: AssumedOfProse) -> bool:
    pattern = _INDEX.sub("[]", assumed.field)
    return pattern in ASSUMABLE and (pattern != "film.seconds[]" or assumed.value.isdigit())


def _known_channels(tree: Tree) -> list[Assumption]:
    """Ways to reach people that this system makes nothing for are left out, and said."""
    named = [str(each) for each in cast("list[JsonValue]", tree.get("channels", []))]
    unknown = [name for name in named if channel_named(name) is None]
    if unknown:
        tree["channels"] = [name for name in named if name not in unknown]
    why = "nothing is made for it here"
    return [Assumption(field="channels", value=f"without {name}", reason=why) for name in unknown]


def _without(names: Sequence[str], found: Sequence[Placed]) -> Iterator[Placed]:
    """What is found, without the products taken back and without what names them."""
    out = {
        match[0]
        for each in found
        if (match := re.match(r"products\[\d+\]", each.field))
        and each.field.endswith("].name")
        and any(name in plain(each.value) or plain(each.value) in name for name in names)
    }
    for each in found:
        if not any(each.field.startswith(product) for product in out) and not any(
            name in plain(each.value) for name in names
        ):
            yield each


def _questions(
    text: str, asked: Sequence[QuestionOnProse], tree: Tree, *, seen: Page, whole: Page
) -> Iterator[Question]:
    open_places = blanks(text)
    for blank in open_places[:_BLANKS_ASKED]:
        what = f" for “{blank.label}”" if blank.label else ""
        yield Question("", f"{blank.written} is not filled in{what}", blank.line)
    if len(open_places) > _BLANKS_ASKED:
        rest = len(open_places) - _BLANKS_ASKED
        yield Question("", f"{rest} more places are not filled in", open_places[_BLANKS_ASKED].line)
    for each in asked:
        quoted = whole.line(each.quote) if each.quote else None
        yield Question(each.field, each.question, quoted or 0)
    yield from _gaps(tree)
    yield from _unsupported(tree, whole)
    yield from _spellings(tree, shown(text), seen)


def _gaps(tree: Tree) -> Iterator[Question]:
    """Who advertises, and what: without these a campaign would be about nobody."""
    if "name" not in _part(tree, "company"):
        yield Question("company.name", "the text does not say who advertises")
    if not any(tree.get(field) for field in ("products", "message", "offer")):
        yield Question("message", "the text names neither a product nor a message: what is it about?")


def _unsupported(tree: Tree, whole: Page) -> Iterator[Question]:
    """Claims the text gives without saying who supports them."""
    products = cast("list[Tree]", tree.get("products", []))
    for here, holder in (("", tree), *((f"products[{n}].", each) for n, each in enumerate(products))):
        for n, each in enumerate(cast("list[Tree]", holder.get("evidence", []))):
            claim = str(each.get("claim", ""))
            if claim and "source" not in each:
                why = f"the text gives no source for “{_short(claim)}”; who supports it?"
                yield Question(f"{here}evidence[{n}].source", why, whole.line(claim) or 0)


def _spellings(tree: Tree, text: str, seen: Page) -> Iterator[Question]:
    """A name the text writes in more than one way."""
    plainly = _ADDRESS.sub(" ", text)
    names = {
        "company.name": _part(tree, "company").get("name"),
        "brand.name": _part(tree, "brand").get("name"),
    }
    for field, name in names.items():
        if not isinstance(name, str):
            continue
        letters = [re.escape(letter) for letter in name if letter.isalnum()]
        found = {
            match.group() for match in re.finditer(rf"\b{'[ -]?'.join(letters)}\b", plainly, re.IGNORECASE)
        }
        others = sorted(each for each in found if each.upper() not in {name.upper(), name} and each != name)
        if others:
            ways = ", ".join([name, *others])
            yield Question(field, f"it is written {ways}; which is right?", seen.line(others[0]) or 0)


def _tree(found: Sequence[Placed]) -> Tree:
    tree: Tree = {}
    for each in found:
        _put(tree, each.field, each.value)
    return tree


def _put(tree: Tree, field: str, value: str) -> bool:
    """Set a value at its path; the first one there stays."""
    here: Tree = tree
    steps = field.split(".")
    for place, step in enumerate(steps):
        match = _STEP.fullmatch(step)
        if match is None:
            return False
        name, index = match[1], match[2]
        last = place == len(steps) - 1
        if index is None:
            if last:
                return here.setdefault(name, _typed(field, value)) == _typed(field, value)
            here = cast("Tree", here.setdefault(name, cast("JsonValue", {})))
            continue
        row = cast("dict[str, JsonValue]", here.setdefault(name, cast("JsonValue", {"[]": {}})))["[]"]
        slots = cast("Tree", row)
        if last:
            return slots.setdefault(index.zfill(2), _typed(field, value)) == _typed(field, value)
        here = cast("Tree", slots.setdefault(index.zfill(2), cast("JsonValue", {})))
    return False


def _compact(value: Tree) -> None:
    """Numbered places become lists."""
    for name, each in value.items():
        if isinstance(each, dict) and set(each) == {"[]"}:
            slots = cast("Tree", each["[]"])
            _compact(slots)
            value[name] = [slots[place] for place in sorted(slots)]
        elif isinstance(each, dict):
            _compact(each)


def _typed(field: str, value: str) -> JsonValue:
    """A number where the field wants one."""
    if field.startswith("film.seconds"):
        return int(Decimal(value))
    if field == "media_budget.amount":
        amount = Decimal(value)
        return int(amount) if amount == amount.to_integral_value() else float(amount)
    return value


def _keep_away(tree: Tree, names: Sequence[str]) -> None:
    """What was taken back stands in no text: it becomes a word to avoid."""
    for number, name in enumerate(names):
        _put(tree, f"brand.words_to_avoid[{90 + number}]", name)


def _part(tree: Tree, name: str) -> Tree:
    part = tree.get(name)
    return part if isinstance(part, dict) else {}


def _short(text: str, limit: int = 80) -> str:
    line = " ".join(text.split())
    return line if len(line) <= limit else f"{line[: limit - 1]}…"
