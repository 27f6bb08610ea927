from decimal import Decimal

import pytest

from astro_pipeline.campaigns.intake.placeholders import blanks
from astro_pipeline.campaigns.intake.proving import numbers, page, states


def test_a_claim_cut_out_of_its_denial_is_not_stated() -> None:
    text = "The soap is not tested on animals. Sie ist nicht vegan."

    assert not states("is not tested on animals", "tested on animals", "words", text=text)
    assert states("is not tested on animals", "not tested on animals", "words", text=text)
    assert not states("Sie ist nicht vegan", "vegan", "words", text=text)


@pytest.mark.parametrize(
    ("line", "open_places"),
    [
        ("Client: [CLIENT NAME]", 1),
        ("From [        ] to [        ]", 2),
        ("Call {{ phone }} or write to <YOUR EMAIL>", 2),
        ("Budget: ______", 1),
        ("Slogan: TBD", 1),
        ("See [our shop](https://shop.example) and [x] done [3] [sic]", 0),
        ("Prices from 3 < 5 and 7 > 2, to be confirmed with you", 0),
    ],
)
def test_blanks_are_seen_and_links_ticks_and_footnotes_are_none(line: str, open_places: int) -> None:
    assert len(blanks(line)) == open_places


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("100 000 dollars", 100_000),
        ("$1,500.50", "1500.50"),
        ("1.500,50 €", "1500.50"),
        ("10만 달러", 100_000),
        ("3천만 원", 30_000_000),
        ("約2億円", 200_000_000),
        ("€12k on media", 12_000),
        ("١٢ ألف", 12_000),
    ],
)
def test_numbers_are_read_as_people_write_them(text: str, number: int | str) -> None:
    assert Decimal(number) in numbers(text)


@pytest.mark.parametrize(
    ("quote", "day", "month"),
    [
        ("from 31 May 2027", 31, 5),
        ("du 1er août 2027", 1, 8),
        ("ab 3. Mär. 2027", 3, 3),
        ("في 15 مايو 2027", 15, 5),
        ("15 أيار 2027", 15, 5),
        ("с 9 мая 2027", 9, 5),
        ("2027年4月1日から", 1, 4),
        ("1/4/2027", 1, 4),
        ("2027-04-01", 1, 4),
    ],
)
def test_a_day_is_stated_by_its_day_month_and_year(quote: str, day: int, month: int) -> None:
    assert states(quote, f"2027-{month:02}-{day:02}", "day", text=quote)
    assert not states(quote, f"2027-{month + 2:02}-{day:02}", "day", text=quote)
    assert not states(quote, f"2027-{month:02}-{day - 1 or 17:02}", "day", text=quote)
    assert not states(quote, f"2028-{month:02}-{day:02}", "day", text=quote)
    assert not states(quote, "May 2027", "day", text=quote)


def test_a_unit_is_no_thousand() -> None:
    assert numbers("within 18 months, 5 km") == {Decimal(18), Decimal(5)}


def test_lines_are_counted_as_the_file_has_them() -> None:
    text = "<!-- one\ntwo -->\n# Three\nFour &amp; **five**\n"

    assert page(text).line("Four & five") == 4
    assert page(text).line("six") is None
