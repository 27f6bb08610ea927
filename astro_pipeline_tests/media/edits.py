"""A timeline with each of its parts changed, one at a time."""

from collections.abc import Iterator

from pydantic import JsonValue, ValidationError

from astro_pipeline.domain.timeline import Timeline


def edits(film: Timeline, *, picture: str) -> Iterator[Timeline]:
    """The film with each of its parts changed a little, one at a time, where that is a film still."""
    plain: JsonValue = film.model_dump(mode="json", exclude={"audio", "width", "height", "fps"})
    for path in _leaves(plain):
        edited = _with(film.model_dump(mode="json"), path, picture)
        try:
            yield Timeline.model_validate(edited)
        except ValidationError:
            continue


def _leaves(value: JsonValue, path: tuple[str | int, ...] = ()) -> Iterator[tuple[str | int, ...]]:
    match value:
        case dict():
            for key, part in value.items():
                yield from _leaves(part, (*path, key))
        case list():
            for place, part in enumerate(value):
                yield from _leaves(part, (*path, place))
        case None:
            return
        case _ if path[-1] != "moving":
            yield path
        case _:
            return


def _with(value: JsonValue, path: tuple[str | int, ...], picture: str) -> JsonValue:
    """The value with the leaf at that path changed."""
    match value, path:
        case dict(), (str() as key, *rest):
            return {**value, key: picture if key == "picture" else _leaf(value[key], key, rest, picture)}
        case list(), (int() as place, *rest):
            return [*value[:place], _leaf(value[place], "", rest, picture), *value[place + 1 :]]
        case _:
            raise AssertionError(path)


def _leaf(value: JsonValue, name: str, rest: list[str | int], picture: str) -> JsonValue:
    return _with(value, tuple(rest), picture) if rest else _other(name, value)


_OTHERS: dict[str, JsonValue] = {
    "move": "pull_out", "entry": "dissolve", "motion": "fade", "align": "centre", "weight": "regular",
    "language": "fr",
}  # fmt: skip


def _other(name: str, value: JsonValue) -> JsonValue:
    if isinstance(value, str):
        return _OTHERS.get(name, "#C04080" if value.startswith("#") else value[::-1])
    if isinstance(value, bool):
        return not value
    if isinstance(value, int):
        return value + 2
    assert isinstance(value, float)
    return round(value + 0.13, 3)
