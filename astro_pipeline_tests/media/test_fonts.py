import pytest

from astro_pipeline.errors import MissingGlyph
from astro_pipeline.media.fonts import chain, coverage, missing, runs, sha256


@pytest.mark.parametrize(
    "text", ["Été à Noël", "بشرة تلتقط", "Καμπάνιες", "Жизнь", "שלום", "กาแฟ", "1\u202f000 €"]
)
def test_installed_faces_draw_the_text(text: str) -> None:
    assert missing(text, chain("grotesk", "en")) == ""


def test_a_character_without_glyph_is_named_with_its_code_point() -> None:
    with pytest.raises(MissingGlyph, match=r"U\+1F600"):
        runs("Hi 😀", chain("text", "en"))


def test_one_face_draws_the_whole_text_where_one_can() -> None:
    assert len(runs("Lumen 10% بشرة", chain("grotesk", "ar"))) == 1


def test_a_text_no_single_face_covers_is_cut_into_runs() -> None:
    faces = chain("label", "en")
    manrope_only = next(chr(c) for c in sorted(coverage(faces[0])) if c > 32 and c not in coverage(faces[1]))

    found = runs(f"{manrope_only} ش", faces)

    assert [text for _, text in found] == [f"{manrope_only} ", "ش"]
    assert len({face for face, _ in found}) == 2


def test_a_face_is_known_by_the_digest_of_its_file() -> None:
    digests = {sha256(face) for face in chain("grotesk", "en")}

    assert len(digests) == len(chain("grotesk", "en"))
    assert all(len(each) == 64 for each in digests)
