import pytest

from astro_pipeline.domain.brief import Brief
from astro_pipeline.domain.plan import AdText, Copy, Scene, Storyboard
from astro_pipeline.domain.review import Finding, Span
from astro_pipeline.quality.check import examine_copy, examine_storyboard
from astro_pipeline.quality.policies.packs import NOTE, packs, uncovered
from astro_pipeline.quality.policies.rules import check_policies
from astro_pipeline_tests.quality.briefs import failing, sample_brief

WINE, CREAM, CAR = "Winery", "Skin care", "Automotive"
WARNING = "L’abus d’alcool est dangereux pour la santé, à consommer avec modération."

PLANTED = [
    ("general.range", "beverages", "US", "en", "With a 500-mile range", "With a range of colours"),
    ("general.range", "beverages", "JP", "fr", "500 km d’autonomie", "Une gamme de couleurs"),
    ("general.free_money", "beverages", "JP", "en", "Free money for you", "Free of sugar"),
    ("general.free_money", "beverages", "JP", "es", "Dinero gratis", "Sabor puro"),
    ("general-eu.offset_claim", "beverages", "DE", "en", "Carbon neutral thanks to offsets", "We cut carbon"),
    ("general-eu.legal_right", "beverages", "IT", "en", "With a legal guarantee", "With a lid"),
    ("general-eu.cures_illness", "beverages", "IT", "en", "It cures diabetes", "It cures nothing"),
    ("general-fr.green_words", "beverages", "FR", "fr", "Un sachet biodégradable", "Un sachet de papier"),
    ("general-fr.carbon_neutral", "beverages", "FR", "fr", "Un café neutre en carbone", "Un café neutre"),
    ("general-us.general_green", "beverages", "US", "en", "An eco-friendly can", "An easy can"),
    ("general-us.expert_endorsement", "beverages", "US", "en", "Doctor recommended", "A doctor’s coffee"),
    ("general-us.establishment_claim", "beverages", "US", "en", "Clinically proven", "Proven at breakfast"),
    ("cosmetics-eu.authority", CREAM, "DE", "en", "Approved by the European Commission", "Approved by Anna"),
    ("cosmetics-eu.authority", CREAM, "FR", "fr", "Conforme à la réglementation", "Conforme à vos goûts"),
    ("cosmetics-eu.therapeutic", CREAM, "DE", "en", "Treats acne", "Treats for the skin"),
    ("cosmetics-eu.therapeutic", CREAM, "FR", "fr", "Soigne l’eczéma", "Prend soin de la peau"),
    ("cosmetics-eu.denigrates", CREAM, "FR", "fr", "Sans parabènes", "Sans parfum"),
    ("cosmetics-eu.denigrates", CREAM, "DE", "en", "Paraben-free", "Fragrance-free"),
    ("cosmetics-eu.evidential_support", CREAM, "DE", "en", "Hypoallergenic", "Hydrating"),
    ("cosmetics-eu.evidential_support", CREAM, "FR", "fr", "9 femmes sur 10 l’aiment", "Des femmes l’aiment"),
    ("cosmetics-fr.drastic", CREAM, "FR", "fr", "Une alternative à la chirurgie", "Une alternative au savon"),
    ("cosmetics-us.fda_approved", CREAM, "US", "en", "FDA approved", "Approved by friends"),
    ("cosmetics-us.drug_claim", CREAM, "US", "en", "Stimulates collagen production", "Softens the skin"),
    ("cosmetics-us.tested_claim", CREAM, "US", "en", "Non-comedogenic", "Not sticky"),
    ("alcohol-eu.health", WINE, "DE", "de", "Ein bekömmlicher Wein", "Ein trockener Wein"),
    ("alcohol-eu.health", WINE, "IT", "en", "Good for your heart", "Good with fish"),
    ("alcohol-eu.minors", WINE, "IT", "en", "For students", "For sommeliers"),
    ("alcohol-eu.success", WINE, "IT", "en", "One for the road", "One for the cellar"),
    ("alcohol-fr.health_warning", WINE, "FR", "fr", "Un blanc sec", f"Un blanc sec. {WARNING}"),
    ("alcohol-fr.content", WINE, "FR", "fr", f"Entre amis. {WARNING}", f"Entre deux collines. {WARNING}"),
    ("alcohol-us.health", WINE, "US", "en", "A hangover-free night", "A dry red"),
    ("alcohol-us.guarantee", WINE, "US", "en", "Guaranteed to please", "With a money-back guarantee"),
    ("alcohol-us.minors", WINE, "US", "en", "Made for spring break", "Made in spring"),
    ("vehicles-eu.range_cycle", CAR, "DE", "en", "A range of 500 miles", "A range of engines"),
    ("vehicles-us.range_cycle", CAR, "US", "en", "A 500-mile range", "A wide range"),
]  # fmt: skip


def _brief(sector: str, *markets: str, **more: object) -> Brief:
    company = {"name": "Northbrew Ltd", "sector": sector}
    return sample_brief(company=company, products=({"name": "Slow One"},), markets=markets, **more)


def _found(brief: Brief, language: str, text: str) -> tuple[Finding, ...]:
    return check_policies(brief, {"copy/A": (language, text)}, ads=["copy/A"])


@pytest.mark.parametrize(("rule", "sector", "market", "language", "planted", "clean"), PLANTED)
def test_a_planted_breach_fires_with_its_source_and_its_clean_twin_passes(
    rule: str, sector: str, market: str, language: str, planted: str, clean: str
) -> None:
    brief = _brief(sector, market)

    found = [each for each in _found(brief, language, planted) if each.rule == f"claims.{rule}"]

    assert found
    for each in found:
        assert each.closes
        assert each.source
        assert each.source.startswith("https://")
        assert each.checked
        assert each.cure
        assert NOTE in each.why
    assert failing(_found(brief, language, clean)) == []


def test_every_rule_of_every_pack_has_been_planted() -> None:
    rules = {f"{pack.id}.{rule.id}" for pack in packs() for rule in pack.rules}

    assert rules - {each[0] for each in PLANTED} == {"general-fr.in_french"}


def test_what_runs_in_france_only_in_english_is_pointed_out() -> None:
    def advice(*languages: str) -> list[str]:
        found = _found(_brief("beverages", "FR", languages=languages), "en", "Slow coffee")
        return [each.rule for each in found if each.advisory]

    assert advice("en") == ["claims.general-fr.in_french"]
    assert advice("en", "fr-CA") == []


def test_a_range_claim_rests_on_evidence_and_the_test_cycle_of_its_market() -> None:
    said = "The SUV with a 500-mile range"
    described = {"name": "2025 Hybrid SUV", "description": "Luxury hybrid with 500-mile range"}

    def broken(sector: str, *markets: str, source: str = "", claim: str = "500-mile range") -> list[str]:
        evidence = ({"claim": claim, "source": source},) if source else ()
        company = {"name": "Ecomotion", "sector": sector}
        brief = sample_brief(company=company, products=(described,), markets=markets, evidence=evidence)
        return failing(_found(brief, "en", said))

    assert broken(CAR) == ["claims.general.range"]
    assert broken(CAR, "US") == ["claims.general.range", "claims.vehicles-us.range_cycle"]
    assert broken(CAR, "US", source="Our own drive") == ["claims.vehicles-us.range_cycle"]
    assert broken(CAR, "US", source="EPA estimate, 2025 model year") == []
    assert broken(CAR, "US", source="EPA estimate", claim="400-mile range") == [
        "claims.general.range",
        "claims.vehicles-us.range_cycle",
    ]
    assert broken(CAR, "DE", source="EPA estimate") == ["claims.vehicles-eu.range_cycle"]
    assert broken(CAR, "DE", source="WLTP, type approval e1*2025") == []


def test_evidence_in_the_same_words_carries_a_claim_without_a_number() -> None:
    evidence = ({"claim": "Hypoallergenic on 50 people", "source": "Patch test"},)

    assert failing(_found(_brief(CREAM, "DE", evidence=evidence), "en", "Hypoallergenic")) == []


def test_only_a_whole_ad_has_to_carry_the_warning() -> None:
    texts = {"copy/A/google_search.fr.headline.0": ("fr", "Un blanc sec")}

    assert failing(check_policies(_brief(WINE, "FR"), texts)) == []


@pytest.mark.parametrize(
    ("sector", "markets", "unchecked", "closing"),
    [
        ("beverages", ("US", "FR", "DE"), [], False),
        ("beverages", ("JP",), ["any sector, JP"], False),
        ("beverages", (), ["any sector, a market that the brief does not name"], False),
        (WINE, ("US",), [], False),
        (WINE, ("JP",), ["any sector, JP", "alcohol, JP"], True),
        ("Consumer bank", ("FR",), ["finance, FR"], True),
        ("Compagnie d’assurance", ("FR",), ["finance, FR"], True),
        ("Casino", ("US",), ["gambling, US"], True),
        ("Food supplements", ("DE",), ["medicine, DE"], True),
        ("Cigarettes", ("DE",), ["tobacco, DE"], True),
    ],
)
def test_a_sector_or_market_without_a_pack_is_not_checked_and_never_passed(
    sector: str, markets: tuple[str, ...], unchecked: list[str], closing: bool
) -> None:
    found = [f for f in _found(_brief(sector, *markets), "en", "Slow one") if f.verdict == "not_checked"]

    assert [each.measured for each in found] == unchecked
    assert any(not each.advisory for each in found) is closing
    assert all(each.rule == "claims.coverage" and NOTE in each.why and each.cure for each in found)
    assert {each.file for each in found} <= {"copy"}


@pytest.mark.parametrize(
    ("sector", "product"),
    [
        ("Soft drinks", {"name": "Tidewater", "category": "alcohol-free spritz"}),
        ("Soft drinks", {"name": "Tidewater", "category": "ALCOHOL-FREE SPRITZ"}),
        ("Brasserie sans alcool", {"name": "Zéro"}),
        ("Logiciel de gestion", {"name": "Clôture", "category": "logiciel de clôture comptable"}),
        ("Kitchen", {"name": "Lumen", "category": "wine glasses"}),
        ("beverages", {"name": "Ginger", "category": "ginger beer"}),
        ("Bedding", {"name": "Hybrid mattress"}),
        ("Electronics", {"name": "Volt", "category": "power bank"}),
        ("Prêt-à-porter", {"name": "Robe"}),
        ("Quality assurance software", {"name": "Spirit of Test"}),
    ],
)
def test_what_only_sounds_regulated_is_not(sector: str, product: dict[str, str]) -> None:
    company = {"name": "Northbrew Ltd", "sector": sector}
    brief = sample_brief(company=company, products=(product,), markets=("US",))

    found = _found(brief, "en", "Good for you")

    assert [each.verdict for each in found] == ["pass"]
    assert found[0].limit == f"general 1, general-us 1. {NOTE}"


def test_copy_and_storyboard_are_both_held_to_the_packs() -> None:
    brief = _brief(WINE, "FR", languages=("fr",), offer=None)
    ad = AdText(
        variant="A", language="fr", headline="Un blanc sec", short="Sec", call_to_action="Voir", provider="w"
    )
    scene = Scene(id="s1", beat="hook", picture="", narration={"fr": "Entre amis"})
    board = Storyboard(scenes=(scene,), cuts=(), languages=("fr",), mood="calm", energy=0.4)

    copy = Copy(ads=(ad,), lines=())

    assert "claims.alcohol-fr.health_warning" in failing(examine_copy(brief, copy))
    assert "claims.alcohol-fr.content" in failing(examine_storyboard(brief, board))
    warned = copy.model_copy(update={"ads": (ad.model_copy(update={"legal": WARNING}),)})
    assert not [rule for rule in failing(examine_copy(brief, warned)) if rule.startswith("claims.")]


def test_what_must_not_be_said_is_not_saved_by_evidence() -> None:
    evidence = ({"claim": "Good for your heart", "source": "Panel"},)

    assert "claims.alcohol-eu.health" in failing(
        _found(_brief(WINE, "IT", evidence=evidence), "en", "Good for your heart")
    )


def test_evidence_is_looked_through_to_its_end_and_read_for_its_number() -> None:
    drives = (
        {"claim": "500-mile range", "source": "Our own drive"},
        {"claim": "It drives 500 miles", "source": "EPA estimate"},
    )

    def broken(*evidence: dict[str, str]) -> list[str]:
        return failing(_found(_brief(CAR, "US", evidence=evidence), "en", "A 500-mile range"))

    assert broken(*drives) == []
    assert broken(drives[1]) == []
    assert broken(drives[0]) == ["claims.vehicles-us.range_cycle"]


def test_a_breach_is_told_with_its_words_their_place_and_the_law() -> None:
    texts = {"copy/A": ("en", "Free money. Free money!"), "copy/B": ("en", "Slow coffee")}

    first, second, passed = check_policies(_brief("beverages", "JP"), texts)

    rule = next(rule for pack in packs() for rule in pack.rules if rule.id == "free_money")
    assert [each.file for each in (first, second, passed)] == ["copy/A", "copy/A", "copy/B"]
    assert (first.rule, first.measured) == ("claims.general.free_money", "Free money")
    assert (first.limit, first.source) == (f"absence: {rule.reference}", rule.url)
    assert [each.span for each in (first, second)] == [
        Span(start=0, end=10, text="Free money"),
        Span(start=12, end=22, text="Free money"),
    ]
    assert first.why == f"{rule.why} (“Free money” at character 1) {rule.reference}. {NOTE}"
    assert (passed.rule, passed.verdict) == ("claims.policies", "pass")


def test_a_warning_that_is_missing_is_told_with_the_wordings_that_would_do() -> None:
    found = _found(_brief(WINE, "FR"), "fr", "Un blanc sec")

    (missing,) = [each for each in found if each.rule == "claims.alcohol-fr.health_warning"]
    rule = next(rule for pack in packs() for rule in pack.rules if rule.id == "health_warning")
    assert (missing.file, missing.measured, missing.span) == ("copy/A", None, None)
    assert missing.limit == " / ".join(rule.any_of)
    assert missing.why == f"{rule.why} {rule.reference}. {NOTE}"


@pytest.mark.parametrize(
    "warning",
    [
        WARNING.replace(" est", "\u00a0est").replace(", à", ",\nà"),
        WARNING.replace("’", "'"),
        WARNING.upper(),
    ],
)
def test_a_warning_set_otherwise_is_still_said(warning: str) -> None:
    assert failing(_found(_brief(WINE, "FR"), "fr", f"Un blanc sec. {warning}")) == []


def test_a_campaign_in_the_wrong_languages_names_them_and_those_asked_for() -> None:
    found = _found(_brief("beverages", "FR", languages=("es", "en-GB")), "en", "Slow coffee")

    (told,) = [each for each in found if each.rule == "claims.general-fr.in_french"]
    assert (told.file, told.measured, told.limit, told.span) == ("copy", "en, es", "fr", None)


def test_a_market_that_only_another_trades_pack_is_about_is_not_covered(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    only = tuple(pack for pack in packs() if pack.sectors)
    monkeypatch.setattr("astro_pipeline.quality.policies.packs.packs", lambda: only)

    assert list(uncovered(_brief("beverages", "US"))) == [("", "US")]
    assert list(uncovered(_brief(WINE, "US"))) == [("", "US")]


def test_evidence_of_something_else_carries_nothing() -> None:
    evidence = ({"claim": "It smells of roses", "source": "Panel"},)

    assert failing(_found(_brief(CREAM, "DE", evidence=evidence), "en", "Hypoallergenic")) == [
        "claims.cosmetics-eu.evidential_support"
    ]
