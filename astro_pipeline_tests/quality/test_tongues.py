import pytest

from astro_pipeline.quality.tongues import settle_language, told
from astro_pipeline_tests.quality.briefs import sample_brief

ENGLISH = "Order your first case today and get it cold."
FRENCH = "Commandez votre première caisse dès aujourd'hui."
GERMAN = "Bestellen Sie noch heute Ihre erste Kiste."
ARABIC = "قهوة باردة منقوعة لمدة 18 ساعة"
NORWEGIAN = "Bestill din første kasse i dag, så får du den kald hjem på døren."


@pytest.mark.parametrize(
    ("text", "language"), [(ENGLISH, "en"), (FRENCH, "fr"), (GERMAN, "de"), (ARABIC, "ar")]
)
def test_a_sentence_is_told_with_its_likelihood(text: str, language: str) -> None:
    seen = told(text)

    assert (seen.language, seen.sure) == (language, True)


@pytest.mark.parametrize("text", ["Slow coffee", "Northbrew", "20% 24.90", ""])
def test_a_word_or_two_are_not_sure(text: str) -> None:
    assert not told(text).sure


@pytest.mark.parametrize(
    ("text", "named", "language", "verdict"),
    [
        (FRENCH, None, "fr", "pass"),
        (ENGLISH, None, "en", "pass"),
        (GERMAN, None, "de", "fail"),
        ("Slow coffee", None, "en", "not_checked"),
        ("Slow coffee", "fr", "fr", "pass"),
        (ENGLISH, "fr", "fr", "fail"),
        (FRENCH, "fr-CA", "fr-CA", "pass"),
        (NORWEGIAN, "nb", "nb", "pass"),
    ],
)
def test_a_language_is_named_or_told_or_left_open(
    text: str, named: str | None, language: str, verdict: str
) -> None:
    settled, finding = settle_language("copy.txt", text, named=named, brief=sample_brief())

    assert (settled, finding.verdict, finding.advisory) == (language, verdict, False)
    assert (finding.verdict == "not_checked") is ("--language" in finding.cure and finding.measured is None)


def test_names_and_addresses_tell_no_language() -> None:
    text = "Northbrew Slow Can 250: https://northbrew.example/commandez-votre-premiere-caisse"

    assert settle_language("a.txt", text, named=None, brief=sample_brief())[1].verdict == "not_checked"
