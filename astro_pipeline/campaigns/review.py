"""The review page of a gate: what waits, what was measured, how to decide."""

from decimal import Decimal
from pathlib import Path
from typing import TypeVar

from astro_pipeline.campaigns.desk import Desk
from astro_pipeline.campaigns.graph import before
from astro_pipeline.campaigns.home import write_atomically
from astro_pipeline.campaigns.pages import ReviewView, report_page, review_page
from astro_pipeline.domain.base import Frozen
from astro_pipeline.domain.media import ImageVariants, Music, SoundEffects, Video, Voiceover
from astro_pipeline.domain.plan import Concepts, Copy, Storyboard, Strategy
from astro_pipeline.domain.review import Gate, QaReport

Value = TypeVar("Value", bound=Frozen)

PAGE = "review.html"
REPORT = "qa_report.html"


def write_review_page(desk: Desk, campaign: str, gate: Gate, *, next_act_usd: Decimal) -> str:
    """Write `<campaign>/review.html` for the gate and return its name."""
    at_once = desk.at_once(campaign)

    def made(asset: str, model: type[Value]) -> Value | None:
        there = asset in before(gate) and at_once.store.digest(campaign, asset)
        return at_once.store.value(campaign, asset, model) if there else None

    view = ReviewView(
        brief=at_once.brief(campaign),
        gate=gate,
        digest=at_once.subject(campaign, gate),
        # the report repeats what the assets before it found
        findings=tuple(dict.fromkeys(at_once.findings(campaign, *before(gate)))),
        waivers=at_once.waivers(campaign),
        decisions=at_once.decisions(campaign),
        next_act_usd=next_act_usd,
        strategy=made("strategy", Strategy),
        concepts=made("concepts", Concepts),
        copy=made("copy", Copy),
        storyboard=made("storyboard", Storyboard),
        image_variants=made("image_variants", ImageVariants),
        voiceover=made("voiceover", Voiceover),
        music=made("music", Music),
        sound_effects=made("sound_effects", SoundEffects),
        video=made("video", Video),
        qa_report=made("qa_report", QaReport),
    )
    write_atomically(_page(desk, campaign), review_page(view).encode())
    return PAGE


def write_report_page(desk: Desk, campaign: str, qa: QaReport) -> str:
    """Write `<campaign>/qa_report.html` and return its name."""
    page = report_page(qa, brief=desk.brief(campaign))
    write_atomically(desk.home.campaign(campaign) / REPORT, page.encode())
    return REPORT


def _page(desk: Desk, campaign: str) -> Path:
    return desk.home.campaign(campaign) / PAGE
