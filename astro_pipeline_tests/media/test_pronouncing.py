import pytest

from astro_pipeline.media.pronouncing import spoken


@pytest.mark.parametrize(
    ("text", "language", "said"),
    [
        ("Only $24.90, now", "en", ("Only", "24 dollars 90,", "now")),
        ("just $1.", "en", ("just", "1 dollar.")),
        ("$1,299 each", "en", ("1299 dollars", "each")),
        ("£5", "en", ("5 pounds",)),
        ("dès 24,90 € !", "fr", ("dès", "24", "euros 90", "!")),
        ("1\u202f299\u00a0€ le lot", "fr", ("1299", "euros", "", "le", "lot")),
        ("für 5,50 €.", "de", ("für", "5", "Euro 50.")),
        ("500ml, (1,5l)", "de", ("500 Milliliter,", "(1,5 Liter)")),
        ("20% off 24/7", "en", ("20%", "off", "24/7")),
        ("call 555-0100.", "en", ("call", "5 5 5 , 0 1 0 0 ")),
        ("3x more, 7up", "en", ("3x", "more,", "7up")),
    ],
)
def test_figures_are_said_as_a_person_says_them(text: str, language: str, said: tuple[str, ...]) -> None:
    assert spoken(text, language, pronunciation={}) == said


def test_every_written_token_has_one_saying() -> None:
    text = "À 1\u202f299\u00a0€ – ou 24,90 $ ; 500 ml, +33 1 23 45 67 89"

    assert len(spoken(text, "fr", pronunciation={})) == len(text.split())


@pytest.mark.parametrize(
    ("text", "hint", "said"),
    [
        ("Try Nike!", {"nike": "nykee"}, ("Try", "nykee!")),
        ("Nike’s best", {"Nike": "nykee"}, ("nykee’s", "best")),
        ("At Maison Éclair, now", {"Maison Éclair": "may zon"}, ("At", "may zon,", "", "now")),
        ("Nikes are not it", {"Nike": "nykee"}, ("Nikes", "are", "not", "it")),
    ],
)
def test_a_hint_replaces_its_spelling_and_keeps_the_marks(
    text: str, hint: dict[str, str], said: tuple[str, ...]
) -> None:
    assert spoken(text, "en", pronunciation=hint) == said
