"""How a gate stands, in words, and what a person can do about it."""

import shlex
from collections.abc import Sequence

from astro_pipeline.campaigns.pages import plan, verdicts
from astro_pipeline.campaigns.pages.frame import banner
from astro_pipeline.campaigns.pages.markup import Html, el, join, sentence
from astro_pipeline.campaigns.pages.view import ReviewView
from astro_pipeline.domain.media import drafts_told
from astro_pipeline.domain.review import Decision, Finding, Gate

_MEANS = {
    Gate.PLAN: "Approving the plan starts production: pictures, voice, music and effects are made from it.",
    Gate.CREATIVE: "Approving the look chooses the variant that leads; films are cut with it.",
    Gate.RELEASE: "Approving the release packs everything shown here for delivery.",
}

_OPENS = {
    Gate.PLAN: "Pictures, voice, music and effects are made from it.",
    Gate.CREATIVE: "Films are cut with it.",
    Gate.RELEASE: "Everything shown here is packed for delivery.",
}

_NEXT = " \\\n  "
"""Between the parts of a command that stands on several lines."""


def title(view: ReviewView) -> str:
    """What stands over the part that says how to decide."""
    match view.ruling.state:
        case "open":
            return "Decided"
        case "late":
            return "Not ready"
        case "waiting" | "closed" | "rejected":
            return "Decide"


def lead(view: ReviewView) -> Html:
    """How the gate stands, in a sentence, and what that means."""
    stands, means = _stands(view)
    return el("p", el("strong", stands), " ", means, class_="lead")


def decide_part(view: ReviewView) -> Html:
    """What to know and what to type, for the gate as it stands."""
    price = "not known" if view.next_act_usd is None else f"at most {view.next_act_usd:.2f} USD"
    shown = {
        "Gate": view.gate.value,
        "How it stands": sentence(_why(view)),
        "Leads": view.ruling.decision.variant or "" if view.ruling.decision else "",
        "The next act costs": price,
        "Governance": view.brief.governance.value.replace("_", " "),
        "Digest of what you see": el("code", view.digest),
    }
    commands = (
        join([el("p", hint, class_="label"), el("pre", el("code", line))]) for hint, line in _commands(view)
    )
    return join([*_banners(view), plan.facts(shown), *commands])


def _stands(view: ReviewView) -> tuple[str, str]:
    subject, ruling = f"The {verdicts.gate_title(view.gate).lower()}", view.ruling
    sent_back = f"{subject} was sent back{_told(view, view.sent_back)}" if view.sent_back else ""
    match ruling.state:
        case "waiting":
            return f"{subject} waits for your decision.", _MEANS[view.gate]
        case "closed":
            return f"{subject} is closed: {_counted(view.closing)} must be mended first.", _MEANS[view.gate]
        case "open":
            opens = _OPENS[view.gate]
            return f"{subject} was approved{_told(view, ruling.decision)}.", opens
        case "rejected":
            still = "What lies here is still what was sent back"
            return f"{sent_back}.", f"{still}{'' if view.closing else '; approve it after all, or say more'}."
        case "late":
            again = sentence(ruling.why)
            if sent_back:
                return f"{sent_back}.", again
            return f"{subject} cannot be decided on yet.", again


def _told(view: ReviewView, said: Decision | None) -> str:
    if said is None:
        return ""
    day = view.days.get(said.id)
    comment = f": “{said.comment}”" if said.comment else ""
    return f" by {said.actor}{f' on {day.isoformat()}' if day else ''}{comment}"


def _why(view: ReviewView) -> str:
    said = view.ruling.decision
    unasked = said is not None and said.by_policy
    return f"{view.ruling.why}: no failing finding is left open" if unasked else view.ruling.why


def _banners(view: ReviewView) -> list[Html]:
    shown: list[Html] = []
    if view.closing and view.ruling.state in {"closed", "rejected"}:
        shown.append(
            banner(
                "stop",
                f"The gate is closed: {_counted(view.closing)} must be mended first.",
                "Send it back with what should change, or waive a finding with a reason. See Findings below.",
            )
        )
    if drafts := drafts_told(view.files):
        told = (sentence(each) for each in drafts)
        shown.append(banner("warn", "Not publishable: draft material is in it.", *told))
    if view.copy and view.copy.missing:
        count = len(view.copy.missing)
        shown.append(
            banner("warn", f"Incomplete: {count} text{'s' if count > 1 else ''} could not be written.")
        )
    return shown


def _commands(view: ReviewView) -> list[tuple[str, str]]:
    """Hints and commands: to go on, to approve, to send back, to waive."""
    going_on = ("Make what is due, where no daemon does", f"astro-pipeline run {view.brief.id}")
    match view.ruling.state:
        case "late":
            return [going_on]
        case "open":
            return [going_on, _send_back(view, "Take it back")]
        case "closed":
            return [_send_back(view, "Send back"), *_waive(view)]
        case "rejected":
            approve = [] if view.closing else [_approve(view)]
            return [*approve, _send_back(view, "Send back"), *_waive(view)]
        case "waiting":
            return [_approve(view), _send_back(view, "Send back")]


def _approve(view: ReviewView) -> tuple[str, str]:
    variants = view.image_variants.variants if view.image_variants else ()
    if view.gate is not Gate.CREATIVE or not variants:
        return "Approve", _decision(view, "approve")
    hint = "Approve (the variant you name leads the films)"
    return hint, f"{_decision(view, 'approve')}{_NEXT}--variant {variants[0].id}"


def _send_back(view: ReviewView, verb: str) -> tuple[str, str]:
    named = view.closing[0].file if view.closing else _example(view)
    items = f"{_NEXT}--items {shlex.quote(named)}" if named else ""
    line = f"{_decision(view, 'reject')}{items}{_NEXT}--comment 'what should change'"
    return f"{verb}, all of it or only what --items names", line


def _waive(view: ReviewView) -> list[tuple[str, str]]:
    return [("Waive a failing finding", _waiver(view, each)) for each in view.closing[:1] if _waivable(each)]


def _decision(view: ReviewView, verdict: str) -> str:
    return f"astro-pipeline {verdict} {view.brief.id} {view.gate.value}{_NEXT}--digest {view.digest}"


def _example(view: ReviewView) -> str | None:
    """An item of the subject, to show how one is named."""
    if view.files:
        return view.files[0].path
    return view.copy.ads[0].key if view.copy and view.copy.ads else None


def _waivable(finding: Finding) -> bool:
    return finding.family not in {"budget", "rights"}


def _waiver(view: ReviewView, finding: Finding) -> str:
    about = f"{shlex.quote(finding.rule)} {shlex.quote(finding.file)}"
    return f"astro-pipeline waive {view.brief.id} {about}{_NEXT}--reason 'why it may pass'"


def _counted(findings: Sequence[Finding]) -> str:
    return f"{len(findings)} finding{'s' if len(findings) > 1 else ''}"
