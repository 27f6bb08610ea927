"""What a language model said, as data of the shape it was asked for."""

import json
import re
from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any, cast

import jsonschema
from pydantic import JsonValue

from astro_pipeline.domain.base import canonical

_FENCE = re.compile(r"\A\s*```(?:json)?\s*\n(?P<inside>.*?)\n?\s*```\s*\Z", re.DOTALL | re.IGNORECASE)
_MOST_NAMED = 8
"""So many problems are told to the model at once."""


class NotThatShape(Exception):
    """An answer that is no JSON, or not of the schema; says where, for the model to mend."""


def read_answer(text: str, schema: Mapping[str, Any]) -> JsonValue:
    """The answer as a value that satisfies the schema.

    Raises: NotThatShape.
    """
    fenced = _FENCE.match(text)
    try:
        value: JsonValue = json.loads(fenced["inside"] if fenced else text, parse_constant=_no_number)
    except (ValueError, RecursionError) as exc:
        raise NotThatShape(f"the answer is no JSON: {exc}") from exc
    problems = _problems(value, schema)
    if problems:
        raise NotThatShape("; ".join(problems))
    return value


def _problems(value: JsonValue, schema: Mapping[str, Any]) -> Sequence[str]:
    found = sorted(
        _validator(canonical(schema)).iter_errors(value), key=lambda error: [str(p) for p in error.path]
    )
    named = [f"{error.json_path}: {_short(error.message)}" for error in found[:_MOST_NAMED]]
    more = len(found) - len(named)
    return [*named, f"and {more} more"] if more else named


@cache
def _validator(schema: bytes) -> jsonschema.Draft202012Validator:
    return jsonschema.Draft202012Validator(cast("dict[str, Any]", json.loads(schema)))


def _no_number(constant: str) -> JsonValue:
    raise ValueError(f"{constant} is no number")


def _short(text: str, limit: int = 200) -> str:
    return text if len(text) <= limit else f"{text[: limit - 1]}…"
