"""Every way a licence says that no ad may use a file, and what only looks like one."""

from datetime import date
from pathlib import Path

import pytest

from astro_pipeline.domain.licence import Licence, Used
from astro_pipeline.quality.rights import check_rights, check_supplied
from astro_pipeline_tests.quality.briefs import sample_brief, sample_file

FORBIDDING = """
    Non-commercial|Non commercial|Noncommercial|licence non-commerciale|CC BY-NC 4.0|Personal use
    Personal project|Personal projects|Private use|Editorial|Editorial use|Evaluation|Trial|Demo
    Demo version|Demo font|Not for commercial|Not for advertising|No commercial use|Internal use
    Print only|Comp image|Comping image|Comp licence|Comp license|Comping use|All rights reserved
    No derivatives|CC BY-ND 4.0|Usage personnel|Usage privé|usage éditorial|nicht-kommerziell
    nicht kommerzielle|nichtkommerzielle|uso personal|uso privado|no comercial|NON-COMMERCIAL
"""
ALLOWING = (
    "CC BY-SA 4.0", "Noncommittal Pictures Ltd", "Demography Archive", "Ndebele Arts Council", "Ncuti Studio",
    "Trialogue Press", "Editorially Type", "Company image", "Composition use", "Commercial use", "Printonly",
    "Uncommercial", "Grand Hotel", "Sync",
)  # fmt: skip


def names(table: str) -> list[str]:
    return [name.strip() for row in table.strip().splitlines() for name in row.split("|")]


@pytest.mark.parametrize("name", names(FORBIDDING))
def test_the_words_by_which_a_licence_keeps_ads_out_are_told_whole(name: str) -> None:
    said = name.removeprefix("CC BY-").removesuffix(" 4.0").removeprefix("licence ")
    licence = Licence(name=f"Set 4 ({name}), 12 seats", holder="x", source="y")

    (finding,) = check_rights([sample_file("a.png", licence=licence.model_dump())])

    assert finding.closes
    assert finding.why == f"the licence record says “{said}”, which an ad is not"


@pytest.mark.parametrize("name", ALLOWING)
def test_a_word_that_only_begins_or_ends_like_one_of_them_keeps_nobody_out(name: str) -> None:
    licence = Licence(name=name, holder="x", source="y")

    (finding,) = check_rights([sample_file("a.png", licence=licence.model_dump())])

    assert finding.verdict == "pass"


@pytest.mark.parametrize("said", [
    "until 2026-11-20", "UNTIL 2026-11-20", "until: 2026-11-20", "until  2026-11-20", "until:2026-11-20",
    "expire 2026-11-20", "expires 2026-11-20", "expires on 2026-11-20", "expired 2026-11-20",
    "expired on: 2026-11-20", "valid to 2026-11-20", "valid until 2026-11-20", "until 20261120",
])  # fmt: skip
def test_the_last_day_is_read_behind_every_word_for_it(said: str) -> None:
    assert _supplied(f"Getty RF, {said}") == "ended on 2026-11-20"


@pytest.mark.parametrize(
    ("licence", "told"),
    [
        ("Getty RF until", "says “until”, which cannot be read; write the day as 2026-12-31"),
        (
            "Valid to spring, Getty",
            "says “Valid to spring”, which cannot be read; write the day as 2026-12-31",
        ),
        (
            "Getty RF expires on the 5th",
            "says “expires on the”, which cannot be read; write the day as 2026-12-31",
        ),
        (
            "Getty RF, valid until spring",
            "says “valid until spring”, which cannot be read; write the day as 2026-12-31",
        ),
        ("Untilled Fields Archive", None),
        ("Valid today, RF", None),
        ("Getty RF until 2026-11-21", None),
        ("Getty RF of 2020-01-01", None),
    ],
)
def test_a_last_day_that_cannot_be_read_is_told_as_it_stands(licence: str, told: str | None) -> None:
    assert _supplied(licence) == told


@pytest.mark.parametrize("kind", ["typeface", "picture", "film", "sound"])
def test_what_is_in_a_file_without_a_licence_is_cured_where_it_comes_from(kind: str) -> None:
    bare = Used.model_validate({
        "kind": kind, "name": "x", "sha256": "a" * 64, "licence": {"name": "", "holder": "x", "source": "y"},
    })  # fmt: skip
    words = {
        "typeface": "brand.fonts",
        "picture": "another picture",
        "film": "another clip",
        "sound": "recording",
    }

    (finding,) = (
        each for each in check_rights([sample_file("a.png", uses=[bare.model_dump()])]) if each.closes
    )

    assert finding.why.startswith(f"the {kind} x is in it")
    assert words[kind] in finding.cure


def _supplied(licence: str) -> str | None:
    kit = {"logo": {"path": "logo.png", "licence": licence}}
    (finding,) = check_supplied(sample_brief(brand=kit, run_date=date(2026, 11, 21)), Path)
    return finding.why.removeprefix("logo.png: its licence record ") if finding.closes else None
