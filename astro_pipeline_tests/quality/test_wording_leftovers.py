"""Every part of a template that may be left in a text, words that stand twice, and what only looks so."""

import pytest

from astro_pipeline.quality.wording import check_wording
from astro_pipeline_tests.quality.briefs import sample_brief

LEFT = (
    "[first name]", "[]", "{name}", "{}", "<b>", "<your name>", "lorem", "LOREM", "Dolor sit amet", "TODO",
    "TBD", "TBC", "FIXME", "XXX", "XXXXX", "%s", "undefined", "NaN", "null", "your company here",
    "Your brand name here",
    "your product here", "your text here", "YOUR HEADLINE HERE", "your logo here", "insert name here",
    "Insert text here", "insert brand here", "insert product here", "insert date here", "insert price here",
    "votre texte ici", "Placeholder",
)  # fmt: skip
HONEST = (
    "To-do list", "todo bien", "Loremo", "Mastodon TODOS", "FIXMENOW", "XX", "XXXL", "AXXX", "A %ssmall",
    "nan’s recipe",
    "Null", "annull", "nullify", "undefinedly", "your companyhere", "for your company", "reinsert name here",
    "placeholders", "votre texte", "<>", "it is here, your brand",
)  # fmt: skip


def found(text: str) -> list[tuple[str, object]]:
    return [
        (each.rule, each.measured)
        for each in check_wording(sample_brief(), "copy/A", text, language="en")
        if each.closes
    ]


@pytest.mark.parametrize("left", LEFT)
def test_a_part_of_a_template_is_found_wherever_it_stands(left: str) -> None:
    for text in (left, f"Cold {left}, for you", f"({left})"):
        assert found(text) == [("copy.placeholder", left)]


@pytest.mark.parametrize("text", HONEST)
def test_what_only_looks_like_one_is_none(text: str) -> None:
    assert found(f"Cold {text} for you") == []


@pytest.mark.parametrize("text", ["the the", "The the", "cold cold", "le\u00a0le", "le\u202fle", "ａｂ ａｂ"])
def test_a_word_that_stands_twice_is_found(text: str) -> None:
    assert found(f"It is {text}.") == [("copy.doubled_word", text)]


@pytest.mark.parametrize("text", [
    "so so", "the theory", "bathe the dog", "the, the", "the\nthe", "in win", "20 20", "_ _", "the-the",
    "#cold cold", "@cold cold", "https://cold cold", "me@cold cold", "cold.example cold", "a.cold cold",
    "cold.example/cold cold", "my-cold.example cold",
])  # fmt: skip
def test_what_only_looks_doubled_is_not(text: str) -> None:
    assert found(f"It is {text} here") == []
