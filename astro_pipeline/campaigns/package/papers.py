"""Records that go with the files: where each comes from, as data."""

import json
from collections.abc import Iterable

from pydantic import JsonValue

from astro_pipeline.campaigns.package.handover import Item
from astro_pipeline.domain.media import MediaFile

SOURCE_TYPES = "http://cv.iptc.org/newscodes/digitalsourcetype/"
"""Prefix of IPTC's digital source types, as they are written in metadata.

Source: https://cv.iptc.org/newscodes/digitalsourcetype/ (checked 2026-11-20).
"""


def json_bytes(value: JsonValue) -> bytes:
    """JSON people can read: sorted keys, two spaces, a last newline; equal values, equal bytes."""
    return (json.dumps(value, sort_keys=True, ensure_ascii=False, indent=2) + "\n").encode()


def provenance(campaign: str, items: Iterable[Item], sources: Iterable[MediaFile]) -> JsonValue:
    """How every delivered file came to be, and every file that only went into others."""
    placed = list(items)
    delivered = {item.file.path for item in placed}
    used: list[JsonValue] = [_origin(each) for each in sources if each.path not in delivered]
    files: list[JsonValue] = [{"path": item.target, **_origin(item.file)} for item in placed]
    return {"schema": "astro-pipeline/provenance/1", "campaign": campaign, "files": files, "used": used}


def _origin(file: MediaFile) -> dict[str, JsonValue]:
    return {
        "made_from": file.path,
        "sha256": file.sha256,
        "digital_source_type": f"{SOURCE_TYPES}{file.source_type}",
        "provider": file.provider,
        "model": file.model,
        "draft": file.draft,
        "licence": file.licence.model_dump(mode="json"),
    }
