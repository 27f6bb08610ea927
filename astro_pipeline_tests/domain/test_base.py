import pytest
from pydantic import ValidationError

from astro_pipeline.domain.base import canonical, digest, words_in
from astro_pipeline.domain.brief import BrandKit, Brief, is_rtl, slug
from astro_pipeline.domain.plan import seed_for


def test_equal_values_have_equal_bytes_whatever_their_order() -> None:
    assert canonical({"b": {1, 2}, "a": BrandKit(name="é")}) == canonical(
        {"a": BrandKit(name="é"), "b": {2, 1}}
    )
    assert digest({"a": 1}) != digest({"a": 2})


@pytest.mark.parametrize(
    ("words", "language", "said"),
    [
        ("Salut", "fr", "Salut"),
        ("Salut", "fr-CA", "Salut"),
        ("Salut", "en", None),
        ({"en": "Hi", "fr": "Salut"}, "en-GB", "Hi"),
        ({"pt-BR": "Oi"}, "pt", "Oi"),
        ({"en": "Hi"}, "de", None),
        (None, "en", None),
    ],
)
def test_words_are_found_in_their_language_and_never_in_another(
    words: str | dict[str, str] | None, language: str, said: str | None
) -> None:
    assert words_in(words, language, default="fr") == said


@pytest.mark.parametrize("colour", ["red", "#12", "#GG0000", "123456"])
def test_a_colour_that_is_none_is_refused(colour: str) -> None:
    with pytest.raises(ValidationError, match="#RRGGBB"):
        BrandKit.model_validate({"palette": [colour]})


@pytest.mark.parametrize(("tag", "normal"), [("PT_br", "pt-BR"), ("en", "en"), ("zh-hant-TW", "zh-Hant-TW")])
def test_language_tags_are_normalised(tag: str, normal: str) -> None:
    brief = Brief.model_validate({"name": "n", "company": {"name": "c"}, "languages": [tag]})

    assert brief.languages == (normal,)


def test_a_language_nobody_speaks_is_refused() -> None:
    with pytest.raises(ValidationError, match="language as a tag"):
        Brief.model_validate({"name": "n", "company": {"name": "c"}, "language": "klingonese"})


def test_a_slug_is_plain_ascii() -> None:
    assert slug("Café Noir! 2026") == "cafe-noir-2026"


def test_arabic_and_hebrew_run_from_right_to_left() -> None:
    assert is_rtl("ar-EG")
    assert is_rtl("he")
    assert not is_rtl("fr")


def test_each_thing_that_varies_has_its_own_seed() -> None:
    assert seed_for(1, "music", 15) == seed_for(1, "music", 15)
    assert len({seed_for(1, "a"), seed_for(2, "a"), seed_for(1, "b")}) == 3
