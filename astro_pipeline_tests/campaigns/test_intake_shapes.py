import json
import re
from datetime import date

import pytest

from astro_pipeline.campaigns.intake import parse_brief
from astro_pipeline.campaigns.intake.dating import days_in
from astro_pipeline.campaigns.intake.explaining import fields
from astro_pipeline.campaigns.intake.shapes import aliases
from astro_pipeline.domain.brief import Brief, Governance
from astro_pipeline.domain.fact import facts
from astro_pipeline.errors import InvalidBrief

TODAY = date(2026, 11, 20)


def parse(**written: object) -> Brief:
    return parse_brief(json.dumps(written), today=TODAY).brief


def assumed(brief: Brief) -> dict[str, str]:
    return {note.field: note.value for note in brief.assumptions}


def reason(brief: Brief, field: str) -> str:
    return next(note.reason for note in brief.assumptions if note.field == field)


def test_a_nested_camel_case_campaign_request_is_taken_as_it_stands() -> None:
    brief = parse(
        name="Rentrée des équipes",
        governanceMode="SEMI_AUTO",
        briefData={
            "companyInfo": {"name": "Orbisoft", "sector": "SaaS", "size": "20-50", "website": "https://orbi.example"},
            "campaignGoals": {
                "objectives": ["brand_awareness", "lead_generation"],
                "targetAudience": "Les responsables techniques dans les PME",
                "budget": {"amount": "5000", "currency": "EUR"},
                "duration": "3 months",
            },
            "brandIdentity": {
                "tone": "professional, calm",
                "brandValues": "care, reliability",
                "priorityChannels": ["LinkedIn", "Twitter", "Radio"],
            },
        },
    )  # fmt: skip

    assert brief.id == "orbisoft-rentree-des-equipes"
    assert brief.language == "fr"
    assert brief.governance is Governance.SEMI_AUTO
    assert brief.media_budget is not None
    assert (str(brief.media_budget.amount), brief.media_budget.currency) == ("5000", "EUR")
    assert brief.channels == ("linkedin", "x")
    assert brief.brand.tone == ("professional", "calm")
    assert brief.brand.values == ("care", "reliability")
    assert (brief.product.name, brief.product.category) == ("Orbisoft", "SaaS")
    assert assumed(brief)["channels"] == "not used: Radio"
    assert assumed(brief)["briefData.campaignGoals.duration"] == "not used: 3 months"


def test_a_video_project_becomes_a_film_with_its_script_as_narration() -> None:
    brief = parse(
        name="Le premier film",
        description="Une visite de la maison",
        script="Bienvenue dans la maison. Les portes sont ouvertes.",
        budget_limit=500.0,
        settings={"quality": "4K", "duration": 60, "style": "cinematic"},
    )

    assert brief.provided.narration == {"fr": "Bienvenue dans la maison. Les portes sont ouvertes."}
    assert str(brief.spend_limit_usd) == "500.0"
    assert (brief.film.seconds, brief.film.quality, brief.film.style) == ((60,), "4K", "cinematic")
    assert brief.placements == ("youtube_in_stream", "youtube_shorts", "meta_reels")
    assert assumed(brief)["company.name"] == "Le premier film"


def test_an_own_name_at_an_own_place_needs_no_alias() -> None:
    brief = parse(
        campaign={"name": "Summer", "message": "Wake up"},
        brand={"id": "m", "name": "Morna", "palette": ["#FF5733"], "tone": "light, minimal"},
        region="ja-JP",
        audience="people of the city",
        products=[
            {"name": "Flask", "assets": ["a.jpg", "b.jpg"]},
            {"name": "Tea", "evidence": [{"claim": "x", "source": "y"}]},
        ],
        seed=5,
    )  # fmt: skip

    assert (brief.languages, brief.markets) == (("ja-JP",), ("JP",))
    assert brief.brand.palette == ("#FF5733",)
    assert brief.company.name == "Morna"
    assert brief.products[1].evidence[0].source == "y"
    assert brief.seed == 5
    assert "file a.jpg did not come with the brief" in {note.reason for note in brief.assumptions}
    assert assumed(brief)["brand.id"] == "not used: m"


def test_picture_instructions_reach_no_fact_and_no_assumption() -> None:
    brief = parse(
        campaign_id="spring_sale",
        message="Tools for makers",
        locals=["es", "pt-BR"],
        target_region="US",
        products=[{"name": "One", "prompt": "A screen. Free money guaranteed"}],
        negative_prompt="blurry",
        visual_style={"mood": "modern", "palette": ["#111111", "#0af", "red"]},
    )

    assert brief.languages == ("es", "pt-BR")
    assert brief.markets == ("US",)
    assert brief.brand.palette == ("#111111", "#00AAFF")
    assert assumed(brief)["products[0].prompt"] == "not used: 31 characters of instructions"
    assert "Free money" not in brief.model_dump_json()
    assert all("Free money" not in fact.text for fact in facts(brief, "en"))
    assert assumed(brief)["visual_style.mood"] == "not used: modern"
    assert assumed(brief)["brand.palette"] == "not used: RED"


def test_a_wide_region_sets_no_market_and_asks() -> None:
    brief = parse(campaign_id="glow_2027", campaign_message="Unveil the glow", target_region="Middle East")

    assert brief.markets == ()
    assert brief.languages == ("ar",)
    assert "Middle East" in reason(brief, "markets")


def test_a_region_without_a_leading_language_leaves_the_briefs_own() -> None:
    brief = parse(campaign_id="glow_2027", campaign_message="Unveil the glow", target_region="Global")

    assert (brief.markets, brief.languages) == ((), ("en",))
    assert "no language follows from it" in reason(brief, "markets")


def test_an_offering_without_a_name_is_what_the_company_does_and_past_dates_are_dropped() -> None:
    brief = parse(
        advertiser="Bob's Pipes",
        promoted_offering="Repairs in the city by day and by night",
        objectives="Drive phone calls",
        flight_dates="October 15-31, 2024",
        budget="$8,000",
    )

    assert brief.product.description == "Repairs in the city by day and by night"
    assert brief.objectives == ("Drive phone calls",)
    assert brief.media_budget is not None
    assert str(brief.media_budget.amount) == "8000"
    assert (brief.start, brief.end) == (None, None)
    assert "past" in reason(brief, "start")
    assert "call_to_action.url" in assumed(brief)


def test_a_technical_sheet_gives_placements_and_lengths_and_the_rest_is_noted() -> None:
    brief = parse(
        advertiser="Volta",
        promoted_offering="Volta One - the car with a 500-mile range",
        phases=[{"name": "awareness"}],
        creative_specifications={
            "video": {"hero_30s": "1920x1080, max 50MB", "vertical": "1080x1920"},
            "display": "300x250, 1x1",
        },
    )

    assert brief.placements == ("youtube_in_stream", "youtube_shorts", "display_300x250")
    assert brief.film.seconds == (30,)
    assert brief.product.name == "Volta One"
    assert "max 50MB" in assumed(brief)["creative_specifications"]
    assert "phases" in assumed(brief)


@pytest.mark.parametrize(
    ("key", "value", "field", "expected"),
    [
        ("budget_limit", "12.50 USD", "spend_limit_usd", "12.50"),
        ("budget", "8.000 €", "media_budget", {"amount": "8000", "currency": "EUR"}),
        ("budget", "1.234,50 €", "media_budget", {"amount": "1234.50", "currency": "EUR"}),
        ("budget", 750, "media_budget", {"amount": "750", "currency": "USD"}),
        ("target_languages", "French, Deutsch", "languages", ["fr", "de"]),
        ("source_language", "français", "language", "fr"),
        ("country", "Germany; UK", "markets", ["DE", "GB"]),
        ("target_market", ["Japan", "fr_CA"], "languages", ["fr-CA"]),
        ("target_market", ["Japan", "fr_CA"], "markets", ["JP", "CA"]),
        ("approval_mode", "manual", "governance", "guided"),
        ("platforms", ["meta_feed", "TikTok"], "placements", ["meta_feed", "tiktok_in_feed"]),
        ("start_date", "2027-03-01", "start", "2027-03-01"),
        ("flight_dates", {"start": "2027-03-01", "end": "2027-04-01"}, "end", "2027-04-01"),
        ("campaign_id", "Spring_Sale", "id", "spring-sale"),
    ],
)
def test_a_foreign_value_is_read_as_it_is_meant(
    key: str, value: object, field: str, expected: object
) -> None:
    brief = parse(advertiser="Acme", **{key: value})

    assert brief.model_dump(mode="json")[field] == expected


@pytest.mark.parametrize(
    ("key", "value", "noted"),
    [
        ("budget", "a lot", "budget"),
        ("budget_limit", "500 EUR", "budget_limit"),
        ("locales", ["fr", "Klingon"], "languages"),
        ("country", "Atlantis", "markets"),
        ("start_date", "2024-01-01", "start"),
        ("end_date", "soon", "end_date"),
        ("flight_dates", "some time in spring", "flight_dates"),
        ("flight_dates", "June 5-1, 2027", "flight_dates"),
        ("governance_mode", "anarchy", "governance_mode"),
        ("settings", {"duration": "20s", "quality": "8K"}, "film.seconds"),
        ("settings", {"duration": "long", "quality": "8K"}, "settings"),
        ("brand_colors", ["teal"], "brand.palette"),
        ("creative_specifications", {"a": "tbc"}, "creative_specifications"),
        ("prompt", ["a", "b"], "prompt"),
        ("logo", [], "placements"),
        ("logo", ["a.png"], "brand.logo"),
        ("promoted_offering", {"a": 1}, "promoted_offering"),
        ("notes", "x" * 900, "notes"),
    ],
)
def test_what_cannot_be_read_is_noted_and_never_dropped(key: str, value: object, noted: str) -> None:
    brief = parse(advertiser="Acme", **{key: value})

    assert noted in assumed(brief)
    assert all(len(note.value) < 900 for note in brief.assumptions)


def test_an_error_in_an_aliased_field_is_told_at_its_foreign_place() -> None:
    with pytest.raises(InvalidBrief) as caught:
        parse(advertiser="Acme", products=[{"title": "x", "images": "/etc/p.png"}])

    assert caught.value.field == "products[0].images"


def test_our_own_shape_is_not_read_through_the_aliases() -> None:
    with pytest.raises(InvalidBrief) as caught:
        parse(name="x", company={"name": "Acme"}, target_audience="all")

    assert caught.value.field == "target_audience"


def test_every_alias_leads_to_a_field_of_the_brief_and_no_source_stands_twice() -> None:
    targets = {re.sub(r"\[\d*\]", "[]", alias.ours) for alias in aliases() if alias.ours}
    sources = [(alias.ours, source) for alias in aliases() for source in alias.sources]

    assert targets <= {each for field in fields() for each in (field, field.removesuffix("[]"))}
    assert len(sources) == len(set(sources))


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("October 15-31, 2027", (date(2027, 10, 15), date(2027, 10, 31))),
        ("Oct. 15 – Nov 2, 2027", (date(2027, 10, 15), date(2027, 11, 2))),
        ("Dec 20, 2027 to Jan 3, 2028", (date(2027, 12, 20), date(2028, 1, 3))),
        ("March 1, 2027", (date(2027, 3, 1),)),
        ("2027-03-01 / 2027-03-09", (date(2027, 3, 1), date(2027, 3, 9))),
        ("February 30, 2027", ()),
        ("next spring", ()),
    ],
)
def test_days_are_read_as_people_write_them(text: str, days: tuple[date, ...]) -> None:
    assert days_in(text) == days
