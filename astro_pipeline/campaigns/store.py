"""The store: a campaign's values and files on disk, and the bytes behind them by digest."""

import hashlib
import json
import os
import shutil
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from pydantic import JsonValue, TypeAdapter, ValidationError

from astro_pipeline.campaigns.home import Home, write_atomically
from astro_pipeline.domain.base import Frozen, digest
from astro_pipeline.domain.media import MediaFile
from astro_pipeline.domain.review import Finding
from astro_pipeline.errors import StaleInput

Value = TypeVar("Value", bound=Frozen)

SCHEMA_VERSION = 1
"""Of every `<asset>.json`; raise it when a model changes so that old files cannot be read."""

_FINDINGS = TypeAdapter(tuple[Finding, ...])


class Record(Frozen):
    """What an asset's value is and what it was made from."""

    digest: str
    made_from: dict[str, str]


@dataclass(frozen=True, slots=True)
class Store:
    """Values, records and bytes of one home."""

    home: Home

    # -- bytes by digest

    def put(self, data: bytes) -> str:
        """Keep bytes and return their digest."""
        sha256 = digest(data)
        if not self._blob(sha256).exists():
            write_atomically(self._blob(sha256), data)
        return sha256

    def put_file(self, path: Path) -> str:
        """Keep a finished file's bytes, moving it, and return their digest."""
        sha256 = file_digest(path)
        self.home.blobs.mkdir(parents=True, exist_ok=True)
        with path.open("rb") as file:
            os.fsync(file.fileno())
        try:
            # Never in place of a good blob: files named from it would be named anew.
            os.link(path, self._blob(sha256))
            path.unlink()
        except OSError:  # it is there already, or the file system has no hard links
            if self.has(sha256):
                path.unlink()
            else:
                path.replace(self._blob(sha256))
        return sha256

    def blob(self, sha256: str) -> Path:
        """The file that holds the bytes of that digest. Raises: StaleInput."""
        path = self._blob(sha256)
        if not path.exists():
            raise StaleInput(f"blobs/{sha256} is missing; run the campaign again to make its file anew")
        return path

    def has(self, sha256: str) -> bool:
        """True where the bytes are here and are still what their name says."""
        path = self._blob(sha256)
        return path.exists() and file_digest(path) == sha256

    def locate(self, file: MediaFile) -> Path:
        """Where a media file's bytes lie."""
        return self.blob(file.sha256)

    def show(self, campaign: str, path: str, sha256: str) -> None:
        """Give the bytes their readable name in the campaign's folder (a hard link)."""
        named = self.home.campaign(campaign) / path
        if named.exists() and named.samefile(self._blob(sha256)):
            return
        named.parent.mkdir(parents=True, exist_ok=True)
        temporary = named.with_name(f".link-{named.name}")
        temporary.unlink(missing_ok=True)
        try:
            os.link(self._blob(sha256), temporary)
        except OSError:  # a file system without hard links
            shutil.copyfile(self._blob(sha256), temporary)
        temporary.replace(named)

    # -- values

    def keep(self, campaign: str, asset: str, value: Frozen, *, made_from: dict[str, str]) -> str:
        """Write the value and then its record: a crash between the two leaves the asset due."""
        plain = {"schema": f"astro-pipeline/{asset}/{SCHEMA_VERSION}", **value.model_dump(mode="json")}
        data = (json.dumps(plain, sort_keys=True, ensure_ascii=False, indent=1) + "\n").encode()
        sha256 = self.put(data)
        write_atomically(self._value(campaign, asset), data)
        record = Record(digest=sha256, made_from=made_from)
        write_atomically(self._record(campaign, asset), record.model_dump_json(indent=1).encode())
        return sha256

    def value(self, campaign: str, asset: str, model: type[Value]) -> Value:
        """The asset's value. Raises: StaleInput when there is none or it cannot be read."""
        raw = self.raw(campaign, asset)
        if raw is None:
            raise StaleInput(f"{campaign}: {asset} is missing; make it first")
        try:
            return model.model_validate_json(json.dumps({k: v for k, v in raw.items() if k != "schema"}))
        except ValidationError as exc:
            raise StaleInput(f"{campaign}: {asset}.json cannot be read; make it again ({exc})") from exc

    def raw(self, campaign: str, asset: str) -> dict[str, JsonValue] | None:
        """The asset's value as plain JSON, or None."""
        path = self._value(campaign, asset)
        return json.loads(path.read_bytes()) if path.exists() else None

    def findings(self, campaign: str, asset: str) -> tuple[Finding, ...]:
        """What the asset's value says was measured."""
        raw = self.raw(campaign, asset) or {}
        return _FINDINGS.validate_json(json.dumps(raw.get("findings", [])))

    def digest(self, campaign: str, asset: str) -> str:
        """Digest of the value as it lies on disk; empty where there is none."""
        path = self._value(campaign, asset)
        return digest(path.read_bytes()) if path.exists() else ""

    def record(self, campaign: str, asset: str) -> Record | None:
        """What the value was made from, or None where it was never finished."""
        path = self._record(campaign, asset)
        return Record.model_validate_json(path.read_bytes()) if path.exists() else None

    def forget(self, campaign: str, asset: str) -> None:
        """Drop the record, so that the asset is due; the value stays readable."""
        self._record(campaign, asset).unlink(missing_ok=True)

    def _blob(self, sha256: str) -> Path:
        return self.home.blobs / sha256

    def _value(self, campaign: str, asset: str) -> Path:
        return self.home.campaign(campaign) / f"{asset}.json"

    def _record(self, campaign: str, asset: str) -> Path:
        return self.home.campaign(campaign) / ".records" / f"{asset}.json"


def file_digest(path: Path) -> str:
    """SHA-256 of a file's bytes, in hex."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
