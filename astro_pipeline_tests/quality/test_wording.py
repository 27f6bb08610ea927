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
    ("en", "We northbrewed all night"),
    ("en", "Go North. Brew slowly"),
    ("en", "Nor th brew"),
    ("en", "Northbsewx"),
    ("en", "That that, had had, bla bla, very very, so so"),
    ("fr", "Nous nous, vous vous, très très"),
]

DEFECTS = [
    ("en", "Hello [first name]", "copy.placeholder", "[first name]"),
    ("en", "Hello {{ name }}", "copy.placeholder", "{{ name }"),
    ("en", "Lorem ipsum dolor", "copy.placeholder", "Lorem"),
    ("en", "TODO write this", "copy.placeholder", "TODO"),
    ("en", "<b>Bold", "copy.placeholder", "<b>"),
    ("en", "Steeped in in cold water", "copy.doubled_word", "in in"),
    ("fr", "Nous nous levons avec le le café", "copy.doubled_word", "le le"),
    ("en", "Good and cheap", "copy.words_to_avoid", "cheap"),
    ("en", "CHEAP and good", "copy.words_to_avoid", "cheap"),
    ("fr", "Bon et pas cher", "copy.words_to_avoid", "pas cher"),
    ("fr", "Bon java", "copy.words_to_avoid", "java"),
    ("en", "Smoother than Stumptown", "copy.competitors", "Stumptown"),
    ("en", "North Brew is here", "copy.brand_name", "North Brew"),
    ("en", "NorthBrew is here", "copy.brand_name", "NorthBrew"),
    ("en", "NORTHBREW is here", "copy.brand_name", "NORTHBREW"),
    ("en", "Nortbrew’s cans", "copy.brand_name", "Nortbrew's"),
    ("en", "Norhtbrew is here", "copy.brand_name", "Norhtbrew"),
]


@pytest.mark.parametrize(("language", "text"), CLEAN)
def test_a_clean_text_passes_once(language: str, text: str) -> None:
    (finding,) = check_wording(sample_brief(), "copy/A", text, language=language)

    assert (finding.rule, finding.verdict, finding.file) == ("copy.wording", "pass", "copy/A")


@pytest.mark.parametrize(("language", "text", "rule", "measured"), DEFECTS)
def test_a_planted_defect_closes_the_gate(language: str, text: str, rule: str, measured: str) -> None:
    (finding,) = check_wording(sample_brief(), "copy/A", text, language=language)

    assert (finding.rule, finding.measured, finding.file) == (rule, measured, "copy/A")
    assert finding.limit == ("Northbrew" if rule == "copy.brand_name" else None)
    assert finding.closes
    assert finding.cure


@pytest.mark.parametrize(
    ("brand", "text", "written"),
    [
        ("Pulse", "PULSE’s beat", "PULSE's"),
        ("Pulse", "Pulsed light", None),
        ("Kelner", "Kellner opens", "Kellner"),
        ("The North Brew", "TheNorthBrew opens", "TheNorthBrew"),
        ("The North Brew", "The NorthBrew opens", "The NorthBrew"),
        ("Internationalbrewers", "Internotionolbrewors open", "Internotionolbrewors"),
        ("Internationalbrewers", "Internotionolbroworz open", None),
    ],
)
def test_how_near_a_name_is_depends_on_its_letters(brand: str, text: str, written: str | None) -> None:
    brief = sample_brief(brand={"name": brand}, products=({"name": "Slow Can 250"},))

    found = [
        each.measured
        for each in check_wording(brief, "copy/A", text, language="en")
        if each.rule == "copy.brand_name"
    ]

    assert found == ([written] if written else [])


def test_a_word_that_ends_one_fact_and_begins_the_next_is_still_doubled() -> None:
    brief = sample_brief(products=({"name": "Go Slow"},), message="Slow mornings")

    assert failing(check_wording(brief, "copy/A", "Slow slow", language="en")) == ["copy.doubled_word"]


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


def test_a_slip_with_a_word_beside_it_is_told_once_and_the_next_one_too() -> None:
    found = check_wording(sample_brief(), "copy/A", "A Nortbrew. Try North brew", language="en")

    told = [each.measured for each in found if each.rule == "copy.brand_name" and each.verdict == "fail"]
    assert told == ["Nortbrew", "North brew"]
