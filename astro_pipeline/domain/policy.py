"""A customer's own rule file: words and patterns that must not appear, texts that must.

Two shapes are read, and may be mixed in one file of one or more YAML documents:
`checks: {blocked_keywords, blocked_regex}` with `locale_overrides`, and `forbidden_words`,
`forbidden_patterns`, `competitors`, `required_disclaimers`.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Final, cast

import yaml
from pydantic import Field

from astro_pipeline.domain.base import Frozen, Words
from astro_pipeline.domain.placements import placements

EVERYWHERE: Final = ""
"""The language of a rule that holds in every language."""
_LONGEST: Final = 300
"""Characters of a pattern; a longer one is no rule a person can check."""
_NESTED: Final = re.compile(r"\([^()]*[+*][^()]*\)\s*[+*{]")
"""A repeat within a repeat, which can take for ever on a short text."""
_PICTURES: Final = ("brand_name", "colors", "imagery", "logo", "typography")
"""Parts that speak of pictures; they are kept apart and said not to be applied to texts."""
_KEYS: Final = frozenset({
    "name", "version", "policy_version", "default_action", "checks", "locale_overrides", "forbidden_words",
    "forbidden_patterns", "competitors", "required_disclaimers", *_PICTURES,
})  # fmt: skip


class BadPolicy(ValueError):
    """A policy file that cannot be read: where in it, the value, and what mends it."""

    def __init__(self, field: str, value: object, cure: str) -> None:
        self.field = field
        self.value = value
        self.cure = cure
        super().__init__(f"{field}: {cure}")


class Disclaimer(Frozen):
    """A text that must stand in every ad, or in the texts of the placements named."""

    text: Words
    placements: tuple[str, ...] = ()


class CustomerPack(Frozen):
    """The rules of one file. Words and patterns are by language; "" is every language."""

    name: str
    version: str = ""
    words: dict[str, tuple[str, ...]] = Field(default={})
    patterns: dict[str, tuple[str, ...]] = Field(default={})
    competitors: tuple[str, ...] = ()
    disclaimers: tuple[Disclaimer, ...] = ()
    not_applied: tuple[str, ...] = ()
    """Its parts that are about pictures."""

    def in_language(self, rules: Mapping[str, tuple[str, ...]], language: str) -> tuple[str, ...]:
        """The rules that hold in a language: those of every language, of its base, and its own."""
        tags = dict.fromkeys((EVERYWHERE, language.split("-", maxsplit=1)[0].lower(), language))
        return tuple(rule for tag in tags for rule in rules.get(tag, ()))


def read_policy(text: str, field: str) -> CustomerPack:
    """The rules in a policy file. `field` is its place in the brief, for the error.

    Raises: BadPolicy with the place within the file, the value and the cure.
    """
    words: dict[str, list[str]] = {}
    patterns: dict[str, list[str]] = {}
    competitors: list[str] = []
    disclaimers: list[Disclaimer] = []
    apart: list[str] = []
    name = version = ""
    for document in _documents(text, field):
        for key in document:
            if key not in _KEYS:
                raise BadPolicy(f"{field}: {key}", document[key], f"use one of {', '.join(sorted(_KEYS))}")
        name = name or str(document.get("name", ""))
        version = version or str(document.get("version", document.get("policy_version", "")))
        for language, where, said in _forbidden(document, field):
            kind = patterns if where.endswith(("regex", "patterns")) else words
            kind.setdefault(language, []).extend(said)
        competitors += _texts(document.get("competitors"), f"{field}: competitors")
        disclaimers += _disclaimers(document.get("required_disclaimers"), f"{field}: required_disclaimers")
        apart += [key for key in _PICTURES if key in document]
    return CustomerPack(
        name=name or field,
        version=version,
        words={language: tuple(each) for language, each in words.items()},
        patterns={language: tuple(each) for language, each in patterns.items()},
        competitors=tuple(competitors),
        disclaimers=tuple(disclaimers),
        not_applied=tuple(dict.fromkeys(apart)),
    )


def _documents(text: str, field: str) -> list[dict[str, object]]:
    try:
        if any(isinstance(token, yaml.AliasToken) for token in _tokens(text)):
            raise BadPolicy(field, "*", "anchors and aliases (& and *) are not taken; write the value out")
        read = [each for each in yaml.safe_load_all(text) if each is not None]
    except yaml.YAMLError as exc:
        raise BadPolicy(field, str(exc).splitlines()[0], "it is no YAML; mend it") from exc
    if not read or not all(isinstance(each, dict) for each in read):
        raise BadPolicy(field, text[:40], "a policy pack is a mapping; begin with `forbidden_words: …`")
    return [{str(key): value for key, value in each.items()} for each in read]


def _tokens(text: str) -> Iterable[object]:
    return cast("Iterable[object]", yaml.scan(text))


def _forbidden(document: Mapping[str, object], field: str) -> Iterator[tuple[str, str, list[str]]]:
    """Language, place and texts of everything that must not appear."""
    for place, language, group in _groups(document, field):
        for key, value in group.items():
            if key not in {"blocked_keywords", "blocked_regex"}:
                raise BadPolicy(f"{place}.{key}", value, "use blocked_keywords or blocked_regex")
            yield language, key, _checked(value, f"{place}.{key}", is_pattern=key == "blocked_regex")
    for key in ("forbidden_words", "forbidden_patterns"):
        by_language = _by_language(document.get(key), f"{field}: {key}")
        for language, said in by_language.items():
            place = f"{field}: {key}.{language}".rstrip(".")
            yield language, key, _checked(said, place, is_pattern=key == "forbidden_patterns")


def _by_language(value: object, place: str) -> dict[str, object]:
    """A list holds in every language; a mapping says in which."""
    return {EVERYWHERE: cast("object", value)} if isinstance(value, list) else _mapping(value, place)


def _groups(document: Mapping[str, object], field: str) -> Iterator[tuple[str, str, dict[str, object]]]:
    checks = _mapping(document.get("checks"), f"{field}: checks")
    yield f"{field}: checks", EVERYWHERE, checks
    locales = _mapping(document.get("locale_overrides"), f"{field}: locale_overrides")
    for language, value in locales.items():
        place = f"{field}: locale_overrides.{language}"
        yield place, language, _mapping(value, place)


def _checked(value: object, place: str, *, is_pattern: bool) -> list[str]:
    said = _texts(value, place)
    for n, each in enumerate(said if is_pattern else ()):
        if len(each) > _LONGEST or _NESTED.search(each):
            cure = f"write a pattern of at most {_LONGEST} characters without a repeat inside a repeat"
            raise BadPolicy(f"{place}[{n}]", each, cure)
        try:
            re.compile(each)
        except re.error as exc:
            raise BadPolicy(f"{place}[{n}]", each, f"it is no regular expression: {exc}") from exc
    return said


def _disclaimers(value: object, place: str) -> Iterator[Disclaimer]:
    if not isinstance(value, list | None):
        raise BadPolicy(place, value, "write a list of texts, or of {text, placements}")
    for n, each in enumerate(cast("list[object]", value or [])):
        here = f"{place}[{n}]"
        row = {"text": each} if isinstance(each, str) else _mapping(each, here)
        text, where = row.get("text"), _texts(row.get("placements"), f"{here}.placements")
        if set(row) - {"text", "placements"} or not text:
            raise BadPolicy(here, each, "write {text: …, placements: […]}")
        for placement in where:
            if placement not in placements():
                raise BadPolicy(f"{here}.placements", placement, "name a placement, e.g. meta_feed")
        words: Words = text if isinstance(text, str) else _sayings(text, f"{here}.text")
        yield Disclaimer(text=words, placements=tuple(where))


def _sayings(value: object, place: str) -> dict[str, str]:
    return {language: str(text) for language, text in _mapping(value, place).items()}


def _mapping(value: object, place: str) -> dict[str, object]:
    if value is None:
        return {}
    if not isinstance(value, dict):
        raise BadPolicy(place, value, "write a mapping, e.g. {es: […]}")
    return {str(key): each for key, each in cast("dict[object, object]", value).items()}


def _texts(value: object, place: str) -> list[str]:
    if value is None:
        return []
    if not isinstance(value, list):
        raise BadPolicy(place, value, "write a list of texts")
    said = cast("list[object]", value)
    for n, each in enumerate(said):
        if not isinstance(each, str) or not each.strip():
            raise BadPolicy(f"{place}[{n}]", each, "write a text, in quotes where YAML reads it otherwise")
    return [str(each).strip() for each in said]
