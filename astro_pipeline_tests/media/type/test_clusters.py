import pytest

from astro_pipeline.media.type.clusters import clusters, pictured, script


@pytest.mark.parametrize(
    ("text", "letters"),
    [
        ("Été", ("É", "t", "é")),
        ("g\u0303o", ("g\u0303", "o")),
        ("👩🏽\u200d🍳!", ("👩🏽\u200d🍳", "!")),
        ("🇫🇷🇩🇪", ("🇫🇷", "🇩🇪")),
        ("1\ufe0f\u20e3a", ("1\ufe0f\u20e3", "a")),
        ("क्षमा", ("क्ष", "मा")),
        ("ที่นี่", ("ที่", "นี่")),
        ("", ()),
    ],
)
def test_a_letter_keeps_its_marks_and_a_picture_its_parts(text: str, letters: tuple[str, ...]) -> None:
    assert clusters(text) == letters


@pytest.mark.parametrize("emoji", ["🧊", "👩🏽\u200d🍳", "🇫🇷", "1\ufe0f\u20e3", "❤\ufe0f", "⚡"])
def test_emoji_are_drawn_in_colour(emoji: str) -> None:
    assert pictured(emoji)


@pytest.mark.parametrize("text", ["a", "1", "#", "❤", "™", "⚡\ufe0e", "水", "→"])
def test_letters_digits_and_signs_are_not(text: str) -> None:
    assert not pictured(text)


def test_kana_and_kanji_are_of_one_writing_and_punctuation_of_none() -> None:
    assert {script(c) for c in "水ひカー"} == {"CJK"}
    assert script("ش") == "ARABIC"
    assert {script(c) for c in "1%.「€ "} == {""}
