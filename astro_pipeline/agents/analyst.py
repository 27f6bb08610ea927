"""The market analyst: who buys, who competes, what the brief leaves open."""

from astro_pipeline.agents.asking import ask_for, refuse
from astro_pipeline.domain.brief import Brief
from astro_pipeline.domain.plan import MarketAnalysis
from astro_pipeline.domain.review import Feedback
from astro_pipeline.provider import Ask

PROMPT = """\
You are a market analyst. From the brief below, describe the category, the audience's segments with
their needs, the competitors and the cues of the category. Every statement names its source: a place
in the brief such as audience.pains[0], or a URL that you were given. Name only competitors that the
brief names. List what the brief does not say and a planner would ask as open questions. Write in
French for a French brief, else in English."""
VERSION = "2"


def analyse_market(brief: Brief, *, ask: Ask, feedback: Feedback) -> MarketAnalysis:
    """Segments, competitors and category cues, each with its source.

    Raises: JobFailed if the answer has the wrong shape or names a competitor the brief does not.
    """
    analysis, done = ask_for(
        MarketAnalysis, PROMPT, craft="analyst", version=VERSION, item="market_analysis",
        inputs={}, brief=brief, feedback=feedback, ask=ask,
    )  # fmt: skip
    known = {name.casefold() for name in brief.competitors}
    strangers = [
        each.text for each in analysis.competitors if not any(name in each.text.casefold() for name in known)
    ]
    if strangers:
        raise refuse(done, "market_analysis", f"competitors the brief does not name: {', '.join(strangers)}")
    return analysis
