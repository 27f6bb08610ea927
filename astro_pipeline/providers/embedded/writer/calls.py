"""What a reader is asked to do: the brief's own words, else the usual ones for its objective."""

import re
from collections.abc import Iterator

from astro_pipeline.domain.base import base_language
from astro_pipeline.domain.brief import Brief
from astro_pipeline.providers.embedded.writer.realiser import WRITTEN
from astro_pipeline.providers.embedded.writer.sources import table

_OBJECTIVES = {
    "calls": r"call|phone|appel|téléphon",
    "leads": r"lead|prospect|demo|démo|contact|devis|quote|rendez-vous|appointment",
    "sales": r"sale|vente|conver|revenue|order|command|purchase|achat|shop",
    "signup": r"sign|subscri|inscri|abonn|trial|essai|regist",
    "installs": r"install|download|télécharg|\bapp\b",
    "traffic": r"traffic|trafic|visit|click|clic",
}
"""Words by which an objective is known; awareness otherwise."""


def goal(objective: str) -> str:
    """The kind of objective: calls, leads, sales, signup, installs, traffic or awareness."""
    said = objective.casefold()
    return next((name for name, cues in _OBJECTIVES.items() if re.search(cues, said)), "awareness")


def calls_to_action(brief: Brief, language: str, *, longest: int | None = None) -> tuple[str, ...]:
    """Buttons in `language`, best first; none in a language the brief has none in and we do not write.

    Where the brief's own are all longer than `longest`, the usual ones take their place.
    """
    own = tuple(
        dict.fromkeys(call for call in _own(brief, language) if longest is None or len(call) <= longest)
    )
    base = base_language(language)
    if own or base not in WRITTEN:
        return own
    offered = table(base)["call_to_action"]
    phoned = brief.call_to_action.phone is not None and brief.call_to_action.url is None
    goals = ["calls"] if phoned else [goal(objective) for objective in brief.objectives]
    wanted = [label for name in dict.fromkeys([*goals, "awareness"]) for label in offered[name]]
    return tuple(dict.fromkeys(wanted))


def _own(brief: Brief, language: str) -> Iterator[str]:
    given = brief.provided.calls_to_action
    for tag in (language, base_language(language)):
        yield from given.get(tag, ())
    said = brief.say(brief.call_to_action.text, language)
    if said:
        yield said.rstrip(".")
