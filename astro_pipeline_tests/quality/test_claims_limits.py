"""Where an address and a sentence begin and end, for the rules on claims."""

import pytest

from astro_pipeline.quality.claims import check_claims
from astro_pipeline_tests.quality.briefs import failing, sample_brief

LINKS = (
    "https://a.example/99", "HTTP://LOCALHOST/99", "http://99", "www.99-cups.example", "a99.example/77?n=99",
    "9-cups.co/", "mail99@a.example", "99@99.example",
)  # fmt: skip
NO_LINKS = ("99/77", "99.example", "99@cups", "www 99", "a.b/99")
TESTED = sample_brief(evidence=({"claim": "Voted best among roasters in tests", "source": "Panel"},))


@pytest.mark.parametrize("link", LINKS)
def test_what_an_address_counts_is_not_said(link: str) -> None:
    numbers, _ = check_claims(sample_brief(), {"copy/A": ("en", f"See {link} now")})
    more, _ = check_claims(sample_brief(), {"copy/A": ("en", f"41 of {link} 41")})

    assert numbers.measured is None
    assert more.why.endswith(f"“41” at character 1, “41” at character {len(link) + 8}")


@pytest.mark.parametrize("text", NO_LINKS)
def test_what_is_no_address_is_read(text: str) -> None:
    numbers, _ = check_claims(sample_brief(), {"copy/A": ("en", f"See {text} now")})

    assert "99" in str(numbers.measured)


@pytest.mark.parametrize("mark", [*".!?;:·|\n"])
def test_evidence_of_another_sentence_supports_nothing(mark: str) -> None:
    for text in (f"The best chairs{mark} Roasters sit on them", f"Roasters sit{mark} The best chairs"):
        assert failing(check_claims(TESTED, {"copy/A": ("en", text)})) == ["claims.strong_words"]


@pytest.mark.parametrize("mark", [",", " –", " and", "’s"])
def test_evidence_of_the_same_sentence_does(mark: str) -> None:
    assert failing(check_claims(TESTED, {"copy/A": ("en", f"The best chairs{mark} for roasters")})) == []


@pytest.mark.parametrize(
    ("text", "cure"),
    [
        ("The best shoes", "evidence of the comparison"),
        ("Better than tea", "the test that made it"),
        ("Guaranteed", "the offer's terms"),
        ("A cure", "the study that shows it"),
        ("Passive income", "its conditions"),
        ("Carbon neutral", "the plain fact"),
        ("Half price", "the offer, its terms or the price"),
    ],
)
def test_every_kind_of_strong_word_has_its_own_cure(text: str, cure: str) -> None:
    _, words = check_claims(sample_brief(), {"copy/A": ("en", text)})

    assert words.closes
    assert cure in words.cure
