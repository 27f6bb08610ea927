from dataclasses import replace
from pathlib import Path

import pytest

from astro_pipeline.errors import MissingGlyph
from astro_pipeline.media.type import system_fonts
from astro_pipeline.media.type.fonts import Chain, chain, coverage, drawn_with, missing, runs, sha256, suited
from astro_pipeline_tests.media.typefaces import built


def _alone(voice: str = "grotesk", language: str = "en", *homes: Path) -> Chain:
    """A chain that knows the packages' faces and these folders, whatever this machine has."""
    found = chain("text" if voice == "text" else "grotesk", language)
    return replace(found, homes=tuple(str(home) for home in homes))


@pytest.mark.parametrize(
    "text",
    [
        "Été à Noël",
        "بشرة تلتقط",
        "پیشنهاد ویژه",
        "Καμπάνιες",
        "Жизнь",
        "שָׁלוֹם",
        "กาแฟ",
        "ẤM ÁP",
        "नमस्ते",
        "1\u202f000 €",
    ],
)
def test_installed_packages_draw_the_text(text: str) -> None:
    assert missing(text, _alone()) == ""


def test_a_character_without_glyph_is_named_with_its_code_point() -> None:
    with pytest.raises(MissingGlyph, match=r"U\+1F600"):
        runs("Hi 😀", _alone("text"))


def test_only_what_is_missing_is_named_each_once() -> None:
    assert missing("a水b水😀 👩\u200d🍳 1\ufe0f\u20e3", _alone()) == "水😀👩🍳\u20e3"
    assert missing("", _alone()) == ""


def test_one_face_draws_the_whole_text_where_one_can() -> None:
    assert len(runs("Lumen 10% بشرة", _alone("grotesk", "ar"))) == 1


def test_the_systems_faces_are_asked_only_for_what_the_packages_lack(tmp_path: Path) -> None:
    built(tmp_path, "Noto Sans CJK JP", "水だけNorthbrew、50%")

    found = runs("Northbrew、水だけ50%", _alone("grotesk", "ja", tmp_path))

    assert [text for _, text in found] == ["Northbrew", "、水だけ50%"]
    assert found[0][0] == chain("grotesk", "ja").faces[0]


def test_the_system_is_not_looked_at_for_what_the_packages_draw(monkeypatch: pytest.MonkeyPatch) -> None:
    def never(*asked: object) -> None:
        raise AssertionError(asked)

    monkeypatch.setattr(system_fonts, "drawing", never)
    monkeypatch.setattr(system_fonts, "picturing", never)

    assert runs("Été à Noël: قهوة, −20 %", chain("grotesk", "fr"))
    assert missing("Жизнь 12 €", chain("text", "ru")) == ""


def test_a_writing_keeps_to_one_face_though_another_has_some_of_its_letters(tmp_path: Path) -> None:
    some = built(tmp_path, "Brand", "水a")
    built(tmp_path / "system", "Noto Sans CJK JP", "水火")
    faces = chain("grotesk", "ja", brand=(some,), homes=(str(tmp_path / "system"),))

    assert [text for _, text in runs("水火a", faces)] == ["水火", "a"]


def test_a_letter_is_put_together_of_its_parts_and_never_parted_from_its_mark(tmp_path: Path) -> None:
    parts = built(tmp_path, "Parts", "xy\u0307")
    faces = replace(chain("grotesk", "en", homes=()), faces=chain("grotesk", "en", brand=(parts,)).faces[:1])

    assert runs("x\u0307y", faces) == ((faces.faces[0], "ẋy"),)
    assert missing("x\u0323", faces) == "\u0323"


def test_the_brands_own_face_comes_first_and_a_variable_one_takes_the_voices_weight(tmp_path: Path) -> None:
    own = built(tmp_path, "Brand", "Lumen", weights=(100, 900))

    assert chain("grotesk", "en", brand=(own,)).faces[0].weight == 800
    assert chain("text", "en", brand=(own,)).faces[0].weight == 500
    assert runs("Lumen", chain("grotesk", "en", brand=(own,)))[0][0].path == str(own)


def test_all_lines_of_a_text_are_of_one_hand() -> None:
    faces = _alone("grotesk", "he")

    led = suited("קפה Northbrew", faces)

    assert led.faces[0].path.startswith("pymupdf:")
    assert set(led.faces) == set(faces.faces)
    assert suited("Northbrew", faces) == faces
    assert suited("水", faces) == faces


def test_a_face_is_known_by_the_digest_of_its_file() -> None:
    faces = chain("grotesk", "en").faces
    digests = {sha256(face) for face in faces}

    assert len(digests) == len(faces)
    assert all(len(each) == 64 for each in digests)


def test_the_faces_of_a_text_are_those_that_draw_it() -> None:
    faces = _alone()

    assert drawn_with("Lumen 水", faces) == (faces.faces[0],)
    assert ord("L") in coverage(drawn_with("Lumen", faces)[0])
