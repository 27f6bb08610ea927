from astro_pipeline.campaigns.desk import Desk
from astro_pipeline.campaigns.earlier import delivered_before
from astro_pipeline.domain.brief import Brief
from astro_pipeline.domain.plan import Copy
from astro_pipeline_tests.campaigns.graphs import TODAY, a_brief

COPY = Copy(ads=(), lines=())


def _submit(desk: Desk, name: str, *, company: str = "Fernweh", delivered: bool = True) -> Brief:
    brief = a_brief(id=name, company={"name": company})
    desk.submit(brief, {}, actor="ada", today=TODAY)
    desk.store.keep(name, "brief", brief, made_from={})
    desk.store.keep(name, "copy", COPY, made_from={})
    if delivered:
        desk.store.keep(name, "delivery", COPY, made_from={})
    return brief


def test_the_companys_newest_three_delivered_campaigns_are_given_oldest_first(desk: Desk) -> None:
    briefs = [_submit(desk, name) for name in ("one", "two", "three", "four")]
    _submit(desk, "other", company="Heimweh")
    _submit(desk, "waiting", delivered=False)
    _submit(desk, "now")

    assert delivered_before(desk, "now") == (tuple((each, COPY) for each in briefs[1:]), ())


def test_a_campaign_that_cannot_be_read_any_more_is_named(desk: Desk) -> None:
    _submit(desk, "old")
    (desk.home.campaign("old") / "copy.json").write_text('{"schema": "astro-pipeline/copy/0", "poem": 1}')
    _submit(desk, "now")

    assert delivered_before(desk, "now") == ((), ("old",))
