"""Every way a currency and a percentage are written, in digits and in words, and what only looks like one."""

from decimal import Decimal

import pytest

from astro_pipeline.quality.lexicon import lexicon
from astro_pipeline.quality.numbers import Number, numbers_in, spelled_in

MONEY = {
    "$": "usd dollar dollars cad", "€": "eur euro euros", "£": "gbp pound pounds livres", "¥": "yen jpy",
    "chf": "chf", "₹": "inr", "r$": "brl",
}  # fmt: skip
SIGNS = ("$", "€", "£", "¥", "₹", "₩", "R$")
PERCENT = (
    "percent", "per cent", "pour cent", "pourcent", "Prozent", "por ciento", "porciento", "por cento",
    "porcento", "per cento", "percento", "PER CENT",
)  # fmt: skip
FIXED, NARROW = "\u00a0", "\u202f"
GAPS = (" ", FIXED, NARROW)


def told(text: str) -> list[tuple[str, str]]:
    return [(each.text, each.kind) for each in numbers_in(text)]


def spelled(text: str) -> list[tuple[str, str]]:
    words = lexicon("en")
    assert words is not None
    return [(each.text, each.kind) for each in spelled_in(text, words)]


@pytest.mark.parametrize(
    ("sign", "word"), [(sign, each) for sign, words in MONEY.items() for each in words.split()]
)
def test_a_currency_is_known_by_its_names(sign: str, word: str) -> None:
    texts = [f"20{gap}{name}" for gap in ("", *GAPS) for name in (word, word.upper())]
    in_words = [f"twenty{gap}{word}" for gap in ("-", "  ", *GAPS)]

    assert [told(f"Only {text}.") for text in texts] == [[(text, f"money:{sign}")] for text in texts]
    assert [spelled(f"Only {text}.") for text in in_words] == [[(text, f"money:{sign}")] for text in in_words]


@pytest.mark.parametrize("sign", SIGNS)
def test_a_currencys_sign_stands_before_or_behind(sign: str) -> None:
    texts = [f"{sign}{gap}20" for gap in ("", *GAPS)] + [f"20{gap}{sign}" for gap in ("", *GAPS)]

    assert [told(f"Only {text}.") for text in texts] == [
        [(text, f"money:{sign.casefold()}")] for text in texts
    ]


@pytest.mark.parametrize("word", [*PERCENT, "%", "％", "٪"])
def test_a_percentage_is_known_by_its_sign_and_its_names(word: str) -> None:
    texts = [f"20{gap}{word}" for gap in ("", *GAPS)]
    in_words = [f"twenty{gap}{word}" for gap in ("-", "  ", *GAPS)]

    assert [told(f"Save {text} now") for text in texts] == [[(text, "percent")] for text in texts]
    assert [spelled(f"Save {text} now") for text in in_words] == [[(text, "percent")] for text in in_words]


@pytest.mark.parametrize("word", [
    "eurocents", "dollarama", "poundcakes", "yenta", "percentile", "per center", "pour centrer", "Prozentual",
    "por cientos", "por centos", "percentos", "cups",
])  # fmt: skip
def test_a_word_that_only_begins_like_one_counts_nothing(word: str) -> None:
    assert told(f"20 {word}") == [("20", "plain")]
    assert spelled(f"twenty {word}") == [("twenty", "plain")]


@pytest.mark.parametrize("mark", [",", ".", "'", "’", "٬", *GAPS])
def test_thousands_are_parted_by_any_mark(mark: str) -> None:
    (found,) = numbers_in(f"Over {mark.join(('1', '234', '567'))} cups")

    assert found.values == {Decimal(1_234_567)}


def test_a_name_that_holds_a_digit_counts_nothing_and_a_longer_one_does() -> None:
    names = ["B2B", "B2C", "D2C", "CO2", "H2O", "MP3", "MP4"]

    assert [told(f"For {name}.") for name in names] == [[] for _ in names]
    assert [told(text) for text in ("CO23", "XH2O", "b2b")] == [
        [("23", "plain")],
        [("2", "plain")],
        [("2", "plain")],
    ]


@pytest.mark.parametrize("gap", ["", "-", *GAPS])
def test_what_is_measured_may_stand_close_or_apart(gap: str) -> None:
    assert list(numbers_in(f"18{gap}hours")) == [
        Number(f"18{gap}hours", 0, frozenset({Decimal(18)}), "of:hour")
    ]
