import pytest

from astro_pipeline.quality.wording import check_wording
from astro_pipeline_tests.quality.briefs import failing, sample_brief

CLEAN = [
    ("en", "Northbrew. Steeped slowly, so that that first sip is smooth."),
    ("en", "Northbrew’s cans travel well #northbrew northbrew.example/shop hello@northbrew.example"),
    ("en", "Brewed in the north by Northbrew Ltd"),
    ("fr", "Nous nous levons tôt. Un café bon marché ? Non : bon."),
    ("en", "A javanese bean, cheaply packed"),
    ("en", "Northern brewers know: Nordic, brewed"),
]

DEFECTS = [
    ("en", "Hello [first name]", "copy.placeholder"),
    ("en", "Hello {{ name }}", "copy.placeholder"),
    ("en", "Lorem ipsum dolor", "copy.placeholder"),
    ("en", "TODO write this", "copy.placeholder"),
    ("en", "<b>Bold</b>", "copy.placeholder"),
    ("en", "Steeped in in cold water", "copy.doubled_word"),
    ("fr", "Le le café", "copy.doubled_word"),
    ("en", "Good and cheap", "copy.words_to_avoid"),
    ("fr", "Bon et pas cher", "copy.words_to_avoid"),
    ("fr", "Bon java", "copy.words_to_avoid"),
    ("en", "Smoother than Stumptown", "copy.competitors"),
    ("en", "North Brew is here", "copy.brand_name"),
    ("en", "NorthBrew is here", "copy.brand_name"),
    ("en", "NORTHBREW is here", "copy.brand_name"),
    ("en", "Nortbrew’s cans", "copy.brand_name"),
    ("en", "Norhtbrew is here", "copy.brand_name"),
]


@pytest.mark.parametrize(("language", "text"), CLEAN)
def test_a_clean_text_passes_once(language: str, text: str) -> None:
    (finding,) = check_wording(sample_brief(), "copy/A", text, language=language)

    assert (finding.rule, finding.verdict, finding.file) == ("copy.wording", "pass", "copy/A")


@pytest.mark.parametrize(("language", "text", "rule"), DEFECTS)
def test_a_planted_defect_closes_the_gate(language: str, text: str, rule: str) -> None:
    findings = check_wording(sample_brief(), "copy/A", text, language=language)

    assert {finding.rule for finding in findings} == {rule}
    assert all(finding.closes and finding.cure for finding in findings)


def test_a_brand_that_is_a_word_in_lower_case_is_only_pointed_out() -> None:
    brief = sample_brief(brand={"name": "Pulse"})

    (finding,) = check_wording(brief, "copy/A", "Feel the pulse of the city", language="en")

    assert failing([finding]) == ["copy.brand_name"]
    assert finding.advisory
    assert not finding.closes


def test_a_product_named_almost_like_the_brand_is_no_misspelling() -> None:
    brief = sample_brief(products=({"name": "Northbrews"},))

    assert failing(check_wording(brief, "copy/A", "Try Northbrews today", language="en")) == []
    assert failing(check_wording(sample_brief(), "copy/A", "Try Northbrews today", language="en")) == [
        "copy.brand_name"
    ]


def test_a_typeset_apostrophe_in_the_brand_is_no_misspelling() -> None:
    brief = sample_brief(brand={"name": "Kellner's"})

    assert failing(check_wording(brief, "copy/A", "Kellner’s is open", language="en")) == []
    assert failing(check_wording(brief, "copy/A", "Kelner’s is open", language="en")) == ["copy.brand_name"]


def test_words_the_brief_itself_doubles_may_stand() -> None:
    brief = sample_brief(message="Sail to Bora Bora")

    assert failing(check_wording(brief, "copy/A", "Bora Bora awaits", language="en")) == []
