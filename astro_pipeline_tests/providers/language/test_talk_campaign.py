"""What crafts get when a language model answers them: whole plans, and copy in writings of its own."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from pydantic import JsonValue

from astro_pipeline.agents.copywriter import write_copy
from astro_pipeline.agents.illustrator import (
    compose_ad,
    order_ads,
    order_key_visuals,
    paint_key_visual,
    plan_variants,
)
from astro_pipeline.domain.brief import Brief
from astro_pipeline.domain.plan import Concepts, SeoKeywords, Strategy
from astro_pipeline.domain.review import Feedback
from astro_pipeline.provider import Done, Request
from astro_pipeline.providers.catalog import load_catalog
from astro_pipeline.providers.language.model import Language
from astro_pipeline.quality.copy import check_copy
from astro_pipeline.quality.type import check_type
from astro_pipeline_tests.agents import planning, studio
from astro_pipeline_tests.agents.studio import STORYBOARD, Shelf
from astro_pipeline_tests.vendors.server import VendorServer
from astro_pipeline_tests.vendors.talk import Talker

MODELS = ("openai/gpt-6.1-terra", "anthropic/claude-sonnet-5-5", "gemini/gemini-3.8-flash")
NOTHING = Feedback()


@pytest.fixture(scope="module")
def house() -> Iterator[VendorServer]:
    with VendorServer() as vendors:
        yield vendors


class Asking:
    """A language model as crafts ask it, its costs added up."""

    def __init__(self, house: VendorServer, name: str) -> None:
        model = load_catalog().model(name)
        self.language = Language(model, house.account(model.vendor), lambda _: Path())
        self.done: list[Done] = []

    def __call__(self, request: Request, *, item: str) -> Done:
        self.done.append(self.language.submit(request, item))
        return self.done[-1]


@pytest.mark.parametrize("name", MODELS)
def test_six_crafts_in_a_row_get_their_values_whole(
    house: VendorServer, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    brief = studio.BRIEF.model_copy(
        update={"placements": ("meta_feed",), "languages": ("en",), "variants": 1}
    )
    alone = planning.plan(brief)
    asking = Asking(house, name)
    before = house.bill.total
    monkeypatch.setattr(planning, "ask", asking)

    plan = planning.plan(brief)

    assert plan.analysis == alone.analysis
    assert plan.strategy == alone.strategy
    assert plan.storyboard == alone.storyboard
    assert [line.text for line in plan.copy.lines] == [line.text for line in alone.copy.lines]
    assert [done.posts for done in asking.done] == [1] * 6
    assert sum(done.cost_usd for done in asking.done) == house.bill.total - before


def _scripted(language: str, headline: str, short: str, support: str, button: str, caption: str) -> JsonValue:
    return {
        "ads": [
            {
                "variant": "A", "language": language, "headline": headline, "short": short,
                "support": support, "call_to_action": button, "provider": "model",
            }
        ],
        "lines": [
            {
                "placement": "tiktok_in_feed", "language": language, "variant": "A", "field": "caption",
                "text": caption, "provider": "model",
            },
            {
                "placement": "tiktok_in_feed", "language": language, "variant": "A", "field": "brand_name",
                "text": "Asatsuyu", "provider": "model",
            },
        ],
    }  # fmt: skip


ARABIC = _scripted(
    "ar", "طعم يفتح يومك", "طعم يفتح يومك", "تمر سكري بالقهوة للعائلة على الفطور", "اطلب الآن",
    "صباح يبدأ بتمر سكري وقهوة على مائدة الفطور",
)  # fmt: skip
JAPANESE = _scripted(
    "ja", "急がない朝に。", "急がない朝に。", "一番茶だけを、ゆっくり淹れました。", "今すぐ見る",
    "急がない朝に、朝露の煎茶。冷たいままでも、温めても。",
)  # fmt: skip


@pytest.mark.parametrize(
    ("language", "written"),
    [("ar", ARABIC), pytest.param("ja", JAPANESE, marks=pytest.mark.noto)],
)
def test_copy_in_its_own_writing_keeps_the_copy_and_type_rules(
    house: VendorServer, language: str, written: JsonValue, tmp_path: Path
) -> None:
    brief = Brief.model_validate(
        {
            **studio.BRIEF.model_dump(),
            "language": language,
            "languages": (language,),
            "placements": ("tiktok_in_feed", "display_300x250"),
            "variants": 1,
        }
    )
    talker = house.vendors["openai"]
    assert isinstance(talker, Talker)
    talker.script(written)
    copy = write_copy(
        brief, Strategy.model_construct(), concepts=Concepts.model_construct(),
        keywords=SeoKeywords.model_construct(), ask=Asking(house, MODELS[0]), feedback=NOTHING,
    )  # fmt: skip

    found = [each for each in check_copy(brief, copy) if "display_300x250" not in each.file]
    shelf = Shelf(tmp_path)
    plans = plan_variants(brief, copy, feedback=NOTHING)
    key = order_key_visuals(brief, plans, storyboard=STORYBOARD, feedback=NOTHING)[0]
    visual = shelf.finished(key, paint_key_visual(key, shelf.place(key), ask=studio.ask, blob=shelf.blob))
    visuals = {plan.id: visual.file for plan in plans}
    ad = order_ads(brief, plans, copy=copy, key_visuals=visuals, feedback=NOTHING)[0]
    drawn = shelf.finished(ad, compose_ad(ad, shelf.place(ad), blob=shelf.blob))

    assert found
    assert [each.rule for each in found if each.verdict == "fail"] == []
    assert {each.verdict for each in check_type(drawn.file, drawn.facts, legal_due=False)} == {"pass"}
