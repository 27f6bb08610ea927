"""Every finding on copy tells the value it measured and the limit it held it to."""

from dataclasses import dataclass

import pytest

from astro_pipeline.domain.plan import CampaignLink, Copy, MissingText
from astro_pipeline.quality.copy import check_copy
from astro_pipeline.quality.prose import check_prose, language_seen, lix
from astro_pipeline_tests.quality.told import BRIEF, Told, ad, line, told


@dataclass(frozen=True)
class Row:
    rule: str
    copy: Copy
    told: Told
    verdict: str = "fail"


GOOGLE, TIKTOK = "copy/A/google_search.en", "copy/A/tiktok_in_feed.en"
URL = "https://northbrew.example/24?utm_source=a&utm_medium=b&utm_campaign=c&utm_content=d"


def linked(url: str, *others: str) -> Copy:
    return Copy(
        ads=(),
        lines=(),
        links=tuple(
            CampaignLink(placement="meta_feed", language="en", variant=variant, url=each)
            for variant, each in zip("ABCD", (url, *others), strict=False)
        ),
    )


TABLE = [
    Row(
        "copy.length",
        Copy(ads=(), lines=(line("x" * 31),)),
        (f"{GOOGLE}.headline.0", "fail", False, 31, 30, "characters"),
    ),
    Row(
        "copy.length",
        Copy(ads=(), lines=(line("x" * 30),)),
        (f"{GOOGLE}.headline.0", "pass", False, 30, 30, "characters"),
        "pass",
    ),
    Row(
        "copy.truncation",
        Copy(ads=(), lines=(line("x" * 36, placement="email", field="subject"),)),
        ("copy/A/email.en.subject.0", "fail", True, 36, 35, "characters"),
    ),
    Row(
        "copy.length",
        Copy(ads=(), lines=(line(" ", placement="email", field="subject"),)),
        ("copy/A/email.en.subject.0", "fail", False, 0, None, "characters"),
    ),
    Row(
        "copy.length",
        Copy(ads=(ad(headline="x" * 41),), lines=()),
        ("copy/A/ad.en", "fail", False, 41, 40, "characters of headline"),
    ),
    Row(
        "copy.forbidden",
        Copy(ads=(), lines=(line("Slow! ☕"),)),
        (f"{GOOGLE}.headline.0", "fail", False, "! emoji", "none of ! emoji", None),
    ),
    Row(
        "copy.field",
        Copy(ads=(), lines=(line("Slow", field="slogan"),)),
        (f"{GOOGLE}.slogan.0", "fail", False, "slogan", "headline, description, path", None),
    ),
    Row(
        "copy.count",
        Copy(ads=(), lines=(line("Slow"), line("Slower", index=1))),
        (f"{GOOGLE}.headline", "fail", False, 2, "3 to 15", "texts"),
    ),
    Row(
        "copy.complete",
        Copy(
            ads=(),
            lines=(),
            missing=(MissingText(placement="email", language="fr", field="body", reason="none"),),
        ),
        ("copy/email.fr.body", "fail", True, None, None, None),
    ),
]


@pytest.mark.parametrize("row", TABLE)
def test_copy_tells_value_limit_and_unit(row: Row) -> None:
    assert row.told in told(check_copy(BRIEF, row.copy), row.rule, row.verdict)


PROSE = [
    Row(
        "copy.language",
        Copy(ads=(), lines=(line("Утро может подождать, кофе готов"),)),
        (f"{GOOGLE}.headline.0", "fail", False, "cyrillic", "en", None),
    ),
    Row(
        "copy.language",
        Copy(ads=(), lines=(line("Slow coffee"),)),
        (f"{GOOGLE}.headline.0", "pass", False, "too short to tell", "en", None),
        "pass",
    ),
    Row(
        "copy.language",
        Copy(ads=(), lines=(line("ゆっくり朝を始めるコーヒーです", language="ja"),)),
        ("copy/A/google_search.ja.headline.0", "pass", False, "too short to tell", "ja", None),
        "pass",
    ),
    Row(
        "copy.repetition",
        Copy(ads=(ad(headline="Slow coffee wins"), ad(variant="B", headline="Slow coffee win")), lines=()),
        ("copy/B/ad.en", "fail", True, 96.8, 92.0, "% alike"),
    ),
    Row(
        "copy.link",
        linked(URL.replace("https", "ftp")),
        ("copy/A/link", "fail", False, URL.replace("https", "ftp"), "http(s)://host/…", None),
    ),
    Row(
        "copy.link",
        linked(URL.replace("https", "http")),
        ("copy/A/link", "pass", False, URL.replace("https", "http"), "http(s)://host/…", None),
        "pass",
    ),
    Row(
        "copy.utm",
        linked(URL.replace("utm_source=a&utm_medium=b&", "")),
        (
            "copy/A/link",
            "fail",
            False,
            "utm_source, utm_medium",
            "utm_source, utm_medium, utm_campaign, utm_content",
            None,
        ),
    ),
    Row("copy.link_twice", linked(URL, URL), ("copy/links", "fail", False, URL, 1, None)),
    Row(
        "copy.hashtags",
        Copy(ads=(), lines=(), hashtags={"en": ("#slow can", "#Slow", "#slow")}),
        ("copy/hashtags.en", "fail", False, "#slow can #slow", "#word, each once, at most 30", None),
    ),
    Row(
        "copy.hashtags",
        Copy(ads=(), lines=(), hashtags={"en": ("#slow", "#can")}),
        ("copy/hashtags.en", "pass", False, 2, "#word, each once, at most 30", None),
        "pass",
    ),
]


@pytest.mark.parametrize("row", PROSE)
def test_prose_tells_value_limit_and_unit(row: Row) -> None:
    assert row.told in told(check_prose(BRIEF, row.copy), row.rule, row.verdict)


def test_an_addresss_path_is_in_no_language() -> None:
    def failed(field: str) -> int:
        text = line("Slow-Coffee-Order-Today", field=field, language="ar")
        return len(told(check_prose(BRIEF, Copy(ads=(), lines=(text,))), "copy.language"))

    assert (failed("path"), failed("headline")) == (0, 1)


def test_a_brands_own_name_is_in_no_language() -> None:
    def failed(name: str) -> int:
        text = line(f"{name} {name} кофе тут", language="ru")
        return len(told(check_prose(BRIEF, Copy(ads=(), lines=(text,))), "copy.language"))

    assert (failed("Northbrew"), failed("Northbeer")) == (0, 1)


def test_a_variant_locked_on_both_sides_may_repeat_itself_and_on_one_may_not() -> None:
    def repeated(*, one: bool, other: bool) -> bool:
        ads = (
            ad(headline="Slow coffee wins", locked=one),
            ad(variant="B", headline="Slow coffee wins", locked=other),
        )
        return bool(told(check_prose(BRIEF, Copy(ads=ads, lines=())), "copy.repetition"))

    assert [repeated(one=a, other=b) for a, b in ((True, True), (True, False), (False, True))] == [
        False,
        True,
        True,
    ]


def test_every_pair_of_variants_is_compared_whatever_stands_between() -> None:
    ads = (
        ad(headline="Slow coffee wins"),
        ad(language="fr", headline="Le café lent"),
        ad(variant="B", headline="Slow coffee wins"),
    )

    assert [row[0] for row in told(check_prose(BRIEF, Copy(ads=ads, lines=())), "copy.repetition")] == [
        "copy/B/ad.en"
    ]


def test_reading_is_counted_as_words_a_sentence_and_long_words() -> None:
    assert lix("One two. Three four.") == 2
    assert lix("coffees morning. letters") == 3 + 100
    assert lix("six letters") == 2 + 50
    assert lix("letter") == 1
    assert lix("letters") == 1 + 100
    assert lix("") == 0


def test_a_hard_text_is_told_by_its_measure() -> None:
    text = " ".join(["morning", "coffee"] * 15)

    found = check_prose(BRIEF, Copy(ads=(), lines=(line(text),)))

    assert told(found, "copy.readability") == [(f"{GOOGLE}.headline.0", "fail", True, 80.0, 60.0, "LIX")]
    shorter = check_prose(BRIEF, Copy(ads=(), lines=(line(" ".join(["morning", "coffee"] * 14)),)))
    assert told(shorter, "copy.readability") == []


def test_a_language_is_told_from_eight_words_three_of_them_small() -> None:
    eight = "the can and the sea call you home"

    assert language_seen(eight) == "en"
    assert language_seen(eight.removesuffix(" home")) is None
    assert language_seen("can sea call home cup sun door day") is None


def test_a_third_of_the_letters_in_the_right_script_is_enough() -> None:
    def strange(text: str) -> bool:
        copy = Copy(ads=(), lines=(line(text),))
        return bool(told(check_prose(BRIEF, copy), "copy.language"))

    assert not strange("slow" + "утрокофе")
    assert strange("slo" + "утрокофес")
    assert not strange("утрокофекот")  # too few letters to tell
