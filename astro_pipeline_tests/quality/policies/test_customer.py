from collections.abc import Sequence
from pathlib import Path

import pytest

from astro_pipeline.domain.base import digest
from astro_pipeline.domain.brief import Attachment
from astro_pipeline.domain.plan import AdText, Copy, CopyLine
from astro_pipeline.domain.policy import BadPolicy, CustomerPack, read_policy
from astro_pipeline.errors import InvalidBrief
from astro_pipeline.quality.check import examine_copy, examine_storyboard
from astro_pipeline.quality.policies.customer import (
    check_customer,
    check_disclaimers,
    check_said,
    customer_packs,
)
from astro_pipeline_tests.agents.planning import plan
from astro_pipeline_tests.quality.briefs import failing, sample_brief

LEGAL = r"""
version: 1
default_action: warn
checks:
  blocked_keywords: [guaranteed cure, risk free forever]
  blocked_regex: ["\\bfree\\s+money\\b"]
locale_overrides:
  es:
    blocked_keywords: [cura garantizada]
    blocked_regex: ["\\bsin\\s+efectos\\s+secundarios\\b"]
---
policy_version: "1.0"
brand_name: "Client Brand"
logo: {safe_corner: top-right}
colors: {tolerance: 25}
"""
HOUSE = """
name: House rules
version: 3
forbidden_words: {en: [cheap], fr-CA: [aubaine]}
forbidden_patterns: ["\\\\bclearance\\\\b"]
competitors: [Stumptown]
required_disclaimers:
  - Drink slowly.
  - text: {en: Terms apply., fr: Sous conditions.}
    placements: [meta_feed]
"""
AD = AdText(
    variant="A",
    language="en",
    headline="Slow",
    short="Slow",
    call_to_action="Go",
    legal="Drink slowly.",
    provider="w",
)


def _pack(text: str = HOUSE) -> CustomerPack:
    return read_policy(text, "policy_packs[0]")


def _line(text: str, **more: str) -> CopyLine:
    base = {"placement": "meta_feed", "language": "en", "variant": "A", "field": "body", "provider": "w"}
    return CopyLine.model_validate({**base, "text": text, **more})


def _disclaimed(ads: Sequence[AdText], lines: Sequence[CopyLine] = ()) -> list[str]:
    copy = Copy(ads=tuple(ads), lines=tuple(lines))
    return [f.file for f in check_disclaimers(sample_brief(), [_pack()], copy) if f.verdict == "fail"]


@pytest.mark.parametrize(
    ("language", "planted", "clean", "rule"),
    [
        ("en", "Good and cheap", "Good and cheaply made", "word"),
        ("fr-CA", "Une aubaine", "Une boisson", "word"),
        ("en", "A clearance sale", "A clear sale", "pattern"),
        ("fr", "Clearance", "Clarté", "pattern"),
        ("en", "Not like Stumptown", "Not like the others", "competitor"),
    ],
)
def test_what_a_pack_forbids_is_found_and_named(language: str, planted: str, clean: str, rule: str) -> None:
    (found,) = check_customer([_pack()], {"copy/A": (language, planted)})
    (passed,) = check_customer([_pack()], {"copy/A": (language, clean)})

    assert (found.rule, found.closes, found.limit) == (f"claims.customer_{rule}", True, "House rules 3")
    assert found.span
    assert found.measured == found.span.text == planted[found.span.start : found.span.end]
    assert f"“{found.span.text}” at character {found.span.start + 1}:" in found.why
    assert found.cure
    assert (passed.rule, passed.verdict, passed.limit) == ("claims.customer", "pass", "House rules 3")


def test_a_clean_text_names_every_pack_it_was_held_to() -> None:
    (passed,) = check_customer([_pack(), _pack("name: Other\nforbidden_words: [x]")], {"a": ("en", "Good")})

    assert passed.limit == "House rules 3, Other"


def test_a_word_of_one_language_is_allowed_in_another() -> None:
    assert failing(check_customer([_pack()], {"copy/A": ("fr", "cheap"), "copy/B": ("fr", "aubaine")})) == []
    assert check_customer([], {"copy/A": ("en", "cheap")}) == ()


def test_a_required_text_stands_in_every_ad_of_its_language() -> None:
    bare, french = AD.model_copy(update={"legal": ""}), AD.model_copy(update={"language": "fr", "legal": ""})

    assert _disclaimed([AD, french]) == []
    assert _disclaimed([bare]) == ["copy/A/ad.en"]


def test_a_required_text_stands_somewhere_in_the_placement_it_is_for() -> None:
    said = [_line("Slow coffee."), _line("Terms apply.", field="headline")]

    assert _disclaimed([AD], said) == []
    assert _disclaimed([AD], said[::-1]) == []
    assert _disclaimed([AD], said[:1]) == ["copy/A/meta_feed.en"]
    assert _disclaimed([AD], [_line("Slow.", placement="email")]) == []
    assert _disclaimed([AD], [_line("Café lent.", language="fr")]) == ["copy/A/meta_feed.fr"]


def test_a_required_text_may_be_set_otherwise_and_is_told_where_it_is_missing() -> None:
    pack = _pack("name: House\nrequired_disclaimers: [It's for the slow]")

    said, missing = (
        check_disclaimers(
            sample_brief(), [pack], Copy(ads=(AD.model_copy(update={"legal": text}),), lines=())
        )
        for text in ("IT’S FOR\u00a0THE\nSLOW", "It is for the slow")
    )

    assert [(each.rule, each.verdict) for each in said] == [("claims.customer_disclaimer", "pass")]
    assert [(each.rule, each.limit, each.measured) for each in missing] == [
        ("claims.customer_disclaimer", "It's for the slow", None)
    ]
    assert missing[0].closes


@pytest.mark.parametrize(
    ("placement", "language", "text", "missing"),
    [
        ("meta_feed", "en", "Drink slowly. Terms apply.", []),
        ("meta_feed", "en", "Drink slowly.", ["Terms apply."]),
        ("meta_feed", "fr", "Drink slowly.", ["Sous conditions."]),
        ("email", "en", "Drink slowly.", []),
        ("email", "en", "Terms apply.", ["Drink slowly."]),
    ],
)
def test_a_whole_text_says_what_its_placement_requires(
    placement: str, language: str, text: str, missing: list[str]
) -> None:
    found = check_said(sample_brief(), [_pack()], {"a.txt": (language, text)}, placement=placement)

    assert [each.limit for each in found if each.closes] == missing
    assert {each.file for each in found} == {"a.txt"}
    assert {each.rule for each in found} == {"claims.customer_disclaimer"}


def test_parts_about_pictures_are_said_not_to_be_applied() -> None:
    (found,) = check_disclaimers(sample_brief(), [_pack(LEGAL)], Copy(ads=(), lines=()))

    assert (found.rule, found.file) == ("claims.customer", "copy")
    assert (found.verdict, found.advisory, found.measured) == (
        "not_checked",
        True,
        "brand_name, colors, logo",
    )


def test_the_packs_of_a_brief_are_read_from_the_files_it_came_with(tmp_path: Path) -> None:
    sha256 = digest(HOUSE.encode())
    (tmp_path / sha256).write_text(HOUSE, "utf-8-sig")
    brief = sample_brief(
        policy_packs=(Attachment(path="house.yaml", sha256=sha256).model_dump(), {"path": "x"})
    )

    (pack,) = customer_packs(brief, lambda each: tmp_path / each)

    assert (pack.name, pack.words) == ("House rules", _pack().words)
    (tmp_path / sha256).write_text("forbidden_word: [x]", "utf-8")
    with pytest.raises(InvalidBrief, match=r"policy_packs\[0\] \(house.yaml\): forbidden_word") as refused:
        customer_packs(brief, lambda each: tmp_path / each)
    cause = refused.value.__cause__
    assert isinstance(cause, BadPolicy)
    assert (refused.value.value, refused.value.cure) == (cause.value, cause.cure)


def test_a_guarantee_that_the_pack_blocks_closes_the_gate_wherever_it_is_written() -> None:
    trap = "Free money guaranteed"
    brief = sample_brief(
        message="Boost your creativity",
        products=({"name": "Campaign Assistant", "benefits": [trap]},),
        offer=None,
        languages=("en", "es"),
        markets=("US",),
    )
    made, pack = plan(brief), _pack(LEGAL)

    written = {line.key: line.text for line in made.copy.lines if "free money" in line.text.lower()}
    found = examine_copy(brief, made.copy, policies=[pack])
    blocked = {each.file for each in found if each.rule == "claims.customer_pattern" and each.closes}

    assert written
    assert set(written) <= blocked
    assert "claims.strong_words" in failing(found)
    spoken = examine_storyboard(brief, made.storyboard, policies=[pack])
    clean = sample_brief(
        products=({"name": "Campaign Assistant", "benefits": ["Saves an evening"]},), offer=None
    )
    assert "claims.customer_pattern" in failing([*found, *spoken])
    assert not any(
        rule.startswith("claims.") for rule in failing(examine_copy(clean, plan(clean).copy, policies=[pack]))
    )
