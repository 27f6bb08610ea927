import pytest

from astro_pipeline.media.objects.forms import FORM_WORDS, form_for
from astro_pipeline.media.objects.heroes import FORMS


@pytest.mark.parametrize(
    ("category", "form"),
    [
        ("cold brew coffee", "can"),
        ("Sérum visage", "serum bottle"),
        ("night serum", "serum bottle"),
        ("Nachtserum", "serum bottle"),
        ("huile d’olive vierge", "oil bottle"),
        ("Bio-Olivenöl", "oil bottle"),
        ("agua mineral", "water bottle"),
        ("Rotwein", "wine bottle"),
        ("shampoo", "bottle"),
        ("Kaffeebohnen", "bag"),
        ("café en grains", "bag"),
        ("crème de nuit", "jar"),
        ("candles", "jar"),
        ("bank", "panes"),
        ("Versicherung", "panes"),
        ("cabinet de conseil", "steps"),
        ("escuela de idiomas", "arch"),
        ("dental clinic", "rings"),
        ("logiciel de comptabilité", "laptop"),
        ("sunscreen, SPF 50", "tube"),
        ("B2B software", "laptop"),
        ("budgeting app", "phone"),
        ("cookbook", "book"),
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
    assert form_for("candlestick") == "abstract"
    assert form_for("headphones") == "abstract"


def test_every_word_names_one_form_that_can_be_painted() -> None:
    words = [word for each in FORM_WORDS.values() for word in each.split(", ")]

    assert len(words) == len(set(words))
    assert set(FORM_WORDS) < set(FORMS)
