"""Every way a price, a code, an address and a form of address is written, and what only looks like one."""

import pytest

from astro_pipeline.domain.brief import Offer
from astro_pipeline.domain.review import Finding
from astro_pipeline.quality.consistency import amounts, check_consistency, spoken
from astro_pipeline_tests.quality.briefs import sample_brief

SIGNS = {
    "$": "$ USD CAD AUD dollar dollars",
    "€": "€ EUR euro euros",
    "£": "£ GBP pound pounds",
    "¥": "¥ 円 JPY",
    "CHF": "CHF",
}
NARROW, FIXED = "\u202f", "\u00a0"


def differing(rule: str, text: str, language: str = "en") -> list[Finding]:
    brief = sample_brief(offer=Offer(text={"en": "20% off"}, code="STEEP20"))
    found = check_consistency(brief, "copy", {"odd": (language, text)})
    return [each for each in found if each.rule == rule and each.verdict == "fail"]


@pytest.mark.parametrize(
    ("sign", "word"), [(sign, word) for sign, words in SIGNS.items() for word in words.split()]
)
def test_a_currency_is_known_by_its_sign_and_its_names_before_and_behind(sign: str, word: str) -> None:
    texts = (f"{word} 12", f"{word}12", f"12 {word}", f"12{word}", f"Only {word.upper()} 12!", f"12 {word}.")

    assert {text: amounts(text) for text in texts} == dict.fromkeys(texts, ((sign, "12.00"),))


@pytest.mark.parametrize("text", ["12 European cups", "12 eurocents", "12 poundcakes", "12", "HK 12", "12 %"])
def test_a_word_that_only_begins_like_a_currency_is_none(text: str) -> None:
    assert amounts(text) == ()


@pytest.mark.parametrize("text", ["Hauteur 24 cm", "Valeur 24", "Compounds 24"])
def test_a_word_that_only_ends_like_a_currency_is_none(text: str) -> None:
    assert amounts(text) == ()


def test_a_price_behind_a_word_that_ends_like_a_currency_keeps_its_own() -> None:
    assert amounts("D’une valeur 24,90 $") == (("$", "24.90"),)
    assert differing("semantic.prices", "D’une valeur 24,90 $", "fr") == []
    assert [each.measured for each in differing("semantic.prices", "EUR24.90")] == ["€ 24.90"]


@pytest.mark.parametrize("mark", [",", ".", "'", "’", FIXED, NARROW, " "])
def test_thousands_are_parted_by_any_mark(mark: str) -> None:
    for text in (f"€{mark.join(('1', '234', '567'))}", f"{mark.join(('1', '234', '567'))} €"):
        assert amounts(text) == (("€", "1234567.00"),)


@pytest.mark.parametrize(
    ("text", "figure"),
    [
        (f"24,9{FIXED}€", "24.90"),
        (f"24.90{NARROW}€", "24.90"),
        ("€24,9", "24.90"),
        ("24,90€", "24.90"),
        ("Only €24.", "24.00"),
        ("1’000.50 €", "1000.50"),
        ("€ 1 000,50", "1000.50"),
    ],
)
def test_cents_are_one_or_two_figures_behind_either_mark(text: str, figure: str) -> None:
    assert amounts(text) == (("€", figure),)


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "Code STEEP30"),
        ("en", "CODE: STEEP30"),
        ("es", "código STEEP30"),
        ("it", "Codice STEEP30"),
        ("de", "Rabattcode STEEP30"),
        ("de", "Gutscheincode STEEP30"),
        ("fr", "code « STEEP30 »"),
        ("en", "code “STEEP30”"),
        ("en", 'code "STEEP30"'),
        ("en", "code 'STEEP30'"),
        ("en", "code ‘STEEP30’"),
        ("ja", "コードSTEEP30"),
        ("ja", "コード:「STEEP30」"),
        ("ja", "コード STEEP30"),
        ("ar", "كود STEEP30"),
        ("ar", "الرمز: STEEP30"),
    ],
)
def test_another_code_is_found_however_it_is_introduced(language: str, text: str) -> None:
    assert [each.measured for each in differing("semantic.codes", text, language)] == ["STEEP30"]


@pytest.mark.parametrize(
    ("text", "code"),
    [("code ABCD", "ABCD"), ("code 3ABC", "3ABC"), ("code A345", "A345"), ("code 34567A", "34567A")],
)
def test_a_code_is_four_signs_with_a_letter_among_them(text: str, code: str) -> None:
    assert [each.measured for each in differing("semantic.codes", text)] == [code]


@pytest.mark.parametrize(
    "text",
    ["code ABC", "code 2026", "barcode ABCD", "codes ABCD", "code STEEPest", "code steep30", "code of ABCD"],
)
def test_what_is_no_code_is_not_taken_for_one(text: str) -> None:
    assert differing("semantic.codes", text) == []


@pytest.mark.parametrize(
    "text",
    [
        "https://x.example/a/Slow-Can-250",
        "http://localhost/Slow-Can-250",
        "Slow-Can-250@localhost",
        "mail@Slow-Can-250",
        "#SlowCan250",
        "@SlowCan250",
        "SlowCan250.example/shop",
        "my-SlowCan250.example",
    ],
)
def test_an_address_a_handle_and_a_tag_write_names_as_they_must(text: str) -> None:
    assert differing("semantic.product_names", f"See {text} now") == []


@pytest.mark.parametrize(
    "text", ["SlowCan250 #cold", "@you SlowCan250", "a.b SlowCan250", "a@b.c SlowCan250"]
)
def test_the_words_beside_an_address_are_still_read(text: str) -> None:
    assert [each.measured for each in differing("semantic.product_names", text)] == ["SlowCan250"]


FAMILIAR = {
    "fr": "Tu bois;C’est à toi;Il te faut ça;Tes matins;Je t’aime;Je t'aime;Offre-toi mieux;As-tu soif ?",
    "de": "Hol du es;Für dich;Gönn dir was;Dein Kaffee;Deine Tasse;Mit deinem Becher;Für deinen Tag"
    ";In deiner Tasse;Wegen deines Kaffees;DEIN Tag",
    "es": "Solo tú;Para ti;Va contigo;Es tuyo;Es tuya;Son tuyos;Son tuyas;TÚ decides",
}
POLITE = {
    "fr": "Vous aimez;Votre café;Vos matins;VOTRE jour",
    "de": "Holen Sie;Wir helfen Ihnen;Mit Ihr Kaffee;Für Ihre Tasse;In Ihrem Becher;Für Ihren Tag"
    ";In Ihrer Tasse;Wegen Ihres Kaffees;Nun, Sie wissen",
    "es": "Usted decide;Ustedes deciden;Para USTED",
}
NEITHER = {
    "fr": "Un m’as-tu-vu;Statue;Toit;Tête-à-tête;T’;Le t-shirt;Vousoyer;Revous;Nos vosges;Étoi",
    "de": "Dudelsack;Dirigent;Andich;Sie kommen;Ihr kommt;„Sie“ heißt es;sie und ihnen;Für ihre Tasse"
    ";Mit Ihresgleichen;Deinetwegen",
    "es": "Túnel;Tiempo;Tuyas2;Justed;Ustedesa;El yeti",
}


@pytest.mark.parametrize(
    ("language", "text", "kinds"),
    [
        (language, text, kinds)
        for table, kinds in ((FAMILIAR, ["familiar"]), (POLITE, ["polite"]), (NEITHER, []))
        for language, texts in table.items()
        for text in texts.split(";")
    ],
)
def test_one_word_tells_how_a_text_speaks_to_people(language: str, text: str, kinds: list[str]) -> None:
    assert list(spoken(language, {"a": (language, text)}).get("a", {})) == kinds
