"""Every model of the catalog that can be bought gives a quote for what campaigns ask."""

import io
import wave
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from astro_pipeline.provider import (
    ClipRequest,
    EffectRequest,
    ImageRequest,
    Kind,
    MusicRequest,
    Request,
    SpeechRequest,
    TextRequest,
    TranscriptRequest,
    VisionRequest,
)
from astro_pipeline.providers.binding import Binding
from astro_pipeline.providers.catalog import load_catalog
from astro_pipeline.providers.configured import account, adapter

TODAY = date(2026, 11, 21)
ASKED: dict[Kind, Request] = {
    "text": TextRequest(
        craft="test", version="1", prompt="Write.", inputs={}, output="Copy", output_schema={"type": "object"}
    ),
    "vision": VisionRequest(
        craft="test", version="1", prompt="Look.", pictures=("f00",), output="A", output_schema={}
    ),
    "transcript": TranscriptRequest(craft="test", version="1", sound_sha256="f00", language="en"),
    "image": ImageRequest(craft="test", version="1", prompt="A can.", width=1024, height=1536),
    "video": ClipRequest(
        craft="test",
        version="1",
        prompt="It turns.",
        still_sha256="f00",
        seconds=6.0,
        width=1080,
        height=1920,
    ),
    "speech": SpeechRequest(craft="test", version="1", text="Find a bar near you.", language="en"),
    "music": MusicRequest(craft="test", version="1", mood="calm", energy=0.4, seconds=15),
    "sfx": EffectRequest(craft="test", version="1", effect="whoosh"),
}


def for_sale() -> Iterator[tuple[str, Kind]]:
    for model in load_catalog().models.values():
        if model.price != "unknown" and not model.retired(TODAY) and not model.name.endswith("/*"):
            for kind in model.kinds:
                yield model.name, kind


@pytest.fixture
def sound(tmp_path: Path) -> Path:
    """Four seconds of silence, where a request names a recording."""
    path = tmp_path / "sound.wav"
    path.write_bytes(_silence(4))
    return path


@pytest.mark.parametrize(("name", "kind"), list(for_sale()))
def test_a_model_for_sale_quotes_what_campaigns_ask(name: str, kind: Kind, sound: Path) -> None:
    model = load_catalog().model(name)
    vendor = load_catalog().vendors[model.vendor]
    keys = {group[0]: "k" for group in vendor.keys}
    provider = adapter(vendor, kind)(Binding(model, account(vendor, keys), kind, lambda _: sound))

    quote = provider.quote(ASKED[kind])

    assert kind in provider.kinds
    assert 0 < (quote.least_usd or quote.usd) <= quote.usd < 10
    assert quote.source
    assert quote.checked <= TODAY


def _silence(seconds: int) -> bytes:
    file = io.BytesIO()
    with wave.open(file, "wb") as sound:
        sound.setnchannels(1)
        sound.setsampwidth(2)
        sound.setframerate(48_000)
        sound.writeframes(bytes(2 * 48_000 * seconds))
    return file.getvalue()
