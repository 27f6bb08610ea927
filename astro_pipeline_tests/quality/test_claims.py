import pytest

from astro_pipeline.domain.review import Span
from astro_pipeline.quality.claims import check_claims
from astro_pipeline_tests.quality.briefs import failing, sample_brief

GROUNDED = [
    ("en", "Steeped for 18 hours. 20% off, from $24.90."),
    ("en", "20 percent off until December 31, 2026"),
    ("en", "Only 1000 cases, or 1,000 as some write it"),
    ("fr", "Jusqu’au 31/12/2026 : 20 % sur la caisse à 24,90 $"),
    ("en", "Slow Can 250 by Northbrew"),
    ("en", "See https://northbrew.example/summer-99 or call +1 555 0100"),
    ("en", "The best cold brew of 2025. Money-back guarantee."),
    ("en", "Be your best self. Best served cold."),
    ("fr", "Un meilleur café, de meilleures matinées"),
    ("en", "Secure checkout for the curious"),
    ("en", "SLOW CAN 250 by NORTHBREW"),
    ("en", "THE BEST COLD BREW"),
    ("en", "The best."),
    ("en", "A guarantee for every morning"),
    ("fr", "Jusqu’à la fin de 2026"),
]

INVENTED = [
    ("en", "30% off your first case", "claims.numbers", "30%"),
    ("en", "18% off your first case", "claims.numbers", "18%"),
    ("en", "Just $20 a case", "claims.numbers", "$20"),
    ("en", "Just 18 euros a case", "claims.numbers", "18 euros"),
    ("en", "Until December 30, 2026", "claims.numbers", "30"),
    ("en", "Loved by 1.5 million", "claims.numbers", "1.5"),
    ("fr", "Plus de 2 000 clients", "claims.numbers", "2 000"),
    ("en", "Loved by twenty thousand", "claims.numbers", "twenty thousand"),
    ("en", "Steeped for 31 hours", "claims.numbers", "31 hours"),
    ("en", "Steeped for 12 hours", "claims.numbers", "12 hours"),
    ("en", "0 sugar", "claims.numbers", "0"),
    ("en", "100 cups", "claims.numbers", "100"),
    ("en", "24 cups", "claims.numbers", "24"),
    ("en", "The best shoes in town", "claims.strong_words", "best"),
    ("en", "Guaranteed delivery", "claims.strong_words", "guaranteed"),
    ("en", "The #1 coffee", "claims.strong_words", "#1"),
    ("en", "Free money for everyone", "claims.strong_words", "free money"),
    ("en", "A cure for mornings", "claims.strong_words", "cure"),
    ("en", "Clinically proven to wake you", "claims.strong_words", "clinically proven"),
    ("fr", "Le meilleur café de la ville", "claims.strong_words", "meilleur"),
    ("fr", "Résultat garanti", "claims.strong_words", "garanti"),
    ("fr", "Il guérit tout", "claims.strong_words", "guérit"),
]


@pytest.mark.parametrize(("language", "text"), GROUNDED)
def test_what_the_brief_says_may_be_said(language: str, text: str) -> None:
    findings = check_claims(sample_brief(), {"copy/A": (language, text)})

    assert [(finding.rule, finding.verdict) for finding in findings] == [
        ("claims.numbers", "pass"),
        ("claims.strong_words", "pass"),
    ]


@pytest.mark.parametrize(("language", "text", "rule", "measured"), INVENTED)
def test_what_the_brief_does_not_say_is_found_and_named(
    language: str, text: str, rule: str, measured: str
) -> None:
    findings = check_claims(sample_brief(), {"copy/A": (language, text)})

    (found,) = [finding for finding in findings if finding.rule == rule]
    assert found.verdict == "fail"
    assert found.closes
    assert measured in str(found.measured)
    assert found.cure


def test_a_superlative_the_brief_itself_uses_without_evidence_is_refused() -> None:
    text = "The best mornings"
    bold = sample_brief(message=text, products=({"name": "Slow Can"},))
    proven = sample_brief(
        message=text, products=({"name": "Slow Can"},), evidence=({"claim": text, "source": "Survey"},)
    )

    assert failing(check_claims(bold, {"copy/A": ("en", text)})) == ["claims.strong_words"]
    assert failing(check_claims(proven, {"copy/A": ("en", text)})) == []


def test_a_language_without_a_list_is_not_checked_and_never_passed() -> None:
    _, words = check_claims(sample_brief(), {"copy/A": ("nl", "De beste koffie")})

    assert (words.rule, words.verdict) == ("claims.strong_words", "not_checked")
    assert "nl" in words.why


def test_each_text_is_judged_under_its_own_key_in_order() -> None:
    texts = {"copy/B": ("en", "18 hours"), "copy/A": ("en", "19 hours")}

    findings = check_claims(sample_brief(), texts)

    assert [finding.file for finding in findings] == ["copy/B", "copy/B", "copy/A", "copy/A"]
    assert [finding.verdict for finding in findings] == ["pass", "pass", "fail", "pass"]


def test_what_is_claimed_is_pointed_at_in_the_text() -> None:
    text = "See northbrew.example/1 for Slow Can 250. The #1 brew, 99% pure"

    numbers, words = check_claims(sample_brief(), {"copy/A": ("en", text)})

    assert [each.span and text[each.span.start : each.span.end] for each in (numbers, words)] == ["1", "#1"]
    assert "“99%” at character 56" in numbers.why


def test_a_finding_lists_what_is_strange_once_and_points_at_the_first() -> None:
    text = "99% pure, 7 wonders, 99% pure. A cure, guaranteed. Cure!"

    numbers, words = check_claims(sample_brief(), {"copy/A": ("en", text)})

    assert (numbers.measured, numbers.limit, numbers.unit) == ("99%, 7", "numbers of the brief", None)
    assert numbers.span == Span(start=0, end=3, text="99%")
    assert numbers.why.endswith(": “99%” at character 1, “7” at character 11, “99%” at character 22")
    assert (words.measured, words.limit) == ("guaranteed, cure", "what the brief has evidence for")
    assert words.span == Span(start=39, end=49, text="guaranteed")
    assert words.why.endswith(
        ": “guaranteed” at character 40, guarantee, “cure” at character 34, health,"
        " “Cure” at character 52, health"
    )
    assert words.cure.count("Take the effect out") == 1


def test_a_name_within_a_name_leaves_no_claim_behind() -> None:
    brief = sample_brief(products=({"name": "Best of Northbrew"},))

    assert failing(check_claims(brief, {"copy/A": ("en", "Best of Northbrew")})) == []
    assert failing(check_claims(brief, {"copy/A": ("en", "Best of Northbrews")})) == ["claims.strong_words"]


def test_a_brands_own_name_claims_nothing() -> None:
    brief = sample_brief(brand={"name": "Best Beans"})

    assert failing(check_claims(brief, {"copy/A": ("en", "Best Beans opens")})) == []
    assert failing(check_claims(brief, {"copy/A": ("en", "BEST BEANS open")})) == []


@pytest.mark.parametrize(
    ("text", "broken"),
    [("The best roasting", []), ("The best testing", ["claims.strong_words"])],
)
def test_evidence_speaks_of_the_same_thing_from_five_letters_on(text: str, broken: list[str]) -> None:
    brief = sample_brief(evidence=({"claim": "Voted best among roasters in tests", "source": "Panel"},))

    assert failing(check_claims(brief, {"copy/A": ("en", text)})) == broken


def test_a_codes_digits_count_nothing_and_what_follows_it_is_still_known() -> None:
    brief = sample_brief(
        offer={"text": "Two off", "code": "SAVE77"},
        evidence=({"claim": "Three of 400 cups failed", "source": "Lab"},),
    )

    assert failing(check_claims(brief, {"copy/A": ("en", "3 of 400 cups with SAVE77")})) == []
    assert failing(check_claims(brief, {"copy/A": ("en", "77 cups")})) == ["claims.numbers"]


def test_a_brief_without_an_offer_knows_the_numbers_of_its_products() -> None:
    findings = check_claims(sample_brief(offer=None), {"copy/A": ("en", "18 hours, until 2026")})

    assert [finding.measured for finding in findings] == ["2026", None]


AS_NAMED = [
    ("en", "Slow Can 250"),
    ("en", "Try the Can 250"),
    ("en", "try the can-250 today"),
    ("en", "#SlowCan250"),
    ("en", "SLOWCAN 250s for all"),
    ("en", "CAN\u00a0250’s new look"),
    ("en", "The 250"),
    ("en", "The 250, chilled"),
    ("en", "Open the 250."),
    ("en", "The 250 is here"),
    ("en", "What the 250\nreviewers say"),
    ("fr", "La 250 est là"),
    ("fr", "Goûtez le 250."),
    ("de", "Die 250 ist da"),
    ("en", "新Can 250を"),
    ("en", "250 Brew, for you"),
    ("en", "9 to Five"),
    ("nl", "De Can 250"),
    ("en", "#NorthbrewSlowCan250"),
    ("en", "Slow Can\n250 now"),
    ("en", "“Can” 250"),
    ("en", "Can (250)"),
]
NOT_AS_NAMED = [
    ("en", "250 reviews", "250"),
    ("en", "Loved by 250", "250"),
    ("en", "the 250 reviews", "250"),
    ("en", "more than 250 and growing", "250"),
    ("en", "You can, 250 cups", "250"),
    ("en", "Slow 250", "250"),
    ("en", "African 250 cups", "250"),
    ("en", "brew 250 cups", "250"),
    ("en", "Can 250%", "250%"),
    ("en", "Can $250", "$250"),
    ("en", "the 250%", "250%"),
    ("en", "Can 251", "251"),
    ("en", "the 251", "251"),
    ("en", "a 250", "250"),
    ("en", "two hundred fifty cups", "two hundred fifty"),
    ("en", "9 Five", "9"),
    ("en", "250 Brewers", "250"),
    ("en", "die 250", "250"),
    ("nl", "De 250", "250"),
    ("en", "Can ---- 250", "250"),
    ("en", "#Slow250", "250"),
]
NAMED = ({"name": "Slow Can 250"}, {"name": "250 Brew"}, {"name": "9 to 5-Five"})


@pytest.mark.parametrize(("language", "text"), AS_NAMED)
def test_a_names_digits_are_known_beside_its_words_and_in_its_stead(language: str, text: str) -> None:
    numbers, _ = check_claims(sample_brief(products=NAMED, offer=None), {"copy/A": (language, text)})

    assert (numbers.rule, numbers.measured, numbers.verdict) == ("claims.numbers", None, "pass")


@pytest.mark.parametrize(("language", "text", "measured"), NOT_AS_NAMED)
def test_a_names_digits_count_nothing_elsewhere(language: str, text: str, measured: str) -> None:
    numbers, _ = check_claims(sample_brief(products=NAMED, offer=None), {"copy/A": (language, text)})

    assert (numbers.measured, numbers.closes) == (measured, True)


def test_a_measure_in_a_name_and_a_number_said_elsewhere_are_the_briefs() -> None:
    brief = sample_brief(
        products=({"name": "Can 250 ml", "benefits": ("Filled 40 times",)}, {"name": "Cup 40"})
    )

    assert failing(check_claims(brief, {"copy/A": ("en", "250 ml, filled 40 times")})) == []
    assert failing(check_claims(brief, {"copy/A": ("en", "250 g")})) == ["claims.numbers"]


def test_a_brands_digits_are_known_as_a_products() -> None:
    brief = sample_brief(brand={"name": "Studio 54"})

    assert failing(check_claims(brief, {"copy/A": ("en", "Studio-54 opens. The 54")})) == []
    assert failing(check_claims(brief, {"copy/A": ("en", "54 shops")})) == ["claims.numbers"]


SEVERAL = ({"name": "24/7 Gym"}, {"name": "Room 5/8"}, {"name": "9 Seas Coffee"}, {"name": "Bar 12"})


@pytest.mark.parametrize(
    "text", ["24/7 Gym", "Try 7 Gym", "Room 5, for you", "9 Seas", "9SeasCoffee", "#NewBar12"]
)
def test_the_nearest_word_of_a_name_makes_its_digits_known(text: str) -> None:
    brief = sample_brief(products=SEVERAL, offer=None)

    assert failing(check_claims(brief, {"copy/A": ("en", text)})) == []


@pytest.mark.parametrize(
    ("text", "measured"), [("24 gym halls", "24"), ("Room 8", "8"), ("9 coffee shops", "9"), ("#New12", "12")]
)
def test_a_word_beyond_another_number_or_word_of_a_name_does_not(text: str, measured: str) -> None:
    numbers, _ = check_claims(sample_brief(products=SEVERAL, offer=None), {"copy/A": ("en", text)})

    assert (numbers.measured, numbers.closes) == (measured, True)
