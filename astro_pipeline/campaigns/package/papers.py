"""Records that go with the files: where each comes from, as data."""

import json
from collections.abc import Iterable

from pydantic import JsonValue

from astro_pipeline.campaigns.package.handover import Item
from astro_pipeline.domain.delivery import DeliveredFile
from astro_pipeline.domain.media import MediaFile
from astro_pipeline.media.marking import VOCABULARY, takes_mark


def json_bytes(value: JsonValue) -> bytes:
    """JSON people can read: sorted keys, two spaces, a last newline; equal values, equal bytes."""
    return (json.dumps(value, sort_keys=True, ensure_ascii=False, indent=2) + "\n").encode()


def provenance(
    campaign: str, placed: Iterable[tuple[Item, DeliveredFile]], sources: Iterable[MediaFile]
) -> JsonValue:
    """How every delivered file came to be, and every file that only went into others."""
    pairs = list(placed)
    delivered = {item.file.path for item, _ in pairs}
    used: list[JsonValue] = [_origin(each) for each in sources if each.path not in delivered]
    files: list[JsonValue] = [
        {
            "path": file.path,
            **_origin(item.file),
            "marked": "in the file" if takes_mark(file.path) else "here only: its format has no place for it",
            "credentials": file.credentials,
            "delivered_sha256": file.sha256,
        }
        for item, file in pairs
    ]
    return {"schema": "astro-pipeline/provenance/1", "campaign": campaign, "files": files, "used": used}


def _origin(file: MediaFile) -> dict[str, JsonValue]:
    return {
        "made_from": file.path,
        "sha256": file.sha256,
        "digital_source_type": f"{VOCABULARY}{file.source_type}",
        "provider": file.provider,
        "model": file.model,
        "draft": file.draft,
        "licence": file.licence.model_dump(mode="json"),
        "uses": [each.model_dump(mode="json") for each in file.uses],
    }
