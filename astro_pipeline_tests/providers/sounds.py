"""Requests for sounds and pictures to try vendors with."""

from pathlib import Path

from astro_pipeline.domain.media import Licence
from astro_pipeline.provider import (
    ClipRequest,
    EffectRequest,
    ImageRequest,
    Kind,
    MusicRequest,
    Provider,
    Request,
    SpeechRequest,
    TranscriptRequest,
)
from astro_pipeline.providers.binding import Binding, Patience
from astro_pipeline.providers.catalog import load_catalog
from astro_pipeline.providers.configured import adapter
from astro_pipeline_tests.vendors import goods
from astro_pipeline_tests.vendors.server import VendorServer

HASTY = Patience(connect=1.0, post=8.0, get=4.0, looking=1.0)
IMPATIENT = Patience(connect=1.0, post=1.5, get=1.5, looking=1.0)

SPEECH = SpeechRequest(
    craft="narrator", version="1", seed=5, text="Cold, slowly. Twelve hours in the dark.", language="en",
    emotion="calm", pace="slow", fit_seconds=4.0, closing=True,
)  # fmt: skip
MUSIC = MusicRequest(
    craft="composer", version="1", seed=5, mood="warm", energy=0.5, seconds=6, beats=(2.0, 4.5)
)
EFFECT = EffectRequest(craft="composer", version="1", seed=5, effect="whoosh")
TRANSCRIPT = TranscriptRequest(craft="judge", version="1", sound_sha256="0" * 64, language="de-AT")
ALIGNMENT = TRANSCRIPT.model_copy(update={"text": "Guten Morgen, Graz."})
PICTURE = ImageRequest(
    craft="illustrator", version="1", seed=5, prompt="A can on wet stone.", width=1024, height=1536
)
CLIP = ClipRequest(
    craft="animator", version="1", seed=5, prompt="The camera rises.", still_sha256="0" * 64, seconds=5.5,
    width=720, height=1280,
)  # fmt: skip

CASES: dict[str, tuple[str, Kind, Request]] = {
    "openai image": ("openai/gpt-image-2", "image", PICTURE),
    "openai speech": ("openai/gpt-4o-mini-tts", "speech", SPEECH),
    "openai speech by the character": ("openai/tts-1", "speech", SPEECH),
    "openai transcript": ("openai/gpt-transcribe", "transcript", TRANSCRIPT),
    "openai transcript with words": ("openai/whisper-1", "transcript", TRANSCRIPT),
    "gemini image": ("gemini/gemini-3.1-flash-image", "image", PICTURE),
    "gemini video": ("gemini/gemini-omni-1.1-flash", "video", CLIP),
    "elevenlabs speech": ("elevenlabs/eleven_multilingual_v2", "speech", SPEECH),
    "elevenlabs music": ("elevenlabs/music_v1", "music", MUSIC),
    "elevenlabs effect": ("elevenlabs/eleven_text_to_sound_v2", "sfx", EFFECT),
    "elevenlabs transcript": ("elevenlabs/scribe_v2", "transcript", TRANSCRIPT),
    "elevenlabs alignment": ("elevenlabs/scribe_v2", "transcript", ALIGNMENT),
}
"""By name: the model, the kind and a request."""


def maker(house: VendorServer, case: str, folder: Path, *, patience: Patience = HASTY) -> Provider:
    """The provider of a case; stills and sounds lie in the folder."""
    name, kind, _ = CASES[case]
    vendor = name.partition("/")[0]
    model = load_catalog().model(name)

    def blob(sha256: str) -> Path:
        del sha256
        path = folder / ("sound.bin" if kind == "transcript" else "still.bin")
        path.write_bytes(goods.sound(2.0) if kind == "transcript" else goods.picture(90, 160))
        return path

    make = adapter(load_catalog().vendors[vendor], kind)
    return make(Binding(model, house.account(vendor), kind, blob, patience))


def mentions_terms(licence: Licence) -> bool:
    """Whether a licence names where the vendor's terms stand."""
    return licence.source.startswith("https://")
