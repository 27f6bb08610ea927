"""The creative: three concepts, judged, one chosen, the losers kept."""

from astro_pipeline.agents.asking import ask_for, refuse
from astro_pipeline.domain.brief import Brief
from astro_pipeline.domain.plan import Concepts, MarketAnalysis
from astro_pipeline.domain.review import Feedback
from astro_pipeline.provider import Ask

PROMPT = """\
You are a creative director. Propose three concepts that take different angles (benefit, proof,
offer, audience, contrast, message), each standing on a fact of its own; the same words at two
places of the brief are one fact. Proof means evidence about the product that has a source, never
the offer. Write in French for a French brief, else in English. Give each a name, an
idea in a sentence, a framework (AIDA, PAS, FAB, 4U) and an opening line per language. Then judge
them: a score from 0 to 1 for the strength of the evidence, the fit to the objective and how far
they differ, with reasons. Choose the best and say why."""
VERSION = "2"


def propose_concepts(brief: Brief, analysis: MarketAnalysis, *, ask: Ask, feedback: Feedback) -> Concepts:
    """Three concepts, scored with reasons.

    Raises: JobFailed if the answer has the wrong shape, not three concepts, or chose none of them.
    """
    concepts, done = ask_for(
        Concepts, PROMPT, craft="concepts", version=VERSION, item="concepts",
        inputs={"analysis": analysis}, brief=brief, feedback=feedback, ask=ask,
    )  # fmt: skip
    ids = [each.id for each in concepts.concepts]
    if len(set(ids)) != 3 or concepts.chosen not in ids:
        raise refuse(
            done,
            "concepts",
            f"three concepts and a choice among them were asked for, not {ids} and {concepts.chosen}",
        )
    return concepts
