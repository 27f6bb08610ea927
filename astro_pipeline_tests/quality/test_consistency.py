from datetime import date

import pytest

from astro_pipeline.domain.brief import Attachment, BrandKit, Offer, Product
from astro_pipeline.quality.consistency import amounts, check_consistency, check_file_names
from astro_pipeline.quality.earlier import Earlier, check_earlier
from astro_pipeline_tests.quality.briefs import failing, sample_brief
from astro_pipeline_tests.quality.told import whole

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
        ("$24.9", ("$", "24.90")),
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


TWENTY = sample_brief(brand=BrandKit(name="Abcdefghijklmnopqrst"))


@pytest.mark.parametrize(
    ("part", "near"),
    [
        ("abcdefghijklmnopq123", True),
        ("abcdefghijklmnop12", False),
        ("abcdefghijklmnop1234", False),
        ("ABCDEFGHIJKLMNOPQRST", False),
    ],
)
def test_a_file_name_is_near_the_brands_from_85_of_100(part: str, *, near: bool) -> None:
    (finding,) = check_file_names(TWENTY, [f"images/{part}.en.png"])

    told = {"rule": "semantic.file_names", "advisory": True, "limit": "abcdefghijklmnopqrst"}
    if near:
        assert whole(finding) == {
            **told, "verdict": "fail", "file": f"images/{part}.en.png", "measured": part,
        }  # fmt: skip
    else:
        assert whole(finding) == {**told, "verdict": "pass", "file": "files"}


def test_a_rule_that_finds_no_difference_tells_how_many_texts_it_looked_at() -> None:
    rules = ("product_names", "prices", "codes", "days", "address")

    assert [whole(each) for each in check_consistency(BRIEF, "copy", CLEAN)] == [
        {
            "rule": f"semantic.{rule}",
            "verdict": "pass",
            "advisory": True,
            "file": "copy",
            "measured": len(CLEAN),
            "unit": "texts looked at",
        }
        for rule in rules
    ]


def found_in(text: str, language: str = "en", /, **changes: object) -> list[tuple[str, object, object]]:
    brief = BRIEF.model_copy(update=changes)
    findings = check_consistency(brief, "copy", {"odd": (language, text)})
    return [(each.rule, each.measured, each.limit) for each in findings if each.verdict == "fail"]


def test_every_place_that_differs_is_told_whatever_stands_before_it() -> None:
    assert found_in("The Slow Can 250, a Slow-Can 250, a SlowCan250 and a slow can 250.") == [
        ("semantic.product_names", "Slow-Can 250", "Slow Can 250"),
        ("semantic.product_names", "SlowCan250", "Slow Can 250"),
    ]
    assert found_in("A Slow-- Can 250, a Slow ---- Can 250") == [
        ("semantic.product_names", "Slow-- Can 250", "Slow Can 250")
    ]


@pytest.mark.parametrize(("name", "found"), [("Abc", 0), ("Ab C", 0), ("Abcd", 1), ("Ab Cd", 1)])
def test_a_name_of_three_letters_is_too_short_to_tell(name: str, found: int) -> None:
    brand = BrandKit(name=name)
    odd = name[:-1] + name[-1].swapcase()

    assert len(found_in(f"Try {odd} now", brand=brand)) == found


def test_a_short_name_hides_no_other_and_a_tag_beside_a_name_is_no_part_of_it() -> None:
    assert found_in("A Slow-Can 250#sale", brand=BrandKit(name="Abc")) == [
        ("semantic.product_names", "Slow-Can 250", "Slow Can 250")
    ]


@pytest.mark.parametrize("name", ["L'Atelier", "L’Atelier"])
def test_either_apostrophe_is_as_given(name: str) -> None:
    assert found_in("L'Atelier, L’Atelier", brand=BrandKit(name=name)) == []
    assert [each[1] for each in found_in("L-Atelier", brand=BrandKit(name=name))] == ["L-Atelier"]


def test_a_price_in_two_currencies_of_the_brief_may_be_in_either() -> None:
    dear = Product(name="Slow Can 500", price="€24.90")
    brief = {"products": (*BRIEF.products, dear)}

    assert found_in("Only £24.90", **brief) == [("semantic.prices", "£ 24.90", "$ 24.90, € 24.90")]
    assert found_in("Only €24.90 or $24.90 or $5", **brief) == []


def test_a_code_is_held_to_the_offers_own_where_there_is_one() -> None:
    assert found_in("Use code STEEP30") == [("semantic.codes", "STEEP30", "STEEP20")]
    assert found_in("コード「STEEP30」", "ja") == [("semantic.codes", "STEEP30", "STEEP20")]
    assert found_in("Use code STEEP30", offer=None) == []


def test_a_day_is_held_to_those_the_brief_names_in_order_of_the_year() -> None:
    offer = Offer(text={"en": "20% off", "fr": "20 %"}, ends=date(2026, 12, 31))
    dated = {"offer": offer, "start": date(2026, 12, 1), "end": date(2026, 11, 30)}

    assert found_in("until December 30", **dated) == [("semantic.days", "30.12.", "30.11., 1.12., 31.12.")]
    assert found_in("UNTIL DECEMBER 30, until december 31", **dated) == found_in("until December 30", **dated)
    assert found_in("30 November, 1st of December", **dated) == []
    assert found_in("until December 30", offer=None, start=None, end=None) == []
    assert found_in("until December 30, opens December 29", offer=None, start=date(2026, 12, 1)) == [
        ("semantic.days", "30.12.", "1.12."),
        ("semantic.days", "29.12.", "1.12."),
    ]


def test_a_day_the_brief_names_in_words_is_known_in_that_language_only() -> None:
    said = {"offer": None, "start": None, "message": {"en": "Opens May 5", "fr": "Ouvre le 6 mai"}}
    often = "May 25, May 17, May 9, May 30, May 1, May 12, May 3"

    assert found_in("Come on May 6", **said) == [("semantic.days", "6.5.", "5.5.")]
    assert found_in("Venez le 5 mai", "fr", **said) == [("semantic.days", "5.5.", "6.5.")]
    assert found_in("Kommt am 5. Mai", "de", **said) == []
    assert found_in("May 2", **{**said, "message": {"en": often}}) == [
        ("semantic.days", "2.5.", "1.5., 3.5., 9.5., 12.5., 17.5., 25.5., 30.5.")
    ]


def test_a_language_whose_months_are_figures_hides_no_other() -> None:
    texts = {"japanese": ("ja", "12月30日まで"), "odd": ("en", "until December 30")}

    found = check_consistency(BRIEF, "copy", texts)

    assert [each.file for each in found if each.rule == "semantic.days"] == ["odd"]


@pytest.mark.parametrize(
    ("texts", "found"),
    [
        ({"a": "Tu vas", "b": "Vous allez"}, [("a", "Tu", "polite address")]),
        ({"a": "Tu vas", "b": "Vous allez", "c": "À toi"}, [("b", "Vous", "familiar address")]),
        ({"a": "Tu vas, vous aussi"}, [("a", "Tu", "polite address")]),
        ({"a": "Bonjour"}, []),
    ],
)
def test_the_address_most_texts_use_is_the_campaigns(
    texts: dict[str, str], found: list[tuple[str, str, str]]
) -> None:
    findings = check_consistency(BRIEF, "copy", {key: ("fr-CA", text) for key, text in texts.items()})

    assert [
        (each.file, each.measured, each.limit)
        for each in findings
        if each.rule == "semantic.address" and each.verdict == "fail"
    ] == found
