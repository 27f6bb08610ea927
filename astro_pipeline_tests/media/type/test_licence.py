from pathlib import Path
from typing import Any, cast

import pytest
from fontTools.ttLib import TTFont

from astro_pipeline.media.type.face import Face
from astro_pipeline.media.type.fonts import chain
from astro_pipeline.media.type.licence import typeface, typefaces
from astro_pipeline_tests.media.typefaces import built


def _named(path: Path, **names: str) -> Face:
    numbers = {"maker": 8, "terms": 13, "url": 14}
    with TTFont(path) as font:
        table = cast("Any", font["name"])
        for key, text in names.items():
            table.setName(text, numbers[key], 3, 1, 0x409)
        font.save(path)
    return Face(str(path))


@pytest.mark.parametrize("voice", ["grotesk", "serif", "plain", "text", "label"])
def test_every_installed_typeface_has_its_licence(voice: Any) -> None:
    for face in chain(voice, "en").faces:
        licence = typeface(face).licence
        assert licence.name == "SIL Open Font License"
        assert licence.holder
        assert licence.source


def test_a_typeface_without_terms_has_no_licence(tmp_path: Path) -> None:
    assert typeface(Face(str(built(tmp_path, "Bare", "abc")))).licence.name == ""


def test_unknown_terms_are_told_as_they_stand(tmp_path: Path) -> None:
    face = _named(built(tmp_path, "Pretty", "abc"), maker="A. Smith", terms="Free for personal use only.")

    used = typeface(face)

    assert (used.name, used.licence.name, used.licence.holder) == (
        "Pretty",
        "Free for personal use only.",
        "A. Smith",
    )


def test_only_what_draws_the_text_is_named_and_the_brands_own_is_not(tmp_path: Path) -> None:
    brand = built(tmp_path, "House", "Slow cofe")

    whole = typefaces([("Slow coffee", chain("grotesk", "en", brand=(brand,)))], brand=[brand])
    beyond = typefaces([("Slow кофе", chain("grotesk", "en", brand=(brand,)))], brand=[brand])

    assert whole == ()
    assert [each.kind for each in beyond] == ["typeface"]
