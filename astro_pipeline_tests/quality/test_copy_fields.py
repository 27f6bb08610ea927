"""A text at its field's limit and one beside it, with the source of that limit."""

import pytest

from astro_pipeline.domain.placements import placements
from astro_pipeline.domain.plan import Copy, CopyLine, MissingText
from astro_pipeline.domain.review import Finding
from astro_pipeline.quality.copy import AD_LIMITS, ad_words, check_copy, check_limits, width
from astro_pipeline_tests.quality.told import BRIEF, ad, line, told, whole


def one(rule: str, text: CopyLine) -> Finding:
    (finding,) = [each for each in check_limits(text) if each.rule == rule]
    return finding


@pytest.mark.parametrize(("length", "verdict"), [(35, "pass"), (36, "fail")])
def test_what_is_cut_from_view_is_told_with_its_source(length: int, verdict: str) -> None:
    source = placements()["email"].source

    assert whole(one("copy.truncation", line("x" * length, placement="email", field="subject"))) == {
        "rule": "copy.truncation",
        "verdict": verdict,
        "advisory": True,
        "file": "copy/A/email.en.subject.0",
        "measured": length,
        "limit": 35,
        "unit": "characters",
        "source": source.urls[0],
        "checked": source.checked,
    }


@pytest.mark.parametrize("rule", ["copy.field", "copy.length", "copy.forbidden"])
def test_a_fields_limits_name_their_source(rule: str) -> None:
    source = placements()["google_search"].source

    finding = one(rule, line("Slow"))

    assert (finding.source, finding.checked) == (source.urls[0], source.checked)


@pytest.mark.parametrize(
    ("field", "limit"), [("headline", 40), ("short", 22), ("support", 90), ("call_to_action", 20)]
)
def test_the_layouts_have_room_for_so_many_characters(field: str, limit: int) -> None:
    def verdict(length: int) -> list[str]:
        found = check_copy(BRIEF, Copy(ads=(ad(**{field: "x" * length}),), lines=()))
        return [each.verdict for each in found if each.unit == f"characters of {field}"]

    assert AD_LIMITS[field] == limit
    assert (verdict(limit), verdict(limit + 1)) == (["pass"], ["fail"])


def test_an_ads_words_stand_under_the_names_of_its_fields() -> None:
    whole_ad = ad(support="Steeped", kicker="New", legal="Northbrew Ltd")

    assert dict(ad_words(whole_ad)) == {
        "headline": "Slow coffee",
        "short": "Slow",
        "support": "Steeped",
        "kicker": "New",
        "call_to_action": "Order",
        "legal": "Northbrew Ltd",
    }
    assert [name for name, _ in ad_words(ad())] == ["headline", "short", "call_to_action"]


def test_a_word_to_avoid_is_found_at_the_end_of_any_text_of_an_ad() -> None:
    found = check_copy(BRIEF, Copy(ads=(ad(headline="Slow and cheap"),), lines=()))

    assert [each.file for each in found if each.closes and each.rule != "copy.count"] == ["copy/A/ad.en"]


def test_a_wide_and_a_full_width_character_count_as_two() -> None:
    assert [width(each, double=True) for each in ("咖", "Ｆ", "F", "é")] == [2, 2, 1, 1]


def test_a_missing_field_is_not_counted_and_those_after_it_are() -> None:
    missing = MissingText(placement="google_search", language="en", field="headline", reason="none")
    source = placements()["google_search"].source

    found = check_copy(BRIEF, Copy(ads=(ad(),), lines=(), missing=(missing,)))

    counted = [row[0] for row in told(found, "copy.count")]
    assert "copy/A/google_search.en.headline" not in counted
    assert "copy/A/google_search.en.description" in counted
    assert {each.source for each in found if each.rule == "copy.count" and "google" in each.file} == {
        source.urls[0]
    }


def forbidden(text: str) -> object:
    return one("copy.forbidden", line(text, placement="tiktok_in_feed", field="caption")).measured


@pytest.mark.parametrize("sign", [*"⌚⌛⏩⏰⏳◽☀⚡✅➿⬛⭐⭕🀄🍵🚀🪿", "⏱️", "1️⃣", "🇫🇷", "👍🏽"])
def test_an_emoji_is_known_wherever_unicode_has_it(sign: str) -> None:
    assert forbidden(f"Cold{sign}brew") == "emoji"


@pytest.mark.parametrize("sign", [*"™©→½…•€é冷", "1", "№"])
def test_a_sign_of_writing_is_no_emoji(sign: str) -> None:
    assert forbidden(f"Cold{sign}brew") is None


@pytest.mark.parametrize("end", ["com", "net", "org", "fr", "io", "co", "de", "shop", "COM"])
def test_an_address_is_a_link_by_its_end(end: str) -> None:
    assert forbidden(f"See cold-brew.{end}!") == "links"
    assert forbidden(f"See cold-brew.{end}x!") is None


@pytest.mark.parametrize(("text", "found"), [
    ("http://localhost", "links"), ("HTTPS://cold", "links"), ("www.cold", "links"), ("co.uk", None),
    (".com", None),
    ("Cold. Compare.", None), ("a-.de", "links"), ("http: a book", None), ("www", None),
])  # fmt: skip
def test_an_address_is_a_link_by_its_beginning(text: str, found: str | None) -> None:
    assert forbidden(f"See {text}") == found
