from decimal import Decimal

import pytest

from astro_pipeline.quality.claims import check_claims
from astro_pipeline.quality.lexicon import lexicon
from astro_pipeline.quality.numbers import Number, is_known, numbers_in, spelled_in
from astro_pipeline_tests.quality.briefs import failing, sample_brief


@pytest.mark.parametrize(
    ("text", "kind", "values"),
    [
        ("18 hours", "of:hour", {"18"}),
        ("500-mile range", "of:mile", {"500"}),
        ("1,5 million", "plain", {"1.5"}),
        ("1.000", "plain", {"1000"}),
        ("1,500", "plain", {"1500", "1.500"}),
        ("1.234,50 €", "money:€", {"1234.50"}),
        ("R$ 20", "money:r$", {"20"}),
        ("20 Prozent", "percent", {"20"}),
        ("٢٠٪", "percent", {"20"}),
        ("٢٫٥", "plain", {"2.5"}),
        ("५०", "plain", {"50"}),
        ("２０％", "percent", {"20"}),
    ],
)
def test_a_number_is_read_in_any_digits_with_what_it_counts(text: str, kind: str, values: set[str]) -> None:
    (found,) = numbers_in(text)

    assert (found.kind, found.values) == (kind, {Decimal(each) for each in values})


def test_a_date_in_digits_is_three_numbers_and_a_name_with_a_digit_is_none() -> None:
    assert [int(next(iter(each.values))) for each in numbers_in("31.12.2026")] == [31, 12, 2026]
    assert list(numbers_in("B2B without CO2")) == []


@pytest.mark.parametrize(
    ("language", "text", "value", "kind"),
    [
        ("en", "twenty percent off", "20", "percent"),
        ("en", "one hundred and five cases", "105", "plain"),
        ("en", "two point five litres", "2.5", "of:litre"),
        ("en", "a million fans", "1000000", "plain"),
        ("en", "in three days", "3", "of:day"),
        ("fr", "quatre-vingt-dix-sept recettes", "97", "plain"),
        ("fr", "vingt pour cent", "20", "percent"),
        ("fr", "deux mille vingt-six", "2026", "plain"),
        ("fr", "trois virgule cinq euros", "3.5", "money:€"),
        ("fr", "soixante et onze recettes", "71", "plain"),
        ("en", "twenty and so on", "20", "plain"),
        ("es", "treinta y cinco euros", "35", "money:€"),
        ("de", "zwanzig Prozent", "20", "percent"),
    ],
)
def test_a_spelled_number_is_read(language: str, text: str, value: str, kind: str) -> None:
    words = lexicon(language)
    assert words

    (found,) = spelled_in(text, words)

    assert (found.values, found.kind) == ({Decimal(value)}, kind)


def test_numbers_side_by_side_are_not_added_up() -> None:
    words = lexicon("en")
    assert words

    found = [
        int(next(iter(each.values)))
        for each in spelled_in("Twelve, thirteen; fourteen fifteen and sixty", words)
    ]

    assert found == [12, 13, 14, 15, 60]


@pytest.mark.parametrize(
    "text", ["one bottle, two sips", "an hour and one more", "nine or ten of us", "and so on"]
)
def test_small_numbers_of_common_speech_claim_nothing(text: str) -> None:
    words = lexicon("en")
    assert words

    assert list(spelled_in(text, words)) == []


@pytest.mark.parametrize(
    ("planted", "clean"),
    [
        ("Steeped for 20 hours", "Steeped for 18 hours"),
        ("Twenty-five percent off", "Twenty percent off"),
        ("Steeped for nineteen hours", "Steeped for eighteen hours"),
        ("From €24.90", "From $24.90"),
        ("From $2.49", "From $24.90"),
        ("Until December 30", "Until December 31"),
        ("Last for 31 days", "Last until the 31st"),
        ("Over 555 cafés", "Call +1 555 0100"),
    ],
)
def test_a_number_that_counts_something_else_is_invented(planted: str, clean: str) -> None:
    brief = sample_brief()

    assert failing(check_claims(brief, {"copy/A": ("en", planted)})) == ["claims.numbers"]
    assert failing(check_claims(brief, {"copy/A": ("en", clean)})) == []


@pytest.mark.parametrize(("language", "text"), [("ar", "خصم ٣٠٪"), ("hi", "३०% की छूट"), ("ja", "３０％オフ")])
def test_numbers_are_checked_in_a_language_without_a_word_list(language: str, text: str) -> None:
    number, words = check_claims(sample_brief(), {"copy/A": (language, text)})
    ((true_number, _)) = check_claims(
        sample_brief(), {"copy/A": (language, text.translate(str.maketrans("٣३３", "٢२２")))}
    )

    assert (number.verdict, words.verdict) == ("fail", "not_checked")
    assert true_number.verdict == "pass"


@pytest.mark.parametrize(
    ("text", "written", "start"),
    [
        ("Now €24.90 a case", "€24.90", 4),
        ("R$ 20 por mês", "R$ 20", 0),
        ("Pour 24,90 € la caisse", "24,90 €", 5),
        ("Get 20% off", "20%", 4),
        ("A 500-mile range", "500-mile", 2),
        ("Take 24 of them", "24", 5),
    ],
)
def test_a_number_is_told_with_its_sign_and_without_the_next_word(
    text: str, written: str, start: int
) -> None:
    (found,) = numbers_in(text)

    assert (found.text, found.start) == (written, start)


def spelled(language: str, text: str, *, all_of_them: bool = False) -> list[tuple[str, int, str, str]]:
    words = lexicon(language)
    assert words
    return [
        (each.text, each.start, str(min(each.values)), each.kind)
        for each in spelled_in(text, words, all_of_them=all_of_them)
    ]


@pytest.mark.parametrize(
    ("language", "text", "values"),
    [
        ("en", "twenty five of us", ["25"]),
        ("en", "eleven twelve", ["11", "12"]),
        ("en", "sixty-nine recipes", ["69"]),
        ("en", "one hundred twenty", ["120"]),
        ("en", "hundred cases", ["100"]),
        ("en", "two hundred thousand three hundred", ["200300"]),
        ("en", "twelve hundred", ["1200"]),
        ("en", "twelve. Thirteen", ["12", "13"]),
        ("en", "zero point two five of it", ["0.25"]),
        ("fr", "dix-sept recettes", ["17"]),
        ("fr", "dix-huit recettes", ["18"]),
        ("fr", "dix-neuf recettes", ["19"]),
        ("fr", "douze sept", ["12", "7"]),
        ("fr", "quatre-vingts recettes", ["80"]),
        ("fr", "quatre-vingt-dix recettes", ["90"]),
        ("fr", "cent quatre-vingt-dix recettes", ["190"]),
        ("fr", "trois vingt", ["3", "20"]),
        ("fr", "dix vingt", ["10", "20"]),
        ("fr", "vingt vingt", ["20", "20"]),
        ("fr", "soixante-dix recettes", ["70"]),
        ("fr", "cent soixante-seize recettes", ["176"]),
        ("fr", "soixante-dix-neuf recettes", ["79"]),
        ("fr", "quatre-vingt-onze recettes", ["91"]),
        ("fr", "quatre-vingt-dix-neuf recettes", ["99"]),
        ("fr", "soixante vingt", ["60", "20"]),
        ("fr", "vingt douze", ["20", "12"]),
        ("fr", "quarante dix", ["40", "10"]),
        ("fr", "huitante douze", ["80", "12"]),
        ("fr", "dix six", ["10", "6"]),
        ("fr", "dix dix", ["10", "10"]),
        ("es", "veinte por ciento", ["20"]),
        ("pt", "vinte por cento", ["20"]),
        ("fr", "dix onze", ["10", "11"]),
        ("fr", "vingt-quatre vingt", ["24", "20"]),
        ("en", "twenty twelve", ["20", "12"]),
        ("en", "twenty ten", ["20", "10"]),
        ("en", "sixty twelve", ["60", "12"]),
        ("en", "ten seven", ["10", "7"]),
        ("en", "four twenty", ["4", "20"]),
        ("en", "twenty zero", ["20", "0"]),
        ("en", "twenty one", ["21"]),
        ("es", "treinta doce", ["30", "12"]),
    ],
)
def test_words_of_one_number_are_counted_together_and_of_two_apart(
    language: str, text: str, values: list[str]
) -> None:
    assert [each[2] for each in spelled(language, text, all_of_them=True)] == values


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Only ten bottles", []),
        ("Only eleven bottles", [("eleven", 5, "11", "plain")]),
        ("In ten hours", [("ten hours", 3, "10", "of:hour")]),
        ("Some one point five of it", [("one point five", 5, "1.5", "plain")]),
        ("Now twenty percent off", [("twenty percent", 4, "20", "percent")]),
        ("For twelve dollars a case", [("twelve dollars", 4, "12", "money:$")]),
        ("Twenty and Thirty", [("Twenty", 0, "20", "plain"), ("Thirty", 11, "30", "plain")]),
        ("Ten percent per hundred", [("Ten percent", 0, "10", "percent")]),
    ],
)
def test_a_spelled_number_is_told_from_ten_up_or_with_what_it_counts(
    text: str, found: list[tuple[str, int, str, str]]
) -> None:
    assert spelled("en", text) == found


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("1.500.000", {"1500000"}),
        ("1,500,000.25", {"1500000.25"}),
        ("1.500.000,25", {"1500000.25"}),
        ("1’500", {"1500"}),
        ("1 500", {"1500"}),
        ("12,50", {"12.50"}),
        ("0.125", {"125", "0.125"}),
        ("2,000", {"2000"}),
        ("２.０００", {"2000"}),
        ("٢٬٥٠٠", {"2500"}),
    ],
)
def test_the_marks_between_digits_say_what_they_can_mean(text: str, values: set[str]) -> None:
    (found,) = numbers_in(text)

    assert found.values == {Decimal(each) for each in values}


@pytest.mark.parametrize(
    ("text", "kind", "written"),
    [
        ("USD 20", "plain", "20"),
        ("20 USD", "money:$", "20 USD"),
        ("20 euros", "money:€", "20 euros"),
        ("20 CHF", "money:chf", "20 CHF"),
        ("$20%", "percent", "$20%"),
        ("$20 hours", "money:$", "$20"),
        ("20 sunny days", "plain", "20"),
        ("B2B 20", "plain", "20"),
    ],
)
def test_what_a_number_counts_is_told_with_it(text: str, kind: str, written: str) -> None:
    (found,) = numbers_in(text)

    assert (found.kind, found.text) == (kind, written)


def one(text: str) -> Number:
    (found,) = numbers_in(text)
    return found


@pytest.mark.parametrize(
    ("number", "known", "holds"),
    [
        ("18 hours", "18 hours", True),
        ("18", "18 hours", True),
        ("18 hours", "18", True),
        ("18 hours", "18 days", False),
        ("18 %", "18", False),
        ("$18", "18", False),
        ("$18", "€18", False),
        ("1,500", "1.5", True),
        ("18 hours", "19 hours", False),
    ],
)
def test_a_number_is_known_where_the_brief_counts_the_same(number: str, known: str, *, holds: bool) -> None:
    assert is_known(one(number), [one("7"), one(known)]) is holds
    assert is_known(one(number), []) is False
