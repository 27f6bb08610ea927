from collections.abc import Sequence

import pytest

from astro_pipeline.domain.plan import AdText, CampaignLink, Copy, CopyLine
from astro_pipeline.domain.review import Finding
from astro_pipeline.quality.prose import check_prose, language_seen, lix
from astro_pipeline_tests.quality.briefs import sample_brief

GOOD = "https://northbrew.example/?utm_source=meta&utm_medium=paid&utm_campaign=spring&utm_content=a_feed"
ENGLISH = "It is the slow coffee that you have when the day is long and the night is not."
FRENCH = "C’est le café lent que vous prenez pour la nuit et pour les matins dans le froid."


def _failed(copy: Copy) -> list[tuple[str, bool]]:
    return [(f.rule, f.advisory) for f in check_prose(sample_brief(), copy) if f.verdict == "fail"]


def _line(text: str, language: str = "en") -> Copy:
    line = CopyLine(
        placement="meta_feed", language=language, variant="A", field="body", text=text, provider="writer"
    )
    return Copy(ads=(), lines=(line,))


def _ads(*headlines: str, language: Sequence[str] = ("en", "en"), locked: bool = False) -> Copy:
    ads = tuple(
        AdText(
            variant=variant,
            language=tag,
            headline=headline,
            short="x",
            call_to_action="Go",
            provider="w",
            locked=locked,
        )
        for variant, headline, tag in zip("AB", headlines, language, strict=True)
    )
    return Copy(ads=ads, lines=())


@pytest.mark.parametrize(
    ("language", "planted", "clean"),
    [
        ("fr", ENGLISH, FRENCH),
        ("en", FRENCH, ENGLISH),
        ("ar", "Slow coffee for everyone", "Northbrew قهوة باردة منقوعة ببطء شديد"),
        ("ja", "Slow coffee for everyone", "ゆっくり淹れた冷たいコーヒーです。"),
        ("en", "Холодный кофе медленного настаивания", "Slow coffee for you"),
    ],
)
def test_a_text_in_another_language_is_told(language: str, planted: str, clean: str) -> None:
    assert _failed(_line(planted, language)) == [("copy.language", False)]
    assert _failed(_line(clean, language)) == []


def test_a_language_of_unknown_script_is_not_checked() -> None:
    (found,) = [
        f for f in check_prose(sample_brief(), _line("Споро кафе", "sr")) if f.rule == "copy.language"
    ]

    assert (found.verdict, found.advisory) == ("not_checked", True)


def test_a_text_too_short_to_tell_is_in_no_language() -> None:
    assert language_seen("Slow coffee") is None
    assert (language_seen(ENGLISH), language_seen(FRENCH)) == ("en", "fr")


def test_a_text_that_reads_like_a_statute_is_pointed_out() -> None:
    hard = " ".join(["Notwithstanding aforementioned circumstances regarding preparation"] * 8)
    easy = "We make it slow. You drink it fast. " * 6

    assert _failed(_line(hard)) == [("copy.readability", True)]
    assert _failed(_line(easy)) == []
    assert lix("Slow coffee. Cold days.") == 2.0


def test_two_variants_that_say_the_same_are_pointed_out() -> None:
    assert _failed(_ads("Coffee that waits for you", "Coffee that waits for you.")) == [
        ("copy.repetition", True)
    ]
    assert _failed(_ads("Coffee that waits for you", "The slow can")) == []
    assert _failed(_ads("Espresso", "Espresso", language=("en", "fr"))) == []
    assert _failed(_ads("Coffee that waits", "Coffee that waits", locked=True)) == []


@pytest.mark.parametrize(
    ("url", "rules"),
    [
        (GOOD, []),
        ("northbrew.example/?utm_source=a&utm_medium=b&utm_campaign=c&utm_content=d", ["copy.link"]),
        ("https://localhost/?utm_source=a&utm_medium=b&utm_campaign=c&utm_content=d", ["copy.link"]),
        ("https://northbrew.example/{path}?" + GOOD.split("?")[1], ["copy.link"]),
        (GOOD.replace("utm_content", "content"), ["copy.utm"]),
        (GOOD + "&utm_source=twice", ["copy.utm"]),
        (GOOD.replace("=meta", "="), ["copy.utm"]),
    ],
)
def test_a_link_leads_somewhere_and_says_once_where_from(url: str, rules: list[str]) -> None:
    link = CampaignLink(placement="meta_feed", language="en", variant="A", url=url)

    assert [rule for rule, _ in _failed(Copy(ads=(), lines=(), links=(link,)))] == rules


def test_two_variants_never_share_a_link_and_two_languages_may() -> None:
    link = CampaignLink(placement="meta_feed", language="en", variant="A", url=GOOD)

    french, other = (link.model_copy(update=change) for change in ({"language": "fr"}, {"variant": "B"}))

    assert _failed(Copy(ads=(), lines=(), links=(link, french))) == []
    assert _failed(Copy(ads=(), lines=(), links=(link, other))) == [("copy.link_twice", False)]


@pytest.mark.parametrize("marks", [("#Cold", "#cold"), ("#cold brew",), ("cold",), ("#1cold",), ("#",)])
def test_hashtags_are_one_word_each_and_stand_once(marks: tuple[str, ...]) -> None:
    def failed(tags: Sequence[str]) -> list[Finding]:
        found = check_prose(sample_brief(), Copy(ads=(), lines=(), hashtags={"en": tuple(tags)}))
        return [each for each in found if each.closes]

    assert [each.rule for each in failed(marks)] == ["copy.hashtags"]
    assert failed(("#coldbrew", "#été", "#y2026")) == []
    assert [each.rule for each in failed([f"#w{n}" for n in range(31)])] == ["copy.hashtags"]
    assert failed([f"#w{n}" for n in range(30)]) == []
