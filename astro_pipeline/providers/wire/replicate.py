"""Replicate's predictions, API of 2026-03-05 (https://api.replicate.com/openapi.json).

Checked 2026-11-20. `webhook` stands in answers too, which the document does not say.
"""

from typing import Literal

from pydantic import JsonValue

from astro_pipeline.providers.wire import Sent, Told


class NewPrediction(Sent):
    """POST /models/{owner}/{name}/predictions."""

    input: dict[str, JsonValue]
    """As the model wants it."""
    webhook: str | None = None
    webhook_events_filter: tuple[Literal["start", "output", "logs", "completed"], ...] | None = None


class Prediction(Told):
    """A prediction as it stands."""

    id: str
    status: Literal["starting", "processing", "succeeded", "failed", "canceled", "aborted"]
    input: dict[str, JsonValue]
    output: JsonValue = None
    """One address or a list of them; None until it is made and an hour after."""
    error: str | None = None
    webhook: str | None = None


class Predictions(Told):
    """GET /predictions, newest first."""

    results: tuple[Prediction, ...]
    next: str | None = None
