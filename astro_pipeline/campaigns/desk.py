"""The desk: where briefs are submitted and decisions, edits and waivers are taken.

CLI, GraphQL jobs, REST and pages all call these few functions. Everything lands in the log;
nothing here makes anything.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Literal, cast

from pydantic import JsonValue

from astro_pipeline.campaigns import door
from astro_pipeline.campaigns.entries import brief_of, comment_on, decision_of, edition_seed, same_approval
from astro_pipeline.campaigns.graph import GATES, GRAPH, PREFIXES, SUBJECTS, before
from astro_pipeline.campaigns.home import Home
from astro_pipeline.campaigns.log import Log, Snapshot
from astro_pipeline.campaigns.store import Store
from astro_pipeline.campaigns.wording import copy_texts
from astro_pipeline.domain.base import digest
from astro_pipeline.domain.brief import Brief
from astro_pipeline.domain.plan import Copy
from astro_pipeline.domain.review import Decision, Feedback, Finding, Waiver
from astro_pipeline.errors import InvalidBrief, InvalidRequest, StaleDecision, UnknownCampaign

Submitted = Literal["new", "revised", "unchanged"]


@dataclass(frozen=True, slots=True)
class Desk:
    """The desk of one home."""

    home: Home
    log: Log
    store: Store

    @classmethod
    def of(cls, home: Home) -> "Desk":
        """The desk over that home's log and store."""
        return cls(home, Log.of(home.path), Store(home))

    def at_once(self, campaign: str) -> "Desk":
        """This desk with the campaign's log as it is now: for many questions about one moment."""
        return replace(self, log=Snapshot(self.log.entries(campaign=campaign)))

    # -- briefs

    def submit(
        self, brief: Brief, files: Mapping[str, bytes], *, actor: str, today: date
    ) -> tuple[Submitted, int]:
        """Take a brief in: (new, revised or unchanged, the id of its row).

        Raises: InvalidBrief when another company's campaign has that id.
        """
        for data in files.values():
            self.store.put(data)
        body: dict[str, JsonValue] = {"brief": brief.model_dump(mode="json"), "run_date": today.isoformat()}
        with self.log.writing() as log:
            earlier = log.entries(campaign=brief.id, kind="brief")
            if not earlier:
                return "new", log.append(brief.id, "brief", actor=actor, body=body)
            _same_company(brief, brief_of(earlier[-1]))
            if brief_of(earlier[-1]) == brief:
                return "unchanged", earlier[-1].id
            return "revised", log.append(brief.id, "brief", actor=actor, body=body)

    def brief(self, campaign: str) -> Brief:
        """The campaign's current brief, with its run date, edition and that edition's seed."""
        entries = self.log.entries(campaign=campaign)
        briefs = [entry for entry in entries if entry.kind == "brief"]
        if not briefs:
            raise UnknownCampaign(f"{campaign}: no such campaign; submit its brief first")
        editions = [entry for entry in entries if entry.kind == "edition"]
        newest = max((briefs[-1], *editions), key=lambda entry: entry.id)
        brief = brief_of(briefs[-1])
        edition = 1 + len(editions)
        return brief.model_copy(
            update={
                "run_date": date.fromisoformat(cast("str", newest.body["run_date"])),
                "edition": edition,
                "seed": brief.seed if edition == 1 else edition_seed(brief.seed, edition),
            }
        )

    def campaigns(self) -> tuple[str, ...]:
        """Every campaign's id, oldest first."""
        return tuple(dict.fromkeys(entry.campaign for entry in self.log.entries(kind="brief")))

    def refresh(self, campaign: str, *, actor: str, due: date) -> int | None:
        """Begin a new edition, once per due date; None where that date's edition exists."""
        with self.log.writing() as log:
            earlier = log.entries(campaign=campaign, kind="edition")
            if any(entry.body["run_date"] == due.isoformat() for entry in earlier):
                return None
            return log.append(campaign, "edition", actor=actor, body={"run_date": due.isoformat()})

    # -- decisions

    def subject(self, campaign: str, gate: str) -> str:
        """Digest of what the gate rules on, as it lies there now."""
        return digest({asset: self.store.digest(campaign, asset) for asset in SUBJECTS[gate]})

    def decide(
        self,
        campaign: str,
        gate: str,
        verdict: Literal["approve", "reject"],
        *,
        digest: str,
        actor: str,
        comment: str = "",
        variant: str | None = None,
        assets: Sequence[str] = (),
        items: Sequence[str] = (),
        authenticated: bool = False,
    ) -> int:
        """Write a decision down and return its row's id; the same approval twice is one.

        Raises: StaleDecision when `digest` is not what lies there now; InvalidRequest when the
        gate, the assets or the items are not known, or an approval would pass a failing finding.
        """
        self._known(campaign)
        door.check_names(gate, assets)
        if verdict == "reject":
            door.check_comment(comment)
        door.check_items(items, self.items(campaign) if items else ())
        with self.log.writing() as log:
            self._check_current(campaign, gate, digest)
            if verdict == "approve":
                self._check_approvable(campaign, gate, variant)
            body: dict[str, JsonValue] = {
                "gate": gate,
                "verdict": verdict,
                "comment": comment.strip(),
                "digest": digest,
                "variant": variant,
                "assets": list(assets),
                "items": list(items),
                "authenticated": authenticated,
            }
            last = [e for e in log.entries(campaign=campaign, kind="decision") if e.body["gate"] == gate][-1:]
            if verdict == "approve" and last and same_approval(last[0], body):
                return last[0].id
            return log.append(campaign, "decision", actor=actor, body=body)

    def decisions(self, campaign: str, gate: str | None = None) -> tuple[Decision, ...]:
        """What people decided, oldest first."""
        entries = self.log.entries(campaign=campaign, kind="decision")
        return tuple(decision_of(entry) for entry in entries if gate is None or entry.body["gate"] == gate)

    def opened_by(self, campaign: str) -> tuple[Decision, ...]:
        """The decisions that stand as the gates' values now."""
        return tuple(
            self.store.value(campaign, gate, Decision) for gate in GATES if self.store.digest(campaign, gate)
        )

    def feedback(self, campaign: str, asset: str) -> Feedback:
        """What rejections have asked of the asset so far."""
        comments = (comment_on(asset, d) for d in self.decisions(campaign) if d.verdict == "reject")
        return Feedback(comments=tuple(comment for comment in comments if comment))

    # -- edits and waivers

    def edit_copy(self, campaign: str, texts: Mapping[str, str], *, actor: str) -> int:
        """Put a person's words in place of lines of the copy, by their keys.

        Raises: InvalidRequest when a key is not in the campaign's copy.
        """
        self._known(campaign)
        known = copy_texts(self.store.value(campaign, "copy", Copy))
        unknown = sorted(set(texts) - set(known))
        if unknown:
            raise InvalidRequest(
                f"{unknown[0]}: no such line in this campaign's copy; keys are as in copy.json"
            )
        changed: dict[str, JsonValue] = {key: text for key, text in texts.items() if known[key] != text}
        if not changed:
            raise InvalidRequest("the file changes no line; edit a text and try again")
        with self.log.writing() as log:
            return log.append(campaign, "edit", actor=actor, body={"texts": changed})

    def edits(self, campaign: str) -> dict[str, str]:
        """Every edited line by its key, the newest text of each."""
        edited: dict[str, str] = {}
        for entry in self.log.entries(campaign=campaign, kind="edit"):
            edited.update(cast("dict[str, str]", entry.body["texts"]))
        return edited

    def waive(self, campaign: str, rule: str, file: str, *, reason: str, actor: str) -> int:
        """Let one failing finding pass, for these bytes only.

        Raises: InvalidRequest for budget and rights, without a reason, or when nothing fails there.
        """
        self._known(campaign)
        door.check_waiver(rule, reason)
        if not any(f.closes and (f.rule, f.file) == (rule, file) for f in self.findings(campaign, *GRAPH)):
            raise InvalidRequest(
                f"{rule} on {file}: nothing fails there now; see `astro-pipeline qa {campaign}`"
            )
        body: dict[str, JsonValue] = {
            "rule": rule,
            "file": file,
            "digest": self.item_digest(campaign, file),
            "reason": reason.strip(),
        }
        with self.log.writing() as log:
            return log.append(campaign, "waiver", actor=actor, body=body)

    def waivers(self, campaign: str) -> tuple[Waiver, ...]:
        """Waivers that hold for what lies there now."""
        given = (
            Waiver.model_validate(
                {"campaign": campaign, "actor": entry.actor, "day": entry.at.date(), **entry.body}
            )
            for entry in self.log.entries(campaign=campaign, kind="waiver")
        )
        return tuple(waiver for waiver in given if waiver.digest == self.item_digest(campaign, waiver.file))

    def findings(self, campaign: str, *assets: str) -> tuple[Finding, ...]:
        """What was measured on these assets' current values."""
        return tuple(finding for asset in assets for finding in self.store.findings(campaign, asset))

    def item_digest(self, campaign: str, item: str) -> str:
        """Digest of a file, of a line of copy, or of an asset's value; empty where there is none."""
        if item.startswith(PREFIXES["copy"]):
            texts = copy_texts(self.store.value(campaign, "copy", Copy))
            return digest(texts[item]) if item in texts else ""
        if item in GRAPH:
            return self.store.digest(campaign, item)
        path = self.home.campaign(campaign) / item
        return digest(path.read_bytes()) if path.is_file() else ""

    def items(self, campaign: str) -> tuple[str, ...]:
        """Every file and copy key a rejection may name."""
        folder = self.home.campaign(campaign)
        files = [
            path.relative_to(folder).as_posix()
            for prefix in PREFIXES.values()
            for path in sorted((folder / prefix).rglob("*"))
            if path.is_file()
        ]
        raw = self.store.raw(campaign, "copy")
        texts = copy_texts(self.store.value(campaign, "copy", Copy)) if raw else {}
        return (*texts, *files)

    def _known(self, campaign: str) -> None:
        if not self.log.entries(campaign=campaign, kind="brief"):
            raise UnknownCampaign(f"{campaign}: no such campaign; `astro-pipeline status` lists them")

    def _check_current(self, campaign: str, gate: str, seen: str) -> None:
        if not all(self.store.digest(campaign, asset) for asset in SUBJECTS[gate]):
            raise StaleDecision(f"{campaign}: there is nothing to decide at {gate} yet")
        current = self.subject(campaign, gate)
        if seen != current:
            raise StaleDecision(
                f"{campaign}: {gate} has changed since {seen[:12]} was looked at; "
                f"look again, it is {current} now"
            )

    def _check_approvable(self, campaign: str, gate: str, variant: str | None) -> None:
        door.check_open(gate, unwaived(self.findings(campaign, *before(gate)), self.waivers(campaign)))
        raw = self.store.raw(campaign, "image_variants") or {}
        made = [
            cast("dict[str, str]", each)["id"] for each in cast("list[JsonValue]", raw.get("variants", []))
        ]
        door.check_variant(gate, variant, made)


def unwaived(findings: Sequence[Finding], waivers: Sequence[Waiver]) -> tuple[Finding, ...]:
    """The findings that keep a gate closed."""
    let_pass = {(waiver.rule, waiver.file) for waiver in waivers}
    return tuple(f for f in findings if f.closes and (f.rule, f.file) not in let_pass)


def _same_company(brief: Brief, earlier: Brief) -> None:
    if brief.company.name.casefold() != earlier.company.name.casefold():
        raise InvalidBrief(
            "id", brief.id, f"it is a campaign of {earlier.company.name} already; choose another id"
        )
