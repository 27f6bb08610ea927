"""Where the rules on prose begin to hold, to the letter, and what they take out before they read."""

from collections.abc import Sequence

import pytest

from astro_pipeline.domain.brief import Product
from astro_pipeline.domain.plan import AdText, Copy
from astro_pipeline.domain.review import Finding
from astro_pipeline.quality import prose
from astro_pipeline.quality.prose import check_prose, language_seen, lix
from astro_pipeline_tests.quality.briefs import sample_brief
from astro_pipeline_tests.quality.told import ad, line, whole


def found(rule: str, *texts: str, language: str = "en", field: str = "body") -> list[Finding]:
    lines = tuple(line(text, language=language, field=field, variant=f"V{n}") for n, text in enumerate(texts))
    return [each for each in check_prose(sample_brief(), Copy(ads=(), lines=lines)) if each.rule == rule]


def headlines(one: str, other: str) -> Finding:
    ads: Sequence[AdText] = (ad(variant="A", headline=one), ad(variant="B", headline=other))
    (finding,) = (
        each
        for each in check_prose(sample_brief(), Copy(ads=tuple(ads), lines=()))
        if each.rule == "copy.repetition"
    )
    return finding


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("the and to coffee cold slow brew can", "en"),
        ("the and to coffee cold slow brew", None),
        ("the and brew coffee cold slow brew can", None),
        ("the and of to le la brew can", "en"),
        ("the and of le la brew cold can", None),
    ],
)
def test_a_language_is_seen_by_three_small_words_and_twice_those_of_another(
    text: str, language: str | None
) -> None:
    assert language_seen(text) == language


@pytest.mark.parametrize(
    ("language", "text", "holds"),
    [
        ("ja", "ゆっくりとひやしてどうぞ", True),
        ("ja", "コーヒースローコールドブリュー", True),
        ("zh", "慢慢冷泡十八小时的咖啡请慢用", True),
        ("ko", "천천히 우려낸 차가운 커피입니다", True),
        ("ko", "ゆっくりとひやしてどうぞ", False),
        ("ar", "Northbrew Northbrew قهوة", True),
        ("ar", "Slow Can 250 Slow Can 250 قهوة", True),
        ("ar", "Nordhbrow Nordhbrow قهوة", False),
        ("ar", "قهوة " + "https://northbrew.example " * 4, True),
        ("el", "aaaabcdefghi", False),
        ("el", "aaaabcdefgh", True),
        ("el", "aaaabcde αβγδ", True),
        ("el", "aaaabcdef αβγδ", False),
    ],
)
def test_a_script_is_told_from_twelve_letters_without_names_and_links(
    language: str, text: str, *, holds: bool
) -> None:
    (finding,) = found("copy.language", text, language=language)

    assert (finding.verdict == "pass") is holds


def test_the_path_of_an_address_is_in_no_language() -> None:
    assert found("copy.language", "slow-coffee-for-you", language="ar", field="path") == []
    assert len(found("copy.language", "slow-coffee-for-you", language="ar")) == 1


def test_names_are_taken_out_longest_first(monkeypatch: pytest.MonkeyPatch) -> None:
    taken: list[list[str]] = []

    def listen(names: list[str], text: str) -> str:
        taken.append(names)
        return text

    monkeypatch.setattr(prose, "without", listen)
    brief = sample_brief(products=(Product(name="Northbrew Slow Can"), Product(name="Slow")))

    check_prose(brief, Copy(ads=(), lines=(line("Slow"),)))

    assert taken == [["Northbrew Slow Can", "Northbrew", "Slow"]]


@pytest.mark.parametrize(
    ("words", "long", "measured"),
    [(30, 9, 60.0), (30, 10, 63.3), (30, 8, 56.7), (29, 20, None)],
)
def test_a_text_reads_hard_from_a_lix_of_60_on_30_words(
    words: int, long: int, measured: float | None
) -> None:
    findings = found("copy.readability", " ".join(["seventy"] * long + ["short"] * (words - long)))

    told = {
        "rule": "copy.readability",
        "verdict": "pass" if measured == 56.7 else "fail",
        "advisory": True,
        "file": "copy/V0/google_search.en.body",
        "measured": measured,
        "limit": 60.0,
        "unit": "LIX",
    }
    assert [{**whole(each), "file": told["file"]} for each in findings] == ([told] if measured else [])


def test_one_long_word_is_hard() -> None:
    assert lix("Coffeemaker") == 101.0


@pytest.mark.parametrize(
    ("one", "other", "alike", "verdict"),
    [
        ("a" * 23 + "bb", "a" * 23 + "cc", 92.0, "fail"),
        ("a" * 22 + "bb", "a" * 22 + "cc", 91.7, "pass"),
        ("a" * 23 + "bc", "A" * 23 + "BC", 100.0, "fail"),
    ],
)
def test_two_headlines_say_the_same_from_92_percent(one: str, other: str, alike: float, verdict: str) -> None:
    finding = headlines(one, other)

    assert (finding.measured, finding.limit, finding.unit) == (alike, 92.0, "% alike")
    assert (finding.verdict, finding.advisory) == (verdict, True)
