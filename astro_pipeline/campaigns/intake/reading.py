"""From a brief's text to plain values: YAML or JSON, strictly, and never anything executable.

YAML is read by the 1.2 core rules, so that `NO` stays a country and a date stays a text until the
field it is for asks for one.
"""

import json
import re
from collections.abc import Callable, Iterable
from pathlib import Path, PurePath
from typing import cast

import yaml
from pydantic import JsonValue

from astro_pipeline.errors import InvalidBrief

Tree = dict[str, JsonValue]

PROSE_CURE = (
    "a prose brief needs a text provider, which reads it when it is submitted; write it as YAML "
    "(see `astro-pipeline brief schema`) or set a provider's key"
)
DEPTH = 20
"""Deeper nesting than this is no brief."""

_PROSE_SUFFIXES = {".md", ".txt"}
_YAML_SUFFIXES = {".yaml", ".yml"}
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\u2028\u2029\ufffe\uffff]")
_PLACEHOLDER = re.compile(r"\{\{.*?\}\}|^\s*(\[[^\]]*\]|<[^>]*>)\s*$|^\s*(TODO|TBD|XXX)\b", re.DOTALL)
_KEY_LINE = re.compile(r"""^\s*(- |[\w"'-]+\s*:(\s|$)|[\[{}\]#]|---)""")


class _Loader(yaml.CSafeLoader):
    """PyYAML's safe loader with the scalar rules of YAML 1.2."""

    yaml_implicit_resolvers = {}  # noqa: RUF012 -- PyYAML's own registry, filled below


for _tag, _pattern, _first in (
    ("null", r"~|null|Null|NULL|", ["~", "n", "N", ""]),
    ("bool", r"true|True|TRUE|false|False|FALSE", list("tTfF")),
    ("int", r"[-+]?[0-9]{1,18}", list("-+0123456789")),
    ("float", r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]{1,3})?", list("-+.0123456789")),
):
    _Loader.add_implicit_resolver(f"tag:yaml.org,2002:{_tag}", re.compile(f"^(?:{_pattern})$"), _first)


_SCALARS: dict[str, Callable[[str], JsonValue]] = {
    "null": lambda _: None,
    "bool": lambda text: text.lower() == "true",
    "int": int,
    "float": float,
}


def read_tree(text: str, name: str) -> Tree:
    """The brief as plain values, empty fields left out.

    Raises: InvalidBrief for prose, bad syntax, duplicate keys, anchors and tags, placeholders.
    """
    suffix = PurePath(name).suffix.lower()
    if not text.strip():
        raise InvalidBrief(name, text, "the brief is empty; write at least name and company")
    if is_prose(text, name):
        raise InvalidBrief(name, _start(text), PROSE_CURE)
    is_json = suffix == ".json" or (suffix not in _YAML_SUFFIXES and text.lstrip().startswith("{"))
    value = _read_json(text, name) if is_json else _read_yaml(text, name)
    if isinstance(value, str):
        raise InvalidBrief(name, _start(text), PROSE_CURE)
    if not isinstance(value, dict):
        raise InvalidBrief(name, _start(text), "a brief is a mapping of fields; begin with `name: …`")
    _check_texts(value, "")
    return cast("Tree", _without_empty(value))


def is_prose(text: str, name: str) -> bool:
    """Whether a brief is written for people: by its file's ending."""
    return bool(text.strip()) and PurePath(name).suffix.lower() in _PROSE_SUFFIXES


def written_as_prose(path: Path) -> bool:
    """Whether the file that lies there is written for people."""
    return path.suffix.lower() in _PROSE_SUFFIXES and path.is_file()


def decode(data: bytes, name: str) -> str:
    """The text of those bytes; UTF-8, with or without a byte order mark."""
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as exc:
        raise InvalidBrief(name, f"byte {exc.start}", "save the file as UTF-8") from exc


def _read_json(text: str, name: str) -> JsonValue:
    def unique(pairs: list[tuple[str, JsonValue]]) -> Tree:
        seen: Tree = {}
        for key, value in pairs:
            if key in seen:
                raise InvalidBrief(key, value, "the key stands twice in one place; keep one")
            seen[key] = value
        return seen

    def refuse(constant: str) -> None:
        raise InvalidBrief(name, constant, "write a number")

    try:
        value = json.loads(text, object_pairs_hook=unique, parse_constant=refuse)
    except json.JSONDecodeError as exc:
        where = f"line {exc.lineno}, column {exc.colno}"
        raise InvalidBrief(name, where, f"it is no JSON there ({exc.msg}); mend it") from exc
    except (RecursionError, ValueError) as exc:
        raise InvalidBrief(name, _start(text), "it is nested too deep or holds a huge number") from exc
    if _depth(value) > DEPTH:
        raise InvalidBrief(name, _start(text), f"it is nested deeper than {DEPTH} levels; flatten it")
    return value


def _read_yaml(text: str, name: str) -> JsonValue:
    try:
        _check_events(text, name)
        node = cast("yaml.Node | None", yaml.compose(text, Loader=_Loader))
    except yaml.YAMLError as exc:
        if _is_prose(text):
            raise InvalidBrief(name, _start(text), PROSE_CURE) from exc
        mark = getattr(exc, "problem_mark", None)
        where = f"line {mark.line + 1}, column {mark.column + 1}" if mark else _start(text)
        problem = getattr(exc, "problem", None) or "a character that cannot stand in YAML"
        raise InvalidBrief(name, where, f"it is no YAML there ({problem}); mend it") from exc
    return None if node is None else _plain(node, "")


def _check_events(text: str, name: str) -> None:
    """What YAML can do and a brief has no use for: it is refused before anything is built."""
    depth = 0
    for event in cast("Iterable[yaml.Event]", yaml.parse(text, Loader=_Loader)):
        line = f"line {event.start_mark.line + 1}"
        if isinstance(event, yaml.NodeEvent) and event.anchor is not None:
            raise InvalidBrief(name, line, "anchors and aliases (& and *) are not taken; write the value out")
        if getattr(event, "tag", None) is not None:
            raise InvalidBrief(name, line, "tags (!) are not taken; write the plain value")
        if isinstance(event, yaml.CollectionStartEvent):
            depth += 1
        elif isinstance(event, yaml.CollectionEndEvent):
            depth -= 1
        if depth > DEPTH:
            raise InvalidBrief(name, line, f"it is nested deeper than {DEPTH} levels; flatten it")


def _plain(node: yaml.Node, here: str) -> JsonValue:
    if isinstance(node, yaml.SequenceNode):
        return [_plain(each, f"{here}[{n}]") for n, each in enumerate(cast("list[yaml.Node]", node.value))]
    if isinstance(node, yaml.MappingNode):
        return _plain_mapping(node, here)
    text = cast("str", node.value)
    build = _SCALARS.get(node.tag.rpartition(":")[2], str)
    return build(text)


def _plain_mapping(node: yaml.MappingNode, here: str) -> Tree:
    tree: Tree = {}
    for key_node, value_node in cast("list[tuple[yaml.Node, yaml.Node]]", node.value):
        key = _plain(key_node, here)
        path = join(here, str(key))
        if not isinstance(key, str):
            raise InvalidBrief(path, key, 'a key is a text; put it in quotes, e.g. "1"')
        if key in tree:
            raise InvalidBrief(path, key, "the key stands twice in one place; keep one")
        tree[key] = _plain(value_node, path)
    return tree


def join(here: str, key: str) -> str:
    """The dotted path of a key below `here`."""
    return f"{here}.{key}" if here else key


def _check_texts(value: JsonValue, here: str) -> None:
    if isinstance(value, dict):
        for key, each in value.items():
            _check_texts(each, join(here, key))
    elif isinstance(value, list):
        for n, each in enumerate(value):
            _check_texts(each, f"{here}[{n}]")
    elif isinstance(value, str):
        if _CONTROL.search(value):
            raise InvalidBrief(here, value, "it holds a control character; remove it")
        if _PLACEHOLDER.search(value):
            raise InvalidBrief(here, value, "it is a placeholder; fill it in or leave the field out")


def _without_empty(value: JsonValue) -> JsonValue:
    if isinstance(value, dict):
        return {key: _without_empty(each) for key, each in value.items() if each is not None}
    if isinstance(value, list):
        return [_without_empty(each) for each in value]
    return value


def _depth(value: JsonValue) -> int:
    if isinstance(value, dict):
        return 1 + max((_depth(each) for each in value.values()), default=0)
    if isinstance(value, list):
        return 1 + max((_depth(each) for each in value), default=0)
    return 0


def _is_prose(text: str) -> bool:
    """True where fewer than half of the written lines could be YAML."""
    lines = [line for line in text.splitlines() if line.strip()]
    return 2 * sum(1 for line in lines if _KEY_LINE.match(line)) < len(lines)


def _start(text: str) -> str:
    return " ".join(text.split())[:60]
