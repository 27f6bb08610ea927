"""What is fresh, what is due, and how a gate rules: pure questions to the records."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from astro_pipeline.campaigns.desk import Desk, unwaived
from astro_pipeline.campaigns.graph import GATES, GRAPH, before, part
from astro_pipeline.domain.base import digest
from astro_pipeline.domain.brief import Governance
from astro_pipeline.domain.review import REQUIRED, Decision, Finding, Gate
from astro_pipeline.errors import StaleApproval, StaleInput

_STRICTNESS = [Governance.FULL_AUTO, Governance.SEMI_AUTO, Governance.GUIDED]

_BY_POLICY: dict[Governance, frozenset[Gate]] = {
    Governance.GUIDED: frozenset(),
    Governance.SEMI_AUTO: frozenset({Gate.PLAN, Gate.CREATIVE}),
    Governance.FULL_AUTO: frozenset(Gate),
}


@dataclass(frozen=True, slots=True)
class Ruling:
    """What a gate says now: open with a decision, or why it is not.

    Late is one whose subject has to be made again before anybody can decide.
    """

    decision: Decision | None
    state: Literal["open", "waiting", "closed", "rejected", "late"]
    why: str
    findings: tuple[Finding, ...] = ()
    """Those that keep it closed."""


def ingredients(desk: Desk, campaign: str, asset: str) -> dict[str, str]:
    """Digests of everything the asset would be made from at this moment."""
    made_from = {upstream: desk.store.digest(campaign, upstream) for upstream in GRAPH[asset]}
    if asset == "brief":
        made_from["submission"] = digest(desk.brief(campaign))
    if asset == "copy":
        made_from["edits"] = digest(desk.edits(campaign))
    if asset == "qa_report":
        made_from["waivers"] = digest([waiver.model_dump() for waiver in desk.waivers(campaign)])
    if asset in GATES:
        made_from["ruling"] = _ruling_mark(desk, campaign, asset)
    elif asset != "brief":
        made_from["feedback"] = digest(desk.feedback(campaign, asset))
    return made_from


def is_fresh(desk: Desk, campaign: str, asset: str) -> bool:
    """True where the value was finished and everything it was made from is still the same."""
    record = desk.store.record(campaign, asset)
    return (
        record is not None
        and record.digest == desk.store.digest(campaign, asset)
        and record.made_from == ingredients(desk, campaign, asset)
    )


def due(desk: Desk, campaign: str, names: Iterable[str] = GRAPH) -> tuple[str, ...]:
    """What has to be made now, in order: what is missing or stale, and all that rests on it."""
    desk = desk.at_once(campaign)
    late: list[str] = []
    for asset, inputs in part(set(names)).items():
        if any(upstream in late for upstream in inputs) or not is_fresh(desk, campaign, asset):
            late.append(asset)
    return tuple(late)


def refuse_stale(desk: Desk, campaign: str, asset: str) -> None:
    """Raise StaleInput or StaleApproval unless the value may be used: itself and all before it fresh."""
    late = due(desk, campaign, (*before(asset), asset))
    if not late:
        return
    if late[0] in GATES:
        raise StaleApproval(
            f"{campaign}: {late[0]} is not open for what lies there now; decide on it, then run again"
        )
    raise StaleInput(
        f"{campaign}: {late[0]} is missing or was made from something else; run the campaign again"
    )


def rule(desk: Desk, campaign: str, gate: str, *, minimum: Governance = Governance.FULL_AUTO) -> Ruling:
    """The gate's ruling on its subject as it lies there: a person's last word, then the policy.

    A failing finding that nobody waived keeps it closed in every mode.
    """
    desk = desk.at_once(campaign)
    findings = desk.findings(campaign, *before(gate))
    closing = unwaived(findings, desk.waivers(campaign))
    current = desk.subject(campaign, gate)
    said = [decision for decision in desk.decisions(campaign, gate) if decision.digest == current]
    if said and said[-1].verdict == "reject":
        return Ruling(None, "rejected", f"rejected by {said[-1].actor}: {said[-1].comment}", closing)
    if closing:
        return Ruling(
            None, "closed", f"{len(closing)} failing: {closing[0].rule} on {closing[0].file}", closing
        )
    if said:
        return Ruling(said[-1], "open", f"approved by {said[-1].actor}")
    return _policy(desk, campaign, Gate(gate), findings=findings, subject=current, minimum=minimum)


def _policy(
    desk: Desk, campaign: str, gate: Gate, *, findings: tuple[Finding, ...], subject: str, minimum: Governance
) -> Ruling:
    asked = desk.brief(campaign).governance
    mode = max(asked, minimum, key=_STRICTNESS.index)
    if gate not in _BY_POLICY[mode]:
        return Ruling(None, "waiting", f"waits for a person ({mode})")
    if any(decision.verdict == "reject" for decision in desk.decisions(campaign, gate)):
        return Ruling(None, "waiting", "waits for a person: it was rejected here before")
    unseen = [f for f in findings if f.verdict == "not_checked" and not f.advisory and f.family in REQUIRED]
    if mode is Governance.FULL_AUTO and unseen:
        return Ruling(
            None, "waiting", f"waits for a person: {unseen[0].rule} was not checked on {unseen[0].file}"
        )
    decision = Decision(
        id=0,
        campaign=campaign,
        gate=gate,
        verdict="approve",
        actor=f"policy ({mode})",
        digest=subject,
        by_policy=True,
    )
    return Ruling(decision, "open", f"approved by policy ({mode})")


def _ruling_mark(desk: Desk, campaign: str, gate: str) -> str:
    """Changes whenever a person decides at the gate, or a waiver for what lies before it comes or goes."""
    decisions = [decision.id for decision in desk.decisions(campaign, gate)]
    failing = {(f.rule, f.file) for f in desk.findings(campaign, *before(gate)) if f.closes}
    waived = [
        waiver.model_dump() for waiver in desk.waivers(campaign) if (waiver.rule, waiver.file) in failing
    ]
    return digest({"last": decisions[-1:], "waived": waived})
