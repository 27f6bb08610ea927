"""The studio: everything an asset works with, configured in one place."""

import os
import shutil
from collections.abc import Callable, Generator, Mapping, Sequence
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from functools import partial
from pathlib import Path

import dagster as dg

from astro_pipeline.campaigns.bench import WAITING, Bench, asked_aside, progress
from astro_pipeline.campaigns.desk import Desk
from astro_pipeline.campaigns.due import ingredients
from astro_pipeline.campaigns.home import Home, writing
from astro_pipeline.campaigns.status import clear_stop, note_stop
from astro_pipeline.defs.learning import learn_from_decisions, learn_from_findings
from astro_pipeline.defs.memory import spare_memory
from astro_pipeline.domain.base import Frozen, digest
from astro_pipeline.domain.brief import Governance
from astro_pipeline.domain.media import MediaFile
from astro_pipeline.domain.review import Feedback, Finding
from astro_pipeline.errors import AstroError, InvalidSetting, StaleInput
from astro_pipeline.media.credentials import Signer, algorithm_of
from astro_pipeline.media.film.segments import SegmentShelf
from astro_pipeline.provider import Ask, Candidate, Kind
from astro_pipeline.providers import configured
from astro_pipeline.providers.embedded.voice import OfflineVoice
from astro_pipeline.spend import settings
from astro_pipeline.spend.cache import Cache
from astro_pipeline.spend.client import OFFLINE, Client, Spent
from astro_pipeline.spend.job import Clerk
from astro_pipeline.spend.ledger import Ledger
from astro_pipeline.spend.rate import Pace
from astro_pipeline.spend.rewards import Rewards, Router

PARTITION_TAG = "dagster/partition"
FRESH_TAG = "astro/fresh"
"""Of a run that uses no answer from before this moment, seconds since 1970."""


@dataclass(frozen=True, slots=True)
class Kept:
    """A value and what it was made from, on its way to the IO manager."""

    value: Frozen
    made_from: dict[str, str]


@dataclass(frozen=True, slots=True)
class Making:
    """One asset of one campaign being made."""

    campaign: str
    asset: str
    desk: Desk
    ask: Ask
    aside: Callable[[Ask], Ask]
    """The same, but who waits for a vendor leaves its place at the bench to another."""
    bench: Bench
    spent: list[Spent]
    """What its calls came to so far."""
    feedback: Feedback
    made_from: dict[str, str]
    minimum_governance: Governance
    voice: Callable[[str], str]
    """The id of the voice that speaks a language, "" for none."""
    films: bool
    """Whether somebody makes moving shots of stills."""
    judges: bool
    """Whether a model that sees pictures is configured."""

    def blob(self, sha256: str) -> Path:
        """Where bytes lie, by digest."""
        return self.desk.store.blob(sha256)

    @property
    def shelf(self) -> SegmentShelf:
        """Where the home keeps what was encoded of its films."""
        return SegmentShelf(self.desk.home.segments)

    def locate(self, file: MediaFile) -> Path:
        """Where a media file's bytes lie."""
        return self.desk.store.locate(file)

    def done(
        self, value: Frozen, *, files: tuple[MediaFile, ...] = (), preview: str = ""
    ) -> dg.MaterializeResult[Kept]:
        """The finished value with the project's fixed metadata."""
        findings: tuple[Finding, ...] = getattr(value, "findings", ())
        learn_from_findings(ledger_of(self.desk), self.campaign, findings)
        return dg.MaterializeResult(
            value=Kept(value, self.made_from),
            data_version=dg.DataVersion(digest(value)),
            metadata={
                **({"preview": dg.MetadataValue.md(preview)} if preview else {}),
                "cost_usd": float(sum((each.cost_usd for each in self.spent), Decimal(0))),
                "calls": sum(each.posts for each in self.spent),
                "cache_hits": sum(each.reused for each in self.spent),
                "files": len(files),
                "findings": _counted(findings),
                "sha256": digest(value),
                "path": dg.MetadataValue.path(
                    str(self.desk.home.campaign(self.campaign) / f"{self.asset}.json")
                ),
            },
        )


class Studio(dg.ConfigurableResource["Studio"]):
    """Where campaigns live, who makes things, and what may be decided without a person."""

    home: str = ""
    """Folder of the home; $ASTRO_HOME, else .astro in the working folder."""
    workers: int = 2
    """How many items of an asset are made at once."""

    @contextmanager
    def yield_for_execution(self, context: dg.InitResourceContext) -> Generator["Studio"]:
        """Hold the run's campaign as its only writer for as long as the run lives."""
        spare_memory()
        campaign = context.run.tags.get(PARTITION_TAG) if context.run else None
        folder = self.where().campaign(campaign) if campaign else None
        with writing(folder) if folder else nullcontext():
            if folder:
                shutil.rmtree(folder / ".work", ignore_errors=True)
                clear_stop(folder)
            yield self

    def where(self) -> Home:
        """The home."""
        return Home(Path(self.home or os.environ.get("ASTRO_HOME") or ".astro").resolve())

    def desk(self) -> Desk:
        """The desk of the home."""
        return Desk.of(self.where())

    def minimum_governance(self) -> Governance:
        """No brief may be freer than this ($ASTRO_MIN_GOVERNANCE)."""
        return Governance(os.environ.get("ASTRO_MIN_GOVERNANCE", Governance.FULL_AUTO))

    def page(self, campaign: str, page: str) -> str:
        """URL of a campaign's page on the media server."""
        return f"{_media_url()}/campaigns/{campaign}/{page}"

    def media(self, campaign: str, path: str) -> str:
        """URL of one of a campaign's files."""
        return f"{_media_url()}/media/{campaign}/{path}"

    def thumbnail(self, campaign: str, path: str) -> str:
        """URL of a small picture of one of a campaign's pictures."""
        return f"{_media_url()}/media/{campaign}/thumb/{path}?w=160"

    @contextmanager
    def making(self, context: dg.AssetExecutionContext) -> Generator[Making]:
        """Everything one asset of one campaign is made with; our errors become Dagster's failures."""
        campaign, asset = context.partition_key, context.asset_key.path[-1]
        desk = self.desk()
        said = {"campaign": campaign, "asset": asset}
        progress.info("%s", asset, extra={**said, "begun": True})
        try:
            yield self._making(desk, campaign, asset, fresh=context.run.tags.get(FRESH_TAG))
            progress.info("%s", asset, extra={**said, "ended": True})
        except AstroError as exc:
            note_stop(desk.home.campaign(campaign), asset=asset, error=exc)
            raise failure(exc) from exc

    def _making(self, desk: Desk, campaign: str, asset: str, *, fresh: str | None) -> Making:
        asked = candidates(desk.store.blob)
        learn_from_decisions(ledger_of(desk), desk, campaign)
        spent: list[Spent] = []
        bought: dict[Kind, int] = {
            kind: min(one.concurrency or WAITING for one in each)
            for kind, each in asked.items()
            if any(one.vendor != OFFLINE for one in each)
        }
        return Making(
            campaign=campaign,
            asset=asset,
            desk=desk,
            ask=client(desk, campaign, asked, fresh_since=float(fresh) if fresh else None, note=spent.append),
            aside=partial(asked_aside, at_once=bought),
            bench=Bench(desk.store, campaign, self.workers, waiting=WAITING if bought else 0),
            spent=spent,
            feedback=desk.feedback(campaign, asset),
            made_from=ingredients(desk.at_once(campaign), campaign, asset),
            minimum_governance=self.minimum_governance(),
            voice=_voices(asked["speech"]),
            films=bool(asked["video"]),
            judges=bool(asked["vision"]),
        )


def _media_url() -> str:
    # Where the media server is reached from a browser: it serves what Dagster's own UI does not.
    return os.environ.get("ASTRO_MEDIA_URL", "http://127.0.0.1:3001").rstrip("/")


def candidates(blob: Callable[[str], Path] | None = None) -> dict[Kind, tuple[Candidate, ...]]:
    """Who may be asked for each kind, by the keys that are set; without any, the offline studio.

    `blob` says where the bytes of a digest lie; without it nothing can be made, only quoted.
    """
    return configured.candidates(os.environ, blob=blob or _no_bytes, today=today())


def client(
    desk: Desk,
    campaign: str,
    asked: Mapping[Kind, Sequence[Candidate]],
    *,
    fresh_since: float | None = None,
    note: Callable[[Spent], None],
) -> Client:
    """The way to the providers for one campaign: its customer's answers, its ceilings, its payer."""
    brief, actor = desk.brief(campaign), desk.log.entries(campaign=campaign)[-1].actor
    ask = client_of(desk, campaign, asked, customer=brief.company.name.casefold(), user=actor)
    ceilings = settings.ceilings(os.environ, campaign=brief.spend_limit_usd)
    return replace(ask, cache=replace(ask.cache, fresh_since=fresh_since), ceilings=ceilings, note=note)


def client_of(
    desk: Desk, campaign: str, asked: Mapping[Kind, Sequence[Candidate]], *, customer: str, user: str
) -> Client:
    """The way to the providers for whatever is paid for, within the installation's own ceilings."""
    clerk = clerk_of(desk)
    return Client(
        campaign=campaign,
        customer=customer,
        user=user,
        candidates=asked,
        clerk=clerk,
        cache=Cache(clerk.ledger.url, desk.store, hours=settings.hours(os.environ)),
        ceilings=settings.ceilings(os.environ),
        choose=Router(Rewards(clerk.ledger.url)),
        pace=Pace(desk.home.path / "pace"),
    )


def clerk_of(desk: Desk) -> Clerk:
    """Who writes down and looks after the home's calls."""
    return Clerk(ledger_of(desk), desk.store, patience=settings.patience(os.environ))


def ledger_of(desk: Desk) -> Ledger:
    """The home's ledger, or the one at $ASTRO_SPEND_DB."""
    return Ledger.of(desk.home.path, settings.database(os.environ))


def _no_bytes(sha256: str) -> Path:
    raise StaleInput(f"blobs/{sha256}: no home is open to read it from")


def _voices(speech: Sequence[Candidate]) -> Callable[[str], str]:
    """The offline studio knows which of its voices speaks a language; a service chooses its own best."""
    first = speech[0].provider if speech and speech[0].vendor == OFFLINE else None
    return first.voice if isinstance(first, OfflineVoice) else lambda _language: ""


def signer() -> Signer | None:
    """Who signs what is delivered: $ASTRO_C2PA_CERTIFICATE (the chain, leaf first) and $ASTRO_C2PA_KEY.

    Both name PEM files. None where neither is set. Raises: InvalidSetting.
    """
    paths = {name: os.environ.get(name, "") for name in ("ASTRO_C2PA_CERTIFICATE", "ASTRO_C2PA_KEY")}
    if not any(paths.values()):
        return None
    read: dict[str, bytes] = {}
    for name, path in paths.items():
        try:
            read[name] = Path(path).read_bytes() if path else b""
        except OSError as exc:
            raise InvalidSetting(name, path, f"it cannot be read ({exc.strerror}); name a PEM file") from exc
        if not read[name]:
            raise InvalidSetting(name, path, "certificate and key go together; name a PEM file for both")
    certificates, key = read.values()
    return Signer(certificates, key, algorithm_of(key))


def failure(error: AstroError) -> dg.Failure:
    """One of our errors as Dagster shows it; it is never retried by itself."""
    return dg.Failure(
        description=f"{type(error).__name__}: {error}",
        metadata={"error": type(error).__name__},
        allow_retries=False,
    )


def today() -> date:
    """The day, where a run date is fixed."""
    return date.today()  # noqa: DTZ011 -- a campaign's run date is the installation's own day


def _counted(findings: tuple[Finding, ...]) -> str:
    verdicts = [finding.verdict for finding in findings]
    told = (f"{verdicts.count(v)} {v}" for v in ("pass", "fail", "not_checked") if v in verdicts)
    return ", ".join(told) or "none"
