"""Briefs of other shapes, read into ours through the alias table (`aliases.yaml`).

Nothing of such a brief is dropped silently: what no row reads is noted as not used.
"""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from importlib.resources import files
from typing import cast

import yaml
from pydantic import Field, JsonValue, TypeAdapter

from astro_pipeline.campaigns.intake.attaching import attachment_fields
from astro_pipeline.campaigns.intake.converting import CONVERTERS
from astro_pipeline.campaigns.intake.explaining import AT_INTAKE, fields
from astro_pipeline.campaigns.intake.reading import Tree, join
from astro_pipeline.domain.base import Frozen
from astro_pipeline.domain.brief import Assumption, Brief

SHOWN = 160
"""How much of an unused value the reviewer sees, in characters."""


class Alias(Frozen):
    """One row: where a field of ours may stand in other briefs, and how it is read."""

    ours: str
    way: str = Field(alias="as")
    sources: tuple[str, ...] = Field(alias="from")


@dataclass(slots=True)
class Reshaped:
    """A brief in our shape, where each field came from, and what the reviewer should know."""

    tree: Tree = field(default_factory=dict[str, JsonValue])
    origins: dict[str, str] = field(default_factory=dict[str, str])
    assumptions: list[Assumption] = field(default_factory=list[Assumption])


@cache
def aliases() -> tuple[Alias, ...]:
    """The alias table."""
    text = files("astro_pipeline.campaigns.intake").joinpath("aliases.yaml").read_text("utf-8")
    return TypeAdapter(tuple[Alias, ...]).validate_python(yaml.safe_load(text)["rows"])


def is_foreign(tree: Tree) -> bool:
    """True where a key at the top is another system's and no company is named in our way."""
    first_steps = {_fold(source.split(".")[0]) for alias in aliases() for source in alias.sources}
    known = first_steps - {_fold(name) for name in Brief.model_fields}
    odd = [key for key in tree if key not in Brief.model_fields and _fold(key) in known]
    return bool(odd) and not isinstance(tree.get("company"), dict)


def reshape(tree: Tree, *, today: date) -> Reshaped:
    """The same brief in our shape."""
    made = Reshaped()
    used: set[str] = set()
    for alias in aliases():
        for source in alias.sources:
            for path, places, value in _find(tree, _steps(source), ""):
                if path not in used and _take(made, alias, path, places=places, value=value, today=today):
                    used.add(path)
    _keep_own(made, tree, used)
    _note_unused(made, tree, used)
    return made


def _take(
    made: Reshaped, alias: Alias, path: str, *, places: tuple[int, ...], value: JsonValue, today: date
) -> bool:
    """Put what the value gives into its place; False where the row does not read it."""
    ours = _fill(alias.ours, places)
    read = CONVERTERS[alias.way](value, ours, today)
    if read is None or any(_get(made.tree, target) is not None for target in read.fields):
        return False
    for target, converted in read.fields.items():
        _put(made.tree, target, converted)
        made.origins[target] = path
    for where, what, why in read.notes:
        made.assumptions.append(Assumption(field=where or path, value=what, reason=why))
    return True


def _keep_own(made: Reshaped, tree: Tree, used: set[str]) -> None:
    """What stands under our own name at our own place is taken as it is."""
    for pattern in _leaves():
        for path, places, value in _find(tree, _steps(pattern.removesuffix("[]")), ""):
            ours = _fill(pattern.removesuffix("[]"), places)
            if not _covered(path, used) and _get(made.tree, ours) is None:
                _put(made.tree, ours, value)
                made.origins[ours] = path
                used.add(path)


def _note_unused(made: Reshaped, tree: Tree, used: set[str]) -> None:
    for path, value in _rest(tree, "", used):
        shown = json.dumps(value, ensure_ascii=False) if not isinstance(value, str) else value
        cut = shown if len(shown) <= SHOWN else f"{shown[: SHOWN - 1]}…"
        made.assumptions.append(
            Assumption(field=path, value=f"not used: {cut}", reason="the brief's format has no such field")
        )


def _rest(value: JsonValue, here: str, used: set[str]) -> Iterator[tuple[str, JsonValue]]:
    """The largest parts of the tree that nothing was read from."""
    if here in used or value in ([], {}, ""):
        return
    if here and not any(path.startswith((f"{here}.", f"{here}[")) for path in used):
        yield here, value
    elif isinstance(value, dict):
        for key, each in value.items():
            yield from _rest(each, join(here, key), used)
    elif isinstance(value, list):
        for n, each in enumerate(value):
            yield from _rest(each, f"{here}[{n}]", used)


def _find(
    value: JsonValue, steps: tuple[str, ...], here: str
) -> Iterator[tuple[str, tuple[int, ...], JsonValue]]:
    """Every (path, list places, value) a pattern matches."""
    if not steps:
        yield here, (), value
    elif steps[0] == "[]" and isinstance(value, list):
        for n, each in enumerate(value):
            for path, places, found in _find(each, steps[1:], f"{here}[{n}]"):
                yield path, (n, *places), found
    elif isinstance(value, dict):
        for key, each in value.items():
            if _fold(key) == _fold(steps[0]):
                yield from _find(each, steps[1:], join(here, key))


def _steps(pattern: str) -> tuple[str, ...]:
    return tuple(re.findall(r"\[\d*\]|[^.\[\]]+", pattern))


def _fill(pattern: str, places: tuple[int, ...]) -> str:
    for place in places:
        pattern = pattern.replace("[]", f"[{place}]", 1)
    return pattern


def _covered(path: str, used: set[str]) -> bool:
    return any(path == each or path.startswith((f"{each}.", f"{each}[")) for each in used)


@cache
def _leaves() -> tuple[str, ...]:
    """Fields of ours that hold a value of their own, files included; not those set at intake."""
    attachments = {each.removesuffix("[]") for each in attachment_fields()}
    names = [each for each in fields() if each.split(".")[0].removesuffix("[]") not in AT_INTAKE]
    own = [each for each in names if not any(each.startswith((f"{a}.", f"{a}[].")) for a in attachments)]
    return tuple(each for each in own if not any(other.startswith(f"{each}.") for other in own))


def _get(tree: Tree, path: str) -> JsonValue:
    value: JsonValue = tree
    for step in _steps(path):
        value = _child(value, step)
    return value


def _child(value: JsonValue, step: str) -> JsonValue:
    if isinstance(value, dict):
        return value.get(step)
    if isinstance(value, list) and step.startswith("[") and int(step[1:-1]) < len(value):
        return value[int(step[1:-1])]
    return None


def _put(tree: Tree, path: str, new: JsonValue) -> None:
    steps = _steps(path)
    value: JsonValue = tree
    for step, following in zip(steps, (*steps[1:], ""), strict=True):
        inner: JsonValue = new if not following else ([] if following.startswith("[") else {})
        if step.startswith("["):
            many, place = cast("list[JsonValue]", value), int(step[1:-1])
            many.extend({} for _ in range(place + 1 - len(many)))
            if not following:
                many[place] = new
            value = many[place]
        else:
            one = cast("Tree", value)
            value = new if not following else one.setdefault(step, inner)
            one[step] = value


def _fold(key: str) -> str:
    """Keys are compared without case, underscores, hyphens and spaces."""
    return "".join(each for each in key.lower() if each.isalnum() or each in "[]")
