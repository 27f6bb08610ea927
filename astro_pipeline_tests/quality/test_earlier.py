"""What changed since an earlier campaign: both values, and nothing where one of them is not known."""

import pytest

from astro_pipeline.domain.brief import Attachment, BrandKit, Product
from astro_pipeline.domain.review import Finding
from astro_pipeline.quality.earlier import Earlier, check_earlier
from astro_pipeline_tests.quality.briefs import sample_brief
from astro_pipeline_tests.quality.told import whole

RULE = "semantic.earlier_campaigns"


def since(now: dict[str, object], then: dict[str, object]) -> tuple[Finding, ...]:
    return check_earlier(sample_brief(**now), {}, [Earlier("spring", sample_brief(**then), {})])


def kit(**more: object) -> dict[str, object]:
    return {"brand": BrandKit.model_validate({"name": "Northbrew", **more})}


def priced(price: str | None, name: str = "Slow Can 250") -> dict[str, object]:
    return {"products": (Product(name=name, price=price),)}


def logo(sha256: str | None) -> dict[str, object]:
    return kit(logo=Attachment(path="logo.png", sha256=sha256))


@pytest.mark.parametrize(
    ("now", "then", "what", "measured", "limit"),
    [
        (kit(palette=("#112233", "#445566")), kit(palette=("#112233", "#778899")), "palette",
         "#112233 #445566", "#112233 #778899"),
        (kit(tone=("calm", "warm")), kit(tone=("loud", "quick")), "tone", "calm, warm", "loud, quick"),
        (logo("b" * 64), logo("a" * 64), "logo", "b" * 12, "a" * 12),
        (priced("$29"), priced("$24.90"), "price of Slow Can 250", "$29", "$24.90"),
        (kit(name="Southbrew"), kit(), "brand name", "Southbrew", "Northbrew"),
    ],
)  # fmt: skip
def test_a_change_is_told_with_what_it_is_and_what_it_was(
    now: dict[str, object], then: dict[str, object], what: str, measured: str, limit: str
) -> None:
    (finding,) = since(now, then)

    assert whole(finding) == {
        "rule": RULE,
        "verdict": "fail",
        "advisory": True,
        "file": f"brief ({what})",
        "measured": measured,
        "limit": limit,
    }


@pytest.mark.parametrize(
    ("now", "then"),
    [
        (kit(), kit(palette=("#112233",), tone=("calm",))),
        (kit(palette=("#112233",), tone=("calm",)), kit()),
        (logo(None), logo("a" * 64)),
        (logo("a" * 64), logo(None)),
        (logo("a" * 64), kit()),
        (kit(), logo("a" * 64)),
        (logo("a" * 12 + "b" * 52), logo("a" * 12 + "c" * 52)),
        (priced("$29"), priced(None)),
        (priced(None), priced("$29")),
        (priced("$29"), priced("$24.90", name="Fast Can")),
    ],
)
def test_what_one_of_them_does_not_say_has_not_changed(
    now: dict[str, object], then: dict[str, object]
) -> None:
    (finding,) = since(now, then)

    assert whole(finding) == {
        "rule": RULE,
        "verdict": "pass",
        "advisory": True,
        "file": "brief",
        "limit": "as in spring",
    }


def test_an_address_that_only_one_of_them_has_is_no_change() -> None:
    silent, familiar = {"a": ("fr", "Bonjour")}, {"a": ("fr", "Tu vas aimer")}

    for now, then in ((silent, familiar), (familiar, silent)):
        (finding,) = check_earlier(sample_brief(), now, [Earlier("spring", sample_brief(), then)])
        assert finding.verdict == "pass"


@pytest.mark.parametrize(
    ("language", "now", "then"),
    [("fr", "Tu vas aimer", "Vous allez aimer"), ("de", "Hol dir deine Kiste", "Holen Sie Ihre Kiste")],
)
def test_another_form_of_address_is_a_change(language: str, now: str, then: str) -> None:
    earlier = Earlier("spring", sample_brief(), {"a": (language, then)})

    (finding,) = check_earlier(sample_brief(), {"a": (language, now)}, [earlier])
    (same,) = check_earlier(sample_brief(), {"a": (language, then)}, [earlier])

    assert (finding.file, finding.measured, finding.limit) == (
        f"brief (address in {language})",
        "familiar",
        "polite",
    )
    assert same.verdict == "pass"


def test_every_earlier_campaign_is_compared() -> None:
    autumn, winter = (
        Earlier(name, sample_brief(**priced(f"${n}")), {}) for n, name in enumerate(("autumn", "winter"))
    )

    found = check_earlier(sample_brief(**priced("$1")), {}, [autumn, winter])

    assert [(each.verdict, each.limit) for each in found] == [("fail", "$0"), ("pass", "as in winter")]


@pytest.mark.parametrize(
    ("unreadable", "why"),
    [
        ((), "This company has no earlier campaign here."),
        (("autumn", "winter"), "autumn, winter cannot be read."),
    ],
)
def test_without_an_earlier_campaign_it_is_not_checked(unreadable: tuple[str, ...], why: str) -> None:
    (finding,) = check_earlier(sample_brief(), {}, [], unreadable=unreadable)

    assert whole(finding) == {"rule": RULE, "verdict": "not_checked", "advisory": True, "file": "brief"}
    assert finding.why == why
