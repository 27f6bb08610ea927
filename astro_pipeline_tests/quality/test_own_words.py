"""What the brief itself says, said again: no rule on numbers may object to it."""

from datetime import date
from pathlib import Path

import pytest

from astro_pipeline.campaigns.intake import read_brief
from astro_pipeline.domain.fact import facts
from astro_pipeline.quality.claims import check_claims
from astro_pipeline.quality.policies.rules import check_policies
from astro_pipeline_tests.quality.briefs import failing

EXAMPLES = Path(__file__).parents[2] / "examples"


@pytest.mark.parametrize("name", ["cosmetics", "drink", "saas"])
def test_an_example_may_say_all_that_it_says(name: str) -> None:
    brief = read_brief(EXAMPLES / f"{name}.yaml", today=date(2026, 11, 21)).brief
    texts = {
        f"{language}.{fact.id}": (language, fact.text)
        for language in brief.languages
        for fact in facts(brief, language)
    }

    assert failing(check_claims(brief, texts)) == []
    assert failing(check_policies(brief, texts, ads=["nothing"])) == []
    assert not [
        each for each in check_policies(brief, texts, ads=["nothing"]) if each.verdict == "not_checked"
    ]
