"""The review page of a gate: how it stands, what was measured, how to decide."""

import re
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import TypeVar

from astro_pipeline.campaigns.desk import Desk
from astro_pipeline.campaigns.due import Ruling, due, rule
from astro_pipeline.campaigns.graph import before
from astro_pipeline.campaigns.home import is_held, write_atomically
from astro_pipeline.campaigns.pages import ReviewView, report_page, review_page
from astro_pipeline.domain.base import Frozen
from astro_pipeline.domain.brief import Brief, Governance
from astro_pipeline.domain.media import ImageVariants, Music, SoundEffects, Video, Voiceover
from astro_pipeline.domain.plan import Concepts, Copy, Storyboard, Strategy
from astro_pipeline.domain.review import Gate, QaReport
from astro_pipeline.errors import AstroError

Value = TypeVar("Value", bound=Frozen)

PAGE = "review.html"
REPORT = "qa_report.html"

_MARK = re.compile(r'<meta name="astro-(gate|digest|state)" content="([0-9a-z_]+)">')


def ruled(desk: Desk, campaign: str, gate: Gate, *, minimum: Governance) -> Ruling:
    """The gate's ruling, or that its subject is late: a gate has no inputs that are looked at for it."""
    late = due(desk, campaign, before(gate))
    if late:
        return Ruling(None, "late", f"{late[0].replace('_', ' ')} must be made again first")
    return rule(desk, campaign, gate, minimum=minimum)


def write_review_page(
    desk: Desk, campaign: str, gate: Gate, *, ruling: Ruling, next_act_usd: Decimal, today: date
) -> str:
    """Write `<campaign>/review.html` for the gate, as it is ruled today, and return its name."""
    at_once = desk.at_once(campaign)

    def made(asset: str, model: type[Value]) -> Value | None:
        there = asset in before(gate) and at_once.store.digest(campaign, asset)
        return at_once.store.value(campaign, asset, model) if there else None

    entries = at_once.log.entries(campaign=campaign, kind="decision")
    view = ReviewView(
        brief=at_once.brief(campaign),
        gate=gate,
        digest=at_once.subject(campaign, gate),
        ruling=ruling,
        # the report repeats what the assets before it found
        findings=tuple(dict.fromkeys(at_once.findings(campaign, *before(gate)))),
        waivers=at_once.waivers(campaign),
        decisions=at_once.decisions(campaign),
        days={0: today} | {entry.id: entry.at.date() for entry in entries},
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


def renew_review_page(
    desk: Desk,
    campaign: str,
    *,
    minimum: Governance,
    price: Callable[[Brief, Gate], Decimal],
    today: date,
) -> None:
    """Write the page that lies there anew, after a person has said something of the campaign.

    A campaign at work is left alone: its run writes the page where it comes to the gate. A page
    that cannot be written anew is taken away, since it would go on saying what was true before;
    what is wrong stops the next run, which tells it.
    """
    page, folder = _page(desk, campaign), desk.home.campaign(campaign)
    shown = page_marks(page).get("gate")
    if shown is None or is_held(folder):
        return
    gate = Gate(shown)
    try:
        write_review_page(
            desk,
            campaign,
            gate,
            ruling=ruled(desk, campaign, gate, minimum=minimum),
            next_act_usd=price(desk.brief(campaign), gate),
            today=today,
        )
    except AstroError:
        page.unlink(missing_ok=True)


def page_marks(page: Path) -> dict[str, str]:
    """What a review page is about: its gate, the digest of its subject, how the gate stands."""
    if not page.is_file():
        return {}
    with page.open(encoding="utf-8") as file:
        return dict(_MARK.findall(file.read(4096)))


def write_report_page(desk: Desk, campaign: str, qa: QaReport) -> str:
    """Write `<campaign>/qa_report.html` and return its name."""
    page = report_page(qa, brief=desk.brief(campaign))
    write_atomically(desk.home.campaign(campaign) / REPORT, page.encode())
    return REPORT


def _page(desk: Desk, campaign: str) -> Path:
    return desk.home.campaign(campaign) / PAGE
