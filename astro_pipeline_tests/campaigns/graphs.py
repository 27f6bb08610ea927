"""A campaign whose assets are plain values, to try the records and the gates on."""

from dataclasses import dataclass, field
from datetime import date
from typing import Any

from astro_pipeline.campaigns.desk import Desk
from astro_pipeline.campaigns.due import due, ingredients, rule
from astro_pipeline.campaigns.graph import GATES
from astro_pipeline.domain.base import Frozen
from astro_pipeline.domain.brief import Brief
from astro_pipeline.domain.plan import AdText, Copy, CopyLine
from astro_pipeline.domain.review import Finding

TODAY = date(2026, 11, 20)


class Thing(Frozen):
    """What stands in for an asset's value."""

    text: str
    findings: tuple[Finding, ...] = ()
    variants: tuple[dict[str, str], ...] = ()


def a_brief(**changes: Any) -> Brief:
    return Brief.model_validate(
        {
            "id": "spring",
            "name": "Spring",
            "company": {"name": "Fernweh"},
            "products": [{"name": "Tonic"}],
            "languages": ["en"],
            "placements": ["meta_feed"],
            **changes,
        }
    )


def a_copy() -> Copy:
    return Copy(
        ads=(
            AdText(
                variant="A",
                language="en",
                headline="Spring, bottled",
                short="Spring, bottled",
                call_to_action="Order",
                provider="writer",
            ),
        ),
        lines=(
            CopyLine(
                placement="meta_feed",
                language="en",
                variant="A",
                field="headline",
                text="Spring, bottled",
                provider="writer",
            ),
        ),
    )


def a_finding(verdict: str = "fail", **changes: Any) -> Finding:
    return Finding.model_validate(
        {"rule": "technical.size", "verdict": verdict, "file": "images/A/meta_feed.png", **changes}
    )


@dataclass
class Graph:
    """Makes what is due of one campaign, as a run would, and remembers what it made."""

    desk: Desk
    campaign: str
    findings: dict[str, tuple[Finding, ...]] = field(default_factory=dict[str, tuple[Finding, ...]])
    texts: dict[str, str] = field(default_factory=dict[str, str])
    values: dict[str, Frozen] = field(default_factory=dict[str, Frozen])
    """Real values, where what reads them needs more than a text."""

    def run(self) -> list[str]:
        """Everything due, until a gate stays closed."""
        made: list[str] = []
        for asset in due(self.desk, self.campaign):
            made_from = ingredients(self.desk, self.campaign, asset)
            value = self._value(asset)
            if value is None:
                break
            self.desk.store.keep(self.campaign, asset, value, made_from=made_from)
            made.append(asset)
        return made

    def approve(self, gate: str, **said: Any) -> int:
        return self.desk.decide(
            self.campaign,
            gate,
            "approve",
            digest=self.desk.subject(self.campaign, gate),
            actor="ada",
            **said,
        )

    def reject(self, gate: str, comment: str = "warmer", **said: Any) -> int:
        return self.desk.decide(
            self.campaign,
            gate,
            "reject",
            digest=self.desk.subject(self.campaign, gate),
            actor="ada",
            comment=comment,
            **said,
        )

    def _value(self, asset: str) -> Frozen | None:
        if asset in GATES:
            return rule(self.desk, self.campaign, asset).decision
        if asset in self.values:
            return self.values[asset]
        if asset == "copy":
            return a_copy().model_copy(update={"findings": self.findings.get(asset, ())})
        feedback = self.desk.feedback(self.campaign, asset) if asset != "brief" else ""
        return Thing(
            text=f"{asset} {self.texts.get(asset, '')} {feedback!r}",
            findings=self.findings.get(asset, ()),
            variants=({"id": "A"}, {"id": "B"}) if asset == "image_variants" else (),
        )
