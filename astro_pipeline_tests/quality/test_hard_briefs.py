"""Briefs that ask for trouble, from file to findings: a banned promise, a bare range, an open region."""

from datetime import date
from pathlib import Path

import pytest
import yaml
from pydantic import JsonValue

from astro_pipeline.campaigns.intake import read_brief
from astro_pipeline.domain.brief import Brief
from astro_pipeline.domain.policy import CustomerPack, read_policy
from astro_pipeline.domain.review import Finding
from astro_pipeline.quality.check import examine_copy, examine_storyboard
from astro_pipeline_tests.agents.planning import Plan, plan

TODAY = date(2026, 11, 21)
HOUSE_RULES = """
version: 1
checks:
  blocked_keywords: [risk free]
  blocked_regex: ['\\bfree\\s+money\\b', '\\bguarantee\\w*']
locale_overrides:
  es: {blocked_keywords: [dinero gratis]}
"""


def received(folder: Path, told: dict[str, JsonValue]) -> Brief:
    path = folder / "brief.yaml"
    path.write_text(yaml.safe_dump(told, allow_unicode=True), "utf-8")
    return read_brief(path, today=TODAY).brief


def examined(brief: Brief, made: Plan, *packs: CustomerPack) -> tuple[Finding, ...]:
    return (
        *examine_copy(brief, made.copy, policies=packs, strategy=made.strategy),
        *examine_storyboard(brief, made.storyboard, policies=packs, copy=made.copy),
    )


def derived(made: Plan) -> str:
    """Every word of what was written from the brief."""
    return made.copy.model_dump_json() + made.storyboard.model_dump_json() + made.keywords.model_dump_json()


@pytest.fixture
def trap(tmp_path: Path) -> Brief:
    """Two products; the second one's picture prompt ends in a promise the house's rules forbid."""
    return received(
        tmp_path,
        {
            "campaign_id": "kite-desk",
            "message": "Draw your week in one line",
            "target_region": "US",
            "target_audience": "Planners and editors",
            "locals": ["en", "es"],
            "visual_style": {"mood": "calm", "palette": ["#123456", "#FFFFFF"]},
            "products": [
                {"id": "one", "name": "Kite Desk", "prompt": "A planner on a desk by a window"},
                {"id": "two", "name": "Kite Desk Pro", "prompt": "A desk at night. Free money guaranteed"},
            ],
        },
    )


def test_a_promise_the_packs_forbid_is_in_no_derived_text(trap: Brief) -> None:
    pack = read_policy(HOUSE_RULES, "policy_packs[0] (house.yaml)")

    made = plan(trap)

    assert "free money" not in derived(made).casefold()
    assert "guarantee" not in derived(made).casefold()
    found = examined(trap, made, pack)
    assert not [each for each in found if each.rule.startswith("claims.customer") and each.closes]


def test_the_same_promise_in_a_headline_of_the_customers_is_blocked_three_times_over(trap: Brief) -> None:
    pack = read_policy(HOUSE_RULES, "policy_packs[0] (house.yaml)")
    written = trap.provided.model_copy(update={"headlines": {"en": ("Free money guaranteed",)}})
    brief = trap.model_copy(update={"provided": written})

    found = [each for each in examined(brief, plan(brief), pack) if each.closes]

    rules = {each.rule for each in found if each.file == "copy/A/ad.en"}
    assert rules >= {"claims.customer_pattern", "claims.general.free_money", "claims.strong_words"}
    assert {each.measured for each in found if each.rule == "claims.customer_pattern"} == {
        "Free money",
        "guaranteed",
    }


def test_a_range_without_its_measurement_closes_the_gate_and_evidence_opens_it(tmp_path: Path) -> None:
    told: dict[str, JsonValue] = {
        "advertiser": "Tern Motors",
        "promoted_offering": "2026 Tern Hybrid SUV - a quiet SUV with 480-mile range",
        "markets": ["US"],
        "creative_specifications": {"display": {"standard_sizes": "300x250"}},
        "approval_requirements": {"legal": "Claim substantiation for MPG/range"},
    }
    bare = received(tmp_path, told)
    headline = bare.provided.model_copy(update={"headlines": {"en": ("Go far: 480-mile range",)}})
    sector = bare.company.model_copy(update={"sector": "Automotive"})
    bare = bare.model_copy(update={"provided": headline, "company": sector, "markets": ("US",)})
    proof = {"claim": "480-mile range", "source": "EPA estimate, model year 2026"}
    proven = Brief.model_validate({**bare.model_dump(), "evidence": (proof,)})

    def closing(brief: Brief) -> set[str]:
        return {f.rule for f in examined(brief, plan(brief)) if f.closes and f.file == "copy/A/ad.en"}

    assert closing(bare) >= {"claims.general.range", "claims.vehicles-us.range_cycle"}
    assert not {rule for rule in closing(proven) if rule.startswith("claims.")}


def test_a_region_without_a_language_is_assumed_and_never_answered_in_english(tmp_path: Path) -> None:
    brief = received(
        tmp_path,
        {
            "campaign_id": "dune_collection",
            "products": [{"name": "Date Seed Oil", "description": "Pressed oil for the face"}],
            "target_region": "Middle East",
            "target_audience": "People who like short routines",
            "campaign_message": "Let the evening in",
        },
    )

    made = plan(brief)

    assert brief.languages == ("ar",)
    assert any("Middle East" in each.reason + each.value for each in brief.assumptions)
    assert {each.language for each in (*made.copy.ads, *made.copy.lines)} <= {"ar"}
    assert made.copy.missing
    found = [each for each in examined(brief, made) if each.rule == "copy.language"]
    assert all(each.verdict != "fail" for each in found)
