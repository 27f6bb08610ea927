from pathlib import Path

import pytest

from astro_pipeline.errors import MediaUnreadable
from astro_pipeline.media.type.face import Face, nature, sized
from astro_pipeline.media.type.system_fonts import Wanted, drawing, picturing
from astro_pipeline_tests.media.typefaces import built

_KANJI = frozenset(map(ord, "水"))
_BENGALI = frozenset(map(ord, "ধীরে"))


def _name(face: Face | None) -> str:
    return Path(face.path).stem if face else ""


def _wanted(language: str = "ja", *, weight: int = 400, serif: bool = False) -> Wanted:
    return Wanted(language, weight, serif)


def test_the_weight_asked_for_is_found(tmp_path: Path) -> None:
    for weight in (400, 700):
        built(tmp_path, "Noto Sans Bengali", "ধীরে", weight=weight)

    light = drawing(_BENGALI, _wanted("bn", weight=500), (str(tmp_path),))
    heavy = drawing(_BENGALI, _wanted("bn", weight=800), (str(tmp_path),))

    assert (_name(light), _name(heavy)) == ("NotoSansBengali-400", "NotoSansBengali-700")


@pytest.mark.parametrize(
    ("language", "region"),
    [
        ("ja", "JP"),
        ("ko", "KR"),
        ("zh", "SC"),
        ("zh-Hans", "SC"),
        ("zh-Hant", "TC"),
        ("zh-TW", "TC"),
        ("zh-HK", "HK"),
    ],
)
def test_each_language_gets_its_own_shapes_of_shared_characters(
    tmp_path: Path, language: str, region: str
) -> None:
    for each in ("JP", "KR", "SC", "TC", "HK"):
        built(tmp_path, f"Noto Sans CJK {each}", "水")

    assert _name(drawing(_KANJI, _wanted(language), (str(tmp_path),))) == f"NotoSansCJK{region}-400"


def test_serif_upright_and_the_usual_width_are_told_apart(tmp_path: Path) -> None:
    for family in (
        "Noto Sans Bengali",
        "Noto Serif Bengali",
        "Noto Sans Bengali UI",
        "Noto Sans Bengali Condensed",
    ):
        built(tmp_path, family, "ধীরে")
    built(tmp_path, "Noto Sans Bengali", "ধীরে", italic=True)

    plain = drawing(_BENGALI, _wanted("bn"), (str(tmp_path),))
    serif = drawing(_BENGALI, _wanted("bn", serif=True), (str(tmp_path),))

    assert (_name(plain), _name(serif)) == ("NotoSansBengali-400", "NotoSerifBengali-400")


def test_any_other_typeface_serves_where_the_usual_family_is_not_there(tmp_path: Path) -> None:
    built(tmp_path / "deep" / "er", "Somebody Else", "ধীরে")
    (tmp_path / "broken.ttf").write_bytes(b"no font at all")

    assert _name(drawing(_BENGALI, _wanted("bn"), (str(tmp_path), "/nowhere"))) == "SomebodyElse-400"
    assert drawing(_KANJI, _wanted(), (str(tmp_path),)) is None
    assert picturing(frozenset({0x1F9CA}), (str(tmp_path),)) is None


def test_a_variable_face_is_set_to_the_weight_asked_for(tmp_path: Path) -> None:
    built(tmp_path, "Noto Sans Bengali", "ধীরে", weights=(100, 700))

    face = drawing(_BENGALI, _wanted("bn", weight=800), (str(tmp_path),))

    assert face
    assert face.weight == 700
    assert nature(face).weights == (100, 700)
    assert sized(face, 40).getlength("ধ") > 0


def test_a_brand_font_that_is_none_is_named(tmp_path: Path) -> None:
    (tmp_path / "logo.ttf").write_bytes(b"PNG")

    with pytest.raises(MediaUnreadable, match=r"logo\.ttf.*give a TTF or OTF"):
        nature(Face(str(tmp_path / "logo.ttf")))
