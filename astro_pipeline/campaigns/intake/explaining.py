"""What the domain says about a brief, as one error a person can act on."""

import types
import typing
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from typing import cast

from pydantic import BaseModel, JsonValue, ValidationError
from rapidfuzz import fuzz, process

from astro_pipeline.campaigns.intake.reading import Tree, join
from astro_pipeline.domain.brief import Brief
from astro_pipeline.errors import InvalidBrief

CLOSE = 60
"""Likeness (0 to 100) from which a name is offered as what was meant."""

AT_INTAKE = frozenset({"assumptions", "run_date", "edition", "findings"})
"""Fields of a brief nobody writes by hand."""

_CURES = {
    "literal_error": "choose {expected}",
    "enum": "choose {expected}",
    "greater_than": "write a number above {gt}",
    "greater_than_equal": "write a number of at least {ge}",
    "less_than_equal": "write a number of at most {le}",
    "less_than": "write a number below {lt}",
    "string_too_long": "write at most {max_length} characters",
    "string_type": "write a text; put numbers and dates in quotes",
    "tuple_type": "write a list, e.g. [first, second]",
    "int_type": "write a whole number",
    "int_from_float": "write a whole number",
    "dict_type": "write one entry per language, e.g. {{en: …}}",
    "mapping_type": "write a text, or one text per language",
    "model_type": "write its fields below it, one `key: value` each",
    "model_attributes_type": "write its fields below it, one `key: value` each",
    "decimal_type": "write a number",
    "decimal_parsing": "write a number, without currency or thousands separators",
    "float_type": "write a number",
    "too_long": "write at most {max_length}",
    "finite_number": "write a number",
    "date_type": "write a date as YYYY-MM-DD",
    "date_parsing": "write a date as YYYY-MM-DD",
    "date_from_datetime_parsing": "write a date as YYYY-MM-DD",
    "missing": "it is required; add it",
    "string_too_short": "write a text that is not empty",
}

_FORMS = {
    "^[A-Z]{2}$": "write a country as its two capital letters, e.g. FR",
    "^[A-Z]{3}$": "write a currency as its three capital letters, e.g. EUR",
    "^([a-z0-9]+(-[a-z0-9]+)*)?$": "write lower-case words with hyphens between, e.g. spring-sale",
}
"""What the patterns of the domain ask for, in words."""


def explain(error: ValidationError, tree: Tree, origins: Mapping[str, str]) -> InvalidBrief:
    """The first thing that is wrong, the path as the person wrote it.

    `origins` says where a field stood in a brief of another shape.
    """
    first = min(error.errors(include_url=False), key=lambda each: each["type"] != "extra_forbidden")
    path, keys, value = _walk(tree, first["loc"])
    if first["type"] == "extra_forbidden":
        return unknown_key(keys, path, value)
    per_language = str(first["loc"][-1]).endswith("str")  # a text, or texts by language: both were tried
    kind = "mapping_type" if per_language else first["type"]
    context = cast("Mapping[str, object]", first.get("ctx", {}))
    return InvalidBrief(origin(path, origins), value, _cure(kind, first["msg"], context))


def origin(path: str, origins: Mapping[str, str]) -> str:
    """Where that field stood in the brief as it came."""
    best = max((each for each in origins if path.startswith(each)), key=len, default=None)
    return path if best is None else origins[best] + path[len(best) :]


def unknown_key(keys: Sequence[str], path: str, value: JsonValue) -> InvalidBrief:
    """A key the brief does not have, with the nearest one it has."""
    if len(keys) == 1 and keys[0] in AT_INTAKE:
        return InvalidBrief(path, value, "it is set at intake; leave it out")
    return InvalidBrief(path, value, unknown("field", keys[-1], _keys_at(keys[:-1])))


def unknown(what: str, name: str, known: Iterable[str]) -> str:
    """The cure for a name nobody knows: the nearest one, or all of them."""
    choices = sorted(known)
    best = process.extractOne(name.lower(), choices, scorer=fuzz.WRatio, score_cutoff=CLOSE)
    hint = f"did you mean {best[0]}?" if best else f"known: {', '.join(choices)}"
    return f"there is no such {what}; {hint}"


def _cure(kind: str, message: str, context: Mapping[str, object]) -> str:
    if kind == "string_pattern_mismatch":
        return _FORMS.get(str(context["pattern"]), f"write it in the form {context['pattern']}")
    if kind in _CURES:
        return _CURES[kind].format_map(context)
    text = message.removeprefix("Value error, ")
    return text[:1].lower() + text[1:]


def _walk(tree: Tree, location: tuple[int | str, ...]) -> tuple[str, tuple[str, ...], JsonValue]:
    """Path, keys and value at that place, as far as the tree goes (a union's branches do not)."""
    path = ""
    keys: tuple[str, ...] = ()
    value: JsonValue = tree
    for n, step in enumerate(location):
        child = _child(value, step)
        if child is None and not (n == len(location) - 1 and isinstance(value, dict)):
            continue
        path = f"{path}[{step}]" if isinstance(step, int) else join(path, step)
        keys = (*keys, "[]" if isinstance(step, int) else step)
        value = child
    return path, keys, value


def _child(value: JsonValue, step: int | str) -> JsonValue:
    if isinstance(value, dict):
        return value.get(str(step))
    if isinstance(value, list) and isinstance(step, int) and step < len(value):
        return value[step]
    return None


def _keys_at(keys: Sequence[str]) -> tuple[str, ...]:
    here = ".".join(keys).replace(".[]", "[]")
    depth = here.count(".") + 1 if here else 0
    inside = (each for each in fields() if not here or each.startswith(f"{here}."))
    names = dict.fromkeys(each.split(".")[depth].removesuffix("[]") for each in inside)
    return tuple(name for name in names if here or name not in AT_INTAKE)


@cache
def fields() -> tuple[str, ...]:
    """Every field of a brief as a dotted pattern, e.g. "products[].benefits[]"."""
    return tuple(_fields_of(Brief, ""))


def _fields_of(model: type[BaseModel], here: str) -> Iterable[str]:
    for name, field in model.model_fields.items():
        inner, many = _inside(field.annotation)
        path = join(here, name) + ("[]" if many else "")
        yield path
        if inner is not None:
            yield from _fields_of(inner, path)


def _inside(annotation: object) -> tuple[type[BaseModel] | None, bool]:
    """The model inside a field's type, if any, and whether the field holds many."""
    origin_type = typing.get_origin(annotation)
    parts = typing.get_args(annotation)
    if origin_type is typing.Annotated:
        return _inside(parts[0])
    if origin_type is tuple:
        return _inside(parts[0])[0], True
    if origin_type in {typing.Union, types.UnionType}:
        found = [_inside(part) for part in parts if part is not type(None)]
        return next((each for each in found if each[0]), (None, False))
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation, False
    return None, False
