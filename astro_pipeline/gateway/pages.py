"""The list of campaigns, read from their files alone."""

from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from pydantic import ValidationError

from astro_pipeline.campaigns.home import Home
from astro_pipeline.campaigns.pages.frame import Header, Section, page
from astro_pipeline.campaigns.pages.markup import Html, el, join, row, table
from astro_pipeline.campaigns.pages.verdicts import gate_title
from astro_pipeline.campaigns.review import PAGE, page_marks
from astro_pipeline.campaigns.store import Store
from astro_pipeline.domain.brief import Brief
from astro_pipeline.domain.delivery import Manifest
from astro_pipeline.domain.review import Decision
from astro_pipeline.errors import StaleInput

Model = TypeVar("Model", Brief, Decision)

_ELSEWHERE = frozenset({"open", "late"})
"""How a gate stands that waits for no person: it is decided, or what it is about must be made first."""


@dataclass(frozen=True, slots=True)
class Standing:
    """Where a campaign stands, as its files say."""

    id: str
    title: str
    company: str
    waits: str | None
    """The gate that waits for a person."""
    delivered: str | None
    """complete or incomplete, and whether it may be published."""
    zipped: bool


def standings(home: Path) -> list[Standing]:
    """Every campaign of the home, by id; one whose brief cannot be read stands there by its id."""
    folders = sorted(path for path in (home / "campaigns").glob("[a-z0-9]*") if path.is_dir())
    return [_standing(folder) for folder in folders]


def index_page(campaigns: list[Standing]) -> str:
    """All campaigns on one page: those that wait for somebody first."""
    waiting = [each for each in campaigns if each.waits]
    others = [each for each in campaigns if not each.waits]
    count = f"{len(campaigns)} campaign{'' if len(campaigns) == 1 else 's'}"
    lead = f"{count}, {len(waiting)} waiting for a decision."
    header = Header("astro-pipeline", "Campaigns", el("p", lead, class_="lead"))
    return page(
        header,
        [
            Section("waiting", "Waiting", _list(waiting, "A person decides")),
            Section("others", "All others", _list(others, "Nothing to decide")),
        ],
    )


def waiting_gate(folder: Path) -> str | None:
    """The gate whose page lies there and waits for a person, unless its digest is approved by now."""
    marks = page_marks(folder / PAGE)
    gate, seen = marks.get("gate"), marks.get("digest")
    if gate is None or seen is None or marks.get("state") in _ELSEWHERE:
        return None
    decision = _value(folder, gate, Decision)
    approved = decision is not None and decision.verdict == "approve" and decision.digest == seen
    return None if approved else gate


def _standing(folder: Path) -> Standing:
    brief = _value(folder, "brief", Brief)
    manifest = _manifest(folder / "delivery" / "manifest.json")
    return Standing(
        id=folder.name,
        title=brief.name if brief else folder.name,
        company=brief.company.name if brief else "brief.json cannot be read",
        waits=waiting_gate(folder),
        delivered=_delivered(manifest),
        zipped=(folder / "delivery.zip").is_file(),
    )


def _delivered(manifest: Manifest | None) -> str | None:
    if manifest is None:
        return None
    return manifest.status if manifest.publishable else f"{manifest.status}, not publishable"


def _value(folder: Path, asset: str, model: type[Model]) -> Model | None:
    try:
        return Store(Home(folder.parents[1])).value(folder.name, asset, model)
    except StaleInput:
        return None


def _manifest(path: Path) -> Manifest | None:
    try:
        return Manifest.model_validate_json(path.read_bytes())
    except (FileNotFoundError, ValidationError):
        return None


def _list(campaigns: list[Standing], caption: str) -> Html:
    if not campaigns:
        return Html()
    rows = (
        row(
            el("th", el("a", each.title, href=f"/campaigns/{each.id}/"), scope="row"),
            each.company,
            gate_title(each.waits) if each.waits else "–",
            _delivery(each),
        )
        for each in campaigns
    )
    return table(("Campaign", "Company", "Waits at", "Delivery"), rows, caption=caption)


def _delivery(each: Standing) -> Html:
    if each.delivered is None:
        return Html("–")
    page_link = el("a", each.delivered, href=f"/campaigns/{each.id}/delivery/")
    zip_link = el("a", "zip", href=f"/campaigns/{each.id}/delivery.zip") if each.zipped else None
    return join([page_link, zip_link] if zip_link else [page_link], separator=" · ")
