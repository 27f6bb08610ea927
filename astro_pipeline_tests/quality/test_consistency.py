from datetime import date

import pytest

from astro_pipeline.domain.brief import Attachment, BrandKit, Offer, Product
from astro_pipeline.quality.consistency import amounts, check_consistency, check_file_names
from astro_pipeline.quality.earlier import Earlier, check_earlier
from astro_pipeline_tests.quality.briefs import failing, sample_brief

BRIEF = sample_brief(
    offer=Offer(text={"en": "20% off"}, code="STEEP20", ends=date(2026, 12, 31)), start=date(2026, 12, 1)
)

CLEAN = {
    "names": ("en", "Slow Can 250 by Northbrew. NORTHBREW. See https://slowcan250.example #slowcan250"),
    "price": ("en", "Now $24.90"),
    "price in French": ("fr", "Maintenant 24,90 $ la caisse"),
    "code": ("en", "Use code STEEP20 until December 31"),
    "code in words": ("en", "A dress code nobody minds"),
    "last day": ("fr", "Jusqu’au 31 décembre 2026"),
    "first day": ("en", "From 1 December, may it steep"),
    "no day": ("de", "Im März 2027, am 24. geöffnet"),
    "a tone": ("fr", "Donnez le ton : vos matins"),
    "polite": ("fr", "Vous méritez mieux"),
    "polite German": ("de", "Genießen Sie Ihren Kaffee"),
    "they": ("de", "Sie kamen, sahen und tranken. Das mögen Sie."),
}

DIFFERENT = [
    ("en", "A Slow-Can 250 for you", "semantic.product_names", "Slow-Can 250", "Slow Can 250"),
    ("en", "The North Brew way, NorthBrew!", "semantic.product_names", "NorthBrew", "Northbrew"),
    ("en", "Only €24.90", "semantic.prices", "€ 24.90", "$ 24.90"),
    ("fr", "24,90 euros", "semantic.prices", "€ 24.90", "$ 24.90"),
    ("en", "with code STEEP30", "semantic.codes", "STEEP30", "STEEP20"),
    ("en", "until December 30", "semantic.days", "30.12.", "1.12., 31.12."),
    ("fr", "jusqu’au 30 décembre", "semantic.days", "30.12.", "1.12., 31.12."),
    ("fr", "Réveille-toi, tu le mérites", "semantic.address", "-toi", "polite address"),
    ("de", "Hol dir deinen Kaffee", "semantic.address", "dir", "polite address"),
]


def test_texts_that_agree_pass_every_rule() -> None:
    findings = check_consistency(BRIEF, "copy", CLEAN)

    assert failing(findings) == []
    assert {each.file for each in findings} == {"copy"}
    assert all(each.measured == len(CLEAN) for each in findings)


@pytest.mark.parametrize(("language", "text", "rule", "measured", "limit"), DIFFERENT)
def test_a_difference_is_advice_with_both_values(
    language: str, text: str, rule: str, measured: str, limit: str
) -> None:
    found = check_consistency(BRIEF, "copy", {**CLEAN, "odd": (language, text)})

    failed = [each for each in found if each.verdict == "fail"]
    assert (rule, "odd", measured, limit) in [(f.rule, f.file, f.measured, f.limit) for f in failed]
    assert {each.file for each in failed} == {"odd"}
    assert all(each.advisory for each in failed)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("$1,000.50", ("$", "1000.50")),
        ("1 000,50 €", ("€", "1000.50")),
        ("£5", ("£", "5.00")),
        ("1.000 EUR", ("€", "1000.00")),
        ("3,000円", ("¥", "3000.00")),
        ("CHF 12", ("CHF", "12.00")),
    ],
)
def test_an_amount_is_read_as_its_language_writes_it(text: str, found: tuple[str, str]) -> None:
    assert amounts(text) == (found,)


@pytest.mark.parametrize(
    ("path", "wrong"),
    [
        ("images/northbrew_A.jpg", []),
        ("images/A/meta_feed.en.jpg", []),
        ("images/nortbrew.jpg", ["nortbrew"]),
    ],
)
def test_a_file_name_that_nearly_has_the_brand_is_said(path: str, wrong: list[str]) -> None:
    failed = [each for each in check_file_names(sample_brief(), [path]) if each.verdict == "fail"]

    assert [each.measured for each in failed] == wrong


BEFORE = sample_brief(id="autumn", brand=BrandKit(name="Northbrew", palette=("#112233",), tone=("warm",)))


def test_a_campaign_as_the_one_before_passes() -> None:
    findings = check_earlier(BEFORE, CLEAN, [Earlier("autumn", BEFORE, CLEAN)])

    assert [(each.verdict, each.limit) for each in findings] == [("pass", "as in autumn")]


@pytest.mark.parametrize(
    ("change", "what", "now", "then"),
    [
        ({"brand": BrandKit(name="North Brew", palette=("#112233",), tone=("warm",))}, "brand name",
         "North Brew", "Northbrew"),
        ({"brand": BrandKit(name="Northbrew", palette=("#445566",), tone=("warm",))}, "palette",
         "#445566", "#112233"),
        ({"brand": BrandKit(name="Northbrew", palette=("#112233",), tone=("loud",))}, "tone", "loud", "warm"),
        ({"products": (Product(name="Slow Can 250", price="$29"),)}, "price of Slow Can 250",
         "$29", "$24.90"),
    ],
)  # fmt: skip
def test_what_changed_since_an_earlier_campaign_is_listed(
    change: dict[str, object], what: str, now: str, then: str
) -> None:
    brief = sample_brief(**{"brand": BEFORE.brand, **change})

    findings = check_earlier(brief, CLEAN, [Earlier("autumn", BEFORE, CLEAN)])

    assert [(f.file, f.measured, f.limit, f.advisory) for f in findings] == [
        (f"brief ({what})", now, then, True)
    ]


def test_another_logo_and_another_address_are_listed() -> None:
    logo = Attachment(path="logo.png", sha256="b" * 64)
    old = Attachment(path="logo.png", sha256="a" * 64)
    now, then = (sample_brief(brand=BrandKit(name="Northbrew", logo=each)) for each in (logo, old))

    findings = check_earlier(now, {"a": ("fr", "Tu vas aimer")}, [Earlier("autumn", then, CLEAN)])

    assert [each.file for each in findings] == ["brief (logo)", "brief (address in fr)"]


@pytest.mark.parametrize(
    ("unreadable", "why"), [((), "no earlier campaign"), (("autumn",), "autumn cannot be read")]
)
def test_without_an_earlier_campaign_nothing_is_claimed(unreadable: tuple[str, ...], why: str) -> None:
    findings = check_earlier(BRIEF, CLEAN, [], unreadable=unreadable)

    assert [(each.verdict, each.advisory) for each in findings] == [("not_checked", True)]
    assert why in findings[0].why
