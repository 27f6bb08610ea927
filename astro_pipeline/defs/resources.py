"""The studio: everything an asset works with, configured in one place."""

import os
import shutil
from collections.abc import Callable, Generator
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path

import dagster as dg

from astro_pipeline.campaigns.bench import Bench, progress
from astro_pipeline.campaigns.desk import Desk
from astro_pipeline.campaigns.due import ingredients
from astro_pipeline.campaigns.home import Home, writing
from astro_pipeline.campaigns.status import clear_stop, note_stop
from astro_pipeline.domain.base import Frozen, digest
from astro_pipeline.domain.brief import Governance
from astro_pipeline.domain.media import MediaFile
from astro_pipeline.domain.review import Feedback, Finding
from astro_pipeline.errors import AstroError
from astro_pipeline.media.film.segments import SegmentShelf
from astro_pipeline.media.voice.voices import Voices
from astro_pipeline.provider import Ask, Kind, Provider
from astro_pipeline.providers.embedded.composer import OfflineComposer
from astro_pipeline.providers.embedded.foley import OfflineFoley
from astro_pipeline.providers.embedded.painter import OfflinePainter
from astro_pipeline.providers.embedded.voice import OfflineVoice
from astro_pipeline.providers.embedded.writer import OfflineWriter
from astro_pipeline.spend.client import DEFAULT_CEILING_USD, Client
from astro_pipeline.spend.ledger import Ledger

PARTITION_TAG = "dagster/partition"


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
    bench: Bench
    ledger: Ledger
    feedback: Feedback
    made_from: dict[str, str]
    calls_before: int
    minimum_governance: Governance
    voice: Callable[[str], str]
    """The id of the voice that speaks a language, "" for none."""

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
        calls = self.ledger.calls(self.campaign)[self.calls_before :]
        findings: tuple[Finding, ...] = getattr(value, "findings", ())
        return dg.MaterializeResult(
            value=Kept(value, self.made_from),
            data_version=dg.DataVersion(digest(value)),
            metadata={
                **({"preview": dg.MetadataValue.md(preview)} if preview else {}),
                "cost_usd": float(sum((call.cost_usd for call in calls), Decimal(0))),
                "calls": len(calls),
                "cache_hits": 0,
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
            yield self._making(desk, campaign, asset)
            progress.info("%s", asset, extra={**said, "ended": True})
        except AstroError as exc:
            note_stop(desk.home.campaign(campaign), asset=asset, error=exc)
            raise failure(exc) from exc

    def _making(self, desk: Desk, campaign: str, asset: str) -> Making:
        ledger = Ledger.of(desk.home.path)
        brief = desk.brief(campaign)
        ceiling = brief.spend_limit_usd if brief.spend_limit_usd is not None else DEFAULT_CEILING_USD
        return Making(
            campaign=campaign,
            asset=asset,
            desk=desk,
            ask=Client(campaign, ledger, providers(desk.store.blob), ceiling),
            bench=Bench(desk.store, campaign, self.workers),
            ledger=ledger,
            feedback=desk.feedback(campaign, asset),
            made_from=ingredients(desk.at_once(campaign), campaign, asset),
            calls_before=len(ledger.calls(campaign)),
            minimum_governance=self.minimum_governance(),
            voice=offline_voice().voice,
        )


def _media_url() -> str:
    # Where the media server is reached from a browser: it serves what Dagster's own UI does not.
    return os.environ.get("ASTRO_MEDIA_URL", "http://127.0.0.1:3001").rstrip("/")


def providers(blob: Callable[[str], Path] | None = None) -> dict[Kind, Provider]:
    """Who makes what: the offline studio. `blob` says where the bytes of a digest lie."""
    return {
        "text": OfflineWriter(),
        "image": OfflinePainter(blob),
        "speech": offline_voice(),
        "music": OfflineComposer(),
        "sfx": OfflineFoley(),
    }


def offline_voice() -> OfflineVoice:
    """The voices of this machine: piper files in $ASTRO_VOICES, programs on $PATH, espeak-ng."""
    folder = os.environ.get("ASTRO_VOICES")
    return OfflineVoice(Voices(Path(folder) if folder else None, os.environ.get("PATH")))


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
    return (
        ", ".join(f"{verdicts.count(v)} {v}" for v in ("pass", "fail", "not_checked") if v in verdicts)
        or "none"
    )
