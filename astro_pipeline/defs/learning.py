"""What routing learns: the findings of what was bought, and what people decided about it."""

from collections.abc import Sequence

from astro_pipeline.campaigns.desk import Desk
from astro_pipeline.campaigns.entries import decision_of
from astro_pipeline.campaigns.judging import worth_in_decision, worth_in_findings
from astro_pipeline.domain.review import Finding
from astro_pipeline.spend.ledger import Ledger
from astro_pipeline.spend.rewards import FINDINGS, Rewards


def learn_from_findings(ledger: Ledger, campaign: str, findings: Sequence[Finding]) -> None:
    """Judge the campaign's bought items by what was measured on them."""
    if not findings or not ledger.begun:
        return
    rewards = Rewards(ledger.url)
    worth = worth_in_findings(findings, rewards.items(campaign))
    if worth:
        rewards.judge(campaign, worth, source=FINDINGS, at=ledger.clock())


def learn_from_decisions(ledger: Ledger, desk: Desk, campaign: str) -> None:
    """Judge what lay there when people decided, once for each decision, before anything is made anew."""
    entries = desk.log.entries(campaign=campaign, kind="decision")
    if not entries or not ledger.begun:
        return
    rewards = Rewards(ledger.url)
    items, learned = rewards.items(campaign), rewards.sources(campaign)
    for entry in entries:
        source = f"decision {entry.id}"
        worth = {} if source in learned else worth_in_decision(decision_of(entry), items)
        if worth:
            rewards.judge(campaign, worth, source=source, at=entry.at.timestamp())
