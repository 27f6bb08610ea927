"""What may stand between a name's words and its digits, and which articles may stand for its words."""

import pytest

from astro_pipeline.quality.claims import check_claims
from astro_pipeline_tests.quality.briefs import sample_brief

NAMES = ("Can 250", "250 Brew", "Été 77", "88 Ære", "モカ 99", "66 ラテ")
BRIEF = sample_brief(products=tuple({"name": name} for name in NAMES), offer=None)
ARTICLES = {
    "de": "das dem den der die", "en": "the", "es": "el la las lo los", "fr": "la le les",
    "it": "il la le lo", "pt": "a o",
}  # fmt: skip


def unknown(text: str, language: str = "en") -> object:
    numbers, _ = check_claims(BRIEF, {"copy/A": (language, text)})
    return numbers.measured


@pytest.mark.parametrize("gap", [*"-_–—'’\"“”«»()®™ \u00a0\u202f\n", "", "® (", "-- "])
def test_marks_and_spaces_up_to_three_part_no_name(gap: str) -> None:
    assert unknown(f"Can{gap}250 cups") is None
    assert unknown(f"250{gap}Brew cups") is None


@pytest.mark.parametrize("gap", ["--- ", ", ", ". ", "\n\n\n\n"])
def test_more_than_that_parts_it(gap: str) -> None:
    assert unknown(f"Can{gap}250 cups") == "250"
    assert unknown(f"250{gap}Brew cups") == "250"


@pytest.mark.parametrize(
    "text", ["Été-77 cups", "ÉTÉ-77 cups", "88-ære cups", "モカ99杯", "モカ-99杯", "66ラテBar"]
)
def test_a_name_is_read_in_its_own_letters(text: str) -> None:
    assert unknown(text) is None


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("té 77 cups", "77"),
        ("88 æ cups", "88"),
        ("カ 99杯", "99"),
        ("66 ラ", "66"),
        ("66 ラテト", "66"),
        ("大モカ 99杯", "99"),
    ],
)
def test_a_part_of_its_word_or_a_longer_one_is_another(text: str, number: str) -> None:
    assert unknown(text) == number


@pytest.mark.parametrize(
    ("language", "article"), [(tag, each) for tag, words in ARTICLES.items() for each in words.split()]
)
def test_an_article_of_its_language_stands_for_the_name(language: str, article: str) -> None:
    assert unknown(f"{article.title()} 250!", language) is None
    assert unknown(f"{article} 250", language) is None


@pytest.mark.parametrize("word", ["a", "das", "del", "die", "du", "el", "il", "la", "o", "un", "with"])
def test_another_languages_article_and_another_word_do_not(word: str) -> None:
    assert unknown(f"{word} 250") == "250"
