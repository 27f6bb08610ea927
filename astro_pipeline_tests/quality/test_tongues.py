import pytest

from astro_pipeline.domain.brief import Product
from astro_pipeline.domain.review import Finding
from astro_pipeline.quality import tongues
from astro_pipeline.quality.tongues import Told, settle_language, told
from astro_pipeline_tests.quality.briefs import sample_brief
from astro_pipeline_tests.quality.told import whole

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


def settled(
    monkeypatch: pytest.MonkeyPatch, seen: Told, named: str | None = None, /, **brief: object
) -> tuple[str, Finding]:
    def as_seen(_: str) -> Told:
        return seen

    monkeypatch.setattr(tongues, "told", as_seen)
    return settle_language("copy.txt", "any", named=named, brief=sample_brief(**brief))


@pytest.mark.parametrize(
    ("language", "likely", "named", "settles", "verdict", "limit"),
    [
        ("fr", 0.8, None, "fr", "pass", "en or fr"),
        ("fr", 0.79, None, "en", "not_checked", None),
        ("de", 0.8, None, "de", "fail", "en or fr"),
        ("de", 0.8, "en", "en", "fail", "en"),
        ("de", 0.79, "en", "en", "pass", "en"),
        ("no", 0.9, "nn-NO", "nn-NO", "pass", "nn-NO"),
        ("no", 0.9, "nb", "nb", "pass", "nb"),
        ("nb", 0.9, "nb", "nb", "fail", "nb"),
    ],
)
def test_a_language_is_settled_from_80_percent(
    monkeypatch: pytest.MonkeyPatch,
    language: str,
    likely: float,
    named: str | None,
    settles: str,
    verdict: str,
    limit: str | None,
) -> None:
    settles_in, finding = settled(monkeypatch, Told(language, likely), named)

    told_of = {"measured": f"{language} ({100 * likely:.0f} % likely)", "limit": limit} if limit else {}
    assert settles_in == settles
    assert whole(finding) == {"rule": "copy.language", "verdict": verdict, "file": "copy.txt", **told_of}


def test_a_text_is_read_in_the_language_as_the_brief_names_it(monkeypatch: pytest.MonkeyPatch) -> None:
    brief = {"language": "en", "languages": ("pt-BR",)}

    portuguese, finding = settled(monkeypatch, Told("pt", 0.9), **brief)
    unsure, open_one = settled(monkeypatch, Told("pt", 0.6), **brief)

    assert (portuguese, finding.verdict, finding.limit) == ("pt-BR", "pass", "en or pt-BR")
    assert unsure == "en"
    assert open_one.why == "its language cannot be told: pt is likely to 60 % only"
    assert open_one.cure == "name it with --language"


def test_names_and_addresses_are_taken_out_longest_first(monkeypatch: pytest.MonkeyPatch) -> None:
    read: list[str] = []

    def listen(text: str) -> Told:
        read.append(" ".join(text.split()))
        return Told("en", 1.0)

    monkeypatch.setattr(tongues, "told", listen)
    brief = sample_brief(products=(Product(name="Northbrew Slow Can"), Product(name="Slow")))

    settle_language(
        "a.txt",
        "A Northbrew Slow Can by Northbrew: https://northbrew.example/caisse",
        named=None,
        brief=brief,
    )

    assert read == ["A by :"]
