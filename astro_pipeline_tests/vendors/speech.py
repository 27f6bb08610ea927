"""What is said between a caller and a vendor: one request, one reply."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from pydantic import BaseModel

from astro_pipeline_tests.vendors.scenario import Scenario


@dataclass(frozen=True, slots=True)
class Asked:
    """One request as it came."""

    method: str
    path: str
    """Without the vendor's own part: /v1/predictions."""
    query: Mapping[str, str]
    headers: Mapping[str, str]
    """Names in lower case."""
    body: bytes

    def json(self) -> dict[str, Any]:
        return json.loads(self.body)


@dataclass(frozen=True, slots=True)
class Reply:
    """One answer, and how it is spoiled on its way."""

    status: int
    body: bytes
    media_type: str = "application/json"
    headers: Mapping[str, str] = field(default_factory=dict[str, str])
    spoiled: Scenario | None = None


def told(value: BaseModel | Mapping[str, Any] | list[Any], status: int = 200, **headers: str) -> Reply:
    """A reply of JSON."""
    plain = value.model_dump(mode="json", by_alias=True) if isinstance(value, BaseModel) else value
    named = {name.replace("_", "-"): text for name, text in headers.items()}
    return Reply(status, json.dumps(plain).encode(), headers=named)
