import pytest

from astro_pipeline.media.forms import form_for


@pytest.mark.parametrize(
    ("category", "form"),
    [
        ("cold brew coffee", "can"),
        ("Sérum visage", "bottle"),
        ("sunscreen, SPF 50", "tube"),
        ("B2B software", "laptop"),
        ("budgeting app", "phone"),
        ("online course", "book"),
        ("coffee shop", "cup"),
        ("chocolate", "box"),
        ("happiness", "abstract"),
        ("", "abstract"),
    ],
)
def test_a_category_names_its_form(category: str, form: str) -> None:
    assert form_for(category) == form


def test_the_most_telling_description_decides() -> None:
    assert form_for("tea", "software company") == "cup"
    assert form_for("", "software company") == "laptop"


def test_a_word_inside_another_word_does_not_count() -> None:
    assert form_for("candle") == "abstract"
